#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bytes.h"

static void bytes_come_as_they_are(void **state)
{
	(void)state;
	check("", 0, "");
	check(BYTES("a"), "a");
	check(BYTES("abc"), "abc");
	check(BYTES("the quick brown fox jumps over the lazy dog"),
	      "the quick brown fox jumps over the lazy dog");
	check(BYTES("PK,x"), "PK,x");
	check(BYTES("\x1f"), "\x1f");
}

static void what_was_found_is_told(void **state)
{
	struct txo_input unread = { .fd = -1 };
	struct result r;

	(void)state;
	txo_input_release(&unread);
	assert_null(unread.encoding_found);
	r = check(BYTES("score\n1\n"), "score\n1\n");
	assert_string_equal(r.in.encoding_found, "UTF-8");
	assert_null(r.in.compression);
	assert_false(r.in.bom);
	assert_false(r.in.assumed_1252);
	assert_int_equal(r.in.bytes_read, 8);
	assert_int_equal(r.in.bytes_unpacked, 8);
}

static void a_mark_at_the_start_is_left_out_once(void **state)
{
	struct result r;

	(void)state;
	check(BYTES("\xef\xbb\xbf"), "");
	check(BYTES("\xef\xbb\xbf,"), ",");
	r = check(BYTES("\xef\xbb\xbf\"a\"\n1\n"), "\"a\"\n1\n");
	assert_true(r.in.bom);
	assert_string_equal(r.in.encoding_found, "UTF-8");
	check(BYTES("\xef\xbb\xbf\xef\xbb\xbf,"), "\xef\xbb\xbf,");
	r = check(BYTES("hello\xef\xbb\xbf"), "hello\xef\xbb\xbf");
	assert_false(r.in.bom);
}

static void utf8_is_verified_to_the_end(void **state)
{
	static const char text[] = "a\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80 "
				   "\xe0\xa0\x80 \xf0\x90\x80\x80 "
				   "\xed\x9f\xbf \xf4\x8f\xbf\xbf\xef\xbf\xbf";
	struct result r = check(BYTES(text), text);

	(void)state;
	assert_string_equal(r.in.encoding_found, "UTF-8");
	fails(BYTES("\xc3\xa9\nb\xe9,"), "\xc3\xa9\nb", 2,
	      "not valid UTF-8 at byte 5; say --encoding");
	fails(BYTES("\xc3\xa9\r\n\r\xe2\x82"), "\xc3\xa9\r\n\r", 3,
	      "not valid UTF-8 at byte 6; say --encoding");
	fails(BYTES("\xc3\xa9\xed\xa0\x80"), "\xc3\xa9", 1,
	      "not valid UTF-8 at byte 3; say --encoding");
	fails(BYTES("\xc3\xa9\xc0\x80"), "\xc3\xa9", 1,
	      "not valid UTF-8 at byte 3; say --encoding");
	fails(BYTES("\xc3\xa9\xf4\x90\x80\x80"), "\xc3\xa9", 1,
	      "not valid UTF-8 at byte 3; say --encoding");
	fails(BYTES("\xef\xbb\xbf"
		    "a\xe9"),
	      "a", 1,
	      "not valid UTF-8 at byte 5, which its byte order mark says it "
	      "is");
}

static void what_is_not_utf8_is_windows_1252(void **state)
{
	struct result r = check(
		BYTES("a\nAcn\xe9,\x80\x9f\xff\n"),
		"a\nAcn\xc3\xa9,\xe2\x82\xac\xc5\xb8\xc3\xbf\n");

	(void)state;
	assert_true(r.in.assumed_1252);
	assert_string_equal(r.in.encoding_found, "windows-1252");
	r = check(BYTES("\xef\xbb"), "\xc3\xaf\xc2\xbb");
	assert_true(r.in.assumed_1252);
	r = check(BYTES("a\xc3"), "a\xc3\x83");
	assert_true(r.in.assumed_1252);
	check(BYTES("\xe9\xe9\xe9\xa0"), "\xc3\xa9\xc3\xa9\xc3\xa9\xc2\xa0");
}

