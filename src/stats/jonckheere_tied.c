/*
 * METHOD
 *	The values are dealt to the groups from the least on, all that are equal
 *	at once. After some of them the groups have a_1 ... a_k; t equal values
 *	go as c_1 ... c_k with the probability of the hypergeometric distribution,
 *	C(n_1 - a_1, c_1) ... / C(n - a, t), and add to twice J
 *	sum over i < j of 2 a_i c_j + c_i c_j
 * The distribution of twice J is carried for each a that can be reached, as the
 * network algorithm of [mehta1992] does. All terms are positive.
 */
#include "stats/jonckheere.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "txo/ordered.h"

#define MOST_STEPS 20000000u
#define MOST_ROOM ((size_t)1 << 22)	/* doubles */
#define CHOOSE_WIDTH (TXO_JONCKHEERE_TIED + 1)

/* The sums of one a: mass[low] to mass[high], empty if low > high. */
struct node {
	size_t low, high;
};

struct deal {
	const struct txo_margins *k;
	size_t big;		/* the greatest group, which is what is left */
	size_t *stride;		/* of the others, in the place of a node */
	size_t nodes, width;
	double *mass, *next;	/* by node, then twice J */
	struct node *node, *next_node;
	double *choose;		/* binomial coefficients */
	size_t *have;		/* a */
	uint64_t steps;
};

/* One node's values on their way to the groups. */
struct hand {
	struct deal *d;
	size_t from;		/* node */
	double all;		/* C(n - a, t) */
};

/* What has been given to the groups before one. */
struct given {
	size_t left;		/* of the t values */
	size_t below, here;	/* sums of a and c so far */
	size_t place;		/* node */
	size_t twice;		/* added to twice J */
	double ways;
};

static double choose(const struct deal *d, size_t n, size_t r)
{
	return d->choose[n * CHOOSE_WIDTH + r];
}

static void pour(struct hand *h, const struct given *g)
{
	struct deal *d = h->d;
	const struct node *a = &d->node[h->from];
	struct node *b = &d->next_node[g->place];
	const double *from = d->mass + h->from * d->width;
	double *to = d->next + g->place * d->width + g->twice;
	double p = g->ways / h->all;

	for (size_t v = a->low; v <= a->high; v++)
		to[v] += p * from[v];
	d->steps += a->high - a->low + 1;
	if (a->low + g->twice < b->low)
		b->low = a->low + g->twice;
	if (a->high + g->twice > b->high)
		b->high = a->high + g->twice;
}

static void give(struct hand *h, size_t group, struct given g)
{
	struct deal *d = h->d;
	size_t k = d->k->x.k, free_here, least, c;

	if (group == k) {
		if (g.left == 0 && d->steps <= MOST_STEPS)
			pour(h, &g);
		return;
	}
	free_here = (size_t)d->k->x.weight[group] - d->have[group];
	least = group + 1 == k ? g.left : 0;
	for (c = least; c <= free_here && c <= g.left; c++) {
		struct given to = g;

		d->steps++;
		to.left -= c;
		to.twice += c * (2 * g.below + g.here);
		to.below += d->have[group];
		to.here += c;
		to.place += c * d->stride[group];
		to.ways *= choose(d, free_here, c);
		give(h, group + 1, to);
		if (d->steps > MOST_STEPS)
			return;
	}
}

/* What the groups have at a node, of `dealt` values; false if it cannot be. */
static bool unpack(struct deal *d, size_t node, size_t dealt)
{
	size_t sum = 0, k = d->k->x.k;

	for (size_t i = 0; i < k; i++) {
		size_t n = (size_t)d->k->x.weight[i];

		if (i == d->big)
			continue;
		d->have[i] = node / d->stride[i] % (n + 1);
		sum += d->have[i];
	}
	d->have[d->big] = dealt - sum;
	return sum <= dealt &&
	       d->have[d->big] <= (size_t)d->k->x.weight[d->big];
}

