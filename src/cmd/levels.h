/*
 * levels.h - a frame parted by the factor in its first column.
 *
 *	struct txo_levels ls;
 *	status = txo_levels_init(&ls, frame, err);
 *	for (size_t i = 0; i < ls.n; i++)
 *		printf("%zu rows\n", ls.level[i].end - ls.level[i].begin);
 *	txo_levels_release(&ls);
 */
#ifndef TXO_CMD_LEVELS_H
#define TXO_CMD_LEVELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "data/frame.h"
#include "data/items.h"
#include "txo/dist.h"
#include "txo/status.h"

/* The rows of the frame that are of one level: from begin to before end. */
struct txo_level {
	struct txo_text name;
	size_t begin, end;
	uint64_t n;	/* sum of their weights */
};

struct txo_needs;

struct txo_levels {
	struct txo_level *level;	/* n levels, in the order of the labels */
	size_t n;
	size_t lost;		/* first row of the frame without a level */
	uint64_t n_lost;	/* sum of the weights of these rows */
};

/* Part the frame, whose first column must be labels. Release it in any case. */
TXO_NODISCARD
enum txo_status txo_levels_init(struct txo_levels *ls,
				const struct txo_frame *f,
				struct txo_error *err);

/*
 * What is present of column c, a number, in the rows of a level that are sorted
 * by it alone: column c is the second of the frame's two columns. *missing is how
 * many are not. The sample borrows from the frame.
 */
struct txo_sample txo_level_sample(const struct txo_frame *f,
				   const struct txo_level *l, size_t c,
				   uint64_t *missing);

/*
 * Find the labels of --between in all frames, the reference first if its text is
 * not NULL; `levels` says the column. TXO_DATA when there is none, TXO_USAGE when
 * the reference is none of them.
 */
TXO_NODISCARD
enum txo_status txo_levels_settle(struct txo_items *levels,
				  struct txo_text reference,
				  struct txo_frames *frames,
				  struct txo_needs *needs,
				  struct txo_error *err);

void txo_levels_release(struct txo_levels *ls);

/* Is the label what the user calls `said`: equal, or equal as labels are? */
bool txo_label_is(struct txo_text label, struct txo_text said);

#endif
