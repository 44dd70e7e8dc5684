#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "near.h"
#include "txo/decimal.h"
#include "txo/note.h"
#include "txo/reliable_change.h"

static struct txo_value value(const char *text)
{
	struct txo_value v = { NAN, 0 };
	struct txo_decimal d;

	if (!*text)
		return v;
	assert_int_equal(txo_decimal_parse(text, strlen(text), &d, NULL),
			 TXO_OK);
	txo_decimal_value(d, &v.x, &v.lo);
	return v;
}

static struct txo_class_rule rule(enum txo_class_method method,
				  const char *change, const char *cutoff)
{
	return (struct txo_class_rule){ .method = method,
					.change = value(change),
					.cutoff = value(cutoff) };
}

static void assert_class(const struct txo_class_rule *r, const char *pre,
			 const char *post, enum txo_class expected)
{
	unsigned note = 0;
	enum txo_class class = txo_class_of(r, value(pre), value(post), &note);

	if (class != expected)
		print_error("%s to %s is %s, expected %s\n", pre, post,
			    txo_class_name(class), txo_class_name(expected));
	assert_int_equal(class, expected);
}

static unsigned note_of(const struct txo_class_rule *r, const char *pre,
			const char *post)
{
	unsigned note = 0;

	assert_int_equal(txo_class_of(r, value(pre), value(post), &note),
			 TXO_CLASS_NONE);
	return note;
}

/* In doubles 0.7 - 0.4 is below 0.3, 1.1 - 0.8 above, 0.6 - 0.3 equal. */
static void a_minimal_difference_of_decimals_is_one(void **state)
{
	struct txo_class_rule r = rule(TXO_CLASS_MCID, "0.3", "");

	(void)state;
	assert_class(&r, "0.7", "0.4", TXO_IMPROVED);
	assert_class(&r, "1.1", "0.8", TXO_IMPROVED);
	assert_class(&r, "0.6", "0.3", TXO_IMPROVED);
	assert_class(&r, "0.4", "0.7", TXO_DETERIORATED);
	assert_class(&r, "0.7", "0.4000000000000001", TXO_UNCHANGED);
	assert_class(&r, "0.7", "0.3999999999999999", TXO_IMPROVED);
	r.higher_better = true;
	assert_class(&r, "0.7", "0.4", TXO_DETERIORATED);
	assert_class(&r, "0.4", "0.7", TXO_IMPROVED);
}

/* All changes by k tenths between numbers of one decimal, 0.0 to 9.9. */
static void tenths_are_compared_as_whole_numbers_are(void **state)
{
	(void)state;
	for (int k = 1; k < 100; k++) {
		char text[3][16];
		struct txo_class_rule r;

		snprintf(text[2], sizeof(text[2]), "%d.%d", k / 10, k % 10);
		r = rule(TXO_CLASS_MCID, text[2], "");
		for (int a = 0; a < 100; a++)
			for (int b = 0; b < 100; b++) {
				snprintf(text[0], sizeof(text[0]), "%d.%d",
					 a / 10, a % 10);
				snprintf(text[1], sizeof(text[1]), "%d.%d",
					 b / 10, b % 10);
				assert_class(&r, text[0], text[1],
					     a - b >= k ? TXO_IMPROVED :
					     b - a >= k ? TXO_DETERIORATED :
							  TXO_UNCHANGED);
			}
	}
}

static void reliable_is_beyond_the_threshold(void **state)
{
	struct txo_class_rule r = rule(TXO_CLASS_RCI, "5", "");

	(void)state;
	assert_class(&r, "20", "15", TXO_UNCHANGED);
	assert_class(&r, "20", "14.9", TXO_IMPROVED);
	assert_class(&r, "20", "25", TXO_UNCHANGED);
	assert_class(&r, "20", "25.1", TXO_DETERIORATED);
	r.change = value("0");
	assert_class(&r, "20", "20", TXO_UNCHANGED);
	assert_class(&r, "0.7", "0.7", TXO_UNCHANGED);
	assert_class(&r, "20", "19.999999999999999", TXO_IMPROVED);
}

static void a_percentage_is_reached_exactly(void **state)
{
	struct txo_class_rule r = rule(TXO_CLASS_PERCENT, "30", "");

	(void)state;
	assert_class(&r, "0.7", "0.49", TXO_IMPROVED);
	assert_class(&r, "0.7", "0.91", TXO_DETERIORATED);
	assert_class(&r, "0.7", "0.4900000001", TXO_UNCHANGED);
	assert_class(&r, "-10", "-13", TXO_IMPROVED);
	assert_class(&r, "-10", "-7", TXO_DETERIORATED);
	r.change = value("33.3");
	assert_class(&r, "1000", "667", TXO_IMPROVED);
	assert_class(&r, "1000", "667.1", TXO_UNCHANGED);
}

