#include "data/outside.h"

void txo_outside_note(struct txo_outside *row, struct txo_decimal value)
{
	struct txo_outside one = { 1, value, false };

	txo_outside_add(row, &one);
	row->rows = 1;
}

void txo_outside_add(struct txo_outside *all, const struct txo_outside *row)
{
	if (!row->rows)
		return;
	if (!all->rows)
		all->value = row->value;
	all->several = all->several || row->several ||
		       all->value.coefficient != row->value.coefficient ||
		       all->value.exponent != row->value.exponent;
	all->rows += row->rows;
}

enum txo_status txo_outside_fail(const struct txo_scale *scale,
				 struct txo_text cell, bool redact,
				 struct txo_error *err)
{
	char shown[TXO_SHOWN], range[TXO_SCALE_TEXT];
	const char *mark = redact ? "" : "'";

	return txo_fail(err, TXO_DATA, "%s%s%s is outside of the scale %s (%s)",
			mark, redact ? "the cell" : txo_text_show(cell, shown),
			mark, scale->scale, txo_scale_range(scale, range));
}

enum txo_status txo_outside_check(const struct txo_scale *scale,
				  const char *text, size_t n, bool redact,
				  struct txo_error *err)
{
	struct txo_decimal d;

	if (txo_decimal_parse(text, n, &d, NULL) != TXO_OK ||
	    txo_scale_holds(scale, d))
		return TXO_OK;
	return txo_outside_fail(scale, (struct txo_text){ text, n }, redact,
				err);
}
