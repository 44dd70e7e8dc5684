#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "data/input.h"
#include "feed.h"
#include "near.h"

/* Read the open file to its end, at most 16 bytes at once, and close it. */
static enum txo_status read_all(int fd, char *out, size_t size, size_t *total,
				struct txo_error *err)
{
	struct txo_input in = { .fd = fd };
	enum txo_status status;
	size_t n;

	for (*total = 0;; *total += n) {
		assert_true(size - *total >= 16);
		status = txo_input_read(&in, out + *total, 16, &n, err);
		if (status != TXO_OK || n == 0)
			break;
	}
	close(fd);
	return status;
}

static void check(const char *bytes, size_t n, const char *expected)
{
	char out[512];
	size_t total, want = strlen(expected);

	assert_int_equal(read_all(feed_bytes(bytes, n), out, sizeof(out),
				  &total, NULL),
			 TXO_OK);
	assert_int_equal(total, want);
	assert_memory_equal(out, expected, want);
	for (size_t piece = 1; piece <= n && piece <= 16; piece++) {
		assert_int_equal(read_all(feed_pieces(bytes, n, piece), out,
					  sizeof(out), &total, NULL),
				 TXO_OK);
		assert_int_equal(total, want);
		assert_memory_equal(out, expected, want);
	}
}

static void bytes_come_as_they_are(void **state)
{
	(void)state;
	check("", 0, "");
	check("a", 1, "a");
	check("abc", 3, "abc");
	check("the quick brown fox jumps over the lazy dog", 43,
	      "the quick brown fox jumps over the lazy dog");
}

static void a_mark_at_the_start_is_left_out_once(void **state)
{
	(void)state;
	check("\xef\xbb\xbf", 3, "");
	check("\xef\xbb\xbf,", 4, ",");
	check("\xef\xbb\xbfhello", 8, "hello");
	check("\xef\xbb\xbf\xef\xbb\xbf,", 7, "\xef\xbb\xbf,");
	check("\xef\xbb", 2, "\xef\xbb");
	check("hello\xef\xbb\xbf", 8, "hello\xef\xbb\xbf");
}

static void what_is_no_plain_text_is_refused_by_name(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		const char *word;
	} foreign[] = {
		{ "\x1f\x8b\x08\x00rest", 8, "gzip" },
		{ "\x1f\x8b", 2, "gzip" },
		{ "\x28\xb5\x2f\xfdrest", 8, "zstd" },
		{ "PK\x03\x04rest", 8, "ZIP" },
		{ "\xff\xfe"
		  "a\0",
		  4, "UTF-16" },
		{ "\xfe\xff\0a", 4, "UTF-16" },
	};
	char out[64];

	(void)state;
	for (size_t i = 0; i < COUNT(foreign); i++) {
		struct txo_error err = { 0 };
		size_t total;
		int fd = feed_pieces(foreign[i].bytes, foreign[i].n, 1);

		assert_int_equal(read_all(fd, out, sizeof(out), &total, &err),
				 TXO_DATA);
		assert_non_null(strstr(err.text, foreign[i].word));
	}
	check("PK,x", 4, "PK,x");
}

static void a_failed_read_is_told(void **state)
{
	struct txo_input in = { .fd = -1 };
	struct txo_error err = { 0 };
	char out[16];
	size_t n = 7;

	(void)state;
	assert_int_equal(txo_input_read(&in, out, sizeof(out), &n, &err),
			 TXO_IO);
	assert_int_equal(n, 0);
	assert_string_equal(err.text, "cannot read: Bad file descriptor");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_come_as_they_are),
		cmocka_unit_test(a_mark_at_the_start_is_left_out_once),
		cmocka_unit_test(what_is_no_plain_text_is_refused_by_name),
		cmocka_unit_test(a_failed_read_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
