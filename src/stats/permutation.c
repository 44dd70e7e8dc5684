/*
 * METHOD, with the values x less their mean, Ti the sum of group i of ni
 *	SSB = sum Ti^2 / ni, SST = sum x^2
 *	z = (T1 / n1 - T2 / n2) / sqrt(SST n / ((n - 1) n1 n2))
 *	chi-square = (n - 1) SSB / SST, df = k - 1; z^2 for k = 2 [strasser1999]
 *	p = share of the permutations with an SSB as large or larger [pitman1937]
 * Exact: permutation_two.c, permutation_many.c, on whole numbers. Decimals with
 * up to 9 places become whole by their common unit; other values are rounded
 * to 2^-30 of their range. Else random permutations: value by value the number
 * that goes to each group is drawn, hypergeometric given what is left, so that
 * values that stand a million times take no longer. SSB counts as large if it is
 * so but for 1e-10 of it. p = (hits + 1) / (draws + 1), interval
 * [clopper1934].
 */
#include "stats/permutation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/dd.h"
#include "stats/contingency.h"
#include "stats/merge.h"
#include "stats/quantile_t.h"
#include "stats/random.h"
#include "stats/tails.h"
#include "txo/note.h"
#include "txo/permutation.h"

#define EXACT "permutation test of equal means, exact"
#define DRAWN "permutation test of equal means, random permutations"
#define LARGE "permutation test of equal means, asymptotic"
#define EQUAL 1e-10
#define MOST_STEPS 100000000	/* of the exact ones */
#define MOST_STEPS_MANY 3000000
#define MOST_DRAWN 100000000	/* values in all draws */
#define MOST_EXACT 5000		/* values */
#define MOST_PLACES 9
#define LARGEST 0x1p62
#define ROUNDED 0x1p30

/* All groups with values, merged. */
struct together {
	struct txo_pool pool;
	struct txo_sample *sample;	/* of the groups with values */
	struct txo_dd *x;
	double *d;		/* x less the mean */
	double *sum;		/* of d in each group, as observed */
	double between, all;	/* sums of squares */
};

double txo_pool_between(const struct txo_pool *p, const int64_t *sum)
{
	double s = 0;

	for (size_t i = 0; i < p->k; i++)
		s += (double)sum[i] / (double)p->n[i] * (double)sum[i];
	return s;
}

static void release(struct together *t)
{
	free(t->pool.score);
	free(t->pool.w);
	free(t->pool.n);
	free(t->pool.sum);
	free(t->sample);
	free(t->x);
	free(t->d);
	free(t->sum);
}

static bool allocate(struct together *t, const struct txo_groups *g)
{
	size_t m = 1, k = g->k + 1;

	for (size_t i = 0; i < g->k; i++)
		m += g->group[i].m;
	t->pool.score = calloc(m, sizeof(*t->pool.score));
	t->pool.w = calloc(m, sizeof(*t->pool.w));
	t->pool.n = calloc(k, sizeof(*t->pool.n));
	t->pool.sum = calloc(k, sizeof(*t->pool.sum));
	t->sample = calloc(k, sizeof(*t->sample));
	t->x = calloc(m, sizeof(*t->x));
	t->d = calloc(m, sizeof(*t->d));
	t->sum = calloc(k, sizeof(*t->sum));
	return t->pool.score && t->pool.w && t->pool.n && t->pool.sum &&
	       t->sample && t->x && t->d && t->sum;
}

/* The distinct values, and x less the mean of all. */
static enum txo_status put_together(struct together *t, struct txo_error *err)
{
	struct txo_pool *p = &t->pool;
	struct txo_dd sum = { 0, 0 }, squares = { 0, 0 };
	struct txo_merge merge;
	enum txo_status status = txo_merge_init(&merge, t->sample, p->k, err);

