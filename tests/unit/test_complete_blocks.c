#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sample.h"
#include "txo/blocks.h"
#include "txo/note.h"

/* RoundingTimes of the help page of friedman.test, in hundredths */
static const double times[] = {
	540, 550, 555, 585, 570, 575, 520, 560, 550, 555, 550, 540, 590, 585,
	570, 545, 555, 560, 540, 540, 535, 545, 550, 535, 525, 515, 500, 585,
	580, 570, 525, 520, 510, 565, 555, 545, 560, 535, 545, 505, 500, 495,
	550, 550, 540, 545, 555, 550, 555, 555, 535, 545, 550, 555, 550, 545,
	525, 565, 560, 540, 570, 565, 555, 630, 630, 625
};

/* dataFreq of the help page of quade.test */
static const double creams[] = { 5,  4,	 7,  10, 12, 1,	 3,  1, 0,  2, 16, 12,
				 22, 22, 35, 5,	 4,  3,	 5,  4, 10, 9, 7,  13,
				 10, 19, 18, 28, 37, 58, 10, 7, 6,  8, 7 };

static struct txo_estimate friedman(const double *y, size_t n, size_t k)
{
	struct txo_blocks b = { .y = y, .n = n, .k = k };
	struct txo_error err = { 0 };
	struct txo_estimate e;

	assert_int_equal(txo_friedman(&b, &e, &err), TXO_OK);
	return e;
}

static struct txo_estimate quade(const struct txo_blocks *b, double *df)
{
	struct txo_error err = { 0 };
	struct txo_estimate e;

	assert_int_equal(txo_quade(b, &e, df, &err), TXO_OK);
	return e;
}

static void friedman_is_that_of_r(void **state)
{
	struct txo_estimate e = friedman(times, 22, 3);

	(void)state;
	/* friedman.test(x); W = statistic / (n * (k - 1)) */
	assert_near(e.statistic, 11.142857142857142, 1e-14);
	assert_same(e.df, 2.0);
	assert_near(e.p_value, 0.003805040775511363, 1e-13);
	assert_near(e.estimate, 0.25324675324675322, 1e-14);
	assert_string_equal(e.method, "Friedman, ties corrected, chi-square; "
				      "Kendall's W");
	e = friedman(creams, 7, 5);
	assert_near(e.statistic, 8.3283582089552244, 1e-14);
	assert_near(e.p_value, 0.080264090581825515, 1e-13);
	assert_near(e.estimate, 0.29744136460554371, 1e-14);
}

static void quade_is_that_of_r(void **state)
{
	struct txo_blocks b = { .y = times, .n = 22, .k = 3 };
	double df;
	struct txo_estimate e = quade(&b, &df);

	(void)state;
	/* quade.test(x) */
	assert_near(e.statistic, 6.3704137498978568, 1e-14);
	assert_same(e.df, 2.0);
	assert_same(df, 42.0);
	assert_near(e.p_value, 0.0038343925821350856, 1e-13);
	b = (struct txo_blocks){ .y = creams, .n = 7, .k = 5 };
	e = quade(&b, &df);
	assert_near(e.statistic, 3.8292515841753727, 1e-14);
	assert_same(df, 24.0);
	assert_near(e.p_value, 0.015189020073274592, 1e-13);
	assert_nan(e.estimate);
}

static void equal_ranges_of_decimals_are_equal(void **state)
{
	static const char *const text[] = { "0.1", "0.3", "0.3", "0.5",
					    "0.5", "0.9", "0.2", "0.3" };
	double y[8], lo[8], df;
	struct txo_blocks b = { y, lo, 4, 2 };

	(void)state;
	for (size_t i = 0; i < 8; i++) {
		struct txo_decimal d;

		assert_int_equal(txo_decimal_parse(text[i], 3, &d, NULL),
				 TXO_OK);
		txo_decimal_value(d, &y[i], &lo[i]);
	}
	/* quade.test() of 10 times these; of themselves R has F = 15 */
	assert_near(quade(&b, &df).statistic, 16.666666666666668, 1e-14);
	assert_near(quade(&b, &df).p_value, 0.026547885467199484, 1e-13);
}

static void blocks_that_all_agree_are_perfect(void **state)
{
	static const double y[] = { 1, 2, 3, 4, 5, 6, 10, 11, 12 };
	static const double tied[] = { 1, 1, 3, 4, 4, 6, 10, 10, 12 };
	struct txo_blocks b = { .y = y, .n = 3, .k = 3 };
	double df;
	struct txo_estimate e = quade(&b, &df);

	(void)state;
	/* quade.test(x): NaN, p-value 0.0277777777777778 */
	assert_int_equal(e.note, TXO_NOTE_PERFECT);
	assert_nan(e.statistic);
	assert_nan(df);
	assert_near(e.p_value, 1.0 / 36, 1e-15);
	b.y = tied;
	assert_near(quade(&b, &df).p_value, 1.0 / 9, 1e-15);
	assert_same(friedman(y, 3, 3).estimate, 1.0);
	assert_same(friedman(y, 3, 3).statistic, 6.0);
	assert_same(friedman(tied, 3, 3).estimate, 1.0);
}

static void two_treatments_are_the_sign_test(void **state)
{
	static const double y[] = { 1, 2, 5, 3, 4, 4, 7, 9, 2, 8, 1, 6 };

	(void)state;
	/* (4 - 1)^2 / 5 of the pairs that differ */
	assert_near(friedman(y, 6, 2).statistic, 1.8, 1e-15);
}

static void the_order_of_blocks_does_not_matter(void **state)
{
	double y[COUNT(times)], df, df2;
	struct txo_blocks a = { .y = times, .n = 22, .k = 3 };
	struct txo_blocks b = { .y = y, .n = 22, .k = 3 };

	(void)state;
	for (size_t i = 0; i < COUNT(times); i++)
		y[65 - i] = times[i];
	assert_same(friedman(y, 22, 3).statistic,
		    friedman(times, 22, 3).statistic);
	assert_same(quade(&a, &df).p_value, quade(&b, &df2).p_value);
}

static void what_is_undefined_is_said(void **state)
{
	static const double y[] = { 1, 1, 1, 2, 2, 2 };
	static const size_t shape[][3] = {
		{ 0, 3, TXO_NOTE_NODATA },
		{ 3, 0, TXO_NOTE_NODATA },
		{ 1, 3, TXO_NOTE_SMALLN },
		{ 3, 1, TXO_NOTE_FEWGROUPS },
		{ 1, 1, TXO_NOTE_FEWGROUPS | TXO_NOTE_SMALLN },
		{ 2, 3, TXO_NOTE_CONST },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(shape); i++) {
		struct txo_blocks b = { .y = y,
					.n = shape[i][0],
					.k = shape[i][1] };
		struct txo_estimate e = friedman(y, b.n, b.k);
		double df;

		assert_int_equal(e.note, shape[i][2]);
		assert_nan(e.p_value);
		assert_nan(e.estimate);
		e = quade(&b, &df);
		assert_int_equal(e.note, shape[i][2]);
		assert_nan(e.p_value);
		assert_nan(df);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(friedman_is_that_of_r),
		cmocka_unit_test(quade_is_that_of_r),
		cmocka_unit_test(equal_ranges_of_decimals_are_equal),
		cmocka_unit_test(blocks_that_all_agree_are_perfect),
		cmocka_unit_test(two_treatments_are_the_sign_test),
		cmocka_unit_test(the_order_of_blocks_does_not_matter),
		cmocka_unit_test(what_is_undefined_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
