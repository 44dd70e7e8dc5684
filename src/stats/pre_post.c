/*
 * METHOD
 *	d = post - pre in double-double, rounded to a double: equal differences of
 *	decimals are then equal doubles, whatever the decimals. What is below
 *	2^-88 of the larger number counts as zero: far below the digits of any
 *	input and above the error of the arithmetic.
 *	means, and sums of squares and products of distances from the means, over
 *	all pairs with their weights, in double-double and scaled by a power of
 *	two; sd with divisor n - 1
 *	r = Sxy / sqrt(Sxx Syy)
 * Each result is rounded once from about 32 digits.
 */
#include "txo/pre_post.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/dd.h"
#include "stats/margins.h"
#include "txo/note.h"

#define NEGLIGIBLE 0x1p-88

/* A change while they are sorted. */
struct item {
	double x, lo;
	uint64_t w;
	size_t i;
};

static int compare_items(const void *a, const void *b)
{
	const struct item *p = a, *q = b;

	if (p->x != q->x)
		return p->x < q->x ? -1 : 1;
	return (p->lo > q->lo) - (p->lo < q->lo);
}

static struct txo_dd change_of(const struct txo_pairs *p, size_t i)
{
	struct txo_dd pre = txo_pairs_x(p, i), post = txo_pairs_y(p, i);
	struct txo_dd d = txo_dd_sub(post, pre);
	double size = fmax(fabs(pre.hi), fabs(post.hi));

	if (!isfinite(d.hi))
		return txo_dd_from(copysign(INFINITY, post.hi));
	return fabs(d.hi) <= NEGLIGIBLE * size ? txo_dd_from(0) : d;
}

/* The changes of all pairs, and the distinct ones; d and item have m places. */
static void fill_changes(struct txo_pre_post *c, const struct txo_pairs *p,
			 double *d, struct item *item)
{
	double *lo = d + p->m, *x = lo + p->m, *x_lo = x + p->m;
	uint64_t *w = (uint64_t *)(void *)(x_lo + p->m);
	size_t m = 0;

	for (size_t i = 0; i < p->m; i++) {
		struct txo_dd change = change_of(p, i);

		d[i] = change.hi + 0.0;
		lo[i] = change.lo;
		item[i] = (struct item){ d[i], lo[i], p->w[i], i };
		c->n += p->w[i];
		*(d[i] > 0 ? &c->positive :
		  d[i] < 0 ? &c->negative :
			     &c->zero) += p->w[i];
		if (!isfinite(d[i]))
			c->note |= TXO_NOTE_OVERFLOW;
	}
	qsort(item, p->m, sizeof(*item), compare_items);
	for (size_t i = 0; i < p->m; i++) {
		if (m == 0 || x[m - 1] != item[i].x) {
			x[m] = item[i].x;
			x_lo[m] = item[i].lo;
			w[m++] = 0;
		}
		w[m - 1] += item[i].w;
		lo[item[i].i] = x_lo[m - 1];	/* one for equal changes */
	}
	c->line = (struct txo_pairs){ p->x, p->x_lo, d, lo, p->w, p->m };
	c->change = (struct txo_sample){ .x = x, .lo = x_lo, .w = w, .m = m };
}

/* Before, after and change, in units of 2^e. */
enum { PRE, POST, CHANGE, COLUMNS };

struct sums {
	int e;
	struct txo_dd n, mean[COLUMNS], square[COLUMNS];
	struct txo_dd with_pre[COLUMNS];	/* sums of products with pre */
	double size[COLUMNS];			/* largest magnitudes */
	bool constant[COLUMNS];
};

static void take(const struct sums *s, const struct txo_pre_post *c,
		 const struct txo_pairs *p, size_t i, struct txo_dd *v)
{
	v[PRE] = txo_dd_scale(txo_pairs_x(p, i), -s->e);
	v[POST] = txo_dd_scale(txo_pairs_y(p, i), -s->e);
	v[CHANGE] = txo_dd_scale(txo_pairs_y(&c->line, i), -s->e);
}

static void find_size(struct sums *s, const struct txo_pre_post *c,
		      const struct txo_pairs *p)
{
	struct txo_dd v[COLUMNS];
	double most = 0;

	for (size_t i = 0; i < p->m; i++)
		most = fmax(most, fmax(fabs(p->x[i]), fabs(p->y[i])));
	frexp(most, &s->e);
	for (size_t i = 0; i < p->m; i++) {
		take(s, c, p, i, v);
		for (int k = 0; k < COLUMNS; k++)
			s->size[k] = fmax(s->size[k], fabs(v[k].hi));
	}
	s->constant[PRE] = txo_pairs_x_is_constant(p);
	s->constant[POST] = txo_pairs_y_is_constant(p);
	s->constant[CHANGE] = c->change.m == 1;
}

