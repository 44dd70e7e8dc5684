/*
 * METHOD: Newton's steps b + I^-1 u from b = 0, cut where they move the b z of a
 * stratum farther apart than by 20, and by twice what they are apart; then halved
 * until the likelihood does not fall. With the decrement l = u' I^-1 u and d events, the last step is that
 * with l <= 1e-18 d, which leaves b right to the last digits, as steps square
 * their error.
 *
 * Covariates whose pivot of I at 0 is below 1e-12 of the diagonal follow from
 * those before them. Along a coefficient without a finite best value the
 * likelihood is a constant less exp(-t): each step goes on by as much as the one
 * before it, and l falls to 1/e of its size. When l is below 1e-14 d, has fallen
 * by less than 20 to 1, and the step still moves some b z by more than 1/10, the
 * coefficients that move are unbounded, and so are those of which nothing can be
 * told any more; the others stand [albert1984]. What the likelihood has yet to
 * rise by is l.
 */
#include <stdlib.h>

#include "stats/cox.h"
#include "stats/ldl.h"
#include "txo/note.h"

#define STEPS 500
#define HALVES 60
#define SINGULAR 1e-12
#define LAST 1e-18
#define SLOW 1e-14
#define VOID 1e-8
#define NOTHING 1e-26
#define FAR 20
#define FLAT 1e-10
#define IDLE 5		/* steps that bring nothing but rounding errors */

struct newton {
	struct txo_cox *c;
	struct txo_cox_fit *f;
	struct txo_cox_sums now, next;
	double *matrix;		/* q x q */
	double *step, *tried;	/* q */
	bool *dropped;		/* q */
	double decrement, before;
};

/* The information as a whole matrix, and its factors. */
static size_t factor(struct newton *w, double tolerance, double least)
{
	size_t q = w->f->q;

	for (size_t i = 0; i < q; i++)
		for (size_t j = 0; j <= i; j++) {
			size_t at = txo_cox_at(i, j);

			w->matrix[i * q + j] = w->now.information[at].hi +
					       w->now.information[at].lo;
		}
	return txo_ldl(w->matrix, q, tolerance, least, w->dropped);
}

static void find_step(struct newton *w)
{
	size_t q = w->f->q;

	for (size_t i = 0; i < q; i++)
		w->step[i] = w->now.score[i].hi + w->now.score[i].lo;
	txo_ldl_solve(w->matrix, q, w->dropped, w->step);
	w->before = w->decrement;
	w->decrement = 0;
	for (size_t i = 0; i < q; i++)
		w->decrement += w->step[i] *
				(w->now.score[i].hi + w->now.score[i].lo);
}

/* How far apart b z are within a stratum: of covariate j, or with NONE in all. */
static double spread(const struct txo_cox_fit *f, const double *b, size_t j)
{
	double most = 0;

	for (size_t i = 0, end; i < f->rows.n; i = end) {
		double low = INFINITY, high = -INFINITY;

		end = txo_cox_stratum_end(&f->rows, i);
		for (size_t k = i; k < end; k++) {
			const double *z = f->z + k * f->q;
			double x = 0;

			for (size_t l = 0; l < f->q; l++)
				if (j == l || j == TXO_COX_NONE)
					x += b[l] * z[l];
			low = fmin(low, x);
			high = fmax(high, x);
		}
		most = fmax(most, high - low);
	}
	return most;
}

static double moves(const struct newton *w, size_t j)
{
	return spread(w->f, w->step, j);
}

/* Does the likelihood rise for ever? Then say by which coefficients. */
static bool is_unbounded(struct newton *w)
{
	struct txo_cox_fit *f = w->f;

	if (!(w->decrement < SLOW * f->events) ||
	    !(w->decrement > w->before / 20) || moves(w, TXO_COX_NONE) < 0.1)
		return false;
	for (size_t j = 0; j < f->q; j++) {
		double own = w->now.information[txo_cox_at(j, j)].hi;

		if (moves(w, j) > 0.01)
			f->way[f->kept[j]] = w->step[j] > 0 ? 1 : -1;
		else if (own > VOID * f->events)
			continue;
		f->why[f->kept[j]] = TXO_NOTE_UNBOUNDED;
		f->unbounded = true;
	}
	if (f->unbounded)
		w->now.log = txo_dd_add(w->now.log, txo_dd_from(w->decrement));
	return f->unbounded;
}

