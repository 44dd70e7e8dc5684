/*
 * word_rules.h - lists of words in a cell: which of them the vocabulary knows.
 */
#ifndef TXO_DATA_WORD_RULES_H
#define TXO_DATA_WORD_RULES_H

#include "data/course_rules.h"

/*
 * Side effects that are none of the vocabulary, and contraindications of a
 * patient who was treated.
 */
TXO_NODISCARD
enum txo_status txo_word_rules(struct txo_course_rules *c,
			       const struct txo_course_row *row,
			       struct txo_error *err);

#endif
