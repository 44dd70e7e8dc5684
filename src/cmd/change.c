/*
 * txo change - what changed from before to after, in the same patients.
 *
 * Options, columns and checks; see change.h for the other parts.
 */
#include "cmd/change.h"

#include <inttypes.h>

#include "cmd/levels.h"

static const struct txo_choice tests[] = {
	[TXO_CHANGE_T] = { "paired-t", "mean_before, mean_after, mean_change "
				       "with the paired t test, sd_change" },
	[TXO_CHANGE_SIGNED_RANK] = { "signed-rank",
				     "pseudo_median (of the means of all pairs "
				     "of changes), signed_rank (Wilcoxon's "
				     "test)" },
	[TXO_CHANGE_SIGN] = { "sign",
			      "sign (test, and share of the changes above "
			      "zero); share_better, if --better or --scale "
			      "tells what is better" },
	[TXO_CHANGE_EFFECT_SIZE] = { "effect-size",
				     "cohen_d_z, standardised_response_mean, "
				     "cohen_d_av" },
	[TXO_CHANGE_CORRELATION] = { "correlation",
				     "correlation of before and after" },
	[TXO_CHANGE_REGRESSION] = { "regression",
				    "baseline_slope of the change on the value "
				    "before; regression_to_mean, the change "
				    "that it alone brings one standard "
				    "deviation above the mean before" },
	[TXO_CHANGE_PERCENT] = { "percent", "percent_change of the mean" },
	[TXO_CHANGE_ANCOVA] = { "ancova",
				"with --between: adjusted_change for the value "
				"before, adjusted_difference of two levels, "
				"and F tests, between_levels and "
				"equal_slopes" },
	{ NULL, NULL }
};

static const struct txo_choice zeros[] = {
	[TXO_ZEROS_WILCOXON] = { "wilcoxon", "dropped before ranking" },
	[TXO_ZEROS_PRATT] = { "pratt", "ranked, then dropped" },
	{ NULL, NULL }
};

static const struct txo_choice takes[] = {
	[TXO_TAKE_ONE] = { "one", "there must be no more than one" },
	[TXO_TAKE_MEAN] = { "mean", "their mean" },
	[TXO_TAKE_LOWEST] = { "lowest", "the lowest" },
	[TXO_TAKE_HIGHEST] = { "highest", "the highest" },
	[TXO_TAKE_BEST] = { "best", "the best, see --better" },
	[TXO_TAKE_WORST] = { "worst", "the worst" },
	{ NULL, NULL }
};

static const struct txo_choice betters[] = {
	[TXO_CHANGE_AS_SCALE] = { "scale", "what --scale says, if anything" },
	[TXO_CHANGE_LOWER] = { "lower", "a lower score" },
	[TXO_CHANGE_HIGHER] = { "higher", "a higher score" },
	{ NULL, NULL }
};

#define PLAN struct txo_change_plan

static const struct txo_option options[] = {
	TXO_OPTION("pre", TXO_COLUMN, PLAN, pre, "COL", NULL,
		   "the value before; default: the role baseline"),
	TXO_OPTION("post", TXO_COLUMN, PLAN, post, "COL", NULL,
		   "the value after; default: the role score, else a column "
		   "'final'"),
	TXO_OPTION("at", TXO_WORDS, PLAN, at, "COL=A,B", NULL,
		   "rows are visits: the score before is that of the row where "
		   "COL is A, the score after where it is B"),
	TXO_OPTION("score", TXO_COLUMN, PLAN, score, "COL", NULL,
		   "with --at: the score; default: the role score"),
	TXO_OPTION("patient", TXO_COLUMN, PLAN, patient, "COL", NULL,
		   "with --at: whose rows belong together; default: the role "
		   "patient"),
	TXO_OPTION_CHOICE("take", TXO_CHOICE, PLAN, take, "WHICH", "one", takes,
			  "with --at: which of several scores of a patient at "
			  "one visit counts"),
	TXO_OPTION_CHOICE("test", TXO_CHOICES, PLAN, tests, "LIST",
			  "paired-t,signed-rank,sign,effect-size,correlation,"
			  "regression,percent,ancova",
			  tests, "what to print, one or several"),
	TXO_OPTION_CHOICE("zeros", TXO_CHOICE, PLAN, zeros, "HOW", "wilcoxon",
			  zeros, "changes of zero in the signed rank test"),
	TXO_OPTION("between", TXO_COLUMN, PLAN, between, "COL", NULL,
		   "print all for each of its levels, and compare them"),
	TXO_OPTION("reference", TXO_WORD, PLAN, reference, "LEVEL", NULL,
		   "the level of --between that the others are compared with; "
		   "default: the first in order"),
	TXO_OPTION_CHOICE("better", TXO_CHOICE, PLAN, better, "WHICH", "scale",
			  betters, "which scores are better"),
	TXO_OPTION_END
};

