/*
 * METHOD, with x_i events and y_i others in group i, X and Y of them in all:
 *	statistic = sum (x_i Y - y_i X)^2 / (n_i X Y)		[pearson1900]
 *	df = groups - 1, p by the chi-square distribution
 * The difference is rounded once. The least expected count is that of the rarer
 * outcome in the smallest group.
 */
#include <math.h>

#include "stats/quantile_t.h"
#include "stats/tails.h"
#include "stats/two.h"

#define METHOD "Pearson chi-square without continuity correction"
#define SPARSE_BELOW 5

static double p_value(double statistic, double df)
{
	if (df == 1)
		return txo_normal_p_value(sqrt(statistic));
	return txo_chi2_tails(statistic, df).upper;
}

struct txo_estimate txo_chi_square(const uint64_t *events, const uint64_t *n,
				   size_t k)
{
	struct txo_estimate e = txo_estimate_none(METHOD);
	double all_events = 0, all_others = 0, least = INFINITY, groups = 0;
	struct txo_dd sum = { 0, 0 };

	for (size_t i = 0; i < k; i++) {
		all_events += (double)events[i];
		all_others += (double)(n[i] - events[i]);
		if (n[i] > 0) {
			groups++;
			least = fmin(least, (double)n[i]);
		}
	}
	if (groups == 0)
		e.note |= TXO_NOTE_NODATA;
	else if (groups < 2)
		e.note |= TXO_NOTE_FEWGROUPS;
	if (groups > 0 && (all_events == 0 || all_others == 0))
		e.note |= TXO_NOTE_CONST;
	if (e.note)
		return e;
	for (size_t i = 0; i < k; i++) {
		double far = txo_cross((double)events[i], all_others,
				       (double)(n[i] - events[i]), all_events);

		if (n[i] > 0)
			sum = txo_dd_add(
				sum,
				txo_dd_two_prod(far / all_events / (double)n[i],
						far / all_others));
	}
	e.statistic = sum.hi;
	e.df = groups - 1;
	e.p_value = p_value(e.statistic, e.df);
	if (least * (fmin(all_events, all_others) / (all_events + all_others)) <
	    SPARSE_BELOW)
		e.note |= TXO_NOTE_SPARSE;
	return e;
}
