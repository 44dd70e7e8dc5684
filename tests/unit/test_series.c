#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "txo/note.h"
#include "txo/rank.h"
#include "txo/series.h"

static struct txo_serial hamed_rao(const double *y, size_t n)
{
	double x[100];
	uint64_t w[100];
	struct txo_pairs p = { x, NULL, y, NULL, w, n };
	struct txo_error err = { 0 };
	struct txo_serial s;

	for (size_t i = 0; i < n; i++) {
		x[i] = (double)i;
		w[i] = 1;
	}
	assert_int_equal(txo_hamed_rao(&p, &s, &err), TXO_OK);
	return s;
}

static void values_that_come_in_runs_have_a_greater_variance(void **state)
{
	double slow[60], swing[60];
	struct txo_serial s;

	(void)state;
	for (size_t i = 0; i < 60; i++) {
		slow[i] = sin((double)i / 12) + 0.01 * (double)i;
		swing[i] = (i % 2 ? 1 : -1) + 0.013 * (double)(i * 17 % 61);
	}
	s = hamed_rao(slow, 60);
	assert_true(s.factor.estimate > 2);
	assert_int_equal(s.lags, 59);
	assert_true(s.significant > 3);
	s = hamed_rao(swing, 60);
	assert_true(s.factor.estimate < 1);
}

static void rows_of_one_time_are_its_mean(void **state)
{
	static const double x[] = { 1, 2, 2, 3, 4, 5, 5, 6, 7, 8 };
	static const double y[] = { 3, 1, 4, 2, 5, 3, 6, 8, 7, 6 };
	static const uint64_t w[] = { 2, 1, 1, 1, 1, 2, 1, 1, 9, 1 };
	static const double mean[] = { 3, 2.5, 2, 5, 4, 8, 7, 6 };
	struct txo_pairs p = { x, NULL, y, NULL, w, 10 };
	struct txo_error err = { 0 };
	struct txo_serial a, b = hamed_rao(mean, 8);

	(void)state;
	assert_int_equal(txo_hamed_rao(&p, &a, &err), TXO_OK);
	assert_int_equal(a.n, 8);
	assert_same(a.tau.estimate, b.tau.estimate);
	assert_same(a.tau.statistic, b.tau.statistic);
	assert_same(a.factor.estimate, b.factor.estimate);
}

static void a_straight_line_is_not_corrected(void **state)
{
	double y[12];
	struct txo_serial s;

	(void)state;
	for (size_t i = 0; i < 12; i++)
		y[i] = 3 - 0.1 * (double)i;
	s = hamed_rao(y, 12);
	assert_same(s.tau.estimate, -1.0);
	assert_same(s.factor.estimate, 1.0);
	assert_int_equal(s.factor.note, TXO_NOTE_PERFECT);
	assert_same(hamed_rao(y, 2).tau.estimate, -1.0);
	assert_int_equal(hamed_rao(y, 2).tau.note, TXO_NOTE_SMALLN);
	assert_int_equal(hamed_rao(y, 0).tau.note, TXO_NOTE_NODATA);
}

static struct txo_seasonal_trend seasonal(const struct txo_seasonal *v,
					  size_t n, enum txo_seasons seasons)
{
	struct txo_error err = { 0 };
	struct txo_seasonal_trend t;

	assert_int_equal(txo_seasonal_kendall(v, n, seasons, 0.95, &t, &err),
			 TXO_OK);
	return t;
}

static void one_season_is_a_mann_kendall_test(void **state)
{
	static const double y[] = { 4, 3, 5, 5, 8, 7, 9, 12 };
	double x[8];
	uint64_t w[8];
	struct txo_pairs p = { x, NULL, y, NULL, w, 8 };
	struct txo_seasonal v[8];
	struct txo_seasonal_trend t;
	struct txo_estimate e;
	struct txo_error err = { 0 };

	(void)state;
	for (int i = 0; i < 8; i++) {
		x[i] = 2010 + i;
		w[i] = 1;
		v[i] = (struct txo_seasonal){ 2010 + i, 5, y[i], 0 };
	}
	assert_int_equal(txo_mann_kendall(&p, 0.95, &e, &err), TXO_OK);
	t = seasonal(v, 8, TXO_SEASONS_INDEPENDENT);
	assert_near(t.tau.estimate, e.estimate, 1e-15);
	assert_near(t.tau.statistic, e.statistic, 1e-14);
	assert_same(t.tau.p_value,
		    seasonal(v, 8, TXO_SEASONS_DEPENDENT).tau.p_value);
	assert_int_equal(t.same.note, TXO_NOTE_SMALLN);
}

