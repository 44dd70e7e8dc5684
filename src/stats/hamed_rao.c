/*
 * METHOD
 *	var* S = var S (1 + 2 / (n (n-1) (n-2)) sum over the lags k of
 *		(n-k) (n-k-1) (n-k-2) rho_k)
 *	z = (S - sign S) / sqrt(var* S), 0 if S = 0		[hamed1998]
 *	rho_k = sum (R_i - R) (R_(i+k) - R) / sum (R_i - R)^2
 * R_i the mid-ranks of y_i - slope x_i, slope the median of all [sen1968], R their
 * mean. rho_k counts if |rho_k| > q / sqrt(n), q the normal quantile for 5 %; the
 * others are taken as 0. S and var S are Kendall's, corrected for ties. Residuals
 * that differ by less than 2^-40 of the greatest y are equal. Twice the centred
 * ranks are whole numbers, and so are the sums of their products.
 */
#include <math.h>
#include <stdlib.h>

#include "stats/kendall.h"
#include "stats/margins.h"
#include "stats/quantile_t.h"
#include "txo/line.h"
#include "txo/note.h"
#include "txo/series.h"

#define METHOD "Mann-Kendall corrected for serial correlation (Hamed-Rao)"
#define SIGNIFICANT 0.95
#define EQUAL 0x1p-40

/* A value at each of the times. */
struct series {
	struct txo_pairs p;	/* weights of 1 */
	double *memory;
};

static void take_mean(const struct txo_pairs *p, size_t begin, size_t end,
		      double *y, double *lo)
{
	struct txo_dd sum = { 0, 0 }, mean;
	uint64_t n = 0;

	*y = p->y[begin];
	*lo = p->y_lo ? p->y_lo[begin] : 0;
	if (end - begin == 1)	/* as it was written */
		return;
	for (size_t i = begin; i < end; i++) {
		sum = txo_dd_add(sum, txo_dd_mul(txo_dd_from_count(p->w[i]),
						 txo_pairs_y(p, i)));
		n += p->w[i];
	}
	mean = txo_dd_div(sum, txo_dd_from_count(n));
	*y = mean.hi;
	*lo = mean.lo;
}

static enum txo_status series_init(struct series *s, const struct txo_pairs *p,
				   struct txo_error *err)
{
	size_t room = p->m + 1, m = 0, end;
	double *x;
	uint64_t *w;

	s->memory = malloc(room * (4 * sizeof(double) + sizeof(*w)));
	if (!s->memory)
		return txo_fail_memory(err);
	x = s->memory;
	w = (uint64_t *)(void *)(x + 4 * room);
	for (size_t i = 0; i < p->m; i = end) {
		for (end = i + 1; end < p->m; end++)
			if (txo_dd_compare(txo_pairs_x(p, end),
					   txo_pairs_x(p, i)) != 0)
				break;
		x[m] = p->x[i];
		x[room + m] = p->x_lo ? p->x_lo[i] : 0;
		take_mean(p, i, end, &x[2 * room + m], &x[3 * room + m]);
		w[m++] = 1;
	}
	s->p = (struct txo_pairs){
		x, x + room, x + 2 * room, x + 3 * room, w, m
	};
	return TXO_OK;
}

struct residual {
	struct txo_dd r;
	size_t i;
};

static int by_residual(const void *a, const void *b)
{
	const struct residual *p = a, *q = b;

	return txo_dd_compare(p->r, q->r);
}

/* Twice the centred mid-ranks of the residuals, and the sum of squares. */
static enum txo_status rank_residuals(const struct txo_pairs *p, double slope,
				      double *rank, double *squares,
				      struct txo_error *err)
{
	struct residual *r = calloc(p->m + 1, sizeof(*r));
	size_t m = p->m, end;
	double most = 0;

	if (!r)
		return txo_fail_memory(err);
	*squares = 0;
	for (size_t i = 0; i < m; i++) {
		struct txo_dd x = txo_dd_sub(txo_pairs_x(p, i),
					     txo_pairs_x(p, 0));

		x = txo_dd_mul(txo_dd_from(slope), x);
		r[i] = (struct residual){ txo_dd_sub(txo_pairs_y(p, i), x), i };
		most = fmax(most, fabs(p->y[i]));
		if (!isfinite(r[i].r.hi))
			*squares = NAN;
	}
	qsort(r, m, sizeof(*r), by_residual);
	for (size_t i = 0; i < m; i = end) {
		for (end = i + 1; end < m; end++)
			if (r[end].r.hi - r[end - 1].r.hi > EQUAL * most)
				break;
		for (size_t j = i; j < end; j++) {
			rank[r[j].i] = (double)i - (double)(m - end);
			*squares += rank[r[j].i] * rank[r[j].i];
		}
	}
	free(r);
	return TXO_OK;
}

