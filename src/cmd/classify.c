/*
 * txo classify - how many courses recovered, improved, deteriorated.
 *
 * One frame in (the scores before and after, status and the like), a row out for
 * each threshold and class, or for each course. Formulas:
 * stats/reliable_change.c, stats/change_class.c, stats/proportion.c.
 */
#include "cmd/classify.h"

#include "txo/proportion.h"

static const struct txo_choice methods[] = {
	[TXO_CLASS_RCI] = { "rci", "by more than chance explains "
				   "(Jacobson and Truax)" },
	[TXO_CLASS_MCID] = { "mcid", "by the least difference that matters, "
				     "or more" },
	[TXO_CLASS_PERCENT] = { "percent", "by so many percent, or more" },
	[TXO_CLASS_CUTOFF] = { "cutoff", "from one side of a cutoff to the "
					 "other" },
	[TXO_CLASS_COMBINED] = { "combined", "rci, and recovered or harmed if "
					     "the cutoff is crossed as well" },
	{ NULL, NULL }
};

static const struct txo_choice betters[] = {
	[TXO_CLASSIFY_BY_SCALE] = { "scale", "what --scale says" },
	[TXO_CLASSIFY_LOWER] = { "lower", "a lower score" },
	[TXO_CLASSIFY_HIGHER] = { "higher", "a higher score" },
	{ NULL, NULL }
};

static const struct txo_choice kinds[] = {
	[TXO_CLASSIFY_UNSAID] = { "unsaid", "it is not known" },
	[TXO_CLASSIFY_RETEST] = { "retest", "correlation of two measurements" },
	[TXO_CLASSIFY_ALPHA] = { "alpha", "internal consistency" },
	[TXO_CLASSIFY_RATERS] = { "raters",
				  "agreement of raters, such as an ICC" },
	{ NULL, NULL }
};

static const struct txo_choice wholes[] = {
	{ "baseline", "the size of the score before treatment" },
	{ "possible", "its distance from the best end of --scale" },
	{ NULL, NULL }
};

static const struct txo_choice samples[] = {
	{ "all", "those of all groups: one threshold for all" },
	{ "group", "those of each group of --by: it has its own" },
	{ NULL, NULL }
};

static const struct txo_choice estimands[] = {
	[TXO_CLASSIFY_ASK] = { "ask", "an error if it matters" },
	[TXO_CLASSIFY_COMPLETERS] = { "completers",
				      "of the courses that were completed and have "
				      "both scores" },
	[TXO_CLASSIFY_ALL_STARTED] = { "all-started",
				       "of all but the ongoing ones; one that was "
				       "not completed or lacks a score counts as "
				       "not improved" },
	[TXO_CLASSIFY_WHILE_TREATED] = { "while-treated",
					 "of all with a last score, completed or "
					 "not" },
	{ NULL, NULL }
};

static const struct txo_choice intervals[] = {
	[TXO_CI_WILSON] = { "wilson", "score interval" },
	[TXO_CI_CLOPPER_PEARSON] = { "clopper-pearson", "exact" },
	[TXO_CI_MID_P] = { "mid-p", "exact with mid-p" },
	[TXO_CI_JEFFREYS] = { "jeffreys", "Bayesian with Jeffreys' prior" },
	[TXO_CI_AGRESTI_COULL] = { "agresti-coull", "Wald around the middle "
						    "of Wilson's" },
	{ NULL, NULL }
};

#define PLAN struct txo_classify

