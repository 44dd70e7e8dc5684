/*
 * METHOD
 *	estimate: the median of the means (d_i + d_j) / 2, i <= j [hodges1963],
 *	M = n (n + 1) / 2 of them, found without listing them, see walsh.c
 *	interval: the means at the ranks C and M + 1 - C [hollander2014]
 *	n <= 200: C the greatest v with P(V < v) <= (1 - level) / 2 of the signed
 *	rank statistic V without ties
 *	else: C = floor(M / 2 - z sqrt(n (n + 1) (2 n + 1) / 24))
 * Zeros are changes like all others here. Both C are those of untied changes:
 * ties are the limit of changes that differ by next to nothing, so the closed
 * interval covers at least as often. Defined for C of 1 or more.
 */
#include <math.h>

#include "base/dd.h"
#include "stats/quantile_t.h"
#include "stats/signed_null.h"
#include "stats/walsh.h"
#include "txo/note.h"
#include "txo/pre_post.h"

#define EXACT "Hodges-Lehmann, interval from exact signed rank"
#define NORMAL "Hodges-Lehmann, interval from normal signed rank"

static enum txo_status least_rank(struct txo_dd total, uint64_t n, double level,
				  struct txo_dd *rank, struct txo_error *err)
{
	double size = (double)n;
	enum txo_status status = TXO_OK;
	struct txo_dd half;
	unsigned v = 0;

	if (n <= TXO_SIGNED_EXACT) {
		status = txo_signed_quantile((1 - level) / 2, (unsigned)n, &v,
					     err);
		*rank = txo_dd_from(v);
		return status;
	}
	half = txo_dd_from(-txo_normal_quantile(level) *
			   sqrt(size * (size + 1) * (2 * size + 1) / 24));
	*rank = txo_dd_floor(txo_dd_add(txo_dd_scale(total, -1), half));
	return status;
}

static enum txo_status select_means(const struct txo_sample *change, uint64_t n,
				    double level, struct txo_estimate *e,
				    struct txo_error *err)
{
	struct txo_dd rank[TXO_WALSH_RANKS], mean[TXO_WALSH_RANKS];
	struct txo_walsh w;
	enum txo_status status = txo_walsh_init(&w, change, 0, err);
	struct txo_dd total = w.selector.total;
	size_t ranks = 4;

	if (status == TXO_OK)
		status = least_rank(total, n, level, &rank[2], err);
	if (status != TXO_OK)
		goto out;
	txo_middle_ranks(total, &rank[0], &rank[1]);
	if (rank[2].hi < 1) {
		e->note |= TXO_NOTE_SMALLN;
		ranks = 2;
	}
	rank[3] = txo_dd_sub(txo_dd_add(total, txo_dd_from(1)), rank[2]);
	txo_walsh_select(&w, rank, ranks, mean);
	e->estimate = txo_dd_add(txo_dd_scale(mean[0], -1),
				 txo_dd_scale(mean[1], -1))
			      .hi;
	if (ranks == 4) {
		e->conf_low = mean[2].hi;
		e->conf_high = mean[3].hi;
		if (e->conf_low == e->conf_high)
			e->note |= TXO_NOTE_TIES;
	}
out:
	txo_walsh_release(&w);
	return status;
}

enum txo_status txo_pseudo_median(const struct txo_sample *change, double level,
				  struct txo_estimate *out,
				  struct txo_error *err)
{
	uint64_t n = txo_n(change);

	*out = txo_estimate_none(EXACT);
	if (n == 0)
		out->note = TXO_NOTE_NODATA;
	else if (isinf(change->x[0]) || isinf(change->x[change->m - 1]))
		out->note = TXO_NOTE_OVERFLOW;
	if (out->note)
		return TXO_OK;
	if (n > TXO_SIGNED_EXACT) {
		out->method = NORMAL;
		out->note = TXO_NOTE_APPROX;
	}
	return select_means(change, n, level, out, err);
}
