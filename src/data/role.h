/*
 * role.h - what a column stands for: the roles and the names they go by, as
 * datasets/roles.csv has them.
 */
#ifndef TXO_DATA_ROLE_H
#define TXO_DATA_ROLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

enum txo_type {
	TXO_NUMBER,	/* exact decimal */
	TXO_LABEL,	/* text */
	TXO_DATE	/* day number */
};

struct txo_role {
	const char *name;
	enum txo_type type;
	bool outcome;		/* a number that is worth a summary */
	const char *synonyms;	/* other header names, parted by ';' */
	const char *meaning;
};

/* All roles, ended by one whose name is NULL. Static storage. */
const struct txo_role *txo_roles(void);

/* The role of this name (folded as txo_text_fold() does), or NULL. */
const struct txo_role *txo_role_find(struct txo_text name);

/* Is the text a synonym of the role, both folded as txo_text_fold() does? */
bool txo_role_synonym(const struct txo_role *role, struct txo_text name);

#endif
