#include "data/date.h"

#include <stdbool.h>

#define FIRST_YEAR 1900
#define LAST_YEAR 2100

/* Take exactly n digits from the front of t. */
static bool take_number(struct txo_text *t, size_t n, int *value)
{
	if (t->n < n)
		return false;
	*value = 0;
	for (size_t i = 0; i < n; i++) {
		if (t->p[i] < '0' || t->p[i] > '9')
			return false;
		*value = *value * 10 + (t->p[i] - '0');
	}
	t->p += n;
	t->n -= n;
	return true;
}

static bool take_char(struct txo_text *t, char c)
{
	if (!t->n || *t->p != c)
		return false;
	t->p++;
	t->n--;
	return true;
}

static int days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

/* Days since 1970-01-01, counting years that begin in March. */
static int day_number(int year, int month, int day)
{
	int y = year - (month <= 2), m = (month + 9) % 12;

	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day -
	       1 - 719468;
}

/* Z, +hh, +hhmm or +hh:mm; or nothing. */
static bool take_offset(struct txo_text *t)
{
	int ignored;

	if (take_char(t, 'Z') || (!take_char(t, '+') && !take_char(t, '-')))
		return true;
	if (!take_number(t, 2, &ignored))
		return false;
	if (t->n == 0)
		return true;
	take_char(t, ':');
	return take_number(t, 2, &ignored);
}

/* hh:mm, hh:mm:ss, a fraction, and the offset of the time zone. */
static bool is_time(struct txo_text t)
{
	int hour, minute, second = 0, ignored;

	if (!take_number(&t, 2, &hour) || !take_char(&t, ':') ||
	    !take_number(&t, 2, &minute))
		return false;
	if (take_char(&t, ':')) {
		if (!take_number(&t, 2, &second))
			return false;
		if (take_char(&t, '.'))
			while (take_number(&t, 1, &ignored))
				;
	}
	return take_offset(&t) && t.n == 0 && hour < 24 && minute < 60 &&
	       second < 61;
}

/* YYYY-MM, or YYYY-MM-DD and perhaps a time after 'T' or a blank. */
static bool read_date(struct txo_text t, int *year, int *month, int *day)
{
	*day = 1;
	if (!take_number(&t, 4, year) || !take_char(&t, '-') ||
	    !take_number(&t, 2, month))
		return false;
	if (t.n == 0)
		return true;
	if (!take_char(&t, '-') || !take_number(&t, 2, day))
		return false;
	if (t.n == 0)
		return true;
	return (take_char(&t, 'T') || take_char(&t, ' ')) && is_time(t);
}

static enum txo_status not_a_date(struct txo_text t, const char *why,
				  struct txo_error *err)
{
	char shown[TXO_SHOWN];

	return txo_fail(err, TXO_DATA, "'%s' %s", txo_text_show(t, shown), why);
}

enum txo_status txo_date_parse(struct txo_text t, int *days,
			       struct txo_error *err)
{
	struct txo_text whole = txo_text_trim(t);
	int year, month, day;

	if (!read_date(whole, &year, &month, &day))
		return not_a_date(whole, "is not a date YYYY-MM-DD", err);
	if (month < 1 || month > 12 || day < 1 ||
	    day > days_in_month(year, month))
		return not_a_date(whole, "is not a day of the calendar", err);
	if (year < FIRST_YEAR || year > LAST_YEAR)
		return not_a_date(whole, "is not between 1900 and 2100", err);
	*days = day_number(year, month, day);
	return TXO_OK;
}
