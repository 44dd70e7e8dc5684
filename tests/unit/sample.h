/*
 * sample.h - samples made of plain arrays, for tests of statistics.
 *
 * Include it after <cmocka.h>.
 */
#ifndef TXO_TESTS_SAMPLE_H
#define TXO_TESTS_SAMPLE_H

#include <stdlib.h>
#include <string.h>

#include "near.h"
#include "txo/decimal.h"
#include "txo/dist.h"

#define MOST_VALUES 1024

/* A sample with memory of its own. */
struct collected {
	double x[MOST_VALUES], lo[MOST_VALUES];
	uint64_t w[MOST_VALUES], cum[MOST_VALUES];
	struct txo_sample s;
};

static inline int sample_order(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The distinct values of n observations in any order, each with its count. */
static inline const struct txo_sample *collect(struct collected *c,
					       const double *raw, size_t n)
{
	double sorted[MOST_VALUES];
	size_t m = 0;

	assert_true(n > 0 && n <= MOST_VALUES);
	memcpy(sorted, raw, n * sizeof(*raw));
	qsort(sorted, n, sizeof(*sorted), sample_order);
	for (size_t i = 0; i < n; i++) {
		if (m && c->x[m - 1] == sorted[i]) {
			c->w[m - 1]++;
			continue;
		}
		c->x[m] = sorted[i];
		c->w[m++] = 1;
	}
	c->s = (struct txo_sample){ .x = c->x, .w = c->w, .m = m };
	return &c->s;
}

/* m decimals in ascending order, parted by blanks, with counts (NULL: 1). */
static inline const struct txo_sample *
decimals(struct collected *c, const char *text, const uint64_t *w)
{
	size_t m = 0, n;

	for (; *text; text += n + (text[n] == ' '), m++) {
		struct txo_decimal d;

		assert_true(m < MOST_VALUES);
		n = strcspn(text, " ");
		assert_int_equal(txo_decimal_parse(text, n, &d, NULL), TXO_OK);
		txo_decimal_value(d, &c->x[m], &c->lo[m]);
		c->w[m] = w ? w[m] : 1;
	}
	txo_cumulate(c->w, m, c->cum);
	c->s = (struct txo_sample){ c->x, c->lo, c->w, c->cum, m };
	return &c->s;
}

/* A whole number from 0 to n - 1, the same ones each time. */
static inline unsigned sample_random(unsigned n)
{
	static uint64_t state = 7;

	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)((state >> 33) % n);
}

#endif
