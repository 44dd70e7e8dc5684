/*
 * withheld.h - small counts, and what would reveal them, are not printed.
 *
 *	struct txo_withheld w = { .least = 5, .marks = marks, .n = n };
 *	txo_sink_hold(sink, txo_withhold, &w);
 *	... rows ...
 *	status = txo_sink_finish(sink, &err);
 *	txo_withheld_release(&w);
 *
 * What the columns mean is told by marks. A count from 1 to below `least` is
 * withheld: its cell is empty. So is
 *
 *	a part of which so few are not part (98 of 100, if 2 are few);
 *	all that follows from a count or a part that is withheld: every other
 *	cell of its row, be it a number, a method or a note, but for those that
 *	say what the row is about;
 *	in rows that share a total, the next smallest count, until two or more
 *	are withheld that add up to `least` or more, so that none can be got by
 *	subtraction; also among the parts of one count;
 *	a rest (n_missing) beside a count that is withheld; and in all rows about
 *	the same people, where in one of them it is withheld without its count:
 *	a row with both would tell the total.
 *
 * What a verb has withheld itself is an empty cell as well (txo_sink_withheld).
 * Zeros are printed, unless one has to stand in for another count, or belongs to
 * one that is withheld. A text that is withheld has its count beside it
 * (txo_sink_told). Each row where something is withheld gets W-WITHHELD in its
 * note. This protects one answer, not several that are compared, and does not
 * reckon with what else is known.
 */
#ifndef TXO_VIEW_WITHHELD_H
#define TXO_VIEW_WITHHELD_H

#include "base/arena.h"
#include "view/sink.h"

/* Of an output column, any that apply. 0: it follows from the row's counts. */
enum txo_mark {
	TXO_IS_EXTRA = 1 << 0,	/* printed only when asked for */
	TXO_IS_COUNT = 1 << 1, /* of rows, people, events: all else in the row
				 * is about them */
	TXO_IS_PART = 1 << 2, /* of the count before it, as events of n; else of
				 * the first one behind it */
	TXO_IS_REST = 1 << 3,	/* beside the count: those without a value */
	TXO_IS_OF_REST = 1 << 4, /* follows from a rest as well */
	TXO_IS_PLAIN = 1 << 5,	/* follows from no count: conf_level */
	TXO_IS_KEY = 1 << 6, /* which part it is: counts of rows that differ
				 * in nothing else add up to a total */
	TXO_IS_SUBJECT = 1 << 7, /* what is counted: counts of rows that differ
				 * in it do not add up */
	TXO_IS_VALUE = 1 << 8	/* a key, of rows that have the same rest */
};

/*
 * What more a row depends on, told with its subject (txo_sink_told): it is about
 * several rows of its group together, as a difference of two levels. Rows are of
 * one group if they are equal in the columns of --by and in the subjects before
 * this one. Any that apply.
 */
enum txo_about {
	TXO_ABOUT_COUNTS = 1 << 0, /* withheld if any count of the group is */
	TXO_ABOUT_PARTS = 1 << 1,  /* if any part is */
	TXO_ABOUT_REST = 1 << 2,   /* its rest is withheld if any rest is */
	TXO_ABOUT_LOST = 1 << 3 /* its rest is of its own, the difference from
				    * another row: withheld if that is small */
};

struct txo_withheld {
	uint64_t least;		/* 2 or more */
	const unsigned *marks;	/* of n columns; those of groups are keys */
	size_t n, by;		/* and how many are those of groups */
	size_t note;		/* the column of notes, or n */
	/* afterwards */
	uint64_t rows;		/* in which something is withheld */
	bool total;		/* the number of all rows would tell it */
	struct txo_arena arena;
};

/* A txo_sink_edit_fn; ctx is a txo_withheld. */
TXO_NODISCARD
enum txo_status txo_withhold(void *ctx, const struct txo_sink_rows *rows,
			     struct txo_error *err);

void txo_withheld_release(struct txo_withheld *w);

#endif
