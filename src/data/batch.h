/*
 * batch.h - records of a text that comes in pieces, as libcsv in strict mode
 * has them; for data/csv.c and data/reader.c only.
 *
 *	struct txo_batch b = { 0 };
 *	good = txo_batch_begin(&b, ';', 1);
 *	good = txo_batch_parse(&b, p, n) == n;
 *	good = txo_batch_end(&b);
 *	while (b.next < b.rows)
 *		use(txo_batch_record(&b, b.next++));
 *	txo_batch_clear(&b);
 *	txo_batch_release(&b);
 *
 * The bytes of all fields stand in one buffer. The record that is not finished
 * stays when the others are cleared.
 */
#ifndef TXO_DATA_BATCH_H
#define TXO_DATA_BATCH_H

#include "base/buffer.h"
#include "data/csv.h"

struct csv_parser;

struct txo_batch_row {
	size_t first, n; /* its fields among the spans */
	uint64_t line;
};

struct txo_batch {
	struct csv_parser *parser;
	struct txo_buffer bytes;
	struct txo_span *span;
	size_t spans, span_room;
	struct txo_batch_row *row;
	size_t rows, row_room;
	size_t next;	/* of them: the first that was not handed out */
	bool failed;	/* memory ran out */

	/* where the parser stands */
	size_t first;	/* first span of the unfinished record */
	uint64_t line;	/* where the unfinished record starts */
	uint64_t inside; /* line ends within its fields */
	bool after_cr;	/* nothing has come since a CR */
	struct txo_record record;
};

/* What comes begins a record on this line. False when memory runs out. */
bool txo_batch_begin(struct txo_batch *b, char delimiter, uint64_t line);

/* How many of the n bytes are good; behind them is a fault, if that is fewer. */
size_t txo_batch_parse(struct txo_batch *b, const char *p, size_t n);

/* Bytes that the unfinished record takes, about. */
size_t txo_batch_held(const struct txo_batch *b);

/* What the fault is; NULL: memory ran out. */
const char *txo_batch_fault(const struct txo_batch *b);

/* The text ends here. False: within quotes. */
bool txo_batch_end(struct txo_batch *b);

/* Forget the records that were handed out, keep the unfinished one. */
void txo_batch_clear(struct txo_batch *b);

/* Borrowed until the next call. */
const struct txo_record *txo_batch_record(struct txo_batch *b, size_t i);

void txo_batch_release(struct txo_batch *b);

#endif
