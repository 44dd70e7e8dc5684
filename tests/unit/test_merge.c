#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sample.h"
#include "stats/merge.h"
#include "stats/two_ranks.h"

#define GROUPS 7
#define MOST 30

static struct collected memory[GROUPS];

/* k samples of whole numbers from 0 to range - 1; some are empty. */
static void draw(struct txo_sample *s, size_t k, unsigned range)
{
	for (size_t i = 0; i < k; i++) {
		double raw[MOST];
		size_t n = sample_random(MOST);

		for (size_t j = 0; j < n; j++)
			raw[j] = sample_random(range);
		s[i] = n ? *collect(&memory[i], raw, n) :
			   (struct txo_sample){ 0 };
	}
}

/* Twice the sum over group g of mid-rank less its mean, and sum of t^3 - t. */
static double ranks_by_force(const struct txo_sample *s, size_t k, size_t g)
{
	double sum = 0;

	for (size_t i = 0; i < s[g].m; i++)
		for (size_t h = 0; h < k; h++)
			for (size_t j = 0; j < s[h].m; j++)
				sum += (double)(s[g].w[i] * s[h].w[j]) *
				       ((s[g].x[i] > s[h].x[j]) -
					(s[g].x[i] < s[h].x[j]));
	return sum;
}

static void rank_sums_are_those_of_all_pairs(void **state)
{
	(void)state;
	for (unsigned round = 0; round < 100; round++) {
		size_t k = 1 + sample_random(GROUPS);
		struct txo_sample s[GROUPS];
		struct txo_dd rank[GROUPS], ties;
		struct txo_error err;

		draw(s, k, 1 + round);
		assert_int_equal(txo_rank_sums(s, k, rank, &ties, &err),
				 TXO_OK);
		for (size_t g = 0; g < k; g++)
			assert_same(2 * rank[g].hi + 0.0,
				    ranks_by_force(s, k, g) + 0.0);
	}
}

static void two_samples_agree_with_many(void **state)
{
	(void)state;
	for (unsigned round = 0; round < 100; round++) {
		struct txo_sample s[2];
		struct txo_dd rank[2], ties;
		struct txo_two_ranks r;
		struct txo_error err;

		draw(s, 2, 1 + round);
		r = txo_two_ranks(&s[0], &s[1]);
		assert_int_equal(txo_rank_sums(s, 2, rank, &ties, &err),
				 TXO_OK);
		assert_same(r.excess.hi + 0.0, 2 * rank[0].hi + 0.0);
		assert_same(r.ties.hi, ties.hi);
		assert_same(r.pairs.hi,
			    (double)txo_n(&s[0]) * (double)txo_n(&s[1]));
	}
}

static void values_come_in_order_each_once(void **state)
{
	struct txo_sample s[GROUPS];
	struct txo_merge m;
	struct txo_error err;
	uint64_t n = 0, total = 0;
	double last = -1;

	(void)state;
	draw(s, GROUPS, 12);
	for (size_t i = 0; i < GROUPS; i++)
		n += txo_n(&s[i]);
	assert_int_equal(txo_merge_init(&m, s, GROUPS, &err), TXO_OK);
	while (txo_merge_next(&m)) {
		assert_true(m.x.hi > last);
		last = m.x.hi;
		total += m.total;
	}
	assert_int_equal(total, n);
	txo_merge_release(&m);
}

static void nothing_merges_to_nothing(void **state)
{
	struct txo_sample none[2] = { { 0 }, { 0 } };
	struct txo_merge m;
	struct txo_error err;

	(void)state;
	assert_int_equal(txo_merge_init(&m, none, 2, &err), TXO_OK);
	assert_false(txo_merge_next(&m));
	txo_merge_release(&m);
	assert_int_equal(txo_merge_init(&m, NULL, 0, &err), TXO_OK);
	assert_false(txo_merge_next(&m));
	txo_merge_release(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rank_sums_are_those_of_all_pairs),
		cmocka_unit_test(two_samples_agree_with_many),
		cmocka_unit_test(values_come_in_order_each_once),
		cmocka_unit_test(nothing_merges_to_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
