/*
 * trend_print.c - the columns of the answer of txo trend.
 */
#include <string.h>

#include "cmd/trend.h"

#define VALUE(name, field) \
	static double name(const void *facts) \
	{ \
		return ((const struct txo_trend_row *)facts)->field; \
	}

VALUE(get_estimate, e.estimate)
VALUE(get_std_error, e.std_error)
VALUE(get_statistic, e.statistic)
VALUE(get_df, e.df)
VALUE(get_p_value, e.p_value)
VALUE(get_conf_low, e.conf_low)
VALUE(get_conf_high, e.conf_high)
VALUE(get_conf_level, level)

const struct txo_column txo_trend_columns[] = {
	{ "y", "", "name of the column that may move", NULL, TXO_IS_SUBJECT },
	{ "x", "", "name of the column along which", NULL, TXO_IS_SUBJECT },
	{ "term", "",
	  "intercept, slope, tau or rho; change, "
	  "level_..., slope_... before and after it; curve, knot; mean or share "
	  "of a period",
	  NULL, TXO_IS_SUBJECT },
	{ "at", "x",
	  "where along x: the first x of a new level, the last one before, "
	  "--split, a point or knot of a curve, a period",
	  NULL, TXO_IS_KEY | TXO_IS_EXTRA },
	{ "n", "rows",
	  "rows with both values; periods, where their means are "
	  "a series",
	  NULL, TXO_IS_COUNT },
	{ "n_missing", "rows",
	  "rows without one or both; periods that are empty or "
	  "not over",
	  NULL, TXO_IS_REST },
	{ "estimate", "y, or y for one x, or none",
	  "intercept, slope (a day is the unit of dates), tau-b, rho, level "
	  "or change of it (medians of pettitt, means of cusum), curve, mean, "
	  "share",
	  get_estimate, 0 },
	{ "std_error", "as estimate", "standard error", get_std_error, 0 },
	{ "statistic", "",
	  "t, or z, or (where exact) the concordant pairs T of Kendall, the "
	  "sum of squared rank differences S of Spearman; the largest |U| of "
	  "Pettitt, the largest distance of the cumulative sum",
	  get_statistic, 0 },
	{ "df", "", "degrees of freedom of t", get_df, 0 },
	{ "p_value", "", "two-sided; the hypothesis is 0", get_p_value, 0 },
	{ "conf_low", "as estimate", "interval, low end", get_conf_low, 0 },
	{ "conf_high", "as estimate", "interval, high end", get_conf_high, 0 },
	{ "conf_level", "", "level of the interval", get_conf_level,
	  TXO_IS_PLAIN },
	{ "method", "", "the procedure in words", NULL, 0 },
	{ "note", "", "why a cell is empty, or what to know", NULL, 0 },
	{ NULL, NULL, NULL, NULL, 0 }
};

struct txo_trend_row txo_trend_row(const struct txo_trend_task *t,
				   const char *term,
				   const struct txo_estimate *e)
{
	return (struct txo_trend_row){ .term = term,
				       .y = t->y,
				       .at_number = NAN,
				       .n = t->n,
				       .missing = t->missing,
				       .e = *e,
				       .level = t->plan->level };
}

/* Is the column shown, other than by its number? */
static bool is_shown(const struct txo_trend_task *t, const char *name)
{
	const struct txo_column *c = txo_trend_columns;

	for (size_t i = 0; c[i].name; i++)
		if (strcmp(c[i].name, name) == 0)
			return t->plan->shown >> i & 1;
	return false;
}

void txo_trend_print(const struct txo_trend_task *t,
		     const struct txo_trend_row *row)
{
	struct txo_out *out = t->out;

	txo_out_text(out, row->y);
	txo_out_text(out, t->x);
	if (row->about)
		txo_out_about(out, row->term, row->about);
	else
		txo_out_text(out, txo_text(row->term));
	if (is_shown(t, "at") && row->at_withheld)
		txo_out_withheld(out);
	else if (is_shown(t, "at") && row->at.p)
		txo_out_text(out, row->at);
	else if (is_shown(t, "at"))
		txo_out_number(out, row->at_number);
	txo_out_count(out, row->n);
	txo_out_count(out, row->missing);
	for (size_t i = 0; txo_trend_columns[i].name; i++)
		if (txo_trend_columns[i].value && t->plan->shown >> i & 1)
			txo_out_number(out, txo_trend_columns[i].value(row));
	txo_out_text(out,
		     row->method.p ? row->method : txo_text(row->e.method));
	txo_out_note(out, row->e.note);
	txo_out_end_row(out);
}

void txo_trend_print_term(const struct txo_trend_task *t, const char *term,
			  const struct txo_estimate *e)
{
	struct txo_trend_row row = txo_trend_row(t, term, e);

	txo_trend_print(t, &row);
}

/* "bdi by month: slope -1.2 (95 % interval ...) from 380 rows; ..." */
void txo_trend_say(const void *plan, struct txo_say *s)
{
	char p[TXO_SAY_P];

	if (txo_trend_say_series(plan, s))
		return;
	txo_say_value(s, "y");
	txo_say_text(s, " by ");
	txo_say_value(s, "x");
	if (txo_say_has(s, "at")) {
		txo_say_text(s, " at ");
		txo_say_value(s, "at");
	}
	txo_say_text(s, ": ");
	txo_say_words(s, "term");
	if (txo_say_has(s, "estimate")) {
		txo_say_text(s, " ");
		txo_say_value(s, "estimate");
		txo_trend_say_unit(plan, s);
		txo_say_p(s, "p_value", p);
		txo_say_interval(s, *p ? p : NULL);
	} else {
		txo_say_text(s, " not known,");
	}
	txo_trend_say_end(plan, s);
}
