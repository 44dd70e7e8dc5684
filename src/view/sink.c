#include "view/sink.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/format.h"
#include "view/writer.h"

enum {
	CHUNK = 65536,		/* bytes kept before they are written */
	READABLE_DIGITS = 4
};

struct txo_sink {
	const struct txo_writer *writer;
	void *state;		/* of the writer */
	int digits;
	struct txo_out out;
	struct txo_sink_cell *cells;	/* of the row, room for one a column */
	size_t columns, n;	/* n cells are there */
	struct txo_buffer text;	/* of the cells, one after the other */
	uint64_t rows;
	txo_sink_look_fn *look;	/* or NULL */
	void *look_ctx;
	txo_sink_say_fn *say;	/* or NULL */
	void *say_ctx;
	txo_sink_edit_fn *edit;	/* or NULL */
	void *edit_ctx;
	struct txo_sink_rows held;
	size_t room;		/* of cells */
	struct txo_arena texts;
};

static const struct txo_writer *const writers[] = {
	[TXO_FORMAT_CSV] = &txo_writer_csv,
	[TXO_FORMAT_TSV] = &txo_writer_tsv,
	[TXO_FORMAT_TABLE] = &txo_writer_table,
	[TXO_FORMAT_JSON] = &txo_writer_json,
	[TXO_FORMAT_JSONL] = &txo_writer_jsonl,
	[TXO_FORMAT_MARKDOWN] = &txo_writer_markdown,
};

void txo_out_fail_memory(struct txo_out *out)
{
	if (out->status == TXO_OK)
		out->status = txo_fail_memory(&out->err);
}

static void flush(struct txo_out *out)
{
	if (out->bytes.failed)
		txo_out_fail_memory(out);
	if (out->status != TXO_OK || out->bytes.n == 0)
		return;
	out->status = out->write(out->ctx, out->bytes.p, out->bytes.n,
				 &out->err);
	if (out->status != TXO_OK && !out->err.text[0])
		txo_fail(&out->err, out->status, "the output failed");
	txo_buffer_clear(&out->bytes);
}

void txo_out_piece(struct txo_out *out)
{
	if (out->bytes.n >= CHUNK || out->bytes.failed)
		flush(out);
}

struct txo_sink *txo_sink_new(enum txo_format format, int digits,
			      txo_write_fn *write, void *ctx)
{
	struct txo_sink *s = calloc(1, sizeof(*s));

	if (!s)
		return NULL;
	s->writer = writers[format];
	s->digits = digits;
	s->out.write = write;
	s->out.ctx = ctx;
	if (s->writer->state_size) {
		s->state = calloc(1, s->writer->state_size);
		if (!s->state) {
			free(s);
			return NULL;
		}
	}
	return s;
}

void txo_sink_free(struct txo_sink *s)
{
	if (!s)
		return;
	if (s->writer->release)
		s->writer->release(s->state);
	free(s->state);
	free(s->cells);
	free(s->held.cell);
	txo_arena_release(&s->texts);
	txo_buffer_release(&s->text);
	txo_buffer_release(&s->out.bytes);
	free(s);
}

/* The caller broke the rules of sink.h. */
static void misuse(struct txo_sink *s, const char *what)
{
	s->out.status = txo_fail(&s->out.err, TXO_IO,
				 "output row %" PRIu64 " %s", s->rows + 1,
				 what);
}

/* Its text is put in place when the row is complete. */
static void add_cell(struct txo_sink *s, struct txo_sink_cell cell)
{
	if (s->out.status != TXO_OK)
		return;
	if (s->n == s->columns) {
		misuse(s, "has more cells than the header");
		return;
	}
	s->cells[s->n++] = cell;
	txo_buffer_add(&s->text, cell.text.p, cell.text.n);
	if (s->text.failed)
		txo_out_fail_memory(&s->out);
}

static void write_row(struct txo_sink *s, const struct txo_sink_cell *cells)
{
	if (s->say) {
		s->say(s->say_ctx, cells, s->columns, &s->out.bytes);
		txo_buffer_add_char(&s->out.bytes, '\n');
		txo_out_piece(&s->out);
	} else {
		s->writer->row(s->state, &s->out, cells, s->columns);
	}
	if (s->look)
		s->look(s->look_ctx, cells, s->columns);
}

/* Keep a row until the sink is finished. */
static void hold_row(struct txo_sink *s)
{
	struct txo_sink_rows *h = &s->held;
	size_t n = h->rows * s->columns;
	struct txo_sink_cell *all = txo_grow(h->cell, &s->room, n + s->columns,
					     sizeof(*all));

	if (!all) {
		txo_out_fail_memory(&s->out);
		return;
	}
	h->cell = all;
	h->columns = s->columns;
	for (size_t i = 0; i < s->columns; i++) {
		struct txo_sink_cell *c = &all[n + i];

		*c = s->cells[i];
		c->text.p = txo_arena_copy(&s->texts, c->text.p, c->text.n);
		if (!c->text.p)
			txo_out_fail_memory(&s->out);
	}
	h->rows++;
}

