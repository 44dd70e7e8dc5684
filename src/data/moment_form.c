/*
 * moment_form.c - moments by a form of strptime, and in any usual form.
 */
#include <string.h>

#include "data/calendar.h"
#include "data/moment.h"
#include "data/moment_parts.h"

#define LETTERS "YymbBdejHIpMSfaAzZFTRD%"

bool txo_moment_form_known(struct txo_text form)
{
	for (size_t i = 0; i < form.n; i++) {
		if (form.p[i] != '%')
			continue;
		if (++i == form.n || !form.p[i] || !strchr(LETTERS, form.p[i]))
			return false;
	}
	return true;
}

static bool take_half(struct txo_text *t, int *afternoon)
{
	struct txo_text two = { t->p, 2 };

	if (t->n < 2)
		return false;
	if (txo_text_equal_nocase(two, txo_text("am")))
		*afternoon = -1;
	else if (txo_text_equal_nocase(two, txo_text("pm")))
		*afternoon = 1;
	else
		return false;
	t->p += 2;
	t->n -= 2;
	return true;
}

/* The name of a zone; which one does not count. */
static bool take_zone_name(struct txo_text *t)
{
	while (t->n && ((*t->p >= 'A' && *t->p <= 'Z') ||
			(*t->p >= 'a' && *t->p <= 'z'))) {
		t->p++;
		t->n--;
	}
	return true;
}

static bool take_year(struct txo_text *t, bool full, int *year)
{
	if (!txo_take_digits(t, full ? 4 : 2, year))
		return false;
	if (!full)
		*year += *year >= 69 ? 1900 : 2000;
	return true;
}

static bool take_form(struct txo_text *t, struct txo_text form,
		      struct txo_moment_parts *p);

/* What one letter stands for. */
static bool take_letter(struct txo_text *t, char letter,
			struct txo_moment_parts *p)
{
	static const struct {
		char letter;
		const char *form;
	} both[] = { { 'F', "%Y-%m-%d" },
		     { 'T', "%H:%M:%S" },
		     { 'R', "%H:%M" },
		     { 'D', "%m/%d/%y" } };
	int ignored;

	for (size_t i = 0; i < sizeof(both) / sizeof(both[0]); i++)
		if (both[i].letter == letter)
			return take_form(t, txo_text(both[i].form), p);
	switch (letter) {
	case 'Y':
	case 'y':
		return take_year(t, letter == 'Y', &p->year);
	case 'm':
		return txo_take_short(t, &p->month);
	case 'b':
	case 'B':
		return txo_take_month(t, &p->month);
	case 'd':
		return txo_take_short(t, &p->day);
	case 'e':
		txo_take_char(t, ' ');
		return txo_take_short(t, &p->day);
	case 'j':
		return txo_take_digits(t, 3, &p->day_of_year) ||
		       txo_take_short(t, &p->day_of_year);
	case 'H':
	case 'I':
		return txo_take_short(t, &p->hour) &&
		       (letter == 'H' || (p->hour >= 1 && p->hour <= 12));
	case 'p':
		return take_half(t, &p->afternoon);
	case 'M':
		return txo_take_short(t, &p->minute);
	case 'S':
		return txo_take_short(t, &p->second);
	case 'f':
		return txo_moment_take_fraction(t, 6, &p->nanos);
	case 'a':
	case 'A':
		return txo_take_weekday(t, &ignored);
	case 'z':
		return txo_moment_take_zone(t, false, &p->offset);
	case 'Z':
		return take_zone_name(t);
	default:
		return txo_take_char(t, '%');
	}
}

static bool take_blanks(struct txo_text *t)
{
	size_t n = t->n;

	while (txo_take_char(t, ' ') || txo_take_char(t, '\t'))
		;
	return t->n < n;
}

static bool take_form(struct txo_text *t, struct txo_text form,
		      struct txo_moment_parts *p)
{
	for (size_t i = 0; i < form.n; i++) {
		if (form.p[i] == '%' && i + 1 < form.n) {
			if (!take_letter(t, form.p[++i], p))
				return false;
		} else if (form.p[i] == ' ' || form.p[i] == '\t') {
			while (i + 1 < form.n &&
			       (form.p[i + 1] == ' ' || form.p[i + 1] == '\t'))
				i++;
			if (!take_blanks(t))
				return false;
		} else if (!txo_take_char(t, form.p[i])) {
			return false;
		}
	}
	return true;
}

