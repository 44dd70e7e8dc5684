/*
 * change_terms.c - the rows that txo change prints. Formulas: stats/pre_post*.c,
 * stats/{signed_rank,pseudo_median,sign_test,ancova}.c.
 */
#include <math.h>
#include <stdlib.h>

#include "cmd/change.h"
#include "txo/note.h"
#include "txo/proportion.h"

#define VALUE(name, field) \
	static double name(const void *facts) \
	{ \
		return ((const struct txo_change_row *)facts)->field; \
	}

VALUE(get_estimate, e.estimate)
VALUE(get_std_error, e.std_error)
VALUE(get_statistic, e.statistic)
VALUE(get_df, e.df)
VALUE(get_df_residual, df_residual)
VALUE(get_p_value, e.p_value)
VALUE(get_conf_low, e.conf_low)
VALUE(get_conf_high, e.conf_high)

const struct txo_column txo_change_columns[] = {
	{ "variable", "", "after - before, by the names of the columns", NULL,
	  TXO_IS_SUBJECT },
	{ "term", "", "what the row tells", NULL, TXO_IS_SUBJECT },
	{ "level", "", "level of --between", NULL, TXO_IS_EXTRA | TXO_IS_KEY },
	{ "contrast", "", "two of them, A - B", NULL,
	  TXO_IS_EXTRA | TXO_IS_SUBJECT },
	{ "n", "pairs", "with both values", NULL, TXO_IS_COUNT },
	{ "n_missing", "pairs", "without one of the two, or both", NULL,
	  TXO_IS_REST },
	{ "n_zero", "pairs", "without a change; where signs or ranks count",
	  NULL, TXO_IS_PART },
	{ "n_positive", "pairs", "higher after; where signs count", NULL,
	  TXO_IS_PART },
	{ "n_negative", "pairs", "lower after; where signs count", NULL,
	  TXO_IS_PART },
	{ "estimate", "that of the scores, or percent, or none",
	  "see the term; changes are after - before", get_estimate, 0 },
	{ "std_error", "as estimate", "standard error", get_std_error, 0 },
	{ "statistic", "",
	  "t, or F, or the sum of positive ranks V of signed_rank, or the "
	  "positive changes of sign",
	  get_statistic, 0 },
	{ "df", "", "degrees of freedom of t, or of the numerator of F", get_df,
	  0 },
	{ "df_residual", "", "degrees of freedom of the denominator of F",
	  get_df_residual, TXO_IS_EXTRA },
	{ "p_value", "",
	  "two-sided; the hypothesis is no change, a share of 1/2, no "
	  "correlation, no difference",
	  get_p_value, 0 },
	{ "conf_low", "as estimate", "interval, low end", get_conf_low, 0 },
	{ "conf_high", "as estimate", "interval, high end", get_conf_high, 0 },
	{ "conf_level", "", "level of the interval", NULL, TXO_IS_PLAIN },
	{ "method", "", "the procedure in words", NULL, 0 },
	{ "note", "", "why a cell is empty, or what to know", NULL, 0 },
	{ NULL, NULL, NULL, NULL, 0 }
};

/* What the rows of one frame share. */
struct task {
	const struct txo_change_plan *plan;
	const struct txo_frame *frame;
	struct txo_out *out;
	struct txo_buffer variable;
	struct txo_change_row row;
	const struct txo_change_levels *levels;
	struct txo_pre_post *pairs;	/* of each */
	struct txo_ancova ancova;
	bool few, few_missing;	/* --min-cell withholds a count of a level */
};

/* Which counts a row shows. */
enum { SHOWS_ZEROS = 1, SHOWS_SIGNS = 2 };

static void add_text(struct txo_buffer *b, struct txo_text t)
{
	txo_buffer_add(b, t.p, t.n);
}

static void name_variable(struct task *t)
{
	const struct txo_change_plan *p = t->plan;
	const struct txo_vector
		*last = &t->frame->column[t->frame->columns - 1];
	struct txo_buffer *b = &t->variable;

	add_text(b, last->name);
	if (!p->is_long) {
		txo_buffer_add_text(b, " - ");
		add_text(b, last[-1].name);
		return;
	}
	txo_buffer_add_text(b, ", ");
	add_text(b, last[-1].name);
	txo_buffer_add_text(b, " ");
	add_text(b, p->visit[1]);
	txo_buffer_add_text(b, " - ");
	add_text(b, p->visit[0]);
}

static void print_label(struct txo_out *out, struct txo_text t)
{
	if (t.p)
		txo_out_text(out, t);
	else
		txo_out_empty(out);
}

static void print_count(struct txo_out *out, uint64_t n, bool shown)
{
	if (shown)
		txo_out_count(out, n);
	else
		txo_out_empty(out);
}

