/*
 * dictionary.h - the distinct values of one column, each with a number (id).
 *
 * Decimals are one if they are equal as numbers (1.0 and 1), labels if they
 * are equal byte for byte. Dates are decimals, their day numbers. An id is
 * 32 bits, so a row of a tally is small whatever its cells are.
 */
#ifndef TXO_DATA_DICTIONARY_H
#define TXO_DATA_DICTIONARY_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/index.h"
#include "base/text.h"
#include "data/role.h"
#include "txo/decimal.h"
#include "txo/status.h"

#define TXO_MISSING UINT32_MAX	/* the id of a missing value */

struct txo_dictionary {
	enum txo_type type;
	struct txo_index index;
	struct txo_decimal *number;	/* n of them, unless labels */
	struct txo_text *label;		/* n of them, if labels */
	size_t n, room;
	struct txo_arena text;
	uint32_t last;			/* the label seen last */
};

void txo_dictionary_release(struct txo_dictionary *d);

/* The id of a value, which is added when it is new. */
TXO_NODISCARD
enum txo_status txo_dictionary_number(struct txo_dictionary *d,
				      struct txo_decimal number, uint32_t *id,
				      struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_dictionary_label(struct txo_dictionary *d,
				     struct txo_text label, uint32_t *id,
				     struct txo_error *err);

/*
 * The order of the values: order[rank] is an id, rank[id] its place. Numbers
 * by size; labels that are numbers by size and before all others, the others
 * by bytes. Both arrays are n long. TXO_IO when memory runs out.
 */
TXO_NODISCARD
enum txo_status txo_dictionary_sort(const struct txo_dictionary *d,
				    uint32_t *order, uint32_t *rank,
				    struct txo_error *err);

#endif
