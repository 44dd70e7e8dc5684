/*
 * trend_series.c - what the options of trend_series.h come to.
 */
#include "cmd/trend_series.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/format.h"
#include "cmd/trend.h"
#include "data/date.h"
#include "txo/decimal.h"

#define PLAN struct txo_trend_plan
/* What can take the means of periods for y, and their numbers for x. */
#define OF_MEANS \
	(TXO_TREND_DEFAULTS | TXO_TREND(HAMED_RAO) | TXO_TREND(PETTITT) | \
	 TXO_TREND(CUSUM) | TXO_TREND(SEGMENTED) | TXO_TREND(SPLINE) | \
	 TXO_TREND(MEANS) | TXO_TREND(COUNTS))

#define OF_PERIODS (TXO_TREND(MEANS) | TXO_TREND(COUNTS))

const char *const txo_trend_at_only[] = { "at", NULL };

static const char *const period_names[] = { [TXO_BY_MONTH] = "month",
					    [TXO_BY_QUARTER] = "quarter",
					    [TXO_BY_YEAR] = "year" };

/* ------------------------------------------------------------------ choose */

static unsigned by_default(const struct txo_trend_series *s)
{
	unsigned methods = 0;

	if (s->by != TXO_BY_NO_PERIOD)
		methods |= TXO_TREND(MEANS);
	if (s->split.p)
		methods |= TXO_TREND(SEGMENTED);
	return methods ? methods : TXO_TREND_DEFAULTS;
}

enum txo_status txo_trend_choose(PLAN *p, struct txo_error *err)
{
	const struct txo_trend_series *s = &p->series;
	bool segmented, period = s->by != TXO_BY_NO_PERIOD;
	const char *why = NULL;

	if (p->methods & TXO_TREND(DEFAULT)) {
		p->methods &= ~TXO_TREND(DEFAULT);
		p->methods |= by_default(s);
	}
	segmented = p->methods & TXO_TREND(SEGMENTED);
	if (p->within.p && (period || s->split.p))
		why = "--within has a slope for each course; leave out "
		      "--period and --split";
	else if (segmented && !s->split.p)
		why = "--method segmented needs --split, where the lines part";
	else if (s->split.p && !segmented)
		why = "--split is for --method segmented, and not for others";
	else if (s->lags && !segmented)
		why = "--lags is for --method segmented, and not for others";
	else if (p->methods & OF_PERIODS && !period)
		why = "--method means and counts need --period month, quarter "
		      "or year";
	else if ((p->methods & OF_PERIODS) == OF_PERIODS &&
		 p->methods & ~(unsigned)OF_PERIODS)
		why = "means and counts are a series each; ask for the methods "
		      "with one of them";
	else if (s->as_of.p && !period)
		why = "--as-of is for --period, to tell what is over";
	else if (period && p->methods & ~(unsigned)OF_MEANS)
		why = "--period has a series of means, which not all of the "
		      "methods named can take";
	return why ? txo_fail(err, TXO_USAGE, "%s", why) : TXO_OK;
}

/* -------------------------------------------------------------------- bind */

static bool is_date(struct txo_text t)
{
	struct txo_error why = { 0 };
	int day;

	return t.p && txo_date_parse(t, &day, &why) == TXO_OK;
}

bool txo_trend_needs_date(const PLAN *p)
{
	return p->series.by != TXO_BY_NO_PERIOD || is_date(p->series.split);
}

static enum txo_status read_day(const char *option, struct txo_text t, int *day,
				struct txo_error *err)
{
	struct txo_error why = { 0 };

	if (txo_date_parse(t, day, &why) == TXO_OK)
		return TXO_OK;
	return txo_fail(err, TXO_USAGE, "%s: %s", option, why.text);
}

static enum txo_status read_split(PLAN *p, struct txo_error *err)
{
	struct txo_trend_series *s = &p->series;
	struct txo_error why = { 0 };
	struct txo_decimal d;
	enum txo_status status;
	int day = 0;

	if (p->date) {
		status = read_day("--split", s->split, &day, err);
		s->at = day;
		return status;
	}
	if (is_date(s->split))
		return txo_fail(err, TXO_USAGE,
				"--split is a date, and the column of --x is "
				"not known as one; say which with --map "
				"date=COLUMN");
	if (txo_decimal_parse(s->split.p, s->split.n, &d, &why) != TXO_OK)
		return txo_fail(err, TXO_USAGE, "--split: %s", why.text);
	txo_decimal_value(d, &s->at, &s->at_lo);
	return TXO_OK;
}

/* "quarter of date" */
static enum txo_status name(struct txo_needs *needs, const char *of,
			    const char *what, struct txo_text column,
			    struct txo_text *to, struct txo_error *err)
{
	struct txo_buffer b = { 0 };
	char *copy = NULL;

	txo_buffer_printf(&b, "%s%s%.*s", of, what, (int)column.n, column.p);
	if (b.p)
		copy = txo_arena_copy(&needs->schema.arena, b.p, b.n);
	*to = (struct txo_text){ copy, b.n };
	txo_buffer_release(&b);
	return copy ? TXO_OK : txo_fail_memory(err);
}

enum txo_status txo_trend_bind_series(PLAN *p, struct txo_needs *needs,
				      struct txo_text x, struct txo_text y,
				      struct txo_error *err)
{
	struct txo_trend_series *s = &p->series;
	enum txo_status status = TXO_OK;

