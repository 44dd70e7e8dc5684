/*
 * METHOD
 *	d = sum a / n a - sum b / n b
 *	d* the same of clusters drawn with replacement [davison1997], R times
 *	std_error = sd(d*)
 *	interval: the percentiles (1 -+ level) / 2 of d*, at (R + 1) p
 *	p = min(1, 2 (1 + min(#(d* <= 0), #(d* >= 0))) / (R + 1))
 * Clusters are drawn within three strata: those in a alone, in b alone, in both.
 * So no resample lacks a group, and the groups keep their number of clusters.
 * Draws are gsl_rng_uniform_int of mt19937, in the order of the ids, stratum by
 * stratum: the same seed gives the same answer.
 */
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/dd.h"
#include "txo/cluster.h"
#include "txo/dist.h"
#include "txo/note.h"

enum { ONLY_A, ONLY_B, BOTH, STRATA };

/* One cluster's part in the two groups. */
struct part {
	double na, nb, sa, sb;
};

struct parts {
	struct part *part;	/* by stratum */
	size_t begin[STRATA + 1];
	bool has_b;
};

static enum {
	NONE,
	OF_A,
	OF_B
} side_of(const struct txo_cluster *c, size_t a, size_t b)
{
	return c->group == a ? OF_A : c->group == b ? OF_B : NONE;
}

/* The cluster whose entries begin at *at, which moves behind them. */
static struct part next_part(const struct txo_clusters *c, size_t *at, size_t a,
			     size_t b)
{
	uint32_t id = c->entry[*at].id;
	struct part p = { 0 };

	for (; *at < c->n && c->entry[*at].id == id; ++*at) {
		const struct txo_cluster *e = &c->entry[*at];

		if (side_of(e, a, b) == OF_A) {
			p.na = (double)e->n;
			p.sa = e->sum;
		} else if (side_of(e, a, b) == OF_B) {
			p.nb = (double)e->n;
			p.sb = e->sum;
		}
	}
	return p;
}

static int stratum_of(const struct part *p)
{
	if (p->na > 0)
		return p->nb > 0 ? BOTH : ONLY_A;
	return p->nb > 0 ? ONLY_B : STRATA;
}

static enum txo_status part_clusters(struct parts *q,
				     const struct txo_clusters *c, size_t a,
				     size_t b, struct txo_error *err)
{
	size_t n = 0;

	*q = (struct parts){ .has_b = b != TXO_NO_GROUP };
	q->part = malloc((c->n + 1) * sizeof(*q->part));
	if (!q->part)
		return txo_fail_memory(err);
	for (int s = 0; s < STRATA; s++) {
		q->begin[s] = n;
		for (size_t at = 0; at < c->n;) {
			struct part p = next_part(c, &at, a, b);

			if (stratum_of(&p) == s)
				q->part[n++] = p;
		}
	}
	q->begin[STRATA] = n;
	return TXO_OK;
}

static size_t in_stratum(const struct parts *q, int s)
{
	return q->begin[s + 1] - q->begin[s];
}

static double difference(const struct parts *q, const struct part *t)
{
	double a = t->sa / t->na;

	return q->has_b ? a - t->sb / t->nb : a;
}

static double draw(const struct parts *q, gsl_rng *rng)
{
	struct part t = { 0 };

	for (int s = 0; s < STRATA; s++) {
		const struct part *first = q->part + q->begin[s];
		size_t n = in_stratum(q, s);

		for (size_t i = 0; i < n; i++) {
			const struct part *p = first +
					       gsl_rng_uniform_int(rng, n);

			t.na += p->na;
			t.sa += p->sa;
			t.nb += p->nb;
			t.sb += p->sb;
		}
	}
	return difference(q, &t);
}

