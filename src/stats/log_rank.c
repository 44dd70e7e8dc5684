/*
 * METHOD
 * At a time with d events among the n at risk, of which d_j and n_j are of group
 * j, and with the weight w = S^rho (1 - S)^gamma, S the Kaplan-Meier curve of all
 * groups of the stratum just before it,
 *	U_j = sum w (d_j - d n_j / n)
 *	V_jl = sum w^2 d (n - d) / (n - 1) n_j / n ([j = l] - n_l / n)
 * over times and strata, in double-double. The statistic is U' V^- U with the rank of V
 * as degrees of freedom [mantel1966], [harrington1982], by elimination with the
 * largest pivot, to 10^-20 of a variance; of trend
 * (s' U) / sqrt(s' V s) with the scores s [tarone1975]. R's survdiff() has the
 * same for gamma 0; there, too, rho 1 stands for the test of Peto and Peto
 * [peto1972], whose own estimate of S differs from Kaplan and Meier's a little.
 * Where groups never meet, or one is alone whenever it is at risk, it stops, V being
 * singular; here such a group tells nothing.
 */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/dd.h"
#include "stats/quantile_t.h"
#include "stats/tails.h"
#include "txo/note.h"
#include "txo/survival.h"

struct sums {
	size_t k;
	struct txo_dd *u;	/* of each group */
	struct txo_dd *v;	/* k by k, the lower half */
	double *expected;
	uint64_t *at_risk;	/* in the stratum at hand */
	uint64_t *here;		/* events at the time at hand */
	size_t *in;		/* the groups of the stratum */
	bool *listed;		/* is the group among them? */
	size_t groups;
	uint64_t events, n;	/* n at risk in the stratum */
	struct txo_dd s;	/* the curve of all */
};

static void sums_release(struct sums *s)
{
	free(s->u);
	free(s->v);
	free(s->expected);
	free(s->at_risk);
	free(s->here);
	free(s->in);
	free(s->listed);
	*s = (struct sums){ .k = 0 };
}

static enum txo_status sums_init(struct sums *s, size_t k,
				 struct txo_error *err)
{
	*s = (struct sums){ .k = k };
	if (k > TXO_LOG_RANK_GROUPS)
		return txo_fail(err, TXO_DATA,
				"there are %zu groups to compare, and the test "
				"takes up to %d",
				k, TXO_LOG_RANK_GROUPS);
	s->u = calloc(k + 1, sizeof(*s->u));
	s->v = calloc(k * k + 1, sizeof(*s->v));
	s->expected = calloc(k + 1, sizeof(*s->expected));
	s->at_risk = calloc(k + 1, sizeof(*s->at_risk));
	s->here = calloc(k + 1, sizeof(*s->here));
	s->in = calloc(k + 1, sizeof(*s->in));
	s->listed = calloc(k + 1, sizeof(*s->listed));
	if (!s->u || !s->v || !s->expected || !s->at_risk || !s->here ||
	    !s->in || !s->listed)
		return txo_fail_memory(err);
	return TXO_OK;
}

static double weight_of(struct txo_dd s, struct txo_log_rank_weights w)
{
	double left = txo_dd_sub(txo_dd_from(1), s).hi;

	return pow(s.hi, w.rho) * pow(fmax(0, left), w.gamma);
}

static int by_number(const void *p, const void *q)
{
	size_t a = *(const size_t *)p, b = *(const size_t *)q;

	return (a > b) - (a < b);
}

/* The stratum whose counts are from `begin` on; returns the end of it. */
static size_t enter(struct sums *s, const struct txo_survival_counts *c,
		    size_t begin)
{
	size_t i = begin;

	for (size_t g = 0; g < s->groups; g++)
		s->listed[s->in[g]] = false;
	s->groups = 0;
	s->n = 0;
	s->s = (struct txo_dd){ 1, 0 };
	for (; i < c->n && c->count[i].stratum == c->count[begin].stratum;
	     i++) {
		size_t g = c->count[i].group;
		uint64_t n = c->count[i].events + c->count[i].censored;

		if (!s->listed[g]) {
			s->listed[g] = true;
			s->in[s->groups++] = g;
			s->at_risk[g] = 0;
		}
		s->at_risk[g] += n;
		s->n += n;
	}
	qsort(s->in, s->groups, sizeof(*s->in), by_number);
	return i;
}

