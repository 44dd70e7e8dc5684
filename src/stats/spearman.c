/*
 * METHOD
 *	rho = sum w a b / sqrt(sum w a^2 sum w b^2)
 *	a = 2 rank(x) - (n + 1), rank the mean of the ranks that ties share: the
 *	weight below the tie minus the weight above it; b likewise for y
 *	t = rho sqrt((n - 2) / (1 - rho^2)), n - 2 degrees of freedom
 *	interval: tanh(atanh(rho) +- q sqrt((1 + rho^2 / 2) / (n - 3)))
 * Source: [kendall1970]; interval [bonett2000], asymptotic. Without ties the
 * p-value is exact or by a series, see spearman_null.c; where the series fails
 * it is that of t, and of a perfect association it is 2 / n!. a and b are whole
 * numbers, their sums are in double-double. Defined when neither x nor y is
 * constant; a perfect association with ties has no test.
 */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/dd.h"
#include "stats/margins.h"
#include "stats/quantile_t.h"
#include "stats/spearman_null.h"
#include "txo/note.h"
#include "txo/rank.h"

#define EXACT "Spearman rho exact"
#define SERIES "Spearman rho Edgeworth series"
#define BEYOND "Spearman rho t beyond Edgeworth series"
#define T "Spearman rho t of mid-ranks"

#define NEGLIGIBLE 0x1p-90	/* of 1 - |rho|: a perfect association */

struct rho {
	uint64_t n;
	struct txo_dd xx, xy, yy;
	bool tied;
	bool constant;
	double rho;
	double rest;		/* 1 - rho^2 */
};

/* Centred and doubled mid-ranks of the groups of a margin. */
static double *ranks(const struct txo_margin *g, uint64_t n)
{
	double *rank = calloc(g->k + 1, sizeof(*rank));
	uint64_t below = 0;

	if (!rank)
		return NULL;
	for (size_t i = 0; i < g->k; i++) {
		uint64_t above = n - below - g->weight[i];

		rank[i] = (double)((int64_t)below - (int64_t)above);
		below += g->weight[i];
	}
	return rank;
}

static struct txo_dd sum_of_squares(const struct txo_margin *g,
				    const double *rank)
{
	struct txo_dd sum = { 0, 0 };

	for (size_t i = 0; i < g->k; i++) {
		struct txo_dd square = txo_dd_two_prod(rank[i], rank[i]);
		struct txo_dd w = txo_dd_from_count(g->weight[i]);

		sum = txo_dd_add(sum, txo_dd_mul(w, square));
	}
	return sum;
}

static void rho_fill(const struct txo_margins *k, const uint64_t *w,
		     const double *a, const double *b, struct rho *r)
{
	*r = (struct rho){ .n = k->n };
	r->tied = txo_margin_is_tied(&k->x, k->n) ||
		  txo_margin_is_tied(&k->y, k->n);
	r->constant = k->x.k < 2 || k->y.k < 2;
	if (r->constant)
		return;
	r->xx = sum_of_squares(&k->x, a);
	r->yy = sum_of_squares(&k->y, b);
	for (size_t i = 0; i < k->m; i++) {
		struct txo_dd ab = txo_dd_two_prod(a[k->x.group[i]],
						   b[k->y.group[i]]);

		ab = txo_dd_mul(ab, txo_dd_from_count(w[i]));
		r->xy = txo_dd_add(r->xy, ab);
	}

	struct txo_dd rho = txo_dd_div(r->xy,
				       txo_dd_sqrt(txo_dd_mul(r->xx, r->yy)));
	struct txo_dd rest = txo_dd_sub(txo_dd_from(1), txo_dd_mul(rho, rho));

	r->rho = rest.hi > NEGLIGIBLE ? rho.hi : copysign(1, rho.hi);
	r->rest = rest.hi > NEGLIGIBLE ? rest.hi : 0;
}

static enum txo_status rho_of(const struct txo_pairs *p, struct rho *r,
			      struct txo_error *err)
{
	struct txo_margins k;
	enum txo_status status = txo_margins_init(&k, p, err);
	double *a = NULL, *b = NULL;

	if (status != TXO_OK)
		goto out;
	a = ranks(&k.x, k.n);
	b = ranks(&k.y, k.n);
	if (a && b)
		rho_fill(&k, p->w, a, b, r);
	else
		status = txo_fail_memory(err);
out:
	free(a);
	free(b);
	txo_margins_release(&k);
	return status;
}

static void test_by_t(const struct rho *r, const char *method,
		      struct txo_estimate *e)
{
	e->method = method;
	if (r->rest == 0 || r->n < 3)
		return;
	e->df = (double)r->n - 2;
	e->statistic = r->rho * sqrt(e->df / r->rest);
	e->p_value = txo_t_p_value(e->statistic, e->df);
}

static void test_without_ties(const struct rho *r, struct txo_estimate *e)
{
	double sum = (r->xx.hi - r->xy.hi) / 2;
	uint64_t s = (uint64_t)sum;
	unsigned n = (unsigned)r->n;

	e->statistic = sum;
	e->method = EXACT;
	if (r->rest == 0) {
		e->p_value = txo_spearman_perfect(r->n);
	} else if (n <= TXO_SPEARMAN_EXACT) {
		e->p_value = txo_spearman_exact(s, n);
	} else {
		e->method = SERIES;
		e->p_value = txo_spearman_series(s, n);
		if (isnan(e->p_value))
			test_by_t(r, BEYOND, e);
	}
}

static void set_interval(const struct rho *r, double level,
			 struct txo_estimate *e)
{
	double z = txo_normal_quantile(level);
	double half = z * sqrt((1 + r->rho * r->rho / 2) / ((double)r->n - 3));

	e->conf_low = tanh(atanh(r->rho) - half);
	e->conf_high = tanh(atanh(r->rho) + half);
}

enum txo_status txo_spearman(const struct txo_pairs *p, double level,
			     struct txo_estimate *out, struct txo_error *err)
{
	struct rho r = { 0 };
	enum txo_status status;

	*out = txo_estimate_none(T);
	out->note = txo_pairs_note(p);
	if (out->note)
		return TXO_OK;
	status = rho_of(p, &r, err);
	if (status != TXO_OK)
		return status;
	if (r.constant) {
		out->note |= TXO_NOTE_CONST;
		return TXO_OK;
	}
	out->estimate = r.rho;
	if (!r.tied && r.n <= TXO_SPEARMAN_SERIES)
		test_without_ties(&r, out);
	else
		test_by_t(&r, T, out);
	if (r.rest == 0)
		out->note |= TXO_NOTE_PERFECT;
	else if (r.n < 4)
		out->note |= TXO_NOTE_SMALLN;
	else
		set_interval(&r, level, out);
	return TXO_OK;
}
