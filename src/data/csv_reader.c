/*
 * csv_reader.c - blocks of an input into batches of records, which are handed out
 * one by one.
 */
#include "data/csv.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data/batch.h"
#include "data/lines.h"
#include "data/marked.h"
#include "data/memory.h"

#define BLOCK ((size_t)256 * 1024)
#define NUL "a NUL byte: this is not a text file, or it is UTF-16"

struct txo_csv {
	struct txo_input *in;
	char delimiter;
	size_t limit; /* bytes of a record, or 0 */

	/* the bytes at hand, and what the input said after them */
	const char *block;
	char *own; /* where they are read to, if there is an input */
	size_t held, at; /* so many of them, so many are parsed */
	bool moved; /* they are no longer the first of the file */
	bool input_ended;
	enum txo_status input_failed;
	struct txo_error input_error;
	bool ended; /* the parser knows it too */
	bool tracking; /* to go on behind a fault, count lines */
	struct txo_line_count count; /* if so */
	struct txo_next_nul nul;
	bool broken; /* a fault of the text at byte `bad` of those at hand */
	size_t bad;

	struct txo_batch batch;
	struct txo_marked *marked; /* records come from there instead */
	enum txo_status failed; /* to be told when the batch is used up */
	struct txo_error error;
};

struct txo_csv *txo_csv_new(struct txo_input *in)
{
	struct txo_csv *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	c->in = in;
	c->delimiter = ',';
	c->block = c->own = in ? malloc(BLOCK) : NULL;
	if ((in && !c->own) || !txo_batch_begin(&c->batch, ',', 1)) {
		txo_csv_free(c);
		return NULL;
	}
	return c;
}

void txo_csv_free(struct txo_csv *c)
{
	if (!c)
		return;
	txo_batch_release(&c->batch);
	free(c->own);
	free(c);
}

/* None of the records in the batch is of any use. */
static void fail_memory(struct txo_csv *c)
{
	c->batch.next = c->batch.rows;
	c->error = (struct txo_error){ 0 };
	c->failed = txo_fail_memory(&c->error);
}

/*
 * Blame the field at which the parser stands; and the line of byte `at`, if
 * lines are counted and the record began on an earlier one.
 */
static void fail_field(struct txo_csv *c, const char *text, size_t at)
{
	char where[40] = "";
	uint64_t line = 0;

	if (c->tracking && at < c->held)
		line = txo_line_of(&c->count, c->block, at);
	if (line > c->batch.line)
		snprintf(where, sizeof(where), ", on line %" PRIu64, line);
	c->failed = txo_fault(&c->error, "format-error",
			      txo_fail(&c->error, TXO_DATA, "field %zu: %s%s",
				       c->batch.spans - c->batch.first + 1,
				       text, where));
	c->error.line = c->batch.line;
}

static void fail_parse(struct txo_csv *c, size_t at)
{
	const char *fault = txo_batch_fault(&c->batch);

	if (fault)
		fail_field(c, fault, at);
	else
		fail_memory(c);
}

/* More bytes behind those at hand. */
static void read_more(struct txo_csv *c)
{
	size_t n = 0;

	c->input_failed = txo_input_read(c->in, c->own + c->held,
					 BLOCK - c->held, &n, &c->input_error);
	if (c->input_failed != TXO_OK)
		return;
	c->held += n;
	c->input_ended = n == 0;
}

enum txo_status txo_csv_peek(struct txo_csv *c, struct txo_text *first,
			     struct txo_error *err)
{
	while (c->held < TXO_CSV_PEEK && !c->input_ended &&
	       c->input_failed == TXO_OK)
		read_more(c);
	*first = (struct txo_text){ c->block, c->held < TXO_CSV_PEEK ?
						      c->held :
						      TXO_CSV_PEEK };
	if (c->held || c->input_failed == TXO_OK)
		return TXO_OK;
	if (err)
		*err = c->input_error;
	return c->input_failed;
}

/* Forget all that was parsed; a record begins on this line. */
static void restart(struct txo_csv *c, char delimiter, uint64_t line)
{
	(void)!txo_batch_begin(&c->batch, delimiter, line);
	c->delimiter = delimiter;
	c->broken = false;
	c->failed = TXO_OK;
	c->error.line = 0;
}

bool txo_csv_begin(struct txo_csv *c, char delimiter, size_t skip)
{
	if (c->moved)
		return false;
	restart(c, delimiter, 1 + txo_line_ends(c->block, skip, false));
	c->count = (struct txo_line_count){ 0, 0, false };
	c->nul.seen = 0;
	c->ended = false;
	c->at = skip;
	return true;
}

/* Parse the next n bytes. A NUL byte is the end of all sense. */
static void parse_bytes(struct txo_csv *c, size_t n)
{
	const char *from = c->block + c->at;
	size_t clean = txo_nul_after(&c->nul, c->block, c->at, c->held) - c->at;
	size_t good;

	clean = clean < n ? clean : n;
	good = txo_batch_parse(&c->batch, from, clean);
	if (good < clean)
		fail_parse(c, c->at + good);
	else if (good < n)
		fail_field(c, NUL, c->at + good);
	c->broken = c->failed == TXO_DATA;
	c->bad = c->at + good;
	c->at += n;
}

