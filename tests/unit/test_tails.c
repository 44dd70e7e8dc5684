#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "stats/chi_mean.h"
#include "stats/tails.h"

static void the_gamma_tails_are_those_of_r(void **state)
{
	(void)state;
	/* pgamma(2.5, 0.5) and so on; lower.tail = FALSE for the upper ones */
	assert_near(txo_gamma_tails(0.5, 2.5).lower, 0.97465268132253169,
		    1e-14);
	assert_near(txo_gamma_tails(0.5, 2.5).upper, 0.025347318677468304,
		    1e-14);
	assert_near(txo_gamma_tails(1000, 900).lower, 0.00054990226571178331,
		    1e-13);
	assert_near(txo_gamma_tails(1000, 1100).upper, 0.0010593232539299791,
		    1e-13);
	assert_near(txo_gamma_tails(1e6, 1e6).lower, 0.50013298076087254,
		    1e-13);
	assert_near(txo_gamma_tails(3, 1e-5).lower, 1.6666541667166666e-16,
		    1e-14);
	assert_near(txo_gamma_tails(2, 300).upper, 1.5496082669460165e-128,
		    1e-13);
	assert_near(txo_chi2_tails(5, 1).lower, 0.97465268132253169, 1e-14);
}

static void the_beta_tails_are_those_of_r(void **state)
{
	(void)state;
	/* pbeta(0.3, 2, 5) and so on */
	assert_near(txo_beta_tails(2, 5, 0.3, 0.7).lower, 0.57982500000000015,
		    1e-14);
	assert_near(txo_beta_tails(2, 5, 0.3, 0.7).upper, 0.42017499999999985,
		    1e-14);
	assert_near(txo_beta_tails(50, 3, 0.01, 0.99).lower,
		    1.3001275000000252e-97, 1e-13);
	assert_near(txo_beta_tails(0.5, 0.5, 0.99, 0.01).upper,
		    0.063768560858519868, 1e-13);
	assert_near(txo_beta_tails(1000, 1100, 0.5, 0.5).lower,
		    0.98548301825652951, 1e-13);
	assert_near(txo_beta_tails(0.5, 2e6, 1e-8, 1 - 1e-8).lower,
		    0.1585194094931815, 1e-13);
	/* pf(3, 2, 20, lower.tail = FALSE) */
	assert_near(txo_f_tails(3, 2, 20).upper, 0.072538150286405631, 1e-14);
	assert_near(txo_f_tails(3, 2, INFINITY).upper,
		    txo_chi2_tails(6, 2).upper, 1e-15);
}

static void the_normal_tails_are_those_of_r(void **state)
{
	(void)state;
	/* pnorm(-10), pnorm(c(-10, -50, 3), log.p = TRUE) */
	assert_near(txo_normal_tails(-10).lower, 7.6198530241605269e-24, 1e-14);
	assert_near(txo_normal_tails(10).upper, 7.6198530241605269e-24, 1e-14);
	assert_near(txo_log_normal(-10), -53.23128515051247, 1e-14);
	assert_near(txo_log_normal(-50), -1254.8313611394199, 1e-14);
	assert_near(txo_log_normal(3), -0.0013508099647481938, 1e-14);
}

static void the_densities_are_probabilities_of_counts(void **state)
{
	(void)state;
	/* dbinom(3, 10, 0.2), dpois(5, 3.3) */
	assert_near(txo_beta_density(3, 7, 0.2, 0.8), 0.20132659200000003,
		    1e-14);
	assert_near(txo_gamma_density(5, 3.3), 0.12028643761102628, 1e-14);
	assert_near(txo_gamma_density(0, 3), exp(-3), 1e-15);
	assert_near(txo_beta_density(0, 4, 0.25, 0.75), 81.0 / 256, 1e-15);
	assert_near(txo_beta_density(4, 0, 0.75, 0.25), 81.0 / 256, 1e-15);
	assert_same(txo_gamma_density(2, 0), 0.0);
	/* lgamma(7.5) - log(2 * pi * 6.5) / 2 - 6.5 * log(6.5) + 6.5 */
	assert_near(txo_stirling_error(6.5), 0.012810465242920621, 1e-12);
	assert_near(txo_exp_rest(1e-9), 5e-19, 1e-9);
	assert_near(txo_exp_rest(-2), exp(-2.0) + 1, 1e-15);
	assert_near(txo_deviance(100, 100.001), 5e-9, 1e-4);
}

static void at_the_ends_a_tail_is_all(void **state)
{
	(void)state;
	assert_same(txo_gamma_tails(2, 0).upper, 1.0);
	assert_same(txo_gamma_tails(2, INFINITY).lower, 1.0);
	assert_same(txo_beta_tails(2, 2, 0, 1).lower, 0.0);
	assert_same(txo_beta_tails(2, 2, 1, 0).lower, 1.0);
	assert_same(txo_f_tails(INFINITY, 2, 3).upper, 0.0);
	assert_same(txo_f_tails(-1, 2, 3).upper, 1.0);
	assert_nan(txo_gamma_tails(0, 1).lower);
	assert_nan(txo_beta_tails(0, 1, 0.5, 0.5).lower);
	assert_nan(txo_f_tails(1, 0, 1).lower);
	assert_nan(txo_stirling_error(0));
	assert_nan(txo_deviance(-1, 1));
	assert_nan(txo_gamma_density(-1, 1));
	assert_nan(txo_beta_density(-1, 1, 0.5, 0.5));
}

static double bell(const void *ctx, double x)
{
	double z = x / *(const double *)ctx;

	return exp(-z * z);
}

static void an_integral_is_right_where_it_is_steep(void **state)
{
	double width = 1, point[] = { -10, 0, 10 };
	struct txo_function f = { bell, &width };

	(void)state;
	assert_near(txo_integral(&f, point, 3), sqrt(acos(-1.0)), 1e-14);
	width = 0.01;
	assert_near(txo_integral(&f, point, 3), sqrt(acos(-1.0)) / 100, 1e-14);
	assert_same(txo_integral(&f, point, 1), 0.0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_gamma_tails_are_those_of_r),
		cmocka_unit_test(the_beta_tails_are_those_of_r),
		cmocka_unit_test(the_normal_tails_are_those_of_r),
		cmocka_unit_test(the_densities_are_probabilities_of_counts),
		cmocka_unit_test(at_the_ends_a_tail_is_all),
		cmocka_unit_test(an_integral_is_right_where_it_is_steep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
