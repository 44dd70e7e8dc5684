/*
 * bytes.h - what comes of reading bytes as an input, however they come.
 *
 * Include it after <cmocka.h>.
 */
#ifndef TXO_TESTS_BYTES_H
#define TXO_TESTS_BYTES_H

#include <string.h>

#include "data/input.h"
#include "feed.h"
#include "near.h"

/* The bytes of a string constant, NULs among them and all. */
#define BYTES(s) (s), (sizeof(s) - 1)

#define LE "\xff\xfe"
#define BE "\xfe\xff"

/* What came of reading a file to its end, or to the first fault. */
struct result {
	enum txo_status status;
	struct txo_input in;
	struct txo_error err;
	char out[1024];
	size_t n;
};

/* Read to the end, `size` bytes at once at most, and close it. */
static inline struct result read_to_end(int fd, const char *encoding,
					size_t size)
{
	struct result r = { .in = { .fd = fd, .encoding = encoding } };
	size_t n;

	do {
		assert_true(sizeof(r.out) - r.n >= size);
		r.status = txo_input_read(&r.in, r.out + r.n, size, &n, &r.err);
		assert_true(n <= size);
		assert_true(r.status == TXO_OK || n == 0);
		r.n += n;
	} while (r.status == TXO_OK && n);
	txo_input_release(&r.in);
	close(fd);
	return r;
}

static inline void check_same(const struct result *a, const struct result *b)
{
	assert_int_equal(a->status, b->status);
	assert_int_equal(a->n, b->n);
	assert_memory_equal(a->out, b->out, a->n);
	assert_string_equal(a->err.text, b->err.text);
	assert_int_equal(a->err.line, b->err.line);
	assert_int_equal(a->in.bom, b->in.bom);
	assert_int_equal(a->in.assumed_1252, b->in.assumed_1252);
	assert_true(a->in.encoding_found == b->in.encoding_found ||
		    strcmp(a->in.encoding_found, b->in.encoding_found) == 0);
}

/* Read in one go, then with every border between two reads: no difference. */
static inline struct result read_any(const char *p, size_t n,
				     const char *encoding)
{
	struct result whole = read_to_end(feed_bytes(p, n), encoding, 512);

	for (size_t size = 16; size <= 20; size++) {
		struct result r = read_to_end(feed_bytes(p, n), encoding, size);

		check_same(&r, &whole);
	}
	for (size_t piece = 1; piece <= n && piece <= 70; piece++) {
		struct result r = read_to_end(feed_pieces(p, n, piece),
					      encoding, 16 + piece % 3);

		check_same(&r, &whole);
	}
	return whole;
}

static inline void check_text(const struct result *r, const char *expected)
{
	assert_string_equal(r->err.text, "");
	assert_int_equal(r->status, TXO_OK);
	assert_int_equal(r->n, strlen(expected));
	assert_memory_equal(r->out, expected, r->n);
}

static inline struct result check(const char *bytes, size_t n,
				  const char *expected)
{
	struct result r = read_any(bytes, n, NULL);

	check_text(&r, expected);
	return r;
}

/* Fails with this sentence, after `before` came out. */
static inline void check_fault(const struct result *r, const char *before,
			       uint64_t line, const char *text)
{
	assert_string_equal(r->err.text, text);
	assert_int_equal(r->status, TXO_DATA);
	assert_int_equal(r->err.line, line);
	assert_int_equal(r->n, strlen(before));
	assert_memory_equal(r->out, before, r->n);
}

static inline void fails(const char *bytes, size_t n, const char *before,
			 uint64_t line, const char *text)
{
	struct result r = read_any(bytes, n, NULL);

	check_fault(&r, before, line, text);
}

#endif
