#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "txo/noncentral.h"

static void the_limits_are_those_of_uniroot(void **state)
{
	struct txo_limits k = txo_ncp_limits_t(2.5, 18, 0.95);

	(void)state;
	/*
	 * uniroot(function(d) pt(2.5, 18, d, lower.tail = FALSE) - 0.025, ...)
	 * and so on; R's pt() and pf() have 8 to 9 digits there
	 */
	assert_near(k.low, 0.34943464642180833, 1e-8);
	assert_near(k.high, 4.5915204315018192, 1e-8);
	k = txo_ncp_limits_t(-4.06212767, 9, 0.95);
	assert_near(k.low, -6.6977562884731432, 1e-8);
	assert_near(k.high, -1.3111680820715124, 1e-8);
	k = txo_ncp_limits_chi2(25, 4, 0.95);
	assert_near(k.low, 6.9147134609217398, 1e-11);
	assert_near(k.high, 44.894110286960228, 1e-11);
	k = txo_ncp_limits_f(9, 2, 27, 0.95);
	assert_near(k.low, 3.0732844957551433, 1e-8);
	assert_near(k.high, 40.735525508417567, 1e-8);
}

static void a_limit_leaves_its_tail(void **state)
{
	static const double x[] = { 0.1, 1, 3, 40, 900, 1e4, 3e5 };

	(void)state;
	for (size_t i = 0; i < COUNT(x); i++) {
		struct txo_limits k = txo_ncp_limits_t(x[i], 7, 0.9);

		assert_near(txo_noncentral_t(x[i], 7, k.low).upper, 0.05, 1e-9);
		assert_near(txo_noncentral_t(x[i], 7, k.high).lower, 0.05,
			    1e-9);
		k = txo_ncp_limits_chi2(x[i], 5, 0.99);
		if (k.low > 0)
			assert_near(txo_noncentral_chi2(x[i], 5, k.low).upper,
				    0.005, 1e-9);
		if (k.high > 0)
			assert_near(txo_noncentral_chi2(x[i], 5, k.high).lower,
				    0.005, 1e-9);
		k = txo_ncp_limits_f(x[i], 3, 20, 0.95);
		if (k.low > 0)
			assert_near(txo_noncentral_f(x[i], 3, 20, k.low).upper,
				    0.025, 1e-9);
		if (k.high > 0)
			assert_near(txo_noncentral_f(x[i], 3, 20, k.high).lower,
				    0.025, 1e-9);
	}
}

static void a_small_statistic_has_zero_as_its_limit(void **state)
{
	struct txo_limits k = txo_ncp_limits_chi2(3, 4, 0.95);

	(void)state;
	assert_same(k.low, 0.0);
	assert_true(k.high > 3);
	k = txo_ncp_limits_chi2(0.1, 4, 0.95);
	assert_same(k.low, 0.0);
	assert_same(k.high, 0.0);
	k = txo_ncp_limits_chi2(0, 4, 0.95);
	assert_same(k.high, 0.0);
	k = txo_ncp_limits_f(0.01, 2, 20, 0.95);
	assert_same(k.low, 0.0);
	assert_same(k.high, 0.0);
	/* t = 0: qnorm(c(0.025, 0.975)) */
	k = txo_ncp_limits_t(0, 5, 0.95);
	assert_near(k.low, -1.959963984540054, 1e-14);
	assert_near(k.high, 1.959963984540054, 1e-14);
}

static void effect_sizes_have_the_limits_of_their_statistics(void **state)
{
	/* t.test(extra ~ group, data = sleep, var.equal = TRUE), and paired */
	struct txo_limits d = txo_d_limits_two(-1.8608134674868528, 10, 10,
					       0.95);
	struct txo_limits k = txo_ncp_limits_t(-1.8608134674868528, 18, 0.95);

	(void)state;
	assert_near(d.low, k.low * sqrt(0.2), 1e-15);
	assert_near(d.high, k.high * sqrt(0.2), 1e-15);
	assert_true(d.low < -0.832 && d.high > -0.833);
	d = txo_d_limits_one(-4.06212767, 10, 0.95);
	assert_near(d.low, -6.6977562884731432 / sqrt(10), 1e-8);
	assert_near(d.high, -1.3111680820715124 / sqrt(10), 1e-8);
	d = txo_eta2_limits(9, 2, 27, 0.95);
	assert_near(d.low, 3.0732844957551433 / 33.0732844957551433, 1e-8);
	assert_near(d.high, 40.735525508417567 / 70.735525508417567, 1e-8);
	d = txo_cramers_v_limits(25, 3, 3, 84, 0.95);
	assert_near(d.low, sqrt(6.9147134609217398 / 168), 1e-11);
	assert_near(d.high, sqrt(44.894110286960228 / 168), 1e-11);
	d = txo_cramers_v_limits(10, 2, 2, 10, 0.95);
	assert_same(d.high, 1.0);
}

