#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cloud.h"
#include "near.h"
#include "series.h"
#include "stats/bridge.h"
#include "txo/change_point.h"
#include "txo/note.h"

static struct txo_change_point pettitt(const struct txo_pairs *p)
{
	struct txo_change_point c;
	struct txo_error err = { 0 };

	assert_int_equal(txo_pettitt(p, &c, &err), TXO_OK);
	return c;
}

static struct txo_change_point cusum(const struct txo_pairs *p)
{
	struct txo_change_point c;
	struct txo_error err = { 0 };

	assert_int_equal(txo_cusum(p, &c, &err), TXO_OK);
	return c;
}

/* R: 2 * cumsum(rank(y)) - i * (n + 1) at the ends of equal x, and
 * 2 * exp(-6 * K^2 / (n^3 + n^2) / (1 - sum(t^3 - t) / (n^3 - n))) */
static void the_change_of_ranks_agrees_with_r(void **state)
{
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, series_x, series_y, SERIES);
	struct txo_change_point k = pettitt(&p);

	(void)state;
	assert_same(k.at, 9.0);
	assert_same(k.last, 8.0);
	assert_same(k.change.statistic, 100.0);
	assert_near(k.change.p_value, 0.00144928435633649, 1e-13);
	assert_int_equal(k.n_before, 10);
	assert_int_equal(k.n_after, 10);
	assert_same(k.before, 7.5);
	assert_same(k.after, 13.0);
	assert_same(k.change.estimate, 5.5);
	assert_nan(k.change.std_error);
	assert_nan(k.change.conf_low);
	assert_string_equal(k.change.method,
			    "Pettitt approximate with tie correction");
	assert_int_equal(k.change.note, 0);
}

/* R: max(abs(cumsum(y - mean(y)))) / sd(y) / sqrt(n) at the ends of equal x,
 * and the series of Kolmogorov with 100 terms */
static void the_cumulative_sum_agrees_with_r(void **state)
{
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, series_x, series_y, SERIES);
	struct txo_change_point k = cusum(&p);

	(void)state;
	assert_same(k.at, 9.0);
	assert_near(k.change.statistic, 2.00215169508167, 1e-14);
	assert_near(k.change.p_value, 0.000659468968679195, 1e-13);
	assert_near(k.before, 7.3, 1e-15);
	assert_near(k.after, 12.9, 1e-15);
	assert_near(k.change.estimate, 5.6, 1e-15);
}

static void without_equal_y_the_name_tells_no_correction(void **state)
{
	static const double x[] = { 1, 2, 3, 4 }, y[] = { 1, 2, 9, 8 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 4);
	struct txo_change_point k = pettitt(&p);

	(void)state;
	assert_string_equal(k.change.method, "Pettitt approximate");
	assert_same(k.change.statistic, 4.0);
	/* 2 * exp(-6 * 16 / 80) */
	assert_near(k.change.p_value, 0.602388423824404, 1e-14);
	assert_same(k.at, 3.0);
}

static void equal_x_have_no_order_among_themselves(void **state)
{
	/* within x = 2 the values fall; only the ends of an x count */
	static const double x[] = { 1, 1, 2, 2 }, y[] = { 5, 6, 5, 6 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 4);
	struct txo_change_point k = pettitt(&p), s = cusum(&p);

	(void)state;
	assert_same(k.change.statistic, 0.0);
	assert_same(k.change.p_value, 1.0);
	assert_nan(k.at);
	assert_nan(k.change.estimate);
	assert_int_equal(k.change.note, TXO_NOTE_TIES);
	assert_same(s.change.statistic, 0.0);
	assert_same(s.change.p_value, 1.0);
	assert_nan(s.at);
}

static void a_place_that_others_share_is_the_first_and_noted(void **state)
{
	static const double x[] = { 1, 2, 3, 4 }, y[] = { 1, 3, 1, 3 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 4);
	struct txo_change_point k = pettitt(&p), s = cusum(&p);

	(void)state;
	assert_same(k.at, 2.0);
	assert_int_equal(k.change.note, TXO_NOTE_TIES);
	assert_same(s.at, 2.0);
	assert_int_equal(s.change.note, TXO_NOTE_TIES);
}

static void a_weight_counts_as_a_repeated_row(void **state)
{
	static const uint64_t ones[] = { 1, 1, 1, 1, 1, 1, 1 };
	static const double x[] = { 1, 1, 1, 2, 3, 3, 3 };
	static const double y[] = { 2, 2, 5, 4, 9, 9, 9 };
	struct txo_pairs rows = { x, NULL, y, NULL, ones, COUNT(x) };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, COUNT(x));
	struct txo_change_point a = pettitt(&rows), b = pettitt(&p);

	(void)state;
	assert_int_equal(p.m, 4);
	assert_same(a.change.statistic, b.change.statistic);
	assert_same(a.change.p_value, b.change.p_value);
	assert_same(a.before, b.before);
	a = cusum(&rows);
	b = cusum(&p);
	assert_same(a.change.statistic, b.change.statistic);
	assert_same(a.change.p_value, b.change.p_value);
	assert_same(a.after, b.after);
}

