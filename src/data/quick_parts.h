/*
 * quick_parts.h - what the parts of the quick lane share; for data/quick*.c
 * only.
 */
#ifndef TXO_DATA_QUICK_PARTS_H
#define TXO_DATA_QUICK_PARTS_H

#include "data/known.h"
#include "data/quick.h"

/* Of a row. */
enum {
	TXO_QUICK_SLOW = 1,	/* goes, or went, the way of all rows */
	TXO_QUICK_LACKS = 2,	/* some value is missing */
	TXO_QUICK_ASIDE = 4	/* of blanks or totals: its cells say nothing */
};

struct txo_quick_column {
	size_t field;
	enum txo_type type;
	unsigned have;		/* kinds of number seen in this text */
	uint64_t looked, learnt;	/* cells; those that were not known */
	struct txo_known known;
	struct txo_known_cell fresh;	/* one that was not remembered */
	uint32_t *id, *spelling;	/* of each row */
	struct txo_decimal *number;	/* of plain cells, and their rows */
	uint32_t *row;
};

/* A cell of the text: its row, and what stands in it. */
struct txo_quick_cell {
	size_t row;
	struct txo_text text;
};

/* What stands in a field of a row, its quotes taken off. */
struct txo_text txo_quick_field(struct txo_quick *q, size_t row, size_t field);

/*
 * Read a cell as it is read anywhere; NULL if its row must go the way of all
 * rows. The line matters, and is counted, only where a number shows what was not
 * known of its column.
 */
const struct txo_known_cell *txo_quick_learn(struct txo_quick *q, size_t use,
					     const struct txo_quick_cell *at);

/* Are there so many different numbers that it is better to read each? */
bool txo_quick_are_many(const struct txo_quick *q, size_t use);

/* The values of a column of very many numbers, row by row. */
TXO_NODISCARD
enum txo_status txo_quick_numbers(struct txo_quick *q, size_t use,
				  struct txo_error *err);

/* Is the use what a condition says, and no column of the text? */
static inline bool txo_quick_is_derived(const struct txo_quick *q, size_t use)
{
	return q->in->condition && q->in->condition[use];
}

/*
 * What conditions say of all rows that are not TXO_QUICK_SLOW; where nobody
 * knows, they lack a value. When the values of all columns are there.
 */
TXO_NODISCARD
enum txo_status txo_quick_derive(struct txo_quick *q, struct txo_error *err);

/* Can the cell stand in the text as it is, and be looked up so? */
static inline bool txo_quick_is_bare(const struct txo_marked *m, const char *p,
				     size_t n)
{
	return n == 0 || (*p != '"' && (!m->marks.returns || p[n - 1] != '\r'));
}

#endif
