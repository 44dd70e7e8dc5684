#include "data/date.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "data/calendar.h"

/* A date and a time as they were written. */
enum { YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, PARTS };

/* Z, +hh, +hhmm or +hh:mm; or nothing. */
static bool take_offset(struct txo_text *t)
{
	int ignored;

	if (txo_take_char(t, 'Z') ||
	    (!txo_take_char(t, '+') && !txo_take_char(t, '-')))
		return true;
	if (!txo_take_digits(t, 2, &ignored))
		return false;
	if (t->n == 0)
		return true;
	txo_take_char(t, ':');
	return txo_take_digits(t, 2, &ignored);
}

/* hh:mm, hh:mm:ss, a fraction, and the offset of the time zone. */
static bool is_time(struct txo_text t)
{
	int hour, minute, second = 0, ignored;

	if (!txo_take_digits(&t, 2, &hour) || !txo_take_char(&t, ':') ||
	    !txo_take_digits(&t, 2, &minute))
		return false;
	if (txo_take_char(&t, ':')) {
		if (!txo_take_digits(&t, 2, &second))
			return false;
		if (txo_take_char(&t, '.'))
			while (txo_take_digits(&t, 1, &ignored))
				;
	}
	return take_offset(&t) && t.n == 0 && hour < 24 && minute < 60 &&
	       second < 61;
}

/* YYYY-MM, or YYYY-MM-DD and perhaps a time after 'T' or a blank. */
static bool read_date(struct txo_text t, int *year, int *month, int *day)
{
	*day = 1;
	if (!txo_take_digits(&t, 4, year) || !txo_take_char(&t, '-') ||
	    !txo_take_digits(&t, 2, month))
		return false;
	if (t.n == 0)
		return true;
	if (!txo_take_char(&t, '-') || !txo_take_digits(&t, 2, day))
		return false;
	if (t.n == 0)
		return true;
	return (txo_take_char(&t, 'T') || txo_take_char(&t, ' ')) && is_time(t);
}

static enum txo_status not_a_date(struct txo_text t, const char *why,
				  struct txo_error *err)
{
	char shown[TXO_SHOWN];

	return txo_fail(err, TXO_DATA, "'%s' %s", txo_text_show(t, shown), why);
}

#define SAY \
	"is not a date YYYY-MM-DD; say which part is what with " \
	"--date-format, as "

/* Why a text that is no ISO date may look like one. */
static const char *hint(struct txo_text t)
{
	size_t digits = 0, marks = 0;
	char mark = '\0';

	for (size_t i = 0; i < t.n; i++) {
		digits += t.p[i] >= '0' && t.p[i] <= '9';
		if (t.p[i] == '/' || t.p[i] == '.' || t.p[i] == '-') {
			marks++;
			mark = t.p[i];
		}
	}
	if (marks == 2 && digits + marks == t.n)
		return mark == '.' ? SAY "%d.%m.%Y" :
		       mark == '-' ? SAY "%d-%m-%Y" :
				     SAY "%d/%m/%Y";
	if (digits == 5 && t.n == 5)
		return "is a spreadsheet's day number, not a date; format the "
		       "column as a date before you export it";
	return "is not a date YYYY-MM-DD";
}

/* The day number of a date that was read, or why it is none. */
static enum txo_status finish(struct txo_text whole, const int *date, int *days,
			      struct txo_error *err)
{
	int year = date[0], month = date[1], day = date[2];

	if (!txo_calendar_day(year, month, day, days))
		return not_a_date(whole, "is not a day of the calendar", err);
	if (year < TXO_FIRST_YEAR || year > TXO_LAST_YEAR)
		return not_a_date(whole, "is not between 1900 and 2100", err);
	return TXO_OK;
}

enum txo_status txo_date_parse(struct txo_text t, int *days,
			       struct txo_error *err)
{
	struct txo_text whole = txo_text_trim(t);
	int date[3];

	if (!read_date(whole, &date[0], &date[1], &date[2]))
		return not_a_date(whole, hint(whole), err);
	return finish(whole, date, days, err);
}

/* Take what one letter of a form stands for, into its part of the date. */
static bool take_part(struct txo_text *t, char letter, int *date)
{
	switch (letter) {
	case 'Y':
		return txo_take_digits(t, 4, &date[YEAR]);
	case 'y':
		if (!txo_take_digits(t, 2, &date[YEAR]))
			return false;
		date[YEAR] += date[YEAR] >= 69 ? 1900 : 2000;
		return true;
	case 'm':
		return txo_take_short(t, &date[MONTH]);
	case 'b':
	case 'B':
		return txo_take_month(t, &date[MONTH]);
	case 'd':
		return txo_take_short(t, &date[DAY]);
	case '%':
		return txo_take_char(t, '%');
	case 'H':
		return txo_take_short(t, &date[HOUR]);
	case 'M':
		return txo_take_short(t, &date[MINUTE]);
	default:
		return txo_take_short(t, &date[SECOND]);
	}
}

/* Is it written YYYY-MM-DD, and the form does not say what comes first? */
static bool is_plain(struct txo_text t, struct txo_text form, int *date)
{
	if (form.n > 1 && form.p[0] == '%' && form.p[1] == 'Y')
		return false;
	return t.n == 10 && read_date(t, &date[YEAR], &date[MONTH], &date[DAY]);
}

