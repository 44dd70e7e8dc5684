/*
 * The long form of txo table1: every number in a cell of its own.
 */
#include <math.h>
#include <stdio.h>

#include "cmd/table1.h"
#include "txo/note.h"
#include "txo/proportion.h"

/* A row of the table; what it does not set is an empty cell. */
struct line {
	const struct txo_text *value, *level;
	struct txo_text contrast;
	bool gap;		/* of several groups */
	uint64_t n, missing;
	const uint64_t *total;
	double percent;
	const struct txo_table1_number *number;
	double smd;
	struct txo_estimate interval;
};

static void print_text(struct txo_out *out, const struct txo_text *t)
{
	if (t && t->p)
		txo_out_text(out, *t);
	else
		txo_out_empty(out);
}

static void print_numbers(struct txo_out *out,
			  const struct txo_table1_number *d)
{
	const struct txo_table1_number none = { { 0, NAN, NAN, NAN, NAN, NAN },
						txo_estimate_none(""),
						NAN,
						NAN,
						NAN,
						NAN,
						NAN,
						NAN };

	d = d ? d : &none;
	txo_out_number(out, d->k.mean);
	txo_out_number(out, d->sd);
	txo_out_number(out, d->median);
	txo_out_number(out, d->q1);
	txo_out_number(out, d->q3);
	txo_out_number(out, d->min);
	txo_out_number(out, d->max);
}

static void print_line(const struct txo_table1_facts *k, const struct line *l,
		       struct txo_out *out)
{
	const struct txo_estimate *e = &l->interval;

	txo_out_text(out, k->v->name);
	print_text(out, l->value);
	print_text(out, l->level);
	if (l->gap && l->contrast.p)
		txo_out_told(out, l->contrast,
			     TXO_ABOUT_COUNTS | TXO_ABOUT_REST);
	else
		print_text(out, &l->contrast);
	txo_out_count(out, l->n);
	txo_out_count(out, l->missing);
	if (l->total)
		txo_out_count(out, *l->total);
	else
		txo_out_empty(out);
	txo_out_number(out, l->percent);
	print_numbers(out, l->number);
	txo_out_number(out, l->smd);
	txo_out_number(out, e->conf_low);
	txo_out_number(out, e->conf_high);
	txo_out_number(out, *e->method ? k->plan->level : NAN);
	txo_out_text(out, txo_text(e->method));
	txo_out_note(out, e->note);
	txo_out_end_row(out);
}

/* The name of a column of the table. */
static const struct txo_text *level_of(const struct txo_table1_facts *k,
				       size_t column)
{
	const struct txo_table1_plan *p = k->plan;

	return column ? &p->levels.value[column - 1] : &p->overall;
}

static void print_number(const struct txo_table1_facts *k, size_t column,
			 struct txo_out *out)
{
	const struct txo_table1_number *d = &k->number[column];
	struct line l = { .level = level_of(k, column),
			  .n = k->n[column],
			  .missing = k->missing[column],
			  .percent = NAN,
			  .number = d,
			  .smd = NAN,
			  .interval = d->mean };

	print_line(k, &l, out);
}

static void print_category(const struct txo_table1_facts *k, size_t value,
			   size_t column, struct txo_out *out)
{
	const struct txo_table1_plan *p = k->plan;
	uint64_t n = k->cell[column * k->values + value], total = k->n[column];
	struct line l = { .value = &k->v->items.value[value],
			  .level = level_of(k, column),
			  .n = n,
			  .missing = k->missing[column],
			  .total = &total,
			  .percent = NAN,
			  .smd = NAN };

	l.interval = txo_proportion(n, total, (enum txo_proportion_ci)p->ci,
				    p->level);
	l.interval.conf_low *= 100;
	l.interval.conf_high *= 100;
	if (total)
		l.percent = 100 * (double)n / (double)total;
	print_line(k, &l, out);
}

/* A variable of which there is no value at all. */
static void print_nothing(const struct txo_table1_facts *k, size_t column,
			  struct txo_out *out)
{
	struct line l = { .level = level_of(k, column),
			  .missing = k->missing[column],
			  .percent = NAN,
			  .smd = NAN,
			  .interval = txo_estimate_none("") };

	l.interval.note = TXO_NOTE_NODATA;
	print_line(k, &l, out);
}

/*
 * How far two groups are apart; value: the item of a list, or NULL. The name is
 * scratch.
 */
static void print_gap(const struct txo_table1_facts *k, const size_t *value,
		      struct txo_buffer *name, struct txo_out *out)
{
	const struct txo_table1_plan *p = k->plan;
	char method[200];
	struct txo_table1_gap gap;
	struct line l = { .gap = true, .percent = NAN };

	txo_table1_gap(k, value ? *value : 0, &gap);
	l.value = value ? &k->v->items.value[*value] : NULL;
	l.smd = gap.e.estimate;
	l.interval = gap.e;
	if (!gap.pairs) {
		l.n = k->n[0];
		l.missing = k->missing[0];
	}
	if (gap.pairs) {
		const struct txo_text *a = &p->levels.value[gap.a - 1],
				      *b = &p->levels.value[gap.b - 1];

		l.n = k->n[gap.a] + k->n[gap.b];
		l.missing = k->missing[gap.a] + k->missing[gap.b];
		txo_buffer_clear(name);
		txo_buffer_add(name, a->p, a->n);
		txo_buffer_add(name, " - ", 3);
		txo_buffer_add(name, b->p, b->n);
		l.contrast = (struct txo_text){ name->p, name->n };
	}
	if (gap.pairs > 1) {
		snprintf(method, sizeof(method), "%s, largest of %zu pairs",
			 gap.e.method, gap.pairs);
		l.interval.method = method;
	}
	print_line(k, &l, out);
}

enum txo_status txo_table1_long(const struct txo_table1_facts *k,
				struct txo_out *out, struct txo_error *err)
{
	bool parted = k->plan->parted, failed;
	struct txo_buffer name = { 0 };

	for (size_t c = 0; c < k->columns && k->number; c++)
		print_number(k, c, out);
	for (size_t v = 0; v < k->values; v++) {
		for (size_t c = 0; c < k->columns; c++)
			print_category(k, v, c, out);
		if (parted && k->v->list)
			print_gap(k, &v, &name, out);
	}
	if (!k->number && !k->values)
		for (size_t c = 0; c < k->columns; c++)
			print_nothing(k, c, out);
	else if (parted && !k->v->list)
		print_gap(k, NULL, &name, out);
	failed = name.failed;
	txo_buffer_release(&name);
	return failed ? txo_fail_memory(err) : TXO_OK;
}
