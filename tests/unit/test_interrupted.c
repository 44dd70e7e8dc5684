#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cloud.h"
#include "near.h"
#include "series.h"
#include "txo/interrupted.h"
#include "txo/note.h"

static struct txo_interrupted fit(const struct txo_pairs *p, double at,
				  int lags)
{
	struct txo_interrupted_rules r = { at, 0, lags, 0.95 };
	struct txo_interrupted s;
	struct txo_error err = { 0 };

	assert_int_equal(txo_interrupted(p, &r, &s, &err), TXO_OK);
	return s;
}

/* R: xs <- x - 9; post <- x >= 9; summary(lm(y ~ xs * post)), confint() */
static void the_two_lines_agree_with_r(void **state)
{
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, series_x, series_y, SERIES);
	struct txo_interrupted s = fit(&p, 9, -1);

	(void)state;
	assert_int_equal(s.n_before, 10);
	assert_int_equal(s.n_after, 10);
	assert_near(s.level_before.estimate, 8.939508506616257, 1e-14);
	assert_near(s.level_before.std_error, 0.862638904624968, 1e-13);
	assert_near(s.level_before.conf_low, 7.11079572138736893, 1e-13);
	assert_near(s.slope_before.estimate, 0.334593572778828, 1e-13);
	assert_near(s.slope_before.p_value, 5.19870810977255e-02, 1e-12);
	assert_near(s.level_change.estimate, 3.383200656730355, 1e-13);
	assert_near(s.level_change.std_error, 1.077801469223822, 1e-13);
	assert_near(s.level_change.statistic, 3.13898315537347, 1e-13);
	assert_near(s.level_change.p_value, 6.34005456929848e-03, 1e-12);
	assert_near(s.level_change.conf_low, 1.09836361061432175, 1e-12);
	assert_near(s.level_change.conf_high, 5.668037702846388, 1e-13);
	assert_near(s.slope_change.estimate, -0.209095564810701, 1e-12);
	assert_near(s.slope_change.p_value, 3.04088544872514e-01, 1e-12);
	assert_near(s.slope_change.conf_low, -0.62655656766245760, 1e-12);
	assert_near(s.level_after.estimate,
		    8.939508506616257 + 3.383200656730355, 1e-14);
	assert_near(s.slope_after.estimate,
		    0.334593572778828 - 0.209095564810701, 1e-13);
	assert_same(s.slope_change.df, 16.0);
	assert_string_equal(s.slope_change.method, "segmented ols");
	assert_int_equal(s.slope_change.note, 0);
}

/* R: lm as above of y along 1:20, sandwich::NeweyWest(fit, lag = 2, prewhite =
 * FALSE, adjust = TRUE) */
static void errors_of_newey_and_west_agree_with_r(void **state)
{
	struct cloud c;
	double x[SERIES];
	struct txo_pairs p;
	struct txo_interrupted s;

	(void)state;
	for (int i = 0; i < SERIES; i++)
		x[i] = i + 1;
	p = cloud_of(&c, x, series_y, SERIES);
	s = fit(&p, 9, 2);
	assert_near(s.level_before.estimate, 8.285714285714286, 1e-14);
	assert_near(s.level_before.std_error, 0.625893086753722, 1e-12);
	assert_near(s.slope_before.std_error, 0.112017050404604, 1e-12);
	assert_near(s.level_change.std_error, 1.051727363324468, 1e-12);
	assert_near(s.slope_change.std_error, 0.187509356896827, 1e-12);
	assert_same(s.slope_change.df, 16.0);
	assert_string_equal(s.slope_change.method, "segmented ols Newey-West");
}

static void rows_of_one_x_are_added_up_for_newey_and_west(void **state)
{
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, series_x, series_y, SERIES);
	struct txo_interrupted s = fit(&p, 9, 0);

	(void)state;
	/* 17 different x */
	assert_same(s.slope_change.df, 13.0);
	cloud_multiply(&c, p.m, 1000000000);
	assert_near(fit(&p, 9, 0).slope_change.std_error,
		    s.slope_change.std_error, 1e-14);
}

