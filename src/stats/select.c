/*
 * METHOD
 *	the k-th smallest of all values: the least t with count(t) >= k
 * A bracket (low, high] with count(low) < k <= count(high) is narrowed until
 * its values can be listed, or until it holds a single double. Each round takes
 * a sample of the values within, and counts the values up to two of its order
 * statistics about the one wanted [matousek1991]; if that does not halve the
 * bracket, it is split between the two doubles. Only exact counts move a bound,
 * so the sample decides the time and never the result.
 */
#include "stats/select.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define LISTED_LEAST ((size_t)1 << 14)
#define LISTED_MOST ((size_t)1 << 20)
#define SAMPLE_PART 8		/* a sample is this part of the limit */
#define MARGIN 3		/* standard errors about a sample quantile */

/* Rank k, and what is known of it. */
struct wanted {
	struct txo_dd k;
	struct txo_select_cut low, high;
	bool found;
	double value;
};

struct search {
	struct txo_selector *s;
	struct wanted *wanted;
	size_t n;
};

static size_t good_limit(size_t m)
{
	if (m < LISTED_LEAST / m)
		return m * m;
	if (m < LISTED_LEAST / 4)
		return LISTED_LEAST;
	return m > LISTED_MOST / 4 ? LISTED_MOST : 4 * m;
}

enum txo_status txo_selector_init(struct txo_selector *s, size_t m,
				  size_t limit, struct txo_error *err)
{
	struct txo_select_cut all;

	s->limit = limit ? limit : good_limit(m);
	s->listed = malloc(s->limit * sizeof(*s->listed));
	if (!s->listed)
		return txo_fail_memory(err);
	all = s->count(s->of, INFINITY);
	s->total = all.below;
	s->pairs = all.pairs;
	return TXO_OK;
}

void txo_selector_release(struct txo_selector *s)
{
	free(s->listed);
	*s = (struct txo_selector){ 0 };
}

