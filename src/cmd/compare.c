/*
 * txo compare - do the groups differ, and by how much.
 *
 * One frame in (level, y), rows out for each term of the tests. Terms:
 * compare_{two,many}.c; which rows a term has: compare_print.c; rows of
 * patients: compare_{guard,unit}.c; columns: compare_bind.c.
 */
#include "cmd/compare.h"

static const struct txo_choice tests[] = {
	[TXO_TEST_AUTO] = { "auto", "two groups: welch, rank-sum; more: "
				    "welch-anova, kruskal-wallis; labels: "
				    "chi-square, and fisher where that is "
				    "rough" },
	[TXO_TEST_WELCH] = { "welch", "t test and interval of the difference "
				      "of means, variances may differ" },
	[TXO_TEST_STUDENT] = { "student", "the same with pooled variance" },
	[TXO_TEST_RANK_SUM] = { "rank-sum", "Wilcoxon and Mann-Whitney, exact "
					    "up to 200 values; shift, "
					    "probability of superiority" },
	[TXO_TEST_ANOVA] = { "anova", "F test of equal means, equal "
				      "variances" },
	[TXO_TEST_WELCH_ANOVA] = { "welch-anova", "the same, variances may "
						  "differ" },
	[TXO_TEST_KRUSKAL_WALLIS] = { "kruskal-wallis", "the same for ranks" },
	[TXO_TEST_PERMUTATION] = { "permutation", "equal means, by all ways to "
						  "part the values, or --draws "
						  "of them" },
	[TXO_TEST_TUKEY] = { "tukey", "all pairs of means at once, by Tukey "
				      "and Kramer" },
	[TXO_TEST_GAMES_HOWELL] = { "games-howell", "the same, variances may "
						    "differ" },
	[TXO_TEST_DUNN] = { "dunn", "all pairs of mean ranks, see --adjust" },
	[TXO_TEST_FRIEDMAN] = { "friedman",
				"ranks within blocks, see --block" },
	[TXO_TEST_QUADE] = { "quade", "the same, blocks weighted by their "
				      "range" },
	[TXO_TEST_CHI_SQUARE] = { "chi-square", "counts of categories, with "
						"Cramer's V" },
	[TXO_TEST_FISHER] = { "fisher", "the same, exact; of two by two the "
					"odds ratio" },
	[TXO_TEST_LINEAR_BY_LINEAR] = { "linear-by-linear",
					"the same for categories in an order" },
	{ NULL, NULL }
};

static const struct txo_choice types[] = {
	[TXO_TYPE_AUTO] = { "auto", "labels if all tests that are named are "
				    "about counts, or if the role is" },
	[TXO_TYPE_NUMBER] = { "number", "numbers, also for counts" },
	[TXO_TYPE_LABEL] = { "label", "labels, for counts" },
	{ NULL, NULL }
};

static const struct txo_choice collapses[] = {
	[TXO_COLLAPSE_REFUSE] = { "refuse", "no: a patient with several rows "
					    "in a group is an error" },
	[TXO_COLLAPSE_ROWS] = { "rows", "no, without a look: all rows count "
					"as independent" },
	[TXO_COLLAPSE_MEAN] = { "mean", "their mean" },
	[TXO_COLLAPSE_LAST] = { "last", "that of the last date, else session; "
					"the mean of several" },
	[TXO_COLLAPSE_BEST] = { "best", "the best one, see --better" },
	{ NULL, NULL }
};

static const struct txo_choice betters[] = {
	{ "auto", "as --scale has it; improvement and satisfaction: higher" },
	{ "lower", "low values are better" },
	{ "higher", "high values are better" },
	{ NULL, NULL }
};

static const struct txo_choice pairs[] = {
	[TXO_PAIRS_NAMED] = { "named", "each with the reference, for tests of "
				       "two groups that --test names; all for "
				       "tukey, games-howell and dunn" },
	[TXO_PAIRS_REFERENCE] = { "reference", "the same for auto, too" },
	[TXO_PAIRS_ALL] = { "all", "each with each" },
	{ NULL, NULL }
};

/* In the order of enum txo_adjust. */
static const struct txo_choice adjusts[] = {
	{ "none", "not at all" },
	{ "bonferroni", "times the number of pairs" },
	{ "holm", "never worse than bonferroni" },
	{ "hochberg", "for tests that are independent or agree" },
	{ "hommel", "the same, a little better" },
	{ "bh", "the share of false ones among those found, by Benjamini and "
		"Hochberg" },
	{ NULL, NULL }
};

#define PLAN struct txo_compare_plan