/* The rows that were held back, as they have become. */
static void write_held(struct txo_sink *s)
{
	const struct txo_sink_rows *h = &s->held;

	if (s->out.status == TXO_OK && h->rows)
		s->out.status = s->edit(s->edit_ctx, h, &s->out.err);
	for (size_t i = 0; i < h->rows && s->out.status == TXO_OK; i++)
		write_row(s, h->cell + i * h->columns);
}

/* The row, complete now, goes to the writer. */
static void hand_over(struct txo_sink *s, bool header)
{
	size_t at = 0;

	for (size_t i = 0; i < s->n; i++) {
		s->cells[i].text.p = s->text.p + at;
		at += s->cells[i].text.n;
	}
	if (!header && s->edit)
		hold_row(s);
	else if (!header)
		write_row(s, s->cells);
	else if (!s->say)
		s->writer->header(s->state, &s->out, s->cells, s->n);
	txo_buffer_clear(&s->text);
	s->n = 0;
}

void txo_sink_header(struct txo_sink *s, const char *const *names, size_t n)
{
	if (s->out.status != TXO_OK)
		return;
	if (s->columns || n == 0) {
		misuse(s, n ? "is a second header" : "has no columns");
		return;
	}
	s->cells = calloc(n, sizeof(*s->cells));
	if (!s->cells) {
		txo_out_fail_memory(&s->out);
		return;
	}
	s->columns = n;
	for (size_t i = 0; i < n; i++)
		txo_sink_text(s, txo_text(names[i]));
	if (s->out.status == TXO_OK)
		hand_over(s, true);
}

void txo_sink_text(struct txo_sink *s, struct txo_text t)
{
	add_cell(s, (struct txo_sink_cell){ TXO_CELL_TEXT, t, 0, 0 });
}

void txo_sink_told(struct txo_sink *s, struct txo_text t, uint64_t n)
{
	add_cell(s, (struct txo_sink_cell){ TXO_CELL_TEXT, t, (double)n, n });
}

void txo_sink_number(struct txo_sink *s, double x)
{
	char buf[TXO_NUMBER_SIZE];
	struct txo_text t = { buf, 0 };

	if (!isfinite(x)) {
		txo_sink_empty(s);
		return;
	}
	if (s->digits == 0 && (s->writer->for_people || s->say))
		t.n = txo_format_readable(x, READABLE_DIGITS, buf);
	else
		t.n = txo_format_number(x, s->digits, buf);
	add_cell(s, (struct txo_sink_cell){ TXO_CELL_NUMBER, t, x, 0 });
}

void txo_sink_count(struct txo_sink *s, uint64_t n)
{
	char buf[TXO_NUMBER_SIZE];
	int length = snprintf(buf, sizeof(buf), "%" PRIu64, n);

	add_cell(s, (struct txo_sink_cell){ TXO_CELL_COUNT,
					    { buf, (size_t)length },
					    (double)n,
					    n });
}

void txo_sink_empty(struct txo_sink *s)
{
	add_cell(s, (struct txo_sink_cell){ .kind = TXO_CELL_EMPTY });
}

void txo_sink_withheld(struct txo_sink *s)
{
	add_cell(s,
		 (struct txo_sink_cell){ .kind = TXO_CELL_EMPTY, .count = 1 });
}

void txo_sink_end_row(struct txo_sink *s)
{
	if (s->out.status != TXO_OK)
		return;
	if (s->columns == 0 || s->n < s->columns) {
		misuse(s, s->columns ? "has fewer cells than the header" :
				       "has no header");
		return;
	}
	hand_over(s, false);
	s->rows++;
}

void txo_sink_watch(struct txo_sink *s, txo_sink_look_fn *look, void *ctx)
{
	s->look = look;
	s->look_ctx = ctx;
}

void txo_sink_hold(struct txo_sink *s, txo_sink_edit_fn *edit, void *ctx)
{
	s->edit = edit;
	s->edit_ctx = ctx;
}

void txo_sink_say(struct txo_sink *s, txo_sink_say_fn *say, void *ctx)
{
	s->say = say;
	s->say_ctx = ctx;
}

bool txo_sink_is_csv(const struct txo_sink *s)
{
	return s->writer == &txo_writer_csv && !s->look && !s->edit && !s->say;
}

void txo_sink_line(struct txo_sink *s, struct txo_text line)
{
	if (s->out.status != TXO_OK)
		return;
	if (s->columns == 0 || s->n > 0 || !txo_sink_is_csv(s)) {
		misuse(s, "cannot be a line of CSV");
		return;
	}
	txo_buffer_add(&s->out.bytes, line.p, line.n);
	txo_out_piece(&s->out);
	s->rows++;
}

enum txo_status txo_sink_status(const struct txo_sink *s)
{
	return s->out.status;
}

enum txo_status txo_sink_finish(struct txo_sink *s, struct txo_error *err)
{
	if (s->out.status == TXO_OK && s->n > 0)
		misuse(s, "is not ended");
	if (s->edit)
		write_held(s);
	if (s->out.status == TXO_OK && s->columns && s->writer->finish &&
	    !s->say)
		s->writer->finish(s->state, &s->out);
	flush(&s->out);
	if (s->out.status != TXO_OK)
		return txo_fail(err, s->out.status, "%s", s->out.err.text);
	return TXO_OK;
}
