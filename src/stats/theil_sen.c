/*
 * METHOD
 *	slope = median of (yj - yi) / (xj - xi) over all pairs of observations
 *	with xi < xj; N of them
 *	interval: the slopes at the ranks round((N - C) / 2) and
 *	round((N + C) / 2 + 1), C = q sqrt(var S), q the normal quantile
 *	intercept = median of y - slope x
 * Source: [theil1950], [sen1968]; var S is Kendall's, corrected for ties
 * [kendall1970]. The estimates are exact, see slopes.c; the interval is
 * asymptotic. Defined for two or more different x; the interval when both ranks
 * lie in 1 .. N and y is not constant. Ties can leave it without width (TIES).
 */
#include <math.h>
#include <stdlib.h>

#include "base/dd.h"
#include "stats/margins.h"
#include "stats/quantile_t.h"
#include "stats/slopes.h"
#include "txo/line.h"
#include "txo/note.h"
#include "txo/rank.h"

#define METHOD "Theil-Sen interval from tie-corrected Kendall S"

struct residual {
	struct txo_dd r;
	uint64_t w;
};

static int compare_residuals(const void *a, const void *b)
{
	const struct residual *p = a, *q = b;

	return txo_dd_compare(p->r, q->r);
}

static struct txo_dd half(struct txo_dd a)
{
	return (struct txo_dd){ a.hi / 2, a.lo / 2 };
}

/* Ranks of the interval; false when it is not within the slopes. */
bool txo_slope_interval(struct txo_dd total, double c, struct txo_dd *rank)
{
	struct txo_dd low = txo_dd_sub(total, txo_dd_from(c));

	low = txo_dd_floor(half(txo_dd_add(low, txo_dd_from(1))));
	rank[0] = low;
	rank[1] = txo_dd_sub(txo_dd_add(total, txo_dd_from(1)), low);
	return low.hi >= 1 && txo_dd_compare(rank[1], total) <= 0;
}

static void note_overflow(struct txo_estimate *e, double *value)
{
	if (!isinf(*value))
		return;
	*value = NAN;
	e->note |= TXO_NOTE_OVERFLOW;
}

static enum txo_status find_slopes(const struct txo_pairs *p, double level,
				   struct txo_estimate *e,
				   struct txo_error *err)
{
	struct txo_kendall_s k;
	struct txo_slopes s = { 0 };
	struct txo_dd rank[TXO_SLOPES_RANKS];
	double slope[TXO_SLOPES_RANKS] = { NAN, NAN, NAN, NAN };
	enum txo_status status = txo_kendall_s(p, &k, err);
	size_t n = 2;

	if (status == TXO_OK)
		status = txo_slopes_init(&s, p, 0, err);
	if (status != TXO_OK)
		goto out;
	txo_middle_ranks(s.selector.total, &rank[0], &rank[1]);
	if (txo_slope_interval(s.selector.total,
			       txo_normal_quantile(level) * sqrt(k.var),
			       &rank[2]))
		n = 4;
	else
		e->note |= TXO_NOTE_SMALLN;
	txo_slopes_select(&s, rank, n, slope);
	e->estimate = slope[0] / 2 + slope[1] / 2;
	e->conf_low = slope[2];
	e->conf_high = slope[3];
	note_overflow(e, &e->estimate);
	note_overflow(e, &e->conf_low);
	note_overflow(e, &e->conf_high);
	if (e->conf_low == e->conf_high)
		e->note |= TXO_NOTE_TIES;
out:
	txo_slopes_release(&s);
	return status;
}

/* The residual at which the running weight reaches a rank. */
static struct txo_dd residual_at(const struct residual *r, struct txo_dd rank)
{
	struct txo_dd sum = txo_dd_from_count(r->w);

	while (txo_dd_compare(sum, rank) < 0)
		sum = txo_dd_add(sum, txo_dd_from_count((++r)->w));
	return r->r;
}

static enum txo_status find_intercept(const struct txo_pairs *p, double slope,
				      struct txo_estimate *e,
				      struct txo_error *err)
{
	struct residual *r = calloc(p->m, sizeof(*r));
	struct txo_dd low, high, b = { slope, 0 };

	if (!r)
		return txo_fail_memory(err);
	for (size_t i = 0; i < p->m; i++) {
		struct txo_dd rise = txo_dd_mul(b, txo_pairs_x(p, i));

		r[i].r = txo_dd_sub(txo_pairs_y(p, i), rise);
		r[i].w = p->w[i];
	}
	qsort(r, p->m, sizeof(*r), compare_residuals);
	txo_middle_ranks(txo_dd_from_count(txo_pairs_n(p)), &low, &high);
	low = half(residual_at(r, low));
	high = half(residual_at(r, high));
	e->estimate = txo_dd_add(low, high).hi;
	if (!isfinite(e->estimate))
		e->estimate = INFINITY;
	note_overflow(e, &e->estimate);
	free(r);
	return TXO_OK;
}

enum txo_status txo_theil_sen(const struct txo_pairs *p, double level,
			      struct txo_line *out, struct txo_error *err)
{
	unsigned note = txo_pairs_note(p);
	enum txo_status status;

	out->intercept = out->slope = txo_estimate_none(METHOD);
	out->intercept.note = out->slope.note = note;
	if (note)
		return TXO_OK;
	if (txo_pairs_y_is_constant(p)) {
		out->intercept.note = out->slope.note = TXO_NOTE_CONST;
		out->slope.estimate = 0;
		out->intercept.estimate = p->y[0];
		return TXO_OK;
	}
	status = find_slopes(p, level, &out->slope, err);
	if (status != TXO_OK || isnan(out->slope.estimate))
		return status;
	return find_intercept(p, out->slope.estimate, &out->intercept, err);
}
