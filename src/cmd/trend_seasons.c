/*
 * trend_seasons.c - the methods of txo trend for values in the order of time, the
 * means of those that have the same one. Formulas: stats/{hamed_rao,seasonal}.c.
 */
#include <stdlib.h>

#include "base/dd.h"
#include "cmd/trend.h"
#include "data/date.h"
#include "txo/series.h"

static void print_method(const struct txo_trend_task *t, const char *term,
			 const struct txo_estimate *e,
			 const struct txo_buffer *more)
{
	struct txo_trend_row row = txo_trend_row(t, term, e);
	struct txo_buffer method = { 0 };

	txo_buffer_printf(&method, "%s; %s", e->method, more->p ? more->p : "");
	if (!method.failed)
		row.method = (struct txo_text){ method.p, method.n };
	txo_trend_print(t, &row);
	txo_buffer_release(&method);
}

static enum txo_status run_serial(const struct txo_trend_task *t,
				  enum txo_trend_name name,
				  struct txo_error *err)
{
	struct txo_serial s;
	struct txo_buffer more = { 0 };
	enum txo_status status = txo_hamed_rao(&t->pairs, &s, err);

	(void)name;
	if (status != TXO_OK)
		return status;
	txo_buffer_printf(&more, "means: %llu", (unsigned long long)s.n);
	if (s.lags)
		txo_buffer_printf(&more,
				  ", lags 1 to %llu, significant at 5 %% in "
				  "the ranks detrended by Sen's slope: %llu",
				  (unsigned long long)s.lags,
				  (unsigned long long)s.significant);
	print_method(t, "tau", &s.tau, &more);
	print_method(t, "variance_factor", &s.factor, &more);
	txo_buffer_release(&more);
	return TXO_OK;
}

/* A row in its month; one value of each is made of them. */
struct month {
	int year, month;
	struct txo_dd y;
	uint64_t w;
};

static int by_month(const void *a, const void *b)
{
	const struct month *p = a, *q = b;

	if (p->month != q->month)
		return p->month - q->month;
	if (p->year != q->year)
		return p->year - q->year;
	return txo_dd_compare(p->y, q->y);
}

static struct month month_of(const struct txo_pairs *p, size_t i)
{
	char text[TXO_DATE_SIZE], *end;
	struct month m = { .y = { p->y[i], p->y_lo[i] }, .w = p->w[i] };

	txo_date_text((int)p->x[i], text);
	m.year = (int)strtol(text, &end, 10);
	m.month = (int)strtol(end + 1, NULL, 10);
	return m;
}

/* The mean of the months from begin to before end, which are the same one. */
static struct txo_dd mean_of(const struct month *m, size_t begin, size_t end)
{
	struct txo_dd sum = { 0, 0 };
	uint64_t n = 0;

	if (txo_dd_compare(m[begin].y, m[end - 1].y) == 0)
		return m[begin].y;
	for (size_t i = begin; i < end; i++) {
		sum = txo_dd_add(sum,
				 txo_dd_mul(txo_dd_from_count(m[i].w), m[i].y));
		n += m[i].w;
	}
	return txo_dd_div(sum, txo_dd_from_count(n));
}

static enum txo_status months_of(const struct txo_pairs *p,
				 struct txo_seasonal *v, size_t *n,
				 struct txo_error *err)
{
	struct month *m = calloc(p->m + 1, sizeof(*m));
	size_t end;

	*n = 0;
	if (!m)
		return txo_fail_memory(err);
	for (size_t i = 0; i < p->m; i++)
		m[i] = month_of(p, i);
	qsort(m, p->m, sizeof(*m), by_month);
	for (size_t i = 0; i < p->m; i = end) {
		struct txo_dd mean;

		for (end = i + 1; end < p->m; end++)
			if (m[end].month != m[i].month ||
			    m[end].year != m[i].year)
				break;
		mean = mean_of(m, i, end);
		v[(*n)++] = (struct txo_seasonal){ m[i].year, m[i].month,
						   mean.hi, mean.lo };
	}
	free(m);
	return TXO_OK;
}

static void print_seasonal(const struct txo_trend_task *t,
			   const struct txo_seasonal_trend *s)
{
	struct txo_buffer more = { 0 };

	txo_buffer_printf(&more,
			  "monthly means: %llu, months of the year: %llu, "
			  "years: %llu",
			  (unsigned long long)s->n,
			  (unsigned long long)s->seasons,
			  (unsigned long long)s->years);
	print_method(t, "seasonal_tau", &s->tau, &more);
	print_method(t, "slope_a_year", &s->slope, &more);
	print_method(t, "same_in_months", &s->same, &more);
	txo_buffer_release(&more);
}

static enum txo_status run_seasonal(const struct txo_trend_task *t,
				    enum txo_trend_name name,
				    struct txo_error *err)
{
	enum txo_seasons seasons = name == TXO_TREND_SEASONAL_DEPENDENT ?
					   TXO_SEASONS_DEPENDENT :
					   TXO_SEASONS_INDEPENDENT;
	struct txo_seasonal *v = calloc(t->pairs.m + 1, sizeof(*v));
	struct txo_seasonal_trend s;
	size_t n;
	enum txo_status status = v ? TXO_OK : txo_fail_memory(err);

	if (status == TXO_OK)
		status = months_of(&t->pairs, v, &n, err);
	if (status == TXO_OK)
		status = txo_seasonal_kendall(v, n, seasons, t->plan->level, &s,
					      err);
	if (status == TXO_OK)
		print_seasonal(t, &s);
	free(v);
	return status;
}

const struct txo_trend_method txo_trend_seasons[] = {
	{ TXO_TREND_HAMED_RAO, TXO_TREND_PAIRS, NULL, run_serial },
	{ TXO_TREND_SEASONAL, TXO_TREND_PAIRS, NULL, run_seasonal },
	{ TXO_TREND_SEASONAL_DEPENDENT, TXO_TREND_PAIRS, NULL, run_seasonal },
	{ TXO_TREND_NAMES, TXO_TREND_PAIRS, NULL, NULL }
};