/* Read all parts of a date in the form, blanks cut off. */
static enum txo_status read_form(struct txo_text whole, struct txo_text form,
				 int *date, struct txo_error *err)
{
	struct txo_text rest = whole;
	char shown[TXO_SHOWN], why[TXO_SHOWN + 40];

	if (is_plain(whole, form, date))
		return TXO_OK;
	for (size_t i = 0; i < form.n; i++) {
		bool part = form.p[i] == '%' && i + 1 < form.n;

		if (part ? !take_part(&rest, form.p[++i], date) :
			   !txo_take_char(&rest, form.p[i])) {
			snprintf(why, sizeof(why),
				 "is not a date of the form "
				 "%s",
				 txo_text_show(form, shown));
			return not_a_date(whole, why, err);
		}
	}
	if (rest.n) {
		snprintf(why, sizeof(why),
			 "is longer than a date of the form "
			 "%s",
			 txo_text_show(form, shown));
		return not_a_date(whole, why, err);
	}
	if (date[HOUR] > 23 || date[MINUTE] > 59 || date[SECOND] > 60)
		return not_a_date(whole, "has no time of the day", err);
	return TXO_OK;
}

enum txo_status txo_date_parse_form(struct txo_text t, struct txo_text form,
				    int *days, struct txo_error *err)
{
	struct txo_text whole = txo_text_trim(t);
	int date[PARTS] = { 0 };
	enum txo_status status = read_form(whole, form, date, err);

	return status == TXO_OK ? finish(whole, date, days, err) : status;
}

/* Does the form have this part? */
static bool has_part(struct txo_text form, char letter)
{
	for (size_t i = 0; i + 1 < form.n; i++)
		if (form.p[i] == '%' && form.p[++i] == letter)
			return true;
	return false;
}

/* A date that is ISO 8601, with the 'T' where there may be a blank. */
static void write_iso(struct txo_text whole, struct txo_buffer *out)
{
	size_t n = whole.n < 10 ? whole.n : 10;

	txo_buffer_add(out, whole.p, n);
	if (whole.n == n)
		return;
	txo_buffer_add_char(out, 'T');
	txo_buffer_add(out, whole.p + n + 1, whole.n - n - 1);
}

enum txo_status txo_date_write(struct txo_text t, struct txo_text form,
			       struct txo_buffer *out, struct txo_error *err)
{
	struct txo_text whole = txo_text_trim(t);
	int date[PARTS] = { 0 }, days;
	enum txo_status status;

	if (form.n)
		status = txo_date_parse_form(whole, form, &days, err);
	else
		status = txo_date_parse(whole, &days, err);
	if (status != TXO_OK)
		return status;
	if (!form.n || is_plain(whole, form, date)) {
		write_iso(whole, out);
		return TXO_OK;
	}
	(void)!read_form(whole, form, date, NULL);
	txo_buffer_printf(out, "%04d-%02d-%02d", date[YEAR], date[MONTH],
			  date[DAY]);
	if (has_part(form, 'S'))
		txo_buffer_printf(out, "T%02d:%02d:%02d", date[HOUR],
				  date[MINUTE], date[SECOND]);
	else if (has_part(form, 'H') || has_part(form, 'M'))
		txo_buffer_printf(out, "T%02d:%02d", date[HOUR], date[MINUTE]);
	return TXO_OK;
}

const char *txo_date_text(int days, char *buf)
{
	int year, month, day;

	memcpy(buf, "0000-00-00", TXO_DATE_SIZE);
	txo_calendar_date(days, &year, &month, &day);
	for (char *p = buf + 3; p >= buf; p--, year /= 10)
		*p = (char)('0' + year % 10);
	for (char *p = buf + 6; p > buf + 4; p--, month /= 10)
		*p = (char)('0' + month % 10);
	for (char *p = buf + 9; p > buf + 7; p--, day /= 10)
		*p = (char)('0' + day % 10);
	return buf;
}

bool txo_date_looks_other(struct txo_text t)
{
	struct txo_text rest = txo_text_trim(t);
	int part[3], days;
	size_t length[3];

	for (int i = 0; i < 3; i++) {
		const char *from = rest.p;

		if (i && (!rest.n || !strchr("/.-", *rest.p)))
			return false;
		from += i > 0;
		rest.p += i > 0;
		rest.n -= i > 0;
		if (!txo_take_digits(&rest, 4, &part[i]) &&
		    !txo_take_short(&rest, &part[i]))
			return false;
		length[i] = (size_t)(rest.p - from);
	}
	return !rest.n && length[1] < 4 &&
	       (length[0] == 4) + (length[2] == 4) < 2 &&
	       txo_date_parse(t, &days, NULL) != TXO_OK;
}

enum txo_status txo_date_check_form(struct txo_text form, struct txo_error *err)
{
	int year = 0, month = 0, day = 0;
	char shown[TXO_SHOWN];
	bool known = true;

	for (size_t i = 0; i < form.n; i++) {
		char c = form.p[i];

		if (c != '%')
			continue;
		c = ++i < form.n ? form.p[i] : '\0';
		year += c == 'Y' || c == 'y';
		month += c == 'm' || c == 'b' || c == 'B';
		day += c == 'd';
		known = known && c && strchr("YymbBdHMS%", c);
	}
	if (known && year == 1 && month == 1 && day == 1)
		return TXO_OK;
	return txo_fail(err, TXO_USAGE,
			"--date-format: '%s' needs one year (%%Y or %%y), one "
			"month (%%m or %%b) and one day (%%d), and may have "
			"%%H, %%M, %%S",
			txo_text_show(form, shown));
}