static void a_weight_counts_as_a_repeated_row(void **state)
{
	static const double x[] = { 1, 1, 1, 2, 3, 5, 6, 6, 6, 9 };
	static const double y[] = { 2, 2, 4, 3, 3, 1, 7, 7, 2, 1 };
	static const uint64_t ones[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
	struct txo_pairs rows = { x, NULL, y, NULL, ones, COUNT(x) };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, COUNT(x));
	struct txo_interrupted a = fit(&rows, 5, -1), b = fit(&p, 5, -1);

	(void)state;
	assert_int_equal(p.m, 8);
	assert_same(a.level_change.estimate, b.level_change.estimate);
	assert_same(a.level_change.std_error, b.level_change.std_error);
	assert_same(a.slope_after.p_value, b.slope_after.p_value);
	a = fit(&rows, 5, 3);
	b = fit(&p, 5, 3);
	assert_near(a.slope_change.std_error, b.slope_change.std_error, 1e-15);
}

static void a_row_at_the_place_is_after_it(void **state)
{
	static const double x[] = { 1, 2, 3, 4, 5, 6 };
	static const double y[] = { 1, 3, 2, 9, 8, 9 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 6);

	(void)state;
	assert_int_equal(fit(&p, 4, -1).n_before, 3);
	assert_int_equal(fit(&p, 4.000001, -1).n_before, 4);
}

static void a_side_without_a_line_leaves_the_other(void **state)
{
	static const double x[] = { 1, 2, 3, 4 }, y[] = { 1, 3, 2, 5 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 4);
	struct txo_interrupted s = fit(&p, 9, -1);

	(void)state;
	/* coef(lm(y ~ x)), predict at 9 */
	assert_near(s.slope_before.estimate, 1.1, 1e-15);
	assert_near(s.level_before.estimate, 9.9, 1e-15);
	assert_same(s.slope_before.df, 2.0);
	assert_true(s.slope_before.std_error > 0);
	assert_int_equal(s.slope_after.note, TXO_NOTE_NODATA);
	assert_int_equal(s.level_change.note, TXO_NOTE_NODATA);
	assert_nan(s.level_change.estimate);
	assert_int_equal(fit(&p, 4, -1).slope_after.note, TXO_NOTE_SMALLN);
	assert_int_equal(fit(&p, 0, 2).level_before.note, TXO_NOTE_NODATA);
	p = cloud_of(&c, x, y, 0);
	assert_int_equal(fit(&p, 0, -1).slope_change.note, TXO_NOTE_NODATA);
}

static void perfect_lines_have_no_errors(void **state)
{
	static const double x[] = { 1, 2, 3, 4, 5, 6 };
	static const double y[] = { 0.5, 0.5, 0.5, 2, 4, 6 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 6);
	struct txo_interrupted s = fit(&p, 4, -1);

	(void)state;
	assert_same(s.slope_before.estimate, 0.0);
	assert_same(s.level_change.estimate, 1.5);
	assert_same(s.slope_change.estimate, 2.0);
	assert_int_equal(s.slope_change.note, TXO_NOTE_PERFECT);
	assert_nan(s.slope_change.std_error);
	p = cloud_of(&c, x + 1, y + 1, 4);
	assert_int_equal(fit(&p, 4, -1).level_change.note, TXO_NOTE_SMALLN);
}

static void the_range_of_doubles_is_no_limit(void **state)
{
	static const double x[] = {
		-1e308, -9e307, -8e307, 8e307, 9e307, 1e308
	};
	static const double y[] = { 1e-300, 3e-300, 2e-300,
				    5e-300, 4e-300, 7e-300 };
	static const double at_one[] = { -10, -9, -8, 8, 9, 10 };
	static const double one[] = { 1, 3, 2, 5, 4, 7 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 6);
	struct txo_interrupted s = fit(&p, 0, -1), t;

	(void)state;
	p = cloud_of(&c, at_one, one, 6);
	t = fit(&p, 0, -1);
	assert_near(s.level_change.statistic, t.level_change.statistic, 1e-13);
	assert_near(s.slope_change.p_value, t.slope_change.p_value, 1e-12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_two_lines_agree_with_r),
		cmocka_unit_test(errors_of_newey_and_west_agree_with_r),
		cmocka_unit_test(rows_of_one_x_are_added_up_for_newey_and_west),
		cmocka_unit_test(a_weight_counts_as_a_repeated_row),
		cmocka_unit_test(a_row_at_the_place_is_after_it),
		cmocka_unit_test(a_side_without_a_line_leaves_the_other),
		cmocka_unit_test(perfect_lines_have_no_errors),
		cmocka_unit_test(the_range_of_doubles_is_no_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
