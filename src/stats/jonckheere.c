/*
 * METHOD
 *	J = (S + Px) / 2, mean Px / 2, variance var S / 4
 *	z = (J - Px / 2) / sqrt(var J) = S / sqrt(var S)
 * with Kendall's S, its variance corrected for ties in x and y, and the pairs Px
 * not tied in x, see tau.c [jonckheere1954, hollander2014]. So z is that of
 * Kendall's test with x the groups. No continuity correction. p exact, see
 * jonckheere_exact.c and jonckheere_tied.c, or asymptotic.
 *	d = S / Px [somers1962], error by [brown1977], see tau.c
 *	interval: tanh(atanh(d) +- q ase / (1 - d^2))
 */
#include "stats/jonckheere.h"

#include "stats/kendall.h"
#include "stats/quantile_t.h"
#include "txo/note.h"
#include "txo/ordered.h"

#define EXACT "Jonckheere-Terpstra exact given the ties"
#define NORMAL "Jonckheere-Terpstra normal with tie-corrected variance"
#define SIZE_EXACT "Somers d, Jonckheere-Terpstra exact"
#define SIZE_NORMAL "Somers d, Jonckheere-Terpstra normal"

static void set_size(const struct txo_tau *t, double error, double level,
		     struct txo_estimate *e)
{
	struct txo_dd size = t->s.hi < 0 ? txo_dd_neg(t->s) : t->s;
	double half;

	e->estimate = txo_dd_div(t->s, t->pairs_x).hi;
	if (txo_dd_compare(size, t->pairs_x) == 0) {
		e->note |= TXO_NOTE_PERFECT;
		return;
	}
	e->std_error = error;
	if (!(error > 0)) {
		e->note |= TXO_NOTE_SMALLN;
		return;
	}
	half = txo_normal_quantile(level) * error /
	       ((1 - e->estimate) * (1 + e->estimate));
	e->conf_low = tanh(atanh(e->estimate) - half);
	e->conf_high = tanh(atanh(e->estimate) + half);
}

/* By counting, if there are so few values that it may be done. */
static enum txo_status count(const struct txo_pairs *p, const struct txo_tau *t,
			     double *p_value, struct txo_error *err)
{
	struct txo_margins k;
	enum txo_status status;

	*p_value = NAN;
	if (t->n > TXO_JONCKHEERE_TIED)
		return TXO_OK;
	status = txo_margins_init(&k, p, err);
	if (status == TXO_OK)
		status = txo_jonckheere_exact(
			&k, (uint64_t)(t->s.hi + t->pairs_x.hi), p_value, err);
	txo_margins_release(&k);
	return status;
}

enum txo_status txo_jonckheere(const struct txo_pairs *p, double level,
			       struct txo_ordered *out, struct txo_error *err)
{
	struct txo_estimate *e = &out->test, *d = &out->size;
	struct txo_tau t;
	double error;
	enum txo_status status;

	*e = txo_estimate_none(NORMAL);
	*d = txo_estimate_none(SIZE_NORMAL);
	e->note = d->note = txo_pairs_note(p);
	if (e->note)
		return TXO_OK;
	status = txo_tau_somers(p, &t, &error, err);
	if (status != TXO_OK)
		return status;
	e->estimate = txo_dd_scale(txo_dd_add(t.s, t.pairs_x), -1).hi;
	if (t.constant) {
		e->note = d->note = TXO_NOTE_CONST;
		return TXO_OK;
	}
	e->std_error = txo_dd_sqrt(t.var).hi / 2;
	e->statistic = txo_dd_div(t.s, txo_dd_sqrt(t.var)).hi;
	status = count(p, &t, &e->p_value, err);
	e->method = EXACT;
	d->method = SIZE_EXACT;
	if (isnan(e->p_value)) {
		e->method = NORMAL;
		d->method = SIZE_NORMAL;
		e->p_value = txo_normal_p_value(e->statistic);
	}
	d->statistic = e->statistic;
	d->p_value = e->p_value;
	set_size(&t, error, level, d);
	return status;
}
