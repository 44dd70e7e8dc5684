/*
 * METHOD
 *	S = sum over pairs of observations of sign(xj - xi) sign(yj - yi)
 *	tau-b = S / sqrt(Px Py), Px and Py the pairs not tied in x, in y
 *	var S = (v(n) - sum v(t) - sum v(u)) / 18
 *		+ sum t(t-1) sum u(u-1) / (2 n(n-1))
 *		+ sum t(t-1)(t-2) sum u(u-1)(u-2) / (9 n(n-1)(n-2))
 *	v(k) = k (k-1) (2k+5), t and u the sizes of the ties in x and y
 * Source: [kendall1970]. The pairs are counted with a Fenwick tree over the
 * ranks of y, after [knight1966], exactly while there are fewer than 2^104.
 *
 *	ase^2 = sum n_i (2 d_i / w - tau ((n - r_i) / R + (n - c_i) / C))^2
 *	R = n^2 - sum r^2, C = n^2 - sum c^2, w = sqrt(R C)
 * with d_i the concordant minus the discordant observations of point i, r_i and
 * c_i the weights of its x and its y: the formula of [brown1977] (ASE1) with
 * the mean of its terms taken off first, so that nothing cancels. Asymptotic,
 * for multinomial sampling. That of Somers' d = S / Px in the same way
 *	ase^2 = sum n_i (d_i / Px - d (n - r_i) / Px)^2
 */
#include <math.h>
#include <stdlib.h>

#include "stats/fenwick.h"
#include "stats/kendall.h"
#include "stats/margins.h"

/* Sums over the ties of t(t-1), t(t-1)(t-2) and v(t). */
struct ties {
	struct txo_dd two, three, v;
};

static void ties_add(struct ties *s, uint64_t weight)
{
	struct txo_dd t = txo_dd_from_count(weight);
	struct txo_dd two = txo_dd_mul(t, txo_dd_sub(t, txo_dd_from(1)));
	struct txo_dd three = txo_dd_mul(two, txo_dd_sub(t, txo_dd_from(2)));
	struct txo_dd v = txo_dd_add(txo_dd_add(t, t), txo_dd_from(5));

	s->two = txo_dd_add(s->two, two);
	s->three = txo_dd_add(s->three, three);
	s->v = txo_dd_add(s->v, txo_dd_mul(two, v));
}

static struct ties ties_of(const struct txo_margin *g)
{
	struct ties s = { 0 };

	for (size_t i = 0; i < g->k; i++)
		if (g->weight[i] > 1)
			ties_add(&s, g->weight[i]);
	return s;
}

static struct txo_dd variance_of_s(const struct txo_margins *k)
{
	struct ties all = { 0 }, x = ties_of(&k->x), y = ties_of(&k->y);

	ties_add(&all, k->n);

	struct txo_dd v = txo_dd_sub(txo_dd_sub(all.v, x.v), y.v);
	struct txo_dd two = txo_dd_mul(x.two, y.two);
	struct txo_dd three = txo_dd_mul(x.three, y.three);

	v = txo_dd_div(v, txo_dd_from(18));
	two = txo_dd_div(two, txo_dd_add(all.two, all.two));
	v = txo_dd_add(v, two);
	if (k->n < 3)
		return v;
	three = txo_dd_div(three, txo_dd_mul(txo_dd_from(9), all.three));
	return txo_dd_add(v, three);
}

/* What the sweep knows: the observations with a smaller x, by y. */
struct sweep {
	uint64_t *tree;
	uint64_t *at;		/* of each y */
	uint64_t *below;	/* of all observations, those below each y */
	uint64_t seen;
};

/*
 * The points of one x, from begin to before end, in the order of y: for each
 * one the observations above it in y minus those below it among those with a
 * greater x, less the same among those with a smaller x.
 */
static void meet(const struct txo_margins *k, const struct sweep *s,
		 size_t begin, size_t end, int64_t *d)
{
	const uint64_t *wx = k->x.weight, *wy = k->y.weight;
	uint64_t mine = wx[k->x.group[begin]], before = 0, own = 0;

	for (size_t i = begin, last = begin; i < end; i++) {
		size_t g = k->y.group[i];

		if (i == begin || g != k->y.group[i - 1]) {
			before += own;
			for (own = 0; last < end; last++) {
				if (k->y.group[last] != g)
					break;
				own += k->w[last];
			}
		}

		uint64_t low = txo_fenwick_below(s->tree, g);
		uint64_t high = s->seen - low - s->at[g];
		uint64_t all_high = k->n - s->below[g] - wy[g];
		uint64_t far_low = s->below[g] - low - before;
		uint64_t far_high = all_high - high - (mine - before - own);

		d[i] = (int64_t)(low + far_high) - (int64_t)(high + far_low);
	}
}

/* Concordant minus discordant observations of each point. */
static void sweep(const struct txo_margins *k, struct sweep *s, int64_t *d)
{
	for (size_t g = 0, n = 0; g < k->y.k; g++) {
		s->below[g] = n;
		n += k->y.weight[g];
	}
	for (size_t i = 0, end; i < k->m; i = end) {
		for (end = i; end < k->m; end++)
			if (k->x.group[end] != k->x.group[i])
				break;
		meet(k, s, i, end, d);
		for (; i < end; i++) {
			size_t g = k->y.group[i];

			txo_fenwick_add(s->tree, k->y.k, g, k->w[i]);
			s->at[g] += k->w[i];
			s->seen += k->w[i];
		}
	}
}

/* S is half the sum of w d. */
static struct txo_dd half_sum(const uint64_t *w, const int64_t *d, size_t m)
{
	struct txo_dd s = { 0, 0 };

