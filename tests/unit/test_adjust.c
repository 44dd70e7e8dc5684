#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sample.h"
#include "txo/adjust.h"

#define MOST 40

static void adjust(const double *p, size_t n, enum txo_adjust how, double *q)
{
	struct txo_error err = { 0 };

	assert_int_equal(txo_adjust(p, n, how, q, &err), TXO_OK);
}

static void check(const double *p, size_t n, enum txo_adjust how,
		  const double *expected)
{
	double q[MOST];

	adjust(p, n, how, q);
	for (size_t i = 0; i < n; i++)
		assert_near(q[i], expected[i], 1e-14);
}

static void the_values_are_those_of_r(void **state)
{
	static const double p[] = { 0.0004, 0.21, 0.012, 0.012,
				    0.0301, 0.8,  0.04,	 0.0187 };
	/* p.adjust(p, "bonferroni"), "holm", "hochberg", "hommel", "BH" */
	static const double expected[][8] = {
		[TXO_ADJUST_NONE] = { 0.0004, 0.21, 0.012, 0.012, 0.0301, 0.8,
				      0.04, 0.0187 },
		[TXO_ADJUST_BONFERRONI] = { 0.0032, 1, 0.096, 0.096, 0.2408, 1,
					    0.32, 0.1496 },
		[TXO_ADJUST_HOLM] = { 0.0032, 0.42, 0.084, 0.084, 0.1204, 0.8,
				      0.1204, 0.0935 },
		[TXO_ADJUST_HOCHBERG] = { 0.0032, 0.42, 0.072, 0.072, 0.12, 0.8,
					  0.12, 0.0935 },
		[TXO_ADJUST_HOMMEL] = { 0.0032, 0.42, 0.06, 0.06, 0.0903, 0.8,
					0.12, 0.0748 },
		[TXO_ADJUST_BH] = { 0.0032, 0.24, 0.032, 0.032, 0.04816, 0.8,
				    0.05333333333333333, 0.0374 },
	};

	(void)state;
	for (size_t how = 0; how < COUNT(expected); how++)
		check(p, 8, (enum txo_adjust)how, expected[how]);
}

static void evenly_spaced_values_meet_at_the_last(void **state)
{
	static const double p[] = { 0.01, 0.02, 0.03, 0.04, 0.05 };
	static const double last[] = { 0.05, 0.05, 0.05, 0.05, 0.05 };
	static const double holm[] = { 0.05, 0.08, 0.09, 0.09, 0.09 };

	(void)state;
	check(p, 5, TXO_ADJUST_HOLM, holm);
	check(p, 5, TXO_ADJUST_HOCHBERG, last);
	check(p, 5, TXO_ADJUST_HOMMEL, last);
	check(p, 5, TXO_ADJUST_BH, last);
}

static void what_is_undefined_is_no_test(void **state)
{
	static const double p[] = { NAN, 0.01, NAN, 0.04 };
	double q[4];

	(void)state;
	for (int how = TXO_ADJUST_NONE; how <= (int)TXO_ADJUST_BH; how++) {
		adjust(p, 4, (enum txo_adjust)how, q);
		assert_nan(q[0]);
		assert_nan(q[2]);
	}
	adjust(p, 4, TXO_ADJUST_BONFERRONI, q);
	assert_near(q[1], 0.02, 1e-15);
	assert_near(q[3], 0.08, 1e-15);
	adjust(p, 1, TXO_ADJUST_HOMMEL, q);
	assert_nan(q[0]);
	adjust(p, 0, TXO_ADJUST_BH, q);
}

/* As p.adjust() has it: all intersections by Simes, from m - 1 down. */
static void hommel_by_definition(const double *sorted, size_t n, double *q)
{
	double all = INFINITY, pa[MOST];

	for (size_t i = 0; i < n; i++)
		all = fmin(all, (double)n * sorted[i] / (double)(i + 1));
	for (size_t i = 0; i < n; i++)
		q[i] = pa[i] = all;
	for (size_t m = n - 1; m >= 2 && n > 2; m--) {
		double least = INFINITY;

		for (size_t j = 2; j <= m; j++)
			least = fmin(least, (double)m * sorted[n - m + j - 1] /
						    (double)j);
		for (size_t i = 0; i <= n - m; i++)
			q[i] = fmin((double)m * sorted[i], least);
		for (size_t i = n - m + 1; i < n; i++)
			q[i] = q[n - m];
		for (size_t i = 0; i < n; i++)
			pa[i] = fmax(pa[i], q[i]);
	}
	for (size_t i = 0; i < n; i++)
		q[i] = fmin(1, fmax(pa[i], sorted[i]));
}

static void hommel_is_what_its_definition_says(void **state)
{
	double p[MOST], expected[MOST];

	(void)state;
	for (int round = 0; round < 3000; round++) {
		size_t n = 1 + sample_random(MOST);
		unsigned grain = 3 + sample_random(200);

		for (size_t i = 0; i < n; i++) {
			p[i] = sample_random(grain) / (double)(grain - 1);
			if (round % 3)
				p[i] *= p[i] * p[i];
		}
		qsort(p, n, sizeof(*p), sample_order);
		hommel_by_definition(p, n, expected);
		check(p, n, TXO_ADJUST_HOMMEL, expected);
	}
}

static void adjusted_values_keep_the_order(void **state)
{
	double p[MOST], q[MOST], turned[MOST], back[MOST];

	(void)state;
	for (int round = 0; round < 500; round++) {
		size_t n = 1 + sample_random(MOST);
		enum txo_adjust how = sample_random(TXO_ADJUST_BH + 1);

		for (size_t i = 0; i < n; i++) {
			p[i] = sample_random(60) / 300.0;
			turned[n - 1 - i] = p[i];
		}
		adjust(p, n, how, q);
		adjust(turned, n, how, back);
		for (size_t i = 0; i < n; i++) {
			assert_same(q[i], back[n - 1 - i]);
			assert_true(q[i] >= p[i] && q[i] <= 1);
			for (size_t j = 0; j < n; j++)
				assert_true(p[i] < p[j] ? q[i] <= q[j] :
							  p[i] > p[j] ||
								  q[i] == q[j]);
		}
		adjust(p, n, how, p);
		assert_memory_equal(p, q, n * sizeof(*p));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_values_are_those_of_r),
		cmocka_unit_test(evenly_spaced_values_meet_at_the_last),
		cmocka_unit_test(what_is_undefined_is_no_test),
		cmocka_unit_test(hommel_is_what_its_definition_says),
		cmocka_unit_test(adjusted_values_keep_the_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
