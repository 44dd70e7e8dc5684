/*
 * items.h - the values that a column of labels has: its cells as they are, or
 * the items of its lists.
 *
 *	struct txo_items its = { .projection = 0, .column = 1, .list = true };
 *	status = txo_items_find(&its, &frames, &arena, &err);
 *	...
 *	const struct txo_item *item;
 *	size_t n = txo_items_of(&its, frame.column[1].label[row], &item);
 *
 * Lists are those of data/list.h. Items are equal as labels are. A list that
 * says that it is empty has one value, "none", which it names 0 times. Beside an
 * item such a word means nothing.
 *
 * Values are those of all groups, in the order of labels (data/dictionary.h).
 */
#ifndef TXO_DATA_ITEMS_H
#define TXO_DATA_ITEMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"
#include "data/frame.h"
#include "txo/status.h"

/* A value of a cell, and how often the cell names it. */
struct txo_item {
	uint32_t value, times;
};

struct txo_items {
	/* what is asked: this column of the frames of this projection */
	size_t projection, column;
	bool parted;		/* only rows with a value in the first column */
	bool list;		/* its cells are lists */
	bool exact;		/* items that differ in case are different */

	/* the answer */
	struct txo_text *value;	/* n of them, borrowed from arena and frames */
	size_t n;
	bool once;		/* no cell stands in more than one row */

	/* private */
	size_t labels;
	size_t *start;		/* of the items of each label, and the end */
	struct txo_item *item;
};

/*
 * Find the values in the frames of all groups. What it makes lives in the arena.
 * TXO_IO when memory runs out.
 */
TXO_NODISCARD
enum txo_status txo_items_find(struct txo_items *its, struct txo_frames *fs,
			       struct txo_arena *arena, struct txo_error *err);

/*
 * Put n values before all others, in this order; names are compared as labels
 * are. If there is any of them, those that no cell has are values from now on,
 * too; if there is none, nothing happens and *any is false. Names are borrowed.
 */
TXO_NODISCARD
enum txo_status txo_items_order(struct txo_items *its,
				const struct txo_text *first, size_t n,
				struct txo_arena *arena, bool *any,
				struct txo_error *err);

/* Values that come first, and where the answer lives. */
struct txo_item_order {
	const struct txo_text *first;
	size_t n;
	struct txo_arena *arena;
};

/*
 * The same in each of several columns that has any of them; *any says whether one
 * has. Only where a single column has any does it get those that no cell has.
 * Columns of which `its` is NULL are passed over.
 */
TXO_NODISCARD
enum txo_status txo_items_order_all(struct txo_items *const *its,
				    size_t columns,
				    const struct txo_item_order *order,
				    bool *any, struct txo_error *err);

/*
 * The values of a label, each once, in no order; 0 of them for TXO_MISSING and for
 * a list of nothing but marks.
 */
static inline size_t txo_items_of(const struct txo_items *its, uint32_t label,
				  const struct txo_item **item)
{
	if (label >= its->labels)
		return 0;
	*item = its->item + its->start[label];
	return its->start[label + 1] - its->start[label];
}

#endif
