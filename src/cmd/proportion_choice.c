#include "cmd/proportion_choice.h"

const struct txo_choice txo_proportion_choices[] = {
	[TXO_CI_WILSON] = { "wilson",
			    "score interval, without continuity correction" },
	[TXO_CI_CLOPPER_PEARSON] = { "clopper-pearson",
				     "exact: covers at least the level" },
	[TXO_CI_MID_P] = { "mid-p", "exact, with half of the probability of "
				    "what was seen: covers about the level" },
	[TXO_CI_JEFFREYS] = { "jeffreys",
			      "equal tails of the posterior of the prior "
			      "beta(1/2, 1/2)" },
	[TXO_CI_AGRESTI_COULL] = { "agresti-coull",
				   "Wald's around the middle of Wilson's, cut "
				   "to 0 and 1" },
	{ NULL, NULL }
};
