/*
 * survival_print.c - the columns of txo survival, and a row of them.
 */
#include <math.h>

#include "cmd/survival.h"
#include "txo/note.h"

#define VALUE(name, field) \
	static double name(const void *facts) \
	{ \
		return ((const struct txo_survival_line *)facts)->field; \
	}

VALUE(get_estimate, e.estimate)
VALUE(get_std_error, e.std_error)
VALUE(get_statistic, e.statistic)
VALUE(get_df, e.df)
VALUE(get_p_value, e.p_value)
VALUE(get_conf_low, e.conf_low)
VALUE(get_conf_high, e.conf_high)
VALUE(get_conf_level, conf_level)

const struct txo_column txo_survival_columns[] = {
	{ "term", "",
	  "median, or quantile_P: the time until which a share P has had the "
	  "event; survival, events, hazard: the curves, from a time on; "
	  "survival_at and so on: at the times of --at; mean_until: the mean "
	  "time without the event up to a time; mean_until_difference; "
	  "log_rank, peto, fleming_harrington and ..._trend: tests of equal "
	  "curves; of --competing: incidence, incidence_at, gray; of --cox: "
	  "hazard_ratio, cox_likelihood_ratio, cox_score, cox_wald: tests of all "
	  "coefficients, or those of a factor; concordance; schoenfeld: test of "
	  "proportional hazards",
	  NULL, TXO_IS_SUBJECT },
	{ "variable", "", "the event, or the covariate, that the row is about",
	  NULL, TXO_IS_EXTRA | TXO_IS_SUBJECT },
	{ "level", "", "the level, where the row is of one", NULL, TXO_IS_KEY },
	{ "contrast", "",
	  "the two levels, where the row is of two: A - B is A less B, A / B is A "
	  "over B",
	  NULL, TXO_IS_SUBJECT },
	{ "time", "time", "at, or up to, which time", NULL, TXO_IS_SUBJECT },
	{ "n", "rows, or courses", "with a known time and end", NULL,
	  TXO_IS_COUNT },
	{ "n_missing", "as n", "where they are not known", NULL, TXO_IS_REST },
	{ "n_risk", "as n", "observed and without the event just before time",
	  NULL, 0 },
	{ "events", "as n",
	  "with the event: in all, at --at until the time, of --curve at it",
	  NULL, TXO_IS_PART },
	{ "censored", "as n",
	  "whose time ended without the event: in all, of --curve at the time",
	  NULL, TXO_IS_PART },
	{ "estimate", "as the term says",
	  "a time, a share from 0 to 1, a cumulative hazard, a mean time",
	  get_estimate, 0 },
	{ "std_error", "as estimate",
	  "standard error, of a hazard ratio that of its logarithm",
	  get_std_error, 0 },
	{ "statistic", "", "z, or chi-square where there is df", get_statistic,
	  0 },
	{ "df", "", "degrees of freedom of chi-square", get_df, 0 },
	{ "p_value", "",
	  "two-sided; the hypothesis is equal curves or means, or a hazard ratio of "
	  "1, or proportional hazards",
	  get_p_value, 0 },
	{ "conf_low", "as estimate", "interval, low end", get_conf_low, 0 },
	{ "conf_high", "as estimate", "interval, high end", get_conf_high, 0 },
	{ "conf_level", "", "level of the interval", get_conf_level,
	  TXO_IS_PLAIN },
	{ "method", "", "the procedure in words", NULL, 0 },
	{ "note", "", "why a cell is empty, or what to know", NULL, 0 },
	{ NULL, NULL, NULL, NULL, 0 }
};

enum txo_status txo_survival_name_columns(const struct txo_survival_plan *p,
					  struct txo_needs *needs,
					  struct txo_error *err)
{
	const struct txo_column *c = txo_survival_columns;
	enum txo_status status = TXO_OK;

	for (; c->name && status == TXO_OK; c++)
		if (!(c->marks & TXO_IS_EXTRA) || p->competing.n || p->cox.n)
			status = txo_needs_output(needs, txo_text(c->name),
						  err);
	return status;
}

struct txo_survival_line txo_survival_line(const char *term,
					   const struct txo_survival_level *l,
					   struct txo_estimate e)
{
	return (struct txo_survival_line){
		.term = term,
		.level = l->name,
		.time = NAN,
		.n = l->n,
		.missing = l->missing,
		.events = l->events,
		.censored = l->n - l->events,
		.has = TXO_HAS_EVENTS | TXO_HAS_CENSORED,
		.e = e,
	};
}

struct txo_survival_line txo_survival_all(const struct txo_survival_task *t,
					  const char *term,
					  struct txo_estimate e)
{
	struct txo_survival_level all = { .n = 0 };
	struct txo_survival_line l;

	for (size_t i = 0; i < t->levels; i++) {
		all.n += t->level[i].n;
		all.missing += t->level[i].missing;
		all.events += t->level[i].events;
	}
	l = txo_survival_line(term, &all, e);
	l.together = true;
	return l;
}

static void print_count(struct txo_out *out, bool has, bool withheld,
			uint64_t n)
{
	if (!has)
		txo_out_empty(out);
	else if (withheld)
		txo_out_withheld(out);
	else
		txo_out_count(out, n);
}

static void print_numbers(struct txo_survival_task *t,
			  const struct txo_survival_line *l)
{
	for (const struct txo_column *c = txo_survival_columns; c->name; c++) {
		double x = c->value ? c->value(l) : NAN;

		if (!c->value)
			continue;
		if (l->withheld && !isnan(x))
			txo_out_withheld(t->out);
		else
			txo_out_number(t->out, x);
	}
}

void txo_survival_print(struct txo_survival_task *t,
			const struct txo_survival_line *l)
{
	struct txo_survival_line line = *l;
	struct txo_out *out = t->out;

	line.conf_level = NAN;
	if (!isnan(l->e.conf_low) || !isnan(l->e.conf_high))
		line.conf_level = t->plan->level;
	if (l->together)
		txo_out_about(out, l->term,
			      TXO_ABOUT_COUNTS | TXO_ABOUT_PARTS |
				      TXO_ABOUT_REST |
				      (l->lost ? TXO_ABOUT_LOST : 0u));
	else
		txo_out_text(out, txo_text(l->term));
	if (t->plan->competing.n || t->plan->cox.n)
		txo_out_text(out, l->variable);
	txo_out_text(out, l->level);
	txo_out_contrast(t->out, &t->contrast, l->of, l->sign, l->over);
	txo_out_number(out, l->time);
	txo_out_count(out, l->n);
	txo_out_count(out, l->missing);
	print_count(out, l->has & TXO_HAS_RISK, l->withheld, l->at_risk);
	print_count(out, l->has & TXO_HAS_EVENTS, l->withheld, l->events);
	print_count(out, l->has & TXO_HAS_CENSORED, l->withheld, l->censored);
	print_numbers(t, &line);
	txo_out_text(out, l->method.p ? l->method : txo_text(l->e.method));
	txo_out_note(out, l->withheld ? 0 : l->e.note);
	txo_out_end_row(out);
}