/* Put the hour of the half day and the day of the year in their places. */
static bool settle(struct txo_moment_parts *p)
{
	static const int before[] = { 0,   31,	59,  90,  120, 151, 181,
				      212, 243, 273, 304, 334, 365 };
	bool leap;
	int day = p->day_of_year;

	if (p->afternoon) {
		if (p->hour < 1 || p->hour > 12)
			return false;
		p->hour = p->hour % 12 + (p->afternoon > 0 ? 12 : 0);
	}
	if (!day)
		return true;
	leap = (p->year % 4 == 0 && p->year % 100 != 0) || p->year % 400 == 0;
	if (day > 365 + leap)
		return false;
	for (p->month = 1;
	     p->month < 12 && day > before[p->month] + (leap && p->month >= 2);)
		p->month++;
	p->day = day - before[p->month - 1] - (leap && p->month > 2);
	return true;
}

enum txo_moment_fault txo_moment_form(struct txo_text t, struct txo_text form,
				      struct txo_moment *m)
{
	struct txo_moment_parts p = TXO_MOMENT_PARTS;

	if (!take_form(&t, form, &p) || t.n)
		return TXO_MOMENT_FORM;
	if (p.hour > 23 || !settle(&p))
		return TXO_MOMENT_CALENDAR;
	return txo_moment_compose(&p, m);
}

/* One of the forms, which NULL ends; those of a date may have a time behind. */
static enum txo_moment_fault one_of(struct txo_text t, const char *const *forms,
				    const char *const *times,
				    struct txo_moment *m)
{
	enum txo_moment_fault fault = TXO_MOMENT_FORM;
	char form[32];

	for (; *forms && fault == TXO_MOMENT_FORM; forms++) {
		for (const char *const *time = times;
		     *time && fault == TXO_MOMENT_FORM; time++) {
			size_t n = strlen(*forms), more = strlen(*time);

			memcpy(form, *forms, n);
			memcpy(form + n, *time, more + 1);
			fault = txo_moment_form(t, txo_text(form), m);
		}
	}
	return fault;
}

enum txo_moment_fault txo_moment_any(struct txo_text t,
				     enum txo_moment_any what,
				     struct txo_moment *m)
{
	static const char *const none[] = { "", NULL };
	static const char *const clock[] = { "%T", "%R", "%I:%M %p",
					     "%I:%M:%S %p", NULL };
	static const char *const behind[] = { "T%T", " %T",   "T%TZ",  " %R",
					      "T%R", "T%T%z", " %T%z", NULL };
	static const char *const clear[] = {
		"%F",	    "%Y/%m/%d",	 "%Y%m%d",   "%d.%m.%Y", "%d %b %Y",
		"%d-%b-%Y", "%b %d, %Y", "%b %d %Y", NULL
	};
	static const char *const day_first[] = { "%d/%m/%Y", "%d-%m-%Y", NULL };
	static const char *const month_first[] = { "%m/%d/%Y", "%m-%d-%Y",
						   NULL };
	const char *const *times = what == TXO_ANY_DATE ? none : behind;
	struct txo_moment other;
	enum txo_moment_fault fault, a, b;

	if (what == TXO_ANY_TIME)
		return one_of(t, none, clock, m);
	fault = what == TXO_ANY_DATE ? TXO_MOMENT_FORM :
				       txo_moment_datetime(t, m);
	if (fault == TXO_MOMENT_FORM)
		fault = one_of(t, clear, times, m);
	if (fault != TXO_MOMENT_FORM)
		return fault;
	a = one_of(t, day_first, times, m);
	b = one_of(t, month_first, times, &other);
	if (a == TXO_MOMENT_GOOD && b == TXO_MOMENT_GOOD)
		return m->hi == other.hi ? a : TXO_MOMENT_DOUBT;
	if (b == TXO_MOMENT_GOOD)
		*m = other;
	return b == TXO_MOMENT_GOOD ? b : a;
}
