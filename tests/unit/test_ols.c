#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cloud.h"
#include "near.h"
#include "txo/line.h"
#include "txo/note.h"

static struct txo_line fit(const struct txo_pairs *p, double level)
{
	struct txo_error err = { 0 };
	struct txo_line l;

	assert_int_equal(txo_ols(p, level, &l, &err), TXO_OK);
	return l;
}

static void assert_without_error(const struct txo_estimate *e)
{
	assert_nan(e->std_error);
	assert_nan(e->statistic);
	assert_nan(e->p_value);
	assert_nan(e->conf_low);
	assert_nan(e->conf_high);
}

/* summary(lm(dist ~ speed, cars)), confint(lm(dist ~ speed, cars)) */
static void the_line_through_cars_agrees_with_r(void **state)
{
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, cars_speed, cars_dist, 50);
	struct txo_line l = fit(&p, 0.95);

	(void)state;
	assert_near(l.intercept.estimate, -17.579094890510895, 1e-13);
	assert_near(l.intercept.std_error, 6.7584401693792335, 1e-13);
	assert_near(l.intercept.statistic, -2.6010580030222483, 1e-13);
	assert_near(l.intercept.p_value, 0.012318816153809031, 1e-12);
	assert_near(l.intercept.conf_low, -31.167849602388582, 1e-13);
	assert_near(l.intercept.conf_high, -3.9903401786332076, 1e-13);
	assert_near(l.slope.estimate, 3.9324087591240855, 1e-13);
	assert_near(l.slope.std_error, 0.41551277665712222, 1e-13);
	assert_near(l.slope.statistic, 9.4639899902983675, 1e-13);
	assert_near(l.slope.p_value, 1.4898364962950928e-12, 1e-12);
	assert_near(l.slope.conf_low, 3.096964328140321, 1e-13);
	assert_near(l.slope.conf_high, 4.76785319010785, 1e-13);
	assert_same(l.slope.df, 48.0);
	assert_int_equal(l.slope.note, 0);
	assert_string_equal(l.slope.method, "ols");
	/* confint(lm(dist ~ speed, cars), level = 0.9) */
	l = fit(&p, 0.9);
	assert_near(l.slope.conf_low, 3.2355006763159517, 1e-13);
	assert_near(l.intercept.conf_high, -6.2436755103693695, 1e-13);
}

static void a_weight_counts_as_a_repeated_row(void **state)
{
	static const double x[] = { 1, 1, 1, 2, 2, 5, 7, 7, 7, 7 };
	static const double y[] = { 3, 3, 3, 1, 1, 4, 8, 8, 9, 9 };
	static const uint64_t ones[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
	struct txo_pairs rows = { x, NULL, y, NULL, ones, COUNT(x) };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, COUNT(x));
	struct txo_line a = fit(&rows, 0.95), b = fit(&p, 0.95);

	(void)state;
	assert_int_equal(p.m, 5);
	assert_same(a.slope.estimate, b.slope.estimate);
	assert_same(a.slope.std_error, b.slope.std_error);
	assert_same(a.slope.p_value, b.slope.p_value);
	assert_same(a.intercept.estimate, b.intercept.estimate);
	assert_same(a.intercept.conf_low, b.intercept.conf_low);
}

static void slope_and_error_do_not_depend_on_the_origin(void **state)
{
	static const double origin[] = { 1e3, 1e6, 1e9, -1e9, 1e12 };
	static const double y[] = { 2, 1, 4, 3, 7, 5 };
	struct cloud c;
	double x[] = { 1, 2, 3, 4, 5, 6 };
	struct txo_pairs p = cloud_of(&c, x, y, COUNT(x));
	struct txo_line at_zero = fit(&p, 0.95);

	(void)state;
	for (size_t i = 0; i < COUNT(origin); i++) {
		double far[6], high[6];
		struct txo_line l;

		for (size_t j = 0; j < 6; j++) {
			far[j] = x[j] + origin[i];
			high[j] = y[j] + origin[i];
		}
		p = cloud_of(&c, far, high, 6);
		l = fit(&p, 0.95);
		assert_same(l.slope.estimate, at_zero.slope.estimate);
		assert_same(l.slope.std_error, at_zero.slope.std_error);
		assert_same(l.slope.p_value, at_zero.slope.p_value);
	}
}

