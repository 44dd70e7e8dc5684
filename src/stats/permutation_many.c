/*
 * METHOD
 * A state says how many of the first i values are in each group but the last,
 * and the sums of their scores; it counts in how many ways that can be. A value
 * goes from each state to one of k, as long as the group is not full. p is the
 * share of the ways in the end whose sum of squares between the groups is as
 * large as the one observed or larger. Exact but for the rounding of the
 * numbers, 13 digits; sums of squares that differ by less than 1e-11 of
 * themselves are equal, by 1e-7 where the scores are rounded.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/index.h"
#include "stats/permutation.h"

#define MOST_GROUPS 8
#define MOST_STATES 200000
#define LARGEST_LOG 700	/* of a number of ways */
#define EQUAL 1e-11
#define EQUAL_ROUNDED 1e-7

/* Of each group but the last. */
struct state {
	int64_t n[MOST_GROUPS - 1], sum[MOST_GROUPS - 1];
};

struct states {
	struct txo_index index;
	struct state *state;
	double *ways;
	size_t n, state_room, ways_room;
};

struct same_state {
	const struct states *s;
	const struct state *state;
};

static bool is_state(const void *ctx, uint32_t id)
{
	const struct same_state *q = ctx;

	return memcmp(&q->s->state[id], q->state, sizeof(*q->state)) == 0;
}

static bool add_state(struct states *s, const struct state *state, double ways)
{
	struct same_state q = { s, state };
	uint32_t hash = txo_hash(state, sizeof(*state));
	uint32_t id = txo_index_find(&s->index, hash, is_state, &q);
	void *a, *b;

	if (id != TXO_INDEX_NONE) {
		s->ways[id] += ways;
		return true;
	}
	a = txo_grow(s->state, &s->state_room, s->n + 1, sizeof(*s->state));
	b = txo_grow(s->ways, &s->ways_room, s->n + 1, sizeof(*s->ways));
	s->state = a ? a : s->state;
	s->ways = b ? b : s->ways;
	if (!a || !b || !txo_index_add(&s->index, hash, (uint32_t)s->n))
		return false;
	s->state[s->n] = *state;
	s->ways[s->n++] = ways;
	return true;
}

static void release(struct states *s)
{
	txo_index_release(&s->index);
	free(s->state);
	free(s->ways);
	memset(s, 0, sizeof(*s));
}

/* The states behind the value that comes after `taken` others. */
static bool take_value(const struct txo_pool *p, int64_t score, uint64_t taken,
		       const struct states *from, struct states *to)
{
	for (size_t i = 0; i < from->n; i++) {
		struct state s = from->state[i];
		uint64_t last = taken;

		for (size_t g = 0; g + 1 < p->k; g++)
			last -= (uint64_t)s.n[g];
		if (last < p->n[p->k - 1] && !add_state(to, &s, from->ways[i]))
			return false;
		for (size_t g = 0; g + 1 < p->k; g++) {
			if ((uint64_t)s.n[g] == p->n[g])
				continue;
			s.n[g]++;
			s.sum[g] += score;
			if (!add_state(to, &s, from->ways[i]))
				return false;
			s.n[g]--;
			s.sum[g] -= score;
		}
	}
	return true;
}

static double share(const struct txo_pool *p, const struct states *s)
{
	double border = txo_pool_between(p, p->sum), all = 0, far = 0;

	border *= 1 - (p->whole ? EQUAL : EQUAL_ROUNDED);
	for (size_t i = 0; i < s->n; i++) {
		int64_t sum[MOST_GROUPS] = { 0 }, rest = 0;

		for (size_t g = 0; g + 1 < p->k; g++) {
			sum[g] = s->state[i].sum[g];
			rest += sum[g];
		}
		sum[p->k - 1] = -rest;
		all += s->ways[i];
		if (txo_pool_between(p, sum) >= border)
			far += s->ways[i];
	}
	return far < all ? far / all : 1;
}

static bool fits(const struct txo_pool *p)
{
	double ways = lgamma((double)p->total + 1);

	for (size_t g = 0; g < p->k; g++)
		ways -= lgamma((double)p->n[g] + 1);
	return p->k <= MOST_GROUPS && ways < LARGEST_LOG;
}

enum txo_status txo_permutation_many(const struct txo_pool *p, uint64_t steps,
				     double *p_value, struct txo_error *err)
{
	struct states here, next;
	struct state start;
	uint64_t taken = 0;
	bool failed = false, too_much = !fits(p);

	*p_value = NAN;
	memset(&here, 0, sizeof(here));
	memset(&start, 0, sizeof(start));
	if (!too_much)
		failed = !add_state(&here, &start, 1);
	for (size_t i = 0; i < p->m; i++)
		for (uint64_t c = 0; c < p->w[i]; c++) {
			too_much |= here.n * p->k > steps ||
				    here.n > MOST_STATES;
			if (failed || too_much)
				goto out;
			steps -= here.n * p->k;
			memset(&next, 0, sizeof(next));
			failed = !take_value(p, p->score[i], taken++, &here,
					     &next);
			release(&here);
			here = next;
		}
	if (!failed && !too_much)
		*p_value = share(p, &here);
out:
	release(&here);
	return failed ? txo_fail_memory(err) : TXO_OK;
}