static void two_encodings_in_one_file_are_refused(void **state)
{
	(void)state;
	fails(BYTES("a\n\xe9\nb\xc3\xa9\n"), "a\n\xc3\xa9\nb", 3,
	      "UTF-8 at byte 6, but not at byte 3 (line 2): two encodings in "
	      "one file; say --encoding");
	fails(BYTES("\xe9\xe2\x82\xac"), "\xc3\xa9", 1,
	      "UTF-8 at byte 2, but not at byte 1 (line 1): two encodings in "
	      "one file; say --encoding");
}

static void bytes_that_windows_1252_lacks_are_refused(void **state)
{
	static const unsigned char lacking[] = { 0x81, 0x8d, 0x8f, 0x90, 0x9d };

	(void)state;
	for (size_t i = 0; i < COUNT(lacking); i++) {
		char in[] = { '\n', (char)lacking[i], ',' }, text[128];
		struct result r = read_any(in, sizeof(in), NULL);

		snprintf(text, sizeof(text),
			 "byte 2 is 0x%02x, which is neither UTF-8 nor "
			 "Windows-1252; say --encoding",
			 lacking[i]);
		check_fault(&r, "\n", 2, text);
		r = read_any(in, sizeof(in), "windows-1252");
		snprintf(text, sizeof(text),
			 "byte 2 is 0x%02x, which Windows-1252 does not have",
			 lacking[i]);
		check_fault(&r, "\n", 2, text);
	}
}

/* All other bytes, against iconv's own table by another of its names. */
static void windows_1252_is_as_iconv_has_it(void **state)
{
	(void)state;
	for (int c = 1; c < 256; c++) {
		char in[] = { 'a', (char)c };
		struct result ours, theirs;

		if (c == 0x81 || c == 0x8d || c == 0x8f || c == 0x90 ||
		    c == 0x9d)
			continue;
		ours = read_to_end(feed_bytes(in, 2), "Windows-1252", 64);
		theirs = read_to_end(feed_bytes(in, 2), "MS-ANSI", 64);
		assert_int_equal(ours.status, TXO_OK);
		assert_int_equal(theirs.status, TXO_OK);
		assert_int_equal(ours.n, theirs.n);
		assert_memory_equal(ours.out, theirs.out, ours.n);
		assert_false(ours.in.assumed_1252);
	}
}

static void utf16_is_known_by_its_mark(void **state)
{
	struct result r;

	(void)state;
	r = check(BYTES(LE "a\0\n\0\xe9\0\xac\x20\x3d\xd8\0\xde\n\0"),
		  "a\n\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\n");
	assert_string_equal(r.in.encoding_found, "UTF-16LE");
	assert_true(r.in.bom);
	r = check(BYTES(BE "\0a\0\n\0\xe9\x20\xac\xd8\x3d\xde\0\0\n"),
		  "a\n\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\n");
	assert_string_equal(r.in.encoding_found, "UTF-16BE");
	check(BYTES(LE), "");
	check(BYTES(BE "\xff\xff"), "\xef\xbf\xbf");
}

static void utf16_is_known_by_its_nuls(void **state)
{
	struct result r;

	(void)state;
	r = check(BYTES("s\0c\0\n\0001\0\n\0"), "sc\n1\n");
	assert_string_equal(r.in.encoding_found, "UTF-16LE");
	assert_false(r.in.bom);
	r = check(BYTES("\0s\0c\0\n\0001\0\n"), "sc\n1\n");
	assert_string_equal(r.in.encoding_found, "UTF-16BE");
	r = read_any(BYTES("id,sc\0ore\n1,2\n"), NULL);
	assert_string_equal(r.in.encoding_found, "UTF-8");
	assert_int_equal(r.n, 14);
	r = read_any(BYTES("\0\0\0\0"), NULL);
	assert_string_equal(r.in.encoding_found, "UTF-8");
}

