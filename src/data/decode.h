/*
 * decode.h - text in any encoding to UTF-8, piece by piece.
 *
 *	struct txo_decoder d;
 *	status = txo_decoder_init(&d, NULL, start, n, &err);
 *	status = txo_decoder_run(&d, &piece, &err);
 *	txo_decoder_release(&d);
 *
 * Detect once, verify always. A byte order mark decides; without one, NULs in
 * every other byte mean UTF-16. Else the text is UTF-8 as long as it is valid.
 * If the first bytes that are not ASCII are not valid UTF-8, it is taken for
 * Windows-1252 from there on. Whatever contradicts the decision later is an
 * error, never a silent change: not valid in the encoding, or UTF-8 in what was
 * taken for Windows-1252.
 */
#ifndef TXO_DATA_DECODE_H
#define TXO_DATA_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "data/encoding.h"
#include "txo/status.h"

/* So many first bytes are enough for txo_decoder_init(). */
#define TXO_DECODER_START ((size_t)64)

struct txo_decoder {
	const char *encoding;	/* as said, else as found so far */
	bool assumed_1252;	/* neither said nor marked, but not UTF-8 */
	uint64_t bytes;		/* taken in */
	uint64_t line;		/* physical line that comes next, from 1 */
	uint64_t quotes;	/* " in what came out */

	/* private */
	enum txo_encoding form;
	bool said, marked;
	bool after_cr;
	bool flushed;
	void *other;		/* iconv's */
	uint64_t assumed_at;	/* byte and line of that decision */
	uint64_t assumed_line;
};

/* What a run takes, from `in`, and gives, to `out`; it moves both on. */
struct txo_piece {
	const char *in;
	size_t n;		/* bytes there */
	bool last;		/* nothing follows them */
	char *out;
	size_t room;		/* at least 16 */
	size_t written;		/* 0 before */
};

/*
 * By the first n bytes of the text, at least TXO_DECODER_START of them if it
 * has so many; they are only looked at. `encoding` is what the user says, which
 * must outlive the decoder, or NULL. TXO_USAGE when there is no such encoding,
 * TXO_DATA when a byte order mark contradicts it.
 */
TXO_NODISCARD
enum txo_status txo_decoder_init(struct txo_decoder *d, const char *encoding,
				 const char *start, size_t n,
				 struct txo_error *err);
void txo_decoder_release(struct txo_decoder *d);

/* Is the text UTF-8, as far as is known? */
bool txo_decoder_is_plain(const struct txo_decoder *d);

/*
 * Take in bytes of such a text that need no decoding: how many of the n are
 * whole and valid characters.
 */
size_t txo_decoder_take(struct txo_decoder *d, const char *p, size_t n);

/*
 * Decode as much as is there and has room; nothing written means that more
 * bytes are needed, or, after the last, that this is the end. What is left in
 * p->in must come again, before what follows. TXO_DATA, with err->line, for
 * what is not valid: all that stands before it is written first. A byte order
 * mark comes out as U+FEFF.
 */
TXO_NODISCARD
enum txo_status txo_decoder_run(struct txo_decoder *d, struct txo_piece *p,
				struct txo_error *err);

#endif
