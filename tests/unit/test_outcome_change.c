#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>

#include <cmocka.h>

#include "txo/decimal.h"
#include "txo/note.h"
#include "txo/outcome.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct txo_exact decimal(const char *text, size_t n)
{
	struct txo_decimal d;
	struct txo_exact x;

	assert_int_equal(txo_decimal_parse(text, n, &d, NULL), 0);
	txo_decimal_value(d, &x.hi, &x.lo);
	return x;
}

static struct txo_outcome change(const char *before, const char *after,
				 int better, double best_possible)
{
	struct txo_outcome_rules rules = { .better = better,
					   .best_possible = best_possible };
	struct txo_outcome o = { 0 };
	size_t n = 0, m = 0;

	while (before[n])
		n++;
	while (after[m])
		m++;
	o.baseline = decimal(before, n);
	o.final = decimal(after, m);
	txo_outcome_change(&rules, &o);
	return o;
}

static void a_difference_of_decimals_is_a_decimal(void **state)
{
	static const char *const cell[] = { "0.1",  "0.3",  "0.4",  "0.7",
					    "59.3", "18.9", "1e22", "0.001" };
	struct txo_outcome o = change("0.7", "0.4", -1, NAN);

	(void)state;
	assert_true(o.change == -0.3 && o.improvement == 0.3);
	assert_true(change("59.3", "18.9", -1, NAN).change == -40.4);
	assert_true(change("0.3", "0.4", 1, NAN).change == 0.1);
	assert_true(change("0.3", "0.33", 1, NAN).percent_change == 10);
	assert_true(change("1.1", "0.11", 1, NAN).percent_change == -90);
	/* the same to either side */
	for (size_t i = 0; i < COUNT(cell); i++)
		for (size_t j = 0; j < COUNT(cell); j++)
			assert_true(change(cell[i], cell[j], 1, NAN).change ==
				    -change(cell[j], cell[i], 1, NAN).change);
}

static void percent_of_the_possible_ends_where_the_scale_does(void **state)
{
	(void)state;
	assert_true(change("30", "20", -1, 10).percent_possible == 50);
	assert_true(change("30", "10", -1, 10).percent_possible == 100);
	assert_true(change("30", "40", -1, 10).percent_possible == -50);
	assert_true(change("30", "65", 1, 100).percent_possible == 50);
	assert_true(change("-5", "0", 1, 5).percent_possible == 50);
	assert_true(change("-5", "0", 1, 5).percent_change == 100);
}

static void there_is_no_percentage_of_zero(void **state)
{
	struct txo_outcome o = change("0", "3", -1, NAN);

	(void)state;
	assert_true(o.change == 3 && o.improvement == -3);
	assert_true(isnan(o.percent_change));
	assert_int_equal(o.note, TXO_NOTE_ZEROBASE);
	o = change("10", "15", -1, 10);
	assert_true(o.percent_change == 50 && isnan(o.percent_possible));
	assert_int_equal(o.note, TXO_NOTE_ZEROBASE);
}

static void what_is_beyond_a_double_is_noted(void **state)
{
	struct txo_outcome o = change("-1.7e308", "1.7e308", 1, NAN);

	(void)state;
	assert_true(isnan(o.change) && isnan(o.improvement));
	assert_int_equal(o.note, TXO_NOTE_OVERFLOW);
	o = change("1e-300", "1e300", 1, NAN);
	assert_true(o.change == 1e300 && isnan(o.percent_change));
	assert_int_equal(o.note, TXO_NOTE_OVERFLOW);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_difference_of_decimals_is_a_decimal),
		cmocka_unit_test(
			percent_of_the_possible_ends_where_the_scale_does),
		cmocka_unit_test(there_is_no_percentage_of_zero),
		cmocka_unit_test(what_is_beyond_a_double_is_noted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
