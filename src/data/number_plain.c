/*
 * number_plain.c - numbers of few digits, as most are.
 */
#include "data/number.h"

#define MOST ((size_t)18) /* digits that a coefficient holds */

/* Without zeros at the end. */
static struct txo_decimal in_lowest_terms(int64_t coefficient, int32_t exponent)
{
	if (!coefficient)
		return (struct txo_decimal){ 0, 0 };
	while (coefficient % 100 == 0) {
		coefficient /= 100;
		exponent += 2;
	}
	if (coefficient % 10 == 0) {
		coefficient /= 10;
		exponent++;
	}
	return (struct txo_decimal){ coefficient, exponent };
}

bool txo_number_plain(const char *p, size_t n, struct txo_decimal *d,
		      bool *point)
{
	bool minus = n && *p == '-', any = false;
	size_t i = minus || (n && *p == '+');
	int64_t value = 0;
	int32_t exponent = 0;

	*point = false;
	if (n > MOST)
		return false;
	for (; i < n; i++) {
		unsigned digit = (unsigned char)p[i] - (unsigned)'0';

		if (digit <= 9) {
			value = 10 * value + digit;
			exponent -= *point;
			any = true;
		} else if (p[i] == '.' && !*point) {
			*point = true;
		} else {
			return false;
		}
	}
	*d = in_lowest_terms(minus ? -value : value, exponent);
	return any;
}
