/*
 * METHOD, with the covariance V = I^-1 of the coefficients b:
 *	Wald: z = b_j / sqrt(V_jj), interval b_j +- quantile sqrt(V_jj); of several
 *	b' V^-1 b with their part of b and V
 *	likelihood ratio 2 (log L(b) - log L(0)); score u(0)' I(0)^-1 u(0)
 * Source: [cox1972], [therneau2000]. The likelihood is in cox_sums.c, the fit in
 * cox_newton.c.
 */
#include <stdlib.h>

#include "stats/cox.h"
#include "stats/ldl.h"
#include "stats/quantile_t.h"
#include "stats/tails.h"
#include "txo/note.h"

static const char *name_method(const struct txo_cox *c)
{
	return c->fit->ties == TXO_COX_EFRON ?
		       "Cox regression with Efron ties, Wald test and interval" :
		       "Cox regression with Breslow ties, Wald test and interval";
}

static enum txo_status take_room(struct txo_cox_fit *f, size_t p,
				 struct txo_error *err)
{
	f->kept = malloc((p + 1) * sizeof(*f->kept));
	f->place = malloc((p + 1) * sizeof(*f->place));
	f->e = calloc(p + 1, sizeof(*f->e));
	f->why = calloc(p + 1, sizeof(*f->why));
	f->way = calloc(p + 1, sizeof(*f->way));
	f->b = calloc(p + 1, sizeof(*f->b));
	f->covariance = malloc((p * p + 1) * sizeof(*f->covariance));
	if (!f->kept || !f->place || !f->e || !f->why || !f->way || !f->b ||
	    !f->covariance)
		return txo_fail_memory(err);
	return TXO_OK;
}

static void count(struct txo_cox *c, const struct txo_cox_rows *r)
{
	for (size_t i = 0; i < r->n; i++) {
		c->rows += r->weight[i];
		c->events += r->event[i] ? r->weight[i] : 0;
	}
	c->fit->events = (double)c->events;
	if (!c->events)
		c->note = TXO_NOTE_NODATA;
}

/* Leave out the covariates that are constant. */
static void choose(struct txo_cox_fit *f)
{
	size_t p = f->rows.p, to = 0;

	for (size_t j = 0; j < p; j++) {
		f->place[j] = TXO_COX_NONE;
		if (f->why[j])
			continue;
		f->place[j] = f->q;
		f->kept[f->q++] = j;
	}
	for (size_t i = 0; i < f->rows.n; i++)
		for (size_t j = 0; j < f->q; j++)
			f->z[to++] = f->z[i * p + f->kept[j]];
}

enum txo_status txo_cox_init(struct txo_cox *c, const struct txo_cox_rows *rows,
			     enum txo_cox_ties ties, struct txo_error *err)
{
	struct txo_cox_fit *f = calloc(1, sizeof(*f));
	enum txo_status status;

	*c = (struct txo_cox){ .fit = f,
			       .log_likelihood = NAN,
			       .log_likelihood_null = NAN };
	if (!f)
		return txo_fail_memory(err);
	f->rows = *rows;
	f->ties = ties;
	f->score = f->wald = NAN;
	status = take_room(f, rows->p, err);
	if (status == TXO_OK)
		status = txo_cox_standardise(f, err);
	if (status != TXO_OK)
		return status;
	choose(f);
	count(c, rows);
	if (!c->note)
		status = txo_cox_newton(c, err);
	if (f->unbounded)
		c->note |= TXO_NOTE_UNBOUNDED;
	return status;
}

void txo_cox_release(struct txo_cox *c)
{
	struct txo_cox_fit *f = c->fit;

	if (!f)
		return;
	free(f->kept);
	free(f->place);
	free(f->e);
	free(f->why);
	free(f->way);
	free(f->b);
	free(f->covariance);
	free(f->z);
	free(f);
	c->fit = NULL;
}

static bool is_known(const struct txo_cox *c, size_t j, unsigned *note)
{
	*note |= c->fit->why[j] | (c->note & TXO_COX_NOTHING);
	return !*note;
}

struct txo_estimate txo_cox_coefficient(const struct txo_cox *c, size_t j,
					double level)
{
	const struct txo_cox_fit *f = c->fit;
	struct txo_estimate e = txo_estimate_none(name_method(c));
	size_t at = f->place[j];
	double se, half;

	if (!is_known(c, j, &e.note))
		return e;
	se = sqrt(f->covariance[at * f->q + at]);
	e.statistic = f->b[at] / se;
	e.p_value = txo_normal_p_value(e.statistic);
	half = txo_normal_quantile(level) * se;
	e.estimate = ldexp(f->b[at], -f->e[j]);
	e.std_error = ldexp(se, -f->e[j]);
	e.conf_low = ldexp(f->b[at] - half, -f->e[j]);
	e.conf_high = ldexp(f->b[at] + half, -f->e[j]);
	if (!isfinite(e.estimate) || !isfinite(e.std_error)) {
		e = txo_estimate_none(e.method);
		e.note = TXO_NOTE_OVERFLOW;
	}
	return e;
}

