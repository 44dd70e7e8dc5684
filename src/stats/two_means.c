/*
 * METHOD
 *	d = mean a - mean b
 *	Welch [welch1947]: se^2 = qa + qb, q = var / n;
 *	df = 1 / (u^2 / (na - 1) + (1 - u)^2 / (nb - 1)), u = qa / (qa + qb)
 *	Student [student1908]: se^2 = s^2 (1 / na + 1 / nb), s^2 = (ssa + ssb) /
 *	df, df = na + nb - 2
 *	t = d / se, interval d -+ t(level, df) se
 *	Hedges' g [hedges1981] = J d / s, its interval from that of the
 *	noncentrality of t [steiger2004]
 *	Glass's delta D = d / sb, [bonett2008]
 *	se^2 = D^2 / (2 (nb - 1)) + va / (vb (na - 1)) + 1 / (nb - 1),
 *	interval D -+ z se
 * Means and sums of squares are in double-double, so that nothing is lost where
 * means differ little. The interval of g is that of the population's difference
 * in standard deviations, and is not multiplied by J.
 */
#include <math.h>
#include <stdbool.h>

#include "stats/quantile_t.h"
#include "stats/sums.h"
#include "txo/groups.h"
#include "txo/noncentral.h"
#include "txo/note.h"

struct two {
	struct txo_sums a, b;
	struct txo_dd d;
};

static struct two sums_of(const struct txo_sample *a,
			  const struct txo_sample *b)
{
	struct two s = { txo_sums(a), txo_sums(b), { 0, 0 } };

	s.d = txo_dd_sub(s.a.mean, s.b.mean);
	return s;
}

/* What leaves the test undefined; 0 if nothing does. */
static unsigned note_of(const struct two *s, bool enough)
{
	double ss = s->a.ss.hi + s->b.ss.hi;

	if (s->a.n == 0 || s->b.n == 0)
		return TXO_NOTE_NODATA;
	if (!isfinite(s->d.hi) || !isfinite(ss))
		return TXO_NOTE_OVERFLOW;
	if (!enough)
		return TXO_NOTE_SMALLN;
	return ss > 0 ? 0 : TXO_NOTE_CONST;
}

/* `enough`: there are as many values as the statistic needs. */
static struct txo_estimate begin(const char *method, const struct two *s,
				 bool enough)
{
	struct txo_estimate e = txo_estimate_none(method);

	e.note = note_of(s, enough);
	if (isfinite(s->d.hi))
		e.estimate = s->d.hi;
	return e;
}

/* From estimate, std_error and df to the rest. */
static void finish(struct txo_estimate *e, double level)
{
	double half = txo_t_quantile(level, e->df) * e->std_error;

	e->statistic = e->estimate / e->std_error;
	e->p_value = txo_t_p_value(e->statistic, e->df);
	e->conf_low = e->estimate - half;
	e->conf_high = e->estimate + half;
}

struct txo_estimate txo_welch_sums(const struct txo_sums *a,
				   const struct txo_sums *b, double level)
{
	struct two s = { *a, *b, txo_dd_sub(a->mean, b->mean) };
	struct txo_estimate e = begin("Welch t, variances may differ", &s,
				      s.a.n > 1 && s.b.n > 1);
	double qa, qb, u;

	if (e.note)
		return e;
	qa = txo_sums_var(&s.a) / (double)s.a.n;
	qb = txo_sums_var(&s.b) / (double)s.b.n;
	u = qa / (qa + qb);
	e.std_error = sqrt(qa + qb);
	e.df = 1 / (u * u / (double)(s.a.n - 1) +
		    (1 - u) * (1 - u) / (double)(s.b.n - 1));
	finish(&e, level);
	return e;
}

struct txo_estimate txo_welch(const struct txo_sample *a,
			      const struct txo_sample *b, double level)
{
	struct txo_sums sa = txo_sums(a), sb = txo_sums(b);

	return txo_welch_sums(&sa, &sb, level);
}

/* The pooled variance; *df are its degrees of freedom. */
static double pooled(const struct two *s, double *df)
{
	*df = (double)(s->a.n + s->b.n - 2);
	return txo_dd_add(s->a.ss, s->b.ss).hi / *df;
}

/* 1 / na + 1 / nb */
static double parts(const struct two *s)
{
	return 1 / (double)s->a.n + 1 / (double)s->b.n;
}

struct txo_estimate txo_student(const struct txo_sample *a,
				const struct txo_sample *b, double level)
{
	struct two s = sums_of(a, b);
	struct txo_estimate e = begin("Student t, pooled variance", &s,
				      s.a.n + s.b.n > 2);

	if (e.note)
		return e;
	e.std_error = sqrt(pooled(&s, &e.df) * parts(&s));
	finish(&e, level);
	return e;
}

struct txo_estimate txo_hedges_g(const struct txo_sample *a,
				 const struct txo_sample *b, double level)
{
	struct two s = sums_of(a, b);
	struct txo_estimate e = begin(
		"Hedges g, exact correction, interval from noncentral t", &s,
		s.a.n + s.b.n > 3);
	struct txo_limits limits;
	double sd, df, d;

	e.estimate = NAN;
	if (e.note)
		return e;
	sd = sqrt(pooled(&s, &df));
	d = s.d.hi / sd;
	e.estimate = txo_hedges_j(df) * d;
	limits = txo_d_limits_two(d / sqrt(parts(&s)), s.a.n, s.b.n, level);
	e.conf_low = limits.low;
	e.conf_high = limits.high;
	return e;
}

struct txo_estimate txo_glass_delta(const struct txo_sample *a,
				    const struct txo_sample *b, double level)
{
	struct two s = sums_of(a, b);
	struct txo_estimate e = begin("Glass's delta, SD of the reference, "
				      "normal interval, variances may differ",
				      &s, s.b.n > 1);
	double va = txo_sums_var(&s.a), vb = txo_sums_var(&s.b), half;

	e.estimate = NAN;
	if (!e.note && !(vb > 0))
		e.note = TXO_NOTE_CONST;
	if (e.note)
		return e;
	e.estimate = s.d.hi / sqrt(vb);
	if (s.a.n < 2) {
		e.note = TXO_NOTE_SMALLN;
		return e;
	}
	e.std_error = sqrt(e.estimate * e.estimate / (2 * (double)(s.b.n - 1)) +
			   va / vb / (double)(s.a.n - 1) +
			   1 / (double)(s.b.n - 1));
	half = txo_normal_quantile(level) * e.std_error;
	e.conf_low = e.estimate - half;
	e.conf_high = e.estimate + half;
	return e;
}
