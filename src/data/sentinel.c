#include "data/sentinel.h"

static const int codes[] = { -99, -999, -9999 };

int txo_sentinel_code(int place)
{
	return codes[place];
}

int txo_sentinel_place(struct txo_decimal d)
{
	for (int i = 0; i < 3; i++)
		if (d.exponent == 0 && d.coefficient == codes[i])
			return i;
	return -1;
}

static bool is_negative(struct txo_decimal d)
{
	double hi, lo;

	txo_decimal_value(d, &hi, &lo);
	return hi < 0;
}

bool txo_sentinel_allowed(int code, const struct txo_text *allowed, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct txo_decimal d;

		if (txo_decimal_parse(allowed[i].p, allowed[i].n, &d, NULL) ==
			    TXO_OK &&
		    d.coefficient == code && d.exponent == 0)
			return true;
	}
	return false;
}

/*
 * The code that stands in column c of a tally beside values none of which is
 * negative; 0 if there is none. The greatest of several.
 */
static int lone_code(const struct txo_tally *t, size_t c,
		     const struct txo_dictionary *d)
{
	int code = 0;
	bool others = false;

	for (size_t i = 0; i < t->n; i++) {
		uint32_t id = t->ids[i * t->width + c];
		struct txo_decimal x;

		if (id == TXO_MISSING)
			continue;
		x = txo_numbers_get(&d->numbers, id);
		if (txo_sentinel_place(x) >= 0) {
			int k = (int)x.coefficient;

			code = code == 0 || k > code ? k : code;
		} else if (is_negative(x)) {
			return 0;
		} else {
			others = true;
		}
	}
	return others ? code : 0;
}

enum txo_status txo_sentinel_fail(struct txo_text column, int code,
				  struct txo_error *err)
{
	char shown[TXO_SHOWN];

	return txo_fail(err, TXO_DATA,
			"column '%s': %d is the only kind of value below 0: "
			"say --na %d if it means missing, --allow %d if it is "
			"a value",
			txo_text_show(column, shown), code, code, code);
}

enum txo_status txo_sentinel_check(const struct txo_intake *in,
				   const struct txo_text *allowed, size_t n,
				   struct txo_error *err)
{
	const struct txo_schema *s = in->schema;

	for (size_t p = 0; p < s->projections; p++)
		for (size_t c = s->by; c < s->projection[p].n; c++) {
			size_t use = s->projection[p].use[c];
			int code;

			if (s->use[use].type != TXO_NUMBER)
				continue;
			code = lone_code(&in->tally[p], c,
					 &in->dictionary[use]);
			if (!code || txo_sentinel_allowed(code, allowed, n))
				continue;
			return txo_sentinel_fail(s->use[use].name, code, err);
		}
	return TXO_OK;
}