static enum txo_status lost(struct newton *w)
{
	w->c->note |= TXO_NOTE_NOCONVERGE;
	return TXO_OK;
}

static bool is_lost(const struct newton *w)
{
	return w->c->note & TXO_NOTE_NOCONVERGE;
}

/* Go as far along the step as the likelihood does not fall. */
static enum txo_status go(struct newton *w, struct txo_error *err)
{
	struct txo_cox_fit *f = w->f;
	double now = w->now.log.hi, far = moves(w, TXO_COX_NONE);
	double most = fmax(FAR, 2 * spread(f, f->b, TXO_COX_NONE));
	double part = far > most ? most / far : 1;
	enum txo_status status;

	for (int i = 0; i < HALVES; i++, part /= 2) {
		struct txo_cox_sums other = w->now;

		for (size_t j = 0; j < f->q; j++)
			w->tried[j] = f->b[j] + part * w->step[j];
		status = txo_cox_sums_find(&w->next, f, w->tried, err);
		if (status != TXO_OK)
			return status;
		if (!(w->next.log.hi >= now - 1e-13 * fabs(now)))
			continue;
		for (size_t j = 0; j < f->q; j++)
			f->b[j] = w->tried[j];
		w->now = w->next;
		w->next = other;
		return TXO_OK;
	}
	return lost(w);
}

static enum txo_status climb(struct newton *w, struct txo_error *err)
{
	struct txo_cox_fit *f = w->f;
	enum txo_status status = TXO_OK;
	bool last = false;
	int idle = 0;

	w->decrement = INFINITY;
	for (int i = 0; i < STEPS && status == TXO_OK && !is_lost(w); i++) {
		double log;

		factor(w, 0x1p-50, 0);
		find_step(w);
		w->c->iterations = i;
		if (last || is_unbounded(w))
			return TXO_OK;
		log = w->now.log.hi;
		last = w->decrement <= LAST * f->events || idle >= IDLE;
		status = go(w, err);
		idle = w->now.log.hi > log ? 0 : idle + 1;
	}
	return status == TXO_OK ? lost(w) : status;
}

/* Keep the covariates that tell something; the factors are those at 0. */
static void keep(struct newton *w)
{
	struct txo_cox_fit *f = w->f;
	size_t q = f->q, kept = 0, n = f->rows.n;

	for (size_t j = 0; j < q; j++) {
		size_t at = txo_cox_at(j, j);
		double own = w->now.information[at].hi;

		if (w->dropped[j])
			f->why[f->kept[j]] = own > 1e-13 * f->events ?
						     TXO_NOTE_COLLINEAR :
						     TXO_NOTE_CONST;
	}
	for (size_t i = 0, to = 0; i < n; i++)
		for (size_t j = 0; j < q; j++)
			if (!w->dropped[j])
				f->z[to++] = f->z[i * q + j];
	for (size_t j = 0; j < q; j++) {
		f->place[f->kept[j]] = w->dropped[j] ? TXO_COX_NONE : kept;
		if (!w->dropped[j])
			f->kept[kept++] = f->kept[j];
	}
	f->q = w->now.q = w->next.q = kept;
	w->now.information = w->now.score + kept;
	w->next.information = w->next.score + kept;
}

/* b' I b, of all coefficients. */
static double find_wald(const struct newton *w)
{
	const struct txo_cox_fit *f = w->f;
	double sum = 0;

	for (size_t i = 0; i < f->q; i++)
		for (size_t j = 0; j <= i; j++) {
			double own = w->now.information[txo_cox_at(i, j)].hi;

			sum += (i == j ? 1 : 2) * f->b[i] * own * f->b[j];
		}
	return f->unbounded ? (double)NAN : sum;
}

/*
 * Does a coefficient that moves b z far do so to no end? Then the likelihood does
 * not fall when it goes twice as far.
 */