static void print_row(struct task *t, const char *term,
		      const struct txo_estimate *e)
{
	struct txo_change_row *r = &t->row;
	struct txo_out *out = t->out;
	unsigned note = e->note | (r->missing ? TXO_NOTE_INCOMPLETE : 0);

	if (t->few || t->few_missing)
		note = (t->few ? 0 : note) | TXO_NOTE_WITHHELD;
	r->e = *e;
	txo_out_text(out, (struct txo_text){ t->variable.p, t->variable.n });
	txo_out_text(out, txo_text(term));
	if (t->plan->between.p) {
		print_label(out, r->level);
		print_label(out, r->contrast);
	}
	print_count(out, r->n, !t->few);
	print_count(out, r->missing, !t->few && !t->few_missing);
	print_count(out, r->zero, r->shown & SHOWS_ZEROS);
	print_count(out, r->positive, r->shown & SHOWS_SIGNS);
	print_count(out, r->negative, r->shown & SHOWS_SIGNS);
	for (const struct txo_column *c = txo_change_columns; c->name; c++)
		if (c->value &&
		    (!(c->marks & TXO_IS_EXTRA) || t->plan->between.p))
			txo_out_number(out, t->few ? NAN : c->value(r));
	txo_out_number(out, t->plan->level);
	if (t->few)
		txo_out_empty(out);
	else
		txo_out_text(out, txo_text(e->method));
	txo_out_note(out, note);
	txo_out_end_row(out);
}

static bool asked(const struct task *t, enum txo_change_test test)
{
	return t->plan->tests & 1u << test;
}

static void print_t(struct task *t, const struct txo_pre_post *c)
{
	double level = t->plan->level;
	struct txo_estimate e = txo_pre_post_mean_pre(c, level);

	print_row(t, "mean_before", &e);
	e = txo_pre_post_mean_post(c, level);
	print_row(t, "mean_after", &e);
	e = txo_pre_post_mean(c, level);
	print_row(t, "mean_change", &e);
	e = txo_pre_post_sd(c, level);
	print_row(t, "sd_change", &e);
}

static enum txo_status print_ranks(struct task *t, const struct txo_pre_post *c,
				   struct txo_error *err)
{
	struct txo_estimate e;
	enum txo_status status;

	status = txo_pseudo_median(&c->change, t->plan->level, &e, err);
	if (status != TXO_OK)
		return status;
	print_row(t, "pseudo_median", &e);
	status = txo_signed_rank(&c->change, (enum txo_zeros)t->plan->zeros, &e,
				 err);
	t->row.shown = SHOWS_ZEROS;
	if (status == TXO_OK)
		print_row(t, "signed_rank", &e);
	t->row.shown = 0;
	return status;
}

static void print_sign(struct task *t, const struct txo_pre_post *c)
{
	struct txo_estimate e = txo_sign_test(c, t->plan->level);
	bool lower = t->plan->direction == TXO_BETTER_LOWER;

	t->row.shown = SHOWS_ZEROS | SHOWS_SIGNS;
	print_row(t, "sign", &e);
	if (t->plan->direction != TXO_BETTER_NONE) {
		e = txo_proportion(lower ? c->negative : c->positive, c->n,
				   TXO_CI_WILSON, t->plan->level);
		e.method = lower ? "share of all pairs that are lower after, "
				   "which is better, Wilson interval" :
				   "share of all pairs that are higher after, "
				   "which is better, Wilson interval";
		print_row(t, "share_better", &e);
	}
	t->row.shown = 0;
}

static void print_sizes(struct task *t, const struct txo_pre_post *c)
{
	double level = t->plan->level;
	struct txo_estimate e = txo_pre_post_d_z(c, level);

	print_row(t, "cohen_d_z", &e);
	e.method = "mean change / SD of the change, the same as cohen_d_z, "
		   "noncentral t interval";
	print_row(t, "standardised_response_mean", &e);
	e = txo_pre_post_d_av(c, level);
	print_row(t, "cohen_d_av", &e);
}

static enum txo_status print_regression(struct task *t,
					const struct txo_pre_post *c,
					struct txo_error *err)
{
	struct txo_line line;
	enum txo_status status = txo_pre_post_line(c, t->plan->level, &line,
						   err);
	struct txo_estimate e = txo_pre_post_regression(c, t->plan->level);

	if (status != TXO_OK)
		return status;
	print_row(t, "baseline_slope", &line.slope);
	print_row(t, "regression_to_mean", &e);
	return status;
}

/* The rows of one level. */
static enum txo_status print_level(struct task *t,
				   const struct txo_change_level *l,
				   const struct txo_pre_post *c,
				   struct txo_error *err)
{
	enum txo_status status = TXO_OK;
	struct txo_estimate e;

