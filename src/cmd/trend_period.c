/*
 * trend_period.c - txo trend by months, quarters or years: what y is in each, and
 * the means of those that are over as a series of their own.
 *
 * Formulas: stats/moments.c (means), stats/proportion.c (shares).
 */
#include <stdlib.h>

#include "base/dd.h"
#include "cmd/trend.h"
#include "txo/count.h"
#include "txo/dist.h"
#include "txo/note.h"
#include "txo/proportion.h"

#define PLAN struct txo_trend_plan

/* ------------------------------------------------------------------ settle */

/* What all groups have in common. */
struct range {
	double first, last;	/* days */
	bool any, values, shares;
};

static void look(const struct txo_frame *f, struct range *r)
{
	const struct txo_vector *x = &f->column[f->columns - 2], *y = x + 1;

	for (size_t i = 0; i < f->rows; i++) {
		if (isnan(x->x[i]))
			continue;
		r->first = r->any ? fmin(r->first, x->x[i]) : x->x[i];
		r->last = r->any ? fmax(r->last, x->x[i]) : x->x[i];
		r->any = true;
		if (txo_frame_lacks(f, f->columns - 1, i))
			continue;
		r->values = true;
		if (y->type != TXO_LABEL && y->x[i] != 0 && y->x[i] != 1)
			r->shares = false;
	}
}

enum txo_status txo_trend_settle_periods(PLAN *p, struct txo_frames *frames,
					 struct txo_error *err)
{
	struct txo_trend_series *s = &p->series;
	struct range r = { .shares = true };
	enum txo_period kind = txo_trend_kind(s);
	int until;

	if (s->by == TXO_BY_NO_PERIOD)
		return TXO_OK;
	for (size_t g = 0; g < frames->groups; g++) {
		struct txo_frame f = txo_frames_get(
			frames, g, p->projection[TXO_TREND_PAIRS]);

		look(&f, &r);
	}
	s->any = r.any;
	s->shares = r.shares && r.values;
	if (!r.any)
		return TXO_OK;
	until = (int)r.last;
	if (s->as_of.p && s->as_of_day < until)
		return txo_fail(err, TXO_USAGE,
				"--as-of is before the last date of the data; "
				"leave later rows out with --where");
	if (s->as_of.p)
		until = s->as_of_day;
	s->first = txo_period_of((int)r.first, kind);
	s->last = txo_period_of((int)r.last, kind);
	s->open = txo_period_last(s->last, kind) > until;
	return TXO_OK;
}

/* ----------------------------------------------------------------- periods */

struct value {
	struct txo_dd y;
	uint64_t w;
};

static int compare_values(const void *a, const void *b)
{
	const struct value *p = a, *q = b;

	return txo_dd_compare(p->y, q->y);
}

/* Room for the rows of a period. */
struct room {
	struct value *v;
	double *x, *lo;
	uint64_t *w;
};

static enum txo_status room_init(struct room *r, size_t rows,
				 struct txo_error *err)
{
	rows++;
	*r = (struct room){ calloc(rows, sizeof(*r->v)),
			    calloc(rows, sizeof(*r->x)),
			    calloc(rows, sizeof(*r->lo)),
			    calloc(rows, sizeof(*r->w)) };
	return r->v && r->x && r->lo && r->w ? TXO_OK : txo_fail_memory(err);
}

static void room_release(struct room *r)
{
	free(r->v);
	free(r->x);
	free(r->lo);
	free(r->w);
}

/* The m values in r->v in ascending order, equal ones counted together. */
static struct txo_sample sample_of(struct room *r, size_t m)
{
	struct txo_sample s = { r->x, r->lo, r->w, NULL, 0 };

	qsort(r->v, m, sizeof(*r->v), compare_values);
	for (size_t i = 0; i < m; i++) {
		const struct value *v = &r->v[i];

		if (i && compare_values(v, v - 1) == 0) {
			r->w[s.m - 1] += v->w;
			continue;
		}
		r->x[s.m] = v->y.hi;
		r->lo[s.m] = v->y.lo;
		r->w[s.m++] = v->w;
	}
	return s;
}

static struct txo_estimate mean_of(const PLAN *p, const struct txo_sample *s)
{
	struct txo_moments k;
	uint64_t n = txo_n(s), events = 0;

	if (!p->series.shares) {
		k = txo_moments(s);
		return txo_mean(&k, p->level);
	}
	for (size_t i = 0; i < s->m; i++)
		if (s->x[i] > 0)
			events += s->w[i];
	return txo_proportion(events, n, TXO_CI_WILSON, p->level);
}

/* Pairs and rows from `at` on that lie in the period; both go behind them. */
static void fill(const struct txo_trend_task *t, struct room *r, size_t *at,
		 size_t *row, struct txo_trend_period *to)
{
	const struct txo_frame *f = t->frame;
	const struct txo_pairs *p = &t->pairs;
	const double *x = f->column[f->columns - 2].x;
	double end = txo_period_last(to->period,
				     txo_trend_kind(&t->plan->series));
	struct txo_sample s;
	size_t m = 0;

	for (; *row < f->rows && x[*row] <= end; ++*row)
		if (txo_frame_lacks(f, f->columns - 1, *row))
			to->missing += f->weight[*row];
	for (; *at < p->m && p->x[*at] <= end; ++*at) {
		r->v[m].y = txo_dd_fast_sum(p->y[*at], p->y_lo[*at]);
		r->v[m++].w = p->w[*at];
	}
	s = sample_of(r, m);
	to->n = txo_n(&s);
	to->e = mean_of(t->plan, &s);
	if (t->plan->series.open && to->period == t->plan->series.last)
		to->e.note |= TXO_NOTE_UNFINISHED;
}

