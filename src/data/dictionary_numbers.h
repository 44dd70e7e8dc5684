/*
 * dictionary_numbers.h - what the two parts of a dictionary share; for
 * data/dictionary*.c only.
 */
#ifndef TXO_DATA_DICTIONARY_NUMBERS_H
#define TXO_DATA_DICTIONARY_NUMBERS_H

#include "data/dictionary.h"

/* Number the value that the caller has put behind the last one. */
TXO_NODISCARD
enum txo_status txo_dictionary_add(struct txo_dictionary *d,
				   struct txo_index *index, uint32_t hash,
				   uint32_t *id, struct txo_error *err);

/* The ids of numbers by their size. */
TXO_NODISCARD
enum txo_status txo_dictionary_rank(const struct txo_dictionary *d,
				    uint32_t *order, struct txo_error *err);

#endif
