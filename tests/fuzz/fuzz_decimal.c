/*
 * fuzz_decimal.c - any bytes as a number.
 *
 * What is read has the grammar of decimal.h and the value that strtod() gives,
 * in lowest terms, and the number as it is printed reads back.
 */
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/format.h"
#include "base/text.h"
#include "check.h"
#include "txo/decimal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t skip_digits(const char **p)
{
	size_t n = strspn(*p, "0123456789");

	*p += n;
	return n;
}

/* The grammar, written once more. */
static bool is_number(const char *p)
{
	size_t digits;

	p += *p == '+' || *p == '-';
	digits = skip_digits(&p);
	if (*p == '.') {
		p++;
		digits += skip_digits(&p);
	}
	if (!digits)
		return false;
	if (*p == 'e' || *p == 'E') {
		p++;
		p += *p == '+' || *p == '-';
		if (!skip_digits(&p))
			return false;
	}
	return *p == '\0';
}

static void check_value(struct txo_decimal d, double x)
{
	double hi, lo;

	txo_decimal_value(d, &hi, &lo);
	check(hi == x && (x != 0 || !signbit(hi)));
	check(isfinite(lo) && hi + lo == hi);
	if (d.exponent == TXO_BINARY)
		check(lo == 0 && x != 0);
	else if (d.coefficient == 0)
		check(d.exponent == 0 && x == 0);
	else
		check(d.coefficient % 10 != 0);
}

/* x as it is printed, read again. */
static void check_printed(double x)
{
	char text[TXO_NUMBER_SIZE];
	struct txo_decimal d;
	size_t n = txo_format_number(x, 0, text);

	check(n > 0);
	check(txo_decimal_parse(text, n, &d, NULL) == TXO_OK);
	check_value(d, x);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct txo_error err = { 0 };
	struct txo_decimal d;
	struct txo_text t;
	enum txo_status status;
	char *bytes = malloc(size + 1), *copy;

	check(bytes);
	memcpy(bytes, data, size);
	status = txo_decimal_parse(bytes, size, &d, &err);
	t = txo_text_trim((struct txo_text){ bytes, size });
	copy = calloc(t.n + 1, 1);
	check(copy);
	memcpy(copy, t.p, t.n);
	if (strlen(copy) == t.n && is_number(copy) &&
	    isfinite(strtod(copy, NULL))) {
		double x = strtod(copy, NULL);

		check(status == TXO_OK);
		check_value(d, x == 0 ? 0 : x);
		check_printed(x);
	} else {
		check(status == TXO_DATA && err.text[0] == '\'');
		check(!strpbrk(err.text, "\r\n"));
	}
	free(copy);
	free(bytes);
	return 0;
}
