/*
 * bytes.h - bytes into a program under test, and out of it.
 */
#ifndef TXO_TESTS_BYTES_H
#define TXO_TESTS_BYTES_H

#include <stdio.h>
#include <unistd.h>

#include "base/buffer.h"
#include "check.h"
#include "txo/status.h"

/* A file of n bytes, at its start: the same one each time, not to be closed. */
static inline int open_bytes(const void *p, size_t n)
{
	static FILE *f;
	int fd;

	if (!f)
		f = tmpfile();
	check(f);
	fd = fileno(f);
	check(ftruncate(fd, 0) == 0);
	check(pwrite(fd, p, n, 0) == (ssize_t)n);
	check(lseek(fd, 0, SEEK_SET) == 0);
	return fd;
}

/* A txo_write_fn; ctx is a txo_buffer. */
static inline enum txo_status keep_bytes(void *ctx, const char *p, size_t n,
					 struct txo_error *err)
{
	(void)err;
	txo_buffer_add(ctx, p, n);
	return TXO_OK;
}

#endif