	while (status == TXO_OK && txo_merge_next(&merge)) {
		t->x[p->m] = merge.x;
		p->w[p->m++] = merge.total;
		p->total += merge.total;
		sum = txo_dd_add(sum, txo_dd_mul(txo_dd_from_count(merge.total),
						 merge.x));
	}
	txo_merge_release(&merge);
	if (status != TXO_OK || p->total == 0)
		return status;
	sum = txo_dd_div(sum, txo_dd_from_count(p->total));
	for (size_t i = 0; i < p->m; i++) {
		struct txo_dd d = txo_dd_sub(t->x[i], sum);

		t->d[i] = d.hi;
		squares = txo_dd_add(squares,
				     txo_dd_mul(txo_dd_from_count(p->w[i]),
						txo_dd_mul(d, d)));
	}
	t->all = squares.hi;
	return TXO_OK;
}

/* The sums of the groups as they were observed. */
static enum txo_status observe(struct together *t, struct txo_error *err)
{
	struct txo_pool *p = &t->pool;
	struct txo_merge merge;
	enum txo_status status = txo_merge_init(&merge, t->sample, p->k, err);

	for (size_t at = 0; status == TXO_OK && txo_merge_next(&merge); at++)
		for (size_t i = 0; i < merge.in; i++) {
			size_t g = merge.group[i];

			p->sum[g] += (int64_t)merge.w[i] * p->score[at];
			t->sum[g] += (double)merge.w[i] * t->d[at];
		}
	txo_merge_release(&merge);
	for (size_t i = 0; i < p->k; i++)
		t->between += t->sum[i] / (double)p->n[i] * t->sum[i];
	return status;
}

static int64_t divisor(int64_t a, int64_t b)
{
	while (b) {
		int64_t r = a % b;

		a = b;
		b = r;
	}
	return a;
}

/* The values times 10^places as whole numbers from 0 up; false if they are not. */
static bool whole_scores(struct together *t, int places)
{
	struct txo_dd unit = txo_dd_from(pow(10, places));
	struct txo_dd first = txo_dd_mul(t->x[0], unit);
	int64_t common = 0;

	for (size_t i = 0; i < t->pool.m; i++) {
		struct txo_dd v = txo_dd_mul(t->x[i], unit);
		double near = round(v.hi), rest = (v.hi - near) + v.lo;

		v = txo_dd_sub(v, first);
		if (fabs(near) > 0x1p53 || fabs(rest) > fabs(near) * 0x1p-90 ||
		    v.hi > 0x1p53)
			return false;
		t->pool.score[i] = llround(v.hi);
		common = divisor(t->pool.score[i], common);
	}
	for (size_t i = 0; i < t->pool.m && common > 1; i++)
		t->pool.score[i] /= common;
	return true;
}

static void rounded_scores(struct together *t)
{
	size_t m = t->pool.m;
	double range = t->d[m - 1] - t->d[0];

	for (size_t i = 0; i < m; i++)
		t->pool.score[i] = llround((t->d[i] - t->d[0]) / range *
					   ROUNDED);
}

/* Scores whose sum is 0; too many values have none. */
static void score(struct together *t)
{
	struct txo_pool *p = &t->pool;
	double n = (double)p->total;
	int64_t sum = 0;

	if (p->total > MOST_EXACT)
		return;
	for (int places = 0; places <= MOST_PLACES && !p->whole; places++)
		p->whole = whole_scores(t, places);
	if (p->whole && (double)p->score[p->m - 1] * n * n > LARGEST)
		p->whole = false;
	if (!p->whole) {
		rounded_scores(t);
		p->slack = (int64_t)(p->total * p->total);
	}
	for (size_t i = 0; i < p->m; i++)
		sum += (int64_t)p->w[i] * p->score[i];
	for (size_t i = 0; i < p->m; i++)
		p->score[i] = p->score[i] * (int64_t)p->total - sum;
}

/* Deal the values out to the groups at random; their sums. */
static void deal(const struct together *t, gsl_rng *random, double *left,
		 double *sum)
{
	const struct txo_pool *p = &t->pool;
	double all = (double)p->total;

	for (size_t g = 0; g < p->k; g++) {
		left[g] = (double)p->n[g];
		sum[g] = 0;
	}
	for (size_t i = 0; i < p->m; i++) {
		double w = (double)p->w[i], rest = all;

		all -= w;
		for (size_t g = 0; g + 1 < p->k && w > 0; g++) {
			double c;

			rest -= left[g];
			c = txo_random_hypergeometric(random, left[g], rest, w);
			left[g] -= c;
			w -= c;
			sum[g] += c * t->d[i];
		}
		left[p->k - 1] -= w;
		sum[p->k - 1] += w * t->d[i];
	}
}