	if (s->split.p)
		status = read_split(p, err);
	if (s->by == TXO_BY_NO_PERIOD || status != TXO_OK)
		return status;
	if (!p->date)
		return txo_fail(err, TXO_USAGE,
				"--period needs dates, and the column of --x "
				"is not known as one; say which with --map "
				"date=COLUMN");
	if (s->as_of.p)
		status = read_day("--as-of", s->as_of, &s->as_of_day, err);
	if (status == TXO_OK)
		status = name(needs, period_names[s->by], " of ", x, &s->x,
			      err);
	s->y = txo_text("count");
	if (status == TXO_OK && !(p->methods & TXO_TREND(COUNTS)))
		status = name(needs, p->event.p ? "share of " : "mean ", "", y,
			      &s->y, err);
	return status;
}

/* ------------------------------------------------------------------ output */

/* A day; with a time of the day where a knot lies between two. */
static void write_day(double x, char *buf)
{
	double day = floor(x), minutes = round((x - day) * 24 * 60);
	char text[TXO_DATE_SIZE];

	if (minutes >= 24 * 60) {
		day++;
		minutes = 0;
	}
	txo_date_text((int)day, text);
	if (minutes > 0)
		snprintf(buf, TXO_TREND_AT, "%sT%02d:%02d", text,
			 (int)minutes / 60, (int)minutes % 60);
	else
		snprintf(buf, TXO_TREND_AT, "%s", text);
}

/* A period; with a part of one where a knot lies between two. */
static void write_period(const struct txo_trend_series *s, double x, char *buf)
{
	double whole = floor(x);
	char text[TXO_PERIOD_SIZE];

	txo_period_text(s->first + (int)whole - 1, txo_trend_kind(s), text);
	if (x > whole)
		snprintf(buf, TXO_TREND_AT, "%s+%.2f", text, x - whole);
	else
		snprintf(buf, TXO_TREND_AT, "%s", text);
}

void txo_trend_set_at(const struct txo_trend_task *t, double x, double lo,
		      struct txo_trend_row *row, char *buf)
{
	(void)lo;
	if (isnan(x))
		return;
	if (!t->plan->date) {
		row->at_number = x;
		return;
	}
	if (t->periods)
		write_period(&t->plan->series, x, buf);
	else
		write_day(x, buf);
	row->at = txo_text(buf);
}

/* "28 rows in 2024-Q1 (95 % interval 18.6 to 40.5)." */
static void say_count(struct txo_say *s)
{
	txo_say_count(s, "n", "row", "rows");
	if (txo_say_has(s, "at")) {
		txo_say_text(s, " in ");
		txo_say_value(s, "at");
	}
	txo_say_interval(s, NULL);
	txo_say_text(s, ".");
}

/* "improvement in 2024-Q1: mean 43.2 (95 % ...) from 121 rows; ..." */
static void say_period(struct txo_say *s)
{
	txo_say_value(s, "y");
	if (txo_say_has(s, "at")) {
		txo_say_text(s, " in ");
		txo_say_value(s, "at");
	}
	txo_say_text(s, ": ");
	txo_say_value(s, "term");
	if (txo_say_has(s, "estimate")) {
		txo_say_text(s, " ");
		txo_say_value(s, "estimate");
		txo_say_interval(s, NULL);
	} else {
		txo_say_text(s, " not known,");
	}
	txo_say_text(s, " from ");
	txo_say_count(s, "n", "row", "rows");
	txo_say_missing(s, "row", "rows", " without a value");
}

/* "improvement by date: largest change at 2024-05-02, by 4.1 (p = ...), ..." */
static void say_change(const PLAN *plan, struct txo_say *s)
{
	char p[TXO_SAY_P];

	txo_say_value(s, "y");
	txo_say_text(s, " by ");
	txo_say_value(s, "x");
	if (txo_say_has(s, "at")) {
		txo_say_text(s, ": largest change at ");
		txo_say_value(s, "at");
		txo_say_named(s, ", ", "by", "estimate");
	} else {
		txo_say_text(s, ": no place of a change is known");
	}
	txo_say_p(s, "p_value", p);
	if (*p) {
		txo_say_text(s, " (");
		txo_say_text(s, p);
		txo_say_text(s, ")");
	}
	txo_say_text(s, ",");
	txo_trend_say_end(plan, s);
}

bool txo_trend_say_series(const PLAN *p, struct txo_say *s)
{
	if (txo_say_is(s, "term", "change"))
		say_change(p, s);
	else if (p->series.by == TXO_BY_NO_PERIOD)
		return false;
	else if (txo_say_is(s, "term", "count"))
		say_count(s);
	else if (txo_say_is(s, "term", "mean") ||
		 txo_say_is(s, "term", "share"))
		say_period(s);
	else
		return false;
	return true;
}

void txo_trend_say_end(const PLAN *p, struct txo_say *s)
{
	bool periods = p->series.by != TXO_BY_NO_PERIOD;
	const char *one = periods ? "period" : "row",
		   *many = periods ? "periods" : "rows";

	txo_say_text(s, " from ");
	txo_say_count(s, "n", one, many);
	if (txo_say_has(s, "method")) {
		txo_say_text(s, ", by ");
		txo_say_value(s, "method");
	}
	txo_say_missing(s, one, many,
			periods ? " left out, as empty or not over" :
				  " without one or both values");
}

/* What a slope is for: " a day, -3.65 a year". */
void txo_trend_say_unit(const PLAN *p, struct txo_say *s)
{
	const struct txo_sink_cell *e = txo_say_cell(s, "estimate"),
				   *term = txo_say_cell(s, "term");

	if (!p->date || e->kind != TXO_CELL_NUMBER || term->text.n < 5 ||
	    memcmp(term->text.p, "slope", 5) != 0)
		return;
	txo_say_text(s, " a ");
	if (p->series.by != TXO_BY_NO_PERIOD) {
		txo_say_text(s, period_names[p->series.by]);
		return;
	}
	txo_say_text(s, "day, ");
	txo_say_number(s, e->number * 365.25);
	txo_say_text(s, " a year");
}