static void a_percentage_of_zero_is_no_class(void **state)
{
	struct txo_class_rule r = rule(TXO_CLASS_PERCENT, "50", "");

	(void)state;
	assert_int_equal(note_of(&r, "0", "5"), TXO_NOTE_ZEROBASE);
	assert_int_equal(note_of(&r, "0", "0"), TXO_NOTE_ZEROBASE);
	r.higher_better = true;
	assert_int_equal(note_of(&r, "0", "5"), TXO_NOTE_ZEROBASE);
}

/* A scale from 6 to 60: from 18 on, 6 is 100 % of what is possible. */
static void what_is_possible_ends_with_the_scale(void **state)
{
	struct txo_class_rule r = rule(TXO_CLASS_PERCENT, "50", "");

	(void)state;
	r.of_possible = true;
	r.best = value("6");
	assert_class(&r, "18", "12", TXO_IMPROVED);
	assert_class(&r, "18", "12.1", TXO_UNCHANGED);
	assert_class(&r, "18", "24", TXO_DETERIORATED);
	assert_int_equal(note_of(&r, "6", "8"), TXO_NOTE_ZEROBASE);
	r.higher_better = true;
	r.best = value("60");
	assert_class(&r, "40", "50", TXO_IMPROVED);
	assert_class(&r, "40", "30", TXO_DETERIORATED);
}

static void a_score_at_the_cutoff_is_on_neither_side(void **state)
{
	struct txo_class_rule r = rule(TXO_CLASS_CUTOFF, "", "10.3");

	(void)state;
	assert_class(&r, "15", "5", TXO_IMPROVED);
	assert_class(&r, "5", "15", TXO_DETERIORATED);
	assert_class(&r, "15", "10.3", TXO_UNCHANGED);
	assert_class(&r, "10.3", "5", TXO_UNCHANGED);
	assert_class(&r, "15", "10.29", TXO_IMPROVED);
	assert_class(&r, "15", "11", TXO_UNCHANGED);
	r.slack = 0.1;
	assert_class(&r, "15", "10.29", TXO_UNCHANGED);
	assert_class(&r, "15", "10.1", TXO_IMPROVED);
}

static void recovered_is_reliable_and_across_the_cutoff(void **state)
{
	struct txo_class_rule r = rule(TXO_CLASS_COMBINED, "5", "10");

	(void)state;
	assert_class(&r, "20", "9", TXO_RECOVERED);
	assert_class(&r, "20", "12", TXO_IMPROVED);
	assert_class(&r, "20", "10", TXO_IMPROVED);
	assert_class(&r, "9", "3", TXO_IMPROVED);
	assert_class(&r, "12", "8", TXO_UNCHANGED);
	assert_class(&r, "8", "12", TXO_UNCHANGED);
	assert_class(&r, "8", "14", TXO_HARMED);
	assert_class(&r, "12", "18", TXO_DETERIORATED);
	assert_class(&r, "1", "7", TXO_DETERIORATED);
	assert_class(&r, "10", "16", TXO_DETERIORATED);
}

static void what_is_missing_is_told(void **state)
{
	struct txo_class_rule r = rule(TXO_CLASS_COMBINED, "5", "10");

	(void)state;
	assert_int_equal(note_of(&r, "", "5"), TXO_NOTE_NODATA);
	assert_int_equal(note_of(&r, "5", ""), TXO_NOTE_NODATA);
	r = rule(TXO_CLASS_COMBINED, "", "10");
	assert_int_equal(note_of(&r, "5", "5"), TXO_NOTE_SMALLN);
	r = rule(TXO_CLASS_COMBINED, "5", "");
	assert_int_equal(note_of(&r, "5", "5"), TXO_NOTE_SMALLN);
	r = rule(TXO_CLASS_MCID, "1", "");
	assert_int_equal(note_of(&r, "1e308", "-1e308"), TXO_NOTE_OVERFLOW);
	assert_class(&r, "1e299", "-1e299", TXO_IMPROVED);
}

static void changes_are_rounded_once(void **state)
{
	(void)state;
	assert_same(txo_change(value("0.7"), value("0.4")), -0.3);
	assert_same(txo_change(value("0.1"), value("0.3")), 0.2);
	assert_nan(txo_change(value(""), value("0.3")));
	assert_same(txo_percent_change(value("0.7"), value("0.49")), -30.0);
	assert_same(txo_percent_change(value("-10"), value("-7")), 30.0);
	assert_nan(txo_percent_change(value("0"), value("1")));
	assert_nan(txo_percent_change(value("1"), value("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_minimal_difference_of_decimals_is_one),
		cmocka_unit_test(tenths_are_compared_as_whole_numbers_are),
		cmocka_unit_test(reliable_is_beyond_the_threshold),
		cmocka_unit_test(a_percentage_is_reached_exactly),
		cmocka_unit_test(a_percentage_of_zero_is_no_class),
		cmocka_unit_test(what_is_possible_ends_with_the_scale),
		cmocka_unit_test(a_score_at_the_cutoff_is_on_neither_side),
		cmocka_unit_test(recovered_is_reliable_and_across_the_cutoff),
		cmocka_unit_test(what_is_missing_is_told),
		cmocka_unit_test(changes_are_rounded_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
