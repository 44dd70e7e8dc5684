/*
 * outside.h - numbers that are outside of their column's scale: told, and
 * remembered as far as a hint needs.
 */
#ifndef TXO_DATA_OUTSIDE_H
#define TXO_DATA_OUTSIDE_H

#include <stdbool.h>
#include <stdint.h>

#include "data/scale.h"

/* What was outside, in a row or in all rows. All zero: nothing. */
struct txo_outside {
	uint64_t rows;			/* with one such number or more */
	struct txo_decimal value;	/* one of them, unless rows is 0 */
	bool several;			/* they are not all equal */
};

/* Remember a number of the row at hand. */
void txo_outside_note(struct txo_outside *row, struct txo_decimal value);

/* The row is left out because of what it has. */
void txo_outside_add(struct txo_outside *all, const struct txo_outside *row);

/* TXO_DATA: the cell is outside; without its text if that must not be shown. */
enum txo_status txo_outside_fail(const struct txo_scale *scale,
				 struct txo_text cell, bool redact,
				 struct txo_error *err);

/* The same, or TXO_OK if n bytes are no number, or one of the scale. */
TXO_NODISCARD
enum txo_status txo_outside_check(const struct txo_scale *scale,
				  const char *text, size_t n, bool redact,
				  struct txo_error *err);

#endif
