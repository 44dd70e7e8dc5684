/*
 * METHOD
 *	f(i, k, s) = f(i - 1, k, s) + f(i - 1, k - 1, s - a_i), f(0, 0, 0) = 1
 * the number of ways to take k of the first i scores with the sum s, the shift
 * algorithm of [streitberg1986]: exact with any ties. The scores are made small
 * first, by their least one and their greatest common divisor. Only those k that
 * can still become `take`, and those s that k of the first i can have, are
 * looked at: less than take (n - take) steps of k (n - k) sums each.
 */
#include "stats/rank_sum_null.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* What the fuzz of R's qwilcox is, so that borders agree. */
#define FUZZ (10 * 0x1p-52)

struct ways {
	uint32_t *score;	/* n of them, reduced */
	size_t n, take;
	uint32_t least, divisor;
	uint64_t *sum;		/* of the first i scores */
	double *f;		/* ways by k, then s */
	size_t width;		/* of a row of f */
};

static uint32_t common_divisor(uint32_t a, uint32_t b)
{
	while (b) {
		uint32_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

static void reduce(struct ways *w, const uint32_t *score)
{
	w->least = score[0];
	w->divisor = 0;
	for (size_t i = 0; i < w->n; i++)
		w->divisor = common_divisor(score[i] - w->least, w->divisor);
	if (w->divisor == 0)
		w->divisor = 1;
	for (size_t i = 0; i < w->n; i++) {
		w->score[i] = (score[i] - w->least) / w->divisor;
		w->sum[i + 1] = w->sum[i] + w->score[i];
	}
}

/* The sum of the greatest k of the first i scores. */
static size_t greatest(const struct ways *w, size_t i, size_t k)
{
	return (size_t)(w->sum[i] - w->sum[i - k]);
}

/* Count the ways with the i-th score, counted from 1. */
static void take_in(struct ways *w, size_t i)
{
	size_t a = w->score[i - 1], rest = w->n - i;
	size_t least = w->take > rest ? w->take - rest : 0;
	size_t k = i < w->take ? i : w->take;

	for (; k > 0 && k >= least; k--) {
		double *to = w->f + k * w->width + a;
		const double *from = w->f + (k - 1) * w->width;
		size_t end = greatest(w, i - 1, k - 1);

		for (size_t s = (size_t)w->sum[k - 1]; s <= end; s++)
			to[s] += from[s];
	}
}

static void ways_release(struct ways *w)
{
	free(w->score);
	free(w->sum);
	free(w->f);
}

/* Release it in any case. */
static enum txo_status ways_count(struct ways *w, const struct txo_scores *s,
				  struct txo_error *err)
{
	*w = (struct ways){ .n = s->n, .take = s->take };
	w->score = calloc(s->n, sizeof(*w->score));
	w->sum = calloc(s->n + 1, sizeof(*w->sum));
	if (!w->score || !w->sum)
		return txo_fail_memory(err);
	reduce(w, s->score);
	w->width = greatest(w, w->n, w->take) + 1;
	w->f = calloc((w->take + 1) * w->width, sizeof(*w->f));
	if (!w->f)
		return txo_fail_memory(err);
	w->f[0] = 1;
	for (size_t i = 1; i <= w->n; i++)
		take_in(w, i);
	return TXO_OK;
}

enum txo_status txo_scores_p_value(const struct txo_scores *s, uint64_t sum,
				   double *p, struct txo_error *err)
{
	struct ways w;
	enum txo_status status = ways_count(&w, s, err);
	double far = 0, all = 0;
	uint64_t mean, at;

	if (status != TXO_OK)
		goto out;
	sum = (sum - (uint64_t)w.least * s->take) / w.divisor;
	mean = w.sum[w.n] * w.take;	/* of n times the sum */
	at = sum * w.n;
	at = at > mean ? at - mean : mean - at;
	for (size_t t = 0; t < w.width; t++) {
		double ways = w.f[w.take * w.width + t];
		uint64_t there = t * (uint64_t)w.n;

		there = there > mean ? there - mean : mean - there;
		all += ways;
		far += there >= at ? ways : 0;
	}
	*p = far / all;
out:
	ways_release(&w);
	return status;
}

enum txo_status txo_rank_sum_border(size_t na, size_t nb, double level,
				    size_t *rank, struct txo_error *err)
{
	struct txo_scores s = { NULL, na + nb, na < nb ? na : nb };
	uint32_t *score = calloc(s.n, sizeof(*score));
	struct ways w = { 0 };
	double all = 0, below = 0, tail = (1 - level) / 2;
	enum txo_status status;
	size_t q = 0, base;

	if (!score)
		return txo_fail_memory(err);
	for (size_t i = 0; i < s.n; i++)
		score[i] = (uint32_t)i;
	s.score = score;
	status = ways_count(&w, &s, err);
	if (status != TXO_OK)
		goto out;
	base = (size_t)w.sum[w.take];
	for (size_t t = base; t < w.width; t++)
		all += w.f[w.take * w.width + t];
	for (; q + base < w.width; q++) {
		below += w.f[w.take * w.width + base + q] / all;
		if (below >= tail - FUZZ)
			break;
	}
	/* the whole range: only if no more than the tail is left outside */
	if (q == 0 && below <= tail + FUZZ)
		q = 1;
	*rank = q;
out:
	free(score);
	ways_release(&w);
	return status;
}
