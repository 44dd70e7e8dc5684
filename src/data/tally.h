/*
 * tally.h - distinct tuples of ids, each with a count.
 *
 *	struct txo_tally t = { .width = 2 };
 *	status = txo_tally_add(&t, ids, 1, &err);
 *	txo_tally_release(&t);
 */
#ifndef TXO_DATA_TALLY_H
#define TXO_DATA_TALLY_H

#include <stddef.h>
#include <stdint.h>

#include "base/index.h"
#include "txo/status.h"

/* The places of tuples in a table by all possible ids, as long as it is small. */
struct txo_tally_dense {
	uint32_t *place;	/* of a tuple, from 1; 0: not seen */
	unsigned bits;		/* of the whole table */
	unsigned char *shift;	/* of each column, and the whole */
};

struct txo_tally {
	size_t width;		/* ids in a tuple, at least 1 */
	size_t n;		/* distinct tuples */
	uint32_t *ids;		/* n times width */
	uint64_t *count;	/* n, each 1 or more */
	size_t ids_room, count_room;
	struct txo_index index;
	uint64_t total;		/* sum of the counts */
	struct txo_tally_dense dense;
	uint32_t *tuple;	/* scratch */
};

/* Many rows, column by column. */
struct txo_tally_rows {
	const uint32_t *const *column;	/* ids; TXO_MISSING is not among them */
	const size_t *distinct;		/* of each column: they are less */
	const unsigned char *skip;	/* of each row: it does not count */
	const uint64_t *weight;		/* of each row, or NULL: 1 */
	uint64_t total;			/* of the weights of those that count */
	size_t n;
};

void txo_tally_release(struct txo_tally *t);

/* The place of the tuple, which is added, counted 0 times, if it is new. */
TXO_NODISCARD
enum txo_status txo_tally_place(struct txo_tally *t, const uint32_t *ids,
				uint32_t *place, struct txo_error *err);

/* Count the tuple w times more. TXO_DATA when the total leaves 63 bits. */
TXO_NODISCARD
enum txo_status txo_tally_add(struct txo_tally *t, const uint32_t *ids,
			      uint64_t w, struct txo_error *err);

/* Count rows; TXO_DATA when the total leaves 63 bits. */
TXO_NODISCARD
enum txo_status txo_tally_add_rows(struct txo_tally *t,
				   const struct txo_tally_rows *rows,
				   struct txo_error *err);

/*
 * Sort the tuples by the ranks of their ids, first column first; a missing id
 * comes last. rank[i] belongs to column i of the tuple and distinct[i] is how
 * many ids it ranks. Afterwards the tuples hold ranks instead of ids, and no
 * more can be added.
 */
TXO_NODISCARD
enum txo_status txo_tally_sort(struct txo_tally *t, const uint32_t *const *rank,
			       const size_t *distinct, struct txo_error *err);

#endif
