/*
 * format.h - numbers as text, the same in every locale.
 */
#ifndef TXO_BASE_FORMAT_H
#define TXO_BASE_FORMAT_H

#include <stddef.h>

#define TXO_NUMBER_SIZE 40

/*
 * Finite x in buf (TXO_NUMBER_SIZE bytes): with digits = 0 the shortest text
 * that reads back as the same double, else rounded to that many significant
 * digits (1 to 17) without trailing zeros. Plain notation for exponents from -5
 * to 20, such as 0.00001 and 100000, else 1e-06, 1.5e+300. No "-0". Returns the
 * length; 0, with an empty text, for NaN and infinity.
 */
size_t txo_format_number(double x, int digits, char *buf);

/*
 * For people: rounded to `digits` significant digits, but in plain notation no
 * digit before the point is rounded away (123456.7 with 4 digits is 123457).
 */
size_t txo_format_readable(double x, int digits, char *buf);

/*
 * Rounded to so many decimals, 0 to 12, which are all written: 12.50. Beyond
 * 10^20 as txo_format_number() does with 12 digits. No "-0.0".
 */
size_t txo_format_fixed(double x, int decimals, char *buf);

#endif
