#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "near.h"
#include "stats/ldl.h"

static void a_system_is_solved(void **state)
{
	double a[9] = { 4, 0, 0, 2, 5, 0, 1, 3, 6 }, b[3] = { 11, 21, 25 };
	bool dropped[3];

	(void)state;
	assert_int_equal(txo_ldl(a, 3, 1e-12, 0, dropped), 3);
	txo_ldl_solve(a, 3, dropped, b);
	assert_near(b[0], 1, 1e-15);
	assert_near(b[1], 2, 1e-15);
	assert_near(b[2], 3, 1e-15);
}

/* Row 1 is twice row 0, row 3 their sum with row 2. */
static void rows_that_follow_from_others_are_dropped(void **state)
{
	double a[16] = { 1, 0, 0, 0, 2, 4, 0, 0, .5, 1, 3, 0, 1.5, 3, 3.5, 5 };
	double b[4] = { 2, 4, 7, 9 };
	bool dropped[4];

	(void)state;
	assert_int_equal(txo_ldl(a, 4, 1e-12, 0, dropped), 2);
	assert_false(dropped[0]);
	assert_true(dropped[1]);
	assert_false(dropped[2]);
	assert_true(dropped[3]);
	txo_ldl_solve(a, 4, dropped, b);
	assert_same(b[1], 0.0);
	assert_same(b[3], 0.0);
	assert_near(b[0] + .5 * b[2], 2, 1e-15);
	assert_near(.5 * b[0] + 3 * b[2], 7, 1e-15);
}

static void what_is_nothing_is_dropped(void **state)
{
	double a[4] = { 1e-20, 0, 0, 2 };
	bool dropped[2];

	(void)state;
	assert_int_equal(txo_ldl(a, 2, 1e-12, 1e-15, dropped), 1);
	assert_true(dropped[0]);
	assert_false(dropped[1]);
	assert_int_equal(txo_ldl(a, 0, 0, 0, dropped), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_system_is_solved),
		cmocka_unit_test(rows_that_follow_from_others_are_dropped),
		cmocka_unit_test(what_is_nothing_is_dropped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
