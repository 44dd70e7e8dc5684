/*
 * The table of two columns of txo freq, long and wide.
 */
#include <stdlib.h>

#include "cmd/freq.h"
#include "data/item_counts.h"
#include "txo/note.h"

#define MOST_LEVELS 10000	/* columns of a wide table */
#define NONE SIZE_MAX		/* in place of a value: the rows without one */

/* The table of one group. */
struct table {
	const struct txo_freq_plan *plan;
	const struct txo_items *a, *b;
	struct txo_text a_name, b_name;
	struct txo_item_cross c;
	size_t *row, *column;	/* values as they are printed */
	struct txo_out *out;
};

static const char *const percents[] = {
	[TXO_FREQ_OF_ROW] = "row_percent",
	[TXO_FREQ_OF_COLUMN] = "column_percent",
	[TXO_FREQ_OF_ALL] = "percent",
};

/* Is this percentage printed? All are in a long table, unless some are said. */
static bool prints(const struct txo_freq_plan *p, int percent)
{
	if (p->percents)
		return p->percents & 1u << percent;
	return !p->wide;
}

enum txo_status txo_freq_cross_name(const struct txo_freq_plan *p,
				    struct txo_needs *needs,
				    struct txo_error *err)
{
	static const struct {
		const char *name;
		int percent;	/* it belongs to, or -1 */
	} names[] = {
		{ "variable", -1 },
		{ "value", -1 },
		{ "across", -1 },
		{ "level", -1 },
		{ "n", -1 },
		{ "n_missing", -1 },
		{ "n_row", -1 },
		{ "n_column", -1 },
		{ "total", -1 },
		{ "row_percent", TXO_FREQ_OF_ROW },
		{ "row_low", TXO_FREQ_OF_ROW },
		{ "row_high", TXO_FREQ_OF_ROW },
		{ "column_percent", TXO_FREQ_OF_COLUMN },
		{ "column_low", TXO_FREQ_OF_COLUMN },
		{ "column_high", TXO_FREQ_OF_COLUMN },
		{ "percent", TXO_FREQ_OF_ALL },
		{ "conf_low", TXO_FREQ_OF_ALL },
		{ "conf_high", TXO_FREQ_OF_ALL },
		{ "conf_level", -1 },
		{ "method", -1 },
		{ "note", -1 },
	};
	enum txo_status status = TXO_OK;

	for (size_t i = 0;
	     i < sizeof(names) / sizeof(names[0]) && status == TXO_OK; i++)
		if (names[i].percent < 0 || prints(p, names[i].percent))
			status = txo_needs_output(needs,
						  txo_text(names[i].name), err);
	return status;
}

/* The levels as they are printed, in all groups alike. */
static enum txo_status order_levels(struct txo_freq_plan *p,
				    struct txo_frames *fs,
				    struct txo_arena *arena,
				    struct txo_error *err)
{
	const struct txo_items *b = &p->items[1];
	struct txo_item_counts c;
	enum txo_status status = txo_item_counts_init(&c, b, err);

	p->levels = txo_arena_take(arena, (b->n + 1) * sizeof(*p->levels));
	if (status == TXO_OK && !p->levels)
		status = txo_fail_memory(err);
	for (size_t g = 0; g < fs->groups && status == TXO_OK; g++) {
		struct txo_frame f = txo_frames_get(fs, g, 0);

		txo_item_counts_add(&c, b, &f, 0, f.rows);
	}
	if (status == TXO_OK)
		status = txo_freq_order(p, c.rows, b->n, p->levels, err);
	txo_item_counts_release(&c);
	return status;
}

/* The columns of one level: its count, and the percentages. */
static enum txo_status name_level(const struct txo_freq_plan *p,
				  struct txo_text level,
				  struct txo_needs *needs,
				  struct txo_error *err)
{
	enum txo_status status = txo_needs_marked(needs, level, TXO_IS_PART,
						  err);
	struct txo_buffer b = { 0 };