static void utf16_is_verified_to_the_end(void **state)
{
	(void)state;
	fails(BYTES(LE "a\0\n\0\x3d\xd8 \0"), "a\n", 2,
	      "not valid UTF-16LE at byte 7: half of a surrogate pair");
	fails(BYTES(LE "a\0\x3d\xd8\x3d\xd8"), "a", 1,
	      "not valid UTF-16LE at byte 5: half of a surrogate pair");
	fails(BYTES(LE "a\0\x3d\xd8"), "a", 1,
	      "not valid UTF-16LE at byte 5: half of a surrogate pair");
	fails(BYTES(LE "a\0\x3d\xd8\x00"), "a", 1,
	      "not valid UTF-16LE at byte 5: half of a surrogate pair");
	fails(BYTES(BE "\0a\xde\0\0b"), "a", 1,
	      "not valid UTF-16BE at byte 5: half of a surrogate pair");
	fails(BYTES(LE "a\0b"), "a", 1,
	      "not valid UTF-16LE at byte 5: the text ends within a character");
}

static void what_the_user_says_overrides(void **state)
{
	static const struct {
		const char *name;
		const char *bytes;
		size_t n;
		const char *expected, *found;
	} said[] = {
		{ "windows-1252", BYTES("\xc3\xa9"), "\xc3\x83\xc2\xa9",
		  "windows-1252" },
		{ "cp1252", BYTES("m\xe9"), "m\xc3\xa9", "windows-1252" },
		{ "utf8", BYTES("m\xc3\xa9"), "m\xc3\xa9", "UTF-8" },
		{ "UTF-8", BYTES("\xef\xbb\xbfm"), "m", "UTF-8" },
		{ "ISO-8859-2", BYTES("\xb1"), "\xc4\x85", "ISO-8859-2" },
		{ "latin1", BYTES("\x81"), "\xc2\x81", "latin1" },
		{ "KOI8-R", BYTES("\xff\xfe"), "\xd0\xaa\xd0\xa7", "KOI8-R" },
		{ "CP850", BYTES("\x82,\x81"), "\xc3\xa9,\xc3\xbc", "CP850" },
		{ "UTF-16LE", BYTES("a\0"), "a", "UTF-16LE" },
		{ "UTF-16BE", BYTES("\xfe\xff\0a"), "a", "UTF-16BE" },
		{ "utf-16", BYTES("\xfe\xff\0a"), "a", "UTF-16BE" },
		{ "UTF-16", BYTES("a\0b\0"), "ab", "UTF-16LE" },
		{ "UTF-16", "", 0, "", "UTF-8" },
		{ "UTF-32LE", BYTES("\xff\xfe\0\0a\0\0\0"), "a", "UTF-32LE" },
		{ "Shift_JIS", BYTES("\x83\x65\x83\x58\x83\x67"),
		  "\xe3\x83\x86\xe3\x82\xb9\xe3\x83\x88", "Shift_JIS" },
		{ "ISO-2022-JP", BYTES("\x1b$B%F\x1b(B,a"), "\xe3\x83\x86,a",
		  "ISO-2022-JP" },
		{ "GB18030", BYTES("\x81\x30\x81\x30\xd6\xd0"),
		  "\xc2\x80\xe4\xb8\xad", "GB18030" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(said); i++) {
		struct result r = read_any(said[i].bytes, said[i].n,
					   said[i].name);

		check_text(&r, said[i].expected);
		assert_string_equal(r.in.encoding_found, said[i].found);
		assert_false(r.in.assumed_1252);
	}
}

static void what_the_user_says_is_verified_too(void **state)
{
	static const struct {
		const char *name;
		const char *bytes;
		size_t n;
		const char *before, *text;
		uint64_t line;
	} said[] = {
		{ "utf-8", BYTES("a\n\xe9"), "a\n", "not valid UTF-8 at byte 3",
		  2 },
		{ "ASCII", BYTES("a\n\xe9"), "a\n", "not valid ASCII at byte 3",
		  2 },
		{ "Shift_JIS", BYTES("a\n\x83"), "a\n",
		  "not valid Shift_JIS at byte 3: the text ends within a "
		  "character",
		  2 },
		{ "UTF-16", BYTES("score"), "",
		  "it does not look like UTF-16; if it is, say --encoding "
		  "UTF-16LE or UTF-16BE",
		  0 },
		{ "windows-1252", BYTES("\xef\xbb\xbfm"), "",
		  "it begins with the byte order mark of UTF-8, which "
		  "contradicts --encoding windows-1252",
		  0 },
		{ "ISO-8859-1", BYTES("\xef\xbb\xbfm"), "",
		  "it begins with the byte order mark of UTF-8, which "
		  "contradicts --encoding ISO-8859-1",
		  0 },
		{ "UTF-16LE", BYTES("\xfe\xff\0a"), "",
		  "it begins with the byte order mark of UTF-16BE, which "
		  "contradicts --encoding UTF-16LE",
		  0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(said); i++) {
		struct result r = read_any(said[i].bytes, said[i].n,
					   said[i].name);

		check_fault(&r, said[i].before, said[i].line, said[i].text);
	}
}

static void an_unknown_encoding_is_wrong_use(void **state)
{
	static const char *const name[] = {
		"", " ", "?", "utf9", "latin1//IGNORE", "no-such"
	};

	(void)state;
	for (size_t i = 0; i < COUNT(name); i++) {
		struct result r = read_any(BYTES("score\n"), name[i]);
		char start[64];

		snprintf(start, sizeof(start), "there is no encoding '%s'",
			 name[i]);
		assert_int_equal(r.status, TXO_USAGE);
		assert_memory_equal(r.err.text, start, strlen(start));
	}
}

static void what_is_no_plain_text_is_refused_by_name(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		const char *word;
	} foreign[] = {
		{ BYTES("PK\x03\x04rest"), "ZIP" },
		{ BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"), "Excel" },
		{ BYTES("%PDF-1.7\n"), "PDF" },
		{ BYTES("\xfd"
			"7zXZ\0\0"),
		  "xzcat" },
		{ BYTES("BZh91AY&SYrest"), "bzcat" },
		{ BYTES("\xff\xfe\0\0a\0\0\0"), "UTF-32" },
		{ BYTES("\0\0\xfe\xff\0\0\0a"), "UTF-32" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(foreign); i++) {
		struct result r = read_any(foreign[i].bytes, foreign[i].n,
					   NULL);

		assert_int_equal(r.status, TXO_DATA);
		assert_int_equal(r.n, 0);
		assert_non_null(strstr(r.err.text, foreign[i].word));
	}
}

static void a_failed_read_is_told(void **state)
{
	struct txo_input in = { .fd = -1 };
	struct txo_error err = { 0 };
	char out[16];
	size_t n = 7;

	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_int_equal(txo_input_read(&in, out, sizeof(out), &n,
						&err),
				 TXO_IO);
		assert_int_equal(n, 0);
		assert_string_equal(err.text,
				    "cannot read: Bad file descriptor");
	}
	txo_input_release(&in);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_come_as_they_are),
		cmocka_unit_test(what_was_found_is_told),
		cmocka_unit_test(a_mark_at_the_start_is_left_out_once),
		cmocka_unit_test(utf8_is_verified_to_the_end),
		cmocka_unit_test(what_is_not_utf8_is_windows_1252),
		cmocka_unit_test(two_encodings_in_one_file_are_refused),
		cmocka_unit_test(bytes_that_windows_1252_lacks_are_refused),
		cmocka_unit_test(windows_1252_is_as_iconv_has_it),
		cmocka_unit_test(utf16_is_known_by_its_mark),
		cmocka_unit_test(utf16_is_known_by_its_nuls),
		cmocka_unit_test(utf16_is_verified_to_the_end),
		cmocka_unit_test(what_the_user_says_overrides),
		cmocka_unit_test(what_the_user_says_is_verified_too),
		cmocka_unit_test(an_unknown_encoding_is_wrong_use),
		cmocka_unit_test(what_is_no_plain_text_is_refused_by_name),
		cmocka_unit_test(a_failed_read_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
