#include "data/input.h"

#include <stdlib.h>
#include <string.h>

#include "data/decode.h"
#include "data/decompress.h"

#define WINDOW ((size_t)64 * 1024)

struct txo_input_state {
	struct txo_decompressor *from;
	struct txo_decoder decoder;
	bool begun;		/* the decoder is there */
	bool ended;		/* nothing comes behind the window */
	bool written;		/* something came out */
	size_t at, n;		/* the n bytes of the window not decoded yet */
	char window[WINDOW];
};

/* Forms of bytes that are no plain text, by how they begin. */
static enum txo_status refuse_foreign(const char *p, size_t n, bool said,
				      struct txo_error *err)
{
	static const struct {
		const char *magic;
		size_t n;
		const char *what;
	} foreign[] = {
		{ "PK\x03\x04", 4,
		  "a ZIP archive or spreadsheet; export it as CSV" },
		{ "PK\x05\x06", 4, "an empty ZIP archive; export it as CSV" },
		{ "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8,
		  "an Excel workbook or another Office document; export it as "
		  "CSV" },
		{ "%PDF-", 5, "a PDF document; export the data as CSV" },
		{ "\xfd"
		  "7zXZ\0",
		  6, "compressed with xz; pipe it through xzcat" },
		{ "BZh91AY&SY", 10,
		  "compressed with bzip2; pipe it through bzcat" },
		{ "\x1f\x8b", 2, "compressed twice; pipe it through zcat" },
		{ "\x28\xb5\x2f\xfd", 4,
		  "compressed twice; pipe it through zstdcat" },
		/* The last two are text, for who says so. */
		{ "\xff\xfe\0\0", 4, "UTF-32; say --encoding UTF-32" },
		{ "\0\0\xfe\xff", 4, "UTF-32; say --encoding UTF-32" },
	};
	size_t count = sizeof(foreign) / sizeof(foreign[0]) - (said ? 2 : 0);

	for (size_t i = 0; i < count; i++)
		if (n >= foreign[i].n &&
		    memcmp(p, foreign[i].magic, foreign[i].n) == 0)
			return txo_fault(err, "format-error",
					 txo_fail(err, TXO_DATA,
						  "the file is %s",
						  foreign[i].what));
	return TXO_OK;
}

/* Bytes that have not been looked at, *n of them; 0 at the end. */
static enum txo_status pull(struct txo_input *in, char *p, size_t room,
			    size_t *n, struct txo_error *err)
{
	struct txo_input_state *s = in->state;
	enum txo_status status = txo_decompressor_read(s->from, p, room, n,
						       err);

	s->ended = status == TXO_OK && *n == 0;
	in->bytes_unpacked += *n;
	in->bytes_read = txo_decompressor_bytes(s->from);
	in->compression = txo_decompressor_name(s->from);
	if (status == TXO_DATA)
		(void)txo_fault(err, "compression-error", status);
	if (status == TXO_DATA && s->begun && err)
		err->line = s->decoder.line;
	return status;
}

/* More bytes behind those in the window, or its end. */
static enum txo_status refill(struct txo_input *in, struct txo_error *err)
{
	struct txo_input_state *s = in->state;
	enum txo_status status;
	size_t more = 0;

	s->ended = s->n == WINDOW;
	if (s->ended)
		return TXO_OK;
	if (s->n && s->at)
		memmove(s->window, s->window + s->at, s->n);
	s->at = 0;
	status = pull(in, s->window + s->n, WINDOW - s->n, &more, err);
	s->n += more;
	return status;
}

/* Enough of the start to see what the file is. */
static enum txo_status begin(struct txo_input *in, struct txo_error *err)
{
	struct txo_input_state *s = in->state;
	enum txo_status status = TXO_OK;
	size_t n;

	while (s->n < TXO_DECODER_START && !s->ended && status == TXO_OK)
		status = refill(in, err);
	n = s->n < TXO_DECODER_START ? s->n : TXO_DECODER_START;
	if (status == TXO_OK)
		status = refuse_foreign(s->window, n, in->encoding != NULL,
					err);
	if (status != TXO_OK)
		return status;
	status = txo_decoder_init(&s->decoder, in->encoding, s->window, n, err);
	s->begun = status == TXO_OK;
	if (status == TXO_DATA)
		(void)txo_fault(err, "encoding-error", status);
	return status;
}

