/*
 * METHOD
 *	p(1) <= ... <= p(m), those that are not NaN; never above 1
 *	Bonferroni	m p(i)
 *	Holm		max over j <= i of (m - j + 1) p(j)
 *	Hochberg	min over j >= i of (m - j + 1) p(j)
 *	BH		min over j >= i of m / j p(j)
 *	Hommel		min over h of max(h p(i), A(h)), where
 *			A(h) = max over k > h of k min over j <= k of
 *			p(m - k + j) / j
 * Source: [holm1979], [hochberg1988], [benjamini1995], [hommel1988]. Hommel's
 * by the jumps of [meijer2019]: the inner minimum is the smallest slope from
 * (m - k, 0) to the points (i, p(i)) right of it, which the lower convex hull of
 * these points tells. A(h) falls and h p(i) rises, so both are bisected.
 */
#include "txo/adjust.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void holm(double *p, size_t m)
{
	for (size_t i = 0; i < m; i++) {
		p[i] *= (double)(m - i);
		if (i > 0)
			p[i] = fmax(p[i], p[i - 1]);
	}
}

static void hochberg(double *p, size_t m)
{
	for (size_t i = m; i-- > 0;) {
		p[i] *= (double)(m - i);
		if (i + 1 < m)
			p[i] = fmin(p[i], p[i + 1]);
	}
}

static void benjamini(double *p, size_t m)
{
	for (size_t i = m; i-- > 0;) {
		p[i] *= (double)m / (double)(i + 1);
		if (i + 1 < m)
			p[i] = fmin(p[i], p[i + 1]);
	}
}

/* Slope from (x, y) to the point i of p; points count from 1. */
static double slope(const double *p, size_t i, double x, double y)
{
	return (p[i] - y) / ((double)(i + 1) - x);
}

/*
 * The smallest slope from (i, 0) to the hull of the points right of it. The
 * corners stand from right to left, the last one being point i + 1.
 */
static double smallest(const double *p, const size_t *hull, size_t n, size_t i)
{
	size_t low = 0, high = n - 1;	/* corners */

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (slope(p, hull[middle], (double)i, 0) <=
		    slope(p, hull[middle + 1], (double)i, 0))
			high = middle;
		else
			low = middle + 1;
	}
	return slope(p, hull[low], (double)i, 0);
}

/* A(h) for h = 0 .. m, into a. */
static void jumps(const double *p, size_t m, size_t *hull, double *a)
{
	size_t n = 0;

	for (size_t k = 1; k <= m; k++) {
		size_t i = m - k;	/* the point that is new */

		while (n > 1 &&
		       slope(p, hull[n - 1], (double)(i + 1), p[i]) >=
			       slope(p, hull[n - 2], (double)(i + 1), p[i]))
			n--;
		hull[n++] = i;
		a[k - 1] = (double)k * smallest(p, hull, n, i);
	}
	a[m] = 0;
	for (size_t h = m; h-- > 0;)
		a[h] = fmax(a[h], a[h + 1]);
}

static double hommel_of(double p, const double *a, size_t m)
{
	size_t low = 0, high = m;	/* the first h with h p >= A(h) */

	while (low < high) {
		size_t h = (low + high) / 2;

		if ((double)h * p >= a[h])
			high = h;
		else
			low = h + 1;
	}
	return fmin((double)low * p, low > 0 ? a[low - 1] : INFINITY);
}

static enum txo_status hommel(double *p, size_t m, struct txo_error *err)
{
	size_t *hull = calloc(m + 1, sizeof(*hull));
	double *a = calloc(m + 1, sizeof(*a));
	enum txo_status status = TXO_OK;

	if (hull && a) {
		jumps(p, m, hull, a);
		for (size_t i = 0; i < m; i++)
			p[i] = fmax(p[i], hommel_of(p[i], a, m));
	} else {
		status = txo_fail_memory(err);
	}
	free(hull);
	free(a);
	return status;
}

static enum txo_status adjust_sorted(double *p, size_t m, enum txo_adjust how,
				     struct txo_error *err)
{
	switch (how) {
	case TXO_ADJUST_BONFERRONI:
		for (size_t i = 0; i < m; i++)
			p[i] *= (double)m;
		break;
	case TXO_ADJUST_HOLM:
		holm(p, m);
		break;
	case TXO_ADJUST_HOCHBERG:
		hochberg(p, m);
		break;
	case TXO_ADJUST_HOMMEL:
		return hommel(p, m, err);
	case TXO_ADJUST_BH:
		benjamini(p, m);
		break;
	default:
		break;
	}
	return TXO_OK;
}

enum txo_status txo_adjust(const double *p, size_t n, enum txo_adjust how,
			   double *adjusted, struct txo_error *err)
{
	double *sorted = calloc(2 * n + 1, sizeof(*sorted)), *value;
	enum txo_status status;
	size_t m = 0;

	if (!sorted)
		return txo_fail_memory(err);
	for (size_t i = 0; i < n; i++)
		if (!isnan(p[i]))
			sorted[m++] = p[i];
	qsort(sorted, m, sizeof(*sorted), by_value);
	value = sorted + m;
	memcpy(value, sorted, m * sizeof(*value));
	status = adjust_sorted(value, m, how, err);
	for (size_t i = 0; i < n && status == TXO_OK; i++) {
		const double *at = NULL;

		if (!isnan(p[i]))
			at = bsearch(&p[i], sorted, m, sizeof(*sorted),
				     by_value);
		adjusted[i] = at ? fmin(1, value[at - sorted]) : NAN;
	}
	free(sorted);
	return status;
}
