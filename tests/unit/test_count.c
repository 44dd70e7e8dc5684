#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "txo/count.h"

/* poisson.test(n, conf.level = level)$conf.int */
static void the_interval_of_a_count_agrees_with_r(void **state)
{
	static const struct {
		uint64_t n;
		double level, low, high;
	} r[] = {
		{ 0, 0.95, 0, 3.68887945411394 },
		{ 1, 0.95, 0.0253178079842899, 5.5716433909389 },
		{ 2, 0.95, 0.242209278543965, 7.22468766772396 },
		{ 11, 0.95, 5.49116036723684, 19.682038513302 },
		{ 120, 0.95, 99.4919256259387, 143.490585369352 },
		{ 700, 0.95, 649.097780474551, 753.833362127362 },
		{ 100000, 0.95, 99381.1526637447, 100621.744739744 },
		{ 0, 0.9, 0, 2.99573227355399 },
		{ 1, 0.9, 0.0512932943875505, 4.74386451839058 },
		{ 2, 0.9, 0.355361510698662, 6.29579362187199 },
		{ 11, 0.9, 6.16900728939532, 18.2075142509037 },
		{ 120, 0.9, 102.567690128555, 139.64382213246 },
		{ 700, 0.9, 657.057149644394, 745.110870518249 },
		{ 100000, 0.9, 99480.4207467887, 100521.718882304 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(r); i++) {
		struct txo_estimate e = txo_poisson_count(r[i].n, r[i].level);

		assert_same(e.estimate, (double)r[i].n);
		assert_near(e.conf_low, r[i].low, 1e-12);
		assert_near(e.conf_high, r[i].high, 1e-12);
		assert_nan(e.std_error);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_interval_of_a_count_agrees_with_r),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
