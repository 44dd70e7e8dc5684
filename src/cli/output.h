/*
 * output.h - where the answer goes: stdout, or a file that is there whole or
 * not at all.
 */
#ifndef TXO_CLI_OUTPUT_H
#define TXO_CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "txo/status.h"

struct txo_output {
	int fd;
	char *path;	/* the file to be, NULL for stdout */
	char *beside;	/* its name while it is written, or NULL */
	bool closed;	/* the reader left; that needs no sentence */
};

/*
 * stdout if path is NULL or "-". A regular file is written beside its place,
 * unless stdout or stderr goes to it; that, a device or a pipe is written as it
 * is. TXO_IO when that is not possible.
 */
TXO_NODISCARD
enum txo_status txo_output_open(struct txo_output *o, const char *path,
				struct txo_error *err);

/* A txo_write_fn; ctx is the txo_output. */
TXO_NODISCARD
enum txo_status txo_output_write(void *ctx, const char *p, size_t n,
				 struct txo_error *err);

/* Do two paths name the same regular file, be it there or not? */
bool txo_output_same(const char *a, const char *b);

/*
 * Close, and put the file in its place if `good`, else remove it. TXO_IO when
 * something could not be written.
 */
TXO_NODISCARD
enum txo_status txo_output_close(struct txo_output *o, bool good,
				 struct txo_error *err);

#endif
