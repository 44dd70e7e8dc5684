#include "base/format.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	MOST_DIGITS = 17,	/* enough for every double */
	SAFE_DIGITS = 15,	/* every decimal so long survives a double */
	LEAST_PLAIN = -5,	/* exponents in plain notation */
	MOST_PLAIN = 20
};

/* d[0].d[1]d[2]... times ten to the exponent, without trailing zeros. */
struct decimal {
	char d[MOST_DIGITS + 1];
	int n;
	int exponent;
};

static void print_digits(double x, int digits, char *raw)
{
	snprintf(raw, TXO_NUMBER_SIZE, "%.*e", digits - 1, x);
}

/* What printf made of a number, whatever its decimal point looks like. */
static struct decimal read_digits(const char *raw)
{
	struct decimal d = { .n = 0 };

	for (; *raw && *raw != 'e'; raw++)
		if (*raw >= '0' && *raw <= '9' && d.n < MOST_DIGITS)
			d.d[d.n++] = *raw;
	d.exponent = *raw ? (int)strtol(raw + 1, NULL, 10) : 0;
	while (d.n > 1 && d.d[d.n - 1] == '0')
		d.n--;
	return d;
}

/*
 * The fewest digits that read back as x > 0. Below a power of two the doubles
 * lie closer than above, so there the nearest text of 16 digits may miss it
 * from below while the next one hits.
 */
static struct decimal shortest(double x)
{
	int digits = x < DBL_MIN ? 1 : SAFE_DIGITS;
	char raw[TXO_NUMBER_SIZE], *last;

	for (; digits < MOST_DIGITS; digits++) {
		print_digits(x, digits, raw);
		if (strtod(raw, NULL) == x)
			return read_digits(raw);
	}
	last = strchr(raw, 'e') - 1;
	if (*last < '9') {
		++*last;
		if (strtod(raw, NULL) == x)
			return read_digits(raw);
	}
	print_digits(x, MOST_DIGITS, raw);
	return read_digits(raw);
}

static struct decimal rounded(double x, int digits)
{
	char raw[TXO_NUMBER_SIZE];

	print_digits(x, digits < MOST_DIGITS ? digits : MOST_DIGITS, raw);
	return read_digits(raw);
}

/* Digits from..to - 1, zeros where there are none. */
static char *put(char *p, const struct decimal *d, int from, int to)
{
	for (int i = from; i < to; i++)
		*p++ = i >= 0 && i < d->n ? d->d[i] : '0';
	return p;
}

static char *put_plain(char *p, const struct decimal *d)
{
	int whole = d->exponent + 1;

	p = whole > 0 ? put(p, d, 0, whole) : put(p, d, -1, 0);
	if (d->n > whole) {
		*p++ = '.';
		p = put(p, d, whole, d->n);
	}
	return p;
}

static char *put_scientific(char *p, const struct decimal *d)
{
	p = put(p, d, 0, 1);
	if (d->n > 1) {
		*p++ = '.';
		p = put(p, d, 1, d->n);
	}
	*p++ = 'e';
	*p++ = d->exponent < 0 ? '-' : '+';
	if (abs(d->exponent) >= 100)
		*p++ = (char)('0' + abs(d->exponent) / 100);
	*p++ = (char)('0' + abs(d->exponent) / 10 % 10);
	*p++ = (char)('0' + abs(d->exponent) % 10);
	return p;
}

size_t txo_format_number(double x, int digits, char *buf)
{
	struct decimal d;
	char *p = buf;

	buf[0] = '\0';
	if (!isfinite(x))
		return 0;
	if (digits <= 0 && fabs(x) < 1e15 && x == trunc(x))
		return (size_t)snprintf(buf, TXO_NUMBER_SIZE, "%" PRId64,
					(int64_t)x);
	if (x < 0)
		*p++ = '-';
	d = digits > 0 ? rounded(fabs(x), digits) : shortest(fabs(x));
	p = d.exponent >= LEAST_PLAIN && d.exponent <= MOST_PLAIN ?
		    put_plain(p, &d) :
		    put_scientific(p, &d);
	*p = '\0';
	return (size_t)(p - buf);
}

size_t txo_format_readable(double x, int digits, char *buf)
{
	int exponent;

	if (!isfinite(x) || digits <= 0)
		return txo_format_number(x, 0, buf);
	exponent = rounded(fabs(x), MOST_DIGITS).exponent;
	if (exponent >= digits && exponent <= MOST_PLAIN)
		digits = exponent < MOST_DIGITS ? exponent + 1 : 0;
	return txo_format_number(x, digits, buf);
}

size_t txo_format_fixed(double x, int decimals, char *buf)
{
	char raw[TXO_NUMBER_SIZE], *p = buf;
	bool zero = true;

	if (!(fabs(x) < 1e20))
		return txo_format_number(x, 12, buf);
	snprintf(raw, sizeof(raw), "%.*f", decimals, fabs(x));
	for (const char *c = raw; *c; c++)
		zero = zero && (*c < '1' || *c > '9');
	if (x < 0 && !zero)
		*p++ = '-';
	for (const char *c = raw; *c; c++)
		if (*c >= '0' && *c <= '9')
			*p++ = *c;
		else if (p > buf && p[-1] != '.')
			*p++ = '.';	/* whatever the locale's mark is */
	*p = '\0';
	return (size_t)(p - buf);
}