/* The state, at the first read. */
static enum txo_status prepare(struct txo_input *in, struct txo_error *err)
{
	struct txo_input_state *s = in->state;

	if (s)
		return s->begun ? TXO_OK : begin(in, err);
	s = malloc(sizeof(*s));
	if (!s)
		return txo_fail_memory(err);
	memset(s, 0, offsetof(struct txo_input_state, window));
	s->from = txo_decompressor_new(in->fd, in->digest);
	if (!s->from) {
		free(s);
		return txo_fail_memory(err);
	}
	in->state = s;
	return begin(in, err);
}

/* The mark, which is the first character, is no part of the text. */
static void drop_mark(struct txo_input *in, char *buf, size_t *n)
{
	if (in->state->written || *n == 0)
		return;
	in->state->written = true;
	if (*n < 3 || memcmp(buf, "\xef\xbb\xbf", 3) != 0)
		return;
	in->bom = true;
	*n -= 3;
	memmove(buf, buf + 3, *n);
}

/* What the decoder knows of the text by now. */
static void tell(struct txo_input *in)
{
	const struct txo_decoder *d = &in->state->decoder;

	in->encoding_found = d->encoding;
	in->assumed_1252 = d->assumed_1252;
	in->quotes = d->quotes;
	in->line_ends = d->line - 1;
}

/* Decode what is in the window. */
static enum txo_status decode(struct txo_input *in, char *buf, size_t size,
			      size_t *n, struct txo_error *err)
{
	struct txo_input_state *s = in->state;
	struct txo_piece p = { .in = s->window + s->at,
			       .n = s->n,
			       .last = s->ended,
			       .out = buf,
			       .room = size };
	enum txo_status status = txo_decoder_run(&s->decoder, &p, err);

	if (status == TXO_DATA)
		(void)txo_fault(err, "encoding-error", status);
	s->at += s->n - p.n;
	s->n = p.n;
	*n = p.written;
	tell(in);
	return status;
}

/*
 * Read to where the bytes are wanted: most of them need no decoding. Those that
 * do, or are half a character, go to the window.
 */
static enum txo_status read_through(struct txo_input *in, char *buf,
				    size_t size, size_t *n,
				    struct txo_error *err)
{
	struct txo_input_state *s = in->state;
	size_t room = size < WINDOW ? size : WINDOW, all = s->n, more = 0;
	enum txo_status status;

	if (s->n)
		memcpy(buf, s->window + s->at, s->n);
	status = pull(in, buf + all, room - all, &more, err);
	if (status != TXO_OK)
		return status;
	all += more;
	*n = txo_decoder_take(&s->decoder, buf, all);
	s->at = 0;
	s->n = all - *n;
	if (s->n)
		memcpy(s->window, buf + *n, s->n);
	tell(in);
	return TXO_OK;
}

enum txo_status txo_input_read(struct txo_input *in, char *buf, size_t size,
			       size_t *n, struct txo_error *err)
{
	enum txo_status status;
	bool ended;

	*n = 0;
	if (size < 16)
		return txo_fail(err, TXO_IO, "too little room to read into");
	status = prepare(in, err);
	if (status == TXO_OK && in->state->written && in->state->n < 4 &&
	    !in->state->ended && txo_decoder_is_plain(&in->state->decoder))
		status = read_through(in, buf, size, n, err);
	while (status == TXO_OK && !*n) {
		size_t left = in->state->n, written;

		ended = in->state->ended;
		status = decode(in, buf, size, n, err);
		written = *n;
		drop_mark(in, buf, n);
		if (status != TXO_OK || *n)
			break;
		if (ended && in->state->n == left && !written)
			break;
		if (!ended)
			status = refill(in, err);
	}
	return status;
}

void txo_input_release(struct txo_input *in)
{
	struct txo_input_state *s = in->state;

	if (!s)
		return;
	if (s->begun)
		txo_decoder_release(&s->decoder);
	txo_decompressor_free(s->from);
	free(s);
	in->state = NULL;
}
