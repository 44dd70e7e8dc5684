#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "txo/note.h"
#include "txo/proportion.h"

#define BIG 1000000000000u	/* 10^12 */

struct known {
	uint64_t events, n;
	double low, high;
};

static void agree(enum txo_proportion_ci ci, const struct known *k, size_t n,
		  double tolerance)
{
	for (size_t i = 0; i < n; i++) {
		struct txo_estimate e = txo_proportion(k[i].events, k[i].n, ci,
						       0.95);

		assert_near(e.conf_low, k[i].low, tolerance);
		assert_near(e.conf_high, k[i].high, tolerance);
		assert_near(e.estimate, (double)k[i].events / (double)k[i].n,
			    1e-15);
		assert_int_equal(e.note, 0);
		assert_nan(e.std_error);
		assert_nan(e.p_value);
	}
}

/* R: prop.test(x, n, correct = FALSE)$conf.int */
static void wilson_agrees_with_r(void **state)
{
	static const struct known k[] = {
		{ 81, 263, .255288519878, .366209576983 },
		{ 15, 148, .0623863995307, .160487241723 },
		{ 0, 20, 0, .161125158053 },
		{ 20, 20, 1 - .161125158053, 1 },
		{ 1, 29, .00611321429276, .171755218793 },
		{ 0, BIG, 0, 3.841458820679367e-12 },
		{ 3, BIG, 1.0202707283648333e-12, 8.8211880922914853e-12 },
	};

	(void)state;
	agree(TXO_CI_WILSON, k, COUNT(k), 5e-12);
}

/* R: binom.test(x, n)$conf.int; for 10^12 qbeta(c(.025, .975), ...) */
static void clopper_pearson_agrees_with_r(void **state)
{
	static const struct known k[] = {
		{ 81, 263, .252736745585, .367621922601 },
		{ 15, 148, .0578440100834, .161650490349 },
		{ 0, 20, 0, .168433470983 },
		{ 1, 29, .00087264688358, .177644295489 },
		{ 1, 1, .025, 1 },
		{ 0, BIG, 0, 3.6888794541071328e-12 },
		{ 3, BIG, 6.1867212289602933e-13, 8.7672730697170489e-12 },
		{ BIG / 2, BIG, .49999902001750773, .50000097998249227 },
	};

	(void)state;
	agree(TXO_CI_CLOPPER_PEARSON, k, COUNT(k), 5e-12);
}

/* R: qbeta(c(.025, .975), x + .5, n - x + .5) */
static void jeffreys_agrees_with_r(void **state)
{
	static const struct known k[] = {
		{ 81, 263, .25452193499102344, .36564749917408246 },
		{ 15, 148, .060448517009296428, .15764314347874121 },
		{ 0, 20, 0, .1166389829048754 },
		{ 20, 20, .8833610170951246, 1 },
		{ 700000, 1000000, .69910125378399657, .70089758849556372 },
	};

	(void)state;
	agree(TXO_CI_JEFFREYS, k, COUNT(k), 1e-13);
}

static void mid_p_ends_are_known_where_they_are_closed(void **state)
{
	/* x = 0: (1 - p)^n / 2 = tail; 1 of 2: 1 - (1 - p)^2 - p (1 - p) = tail */
	static const struct known k[] = {
		{ 0, 1, 0, .95 },
		{ 1, 1, .05, 1 },
		{ 1, 2, .025, .975 },
		{ 0, 20, 0, .13910834066826516 },	/* 1 - .05^(1/20) */
	};

	(void)state;
	agree(TXO_CI_MID_P, k, COUNT(k), 1e-13);
}

/* R: d <- dbinom(0:n, n, low); d[x + 1] / 2 + sum(d[-(1:(x + 1))]) is .025 */
static void mid_p_puts_half_of_the_seen_in_each_tail(void **state)
{
	(void)state;
	for (unsigned x = 1; x < 12; x++) {
		struct txo_estimate e = txo_proportion(x, 12, TXO_CI_MID_P,
						       0.95);
		double p = e.conf_low, term = pow(1 - p, 12), above = 0;

		for (unsigned k = 0; k <= 12; k++) {
			above += (k > x ? 1 : k == x ? 0.5 : 0) * term;
			term *= (12 - k) / (k + 1.0) * p / (1 - p);
		}
		assert_near(above, 0.025, 1e-13);
	}
}

