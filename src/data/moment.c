/*
 * moment.c - moments in the forms of XML Schema. moment_form.c has the others.
 */
#include "data/moment.h"

#include "data/calendar.h"
#include "data/moment_parts.h"

#define DAY 86400
#define MONTH 2629746		/* 146097 days of 400 years, by 4800 */
#define NANO 1000000000
#define MOST_DIGITS 12		/* of a part of a span of time */

enum txo_moment_fault txo_moment_compose(const struct txo_moment_parts *p,
					 struct txo_moment *m)
{
	int days;

	if (!txo_calendar_day(p->year, p->month, p->day, &days) ||
	    p->hour > 24 || p->minute > 59 || p->second > 60 ||
	    (p->hour == 24 && (p->minute || p->second || p->nanos)))
		return TXO_MOMENT_CALENDAR;
	m->hi = (double)DAY * days + 3600.0 * p->hour + 60.0 * p->minute +
		p->second - 60.0 * p->offset;
	m->lo = (double)p->nanos / NANO;
	m->year = p->year;
	return TXO_MOMENT_GOOD;
}

bool txo_moment_take_zone(struct txo_text *t, bool colon, int *offset)
{
	bool minus = t->n && *t->p == '-';
	int hours, minutes;

	*offset = 0;
	if (txo_take_char(t, 'Z'))
		return true;
	if (!txo_take_char(t, '+') && !txo_take_char(t, '-'))
		return false;
	if (!txo_take_digits(t, 2, &hours) ||
	    (!txo_take_char(t, ':') && colon) ||
	    !txo_take_digits(t, 2, &minutes) || hours > 14 || minutes > 59)
		return false;
	*offset = (minus ? -1 : 1) * (60 * hours + minutes);
	return true;
}

bool txo_moment_take_fraction(struct txo_text *t, int most, int *nanos)
{
	int n = 0, digit, scale = NANO;

	for (*nanos = 0; n < most && txo_take_digits(t, 1, &digit); n++) {
		scale /= 10;
		*nanos += digit * scale;
	}
	return n > 0;
}

static bool take_date(struct txo_text *t, struct txo_moment_parts *p)
{
	return txo_take_digits(t, 4, &p->year) && txo_take_char(t, '-') &&
	       txo_take_digits(t, 2, &p->month) && txo_take_char(t, '-') &&
	       txo_take_digits(t, 2, &p->day);
}

static bool take_time(struct txo_text *t, struct txo_moment_parts *p)
{
	return txo_take_digits(t, 2, &p->hour) && txo_take_char(t, ':') &&
	       txo_take_digits(t, 2, &p->minute) && txo_take_char(t, ':') &&
	       txo_take_digits(t, 2, &p->second);
}

enum txo_moment_fault txo_moment_date(struct txo_text t, struct txo_moment *m)
{
	struct txo_moment_parts p = TXO_MOMENT_PARTS;

	if (!take_date(&t, &p) || t.n)
		return TXO_MOMENT_FORM;
	return txo_moment_compose(&p, m);
}

enum txo_moment_fault txo_moment_time(struct txo_text t, struct txo_moment *m)
{
	struct txo_moment_parts p = TXO_MOMENT_PARTS;

	p.year = 1970;
	if (!take_time(&t, &p) || t.n)
		return TXO_MOMENT_FORM;
	return p.hour == 24 ? TXO_MOMENT_CALENDAR : txo_moment_compose(&p, m);
}

enum txo_moment_fault txo_moment_datetime(struct txo_text t,
					  struct txo_moment *m)
{
	struct txo_moment_parts p = TXO_MOMENT_PARTS;

	if (!take_date(&t, &p) || !txo_take_char(&t, 'T') || !take_time(&t, &p))
		return TXO_MOMENT_FORM;
	if (txo_take_char(&t, '.') &&
	    !txo_moment_take_fraction(&t, MOST_DIGITS * 10, &p.nanos))
		return TXO_MOMENT_FORM;
	if (t.n && !txo_moment_take_zone(&t, true, &p.offset))
		return TXO_MOMENT_FORM;
	return t.n ? TXO_MOMENT_FORM : txo_moment_compose(&p, m);
}

