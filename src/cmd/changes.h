/*
 * changes.h - what txo clean tells of its changes.
 */
#ifndef TXO_CMD_CHANGES_H
#define TXO_CMD_CHANGES_H

#include "cmd/command.h"
#include "data/canon.h"
#include "data/refine.h"

/*
 * A line for each kind of change, with its count in each column, and one for
 * each label that became a term. r: one for each column that the needs name.
 */
void txo_changes_tell(struct txo_needs *needs, const struct txo_refiner *r,
		      const struct txo_canon *c);

#endif
