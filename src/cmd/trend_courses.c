/*
 * trend_courses.c - --within: a slope for each patient, and what these slopes are
 * like. The frame is sorted by patient, x and y. Formulas:
 * stats/{ols,theil_sen}.c, and stats/{pre_post,signed_rank,...}.c of the slopes.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/trend.h"
#include "data/dictionary.h"
#include "txo/dist.h"
#include "txo/line.h"
#include "txo/note.h"
#include "txo/pre_post.h"

struct slopes {
	double *slope;		/* n of them, ascending */
	size_t n;
	uint64_t without;	/* patients without one */
};

/* The slope of the pairs from begin on; NaN for fewer than two different x. */
static enum txo_status slope_of(const struct txo_trend_task *t, size_t begin,
				size_t m, double *slope, struct txo_error *err)
{
	const struct txo_pairs *p = &t->pairs;
	struct txo_pairs part = { p->x + begin, p->x_lo + begin,
				  p->y + begin, p->y_lo + begin,
				  p->w + begin, m };
	struct txo_line line;
	enum txo_status status = (t->plan->slope == (int)TXO_SLOPE_SEN ?
					  txo_theil_sen :
					  txo_ols)(&part, t->plan->level, &line,
						   err);

	*slope = line.slope.estimate + 0.0;
	return status;
}

static int by_number(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Goes through the frame's patients; the pairs are those of its rows in order. */
static enum txo_status slopes_of(const struct txo_trend_task *t,
				 struct slopes *s, struct txo_error *err)
{
	const struct txo_frame *f = t->frame;
	const uint32_t *id = f->column[0].label;
	enum txo_status status = TXO_OK;
	size_t pair = 0, end, m;

	for (size_t i = 0; i < f->rows && status == TXO_OK; i = end) {
		double slope = NAN;

		if (id[i] == TXO_MISSING)
			break;
		for (end = i, m = 0; end < f->rows && id[end] == id[i]; end++)
			m += !txo_frame_lacks(f, 1, end) &&
			     !txo_frame_lacks(f, 2, end);
		if (m > 1)
			status = slope_of(t, pair, m, &slope, err);
		pair += m;
		if (isnan(slope))
			s->without++;
		else
			s->slope[s->n++] = slope;
	}
	qsort(s->slope, s->n, sizeof(*s->slope), by_number);
	return status;
}

static void print_slopes(const struct txo_trend_task *t, const struct slopes *s,
			 const char *term, const struct txo_estimate *e,
			 const char *how)
{
	struct txo_trend_row row = txo_trend_row(t, term, e);
	struct txo_buffer method = { 0 };

	txo_buffer_printf(&method, "%s slopes, one a patient: %s",
			  t->plan->slope == (int)TXO_SLOPE_SEN ? "sen" : "ols",
			  how);
	if (!method.failed)
		row.method = (struct txo_text){ method.p, method.n };
	row.n = s->n;
	row.missing = s->without;
	row.e.note |= s->without ? TXO_NOTE_INCOMPLETE : 0u;
	txo_trend_print(t, &row);
	txo_buffer_release(&method);
}

/* The median with its interval from two slopes, and the sign test. */
static struct txo_estimate median_of(const struct txo_pre_post *c, double level)
{
	struct txo_estimate e = txo_sign_test(c, level);

	e.note &= ~(unsigned)TXO_NOTE_CONST;
	e.estimate = txo_quantile(&c->change, 0.5, 7);
	e.std_error = NAN;
	txo_median_interval(&c->change, level, &e.conf_low, &e.conf_high);
	if (c->n && isnan(e.conf_low))
		e.note |= TXO_NOTE_SMALLN;
	return e;
}

static enum txo_status print_tests(const struct txo_trend_task *t,
				   const struct slopes *s,
				   const struct txo_pre_post *c,
				   struct txo_error *err)
{
	double level = t->plan->level;
	struct txo_estimate e = txo_pre_post_mean(c, level), test;
	enum txo_status status;

	print_slopes(t, s, "mean_slope", &e, "mean, t");
	e = median_of(c, level);
	print_slopes(t, s, "median_slope", &e,
		     "median, order statistics, sign test");
	status = txo_pseudo_median(&c->change, level, &e, err);
	if (status == TXO_OK)
		status = txo_signed_rank(&c->change, TXO_ZEROS_WILCOXON, &test,
					 err);
	if (status != TXO_OK)
		return status;
	e.statistic = test.statistic;
	e.p_value = test.p_value;
	e.note |= test.note;
	print_slopes(t, s, "pseudo_median_slope", &e, test.method);
	return TXO_OK;
}

/* The slopes as changes from 0. */
static enum txo_status summarise(const struct txo_trend_task *t,
				 const struct slopes *s, struct txo_error *err)
{
	double *zero = calloc(s->n + 1, sizeof(*zero));
	double *y = calloc(s->n + 1, sizeof(*y));
	uint64_t *w = calloc(s->n + 1, sizeof(*w));
	struct txo_pairs p = { zero, NULL, y, NULL, w, 0 };
	struct txo_pre_post c;
	enum txo_status status;

	if (!zero || !y || !w) {
		status = txo_fail_memory(err);
		goto out;
	}
	for (size_t i = 0; i < s->n; i++) {
		if (p.m == 0 || y[p.m - 1] != s->slope[i])
			y[p.m++] = s->slope[i];
		w[p.m - 1]++;
	}
	status = txo_pre_post_init(&c, &p, err);
	if (status == TXO_OK)
		status = print_tests(t, s, &c, err);
	txo_pre_post_release(&c);
out:
	free(zero);
	free(y);
	free(w);
	return status;
}

static enum txo_status run_within(const struct txo_trend_task *t,
				  enum txo_trend_name name,
				  struct txo_error *err)
{
	struct slopes s = { .slope = NULL };
	enum txo_status status;

	(void)name;
	s.slope = calloc(t->pairs.m + 1, sizeof(*s.slope));
	status = s.slope ? slopes_of(t, &s, err) : txo_fail_memory(err);
	if (status == TXO_OK)
		status = summarise(t, &s, err);
	free(s.slope);
	return status;
}

const struct txo_trend_method txo_trend_courses[] = {
	{ TXO_TREND_WITHIN, TXO_TREND_COURSES, NULL, run_within },
	{ TXO_TREND_NAMES, TXO_TREND_COURSES, NULL, NULL }
};
