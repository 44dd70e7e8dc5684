/*
 * derive.h - uses that are no columns of the file: what a condition says of each
 * row, by the ids of the row's values (txo_schema_use_condition).
 */
#ifndef TXO_DATA_DERIVE_H
#define TXO_DATA_DERIVE_H

#include "data/intake.h"

/*
 * The intake has its schema and dictionaries: get the conditions, with copies in
 * the arena unless that is NULL, and the labels that they can give.
 */
TXO_NODISCARD
enum txo_status txo_derive_begin(struct txo_intake *in, struct txo_arena *arena,
				 struct txo_error *err);

/* The ids in in->id of all such uses, by the others. */
void txo_derive_row(struct txo_intake *in);

/* The id of a truth: 0 is no, 1 is yes, else TXO_MISSING. */
static inline uint32_t txo_derive_id(unsigned truth)
{
	return truth == TXO_UNKNOWN ? TXO_MISSING : truth == TXO_TRUE;
}

#endif
