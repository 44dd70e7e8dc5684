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
 * in fisher.c.
 *
 * L_j is the best mixture of concave functions: L_j(s + 1) - L_j(s) are the
 * steps of group j and of L_(j+1), merged in falling order.
 *
 * Probabilities within a factor of 1 + 1e-7 are equal, as in R.
 */
#include <math.h>
#include <stdlib.h>

#include "stats/binomial.h"
#include "stats/fisher.h"

#define EXACT "fisher exact test"
#define LARGE "pearson chi-square for want of room for the fisher exact test"
#define MOST_NODES 100000
#define MOST_STEPS 20000000
#define MOST_ROOM 4000000	/* cells of L */
#define NOTHING 80	/* e^-80 of the table seen */
#define SAME 1e-9	/* of logarithms of paths */

/* Parts of the tables: events left, log of the path, and how many paths. */
struct node {
	double left, path, ways;
};

/* The groups with observations; the event is the rarer outcome. */
struct network {
	size_t k;
	double *x, *n;		/* by group */
	double *behind;		/* observations in this and all groups behind */
	double events, share[2];
	double **best;		/* L_j(s), s up to `events` */
	double *own, *rest;	/* log masses in a group, and behind it */
	double all;		/* log B(X; N) */
	double most;		/* log of what is no more likely */
	struct node *node, *next;
	size_t nodes, nexts;
	double p;
};

static double mass(const struct network *w, double x, double n)
{
	return txo_binomial_log_mass(x, n - x, w->share[0], w->share[1]);
}

/* By how much one more event in group j, which has x, raises the log mass. */
static double step(const struct network *w, size_t j, double x)
{
	if (x >= w->n[j])
		return (double)-INFINITY;
	return log((w->n[j] - x) / (x + 1)) + log(w->share[0] / w->share[1]);
}

