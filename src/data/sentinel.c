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

/* What is known of some values. */
struct values {
	int code;	/* the greatest of those that stand among them */
	bool negative;	/* there are others below 0 */
	bool others;	/* there are any others */
};

static void look_at(struct values *v, const struct txo_dictionary *d,
		    uint32_t id)
{
	struct txo_decimal x;

	if (id == TXO_MISSING)
		return;
	x = txo_numbers_get(&d->numbers, id);
	if (txo_sentinel_place(x) >= 0) {
		int k = (int)x.coefficient;

		v->code = v->code == 0 || k > v->code ? k : v->code;
	} else {
		v->negative = v->negative || is_negative(x);
		v->others = true;
	}
}

/* The code that stands beside values none of which is negative, or 0. */
static int lone_code(const struct values *v)
{
	return v->others && !v->negative ? v->code : 0;
}

static bool is_allowed(const struct values *v, const struct txo_text *allowed,
		       size_t n)
{
	int code = lone_code(v);

	return !code || txo_sentinel_allowed(code, allowed, n);
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

/*
 * Does the answer hang on the use because a condition reads it? Where --where
 * looks at the column, the values that it has are known.
 */
static bool is_judged(const struct txo_intake *in, size_t use)
{
	const struct txo_schema *s = in->schema;
	size_t column = s->use[use].column;

	if (in->where && txo_where_reads(in->where, column))
		return false;
	for (size_t i = 0; i < s->uses; i++)
		if (s->use[i].condition &&
		    txo_where_reads(s->use[i].condition, column))
			return true;
	return false;
}

enum txo_status txo_sentinel_check(const struct txo_intake *in,
				   const struct txo_text *allowed, size_t n,
				   struct txo_error *err)
{
	const struct txo_schema *s = in->schema;
	enum txo_status status = TXO_OK;

	for (size_t p = 0; p < s->projections; p++) {
		const struct txo_tally *t = &in->tally[p];

		for (size_t c = s->by; c < s->projection[p].n; c++) {
			size_t use = s->projection[p].use[c];
			struct values v = { 0 };

			if (s->use[use].type != TXO_NUMBER)
				continue;
			for (size_t i = 0; i < t->n; i++)
				look_at(&v, &in->dictionary[use],
					t->ids[i * t->width + c]);
			if (status == TXO_OK && !is_allowed(&v, allowed, n))
				status = txo_sentinel_fail(s->use[use].name,
							   lone_code(&v), err);
		}
	}
	for (size_t use = 0; use < s->uses && status == TXO_OK; use++) {
		struct values v = { 0 };

		if (s->use[use].type != TXO_NUMBER || !is_judged(in, use))
			continue;
		for (uint32_t i = 0; i < in->dictionary[use].n; i++)
			look_at(&v, &in->dictionary[use], i);
		if (!is_allowed(&v, allowed, n))
			status = txo_sentinel_fail(s->use[use].name,
						   lone_code(&v), err);
	}
	return status;
}
