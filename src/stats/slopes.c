/*
 * METHOD
 *	the k-th smallest of the slopes of all pairs of points, as select.c finds
 *	it from the counts and lists of slope_order.c [matousek1991]
 */
#include "stats/slopes.h"

#include <math.h>

static struct txo_select_cut count(void *of, double t)
{
	return txo_slope_count(of, t);
}

static size_t list(void *of, const struct txo_select_span *span,
		   struct txo_weighed *list, size_t room)
{
	return txo_slope_list(of, span, list, room);
}

enum txo_status txo_slopes_init(struct txo_slopes *s, const struct txo_pairs *p,
				size_t limit, struct txo_error *err)
{
	enum txo_status status;

	*s = (struct txo_slopes){ 0 };
	status = txo_slope_points_init(&s->points, p, err);
	if (status != TXO_OK)
		return status;
	s->selector = (struct txo_selector){
		.of = &s->points,
		.count = count,
		.list = list,
	};
	s->e = s->points.ey - s->points.ex;
	return txo_selector_init(&s->selector, p->m, limit, err);
}

void txo_slopes_release(struct txo_slopes *s)
{
	txo_slope_points_release(&s->points);
	txo_selector_release(&s->selector);
	*s = (struct txo_slopes){ 0 };
}

void txo_slopes_select(struct txo_slopes *s, const struct txo_dd *rank,
		       size_t n, double *slope)
{
	txo_select(&s->selector, rank, n, slope);
	for (size_t i = 0; i < n; i++)
		slope[i] = ldexp(slope[i], s->e) + 0.0;
}
