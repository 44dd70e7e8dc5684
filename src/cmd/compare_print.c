/*
 * compare_print.c - the rows of txo compare: which levels and pairs a term is
 * printed for, and its cells.
 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/format.h"
#include "cmd/compare.h"
#include "txo/adjust.h"
#include "txo/note.h"

#define VALUE(name, expression) \
	static double name(const void *facts) \
	{ \
		const struct txo_compared *r = facts; \
\
		return expression; \
	}

VALUE(get_estimate, r->e.estimate)
VALUE(get_std_error, r->e.std_error)
VALUE(get_statistic, r->e.statistic)
VALUE(get_df, r->e.df)
VALUE(get_df_residual, r->df_residual)
VALUE(get_p_value, r->e.p_value)
VALUE(get_p_adjusted, r->p_adjusted)
VALUE(get_conf_low, r->e.conf_low)
VALUE(get_conf_high, r->e.conf_high)

const struct txo_column txo_compare_columns[] = {
	{ "variable", "", "name of the column y", NULL, TXO_IS_SUBJECT },
	{ "term", "", "what the estimate is, or what is tested", NULL,
	  TXO_IS_SUBJECT },
	{ "level", "", "the group, where the row is of one", NULL, TXO_IS_KEY },
	{ "category", "",
	  "of y, where the row is of one; printed where y is labels", NULL,
	  TXO_IS_EXTRA | TXO_IS_SUBJECT },
	{ "contrast", "",
	  "the two groups, where the row is of a pair: A - B is A less B, "
	  "A / B is A divided by B",
	  NULL, TXO_IS_SUBJECT },
	{ "n", "rows, or patients if collapsed", "with a value", NULL,
	  TXO_IS_COUNT },
	{ "n_missing", "as n", "without, in the same groups", NULL,
	  TXO_IS_REST },
	{ "estimate", "y, or none",
	  "means, medians and differences are in units of y; shares and "
	  "standardised differences have none",
	  get_estimate, 0 },
	{ "std_error", "as estimate", "standard error", get_std_error, 0 },
	{ "statistic", "",
	  "t; F of equal_means; of a shift W, the pairs with A above B; of "
	  "ranks H; z of rank_difference",
	  get_statistic, 0 },
	{ "df", "", "degrees of freedom of t, chi-square, or above in F",
	  get_df, 0 },
	{ "df_residual", "", "degrees of freedom below in F", get_df_residual,
	  0 },
	{ "p_value", "", "two-sided; the hypothesis is no difference",
	  get_p_value, 0 },
	{ "p_adjusted", "", "the same for all pairs at once, see --adjust",
	  get_p_adjusted, 0 },
	{ "conf_low", "as estimate", "interval, low end", get_conf_low, 0 },
	{ "conf_high", "as estimate", "interval, high end", get_conf_high, 0 },
	{ "conf_level", "", "level of the interval", NULL, TXO_IS_PLAIN },
	{ "method", "", "the procedure in words", NULL, 0 },
	{ "note", "", "why a cell is empty, or what to know", NULL, 0 },
	{ NULL, NULL, NULL, NULL, 0 }
};

/* The groups that a row is of. */
static void print_groups(struct txo_comparison *c, const struct txo_compared *r)
{
	struct txo_buffer *b = &c->method;

	if (r->a != TXO_NO_ARM && r->b == TXO_NO_ARM)
		txo_out_text(c->out, c->arm[r->a].name);
	else
		txo_out_empty(c->out);
	if (c->plan->labels && r->category != TXO_NO_ARM)
		txo_out_text(c->out, c->category[r->category]);
	else if (c->plan->labels)
		txo_out_empty(c->out);
	if (r->b == TXO_NO_ARM)
		txo_out_empty(c->out);
	else
		txo_out_contrast(c->out, b, c->arm[r->a].name,
				 r->ratio ? " / " : " - ", c->arm[r->b].name);
}

static void print_counts(struct txo_comparison *c, const struct txo_compared *r)
{
	uint64_t n = 0, missing = 0;

	for (size_t i = 0; i < c->k; i++)
		if (r->a == TXO_NO_ARM || i == r->a || i == r->b) {
			n += c->arm[i].n;
			missing += c->arm[i].missing;
		}
	txo_out_count(c->out, n);
	txo_out_count(c->out, missing);
}

