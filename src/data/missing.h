/*
 * missing.h - the words that mean "no value".
 */
#ifndef TXO_DATA_MISSING_H
#define TXO_DATA_MISSING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "txo/decimal.h"

struct txo_missing {
	const struct txo_text *word;	/* n more words, from --na; borrowed */
	size_t n;
};

/*
 * Is a cell, blanks cut off, missing? Empty, NA, N/A, NaN, null, ".", "-",
 * "--" are, and the added words; in any case.
 */
bool txo_is_missing(const struct txo_missing *m, struct txo_text cell);

/* Is the number one of the added words, however both are written? */
bool txo_is_missing_number(const struct txo_missing *m, struct txo_decimal d);

#endif