/* A year of at least four digits, perhaps with a minus; at most nine. */
static bool take_year(struct txo_text *t, int *year)
{
	bool minus = txo_take_char(t, '-');
	size_t n = 0;

	while (n < t->n && t->p[n] >= '0' && t->p[n] <= '9')
		n++;
	if (n < 4 || n > 9 || (n > 4 && *t->p == '0') ||
	    !txo_take_digits(t, n, year))
		return false;
	if (minus)
		*year = -*year;
	return true;
}

static bool ends_in_zone(struct txo_text t)
{
	int offset;

	return !t.n || (txo_moment_take_zone(&t, true, &offset) && !t.n);
}

enum txo_moment_fault txo_moment_year(struct txo_text t, struct txo_moment *m)
{
	int year;

	if (!take_year(&t, &year) || !ends_in_zone(t))
		return TXO_MOMENT_FORM;
	*m = (struct txo_moment){ .hi = year };
	return TXO_MOMENT_GOOD;
}

enum txo_moment_fault txo_moment_yearmonth(struct txo_text t,
					   struct txo_moment *m)
{
	int year, month;

	if (!take_year(&t, &year) || !txo_take_char(&t, '-') ||
	    !txo_take_digits(&t, 2, &month) || !ends_in_zone(t))
		return TXO_MOMENT_FORM;
	if (month < 1 || month > 12)
		return TXO_MOMENT_CALENDAR;
	*m = (struct txo_moment){ .hi = 12.0 * year + month - 1 };
	return TXO_MOMENT_GOOD;
}

/* The digits before a letter of a span. */
static bool take_count(struct txo_text *t, double *count)
{
	int digit, n = 0;

	for (*count = 0; txo_take_digits(t, 1, &digit); n++)
		*count = *count * 10 + digit;
	return n > 0 && n <= MOST_DIGITS;
}

/* The parts of a span that these letters name, each with its seconds. */
static bool take_span(struct txo_text *t, const char *letters,
		      const double *seconds, struct txo_moment *m)
{
	double count;
	int nanos;
	bool any = false;

	while (t->n && *t->p != 'T') {
		bool fraction = false;

		if (!take_count(t, &count))
			return false;
		if (txo_take_char(t, '.')) {
			if (!txo_moment_take_fraction(t, MOST_DIGITS * 10,
						      &nanos))
				return false;
			fraction = true;
			m->lo = (double)nanos / NANO;
		}
		while (*letters && !(t->n && *t->p == *letters)) {
			letters++;
			seconds++;
		}
		if (!*letters || (fraction && *letters != 'S'))
			return false;
		txo_take_char(t, *letters++);
		m->hi += count * *seconds++;
		any = true;
	}
	return any;
}

enum txo_moment_fault txo_moment_duration(struct txo_text t,
					  struct txo_moment *m)
{
	static const double days[] = { 12.0 * MONTH, MONTH, DAY };
	static const double clock[] = { 3600, 60, 1 };
	bool minus = txo_take_char(&t, '-');

	*m = (struct txo_moment){ 0 };
	if (!txo_take_char(&t, 'P') || !t.n)
		return TXO_MOMENT_FORM;
	if (*t.p != 'T' && !take_span(&t, "YMD", days, m))
		return TXO_MOMENT_FORM;
	if (txo_take_char(&t, 'T') && !take_span(&t, "HMS", clock, m))
		return TXO_MOMENT_FORM;
	if (t.n)
		return TXO_MOMENT_FORM;
	if (minus) {
		m->hi = -m->hi;
		m->lo = -m->lo;
	}
	m->hi += 0.0;	/* no negative zero */
	m->lo += 0.0;
	return TXO_MOMENT_GOOD;
}
