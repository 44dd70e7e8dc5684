/*
 * METHOD
 * Bisection, or inverse quadratic interpolation where the three last points
 * promise that it stays inside of the bracket [chandrupatla1997]. Ends when the
 * bracket is four units in the last place wide, or f is zero.
 */
#include "stats/root.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#define MOST_STEPS 300

struct point {
	double x, f;
};

/* a and b bracket the root, a is the newest; c is the one before. */
struct bracket {
	struct point a, b, c;
};

static bool same_sign(double f, double g)
{
	return (f > 0) == (g > 0);
}

/* The share of the way from a to b at which to look next. */
static double next_share(const struct bracket *k)
{
	double fa = k->a.f, fb = k->b.f, fc = k->c.f;
	double xi = (k->a.x - k->b.x) / (k->c.x - k->b.x);
	double phi = (fa - fb) / (fc - fb);

	if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi)
		return fa / (fb - fa) * (fc / (fb - fc)) +
		       (k->c.x - k->a.x) / (k->b.x - k->a.x) *
			       (fa / (fc - fa)) * (fb / (fc - fb));
	return 0.5;
}

static double search(txo_root_function *f, const void *with, struct bracket *k)
{
	double share = 0.5;

	for (int i = 0;; i++) {
		struct point at = { k->a.x + share * (k->b.x - k->a.x), 0 };
		const struct point *best;
		double least;

		at.f = f(at.x, with);
		if (isnan(at.f))
			return NAN;
		if (same_sign(at.f, k->a.f)) {
			k->c = k->a;
		} else {
			k->c = k->b;
			k->b = k->a;
		}
		k->a = at;
		best = fabs(k->a.f) < fabs(k->b.f) ? &k->a : &k->b;
		least = 2 * (DBL_EPSILON * fabs(best->x) + DBL_MIN) /
			fabs(k->b.x - k->a.x);
		if (least > 0.5 || best->f == 0 || i == MOST_STEPS)
			return best->x;
		share = next_share(k);
		if (!(share > least))
			share = least;
		if (share > 1 - least)
			share = 1 - least;
	}
}

static double between(txo_root_function *f, const void *with, struct point low,
		      struct point high)
{
	struct bracket k = { low, high, low };

	if (low.f == 0)
		return low.x;
	if (high.f == 0)
		return high.x;
	if (isnan(low.f) || isnan(high.f) || same_sign(low.f, high.f))
		return NAN;
	return search(f, with, &k);
}

double txo_root(txo_root_function *f, const void *with, double low, double high)
{
	return between(f, with, (struct point){ low, f(low, with) },
		       (struct point){ high, f(high, with) });
}

double txo_root_near(txo_root_function *f, const void *with, double start,
		     double step, double most)
{
	struct point at = { start, f(start, with) }, next;
	double side = at.f > 0 ? -1 : 1;

	for (;; step *= 2) {
		next.x = start + side * fmin(step, most);
		next.f = f(next.x, with);
		if (next.f == 0 || !same_sign(next.f, at.f))
			break;
		if (isnan(next.f) || step >= most)
			return NAN;
		at = next;
	}
	return side < 0 ? between(f, with, next, at) :
			  between(f, with, at, next);
}
