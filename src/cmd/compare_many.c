/*
 * compare_many.c - what several groups of numbers are compared by: the terms of
 * all levels together. Formulas: stats/{anova,kruskal,permutation}.c.
 */
#include "cmd/compare.h"
#include "txo/permutation.h"

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

/* Two groups have a difference, too: the other one less the reference. */
static bool turn_two(const struct txo_comparison *c, struct txo_compared *r,
		     struct txo_sample two[2])
{
	if (c->filled != 2 || !c->arm[c->reference].n)
		return false;
	r->b = c->reference;
	for (size_t i = 0; i < c->k; i++)
		if (i != r->b && c->arm[i].n)
			r->a = i;
	two[0] = c->sample[r->a];
	two[1] = c->sample[r->b];
	r->term = "mean_difference";
	return true;
}

static enum txo_status run_permutation(const struct txo_comparison *c,
				       struct txo_compared *r,
				       struct txo_error *err)
{
	struct txo_groups g = { c->sample, c->k };
	struct txo_draws draws = { (unsigned long)c->plan->seed,
				   (uint64_t)c->plan->draws };
	struct txo_counted counted;
	struct txo_sample two[2];
	bool pair = turn_two(c, r, two);
	enum txo_status status;

	if (pair)
		g = (struct txo_groups){ two, 2 };
	status = txo_permutation(&g, c->plan->level, &draws, &counted, err);
	if (status != TXO_OK)
		return status;
	r->e = counted.e;
	if (pair)
		r->e.estimate = txo_student(&two[0], &two[1], c->plan->level)
					.estimate;
	r->draws = counted.draws;
	r->p_low = counted.p_low;
	r->p_high = counted.p_high;
	return TXO_OK;
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
	{ "equal_means", TXO_OF_ALL, TXO_TEST(PERMUTATION), run_permutation },
	{ "eta_squared", TXO_OF_ALL, MEANS, run_eta_squared },
	{ "omega_squared", TXO_OF_ALL, MEANS, run_omega_squared },
	{ "epsilon_squared", TXO_OF_ALL, MEANS, run_epsilon_squared },
	{ "rank_epsilon_squared", TXO_OF_ALL, TXO_TEST(KRUSKAL_WALLIS),
	  run_kruskal_wallis },
	{ NULL, TXO_OF_ALL, 0, NULL }
};
