/*
 * METHOD
 *	z = S / sqrt(var S)			Kendall
 *	z = (S - sign S) / sqrt(var S), 0 if S = 0	Mann-Kendall
 *	p = P(|Z| >= |z|)
 *	interval: tanh(atanh(tau) +- q ase / (1 - tau^2)), q the normal quantile
 * Source: [kendall1970], [mann1945]; ase by [brown1977], see tau.c. The p-value
 * of Kendall's test is exact without ties below n = 50, as in R; see
 * kendall_exact.c. The rest is asymptotic. Defined when neither x nor y is
 * constant.
 */
#include "stats/kendall.h"

#include "stats/margins.h"
#include "stats/quantile_t.h"
#include "txo/note.h"
#include "txo/rank.h"

#define EXACT "Kendall tau-b exact"
#define NORMAL "Kendall tau-b normal with tie correction"
#define MANN "Mann-Kendall tau-b normal with continuity and tie corrections"

enum txo_status txo_kendall_s(const struct txo_pairs *p,
			      struct txo_kendall_s *out, struct txo_error *err)
{
	struct txo_tau t;
	enum txo_status status;

	*out = (struct txo_kendall_s){ NAN, NAN, NAN, NAN };
	if (txo_pairs_n(p) < 2)
		return TXO_OK;
	status = txo_tau(p, &t, err);
	if (status != TXO_OK)
		return status;
	*out = (struct txo_kendall_s){ t.s.hi, t.var.hi, t.pairs_x.hi,
				       t.pairs_y.hi };
	return TXO_OK;
}

/* Interval of tau on the scale of Fisher's z. */
static void set_interval(struct txo_estimate *e, double level)
{
	double tau = e->estimate;
	double z = txo_normal_quantile(level);
	double half = z * e->std_error / ((1 - tau) * (1 + tau));

	if (!(e->std_error > 0)) {
		e->note |= TXO_NOTE_SMALLN;
		return;
	}
	e->conf_low = tanh(atanh(tau) - half);
	e->conf_high = tanh(atanh(tau) + half);
}

/* Estimate, error and interval, with the notes; fills *t when it is defined. */
static enum txo_status estimate_tau(const struct txo_pairs *p, double level,
				    struct txo_tau *t, struct txo_estimate *e,
				    struct txo_error *err)
{
	enum txo_status status;

	e->note |= txo_pairs_note(p);
	if (e->note)
		return TXO_OK;
	status = txo_tau(p, t, err);
	if (status != TXO_OK)
		return status;
	if (t->constant) {
		e->note |= TXO_NOTE_CONST;
		return TXO_OK;
	}
	e->estimate = t->tau;
	if (t->perfect) {
		e->note |= TXO_NOTE_PERFECT;
		return TXO_OK;
	}
	e->std_error = t->std_error;
	set_interval(e, level);
	return TXO_OK;
}

static double z_of(struct txo_dd s, const struct txo_tau *t)
{
	return txo_dd_div(s, txo_dd_sqrt(t->var)).hi;
}

enum txo_status txo_kendall(const struct txo_pairs *p, double level,
			    struct txo_estimate *out, struct txo_error *err)
{
	struct txo_tau t = { 0 };
	enum txo_status status;

	*out = txo_estimate_none(NORMAL);
	status = estimate_tau(p, level, &t, out, err);
	if (status != TXO_OK || isnan(out->estimate))
		return status;
	if (t.n < TXO_KENDALL_EXACT && !t.tied) {
		out->method = EXACT;
		out->statistic = (t.s.hi + t.pairs_x.hi) / 2;
		out->p_value = txo_kendall_exact((unsigned)out->statistic,
						 (unsigned)t.n);
		return TXO_OK;
	}
	out->statistic = z_of(t.s, &t);
	out->p_value = txo_normal_p_value(out->statistic);
	return TXO_OK;
}

enum txo_status txo_mann_kendall(const struct txo_pairs *p, double level,
				 struct txo_estimate *out,
				 struct txo_error *err)
{
	struct txo_tau t = { 0 };
	struct txo_dd s;
	enum txo_status status;

	*out = txo_estimate_none(MANN);
	status = estimate_tau(p, level, &t, out, err);
	if (status != TXO_OK || isnan(out->estimate))
		return status;
	s = t.s;
	if (s.hi != 0)
		s = txo_dd_sub(s, txo_dd_from(copysign(1, s.hi)));
	out->statistic = z_of(s, &t);
	out->p_value = txo_normal_p_value(out->statistic);
	return TXO_OK;
}
