/*
 * inference.c - the cells of a column strike out what it cannot be.
 */
#include "data/inference.h"

#include <stdlib.h>
#include <string.h>

#include "data/field_value.h"

#define EXACT_DIGITS 18		/* of a decimal */
#define MOST_MISSING 1000	/* spellings of words that mean "no value" */

static struct txo_field *add(struct txo_inference *in, enum txo_field_type type,
			     const char *format)
{
	struct txo_field *f = &in->candidate[in->candidates++];

	*f = (struct txo_field){ .type = type,
				 .typed = true,
				 .format = txo_text(format),
				 .decimal_char = txo_text("."),
				 .bare_number = true };
	f->constraint.min_length = f->constraint.max_length = TXO_NO_LENGTH;
	return f;
}

static void add_boolean(struct txo_inference *in)
{
	static const struct txo_text yes[] = { { "true", 4 },
					       { "True", 4 },
					       { "TRUE", 4 } };
	static const struct txo_text no[] = { { "false", 5 },
					      { "False", 5 },
					      { "FALSE", 5 } };
	struct txo_field *f = add(in, TXO_FIELD_BOOLEAN, "");

	f->true_values = (struct txo_word_list){ yes, 3 };
	f->false_values = (struct txo_word_list){ no, 3 };
}

static void add_numbers(struct txo_inference *in)
{
	static const char *const marks[] = { ".", "," };
	const char *group = &in->rules->number.thousands;
	struct txo_text parts = { group, *group != '\0' };

	add(in, TXO_FIELD_INTEGER, "")->group_char = parts;
	for (int bare = 1; bare >= 0; bare--) {
		for (size_t i = 0; i < 2; i++) {
			struct txo_field *f;

			if (*marks[i] == *group)
				continue;
			f = add(in, TXO_FIELD_NUMBER, "");
			f->decimal_char = txo_text(marks[i]);
			f->group_char = parts;
			f->bare_number = bare;
		}
	}
}

static void add_moments(struct txo_inference *in)
{
	static const char *const dates[] = { "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y",
					     "%m-%d-%Y", "%d.%m.%Y", "%Y/%m/%d",
					     "%d %b %Y", "%d-%b-%Y" };
	static const char *const both[] = { "", "%Y-%m-%dT%H:%M",
					    "%Y-%m-%d %H:%M:%S",
					    "%Y-%m-%d %H:%M" };

	if (in->rules->date_form.n)
		add(in, TXO_FIELD_DATE, "")->format = in->rules->date_form;
	add(in, TXO_FIELD_DATE, "");
	for (size_t i = 0; i < sizeof(both) / sizeof(both[0]); i++)
		add(in, TXO_FIELD_DATETIME, both[i]);
	add(in, TXO_FIELD_TIME, "");
	add(in, TXO_FIELD_TIME, "%H:%M");
	add(in, TXO_FIELD_YEARMONTH, "");
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
		add(in, TXO_FIELD_DATE, dates[i]);
}

enum txo_status txo_inference_init(struct txo_inference *in,
				   const struct txo_header *header,
				   const struct txo_cell_rules *rules,
				   bool values, struct txo_error *err)
{
	in->header = header;
	in->rules = rules;
	in->values = values;
	add_boolean(in);
	add_numbers(in);
	add_moments(in);
	in->column = calloc(header->n ? header->n : 1, sizeof(*in->column));
	if (!in->column)
		return txo_fail_memory(err);
	for (size_t i = 0; i < header->n; i++) {
		const struct txo_role *role = txo_header_role_of(header, i);

		in->column[i].failed = role && role->type == TXO_LABEL ?
					       UINT32_MAX :
					       UINT32_MAX << in->candidates;
	}
	return TXO_OK;
}

/*
 * Where the text stands in n ascending ones, or would stand; *there says
 * whether it does.
 */
static size_t place(const struct txo_text *text, size_t n, struct txo_text t,
		    bool *there)
{
	size_t i = 0;

	while (i < n && txo_text_compare(text[i], t) < 0)
		i++;
	*there = i < n && txo_text_equal(text[i], t);
	return i;
}