static void seasons_that_are_one_and_the_same_tell_no_more(void **state)
{
	static const double y[] = { 4, 3, 5, 6, 8, 7, 9, 12 };
	struct txo_seasonal v[16];
	struct txo_seasonal_trend one, two;

	(void)state;
	for (int i = 0; i < 8; i++) {
		v[i] = (struct txo_seasonal){ 2010 + i, 1, y[i], 0 };
		v[8 + i] = (struct txo_seasonal){ 2010 + i, 2, y[i], 0 };
	}
	one = seasonal(v, 8, TXO_SEASONS_DEPENDENT);
	two = seasonal(v, 16, TXO_SEASONS_DEPENDENT);
	/* S is 24 and 48; the covariance is the variance, which is 65.33 */
	assert_near(one.tau.statistic, 23 / sqrt(196.0 / 3), 1e-14);
	assert_near(two.tau.statistic, 47 / sqrt(784.0 / 3), 1e-14);
	assert_near(seasonal(v, 16, TXO_SEASONS_INDEPENDENT).tau.statistic,
		    47 / sqrt(392.0 / 3), 1e-14);
	assert_near(two.same.statistic, 0, 1e-14);
	assert_same(two.slope.estimate, one.slope.estimate);
}

static void opposite_seasons_do_not_have_the_same_trend(void **state)
{
	struct txo_seasonal v[24];
	struct txo_seasonal_trend t;

	(void)state;
	for (int i = 0; i < 12; i++) {
		v[i] = (struct txo_seasonal){ 2000 + i, 1, i, 0 };
		v[12 + i] = (struct txo_seasonal){ 2000 + i, 7, -i, 0 };
	}
	t = seasonal(v, 24, TXO_SEASONS_INDEPENDENT);
	assert_same(t.tau.estimate, 0.0);
	assert_same(t.tau.statistic, 0.0);
	assert_same(t.tau.p_value, 1.0);
	assert_same(t.slope.estimate, 0.0);
	assert_true(t.same.p_value < 1e-6);
}

static void too_many_years_are_refused(void **state)
{
	size_t n = TXO_SEASONAL_YEARS + 1;
	struct txo_seasonal *v = calloc(n, sizeof(*v));
	struct txo_error err = { 0 };
	struct txo_seasonal_trend t;

	(void)state;
	assert_non_null(v);
	for (size_t i = 0; i < n; i++)
		v[i].year = (int)i;
	assert_int_equal(txo_seasonal_kendall(v, n, TXO_SEASONS_INDEPENDENT,
					      0.95, &t, &err),
			 TXO_DATA);
	assert_non_null(strstr(err.text, "501"));
	assert_int_equal(txo_seasonal_kendall(v, n - 1, TXO_SEASONS_INDEPENDENT,
					      0.95, &t, &err),
			 TXO_OK);
	assert_int_equal(t.tau.note, TXO_NOTE_CONST);
	assert_same(t.slope.estimate, 0.0);
	free(v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			values_that_come_in_runs_have_a_greater_variance),
		cmocka_unit_test(rows_of_one_time_are_its_mean),
		cmocka_unit_test(a_straight_line_is_not_corrected),
		cmocka_unit_test(one_season_is_a_mann_kendall_test),
		cmocka_unit_test(
			seasons_that_are_one_and_the_same_tell_no_more),
		cmocka_unit_test(opposite_seasons_do_not_have_the_same_trend),
		cmocka_unit_test(too_many_years_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
