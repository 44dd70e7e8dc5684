/*
 * key_rules.h - keys that are missing or stand twice, rows that stand twice;
 * only for the checker.
 */
#ifndef TXO_DATA_KEY_RULES_H
#define TXO_DATA_KEY_RULES_H

#include "data/checker.h"

/*
 * Find the columns of the key, and the order of all columns by name. A key that
 * is what a course or its sessions go by takes the place of their rules. `part`
 * are the columns of the parts of courses.
 */
TXO_NODISCARD
enum txo_status txo_key_columns(struct txo_checker *c, const size_t *part,
				struct txo_error *err);

/* Is the key of the row missing or repeated? */
TXO_NODISCARD
enum txo_status txo_key_row(struct txo_checker *c, const struct txo_record *r,
			    const struct txo_place *at, struct txo_error *err);

/* Does the whole row stand for the second time? */
TXO_NODISCARD
enum txo_status txo_twin_row(struct txo_checker *c, const struct txo_record *r,
			     const struct txo_place *at, struct txo_error *err);

#endif
