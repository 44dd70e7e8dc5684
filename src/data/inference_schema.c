/*
 * inference_schema.c - what the cells left over becomes a Table Schema.
 */
#include <stdio.h>
#include <string.h>

#include "base/format.h"
#include "data/field_value.h"
#include "data/inference.h"

#define INTEGER_DIGITS 18	/* that a JSON number keeps, */
#define NUMBER_DIGITS 15	/* if read as a double */

struct maker {
	const struct txo_inference *in;
	struct txo_table_schema *s;
	struct txo_error *err;
};

static struct txo_text copy(struct maker *m, struct txo_text t)
{
	return (struct txo_text){
		txo_arena_copy(&m->s->arena, t.n ? t.p : "", t.n), t.n
	};
}

/* The first candidate left, or NULL; *other is one that reads it otherwise. */
static const struct txo_field *choose(const struct txo_inference *in,
				      const struct txo_inferred *c,
				      const struct txo_field **other)
{
	const struct txo_field *found = NULL;

	*other = NULL;
	for (unsigned i = 0; i < in->candidates; i++) {
		const struct txo_field *f = &in->candidate[i];

		if (c->failed & (uint32_t)1 << i)
			continue;
		if (!found)
			found = f;
		else if (found->type == TXO_FIELD_DATE && found->format.n &&
			 !txo_text_equal(found->format, in->rules->date_form))
			*other = f;
	}
	return found;
}

static bool is_of_numbers(const struct txo_field *f)
{
	return f->type == TXO_FIELD_NUMBER || f->type == TXO_FIELD_INTEGER;
}

/* The same, but NULL and a remark where it is in doubt. */
static enum txo_status decide(struct maker *m, size_t column,
			      const struct txo_field **found)
{
	const struct txo_inferred *c = &m->in->column[column];
	const struct txo_field *other;
	struct txo_error why = { 0 };
	char name[TXO_SHOWN];

	*found = choose(m->in, c, &other);
	txo_text_show(m->in->header->name[column], name);
	if (other) {
		*found = NULL;
		return txo_table_schema_remark(
			m->s, m->err,
			"column '%s': its dates could have the day or the "
			"month first: --date-format says which, as %%d/%%m/%%Y",
			name);
	}
	if (!*found || !is_of_numbers(*found) ||
	    txo_number_settle(&c->style, &why) == TXO_OK)
		return TXO_OK;
	*found = NULL;
	return txo_table_schema_remark(m->s, m->err, "column '%s': %s", name,
				       why.text);
}

/* Without any value, the role says what the column is for. */
static enum txo_field_type type_of_role(const struct txo_role *role)
{
	if (!role)
		return TXO_FIELD_ANY;
	return role->type == TXO_NUMBER ? TXO_FIELD_NUMBER :
	       role->type == TXO_DATE	? TXO_FIELD_DATE :
					  TXO_FIELD_STRING;
}

/* The number as JSON, if that keeps all its digits; else 0. */
static int number_text(const struct txo_extreme *e, char *buf, size_t size)
{
	const struct txo_decimal d = e->number;
	char digits[24];
	int n;

	if (d.exponent == TXO_BINARY || d.exponent > INTEGER_DIGITS)
		return 0;
	n = snprintf(digits, sizeof(digits), "%lld", (long long)d.coefficient);
	n -= d.coefficient < 0;
	if (d.exponent >= 0)
		return n + d.exponent > INTEGER_DIGITS ?
			       0 :
			       snprintf(buf, size, "%s%.*s", digits,
					(int)d.exponent, "000000000000000000");
	return n > NUMBER_DIGITS ? 0 : (int)txo_format_number(e->hi, 0, buf);
}

static const struct txo_field_value *
make_value(struct maker *m, const struct txo_extreme *e, bool number)
{
	struct txo_field_value *v = txo_arena_take(&m->s->arena, sizeof(*v));
	struct txo_text written = { e->text, e->n };
	char plain[TXO_NUMBER_SIZE];
	int n = number ? number_text(e, plain, sizeof(plain)) : 0;

	if (!v || (!n && !e->n))
		return NULL;
	*v = (struct txo_field_value){
		.hi = e->hi, .lo = e->lo, .number = e->number, .quoted = !n
	};
	if (n)
		written = (struct txo_text){ plain, (size_t)n };
	v->text = copy(m, written);
	return v->text.p ? v : NULL;
}

/* What can never be below zero. */
static bool is_count(const struct txo_role *role)
{
	static const char *const names[] = { "session", "sessions", "grade",
					     "weight" };

	for (size_t i = 0; role && i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(role->name, names[i]) == 0)
			return true;
	return false;
}

/* The end of a scale as the end of a range. */
static struct txo_extreme scale_end(double x)
{
	struct txo_extreme e = { .hi = x };
	char text[TXO_NUMBER_SIZE];

