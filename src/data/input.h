/*
 * input.h - bytes from an open file.
 *
 *	struct txo_input in = { .fd = fd };
 *	status = txo_input_read(&in, buf, sizeof(buf), &n, &err);
 */
#ifndef TXO_DATA_INPUT_H
#define TXO_DATA_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "txo/status.h"

struct txo_input {
	int fd;		/* opened and closed by the caller */
	bool begun;	/* a byte order mark is looked for at the start only */
};

/*
 * Up to size bytes (at least 16) into buf, *n of them; *n is 0 only at the
 * end. A UTF-8 byte order mark at the start is left out. TXO_IO when reading
 * fails; TXO_DATA when the first bytes are those of compressed or UTF-16 text.
 */
TXO_NODISCARD
enum txo_status txo_input_read(struct txo_input *in, char *buf, size_t size,
			       size_t *n, struct txo_error *err);

#endif
