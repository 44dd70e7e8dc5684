/*
 * METHOD, with n at risk just before a time and d events at it:
 *	S = prod (n - d) / n					[kaplan1958]
 *	variance of log S: G = sum d / (n (n - d)), error S sqrt(G)	[greenwood1926]
 *	H = sum d / n, variance sum d / n^2		[nelson1972], [aalen1978]
 *	intervals, z the normal quantile:
 *	  log      S exp(+-z sqrt(G)), at most 1
 *	  log-log  exp(-exp(log(-log S) -+ z sqrt(G) / log S))
 *	  plain    S +- z S sqrt(G), from 0 to 1
 *	  of H     H exp(+-z error / H)
 * Products and sums in double-double. Before the first event log and plain are
 * [1, 1] and log-log is undefined, as in R; where S is 0 there is no interval.
 *
 * Times are tied as R's aeqSurv() does: chains of differences of at most
 * sqrt(DBL_EPSILON), absolute or by the mean of the distinct times.
 *
 * Restricted mean: the area A under S up to tau, in double-double; its variance is
 * the sum of (area behind the time)^2 d / (n (n - d)), a last d = n left out.
 */
#include "txo/survival.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include "base/dd.h"
#include "stats/quantile_t.h"
#include "txo/note.h"

size_t txo_times_tie(double *t, size_t m)
{
	const double tolerance = sqrt(DBL_EPSILON);
	struct txo_dd sum = { 0, 0 };
	double before, mean;
	size_t n = m > 0;

	/* scaled, so that it cannot leave the range of a double */
	for (size_t i = 0; i < m; i++)
		sum = txo_dd_add(sum, txo_dd_from(ldexp(t[i], -64)));
	mean = ldexp(sum.hi / (double)m, 64);
	before = m ? t[0] : 0;
	for (size_t i = 1; i < m; i++) {
		double far = t[i] - before;

		before = t[i];
		if (far <= tolerance || far / mean <= tolerance)
			t[i] = t[i - 1];
		else
			n++;
	}
	return n;
}

static double limit_to_share(double x)
{
	return x < 0 ? 0 : x > 1 ? 1 : x;
}

static void set_interval(struct txo_survival_step *s, double g,
			 enum txo_survival_ci ci, double z)
{
	double p = s->survival, half = z * sqrt(g), l;

	s->conf_low = s->conf_high = NAN;
	if (!(p > 0))
		return;
	if (ci == TXO_SURVIVAL_LOG) {
		s->conf_low = p * exp(-half);
		s->conf_high = fmin(1, p * exp(half));
	} else if (ci == TXO_SURVIVAL_PLAIN) {
		s->conf_low = limit_to_share(p - p * half);
		s->conf_high = limit_to_share(p + p * half);
	} else if (p < 1) {
		l = log(p);
		s->conf_low = exp(-exp(log(-l) - half / l));
		s->conf_high = exp(-exp(log(-l) + half / l));
	}
}

/* What the curves are carried in. */
struct carried {
	struct txo_dd s, g, h, v;
};

static void step_down(struct carried *c, struct txo_survival_step *s)
{
	struct txo_dd n = txo_dd_from_count(s->at_risk);
	struct txo_dd d = txo_dd_from_count(s->events);
	struct txo_dd left = txo_dd_from_count(s->at_risk - s->events);
	struct txo_dd share = txo_dd_div(d, n);

	if (s->events) {
		c->s = txo_dd_mul(c->s, txo_dd_div(left, n));
		c->h = txo_dd_add(c->h, share);
		c->v = txo_dd_add(c->v, txo_dd_div(share, n));
		if (left.hi > 0)
			c->g = txo_dd_add(c->g, txo_dd_div(share, left));
		else
			c->s = (struct txo_dd){ 0, 0 };
	}
	s->survival = c->s.hi;
	s->std_error = c->s.hi > 0 ? c->s.hi * sqrt(c->g.hi) : NAN;
	s->hazard = c->h.hi;
	s->hazard_error = sqrt(c->v.hi);
}

void txo_kaplan_meier(const struct txo_times *k, enum txo_survival_ci ci,
		      double level, struct txo_survival_step *step)
{
	struct carried c = { { 1, 0 }, { 0, 0 }, { 0, 0 }, { 0, 0 } };
	double z = txo_normal_quantile(level);
	uint64_t left = 0;

	for (size_t i = 0; i < k->m; i++)
		left += k->events[i] + k->censored[i];
	for (size_t i = 0; i < k->m; i++) {
		step[i] = (struct txo_survival_step){
			.time = k->t[i],
			.at_risk = left,
			.events = k->events[i],
			.censored = k->censored[i],
		};
		step_down(&c, &step[i]);
		set_interval(&step[i], c.g.hi, ci, z);
		left -= k->events[i] + k->censored[i];
	}
}

