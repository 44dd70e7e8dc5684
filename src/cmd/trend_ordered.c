/*
 * trend_ordered.c - the methods of txo trend that take x for groups in an order.
 * Formulas: stats/{jonckheere,armitage,linear_pairs}.c.
 */
#include <stdlib.h>

#include "base/dd.h"
#include "cmd/trend.h"
#include "txo/ordered.h"

/* The values of x or of y, to be numbered. */
struct value {
	double hi, lo;
	size_t i;
};

static int by_value(const void *a, const void *b)
{
	const struct value *p = a, *q = b;

	return txo_dd_compare((struct txo_dd){ p->hi, p->lo },
			      (struct txo_dd){ q->hi, q->lo });
}

/* The place of each of m values among the different ones, from 1. */
static void number(struct value *v, size_t m, double *place)
{
	double at = 0;

	qsort(v, m, sizeof(*v), by_value);
	for (size_t i = 0; i < m; i++) {
		if (i == 0 || by_value(&v[i], &v[i - 1]) != 0)
			at++;
		place[v[i].i] = at;
	}
}

/* The task's pairs with places for x, and for y if asked; free place. */
static enum txo_status number_pairs(const struct txo_trend_task *t, bool both,
				    struct txo_pairs *p, double **place,
				    struct txo_error *err)
{
	const struct txo_pairs *from = &t->pairs;
	struct value *v = calloc(from->m + 1, sizeof(*v));
	double *out = calloc(2 * from->m + 1, sizeof(*out));
	enum txo_status status = v && out ? TXO_OK : txo_fail_memory(err);

	*p = *from;
	*place = out;
	for (size_t i = 0; i < from->m && status == TXO_OK; i++)
		v[i] = (struct value){ from->x[i], from->x_lo[i], i };
	if (status == TXO_OK) {
		number(v, from->m, out);
		p->x = out;
		p->x_lo = NULL;
	}
	for (size_t i = 0; i < from->m && status == TXO_OK && both; i++)
		v[i] = (struct value){ from->y[i], from->y_lo[i], i };
	if (status == TXO_OK && both) {
		number(v, from->m, out + from->m);
		p->y = out + from->m;
		p->y_lo = NULL;
	}
	free(v);
	return status;
}

static enum txo_status run_jonckheere(const struct txo_trend_task *t,
				      enum txo_trend_name name,
				      struct txo_error *err)
{
	struct txo_ordered o;
	enum txo_status status = txo_jonckheere(&t->pairs, t->plan->level, &o,
						err);

	(void)name;
	if (status == TXO_OK) {
		txo_trend_print_term(t, "jonckheere_j", &o.test);
		txo_trend_print_term(t, "somers_d", &o.size);
	}
	return status;
}

static void print_scored(const struct txo_trend_task *t, const char *term,
			 const struct txo_estimate *e)
{
	struct txo_trend_row row = txo_trend_row(t, term, e);
	struct txo_buffer method = { 0 };

	txo_buffer_printf(&method, "%s; scores: %s", e->method,
			  t->plan->scores == (int)TXO_SCORES_PLACES ? "places" :
								      "values");
	if (!method.failed)
		row.method = (struct txo_text){ method.p, method.n };
	txo_trend_print(t, &row);
	txo_buffer_release(&method);
}

static enum txo_status run_scores(const struct txo_trend_task *t,
				  enum txo_trend_name name,
				  struct txo_error *err)
{
	bool linear = name == TXO_TREND_LINEAR;
	struct txo_pairs p = t->pairs;
	double level = t->plan->level, *place = NULL;
	struct txo_estimate e;
	enum txo_status status = TXO_OK;

	if (t->plan->scores == (int)TXO_SCORES_PLACES)
		status = number_pairs(t, linear, &p, &place, err);
	if (status == TXO_OK && linear)
		status = txo_linear_pairs(&p, level, &e, err);
	else if (status == TXO_OK)
		status = txo_cochran_armitage(&p,
					      name == TXO_TREND_ARMITAGE ?
						      TXO_ARMITAGE_N :
						      TXO_ARMITAGE_N_1,
					      level, &e, err);
	if (status == TXO_OK)
		print_scored(t, linear ? "score_correlation" : "share_slope",
			     &e);
	free(place);
	return status;
}

enum txo_status txo_trend_check_shares(const struct txo_trend_task *t,
				       struct txo_error *err)
{
	for (size_t i = 0; i < t->pairs.m; i++)
		if (t->pairs.y[i] != 0 && t->pairs.y[i] != 1)
			return txo_fail(err, TXO_DATA,
					"cochran-armitage is about a share: y "
					"must be 0 or 1, or say with --event "
					"which rows count");
	return TXO_OK;
}

const struct txo_trend_method txo_trend_ordered[] = {
	{ TXO_TREND_JONCKHEERE, TXO_TREND_PAIRS, NULL, run_jonckheere },
	{ TXO_TREND_ARMITAGE, TXO_TREND_PAIRS, NULL, run_scores },
	{ TXO_TREND_ARMITAGE_N_1, TXO_TREND_PAIRS, NULL, run_scores },
	{ TXO_TREND_LINEAR, TXO_TREND_PAIRS, NULL, run_scores },
	{ TXO_TREND_NAMES, TXO_TREND_PAIRS, NULL, NULL }
};