	for (int k = TXO_FREQ_OF_ROW; k <= (int)TXO_FREQ_OF_ALL; k++) {
		char *name;

		if (status != TXO_OK || !prints(p, k))
			continue;
		txo_buffer_clear(&b);
		txo_buffer_add(&b, level.p, level.n);
		txo_buffer_printf(&b, "_%s", percents[k]);
		name = b.failed ?
			       NULL :
			       txo_arena_copy(&needs->schema.arena, b.p, b.n);
		status = name ? txo_needs_output(needs, txo_text(name), err) :
				txo_fail_memory(err);
	}
	txo_buffer_release(&b);
	return status;
}

enum txo_status txo_freq_cross_name_wide(struct txo_freq_plan *p,
					 struct txo_frames *fs,
					 struct txo_needs *needs,
					 struct txo_error *err)
{
	const struct txo_schema *s = &needs->schema;
	const struct txo_items *b = &p->items[1];
	const size_t *use = s->projection[0].use + s->by;
	enum txo_status status;
	char shown[TXO_SHOWN];

	if (b->n > MOST_LEVELS)
		return txo_fail(err, TXO_DATA,
				"column '%s' has %zu values, too many for "
				"columns; leave out --wide",
				txo_text_show(s->use[use[1]].name, shown),
				b->n);
	status = order_levels(p, fs, &needs->schema.arena, err);
	if (status == TXO_OK)
		status = txo_needs_marked(needs, s->use[use[0]].name,
					  TXO_IS_KEY, err);
	if (status == TXO_OK)
		status = txo_needs_output(needs, txo_text("total"), err);
	for (size_t i = 0; i < b->n && status == TXO_OK; i++)
		status = name_level(p, b->value[p->levels[i]], needs, err);
	needs->value_to = needs->outputs;
	if (status == TXO_OK)
		status = txo_needs_output(needs, txo_text("n_missing"), err);
	return status;
}

/* --- long ---------------------------------------------------------------- */

static void print_value(struct txo_out *out, const struct txo_items *its,
			size_t value)
{
	if (value == NONE)
		txo_out_empty(out);
	else
		txo_out_text(out, its->value[value]);
}

/* A count that belongs to a value, or an empty cell. */
static void print_margin(struct txo_out *out, const uint64_t *n, size_t value)
{
	if (value == NONE)
		txo_out_empty(out);
	else
		txo_out_count(out, n[value]);
}

/* Rows with both values; one or both of them may be NONE. */
static uint64_t cell(const struct table *t, size_t a, size_t b)
{
	const struct txo_item_cross *c = &t->c;

	if (a == NONE)
		return b == NONE ? c->neither : c->column_only[b];
	return b == NONE ? c->row_only[a] : c->cell[a * c->columns + b];
}

static void print_cell(const struct table *t, size_t a, size_t b, uint64_t n)
{
	const struct txo_item_cross *c = &t->c;
	const struct txo_freq_plan *p = t->plan;
	bool both = a != NONE && b != NONE;
	uint64_t whole[] = { both ? c->row[a] : 0, both ? c->column[b] : 0,
			     c->total };
	unsigned note = c->total ? 0 : TXO_NOTE_NODATA;

	txo_out_text(t->out, t->a_name);
	print_value(t->out, t->a, a);
	txo_out_text(t->out, t->b_name);
	print_value(t->out, t->b, b);
	txo_out_count(t->out, n);
	txo_out_count(t->out, c->missing);
	print_margin(t->out, c->row, a);
	print_margin(t->out, c->column, b);
	txo_out_count(t->out, c->total);
	for (int k = TXO_FREQ_OF_ROW; k <= (int)TXO_FREQ_OF_ALL; k++) {
		if (!prints(p, k))
			continue;
		if (both)
			note |= txo_freq_share(p, n, whole[k], t->out);
		else
			txo_freq_no_share(t->out);
	}
	txo_freq_end(p, both, note, t->out);
}

