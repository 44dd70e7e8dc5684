/*
 * METHOD, with n at risk just before a time, d events of the cause and e of any
 * cause at it, S the product of (n - e) / n before the time:
 *	F(t) = sum S d / n				[aalen1978b]
 *	var F(t) = sum ((F(t) - F)^2 e / (n (n - e)) + S^2 d (n - d) / n^3
 *	           - 2 (F(t) - F) S d / n^2)		[dinse1986]
 * over the times up to t, F that at the time itself: the variance of the
 * multinomial by the delta method, which is also that of the infinitesimal
 * jackknife. Where e = n, F does not rise any more, and that term is 0. All sums
 * in double-double, in powers of F(t).
 *	intervals, z the normal quantile, s the error:
 *	  log      F exp(+-z s / F), at most 1
 *	  log-log  exp(-exp(log(-log F) -+ z s / (F log F)))
 *	  plain    F +- z s, from 0 to 1
 */
#include "txo/competing.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include "base/dd.h"
#include "stats/quantile_t.h"
#include "txo/note.h"

#define METHOD "Aalen-Johansen"

/* Powers of F with which the variance is put together. */
struct carried {
	struct txo_dd s, f;
	struct txo_dd g0, g1, g2;	/* of e / (n (n - e)), F^0 to F^2 */
	struct txo_dd h0, h1;		/* of S d / n^2 */
	struct txo_dd own;
};

static void add(struct txo_dd *sum, struct txo_dd x)
{
	*sum = txo_dd_add(*sum, x);
}

static struct txo_dd times(struct txo_dd a, struct txo_dd b)
{
	return txo_dd_mul(a, b);
}

/* S and F go on; the sums take in one time. */
static void carry(struct carried *c, const struct txo_incidence_step *s)
{
	struct txo_dd n = txo_dd_from_count(s->at_risk);
	struct txo_dd d = txo_dd_from_count(s->events);
	struct txo_dd e = txo_dd_from_count(s->events + s->others);
	struct txo_dd left = txo_dd_sub(n, e), part, share;

	if (!(e.hi > 0))
		return;
	share = txo_dd_div(times(c->s, d), n);
	add(&c->f, share);
	part = txo_dd_div(share, n);
	add(&c->h0, part);
	add(&c->h1, times(part, c->f));
	add(&c->own, times(times(part, c->s), txo_dd_div(txo_dd_sub(n, d), n)));
	c->s = txo_dd_div(times(c->s, left), n);
	if (!(left.hi > 0))
		return;
	part = txo_dd_div(txo_dd_div(e, n), left);
	add(&c->g0, part);
	add(&c->g1, times(part, c->f));
	add(&c->g2, times(times(part, c->f), c->f));
}

static double error_of(const struct carried *c)
{
	struct txo_dd f = c->f, v = times(times(f, f), c->g0);

	v = txo_dd_sub(v, txo_dd_scale(times(f, c->g1), 1));
	add(&v, c->g2);
	add(&v, c->own);
	v = txo_dd_sub(v, txo_dd_scale(times(f, c->h0), 1));
	add(&v, txo_dd_scale(c->h1, 1));
	return sqrt(fmax(0, v.hi));
}

static double limit_to_share(double x)
{
	return x < 0 ? 0 : x > 1 ? 1 : x;
}

static void set_interval(struct txo_incidence_step *s, enum txo_survival_ci ci,
			 double z)
{
	double p = s->incidence, half = z * s->std_error, l;

	s->conf_low = s->conf_high = NAN;
	if (!(p > 0) || p >= 1)
		return;
	if (ci == TXO_SURVIVAL_LOG) {
		s->conf_low = p * exp(-half / p);
		s->conf_high = fmin(1, p * exp(half / p));
	} else if (ci == TXO_SURVIVAL_PLAIN) {
		s->conf_low = limit_to_share(p - half);
		s->conf_high = limit_to_share(p + half);
	} else {
		l = log(p);
		s->conf_low = exp(-exp(log(-l) - half / p / l));
		s->conf_high = exp(-exp(log(-l) + half / p / l));
	}
}

void txo_incidence(const struct txo_cause_times *k, enum txo_survival_ci ci,
		   double level, struct txo_incidence_step *step)
{
	struct carried c = { .s = { 1, 0 } };
	double z = txo_normal_quantile(level);
	uint64_t left = 0;

	for (size_t i = 0; i < k->m; i++)
		left += k->events[i] + k->others[i] + k->censored[i];
	for (size_t i = 0; i < k->m; i++) {
		step[i] = (struct txo_incidence_step){
			.time = k->t[i],
			.at_risk = left,
			.events = k->events[i],
			.others = k->others[i],
			.censored = k->censored[i],
		};
		carry(&c, &step[i]);
		step[i].incidence = c.f.hi;
		step[i].std_error = error_of(&c);
		set_interval(&step[i], ci, z);
		left -= k->events[i] + k->others[i] + k->censored[i];
	}
}

/* Was somebody left behind the last time, or censored at it? */
static bool is_open(const struct txo_incidence_step *last)
{
	return last->at_risk > last->events + last->others;
}

struct txo_estimate txo_incidence_at(const struct txo_incidence_step *step,
				     size_t m, double time)
{
	struct txo_estimate e = txo_estimate_none(METHOD);
	size_t low = 0, high = m;

	if (m == 0) {
		e.note |= TXO_NOTE_NODATA;
		return e;
	}
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (step[mid].time <= time)
			low = mid + 1;
		else
			high = mid;
	}
	if (time > step[m - 1].time && is_open(&step[m - 1])) {
		e.note |= TXO_NOTE_BEYOND;
		return e;
	}
	e.estimate = 0;
	if (low == 0)
		return e;
	e.estimate = step[low - 1].incidence;
	if (!(e.estimate > 0))
		return e;
	e.std_error = step[low - 1].std_error;
	e.conf_low = step[low - 1].conf_low;
	e.conf_high = step[low - 1].conf_high;
	return e;
}

struct txo_estimate
txo_incidence_quantile(const struct txo_incidence_step *step, size_t m,
		       double p)
{
	const double near = sqrt(DBL_EPSILON);
	struct txo_estimate e = txo_estimate_none(METHOD);

	if (m == 0) {
		e.note |= TXO_NOTE_NODATA;
		return e;
	}
	if (p <= 0) {
		e.estimate = 0;
		return e;
	}
	for (size_t i = m; i-- > 0;) {
		if (step[i].incidence >= p - near)
			e.estimate = step[i].time;
		if (step[i].conf_high >= p - near)
			e.conf_low = step[i].time;
		if (step[i].conf_low >= p - near)
			e.conf_high = step[i].time;
	}
	if (isnan(e.estimate))
		e.note |= TXO_NOTE_UNREACHED;
	else if (isnan(e.conf_low) || isnan(e.conf_high))
		e.note |= TXO_NOTE_OPEN;
	return e;
}
