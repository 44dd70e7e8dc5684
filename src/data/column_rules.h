/*
 * column_rules.h - one column of a file: what its cells hold, and what is
 * strange about all of them together.
 *
 *	struct txo_column_rules c = { .type = TXO_NUMBER, .cells = &rules };
 *	good = txo_column_read(&c, &place, cell, &value, &err);
 *	txo_column_end(&c, &finding, &finder);
 *
 * Constant memory, whatever the number of rows.
 */
#ifndef TXO_DATA_COLUMN_RULES_H
#define TXO_DATA_COLUMN_RULES_H

#include <stdbool.h>
#include <stdint.h>

#include "data/cell.h"
#include "data/finding.h"
#include "data/role.h"

enum txo_read { TXO_READ_MISSING, TXO_READ_GOOD, TXO_READ_BAD };

/* What a cell holds. */
struct txo_reading {
	enum txo_read read;
	struct txo_text text;		/* blanks cut off */
	struct txo_decimal number;	/* if that is its type */
	double x;			/* the same */
	int days;			/* if it is a date; see date.h */
};

/* Where a row stands. */
struct txo_place {
	uint64_t line, row;
};

#define TXO_CODES 3		/* -99, -999, -9999 */
#define TXO_DECIMALS 4		/* places behind the point, 0 to 3 */

struct txo_column_rules {
	/* set by the caller */
	const struct txo_cell_rules *cells;
	enum txo_type type;
	bool score;	/* one value in many rows would be strange */
	bool quiet;	/* of which type a cell is, somebody else judges */
	bool on_scale;	/* codes are outside of it, which is told elsewhere */

	/* private */
	struct txo_number_style style;
	struct {
		uint64_t n;
		struct txo_place first;
	} code[TXO_CODES];
	bool negative, plain;		/* values below 0, and others */
	uint64_t n, undecided_row;
	struct txo_place first;		/* with a value */
	double low, high;
	uint64_t digit[TXO_DECIMALS][10];	/* the last one */
	bool fine;			/* some have more decimals */
};

/*
 * Read a cell. False if it is not of the column's type, with a sentence that
 * begins with the cell in quotes, unless the rules redact it.
 */
bool txo_column_read(struct txo_column_rules *c, const struct txo_place *at,
		     struct txo_text cell, struct txo_reading *value,
		     struct txo_error *err);

/*
 * The file has ended: what there is to tell of all cells. `f` has the file and
 * the column; `allowed` are n numbers that are no codes.
 */
void txo_column_end(const struct txo_column_rules *c,
		    const struct txo_text *allowed, size_t n,
		    struct txo_finding f, const struct txo_finder *finder);

#endif
