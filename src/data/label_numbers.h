/*
 * label_numbers.h - are all labels of a column numbers, and which?
 *
 *	struct txo_label_numbers ln = { .projection = 2, .column = 1 };
 *	status = txo_label_numbers_find(&ln, &frames, &how, &err);
 *	if (ln.all)
 *		use(ln.x[frame.column[1].label[row]]);
 *
 * For a verb that takes a column as it comes. Asked of the labels of all groups
 * when all rows are read, so that the answer is a matter of the values and not of
 * their order. Numbers are written as data/number.h allows. Digits behind a zero
 * (007) are a name, not a number, unless it is known better.
 */
#ifndef TXO_DATA_LABEL_NUMBERS_H
#define TXO_DATA_LABEL_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "data/cell.h"
#include "data/frame.h"
#include "txo/status.h"

/* How cells are read, and where the answer lives. */
struct txo_label_reading {
	const struct txo_cell_rules *rules;
	bool comma_parts;	/* commas part the fields of some file */
	struct txo_arena *arena;
};

struct txo_label_numbers {
	/* what is asked: this column of the frames of this projection */
	size_t projection, column;
	bool parted;		/* only rows with a value in the first column */
	bool zeros;		/* 02 is a number */

	/* the answer */
	bool all;		/* there are labels, and all are numbers */
	size_t n;		/* labels that are numbers */
	size_t distinct;	/* numbers that differ; 3 is 3 or more */
	struct txo_text other;	/* the first label that is none, or p is NULL */
	int code;	/* as txo_sentinel_code(), alone below 0; or 0 */
	double *x, *lo;	/* if all are, of each label; NaN: missing by --na */
};

/*
 * TXO_DATA, naming the column, if all labels are numbers but it is not clear what
 * their commas mean.
 */
TXO_NODISCARD
enum txo_status txo_label_numbers_find(struct txo_label_numbers *ln,
				       struct txo_frames *fs,
				       const struct txo_label_reading *how,
				       struct txo_error *err);

#endif
