/*
 * Expected tails: the defining sums and integrals in 30 digits, taken term by
 * term. R 4.2.2 has fewer digits here: pt() 12 after the point and a normal
 * approximation for |ncp| > 37.62, pchisq() 12 after the point, pf() 9.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "txo/noncentral.h"

static void both_tails_of_t_keep_their_digits(void **state)
{
	static const double c[][5] = {
		{ 2.1, 18, 1.5, 0.70494862131504522, 0.29505137868495478 },
		{ -1, 3.7, 2, 0.0026780544201597575, 0.99732194557984024 },
		{ 10, 57.3, -30, 1.0, 1.0489716231342349e-252 },
		{ -4, 5, 3, 4.032267436997248e-7, 0.9999995967732563 },
		{ 100, 5, 80, 0.66912145277281027, 0.33087854722718973 },
		{ 0.3, 1, 0.5, 0.39844477865758493, 0.60155522134241507 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(c); i++) {
		struct txo_tails t = txo_noncentral_t(c[i][0], c[i][1],
						      c[i][2]);

		assert_near(t.lower, c[i][3], 1e-13);
		assert_near(t.upper, c[i][4], 1e-13);
		t = txo_noncentral_t(-c[i][0], c[i][1], -c[i][2]);
		assert_near(t.upper, c[i][3], 1e-13);
		assert_near(t.lower, c[i][4], 1e-13);
	}
	/* pt(2.1, 18, 1.5), pt(-1, 3.7, 2) */
	assert_near(txo_noncentral_t(2.1, 18, 1.5).lower, 0.7049486213149645,
		    2e-12);
	assert_near(txo_noncentral_t(-1, 3.7, 2).lower, 0.0026780544201752132,
		    1e-11);
}