static enum txo_status insert(struct txo_inference *in, struct txo_text *text,
			      size_t n, size_t at, struct txo_text t)
{
	char *copy = txo_arena_copy(&in->arena, t.n ? t.p : "", t.n);

	if (!copy)
		return TXO_IO;
	memmove(text + at + 1, text + at, (n - at) * sizeof(*text));
	text[at] = (struct txo_text){ copy, t.n };
	return TXO_OK;
}

/* Is the cell missing? If so its spelling is kept. */
static enum txo_status take_missing(struct txo_inference *in,
				    struct txo_text cell, bool *missing,
				    struct txo_error *err)
{
	const struct txo_missing *words = &in->rules->missing;
	struct txo_decimal d;
	struct txo_text *more;
	size_t at;
	bool there;

	*missing = txo_is_missing(words, cell) ||
		   (words->n &&
		    txo_decimal_parse(cell.p, cell.n, &d, NULL) == TXO_OK &&
		    txo_is_missing_number(words, d));
	if (!*missing || !cell.n)
		return TXO_OK;
	at = place(in->missing, in->missings, cell, &there);
	if (there)
		return TXO_OK;
	if (in->missings == MOST_MISSING)
		return txo_fail(err, TXO_DATA,
				"words for no value are spelt in more than %d "
				"ways",
				MOST_MISSING);
	more = txo_grow(in->missing, &in->missing_room, in->missings + 1,
			sizeof(*more));
	if (!more)
		return txo_fail_memory(err);
	in->missing = more;
	if (insert(in, more, in->missings, at, cell) != TXO_OK)
		return txo_fail_memory(err);
	in->missings++;
	return TXO_OK;
}

/* Digits that count or measure nothing: 007, or more than a decimal keeps. */
static bool is_code(struct txo_text t)
{
	size_t digits = 0, others = 0;

	for (size_t i = 0; i < t.n; i++) {
		bool digit = t.p[i] >= '0' && t.p[i] <= '9';

		if (digit && digits == 1 && t.p[i - 1] == '0')
			return true;
		digits += digit;
		others += !digit;
	}
	return digits > EXACT_DIGITS && !others;
}

/* Strike out what the cell does not fit. */
static void strike(const struct txo_inference *in, struct txo_inferred *c,
		   struct txo_text cell, uint64_t line)
{
	const struct txo_number_rules *rules = &in->rules->number;
	struct txo_decimal d;
	const char *constraint;
	bool number = !c->no_number && !is_code(cell) &&
		      txo_number_read(&c->style, rules, cell, line, &d, NULL) ==
			      TXO_OK;

	c->no_number = !number;
	if (in->rules->redact)
		c->style.witness[0] = '\0';
	c->grouped = c->grouped ||
		     (rules->thousands &&
		      memchr(cell.p, rules->thousands, cell.n) != NULL);
	for (unsigned i = 0; i < in->candidates; i++) {
		const struct txo_field *f = &in->candidate[i];
		bool of_numbers = f->type == TXO_FIELD_NUMBER ||
				  f->type == TXO_FIELD_INTEGER;

		if (c->failed & (uint32_t)1 << i)
			continue;
		if ((of_numbers && !number) ||
		    txo_field_judge(f, cell, &constraint, NULL) !=
			    TXO_CELL_GOOD)
			c->failed |= (uint32_t)1 << i;
	}
}

static void keep(struct txo_extreme *e, const struct txo_field_value *v)
{
	e->hi = v->hi;
	e->lo = v->lo;
	e->number = v->number;
	e->n = v->text.n <= sizeof(e->text) ? v->text.n : 0;
	memcpy(e->text, v->text.p, e->n);
}

/* Of two ways to write one value the shorter, then the first by bytes. */
static bool is_plainer(const struct txo_field_value *v,
		       const struct txo_extreme *e)
{
	if (!e->n || v->text.n != e->n)
		return !e->n || v->text.n < e->n;
	return memcmp(v->text.p, e->text, e->n) < 0;
}

/* 1 if the value belongs there in place of the extreme. */
static bool beats(const struct txo_field_value *v, const struct txo_extreme *e,
		  int side)
{
	if (v->hi != e->hi)
		return (v->hi > e->hi) == (side > 0);
	if (v->lo != e->lo)
		return (v->lo > e->lo) == (side > 0);
	return is_plainer(v, e);
}

