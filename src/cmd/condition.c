#include "cmd/condition.h"

#include "data/where.h"

enum txo_status txo_condition_use(struct txo_schema *s, const char *option,
				  struct txo_text expr, size_t *use,
				  struct txo_error *err)
{
	struct txo_where *w;
	enum txo_status status = txo_where_parse(option, expr, &s->arena, &w,
						 err);

	if (status != TXO_OK)
		return status;
	return txo_schema_use_condition(s, w, txo_where_text(w), use, err);
}

struct txo_counts txo_frame_yes_no(const struct txo_frame *f, size_t column,
				   size_t begin, size_t end)
{
	const uint32_t *label = f->column[column].label;
	struct txo_counts c = { 0 };

	for (size_t i = begin; i < end; i++) {
		if (label[i] == TXO_MISSING)
			c.missing += f->weight[i];
		else if (label[i] == 0)
			c.no += f->weight[i];
		else
			c.yes += f->weight[i];
	}
	return c;
}
