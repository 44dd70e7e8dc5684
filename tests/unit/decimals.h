/*
 * decimals.h - weighted pairs of decimals as they are written, for unit tests.
 *
 *	struct cloud c;
 *	struct txo_pairs p = decimal_pairs(&c, pre, post, n);
 */
#ifndef TXO_TESTS_DECIMALS_H
#define TXO_TESTS_DECIMALS_H

#include <string.h>

#include "cloud.h"
#include "txo/decimal.h"

static inline void decimal_read(const char *text, double *hi, double *lo)
{
	struct txo_decimal d;

	if (txo_decimal_parse(text, strlen(text), &d, NULL) != TXO_OK)
		abort();
	txo_decimal_value(d, hi, lo);
}

static inline struct txo_pairs decimal_pairs(struct cloud *c,
					     const char *const *x,
					     const char *const *y, size_t n)
{
	struct cloud_point p[CLOUD_MOST];

	assert(n <= CLOUD_MOST);
	for (size_t i = 0; i < n; i++) {
		decimal_read(x[i], &p[i].x, &p[i].x_lo);
		decimal_read(y[i], &p[i].y, &p[i].y_lo);
		p[i].w = 1;
	}
	return cloud_of_points(c, p, n);
}

#endif
