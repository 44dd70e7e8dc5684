/*
 * sentinel.h - numbers that look like a code for "missing".
 */
#ifndef TXO_DATA_SENTINEL_H
#define TXO_DATA_SENTINEL_H

#include "data/intake.h"

/*
 * TXO_DATA if a column of numbers that are not below 0 has one of -99, -999 and
 * -9999 among them, and it is none of the n words in `allowed`. Looks at
 * what was counted, before the tallies are sorted.
 */
TXO_NODISCARD
enum txo_status txo_sentinel_check(const struct txo_intake *in,
				   const struct txo_text *allowed, size_t n,
				   struct txo_error *err);

#endif