static void the_factor_of_hedges_is_exact(void **state)
{
	(void)state;
	/* gamma(m / 2) / gamma((m - 1) / 2) / sqrt(m / 2) in 40 digits */
	assert_near(txo_hedges_j(2), 0.56418958354775628695, 1e-14);
	assert_near(txo_hedges_j(3), 0.72360125455826765936, 1e-14);
	assert_near(txo_hedges_j(8), 0.90270333367641005912, 1e-15);
	assert_near(txo_hedges_j(50), 0.98491194229557260115, 1e-15);
	assert_near(txo_hedges_j(1e6), 0.99999924999978124993, 1e-15);
	assert_same(txo_hedges_j(INFINITY), 1.0);
	assert_nan(txo_hedges_j(1));
	assert_nan(txo_hedges_j(NAN));
}

static void huge_statistics_have_limits_too(void **state)
{
	struct txo_limits k = txo_d_limits_two(1e8, 500000000000, 500000000000,
					       0.95);

	(void)state;
	/* d = 200 with the normal error sqrt(1 + d^2 / 8) 2e-6 */
	assert_near(k.low, 200 - 1.959963984540054 * sqrt(5001) * 2e-6, 1e-9);
	assert_near(k.high, 200 + 1.959963984540054 * sqrt(5001) * 2e-6, 1e-9);
	k = txo_cramers_v_limits(1e12, 3, 4, 1000000000000, 0.95);
	assert_near(k.low, sqrt(0.5), 1e-5);
	assert_near(k.high, sqrt(0.5), 1e-5);
	k = txo_eta2_limits(1e11, 2, 1e12, 0.95);
	assert_near(k.low, 1.0 / 6, 1e-4);
	assert_near(k.high, 1.0 / 6, 1e-4);
}

static void outside_of_the_domain_there_is_nothing(void **state)
{
	(void)state;
	assert_nan(txo_ncp_limits_t(INFINITY, 3, 0.95).low);
	assert_nan(txo_ncp_limits_t(1, 3, 1).low);
	assert_nan(txo_ncp_limits_t(1, 0, 0.95).high);
	assert_nan(txo_ncp_limits_chi2(-1, 3, 0.95).low);
	assert_nan(txo_ncp_limits_chi2(1, 0, 0.95).low);
	assert_nan(txo_ncp_limits_f(INFINITY, 3, 3, 0.95).low);
	assert_nan(txo_ncp_limits_f(1, 3, 0, 0.95).high);
	assert_nan(txo_d_limits_one(1, 1, 0.95).low);
	assert_nan(txo_d_limits_two(1, 1, 1, 0.95).low);
	assert_nan(txo_d_limits_two(1, 0, 10, 0.95).low);
	assert_nan(txo_eta2_limits(NAN, 2, 3, 0.95).low);
	assert_nan(txo_cramers_v_limits(1, 1, 4, 10, 0.95).low);
	assert_nan(txo_cramers_v_limits(1, 2, 2, 0, 0.95).low);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_limits_are_those_of_uniroot),
		cmocka_unit_test(a_limit_leaves_its_tail),
		cmocka_unit_test(a_small_statistic_has_zero_as_its_limit),
		cmocka_unit_test(
			effect_sizes_have_the_limits_of_their_statistics),
		cmocka_unit_test(the_factor_of_hedges_is_exact),
		cmocka_unit_test(huge_statistics_have_limits_too),
		cmocka_unit_test(outside_of_the_domain_there_is_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