static void both_tails_of_chi_square_keep_their_digits(void **state)
{
	static const double c[][5] = {
		{ 10, 3, 5, 0.70664864777745174, 0.29335135222254826 },
		{ 10000, 3, 1e4, 0.49601057719598567, 0.50398942280401433 },
		{ 9000, 3, 1e4, 1.3596081080181187e-7, 0.9999998640391892 },
		{ 0.5, 1, 0.01, 0.51830749210935817, 0.48169250789064183 },
		{ 200, 40, 20, 0.9999999999999221, 7.789585304091906e-14 },
		{ 3, 2.5, 300, 7.5638070219026196e-56, 1.0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(c); i++) {
		struct txo_tails t = txo_noncentral_chi2(c[i][0], c[i][1],
							 c[i][2]);

		assert_near(t.lower, c[i][3], 1e-13);
		assert_near(t.upper, c[i][4], 1e-13);
	}
	/* pchisq(10, 3, 5), and its upper tail */
	assert_near(txo_noncentral_chi2(10, 3, 5).lower, 0.70664864777745207,
		    1e-13);
	assert_near(txo_noncentral_chi2(10, 3, 5).upper, 0.29335135222254793,
		    1e-13);
}

static void both_tails_of_f_keep_their_digits(void **state)
{
	static const double c[][6] = {
		{ 3, 2, 20, 4, 0.5660313760169876, 0.4339686239830124 },
		{ 1, 1, 1, 0.5, 0.42668425184579407, 0.57331574815420593 },
		{ 40, 2, 57.3, 10, 0.99999477032766508, 5.229672334924379e-6 },
		{ 0.2, 5, 30, 25, 8.3435315861418244e-7, 0.99999916564684139 },
		{ 1500, 3, 500, 3000, 0.99999995345501, 4.6544989997876045e-8 },
		{ 2500, 3, 20, 1e4, 0.14535297660644378, 0.85464702339355622 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(c); i++) {
		struct txo_tails t = txo_noncentral_f(c[i][0], c[i][1], c[i][2],
						      c[i][3]);

		assert_near(t.lower, c[i][4], 1e-13);
		assert_near(t.upper, c[i][5], 1e-13);
	}
	/* pf(3, 2, 20, 4) */
	assert_near(txo_noncentral_f(3, 2, 20, 4).lower, 0.56603137564474426,
		    1e-9);
}

static void without_noncentrality_they_are_the_central_ones(void **state)
{
	struct txo_tails t = txo_noncentral_t(2, 10, 0);

	(void)state;
	/* pt(2, 10), pchisq(7, 4), pf(3, 2, 20) and the upper tails */
	assert_near(t.lower, 0.96330598261462974, 1e-13);
	assert_near(t.upper, 0.036694017385370196, 1e-13);
	t = txo_noncentral_chi2(7, 4, 0);
	assert_near(t.lower, 0.86411177459956678, 1e-13);
	assert_near(t.upper, 0.13588822540043324, 1e-13);
	t = txo_noncentral_f(3, 2, 20, 0);
	assert_near(t.lower, 0.92746184971359436, 1e-13);
	assert_near(t.upper, 0.072538150286405631, 1e-13);
}

static void infinite_degrees_of_freedom_are_the_limit(void **state)
{
	(void)state;
	/* pnorm(1), pchisq(6, 2, 1.5) */
	assert_near(txo_noncentral_t(3, INFINITY, 2).lower, 0.84134474606854293,
		    1e-14);
	assert_near(txo_noncentral_t(3, 1e12, 2).lower, 0.84134474606854293,
		    1e-10);
	assert_near(txo_noncentral_f(3, 2, INFINITY, 1.5).lower,
		    txo_noncentral_chi2(6, 2, 1.5).lower, 1e-14);
}

static void at_the_ends_a_tail_is_all(void **state)
{
	(void)state;
	assert_same(txo_noncentral_t(INFINITY, 3, 1).lower, 1.0);
	assert_same(txo_noncentral_t(-INFINITY, 3, 1).upper, 1.0);
	assert_same(txo_noncentral_chi2(0, 3, 1).upper, 1.0);
	assert_same(txo_noncentral_chi2(INFINITY, 3, 1).lower, 1.0);
	assert_same(txo_noncentral_f(-1, 3, 4, 1).upper, 1.0);
	assert_same(txo_noncentral_f(INFINITY, 3, 4, 1).upper, 0.0);
	/* a step of width 1e-9: P(|Z| > 1/2) = 2 * pnorm(-0.5) */
	assert_near(txo_noncentral_t(1e9, 1, 5e8).lower, 0.61707507745197376,
		    1e-8);
}

static void above_the_border_the_approximation_goes_on(void **state)
{
	static const double at[] = { 99990000, 99900000, 100060000 };

	(void)state;
	for (size_t i = 0; i < COUNT(at); i++) {
		struct txo_tails a = txo_noncentral_chi2(at[i], 4, 99999999.99);
		struct txo_tails b = txo_noncentral_chi2(at[i], 4,
							 100000000.01);

		assert_near(a.lower, b.lower, 1e-5);
		assert_near(a.upper, b.upper, 1e-5);
		assert_true(a.lower > b.lower);
		a = txo_noncentral_f(at[i] / 3, 3, 50, 99999999.99);
		b = txo_noncentral_f(at[i] / 3, 3, 50, 100000000.01);
		assert_near(a.lower, b.lower, 1e-8);
		assert_near(a.upper, b.upper, 1e-8);
	}
	assert_near(txo_noncentral_chi2(1e12, 4, 1e12).lower, 0.5, 1e-5);
}

static void outside_of_the_domain_there_is_nothing(void **state)
{
	(void)state;
	assert_nan(txo_noncentral_t(1, 0, 1).lower);
	assert_nan(txo_noncentral_t(NAN, 3, 1).upper);
	assert_nan(txo_noncentral_t(1, 3, INFINITY).upper);
	assert_nan(txo_noncentral_chi2(1, -1, 1).lower);
	assert_nan(txo_noncentral_chi2(1, 2, -1).lower);
	assert_nan(txo_noncentral_f(1, 0, 3, 1).lower);
	assert_nan(txo_noncentral_f(1, 3, NAN, 1).lower);
	assert_nan(txo_noncentral_f(NAN, 3, 3, 1).lower);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_tails_of_t_keep_their_digits),
		cmocka_unit_test(both_tails_of_chi_square_keep_their_digits),
		cmocka_unit_test(both_tails_of_f_keep_their_digits),
		cmocka_unit_test(
			without_noncentrality_they_are_the_central_ones),
		cmocka_unit_test(infinite_degrees_of_freedom_are_the_limit),
		cmocka_unit_test(at_the_ends_a_tail_is_all),
		cmocka_unit_test(above_the_border_the_approximation_goes_on),
		cmocka_unit_test(outside_of_the_domain_there_is_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