/* A time with d events, which are in s->here. */
static void add_time(struct sums *s, uint64_t d, struct txo_log_rank_weights lw)
{
	struct txo_dd w = txo_dd_from(weight_of(s->s, lw));
	struct txo_dd n = txo_dd_from_count(s->n), all = txo_dd_from_count(d);
	struct txo_dd left = txo_dd_from_count(s->n - d), v = { 0, 0 };

	if (s->n > 1)
		v = txo_dd_mul(txo_dd_mul(w, w),
			       txo_dd_div(txo_dd_mul(all, left),
					  txo_dd_from_count(s->n - 1)));
	for (size_t i = 0; i < s->groups; i++) {
		size_t g = s->in[i];
		struct txo_dd share = txo_dd_div(
			txo_dd_from_count(s->at_risk[g]), n);
		struct txo_dd mean = txo_dd_mul(all, share);
		struct txo_dd far = txo_dd_sub(txo_dd_from_count(s->here[g]),
					       mean);
		struct txo_dd part = txo_dd_mul(v, share);

		s->expected[g] += mean.hi;
		s->u[g] = txo_dd_add(s->u[g], txo_dd_mul(w, far));
		for (size_t j = 0; j < i; j++) {
			struct txo_dd *to = &s->v[g * s->k + s->in[j]];
			struct txo_dd other = txo_dd_div(
				txo_dd_from_count(s->at_risk[s->in[j]]), n);

			*to = txo_dd_sub(*to, txo_dd_mul(part, other));
		}
		part = txo_dd_mul(part, txo_dd_sub(txo_dd_from(1), share));
		s->v[g * s->k + g] = txo_dd_add(s->v[g * s->k + g], part);
	}
	s->s = txo_dd_mul(s->s, txo_dd_div(left, n));
	s->events += d;
}

/* Counts of one time, from begin to before end. */
static void pass_time(struct sums *s, const struct txo_survival_count *c,
		      size_t n, struct txo_log_rank_weights w)
{
	uint64_t d = 0;

	for (size_t i = 0; i < n; i++) {
		s->here[c[i].group] = c[i].events;
		d += c[i].events;
	}
	if (d)
		add_time(s, d, w);
	for (size_t i = 0; i < n; i++) {
		uint64_t gone = c[i].events + c[i].censored;

		s->here[c[i].group] = 0;
		s->at_risk[c[i].group] -= gone;
		s->n -= gone;
	}
}

static enum txo_status find_sums(struct sums *s,
				 const struct txo_survival_counts *c,
				 struct txo_log_rank_weights w,
				 struct txo_error *err)
{
	enum txo_status status = sums_init(s, c->k, err);
	size_t end = 0, next;

	if (status != TXO_OK)
		return status;
	for (size_t i = 0; i < c->n; i = next) {
		if (i == end)
			end = enter(s, c, i);
		next = i + 1;
		while (next < end && c->count[next].time == c->count[i].time)
			next++;
		pass_time(s, c->count + i, next - i, w);
	}
	return TXO_OK;
}

/* The group not used before with the most left of its variance; s->k if none. */
static size_t find_pivot(const struct sums *s, const struct txo_dd *left)
{
	size_t best = s->k;

	for (size_t g = 0; g < s->k; g++) {
		double whole = s->v[g * s->k + g].hi;

		if (s->listed[g] || !(left[g * s->k + g].hi > whole * 1e-20))
			continue;
		if (best == s->k ||
		    left[g * s->k + g].hi > left[best * s->k + best].hi)
			best = g;
	}
	return best;
}

/* Take what goes with one group out of u and v, both of which are used up. */
static void take_out(const struct sums *s, size_t pivot, struct txo_dd *u,
		     struct txo_dd *v)
{
	size_t k = s->k;
	struct txo_dd whole = v[pivot * k + pivot];

	for (size_t i = 0; i < k; i++) {
		struct txo_dd share;

		if (s->listed[i] || i == pivot)
			continue;
		share = txo_dd_div(v[i * k + pivot], whole);
		u[i] = txo_dd_sub(u[i], txo_dd_mul(share, u[pivot]));
		for (size_t j = 0; j < k; j++)
			if (!s->listed[j] && j != pivot)
				v[i * k + j] = txo_dd_sub(
					v[i * k + j],
					txo_dd_mul(share, v[pivot * k + j]));
	}
}

/*
 * U' V^- U by a generalised inverse, and the rank of V, which is the groups less
 * the sets of groups that never meet. Uses s->listed up.
 */
static enum txo_status solve(struct sums *s, double *chi, size_t *rank,
			     struct txo_error *err)
{
	size_t k = s->k, pivot;
	struct txo_dd *v = calloc(k * k + k + 1, sizeof(*v)), *u;
	struct txo_dd sum = { 0, 0 };

