/*
 * METHOD
 *	N(i, j, s) = N(i - 1, j, s) + N(i - 1, j - 1, s - score i)
 * the number of ways to take j of the first i values with the sum s
 * [streitberg1986]. For each j the sums stand in ascending order in a list with
 * their numbers; a value merges the list of j with that of j - 1, moved by
 * its score, so that only sums that occur take room. p is the share of the ways
 * to take all of the smaller group whose sum is as far from 0, the mean, as the
 * one observed or farther. Exact but for the rounding of the numbers, 13 digits.
 */
#include "stats/permutation.h"

#include <math.h>
#include <stdlib.h>

#define MOST_KEPT 3000000
#define LARGEST_LOG 700	/* of a number of ways */

struct entry {
	int64_t sum;
	double ways;
};

struct list {
	struct entry *entry;
	size_t n, room;
};

struct lists {
	struct list *list;	/* for 0 .. n values taken */
	struct list spare;
	uint64_t steps;		/* left */
	size_t n, kept;
	bool failed, too_much;
};

static double log_choose(uint64_t n, uint64_t k)
{
	return lgamma((double)n + 1) - lgamma((double)k + 1) -
	       lgamma((double)(n - k) + 1);
}

static bool make_room(struct list *l, size_t n)
{
	struct entry *grown;

	if (n <= l->room)
		return true;
	n += n / 2;
	grown = realloc(l->entry, n * sizeof(*grown));
	if (!grown)
		return false;
	l->entry = grown;
	l->room = n;
	return true;
}

/* to = a and b moved by the score, in order. */
static void merge(const struct list *a, const struct list *b, int64_t score,
		  struct list *to)
{
	size_t i = 0, j = 0;

	to->n = 0;
	while (i < a->n || j < b->n) {
		struct entry *e = &to->entry[to->n++];
		int64_t x = i < a->n ? a->entry[i].sum : INT64_MAX;
		int64_t y = j < b->n ? b->entry[j].sum + score : INT64_MAX;

		*e = (struct entry){ x < y ? x : y, 0 };
		if (x == e->sum)
			e->ways += a->entry[i++].ways;
		if (y == e->sum)
			e->ways += b->entry[j++].ways;
	}
}

/* One more value of this score. */
static void take_value(struct lists *l, int64_t score, size_t most)
{
	for (size_t j = most; j > 0; j--) {
		struct list *a = &l->list[j], t;
		const struct list *b = &l->list[j - 1];
		size_t n = a->n + b->n;

		if (l->steps < n || l->kept > MOST_KEPT) {
			l->too_much = true;
			return;
		}
		l->steps -= n;
		if (!make_room(&l->spare, n + 1)) {
			l->failed = true;
			return;
		}
		merge(a, b, score, &l->spare);
		l->kept += l->spare.n - a->n;
		t = *a;
		*a = l->spare;
		l->spare = t;
	}
}

static void take_all(const struct txo_pool *p, struct lists *l)
{
	size_t taken = 0;

	for (size_t i = 0; i < p->m; i++)
		for (uint64_t c = 0; c < p->w[i]; c++) {
			taken++;
			take_value(l, p->score[i], taken < l->n ? taken : l->n);
			if (l->failed || l->too_much)
				return;
		}
}

/* The share of the ways in the last list that are as far as the sum. */
static double share(const struct list *l, int64_t sum, int64_t slack)
{
	double all = 0, far = 0;

	for (size_t i = 0; i < l->n; i++) {
		all += l->entry[i].ways;
		if (llabs(l->entry[i].sum) >= llabs(sum) - slack)
			far += l->entry[i].ways;
	}
	return far < all ? far / all : 1;
}

enum txo_status txo_permutation_two(const struct txo_pool *p, uint64_t steps,
				    double *p_value, struct txo_error *err)
{
	size_t small = p->n[1] < p->n[0];
	struct lists l = { .steps = steps, .n = p->n[small] };

	*p_value = NAN;
	if (log_choose(p->total, p->n[small]) > LARGEST_LOG)
		return TXO_OK;
	l.list = calloc(l.n + 1, sizeof(*l.list));
	if (!l.list || !make_room(&l.list[0], 1)) {
		l.failed = true;
		goto out;
	}
	l.list[0].entry[0] = (struct entry){ 0, 1 };
	l.list[0].n = 1;
	take_all(p, &l);
	if (!l.failed && !l.too_much)
		*p_value = share(&l.list[l.n], p->sum[small], p->slack);
out:
	for (size_t j = 0; l.list && j <= l.n; j++)
		free(l.list[j].entry);
	free(l.list);
	free(l.spare.entry);
	return l.failed ? txo_fail_memory(err) : TXO_OK;
}