static enum txo_status find_periods(const struct txo_trend_task *t,
				    struct txo_trend_periods *all,
				    struct txo_error *err)
{
	const struct txo_trend_series *s = &t->plan->series;
	struct room r = { NULL, NULL, NULL, NULL };
	enum txo_status status = room_init(&r, t->pairs.m, err);
	size_t at = 0, row = 0;

	*all = (struct txo_trend_periods){
		NULL, s->any ? (size_t)(s->last - s->first) + 1 : 0
	};
	all->item = calloc(all->n + 1, sizeof(*all->item));
	if (status == TXO_OK && !all->item)
		status = txo_fail_memory(err);
	for (size_t i = 0; i < all->n && status == TXO_OK; i++) {
		all->item[i].period = s->first + (int)i;
		fill(t, &r, &at, &row, &all->item[i]);
	}
	room_release(&r);
	return status;
}

static enum txo_status run_means(const struct txo_trend_task *t,
				 enum txo_trend_name name,
				 struct txo_error *err)
{
	const struct txo_trend_series *s = &t->plan->series;
	const struct txo_trend_periods *all = t->periods;
	struct txo_text y = t->frame->column[t->frame->columns - 1].name;
	const char *term = s->shares ? "share" : "mean";
	char buf[TXO_PERIOD_SIZE];

	(void)name;
	(void)err;
	for (size_t i = 0; i < all->n; i++) {
		const struct txo_trend_period *p = &all->item[i];
		struct txo_trend_row row = txo_trend_row(t, term, &p->e);

		row.y = y;
		row.n = p->n;
		row.missing = p->missing;
		row.at = txo_text(
			txo_period_text(p->period, txo_trend_kind(s), buf));
		txo_trend_print(t, &row);
	}
	if (all->n == 0) {
		struct txo_sample none = { .m = 0 };
		struct txo_estimate e = mean_of(t->plan, &none);
		struct txo_trend_row row = txo_trend_row(t, term, &e);

		row.y = y;
		txo_trend_print(t, &row);
	}
	return TXO_OK;
}

static enum txo_status run_counts(const struct txo_trend_task *t,
				  enum txo_trend_name name,
				  struct txo_error *err)
{
	const struct txo_trend_series *s = &t->plan->series;
	const struct txo_trend_periods *all = t->periods;
	char buf[TXO_PERIOD_SIZE];

	(void)name;
	(void)err;
	for (size_t i = 0; i < all->n; i++) {
		const struct txo_trend_period *p = &all->item[i];
		uint64_t n = p->n + p->missing;
		struct txo_estimate e = txo_poisson_count(n, t->plan->level);
		struct txo_trend_row row;

		e.note = p->e.note & TXO_NOTE_UNFINISHED;
		row = txo_trend_row(t, "count", &e);
		row.y = txo_text("count");
		row.n = n;
		row.missing = 0;
		row.at = txo_text(
			txo_period_text(p->period, txo_trend_kind(s), buf));
		txo_trend_print(t, &row);
	}
	if (all->n == 0) {
		struct txo_estimate e = txo_poisson_count(0, t->plan->level);

		e.note = TXO_NOTE_NODATA;
		txo_trend_print_term(t, "count", &e);
	}
	return TXO_OK;
}

/* What a period is in the series; NaN if it is none of it. */
static double value_of(const PLAN *p, const struct txo_trend_period *of)
{
	if (of->e.note & TXO_NOTE_UNFINISHED)
		return NAN;
	if (p->methods & TXO_TREND(COUNTS))
		return (double)(of->n + of->missing);
	return of->e.estimate;
}

/* The means or counts of the periods that are over, numbered from 1. */
static enum txo_status make_series(struct txo_trend_task *t,
				   struct txo_error *err)
{
	const struct txo_trend_periods *all = t->periods;
	double *x = calloc(2 * all->n + 1, sizeof(double)), *y = x + all->n;
	uint64_t *w = calloc(all->n + 1, sizeof(*w));

	t->pairs = (struct txo_pairs){ x, NULL, y, NULL, w, 0 };
	t->missing = 0;
	if (!x || !w)
		return txo_fail_memory(err);
	for (size_t i = 0; i < all->n; i++) {
		const struct txo_trend_period *p = &all->item[i];

		double v = value_of(t->plan, p);

		if (isnan(v)) {
			t->missing++;
			continue;
		}
		x[t->pairs.m] = (double)(p->period - t->plan->series.first + 1);
		y[t->pairs.m] = v;
		w[t->pairs.m++] = 1;
	}
	t->n = t->pairs.m;
	return TXO_OK;
}

enum txo_status txo_trend_by_period(const struct txo_trend_task *t,
				    txo_trend_runner *run,
				    struct txo_error *err)
{
	struct txo_trend_task series = *t;
	struct txo_trend_periods all = { NULL, 0 };
	enum txo_status status = find_periods(t, &all, err);

	series.periods = &all;
	series.x = t->plan->series.x;
	series.y = t->plan->series.y;
	series.pairs = (struct txo_pairs){ .x = NULL };
	if (status == TXO_OK)
		status = make_series(&series, err);
	if (status == TXO_OK)
		status = run(&series, err);
	free((void *)(uintptr_t)series.pairs.x);
	free((void *)(uintptr_t)series.pairs.w);
	free(all.item);
	return status;
}

const struct txo_trend_method txo_trend_by_periods[] = {
	{ TXO_TREND_MEANS, TXO_TREND_PAIRS, txo_trend_at_only, run_means },
	{ TXO_TREND_COUNTS, TXO_TREND_PAIRS, txo_trend_at_only, run_counts },
	{ TXO_TREND_NAMES, TXO_TREND_PAIRS, NULL, NULL }
};
