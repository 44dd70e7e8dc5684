/*
 * feed.h - files for readers under test.
 *
 * Include it after <cmocka.h>. The caller closes what it gets.
 */
#ifndef TXO_TESTS_FEED_H
#define TXO_TESTS_FEED_H

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/text.h"

/* A temporary file of n bytes, open at its start. */
static inline int feed_bytes(const char *p, size_t n)
{
	FILE *f = tmpfile();
	int fd;

	assert_non_null(f);
	assert_int_equal(fwrite(p, 1, n, f), n);
	assert_int_equal(fflush(f), 0);
	fd = dup(fileno(f));
	assert_true(fd >= 0);
	fclose(f);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

static inline int feed_text(const char *text)
{
	return feed_bytes(text, strlen(text));
}

/*
 * A socket of which each read gives `piece` bytes; for some hundred bytes. What
 * a read has no room for is lost.
 */
static inline int feed_pieces(const char *p, size_t n, size_t piece)
{
	int fd[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fd), 0);
	while (n) {
		size_t k = n < piece ? n : piece;

		assert_int_equal(write(fd[1], p, k), k);
		p += k;
		n -= k;
	}
	close(fd[1]);
	return fd[0];
}

/* Is the piece of text this C string? */
#define assert_text(actual, expected) \
	feed_check_text((actual), (expected), __FILE__, __LINE__)

static inline void feed_check_text(struct txo_text t, const char *expected,
				   const char *file, int line)
{
	if (txo_text_equal(t, txo_text(expected)))
		return;
	print_error("'%.*s', expected '%s'\n", (int)t.n, t.p ? t.p : "",
		    expected);
	_fail(file, line);
}

#endif
