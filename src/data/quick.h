/*
 * quick.h - rows of a plain text into an intake, by what equal cells were before.
 *
 *	struct txo_quick q = { 0 };
 *	status = txo_quick_file(&q, &intake, &table, &schema, &err);
 *	if (txo_quick_can(&q, &marked))
 *		status = txo_quick_rows(&q, &marked, &err);
 *	txo_quick_release(&q);
 *
 * A cell is read once, as any other (data/cell.h), and remembered with its bytes.
 * Nothing is decided here: a row with a cell that cannot be read, that says
 * something new of its column and does not fit, or that could be of totals or
 * blank goes the way of all rows, through data/table.h and data/intake.h.
 */
#ifndef TXO_DATA_QUICK_H
#define TXO_DATA_QUICK_H

#include "base/buffer.h"
#include "data/intake.h"
#include "data/marked.h"
#include "data/table.h"

struct txo_quick_column;

struct txo_quick {
	struct txo_intake *in;
	struct txo_table *table;	/* whose rows come from the text */
	const struct txo_schema *schema;
	struct txo_quick_column *column;	/* one for each use */
	size_t columns;
	struct txo_marked *text;
	size_t rows, room;	/* of the text */
	unsigned char *flag;	/* of each row */
	uint64_t *weight;	/* of each row, if there are weights */
	const uint32_t **ids;	/* columns of a projection */
	size_t *distinct;
	struct txo_buffer halved;	/* a cell without its doubled quotes */
};

/* Begin a file: borrows all, until the next one or the release. */
TXO_NODISCARD
enum txo_status txo_quick_file(struct txo_quick *q, struct txo_intake *in,
			       struct txo_table *table,
			       const struct txo_schema *schema,
			       struct txo_error *err);

/* Is the text plain, and all its rows of the header's width? */
bool txo_quick_can(const struct txo_quick *q, const struct txo_marked *m);

/* Take in all rows of the text. TXO_DATA as txo_intake_row(). */
TXO_NODISCARD
enum txo_status txo_quick_rows(struct txo_quick *q, struct txo_marked *m,
			       struct txo_error *err);

void txo_quick_release(struct txo_quick *q);

#endif