static void agresti_coull_is_cut(void **state)
{
	static const struct known k[] = {
		{ 0, 20, 0, .18980956054248876 },
		{ 20, 20, 1 - .18980956054248876, 1 },
		{ 1, 29, 0, .18628650856170603 },	/* -.0083 */
		{ 81, 263, .25522066518999687, .36627743167107752 },
	};

	(void)state;
	agree(TXO_CI_AGRESTI_COULL, k, COUNT(k), 1e-13);
}

static void ends_are_exact_at_no_event_and_at_nothing_else(void **state)
{
	static const uint64_t sizes[] = { 1, 2, 7, 100, 5000000, BIG };

	(void)state;
	for (int ci = TXO_CI_WILSON; ci <= (int)TXO_CI_AGRESTI_COULL; ci++)
		for (size_t i = 0; i < COUNT(sizes); i++) {
			uint64_t n = sizes[i];
			struct txo_estimate none = txo_proportion(
				0, n, (enum txo_proportion_ci)ci, 0.95);
			struct txo_estimate all = txo_proportion(
				n, n, (enum txo_proportion_ci)ci, 0.95);

			assert_same(none.estimate, 0.0);
			assert_same(none.conf_low, 0.0);
			assert_true(none.conf_high > 0 && none.conf_high < 1);
			assert_same(all.estimate, 1.0);
			assert_same(all.conf_high, 1.0);
			assert_true(all.conf_low > 0);
			assert_near(1 - all.conf_low, none.conf_high,
				    n > 100 ? 1e-3 : 1e-13);
		}
}

static void ends_enclose_and_mirror(void **state)
{
	static const uint64_t sizes[] = { 1, 2, 3, 10, 41, 1000, BIG };
	static const double levels[] = { 0.5, 0.9, 0.999999 };

	(void)state;
	for (int ci = TXO_CI_WILSON; ci <= (int)TXO_CI_AGRESTI_COULL; ci++)
		for (size_t i = 0; i < COUNT(sizes); i++)
			for (uint64_t x = 0; x <= sizes[i] && x < 12; x++)
				for (size_t l = 0; l < COUNT(levels); l++) {
					uint64_t n = sizes[i];
					struct txo_estimate a, b;

					a = txo_proportion(
						x, n,
						(enum txo_proportion_ci)ci,
						levels[l]);
					b = txo_proportion(
						n - x, n,
						(enum txo_proportion_ci)ci,
						levels[l]);
					assert_true(a.conf_low >= 0 &&
						    a.conf_high <= 1);
					assert_true(a.conf_low <= a.estimate &&
						    a.estimate <= a.conf_high);
					assert_near(a.conf_low + b.conf_high, 1,
						    1e-14);
				}
}

static void no_rows_have_no_share(void **state)
{
	(void)state;
	for (int ci = TXO_CI_WILSON; ci <= (int)TXO_CI_AGRESTI_COULL; ci++) {
		struct txo_estimate e = txo_proportion(
			0, 0, (enum txo_proportion_ci)ci, 0.95);

		assert_nan(e.estimate);
		assert_nan(e.conf_low);
		assert_nan(e.conf_high);
		assert_int_equal(e.note, TXO_NOTE_NODATA);
		assert_non_null(e.method);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wilson_agrees_with_r),
		cmocka_unit_test(clopper_pearson_agrees_with_r),
		cmocka_unit_test(jeffreys_agrees_with_r),
		cmocka_unit_test(mid_p_ends_are_known_where_they_are_closed),
		cmocka_unit_test(mid_p_puts_half_of_the_seen_in_each_tail),
		cmocka_unit_test(agresti_coull_is_cut),
		cmocka_unit_test(
			ends_are_exact_at_no_event_and_at_nothing_else),
		cmocka_unit_test(ends_enclose_and_mirror),
		cmocka_unit_test(no_rows_have_no_share),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