/* exp(x), or nothing. */
static double raise(double x, unsigned *note)
{
	double y = exp(x);

	if (!isinf(y))
		return y;
	*note |= TXO_NOTE_OVERFLOW;
	return NAN;
}

struct txo_estimate txo_cox_hazard_ratio(const struct txo_cox *c, size_t j,
					 double level)
{
	struct txo_estimate e = txo_cox_coefficient(c, j, level);

	e.estimate = raise(e.estimate, &e.note);
	e.conf_low = raise(e.conf_low, &e.note);
	e.conf_high = raise(e.conf_high, &e.note);
	return e;
}

int txo_cox_unbounded(const struct txo_cox *c, size_t j)
{
	return c->fit->why[j] & TXO_NOTE_UNBOUNDED ? c->fit->way[j] : 0;
}

/* Chi-square of all coefficients. */
static struct txo_estimate test(const struct txo_cox *c, const char *method,
				double statistic)
{
	struct txo_estimate e = txo_estimate_none(method);
	const struct txo_cox_fit *f = c->fit;

	e.note = c->note;
	if (c->note & TXO_COX_NOTHING)
		return e;
	if (!f->q) {
		e.note |= TXO_NOTE_CONST;
		return e;
	}
	e.df = (double)f->q;
	e.statistic = fmax(0, statistic);
	if (isnan(statistic))
		e.statistic = e.df = NAN;
	else
		e.p_value = txo_chi2_tails(e.statistic, e.df).upper;
	return e;
}

struct txo_estimate txo_cox_likelihood_ratio(const struct txo_cox *c)
{
	return test(c, "likelihood ratio test of all coefficients",
		    2 * (c->log_likelihood - c->log_likelihood_null));
}

struct txo_estimate txo_cox_score(const struct txo_cox *c)
{
	return test(c, "score test of all coefficients", c->fit->score);
}

/* b' V^-1 b of m coefficients; a is m x m. */
static double find_wald(const struct txo_cox_fit *f, const size_t *at, size_t m,
			double *a, bool *dropped)
{
	double *b = a + m * m, sum = 0;

	for (size_t i = 0; i < m; i++) {
		b[i] = f->b[at[i]];
		for (size_t j = 0; j <= i; j++)
			a[i * m + j] = f->covariance[at[i] * f->q + at[j]];
	}
	if (txo_ldl(a, m, 0, 0, dropped) < m)
		return NAN;
	txo_ldl_solve(a, m, dropped, b);
	for (size_t i = 0; i < m; i++)
		sum += b[i] * f->b[at[i]];
	return sum;
}

enum txo_status txo_cox_wald_of(const struct txo_cox *c, size_t first, size_t m,
				struct txo_estimate *out, struct txo_error *err)
{
	const struct txo_cox_fit *f = c->fit;
	double *a = malloc((m * m + m + 1) * sizeof(*a));
	size_t *at = malloc((m + 1) * sizeof(*at)), n = 0;
	bool *dropped = malloc(m + 1);
	enum txo_status status = TXO_OK;

	*out = txo_estimate_none("Wald test of all coefficients of the term");
	if (!a || !at || !dropped)
		status = txo_fail_memory(err);
	for (size_t j = first; j < first + m && status == TXO_OK; j++) {
		if (f->place[j] == TXO_COX_NONE || c->note & TXO_COX_NOTHING)
			continue;
		out->note |= f->why[j];
		at[n++] = f->place[j];
	}
	if (status == TXO_OK && n == 0)
		out->note |= c->note & TXO_COX_NOTHING ?
				     c->note & TXO_COX_NOTHING :
			     m ? f->why[first] :
				 TXO_NOTE_CONST;
	if (status == TXO_OK && n && !out->note) {
		out->statistic = find_wald(f, at, n, a, dropped);
		out->df = (double)n;
		out->p_value = txo_chi2_tails(out->statistic, out->df).upper;
	}
	free(a);
	free(at);
	free(dropped);
	return status;
}

struct txo_estimate txo_cox_wald(const struct txo_cox *c)
{
	return test(c, "Wald test of all coefficients", c->fit->wald);
}
