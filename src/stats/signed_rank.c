/*
 * METHOD
 *	V = sum of the mid-ranks of |d| over the changes d > 0
 * Changes of zero are dropped before ranking [wilcoxon1945], or ranked and then
 * dropped [pratt1959]. Given the |d|, each sign is positive with probability
 * 1/2, so V is distributed about half the sum of all ranks, evenly to both
 * sides; two-sided p = P(|V - middle| >= |v - middle|).
 *	n <= 200 ranked: exact, over the doubled mid-ranks, which are whole
 *	[streitberg1986], see signed_null.c
 *	else: z = (V - sum r / 2) / sqrt(sum r^2 / 4), which allows for ties and
 *	zeros; no continuity correction [hollander2014]
 * Equal |d| are those that are the same double. Ranks and their sums are in
 * double-double.
 */
#include <math.h>
#include <stdbool.h>

#include "base/dd.h"
#include "stats/quantile_t.h"
#include "stats/sample.h"
#include "stats/signed_null.h"
#include "txo/note.h"
#include "txo/pre_post.h"

static const char *const methods[2][2] = {
	[TXO_ZEROS_WILCOXON] = {
		"signed rank exact, zeros dropped (Wilcoxon)",
		"signed rank normal with tie-corrected variance, no continuity "
		"correction, zeros dropped (Wilcoxon)",
	},
	[TXO_ZEROS_PRATT] = {
		"signed rank exact, zeros ranked then dropped (Pratt)",
		"signed rank normal with tie-corrected variance, no continuity "
		"correction, zeros ranked then dropped (Pratt)",
	},
};

/* Changes of one size: how many are above and below zero, their place. */
struct tie {
	uint64_t positive, negative;
	struct txo_dd rank;	/* twice the mid-rank */
};

/* Goes through the sizes from the least one on. */
struct walk {
	const struct txo_sample *s;
	size_t low, high;	/* left of low and from high on are to come */
	struct txo_dd below;	/* weight of what has been passed */
};

static struct walk walk_from_zero(const struct txo_sample *s,
				  enum txo_zeros zeros, uint64_t *n_zero)
{
	struct walk k = { s, 0, 0, { 0, 0 } };

	while (k.low < s->m && s->x[k.low] < 0)
		k.low++;
	k.high = k.low;
	*n_zero = 0;
	if (k.high < s->m && s->x[k.high] == 0)
		*n_zero = s->w[k.high++];
	if (zeros == TXO_ZEROS_PRATT)
		k.below = txo_dd_from_count(*n_zero);
	return k;
}

static bool walk_next(struct walk *k, struct tie *t)
{
	const struct txo_sample *s = k->s;
	double down = k->low > 0 ? -s->x[k->low - 1] : INFINITY;
	double up = k->high < s->m ? s->x[k->high] : INFINITY;
	struct txo_dd both;

	if (isinf(down) && isinf(up))
		return false;
	t->negative = down <= up ? s->w[--k->low] : 0;
	t->positive = up <= down ? s->w[k->high++] : 0;
	both = txo_dd_add(txo_dd_from_count(t->negative),
			  txo_dd_from_count(t->positive));
	t->rank = txo_dd_add(txo_dd_scale(k->below, 1), both);
	t->rank = txo_dd_add(t->rank, txo_dd_from(1));
	k->below = txo_dd_add(k->below, both);
	return true;
}

/* Sums over the ranked changes, in doubled ranks. */
struct sums {
	uint64_t n;	/* changes other than zero */
	struct txo_dd v, all, squares;
};

static struct sums add_up(struct walk k)
{
	struct sums s = { 0, { 0, 0 }, { 0, 0 }, { 0, 0 } };
	struct tie t;

	while (walk_next(&k, &t)) {
		struct txo_dd up = txo_dd_from_count(t.positive);
		struct txo_dd w = txo_dd_add(up, txo_dd_from_count(t.negative));

		s.n += t.positive + t.negative;
		s.v = txo_dd_add(s.v, txo_dd_mul(up, t.rank));
		w = txo_dd_mul(w, t.rank);
		s.all = txo_dd_add(s.all, w);
		s.squares = txo_dd_add(s.squares, txo_dd_mul(w, t.rank));
	}
	return s;
}

static enum txo_status exact(struct walk k, const struct sums *s, double *p,
			     struct txo_error *err)
{
	uint32_t rank[TXO_SIGNED_EXACT];
	double least = fmin(s->v.hi, s->all.hi - s->v.hi);
	size_t n = 0;
	struct tie t;
	enum txo_status status;

	while (walk_next(&k, &t))
		for (uint64_t i = 0; i < t.positive + t.negative; i++)
			rank[n++] = (uint32_t)t.rank.hi;
	status = txo_signed_below(rank, n, (size_t)least, p, err);
	*p = fmin(1, 2 * *p);
	return status;
}

enum txo_status txo_signed_rank(const struct txo_sample *change,
				enum txo_zeros zeros, struct txo_estimate *out,
				struct txo_error *err)
{
	uint64_t n = txo_n(change), n_zero;
	struct walk k;
	struct sums s;
	struct txo_dd z;

	*out = txo_estimate_none(methods[zeros][0]);
	if (n == 0)
		out->note = TXO_NOTE_NODATA;
	else if (isinf(change->x[0]) || isinf(change->x[change->m - 1]))
		out->note = TXO_NOTE_OVERFLOW;
	if (out->note)
		return TXO_OK;
	k = walk_from_zero(change, zeros, &n_zero);
	s = add_up(k);
	if (n_zero)
		out->note |= TXO_NOTE_ZEROS;
	out->statistic = s.v.hi / 2;
	if (s.n == 0 ||
	    (zeros == TXO_ZEROS_PRATT ? n : s.n) <= TXO_SIGNED_EXACT)
		return exact(k, &s, &out->p_value, err);
	out->method = methods[zeros][1];
	out->note |= TXO_NOTE_APPROX;
	z = txo_dd_sub(txo_dd_scale(s.v, 1), s.all);
	z = txo_dd_div(z, txo_dd_sqrt(s.squares));
	out->p_value = txo_normal_p_value(z.hi);
	return TXO_OK;
}
