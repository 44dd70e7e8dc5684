/*
 * sink.h - where output rows go: one writer for each format, one interface.
 *
 *	struct txo_sink *s = txo_sink_new(TXO_FORMAT_CSV, 0, write_bytes, ctx);
 *	txo_sink_header(s, names, 2);
 *	txo_sink_text(s, txo_text("a"));
 *	txo_sink_number(s, 1.5);
 *	txo_sink_end_row(s);
 *	status = txo_sink_finish(s, &err);
 *	txo_sink_free(s);
 *
 * Cells come from left to right, one for each column of the header. Errors
 * (a failed write, memory, a row of the wrong length) stick: later calls do
 * nothing and txo_sink_finish() tells. The sink opens and closes nothing.
 */
#ifndef TXO_VIEW_SINK_H
#define TXO_VIEW_SINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/text.h"
#include "txo/status.h"

struct txo_sink;

enum txo_format {
	TXO_FORMAT_CSV,		/* RFC 4180, LF, quotes on need */
	TXO_FORMAT_TSV,		/* tab, LF, CR and backslash as \t \n \r \\ */
	TXO_FORMAT_TABLE,	/* aligned, for people; kept until finish */
	TXO_FORMAT_JSON,	/* one array of objects */
	TXO_FORMAT_JSONL,	/* one object a line */
	TXO_FORMAT_MARKDOWN	/* a pipe table for people; kept until finish */
};

enum txo_cell_kind {
	TXO_CELL_EMPTY,
	TXO_CELL_TEXT,
	TXO_CELL_NUMBER,	/* of a measure, rounded as the user asked */
	TXO_CELL_COUNT		/* a whole number, never rounded */
};

/* A cell as it is written. */
struct txo_sink_cell {
	enum txo_cell_kind kind;
	struct txo_text text;	/* empty if the cell is */
	double number;		/* before it was rounded */
	uint64_t count; /* or that a text shows, see view/withheld.h;
				 * 1 in an empty cell: it is withheld */
};

/* All rows of an answer, row by row: rows * columns cells. */
struct txo_sink_rows {
	struct txo_sink_cell *cell;
	size_t columns, rows;
};

/* Takes n bytes; TXO_OK, or the status of the failure with its sentence. */
typedef enum txo_status txo_write_fn(void *ctx, const char *p, size_t n,
				     struct txo_error *err);

/*
 * A sink that hands bytes to write(ctx, ...). digits: significant digits of
 * numbers, or 0 for the shortest exact text (the two tables for people then
 * round to 4, never before the decimal point). NULL when memory runs out.
 */
struct txo_sink *txo_sink_new(enum txo_format format, int digits,
			      txo_write_fn *write, void *ctx);
void txo_sink_free(struct txo_sink *s);

/* The column names, copied. Once, before the first cell; n >= 1. */
void txo_sink_header(struct txo_sink *s, const char *const *names, size_t n);

void txo_sink_text(struct txo_sink *s, struct txo_text t);
/* NaN is an empty cell (null in JSON). Infinity is an empty cell, too. */
void txo_sink_number(struct txo_sink *s, double x);
void txo_sink_count(struct txo_sink *s, uint64_t n);
void txo_sink_empty(struct txo_sink *s);
/* Empty, as what would stand there is not to be told. */
void txo_sink_withheld(struct txo_sink *s);
/* A text that shows a count, as "12 (34 %)". */
void txo_sink_told(struct txo_sink *s, struct txo_text t, uint64_t n);
void txo_sink_end_row(struct txo_sink *s);

/*
 * Shows each row to look(ctx, ...) as it is written, n cells; they are borrowed
 * until it returns.
 */
typedef void txo_sink_look_fn(void *ctx, const struct txo_sink_cell *cells,
			      size_t n);
void txo_sink_watch(struct txo_sink *s, txo_sink_look_fn *look, void *ctx);

/*
 * A line of text for each row in place of the format, without header; the cells
 * come rounded for people unless digits were asked for. Before the header.
 */
typedef void txo_sink_say_fn(void *ctx, const struct txo_sink_cell *cells,
			     size_t n, struct txo_buffer *line);
void txo_sink_say(struct txo_sink *s, txo_sink_say_fn *say, void *ctx);

/*
 * Hold all rows back until the sink is finished, then have edit(ctx, ...) change
 * them: empty cells, or put texts in place that live until the sink is freed.
 * Before the first row.
 */
typedef enum txo_status txo_sink_edit_fn(void *ctx,
					 const struct txo_sink_rows *rows,
					 struct txo_error *err);
void txo_sink_hold(struct txo_sink *s, txo_sink_edit_fn *edit, void *ctx);

/*
 * A row that is CSV already, of the header's columns, with its line end; for
 * writers of very many rows, and only where txo_sink_is_csv(): CSV is written, and
 * nobody looks at rows or changes them.
 */
void txo_sink_line(struct txo_sink *s, struct txo_text line);
bool txo_sink_is_csv(const struct txo_sink *s);

/* TXO_OK, or the status that txo_sink_finish() will tell. */
enum txo_status txo_sink_status(const struct txo_sink *s);

/* Write what is held back; the first error of the sink's life. Once. */
TXO_NODISCARD
enum txo_status txo_sink_finish(struct txo_sink *s, struct txo_error *err);

#endif