static const struct txo_option options[] = {
	TXO_OPTION("y", TXO_COLUMN, PLAN, y, "COL", NULL,
		   "what is compared; default: the role improvement, else "
		   "score"),
	TXO_OPTION("between", TXO_COLUMN, PLAN, between, "COL", NULL,
		   "the groups, such as a treatment; their order is that of "
		   "--levels, else of numbers, then of bytes"),
	TXO_OPTION_CHOICE("type", TXO_CHOICE, PLAN, type, "TYPE", "auto", types,
			  "what y is"),
	TXO_OPTION("order", TXO_WORDS, PLAN, order, "LABELS", NULL,
		   "all labels of y from the lowest to the highest, for "
		   "linear-by-linear; default: that of numbers, then of "
		   "bytes"),
	TXO_OPTION("levels", TXO_WORDS, PLAN, levels, "LEVELS", NULL,
		   "all groups in their order"),
	TXO_OPTION_CHOICE("test", TXO_CHOICES, PLAN, tests, "LIST", "auto",
			  tests, "the tests, one or several"),
	TXO_OPTION("reference", TXO_WORD, PLAN, reference, "LEVEL", NULL,
		   "the group that others are compared with; default: the "
		   "first one"),
	TXO_OPTION_CHOICE("pairs", TXO_CHOICE, PLAN, pairs, "WHICH", "named",
			  pairs,
			  "where there are more than two groups, the pairs "
			  "that are compared"),
	TXO_OPTION_CHOICE("adjust", TXO_CHOICE, PLAN, adjust, "HOW", "holm",
			  adjusts,
			  "p_adjusted, for all pairs that a test compares"),
	TXO_OPTION("patient", TXO_COLUMN, PLAN, patient, "COL", NULL,
		   "who a row is of; default: the role patient"),
	TXO_OPTION("block", TXO_COLUMN, PLAN, block, "COL", NULL,
		   "blocks of friedman and quade, which have each group once; "
		   "default: the role patient"),
	TXO_OPTION_CHOICE("collapse", TXO_CHOICE, PLAN, collapse, "HOW",
			  "refuse", collapses,
			  "make one value of several that a patient has in "
			  "a group"),
	TXO_OPTION_CHOICE("better", TXO_CHOICE, PLAN, better, "WAY", "auto",
			  betters, "which value is the best one"),
	TXO_OPTION("cluster", TXO_COLUMN, PLAN, cluster, "COL", NULL,
		   "instead of tests, the bootstrap over the values of this "
		   "column, such as patient: difference of means with its "
		   "interval and p-value"),
	TXO_OPTION_RANGE("seed", TXO_INTEGER, PLAN, seed, "N", "1", 1,
			 2147483647, "of what is drawn at random"),
	TXO_OPTION_RANGE("resamples", TXO_INTEGER, PLAN, resamples, "N", "2000",
			 100, 1000000, "draws of the bootstrap"),
	TXO_OPTION_RANGE(
		"draws", TXO_INTEGER, PLAN, draws, "N", "20000", 100, 100000000,
		"random tables of fisher, and permutations, where they "
		"cannot all be counted"),
	TXO_OPTION_END
};

static const struct txo_example examples[] = {
	{ "txo compare --y response_score --between group "
	  "datasets/melasma_txa_oral_vs_id/data.csv",
	  "response to oral and to injected tranexamic acid" },
	{ "txo compare --y bdi --between treatment --collapse mean "
	  "datasets/psy_btheb/data.csv",
	  "depression scores of two treatments, one value a patient" },
	{ "txo compare --y area_mm2 --between wart_type --test "
	  "welch-anova,kruskal-wallis --collapse rows "
	  "datasets/derm_wart_treatment/data.csv",
	  "three types of warts" },
	{ "txo compare --y post_lb --between treatment --test tukey,dunn "
	  "--collapse mean datasets/anorexia_prepost/data.csv",
	  "all pairs of three treatments" },
	{ NULL, NULL }
};

/* What auto means for the groups at hand. */
static unsigned choose_tests(const struct txo_comparison *c)
{
	unsigned named = c->plan->tests & ~TXO_TEST(AUTO);
	unsigned two = TXO_TEST(WELCH) | TXO_TEST(RANK_SUM);
	unsigned many = TXO_TEST(WELCH_ANOVA) | TXO_TEST(KRUSKAL_WALLIS);

	if (!(c->plan->tests & TXO_TEST(AUTO)))
		return named;
	if (c->plan->labels)
		return named | TXO_TEST(CHI_SQUARE) |
		       (txo_compare_is_sparse(c) ? TXO_TEST(FISHER) : 0);
	if (c->filled <= 2)
		return named | two;
	return named | many | (c->plan->pairs ? two : 0);
}

#define TABLES (sizeof(tables) / sizeof(tables[0]))

static enum txo_status compare_group(const void *plan,
				     const struct txo_frame *frame,
				     struct txo_out *out, struct txo_error *err)
{
	static const struct txo_compare_term *const tables[] = {
		txo_compare_levels, txo_compare_many,	txo_compare_two,
		txo_compare_pairs,  txo_compare_counts, txo_compare_blocks
	};
	struct txo_comparison c = { .plan = plan, .frame = frame, .out = out };
	enum txo_status status;

	if (frame->projection == c.plan->guard)
		return TXO_OK;
	status = txo_comparison_init(&c, err);
	c.tests = status == TXO_OK ? choose_tests(&c) : 0;
	if (status == TXO_OK && c.plan->cluster.p)
		status = txo_compare_print(&c, txo_compare_clusters, err);
	else
		for (size_t i = 0; i < TABLES && status == TXO_OK; i++)
			status = txo_compare_print(&c, tables[i], err);
	txo_comparison_release(&c);
	return status;
}

const struct txo_command txo_cmd_compare = {
	.name = "compare",
	.brief = "do the groups differ, and by how much",
	.about = "Prints the mean or median of each group, then tests, "
		 "differences and effect sizes, each with its interval. "
		 "Tests take rows as independent: where a patient has "
		 "several in a group txo stops, and --collapse or --cluster "
		 "is the way out. A difference is one group less the "
		 "reference, as the contrast says.",
	.examples = examples,
	.options = options,
	.columns = txo_compare_columns,
	.plan_size = sizeof(PLAN),
	.bind = txo_compare_bind,
	.settle = txo_compare_settle,
	.group = compare_group,
	.say = txo_compare_say,
};
