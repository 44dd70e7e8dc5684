/*
 * number.h - numbers as people write them: found out once for a column,
 * checked on every cell.
 *
 *	struct txo_number_style style = { 0 };
 *	status = txo_number_read(&style, &rules, cell, line, &d, &err);
 *	status = txo_number_settle(&style, &rules, &err);
 *
 * A column has one decimal mark. In a file parted by semicolons, tabs or bars
 * it is the comma once a cell such as 62,5 was seen; a cell such as 1,234
 * could be either and needs a witness. A column has percent signs in all its
 * cells or in none. Nothing depends on the order of the cells but which one is
 * blamed.
 */
#ifndef TXO_DATA_NUMBER_H
#define TXO_DATA_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "txo/decimal.h"
#include "txo/status.h"

enum txo_decimal_mark {
	TXO_MARK_AUTO,	/* a point, or found out where commas part no fields */
	TXO_MARK_POINT,
	TXO_MARK_COMMA
};

/* What holds for all columns of a file. */
struct txo_number_rules {
	enum txo_decimal_mark decimal;
	/* the mark between thousands, or 0; a comma goes with POINT, a point
	 * with COMMA */
	char thousands;
	bool comma_parts;	/* commas part the fields of the file */
};

/* Stands for the line of something that was seen in an earlier file. */
#define TXO_EARLIER_FILE UINT64_MAX

/* What is known of a column: the lines where something was first seen. */
struct txo_number_style {
	uint64_t point, comma, either, percent, plain;
	bool contradicted;		/* by the cell just refused */
	char witness[TXO_SHOWN];	/* the cell that could be either */
};

/*
 * Read a cell, blanks cut off, that stands on this line. TXO_DATA for what is
 * no number, or contradicts an earlier cell of the column (style->contradicted).
 */
TXO_NODISCARD
enum txo_status txo_number_read(struct txo_number_style *style,
				const struct txo_number_rules *rules,
				struct txo_text cell, uint64_t line,
				struct txo_decimal *d, struct txo_error *err);

/*
 * Read digits with at most one point among them, and a sign before them: 18
 * bytes or fewer. False for whatever else. What is read so is read the same by
 * txo_number_read() where the point is the decimal mark.
 */
bool txo_number_plain(const char *p, size_t n, struct txo_decimal *d,
		      bool *point);

/* What a number that is not in plain form has. */
enum {
	TXO_NUMBER_COMMA = 1,		/* as decimal mark */
	TXO_NUMBER_THOUSANDS = 2,	/* marks between them */
	TXO_NUMBER_PERCENT = 4
};

/*
 * Append a cell that txo_number_read() took in plain form: with a point, without
 * marks of thousands, percent sign and blanks; the digits stay as they are.
 * Returns what had to change.
 */
unsigned txo_number_write(const struct txo_number_rules *rules,
			  struct txo_text cell, struct txo_buffer *out);

/*
 * A further file begins: decimal marks are found out anew, but percent signs
 * stand in all files or in none.
 */
void txo_number_next_file(struct txo_number_style *style);

/* What a number can show its column to have, a bit each. */
enum {
	TXO_KIND_POINT = 1,
	TXO_KIND_COMMA = 2,
	TXO_KIND_EITHER = 4,	/* 1,234 */
	TXO_KIND_PERCENT = 8,
	TXO_KIND_PLAIN = 16	/* no percent sign */
};

/* Which of these have been seen. */
unsigned txo_number_kinds(const struct txo_number_style *style);

/*
 * Add what is known of a column from cells that come later. False, and nothing
 * is added, if one of them contradicts an earlier one.
 */
bool txo_number_unite(struct txo_number_style *style,
		      const struct txo_number_style *later);

/* What is known of a column was all seen on this line. */
void txo_number_move(struct txo_number_style *style, uint64_t line);

/*
 * At the end of the file: TXO_DATA, with err->line, if a cell such as 1,234
 * found no witness.
 */
TXO_NODISCARD
enum txo_status txo_number_settle(const struct txo_number_style *style,
				  struct txo_error *err);

#endif
