/*
 * METHOD
 *	count(t) = sum over i of wi W(t, i), W the weight of the bj >= ai - t
 * Both samples are sorted, so that the first such j only grows with i: one walk
 * along the border between the differences up to t and those above it. The
 * order statistics are found by select.c.
 */
#include "stats/differences.h"

#include <math.h>
#include <stdlib.h>

#include "stats/sample.h"

static double difference(const struct txo_differences *d, size_t i, size_t j)
{
	return txo_dd_sub(txo_sample_value(&d->a, i),
			  txo_sample_value(&d->b, j))
		       .hi +
	       0.0;
}

/* Weight of b from its value j on. */
static uint64_t weight_from(const struct txo_differences *d, size_t j)
{
	return d->cum[d->b.m - 1] - (j ? d->cum[j - 1] : 0);
}

/* The first j, not before `from`, whose difference from ai is up to t. */
static size_t border(const struct txo_differences *d, size_t i, size_t from,
		     double t)
{
	while (from < d->b.m && difference(d, i, from) > t)
		from++;
	return from;
}

static struct txo_select_cut count(void *of, double t)
{
	const struct txo_differences *d = of;
	struct txo_select_cut c = { .t = t };
	size_t j = 0;

	for (size_t i = 0; i < d->a.m; i++) {
		j = border(d, i, j, t);
		if (j == d->b.m)
			break;
		c.pairs += d->b.m - j;
		c.below = txo_dd_add(
			c.below,
			txo_dd_mul(txo_dd_from_count(d->a.w[i]),
				   txo_dd_from_count(weight_from(d, j))));
	}
	return c;
}

static size_t list(void *of, const struct txo_select_span *span,
		   struct txo_weighed *list, size_t room)
{
	const struct txo_differences *d = of;
	uint64_t random = TXO_STRIDE_SEED, seen = 0;
	uint64_t next = txo_stride_next(&random, span->stride) - 1;
	size_t n = 0, from = 0, to = 0;

	for (size_t i = 0; i < d->a.m; i++) {
		to = border(d, i, to, span->to);
		from = border(d, i, from > to ? from : to, span->from);
		for (; n < room && next < seen + (from - to); n++) {
			size_t j = to + (size_t)(next - seen);

			list[n] = (struct txo_weighed){
				difference(d, i, j),
				txo_dd_mul(txo_dd_from_count(d->a.w[i]),
					   txo_dd_from_count(d->b.w[j])),
			};
			next += txo_stride_next(&random, span->stride);
		}
		seen += from - to;
	}
	return n;
}

enum txo_status txo_differences_init(struct txo_differences *d,
				     const struct txo_sample *a,
				     const struct txo_sample *b, size_t limit,
				     struct txo_error *err)
{
	size_t most = a->m > b->m ? a->m : b->m;

	*d = (struct txo_differences){
		.a = *a,
		.b = *b,
		.select = { .count = count, .list = list, .of = d },
	};
	d->cum = malloc(b->m * sizeof(*d->cum));
	if (!d->cum)
		return txo_fail_memory(err);
	txo_cumulate(b->w, b->m, d->cum);
	return txo_selector_init(&d->select, most, limit, err);
}

void txo_differences_release(struct txo_differences *d)
{
	free(d->cum);
	txo_selector_release(&d->select);
}

bool txo_differences_are_finite(const struct txo_sample *a,
				const struct txo_sample *b)
{
	return isfinite(a->x[a->m - 1] - b->x[0]) &&
	       isfinite(a->x[0] - b->x[b->m - 1]);
}
