#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "near.h"

static void check(const char *text, const char *want, unsigned changes)
{
	struct txo_buffer b = { 0 }, again = { 0 };
	struct txo_text t = txo_text(text), got, twice;
	unsigned changed;

	got = txo_text_compose(t, &b, &changed);
	assert_true(txo_text_equal(got, txo_text(want)));
	assert_int_equal(changed, changes);
	assert_true((got.p == t.p) == (changes == 0));
	twice = txo_text_compose(got, &again, &changed);
	assert_true(twice.p == got.p && changed == 0);
	txo_buffer_release(&b);
	txo_buffer_release(&again);
}

static void plain_text_stays_where_it_is(void **state)
{
	(void)state;
	check("", "", 0);
	check("two  words\tand\nlines", "two  words\tand\nlines", 0);
	check("caf\xc3\xa9 \xe6\xb2\xbb\xe7\x99\x82",
	      "caf\xc3\xa9 \xe6\xb2\xbb\xe7\x99\x82", 0);
	check("\xef\xac\x81", "\xef\xac\x81", 0);	/* a ligature */
}

static void letters_are_composed(void **state)
{
	(void)state;
	check("Acne\xcc\x81", "Acn\xc3\xa9", TXO_TEXT_COMPOSED);
	/* e, dot below, circumflex, in either order */
	check("e\xcc\xa3\xcc\x82", "\xe1\xbb\x87", TXO_TEXT_COMPOSED);
	check("e\xcc\x82\xcc\xa3", "\xe1\xbb\x87", TXO_TEXT_COMPOSED);
	/* Hangul, and the sign of Angstrom */
	check("\xe1\x84\x80\xe1\x85\xa1", "\xea\xb0\x80", TXO_TEXT_COMPOSED);
	check("\xe2\x84\xab", "\xc3\x85", TXO_TEXT_COMPOSED);
	/* what composes in no way stays */
	check("q\xcc\x81", "q\xcc\x81", 0);
}

static void blanks_become_plain(void **state)
{
	(void)state;
	check("a\xc2\xa0"
	      "b",
	      "a b", TXO_TEXT_BLANKS);
	check("\xe2\x80\xaf x\xe3\x80\x80", "  x ", TXO_TEXT_BLANKS);
	check("e\xcc\x81\xc2\xa0", "\xc3\xa9 ",
	      TXO_TEXT_BLANKS | TXO_TEXT_COMPOSED);
	check("a\xe2\x80\x8b"
	      "b",
	      "a\xe2\x80\x8b"
	      "b",
	      0); /* of no width: no blank */
}

static void bytes_that_are_no_utf8_stay(void **state)
{
	(void)state;
	check("caf\xe9\xc2\xa0", "caf\xe9\xc2\xa0", 0);
	check("\xcc", "\xcc", 0);
}

/* n marks behind a letter, each of the class below the one before. */
static char *heap_of_marks(size_t n)
{
	static const char *const mark[] = { "\xcc\x81", "\xcc\xa3",
					    "\xcc\x95" };
	char *text = malloc(2 * n + 2);

	assert_non_null(text);
	text[0] = 'e';
	for (size_t i = 0; i < n; i++)
		memcpy(text + 1 + 2 * i, mark[i % 3], 2);
	text[2 * n + 1] = '\0';
	return text;
}

static void a_heap_of_marks_takes_no_time(void **state)
{
	char *text = heap_of_marks(1000000);

	(void)state;
	check(text, text, 0);
	/* these decompose into marks, but are none themselves */
	for (size_t i = 1; i + 3 <= 2000000; i += 3)
		memcpy(text + i, "\xe0\xbd\xb3", 3);
	text[1 + 3 * 600000] = '\0';
	check(text, text, 0);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text_stays_where_it_is),
		cmocka_unit_test(letters_are_composed),
		cmocka_unit_test(blanks_become_plain),
		cmocka_unit_test(bytes_that_are_no_utf8_stay),
		cmocka_unit_test(a_heap_of_marks_takes_no_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
