#include "txo/decimal.h"

#include <limits.h>
#include <locale.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/dd.h"
#include "base/text.h"

#define DIGITS 18		/* of a coefficient */
#define FAR_EXPONENT (LONG_MAX / 100) /* no text has digits to outweigh it */
#define TINY 1e-290		/* below it a low part would lose its digits */

static const double power_of_ten[] = { 1e0,  1e1,  1e2,	 1e3,  1e4,  1e5,
				       1e6,  1e7,  1e8,	 1e9,  1e10, 1e11,
				       1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
				       1e18, 1e19, 1e20, 1e21, 1e22 };

#define EXACT_POWERS 22

/* What has been read of a number's digits. */
struct digits {
	uint64_t coefficient;	/* without trailing zeros */
	int significant;	/* digits of the coefficient */
	long zeros;		/* seen since its last digit */
	long fraction;		/* digits after the point */
	bool any, point;
};

static void add_digit(struct digits *d, int digit)
{
	d->any = true;
	d->fraction += d->point;
	if (digit == 0) {
		d->zeros += d->significant > 0;
		return;
	}
	if (d->significant)
		d->significant += d->zeros < DIGITS ? (int)d->zeros : DIGITS;
	d->significant++;
	if (d->significant > DIGITS) {
		d->significant = DIGITS + 1;
	} else {
		for (long i = 0; i < d->zeros; i++)
			d->coefficient *= 10;
		d->coefficient = d->coefficient * 10 + (unsigned)digit;
	}
	d->zeros = 0;
}

static const char *read_digits(const char *p, const char *end, struct digits *d)
{
	for (; p < end; p++) {
		if (*p >= '0' && *p <= '9')
			add_digit(d, *p - '0');
		else if (*p == '.' && !d->point)
			d->point = true;
		else
			break;
	}
	return p;
}

/* The exponent after 'e'; NULL if there is none where it should be. */
static const char *read_exponent(const char *p, const char *end, long *exponent)
{
	bool minus = false, any = false;

	if (p < end && (*p == '+' || *p == '-'))
		minus = *p++ == '-';
	for (*exponent = 0; p < end && *p >= '0' && *p <= '9'; p++) {
		any = true;
		if (*exponent < FAR_EXPONENT)
			*exponent = *exponent * 10 + (*p - '0');
	}
	if (minus)
		*exponent = -*exponent;
	return any ? p : NULL;
}

/* The nearest double to a text that is known to be a number. */
static double nearest_double(struct txo_text t)
{
	const char *point = localeconv()->decimal_point;
	size_t room = t.n + strlen(point) + 1, n = 0;
	char small[128], *copy = room > sizeof(small) ? malloc(room) : small;
	double x;

	if (!copy)
		return NAN;
	for (size_t i = 0; i < t.n; i++) {
		if (t.p[i] == '.') {
			memcpy(copy + n, point, strlen(point));
			n += strlen(point);
		} else {
			copy[n++] = t.p[i];
		}
	}
	copy[n] = '\0';
	x = strtod(copy, NULL);
	if (copy != small)
		free(copy);
	return x;
}

/* A double as decimal: exactly if 18 digits can, else as its bits. */
static struct txo_decimal from_double(double x)
{
	struct txo_decimal d = { 0, TXO_BINARY };
	char text[32];
	double hi, lo;

	if (x == 0)
		return (struct txo_decimal){ 0, 0 };
	snprintf(text, sizeof(text), "%.17e", x);
	for (char *p = text; *p; p++)
		if (*p == ',')
			*p = '.';
	if (fabs(x) > TINY &&
	    txo_decimal_parse(text, strlen(text), &d, NULL) == TXO_OK) {
		txo_decimal_value(d, &hi, &lo);
		if (hi == x && lo == 0)
			return d;
	}
	memcpy(&d.coefficient, &x, sizeof(x));
	d.exponent = TXO_BINARY;
	return d;
}

static enum txo_status not_a_number(struct txo_text t, const char *why,
				    struct txo_error *err)
{
	char shown[TXO_SHOWN];

	if (!err)
		return TXO_DATA;
	return txo_fail(err, TXO_DATA, "'%s' %s", txo_text_show(t, shown), why);
}

