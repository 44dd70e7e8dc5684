/*
 * METHOD
 *	mean(i, j) = (v_i + v_j) / 2, i <= j
 * grows with i and with j, so for a bound t the last j with mean(i, j) <= t moves
 * down while i moves up: all means up to t are counted, and those between two
 * bounds found, in one pass over both. The order statistics are select.c's, and
 * exact.
 */
#include "stats/walsh.h"

#include <stdlib.h>

#include "stats/sample.h"

static struct txo_dd mean_of(const struct txo_sample *s, size_t i, size_t j)
{
	return txo_dd_add(txo_dd_scale(txo_sample_value(s, i), -1),
			  txo_dd_scale(txo_sample_value(s, j), -1));
}

/* How many of the values before place `end` have mean(i, value) <= t. */
static size_t reach(const struct txo_sample *s, size_t i, size_t end, double t)
{
	while (end > 0 && !(mean_of(s, i, end - 1).hi <= t))
		end--;
	return end;
}

/* Weight of the means of i with itself. */
static struct txo_dd own_weight(const struct txo_sample *s, size_t i)
{
	struct txo_dd w = txo_dd_from_count(s->w[i]);

	return txo_dd_scale(txo_dd_mul(w, txo_dd_add(w, txo_dd_from(1))), -1);
}

static struct txo_select_cut count(void *of, double t)
{
	const struct txo_walsh *w = of;
	const struct txo_sample *s = w->s;
	struct txo_select_cut c = { t, { 0, 0 }, 0 };
	size_t end = s->m;

	for (size_t i = 0; i < s->m; i++) {
		struct txo_dd others;

		end = reach(s, i, end, t);
		if (end <= i)
			break;
		others = txo_dd_sub(w->below[end], w->below[i + 1]);
		others = txo_dd_mul(others, txo_dd_from_count(s->w[i]));
		c.below = txo_dd_add(c.below,
				     txo_dd_add(own_weight(s, i), others));
		c.pairs += end - i;
	}
	return c;
}

static size_t list(void *of, const struct txo_select_span *span,
		   struct txo_weighed *list, size_t room)
{
	const struct txo_walsh *w = of;
	const struct txo_sample *s = w->s;
	uint64_t random = TXO_STRIDE_SEED, passed = 0;
	uint64_t next = txo_stride_next(&random, span->stride) - 1;
	size_t begin = s->m, end = s->m, n = 0;

	for (size_t i = 0; i < s->m && n < room; i++) {
		size_t first;

		begin = reach(s, i, begin, span->from);
		end = reach(s, i, end, span->to);
		first = begin > i ? begin : i;
		if (end <= i)
			break;
		for (; n < room && next < passed + (end - first);
		     next += txo_stride_next(&random, span->stride)) {
			size_t j = first + (size_t)(next - passed);

			list[n].value = mean_of(s, i, j).hi + 0.0;
			list[n++].w = i == j ? own_weight(s, i) :
					       txo_dd_mul(txo_dd_from_count(
								  s->w[i]),
							  txo_dd_from_count(
								  s->w[j]));
		}
		passed += end - first;
	}
	return n;
}

enum txo_status txo_walsh_init(struct txo_walsh *w, const struct txo_sample *s,
			       size_t limit, struct txo_error *err)
{
	*w = (struct txo_walsh){ .s = s };
	w->below = calloc(s->m + 1, sizeof(*w->below));
	if (!w->below)
		return txo_fail_memory(err);
	for (size_t i = 0; i < s->m; i++)
		w->below[i + 1] = txo_dd_add(w->below[i],
					     txo_dd_from_count(s->w[i]));
	w->selector = (struct txo_selector){
		.of = w,
		.count = count,
		.list = list,
	};
	return txo_selector_init(&w->selector, s->m, limit, err);
}

void txo_walsh_release(struct txo_walsh *w)
{
	free(w->below);
	txo_selector_release(&w->selector);
	*w = (struct txo_walsh){ 0 };
}

/* The mean in full of the first pair that rounds to the double. */
static struct txo_dd in_full(const struct txo_sample *s, double mean)
{
	size_t end = s->m;

	for (size_t i = 0; i < s->m; i++) {
		end = reach(s, i, end, mean);
		if (end <= i)
			break;
		if (mean_of(s, i, end - 1).hi == mean)
			return mean_of(s, i, end - 1);
	}
	return txo_dd_from(mean);
}

void txo_walsh_select(struct txo_walsh *w, const struct txo_dd *rank, size_t n,
		      struct txo_dd *mean)
{
	double value[TXO_WALSH_RANKS];

	txo_select(&w->selector, rank, n, value);
	for (size_t i = 0; i < n; i++)
		mean[i] = in_full(w->s, value[i]);
}
