/*
 * constraint.c - is a cell good by its field?
 */
#include <math.h>
#include <string.h>

#include "data/field_value.h"
#include "data/pattern.h"
#include "data/seen.h"

#define TOLD 5		/* values of an enum that a sentence names */
#define EXACT_DIGITS 18	/* of a decimal */
#define DAY 86400.0
#define FIRST_DAY (-25567)	/* 1900-01-01 */
#define LAST_DAY 47846		/* 2100-12-31 */

static bool is_among(const struct txo_word_list *w, struct txo_text t)
{
	for (size_t i = 0; i < w->n; i++)
		if (txo_text_equal(w->word[i], t))
			return true;
	return false;
}

bool txo_field_is_missing(const struct txo_field *f, struct txo_text cell)
{
	return is_among(&f->missing, cell) ||
	       is_among(&f->missing, txo_text_trim(cell));
}

/*
 * A day outside 1900 to 2100 is a slip, as anywhere in txo, unless the schema
 * has bounds of its own. Zones may shift it by a day.
 */
static bool is_far_day(const struct txo_field *f,
		       const struct txo_field_value *v)
{
	const struct txo_constraints *c = &f->constraint;

	if (f->unchecked ||
	    (f->type != TXO_FIELD_DATE && f->type != TXO_FIELD_DATETIME))
		return false;
	if (c->minimum || c->maximum || c->above || c->below || c->choices.n)
		return false;
	return v->hi < (FIRST_DAY - 1) * DAY || v->hi >= (LAST_DAY + 2) * DAY;
}

/* The sentence for a bound that is broken. */
static bool break_bound(struct txo_text cell, const char *is, const char *what,
			const struct txo_field_value *bound,
			struct txo_error *why)
{
	char a[TXO_SHOWN], b[TXO_SHOWN];

	(void)txo_fail(why, TXO_DATA, "'%s' is %s the %s, %s",
		       txo_text_show(cell, a), is, what,
		       txo_text_show(bound->text, b));
	return true;
}

/* Each of these: is the constraint broken, and why? */

static bool breaks_length(const struct txo_field *f, struct txo_text cell,
			  const struct txo_field_value *v,
			  const char **constraint, struct txo_error *why)
{
	const struct txo_constraints *c = &f->constraint;
	bool text = f->type == TXO_FIELD_STRING || f->type == TXO_FIELD_ANY;
	bool few = c->min_length != TXO_NO_LENGTH && v->length < c->min_length;
	char shown[TXO_SHOWN];

	if (!few && v->length <= c->max_length)
		return false;
	*constraint = few ? "minLength" : "maxLength";
	(void)txo_fail(why, TXO_DATA,
		       "'%s' has %zu %s%s, %s than the %s length, %zu",
		       txo_text_show(cell, shown), v->length,
		       text ? "character" : "member", v->length == 1 ? "" : "s",
		       few ? "fewer" : "more", few ? "minimum" : "maximum",
		       few ? c->min_length : c->max_length);
	return true;
}

static bool breaks_order(const struct txo_field *f, struct txo_text cell,
			 const struct txo_field_value *v,
			 const char **constraint, struct txo_error *why)
{
	const struct txo_constraints *c = &f->constraint;
	bool nan = isnan(v->hi);	/* is neither above nor below */

	if (c->minimum && (nan || txo_field_compare(f, v, c->minimum) < 0)) {
		*constraint = "minimum";
		return break_bound(cell, "less than", "minimum", c->minimum,
				   why);
	}
	if (c->maximum && (nan || txo_field_compare(f, v, c->maximum) > 0)) {
		*constraint = "maximum";
		return break_bound(cell, "more than", "maximum", c->maximum,
				   why);
	}
	if (c->above && (nan || txo_field_compare(f, v, c->above) <= 0)) {
		*constraint = "exclusiveMinimum";
		return break_bound(cell, "not more than", "exclusive minimum",
				   c->above, why);
	}
	if (c->below && (nan || txo_field_compare(f, v, c->below) >= 0)) {
		*constraint = "exclusiveMaximum";
		return break_bound(cell, "not less than", "exclusive maximum",
				   c->below, why);
	}
	return false;
}

static bool breaks_pattern(const struct txo_field *f, struct txo_text cell,
			   const char **constraint, struct txo_error *why)
{
	const struct txo_constraints *c = &f->constraint;
	const char *is = "does not match";
	char a[TXO_SHOWN], b[TXO_SHOWN];

	if (!c->compiled)
		return false;
	switch (txo_pattern_match(c->compiled, cell)) {
	case TXO_FOUND:
		return false;
	case TXO_FOUND_LIMIT:
		is = "takes too many steps to match";
		break;
	case TXO_FOUND_NOT_UTF8:
		is = "is not UTF-8 and so does not match";
		break;
	default:
		break;
	}
	*constraint = "pattern";
	(void)txo_fail(why, TXO_DATA, "'%s' %s the pattern '%s'",
		       txo_text_show(cell, a), is,
		       txo_text_show(c->pattern, b));
	return true;
}

