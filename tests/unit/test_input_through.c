/*
 * Text that needs no decoding is read to where it is wanted: with borders between
 * reads anywhere, it comes out as it always did, faults at the same bytes and
 * lines.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "bytes.h"
#include "data/decode.h"

/* So many bytes are decoded from the start, in any case. */
#define START 64

/* `start` letters in lines of ten, then the bytes. */
static size_t text_of(char *text, size_t start, const char *bytes, size_t n)
{
	for (size_t i = 0; i < start; i++)
		text[i] = i % 10 == 9 ? '\n' : 'a';
	memcpy(text + start, bytes, n);
	return start + n;
}

/*
 * Read in one go, then with every border between two reads: no difference. A
 * read must have room for a whole piece and what was left.
 */
static struct result read_parted(const char *p, size_t n)
{
	struct result whole = read_to_end(feed_bytes(p, n), NULL, 512);

	for (size_t size = 16; size <= 40; size++) {
		struct result r = read_to_end(feed_bytes(p, n), NULL, size);

		check_same(&r, &whole);
	}
	for (size_t piece = 1; piece <= n; piece++) {
		struct result r = read_to_end(feed_pieces(p, n, piece), NULL,
					      16 + piece);

		check_same(&r, &whole);
	}
	return whole;
}

static void characters_may_be_parted_by_a_read_anywhere(void **state)
{
	static const char bytes[] = "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\r\n"
				    "\xed\x9f\xbf\xf4\x8f\xbf\xbf.\xc3\xa9";
	char text[200];

	(void)state;
	for (size_t start = START; start < START + 24; start++) {
		size_t n = text_of(text, start, bytes, sizeof(bytes) - 1);
		struct result r = read_parted(text, n);

		text[n] = '\0';
		check_text(&r, text);
		assert_string_equal(r.in.encoding_found, "UTF-8");
		assert_false(r.in.assumed_1252);
	}
}

/* The bytes behind `start` others: faulty after so many of them. */
static void check_faults(const char *bytes, size_t n, size_t good,
			 uint64_t lines, const char *rest)
{
	char text[200], before[200], sentence[200];

	for (size_t start = START; start < START + 24; start++) {
		struct result r = read_parted(text,
					      text_of(text, start, bytes, n));

		memcpy(before, text, start + good);
		before[start + good] = '\0';
		snprintf(sentence, sizeof(sentence),
			 "not valid UTF-8 at byte %zu%s", start + good + 1,
			 rest);
		check_fault(&r, before, 1 + start / 10 + lines, sentence);
	}
}

static void what_is_not_valid_is_told_at_its_byte_and_line(void **state)
{
	(void)state;
	check_faults(BYTES("\xc3\xa9\n\r\n\xe4,b\n"), 5, 2, "; say --encoding");
	check_faults(BYTES("\xc3\xa9\n\rbc\xc3"), 6, 2, "; say --encoding");
	check_faults(BYTES("\xe2\x82\xac\xe2\x82,"), 3, 0, "; say --encoding");
	check_faults(BYTES("\xf0\x9f\x98\x80\xed\xa0\x80"), 4, 0,
		     "; say --encoding");
}

static void windows_1252_may_begin_late(void **state)
{
	char text[200], expected[200];

	(void)state;
	for (size_t start = START; start < START + 24; start++) {
		size_t n = text_of(text, start, BYTES("b\xe4\n\x80,c"));
		struct result r = read_parted(text, n);

		n = text_of(expected, start,
			    BYTES("b\xc3\xa4\n\xe2\x82\xac,c"));
		expected[n] = '\0';
		check_text(&r, expected);
		assert_true(r.in.assumed_1252);
	}
}

static void two_encodings_are_told_with_the_places_of_both(void **state)
{
	char text[200], before[200], sentence[200];

	(void)state;
	for (size_t start = START; start < START + 24; start++) {
		size_t n = text_of(text, start, BYTES("\xe4\n\xc3\xa9"));
		struct result r = read_parted(text, n);

		n = text_of(before, start, BYTES("\xc3\xa4\n"));
		before[n] = '\0';
		snprintf(sentence, sizeof(sentence),
			 "UTF-8 at byte %zu, but not at byte %zu (line %zu): "
			 "two encodings in one file; say --encoding",
			 start + 3, start + 1, 1 + start / 10);
		check_fault(&r, before, 2 + start / 10, sentence);
	}
}

static void a_mark_at_the_start_is_no_text_wherever_reads_part_it(void **state)
{
	char text[200] = "\xef\xbb\xbf";
	size_t n = 3 + text_of(text + 3, START + 9, BYTES("\xc3\xa9,\n"));
	struct result r = read_parted(text, n);

	(void)state;
	text[n] = '\0';
	check_text(&r, text + 3);
	assert_true(r.in.bom);
}

/* Bytes and lines, over pieces of any size. */
static void a_decoder_that_takes_text_counts_it(void **state)
{
	static const char text[] = "a\r\nb\rc\n\n\xc3\xa9\r\n\xe2\x82\xac,\r";
	const size_t n = sizeof(text) - 1;

	(void)state;
	for (size_t piece = 3; piece <= n; piece++) {
		struct txo_decoder d;
		size_t at = 0;

		assert_int_equal(txo_decoder_init(&d, NULL, text, n, NULL),
				 TXO_OK);
		assert_true(txo_decoder_is_plain(&d));
		while (at < n) {
			size_t left = n - at < piece ? n - at : piece;
			size_t good = txo_decoder_take(&d, text + at, left);

			assert_true(good > 0 && good <= left);
			at += good;
			assert_int_equal(d.bytes, at);
		}
		assert_int_equal(d.line, 7);
		assert_true(txo_decoder_is_plain(&d));
		txo_decoder_release(&d);
	}
}

static void it_takes_whole_and_valid_characters_only(void **state)
{
	struct txo_decoder d;

	(void)state;
	assert_int_equal(txo_decoder_init(&d, NULL, "", 0, NULL), TXO_OK);
	assert_int_equal(txo_decoder_take(&d, BYTES("\n\xc3")), 1);
	assert_int_equal(txo_decoder_take(&d, BYTES("\xc3")), 0);
	assert_int_equal(txo_decoder_take(&d, BYTES("\xc3\xa9\n\xff\n\n")), 3);
	assert_int_equal(txo_decoder_take(&d, BYTES("\xf0\x9f\x98")), 0);
	assert_int_equal(d.bytes, 4);
	assert_int_equal(d.line, 3);
	txo_decoder_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(characters_may_be_parted_by_a_read_anywhere),
		cmocka_unit_test(
			what_is_not_valid_is_told_at_its_byte_and_line),
		cmocka_unit_test(windows_1252_may_begin_late),
		cmocka_unit_test(
			two_encodings_are_told_with_the_places_of_both),
		cmocka_unit_test(
			a_mark_at_the_start_is_no_text_wherever_reads_part_it),
		cmocka_unit_test(a_decoder_that_takes_text_counts_it),
		cmocka_unit_test(it_takes_whole_and_valid_characters_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
