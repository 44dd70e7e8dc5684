/*
 * note.h - why a cell is empty, or what to know about a number.
 *
 * Every output row of txo ends with a note: the codes of this table, parted by
 * blanks. A result carries them as one bit each.
 */
#ifndef TXO_NOTE_H
#define TXO_NOTE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum txo_note {
	TXO_NOTE_NODATA = 1 << 0,	/* no value at all */
	TXO_NOTE_SMALLN = 1 << 1,	/* too few values for some cells */
	TXO_NOTE_CONST = 1 << 2,	/* all values of a column are equal */
	TXO_NOTE_TIES = 1 << 3, /* equal values: shared first place, no width */
	TXO_NOTE_NONPOS = 1 << 4,	/* needs values above zero */
	TXO_NOTE_ZEROMEAN = 1 << 5,	/* divides by a mean of zero */
	TXO_NOTE_PERFECT = 1 << 6,	/* perfect fit or association */
	TXO_NOTE_OVERFLOW = 1 << 7,	/* beyond the range of a double */
	TXO_NOTE_ZEROCELL = 1 << 8,	/* a count of zero: no finite ratio */
	TXO_NOTE_FEWGROUPS = 1 << 9,	/* fewer than two groups with values */
	TXO_NOTE_ZEROS = 1 << 10, /* differences of zero, see the method */
	TXO_NOTE_ZEROBASE = 1 << 11,	/* a percentage of a zero baseline */
	TXO_NOTE_INCOMPLETE = 1 << 12,	/* pairs, blocks, courses left out */
	TXO_NOTE_APPROX = 1 << 13, /* too large for the exact procedure */
	TXO_NOTE_OPEN = 1 << 14,	/* an interval without one end */
	TXO_NOTE_SPARSE = 1 << 15,	/* expected counts below 5 */
	TXO_NOTE_WITHHELD = 1 << 16,	/* small counts are not shown */
	TXO_NOTE_UNFINISHED = 1 << 17,	/* a period that is not over */
	TXO_NOTE_UNREACHED = 1 << 18, /* the curve does not come down so far */
	TXO_NOTE_BEYOND = 1 << 19,	/* after the last observation */
	TXO_NOTE_UNBOUNDED = 1 << 20,	/* no finite value fits best */
	TXO_NOTE_COLLINEAR = 1 << 21,	/* follows from other columns */
	TXO_NOTE_BOUNDARY = 1 << 22,	/* a variance of 0, a correlation of 1 */
	TXO_NOTE_NOCONVERGE = 1 << 23	/* no optimum was found */
};

#define TXO_NOTE_SIZE 320

/* One row a note: its bit, its code as printed, what it means. */
struct txo_note_entry {
	unsigned bit;
	const char *code;	/* such as "W-CONST" */
	const char *meaning;	/* a sentence without a full stop */
};

/* All notes, ended by an entry whose code is NULL. Static storage. */
const struct txo_note_entry *txo_notes(void);

/*
 * Write the codes of the bits in `notes` into buf, parted by blanks; those
 * that do not fit into size are left out (TXO_NOTE_SIZE bytes hold all of them); an empty
 * text for 0. Returns buf.
 */
const char *txo_note_text(unsigned notes, char *buf, size_t size);

#ifdef __cplusplus
}
#endif
#endif
