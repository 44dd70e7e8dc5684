#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sample.h"
#include "txo/groups.h"
#include "txo/note.h"

static struct collected one, two;

static const double x[] = { 0.80, 0.83, 1.89, 1.04, 1.45,
			    1.38, 1.91, 1.64, 0.73, 1.46 };
static const double y[] = { 1.15, 0.88, 0.90, 0.74, 1.21 };

/* W / mn; uniroot() of |theta - t| - z sqrt(V(t)) below and above theta */
static void the_interval_solves_its_equation(void **state)
{
	struct txo_estimate e = txo_superiority(collect(&one, x, 10),
						collect(&two, y, 5), 0.95);
	double end[2] = { e.conf_low, e.conf_high }, z = 1.959963984540054;

	(void)state;
	assert_near(e.estimate, 0.7, 1e-15);
	for (size_t i = 0; i < 2; i++) {
		double t = end[i], v;

		v = t * (1 - t) *
		    (1 + 6.5 * (1 - t) / (2 - t) + 6.5 * t / (1 + t)) / 50;
		assert_near(fabs(0.7 - t), z * sqrt(v), 1e-12);
	}
	assert_true(e.conf_low < 0.7 && e.conf_high > 0.7);
	assert_int_equal(e.note, 0);
}

static void delta_is_twice_the_distance_from_a_half(void **state)
{
	const struct txo_sample *a = collect(&one, x, 10);
	const struct txo_sample *b = collect(&two, y, 5);
	struct txo_estimate e = txo_superiority(a, b, 0.9);
	struct txo_estimate d = txo_cliff_delta(a, b, 0.9);

	(void)state;
	assert_near(d.estimate, 2 * e.estimate - 1, 1e-15);
	assert_near(d.conf_low, 2 * e.conf_low - 1, 1e-15);
	assert_near(d.conf_high, 2 * e.conf_high - 1, 1e-15);
}

static void turning_the_groups_takes_the_complement(void **state)
{
	const struct txo_sample *a = collect(&one, x, 10);
	const struct txo_sample *b = collect(&two, y, 5);
	struct txo_estimate e = txo_superiority(a, b, 0.95);
	struct txo_estimate f = txo_superiority(b, a, 0.95);

	(void)state;
	assert_near(e.estimate, 1 - f.estimate, 1e-15);
	assert_near(e.conf_low, 1 - f.conf_high, 1e-15);
	assert_near(e.conf_high, 1 - f.conf_low, 1e-15);
}

static void groups_that_lie_apart_have_an_interval(void **state)
{
	static const double low[] = { 1, 2, 3 }, high[] = { 4, 5, 6, 7 };
	struct txo_estimate e = txo_superiority(collect(&one, high, 4),
						collect(&two, low, 3), 0.95);

	(void)state;
	assert_same(e.estimate, 1.0);
	assert_same(e.conf_high, 1.0);
	assert_true(e.conf_low > 0.3 && e.conf_low < 0.9);
	e = txo_cliff_delta(collect(&one, low, 3), collect(&two, high, 4),
			    0.95);
	assert_same(e.estimate, -1.0);
	assert_same(e.conf_low, -1.0);
	assert_true(e.conf_high > -1 && e.conf_high < 1);
}

static void the_smallest_groups_have_one_too(void **state)
{
	static const double v[] = { 1, 2, 2 };
	struct txo_sample empty = { 0 };
	struct txo_estimate e = txo_superiority(collect(&one, v + 1, 1),
						collect(&two, v, 1), 0.95);

	(void)state;
	assert_same(e.estimate, 1.0);
	/* (1 - t)^2 = z^2 t (1 - t), so t = 1 / (1 + z^2) */
	assert_near(e.conf_low, 1 / (1 + 3.8414588206941254), 1e-12);
	e = txo_superiority(collect(&one, v + 1, 1), collect(&two, v + 2, 1),
			    0.95);
	assert_same(e.estimate, 0.5);
	e = txo_superiority(&empty, collect(&two, v, 1), 0.95);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_NODATA);
	e = txo_cliff_delta(collect(&one, v, 1), &empty, 0.95);
	assert_nan(e.conf_low);
}

static void huge_weights_keep_their_digits(void **state)
{
	static const double v[] = { 1, 2 };
	static const uint64_t w[] = { 1000000000000, 1000000000001 };
	static const uint64_t u[] = { 1000000000001, 1000000000000 };
	struct txo_sample a = { .x = v, .w = w, .m = 2 };
	struct txo_sample b = { .x = v, .w = u, .m = 2 };
	struct txo_estimate e = txo_cliff_delta(&a, &b, 0.95);

	(void)state;
	/* ((n + 1)^2 - n^2) / (2n + 1)^2 = 1 / (2n + 1) */
	assert_near(e.estimate, 1 / 2000000000001.0, 1e-15);
	assert_true(e.conf_low < 0 && e.conf_high > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_interval_solves_its_equation),
		cmocka_unit_test(delta_is_twice_the_distance_from_a_half),
		cmocka_unit_test(turning_the_groups_takes_the_complement),
		cmocka_unit_test(groups_that_lie_apart_have_an_interval),
		cmocka_unit_test(the_smallest_groups_have_one_too),
		cmocka_unit_test(huge_weights_keep_their_digits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
