/*
 * METHOD
 * Given the margins, x_i events among n_i in group i have the probability
 *	prod B(x_i; n_i) / B(X; N),	B binomial masses with X / N
 * p is the sum over all tables that are no more likely than the one seen
 * [freeman1951]. Groups are filled one after the other [mehta1983]. What is known
 * behind group j of a part with s events left is its path, the product so far:
 *	all its tables together have path B(s; N behind j) / B(X; N)
 *	the likeliest of them has path L_j(s) / B(X; N)
 * so a part whose likeliest table is unlikely enough counts as a whole, and one
 * whose tables together are nothing beside the table seen does not. Paths with equal
 * s and equal product are one. Of the last two groups the tails are summed, as
 * in fisher.c, or all tables are listed once for all paths that leave s.
 *
 * L_j is the best mixture of concave functions: L_j(s + 1) - L_j(s) are the
 * steps of group j and of L_(j+1), merged in falling order.
 *
 * Probabilities within a factor of 1 + 1e-7 are equal, as in R.
 */
#include <math.h>
#include <stdlib.h>

#include "stats/fisher.h"
#include "stats/fisher_tables.h"

#define EXACT "Fisher exact test"
#define LARGE "Pearson chi-square for want of room for the Fisher exact test"
#define MOST_ROOM 4000000	/* cells of L */

/* By how much one more event in group j, which has x, raises the log mass. */
static double step(const struct txo_network *w, size_t j, double x)
{
	if (x >= w->n[j])
		return (double)-INFINITY;
	return log((w->n[j] - x) / (x + 1)) + log(w->share[0] / w->share[1]);
}

static void find_best(struct txo_network *w)
{
	size_t most = (size_t)w->events;

	for (size_t j = w->k; j-- > 0;) {
		double *best = w->best[j], *after = w->best[j + 1];
		size_t own = 0, theirs = 0;

		best[0] = after[0] + txo_network_mass(w, 0, w->n[j]);
		for (size_t s = 0; s < most; s++) {
			double a = step(w, j, (double)own);
			double b = after[theirs + 1] - after[theirs];

			if (!(b > a)) {
				best[s + 1] = best[s] + a;
				own++;
			} else {
				best[s + 1] = best[s] + b;
				theirs++;
			}
		}
	}
}

static void release(struct txo_network *w)
{
	if (w->best)
		free(w->best[0]);
	free(w->best);
	free(w->x);
	free(w->node);
	free(w->next);
}

/* Take in the groups. x, n, behind are one block. */
static enum txo_status take_groups(struct txo_network *w,
				   const uint64_t *events, const uint64_t *n,
				   size_t k, struct txo_error *err)
{
	double all = 0, with = 0;
	bool turn;

	w->x = calloc(3 * (k + 1), sizeof(*w->x));
	if (!w->x)
		return txo_fail_memory(err);
	w->n = w->x + k + 1;
	w->behind = w->n + k + 1;
	for (size_t i = 0; i < k; i++) {
		all += (double)n[i];
		with += (double)events[i];
	}
	turn = with > all - with;
	w->events = turn ? all - with : with;
	w->share[0] = w->events / all;
	w->share[1] = (all - w->events) / all;
	for (size_t i = 0; i < k; i++)
		if (n[i]) {
			w->x[w->k] = (double)(turn ? n[i] - events[i] :
						     events[i]);
			w->n[w->k++] = (double)n[i];
		}
	for (size_t i = w->k; i-- > 0;)
		w->behind[i] = w->behind[i + 1] + w->n[i];
	w->all = txo_network_mass(w, w->events, all);
	w->most = TXO_FISHER_EQUAL - w->all;
	for (size_t i = 0; i < w->k; i++)
		w->most += txo_network_mass(w, w->x[i], w->n[i]);
	return TXO_OK;
}

/* L behind the last group is 0 for no events, and impossible for others. */
static enum txo_status take_room(struct txo_network *w, struct txo_error *err)
{
	size_t width = (size_t)w->events + 2;

	w->best = calloc(w->k + 1, sizeof(*w->best));
	if (!w->best)
		return txo_fail_memory(err);
	w->best[0] = malloc((w->k + 3) * width * sizeof(**w->best));
	if (!w->best[0])
		return txo_fail_memory(err);
	w->own = w->best[0] + (w->k + 1) * width;
	w->rest = w->own + width;
	for (size_t j = 0; j <= w->k; j++)
		w->best[j] = w->best[0] + j * width;
	for (size_t s = 0; s < width; s++)
		w->best[w->k][s] = s ? (double)-INFINITY : 0;
	find_best(w);
	return TXO_OK;
}

/* Two groups, whatever their size. */
static enum txo_status of_two(struct txo_network *w)
{
	struct txo_two t = { { (uint64_t)w->x[0], (uint64_t)w->x[1] },
			     { (uint64_t)w->n[0], (uint64_t)w->n[1] } };
	struct txo_estimate e = txo_fisher(&t, 0.5);

	w->p = e.p_value;
	return e.note & TXO_NOTE_APPROX ? TXO_NO : TXO_OK;
}

/* The p-value; TXO_NO: too many tables. */
static enum txo_status exact_p(struct txo_network *w, struct txo_error *err)
{
	enum txo_status status;

	if (w->k == 2)
		return of_two(w);
	if ((double)w->k * w->events > MOST_ROOM)
		return TXO_NO;
	status = take_room(w, err);
	return status == TXO_OK ? txo_network_sum(w, err) : status;
}

enum txo_status txo_fisher_groups(const uint64_t *events, const uint64_t *n,
				  size_t k, struct txo_estimate *out,
				  struct txo_error *err)
{
	struct txo_estimate chi = txo_chi_square(events, n, k);
	struct txo_network w = { .k = 0 };
	enum txo_status status;

	*out = txo_estimate_none(EXACT);
	out->note = chi.note & ~(unsigned)TXO_NOTE_SPARSE;
	if (out->note == TXO_NOTE_CONST)
		out->p_value = 1;
	if (out->note)
		return TXO_OK;
	status = take_groups(&w, events, n, k, err);
	if (status == TXO_OK)
		status = exact_p(&w, err);
	out->p_value = w.p;
	if (status == TXO_NO) {
		out->method = LARGE;
		out->note |= TXO_NOTE_APPROX;
		out->p_value = chi.p_value;
		status = TXO_OK;
	}
	release(&w);
	return status;
}
