/*
 * input.h - text from an open file: unpacked, and in UTF-8.
 *
 *	struct txo_input in = { .fd = fd, .encoding = NULL };
 *	status = txo_input_read(&in, buf, sizeof(buf), &n, &err);
 *	txo_input_release(&in);
 *
 * decompress.h says what is unpacked, decode.h how the encoding is found. All
 * is read once, from the start to the end, so that a pipe will do.
 */
#ifndef TXO_DATA_INPUT_H
#define TXO_DATA_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "txo/status.h"

struct txo_digest;

struct txo_input {
	int fd;			/* opened and closed by the caller */
	const char *encoding;	/* what the user says, or NULL: find out */
	struct txo_digest *digest; /* gets the bytes of the file as they are
				    * read (data/digest.h), or NULL; borrowed */

	/*
	 * What was found: final at the end, and kept by the release.
	 * "gzip", "zstd" or NULL; "UTF-8", "UTF-16LE", "UTF-16BE",
	 * "windows-1252" or what was said, NULL before the first read.
	 */
	const char *compression;
	const char *encoding_found;
	bool bom;		/* it began with a byte order mark */
	bool assumed_1252;	/* it isn't UTF-8; see decode.h */
	uint64_t quotes, line_ends;	/* in the text handed out so far */
	uint64_t bytes_read;	/* from the file */
	uint64_t bytes_unpacked;	/* of them, or of what they unpack to */

	struct txo_input_state *state;	/* private */
};

/*
 * Up to size bytes (at least 16) of UTF-8 into buf, *n of them and no half
 * character; *n is 0 only at the end. A byte order mark at the start is left
 * out. TXO_IO when reading fails; TXO_DATA when the bytes are not what they
 * should be, if possible with err->line, and after all that stands before them;
 * TXO_USAGE when there is no such encoding.
 */
TXO_NODISCARD
enum txo_status txo_input_read(struct txo_input *in, char *buf, size_t size,
			       size_t *n, struct txo_error *err);

/* In any case; also when nothing was read. */
void txo_input_release(struct txo_input *in);

#endif
