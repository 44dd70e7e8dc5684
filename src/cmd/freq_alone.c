/*
 * The values of one column, and what is common to all rows of txo freq.
 */
#include <math.h>
#include <stdlib.h>

#include "cmd/freq.h"
#include "data/item_counts.h"
#include "txo/note.h"

double txo_freq_percent(uint64_t part, uint64_t whole)
{
	return whole ? 100 * (double)part / (double)whole : NAN;
}

unsigned txo_freq_share(const struct txo_freq_plan *p, uint64_t part,
			uint64_t whole, struct txo_out *out)
{
	struct txo_estimate e = txo_proportion(
		part, whole, (enum txo_proportion_ci)p->ci, p->level);

	txo_out_number(out, txo_freq_percent(part, whole));
	txo_out_number(out, 100 * e.conf_low);
	txo_out_number(out, 100 * e.conf_high);
	return e.note;
}

void txo_freq_no_share(struct txo_out *out)
{
	for (int i = 0; i < 3; i++)
		txo_out_empty(out);
}

void txo_freq_end(const struct txo_freq_plan *p, bool share, unsigned note,
		  struct txo_out *out)
{
	if (share) {
		txo_out_number(out, p->level);
		txo_out_text(out, txo_text(p->method));
	} else {
		txo_out_empty(out);
		txo_out_empty(out);
	}
	txo_out_note(out, note);
	txo_out_end_row(out);
}

/* A value and how many rows have it. */
struct ranked {
	uint64_t n;
	size_t value;
};

static int compare_ranked(const void *pa, const void *pb)
{
	const struct ranked *a = pa, *b = pb;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return a->value < b->value ? -1 : a->value > b->value;
}

enum txo_status txo_freq_order(const struct txo_freq_plan *p,
			       const uint64_t *rows, size_t n, size_t *order,
			       struct txo_error *err)
{
	struct ranked *all = malloc((n + 1) * sizeof(*all));

	if (!all)
		return txo_fail_memory(err);
	for (size_t i = 0; i < n; i++)
		all[i] = (struct ranked){ rows[i], i };
	if (p->sort == TXO_FREQ_BY_COUNT)
		qsort(all, n, sizeof(*all), compare_ranked);
	for (size_t i = 0; i < n; i++)
		order[i] = all[i].value;
	free(all);
	return TXO_OK;
}

/* One column of one group. */
struct alone {
	const struct txo_freq_plan *plan;
	const struct txo_items *its;
	struct txo_text name;
	struct txo_item_counts c;
	uint64_t cumulative;
	struct txo_out *out;
};

/* How often an item is named, in the row of a value. */
static void print_mentions(const struct alone *a, size_t value)
{
	const struct txo_item_counts *c = &a->c;

	txo_out_count(a->out, c->mentions[value]);
	txo_out_count(a->out, c->all_mentions);
	txo_out_number(a->out,
		       txo_freq_percent(c->mentions[value], c->all_mentions));
}

/* Items overlap, and what is missing does not count. */
static void print_cumulative(const struct alone *a, bool empty)
{
	if (a->plan->withholds)
		return;
	if (empty) {
		txo_out_empty(a->out);
		txo_out_empty(a->out);
		return;
	}
	txo_out_count(a->out, a->cumulative);
	txo_out_number(a->out, txo_freq_percent(a->cumulative, a->c.total));
}

static void print_value(struct alone *a, size_t value)
{
	const struct txo_item_counts *c = &a->c;
	uint64_t n = c->rows[value];
	struct txo_out *out = a->out;
	unsigned note;

	a->cumulative += n;
	txo_out_text(out, a->name);
	txo_out_text(out, a->its->value[value]);
	txo_out_count(out, n);
	txo_out_count(out, c->missing);
	txo_out_count(out, c->total);
	note = txo_freq_share(a->plan, n, c->total, out);
	txo_out_number(out, txo_freq_percent(n, c->total + c->missing));
	print_cumulative(a, a->its->list);
	if (a->its->list)
		print_mentions(a, value);
	else if (a->plan->lists)
		txo_freq_no_share(out);
	txo_freq_end(a->plan, true, note, out);
}

/* The rows without a value; or that there is none, where they are left out. */
static void print_missing(const struct alone *a)
{
	const struct txo_item_counts *c = &a->c;
	bool in_row = a->plan->missing == TXO_FREQ_ROW;
	struct txo_out *out = a->out;

	txo_out_text(out, a->name);
	txo_out_empty(out);
	txo_out_count(out, in_row ? c->missing : 0);
	txo_out_count(out, c->missing);
	txo_out_count(out, c->total);
	txo_freq_no_share(out);
	txo_out_number(out, txo_freq_percent(in_row ? c->missing : 0,
					     c->total + c->missing));
	print_cumulative(a, true);
	if (a->plan->lists)
		txo_freq_no_share(out);
	txo_freq_end(a->plan, false, a->its->n ? 0 : TXO_NOTE_NODATA, out);
}

static enum txo_status print_alone(struct alone *a, struct txo_error *err)
{
	size_t n = a->its->n, *order = malloc((n + 1) * sizeof(*order));
	enum txo_status status;

	if (!order)
		return txo_fail_memory(err);
	status = txo_freq_order(a->plan, a->c.rows, n, order, err);
	for (size_t i = 0; i < n && status == TXO_OK; i++)
		print_value(a, order[i]);
	if (status == TXO_OK &&
	    (n == 0 || (a->c.missing && a->plan->missing == TXO_FREQ_ROW)))
		print_missing(a);
	free(order);
	return status;
}

enum txo_status txo_freq_alone(const struct txo_freq_plan *p,
			       const struct txo_frame *f, struct txo_out *out,
			       struct txo_error *err)
{
	struct alone a = { .plan = p,
			   .its = &p->items[f->projection],
			   .name = f->column[0].name,
			   .out = out };
	enum txo_status status;

	status = txo_item_counts_init(&a.c, a.its, err);
	if (status == TXO_OK) {
		txo_item_counts_add(&a.c, a.its, f, 0, f->rows);
		status = print_alone(&a, err);
	}
	txo_item_counts_release(&a.c);
	return status;
}
