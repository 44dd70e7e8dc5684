/*
 * cell.h - from the text of a cell to the id of its value.
 */
#ifndef TXO_DATA_CELL_H
#define TXO_DATA_CELL_H

#include <stdbool.h>

#include "data/dictionary.h"
#include "data/missing.h"
#include "data/number.h"

/* How cells are read, for all columns. */
struct txo_cell_rules {
	struct txo_missing missing;
	struct txo_number_rules number;
	struct txo_text date_form;	/* --date-format; empty: ISO 8601 alone */
	bool exact_labels;
	bool redact;			/* messages do not quote cells */
};

/* Leave out the cell that is quoted at the beginning of the sentence. */
void txo_cell_redact(struct txo_text cell, struct txo_error *err);

/* A cell in its place. */
struct txo_cell {
	struct txo_text text;		/* blanks cut off */
	uint64_t line;			/* of its record */
	struct txo_number_style *style;	/* of its column */
};

/*
 * The id of the cell among its column's values, or TXO_MISSING. TXO_DATA for a
 * cell that is not of their type.
 */
TXO_NODISCARD
enum txo_status txo_cell_id(const struct txo_cell_rules *rules,
			    const struct txo_cell *cell,
			    struct txo_dictionary *values, uint32_t *id,
			    struct txo_error *err);

/*
 * Leave the quoted cell at the beginning of the sentence out of it; err may be
 * NULL.
 */
void txo_cell_redact(struct txo_text cell, struct txo_error *err);

#endif
