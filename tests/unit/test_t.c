#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "stats/quantile_t.h"

static void critical_values_agree_with_r(void **state)
{
	(void)state;
	/* qt(0.975, c(1, 2, 7, 30, 1e4, 1e7)) */
	assert_near(txo_t_quantile(0.95, 1), 12.706204736174694, 1e-13);
	assert_near(txo_t_quantile(0.95, 2), 4.3026527297494619, 1e-13);
	assert_near(txo_t_quantile(0.95, 7), 2.3646242515927844, 1e-13);
	assert_near(txo_t_quantile(0.95, 30), 2.0422724563012378, 1e-13);
	assert_near(txo_t_quantile(0.95, 1e4), 1.9602012398906257, 1e-13);
	assert_near(txo_t_quantile(0.95, 1e7), 1.9599642217672049, 1e-13);
	/* qt(0.995, 7), qnorm(0.975), qnorm(0.75) */
	assert_near(txo_t_quantile(0.99, 7), 3.4994832973504932, 1e-13);
	assert_near(txo_normal_quantile(0.95), 1.9599639845400536, 1e-14);
	assert_near(txo_normal_quantile(0.5), 0.67448975019608171, 1e-14);
	assert_near(txo_t_quantile(0.95, (double)INFINITY), 1.9599639845400536,
		    1e-14);
}

static void p_values_agree_with_r_far_into_the_tails(void **state)
{
	(void)state;
	/* 2 * pt(t, df, lower = FALSE), 2 * pnorm(z, lower = FALSE) */
	assert_near(txo_t_p_value(2.5, 7), 0.040992218585752874, 1e-13);
	assert_near(txo_t_p_value(-2.5, 7), 0.040992218585752874, 1e-13);
	assert_near(txo_t_p_value(0.1, 3), 0.92665234880080583, 1e-13);
	assert_near(txo_t_p_value(20, 200), 1.3357767058387745e-49, 1e-12);
	assert_near(txo_t_p_value(37, 80), 4.3845547657128795e-52, 1e-12);
	assert_near(txo_t_p_value(5, 1e5), 5.7427016786416476e-07, 1e-12);
	assert_near(txo_normal_p_value(3), 0.0026997960632601892, 1e-13);
	assert_near(txo_normal_p_value(-30), 9.8134278542963744e-198, 1e-12);
	/* df = 1 is Cauchy: the tail is 2 / (pi t). */
	assert_near(txo_t_p_value(1e200, 1), 6.366197723675814e-201, 1e-12);
}

static void a_critical_value_has_the_p_value_of_its_level(void **state)
{
	static const double df[] = { 1, 2, 5, 31, 100, 999, 3001, 1e6 };
	static const double level[] = { 0.5, 0.9, 0.95, 0.999 };

	(void)state;
	for (size_t i = 0; i < COUNT(df); i++)
		for (size_t j = 0; j < COUNT(level); j++)
			assert_near(
				txo_t_p_value(txo_t_quantile(level[j], df[i]),
					      df[i]),
				1 - level[j], 1e-12);
}

static void the_ends_are_exact(void **state)
{
	(void)state;
	assert_same(txo_t_p_value(0, 5), 1.0);
	assert_same(txo_t_p_value((double)INFINITY, 5), 0.0);
	assert_same(txo_normal_p_value(0), 1.0);
	assert_same(txo_t_p_value(1e10, 5000), 0.0);
	assert_same(txo_t_p_value(1e4, 1e6), 0.0);
	assert_same(txo_t_p_value(3e4, 1e7), 0.0);
	assert_same(txo_t_p_value(55, 3001), 0.0);
	assert_same(txo_t_p_value(1e300, 3000), 0.0);
	assert_same(txo_normal_p_value(-(double)INFINITY), 0.0);
}

static void arguments_outside_the_domain_give_nan(void **state)
{
	static const double level[] = { -1, 0, 1, 2 };

	(void)state;
	for (size_t i = 0; i < COUNT(level); i++) {
		assert_nan(txo_t_quantile(level[i], 5));
		assert_nan(txo_normal_quantile(level[i]));
	}
	assert_nan(txo_t_quantile(0.95, 0));
	assert_nan(txo_t_quantile(0.95, (double)NAN));
	assert_nan(txo_t_quantile((double)NAN, 3));
	assert_nan(txo_t_p_value(1, -1));
	assert_nan(txo_t_p_value((double)NAN, 3));
	assert_nan(txo_normal_p_value((double)NAN));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(critical_values_agree_with_r),
		cmocka_unit_test(p_values_agree_with_r_far_into_the_tails),
		cmocka_unit_test(a_critical_value_has_the_p_value_of_its_level),
		cmocka_unit_test(the_ends_are_exact),
		cmocka_unit_test(arguments_outside_the_domain_give_nan),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