static void weights_of_billions_stay_exact(void **state)
{
	static const double x[] = { 1, 2 }, y[] = { 1, 2 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 2);
	struct txo_change_point k;

	(void)state;
	cloud_multiply(&c, 2, 1000000000);
	k = pettitt(&p);
	assert_same(k.change.statistic, 1e18);
	assert_same(k.change.p_value, 0.0);
	k = cusum(&p);
	assert_near(k.change.statistic, 22360.679769408, 1e-13);
	assert_same(k.before, 1.0);
	assert_same(k.change.estimate, 1.0);
}

static void the_size_of_y_does_not_matter(void **state)
{
	static const double x[] = { 1, 2, 3, 4, 5, 6 };
	static const double y[] = { 1, 2, 1, 4, 5, 6 };
	static const double size[] = { 1e-300, 1e-9, 1e300 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 6);
	struct txo_change_point one = cusum(&p);

	(void)state;
	for (size_t i = 0; i < COUNT(size); i++) {
		double many[6];

		for (size_t j = 0; j < 6; j++)
			many[j] = y[j] * size[i];
		p = cloud_of(&c, x, many, 6);
		assert_near(cusum(&p).change.statistic, one.change.statistic,
			    1e-14);
	}
}

static void what_has_no_answer_says_why(void **state)
{
	static const double x[] = { 1, 2, 3 }, y[] = { 4, 4, 4 };
	static const double far[] = { -1.7e308, 1.7e308 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 0);
	struct txo_change_point k;

	(void)state;
	assert_int_equal(pettitt(&p).change.note, TXO_NOTE_NODATA);
	assert_int_equal(cusum(&p).change.note, TXO_NOTE_NODATA);
	p = cloud_of(&c, x, y, 1);
	assert_int_equal(pettitt(&p).change.note, TXO_NOTE_SMALLN);
	p = cloud_of(&c, x, y, 3);
	k = pettitt(&p);
	assert_int_equal(k.change.note, TXO_NOTE_CONST);
	assert_nan(k.change.statistic);
	assert_nan(k.at);
	p = cloud_of(&c, y, x, 3);
	assert_int_equal(cusum(&p).change.note, TXO_NOTE_CONST);
	p = cloud_of(&c, x, far, 2);
	k = cusum(&p);
	assert_int_equal(k.change.note, TXO_NOTE_OVERFLOW);
	assert_nan(k.change.estimate);
	assert_same(k.before, -1.7e308);
}

/* R: 2 * sum((-1)^(k - 1) * exp(-2 * k^2 * d^2)), k to 2000, and
 * 1 - sqrt(2 * pi) / d * sum(exp(-(2 * k - 1)^2 * pi^2 / (8 * d^2))) */
static void both_series_of_the_bridge_meet(void **state)
{
	(void)state;
	assert_same(txo_bridge_p_value(0), 1.0);
	assert_same(txo_bridge_p_value(-1), 1.0);
	assert_nan(txo_bridge_p_value((double)NAN));
	assert_near(txo_bridge_p_value(0.3), 0.999990694198665, 1e-13);
	assert_near(txo_bridge_p_value(0.7 - 1e-12), 0.711235195029689, 1e-11);
	assert_near(txo_bridge_p_value(0.7), 0.711235195029689, 1e-13);
	assert_near(txo_bridge_p_value(1), 0.269999671677355, 1e-13);
	assert_near(txo_bridge_p_value(1.358), 0.050026797334447, 1e-13);
	assert_same(txo_bridge_p_value((double)INFINITY), 0.0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_change_of_ranks_agrees_with_r),
		cmocka_unit_test(the_cumulative_sum_agrees_with_r),
		cmocka_unit_test(without_equal_y_the_name_tells_no_correction),
		cmocka_unit_test(equal_x_have_no_order_among_themselves),
		cmocka_unit_test(
			a_place_that_others_share_is_the_first_and_noted),
		cmocka_unit_test(a_weight_counts_as_a_repeated_row),
		cmocka_unit_test(weights_of_billions_stay_exact),
		cmocka_unit_test(the_size_of_y_does_not_matter),
		cmocka_unit_test(what_has_no_answer_says_why),
		cmocka_unit_test(both_series_of_the_bridge_meet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