/* What the variance is multiplied by. */
static void set_factor(const double *rank, double squares,
		       struct txo_serial *out)
{
	uint64_t n = out->n;
	double m = (double)n, sum = 0;
	double least = txo_normal_quantile(SIGNIFICANT) / sqrt(m);

	out->lags = n - 1;
	if (out->lags > TXO_SERIAL_STEPS / n)
		out->lags = TXO_SERIAL_STEPS / n;
	for (uint64_t k = 1; k <= out->lags; k++) {
		double lag = (double)k, rho = 0;

		for (uint64_t i = 0; i + k < n; i++)
			rho += rank[i] * rank[i + k];
		rho /= squares;
		if (fabs(rho) <= least)
			continue;
		out->significant++;
		sum += (m - lag) * (m - lag - 1) * (m - lag - 2) * rho;
	}
	out->factor.estimate = 1 + 2 * sum / (m * (m - 1) * (m - 2));
}

static enum txo_status correct(const struct txo_pairs *p,
			       struct txo_serial *out, struct txo_error *err)
{
	double *rank = calloc(p->m + 1, sizeof(*rank));
	struct txo_line line;
	double squares = 0;
	enum txo_status status = rank ? TXO_OK : txo_fail_memory(err);

	if (status == TXO_OK)
		status = txo_theil_sen(p, SIGNIFICANT, &line, err);
	if (status == TXO_OK)
		status = rank_residuals(p, line.slope.estimate, rank, &squares,
					err);
	if (status == TXO_OK && isnan(squares)) {
		out->tau.note = out->factor.note = TXO_NOTE_OVERFLOW;
	} else if (status == TXO_OK && squares > 0) {
		set_factor(rank, squares, out);
	} else if (status == TXO_OK) {
		out->factor.estimate = 1;
		out->factor.note = TXO_NOTE_PERFECT;
	}
	free(rank);
	return status;
}

static enum txo_status test(const struct series *s, struct txo_serial *out,
			    struct txo_error *err)
{
	struct txo_tau t;
	struct txo_dd less;
	enum txo_status status;

	for (size_t i = 0; i < s->p.m; i++)
		if (!isfinite(s->p.y[i]))
			out->tau.note = out->factor.note = TXO_NOTE_OVERFLOW;
	if (out->tau.note)
		return TXO_OK;
	status = txo_tau(&s->p, &t, err);
	if (status != TXO_OK)
		return status;
	if (t.constant)
		out->tau.note = out->factor.note = TXO_NOTE_CONST;
	if (t.constant)
		return TXO_OK;
	out->tau.estimate = t.tau;
	if (out->n < 3) {
		out->tau.note = out->factor.note = TXO_NOTE_SMALLN;
		return TXO_OK;
	}
	status = correct(&s->p, out, err);
	if (status != TXO_OK || out->tau.note)
		return status;
	if (!(out->factor.estimate > 0)) {
		out->tau.note |= TXO_NOTE_SMALLN;
		return TXO_OK;
	}
	less = txo_dd_from(t.s.hi != 0 ? copysign(1, t.s.hi) : 0);
	less = txo_dd_div(txo_dd_sub(t.s, less), txo_dd_sqrt(t.var));
	out->tau.statistic = less.hi / sqrt(out->factor.estimate);
	out->tau.p_value = txo_normal_p_value(out->tau.statistic);
	return TXO_OK;
}

enum txo_status txo_hamed_rao(const struct txo_pairs *p, struct txo_serial *out,
			      struct txo_error *err)
{
	struct series s = { .memory = NULL };
	enum txo_status status;

	*out = (struct txo_serial){ .tau = txo_estimate_none(METHOD),
				    .factor = txo_estimate_none(METHOD) };
	out->tau.note = out->factor.note = txo_pairs_note(p);
	if (out->tau.note)
		return TXO_OK;
	status = series_init(&s, p, err);
	if (status == TXO_OK) {
		out->n = s.p.m;
		status = test(&s, out, err);
	}
	free(s.memory);
	return status;
}
