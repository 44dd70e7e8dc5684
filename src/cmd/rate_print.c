/*
 * rate_print.c - the columns of txo rate, and a row of them. Those that only
 * --between fills are marked as extra.
 */
#include <math.h>

#include "cmd/rate.h"
#include "txo/note.h"

#define VALUE(name, field) \
	static double name(const void *facts) \
	{ \
		return ((const struct txo_rate_row *)facts)->field; \
	}

VALUE(get_estimate, e.estimate)
VALUE(get_std_error, e.std_error)
VALUE(get_statistic, e.statistic)
VALUE(get_df, e.df)
VALUE(get_p_value, e.p_value)
VALUE(get_conf_low, e.conf_low)
VALUE(get_conf_high, e.conf_high)
VALUE(get_conf_level, conf_level)

/* The rate if all that are missing had, or had not, the event. */
static double bound(const struct txo_rate_row *r, uint64_t of_missing)
{
	uint64_t all = r->n + r->missing;

	return r->alone && all ?
		       (double)(r->events + of_missing) / (double)all :
		       NAN;
}

static double get_rate_min(const void *facts)
{
	return bound(facts, 0);
}

static double get_rate_max(const void *facts)
{
	const struct txo_rate_row *r = facts;

	return bound(r, r->missing);
}

const struct txo_column txo_rate_columns[] = {
	{ "variable", "", "the event: the condition of --event", NULL,
	  TXO_IS_SUBJECT },
	{ "term", "",
	  "rate of a level; difference, ratio, odds_ratio of two; fisher and "
	  "chi_square: tests of equal rates; common_...: over the strata, "
	  "and homogeneity: of their odds ratios; paired_both, paired_one, "
	  "paired_neither: pairs by where the event is, and further "
	  "paired_... and mcnemar...",
	  NULL, TXO_IS_EXTRA | TXO_IS_SUBJECT },
	{ "level", "",
	  "the level, where the row is of one; of paired_one the one "
	  "with the event",
	  NULL, TXO_IS_EXTRA | TXO_IS_KEY },
	{ "contrast", "",
	  "the two levels, where the row is of two: A - B is the rate of A "
	  "less that of B, A / B is over it",
	  NULL, TXO_IS_EXTRA | TXO_IS_SUBJECT },
	{ "n", "rows, or pairs", "where it is known whether the event is there",
	  NULL, TXO_IS_COUNT },
	{ "n_missing", "as n", "where it is not", NULL, TXO_IS_REST },
	{ "events", "as n", "with the event; empty in comparisons of pairs",
	  NULL, TXO_IS_PART },
	{ "estimate", "", "the rate, events of n, or what the term says",
	  get_estimate, 0 },
	{ "std_error", "", "standard error, of a ratio that of its logarithm",
	  get_std_error, TXO_IS_EXTRA },
	{ "statistic", "",
	  "z, or chi-square where there is df; of the exact tests of pairs the "
	  "pairs with the event in the first level alone",
	  get_statistic, TXO_IS_EXTRA },
	{ "df", "", "degrees of freedom of chi-square", get_df, TXO_IS_EXTRA },
	{ "p_value", "", "two-sided; the hypothesis is equal rates",
	  get_p_value, TXO_IS_EXTRA },
	{ "conf_low", "as estimate", "interval, low end", get_conf_low, 0 },
	{ "conf_high", "as estimate", "interval, high end", get_conf_high, 0 },
	{ "conf_level", "", "level of the interval", get_conf_level,
	  TXO_IS_PLAIN },
	{ "rate_min", "", "the rate if nobody who is missing had the event",
	  get_rate_min, TXO_IS_OF_REST },
	{ "rate_max", "", "the rate if all who are missing had it",
	  get_rate_max, TXO_IS_OF_REST },
	{ "method", "", "the procedure in words", NULL, 0 },
	{ "note", "", "why a cell is empty, or what to know", NULL, 0 },
	{ NULL, NULL, NULL, NULL, 0 }
};

struct txo_rate_row txo_rate_row(const char *term, struct txo_counts c,
				 struct txo_estimate e)
{
	return (struct txo_rate_row){
		.term = term,
		.n = c.yes + c.no,
		.missing = c.missing,
		.events = c.yes,
		.e = e,
	};
}

static void print_numbers(struct txo_rate_task *t, const struct txo_rate_row *r,
			  bool few)
{
	const struct txo_column *c = txo_rate_columns;

	for (; c->name; c++)
		if (c->value &&
		    (!(c->marks & TXO_IS_EXTRA) || t->plan->between.p))
			txo_out_number(t->out, few ? NAN : c->value(r));
}

static bool is_few(const struct txo_rate_task *t, uint64_t n)
{
	return n > 0 && n < t->out->least;
}

void txo_rate_few(struct txo_rate_task *t, struct txo_counts c)
{
	t->few = t->few || is_few(t, c.yes) || is_few(t, c.no);
	t->few_missing = t->few_missing || is_few(t, c.missing);
}

static void print_count(struct txo_out *out, uint64_t n, bool few)
{
	if (few)
		txo_out_empty(out);
	else
		txo_out_count(out, n);
}

void txo_rate_print(struct txo_rate_task *t, const struct txo_rate_row *r)
{
	struct txo_rate_row row = *r;
	bool few = t->few && !r->alone;
	bool few_missing = few || (t->few_missing && !r->alone);

	if (!isnan(r->e.conf_low) || !isnan(r->e.conf_high))
		row.conf_level = t->plan->level;
	else
		row.conf_level = NAN;
	txo_out_text(t->out, t->event);
	if (t->plan->between.p) {
		txo_out_text(t->out, txo_text(r->term));
		txo_out_text(t->out, r->level);
		txo_out_contrast(t->out, &t->contrast, r->of, r->sign, r->over);
	}
	print_count(t->out, r->n, few);
	print_count(t->out, r->missing, few_missing);
	print_count(t->out, r->events, few || r->no_events);
	print_numbers(t, &row, few);
	txo_out_text(t->out, few ? (struct txo_text){ NULL, 0 } :
				   txo_text(r->e.method));
	txo_out_note(t->out, few	 ? TXO_NOTE_WITHHELD :
			     few_missing ? r->e.note | TXO_NOTE_WITHHELD :
					   r->e.note);
	txo_out_end_row(t->out);
}
