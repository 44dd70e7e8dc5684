/*
 * boxes.h - check boxes: columns of 0 and 1 that together are one list.
 *
 * A survey writes the answers to "which side effects?" into a column for each:
 * ae___redness, ae___pain. Of these a table makes one more column, behind those
 * of the file, whose cells are lists as data/list.h knows them: "pain;redness".
 *
 * A box is ticked (1, yes, y, true, x, checked, ja), not ticked (0, no, n,
 * false, unchecked, nein), in any case, or unknown: empty, or a word for a
 * missing value. The list of a row has the ticked items, sorted as labels; it
 * is
 *
 *	none	where none is ticked and at least one is known. But where a box
 *		says none itself (ae___none), it says when the list is empty:
 *		with no box ticked the question was not answered;
 *	missing	where nothing is known.
 *
 * Surveys are known to write 0 for the boxes of a form that nobody has opened:
 * no reader can tell. A row filter on the form's status leaves such rows out.
 *
 * A cell that is none of these, and a ticked "none" beside another tick, make
 * the list of the row unreadable.
 *
 * In columns of lists for which the question is known to have been asked, an
 * empty cell is none. That is made here as well. A list made of boxes can be
 * such a column: then it is none where all of them are empty, or not ticked.
 */
#ifndef TXO_DATA_BOXES_H
#define TXO_DATA_BOXES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "data/csv.h"
#include "data/header.h"
#include "data/missing.h"

/*
 * Columns of a list: one by name, or all that fit, where one * in the pattern
 * stands for what is the item; the case of letters does not matter. The item of
 * a column by name is the name, of field___code the code. In items '_' and the
 * marks that part items become blanks.
 */
struct txo_box_rule {
	struct txo_text name;		/* of the list */
	struct txo_text pattern;
};

/* All that is to be made, borrowed. */
struct txo_list_rules {
	const struct txo_box_rule *box;
	size_t boxes;
	const struct txo_text *asked;	/* columns: empty means none */
	size_t askeds;
	struct txo_missing missing;
};

/* One of the columns. */
struct txo_box {
	size_t list, rule, column;
	struct txo_text item;
	struct txo_text folded;		/* as labels are compared */
	bool none;			/* the item says that there is none */
};

/* The lists of one table. */
struct txo_boxes {
	const struct txo_list_rules *rules;
	struct txo_box *box;	/* n of them, by list, then by item; */
	bool borrowed;		/* from another table */
	size_t n, room;
	size_t lists;		/* columns behind those of the file */
	bool *is_asked;		/* of each of them */
	size_t *asked;		/* columns of the file */
	size_t askeds;
	/* of the row at hand */
	struct txo_bad_list *bad;	/* for each list */
	struct txo_record record;
	struct txo_buffer bytes;
	struct txo_span *span;
	size_t span_room;
};

/*
 * Find the boxes in the header and add to it a name for each list. TXO_USAGE
 * when nothing fits, when a name is there already, or a box is asked for.
 * Texts live as long as the header.
 */
TXO_NODISCARD
enum txo_status txo_boxes_bind(struct txo_boxes *b,
			       const struct txo_list_rules *rules,
			       struct txo_header *h, struct txo_error *err);

/*
 * The same, with memory of its own for rows, which lives in the arena. The boxes
 * found stay borrowed. TXO_IO when memory runs out.
 */
TXO_NODISCARD
enum txo_status txo_boxes_share(const struct txo_boxes *found,
				struct txo_boxes *b, struct txo_arena *arena,
				struct txo_error *err);

/* Is there anything to be made of rows? */
bool txo_boxes_any(const struct txo_boxes *b);

/*
 * A copy of the record, which is as wide as the file's header, with a cell for
 * each list. It lives until the next call. If it is not `plain` (blank, or
 * totals) nothing is asked and the lists are empty cells.
 */
TXO_NODISCARD
enum txo_status txo_boxes_make(struct txo_boxes *b, const struct txo_record *r,
			       bool plain, const struct txo_record **row,
			       struct txo_error *err);

/* Is the cell of this column a list that could not be made? */
static inline bool txo_boxes_failed(const struct txo_header *h,
				    const struct txo_record *r, size_t column)
{
	return r->bad && column >= h->fields &&
	       r->bad[column - h->fields].column != TXO_NO_COLUMN;
}

/*
 * TXO_DATA: what is wrong with the cell that is to blame, which is in the
 * column *column (first: the list, then: the box). Quotes no cell if `redact`.
 */
enum txo_status txo_boxes_blame(const struct txo_header *h,
				const struct txo_record *r, bool redact,
				size_t *column, struct txo_error *err);

/* The first column whose cell could not be made, or TXO_NO_COLUMN. */
size_t txo_boxes_first_failed(const struct txo_header *h,
			      const struct txo_record *r);

void txo_boxes_release(struct txo_boxes *b);

#endif