static void add_number(struct txo_buffer *b, double x)
{
	char text[TXO_NUMBER_SIZE];

	txo_buffer_add(b, text, txo_format_number(x, 0, text));
}

static void print_method(struct txo_comparison *c, const struct txo_compared *r)
{
	static const char *const adjusted[] = {
		[TXO_ADJUST_NONE] = "",
		[TXO_ADJUST_BONFERRONI] = "; p adjusted by Bonferroni",
		[TXO_ADJUST_HOLM] = "; p adjusted by Holm",
		[TXO_ADJUST_HOCHBERG] = "; p adjusted by Hochberg",
		[TXO_ADJUST_HOMMEL] = "; p adjusted by Hommel",
		[TXO_ADJUST_BH] = "; p adjusted by Benjamini-Hochberg",
	};
	struct txo_buffer *b = &c->method;

	txo_buffer_clear(b);
	txo_buffer_add_text(b, r->e.method);
	if (r->adjusted && !isnan(r->e.p_value))
		txo_buffer_add_text(b, adjusted[c->plan->adjust]);
	if (r->category != TXO_NO_ARM && !c->plan->labels) {
		txo_buffer_add_text(b, "; odds of ");
		add_number(b, c->score[r->category]);
	}
	if (r->blocks)
		txo_buffer_printf(b, "; %" PRIu64 " blocks", r->blocks);
	if (r->draws)
		txo_buffer_printf(b,
				  "; %" PRIu64 " draws, mt19937, seed %d, p "
				  "from %.4g to %.4g",
				  r->draws, c->plan->seed, r->p_low, r->p_high);
	txo_buffer_add_text(b, c->plan->suffix);
	txo_out_text(c->out, (struct txo_text){ b->p, b->n });
}

static void print_numbers(struct txo_comparison *c,
			  const struct txo_compared *r)
{
	for (const struct txo_column *k = txo_compare_columns; k->name; k++)
		if (k->value)
			txo_out_number(c->out, k->value(r));
	txo_out_number(c->out, isnan(r->e.conf_low) && isnan(r->e.conf_high) ?
				       NAN :
				       c->plan->level);
	print_method(c, r);
}

/* Of labels, shares and tests tell the counts in all cells. */
static void print_withheld(struct txo_comparison *c)
{
	for (const struct txo_column *k = txo_compare_columns; k->name; k++)
		if (k->value)
			txo_out_empty(c->out);
	txo_out_empty(c->out);
	txo_out_empty(c->out);
}

static void print_row(struct txo_comparison *c, const struct txo_compared *r)
{
	txo_out_text(c->out, c->variable);
	txo_out_about(c->out, r->term,
		      r->a != TXO_NO_ARM && r->b == TXO_NO_ARM ?
			      0 :
			      TXO_ABOUT_COUNTS | TXO_ABOUT_REST);
	print_groups(c, r);
	print_counts(c, r);
	if (c->few)
		print_withheld(c);
	else
		print_numbers(c, r);
	txo_out_note(c->out, c->few ? TXO_NOTE_WITHHELD : r->e.note);
	txo_out_end_row(c->out);
}

static void begin(const struct txo_compare_term *t, struct txo_compared *r)
{
	r->term = t->term;
	r->df_residual = r->p_adjusted = NAN;
	if (t->of != TXO_OF_CELL)
		r->category = TXO_NO_ARM;
}

static enum txo_status run(const struct txo_comparison *c,
			   const struct txo_compare_term *t,
			   struct txo_compared *r, struct txo_error *err)
{
	begin(t, r);
	return t->run(c, r, err);
}

/* A row for each category of y, in one arm; where y is labels. */
static enum txo_status print_cells(struct txo_comparison *c,
				   const struct txo_compare_term *t, size_t arm,
				   struct txo_error *err)
{
	struct txo_compared r = { .a = arm, .b = TXO_NO_ARM };
	enum txo_status status = TXO_OK;

	for (; c->plan->labels && r.category < c->categories; r.category++) {
		if (status == TXO_OK)
			status = run(c, t, &r, err);
		if (status == TXO_OK)
			print_row(c, &r);
	}
	return status;
}

