/*
 * near.h - comparing doubles in unit tests.
 *
 *	assert_near(txo_sd(&k), 1.2909944487358056, 1e-15);
 *
 * Include it after <cmocka.h>.
 */
#ifndef TXO_TESTS_NEAR_H
#define TXO_TESTS_NEAR_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#ifndef COUNT
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#endif

/*
 * Equal within a relative tolerance. Two NaN are near each other, two
 * infinities of one sign too; to an expected 0 the tolerance is absolute.
 */
#define assert_near(actual, expected, tolerance) \
	near_check((actual), (expected), (tolerance), #actual, __FILE__, \
		   __LINE__)

/* The same bits; any two NaN count as the same. */
#define assert_same(actual, expected) \
	near_check_same((actual), (expected), #actual, __FILE__, __LINE__)

#define assert_nan(actual) assert_same((actual), (double)NAN)

static inline bool near_is(double a, double b, double tolerance)
{
	if (isnan(a) || isnan(b))
		return isnan(a) && isnan(b);
	if (a == b)
		return true;
	if (isinf(a) || isinf(b))
		return false;
	return fabs(a - b) <= tolerance * (b == 0 ? 1 : fabs(b));
}

static inline void near_check(double a, double b, double tolerance,
			      const char *what, const char *file, int line)
{
	if (near_is(a, b, tolerance))
		return;
	print_error("%s = %.17g, expected %.17g, off by %.3g\n", what, a, b,
		    b == 0 ? fabs(a - b) : fabs((a - b) / b));
	_fail(file, line);
}

static inline void near_check_same(double a, double b, const char *what,
				   const char *file, int line)
{
	if (isnan(a) && isnan(b))
		return;
	if (memcmp(&a, &b, sizeof(a)) == 0)
		return;
	print_error("%s = %.17g, expected exactly %.17g\n", what, a, b);
	_fail(file, line);
}

#endif
