#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/dd.h"
#include "near.h"
#include "stats/efron.h"

static void add(struct txo_dd *sum, double x)
{
	*sum = txo_dd_add(*sum, txo_dd_from(x));
}

/* The sums as they are defined, one term after the other. */
static void compare(double d, double share, double rest)
{
	struct txo_efron e = txo_efron_sums(d, share, rest);
	struct txo_dd log_sum = { 0, 0 }, a[2] = { { 0, 0 } },
		      b[3] = { { 0, 0 } };

	for (double k = 0; k < d; k++) {
		double v = k / d, y = rest + share * ((d - k) / d);

		add(&log_sum, share > 0.5 ? log(y) : log1p(-share * v));
		add(&a[0], 1 / y);
		add(&a[1], v / y);
		add(&b[0], 1 / y / y);
		add(&b[1], v / y / y);
		add(&b[2], v * v / y / y);
	}
	assert_near(e.log, log_sum.hi, 1e-13);
	assert_near(e.a[0], a[0].hi, 1e-13);
	assert_near(e.a[1], a[1].hi, 1e-13);
	assert_near(e.b[0], b[0].hi, 1e-13);
	assert_near(e.b[1], b[1].hi, 1e-13);
	assert_near(e.b[2], b[2].hi, 1e-13);
}

static void sums_of_any_size_are_those_of_their_terms(void **state)
{
	static const double n[] = { 1,	 2,   3,   255,	  256,	 257,
				    258, 300, 999, 10000, 123456 };
	static const double share[] = { 1e-9, 1e-4, .01, .1, .25,
					.4,   .5,   .51, .6, .75 };

	(void)state;
	for (size_t i = 0; i < COUNT(n); i++) {
		for (size_t j = 0; j < COUNT(share); j++)
			compare(n[i], share[j], 1 - share[j]);
		compare(n[i], 1, 0);
		for (double rest = .1; rest > 1e-9; rest /= 10)
			compare(n[i], 1 - rest, rest);
	}
}

/* 1 + 1/2 + ... + 1/d is log d + gamma + 1/(2d) - 1/(12d^2) */
static void a_thousand_million_events_are_summed_at_once(void **state)
{
	double d = 1e9;
	struct txo_efron e = txo_efron_sums(d, 1, 0);

	(void)state;
	assert_near(e.a[0] / d, log(d) + .57721566490153286 + .5 / d, 1e-14);
	assert_near(e.b[0] / d / d, 1.6449340668482264 - 1 / d, 1e-14);
	/* log d! - d log d */
	assert_near(e.log, log(2 * acos(-1) * d) / 2 - d, 1e-14);
	e = txo_efron_sums(d, .5, .5);
	assert_near(e.a[0] / d, 2 * log(2) + (-1 + .5) / d, 1e-14);
}

static void breslow_has_all_events_alike(void **state)
{
	struct txo_efron e = txo_breslow_sums(7);

	(void)state;
	assert_same(e.log, 0.0);
	assert_same(e.a[0], 7.0);
	assert_same(e.a[1], 0.0);
	assert_same(e.b[0], 7.0);
	assert_same(e.b[1], 0.0);
	assert_same(e.b[2], 0.0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums_of_any_size_are_those_of_their_terms),
		cmocka_unit_test(a_thousand_million_events_are_summed_at_once),
		cmocka_unit_test(breslow_has_all_events_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
