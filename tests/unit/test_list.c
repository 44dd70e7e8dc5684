#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "data/list.h"

/* The items of the cell, with / between them. */
static const char *items_of(const char *cell)
{
	static char shown[200];
	struct txo_text rest = txo_text(cell), item;
	size_t n = 0;

	while (txo_list_next(&rest, &item)) {
		assert_true(n + item.n + 2 < sizeof(shown));
		assert_true(item.n > 0);
		memcpy(shown + n, item.p, item.n);
		n += item.n;
		shown[n++] = '/';
	}
	assert_false(txo_list_next(&rest, &item));
	shown[n] = '\0';
	return shown;
}

static void items_are_parted_by_three_marks(void **state)
{
	(void)state;
	assert_string_equal(items_of("redness"), "redness/");
	assert_string_equal(items_of("redness;pain"), "redness/pain/");
	assert_string_equal(items_of(" a b | c,d;e\t"), "a b/c/d/e/");
	assert_string_equal(items_of("a,\xc2\xa0"
				     "b\xc2\xa0"),
			    "a/b/");
	assert_string_equal(items_of("\"a;b\""), "\"a/b\"/");
}

static void nothing_between_marks_is_no_item(void **state)
{
	(void)state;
	assert_string_equal(items_of(""), "");
	assert_string_equal(items_of("  "), "");
	assert_string_equal(items_of(";| ,"), "");
	assert_string_equal(items_of(";a;; b;"), "a/b/");
}

static void some_words_say_that_it_is_empty(void **state)
{
	static const char *const none[] = {
		"none", "None", "NO", " nil ", "n", "none;no;", "|n|", "Keine"
	};
	static const char *const other[] = { "",
					     " ",
					     ";",
					     "nothing",
					     "none; redness",
					     "redness",
					     "redness;none",
					     "nono",
					     "na",
					     "NA",
					     "non-acne",
					     "no\xc2\xa0ne",
					     "0" };

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		if (!txo_list_is_none(txo_text(none[i])))
			fail_msg("'%s' is the empty list", none[i]);
	for (size_t i = 0; i < sizeof(other) / sizeof(other[0]); i++)
		if (txo_list_is_none(txo_text(other[i])))
			fail_msg("'%s' is not the empty list", other[i]);
}

static void a_mark_is_found_wherever_it_stands(void **state)
{
	(void)state;
	assert_int_equal(txo_list_mark(txo_text("mild redness")), 0);
	assert_int_equal(txo_list_mark(txo_text("")), 0);
	assert_int_equal(txo_list_mark(txo_text("a|b;c")), '|');
	assert_int_equal(txo_list_mark(txo_text("a,")), ',');
	assert_int_equal(txo_list_mark((struct txo_text){ "a\0;", 3 }), ';');
}

static void items_are_added_behind_what_is_there(void **state)
{
	struct txo_buffer b = { 0 };

	(void)state;
	txo_buffer_add_text(&b, "xy");
	txo_list_add(&b, 2, txo_text("redness"));
	assert_string_equal(b.p, "xyredness");
	txo_list_add(&b, 2, txo_text("mild pain"));
	txo_list_add(&b, 2, txo_text("itch"));
	assert_string_equal(b.p, "xyredness;mild pain;itch");
	assert_string_equal(items_of(b.p + 2), "redness/mild pain/itch/");
	txo_buffer_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(items_are_parted_by_three_marks),
		cmocka_unit_test(nothing_between_marks_is_no_item),
		cmocka_unit_test(some_words_say_that_it_is_empty),
		cmocka_unit_test(a_mark_is_found_wherever_it_stands),
		cmocka_unit_test(items_are_added_behind_what_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