static void deal_block(struct deal *d, size_t dealt, size_t t)
{
	double *mass = d->mass;
	struct node *node = d->node;

	memset(d->next, 0, d->nodes * d->width * sizeof(*d->next));
	for (size_t i = 0; i < d->nodes; i++)
		d->next_node[i] = (struct node){ SIZE_MAX, 0 };
	for (size_t i = 0; i < d->nodes && d->steps <= MOST_STEPS; i++) {
		struct hand h = { d, i, choose(d, d->k->n - dealt, t) };

		if (d->node[i].low <= d->node[i].high && unpack(d, i, dealt))
			give(&h, 0,
			     (struct given){
				     .left = t, .place = i, .ways = 1 });
	}
	d->steps += d->nodes * d->width;
	d->mass = d->next;
	d->next = mass;
	d->node = d->next_node;
	d->next_node = node;
}

static void fill_choose(struct deal *d)
{
	double *above = NULL;

	for (size_t n = 0; n < CHOOSE_WIDTH; n++) {
		double *row = d->choose + n * CHOOSE_WIDTH;

		row[0] = 1;
		for (size_t r = 1; r <= n; r++)
			row[r] = above[r - 1] + above[r];
		above = row;
	}
}

/* Places of the nodes; false if there are too many. */
static bool lay_out(struct deal *d)
{
	const struct txo_margin *x = &d->k->x;
	size_t twice = 0, n = 0;

	for (size_t i = 0; i < x->k; i++) {
		if (x->weight[i] > x->weight[d->big])
			d->big = i;
		twice += 2 * n * (size_t)x->weight[i];
		n += (size_t)x->weight[i];
	}
	d->width = twice + 1;
	d->nodes = 1;
	for (size_t i = 0; i < x->k; i++) {
		if (i == d->big)
			continue;
		d->stride[i] = d->nodes;
		d->nodes *= (size_t)x->weight[i] + 1;
		if (d->nodes > MOST_ROOM / d->width)
			return false;
	}
	return true;
}

static void release(struct deal *d)
{
	free(d->stride);
	free(d->mass);
	free(d->next);
	free(d->node);
	free(d->next_node);
	free(d->choose);
	free(d->have);
}

static double tails(const struct deal *d, uint64_t twice)
{
	uint64_t all = d->width - 1, far, v_far;
	const double *mass = d->mass + (d->nodes - 1) * d->width;
	double p = 0;

	/* twice J lies about `all` / 2 */
	far = 2 * twice > all ? 2 * twice - all : all - 2 * twice;
	for (uint64_t v = 0; v <= all; v++) {
		v_far = 2 * v > all ? 2 * v - all : all - 2 * v;
		if (v_far >= far)
			p += mass[v];
	}
	return fmin(1, p);
}

enum txo_status txo_jonckheere_tied(const struct txo_margins *k, uint64_t twice,
				    double *p, struct txo_error *err)
{
	struct deal d = { .k = k };
	enum txo_status status = TXO_OK;
	size_t dealt = 0;

	*p = NAN;
	d.stride = calloc(k->x.k + 1, sizeof(*d.stride));
	d.have = calloc(k->x.k + 1, sizeof(*d.have));
	d.choose = calloc((size_t)CHOOSE_WIDTH * CHOOSE_WIDTH,
			  sizeof(*d.choose));
	if (!d.stride || !d.have || !d.choose)
		status = txo_fail_memory(err);
	else if (!lay_out(&d))
		goto out;
	if (status == TXO_OK) {
		d.mass = calloc(d.nodes * d.width, sizeof(*d.mass));
		d.next = calloc(d.nodes * d.width, sizeof(*d.next));
		d.node = calloc(d.nodes, sizeof(*d.node));
		d.next_node = calloc(d.nodes, sizeof(*d.next_node));
		if (!d.mass || !d.next || !d.node || !d.next_node)
			status = txo_fail_memory(err);
	}
	if (status != TXO_OK)
		goto out;
	fill_choose(&d);
	for (size_t i = 1; i < d.nodes; i++)
		d.node[i] = (struct node){ SIZE_MAX, 0 };
	d.mass[0] = 1;
	for (size_t i = 0; i < k->y.k && d.steps <= MOST_STEPS; i++) {
		deal_block(&d, dealt, (size_t)k->y.weight[i]);
		dealt += (size_t)k->y.weight[i];
	}
	if (d.steps <= MOST_STEPS)
		*p = tails(&d, twice);
out:
	release(&d);
	return status;
}
