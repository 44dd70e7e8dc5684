#include "cli/rules.h"

#include "data/date.h"

enum txo_status txo_rules_from(const struct txo_common *c,
			       struct txo_cell_rules *rules,
			       struct txo_error *err)
{
	static const enum txo_decimal_mark marks[] = {
		TXO_MARK_AUTO, TXO_MARK_POINT, TXO_MARK_COMMA, TXO_MARK_POINT,
		TXO_MARK_COMMA
	};
	char thousands = txo_thousands_marks[c->thousands];
	enum txo_decimal_mark decimal = marks[c->decimal];

	if ((thousands == ',' && decimal == TXO_MARK_COMMA) ||
	    (thousands == '.' && decimal == TXO_MARK_POINT))
		return txo_fail(err, TXO_USAGE,
				"--decimal and --thousands name the same mark");
	if (thousands == ',')
		decimal = TXO_MARK_POINT;
	if (thousands == '.')
		decimal = TXO_MARK_COMMA;
	*rules = (struct txo_cell_rules){
		.missing = { c->na.item, c->na.n },
		.number = { decimal, thousands, true },
		.date_form = c->date_format,
		.exact_labels = c->exact_labels,
		.redact = c->redact,
	};
	if (!c->date_format.p)
		return TXO_OK;
	return txo_date_check_form(c->date_format, err);
}

bool txo_rules_too_bad(const struct txo_common *c, uint64_t unreadable,
		       uint64_t rows)
{
	double allowed = c->max_bad.value;

	if (c->max_bad.percent)
		allowed = allowed * (double)rows / 100;
	return (double)unreadable > allowed;
}