/* Doubles in ascending order as whole numbers, and back. */
static uint64_t order_of(double t)
{
	uint64_t bits;

	memcpy(&bits, &t, sizeof(bits));
	return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

static double double_at(uint64_t order)
{
	uint64_t bits = order >> 63 ? order & ~((uint64_t)1 << 63) : ~order;
	double t;

	memcpy(&t, &bits, sizeof(t));
	return t;
}

static double between(double low, double high)
{
	uint64_t a = order_of(low), b = order_of(high);

	return double_at(a + (b - a) / 2);
}

/* Count the values up to t, and let all that are wanted know. */
static void probe(struct search *q, double t)
{
	struct txo_select_cut c = q->s->count(q->s->of, t + 0.0);

	for (size_t i = 0; i < q->n; i++) {
		struct wanted *w = &q->wanted[i];

		if (txo_dd_compare(c.below, w->k) >= 0) {
			if (c.t < w->high.t)
				w->high = c;
		} else if (c.t > w->low.t) {
			w->low = c;
		}
	}
}

static uint64_t pairs_within(const struct wanted *w)
{
	return w->high.pairs - w->low.pairs;
}

/* Narrow the bracket about w by a sample of its n values. */
static void probe_sample(struct search *q, const struct wanted *w, size_t n)
{
	struct txo_weighed *a = q->s->listed;
	struct txo_dd in = txo_dd_sub(w->high.below, w->low.below);
	double p = txo_dd_sub(w->k, w->low.below).hi / in.hi, sum = 0;
	double size = (double)n;
	double margin = MARGIN * (sqrt(p * (1 - p) / size) + 1 / size);
	double low = NAN, high = NAN;

	for (size_t i = 0; i < n; i++)
		sum += a[i].w.hi;
	if (p + margin < 1)
		high = txo_weighed_at(a, n, txo_dd_from((p + margin) * sum));
	if (p - margin > 0)
		low = txo_weighed_at(a, n, txo_dd_from((p - margin) * sum));
	if (high < w->high.t)
		probe(q, high);
	low = nextafter(low, -INFINITY);
	if (low > w->low.t && low < w->high.t)
		probe(q, low);
}

/* Values of 0 are often many: see to them before getting near to 0. */
static bool probe_zero(struct search *q, const struct wanted *w)
{
	double below = nextafter(0, -1);

	if (!(w->low.t < below && w->high.t > 0))
		return false;
	probe(q, 0);
	if (w->high.t <= 0)
		probe(q, below);
	return true;
}

static void narrow(struct search *q, const struct wanted *w)
{
	uint64_t before = pairs_within(w);
	size_t target = q->s->limit / SAMPLE_PART + 1;
	struct txo_select_span span = { w->low.t, w->high.t, 1 };
	size_t n;

	span.stride = before / target + 1;
	n = q->s->list(q->s->of, &span, q->s->listed, q->s->limit);
	if (n > 0)
		probe_sample(q, w, n);
	if (pairs_within(w) > before / 2 &&
	    nextafter(w->low.t, INFINITY) < w->high.t)
		probe(q, between(w->low.t, w->high.t));
}

/* The bracket of w is small: find all that are wanted within it. */
static void settle(struct search *q, const struct wanted *w)
{
	struct txo_select_cut low = w->low, high = w->high;
	struct txo_select_span span = { low.t, high.t, 1 };
	bool single = nextafter(low.t, INFINITY) >= high.t;
	size_t n = 0;

	if (!single)
		n = q->s->list(q->s->of, &span, q->s->listed, q->s->limit);
	for (size_t i = 0; i < q->n; i++) {
		struct wanted *o = &q->wanted[i];

		if (o->found || txo_dd_compare(o->k, low.below) <= 0 ||
		    txo_dd_compare(o->k, high.below) > 0)
			continue;
		o->found = true;
		o->value = high.t;
		if (n > 0)
			o->value = txo_weighed_at(q->s->listed, n,
						  txo_dd_sub(o->k, low.below));
	}
}

void txo_select(struct txo_selector *s, const struct txo_dd *rank, size_t n,
		double *value)
{
	struct wanted wanted[TXO_SELECT_RANKS];
	struct search q = { s, wanted, n };

	for (size_t i = 0; i < n; i++)
		wanted[i] = (struct wanted){
			.k = rank[i],
			.low = { .t = -INFINITY },
			.high = { INFINITY, s->total, s->pairs },
		};
	for (size_t i = 0; i < n; i++) {
		struct wanted *w = &wanted[i];

		while (!w->found) {
			if (pairs_within(w) <= s->limit ||
			    nextafter(w->low.t, INFINITY) >= w->high.t)
				settle(&q, w);
			else if (!probe_zero(&q, w))
				narrow(&q, w);
		}
		value[i] = w->value + 0.0;
	}
}

/* Bring values below the pivot to the front and those above to the back. */
static void partition(struct txo_weighed *a, size_t *below, size_t *upto,
		      double pivot)
{
	size_t low = 0, i = 0, high = *upto;

	while (i < high) {
		struct txo_weighed t = a[i];

		if (t.value < pivot) {
			a[i++] = a[low];
			a[low++] = t;
		} else if (t.value > pivot) {
			a[i] = a[--high];
			a[high] = t;
		} else {
			i++;
		}
	}
	*below = low;
	*upto = high;
}

static struct txo_dd sum_weights(const struct txo_weighed *a, size_t n)
{
	struct txo_dd sum = { 0, 0 };

	for (size_t i = 0; i < n; i++)
		sum = txo_dd_add(sum, a[i].w);
	return sum;
}

double txo_weighed_at(struct txo_weighed *list, size_t n, struct txo_dd rank)
{
	double pivot = NAN;
	uint64_t random = 0x9e3779b97f4a7c15u;

	while (n > 0) {
		size_t below, upto = n;

		random = random * 6364136223846793005u + 1442695040888963407u;
		pivot = list[(random >> 32) % n].value;
		partition(list, &below, &upto, pivot);

		struct txo_dd less = sum_weights(list, below);
		struct txo_dd equal = sum_weights(list + below, upto - below);

		if (txo_dd_compare(rank, less) <= 0) {
			n = below;
			continue;
		}
		rank = txo_dd_sub(txo_dd_sub(rank, less), equal);
		if (rank.hi <= 0)
			break;
		list += upto;
		n -= upto;
	}
	return pivot;
}
