/*
 * txo trend - how y moves along x.
 *
 * Rows out for each method and term of a frame. Columns of the file:
 * trend_bind.c; of the answer: trend_print.c; methods: the tables below.
 */
#include "cmd/trend.h"
#include "txo/curve.h"

const struct txo_trend_method *const txo_trend_tables[] = {
	txo_trend_by_periods, txo_trend_lines,	 txo_trend_ordered,
	txo_trend_blocks,     txo_trend_seasons, txo_trend_courses,
	txo_trend_changes,    txo_trend_curves,	 NULL
};

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
	[TXO_TREND_JONCKHEERE] = { "jonckheere-terpstra",
				   "is y greater where x is, x being groups; "
				   "exact for small n" },
	[TXO_TREND_ARMITAGE] = { "cochran-armitage",
				 "does the share of an event move with x; "
				 "variance with N" },
	[TXO_TREND_ARMITAGE_N_1] = { "cochran-armitage-n-1",
				     "the same with N - 1" },
	[TXO_TREND_LINEAR] = { "linear-by-linear",
			       "correlation of scores, for categories in an "
			       "order" },
	[TXO_TREND_PAGE] = { "page", "ranks within blocks, see --block" },
	[TXO_TREND_HAMED_RAO] = { "hamed-rao",
				  "mann-kendall of the means at each x, "
				  "corrected for serial correlation" },
	[TXO_TREND_SEASONAL] = { "seasonal-mann-kendall",
				 "the means of each month, compared with those "
				 "of the same month in other years; slope a "
				 "year" },
	[TXO_TREND_SEASONAL_DEPENDENT] = { "seasonal-dependent",
					   "the same where months of one year "
					   "depend on each other" },
	[TXO_TREND_PETTITT] = { "pettitt", "where the median changed most, "
					   "with an approximate p-value" },
	[TXO_TREND_CUSUM] = { "cusum", "where the mean changed most, by the "
				       "cumulative sum, with an asymptotic "
				       "p-value" },
	[TXO_TREND_SEGMENTED] = { "segmented",
				  "a line before and a line after --split" },
	[TXO_TREND_SPLINE] = { "spline", "a smooth curve of least squares, "
					 "the natural cubic spline" },
	[TXO_TREND_MEANS] = { "means", "the mean in each --period, or the "
				       "share where y is 0 or 1" },
	[TXO_TREND_COUNTS] = { "counts",
			       "the rows with a date in each --period, "
			       "y known or not, with the interval of a "
			       "Poisson mean" },
	[TXO_TREND_DEFAULT] = { "default",
				"means with --period, segmented with --split, "
				"both with both; else ols, theil-sen, "
				"mann-kendall, kendall, spearman" },
	{ NULL, NULL }
};

static const struct txo_choice scores[] = {
	[TXO_SCORES_VALUES] = { "values", "x as it is, such as a dose" },
	[TXO_SCORES_PLACES] = { "places", "1, 2, ... in the order of x (for "
					  "linear-by-linear, y as well)" },
	{ NULL, NULL }
};

static const struct txo_choice slopes[] = {
	[TXO_SLOPE_OLS] = { "ols", "least squares" },
	[TXO_SLOPE_SEN] = { "sen", "median of all pairwise slopes" },
	{ NULL, NULL }
};

static const struct txo_choice collapses[] = {
	[TXO_TREND_REFUSE] = { "refuse", "no: it is an error" },
	[TXO_TREND_MEAN] = { "mean", "their mean" },
	{ NULL, NULL }
};

