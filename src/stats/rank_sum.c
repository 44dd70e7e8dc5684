/*
 * METHOD
 *	W = sum of the mid-ranks of a - na (na + 1) / 2
 *	exact p: rank_sum_null.c; else z = (W - na nb / 2) / sqrt(v),
 *	v = na nb / 12 ((n + 1) - sum(t^3 - t) / (n (n - 1)))     [hollander2014]
 *	shift = median of all ai - bj                                [hodges1963]
 *	interval: the differences at the ranks C and na nb + 1 - C; C from the
 *	exact distribution of W without ties, else C = round(na nb / 2 - z sqrt(na
 *	nb (n + 1) / 12))
 * Ties make the differences discrete; the closed interval between two of them
 * then covers the shift at least as often as without ties [noether1967]. They can
 * leave it without width (TIES).
 */
#include <math.h>
#include <stdlib.h>

#include "stats/differences.h"
#include "stats/quantile_t.h"
#include "stats/rank_sum_null.h"
#include "stats/two_ranks.h"
#include "txo/groups.h"
#include "txo/note.h"

struct task {
	const struct txo_sample *a, *b;
	struct txo_two_ranks r;
	uint64_t n;
};

static struct txo_dd half(struct txo_dd a)
{
	return txo_dd_scale(a, -1);
}

static bool is_exact(const struct task *t)
{
	return t->n <= TXO_RANK_SUM_EXACT;
}

/* Twice the mid-ranks of all values, one by one; the sum of the smaller group. */
static uint64_t list_scores(const struct task *t, uint32_t *score)
{
	struct txo_two_walk w = { .a = t->a, .b = t->b };
	bool of_a = t->r.na <= t->r.nb;
	uint64_t sum = 0;
	size_t n = 0;

	while (txo_two_next(&w)) {
		uint64_t all = w.wa + w.wb, twice = 2 * n + all + 1;

		sum += (of_a ? w.wa : w.wb) * twice;
		for (uint64_t i = 0; i < all; i++)
			score[n++] = (uint32_t)twice;
	}
	return sum;
}

static enum txo_status exact_p(const struct task *t, double *p,
			       struct txo_error *err)
{
	uint32_t score[TXO_RANK_SUM_EXACT];
	uint64_t take = t->r.na <= t->r.nb ? t->r.na : t->r.nb;
	struct txo_scores s = { score, (size_t)t->n, (size_t)take };
	uint64_t sum = list_scores(t, score);

	return txo_scores_p_value(&s, sum, p, err);
}

/* The variance of W; that of the same counts without ties for no ties. */
static double variance(const struct task *t, struct txo_dd ties)
{
	double n = (double)t->n;

	return t->r.pairs.hi / 12 * (n + 1 - ties.hi / (n * (n - 1)));
}

static enum txo_status find_p(const struct task *t, struct txo_estimate *e,
			      struct txo_error *err)
{
	double v = variance(t, t->r.ties);

	if (is_exact(t))
		return exact_p(t, &e->p_value, err);
	e->p_value = t->r.excess.hi == 0 ?
			     1 :
			     txo_normal_p_value(t->r.excess.hi / 2 / sqrt(v));
	return TXO_OK;
}

/* The rank at which the interval begins; below 1 if there is none. */
static enum txo_status find_border(const struct task *t, double level,
				   struct txo_dd *rank, struct txo_error *err)
{
	enum txo_status status = TXO_OK;
	size_t exact = 0;

	if (is_exact(t)) {
		status = txo_rank_sum_border((size_t)t->r.na, (size_t)t->r.nb,
					     level, &exact, err);
		*rank = txo_dd_from((double)exact);
		return status;
	}
	*rank = txo_dd_from(txo_normal_quantile(level) *
			    sqrt(variance(t, (struct txo_dd){ 0, 0 })));
	*rank = txo_dd_sub(half(t->r.pairs), *rank);
	*rank = txo_dd_floor(txo_dd_add(*rank, txo_dd_from(0.5)));
	return TXO_OK;
}

static enum txo_status find_shift(const struct task *t, double level,
				  struct txo_estimate *e, struct txo_error *err)
{
	struct txo_dd rank[4], one = { 1, 0 };
	double x[4] = { NAN, NAN, NAN, NAN };
	struct txo_differences d = { 0 };
	enum txo_status status = find_border(t, level, &rank[2], err);
	bool has_interval = rank[2].hi >= 1;

	if (status == TXO_OK)
		status = txo_differences_init(&d, t->a, t->b, 0, err);
	if (status != TXO_OK)
		goto out;
	txo_middle_ranks(t->r.pairs, &rank[0], &rank[1]);
	rank[3] = txo_dd_sub(txo_dd_add(t->r.pairs, one), rank[2]);
	txo_select(&d.select, rank, has_interval ? 4 : 2, x);
	e->estimate = x[0] / 2 + x[1] / 2;
	e->conf_low = x[2];
	e->conf_high = x[3];
	if (!has_interval)
		e->note |= TXO_NOTE_SMALLN;
	else if (e->conf_low == e->conf_high && !e->note)
		e->note |= TXO_NOTE_TIES;
out:
	txo_differences_release(&d);
	return status;
}

static const char *method_of(const struct task *t)
{
	if (!is_exact(t))
		return "rank sum, normal, ties corrected, no continuity "
		       "correction; Hodges-Lehmann shift, normal interval";
	if (t->r.ties.hi > 0)
		return "rank sum, exact with ties; Hodges-Lehmann shift, "
		       "interval exact but for ties";
	return "rank sum, exact; Hodges-Lehmann shift, exact interval";
}

enum txo_status txo_rank_sum(const struct txo_sample *a,
			     const struct txo_sample *b, double level,
			     struct txo_estimate *out, struct txo_error *err)
{
	struct task t = { .a = a, .b = b, .r = txo_two_ranks(a, b) };
	enum txo_status status;

	t.n = t.r.na + t.r.nb;
	*out = txo_estimate_none(method_of(&t));
	if (t.r.na == 0 || t.r.nb == 0) {
		out->note = TXO_NOTE_NODATA;
		return TXO_OK;
	}
	out->statistic = half(txo_dd_add(t.r.pairs, t.r.excess)).hi;
	if (a->m == 1 && b->m == 1 && t.r.excess.hi == 0)
		out->note = TXO_NOTE_CONST;
	status = find_p(&t, out, err);
	if (!txo_differences_are_finite(a, b)) {
		out->note |= TXO_NOTE_OVERFLOW;
		return status;
	}
	return status == TXO_OK ? find_shift(&t, level, out, err) : status;
}
