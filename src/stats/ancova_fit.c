/*
 * METHOD
 *	y = a_g + b x + error, x the value before, y the change, g the group
 * Least squares [draper1998] by way of the groups' own sums, which make the
 * columns of the design orthogonal to each other, as a QR decomposition does:
 *	b = sum_g Sxy_g / sum_g Sxx_g, S about the means of the group
 *	s^2 = RSS / (n - k - 1), RSS from the residuals
 * All sums in double-double and scaled by a power of two. What is below 2^-88
 * of the terms that it is the difference of counts as zero.
 */
#include "stats/ancova_fit.h"

#include <math.h>
#include <stdlib.h>

#include "stats/margins.h"
#include "txo/note.h"

static struct txo_dd scaled(const struct txo_ancova_fit *f, struct txo_dd v)
{
	return txo_dd_scale(v, -f->e);
}

static void find_scale(struct txo_ancova_fit *f,
		       const struct txo_pre_post *group, size_t k)
{
	double most = 0;

	for (size_t g = 0; g < k; g++)
		for (size_t i = 0; i < group[g].line.m; i++)
			most = fmax(most, fmax(fabs(group[g].line.x[i]),
					       fabs(group[g].line.y[i])));
	frexp(most, &f->e);
}

static void find_means(struct txo_ancova_fit *f, const struct txo_pre_post *c,
		       struct txo_ancova_group *g)
{
	const struct txo_pairs *p = &c->line;

	for (size_t i = 0; i < p->m; i++) {
		struct txo_dd w = txo_dd_from_count(p->w[i]);

		g->n = txo_dd_add(g->n, w);
		g->x = txo_dd_add(g->x,
				  txo_dd_mul(w, scaled(f, txo_pairs_x(p, i))));
		g->y = txo_dd_add(g->y,
				  txo_dd_mul(w, scaled(f, txo_pairs_y(p, i))));
	}
	g->x = txo_dd_div(g->x, g->n);
	g->y = txo_dd_div(g->y, g->n);
	if (txo_pairs_x_is_constant(p))
		g->x = scaled(f, txo_pairs_x(p, 0));
	if (c->change.m == 1)
		g->y = scaled(f, txo_pairs_y(p, 0));
}

/* Add the squares and products of a group about its means. */
static void find_squares(const struct txo_ancova_fit *f,
			 const struct txo_pre_post *c,
			 struct txo_ancova_group *g)
{
	const struct txo_pairs *p = &c->line;
	bool x_varies = !txo_pairs_x_is_constant(p), y_varies = c->change.m > 1;

	for (size_t i = 0; i < p->m; i++) {
		struct txo_dd w = txo_dd_from_count(p->w[i]);
		struct txo_dd dx = { 0, 0 }, dy = { 0, 0 };

		if (x_varies)
			dx = txo_dd_sub(scaled(f, txo_pairs_x(p, i)), g->x);
		if (y_varies)
			dy = txo_dd_sub(scaled(f, txo_pairs_y(p, i)), g->y);
		g->xx = txo_dd_add(g->xx, txo_dd_mul(w, txo_ancova_square(dx)));
		g->xy = txo_dd_add(g->xy, txo_dd_mul(w, txo_dd_mul(dx, dy)));
		g->yy = txo_dd_add(g->yy, txo_dd_mul(w, txo_ancova_square(dy)));
	}
	if (fabs(g->xy.hi) <= TXO_ANCOVA_NEGLIGIBLE * sqrt(g->xx.hi * g->yy.hi))
		g->xy = txo_dd_from(0);
}

static void add_squares(struct txo_ancova_group *to,
			const struct txo_ancova_group *g)
{
	to->xx = txo_dd_add(to->xx, g->xx);
	to->xy = txo_dd_add(to->xy, g->xy);
	to->yy = txo_dd_add(to->yy, g->yy);
}