/* The same of all clusters, each once; NaN beyond the range of a double. */
static double observed(const struct parts *q)
{
	struct txo_dd na = { 0, 0 }, nb = na, sa = na, sb = na, d;

	for (size_t i = 0; i < q->begin[STRATA]; i++) {
		const struct part *p = &q->part[i];

		na = txo_dd_add(na, txo_dd_from(p->na));
		nb = txo_dd_add(nb, txo_dd_from(p->nb));
		sa = txo_dd_add(sa, txo_dd_from(p->sa));
		sb = txo_dd_add(sb, txo_dd_from(p->sb));
	}
	d = txo_dd_div(sa, na);
	if (q->has_b)
		d = txo_dd_sub(d, txo_dd_div(sb, nb));
	return isfinite(d.hi) ? d.hi : NAN;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double deviation(const double *x, size_t n)
{
	struct txo_dd sum = { 0, 0 }, mean;

	for (size_t i = 0; i < n; i++)
		sum = txo_dd_add(sum, txo_dd_from(x[i]));
	mean = txo_dd_div(sum, txo_dd_from((double)n));
	sum = txo_dd_from(0);
	for (size_t i = 0; i < n; i++) {
		struct txo_dd d = txo_dd_sub(txo_dd_from(x[i]), mean);

		sum = txo_dd_add(sum, txo_dd_mul(d, d));
	}
	return sqrt(sum.hi / (double)(n - 1));
}

/* The value at (n + 1) p of n sorted ones, between two of them by their share. */
static double percentile(const double *x, size_t n, double p)
{
	double at = (double)(n + 1) * p, whole = floor(at);
	size_t i = (size_t)whole;

	if (i < 1)
		return x[0];
	if (i >= n)
		return x[n - 1];
	return x[i - 1] + (at - whole) * (x[i] - x[i - 1]);
}

static void judge(const double *x, const struct txo_resampling *r,
		  struct txo_estimate *e)
{
	size_t n = r->resamples, low = 0, high = 0;

	e->std_error = deviation(x, n);
	e->conf_low = percentile(x, n, (1 - r->level) / 2);
	e->conf_high = percentile(x, n, (1 + r->level) / 2);
	for (size_t i = 0; i < n; i++) {
		low += x[i] <= 0;
		high += x[i] >= 0;
	}
	e->p_value = fmin(1, 2 * (1 + (double)(low < high ? low : high)) /
				     (double)(n + 1));
}

static enum txo_status resample(const struct parts *q,
				const struct txo_resampling *r,
				struct txo_estimate *e, struct txo_error *err)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	double *x = malloc(r->resamples * sizeof(*x));
	enum txo_status status = TXO_OK;

	if (!rng || !x) {
		status = txo_fail_memory(err);
		goto out;
	}
	gsl_rng_set(rng, r->seed);
	for (size_t i = 0; i < r->resamples; i++)
		x[i] = draw(q, rng);
	qsort(x, r->resamples, sizeof(*x), compare);
	judge(x, r, e);
	if (!q->has_b)
		e->p_value = NAN;
out:
	if (rng)
		gsl_rng_free(rng);
	free(x);
	return status;
}

enum txo_status txo_cluster_difference(const struct txo_clusters *c, size_t a,
				       size_t b, const struct txo_resampling *r,
				       struct txo_estimate *out,
				       struct txo_error *err)
{
	struct parts q;
	enum txo_status status = part_clusters(&q, c, a, b, err);
	size_t in_a, in_b;

	*out = txo_estimate_none("bootstrap of clusters, percentiles");
	if (status != TXO_OK)
		return status;
	in_a = in_stratum(&q, ONLY_A) + in_stratum(&q, BOTH);
	in_b = in_stratum(&q, ONLY_B) + in_stratum(&q, BOTH);
	if (in_a == 0 || (q.has_b && in_b == 0)) {
		out->note = TXO_NOTE_NODATA;
	} else {
		out->estimate = observed(&q);
		if (isnan(out->estimate))
			out->note = TXO_NOTE_OVERFLOW;
		else if (in_a < 2 || (q.has_b && in_b < 2))
			out->note = TXO_NOTE_SMALLN;
	}
	if (!out->note)
		status = resample(&q, r, out, err);
	if (out->conf_low == out->conf_high)
		out->note |= TXO_NOTE_CONST;
	free(q.part);
	return status;
}