static const struct txo_choice periods[] = {
	[TXO_BY_NO_PERIOD] = { "none", "x as it is" },
	[TXO_BY_MONTH] = { "month", "as 2024-03" },
	[TXO_BY_QUARTER] = { "quarter", "as 2024-Q1" },
	[TXO_BY_YEAR] = { "year", "as 2024" },
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
			  "default", methods, "the methods, one or several"),
	TXO_OPTION("event", TXO_EXPR, PLAN, event, "EXPR", NULL,
		   "instead of --y, a condition: y is 1 where it is true, else "
		   "0"),
	TXO_OPTION_CHOICE("scores", TXO_CHOICE, PLAN, scores, "WHICH", "values",
			  scores,
			  "what cochran-armitage and linear-by-linear take "
			  "x for"),
	TXO_OPTION("block", TXO_COLUMN, PLAN, block, "COL", NULL,
		   "blocks of page, which have each x once; default: the role "
		   "patient"),
	TXO_OPTION_CHOICE("collapse", TXO_CHOICE, PLAN, collapse, "HOW",
			  "refuse", collapses,
			  "make one value of several that a block has at one "
			  "x"),
	TXO_OPTION("within", TXO_COLUMN, PLAN, within, "COL", NULL,
		   "instead of the methods, a slope for each value of this "
		   "column, such as patient, and the mean and the median "
		   "of these slopes"),
	TXO_OPTION_CHOICE("slope", TXO_CHOICE, PLAN, slope, "HOW", "ols",
			  slopes, "the slope that --within takes"),
	TXO_OPTION("split", TXO_WORD, PLAN, series.split, "WHEN", NULL,
		   "a date or number; what is below it is before, the rest "
		   "after: level and slope of each, and their changes"),
	TXO_OPTION_RANGE("lags", TXO_INTEGER, PLAN, series.lags, "0..366", "0",
			 0, 366,
			 "with --split: errors by Newey and West, which may be "
			 "correlated over so many steps of x; 0: independent"),
	TXO_OPTION_CHOICE("period", TXO_CHOICE, PLAN, series.by, "PERIOD",
			  "none", periods,
			  "count and mean of each, the last one marked if it "
			  "is not over; methods named take the means of those "
			  "that are, or their counts"),
	TXO_OPTION("as-of", TXO_WORD, PLAN, series.as_of, "DATE", NULL,
		   "with --period: the data are complete up to this day; "
		   "default: up to their last date"),
	TXO_OPTION_RANGE("df", TXO_INTEGER, PLAN, series.df, "1..31", "4", 1,
			 TXO_CURVE_KNOTS - 1,
			 "degrees of freedom of the spline: 1 is a line; knots "
			 "are the ends of x and its quantiles between them"),
	TXO_OPTION_RANGE(
		"points", TXO_INTEGER, PLAN, series.points, "2..1000", "50", 2,
		1000,
		"of a curve, in equal steps (of whole days); at each x "
		"if there are no more"),
	TXO_OPTION_END
};

static const struct txo_example examples[] = {
	{ "txo trend --y bdi --x month --by treatment "
	  "datasets/psy_btheb/data.csv",
	  "depression scores over the months, for each treatment" },
	{ "txo trend --y moderate_or_severe --x month --by treatment "
	  "--method ols,mann-kendall datasets/derm_toenail/data.csv",
	  "severe toenails over the months" },
	{ "txo trend --y bdi --x month --within patient_id --by treatment "
	  "datasets/psy_btheb/data.csv",
	  "a slope for each patient, and the mean of them" },
	{ "txo trend --y bdi --x month --method page --block patient_id "
	  "--collapse mean "
	  "datasets/psy_btheb/data.csv",
	  "is there an order in the months of each patient" },
	{ "txo trend --event 'moderate_or_severe == 1' --x visit --method "
	  "cochran-armitage,jonckheere-terpstra datasets/derm_toenail/data.csv",
	  "does the share of severe toenails move with the visits" },
	{ "txo trend --y thickness_mm --x age --method theil-sen,spearman "
	  "--level 0.9 datasets/surv_melanoma/data.csv",
	  "tumour thickness by age, methods that outliers do not move" },
	{ "txo trend --period quarter --event 'improvement >= 50' --method "
	  "means,mann-kendall datasets/synthetic_clinic/courses.csv",
	  "what share of courses improved by half in each quarter, and is it "
	  "rising" },
	{ "txo trend --split 2022-01-01 --method segmented,cusum "
	  "datasets/synthetic_clinic/courses.csv",
	  "what changed with the year 2022, and where the data see a change" },
	{ "txo trend --y bdi --x month --method spline --df 2 "
	  "datasets/psy_btheb/data.csv",
	  "a smooth curve with its band, to plot" },
	{ NULL, NULL }
};

const struct txo_command txo_cmd_trend = {
	.name = "trend",
	.brief = "how y moves along x: sessions, months, dates",
	.about =
		"Prints one row for each group, method and term. Ties are "
		"normal and allowed for. Dates count in days since 1970-01-01, "
		"so that a slope is a change for one day; a seasonal slope is "
		"one for a year. Every row counts as independent of the "
		"others, but for page, which ranks within blocks, and for "
		"--within, where each patient counts once. Rows of one x have "
		"no order among themselves: a change point lies between two "
		"different x. A row with a weight counts as so many equal "
		"rows. With --period the methods named take the mean of each "
		"period that has one and is over, or with counts the number "
		"of rows of each, and x is its number from 1; the first one "
		"is taken for whole. "
		"jonckheere_j is the number of pairs of rows in order, "
		"somers_d in [-1, 1] the share in order less the share "
		"against it. share_slope is the change of the share for one "
		"unit of x. page_l is Page's L, mean_rho the mean "
		"of the blocks' rank correlations with the order of x.",
	.examples = examples,
	.options = options,
	.columns = txo_trend_columns,
	.plan_size = sizeof(PLAN),
	.bind = txo_trend_bind,
	.settle = txo_trend_settle,
	.group = txo_trend_group,
	.say = txo_trend_say,
};