static void find_means(struct sums *s, const struct txo_pre_post *c,
		       const struct txo_pairs *p)
{
	struct txo_dd v[COLUMNS];

	s->n = txo_dd_from_count(c->n);
	for (size_t i = 0; i < p->m; i++) {
		struct txo_dd w = txo_dd_from_count(p->w[i]);

		take(s, c, p, i, v);
		for (int k = 0; k < COLUMNS; k++)
			s->mean[k] = txo_dd_add(s->mean[k],
						txo_dd_mul(w, v[k]));
	}
	take(s, c, p, 0, v);
	for (int k = 0; k < COLUMNS; k++) {
		s->mean[k] = txo_dd_div(s->mean[k], s->n);
		if (s->constant[k])
			s->mean[k] = v[k];
		else if (fabs(s->mean[k].hi) <= NEGLIGIBLE * s->size[k])
			s->mean[k] = txo_dd_from(0);
	}
}

static void find_squares(struct sums *s, const struct txo_pre_post *c,
			 const struct txo_pairs *p)
{
	struct txo_dd v[COLUMNS];

	for (size_t i = 0; i < p->m; i++) {
		struct txo_dd w = txo_dd_from_count(p->w[i]), pre;

		take(s, c, p, i, v);
		for (int k = 0; k < COLUMNS; k++)
			v[k] = s->constant[k] ? txo_dd_from(0) :
						txo_dd_sub(v[k], s->mean[k]);
		pre = txo_dd_mul(w, v[PRE]);
		for (int k = 0; k < COLUMNS; k++) {
			struct txo_dd own = txo_dd_mul(w, v[k]);

			s->square[k] = txo_dd_add(s->square[k],
						  txo_dd_mul(own, v[k]));
			s->with_pre[k] = txo_dd_add(s->with_pre[k],
						    txo_dd_mul(pre, v[k]));
		}
	}
}

/* Correlation of pre with column k, and what is left of 1 - r^2. */
static double correlation(const struct sums *s, int k, double *rest)
{
	struct txo_dd both = txo_dd_mul(s->square[PRE], s->square[k]);
	struct txo_dd root = txo_dd_sqrt(both), r, left;

	if (s->constant[PRE] || s->constant[k])
		return NAN;
	if (fabs(s->with_pre[k].hi) <= NEGLIGIBLE * root.hi) {
		*rest = 1;
		return 0;
	}
	r = txo_dd_div(s->with_pre[k], root);
	left = txo_dd_sub(txo_dd_from(1), txo_dd_mul(r, r));
	*rest = left.hi > NEGLIGIBLE ? left.hi : 0;
	return *rest > 0 ? r.hi : copysign(1, r.hi);
}

/* Root of the variance of column k over `by`. */
static double root_of(const struct sums *s, int k, struct txo_dd by)
{
	struct txo_dd df = txo_dd_sub(s->n, txo_dd_from(1));

	if (s->n.hi < 2)
		return NAN;
	df = txo_dd_mul(df, by);
	return ldexp(txo_dd_sqrt(txo_dd_div(s->square[k], df)).hi, s->e);
}

static void measure(struct txo_pre_post *c, const struct txo_pairs *p)
{
	struct sums s = { 0 };
	struct txo_dd one = { 1, 0 };
	double ignored;

	find_size(&s, c, p);
	find_means(&s, c, p);
	find_squares(&s, c, p);
	c->mean_pre = ldexp(s.mean[PRE].hi, s.e);
	c->mean_post = ldexp(s.mean[POST].hi, s.e);
	c->mean_change = ldexp(s.mean[CHANGE].hi, s.e);
	c->sd_pre = root_of(&s, PRE, one);
	c->sd_post = root_of(&s, POST, one);
	c->sd_change = root_of(&s, CHANGE, one);
	c->se_pre = root_of(&s, PRE, s.n);
	c->se_post = root_of(&s, POST, s.n);
	c->se_change = root_of(&s, CHANGE, s.n);
	c->r = correlation(&s, POST, &c->r_rest);
	c->r_change = correlation(&s, CHANGE, &ignored);
	if (c->n < 2)
		c->note |= TXO_NOTE_SMALLN;
	if (c->n > 1 && !isfinite(c->sd_pre + c->sd_post + c->sd_change))
		c->note |= TXO_NOTE_OVERFLOW;
}

enum txo_status txo_pre_post_init(struct txo_pre_post *c,
				  const struct txo_pairs *p,
				  struct txo_error *err)
{
	struct item *item = calloc(p->m + 1, sizeof(*item));
	double *memory = calloc(p->m + 1,
				4 * sizeof(double) + sizeof(uint64_t));

	*c = (struct txo_pre_post){
		.mean_pre = NAN,
		.mean_post = NAN,
		.mean_change = NAN,
		.sd_pre = NAN,
		.sd_post = NAN,
		.sd_change = NAN,
		.se_pre = NAN,
		.se_post = NAN,
		.se_change = NAN,
		.r = NAN,
		.r_rest = NAN,
		.r_change = NAN,
		.memory = memory,
	};
	if (!item || !memory) {
		free(item);
		return txo_fail_memory(err);
	}
	fill_changes(c, p, memory, item);
	free(item);
	if (c->n == 0)
		c->note |= TXO_NOTE_NODATA;
	else if (!c->note)
		measure(c, p);
	return TXO_OK;
}

void txo_pre_post_release(struct txo_pre_post *c)
{
	free(c->memory);
	*c = (struct txo_pre_post){ 0 };
}
