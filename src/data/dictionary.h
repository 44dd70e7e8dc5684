/*
 * dictionary.h - the distinct values of one column, each with a number (id).
 *
 * Decimals are one if they are equal as numbers (1.0 and 1). Labels are one if
 * they are equal but for case, kinds of blanks and Unicode composition; shown is
 * their most frequent spelling, the first by bytes of several. Dates are
 * decimals, their day numbers. An id is 32 bits, so a row of a tally is small
 * whatever its cells are.
 */
#ifndef TXO_DATA_DICTIONARY_H
#define TXO_DATA_DICTIONARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/index.h"
#include "base/text.h"
#include "data/numbers.h"
#include "data/role.h"
#include "txo/decimal.h"
#include "txo/status.h"

#define TXO_MISSING UINT32_MAX	/* the id of a missing value */

/* One way in which a label was written. */
struct txo_spelling {
	struct txo_text text;
	uint32_t id;		/* of the label */
	uint64_t count;		/* how often, by weight */
};

struct txo_dictionary {
	enum txo_type type;
	bool exact;			/* labels: every spelling is its own */
	struct txo_numbers numbers;	/* unless labels: n of them */
	struct txo_index index;		/* of spellings */
	struct txo_index folded;	/* of labels */
	struct txo_text *label;		/* n of them, folded, if labels */
	size_t n, room;
	struct txo_spelling *spelling;
	size_t spellings, spelling_room;
	struct txo_arena text;
	struct txo_buffer fold;		/* scratch */
	uint32_t last;			/* the spelling seen last */
};

void txo_dictionary_release(struct txo_dictionary *d);

/*
 * The id of a value, which is added when it is new. A spelling counts only
 * when txo_dictionary_count() is called before the next label.
 */
TXO_NODISCARD
enum txo_status txo_dictionary_number(struct txo_dictionary *d,
				      struct txo_decimal number, uint32_t *id,
				      struct txo_error *err);

/* The same for n numbers. */
TXO_NODISCARD
enum txo_status txo_dictionary_numbers(struct txo_dictionary *d,
				       const struct txo_decimal *number,
				       size_t n, uint32_t *id,
				       struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_dictionary_label(struct txo_dictionary *d,
				     struct txo_text label, uint32_t *id,
				     struct txo_error *err);

/* The label looked up last was seen w times. */
void txo_dictionary_count(struct txo_dictionary *d, uint64_t w);

/* Bytes that it takes. */
size_t txo_dictionary_bytes(const struct txo_dictionary *d);

/*
 * The order of the values: order[rank] is an id, rank[id] its place. Numbers
 * by size; labels, as they are shown, that are numbers by size and before all
 * others, the others by bytes. Both arrays are n long. Afterwards label[id] is
 * what is shown, and nothing more can be added. TXO_IO when memory runs out.
 */
TXO_NODISCARD
enum txo_status txo_dictionary_sort(struct txo_dictionary *d, uint32_t *order,
				    uint32_t *rank, struct txo_error *err);

#endif
