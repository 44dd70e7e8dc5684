/*
 * sentinel.h - numbers that look like a code for "missing".
 */
#ifndef TXO_DATA_SENTINEL_H
#define TXO_DATA_SENTINEL_H

#include "data/intake.h"

/* The code of this place, 0 to 2: -99, -999 or -9999. */
int txo_sentinel_code(int place);

/* Which of them the number is, or -1. */
int txo_sentinel_place(struct txo_decimal d);

/* Is the code one of the n words? */
bool txo_sentinel_allowed(int code, const struct txo_text *allowed, size_t n);

/* TXO_DATA: the sentence for a code in a column. */
enum txo_status txo_sentinel_fail(struct txo_text column, int code,
				  struct txo_error *err);

/*
 * TXO_DATA if a column of numbers that are not below 0 has one of -99, -999 and
 * -9999 among them, and it is none of the n words in `allowed`. Looks at
 * what was counted, before the tallies are sorted, and at all that was read of
 * columns that conditions of the schema are about.
 */
TXO_NODISCARD
enum txo_status txo_sentinel_check(const struct txo_intake *in,
				   const struct txo_text *allowed, size_t n,
				   struct txo_error *err);

#endif
