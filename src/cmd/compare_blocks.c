/*
 * compare_blocks.c - the terms of blocks that have each group once. The frame
 * is sorted by level and block. Formulas: stats/blocks.c.
 */
#include <math.h>
#include <stdlib.h>

#include "cmd/compare.h"
#include "txo/blocks.h"
#include "txo/note.h"

static int compare_units(const void *a, const void *b)
{
	const struct txo_unit *p = a, *q = b;

	if (p->id != q->id)
		return p->id < q->id ? -1 : 1;
	return (p->arm > q->arm) - (p->arm < q->arm);
}

/* Mark the arms with values; returns how many. Counts what has none. */
static size_t mark_arms(struct txo_comparison *c, const struct txo_unit *unit,
			size_t n, size_t *place)
{
	size_t filled = 0;

	for (size_t i = 0; i < c->k; i++)
		place[i] = 0;
	for (size_t i = 0; i < n; i++)
		place[unit[i].arm] |= isnan(unit[i].value.hi) ? 0 : 1u;
	for (size_t i = 0; i < c->k; i++)
		place[i] = place[i] ? filled++ : TXO_NO_ARM;
	return filled;
}

/* How many of the units from `from` on are of its block; those with values. */
static size_t block_of(const struct txo_unit *unit, size_t n, size_t from,
		       size_t *present)
{
	size_t i = from;

	for (*present = 0; i < n && unit[i].id == unit[from].id; i++)
		*present += isnan(unit[i].value.hi) ? 0 : 1;
	return i - from;
}

/* Keep the units of complete blocks; the others are missing. */
static size_t keep_complete(struct txo_comparison *c, struct txo_unit *unit,
			    size_t n, size_t filled)
{
	size_t kept = 0, many, present;

	for (size_t i = 0; i < n; i += many) {
		many = block_of(unit, n, i, &present);
		for (size_t j = i; j < i + many; j++) {
			if (present < filled || isnan(unit[j].value.hi))
				c->arm[unit[j].arm].missing++;
			else
				unit[kept++] = unit[j];
		}
	}
	return kept;
}

/* Samples by arm, and the blocks as they lie. */
static void lay_out(struct txo_comparison *c, const struct txo_unit *unit,
		    size_t n, struct txo_dd *value)
{
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		c->block[i] = unit[i].value.hi;
		c->block[n + i] = unit[i].value.lo;
	}
	for (size_t arm = 0; arm < c->k; arm++) {
		size_t m = 0;

		for (size_t i = 0; i < n; i++)
			if (unit[i].arm == arm)
				value[m++] = unit[i].value;
		txo_compare_make_sample(c, arm, value, m, at);
		at += m;
	}
}

enum txo_status txo_compare_align(struct txo_comparison *c,
				  const struct txo_levels *ls,
				  struct txo_error *err)
{
	size_t rows = c->frame->rows + 1, n = 0;
	struct txo_dd *value = malloc(rows * sizeof(*value));
	size_t *place = malloc((c->k + 1) * sizeof(*place)), filled;
	struct txo_unit *unit = NULL;
	enum txo_status status = TXO_OK;

	c->block = malloc(2 * rows * sizeof(*c->block));
	if (!value || !place || !c->block)
		status = txo_fail_memory(err);
	if (status == TXO_OK)
		status = txo_compare_units(c, ls, &unit, &n, err);
	if (status == TXO_OK)
		status = txo_compare_make_room(c, err);
	if (status == TXO_OK) {
		filled = mark_arms(c, unit, n, place);
		qsort(unit, n, sizeof(*unit), compare_units);
		n = keep_complete(c, unit, n, filled);
		c->blocks = filled ? n / filled : 0;
		lay_out(c, unit, n, value);
	}
	free(value);
	free(place);
	free(unit);
	return status;
}

static struct txo_blocks blocks_of(const struct txo_comparison *c)
{
	size_t k = c->filled;

	return (struct txo_blocks){ .y = c->block,
				    .lo = c->block + c->blocks * k,
				    .n = c->blocks,
				    .k = k };
}

/* Say how many blocks there are, and whether some were left out. */
static void tell(const struct txo_comparison *c, struct txo_compared *r)
{
	r->blocks = c->blocks;
	for (size_t i = 0; i < c->k; i++)
		if (c->arm[i].missing)
			r->e.note |= TXO_NOTE_INCOMPLETE;
}

static enum txo_status run_friedman(const struct txo_comparison *c,
				    struct txo_compared *r,
				    struct txo_error *err)
{
	struct txo_blocks b = blocks_of(c);
	enum txo_status status = txo_friedman(&b, &r->e, err);

	tell(c, r);
	return status;
}

static enum txo_status run_quade(const struct txo_comparison *c,
				 struct txo_compared *r, struct txo_error *err)
{
	struct txo_blocks b = blocks_of(c);
	enum txo_status status = txo_quade(&b, &r->e, &r->df_residual, err);

	tell(c, r);
	return status;
}

const struct txo_compare_term txo_compare_blocks[] = {
	{ "concordance", TXO_OF_ALL, TXO_TEST(FRIEDMAN), run_friedman },
	{ "equal_in_blocks", TXO_OF_ALL, TXO_TEST(QUADE), run_quade },
	{ NULL, TXO_OF_ALL, 0, NULL }
};