static void values_near_the_end_of_the_range_do_not_overflow(void **state)
{
	static const double x[] = { 1e-300, 2e-300, 3e-300, 4e-300 };
	static const double y[] = { 1e300, 3e300, 2e300, 5e300 };
	static const double small[] = { 1, 3, 2, 5 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, small, y, 4);
	struct txo_line l = fit(&p, 0.95);

	(void)state;
	assert_near(l.slope.estimate, 1e300, 1e-14);
	assert_int_equal(l.slope.note, TXO_NOTE_PERFECT);
	p = cloud_of(&c, x, y, 4);
	l = fit(&p, 0.95);
	assert_nan(l.slope.estimate);
	assert_true(l.slope.note & TXO_NOTE_OVERFLOW);
}

static void the_low_parts_of_decimals_make_a_perfect_line(void **state)
{
	/* y = 0.1 x + 0.3; lo is what is left of 0.3, 0.4, 0.5 and 0.6 */
	static const double x[] = { 0, 1, 2, 3 };
	static const double y[] = { 0.3, 0.4, 0.5, 0.6 };
	static const double lo[] = { 0x1.999999999999ap-57,
				     -0x1.999999999999ap-56, 0,
				     0x1.999999999999ap-56 };
	static const uint64_t w[] = { 1, 2, 3, 4 };
	struct txo_pairs p = { x, NULL, y, lo, w, 4 };
	struct txo_line l = fit(&p, 0.95);

	(void)state;
	assert_same(l.slope.estimate, 0.1);
	assert_same(l.intercept.estimate, 0.3);
	assert_int_equal(l.slope.note, TXO_NOTE_PERFECT);
	assert_without_error(&l.slope);
	assert_without_error(&l.intercept);
}

static void a_constant_y_has_slope_zero_and_no_test(void **state)
{
	static const double x[] = { 1, 2, 4 }, y[] = { 0.1, 0.1, 0.1 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 3);
	struct txo_line l = fit(&p, 0.95);

	(void)state;
	assert_same(l.slope.estimate, 0.0);
	assert_same(l.intercept.estimate, 0.1);
	assert_int_equal(l.slope.note, TXO_NOTE_CONST | TXO_NOTE_PERFECT);
	assert_without_error(&l.slope);
}

static void a_constant_x_has_no_line(void **state)
{
	static const double x[] = { 2, 2, 2 }, y[] = { 1, 2, 3 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 3);
	struct txo_line l = fit(&p, 0.95);

	(void)state;
	assert_nan(l.slope.estimate);
	assert_nan(l.intercept.estimate);
	assert_int_equal(l.slope.note, TXO_NOTE_CONST);
	assert_int_equal(l.intercept.note, TXO_NOTE_CONST);
}

static void an_exact_zero_stays_zero(void **state)
{
	static const double x[] = { 1, 2, 4, 5, 1, 2, 4, 5 };
	static const double y[] = { 1, 2, 2, 1, 5, 7, 7, 5 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, COUNT(x));
	struct txo_line l = fit(&p, 0.95);

	(void)state;
	assert_same(l.slope.estimate, 0.0);
	assert_same(l.slope.statistic, 0.0);
	assert_same(l.slope.p_value, 1.0);
}

static void tiny_samples_say_what_is_missing(void **state)
{
	static const double x[] = { 1, 3 }, y[] = { 5, 6 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 2);
	struct txo_line l = fit(&p, 0.95);

	(void)state;
	assert_same(l.slope.estimate, 0.5);
	assert_same(l.intercept.estimate, 4.5);
	assert_same(l.slope.df, 0.0);
	assert_int_equal(l.slope.note, TXO_NOTE_SMALLN);
	assert_without_error(&l.slope);
	p = cloud_of(&c, x, y, 1);
	l = fit(&p, 0.95);
	assert_nan(l.slope.estimate);
	assert_int_equal(l.slope.note, TXO_NOTE_SMALLN);
	p = cloud_of(&c, x, y, 0);
	l = fit(&p, 0.95);
	assert_nan(l.intercept.estimate);
	assert_int_equal(l.intercept.note, TXO_NOTE_NODATA);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_line_through_cars_agrees_with_r),
		cmocka_unit_test(a_weight_counts_as_a_repeated_row),
		cmocka_unit_test(slope_and_error_do_not_depend_on_the_origin),
		cmocka_unit_test(
			values_near_the_end_of_the_range_do_not_overflow),
		cmocka_unit_test(the_low_parts_of_decimals_make_a_perfect_line),
		cmocka_unit_test(a_constant_y_has_slope_zero_and_no_test),
		cmocka_unit_test(a_constant_x_has_no_line),
		cmocka_unit_test(an_exact_zero_stays_zero),
		cmocka_unit_test(tiny_samples_say_what_is_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
