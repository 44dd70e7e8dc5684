/*
 * trend_blocks.c - Page's test: the order of values within blocks that have each
 * x once. The frame is sorted by block, x and y. Formulas: stats/page.c.
 */
#include <stdlib.h>

#include "base/dd.h"
#include "cmd/trend.h"
#include "data/dictionary.h"
#include "txo/note.h"
#include "txo/ordered.h"

/* The rows of one block, and within it of one x: from begin to before end. */
struct run {
	const struct txo_frame *f;
	size_t begin, end;
};

static bool next_block(struct run *r)
{
	const uint32_t *id = r->f->column[0].label;

	r->begin = r->end;
	if (r->begin == r->f->rows || id[r->begin] == TXO_MISSING)
		return false;
	while (r->end < r->f->rows && id[r->end] == id[r->begin])
		r->end++;
	return true;
}

/* The next x with the rows that have a value, within a block. */
static bool next_x(struct run *r, size_t end)
{
	const struct txo_vector *x = &r->f->column[1];

	for (;;) {
		r->begin = r->end;
		if (r->begin == end || isnan(x->x[r->begin]))
			return false;
		while (r->end < end && x->x[r->end] == x->x[r->begin] &&
		       x->lo[r->end] == x->lo[r->begin])
			r->end++;
		for (size_t i = r->begin; i < r->end; i++)
			if (!txo_frame_lacks(r->f, 2, i))
				return true;
	}
}

/* y of a row: a number, or 0 or 1. */
static struct txo_dd y_at(const struct txo_frame *f, size_t i)
{
	const struct txo_vector *y = &f->column[2];

	if (y->type == TXO_LABEL)
		return txo_dd_from(y->label[i] != 0);
	return txo_dd_fast_sum(y->x[i], y->lo[i]);
}

/* The mean of the values of one x; *n: how many they are. */
static struct txo_dd mean_of(const struct run *r, uint64_t *n)
{
	struct txo_dd sum = { 0, 0 }, one = sum;
	size_t rows = 0;

	*n = 0;
	for (size_t i = r->begin; i < r->end; i++) {
		if (txo_frame_lacks(r->f, 2, i))
			continue;
		one = y_at(r->f, i);
		sum = txo_dd_add(sum,
				 txo_dd_mul(txo_dd_from_count(r->f->weight[i]),
					    one));
		*n += r->f->weight[i];
		rows++;
	}
	return rows == 1 ? one : txo_dd_div(sum, txo_dd_from_count(*n));
}

enum txo_status txo_trend_check_blocks(const struct txo_trend_task *t,
				       struct txo_error *err)
{
	struct run block = { .f = t->frame };

	if (t->plan->collapse != (int)TXO_TREND_REFUSE)
		return TXO_OK;
	while (next_block(&block)) {
		struct run x = { t->frame, block.begin, block.begin };
		uint64_t n;

		while (next_x(&x, block.end)) {
			mean_of(&x, &n);
			if (n > 1)
				return txo_fail(
					err, TXO_DATA,
					"page needs one row of each block at "
					"each x, but some have several; "
					"--collapse mean takes their mean");
		}
	}
	return TXO_OK;
}

static int by_x(const void *a, const void *b)
{
	return txo_dd_compare(*(const struct txo_dd *)a,
			      *(const struct txo_dd *)b);
}

/* How many different x there are that have a value. */
static enum txo_status count_places(const struct txo_trend_task *t, size_t *k,
				    struct txo_error *err)
{
	struct txo_dd *x = calloc(t->pairs.m + 1, sizeof(*x));

	*k = 0;
	if (!x)
		return txo_fail_memory(err);
	for (size_t i = 0; i < t->pairs.m; i++)
		x[i] = (struct txo_dd){ t->pairs.x[i], t->pairs.x_lo[i] };
	qsort(x, t->pairs.m, sizeof(*x), by_x);
	for (size_t i = 0; i < t->pairs.m; i++)
		*k += i == 0 || by_x(&x[i], &x[i - 1]) != 0;
	free(x);
	return TXO_OK;
}

/* Lay out the blocks that have all k places; y and lo have room for all. */
static size_t lay_out(const struct txo_trend_task *t, size_t k, double *y,
		      double *lo, uint64_t *dropped)
{
	struct run block = { .f = t->frame };
	size_t n = 0, at;

	*dropped = 0;
	while (k > 0 && next_block(&block)) {
		struct run x = { t->frame, block.begin, block.begin };
		uint64_t rows;

		for (at = 0; next_x(&x, block.end); at++) {
			struct txo_dd mean = mean_of(&x, &rows);

			y[n * k + at] = mean.hi;
			lo[n * k + at] = mean.lo;
		}
		if (at == k)
			n++;
		else
			++*dropped;
	}
	return n;
}

static void print_blocks(const struct txo_trend_task *t,
			 const struct txo_blocks *b, uint64_t dropped,
			 const struct txo_ordered *o)
{
	const struct txo_estimate *e[] = { &o->test, &o->size };
	static const char *const term[] = { "page_l", "mean_rho" };

	for (size_t i = 0; i < 2; i++) {
		struct txo_trend_row row = txo_trend_row(t, term[i], e[i]);
		struct txo_buffer method = { 0 };

		txo_buffer_printf(&method, "%s; %zu places", e[i]->method,
				  b->k);
		if (!method.failed)
			row.method = (struct txo_text){ method.p, method.n };
		row.n = b->n;
		row.missing = dropped;
		row.e.note |= dropped ? TXO_NOTE_INCOMPLETE : 0u;
		txo_trend_print(t, &row);
		txo_buffer_release(&method);
	}
}

static enum txo_status run_page(const struct txo_trend_task *t,
				enum txo_trend_name name, struct txo_error *err)
{
	size_t room = t->pairs.m + 1;
	double *y = calloc(2 * room, sizeof(*y));
	struct txo_blocks b = { .y = y, .lo = y ? y + room : NULL };
	struct txo_ordered o;
	uint64_t dropped = 0;
	enum txo_status status = y ? TXO_OK : txo_fail_memory(err);

	(void)name;
	if (status == TXO_OK)
		status = count_places(t, &b.k, err);
	if (status == TXO_OK) {
		b.n = lay_out(t, b.k, y, y + room, &dropped);
		status = txo_page(&b, t->plan->level, &o, err);
	}
	if (status == TXO_OK)
		print_blocks(t, &b, dropped, &o);
	free(y);
	return status;
}

const struct txo_trend_method txo_trend_blocks[] = {
	{ TXO_TREND_PAGE, TXO_TREND_BLOCKS, NULL, run_page },
	{ TXO_TREND_NAMES, TXO_TREND_BLOCKS, NULL, NULL }
};
