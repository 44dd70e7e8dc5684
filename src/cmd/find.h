/*
 * find.h - the column that a verb means: the one named, else one by its role.
 *
 *	static const char *const roles[] = { "improvement", "score", NULL };
 *	status = txo_find_column(header, plan->y, roles, &column, err);
 */
#ifndef TXO_CMD_FIND_H
#define TXO_CMD_FIND_H

#include <stdbool.h>

#include "data/header.h"
#include "data/schema.h"

/*
 * The column given (its p is not NULL; TXO_USAGE if there is none of the name),
 * else that of the first of the roles, ended by NULL, that the header fills,
 * else TXO_NO_COLUMN. TXO_DATA if two columns could fill the role.
 */
TXO_NODISCARD
enum txo_status txo_find_column(const struct txo_header *h,
				struct txo_text given, const char *const *roles,
				size_t *column, struct txo_error *err);

/* Is there a column of patients, which may have several rows each? */
bool txo_find_patients(const struct txo_schema *s);

#endif
