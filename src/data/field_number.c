/*
 * field_number.c - numbers as a Table Schema writes them: with a decimal mark
 * and a mark between groups of digits, perhaps with something around them.
 */
#include <math.h>
#include <string.h>

#include "data/field_value.h"

#define LONGEST 512	/* bytes of a number that is not plain */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool begins(struct txo_text t, size_t at, struct txo_text mark)
{
	return mark.n && at + mark.n <= t.n &&
	       memcmp(t.p + at, mark.p, mark.n) == 0;
}

/* Does a number begin here: a digit, perhaps with a decimal mark before? */
static bool digits_at(const struct txo_field *f, struct txo_text t, size_t at)
{
	if (begins(t, at, f->decimal_char))
		at += f->decimal_char.n;
	return at < t.n && is_digit(t.p[at]);
}

/*
 * Without what stands around the number. The sign is the one right before it,
 * or the first character.
 */
static struct txo_text strip(const struct txo_field *f, struct txo_text t,
			     bool *minus)
{
	size_t from = 0, to = t.n;

	while (from < t.n && !digits_at(f, t, from))
		from++;
	if (from == t.n)
		return t;
	*minus = *t.p == '-' || (from && t.p[from - 1] == '-');
	while (to > from && !is_digit(t.p[to - 1]))
		to--;
	return (struct txo_text){ t.p + from, to - from };
}

/*
 * The number in plain form, with a point and without groups, in buf of LONGEST
 * bytes; *t becomes that. False if marks stand where they cannot.
 */
static bool plain_form(const struct txo_field *f, struct txo_text *t, char *buf)
{
	size_t n = 0;
	bool fraction = false;

	for (size_t i = 0; i < t->n;) {
		if (n == LONGEST)
			return false;
		if (begins(*t, i, f->group_char)) {
			i += f->group_char.n;
			if (fraction || !n || !is_digit(buf[n - 1]) ||
			    i >= t->n || !is_digit(t->p[i]))
				return false;
		} else if (begins(*t, i, f->decimal_char)) {
			i += f->decimal_char.n;
			fraction = true;
			buf[n++] = '.';
		} else if (t->p[i] == '.') {
			return false;
		} else {
			buf[n++] = t->p[i++];
		}
	}
	*t = (struct txo_text){ buf, n };
	return true;
}

static bool is_special(struct txo_text t, double *value)
{
	static const struct {
		const char *text;
		double value;
	} special[] = { { "NaN", NAN },
			{ "INF", INFINITY },
			{ "-INF", -INFINITY } };

	for (size_t i = 0; i < sizeof(special) / sizeof(special[0]); i++) {
		if (!txo_text_equal_nocase(t, txo_text(special[i].text)))
			continue;
		*value = special[i].value;
		return true;
	}
	return false;
}

static bool is_whole(struct txo_text t)
{
	size_t i = t.n && (*t.p == '+' || *t.p == '-');

	if (i == t.n)
		return false;
	for (; i < t.n; i++)
		if (!is_digit(t.p[i]))
			return false;
	return true;
}

static bool is_plain(const struct txo_field *f)
{
	return !f->group_char.n && f->decimal_char.n == 1 &&
	       *f->decimal_char.p == '.';
}

static enum txo_status no_number(const struct txo_field *f,
				 struct txo_text text, bool beyond,
				 struct txo_error *why)
{
	return txo_field_refuse(text,
				beyond ? "is beyond the range of a double" :
					 txo_field_kind(f->type)->is_not,
				why);
}

enum txo_status txo_field_number(const struct txo_field *f,
				 struct txo_text text,
				 struct txo_field_value *v,
				 struct txo_error *why)
{
	struct txo_error error = { 0 };
	struct txo_text t = text;
	char buf[LONGEST];
	bool minus = false;

	if (f->type == TXO_FIELD_NUMBER && is_special(t, &v->hi))
		return TXO_OK;
	if (!f->bare_number)
		t = strip(f, t, &minus);
	if (!is_plain(f) && !plain_form(f, &t, buf))
		return no_number(f, text, false, why);
	if (f->type == TXO_FIELD_INTEGER && !is_whole(t))
		return no_number(f, text, false, why);
	if (txo_decimal_parse(t.p, t.n, &v->number, &error) != TXO_OK)
		return no_number(
			f, text,
			strstr(error.text, "is beyond the range") != NULL, why);
	txo_decimal_value(v->number, &v->hi, &v->lo);
	if (minus) {
		v->hi = -v->hi;
		v->lo = -v->lo;
		if (v->number.exponent != TXO_BINARY)
			v->number.coefficient = -v->number.coefficient;
		else
			memcpy(&v->number.coefficient, &v->hi, sizeof(v->hi));
	}
	return TXO_OK;
}