static enum txo_status try_further(struct newton *w, size_t j, bool *flat,
				   struct txo_error *err)
{
	struct txo_cox_fit *f = w->f;
	double least = w->now.log.hi - FLAT * f->events;
	enum txo_status status;

	*flat = false;
	if (!(spread(f, f->b, j) > FAR))
		return TXO_OK;
	for (size_t i = 0; i < f->q; i++)
		w->tried[i] = (i == j ? 2 : 1) * f->b[i];
	status = txo_cox_sums_find(&w->next, f, w->tried, err);
	*flat = w->next.log.hi >= least;
	return status;
}

/* Find what is unbounded, though Newton's method came to an end. */
static enum txo_status mark_lost(struct newton *w, struct txo_error *err)
{
	struct txo_cox_fit *f = w->f;
	enum txo_status status = TXO_OK;

	factor(w, 0x1p-50, 0);
	for (size_t i = 0; i < f->q && status == TXO_OK; i++) {
		unsigned *why = &f->why[f->kept[i]];
		bool flat = w->dropped[i];

		if (*why)
			continue;
		if (!flat)
			status = try_further(w, i, &flat, err);
		if (!flat)
			continue;
		*why = TXO_NOTE_UNBOUNDED;
		f->way[f->kept[i]] = f->b[i] > 0 ? 1 : -1;
		f->unbounded = true;
	}
	return status;
}

/* The inverse of the information of the coefficients that have a value. */
static void invert(struct newton *w)
{
	struct txo_cox_fit *f = w->f;
	size_t q = f->q;

	f->wald = find_wald(w);
	for (size_t i = 0; i < q; i++)
		for (size_t j = 0; j <= i; j++) {
			size_t at = txo_cox_at(i, j);

			if (i != j &&
			    (f->why[f->kept[i]] || f->why[f->kept[j]]))
				w->now.information[at] = (struct txo_dd){ 0,
									  0 };
		}
	factor(w, 0, 0);
	for (size_t j = 0; j < q; j++) {
		double *column = f->covariance + j * q;

		for (size_t i = 0; i < q; i++)
			column[i] = i == j;
		txo_ldl_solve(w->matrix, q, w->dropped, column);
		for (size_t i = 0; i < q; i++)
			if (f->why[f->kept[i]] || f->why[f->kept[j]])
				column[i] = NAN;
	}
}

static enum txo_status fit(struct newton *w, struct txo_error *err)
{
	struct txo_cox_fit *f = w->f;
	enum txo_status status = txo_cox_sums_find(&w->now, f, f->b, err);

	if (status != TXO_OK)
		return status;
	w->c->log_likelihood_null = w->now.log.hi;
	if (factor(w, SINGULAR, 1e-13 * f->events) < f->q) {
		keep(w);
		status = txo_cox_sums_find(&w->now, f, f->b, err);
	}
	if (status == TXO_OK && f->q) {
		factor(w, 0, 0);
		find_step(w);
		f->score = w->decrement;
		if (w->decrement > NOTHING * f->events)
			status = climb(w, err);
		else
			f->score = 0;
	}
	if (status != TXO_OK || is_lost(w))
		return status;
	w->c->log_likelihood = w->now.log.hi;
	status = mark_lost(w, err);
	if (status == TXO_OK)
		invert(w);
	return status;
}

enum txo_status txo_cox_newton(struct txo_cox *c, struct txo_error *err)
{
	struct txo_cox_fit *f = c->fit;
	size_t q = f->q, n = f->rows.n;
	struct newton w = { .c = c, .f = f };
	enum txo_status status = txo_cox_sums_init(&w.now, q, n, err);

	if (status == TXO_OK)
		status = txo_cox_sums_init(&w.next, q, n, err);
	w.matrix = malloc((q * q + 2 * q + 1) * sizeof(*w.matrix));
	w.dropped = malloc(q + 1);
	if (status == TXO_OK && (!w.matrix || !w.dropped))
		status = txo_fail_memory(err);
	if (status == TXO_OK) {
		w.step = w.matrix + q * q;
		w.tried = w.step + q;
		status = fit(&w, err);
	}
	txo_cox_sums_release(&w.now);
	txo_cox_sums_release(&w.next);
	free(w.matrix);
	free(w.dropped);
	return status;
}
