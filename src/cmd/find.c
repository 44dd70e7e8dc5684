#include "cmd/find.h"

enum txo_status txo_find_column(const struct txo_header *h,
				struct txo_text given, const char *const *roles,
				size_t *column, struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	*column = TXO_NO_COLUMN;
	if (given.p)
		return txo_header_find(h, given, column, err);
	for (; *roles && status == TXO_OK && *column == TXO_NO_COLUMN; roles++)
		status = txo_header_role(h, txo_role_find(txo_text(*roles)),
					 column, err);
	return status;
}

bool txo_find_patients(const struct txo_schema *s)
{
	static const char *const roles[] = { "patient", NULL };
	const struct txo_text none = { NULL, 0 };
	size_t column;

	/* 'patients' may also count them */
	return txo_find_column(s->header, none, roles, &column, NULL) ==
		       TXO_OK &&
	       column != TXO_NO_COLUMN && column != s->weight;
}