static void find_best(struct network *w)
{
	size_t most = (size_t)w->events;

	for (size_t j = w->k; j-- > 0;) {
		double *best = w->best[j], *after = w->best[j + 1];
		size_t own = 0, theirs = 0;

		best[0] = after[0] + mass(w, 0, w->n[j]);
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

static int by_left_and_path(const void *a, const void *b)
{
	const struct node *x = a, *y = b;

	if (x->left != y->left)
		return x->left < y->left ? -1 : 1;
	return (x->path > y->path) - (x->path < y->path);
}

/* The nodes found become those to go on from, equal ones united. */
static void unite(struct network *w)
{
	struct node *n = w->next, *last = NULL;
	size_t kept = 0;

	qsort(n, w->nexts, sizeof(*n), by_left_and_path);
	for (size_t i = 0; i < w->nexts; i++) {
		if (last && last->left == n[i].left &&
		    n[i].path - last->path < SAME) {
			last->ways += n[i].ways;
			continue;
		}
		last = &n[kept++];
		*last = n[i];
	}
	w->next = w->node;
	w->node = n;
	w->nodes = kept;
	w->nexts = 0;
}

/* Fill group j in all ways from one node. False if there are too many. */
static bool fill(struct network *w, size_t j, const struct node *from)
{
	double x = fmax(0, from->left - w->behind[j + 1]);
	double last = fmin(w->n[j], from->left), log_ways = log(from->ways);

	for (; x <= last; x++) {
		size_t left = (size_t)(from->left - x);
		double path = from->path + w->own[(size_t)x];
		double whole = path + w->rest[left] - w->all + log_ways;

		if (path + w->best[j + 1][left] - w->all <= w->most) {
			w->p += exp(whole);
			continue;
		}
		if (whole < w->most - NOTHING)
			continue;
		if (w->nexts == MOST_NODES)
			return false;
		w->next[w->nexts++] = (struct node){ (double)left, path,
						     from->ways };
	}
	return true;
}

/* Log masses of all numbers of events in group j, and behind it. */
static void find_masses(struct network *w, size_t j)
{
	for (size_t s = 0; s <= (size_t)w->events; s++) {
		double x = (double)s;

		if (x <= w->n[j])
			w->own[s] = mass(w, x, w->n[j]);
		if (x <= w->behind[j + 1])
			w->rest[s] = mass(w, x, w->behind[j + 1]);
	}
}

/* The last two groups. */
static void finish(struct network *w, const struct node *from)
{
	double n1 = w->n[w->k - 2], n2 = w->n[w->k - 1], s = from->left;
	double x = fmin(n1, s);
	struct txo_cells c = { x, n1 - x, s - x, n2 - s + x };
	double whole = from->path - w->all + mass(w, s, n1 + n2);

	w->p += exp(whole + log(from->ways)) *
		txo_fisher_tails(&c, w->most - whole);
}

/* False if there are too many tables. */
static bool sum(struct network *w)
{
	double steps = 0;

	w->node[0] = (struct node){ w->events, 0, 1 };
	w->nodes = 1;
	for (size_t j = 0; j + 2 < w->k; j++) {
		find_masses(w, j);
		for (size_t i = 0; i < w->nodes; i++) {
			steps += fmin(w->n[j], w->node[i].left) + 1;
			if (steps > MOST_STEPS || !fill(w, j, &w->node[i]))
				return false;
		}
		unite(w);
	}
	for (size_t i = 0; i < w->nodes; i++)
		finish(w, &w->node[i]);
	w->p = fmin(1, w->p);
	return true;
}

static void release(struct network *w)
{
	if (w->best)
		free(w->best[0]);
	free(w->best);
	free(w->x);
	free(w->node);
	free(w->next);
}

/* Take in the groups. x, n, behind are one block. */
static enum txo_status take_groups(struct network *w, const uint64_t *events,
				   const uint64_t *n, size_t k,
				   struct txo_error *err)
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
	w->all = mass(w, w->events, all);
	w->most = TXO_FISHER_EQUAL - w->all;
	for (size_t i = 0; i < w->k; i++)
		w->most += mass(w, w->x[i], w->n[i]);
	return TXO_OK;
}

/* L behind the last group is 0 for no events, and impossible for others. */
static enum txo_status take_room(struct network *w, struct txo_error *err)
{
	size_t width = (size_t)w->events + 2;

	w->best = calloc(w->k + 1, sizeof(*w->best));
	w->node = malloc(MOST_NODES * sizeof(*w->node));
	w->next = malloc(MOST_NODES * sizeof(*w->next));
	if (!w->best || !w->node || !w->next)
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
static struct txo_estimate of_two(const struct network *w, bool *done)
{
	struct txo_two t = { { (uint64_t)w->x[0], (uint64_t)w->x[1] },
			     { (uint64_t)w->n[0], (uint64_t)w->n[1] } };
	struct txo_estimate e = txo_fisher(&t, 0.5);

	*done = !(e.note & TXO_NOTE_APPROX);
	return e;
}

/* The p-value, or *done is false: too many tables. */
static enum txo_status exact_p(struct network *w, bool *done,
			       struct txo_error *err)
{
	enum txo_status status;

	*done = false;
	if (w->k == 2) {
		w->p = of_two(w, done).p_value;
		return TXO_OK;
	}
	if ((double)w->k * w->events > MOST_ROOM)
		return TXO_OK;
	status = take_room(w, err);
	if (status == TXO_OK)
		*done = sum(w);
	return status;
}

enum txo_status txo_fisher_groups(const uint64_t *events, const uint64_t *n,
				  size_t k, struct txo_estimate *out,
				  struct txo_error *err)
{
	struct txo_estimate chi = txo_chi_square(events, n, k);
	struct network w = { .k = 0 };
	enum txo_status status;
	bool done = false;

	*out = txo_estimate_none(EXACT);
	out->note = chi.note & ~(unsigned)TXO_NOTE_SPARSE;
	if (out->note == TXO_NOTE_CONST)
		out->p_value = 1;
	if (out->note)
		return TXO_OK;
	status = take_groups(&w, events, n, k, err);
	if (status == TXO_OK)
		status = exact_p(&w, &done, err);
	out->p_value = w.p;
	if (status == TXO_OK && !done) {
		out->method = LARGE;
		out->note |= TXO_NOTE_APPROX;
		out->p_value = chi.p_value;
	}
	release(&w);
	return status;
}