/* A cell of rows without one value or both, if there are any. */
static void print_rest(const struct table *t, size_t a, size_t b)
{
	uint64_t n = cell(t, a, b);

	if (n && t->plan->missing == TXO_FREQ_ROW)
		print_cell(t, a, b, n);
}

static void print_long(const struct table *t)
{
	bool left_out = t->plan->missing == TXO_FREQ_LEFT_OUT;

	for (size_t i = 0; i < t->a->n; i++) {
		size_t a = t->row[i];

		for (size_t k = 0; k < t->b->n; k++)
			print_cell(t, a, t->column[k],
				   cell(t, a, t->column[k]));
		print_rest(t, a, NONE);
	}
	for (size_t k = 0; k < t->b->n; k++)
		print_rest(t, NONE, t->column[k]);
	print_rest(t, NONE, NONE);
	if (left_out && (!t->a->n || !t->b->n))
		print_cell(t, NONE, NONE, 0);
}

/* --- wide ---------------------------------------------------------------- */

/* A row of a wide table: its counts, their sum, and the rest. */
struct wide {
	const uint64_t *n;	/* of each level */
	uint64_t total, missing;
	bool shares;		/* percentages make sense */
};

static void print_wide_row(const struct table *t, const struct wide *w)
{
	const struct txo_item_cross *c = &t->c;

	txo_out_count(t->out, w->total);
	for (size_t i = 0; i < t->b->n; i++) {
		size_t b = t->plan->levels[i];
		uint64_t whole[] = { w->total, c->column[b], c->total };

		txo_out_count(t->out, w->n[b]);
		for (int k = TXO_FREQ_OF_ROW; k <= (int)TXO_FREQ_OF_ALL; k++) {
			if (!prints(t->plan, k))
				continue;
			if (w->shares)
				txo_out_number(t->out,
					       txo_freq_percent(w->n[b],
								whole[k]));
			else
				txo_out_empty(t->out);
		}
	}
	txo_out_count(t->out, w->missing);
	txo_out_end_row(t->out);
}

static void print_wide(const struct table *t)
{
	const struct txo_item_cross *c = &t->c;

	for (size_t i = 0; i < t->a->n; i++) {
		size_t a = t->row[i];

		txo_out_text(t->out, t->a->value[a]);
		print_wide_row(t, &(struct wide){ c->cell + a * c->columns,
						  c->row[a], c->row_only[a],
						  true });
	}
	txo_out_text(t->out, txo_text("total"));
	print_wide_row(t,
		       &(struct wide){ c->column, c->total, c->a_only, true });
	if (t->plan->missing == TXO_FREQ_LEFT_OUT ||
	    c->b_only + c->neither == 0)
		return;
	txo_out_empty(t->out);
	print_wide_row(t, &(struct wide){ c->column_only, c->b_only, c->neither,
					  false });
}

enum txo_status txo_freq_cross(const struct txo_freq_plan *p,
			       const struct txo_frame *f, struct txo_out *out,
			       struct txo_error *err)
{
	struct table t = { .plan = p,
			   .a = &p->items[0],
			   .b = &p->items[1],
			   .a_name = f->column[0].name,
			   .b_name = f->column[1].name,
			   .out = out };
	enum txo_status status;

	status = txo_item_cross_init(&t.c, t.a, t.b, err);
	t.row = malloc((t.a->n + t.b->n + 1) * sizeof(*t.row));
	t.column = t.row ? t.row + t.a->n : NULL;
	if (status == TXO_OK && !t.row)
		status = txo_fail_memory(err);
	if (status == TXO_OK) {
		txo_item_cross_add(&t.c, t.a, t.b, f);
		status = txo_freq_order(p, t.c.row, t.a->n, t.row, err);
	}
	if (status == TXO_OK)
		status = txo_freq_order(p, t.c.column, t.b->n, t.column, err);
	if (status == TXO_OK)
		(p->wide ? print_wide : print_long)(&t);
	txo_item_cross_release(&t.c);
	free(t.row);
	return status;
}
