/*
 * survival_tests.c - tests of equal curves, within strata if there are any.
 */
#include <math.h>
#include <stdlib.h>

#include "base/format.h"
#include "cmd/survival.h"
#include "txo/decimal.h"
#include "txo/note.h"

#define TASK struct txo_survival_task
#define COUNT struct txo_survival_count

/* A test, by the weights of its times. */
struct test {
	const char *term, *trend_term, *name;
	struct txo_log_rank_weights w;
};

static struct test test_of(const struct txo_survival_plan *p, int which)
{
	const struct test tests[] = {
		[TXO_TEST_LOG_RANK] = { "log_rank",
					"log_rank_trend",
					"log-rank",
					{ 0, 0 } },
		[TXO_TEST_PETO] = { "peto",
				    "peto_trend",
				    "Peto-Peto, weights S",
				    { 1, 0 } },
		[TXO_TEST_FLEMING] = { "fleming_harrington",
				       "fleming_harrington_trend",
				       "Fleming-Harrington",
				       { p->rho, p->gamma } },
	};

	return tests[which];
}

static int by_stratum(const void *p, const void *q)
{
	const COUNT *a = p, *b = q;

	if (a->stratum != b->stratum)
		return a->stratum < b->stratum ? -1 : 1;
	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	return (a->group > b->group) - (a->group < b->group);
}

/* The counts of all rows with a stratum. */
static enum txo_status find_counts(const TASK *t, COUNT **count, size_t *m,
				   struct txo_error *err)
{
	COUNT *all = calloc(t->rows + 1, sizeof(*all));
	size_t n = 0;

	*count = all;
	*m = 0;
	if (!all)
		return txo_fail_memory(err);
	for (size_t i = 0; i < t->rows; i++) {
		const struct txo_survival_row *r = &t->row[i];
		bool event = r->end == TXO_ENDS_EVENT;

		if (r->stratum != TXO_NO_STRATUM)
			all[n++] = (COUNT){ r->stratum, r->level, r->time,
					    event ? r->w : 0,
					    event ? 0 : r->w };
	}
	if (n)
		qsort(all, n, sizeof(*all), by_stratum);
	for (size_t i = 0; i < n; i++) {
		if (*m && by_stratum(&all[*m - 1], &all[i]) == 0) {
			all[*m - 1].events += all[i].events;
			all[*m - 1].censored += all[i].censored;
		} else {
			all[(*m)++] = all[i];
		}
	}
	return TXO_OK;
}

/* The numbers of the levels, else their places; *numbers says which. */
static enum txo_status find_scores(const TASK *t, double **score, bool *numbers,
				   struct txo_error *err)
{
	double *all = calloc(t->levels + 1, sizeof(*all));

	*score = all;
	*numbers = true;
	if (!all)
		return txo_fail_memory(err);
	for (size_t i = 0; i < t->levels && *numbers; i++) {
		struct txo_text name = t->level[i].name;
		struct txo_decimal d;
		double lo;

		if (txo_decimal_parse(name.p, name.n, &d, NULL) == TXO_OK)
			txo_decimal_value(d, &all[i], &lo);
		else
			*numbers = false;
	}
	for (size_t i = 0; i < t->levels && !*numbers; i++)
		all[i] = (double)(i + 1);
	return TXO_OK;
}

/* "Fleming-Harrington, rho 0, gamma 1, stratified, chi-square". */
static struct txo_text method_of(TASK *t, int which, const char *end)
{
	const struct txo_survival_plan *p = t->plan;
	struct txo_buffer *b = &t->method;
	char rho[TXO_NUMBER_SIZE], gamma[TXO_NUMBER_SIZE];

	txo_buffer_clear(b);
	txo_buffer_add_text(b, test_of(p, which).name);
	txo_format_number(p->rho, 0, rho);
	txo_format_number(p->gamma, 0, gamma);
	if (which == TXO_TEST_FLEMING)
		txo_buffer_printf(b, ", rho %s, gamma %s", rho, gamma);
	txo_buffer_add_text(b, p->strata.n ? ", stratified" : "");
	txo_buffer_add_text(b, end);
	return (struct txo_text){ b->p, b->n };
}

static void print(TASK *t, const char *term, struct txo_estimate e,
		  struct txo_text method)
{
	struct txo_survival_line l = txo_survival_all(t, term, e);

	if (t->lost) {
		l.e.note |= TXO_NOTE_INCOMPLETE;
		l.lost = true;
		l.n -= t->lost;
		l.missing += t->lost;
		l.events -= t->lost_events;
		l.censored = l.n - l.events;
	}
	l.method = method;
	txo_survival_print(t, &l);
}

static enum txo_status print_tests(TASK *t, const struct txo_survival_counts *c,
				   struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (int i = 0; i < (int)TXO_SURVIVAL_TESTS && status == TXO_OK; i++) {
		struct test test = test_of(t->plan, i);
		struct txo_estimate e;

		if (!(t->plan->tests & 1u << i))
			continue;
		status = txo_log_rank(c, test.w, &e, err);
		if (status == TXO_OK)
			print(t, test.term, e, method_of(t, i, ", chi-square"));
	}
	return status;
}

static enum txo_status print_trends(TASK *t,
				    const struct txo_survival_counts *c,
				    struct txo_error *err)
{
	double *score = NULL;
	bool numbers = false;
	enum txo_status status = find_scores(t, &score, &numbers, err);

	for (int i = 0; i < (int)TXO_SURVIVAL_TESTS && status == TXO_OK; i++) {
		struct test test = test_of(t->plan, i);
		struct txo_estimate e;

		if (!(t->plan->tests & 1u << i))
			continue;
		status = txo_log_rank_trend(c, test.w, score, &e, err);
		if (status == TXO_OK)
			print(t, test.trend_term, e,
			      method_of(t, i,
					numbers ? ", trend along the levels" :
						  ", trend, scores 1, 2, ... "
						  "of the levels in order"));
	}
	free(score);
	return status;
}

enum txo_status txo_survival_tests(TASK *t, struct txo_error *err)
{
	COUNT *count = NULL;
	struct txo_survival_counts c = { .k = t->levels };
	enum txo_status status;

	if (!t->plan->between.p)
		return TXO_OK;
	status = find_counts(t, &count, &c.n, err);
	c.count = count;
	if (status == TXO_OK)
		status = print_tests(t, &c, err);
	if (status == TXO_OK && t->plan->trend)
		status = print_trends(t, &c, err);
	free(count);
	return status;
}
