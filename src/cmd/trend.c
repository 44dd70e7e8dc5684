/*
 * txo trend - how y moves along x.
 *
 * Rows out for each method and term of a frame. Columns of the file:
 * trend_bind.c; of the answer: trend_print.c; methods: the tables below.
 */
#include "cmd/trend.h"

const struct txo_trend_method *const txo_trend_tables[] = { txo_trend_lines,
							    NULL };

static const struct txo_choice methods[] = {
	[TXO_TREND_OLS] = { "ols",
			    "least squares: intercept and slope, t intervals" },
	[TXO_TREND_THEIL_SEN] = { "theil-sen",
				  "median of all pairwise slopes, with the "
				  "interval from Kendall's S" },
	[TXO_TREND_MANN_KENDALL] = { "mann-kendall",
				     "tau-b with the test of trend" },
	[TXO_TREND_KENDALL] = { "kendall",
				"tau-b, exact where R's cor.test is" },
	[TXO_TREND_SPEARMAN] = { "spearman", "correlation of ranks" },
	{ NULL, NULL }
};

#define PLAN struct txo_trend_plan

static const struct txo_option options[] = {
	TXO_OPTION("y", TXO_COLUMN, PLAN, y, "COL", NULL,
		   "what may move; default: the role improvement, else score"),
	TXO_OPTION("x", TXO_COLUMN, PLAN, x, "COL", NULL,
		   "along what, a number or a date (in days); default: the "
		   "role session, else sessions, else date"),
	TXO_OPTION_CHOICE("method", TXO_CHOICES, PLAN, methods, "LIST",
			  "ols,theil-sen,mann-kendall,kendall,spearman",
			  methods, "the methods, one or several"),
	TXO_OPTION_END
};

static const struct txo_example examples[] = {
	{ "txo trend --y bdi --x month --by treatment "
	  "datasets/psy_btheb/data.csv",
	  "depression scores over the months, for each treatment" },
	{ "txo trend --y moderate_or_severe --x month --by treatment "
	  "--method ols,mann-kendall datasets/derm_toenail/data.csv",
	  "severe toenails over the months" },
	{ "txo trend --y thickness_mm --x age --method theil-sen,spearman "
	  "--level 0.9 datasets/surv_melanoma/data.csv",
	  "tumour thickness by age, methods that outliers do not move" },
	{ NULL, NULL }
};

const struct txo_command txo_cmd_trend = {
	.name = "trend",
	.brief = "how y moves along x: sessions, months, dates",
	.about =
		"Prints one row for each group, method and term. Ties are "
		"normal and allowed for. Dates count in days since 1970-01-01, "
		"so that a slope is a change for one day. Every row counts as "
		"independent of the others.",
	.examples = examples,
	.options = options,
	.columns = txo_trend_columns,
	.plan_size = sizeof(PLAN),
	.bind = txo_trend_bind,
	.group = txo_trend_group,
	.say = txo_trend_say,
};