static enum txo_status print_one(struct txo_comparison *c,
				 const struct txo_compare_term *t, size_t arm,
				 struct txo_error *err)
{
	struct txo_compared r = { .a = arm, .b = TXO_NO_ARM };
	enum txo_status status = run(c, t, &r, err);

	if (status == TXO_OK && c->filled == 1 &&
	    (t->of == TXO_OF_PAIR || t->of == TXO_OF_PAIRS))
		r.e.note = TXO_NOTE_FEWGROUPS;
	if (status == TXO_OK)
		print_row(c, &r);
	return status;
}

/* The pairs that are compared, into r, or only counted if r is NULL. */
static size_t list_pairs(const struct txo_comparison *c,
			 const struct txo_compare_term *t,
			 struct txo_compared *r)
{
	int which = c->plan->pairs;
	bool all = which == TXO_PAIRS_ALL ||
		   (which == TXO_PAIRS_NAMED && t->of == TXO_OF_PAIRS);
	size_t n = 0;

	for (size_t a = 0; a < c->k; a++)
		for (size_t b = 0; b < c->k; b++) {
			size_t high = a == c->reference,
			       low = b == c->reference;

			/* the reference counts as the first level */
			if (all ? (high || (!low && a <= b)) : (!low || a == b))
				continue;
			if (r)
				r[n] = (struct txo_compared){ .a = a, .b = b };
			n++;
		}
	return n;
}

/* Adjust the p-values of all pairs for each other, if there are several. */
static enum txo_status adjust(const struct txo_comparison *c,
			      struct txo_compared *r, size_t n,
			      struct txo_error *err)
{
	enum txo_adjust how = (enum txo_adjust)c->plan->adjust;
	double *p;
	enum txo_status status;

	if (n < 2 || how == TXO_ADJUST_NONE)
		return TXO_OK;
	p = malloc(n * sizeof(*p));
	if (!p)
		return txo_fail_memory(err);
	for (size_t i = 0; i < n; i++)
		p[i] = r[i].e.p_value;
	status = txo_adjust(p, n, how, p, err);
	for (size_t i = 0; i < n && status == TXO_OK; i++)
		if (isnan(r[i].p_adjusted)) {
			r[i].p_adjusted = p[i];
			r[i].adjusted = !isnan(p[i]);
		}
	free(p);
	return status;
}

static enum txo_status run_pairs(const struct txo_comparison *c,
				 const struct txo_compare_term *t,
				 struct txo_compared *r, size_t n,
				 struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	if (t->of == TXO_OF_PAIRS) {
		for (size_t i = 0; i < n; i++)
			begin(t, &r[i]);
		r->rows = n;
		return t->run(c, r, err);
	}
	for (size_t i = 0; i < n && status == TXO_OK; i++)
		status = run(c, t, &r[i], err);
	return status;
}

static enum txo_status print_pairs(struct txo_comparison *c,
				   const struct txo_compare_term *t,
				   struct txo_error *err)
{
	size_t n = list_pairs(c, t, NULL);
	struct txo_compared *r;
	enum txo_status status = TXO_OK;

	if (n == 0)
		return print_one(c, t, TXO_NO_ARM, err);
	r = calloc(n, sizeof(*r));
	if (!r)
		return txo_fail_memory(err);
	list_pairs(c, t, r);
	status = run_pairs(c, t, r, n, err);
	if (status == TXO_OK)
		status = adjust(c, r, n, err);
	for (size_t i = 0; i < n && status == TXO_OK; i++)
		print_row(c, &r[i]);
	free(r);
	return status;
}

enum txo_status txo_compare_print(struct txo_comparison *c,
				  const struct txo_compare_term *table,
				  struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (; table->term && status == TXO_OK; table++) {
		if (!(table->tests & c->tests))
			continue;
		if (table->of == TXO_OF_ALL)
			status = print_one(c, table, TXO_NO_ARM, err);
		else if (table->of == TXO_OF_PAIR || table->of == TXO_OF_PAIRS)
			status = print_pairs(c, table, err);
		else
			for (size_t i = 0; i < c->k && status == TXO_OK; i++)
				status = (table->of == TXO_OF_CELL ?
						  print_cells :
						  print_one)(c, table, i, err);
	}
	return status;
}