/* Sums over all groups. */
static void unite(struct txo_ancova_fit *f, size_t k)
{
	struct txo_ancova_group *all = &f->all;

	for (size_t i = 0; i < k; i++) {
		const struct txo_ancova_group *g = &f->group[i];

		all->n = txo_dd_add(all->n, g->n);
		all->x = txo_dd_add(all->x, txo_dd_mul(g->n, g->x));
		all->y = txo_dd_add(all->y, txo_dd_mul(g->n, g->y));
		add_squares(&f->within, g);
	}
	all->x = txo_dd_div(all->x, all->n);
	all->y = txo_dd_div(all->y, all->n);
	add_squares(all, &f->within);
	for (size_t i = 0; i < k; i++) {
		const struct txo_ancova_group *g = &f->group[i];
		struct txo_dd dx = txo_dd_sub(g->x, all->x);
		struct txo_dd dy = txo_dd_sub(g->y, all->y);
		struct txo_ancova_group between = { .n = { 0, 0 } };

		between.xx = txo_dd_mul(g->n, txo_ancova_square(dx));
		between.xy = txo_dd_mul(g->n, txo_dd_mul(dx, dy));
		between.yy = txo_dd_mul(g->n, txo_ancova_square(dy));
		add_squares(all, &between);
	}
}

static void find_residuals(struct txo_ancova_fit *f,
			   const struct txo_pre_post *group, size_t k)
{
	for (size_t i = 0; i < k; i++) {
		const struct txo_pairs *p = &group[i].line;
		const struct txo_ancova_group *g = &f->group[i];

		for (size_t j = 0; j < p->m; j++) {
			struct txo_dd x = scaled(f, txo_pairs_x(p, j));
			struct txo_dd y = scaled(f, txo_pairs_y(p, j));
			struct txo_dd rise = txo_dd_mul(f->slope,
							txo_dd_sub(x, g->x));
			struct txo_dd r = txo_dd_sub(y, g->y);
			double size = fabs(y.hi) + fabs(g->y.hi) +
				      fabs(rise.hi);

			r = txo_dd_sub(r, rise);
			if (fabs(r.hi) <= TXO_ANCOVA_NEGLIGIBLE * size)
				continue;
			r = txo_dd_mul(txo_ancova_square(r),
				       txo_dd_from_count(p->w[j]));
			f->rss = txo_dd_add(f->rss, r);
		}
	}
}

/* Is the value before the same for all? */
static bool is_flat(const struct txo_ancova_fit *f, size_t k)
{
	const struct txo_ancova_group *first = NULL;

	for (size_t i = 0; i < k; i++) {
		const struct txo_ancova_group *g = &f->group[i];

		if (g->n.hi == 0)
			continue;
		if (first && txo_dd_compare(first->x, g->x) != 0)
			return false;
		first = g;
	}
	return f->within.xx.hi == 0;
}

static unsigned fit(struct txo_ancova_fit *f, const struct txo_pre_post *group,
		    size_t k)
{
	unsigned note = f->used < 2 ? TXO_NOTE_FEWGROUPS : 0;

	if (f->used == 0)
		return TXO_NOTE_NODATA;
	unite(f, k);
	f->flat = is_flat(f, k);
	if (f->within.xx.hi == 0 && !f->flat)
		return note | TXO_NOTE_CONST;
	if (f->flat)
		note |= TXO_NOTE_CONST;
	else
		f->slope = txo_dd_div(f->within.xy, f->within.xx);
	find_residuals(f, group, k);
	f->df = f->all.n.hi - (double)f->used - !f->flat;
	if (f->df <= 0)
		note |= TXO_NOTE_SMALLN;
	else if (f->rss.hi == 0)
		note |= TXO_NOTE_PERFECT;
	f->variance = txo_dd_div(f->rss, txo_dd_from(f->df));
	return note;
}

enum txo_status txo_ancova_init(struct txo_ancova *a,
				const struct txo_pre_post *group, size_t k,
				struct txo_error *err)
{
	struct txo_ancova_fit *f = calloc(1,
					  sizeof(*f) + k * sizeof(f->group[0]));

	*a = (struct txo_ancova){ f, k, 0 };
	if (!f)
		return txo_fail_memory(err);
	find_scale(f, group, k);
	for (size_t i = 0; i < k; i++) {
		if (group[i].note & TXO_NOTE_OVERFLOW)
			a->note |= TXO_NOTE_OVERFLOW;
		if (group[i].n == 0)
			continue;
		f->used++;
		find_means(f, &group[i], &f->group[i]);
		find_squares(f, &group[i], &f->group[i]);
	}
	if (!a->note)
		a->note = fit(f, group, k);
	return TXO_OK;
}

void txo_ancova_release(struct txo_ancova *a)
{
	free(a->fit);
	*a = (struct txo_ancova){ 0 };
}
