/*
 * compare_many.c - what several groups of numbers are compared by: the terms of
 * all levels together. Formulas: stats/{anova,kruskal}.c.
 */
#include "cmd/compare.h"

static enum txo_status run_anova(const struct txo_comparison *c,
				 struct txo_compared *r, struct txo_error *err)
{
	struct txo_groups g = { c->sample, c->k };

	(void)err;
	r->e = txo_anova(&g, &r->df_residual);
	return TXO_OK;
}

static enum txo_status run_welch_anova(const struct txo_comparison *c,
				       struct txo_compared *r,
				       struct txo_error *err)
{
	struct txo_groups g = { c->sample, c->k };

	(void)err;
	r->e = txo_welch_anova(&g, &r->df_residual);
	return TXO_OK;
}

static enum txo_status run_kruskal_wallis(const struct txo_comparison *c,
					  struct txo_compared *r,
					  struct txo_error *err)
{
	struct txo_groups g = { c->sample, c->k };

	return txo_kruskal_wallis(&g, &r->e, err);
}

#define SHARE(name, statistic) \
	static enum txo_status name(const struct txo_comparison *c, \
				    struct txo_compared *r, \
				    struct txo_error *err) \
	{ \
		struct txo_groups g = { c->sample, c->k }; \
\
		(void)err; \
		r->e = statistic(&g, c->plan->level); \
		return TXO_OK; \
	}

SHARE(run_eta_squared, txo_eta_squared)
SHARE(run_omega_squared, txo_omega_squared)
SHARE(run_epsilon_squared, txo_epsilon_squared)

#define MEANS (TXO_TEST(ANOVA) | TXO_TEST(WELCH_ANOVA))

const struct txo_compare_term txo_compare_many[] = {
	{ "equal_means", TXO_OF_ALL, TXO_TEST(ANOVA), run_anova },
	{ "equal_means", TXO_OF_ALL, TXO_TEST(WELCH_ANOVA), run_welch_anova },
	{ "eta_squared", TXO_OF_ALL, MEANS, run_eta_squared },
	{ "omega_squared", TXO_OF_ALL, MEANS, run_omega_squared },
	{ "epsilon_squared", TXO_OF_ALL, MEANS, run_epsilon_squared },
	{ "rank_epsilon_squared", TXO_OF_ALL, TXO_TEST(KRUSKAL_WALLIS),
	  run_kruskal_wallis },
	{ NULL, TXO_OF_ALL, 0, NULL }
};
