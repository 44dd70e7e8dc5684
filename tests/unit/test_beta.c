#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "stats/beta.h"
#include "stats/binomial.h"
#include "stats/root.h"

static struct txo_share share(double p)
{
	return (struct txo_share){ p, 1 - p };
}

/* R: pbeta(p, a, b) */
static void tails_agree_with_r(void **state)
{
	(void)state;
	assert_near(txo_beta_tail(2, 3, share(.3)), .3483, 1e-14);
	assert_near(txo_beta_tail(1, 1, share(.7)), .7, 1e-14);
	/* 2 / pi asin(sqrt(p)) */
	assert_near(txo_beta_tail(.5, .5, share(.25)), 1.0 / 3, 1e-14);
	/* p^a, and 1 - q^b */
	assert_near(txo_beta_tail(.5, 1, share(1e-10)), 1e-5, 1e-14);
	assert_near(txo_beta_tail(1, 1e12, share(1e-12)), .6321205588287416,
		    1e-13);
	assert_near(txo_beta_tail(300, 1, share(.5)), 4.9090934652977266e-91,
		    1e-13);
}

static void quantiles_come_back(void **state)
{
	static const double a[] = { .5, 1, 1.5, 3, 20.5, 1000, 1e6, 1e9 };
	static const double tails[] = { 1e-10, .025, .3, .5, .9, .999 };

	(void)state;
	for (size_t i = 0; i < COUNT(a); i++)
		for (size_t j = 0; j < COUNT(a); j++)
			for (size_t k = 0; k < COUNT(tails); k++) {
				struct txo_share s = txo_beta_quantile(
					a[i], a[j], tails[k]);

				assert_true(s.p > 0 && s.q > 0);
				assert_near(
					txo_beta_tail(a[i], a[j], s), tails[k],
					fmax(a[i], a[j]) > 2000 ? 1e-9 : 2e-12);
			}
}

static void binomial_tails_are_sums_of_masses(void **state)
{
	static const double p[] = { 1e-9, .01, .3, .5, .97 };

	(void)state;
	for (unsigned n = 1; n < 40; n++)
		for (size_t i = 0; i < COUNT(p); i++) {
			double below = 0;

			for (unsigned k = 0; k <= n; k++) {
				double at = exp(txo_binomial_log_mass(
					k, n - k, p[i], 1 - p[i]));

				below += at;
				assert_near(txo_binomial_below(k, n,
							       share(p[i])),
					    below, 1e-13);
				assert_near(txo_binomial_above(k, n,
							       share(p[i])) +
						    below - at,
					    1, 1e-13);
			}
			assert_near(below, 1, 1e-13);
		}
}

/* R: dbinom(k, n, p, log = TRUE) */
static void masses_agree_with_r(void **state)
{
	(void)state;
	assert_near(txo_binomial_log_mass(3, 7, .2, .8), log(.201326592),
		    1e-14);
	assert_near(txo_binomial_log_mass(0, 1e12, 1e-12, 1 - 1e-12), -1,
		    1e-11);
	assert_same(txo_binomial_log_mass(0, 0, .5, .5), 0.0);
	/* of 1e6 among 2e6: 1 / sqrt(pi 1e6), less 1 / (8e6) */
	assert_near(txo_binomial_log_mass(1e6, 1e6, .5, .5),
		    -log(M_PI * 1e6) / 2 - 1 / 8e6, 1e-15);
}

/* choose(a + b, a) choose(c + d, c) / choose(n, a + c) */
static void hypergeometric_masses_are_shares_of_arrangements(void **state)
{
	(void)state;
	assert_near(txo_hypergeometric_log_mass(3, 1, 1, 3), log(16.0 / 70),
		    1e-13);
	assert_near(txo_hypergeometric_log_mass(0, 4, 4, 0), log(1.0 / 70),
		    1e-14);
	assert_near(txo_hypergeometric_log_mass(2, 5, 3, 1),
		    log(21.0 * 4 / 462), 1e-13);
	assert_same(txo_hypergeometric_log_mass(0, 4, 0, 3), 0.0);
	assert_same(txo_hypergeometric_log_mass(4, 0, 3, 0), 0.0);
}

static double cube(double x, const void *with)
{
	return x * x * x - *(const double *)with;
}

static double step(double x, const void *with)
{
	return x < *(const double *)with ? -INFINITY : 1;
}

static double nothing(double x, const void *with)
{
	(void)with;
	return x > 0 ? NAN : -1;
}

static void roots_are_found_to_the_last_digits(void **state)
{
	double eight = 8, third = 1.0 / 3;

	(void)state;
	assert_near(txo_root(cube, &eight, 0, 1000), 2, 1e-15);
	assert_near(txo_root(cube, &eight, 2, 1000), 2, 0);
	assert_near(txo_root(cube, &eight, -5, 2), 2, 0);
	assert_near(txo_root_near(cube, &eight, 1e6, 1, 1e9), 2, 1e-15);
	assert_near(txo_root_near(cube, &eight, -3, 0.1, 1e9), 2, 1e-15);
	assert_near(txo_root_near(cube, &eight, 2, 0.1, 1e9), 2, 0);
	assert_near(txo_root(step, &third, -1, 1), third, 1e-15);
}

static void where_there_is_no_root_there_is_no_number(void **state)
{
	double eight = 8;

	(void)state;
	assert_nan(txo_root(cube, &eight, 3, 5));
	assert_nan(txo_root(cube, &eight, -3, 1));
	assert_nan(txo_root_near(cube, &eight, 5, 1, 2));
	assert_nan(txo_root_near(nothing, NULL, -5, 1, 100));
	assert_nan(txo_root(nothing, NULL, -5, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tails_agree_with_r),
		cmocka_unit_test(quantiles_come_back),
		cmocka_unit_test(binomial_tails_are_sums_of_masses),
		cmocka_unit_test(masses_agree_with_r),
		cmocka_unit_test(
			hypergeometric_masses_are_shares_of_arrangements),
		cmocka_unit_test(roots_are_found_to_the_last_digits),
		cmocka_unit_test(where_there_is_no_root_there_is_no_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
