/*
 * frame.h - one group's table: sorted, weighted, typed columns.
 *
 *	struct txo_frames fs;
 *	status = txo_frames_init(&fs, &intake, &err);
 *	for (size_t g = 0; g < fs.groups; g++)
 *		for (size_t p = 0; p < fs.projections; p++) {
 *			struct txo_frame f = txo_frames_get(&fs, g, p);
 *			...
 *		}
 *	txo_frames_release(&fs);
 *
 * Rows are distinct and sorted by the first column, then the second, and so
 * on, missing values last; each has the number of times that it was seen.
 */
#ifndef TXO_DATA_FRAME_H
#define TXO_DATA_FRAME_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "data/intake.h"

/* One column of a frame. x and lo for numbers and dates, label for labels. */
struct txo_vector {
	struct txo_text name;
	enum txo_type type;
	const double *x;	/* NaN when missing */
	const double *lo;	/* what x lost of its decimal */
	const uint32_t *label;	/* place in `labels`, or TXO_MISSING */
	const struct txo_text *labels;	/* sorted */
	const struct txo_number_style *style;	/* of numbers, in the last file */
};

/* Borrowed from txo_frames until the next txo_frames_get(). */
struct txo_frame {
	size_t projection;	/* which of those that the verb asked for */
	const struct txo_vector *column;
	size_t columns;		/* without the group columns */
	const uint64_t *weight;	/* rows of them, each 1 or more */
	size_t rows;
};

/* Has the row no value in this column? */
static inline bool txo_frame_lacks(const struct txo_frame *f, size_t column,
				   size_t row)
{
	const struct txo_vector *v = &f->column[column];

	return v->type == TXO_LABEL ? v->label[row] == TXO_MISSING :
				      isnan(v->x[row]);
}

struct txo_frames {
	size_t groups, projections;
	const struct txo_intake *intake;
	struct txo_sorted *sorted;	/* one for each use */
	struct txo_margin *margin;	/* one for each projection */
	struct txo_vector *lent;	/* columns of the frame handed out */
};

/*
 * Sort the tallies of the intake and part them by group. No more rows can be
 * taken in afterwards. Release it in any case.
 */
TXO_NODISCARD
enum txo_status txo_frames_init(struct txo_frames *fs, struct txo_intake *in,
				struct txo_error *err);

struct txo_frame txo_frames_get(struct txo_frames *fs, size_t group,
				size_t projection);

/* The group's label in the i-th group column. */
struct txo_text txo_frames_group(const struct txo_frames *fs, size_t group,
				 size_t i);

void txo_frames_release(struct txo_frames *fs);

#endif