/* How many steps are at the time or before. */
static size_t steps_until(const struct txo_survival_step *step, size_t m,
			  double time)
{
	size_t low = 0, high = m;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (step[middle].time <= time)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Why nothing is known of the time, or 0; *n steps are until then. */
static unsigned look_up(const struct txo_survival_step *step, size_t m,
			double time, size_t *n)
{
	*n = steps_until(step, m, time);
	if (m == 0)
		return TXO_NOTE_NODATA;
	if (*n == m && time > step[m - 1].time && step[m - 1].survival > 0)
		return TXO_NOTE_BEYOND;
	return 0;
}

struct txo_estimate txo_survival_at(const struct txo_survival_step *step,
				    size_t m, double time,
				    enum txo_survival_ci ci)
{
	struct txo_estimate e = txo_estimate_none("Kaplan-Meier");
	size_t n;

	e.note = look_up(step, m, time, &n);
	if (e.note)
		return e;
	e.estimate = 1;
	e.std_error = 0;
	if (ci != TXO_SURVIVAL_LOG_LOG)
		e.conf_low = e.conf_high = 1;
	if (n > 0) {
		e.estimate = step[n - 1].survival;
		e.std_error = step[n - 1].std_error;
		e.conf_low = step[n - 1].conf_low;
		e.conf_high = step[n - 1].conf_high;
	}
	if (!(e.estimate > 0))
		e.note = TXO_NOTE_ZEROCELL;
	return e;
}

struct txo_estimate txo_hazard_at(const struct txo_survival_step *step,
				  size_t m, double time, double level)
{
	struct txo_estimate e = txo_estimate_none("Nelson-Aalen, log interval");
	size_t n;
	double half;

	e.note = look_up(step, m, time, &n);
	if (e.note)
		return e;
	e.estimate = n ? step[n - 1].hazard : 0;
	e.std_error = n ? step[n - 1].hazard_error : 0;
	if (!(e.estimate > 0))
		return e;
	half = txo_normal_quantile(level) * e.std_error / e.estimate;
	e.conf_low = e.estimate * exp(-half);
	e.conf_high = e.estimate * exp(half);
	return e;
}

static double curve_survival(const struct txo_survival_step *s)
{
	return s->survival;
}

static double curve_low(const struct txo_survival_step *s)
{
	return s->conf_low;
}

static double curve_high(const struct txo_survival_step *s)
{
	return s->conf_high;
}

/* Where a curve that begins with 1 at time 0 crosses q; NaN if nowhere. */
static double crossing(const struct txo_survival_step *step, size_t m, double q,
		       double (*curve)(const struct txo_survival_step *))
{
	const double tolerance = sqrt(DBL_EPSILON);
	double from = q >= 1 ? 0 : NAN;

	if (!isnan(from))
		return from;
	for (size_t i = 0; i < m; i++) {
		double y = curve(&step[i]);

		if (isnan(from) && y <= q + tolerance)
			from = step[i].time;
		if (y <= q - tolerance)
			return from / 2 + step[i].time / 2;
	}
	/* flat to the end, or to where it ends */
	return m && !isnan(curve(&step[m - 1])) ?
		       from / 2 + step[m - 1].time / 2 :
		       NAN;
}

struct txo_estimate txo_survival_quantile(const struct txo_survival_step *step,
					  size_t m, double p)
{
	struct txo_estimate e = txo_estimate_none("Kaplan-Meier");

	if (m == 0) {
		e.note = TXO_NOTE_NODATA;
		return e;
	}
	e.estimate = crossing(step, m, 1 - p, curve_survival);
	e.conf_low = crossing(step, m, 1 - p, curve_low);
	e.conf_high = crossing(step, m, 1 - p, curve_high);
	if (isnan(e.estimate))
		e.note |= TXO_NOTE_UNREACHED;
	if (isnan(e.conf_low) != isnan(e.conf_high) ||
	    (isnan(e.conf_low) && !isnan(e.estimate)))
		e.note |= TXO_NOTE_OPEN;
	return e;
}

struct txo_estimate txo_restricted_mean(const struct txo_survival_step *step,
					size_t m, double tau, double level)
{
	struct txo_estimate e = txo_estimate_none(
		"area under Kaplan-Meier, normal interval");
	struct txo_dd area = { 0, 0 }, var = { 0, 0 };
	double end = tau, half;
	size_t n;

	e.note = look_up(step, m, tau, &n);
	if (e.note)
		return e;
	/* from the end, so that the area behind each time is at hand */
	for (size_t i = n; i-- > 0;) {
		const struct txo_survival_step *s = &step[i];
		double left = (double)(s->at_risk - s->events), far;
		struct txo_dd width = txo_dd_two_sum(end, -s->time);

		area = txo_dd_add(area,
				  txo_dd_mul(width, txo_dd_from(s->survival)));
		end = s->time;
		if (!(left > 0))
			continue;
		far = (double)s->events / (double)s->at_risk / left;
		var = txo_dd_add(var, txo_dd_mul(txo_dd_mul(area, area),
						 txo_dd_from(far)));
	}
	e.estimate = txo_dd_add(area, txo_dd_from(end)).hi;
	e.std_error = sqrt(var.hi);
	if (!isfinite(e.std_error)) {
		e.std_error = NAN;
		e.note |= TXO_NOTE_OVERFLOW;
	}
	if (!(e.std_error > 0))
		return e;
	half = txo_normal_quantile(level) * e.std_error;
	e.conf_low = e.estimate - half;
	e.conf_high = e.estimate + half;
	return e;
}

struct txo_estimate txo_restricted_mean_difference(const struct txo_estimate *a,
						   const struct txo_estimate *b,
						   double level)
{
	struct txo_estimate e = txo_estimate_none(
		"difference of areas under Kaplan-Meier, normal interval and "
		"Wald test");
	double half;

	e.note = a->note | b->note;
	e.estimate = a->estimate - b->estimate;
	e.std_error = hypot(a->std_error, b->std_error);
	if (isnan(e.estimate))
		e.std_error = NAN;
	if (!(e.std_error > 0))
		return e;
	half = txo_normal_quantile(level) * e.std_error;
	e.statistic = e.estimate / e.std_error;
	e.p_value = txo_normal_p_value(e.statistic);
	e.conf_low = e.estimate - half;
	e.conf_high = e.estimate + half;
	return e;
}
