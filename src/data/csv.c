#include "data/csv.h"

#include <csv.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "data/lines.h"

#define BLOCK ((size_t)256 * 1024)
#define FIELD ((size_t)4096) /* room for a field to begin with */
#define BEHIND "text after the closing quote (a quote inside quotes is doubled)"
#define STRAY "a quote inside a field that does not begin with one"
#define NUL "a NUL byte: this is not a text file, or it is UTF-16"

struct row {
	size_t first, n; /* its fields among the spans */
	uint64_t line;
};

struct txo_csv {
	struct txo_input *in;
	struct csv_parser parser;
	char delimiter;

	/* the bytes at hand, and what the input said after them */
	char *block;
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

	/* the batch: bytes of all fields, fields, finished records */
	struct txo_buffer bytes;
	struct txo_span *span;
	size_t spans, span_room;
	struct row *row;
	size_t rows, row_room, next;
	bool out_of_memory;

	/* where the parser stands */
	size_t first; /* first span of the unfinished record */
	uint64_t line; /* where the unfinished record starts */
	uint64_t inside; /* line ends within its fields */
	bool after_cr; /* nothing has come since a CR */
	struct txo_record record;
	enum txo_status failed; /* to be told when the batch is used up */
	struct txo_error error;
};

/* libcsv has a field. */
static void on_field(void *p, size_t n, void *ctx)
{
	struct txo_csv *c = ctx;
	struct txo_span *grown = txo_grow(c->span, &c->span_room, c->spans + 1,
					  sizeof(*c->span));

	c->after_cr = false;
	if (!grown) {
		c->out_of_memory = true;
		return;
	}
	c->span = grown;
	c->span[c->spans++] = (struct txo_span){ c->bytes.n, n };
	if (!n)
		return;
	txo_buffer_add(&c->bytes, p, n);
	c->inside += txo_line_ends(p, n, false);
}

static void end_row(struct txo_csv *c)
{
	struct row *grown = txo_grow(c->row, &c->row_room, c->rows + 1,
				     sizeof(*c->row));

	if (!grown) {
		c->out_of_memory = true;
		return;
	}
	c->row = grown;
	c->row[c->rows++] = (struct row){ c->first, c->spans - c->first,
					  c->line };
	c->first = c->spans;
	c->line += 1 + c->inside;
	c->inside = 0;
}

/* libcsv has a line end outside quotes (or -1: the end of the file). */
static void on_line_end(int end, void *ctx)
{
	struct txo_csv *c = ctx;
	bool second_half = end == '\n' && c->after_cr && c->spans == c->first;

	c->after_cr = end == '\r';
	if (!second_half)
		end_row(c);
}

static int no_blank(unsigned char ch)
{
	(void)ch;
	return 0;
}