	(void)!txo_decimal_parse(text, txo_format_number(x, 0, text), &e.number,
				 NULL);
	return e;
}

static void set_bounds(struct maker *m, const struct txo_inferred *c,
		       const struct txo_range *r, const struct txo_role *role,
		       struct txo_field *f)
{
	const struct txo_extreme zero = { .hi = 0 };
	bool number = is_of_numbers(f);

	if (number && c->scale) {
		const struct txo_extreme low = scale_end(c->scale->minimum),
					 high = scale_end(c->scale->maximum);

		f->constraint.minimum = make_value(m, &low, true);
		f->constraint.maximum = make_value(m, &high, true);
		return;
	}
	if (!(txo_field_kind(f->type)->takes & TXO_TAKES_ORDER) || !r->any ||
	    r->spoilt)
		return;
	if (m->in->values) {
		f->constraint.minimum = make_value(m, &r->least, number);
		f->constraint.maximum = make_value(m, &r->most, number);
	} else if (number && is_count(role) && r->least.hi >= 0) {
		f->constraint.minimum = make_value(m, &zero, true);
	}
}

/* Texts that few enough rows share; never those that name a person. */
static enum txo_status set_choices(struct maker *m,
				   const struct txo_inferred *c,
				   const struct txo_role *role,
				   struct txo_field *f)
{
	struct txo_field_value *v;
	size_t n = c->texts;

	if (f->type != TXO_FIELD_STRING || c->many || !c->repeated || n == 0)
		return TXO_OK;
	if (role && (strcmp(role->name, "patient") == 0 ||
		     strcmp(role->name, "course") == 0))
		return TXO_OK;
	v = txo_arena_take(&m->s->arena, n * sizeof(*v));
	if (!v)
		return txo_fail_memory(m->err);
	for (size_t i = 0; i < n; i++) {
		v[i].text = copy(m, c->text[i]);
		v[i].quoted = true;
		if (!v[i].text.p)
			return txo_fail_memory(m->err);
	}
	f->constraint.choices.value = v;
	f->constraint.choices.n = n;
	return TXO_OK;
}

/* Is a value of the type written in one way only, so that texts tell? */
static bool has_one_form(const struct txo_field *f)
{
	return f->type == TXO_FIELD_STRING || f->type == TXO_FIELD_INTEGER ||
	       (f->type == TXO_FIELD_DATE && !f->format.n);
}

static enum txo_status make_field(struct maker *m, size_t column,
				  struct txo_field *f)
{
	const struct txo_inferred *c = &m->in->column[column];
	const struct txo_role *role = txo_header_role_of(m->in->header, column);
	const struct txo_field *found = NULL;
	enum txo_status status = TXO_OK;

	if (c->n)
		status = decide(m, column, &found);
	if (status != TXO_OK)
		return status;
	*f = m->in->candidate[0];	/* with the defaults */
	f->type = c->n ? TXO_FIELD_STRING : type_of_role(role);
	if (found)
		*f = *found;
	if (!c->grouped || !is_of_numbers(f))
		f->group_char.n = 0;
	f->format = copy(m, f->format);
	f->group_char = copy(m, f->group_char);
	f->name = copy(m, m->in->header->name[column]);
	if (!f->format.p || !f->group_char.p || !f->name.p)
		return txo_fail_memory(m->err);
	if (found)
		set_bounds(m, c, &c->range[txo_month_first(found)], role, f);
	if (!m->in->values)
		return TXO_OK;
	f->constraint.required = c->n && !c->missing;
	f->constraint.unique = c->n > 1 && !c->repeated && has_one_form(f);
	return set_choices(m, c, role, f);
}

static enum txo_status make_missing(struct maker *m)
{
	const struct txo_inference *in = m->in;
	struct txo_text *word;

	word = txo_arena_take(&m->s->arena, (in->missings + 1) * sizeof(*word));
	if (!word)
		return txo_fail_memory(m->err);
	word[0] = txo_text("");
	for (size_t i = 0; i < in->missings; i++) {
		word[i + 1] = copy(m, in->missing[i]);
		if (!word[i + 1].p)
			return txo_fail_memory(m->err);
	}
	m->s->missing = (struct txo_word_list){ word, in->missings + 1 };
	return TXO_OK;
}

enum txo_status txo_inference_schema(const struct txo_inference *in,
				     struct txo_table_schema *s,
				     struct txo_error *err)
{
	struct maker m = { in, s, err };
	size_t n = in->header->n;
	enum txo_status status;

	s->field = txo_arena_take(&s->arena, (n ? n : 1) * sizeof(*s->field));
	if (!s->field)
		return txo_fail_memory(err);
	status = make_missing(&m);
	for (size_t i = 0; i < n && status == TXO_OK; i++) {
		status = make_field(&m, i, &s->field[i]);
		s->fields = i + 1;
	}
	return status;
}
