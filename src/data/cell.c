#include "data/cell.h"

#include "data/date.h"

static struct txo_decimal from_days(int days)
{
	struct txo_decimal d = { days, 0 };

	while (d.coefficient && d.coefficient % 10 == 0) {
		d.coefficient /= 10;
		d.exponent++;
	}
	return d;
}

void txo_cell_redact(struct txo_text cell, struct txo_error *err)
{
	char shown[TXO_SHOWN];
	struct txo_text quoted = txo_text(txo_text_show(cell, shown));
	struct txo_text text = { NULL, 0 };

	if (!err)
		return;
	text = txo_text(err->text);
	if (text.n > quoted.n + 1 && *text.p == '\'')
		(void)txo_fail(err, TXO_DATA, "the cell%s",
			       text.p + quoted.n + 2);
}

/* The decimal of a number, or of a date's day number. */
static enum txo_status read_decimal(const struct txo_cell_rules *rules,
				    const struct txo_cell *cell,
				    enum txo_type type, struct txo_decimal *d,
				    struct txo_error *err)
{
	enum txo_status status;
	int days = 0;

	if (type == TXO_NUMBER)
		return txo_number_read(cell->style, &rules->number, cell->text,
				       cell->line, d, err);
	if (rules->date_form.n)
		status = txo_date_parse_form(cell->text, rules->date_form,
					     &days, err);
	else
		status = txo_date_parse(cell->text, &days, err);
	*d = from_days(days);
	return status;
}

enum txo_status txo_cell_id(const struct txo_cell_rules *rules,
			    const struct txo_cell *cell,
			    struct txo_dictionary *values, uint32_t *id,
			    struct txo_error *err)
{
	struct txo_decimal number;
	enum txo_status status;

	*id = TXO_MISSING;
	if (txo_is_missing(&rules->missing, cell->text))
		return TXO_OK;
	if (values->type == TXO_LABEL)
		return txo_dictionary_label(values, cell->text, id, err);
	status = read_decimal(rules, cell, values->type, &number, err);
	if (rules->redact)
		cell->style->witness[0] = '\0';
	if (status == TXO_OK && values->type == TXO_NUMBER &&
	    txo_is_missing_number(&rules->missing, number))
		return TXO_OK;
	if (status == TXO_OK)
		return txo_dictionary_number(values, number, id, err);
	if (rules->redact && status == TXO_DATA)
		txo_cell_redact(cell->text, err);
	return status;
}