static bool init_parser(struct txo_csv *c, char delimiter)
{
	if (csv_init(&c->parser,
		     CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
		return false;
	csv_set_delim(&c->parser, (unsigned char)delimiter);
	c->delimiter = delimiter;
	csv_set_space_func(&c->parser, no_blank);
	return true;
}

struct txo_csv *txo_csv_new(struct txo_input *in)
{
	struct txo_csv *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	c->in = in;
	c->line = 1;
	c->block = malloc(BLOCK);
	if (!c->block || !init_parser(c, ',')) {
		free(c->block);
		free(c);
		return NULL;
	}
	return c;
}

void txo_csv_free(struct txo_csv *c)
{
	if (!c)
		return;
	csv_free(&c->parser);
	txo_buffer_release(&c->bytes);
	free(c->span);
	free(c->row);
	free(c->block);
	free(c);
}

/* Forget the records that were handed out, keep the unfinished one. */
static void clear_batch(struct txo_csv *c)
{
	size_t kept = c->spans - c->first;
	size_t from = kept ? c->span[c->first].from : c->bytes.n;

	if (from && c->bytes.n > from)
		memmove(c->bytes.p, c->bytes.p + from, c->bytes.n - from);
	c->bytes.n -= from;
	for (size_t i = 0; c->first && i < kept; i++) {
		c->span[i] = c->span[c->first + i];
		c->span[i].from -= from;
	}
	c->spans = kept;
	c->first = 0;
	c->rows = c->next = 0;
}

static void fail_memory(struct txo_csv *c)
{
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
	if (line > c->line)
		snprintf(where, sizeof(where), ", on line %" PRIu64, line);
	c->failed = txo_fault(&c->error, "format-error",
			      txo_fail(&c->error, TXO_DATA, "field %zu: %s%s",
				       c->spans - c->first + 1, text, where));
	c->error.line = c->line;
}

static void fail_parse(struct txo_csv *c, size_t at)
{
	if (csv_error(&c->parser) != CSV_EPARSE)
		fail_memory(c);
	else
		fail_field(c, c->parser.quoted ? BEHIND : STRAY, at);
}

/* More bytes behind those at hand. */
static void read_more(struct txo_csv *c)
{
	size_t n = 0;

	c->input_failed = txo_input_read(c->in, c->block + c->held,
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

/* Forget all that was parsed. */
static void restart(struct txo_csv *c, char delimiter)
{
	csv_free(&c->parser);
	if (!init_parser(c, delimiter))
		c->out_of_memory = true;
	c->spans = c->first = c->rows = c->next = 0;
	c->bytes.n = 0;
	c->inside = 0;
	c->broken = false;
	c->failed = TXO_OK;
	c->error.line = 0;
}

bool txo_csv_begin(struct txo_csv *c, char delimiter, size_t skip)
{
	if (c->moved)
		return false;
	restart(c, delimiter);
	c->count = (struct txo_line_count){ 0, 0, false };
	c->nul.seen = 0;
	c->after_cr = c->ended = false;
	c->at = skip;
	c->line = 1 + txo_line_ends(c->block, skip, false);
	return true;
}

/* Parse the next n bytes. A NUL byte is the end of all sense. */
static void parse_bytes(struct txo_csv *c, size_t n)
{
	const char *from = c->block + c->at;
	size_t clean = txo_nul_after(&c->nul, c->block, c->at, c->held) - c->at;
	size_t good;

	clean = clean < n ? clean : n;
	/* libcsv makes room in steps: let them grow with the field. */
	csv_set_blk_size(&c->parser, FIELD + csv_get_buffer_size(&c->parser));
	good = csv_parse(&c->parser, from, clean, on_field, on_line_end, c);
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
		if (csv_fini(&c->parser, on_field, on_line_end, c) != 0)
			fail_field(c, "its quotes are never closed", c->held);
	}
}

/* Have a record in the batch if there is one. */
static void fill_batch(struct txo_csv *c)
{
	while (c->next == c->rows && !c->ended && c->failed == TXO_OK) {
		clear_batch(c);
		if (!c->out_of_memory)
			parse_block(c);
		if (c->out_of_memory || c->bytes.failed)
			fail_memory(c);
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

void txo_csv_track(struct txo_csv *c)
{
	c->tracking = true;
}

bool txo_csv_recover(struct txo_csv *c)
{
	if (!c->tracking || !c->broken || c->next < c->rows)
		return false;
	c->at = c->bad;
	while (!skip_line(c) && !c->input_ended && c->input_failed == TXO_OK)
		next_block(c);
	restart(c, c->delimiter);
	c->line = txo_line_of(&c->count, c->block, c->at);
	c->after_cr = c->at && c->block[c->at - 1] == '\r';
	return true;
}

static const struct txo_record *record_at(struct txo_csv *c, size_t i)
{
	const struct row *r = &c->row[i];

	c->record = (struct txo_record){
		.bytes = c->bytes.p ? c->bytes.p : "",
		.span = r->n ? c->span + r->first : NULL,
		.n = r->n,
		.line = r->line,
	};
	return &c->record;
}

const struct txo_record *txo_csv_look(struct txo_csv *c, size_t i)
{
	fill_batch(c);
	return i < c->rows - c->next ? record_at(c, c->next + i) : NULL;
}

enum txo_status txo_csv_next(struct txo_csv *c,
			     const struct txo_record **record,
			     struct txo_error *err)
{
	*record = NULL;
	fill_batch(c);
	if (c->next == c->rows) {
		if (c->failed != TXO_OK && err)
			*err = c->error;
		return c->failed;
	}
	*record = record_at(c, c->next++);
	return TXO_OK;
}