static const struct txo_example examples[] = {
	{ "txo change --pre pre_lb --post post_lb --between treatment "
	  "--reference control datasets/anorexia_prepost/data.csv",
	  "weight before and after, and three treatments compared" },
	{ "txo change --score extra_hours --at drug=1,2 --patient subject "
	  "--take mean datasets/student_sleep/data.csv",
	  "two drugs in the same people" },
	{ "txo change --score bdi --at month=0,8 --take mean --better lower "
	  "--test paired-t,sign --by treatment datasets/psy_btheb/data.csv",
	  "depression at the start and after eight months, with those who "
	  "were lost" },
	{ NULL, NULL }
};

/* Find the levels of --between, and put the reference first. */
static enum txo_status settle_levels(PLAN *p, struct txo_frames *frames,
				     struct txo_needs *needs,
				     struct txo_error *err)
{
	if (!p->between.p)
		return TXO_OK;
	p->levels = (struct txo_items){ .column = p->is_long };
	return txo_levels_settle(&p->levels, p->reference, frames, needs, err);
}

/* Say it if a patient has several rows that count as independent. */
static void settle_guard(const PLAN *p, struct txo_frames *frames,
			 struct txo_needs *needs)
{
	uint64_t several = 0;

	for (size_t g = 0; g < frames->groups; g++) {
		struct txo_frame f = txo_frames_get(frames, g, p->guard);

		for (size_t i = 0; i < f.rows; i++)
			several += f.weight[i] > 1 &&
				   f.column[0].label[i] != TXO_MISSING;
	}
	if (txo_needs_hides(needs, several))
		txo_needs_remark(needs,
				 "rows count as independent, but some patients "
				 "have several: errors and p-values are rough");
	else if (several)
		txo_needs_remark(needs,
				 "rows count as independent, but %" PRIu64
				 " patient%s several: errors and p-values are "
				 "rough",
				 several, several == 1 ? " has" : "s have");
}

/* Look at all patients before anything is printed. */
static enum txo_status settle_long(PLAN *p, struct txo_frames *frames,
				   struct txo_needs *needs,
				   struct txo_error *err)
{
	enum txo_status status = txo_change_find_visits(
		p, frames, &needs->schema.arena, err);

	for (size_t g = 0; g < frames->groups && status == TXO_OK; g++) {
		struct txo_frame f = txo_frames_get(frames, g, 0);
		struct txo_change_levels ls;

		status = txo_change_levels_init(&ls, p, &f, err);
		txo_change_levels_release(&ls);
	}
	return status;
}

static enum txo_status change_settle(void *plan, struct txo_frames *frames,
				     struct txo_needs *needs,
				     struct txo_error *err)
{
	PLAN *p = plan;
	enum txo_status status = settle_levels(p, frames, needs, err);

	if (status == TXO_OK && p->is_long)
		status = settle_long(p, frames, needs, err);
	if (status == TXO_OK && p->guard)
		settle_guard(p, frames, needs);
	return status;
}

static enum txo_status change_group(const void *plan, const struct txo_frame *f,
				    struct txo_out *out, struct txo_error *err)
{
	const PLAN *p = plan;
	struct txo_change_levels ls;
	enum txo_status status;

	if (f->projection > 0)
		return TXO_OK;
	status = txo_change_levels_init(&ls, p, f, err);
	if (status == TXO_OK)
		status = txo_change_print(p, f, &ls, out, err);
	txo_change_levels_release(&ls);
	return status;
}

const struct txo_command txo_cmd_change = {
	.name = "change",
	.brief = "what changed from before to after in the same patients",
	.about =
		"Prints one row for each group and term: mean change, "
		"pseudo-median, tests, effect sizes. A change is the value "
		"after less the value before. Before and after are two columns "
		"(--pre, --post), or the rows of two visits of a patient "
		"(--at). Pairs without one of the two are counted as missing. "
		"Changes are differences of the numbers as they are written: "
		"0.7 - 0.4 and 0.3 - 0 are equal.",
	.examples = examples,
	.options = options,
	.columns = txo_change_columns,
	.plan_size = sizeof(PLAN),
	.bind = txo_change_bind,
	.settle = change_settle,
	.group = change_group,
	.say = txo_change_say,
};
