#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "txo/estimate.h"
#include "txo/note.h"
#include "txo/version.h"

static void every_note_has_its_own_bit_and_code(void **state)
{
	const struct txo_note_entry *a, *b;
	unsigned all = 0;

	(void)state;
	for (a = txo_notes(); a->code; a++) {
		assert_int_equal(strncmp(a->code, "W-", 2), 0);
		assert_true(strlen(a->meaning) > 0);
		assert_true(a->meaning[strlen(a->meaning) - 1] != '.');
		assert_true(a->bit && (a->bit & (a->bit - 1)) == 0);
		assert_int_equal(all & a->bit, 0);
		all |= a->bit;
		for (b = txo_notes(); b < a; b++)
			assert_string_not_equal(a->code, b->code);
	}
	assert_int_equal(all, (TXO_NOTE_COLLINEAR << 1) - 1);
}

static void no_note_is_an_empty_text(void **state)
{
	char buf[80] = "before";

	(void)state;
	assert_string_equal(txo_note_text(0, buf, sizeof(buf)), "");
}

static void codes_are_parted_by_blanks(void **state)
{
	char buf[80];

	(void)state;
	assert_string_equal(txo_note_text(TXO_NOTE_TIES, buf, sizeof(buf)),
			    "W-TIES");
	assert_string_equal(txo_note_text(TXO_NOTE_OVERFLOW | TXO_NOTE_SMALLN |
						  TXO_NOTE_CONST,
					  buf, sizeof(buf)),
			    "W-SMALLN W-CONST W-OVERFLOW");
}

static void all_codes_fit_into_the_size_named(void **state)
{
	char buf[TXO_NOTE_SIZE];

	(void)state;
	assert_string_equal(txo_note_text(~0u, buf, sizeof(buf)),
			    "W-NODATA W-SMALLN W-CONST W-TIES W-NONPOS "
			    "W-ZEROMEAN W-PERFECT W-OVERFLOW W-ZEROCELL "
			    "W-FEWGROUPS W-ZEROS W-ZEROBASE W-INCOMPLETE "
			    "W-APPROX W-OPEN W-SPARSE W-WITHHELD "
			    "W-UNFINISHED W-UNREACHED W-BEYOND W-UNBOUNDED "
			    "W-COLLINEAR");
}

static void codes_are_never_cut_in_two(void **state)
{
	unsigned two = TXO_NOTE_NODATA | TXO_NOTE_TIES;
	char buf[16];

	(void)state;
	assert_string_equal(txo_note_text(two, buf, 16), "W-NODATA W-TIES");
	assert_string_equal(txo_note_text(two, buf, 15), "W-NODATA");
	assert_string_equal(txo_note_text(two, buf, 8), "");
	assert_string_equal(txo_note_text(two, buf, 1), "");
	assert_ptr_equal(txo_note_text(two, buf, 0), buf);
}

static void of_no_estimate_nothing_is_known(void **state)
{
	struct txo_estimate e = txo_estimate_none("t test");

	(void)state;
	assert_nan(e.estimate);
	assert_nan(e.std_error);
	assert_nan(e.statistic);
	assert_nan(e.df);
	assert_nan(e.p_value);
	assert_nan(e.conf_low);
	assert_nan(e.conf_high);
	assert_string_equal(e.method, "t test");
	assert_int_equal(e.note, 0);
}

static void the_version_is_that_of_the_header(void **state)
{
	(void)state;
	assert_string_equal(txo_version(), TXO_VERSION);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_note_has_its_own_bit_and_code),
		cmocka_unit_test(no_note_is_an_empty_text),
		cmocka_unit_test(codes_are_parted_by_blanks),
		cmocka_unit_test(all_codes_fit_into_the_size_named),
		cmocka_unit_test(codes_are_never_cut_in_two),
		cmocka_unit_test(of_no_estimate_nothing_is_known),
		cmocka_unit_test(the_version_is_that_of_the_header),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
