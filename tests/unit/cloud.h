/*
 * cloud.h - weighted pairs made from plain columns, for unit tests.
 *
 *	struct cloud c;
 *	struct txo_pairs p = cloud_of(&c, x, y, n);
 *
 * Sorts the observations by x, then by y, and counts equal ones together, as
 * the tally does.
 */
#ifndef TXO_TESTS_CLOUD_H
#define TXO_TESTS_CLOUD_H

#include <assert.h>
#include <stdlib.h>

#include "txo/pairs.h"

#define CLOUD_MOST 512

struct cloud_point {
	double x, x_lo, y, y_lo;
	uint64_t w;
};

struct cloud {
	double x[CLOUD_MOST], x_lo[CLOUD_MOST];
	double y[CLOUD_MOST], y_lo[CLOUD_MOST];
	uint64_t w[CLOUD_MOST];
};

static inline int cloud_compare(const void *a, const void *b)
{
	const struct cloud_point *p = a, *q = b;
	double d[] = { p->x - q->x, p->x_lo - q->x_lo, p->y - q->y,
		       p->y_lo - q->y_lo };

	for (size_t i = 0; i < 4; i++)
		if (d[i] < 0 || d[i] > 0)
			return d[i] < 0 ? -1 : 1;
	return 0;
}

static inline struct txo_pairs cloud_of_points(struct cloud *c,
					       struct cloud_point *p, size_t n)
{
	size_t m = 0;

	assert(n <= CLOUD_MOST);
	qsort(p, n, sizeof(*p), cloud_compare);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && cloud_compare(&p[i - 1], &p[i]) == 0) {
			c->w[m - 1] += p[i].w;
			continue;
		}
		c->x[m] = p[i].x;
		c->x_lo[m] = p[i].x_lo;
		c->y[m] = p[i].y;
		c->y_lo[m] = p[i].y_lo;
		c->w[m++] = p[i].w;
	}
	return (struct txo_pairs){ c->x, c->x_lo, c->y, c->y_lo, c->w, m };
}

static inline struct txo_pairs cloud_of(struct cloud *c, const double *x,
					const double *y, size_t n)
{
	struct cloud_point p[CLOUD_MOST];

	assert(n <= CLOUD_MOST);
	for (size_t i = 0; i < n; i++)
		p[i] = (struct cloud_point){ x[i], 0, y[i], 0, 1 };
	return cloud_of_points(c, p, n);
}

/* The same observations, each of them `times` times. */
static inline void cloud_multiply(struct cloud *c, size_t m, uint64_t times)
{
	for (size_t i = 0; i < m; i++)
		c->w[i] *= times;
}

/* R's data set cars: speed (mph) and stopping distance (ft). */
static const double cars_speed[] = {
	4,  4,	7,  7,	8,  9,	10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13,
	13, 13, 14, 14, 14, 14, 15, 15, 15, 16, 16, 17, 17, 17, 18, 18, 18,
	18, 19, 19, 19, 20, 20, 20, 20, 20, 22, 23, 24, 24, 24, 24, 25,
};
static const double cars_dist[] = {
	2,  10, 4,  22, 16, 10, 18, 26, 34, 17, 28, 14, 20, 24, 28,  26, 34,
	34, 46, 26, 36, 60, 80, 20, 26, 54, 32, 40, 32, 40, 50, 42,  56, 76,
	84, 36, 46, 68, 32, 48, 52, 56, 64, 66, 54, 70, 92, 93, 120, 85,
};

#endif
