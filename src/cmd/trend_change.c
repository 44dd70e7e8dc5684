/*
 * trend_change.c - the methods of txo trend for a change at one place: where it
 * was (pettitt, cusum), and how much it was at a given place (segmented).
 * Formulas: stats/{change_point,interrupted}.c.
 */
#include "cmd/trend.h"
#include "txo/change_point.h"
#include "txo/interrupted.h"

/* A row that tells of parts of the task's rows, or of where they part. */
static void print_part(const struct txo_trend_task *t,
		       struct txo_trend_row *row, double at, double at_lo)
{
	char buf[TXO_TREND_AT];

	row->about = TXO_ABOUT_COUNTS;
	txo_trend_set_at(t, at, at_lo, row, buf);
	txo_trend_print(t, row);
}

/* Is it a count that --min-cell withholds? */
static bool is_few(const struct txo_trend_task *t, uint64_t n)
{
	return n > 0 && n < t->out->least;
}

static enum txo_status run_change(const struct txo_trend_task *t,
				  enum txo_trend_name name,
				  struct txo_error *err)
{
	struct txo_change_point c;
	struct txo_trend_row row;
	struct txo_estimate e;
	enum txo_status status = (name == TXO_TREND_PETTITT ?
					  txo_pettitt :
					  txo_cusum)(&t->pairs, &c, err);

	if (status != TXO_OK)
		return status;
	e = txo_estimate_none(c.change.method);
	row = txo_trend_row(t, "change", &c.change);
	row.at_withheld = is_few(t, c.n_before) || is_few(t, c.n_after);
	print_part(t, &row, c.at, c.at_lo);
	if (isnan(c.at))
		return TXO_OK;
	e.estimate = c.before;
	row.term = "level_before";
	row.e = e;
	row.n = c.n_before;
	print_part(t, &row, c.last, c.last_lo);
	row.term = "level_after";
	row.e.estimate = c.after;
	row.n = c.n_after;
	print_part(t, &row, c.at, c.at_lo);
	return TXO_OK;
}

/* The place of --split on the axis that the task has. */
static void split_of(const struct txo_trend_task *t,
		     struct txo_interrupted_rules *r)
{
	const struct txo_trend_series *s = &t->plan->series;

	r->at = s->at;
	r->at_lo = s->at_lo;
	if (!t->periods)
		return;
	r->at = txo_period_of((int)s->at, txo_trend_kind(s)) - s->first + 1;
	r->at_lo = 0;
}

static enum txo_status run_segmented(const struct txo_trend_task *t,
				     enum txo_trend_name name,
				     struct txo_error *err)
{
	int lags = t->plan->series.lags;
	struct txo_interrupted_rules r = { .lags = lags ? lags : -1,
					   .level = t->plan->level };
	struct txo_interrupted s;
	enum txo_status status;

	(void)name;
	split_of(t, &r);
	status = txo_interrupted(&t->pairs, &r, &s, err);
	if (status != TXO_OK)
		return status;

	const struct {
		const char *term;
		const struct txo_estimate *e;
		uint64_t n;
	} rows[] = { { "level_before", &s.level_before, s.n_before },
		     { "level_after", &s.level_after, s.n_after },
		     { "level_change", &s.level_change, t->n },
		     { "slope_before", &s.slope_before, s.n_before },
		     { "slope_after", &s.slope_after, s.n_after },
		     { "slope_change", &s.slope_change, t->n } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct txo_trend_row row = txo_trend_row(t, rows[i].term,
							 rows[i].e);

		row.n = rows[i].n;
		print_part(t, &row, r.at, r.at_lo);
	}
	return TXO_OK;
}

const struct txo_trend_method txo_trend_changes[] = {
	{ TXO_TREND_PETTITT, TXO_TREND_PAIRS, txo_trend_at_only, run_change },
	{ TXO_TREND_CUSUM, TXO_TREND_PAIRS, txo_trend_at_only, run_change },
	{ TXO_TREND_SEGMENTED, TXO_TREND_PAIRS, txo_trend_at_only,
	  run_segmented },
	{ TXO_TREND_NAMES, TXO_TREND_PAIRS, NULL, NULL }
};
