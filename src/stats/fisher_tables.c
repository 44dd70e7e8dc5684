/*
 * fisher_tables.c - sums over all tables; see fisher_groups.c.
 */
#include "stats/fisher_tables.h"

#include <math.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "stats/fisher.h"

#define MOST_NODES 2000000
#define MOST_STEPS 20000000
#define TAILS_COST 50	/* of a node, in tables of a list */
#define NOTHING 80	/* e^-80 of the table seen */
#define SAME 1e-11	/* of logarithms of paths */

static int by_left_and_path(const void *a, const void *b)
{
	const struct txo_node *x = a, *y = b;

	if (x->left != y->left)
		return x->left < y->left ? -1 : 1;
	return (x->path > y->path) - (x->path < y->path);
}

/* The nodes found become those to go on from, equal ones united. */
static void unite(struct txo_network *w)
{
	struct txo_node *n = w->next, *last = NULL;
	size_t kept = 0;

	if (n)
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
	kept = w->next_room;
	w->next_room = w->node_room;
	w->node_room = kept;
}

/* TXO_NO if there are too many nodes. */
static enum txo_status add_node(struct txo_network *w, struct txo_node n,
				struct txo_error *err)
{
	struct txo_node *all;

	if (w->nexts == MOST_NODES)
		return TXO_NO;
	all = txo_grow(w->next, &w->next_room, w->nexts + 1, sizeof(*all));
	if (!all)
		return txo_fail_memory(err);
	w->next = all;
	all[w->nexts++] = n;
	return TXO_OK;
}

/* Fill group j in all ways from one node. TXO_NO if there are too many. */
static enum txo_status fill(struct txo_network *w, size_t j,
			    const struct txo_node *from, struct txo_error *err)
{
	enum txo_status status = TXO_OK;
	double x = fmax(0, from->left - w->behind[j + 1]);
	double last = fmin(w->n[j], from->left), log_ways = log(from->ways);

	for (; x <= last && status == TXO_OK; x++) {
		size_t left = (size_t)(from->left - x);
		double path = from->path + w->own[(size_t)x];
		double whole = path + w->rest[left] - w->all + log_ways;

		if (path + w->best[j + 1][left] - w->all <= w->most) {
			w->p += exp(whole);
			continue;
		}
		if (whole >= w->most - NOTHING)
			status = add_node(w,
					  (struct txo_node){ (double)left, path,
							     from->ways },
					  err);
	}
	return status;
}

/* Log masses of all numbers of events in group j, and behind it. */
static void find_masses(struct txo_network *w, size_t j)
{
	for (size_t s = 0; s <= (size_t)w->events; s++) {
		double x = (double)s;

		if (x <= w->n[j])
			w->own[s] = txo_network_mass(w, x, w->n[j]);
		if (x <= w->behind[j + 1])
			w->rest[s] = txo_network_mass(w, x, w->behind[j + 1]);
	}
}

/* The log of all tables of a node together, of the last two groups. */
static double whole_of(const struct txo_network *w, const struct txo_node *n)
{
	return n->path - w->all +
	       txo_network_mass(w, n->left, w->n[w->k - 2] + w->n[w->k - 1]);
}

/* A node by the tails of its two groups. */
static void finish_one(struct txo_network *w, const struct txo_node *from)
{
	double n1 = w->n[w->k - 2], n2 = w->n[w->k - 1], s = from->left;
	double x = fmin(n1, s), whole = whole_of(w, from);
	struct txo_cells c = { x, n1 - x, s - x, n2 - s + x };

	w->p += exp(whole) * from->ways * txo_fisher_tails(&c, w->most - whole);
}

/*
 * The tables of the last two groups with s events, least likely first: logs of
 * their masses into logs[], running sums into sum[]; how many. The masses of both
 * groups are in own and rest.
 */
static size_t list_tables(const struct txo_network *w, double s, double *logs,
			  double *sum)
{
	size_t low = (size_t)fmax(0, s - w->n[w->k - 1]);
	size_t high = (size_t)fmin(w->n[w->k - 2], s), all = (size_t)s, n = 0;
	double so_far = 0;

	while (low <= high) {
		double a = w->own[low] + w->rest[all - low];
		double b = w->own[high] + w->rest[all - high];

		logs[n] = fmin(a, b);
		so_far += exp(logs[n]);
		sum[n++] = so_far;
		if (a <= b)
			low++;
		else if (high-- == 0)
			break;
	}
	return n;
}

/* Nodes with equal events left, by the list of the tables that they all have. */
static void finish_many(struct txo_network *w, const struct txo_node *from,
			size_t n, double *logs)
{
	double *sum = logs + (size_t)w->events + 1;
	size_t tables = list_tables(w, from->left, logs, sum);

	for (size_t i = 0; i < n; i++) {
		double most = w->most - from[i].path + w->all;
		size_t below = 0, above = tables;

		while (below < above) {
			size_t half = below + (above - below) / 2;

			if (logs[half] <= most)
				below = half + 1;
			else
				above = half;
		}
		if (below)
			w->p += exp(from[i].path - w->all) * from[i].ways *
				sum[below - 1];
	}
}

/* The last two groups of all nodes, which are sorted by events left. */
static enum txo_status finish(struct txo_network *w, struct txo_error *err)
{
	double *logs = malloc(2 * ((size_t)w->events + 1) * sizeof(*logs));
	size_t i = 0, next;

	if (!logs)
		return txo_fail_memory(err);
	find_masses(w, w->k - 2);
	for (; i < w->nodes; i = next) {
		const struct txo_node *n = &w->node[i];

		next = i + 1;
		while (next < w->nodes && w->node[next].left == n->left)
			next++;
		if ((double)(next - i) * TAILS_COST > n->left)
			finish_many(w, n, next - i, logs);
		else
			for (size_t k = i; k < next; k++)
				finish_one(w, &w->node[k]);
	}
	free(logs);
	return TXO_OK;
}

enum txo_status txo_network_sum(struct txo_network *w, struct txo_error *err)
{
	struct txo_node start = { w->events, 0, 1 };
	enum txo_status status = add_node(w, start, err);
	double steps = 0;

	if (status == TXO_OK)
		unite(w);
	for (size_t j = 0; j + 2 < w->k && status == TXO_OK; j++) {
		find_masses(w, j);
		for (size_t i = 0; i < w->nodes && status == TXO_OK; i++) {
			steps += fmin(w->n[j], w->node[i].left) + 1;
			status = steps > MOST_STEPS ?
					 TXO_NO :
					 fill(w, j, &w->node[i], err);
		}
		unite(w);
	}
	if (status == TXO_OK)
		status = finish(w, err);
	w->p = fmin(1, w->p);
	return status;
}
