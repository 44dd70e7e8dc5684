/*
 * period.h - months, quarters and years of the calendar.
 *
 *	int i = txo_period_of(day, TXO_QUARTER);
 *	puts(txo_period_text(i, TXO_QUARTER, buf));	2024-Q1
 *
 * A period is a number that grows by one from each to the next. Days are days
 * since 1970-01-01 of the years 0 to 9999.
 */
#ifndef TXO_DATA_PERIOD_H
#define TXO_DATA_PERIOD_H

/* In the order of the choices of --period. */
enum txo_period { TXO_MONTH, TXO_QUARTER, TXO_YEAR };

int txo_period_of(int day, enum txo_period kind);

/* Its first and its last day. */
int txo_period_first(int period, enum txo_period kind);
int txo_period_last(int period, enum txo_period kind);

#define TXO_PERIOD_SIZE 16

/* "2024-03", "2024-Q1" or "2024" in buf of TXO_PERIOD_SIZE; returns buf. */
const char *txo_period_text(int period, enum txo_period kind, char *buf);

#endif
