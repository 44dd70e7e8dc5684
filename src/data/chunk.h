/*
 * chunk.h - an input cut into chunks of whole records, without parsing them.
 *
 *	struct txo_cutter cutter;
 *	status = txo_cutter_begin(&cutter, &rest, &input, ',', &err);
 *	while ((status = txo_cutter_next(&cutter, &chunk, &err)) == TXO_OK &&
 *	       chunk.n)
 *		use(chunk.p, chunk.n, chunk.line);
 *	txo_cutter_release(&cutter);
 *	txo_chunk_release(&chunk);
 *
 * A record ends at a line end (LF, CRLF or CR) with an even number of quotes
 * before it. That is so as long as no quote is out of place; the first chunk
 * with such a quote is told by whoever parses it, and what comes behind it means
 * nothing.
 */
#ifndef TXO_DATA_CHUNK_H
#define TXO_DATA_CHUNK_H

#include "base/buffer.h"
#include "data/csv.h"
#include "data/input.h"

#define TXO_SLACK ((size_t)128)	/* bytes behind a chunk that may be used */

struct txo_chunk {
	char *p;		/* n bytes, and TXO_SLACK more */
	size_t n, room;
	uint64_t line;		/* of its first record */
	uint64_t number;	/* of the chunk in its file, from 0 */
};

void txo_chunk_release(struct txo_chunk *c);

struct txo_cutter {
	struct txo_input *in;	/* borrowed */
	char delimiter;
	size_t size;		/* bytes of a chunk, or more if a record is longer */
	size_t limit;		/* the most that a chunk may be, or 0 */
	uint64_t line, number;	/* of the chunk to come */
	struct txo_buffer left;	/* read, but not cut off yet, */
	size_t at;		/* from this byte on */
	bool after_cr;		/* an LF that comes next is half of a line end */
	bool ended;
	enum txo_status failed;	/* the input, behind what is left */
	struct txo_error error;
};

/*
 * Begin with the rest that the reader of the header leaves. TXO_IO when memory
 * runs out. Release it in any case.
 */
TXO_NODISCARD
enum txo_status txo_cutter_begin(struct txo_cutter *c,
				 const struct txo_csv_rest *rest,
				 struct txo_input *in, char delimiter,
				 struct txo_error *err);

/*
 * The next chunk, in memory that is its own and used again; n = 0 at the end.
 * An error of the input is told after all records that stand before it.
 */
TXO_NODISCARD
enum txo_status txo_cutter_next(struct txo_cutter *c, struct txo_chunk *chunk,
				struct txo_error *err);

void txo_cutter_release(struct txo_cutter *c);

#endif