static enum txo_status draw(const struct together *t, double level,
			    const struct txo_draws *draws,
			    struct txo_counted *out, struct txo_error *err)
{
	size_t k = t->pool.k;
	gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
	double *v = calloc(2 * k, sizeof(*v));
	double border = t->between * (1 - EQUAL) - t->all * EQUAL * EQUAL;
	enum txo_status status = TXO_OK;
	uint64_t hits = 0;

	if (!random || !v) {
		status = txo_fail_memory(err);
		goto out;
	}
	gsl_rng_set(random, draws->seed);
	for (uint64_t i = 0; i < draws->n; i++) {
		double between = 0;

		deal(t, random, v, v + k);
		for (size_t g = 0; g < k; g++)
			between += v[k + g] / (double)t->pool.n[g] * v[k + g];
		hits += between >= border;
	}
	out->e.method = DRAWN;
	out->e.note |= TXO_NOTE_APPROX;
	txo_counted_hits(out, hits, draws->n, level);
out:
	if (random)
		gsl_rng_free(random);
	free(v);
	return status;
}

static void set_statistic(const struct together *t, struct txo_estimate *e)
{
	const struct txo_pool *p = &t->pool;
	double n = (double)p->total;

	if (p->k > 2) {
		e->df = (double)(p->k - 1);
		e->statistic = (n - 1) * (t->between / t->all);
		return;
	}
	e->statistic = t->sum[0] / sqrt((double)p->n[0]) *
		       sqrt((n - 1) / t->all * (n / (double)p->n[1]));
}

static enum txo_status test(struct together *t, double level,
			    const struct txo_draws *draws,
			    struct txo_counted *out, struct txo_error *err)
{
	struct txo_pool *p = &t->pool;
	struct txo_estimate *e = &out->e;
	enum txo_status status;

	score(t);
	status = observe(t, err);
	set_statistic(t, e);
	if (status == TXO_OK && p->total <= MOST_EXACT)
		status = p->k > 2 ? txo_permutation_many(p, MOST_STEPS_MANY,
							 &e->p_value, err) :
				    txo_permutation_two(p, MOST_STEPS,
							&e->p_value, err);
	if (status != TXO_OK || !isnan(e->p_value))
		return status;
	if ((double)p->m * (double)(p->k - 1) * (double)draws->n <= MOST_DRAWN)
		return draw(t, level, draws, out, err);
	e->method = LARGE;
	e->note |= TXO_NOTE_APPROX;
	e->p_value = p->k > 2 ? txo_chi2_tails(e->statistic, e->df).upper :
				txo_normal_p_value(e->statistic);
	return TXO_OK;
}

enum txo_status txo_permutation(const struct txo_groups *g, double level,
				const struct txo_draws *draws,
				struct txo_counted *out, struct txo_error *err)
{
	struct together t = { .between = 0 };
	enum txo_status status = TXO_OK;

	*out = (struct txo_counted){ txo_estimate_none(EXACT), 0, NAN, NAN };
	if (!allocate(&t, g)) {
		status = txo_fail_memory(err);
		goto out;
	}
	for (size_t i = 0; i < g->k; i++) {
		uint64_t n = txo_n(&g->group[i]);

		if (n == 0)
			continue;
		t.pool.n[t.pool.k] = n;
		t.sample[t.pool.k++] = g->group[i];
	}
	status = put_together(&t, err);
	if (status != TXO_OK)
		goto out;
	if (t.pool.k < 2)
		out->e.note = t.pool.k ? TXO_NOTE_FEWGROUPS : TXO_NOTE_NODATA;
	else if (t.pool.m < 2)
		out->e.note = TXO_NOTE_CONST;
	else if (!isfinite(t.all) || !(t.all > 0))
		out->e.note = TXO_NOTE_OVERFLOW;
	else
		status = test(&t, level, draws, out, err);
out:
	release(&t);
	return status;
}
