/*
 * txo classify - how many courses recovered, improved, deteriorated.
 *
 * One frame in (the scores before and after, status and the like), a row out for
 * each threshold and class, or for each course. Formulas:
 * stats/reliable_change.c, stats/change_class.c, stats/proportion.c.
 */
#include "cmd/classify.h"

#include <math.h>

#include "txo/note.h"
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
	[CLASSIFY_BY_SCALE] = { "scale", "what --scale says" },
	[CLASSIFY_LOWER] = { "lower", "a lower score" },
	[CLASSIFY_HIGHER] = { "higher", "a higher score" },
	{ NULL, NULL }
};

static const struct txo_choice kinds[] = {
	[CLASSIFY_UNSAID] = { "unsaid", "an error where --reliability is "
					"given" },
	[CLASSIFY_RETEST] = { "retest", "correlation of two measurements" },
	[CLASSIFY_ALPHA] = { "alpha", "internal consistency" },
	[CLASSIFY_RATERS] = { "raters", "agreement of raters, such as an ICC" },
	{ NULL, NULL }
};

static const struct txo_choice wholes[] = {
	{ "baseline", "the size of the score before treatment" },
	{ "possible", "its distance from the best end of --scale" },
	{ NULL, NULL }
};

static const struct txo_choice estimands[] = {
	[CLASSIFY_ASK] = { "ask", "an error if it matters" },
	[CLASSIFY_COMPLETERS] = { "completers",
				  "of the courses that were completed and have "
				  "both scores" },
	[CLASSIFY_ALL_STARTED] = { "all-started",
				   "of all but the ongoing ones; one that was "
				   "not completed or lacks a score counts as "
				   "not improved" },
	[CLASSIFY_WHILE_TREATED] = { "while-treated",
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

#define PLAN struct classify

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
	TXO_OPTION("reliability", TXO_WORD, PLAN, text[CLASSIFY_RELIABILITY],
		   "R", NULL,
		   "reliability of the score, 0 to 1; default: that of the "
		   "scale, if one is known"),
	TXO_OPTION_CHOICE("reliability-kind", TXO_CHOICE, PLAN, kind, "NAME",
			  "unsaid", kinds, "what --reliability is"),
	TXO_OPTION("retest", TXO_COLUMN, PLAN, retest, "COL", NULL,
		   "a second score before treatment: its correlation with the "
		   "first is the reliability"),
	TXO_OPTION("sem", TXO_WORD, PLAN, text[CLASSIFY_SEM], "S", NULL,
		   "standard error of measurement, instead of reliability and "
		   "SD"),
	TXO_OPTION("sd", TXO_WORD, PLAN, text[CLASSIFY_SD], "S", NULL,
		   "SD of the score before treatment; default: that of the "
		   "group's baselines"),
	TXO_OPTION("mcid", TXO_WORD, PLAN, text[CLASSIFY_MCID], "X", NULL,
		   "least difference that matters; default: that of the scale, "
		   "if one is known"),
	TXO_OPTION("percent", TXO_WORD, PLAN, text[CLASSIFY_PERCENT_LEAST], "P",
		   NULL, "least percentage that matters, such as 50"),
	TXO_OPTION_CHOICE("percent-of", TXO_CHOICE, PLAN, percent_of, "WHAT",
			  "baseline", wholes, "what --percent is of"),
	TXO_OPTION("cutoff", TXO_WORD, PLAN, text[CLASSIFY_CUT], "X|a|b|c",
		   NULL,
		   "line between those who need treatment and those who do "
		   "not: a score, or (Jacobson and Truax) a: 2 SD better than "
		   "the clinical mean, b: 2 SD worse than the functional mean, "
		   "c: between both means, weighted by the SDs"),
	TXO_OPTION("functional-mean", TXO_WORD, PLAN,
		   text[CLASSIFY_FUNCTIONAL_MEAN], "M", NULL,
		   "mean of people who need no treatment, for b and c"),
	TXO_OPTION("functional-sd", TXO_WORD, PLAN,
		   text[CLASSIFY_FUNCTIONAL_SD], "S", NULL, "their SD"),
	TXO_OPTION("clinical-mean", TXO_WORD, PLAN,
		   text[CLASSIFY_CLINICAL_MEAN], "M", NULL,
		   "mean of people before treatment, for a and c; default: "
		   "that of the group's baselines; their SD is --sd"),
	TXO_OPTION_CHOICE("estimand", TXO_CHOICE, PLAN, estimand, "NAME", "ask",
			  estimands,
			  "what is asked, where courses lack a score or were "
			  "not completed"),
	TXO_OPTION("status", TXO_COLUMN, PLAN, status, "COL", NULL,
		   "says completed, dropped or ongoing; default: the column "
		   "status, if there is one; 'none': every course was "
		   "completed"),
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
	  NULL, false },
	{ "class", "",
	  "recovered, improved, unchanged, deteriorated, harmed or "
	  "unclassified",
	  NULL, false },
	{ "n", "courses", "in the class; or with the scores behind the number",
	  NULL, false },
	{ "n_missing", "courses", "without a class; or without those scores",
	  NULL, false },
	{ "total", "courses", "that the rate is of", NULL, false },
	{ "estimate", "score, or share of total", "the number, or the rate",
	  NULL, false },
	{ "conf_low", "as estimate", "interval, low end", NULL, false },
	{ "conf_high", "as estimate", "interval, high end", NULL, false },
	{ "conf_level", "", "level of the interval", NULL, false },
	{ "rate_min", "share of all courses",
	  "the rate if no course without a class were in this one", NULL,
	  false },
	{ "rate_max", "share of all courses", "the rate if all of them were",
	  NULL, false },
	{ "method", "", "the procedure in words", NULL, false },
	{ "note", "", "why a cell is empty, or what to know", NULL, false },
	{ NULL, NULL, NULL, NULL, false }
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

/* A number that the classes rest on, and what it rests on. */
struct fact {
	const char *term;
	const struct txo_estimate *e;
	uint64_t n, n_missing;
	bool counted;	/* made from so many courses */
};

/* An interval has a level, and so has a change that is beyond chance. */
static bool has_level(const struct classify_task *t,
		      const struct txo_estimate *e)
{
	return !isnan(e->conf_low) ||
	       (e == &t->rule.change && classify_uses_rci(t->plan));
}

static void print_number(const struct classify_task *t, const struct fact *f,
			 const struct txo_buffer *method)
{
	struct txo_out *out = t->out;

	txo_out_text(out, txo_text(f->term));
	txo_out_empty(out);
	if (f->counted) {
		txo_out_count(out, f->n);
		txo_out_count(out, f->n_missing);
	} else {
		txo_out_empty(out);
		txo_out_empty(out);
	}
	txo_out_empty(out);
	txo_out_number(out, f->e->estimate);
	txo_out_number(out, f->e->conf_low);
	txo_out_number(out, f->e->conf_high);
	txo_out_number(out, has_level(t, f->e) ? t->plan->level : NAN);
	txo_out_empty(out);
	txo_out_empty(out);
	txo_out_text(out, (struct txo_text){ method->p, method->n });
	txo_out_note(out, f->e->note);
	txo_out_end_row(out);
}

/* Is the SD made from the data, where the reliable change needs it? */
static bool sd_is_found(const struct classify *p)
{
	return classify_uses_rci(p) && !p->number[CLASSIFY_SD].given &&
	       !p->number[CLASSIFY_SEM].given;
}

static bool cutoff_is_found(const struct classify *p)
{
	return (p->cutoff_kind == TXO_CUTOFF_A ||
		p->cutoff_kind == TXO_CUTOFF_C) &&
	       !(p->number[CLASSIFY_SD].given &&
		 p->number[CLASSIFY_CLINICAL_MEAN].given);
}

/* The rows of the numbers that were found, and of the thresholds. */
static enum txo_status print_numbers(const struct classify_task *t,
				     struct txo_error *err)
{
	const struct classify *p = t->plan;
	const struct classify_rule *r = &t->rule;
	struct txo_buffer b = { 0 };
	struct fact f = { "sd", &r->sd, r->n, r->n_missing, true };
	enum txo_status status;

	if (sd_is_found(p)) {
		txo_buffer_add_text(&b, f.e->method);
		print_number(t, &f, &b);
	}
	if (p->at_retest != TXO_NO_COLUMN) {
		f = (struct fact){ "reliability", &r->reliability, r->n_retest,
				   r->n + r->n_missing - r->n_retest, true };
		txo_buffer_clear(&b);
		txo_buffer_add_text(&b, f.e->method);
		print_number(t, &f, &b);
	}
	if (p->method != TXO_CLASS_CUTOFF) {
		f = (struct fact){ "threshold", &r->change, r->n, r->n_missing,
				   sd_is_found(p) };
		txo_buffer_clear(&b);
		classify_say_change(p, &b);
		print_number(t, &f, &b);
	}
	if (classify_uses_cutoff(p)) {
		f = (struct fact){ "cutoff", &r->cutoff, r->n, r->n_missing,
				   cutoff_is_found(p) };
		txo_buffer_clear(&b);
		classify_say_cutoff(p, &b);
		print_number(t, &f, &b);
	}
	status = b.failed ? txo_fail_memory(err) : TXO_OK;
	txo_buffer_release(&b);
	return status;
}

static void print_class(const struct classify_task *t, enum txo_class class,
			const struct txo_buffer *method)
{
	const struct classify_count *c = &t->count;
	struct txo_out *out = t->out;
	uint64_t n = c->class[class], unknown = c->started - c->known;
	double all = (double)c->started;
	struct txo_estimate e = txo_proportion(
		n, c->total, (enum txo_proportion_ci)t->plan->ci,
		t->plan->level);

	if (unknown && t->plan->estimand != CLASSIFY_ALL_STARTED)
		e.note |= TXO_NOTE_INCOMPLETE;
	txo_out_text(out, txo_text("class"));
	txo_out_text(out, txo_text(txo_class_name(class)));
	txo_out_count(out, n);
	txo_out_count(out, unknown);
	txo_out_count(out, c->total);
	txo_out_number(out, e.estimate);
	txo_out_number(out, e.conf_low);
	txo_out_number(out, e.conf_high);
	txo_out_number(out, t->plan->level);
	txo_out_number(out, class ? (double)n / all : NAN);
	txo_out_number(out, class ? (double)(n + unknown) / all : NAN);
	txo_out_text(out, (struct txo_text){ method->p, method->n });
	txo_out_note(out, e.note | c->note);
	txo_out_end_row(out);
}

static enum txo_status print_classes(const struct classify_task *t,
				     struct txo_error *err)
{
	const struct classify *p = t->plan;
	bool both = p->method == TXO_CLASS_COMBINED;
	struct txo_buffer b = { 0 };
	enum txo_status status;

	txo_buffer_printf(&b, "%s; ", methods[p->method].name);
	classify_say_estimand(t, &b);
	txo_buffer_printf(&b, "; %s",
			  txo_proportion(0, 1, (enum txo_proportion_ci)p->ci,
					 p->level)
				  .method);
	for (int c = TXO_RECOVERED; c < (int)TXO_CLASSES; c++)
		if (both || (c != TXO_RECOVERED && c != TXO_HARMED))
			print_class(t, (enum txo_class)c, &b);
	if (p->estimand == CLASSIFY_ALL_STARTED)
		print_class(t, TXO_CLASS_NONE, &b);
	status = b.failed ? txo_fail_memory(err) : TXO_OK;
	txo_buffer_release(&b);
	return status;
}

static enum txo_status classify_group(const void *plan,
				      const struct txo_frame *frame,
				      struct txo_out *out,
				      struct txo_error *err)
{
	const struct classify *p = plan;
	struct classify_task t = { .plan = p, .frame = frame, .out = out };
	enum txo_status status = classify_rule_make(p, frame, &t.rule, err);

	if (status == TXO_OK)
		status = classify_count(&t, err);
	if (status == TXO_OK && p->rows)
		return classify_write_rows(&t, err);
	if (status == TXO_OK)
		status = print_numbers(&t, err);
	return status == TXO_OK ? print_classes(&t, err) : status;
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
		"compared exactly (0.7 to 0.4 is a change of 0.3). Each group "
		"of --by has thresholds of its own, unless they are given. "
		"rate_min and rate_max bound the rate of all courses, whatever "
		"became of those without a class. --rows sorts the courses by "
		"their columns and writes each as often as it stands; class "
		"is empty where a course does not count.",
	.examples = examples,
	.options = options,
	.columns = columns,
	.plan_size = sizeof(struct classify),
	.bind = classify_bind,
	.group = classify_group,
};