static const struct txo_option options[] = {
	TXO_OPTION("pre", TXO_COLUMN, PLAN, pre, "COL", NULL,
		   "score before treatment; default: the role baseline"),
	TXO_OPTION("post", TXO_COLUMN, PLAN, post, "COL", NULL,
		   "score after treatment; default: the column final, else "
		   "the role score"),
	TXO_OPTION_CHOICE("method", TXO_CHOICE, PLAN, method, "NAME", "rci",
			  methods, "what makes a course improved"),
	TXO_OPTION_CHOICE("better", TXO_CHOICE, PLAN, better, "WHICH", "scale",
			  betters,
			  "the direction that is better; never "
			  "guessed"),
	TXO_OPTION("reliability", TXO_WORD, PLAN,
		   text[TXO_CLASSIFY_RELIABILITY], "R", NULL,
		   "reliability of the score, 0 to 1; default: that of the "
		   "scale, if one is known"),
	TXO_OPTION_CHOICE("reliability-kind", TXO_CHOICE, PLAN, kind, "NAME",
			  "unsaid", kinds, "what --reliability is"),
	TXO_OPTION("retest", TXO_COLUMN, PLAN, retest, "COL", NULL,
		   "a second score before treatment: its correlation with the "
		   "first is the reliability"),
	TXO_OPTION("sem", TXO_WORD, PLAN, text[TXO_CLASSIFY_SEM], "S", NULL,
		   "standard error of measurement, instead of reliability and "
		   "SD"),
	TXO_OPTION("sd", TXO_WORD, PLAN, text[TXO_CLASSIFY_SD], "S", NULL,
		   "SD of the score before treatment; default: that of the "
		   "baselines"),
	TXO_OPTION("mcid", TXO_WORD, PLAN, text[TXO_CLASSIFY_MCID], "X", NULL,
		   "least difference that matters; default: that of the scale, "
		   "if one is known"),
	TXO_OPTION("percent", TXO_WORD, PLAN, text[TXO_CLASSIFY_PERCENT_LEAST],
		   "P", NULL, "least percentage that matters, such as 50"),
	TXO_OPTION_CHOICE("percent-of", TXO_CHOICE, PLAN, percent_of, "WHAT",
			  "baseline", wholes, "what --percent is of"),
	TXO_OPTION("cutoff", TXO_WORD, PLAN, text[TXO_CLASSIFY_CUT], "X|a|b|c",
		   NULL,
		   "line between those who need treatment and those who do "
		   "not: a score, or (Jacobson and Truax) a: 2 SD better than "
		   "the clinical mean, b: 2 SD worse than the functional mean, "
		   "c: between both means, weighted by the SDs"),
	TXO_OPTION("functional-mean", TXO_WORD, PLAN,
		   text[TXO_CLASSIFY_FUNCTIONAL_MEAN], "M", NULL,
		   "mean of people who need no treatment, for b and c"),
	TXO_OPTION("functional-sd", TXO_WORD, PLAN,
		   text[TXO_CLASSIFY_FUNCTIONAL_SD], "S", NULL, "their SD"),
	TXO_OPTION("clinical-mean", TXO_WORD, PLAN,
		   text[TXO_CLASSIFY_CLINICAL_MEAN], "M", NULL,
		   "mean of people before treatment, for a and c; default: "
		   "that of the baselines; their SD is --sd"),
	TXO_OPTION_CHOICE("baselines", TXO_CHOICE, PLAN, baselines, "WHICH",
			  "all", samples,
			  "whose scores before treatment SD, mean and retest "
			  "are made from, where they are not given"),
	TXO_OPTION_CHOICE("estimand", TXO_CHOICE, PLAN, estimand, "NAME", "ask",
			  estimands,
			  "what is asked, where courses lack a score or were "
			  "not completed"),
	TXO_OPTION("status", TXO_COLUMN, PLAN, status, "COL", NULL,
		   "says completed, dropped or ongoing; default: the column "
		   "status. Without one that says anything, or with 'none', "
		   "every course was completed"),
	TXO_OPTION("completed", TXO_WORDS, PLAN, completed, "WORDS", NULL,
		   "words of --status for a completed course, if others than "
		   "completed; ongoing is one that goes on, all others are "
		   "courses that were stopped"),
	TXO_OPTION("last", TXO_COLUMNS, PLAN, last, "COLS", NULL,
		   "while-treated: where the score after treatment is missing, "
		   "the first of these that is not"),
	TXO_OPTION_CHOICE("ci", TXO_CHOICE, PLAN, ci, "NAME", "wilson",
			  intervals, "interval of the rates"),
	TXO_OPTION("rows", TXO_FLAG, PLAN, rows, NULL, NULL,
		   "write the courses instead: their columns, change, "
		   "percent_change, class and note"),
	TXO_OPTION("keep", TXO_COLUMNS, PLAN, keep, "COLS", NULL,
		   "columns that --rows writes; default: all"),
	TXO_OPTION_END
};

