/*
 * csv.c - the records that libcsv finds, in a batch; data/csv_reader.c has the
 * reader that fills it.
 */
#include "data/csv.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "data/batch.h"
#include "data/lines.h"

#define FIELD ((size_t)4096) /* room for a field to begin with */
#define BEHIND "text after the closing quote (a quote inside quotes is doubled)"
#define STRAY "a quote inside a field that does not begin with one"

/* libcsv has a field. */
static void on_field(void *p, size_t n, void *ctx)
{
	struct txo_batch *b = ctx;
	struct txo_span *grown = txo_grow(b->span, &b->span_room, b->spans + 1,
					  sizeof(*b->span));

	b->after_cr = false;
	if (!grown) {
		b->failed = true;
		return;
	}
	b->span = grown;
	b->span[b->spans++] = (struct txo_span){ b->bytes.n, n };
	if (!n)
		return;
	txo_buffer_add(&b->bytes, p, n);
	b->inside += txo_line_ends(p, n, false);
}

static void end_row(struct txo_batch *b)
{
	struct txo_batch_row *grown = txo_grow(b->row, &b->row_room,
					       b->rows + 1, sizeof(*b->row));

	if (!grown) {
		b->failed = true;
		return;
	}
	b->row = grown;
	b->row[b->rows++] = (struct txo_batch_row){ b->first,
						    b->spans - b->first,
						    b->line };
	b->first = b->spans;
	b->line += 1 + b->inside;
	b->inside = 0;
}

/* libcsv has a line end outside quotes (or -1: the end of the file). */
static void on_line_end(int end, void *ctx)
{
	struct txo_batch *b = ctx;
	bool second_half = end == '\n' && b->after_cr && b->spans == b->first;

	b->after_cr = end == '\r';
	if (!second_half)
		end_row(b);
}

static int no_blank(unsigned char ch)
{
	(void)ch;
	return 0;
}

static bool init_parser(struct csv_parser *parser, char delimiter)
{
	if (csv_init(parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
		return false;
	csv_set_delim(parser, (unsigned char)delimiter);
	csv_set_space_func(parser, no_blank);
	return true;
}

bool txo_batch_begin(struct txo_batch *b, char delimiter, uint64_t line)
{
	bool again = b->parser != NULL;

	b->spans = b->first = b->rows = b->next = 0;
	b->bytes.n = 0;
	b->inside = 0;
	b->line = line;
	b->after_cr = false;
	if (again)
		csv_free(b->parser);
	else
		b->parser = malloc(sizeof(*b->parser));
	b->failed = !b->parser || !init_parser(b->parser, delimiter);
	return !b->failed;
}

size_t txo_batch_parse(struct txo_batch *b, const char *p, size_t n)
{
	/* libcsv makes room in steps: let them grow with the field. */
	csv_set_blk_size(b->parser, FIELD + csv_get_buffer_size(b->parser));
	n = csv_parse(b->parser, p, n, on_field, on_line_end, b);
	b->failed = b->failed || b->bytes.failed;
	return n;
}

size_t txo_batch_held(const struct txo_batch *b)
{
	size_t from = b->first < b->spans ? b->span[b->first].from : b->bytes.n;

	return b->bytes.n - from + csv_get_buffer_size(b->parser);
}

const char *txo_batch_fault(const struct txo_batch *b)
{
	if (csv_error(b->parser) != CSV_EPARSE)
		return NULL;
	return b->parser->quoted ? BEHIND : STRAY;
}

bool txo_batch_end(struct txo_batch *b)
{
	bool good = csv_fini(b->parser, on_field, on_line_end, b) == 0;

	b->failed = b->failed || b->bytes.failed;
	return good;
}

void txo_batch_clear(struct txo_batch *b)
{
	size_t kept = b->spans - b->first;
	size_t from = kept ? b->span[b->first].from : b->bytes.n;

	if (from && b->bytes.n > from)
		memmove(b->bytes.p, b->bytes.p + from, b->bytes.n - from);
	b->bytes.n -= from;
	for (size_t i = 0; b->first && i < kept; i++) {
		b->span[i] = b->span[b->first + i];
		b->span[i].from -= from;
	}
	b->spans = kept;
	b->first = 0;
	b->rows = b->next = 0;
}

const struct txo_record *txo_batch_record(struct txo_batch *b, size_t i)
{
	const struct txo_batch_row *r = &b->row[i];

	b->record = (struct txo_record){
		.bytes = b->bytes.p ? b->bytes.p : "",
		.span = r->n ? b->span + r->first : NULL,
		.n = r->n,
		.line = r->line,
	};
	return &b->record;
}

void txo_batch_release(struct txo_batch *b)
{
	if (b->parser)
		csv_free(b->parser);
	free(b->parser);
	txo_buffer_release(&b->bytes);
	free(b->span);
	free(b->row);
	*b = (struct txo_batch){ .rows = 0 };
}

bool txo_csv_sound(struct txo_text text, char delimiter)
{
	struct csv_parser parser;
	size_t good;

	if (memchr(text.p, '\0', text.n) || !init_parser(&parser, delimiter))
		return false;
	csv_set_blk_size(&parser, text.n + 1);
	good = csv_parse(&parser, text.p, text.n, NULL, NULL, NULL);
	csv_free(&parser);
	return good == text.n;
}
