#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "intake.h"

static const struct txo_scale *scale(const char *key)
{
	const struct txo_scale *s = NULL;

	assert_int_equal(txo_scale_find(txo_text(key), &s, NULL), TXO_OK);
	return s;
}

/* An intake of x, on the scale, and of y, on none, each for itself. */
static void begin_xy(struct taken *t, const char *key)
{
	begin(t, "x,y");
	project(t, use(t, "x", TXO_NUMBER), false);
	project(t, use(t, "y", TXO_NUMBER), false);
	t->s.use[0].scale = scale(key);
}

static void a_number_outside_makes_its_row_unreadable(void **state)
{
	static const char *const rows[] = { "0,100", "48,1", "48.1,2", "NA,3",
					    "-99,4" };
	struct taken t;
	const struct txo_account *a = &t.in.account;

	(void)state;
	begin_xy(&t, "masi");
	take_all(&t, rows, COUNT(rows));
	assert_int_equal(a->rows, 5);
	assert_int_equal(a->used, 3);
	assert_int_equal(a->unreadable, 2);
	assert_int_equal(t.in.tally[0].total, 3);
	assert_int_equal(t.in.tally[1].total, 3);
	assert_int_equal(t.in.fault[0].error.line, 4);
	assert_string_equal(t.in.fault[0].error.text,
			    "column 'x': '48.1' is outside of the scale masi "
			    "(0 to 48)");
	assert_int_equal(t.in.fault[1].error.line, 6);
	end(&t);
}

static void a_message_need_not_quote_the_number(void **state)
{
	static const char *const rows[] = { "7,1" };
	struct taken t;

	(void)state;
	begin_xy(&t, "wsrs");
	t.in.rules.redact = true;
	take_all(&t, rows, COUNT(rows));
	assert_string_equal(t.in.fault[0].error.text,
			    "column 'x': the cell is outside of the scale wsrs "
			    "(1 to 5)");
	end(&t);
}

static void a_missing_word_is_not_outside(void **state)
{
	static const char *const rows[] = { "-99,1", "-99.0,2" };
	struct txo_text na = txo_text("-99");
	struct taken t;

	(void)state;
	begin_xy(&t, "masi");
	t.in.rules.missing = (struct txo_missing){ &na, 1 };
	take_all(&t, rows, COUNT(rows));
	assert_int_equal(t.in.account.unreadable, 0);
	assert_int_equal(t.in.account.partly[0], 2);
	assert_int_equal(t.in.outside.rows, 0);
	end(&t);
}

static void equal_numbers_outside_are_noticed(void **state)
{
	static const char *const rows[] = { "999,1", "5,2", "999.0,3",
					    "9.99e2,4" };
	struct taken t;

	(void)state;
	begin_xy(&t, "masi");
	take_all(&t, rows, COUNT(rows));
	assert_int_equal(t.in.outside.rows, 3);
	assert_false(t.in.outside.several);
	assert_int_equal(t.in.outside.value.coefficient, 999);
	assert_int_equal(take(&t, "998,5", 6), TXO_OK);
	assert_true(t.in.outside.several);
	end(&t);
}

static void all_numbers_of_a_row_count(void **state)
{
	static const char *const rows[] = { "99,99", "99,98" };
	struct taken t;

	(void)state;
	begin_xy(&t, "masi");
	t.s.use[1].scale = scale("vss");
	take_all(&t, rows, 1);
	assert_int_equal(t.in.outside.rows, 1);
	assert_false(t.in.outside.several);
	assert_int_equal(take(&t, rows[1], 3), TXO_OK);
	assert_int_equal(t.in.outside.rows, 2);
	assert_true(t.in.outside.several);
	assert_int_equal(t.in.account.unreadable, 2);
	end(&t);
}

static void what_is_no_number_is_not_outside(void **state)
{
	static const char *const rows[] = { "6O.5,1", "99,1" };
	struct taken t;

	(void)state;
	begin_xy(&t, "masi");
	take_all(&t, rows, COUNT(rows));
	assert_int_equal(t.in.account.unreadable, 2);
	assert_int_equal(t.in.outside.rows, 1);
	assert_false(t.in.outside.several);
	end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_outside_makes_its_row_unreadable),
		cmocka_unit_test(a_message_need_not_quote_the_number),
		cmocka_unit_test(a_missing_word_is_not_outside),
		cmocka_unit_test(equal_numbers_outside_are_noticed),
		cmocka_unit_test(all_numbers_of_a_row_count),
		cmocka_unit_test(what_is_no_number_is_not_outside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
