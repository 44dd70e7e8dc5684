/*
 * item_counts.h - how many rows of a frame have each value, or each pair.
 *
 *	struct txo_item_counts c;
 *	status = txo_item_counts_init(&c, &items, &err);
 *	txo_item_counts_add(&c, &items, &frame, 0, frame.rows);
 *	... c.rows[value] of c.total ...
 *	txo_item_counts_release(&c);
 *
 * All are sums of weights.
 */
#ifndef TXO_DATA_ITEM_COUNTS_H
#define TXO_DATA_ITEM_COUNTS_H

#include <stdint.h>

#include "data/items.h"

/* A column of the frame; rows that name a value twice have it once. */
struct txo_item_counts {
	uint64_t *rows;		/* that have the value, for each */
	uint64_t *mentions;	/* of the value, for each */
	uint64_t total;		/* rows with any value */
	uint64_t all_mentions;	/* of any value */
	uint64_t missing;	/* rows without */
};

/* Nothing counted yet. TXO_IO when memory runs out. Release it in any case. */
TXO_NODISCARD
enum txo_status txo_item_counts_init(struct txo_item_counts *c,
				     const struct txo_items *its,
				     struct txo_error *err);

/* Add the rows of the frame from `begin` to before `end`. */
void txo_item_counts_add(struct txo_item_counts *c, const struct txo_items *its,
			 const struct txo_frame *f, size_t begin, size_t end);
void txo_item_counts_release(struct txo_item_counts *c);

/* Two columns, values of a along the rows of the table, of b across. */
struct txo_item_cross {
	size_t columns;		/* values of b */
	uint64_t *cell;		/* [value of a * columns + value of b] */
	uint64_t *row, *column;	/* with the value, and any of the other one */
	uint64_t *row_only;	/* with this value of a, none of b */
	uint64_t *column_only;	/* with this value of b, none of a */
	uint64_t total;		/* with both */
	uint64_t a_only, b_only, neither;
	uint64_t missing;	/* without one or both: the sum of these */
};

/* The same; released by txo_item_cross_release(). */
TXO_NODISCARD
enum txo_status txo_item_cross_init(struct txo_item_cross *c,
				    const struct txo_items *a,
				    const struct txo_items *b,
				    struct txo_error *err);
void txo_item_cross_add(struct txo_item_cross *c, const struct txo_items *a,
			const struct txo_items *b, const struct txo_frame *f);
void txo_item_cross_release(struct txo_item_cross *c);

#endif
