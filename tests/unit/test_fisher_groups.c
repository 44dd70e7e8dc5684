#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "txo/note.h"
#include "txo/two_proportions.h"

static double groups_p(const uint64_t *x, const uint64_t *n, size_t k,
		       unsigned *note)
{
	struct txo_estimate e;

	assert_int_equal(txo_fisher_groups(x, n, k, &e, NULL), TXO_OK);
	*note = e.note;
	return e.p_value;
}

/* All tables with these margins, weighed by whole numbers. */
static double enumerated(const uint64_t *x, const uint64_t *n, size_t k)
{
	uint64_t u[5] = { 0 }, left = 0;
	double seen = 1, all = 0, some = 0, choose[12][12] = { { 0 } };

	for (size_t i = 0; i < 12; i++)
		for (size_t j = 0; j <= i; j++)
			choose[i][j] = j ? choose[i - 1][j - 1] +
						       choose[i - 1][j] :
					   1;
	for (size_t i = 0; i < k; i++) {
		left += x[i];
		seen *= choose[n[i]][x[i]];
	}
	for (size_t i = 0; i < k;) {
		uint64_t sum = 0;
		double w = 1;

		for (size_t g = 0; g < k; g++) {
			sum += u[g];
			w *= choose[n[g]][u[g]];
		}
		if (sum == left) {
			all += w;
			some += w <= seen ? w : 0;
		}
		for (i = 0; i < k && ++u[i] > n[i]; i++)
			u[i] = 0;
	}
	return some / all;
}

static void the_exact_test_of_groups_is_an_enumeration(void **state)
{
	unsigned random = 1, note;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		uint64_t x[5], n[5], events = 0, all = 0;
		size_t k = 2 + (size_t)round % 4;
		double p;

		for (size_t i = 0; i < k; i++) {
			random = random * 1103515245 + 12345;
			n[i] = random / 65536 % (k > 3 ? 7 : 11);
			random = random * 1103515245 + 12345;
			x[i] = random / 65536 % (n[i] + 1);
			events += x[i];
			all += n[i];
		}
		p = groups_p(x, n, k, &note);
		if (note & TXO_NOTE_FEWGROUPS || note & TXO_NOTE_NODATA)
			assert_nan(p);
		else if (events == 0 || events == all)
			assert_same(p, 1.0);
		else
			assert_near(p, enumerated(x, n, k), 1e-12);
	}
}

/* R: fisher.test(rbind(x, n - x), workspace = 2e8), which has 10 digits. */
static void larger_groups_take_the_same_way(void **state)
{
	static const struct {
		uint64_t x[5], n[5];
		double p;
	} k[] = {
		{ { 50, 60, 70, 80 },
		  { 300, 300, 300, 300 },
		  .0197750757689753 },
		{ { 500, 510, 550 }, { 1000, 1000, 1000 }, .0609829413515531 },
		{ { 12, 20, 25, 26, 30 },
		  { 100, 100, 100, 100, 100 },
		  .0213178261493693 },
	};
	unsigned note;

	(void)state;
	for (size_t i = 0; i < COUNT(k); i++) {
		assert_near(groups_p(k[i].x, k[i].n, 5, &note), k[i].p, 1e-9);
		assert_int_equal(note, 0);
	}
}

static void too_many_tables_are_said(void **state)
{
	static const uint64_t x[] = { 5000000, 5010000, 5005000 },
			      n[] = { 10000000, 10000000, 10000000 };
	static const uint64_t rare[] = { 5, 1, 0, 2 };
	static const uint64_t of[] = { 10000000, 10000000, 10000000, 7 };
	struct txo_estimate e;
	unsigned note;

	(void)state;
	assert_int_equal(txo_fisher_groups(x, n, 3, &e, NULL), TXO_OK);
	assert_int_equal(e.note, TXO_NOTE_APPROX);
	assert_non_null(strstr(e.method, "chi-square"));
	assert_near(e.p_value, txo_chi_square(x, n, 3).p_value, 1e-15);
	/* few events are few tables, however many rows */
	assert_true(groups_p(rare, of, 4, &note) < 1e-10);
	assert_int_equal(note, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_exact_test_of_groups_is_an_enumeration),
		cmocka_unit_test(larger_groups_take_the_same_way),
		cmocka_unit_test(too_many_tables_are_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
