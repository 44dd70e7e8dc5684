#include "data/period.h"

#include <stdio.h>
#include <string.h>

#include "data/calendar.h"
#include "data/date.h"

/* How many there are in a year. */
static int in_year(enum txo_period kind)
{
	return kind == TXO_MONTH ? 12 : kind == TXO_QUARTER ? 4 : 1;
}

int txo_period_of(int day, enum txo_period kind)
{
	int year, month, date, n = in_year(kind);

	txo_calendar_date(day, &year, &month, &date);
	return year * n + (month - 1) * n / 12;
}

int txo_period_first(int period, enum txo_period kind)
{
	int n = in_year(kind), day = 0;

	(void)!txo_calendar_day(period / n, period % n * (12 / n) + 1, 1, &day);
	return day;
}

int txo_period_last(int period, enum txo_period kind)
{
	return txo_period_first(period + 1, kind) - 1;
}

const char *txo_period_text(int period, enum txo_period kind, char *buf)
{
	char date[TXO_DATE_SIZE];

	txo_date_text(txo_period_first(period, kind), date);
	date[kind == TXO_MONTH ? strlen("2024-03") : strlen("2024")] = '\0';
	if (kind == TXO_QUARTER)
		snprintf(buf, TXO_PERIOD_SIZE, "%s-Q%d", date, period % 4 + 1);
	else
		snprintf(buf, TXO_PERIOD_SIZE, "%s", date);
	return buf;
}