	*rank = 0;
	if (!v)
		return txo_fail_memory(err);
	u = v + k * k;
	for (size_t i = 0; i < k; i++) {
		s->listed[i] = false;
		u[i] = s->u[i];
		for (size_t j = 0; j < k; j++)
			v[i * k + j] = s->v[i > j ? i * k + j : j * k + i];
	}
	while ((pivot = find_pivot(s, v)) < k) {
		struct txo_dd x = txo_dd_mul(u[pivot], u[pivot]);

		sum = txo_dd_add(sum, txo_dd_div(x, v[pivot * k + pivot]));
		take_out(s, pivot, u, v);
		s->listed[pivot] = true;
		++*rank;
	}
	*chi = sum.hi;
	free(v);
	return TXO_OK;
}

/* The groups that may have more or fewer events than expected into s->in. */
static size_t find_groups(struct sums *s)
{
	size_t n = 0;

	for (size_t g = 0; g < s->k; g++)
		if (s->v[g * s->k + g].hi > 0)
			s->in[n++] = g;
	return n;
}

/* Why there is no test, or 0. */
static unsigned judge(const struct sums *s, const struct txo_survival_counts *c)
{
	size_t n = 0;

	for (size_t g = 0; g < s->k; g++)
		n += s->expected[g] > 0;
	return c->n == 0      ? TXO_NOTE_NODATA :
	       s->events == 0 ? TXO_NOTE_ZEROCELL :
	       n < 2	      ? TXO_NOTE_FEWGROUPS :
				0;
}

enum txo_status txo_log_rank(const struct txo_survival_counts *c,
			     struct txo_log_rank_weights w,
			     struct txo_estimate *out, struct txo_error *err)
{
	struct sums s;
	enum txo_status status = find_sums(&s, c, w, err);
	size_t rank = 0;
	double chi = NAN;

	*out = txo_estimate_none("chi-square of observed less expected events");
	if (status == TXO_OK)
		out->note = judge(&s, c);
	if (status == TXO_OK && !out->note) {
		status = solve(&s, &chi, &rank, err);
		out->note = rank ? 0 : TXO_NOTE_SMALLN;
	}
	if (status == TXO_OK && rank) {
		out->statistic = chi;
		out->df = (double)rank;
		out->p_value = rank == 1 ? txo_normal_p_value(sqrt(chi)) :
					   txo_chi2_tails(chi, out->df).upper;
	}
	sums_release(&s);
	return status;
}

/* s' V s and s' U with the scores less that of the first group in s->in. */
static void weigh(const struct sums *s, const double *score, size_t n,
		  struct txo_dd *u, struct txo_dd *v)
{
	*u = *v = (struct txo_dd){ 0, 0 };
	for (size_t i = 1; i < n; i++) {
		size_t g = s->in[i];
		struct txo_dd a = txo_dd_two_sum(score[g], -score[s->in[0]]);

		*u = txo_dd_add(*u, txo_dd_mul(a, s->u[g]));
		for (size_t j = 1; j <= i; j++) {
			struct txo_dd b = txo_dd_two_sum(score[s->in[j]],
							 -score[s->in[0]]);
			struct txo_dd x = txo_dd_mul(txo_dd_mul(a, b),
						     s->v[g * s->k + s->in[j]]);

			*v = txo_dd_add(*v, j < i ? txo_dd_scale(x, 1) : x);
		}
	}
}

/* Of no group but a constant is known, either. */
static bool all_equal(const struct sums *s, const double *score, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (score[s->in[i]] != score[s->in[0]])
			return false;
	return true;
}

enum txo_status txo_log_rank_trend(const struct txo_survival_counts *c,
				   struct txo_log_rank_weights w,
				   const double *score,
				   struct txo_estimate *out,
				   struct txo_error *err)
{
	struct sums s;
	struct txo_dd u = { 0, 0 }, v = { 0, 0 };
	enum txo_status status = find_sums(&s, c, w, err);
	size_t n = 0;

	*out = txo_estimate_none("trend of observed less expected events");
	if (status == TXO_OK) {
		out->note = judge(&s, c);
		n = find_groups(&s);
	}
	if (status == TXO_OK && !out->note && all_equal(&s, score, n))
		out->note = TXO_NOTE_CONST;
	if (status == TXO_OK && !out->note) {
		weigh(&s, score, n, &u, &v);
		if (v.hi > 0) {
			out->statistic = u.hi / sqrt(v.hi);
			out->p_value = txo_normal_p_value(out->statistic);
		} else {
			out->note = TXO_NOTE_SMALLN;
		}
	}
	sums_release(&s);
	return status;
}
