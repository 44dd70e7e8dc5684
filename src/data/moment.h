/*
 * moment.h - days, times and spans of time as a Table Schema writes them.
 *
 * A moment is a number: days are seconds since 1970-01-01 by UTC (a time
 * without a zone is taken as UTC), times seconds since midnight, years and
 * months their number, spans of time seconds, where a month has the mean length
 * of the Gregorian calendar. hi holds the whole part, lo the fraction of a
 * second, both exact (lo to the nanosecond). So two moments of one kind compare
 * by hi, then lo.
 *
 * Texts come without blanks around them.
 */
#ifndef TXO_DATA_MOMENT_H
#define TXO_DATA_MOMENT_H

#include "base/text.h"

struct txo_moment {
	double hi, lo;
	int year;	/* of a day; else 0 */
};

enum txo_moment_fault {
	TXO_MOMENT_GOOD,
	TXO_MOMENT_FORM,	/* not written so */
	TXO_MOMENT_CALENDAR,	/* written so, but there is no such day or time */
	TXO_MOMENT_DOUBT	/* day or month first? */
};

/* YYYY-MM-DD. */
enum txo_moment_fault txo_moment_date(struct txo_text t, struct txo_moment *m);

/* hh:mm:ss. */
enum txo_moment_fault txo_moment_time(struct txo_text t, struct txo_moment *m);

/*
 * YYYY-MM-DDThh:mm:ss, a fraction of the second, a zone (Z, +hh:mm, -hh:mm);
 * also 24:00:00, the end of the day.
 */
enum txo_moment_fault txo_moment_datetime(struct txo_text t,
					  struct txo_moment *m);

/* A year of four or more digits, perhaps with '-', perhaps with a zone. */
enum txo_moment_fault txo_moment_year(struct txo_text t, struct txo_moment *m);

/* The same, then -MM. */
enum txo_moment_fault txo_moment_yearmonth(struct txo_text t,
					   struct txo_moment *m);

/* [-]PnYnMnDTnHnMnS; parts may be absent, seconds may have a fraction. */
enum txo_moment_fault txo_moment_duration(struct txo_text t,
					  struct txo_moment *m);

/* What a form for "any" stands for. */
enum txo_moment_any { TXO_ANY_DATE, TXO_ANY_TIME, TXO_ANY_DATETIME };

/*
 * A date, a time or both in one of the usual ways of writing; TXO_MOMENT_DOUBT
 * for what could be two days, such as 03/04/2025.
 */
enum txo_moment_fault txo_moment_any(struct txo_text t,
				     enum txo_moment_any what,
				     struct txo_moment *m);

/*
 * By a form of strptime: %Y %y %m %b %B %d %e %j %H %I %p %M %S %f %a %A %z %Z
 * %F %T %R %D %%; blanks stand for one or more blanks, other characters for
 * themselves. What the form does not name is that of 1900-01-01 00:00:00.
 */
enum txo_moment_fault txo_moment_form(struct txo_text t, struct txo_text form,
				      struct txo_moment *m);

/* Has the form only what txo_moment_form() reads? */
bool txo_moment_form_known(struct txo_text form);

#endif