static const struct txo_column columns[] = {
	{ "term", "", "sd, reliability, threshold (of change), cutoff, class",
	  NULL, TXO_IS_SUBJECT },
	{ "class", "",
	  "recovered, improved, unchanged, deteriorated, harmed or "
	  "unclassified",
	  NULL, TXO_IS_KEY | TXO_IS_VALUE },
	{ "n", "courses", "in the class; or with the scores behind the number",
	  NULL, TXO_IS_COUNT },
	{ "n_missing", "courses", "without a class; or without those scores",
	  NULL, TXO_IS_REST },
	{ "total", "courses", "that the rate is of", NULL, TXO_IS_COUNT },
	{ "estimate", "score, or share of total", "the number, or the rate",
	  NULL, 0 },
	{ "conf_low", "as estimate", "interval, low end", NULL, 0 },
	{ "conf_high", "as estimate", "interval, high end", NULL, 0 },
	{ "conf_level", "", "level of the interval", NULL, TXO_IS_PLAIN },
	{ "rate_min", "share of all courses",
	  "the rate if no course without a class were in this one", NULL,
	  TXO_IS_OF_REST },
	{ "rate_max", "share of all courses", "the rate if all of them were",
	  NULL, TXO_IS_OF_REST },
	{ "method", "", "the procedure in words", NULL, 0 },
	{ "note", "", "why a cell is empty, or what to know", NULL, 0 },
	{ NULL, NULL, NULL, NULL, 0 }
};

static const struct txo_example examples[] = {
	{ "txo classify --pre bdi_0m --post bdi_8m --last bdi_5m,bdi_3m,bdi_2m "
	  "--better lower --method combined --reliability 0.88 "
	  "--reliability-kind alpha --sd 10.8 --cutoff 14 "
	  "--estimand while-treated --by treatment "
	  "datasets/psy_btheb/wide.csv",
	  "recovery from depression by the last score of each patient" },
	{ "txo classify --pre pre_lb --post post_lb --better higher "
	  "--method percent --percent 10 --by treatment "
	  "datasets/anorexia_prepost/data.csv",
	  "who gained a tenth of the weight before treatment" },
	{ "txo classify --pre bdi_0m --post bdi_8m --better lower "
	  "--method percent --percent 50 --estimand all-started --rows "
	  "--keep patient_id,treatment,bdi_0m,bdi_8m "
	  "datasets/psy_btheb/wide.csv",
	  "the courses with their classes, for txo rate" },
	{ NULL, NULL }
};

static enum txo_status classify_group(const void *plan,
				      const struct txo_frame *frame,
				      struct txo_out *out,
				      struct txo_error *err)
{
	const struct txo_classify *p = plan;
	struct txo_classify_task t = { .plan = p, .frame = frame, .out = out };
	enum txo_status status = txo_classify_begin(&t, err);

	if (status == TXO_OK)
		status = txo_classify_count(&t, err);
	if (status == TXO_OK && p->rows)
		return txo_classify_write_rows(&t, err);
	return status == TXO_OK ? txo_classify_print(&t, err) : status;
}

const struct txo_command txo_cmd_classify = {
	.name = "classify",
	.brief = "how many courses recovered, improved, deteriorated",
	.about =
		"Compares the scores before and after each course of treatment "
		"and prints the thresholds and, for each class, how many "
		"courses are in it, with the rate and its interval. A change "
		"is reliable beyond the threshold, minimal or percentual at it; "
		"a score equal to the cutoff is on neither side. Recovered: "
		"reliably better and from the bad side of the cutoff to the "
		"good one; harmed: reliably worse and from the good side to "
		"the bad one. Unclassified: a score is missing, the course was "
		"not completed, or the percentage would be of 0. Decimals are "
		"compared exactly (0.7 to 0.4 is a change of 0.3; what differs "
		"by less than 2^-90 of its size is equal). z is that of "
		"--level, 1.96 for 0.95. "
		"rate_min and rate_max bound the rate of all courses, whatever "
		"became of those without a class. --rows sorts the courses by "
		"their columns and writes each as often as it stands; class "
		"is empty where a course does not count.",
	.examples = examples,
	.options = options,
	.columns = columns,
	.plan_size = sizeof(struct txo_classify),
	.bind = txo_classify_bind,
	.settle = txo_classify_settle,
	.group = classify_group,
	.say = txo_classify_say,
};
