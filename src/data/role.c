#include "data/role.h"

#include <string.h>

#define TYPE_number TXO_NUMBER
#define TYPE_label TXO_LABEL
#define TYPE_date TXO_DATE
#define TXO_ROW(role, type, outcome, meaning, synonyms) \
	{ role, TYPE_##type, outcome, synonyms, meaning },

/* datasets/roles.csv, and an end. */
static const struct txo_role roles[] = {
#include "roles.inc"
	{ NULL, TXO_LABEL, false, NULL, NULL }
};

const struct txo_role *txo_roles(void)
{
	return roles;
}

const struct txo_role *txo_role_find(struct txo_text name)
{
	char want[64], have[64];

	txo_text_fold(name, want, sizeof(want));
	for (const struct txo_role *r = roles; r->name; r++)
		if (strcmp(txo_text_fold(txo_text(r->name), have, sizeof(have)),
			   want) == 0)
			return r;
	return NULL;
}

bool txo_role_synonym(const struct txo_role *role, struct txo_text name)
{
	char want[64], have[64];
	const char *list = role->synonyms;

	txo_text_fold(name, want, sizeof(want));
	while (*want && list && *list) {
		struct txo_text word = txo_text_next_word(&list);

		/* they begin in lower case, so most need no folding */
		if ((*word.p == *want || *word.p & 0x80) &&
		    strcmp(txo_text_fold(word, have, sizeof(have)), want) == 0)
			return true;
	}
	return false;
}
