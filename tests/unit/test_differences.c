#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sample.h"
#include "stats/differences.h"

#define MOST 24

static struct collected one, two;

static int by_value(const void *a, const void *b)
{
	return sample_order(a, b);
}

/* All differences, each as often as it is seen, against the selection. */
static void check(const double *a, size_t na, const double *b, size_t nb,
		  size_t limit)
{
	double all[MOST * MOST], found[TXO_SELECT_RANKS];
	size_t n = na * nb, at[TXO_SELECT_RANKS];
	struct txo_dd rank[TXO_SELECT_RANKS];
	struct txo_differences d;
	struct txo_error err;

	for (size_t i = 0; i < n; i++)
		all[i] = a[i / nb] - b[i % nb] + 0.0;
	qsort(all, n, sizeof(*all), by_value);
	assert_int_equal(txo_differences_init(&d, collect(&one, a, na),
					      collect(&two, b, nb), limit,
					      &err),
			 TXO_OK);
	assert_same(d.select.total.hi, (double)n);
	for (size_t i = 0; i < TXO_SELECT_RANKS; i++) {
		at[i] = i == 0 ? 0 :
			i == 1 ? n - 1 :
				 sample_random((unsigned)n);
		rank[i] = txo_dd_from((double)(at[i] + 1));
	}
	txo_select(&d.select, rank, TXO_SELECT_RANKS, found);
	for (size_t i = 0; i < TXO_SELECT_RANKS; i++)
		assert_same(found[i], all[at[i]]);
	txo_differences_release(&d);
}

static void selection_finds_what_a_full_list_has(void **state)
{
	static const size_t limit[] = { 0, 1, 7, 60 };
	static const unsigned range[] = { 1, 3, 10, 1000 };

	(void)state;
	for (size_t round = 0; round < 200; round++) {
		size_t na = 1 + sample_random(MOST);
		size_t nb = 1 + sample_random(MOST);
		double a[MOST], b[MOST];

		for (size_t i = 0; i < MOST; i++) {
			a[i] = sample_random(range[round % 4]) / 4.0;
			b[i] = sample_random(range[round / 4 % 4]) / 4.0 - 2;
		}
		for (size_t i = 0; i < COUNT(limit); i++)
			check(a, na, b, nb, limit[i]);
	}
}

static void weights_need_no_rows(void **state)
{
	static const double x[] = { 0, 1 }, y[] = { 0 };
	static const uint64_t w[] = { 1000000000000, 1000000000000 };
	struct txo_sample a = { .x = x, .w = w, .m = 2 };
	struct txo_sample b = { .x = y, .w = w, .m = 1 };
	struct txo_dd rank[3] = { { 1, 0 } };
	struct txo_differences d;
	struct txo_error err;
	double found[3];

	(void)state;
	rank[1] = txo_dd_two_prod(1e12, 1e12);
	rank[2] = txo_dd_add(rank[1], txo_dd_from(1));
	assert_int_equal(txo_differences_init(&d, &a, &b, 0, &err), TXO_OK);
	txo_select(&d.select, rank, 3, found);
	assert_same(found[0], 0.0);
	assert_same(found[1], 0.0);
	assert_same(found[2], 1.0);
	txo_differences_release(&d);
}

static void decimals_differ_by_what_is_written(void **state)
{
	const struct txo_sample *a = decimals(&one, "0.1 0.3", NULL);
	const struct txo_sample *b = decimals(&two, "0.1 0.2", NULL);
	struct txo_dd rank[4] = { { 1, 0 }, { 2, 0 }, { 3, 0 }, { 4, 0 } };
	struct txo_differences d;
	struct txo_error err;
	double found[4];

	(void)state;
	assert_int_equal(txo_differences_init(&d, a, b, 0, &err), TXO_OK);
	txo_select(&d.select, rank, 4, found);
	assert_same(found[0], -0.1);
	assert_same(found[1], 0.0);
	assert_same(found[2], 0.1);
	assert_same(found[3], 0.2);
	txo_differences_release(&d);
}

static void differences_beyond_a_double_are_found_out(void **state)
{
	static const double a[] = { -1.5e308, 1e308 }, b[] = { -1e308, 1e307 };

	(void)state;
	assert_false(txo_differences_are_finite(collect(&one, a, 2),
						collect(&two, b, 2)));
	assert_true(txo_differences_are_finite(collect(&one, a + 1, 1),
					       collect(&two, b + 1, 1)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(selection_finds_what_a_full_list_has),
		cmocka_unit_test(weights_need_no_rows),
		cmocka_unit_test(decimals_differ_by_what_is_written),
		cmocka_unit_test(differences_beyond_a_double_are_found_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
