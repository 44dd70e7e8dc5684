#include "data/column_rules.h"

#include <inttypes.h>
#include <stdio.h>

#include "data/date.h"
#include "data/sentinel.h"

/* Upper point of chi-square with 9 degrees of freedom at 1e-6. */
#define FAR_FROM_UNIFORM 44.81
#define ENOUGH_DIGITS 100
#define ENOUGH_EQUAL 20
#define WIDE 30		/* units of the last digit */

static void note_digit(struct txo_column_rules *c, struct txo_decimal d)
{
	int64_t last = d.coefficient % 10;
	int decimals = d.exponent < 0 ? -d.exponent : 0;

	if (d.exponent == TXO_BINARY || decimals >= TXO_DECIMALS) {
		c->fine = true;
		return;
	}
	if (d.exponent > 0)
		last = 0;
	c->digit[decimals][last < 0 ? -last : last]++;
}

/* What a number says of the column. */
static void note_number(struct txo_column_rules *c, struct txo_decimal d,
			double x, const struct txo_place *at)
{
	int code = txo_sentinel_place(d);

	if (code >= 0) {
		if (c->code[code].n++ == 0)
			c->code[code].first = *at;
		return;
	}
	c->negative = c->negative || x < 0;
	c->plain = c->plain || x >= 0;
	if (c->n++ == 0) {
		c->first = *at;
		c->low = c->high = x;
	}
	c->low = x < c->low ? x : c->low;
	c->high = x > c->high ? x : c->high;
	note_digit(c, d);
}

static enum txo_status read_number(struct txo_column_rules *c,
				   const struct txo_place *at,
				   struct txo_reading *v, struct txo_error *err)
{
	bool undecided = c->style.either > 0;
	double lo;
	enum txo_status status;

	status = txo_number_read(&c->style, &c->cells->number, v->text,
				 at->line, &v->number, err);
	if (c->cells->redact)
		c->style.witness[0] = '\0';
	if (!undecided && c->style.either)
		c->undecided_row = at->row;
	if (status != TXO_OK)
		return status;
	if (txo_is_missing_number(&c->cells->missing, v->number)) {
		v->read = TXO_READ_MISSING;
		return TXO_OK;
	}
	txo_decimal_value(v->number, &v->x, &lo);
	note_number(c, v->number, v->x, at);
	return TXO_OK;
}

bool txo_column_read(struct txo_column_rules *c, const struct txo_place *at,
		     struct txo_text cell, struct txo_reading *v,
		     struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	*v = (struct txo_reading){ .text = txo_text_trim(cell) };
	if (txo_is_missing(&c->cells->missing, v->text))
		return true;
	v->read = TXO_READ_GOOD;
	if (c->type == TXO_NUMBER)
		status = read_number(c, at, v, err);
	else if (c->type == TXO_DATE && c->cells->date_form.n)
		status = txo_date_parse_form(v->text, c->cells->date_form,
					     &v->days, err);
	else if (c->type == TXO_DATE)
		status = txo_date_parse(v->text, &v->days, err);
	if (status == TXO_OK)
		return true;
	v->read = TXO_READ_BAD;
	if (c->cells->redact)
		txo_cell_redact(v->text, err);
	return false;
}

/* -99 beside values none of which is below 0. */
static void judge_codes(const struct txo_column_rules *c,
			const struct txo_text *allowed, size_t n,
			struct txo_finding f, const struct txo_finder *finder)
{
	char message[200], value[24];

	for (int i = 0; i < TXO_CODES; i++) {
		int code = txo_sentinel_code(i);
		uint64_t times = c->code[i].n;

		if (!times || c->negative || !c->plain ||
		    txo_sentinel_allowed(code, allowed, n))
			continue;
		snprintf(value, sizeof(value), "%d", code);
		snprintf(message, sizeof(message),
			 "%d stands in %" PRIu64 " row%s and is the only kind "
			 "of value below 0: say --na %d if it means missing, "
			 "--allow %d if it is a value",
			 code, times, times == 1 ? "" : "s", code, code);
		f.rule = TXO_RULE_CODE;
		f.line = c->code[i].first.line;
		f.row = c->code[i].first.row;
		f.value = txo_text(value);
		f.message = message;
		txo_find(finder, &f);
	}
}

static void judge_constant(const struct txo_column_rules *c,
			   struct txo_finding f,
			   const struct txo_finder *finder)
{
	char message[100];

	if (!c->score || c->n < ENOUGH_EQUAL || c->low < c->high)
		return;
	snprintf(message, sizeof(message),
		 "all %" PRIu64 " values are equal, the first of them here",
		 c->n);
	f.rule = TXO_RULE_CONSTANT;
	f.line = c->first.line;
	f.row = c->first.row;
	f.message = message;
	txo_find(finder, &f);
}

/* How far the last digits are from being equally frequent. */
static double chi_square(const uint64_t *digit, double n)
{
	double expected = n / 10, sum = 0;

	for (int i = 0; i < 10; i++) {
		double d = (double)digit[i] - expected;

		sum += d * d / expected;
	}
	return sum;
}

static void judge_digits(const struct txo_column_rules *c, struct txo_finding f,
			 const struct txo_finder *finder)
{
	uint64_t digit[10] = { 0 }, round;
	int finest = 0;
	double unit = 1;
	char message[160];

	if (!c->score || c->fine || c->n < ENOUGH_DIGITS)
		return;
	for (int k = 0; k < TXO_DECIMALS; k++)
		for (int i = 0; i < 10; i++)
			finest = c->digit[k][i] ? k : finest;
	for (int k = 0; k <= finest; k++)
		for (int i = 0; i < 10; i++)
			digit[k < finest ? 0 : i] += c->digit[k][i];
	for (int k = 0; k < finest; k++)
		unit /= 10;
	if (c->high - c->low < WIDE * unit ||
	    chi_square(digit, (double)c->n) < FAR_FROM_UNIFORM)
		return;
	round = digit[0] + digit[5];
	snprintf(message, sizeof(message),
		 "%" PRIu64 " of %" PRIu64 " values end in 0 or 5, which is "
		 "%.0f %%: 20 %% are to be expected",
		 round, c->n, 100 * (double)round / (double)c->n);
	f.rule = TXO_RULE_DIGITS;
	f.line = c->first.line;
	f.row = c->first.row;
	f.message = message;
	txo_find(finder, &f);
}

void txo_column_end(const struct txo_column_rules *c,
		    const struct txo_text *allowed, size_t n,
		    struct txo_finding f, const struct txo_finder *finder)
{
	struct txo_error err = { 0 };
	struct txo_finding undecided = f;

	if (c->type != TXO_NUMBER)
		return;
	if (!c->quiet && txo_number_settle(&c->style, &err) != TXO_OK) {
		undecided.rule = TXO_RULE_TYPE;
		undecided.line = err.line;
		undecided.row = c->undecided_row;
		undecided.message = err.text;
		txo_find(finder, &undecided);
	}
	if (!c->on_scale)
		judge_codes(c, allowed, n, f, finder);
	judge_constant(c, f, finder);
	judge_digits(c, f, finder);
}