	t->row = (struct txo_change_row){
		.level = l->name,
		.n = c->n,
		.missing = l->missing,
		.zero = c->zero,
		.positive = c->positive,
		.negative = c->negative,
		.df_residual = NAN,
	};
	if (asked(t, TXO_CHANGE_T))
		print_t(t, c);
	if (asked(t, TXO_CHANGE_SIGNED_RANK))
		status = print_ranks(t, c, err);
	if (status == TXO_OK && asked(t, TXO_CHANGE_SIGN))
		print_sign(t, c);
	if (status == TXO_OK && asked(t, TXO_CHANGE_EFFECT_SIZE))
		print_sizes(t, c);
	if (status == TXO_OK && asked(t, TXO_CHANGE_CORRELATION)) {
		e = txo_pre_post_correlation(c, t->plan->level);
		print_row(t, "correlation", &e);
	}
	if (status == TXO_OK && asked(t, TXO_CHANGE_REGRESSION))
		status = print_regression(t, c, err);
	if (status == TXO_OK && asked(t, TXO_CHANGE_PERCENT)) {
		e = txo_pre_post_percent(c, t->plan->level);
		print_row(t, "percent_change", &e);
	}
	return status;
}

/* Rows of several levels tell of each of them, by subtraction. */
static void find_few(struct task *t)
{
	uint64_t least = t->out->least;

	for (size_t i = 0; i < t->levels->n; i++) {
		uint64_t n = t->pairs[i].n;
		uint64_t missing = t->levels->level[i].missing;

		t->few = t->few || (n && n < least);
		t->few_missing = t->few_missing || (missing && missing < least);
	}
}

/* Begin a row about some levels. */
static void begin_row(struct task *t)
{
	t->row = (struct txo_change_row){ .df_residual = NAN };
}

static void count_level(struct task *t, size_t i)
{
	t->row.n += t->pairs[i].n;
	t->row.missing += t->levels->level[i].missing;
}

static enum txo_status print_contrast(struct task *t, size_t i,
				      struct txo_error *err)
{
	const struct txo_change_level *l = t->levels->level;
	struct txo_estimate e = txo_ancova_difference(&t->ancova, i, 0,
						      t->plan->level);
	struct txo_buffer b = { 0 };
	enum txo_status status = TXO_OK;

	add_text(&b, l[i].name);
	txo_buffer_add_text(&b, " - ");
	add_text(&b, l[0].name);
	begin_row(t);
	t->row.contrast = (struct txo_text){ b.p, b.n };
	count_level(t, 0);
	count_level(t, i);
	if (b.failed)
		status = txo_fail_memory(err);
	else
		print_row(t, "adjusted_difference", &e);
	txo_buffer_release(&b);
	return status;
}

static void print_f(struct task *t)
{
	struct txo_estimate e;

	begin_row(t);
	for (size_t i = 0; i < t->levels->n; i++)
		count_level(t, i);
	e = txo_ancova_groups(&t->ancova, &t->row.df_residual);
	e.method = "ANCOVA, F of equal adjusted changes";
	print_row(t, "between_levels", &e);
	e = txo_ancova_slopes(&t->ancova, &t->row.df_residual);
	e.method = "F of equal slopes, which ANCOVA takes for granted";
	print_row(t, "equal_slopes", &e);
}

static enum txo_status print_ancova(struct task *t, struct txo_error *err)
{
	size_t n = t->levels->n;
	enum txo_status status = txo_ancova_init(&t->ancova, t->pairs, n, err);

	for (size_t i = 0; i < n && status == TXO_OK; i++) {
		struct txo_estimate e = txo_ancova_mean(&t->ancova, i,
							t->plan->level);

		begin_row(t);
		t->row.level = t->levels->level[i].name;
		count_level(t, i);
		print_row(t, "adjusted_change", &e);
	}
	find_few(t);
	for (size_t i = 1; i < n && status == TXO_OK; i++)
		status = print_contrast(t, i, err);
	if (status == TXO_OK)
		print_f(t);
	txo_ancova_release(&t->ancova);
	return status;
}

enum txo_status txo_change_print(const struct txo_change_plan *p,
				 const struct txo_frame *f,
				 const struct txo_change_levels *ls,
				 struct txo_out *out, struct txo_error *err)
{
	struct task t = { .plan = p, .frame = f, .out = out, .levels = ls };
	enum txo_status status = TXO_OK;

	t.pairs = calloc(ls->n + 1, sizeof(*t.pairs));
	name_variable(&t);
	if (!t.pairs || t.variable.failed)
		status = txo_fail_memory(err);
	for (size_t i = 0; i < ls->n && status == TXO_OK; i++) {
		status = txo_pre_post_init(&t.pairs[i], &ls->level[i].pairs,
					   err);
		if (status == TXO_OK)
			status = print_level(&t, &ls->level[i], &t.pairs[i],
					     err);
	}
	if (status == TXO_OK && p->between.p && asked(&t, TXO_CHANGE_ANCOVA))
		status = print_ancova(&t, err);
	for (size_t i = 0; t.pairs && i < ls->n; i++)
		txo_pre_post_release(&t.pairs[i]);
	free(t.pairs);
	txo_buffer_release(&t.variable);
	return status;
}
