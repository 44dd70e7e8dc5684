/*
 * tally.h - distinct tuples of ids, each with a count.
 *
 *	struct txo_tally t = { .width = 2 };
 *	status = txo_tally_add(&t, ids, 1, &err);
 *	status = txo_tally_close(&t, &err);
 *	for (size_t i = 0; i < t.n; i++)
 *		use(t.ids + i * t.width, t.count[i]);
 *	txo_tally_release(&t);
 *
 * While it is open a tuple is packed into a key of 64 bits. Few possible keys are
 * places in an array, which stays in the cache; so are the keys of a single
 * column, whose ids are counted from 0. Else the keys are hashed: 16 bytes each,
 * in a table that is at most two thirds full. Only tuples of more than 64 bits
 * are kept as they are.
 */
#ifndef TXO_DATA_TALLY_H
#define TXO_DATA_TALLY_H

#include <stddef.h>
#include <stdint.h>

#include "base/index.h"
#include "txo/status.h"

enum txo_tally_form {
	TXO_TALLY_NEW,
	TXO_TALLY_FLAT,
	TXO_TALLY_HASHED,
	TXO_TALLY_WIDE,
	TXO_TALLY_CLOSED
};

struct txo_tally_slot {
	uint64_t key, count;	/* count 0: free */
};

/* Private. */
struct txo_tally_store {
	enum txo_tally_form form;
	unsigned char *bits;	/* of each column, the first one highest */
	unsigned all;		/* their sum */
	uint64_t *flat;		/* counts by key */
	size_t limit;		/* keys of the flat form, about */
	struct txo_tally_slot *slot;
	unsigned slot_bits;
	size_t used;		/* slots */
	struct txo_index index;	/* of tuples, if wide */
	size_t ids_room, count_room;
};

struct txo_tally {
	size_t width;		/* ids in a tuple, at least 1 */
	uint64_t total;		/* sum of the counts */
	/* once it is closed */
	size_t n;		/* distinct tuples */
	uint32_t *ids;		/* n times width */
	uint64_t *count;	/* n, each 1 or more */
	struct txo_tally_store store;
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

/* Count the tuple w times more. TXO_DATA when the total leaves 63 bits. */
TXO_NODISCARD
enum txo_status txo_tally_add(struct txo_tally *t, const uint32_t *ids,
			      uint64_t w, struct txo_error *err);

/* Count rows; TXO_DATA when the total leaves 63 bits. */
TXO_NODISCARD
enum txo_status txo_tally_add_rows(struct txo_tally *t,
				   const struct txo_tally_rows *rows,
				   struct txo_error *err);

/* No more tuples will come: list them. May be called again. */
TXO_NODISCARD
enum txo_status txo_tally_close(struct txo_tally *t, struct txo_error *err);

/* Bytes that it takes, those aside that were never needed so far. */
size_t txo_tally_bytes(const struct txo_tally *t);

/* Tuples so far; in a tally of one column, no more than its ids. */
size_t txo_tally_tuples(const struct txo_tally *t);

/*
 * Sort the tuples by the ranks of their ids, first column first; a missing id
 * comes last. rank[i] belongs to column i of the tuple and distinct[i] is how
 * many ids it ranks. Closes the tally; afterwards the tuples hold ranks instead
 * of ids.
 */
TXO_NODISCARD
enum txo_status txo_tally_sort(struct txo_tally *t, const uint32_t *const *rank,
			       const size_t *distinct, struct txo_error *err);

#endif
