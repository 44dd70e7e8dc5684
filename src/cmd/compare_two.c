/*
 * compare_two.c - what two groups of numbers are compared by: the terms of a
 * level and of a pair of levels. Formulas: stats/{moments,order,two_means,
 * rank_sum,superiority,cluster}.c.
 */
#include <math.h>

#include "cmd/compare.h"
#include "txo/cluster.h"
#include "txo/note.h"

static enum txo_status run_mean(const struct txo_comparison *c,
				struct txo_compared *r, struct txo_error *err)
{
	struct txo_moments k = txo_moments(txo_compare_sample(c, r->a));

	(void)err;
	r->e = txo_mean(&k, c->plan->level);
	return TXO_OK;
}

static enum txo_status run_median(const struct txo_comparison *c,
				  struct txo_compared *r, struct txo_error *err)
{
	const struct txo_sample *s = txo_compare_sample(c, r->a);

	(void)err;
	r->e = txo_estimate_none("median, interval from order statistics");
	r->e.estimate = txo_quantile(s, 0.5, 7);
	txo_median_interval(s, c->plan->level, &r->e.conf_low, &r->e.conf_high);
	if (s->m == 0)
		r->e.note = TXO_NOTE_NODATA;
	else if (isnan(r->e.conf_low))
		r->e.note = TXO_NOTE_SMALLN;
	return TXO_OK;
}

const struct txo_compare_term txo_compare_levels[] = {
	{ "mean", TXO_OF_LEVEL, TXO_TESTS_OF_MEANS, run_mean },
	{ "median", TXO_OF_LEVEL, TXO_TESTS_OF_RANKS | TXO_TESTS_OF_BLOCKS,
	  run_median },
	{ NULL, TXO_OF_LEVEL, 0, NULL }
};

#define OF_PAIR(name, statistic) \
	static enum txo_status name(const struct txo_comparison *c, \
				    struct txo_compared *r, \
				    struct txo_error *err) \
	{ \
		(void)err; \
		r->e = statistic(txo_compare_sample(c, r->a), \
				 txo_compare_sample(c, r->b), c->plan->level); \
		return TXO_OK; \
	}

OF_PAIR(run_welch, txo_welch)
OF_PAIR(run_student, txo_student)
OF_PAIR(run_hedges_g, txo_hedges_g)
OF_PAIR(run_glass_delta, txo_glass_delta)
OF_PAIR(run_superiority, txo_superiority)
OF_PAIR(run_cliff_delta, txo_cliff_delta)

static enum txo_status run_rank_sum(const struct txo_comparison *c,
				    struct txo_compared *r,
				    struct txo_error *err)
{
	return txo_rank_sum(txo_compare_sample(c, r->a),
			    txo_compare_sample(c, r->b), c->plan->level, &r->e,
			    err);
}

const struct txo_compare_term txo_compare_two[] = {
	{ "mean_difference", TXO_OF_PAIR, TXO_TEST(WELCH), run_welch },
	{ "mean_difference", TXO_OF_PAIR, TXO_TEST(STUDENT), run_student },
	{ "hedges_g", TXO_OF_PAIR, TXO_TEST(WELCH) | TXO_TEST(STUDENT),
	  run_hedges_g },
	{ "glass_delta", TXO_OF_PAIR, TXO_TEST(WELCH) | TXO_TEST(STUDENT),
	  run_glass_delta },
	{ "shift", TXO_OF_PAIR, TXO_TEST(RANK_SUM), run_rank_sum },
	{ "superiority", TXO_OF_PAIR, TXO_TEST(RANK_SUM), run_superiority },
	{ "cliffs_delta", TXO_OF_PAIR, TXO_TEST(RANK_SUM), run_cliff_delta },
	{ NULL, TXO_OF_PAIR, 0, NULL }
};

static enum txo_status run_cluster(const struct txo_comparison *c,
				   struct txo_compared *r,
				   struct txo_error *err)
{
	struct txo_clusters all = { c->cluster, c->clusters };
	struct txo_resampling how = {
		.seed = (unsigned long)c->plan->seed,
		.resamples = (size_t)c->plan->resamples,
		.level = c->plan->level,
	};

	return txo_cluster_difference(&all, r->a,
				      r->b == TXO_NO_ARM ? TXO_NO_GROUP : r->b,
				      &how, &r->e, err);
}

const struct txo_compare_term txo_compare_clusters[] = {
	{ "mean", TXO_OF_LEVEL, ~0u, run_cluster },
	{ "mean_difference", TXO_OF_PAIR, ~0u, run_cluster },
	{ NULL, TXO_OF_PAIR, 0, NULL }
};
