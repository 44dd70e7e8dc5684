/*
 * trend_lines.c - the methods of txo trend that take all rows as independent
 * pairs of numbers. Formulas: stats/{ols,theil_sen,kendall,spearman}.c.
 */
#include "cmd/trend.h"
#include "txo/line.h"
#include "txo/rank.h"

static enum txo_status run_line(const struct txo_trend_task *t,
				enum txo_trend_name name, struct txo_error *err)
{
	struct txo_line line;
	enum txo_status status = (name == TXO_TREND_OLS ? txo_ols :
							  txo_theil_sen)(
		&t->pairs, t->plan->level, &line, err);

	if (status == TXO_OK) {
		txo_trend_print_term(t, "intercept", &line.intercept);
		txo_trend_print_term(t, "slope", &line.slope);
	}
	return status;
}

static enum txo_status run_rank(const struct txo_trend_task *t,
				enum txo_trend_name name, struct txo_error *err)
{
	struct txo_estimate e;
	enum txo_status status = (name == TXO_TREND_KENDALL ? txo_kendall :
				  name == TXO_TREND_SPEARMAN ?
							      txo_spearman :
							      txo_mann_kendall)(
		&t->pairs, t->plan->level, &e, err);

	if (status == TXO_OK)
		txo_trend_print_term(
			t, name == TXO_TREND_SPEARMAN ? "rho" : "tau", &e);
	return status;
}

const struct txo_trend_method txo_trend_lines[] = {
	{ TXO_TREND_OLS, TXO_TREND_PAIRS, NULL, run_line },
	{ TXO_TREND_THEIL_SEN, TXO_TREND_PAIRS, NULL, run_line },
	{ TXO_TREND_MANN_KENDALL, TXO_TREND_PAIRS, NULL, run_rank },
	{ TXO_TREND_KENDALL, TXO_TREND_PAIRS, NULL, run_rank },
	{ TXO_TREND_SPEARMAN, TXO_TREND_PAIRS, NULL, run_rank },
	{ TXO_TREND_NAMES, TXO_TREND_PAIRS, NULL, NULL }
};
