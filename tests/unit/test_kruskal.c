#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sample.h"
#include "txo/groups.h"
#include "txo/note.h"

static struct collected memory[5];

static struct txo_estimate test_of(const struct txo_sample *s, size_t k)
{
	struct txo_groups g = { s, k };
	struct txo_error err;
	struct txo_estimate e;

	assert_int_equal(txo_kruskal_wallis(&g, &e, &err), TXO_OK);
	return e;
}

/* kruskal.test(Ozone ~ Month, data = airquality) */
static void the_air_of_new_york_agrees_with_r(void **state)
{
	static const double may[] = { 41, 36, 12, 18, 28, 23, 19,  8,  7,
				      16, 11, 14, 18, 14, 34, 6,   30, 11,
				      1,  11, 4,  32, 23, 45, 115, 37 };
	static const double june[] = { 29, 71, 39, 23, 21, 37, 20, 12, 13 };
	static const double july[] = { 135, 49,	 32, 64, 40, 77, 97, 97, 85,
				       10,  27,	 7,  48, 35, 61, 79, 63, 16,
				       80,  108, 20, 52, 82, 50, 64, 59 };
	static const double august[] = { 39, 9,	 16,  78, 35, 66,  122, 89, 110,
					 44, 28, 65,  22, 59, 23,  31,	44, 21,
					 9,  45, 168, 73, 76, 118, 84,	85 };
	static const double september[] = { 96, 78, 73, 91, 47, 32, 20, 23,
					    21, 24, 44, 21, 28, 9,  13, 46,
					    18, 13, 24, 16, 13, 23, 36, 7,
					    14, 30, 14, 18, 20 };
	struct txo_sample s[5] = {
		*collect(&memory[0], may, COUNT(may)),
		*collect(&memory[1], june, COUNT(june)),
		*collect(&memory[2], july, COUNT(july)),
		*collect(&memory[3], august, COUNT(august)),
		*collect(&memory[4], september, COUNT(september)),
	};
	struct txo_estimate e = test_of(s, 5);

	(void)state;
	assert_near(e.statistic, 29.2665763061, 1e-11);
	assert_same(e.df, 4.0);
	assert_near(e.p_value, 6.90071411855e-06, 1e-11);
	assert_near(e.estimate, 29.2665763061 / 115, 1e-11);
}

/* z^2 of the rank sum without continuity correction is H */
static void two_groups_are_the_square_of_the_rank_sum(void **state)
{
	static const double x[] = { 0, 1, 2 };
	static const uint64_t w[] = { 90, 60, 30 }, v[] = { 60, 55, 70 };
	struct txo_sample s[2] = { { .x = x, .w = w, .m = 3 },
				   { .x = x, .w = v, .m = 3 } };
	struct txo_error err;
	struct txo_estimate e;

	(void)state;
	assert_int_equal(txo_rank_sum(&s[0], &s[1], 0.95, &e, &err), TXO_OK);
	assert_near(test_of(s, 2).p_value, e.p_value, 1e-12);
}

static void groups_without_values_do_not_count(void **state)
{
	static const double a[] = { 1, 2, 5 }, b[] = { 3, 5, 9, 9 };
	struct txo_sample s[3] = { *collect(&memory[0], a, 3),
				   { 0 },
				   *collect(&memory[1], b, 4) };
	struct txo_sample t[2] = { s[0], s[2] };
	struct txo_estimate e = test_of(s, 3);

	(void)state;
	assert_same(e.df, 1.0);
	assert_same(e.p_value, test_of(t, 2).p_value);
}

static void what_is_missing_is_said(void **state)
{
	static const double a[] = { 4, 4, 4 };
	struct txo_sample s[3] = { { 0 }, { 0 }, { 0 } };

	(void)state;
	assert_int_equal(test_of(s, 3).note, TXO_NOTE_NODATA);
	assert_int_equal(test_of(s, 0).note, TXO_NOTE_NODATA);
	s[1] = *collect(&memory[0], a, 3);
	assert_int_equal(test_of(s, 3).note, TXO_NOTE_FEWGROUPS);
	s[2] = *collect(&memory[1], a, 2);
	assert_int_equal(test_of(s, 3).note, TXO_NOTE_CONST);
	assert_nan(test_of(s, 3).p_value);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_air_of_new_york_agrees_with_r),
		cmocka_unit_test(two_groups_are_the_square_of_the_rank_sum),
		cmocka_unit_test(groups_without_values_do_not_count),
		cmocka_unit_test(what_is_missing_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
