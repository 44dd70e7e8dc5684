/*
 * two.h - what the comparisons of two proportions share.
 */
#ifndef TXO_STATS_TWO_H
#define TXO_STATS_TWO_H

#include <math.h>
#include <stdbool.h>

#include "base/dd.h"
#include "txo/note.h"
#include "txo/two_proportions.h"

/* Events and others of the two groups, as doubles. */
struct txo_cells {
	double x1, y1, x2, y2;
};

static inline struct txo_cells txo_cells_of(const struct txo_two *t)
{
	return (struct txo_cells){ (double)t->events[0],
				   (double)(t->n[0] - t->events[0]),
				   (double)t->events[1],
				   (double)(t->n[1] - t->events[1]) };
}

/* Is a group empty? Notes it. */
static inline bool txo_two_empty(const struct txo_two *t,
				 struct txo_estimate *e)
{
	if (t->n[0] && t->n[1])
		return false;
	e->note |= TXO_NOTE_NODATA;
	return true;
}

/* a d - b c, rounded once. */
static inline double txo_cross(double a, double d, double b, double c)
{
	return txo_dd_sub(txo_dd_two_prod(a, d), txo_dd_two_prod(b, c)).hi;
}

/* Difference of the shares, rounded once or twice. */
static inline double txo_cells_difference(const struct txo_cells *c)
{
	return txo_cross(c->x1, c->y2, c->x2, c->y1) / (c->x1 + c->y1) /
	       (c->x2 + c->y2);
}

/*
 * z of the difference over its standard error when both groups have the share
 * of all, the root of Pearson's chi-square; NaN if that share is 0 or 1.
 */
static inline double txo_cells_z(const struct txo_cells *c)
{
	double events = c->x1 + c->x2, others = c->y1 + c->y2;
	double n1 = c->x1 + c->y1, n2 = c->x2 + c->y2;

	if (events == 0 || others == 0)
		return (double)NAN;
	return txo_cross(c->x1, c->y2, c->x2, c->y1) / sqrt(events) /
	       sqrt(others) * sqrt((n1 + n2) / n1 / n2);
}

#endif
