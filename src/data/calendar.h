/*
 * calendar.h - what dates and times are made of: digits, names of months, days
 * of the calendar.
 */
#ifndef TXO_DATA_CALENDAR_H
#define TXO_DATA_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* The years that a date of the data may have. */
#define TXO_FIRST_YEAR 1900
#define TXO_LAST_YEAR 2100

/*
 * Each of these takes something off the front of the text, if it is there;
 * else the text stays as it was.
 */

/* Exactly n digits. */
bool txo_take_digits(struct txo_text *t, size_t n, int *value);

/* One or two digits. */
bool txo_take_short(struct txo_text *t, int *value);

bool txo_take_char(struct txo_text *t, char c);

/* An English month, in full or by three letters, in any case: 1 to 12. */
bool txo_take_month(struct txo_text *t, int *month);

/* A day of the week in the same way: 1 (Monday) to 7. */
bool txo_take_weekday(struct txo_text *t, int *day);

/*
 * Days since 1970-01-01, by the Gregorian calendar, of a year from 0 to 9999.
 * False if there is no such month or day.
 */
bool txo_calendar_day(int year, int month, int day, int *days);

/* The same the other way round, for days of these years. */
void txo_calendar_date(int days, int *year, int *month, int *day);

#endif