/* All bytes at hand are used up: have the next ones. */
static void next_block(struct txo_csv *c)
{
	if (c->tracking)
		(void)txo_line_of(&c->count, c->block, c->held);
	c->count.at = c->nul.seen = 0;
	c->moved = c->moved || c->at > 0;
	c->at = c->held = 0;
	read_more(c);
}

/*
 * Parse what is at hand, else the next block, into the batch. The look-ahead
 * is parsed for itself, so that what it holds does not depend on how the bytes
 * came.
 */
static void parse_block(struct txo_csv *c)
{
	size_t end;

	if (c->at == c->held && !c->input_ended && c->input_failed == TXO_OK)
		next_block(c);
	end = c->held;
	if (c->at < TXO_CSV_PEEK && end > TXO_CSV_PEEK && !c->moved)
		end = TXO_CSV_PEEK;
	if (c->at < end)
		parse_bytes(c, end - c->at);
	if (c->at < c->held || c->failed != TXO_OK)
		return;
	if (c->input_failed != TXO_OK) {
		c->failed = c->input_failed;
		c->error = c->input_error;
	} else if (c->input_ended) {
		c->ended = true;
		if (!txo_batch_end(&c->batch))
			fail_field(c, "its quotes are never closed", c->held);
	}
}

/* Have a record in the batch if there is one. */
static void fill_batch(struct txo_csv *c)
{
	struct txo_batch *b = &c->batch;

	while (b->next == b->rows && !c->ended && c->failed == TXO_OK) {
		txo_batch_clear(b);
		if (!b->failed)
			parse_block(c);
		if (b->failed)
			fail_memory(c);
		else if (c->limit && txo_batch_held(b) > c->limit / 2)
			c->failed = txo_memory_fail_record(b->line, c->limit,
							   &c->error);
	}
}

/* Go to the byte behind the next line end; false if there is none. */
static bool skip_line(struct txo_csv *c)
{
	while (c->at < c->held) {
		char ch = c->block[c->at++];

		if (ch == '\r' && c->at < c->held && c->block[c->at] == '\n')
			c->at++;
		if (ch == '\r' || ch == '\n')
			return true;
	}
	return false;
}

void txo_csv_limit(struct txo_csv *c, size_t bytes)
{
	c->limit = bytes;
}

void txo_csv_track(struct txo_csv *c)
{
	c->tracking = true;
}

bool txo_csv_recover(struct txo_csv *c)
{
	if (!c->tracking || !c->broken || c->batch.next < c->batch.rows)
		return false;
	c->at = c->bad;
	while (!skip_line(c) && !c->input_ended && c->input_failed == TXO_OK)
		next_block(c);
	restart(c, c->delimiter, txo_line_of(&c->count, c->block, c->at));
	c->batch.after_cr = c->at && c->block[c->at - 1] == '\r';
	return true;
}

/* The byte behind so many line ends of those at hand. */
static size_t behind_lines(const struct txo_csv *c, uint64_t lines)
{
	size_t at = 0;

	while (lines && at < c->held) {
		lines -= c->block[at] == '\n' ||
			 (c->block[at] == '\r' &&
			  (at + 1 == c->held || c->block[at + 1] != '\n'));
		at++;
	}
	return at;
}

bool txo_csv_rest(struct txo_csv *c, struct txo_csv_rest *rest)
{
	const struct txo_batch *b = &c->batch;
	uint64_t line = b->next < b->rows ? b->row[b->next].line : b->line;
	size_t at = behind_lines(c, line - 1);

	if (c->moved || c->failed == TXO_IO)
		return false;
	*rest = (struct txo_csv_rest){
		.bytes = { c->block + at, c->held - at },
		.line = line,
		.after_cr = at && c->block[at - 1] == '\r',
		.ended = c->input_ended,
		.failed = c->input_failed,
		.error = &c->input_error,
	};
	return true;
}

void txo_csv_text(struct txo_csv *c, struct txo_text text, uint64_t line,
		  char delimiter)
{
	restart(c, delimiter, line);
	c->marked = NULL;
	c->block = text.p;
	c->held = text.n;
	c->at = 0;
	c->moved = c->input_ended = true;
	c->ended = false;
	c->nul.seen = 0;
}

void txo_csv_marked(struct txo_csv *c, struct txo_marked *m)
{
	c->marked = m;
}

const struct txo_record *txo_csv_look(struct txo_csv *c, size_t i)
{
	struct txo_batch *b = &c->batch;

	fill_batch(c);
	return i < b->rows - b->next ? txo_batch_record(b, b->next + i) : NULL;
}

enum txo_status txo_csv_next(struct txo_csv *c,
			     const struct txo_record **record,
			     struct txo_error *err)
{
	struct txo_batch *b = &c->batch;

	*record = NULL;
	if (c->marked)
		return txo_marked_next(c->marked, record, err);
	fill_batch(c);
	if (b->next == b->rows) {
		if (c->failed != TXO_OK && err)
			*err = c->error;
		return c->failed;
	}
	*record = txo_batch_record(b, b->next++);
	return TXO_OK;
}
