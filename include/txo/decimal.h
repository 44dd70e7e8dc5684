/*
 * decimal.h - numbers as they are written, without loss.
 *
 *	struct txo_decimal d;
 *	double hi, lo;
 *	if (txo_decimal_parse("10000000.2", 10, &d, &err) == TXO_OK)
 *		txo_decimal_value(d, &hi, &lo);
 *
 * A cell such as 10000000.2 has no exact double. It is kept as an integer
 * coefficient and a power of ten, and enters arithmetic as the sum of two
 * doubles, hi + lo, right to about 32 digits. Text of more than 18 significant
 * digits is read as the nearest double.
 */
#ifndef TXO_DECIMAL_H
#define TXO_DECIMAL_H

#include <stddef.h>
#include <stdint.h>

#include "txo/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The number coefficient * 10^exponent, in lowest terms: the coefficient does
 * not end in a zero digit, and zero is {0, 0}. So equal numbers have equal
 * fields, whatever their text (1, 1.0, 10e-1). With exponent TXO_BINARY the
 * coefficient holds the bits of a double instead.
 */
struct txo_decimal {
	int64_t coefficient;
	int32_t exponent;
};

#define TXO_BINARY INT32_MAX

/*
 * Read n bytes of text, strictly and without regard to the locale: blanks
 * around it, an optional sign, digits with at most one point, an optional
 * exponent; at least one digit. No hexadecimal, infinity, NaN, comma or
 * trailing text. TXO_DATA if the text is not a number or its size is beyond a
 * double; the sentence quotes it.
 */
TXO_NODISCARD
enum txo_status txo_decimal_parse(const char *text, size_t n,
				  struct txo_decimal *d, struct txo_error *err);

/* The nearest double hi, and lo, the double nearest to what hi leaves. */
void txo_decimal_value(struct txo_decimal d, double *hi, double *lo);

/*
 * A whole number from 1 to 2^63 - 1 if d is one, else 0; a number that took more
 * than 18 digits is none.
 */
uint64_t txo_decimal_positive_integer(struct txo_decimal d);

#ifdef __cplusplus
}
#endif
#endif
