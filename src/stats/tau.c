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
 * for multinomial sampling.
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

/*
 * Add to d the observations above each point minus those below it in y, among
 * those with a greater x; or with the other sign those with a smaller x.
 */
static void sweep(const struct txo_margins *k, int sign, uint64_t *tree,
		  int64_t *d, const uint64_t *w)
{
	const size_t *gx = k->x.group, *gy = k->y.group;
	uint64_t seen = 0;
	size_t m = k->m;

	for (size_t i = 0; i < k->y.k; i++)
		tree[i] = 0;
	for (size_t r = 0; r < m;) {
		size_t first = r, i = sign > 0 ? m - 1 - r : r, g = gx[i];

		for (; r < m && gx[i = sign > 0 ? m - 1 - r : r] == g; r++) {
			uint64_t below = txo_fenwick_below(tree, gy[i]);
			uint64_t upto = txo_fenwick_below(tree, gy[i] + 1);
			int64_t net = (int64_t)(seen - upto) - (int64_t)below;

			d[i] += sign > 0 ? net : -net;
		}
		for (size_t q = first; q < r; q++) {
			i = sign > 0 ? m - 1 - q : q;
			txo_fenwick_add(tree, k->y.k, gy[i], w[i]);
			seen += w[i];
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

/* (n - weight) / (2 pairs) for each group: the share of a point in a margin. */
static struct txo_dd share(const struct txo_margin *g, size_t i, uint64_t n,
			   struct txo_dd pairs)
{
	return txo_dd_div(txo_dd_from_count(n - g->weight[g->group[i]]),
			  txo_dd_add(pairs, pairs));
}

static double asymptotic_error(const struct txo_margins *k,
			       const struct txo_tau *t, const uint64_t *w,
			       const int64_t *d)
{
	struct txo_dd both = txo_dd_sqrt(txo_dd_mul(t->pairs_x, t->pairs_y));
	struct txo_dd tau = txo_dd_div(t->s, both), sum = { 0, 0 };

	for (size_t i = 0; i < k->m; i++) {
		struct txo_dd u = txo_dd_div(txo_dd_from((double)d[i]), both);
		struct txo_dd v = txo_dd_add(share(&k->x, i, k->n, t->pairs_x),
					     share(&k->y, i, k->n, t->pairs_y));

		u = txo_dd_sub(u, txo_dd_mul(tau, v));
		u = txo_dd_mul(txo_dd_mul(u, u), txo_dd_from_count(w[i]));
		sum = txo_dd_add(sum, u);
	}
	return txo_dd_sqrt(sum).hi;
}

static void tau_fill(const struct txo_margins *k, const uint64_t *w,
		     const int64_t *d, struct txo_tau *t)
{
	t->n = k->n;
	t->s = half_sum(w, d, k->m);
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
	t->std_error = asymptotic_error(k, t, w, d);
}

enum txo_status txo_tau(const struct txo_pairs *p, struct txo_tau *out,
			struct txo_error *err)
{
	struct txo_margins k;
	enum txo_status status = txo_margins_init(&k, p, err);
	uint64_t *tree = calloc(p->m + 1, sizeof(*tree));
	int64_t *d = calloc(p->m + 1, sizeof(*d));

	if (status == TXO_OK && (!tree || !d))
		status = txo_fail_memory(err);
	if (status == TXO_OK) {
		sweep(&k, -1, tree, d, p->w);
		sweep(&k, 1, tree, d, p->w);
		tau_fill(&k, p->w, d, out);
	}
	free(tree);
	free(d);
	txo_margins_release(&k);
	return status;
}
