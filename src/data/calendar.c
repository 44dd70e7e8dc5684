#include "data/calendar.h"

/* A cycle of the calendar, in years and in days. */
#define CYCLE_YEARS 400
#define CYCLE_DAYS 146097

bool txo_take_digits(struct txo_text *t, size_t n, int *value)
{
	int v = 0;

	if (t->n < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (t->p[i] < '0' || t->p[i] > '9')
			return false;
		v = v * 10 + (t->p[i] - '0');
	}
	*value = v;
	t->p += n;
	t->n -= n;
	return true;
}

bool txo_take_short(struct txo_text *t, int *value)
{
	return txo_take_digits(t, 2, value) || txo_take_digits(t, 1, value);
}

bool txo_take_char(struct txo_text *t, char c)
{
	if (!t->n || *t->p != c)
		return false;
	t->p++;
	t->n--;
	return true;
}

/* One of n names, in full or by its first three letters: its number, from 1. */
static bool take_name(struct txo_text *t, const char *const *names, int n,
		      int *number)
{
	for (int i = 0; i < n; i++) {
		struct txo_text name = txo_text(names[i]);
		struct txo_text part = { t->p, name.n };

		for (int whole = 1; whole >= 0; whole--) {
			part.n = name.n = whole ? name.n : 3;
			if (part.n > t->n || !txo_text_equal_nocase(part, name))
				continue;
			t->p += part.n;
			t->n -= part.n;
			*number = i + 1;
			return true;
		}
	}
	return false;
}

bool txo_take_month(struct txo_text *t, int *month)
{
	static const char *const names[] = {
		"january",   "february", "march",    "april",
		"may",	     "june",	 "july",     "august",
		"september", "october",	 "november", "december"
	};

	return take_name(t, names, 12, month);
}

bool txo_take_weekday(struct txo_text *t, int *day)
{
	static const char *const names[] = { "monday",	 "tuesday", "wednesday",
					     "thursday", "friday",  "saturday",
					     "sunday" };

	return take_name(t, names, 7, day);
}

static int days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

bool txo_calendar_day(int year, int month, int day, int *days)
{
	/* years that begin in March, of a calendar one cycle further on */
	int y = year + CYCLE_YEARS - (month <= 2), m = (month + 9) % 12;

	if (month < 1 || month > 12 || day < 1 ||
	    day > days_in_month(year, month))
		return false;
	*days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day -
		1 - 719468 - CYCLE_DAYS;
	return true;
}

void txo_calendar_date(int days, int *year, int *month, int *day)
{
	int first;

	days += 719468 + CYCLE_DAYS;	/* since 1 March of the year -400 */
	/* not later than the year that is sought, nor more than one earlier */
	*year = (int)((days + 1) / 365.2425) - 1;
	for (;; ++*year) {
		int y = *year + 1;

		first = 365 * y + y / 4 - y / 100 + y / 400;
		if (first > days)
			break;
	}
	first = 365 * *year + *year / 4 - *year / 100 + *year / 400;
	days -= first;
	*month = (5 * days + 2) / 153;	/* from March on */
	*day = days - (153 * *month + 2) / 5 + 1;
	*month = *month < 10 ? *month + 3 : *month - 9;
	*year += (*month <= 2) - CYCLE_YEARS;
}
