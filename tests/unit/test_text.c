#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "near.h"

static struct txo_text bytes(const char *p, size_t n)
{
	return (struct txo_text){ p, n };
}

/* Are the folded forms of two labels equal? */
static bool same_label(struct txo_text a, struct txo_text b)
{
	struct txo_buffer x = { 0 }, y = { 0 };
	struct txo_text folded_a, folded_b;
	bool same;

	folded_a.n = txo_text_fold_label(a, &x);
	folded_b.n = txo_text_fold_label(b, &y);
	folded_a.p = x.p;
	folded_b.p = y.p;
	same = txo_text_equal(folded_a, folded_b);
	txo_buffer_release(&x);
	txo_buffer_release(&y);
	return same;
}

static void no_string_is_the_empty_text(void **state)
{
	(void)state;
	assert_int_equal(txo_text(NULL).n, 0);
	assert_true(txo_text_equal(txo_text(NULL), txo_text("")));
	assert_int_equal(txo_text_compare(txo_text(NULL), txo_text("")), 0);
	assert_int_equal(txo_text_width(txo_text(NULL)), 0);
	assert_int_equal(txo_text_trim(txo_text(NULL)).n, 0);
}

static void trimming_takes_blanks_from_both_ends(void **state)
{
	static const char *const pair[][2] = {
		{ "", "" },	  { " ", "" },	    { "\t \t", "" },
		{ "a", "a" },	  { "  a\t", "a" }, { " a b ", "a b" },
		{ "\na\n", "a" }, { "\r\n", "" },   { "a\nb\r", "a\nb" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(pair); i++)
		assert_true(txo_text_equal(txo_text_trim(txo_text(pair[i][0])),
					   txo_text(pair[i][1])));
}

static void blanks_are_of_many_kinds(void **state)
{
	static const char *const blank[] = {
		"\xc2\xa0",	"\xe2\x80\x89", "\xe2\x80\xaf", "\xe3\x80\x80",
		"\xe2\x80\x8b", "\xe2\x80\x8f", "\xe2\x81\xa0", "\xef\xbb\xbf",
	};
	char text[32];

	(void)state;
	for (size_t i = 0; i < COUNT(blank); i++) {
		snprintf(text, sizeof(text), "%s \xc3\xa9%s\t%s", blank[i],
			 blank[i], blank[i]);
		assert_true(txo_text_equal(txo_text_trim(txo_text(text)),
					   txo_text("\xc3\xa9")));
		assert_int_equal(txo_text_trim(txo_text(blank[i])).n, 0);
		snprintf(text, sizeof(text), "a%sb", blank[i]);
		assert_int_equal(txo_text_trim(txo_text(text)).n, strlen(text));
	}
	/* bytes that are no UTF-8 are no blanks */
	assert_int_equal(txo_text_trim(txo_text("\xa0\xc2")).n, 2);
	assert_int_equal(txo_text_trim(txo_text("\x80\x8b")).n, 2);
}

static void texts_are_ordered_by_their_bytes(void **state)
{
	static const char *const sorted[] = {
		"", "B", "a", "a b", "ab", "b", "z", "\xc3\xa9",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(sorted); i++)
		for (size_t j = 0; j < COUNT(sorted); j++) {
			int order = txo_text_compare(txo_text(sorted[i]),
						     txo_text(sorted[j]));

			assert_int_equal((order > 0) - (order < 0),
					 (i > j) - (i < j));
		}
	assert_true(txo_text_compare(bytes("a\0b", 3), bytes("a\0c", 3)) < 0);
}

static void only_ascii_letters_have_no_case(void **state)
{
	(void)state;
	assert_true(txo_text_equal_nocase(txo_text("NA"), txo_text("na")));
	assert_true(txo_text_equal_nocase(txo_text("a_Z1"), txo_text("A_z1")));
	assert_false(txo_text_equal_nocase(txo_text("a"), txo_text("ab")));
	assert_false(txo_text_equal_nocase(txo_text("@"), txo_text("`")));
	assert_false(txo_text_equal_nocase(txo_text("\xc3\x89"),
					   txo_text("\xc3\xa9")));
}

static void folding_ignores_case_accents_and_blanks(void **state)
{
	static const char *const pair[][2] = {
		{ "", "" },
		{ "Side_Effects", "sideeffects" },
		{ " skin - type\t", "skintype" },
		{ "S\303\251ance N\302\260 1", "seancen\302\2601" },
		{ "E\xcc\x81TAT", "etat" },
		{ "STRA\303\237E", "strasse" },
		{ "\xc4\xb0lk", "ilk" },
		{ "a\302\240b\343\200\200c", "abc" },
		{ "10\342\200\22320", "1020" },
		{ "\xce\xa3\xce\x86\xcf\x82", "\xcf\x83\xce\xb1\xcf\x83" },
		{ "\xe6\xb2\xbb\xe7\x99\x82", "\xe6\xb2\xbb\xe7\x99\x82" },
	};
	char buf[64];

	(void)state;
	for (size_t i = 0; i < COUNT(pair); i++)
		assert_string_equal(txo_text_fold(txo_text(pair[i][0]), buf,
						  sizeof(buf)),
				    pair[i][1]);
}

static void bytes_of_unknown_encoding_fold_as_ascii(void **state)
{
	char buf[64];

	(void)state;
	assert_string_equal(txo_text_fold(txo_text("S\311ANCE \351"), buf,
					  sizeof(buf)),
			    "s\311ance\351");
	assert_string_equal(txo_text_fold(txo_text("\xc3\x89 \xff"), buf,
					  sizeof(buf)),
			    "\xc3\x89\xff");
}

static void folding_cuts_between_characters(void **state)
{
	char buf[4] = "";

	(void)state;
	assert_string_equal(txo_text_fold(txo_text("ABCDEF"), buf, 4), "abc");
	assert_string_equal(txo_text_fold(txo_text("ab\xc3\xb8"), buf, 4),
			    "ab");
	assert_string_equal(txo_text_fold(txo_text("\xc3\xb8\xc3\xb8"), buf, 4),
			    "\xc3\xb8");
	assert_string_equal(txo_text_fold(txo_text("ab"), buf, 1), "");
	assert_ptr_equal(txo_text_fold(txo_text("ab"), buf, 0), buf);
}

static void folding_twice_is_folding_once(void **state)
{
	char once[64], twice[64], point[5];

	(void)state;
	for (unsigned c = 0x80; c < 0x800; c++) {
		point[0] = (char)(0xc0 | c >> 6);
		point[1] = (char)(0x80 | (c & 63));
		txo_text_fold(bytes(point, 2), once, sizeof(once));
		txo_text_fold(txo_text(once), twice, sizeof(twice));
		assert_string_equal(once, twice);
	}
}

static void assert_label(struct txo_text t, const char *folded)
{
	struct txo_buffer b = { 0 };

	txo_buffer_add_text(&b, "<");
	assert_int_equal(txo_text_fold_label(t, &b), strlen(folded));
	assert_false(b.failed);
	assert_string_equal(b.p + 1, folded);
	assert_true(same_label(t, txo_text(folded)));
	assert_true(same_label(txo_text(folded), t));
	txo_buffer_release(&b);
}

static void labels_fold_case_blanks_and_composition(void **state)
{
	static const char *const pair[][2] = {
		{ "", "" },
		{ " \t\r\n\302\240 ", "" },
		{ "Acne Scars", "acne scars" },
		{ "  acne \302\240 scars\n", "acne scars" },
		{ "acne\343\200\200scars\342\200\257", "acne scars" },
		{ "Acne_Scars-2", "acne_scars-2" },
		{ "CAF\xc3\x89", "caf\xc3\xa9" },
		{ "Cafe\xcc\x81", "caf\xc3\xa9" },
		{ "e\xcc\x81\xcc\xa3", "\341\272\271\xcc\x81" },
		{ "STRA\303\237E", "strasse" },
		{ "\xce\xa3\xcf\x82", "\xcf\x83\xcf\x83" },
		{ "\xe1\x84\x80\xe1\x85\xa1", "\xea\xb0\x80" },
		{ "\xff ABC  \xe9 ", "\xff abc \xe9" },
		{ "\xc3\x89  \xff", "\xc3\x89 \xff" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(pair); i++)
		assert_label(txo_text(pair[i][0]), pair[i][1]);
	assert_label(txo_text(NULL), "");
}

static void labels_differ_in_accents_and_dashes(void **state)
{
	static const char *const pair[][2] = {
		{ "a", "" },	    { "a", "ab" },
		{ "a b", "ab" },    { "a_b", "a b" },
		{ "a-b", "ab" },    { "caf\xc3\xa9", "cafe" },
		{ "\xff", "\xfe" }, { "a b", "a bc" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(pair); i++) {
		assert_false(
			same_label(txo_text(pair[i][0]), txo_text(pair[i][1])));
		assert_false(
			same_label(txo_text(pair[i][1]), txo_text(pair[i][0])));
	}
}

/* n times a composed letter is n times a decomposed one, at each offset. */
static void long_labels_fold_as_short_ones(void **state)
{
	char a[8000], b[8000];

	(void)state;
	for (size_t before = 0; before < 520; before += 13) {
		memset(a, 'X', before);
		memset(b, 'x', before);
		for (size_t i = 0; i < 2000; i++) {
			memcpy(a + before + 2 * i, "\xc3\x89", 2);
			memcpy(b + before + 3 * i, "e\xcc\x81", 3);
		}
		assert_true(same_label(bytes(a, before + 4000),
				       bytes(b, before + 6000)));
		assert_false(same_label(bytes(a, before + 4000),
					bytes(b, before + 5997)));
	}
}

/* Marks in the wrong order, which sorting all at once would take hours for. */
static void a_heap_of_marks_folds_in_time(void **state)
{
	static char marks[1 << 20];
	struct txo_buffer b = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(marks); i += 4)
		memcpy(marks + i, "\xcc\x81\xcc\xa3", 4);
	assert_int_equal(txo_text_fold_label(bytes(marks, sizeof(marks)), &b),
			 sizeof(marks));
	txo_buffer_release(&b);
}

static void folding_a_label_twice_is_folding_it_once(void **state)
{
	char point[5];

	(void)state;
	for (unsigned c = 0x80; c < 0x800; c++) {
		struct txo_buffer once = { 0 }, twice = { 0 };
		size_t n;

		point[0] = (char)(0xc0 | c >> 6);
		point[1] = (char)(0x80 | (c & 63));
		n = txo_text_fold_label(bytes(point, 2), &once);
		txo_text_fold_label(bytes(once.p, n), &twice);
		assert_true(txo_text_equal(bytes(once.p, once.n),
					   bytes(twice.p, twice.n)));
		txo_buffer_release(&once);
		txo_buffer_release(&twice);
	}
}

static void width_counts_columns_not_bytes(void **state)
{
	(void)state;
	assert_int_equal(txo_text_width(txo_text("abc")), 3);
	assert_int_equal(txo_text_width(txo_text("\xc3\xa9t\xc3\xa9")), 3);
	assert_int_equal(txo_text_width(txo_text("e\xcc\x81")), 1);
	assert_int_equal(txo_text_width(txo_text("\xe6\xb2\xbb\xe7\x99\x82")),
			 4);
	assert_int_equal(txo_text_width(txo_text("a\xff\xfe")), 3);
}

static void only_valid_utf8_has_a_length(void **state)
{
	static const struct {
		const char *p;
		size_t n, length;
	} c[] = {
		{ "a", 1, 1 },
		{ "\0", 1, 1 },
		{ "a", 0, 0 },
		{ "\xc3\xa9", 2, 2 },
		{ "\xc3\xa9", 1, 0 },
		{ "\xe2\x82\xac", 3, 3 },
		{ "\xe2\x82\xac", 2, 0 },
		{ "\xf0\x9f\x98\x80", 4, 4 },
		{ "\xf0\x9f\x98\x80", 3, 0 },
		{ "\x80", 1, 0 },
		{ "\xff", 1, 0 },
		{ "\xc0\x80", 2, 0 },
		{ "\xe0\x80\x80", 3, 0 },
		{ "\xed\xa0\x80", 3, 0 },
		{ "\xf4\x90\x80\x80", 4, 0 },
		{ "\303a", 2, 0 },
		{ "\364\217\277\277abc", 7, 4 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(c); i++)
		assert_int_equal(txo_utf8_length(c[i].p, c[i].n), c[i].length);
}

static void a_shown_text_has_no_control_characters(void **state)
{
	static const char *const pair[][2] = {
		{ "", "" },
		{ "plain text", "plain text" },
		{ "a\nb\tc\x7f", "a\\x0ab\\x09c\\x7f" },
		{ "\x1b[31mred", "\\x1b[31mred" },
		{ "\302\2331m", "\\xc2\\x9b1m" },
		{ "\xe2\x80\xa8", "\\xe2\\x80\\xa8" },
		{ "5\xe2\x80\xae"
		  "6",
		  "5\\xe2\\x80\\xae6" },
		{ "\xef\xbb\xbfid", "\\xef\\xbb\\xbfid" },
		{ "caf\xe9", "caf\\xe9" },
		{ "caf\xc3\xa9", "caf\xc3\xa9" },
	};
	char buf[TXO_SHOWN];

	(void)state;
	for (size_t i = 0; i < COUNT(pair); i++)
		assert_string_equal(txo_text_show(txo_text(pair[i][0]), buf),
				    pair[i][1]);
	assert_string_equal(txo_text_show(bytes("a\0b", 3), buf), "a\\x00b");
}

static void a_shown_text_has_at_most_40_characters(void **state)
{
	static const char forty[] = "1234567890123456789012345678901234567890";
	char buf[TXO_SHOWN], text[400], want[TXO_SHOWN];

	(void)state;
	assert_string_equal(txo_text_show(txo_text(forty), buf), forty);
	memcpy(text, forty, 40);
	memcpy(text + 40, "x", 2);
	memcpy(want, forty, 40);
	memcpy(want + 40, "...", 4);
	assert_string_equal(txo_text_show(txo_text(text), buf), want);

	for (size_t i = 0; i < sizeof(text); i += 4)
		memcpy(text + i, "\xf0\x9f\x98\x80", 4);
	txo_text_show(bytes(text, sizeof(text)), buf);
	assert_int_equal(strlen(buf), 163);
	memset(text, 1, sizeof(text));
	txo_text_show(bytes(text, sizeof(text)), buf);
	assert_int_equal(strlen(buf), 43);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_string_is_the_empty_text),
		cmocka_unit_test(trimming_takes_blanks_from_both_ends),
		cmocka_unit_test(blanks_are_of_many_kinds),
		cmocka_unit_test(texts_are_ordered_by_their_bytes),
		cmocka_unit_test(only_ascii_letters_have_no_case),
		cmocka_unit_test(folding_ignores_case_accents_and_blanks),
		cmocka_unit_test(bytes_of_unknown_encoding_fold_as_ascii),
		cmocka_unit_test(folding_cuts_between_characters),
		cmocka_unit_test(folding_twice_is_folding_once),
		cmocka_unit_test(labels_fold_case_blanks_and_composition),
		cmocka_unit_test(labels_differ_in_accents_and_dashes),
		cmocka_unit_test(long_labels_fold_as_short_ones),
		cmocka_unit_test(a_heap_of_marks_folds_in_time),
		cmocka_unit_test(folding_a_label_twice_is_folding_it_once),
		cmocka_unit_test(width_counts_columns_not_bytes),
		cmocka_unit_test(only_valid_utf8_has_a_length),
		cmocka_unit_test(a_shown_text_has_no_control_characters),
		cmocka_unit_test(a_shown_text_has_at_most_40_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