static void widen(const struct txo_inference *in, struct txo_inferred *c,
		  unsigned candidate, struct txo_text cell)
{
	const struct txo_field *f = &in->candidate[candidate];
	struct txo_range *r = &c->range[txo_month_first(f)];
	struct txo_field_value v;

	if (txo_field_value(f, cell, &v, NULL) != TXO_OK)
		return;
	if (!r->any) {
		*r = (struct txo_range){ .any = true };
		keep(&r->least, &v);
		keep(&r->most, &v);
	} else if (r->by != candidate &&
		   in->candidate[r->by].type != TXO_FIELD_INTEGER &&
		   in->candidate[r->by].type != TXO_FIELD_NUMBER) {
		r->spoilt = true;	/* read in another way before */
	}
	r->by = candidate;
	if (beats(&v, &r->least, -1))
		keep(&r->least, &v);
	if (beats(&v, &r->most, 1))
		keep(&r->most, &v);
}

/* The first candidates left widen their ranges. */
static void take_range(const struct txo_inference *in, struct txo_inferred *c,
		       struct txo_text cell)
{
	bool done[2] = { false, false };

	for (unsigned i = 0; i < in->candidates; i++) {
		unsigned which = txo_month_first(&in->candidate[i]);

		if (done[which] || c->failed & (uint32_t)1 << i)
			continue;
		widen(in, c, i, cell);
		done[which] = true;
	}
}

/* Keep the text, as it stands in the file, if there are but few. */
static enum txo_status take_text(struct txo_inference *in,
				 struct txo_inferred *c, struct txo_text text,
				 struct txo_error *err)
{
	bool there;
	size_t at;

	if (c->many)
		return TXO_OK;
	if (!c->text)
		c->text = txo_arena_take(&in->arena, (TXO_INFERENCE_TEXTS + 1) *
							     sizeof(*c->text));
	if (!c->text)
		return txo_fail_memory(err);
	at = place(c->text, c->texts, text, &there);
	if (there)
		return TXO_OK;
	c->many = text.n > TXO_INFERENCE_LONGEST ||
		  c->texts == TXO_INFERENCE_TEXTS;
	if (c->many)
		return TXO_OK;
	if (insert(in, c->text, c->texts, at, text) != TXO_OK)
		return txo_fail_memory(err);
	c->texts++;
	return TXO_OK;
}

/* Did the value come before? Numbers are compared as numbers. */
static enum txo_status take_seen(struct txo_inferred *c, struct txo_text cell,
				 uint64_t line, struct txo_error *err)
{
	struct txo_field number = { .type = TXO_FIELD_NUMBER,
				    .decimal_char = txo_text("."),
				    .bare_number = true };
	struct txo_key key = TXO_KEY;
	uint64_t first;
	enum txo_status status;

	if (c->repeated)
		return TXO_OK;
	txo_field_key(&number, cell, &key);
	status = txo_seen_add(&c->seen, &key, line, &first, err);
	if (status != TXO_OK || !first)
		return status;
	c->repeated = true;
	txo_seen_release(&c->seen);
	return TXO_OK;
}

static enum txo_status take_cell(struct txo_inference *in,
				 struct txo_inferred *c, struct txo_text cell,
				 uint64_t line, struct txo_error *err)
{
	struct txo_text trimmed = txo_text_trim(cell);
	bool missing;
	enum txo_status status = take_missing(in, trimmed, &missing, err);

	if (status != TXO_OK || missing) {
		c->missing += missing;
		return status;
	}
	c->n++;
	if (~c->failed) {
		strike(in, c, trimmed, line);
		take_range(in, c, trimmed);
	}
	if (!in->values)
		return TXO_OK;
	status = take_text(in, c, cell, err);
	if (status == TXO_OK)
		status = take_seen(c, trimmed, line, err);
	return status;
}

enum txo_status txo_inference_row(struct txo_inference *in,
				  const struct txo_record *row,
				  struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < in->header->n && status == TXO_OK; i++)
		status = take_cell(in, &in->column[i], txo_record_field(row, i),
				   row->line, err);
	return status;
}

void txo_inference_release(struct txo_inference *in)
{
	for (size_t i = 0; in->column && i < in->header->n; i++)
		txo_seen_release(&in->column[i].seen);
	free(in->column);
	free(in->missing);
	txo_arena_release(&in->arena);
	*in = (struct txo_inference){ 0 };
}
