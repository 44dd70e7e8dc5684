#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "stats/quantile_chi.h"

/* qchisq((1 -+ level) / 2, df) */
static void critical_values_are_those_of_r(void **state)
{
	static const struct {
		double level, df, low, high, tolerance;
	} row[] = {
		{ 0.95, 1, 9.8206911717525617e-04, 5.0238861873148846, 1e-13 },
		{ 0.95, 1000, 914.25715379925896, 1089.5309127749135, 1e-13 },
		{ 0.95, 1001, 915.21333122044132, 1090.5747358987630, 2e-13 },
		{ 0.90, 2317, 2206.1775783702487, 2430.0963733968006, 1e-13 },
		{ 0.999, 1e6, 995353.04318818590, 1004660.0602293109, 1e-13 },
		{ 0.95, 1e12, 999997228194.24561, 1000002771809.5430, 1e-13 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		double low, high;

		txo_chi_square_quantiles(row[i].level, row[i].df, &low, &high);
		assert_near(low, row[i].low, row[i].tolerance);
		assert_near(high, row[i].high, row[i].tolerance);
	}
}

static void they_go_on_smoothly_where_the_series_begins(void **state)
{
	double a, b, c, low, high;

	(void)state;
	txo_chi_square_quantiles(0.99, 999, &a, &high);
	txo_chi_square_quantiles(0.99, 1000, &b, &high);
	txo_chi_square_quantiles(0.99, 1001, &c, &high);
	/* the second difference of a curve that is all but straight */
	assert_true(fabs(a - 2 * b + c) < 1e-4);
	txo_chi_square_quantiles(0.99, 1e15, &low, &high);
	assert_true(low < 1e15 && high > 1e15);
}

static void outside_of_the_domain_there_is_none(void **state)
{
	static const double odd[][2] = {
		{ 0, 5 },	    { 1, 5 },
		{ -1, 5 },	    { 0.95, 0 },
		{ 0.95, 0.5 },	    { 0.95, (double)INFINITY },
		{ (double)NAN, 5 }, { 0.95, (double)NAN },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(odd); i++) {
		double low, high;

		txo_chi_square_quantiles(odd[i][0], odd[i][1], &low, &high);
		assert_nan(low);
		assert_nan(high);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(critical_values_are_those_of_r),
		cmocka_unit_test(they_go_on_smoothly_where_the_series_begins),
		cmocka_unit_test(outside_of_the_domain_there_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