static bool is_choice(const struct txo_field *f, const struct txo_choices *c,
		      const struct txo_field_value *v)
{
	size_t from = 0, to = c->n;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = txo_field_compare(f, v, c->sorted[middle]);

		if (order == 0)
			return true;
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return false;
}

static bool breaks_choice(const struct txo_field *f,
			  const struct txo_choices *c, struct txo_text cell,
			  const struct txo_field_value *v,
			  struct txo_error *why)
{
	struct txo_buffer list = { 0 };
	char shown[TXO_SHOWN];

	if (!c->n || is_choice(f, c, v))
		return false;
	for (size_t i = 0; i < c->n && i < TOLD; i++)
		txo_buffer_printf(&list, "%s%s", i ? ", " : "",
				  txo_text_show(c->value[i].text, shown));
	if (c->n > TOLD)
		txo_buffer_printf(&list, " and %zu more", c->n - TOLD);
	(void)txo_fail(why, TXO_DATA, "'%s' is not among the values: %s",
		       txo_text_show(cell, shown),
		       list.failed || !list.p ? "" : list.p);
	txo_buffer_release(&list);
	return true;
}

enum txo_cell_fault txo_field_judge(const struct txo_field *f,
				    struct txo_text cell,
				    const char **constraint,
				    struct txo_error *why)
{
	const struct txo_constraints *c = &f->constraint;
	struct txo_field_value v;

	*constraint = NULL;
	if (txo_field_is_missing(f, cell)) {
		if (!c->required && !f->in_key)
			return TXO_CELL_MISSING;
		*constraint = "required";
		(void)txo_fail(why, TXO_DATA, "is missing, but required");
		return TXO_CELL_REQUIRED;
	}
	if (txo_field_value(f, cell, &v, why) != TXO_OK)
		return TXO_CELL_TYPE;
	if (is_far_day(f, &v)) {
		(void)txo_field_refuse(v.text, "is not between 1900 and 2100",
				       why);
		return TXO_CELL_TYPE;
	}
	if (breaks_length(f, v.text, &v, constraint, why) ||
	    breaks_order(f, v.text, &v, constraint, why) ||
	    breaks_pattern(f, v.text, constraint, why))
		return TXO_CELL_CONSTRAINT;
	if (breaks_choice(f, &c->choices, v.text, &v, why)) {
		*constraint = "enum";
		return TXO_CELL_CONSTRAINT;
	}
	if (breaks_choice(f, &c->categories, v.text, &v, why)) {
		*constraint = "categories";
		return TXO_CELL_CONSTRAINT;
	}
	return TXO_CELL_GOOD;
}

/* The bytes of a value that is compared by size. */
static struct txo_text bytes_of(const struct txo_field_value *v,
				unsigned char *buf)
{
	double part[2] = { v->hi + 0.0, v->lo + 0.0 };

	if (isnan(v->hi))
		return txo_text("NaN");
	memcpy(buf, part, sizeof(part));
	return (struct txo_text){ (char *)buf, sizeof(part) };
}

/* Has the number more digits than a decimal keeps? */
static bool is_long_number(const struct txo_field *f, struct txo_text t)
{
	size_t digits = 0;

	if (f->type != TXO_FIELD_NUMBER && f->type != TXO_FIELD_INTEGER)
		return false;
	for (size_t i = 0; i < t.n; i++)
		digits += t.p[i] >= '0' && t.p[i] <= '9';
	return digits > EXACT_DIGITS;
}

void txo_field_key(const struct txo_field *f, struct txo_text cell,
		   struct txo_key *key)
{
	struct txo_buffer json = { 0 };
	struct txo_field_value v;
	unsigned char buf[2 * sizeof(double)];
	struct txo_text part = cell;

	if (!txo_field_is_missing(f, cell) &&
	    txo_field_value(f, cell, &v, NULL) == TXO_OK) {
		part = v.text;
		if (txo_field_as_json(f) && txo_json_one_form(part, &json))
			part = (struct txo_text){ json.p, json.n };
		else if (!txo_field_as_text(f) && !txo_field_as_json(f) &&
			 !is_long_number(f, part))
			part = bytes_of(&v, buf);
	}
	txo_key_add(key, part);
	txo_buffer_release(&json);
}
