/*
 * METHOD
 *	H = (n - 1) sum Di^2 / ni / sum (r - (n + 1) / 2)^2
 * Di the rank sum of group i less ni (n + 1) / 2, r the mid-ranks; the sum below
 * is (n^3 - n - sum(t^3 - t)) / 12. This is the usual H corrected for ties
 * [kruskal1952]. p-value from chi-square with k - 1 degrees of freedom, over the
 * k groups with values. Rank epsilon squared = H / (n - 1) [tomczak2014].
 */
#include <math.h>
#include <stdlib.h>

#include "stats/merge.h"
#include "stats/tails.h"
#include "txo/groups.h"
#include "txo/note.h"

static struct txo_dd cube_less(uint64_t n)
{
	struct txo_dd x = txo_dd_from_count(n);

	return txo_dd_sub(txo_dd_mul(txo_dd_mul(x, x), x), x);
}

enum txo_status txo_kruskal_wallis(const struct txo_groups *g,
				   struct txo_estimate *out,
				   struct txo_error *err)
{
	struct txo_dd *rank = calloc(g->k + 1, sizeof(*rank)), ties;
	struct txo_dd between = { 0, 0 }, all, share;
	enum txo_status status = TXO_OK;
	uint64_t n = 0, k = 0;

	*out = txo_estimate_none("Kruskal-Wallis, ties corrected, chi-square; "
				 "rank epsilon squared");
	if (!rank)
		return txo_fail_memory(err);
	status = txo_rank_sums(g->group, g->k, rank, &ties, err);
	for (size_t i = 0; i < g->k; i++) {
		uint64_t ni = txo_n(&g->group[i]);

		if (ni == 0)
			continue;
		n += ni;
		k++;
		between = txo_dd_add(between,
				     txo_dd_div(txo_dd_mul(rank[i], rank[i]),
						txo_dd_from_count(ni)));
	}
	free(rank);
	if (status != TXO_OK)
		return status;
	all = txo_dd_sub(cube_less(n), ties);
	if (n == 0 || k < 2)
		out->note = n ? TXO_NOTE_FEWGROUPS : TXO_NOTE_NODATA;
	else if (!(all.hi > 0))
		out->note = TXO_NOTE_CONST;
	if (out->note)
		return TXO_OK;
	share = txo_dd_div(txo_dd_mul(txo_dd_from(12), between), all);
	out->estimate = share.hi;
	out->statistic = txo_dd_mul(share, txo_dd_from_count(n - 1)).hi;
	out->df = (double)(k - 1);
	out->p_value = txo_chi2_tails(out->statistic, out->df).upper;
	return TXO_OK;
}
