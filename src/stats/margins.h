/*
 * margins.h - one point of weighted pairs, and the two columns by themselves.
 *
 *	struct txo_margins k = { 0 };
 *	if (txo_margins_init(&k, &pairs, &err) == TXO_OK)
 *		... k.x.group[i] ... k.x.weight[k.x.group[i]] ...
 *	txo_margins_release(&k);
 *
 * The points of one x form a group, numbered from 0 by ascending x; the same
 * for y. All zero is a valid empty object.
 */
#ifndef TXO_STATS_MARGINS_H
#define TXO_STATS_MARGINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/dd.h"
#include "txo/pairs.h"
#include "txo/status.h"

struct txo_margin {
	size_t *group;		/* of each point */
	uint64_t *weight;	/* of each group */
	size_t k;		/* number of groups */
};

struct txo_margins {
	struct txo_margin x, y;
	const uint64_t *w;	/* of each point, borrowed */
	size_t m;		/* number of points */
	uint64_t n;		/* number of observations */
};

static inline struct txo_dd txo_pairs_x(const struct txo_pairs *p, size_t i)
{
	return txo_dd_fast_sum(p->x[i], p->x_lo ? p->x_lo[i] : 0);
}

static inline struct txo_dd txo_pairs_y(const struct txo_pairs *p, size_t i)
{
	return txo_dd_fast_sum(p->y[i], p->y_lo ? p->y_lo[i] : 0);
}

/* Is there only one value of x, of y? True for m = 0. O(m). */
bool txo_pairs_x_is_constant(const struct txo_pairs *p);
bool txo_pairs_y_is_constant(const struct txo_pairs *p);

/*
 * The bits of enum txo_note that leave an association or a line undefined:
 * NODATA for n = 0, SMALLN for n = 1, CONST when x is constant; 0 if defined.
 */
unsigned txo_pairs_note(const struct txo_pairs *p);

/* O(m log m). Only TXO_IO, when memory runs out. Release it either way. */
TXO_NODISCARD
enum txo_status txo_margins_init(struct txo_margins *k,
				 const struct txo_pairs *p,
				 struct txo_error *err);
void txo_margins_release(struct txo_margins *k);

/* Is any value of the margin shared by several observations? O(1). */
bool txo_margin_is_tied(const struct txo_margin *g, uint64_t n);

/* Observation pairs that differ in this margin, exact below 2^104. O(k). */
struct txo_dd txo_margin_pairs(const struct txo_margin *g, uint64_t n);

#endif