	for (size_t i = 0; i < m; i++)
		s = txo_dd_add(s, txo_dd_two_prod((double)w[i], (double)d[i]));
	return (struct txo_dd){ s.hi / 2, s.lo / 2 };
}

/*
 * (n - weight) / (2 pairs): the share of the group g of a margin, whose
 * weight is often that of the one before.
 */
struct share {
	const struct txo_margin *margin;
	struct txo_dd by;	/* 1 / (2 pairs) */
	uint64_t weight;
	struct txo_dd value;
};

static struct txo_dd share_of(struct share *s, size_t i, uint64_t n)
{
	uint64_t weight = s->margin->weight[s->margin->group[i]];

	if (weight != s->weight) {
		s->weight = weight;
		s->value = txo_dd_mul(txo_dd_from_count(n - weight), s->by);
	}
	return s->value;
}

static struct txo_dd inverse(struct txo_dd a)
{
	return txo_dd_div(txo_dd_from(1), a);
}

/* w a^2 */
static struct txo_dd weighed_square(struct txo_dd a, uint64_t w)
{
	struct txo_dd square = txo_dd_mul(a, a);

	return w == 1 ? square : txo_dd_mul(square, txo_dd_from_count(w));
}

static double asymptotic_error(const struct txo_margins *k,
			       const struct txo_tau *t, const int64_t *d)
{
	struct txo_dd both = txo_dd_sqrt(txo_dd_mul(t->pairs_x, t->pairs_y));
	struct txo_dd tau = txo_dd_div(t->s, both), sum = { 0, 0 };
	struct share x = { .margin = &k->x,
			   .by = inverse(txo_dd_add(t->pairs_x, t->pairs_x)) };
	struct share y = { .margin = &k->y,
			   .by = inverse(txo_dd_add(t->pairs_y, t->pairs_y)) };

	both = inverse(both);
	for (size_t i = 0; i < k->m; i++) {
		struct txo_dd u = txo_dd_mul(txo_dd_from((double)d[i]), both);
		struct txo_dd v = txo_dd_add(share_of(&x, i, k->n),
					     share_of(&y, i, k->n));

		u = txo_dd_sub(u, txo_dd_mul(tau, v));
		sum = txo_dd_add(sum, weighed_square(u, k->w[i]));
	}
	return txo_dd_sqrt(sum).hi;
}

/* The same for Somers' d of y given x, S / Px. */
static double somers_error(const struct txo_margins *k, const struct txo_tau *t,
			   const int64_t *d)
{
	struct txo_dd by = inverse(t->pairs_x), sum = { 0, 0 };
	struct txo_dd somers = txo_dd_mul(t->s, by);
	struct share x = { .margin = &k->x, .by = by };

	for (size_t i = 0; i < k->m; i++) {
		struct txo_dd u = txo_dd_mul(txo_dd_from((double)d[i]), by);

		u = txo_dd_sub(u, txo_dd_mul(somers, share_of(&x, i, k->n)));
		sum = txo_dd_add(sum, weighed_square(u, k->w[i]));
	}
	return txo_dd_sqrt(sum).hi;
}

static void tau_fill(const struct txo_margins *k, const int64_t *d,
		     struct txo_tau *t)
{
	t->n = k->n;
	t->s = half_sum(k->w, d, k->m);
	t->var = variance_of_s(k);
	t->pairs_x = txo_margin_pairs(&k->x, k->n);
	t->pairs_y = txo_margin_pairs(&k->y, k->n);
	t->tied = txo_margin_is_tied(&k->x, k->n) ||
		  txo_margin_is_tied(&k->y, k->n);
	t->constant = k->x.k < 2 || k->y.k < 2;
	t->tau = t->std_error = NAN;
	t->perfect = false;
	if (t->constant) {
		t->var = txo_dd_from(0);
		return;
	}

	struct txo_dd s = t->s.hi < 0 ? txo_dd_neg(t->s) : t->s;

	t->perfect = txo_dd_compare(s, t->pairs_x) == 0 &&
		     txo_dd_compare(s, t->pairs_y) == 0;
	s = txo_dd_sqrt(txo_dd_mul(t->pairs_x, t->pairs_y));
	t->tau = t->perfect ? copysign(1, t->s.hi) : txo_dd_div(t->s, s).hi;
	t->std_error = asymptotic_error(k, t, d);
}

static enum txo_status tau_of(const struct txo_pairs *p, struct txo_tau *out,
			      double *somers, struct txo_error *err)
{
	struct txo_margins k;
	enum txo_status status = txo_margins_init(&k, p, err);
	size_t room = p->m + 1;
	uint64_t *counts = calloc(3 * room, sizeof(*counts));
	int64_t *d = calloc(room, sizeof(*d));

	if (status == TXO_OK && (!counts || !d))
		status = txo_fail_memory(err);
	if (status == TXO_OK) {
		struct sweep s = { counts, counts + room, counts + 2 * room,
				   0 };

		sweep(&k, &s, d);
		tau_fill(&k, d, out);
		if (somers)
			*somers = out->constant ? NAN :
						  somers_error(&k, out, d);
	}
	free(counts);
	free(d);
	txo_margins_release(&k);
	return status;
}

enum txo_status txo_tau(const struct txo_pairs *p, struct txo_tau *out,
			struct txo_error *err)
{
	return tau_of(p, out, NULL, err);
}

enum txo_status txo_tau_somers(const struct txo_pairs *p, struct txo_tau *out,
			       double *std_error, struct txo_error *err)
{
	return tau_of(p, out, std_error, err);
}