/* Put sign, digits and exponent together; `t` is the whole text. */
static enum txo_status compose(struct txo_text t, const struct digits *g,
			       bool minus, long exponent, struct txo_decimal *d,
			       struct txo_error *err)
{
	int64_t c = (int64_t)g->coefficient;
	double hi, lo;

	exponent += g->zeros - g->fraction;
	if (g->significant == 0) {
		*d = (struct txo_decimal){ 0, 0 };
		return TXO_OK;
	}
	if (g->significant <= DIGITS && labs(exponent) < 400) {
		*d = (struct txo_decimal){ minus ? -c : c, (int32_t)exponent };
		txo_decimal_value(*d, &hi, &lo);
		if (isfinite(hi) && fabs(hi) > TINY)
			return TXO_OK;
	} else {
		hi = nearest_double(t);
	}
	if (isnan(hi))
		return txo_fail_memory(err);
	if (!isfinite(hi))
		return not_a_number(t, "is beyond the range of a double", err);
	*d = from_double(hi);
	return TXO_OK;
}

enum txo_status txo_decimal_parse(const char *text, size_t n,
				  struct txo_decimal *d, struct txo_error *err)
{
	struct txo_text t = txo_text_trim((struct txo_text){ text, n });
	const char *p = t.p, *end = t.n ? t.p + t.n : t.p;
	struct digits g = { 0 };
	long exponent = 0;
	bool minus = false;

	if (p < end && (*p == '+' || *p == '-'))
		minus = *p++ == '-';
	p = read_digits(p, end, &g);
	if (g.any && p < end && (*p == 'e' || *p == 'E'))
		p = read_exponent(p + 1, end, &exponent);
	if (!g.any || p != end)
		return not_a_number(t, "is not a number", err);
	return compose(t, &g, minus, exponent, d, err);
}

/* 10^k in double-double, 0 <= k <= 308. */
static struct txo_dd dd_power_of_ten(int k)
{
	struct txo_dd p = txo_dd_from(power_of_ten[k % EXACT_POWERS]);

	for (int i = k / EXACT_POWERS; i > 0; i--)
		p = txo_dd_mul(p, txo_dd_from(power_of_ten[EXACT_POWERS]));
	return p;
}

/* hi and lo of c * 10^e where c is exact in a double and 10^|e| too. */
static void small_value(double c, int e, double *hi, double *lo)
{
	if (e >= 0) {
		struct txo_dd p = txo_dd_two_prod(c, power_of_ten[e]);

		*hi = p.hi;
		*lo = p.lo;
	} else {
		double p = power_of_ten[-e];

		*hi = c / p;
		*lo = -fma(*hi, p, -c) / p;
	}
}

static void large_value(struct txo_decimal d, double *hi, double *lo)
{
	struct txo_dd c, q;
	char text[48];

	snprintf(text, sizeof(text), "%llde%ld", (long long)d.coefficient,
		 (long)d.exponent);
	*hi = strtod(text, NULL);
	*lo = 0;
	if (!isfinite(*hi) || fabs(*hi) <= TINY)
		return; /* else the power of ten is at most 10^308 */
	c = txo_dd_from_count((unsigned long long)llabs(d.coefficient));
	q = d.exponent < 0 ? txo_dd_div(c, dd_power_of_ten(-d.exponent)) :
			     txo_dd_mul(c, dd_power_of_ten(d.exponent));
	if (d.coefficient < 0)
		q = txo_dd_neg(q);
	if (isfinite(q.hi))
		*lo = (q.hi - *hi) + q.lo;
}

void txo_decimal_value(struct txo_decimal d, double *hi, double *lo)
{
	const int64_t exact = (int64_t)1 << 53;

	if (d.exponent == TXO_BINARY) {
		memcpy(hi, &d.coefficient, sizeof(*hi));
		*lo = 0;
	} else if (d.coefficient >= -exact && d.coefficient <= exact &&
		   abs(d.exponent) <= EXACT_POWERS) {
		small_value((double)d.coefficient, d.exponent, hi, lo);
	} else {
		large_value(d, hi, lo);
	}
}

uint64_t txo_decimal_positive_integer(struct txo_decimal d)
{
	int64_t c = d.coefficient;

	if (d.exponent < 0 || d.exponent > DIGITS || c <= 0)
		return 0;
	for (int32_t i = 0; i < d.exponent; i++) {
		if (c > INT64_MAX / 10)
			return 0;
		c *= 10;
	}
	return (uint64_t)c;
}
