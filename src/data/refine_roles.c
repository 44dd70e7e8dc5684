#include "data/refine.h"

enum txo_status txo_refine_roles(const struct txo_header *h,
				 enum txo_refine_as *as, struct txo_error *err)
{
	static const enum txo_refine_as of[] = {
		[TXO_NUMBER] = TXO_REFINE_ROLE_NUMBER,
		[TXO_LABEL] = TXO_REFINE_TEXT,
		[TXO_DATE] = TXO_REFINE_ROLE_DATE
	};
	static const enum txo_refine_as said[] = {
		[TXO_NUMBER] = TXO_REFINE_NUMBER,
		[TXO_LABEL] = TXO_REFINE_TEXT,
		[TXO_DATE] = TXO_REFINE_DATE
	};
	size_t column;

	for (size_t i = 0; i < h->maps; i++) {
		enum txo_status status = txo_header_role(h, h->map[i].role,
							 &column, err);

		if (status != TXO_OK)
			return status;
		if (as[column] == TXO_REFINE_FIND)
			as[column] = said[h->map[i].role->type];
	}
	for (const struct txo_role *r = txo_roles(); r->name; r++)
		if (txo_header_role(h, r, &column, NULL) == TXO_OK &&
		    column != TXO_NO_COLUMN && as[column] == TXO_REFINE_FIND)
			as[column] = of[r->type];
	return TXO_OK;
}
