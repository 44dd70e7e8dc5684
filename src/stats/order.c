/*
 * METHOD
 *
 * Statistics of order of a sorted weighted sample. x(k) is the k-th smallest
 * of the n observations, found in the running sums of the counts.
 *
 * Quantiles [hyndman1996]: with position t = a + p (n + 1 - a - b), j =
 * floor(t), h = t - j the result is (1 - h) x(j) + h x(j + 1); a and b are
 *	type 4: 0, 1     5: 1/2, 1/2   6: 0, 0
 *	type 7: 1, 1     8: 1/3, 1/3   9: 3/8, 3/8
 * types 1 to 3 round t = n p (type 3: n p - 1/2): h = 0 at a whole t, else 1;
 * type 2 takes 1/2 for the 0, type 3 takes 0 only for even j. p = 0.7 is not
 * exact in binary: p is taken as the decimal of up to 9 places that it stands
 * for, and a t within 4 epsilon max(1, t) of a whole number counts as whole.
 * Interpolation is in double-double.
 *
 * Interval of the median [hahn1991]: x(k) to x(n + 1 - k), k the least number
 * with P(B <= k) >= (1 - level) / 2 for B binomial(n, 1/2), so that coverage
 * is at least the level; none when k = 0. P sums the probabilities from the
 * k-th down; above n = 1e12 the normal approximation gives k.
 *
 * MAD: the median of |x - median|, by merging the distances to both sides.
 * Trimmed mean: without the floor(n trim) smallest and largest observations.
 */
#include <float.h>
#include <math.h>

#include "base/dd.h"
#include "stats/binomial.h"
#include "stats/quantile_t.h"
#include "stats/sample.h"

#define HUGE_N 1000000000000u

void txo_cumulate(const uint64_t *w, size_t m, uint64_t *cum)
{
	uint64_t n = 0;

	for (size_t i = 0; i < m; i++)
		cum[i] = n += w[i];
}

/* Place of the k-th smallest observation, 1 <= k <= n. */
static size_t place(const struct txo_sample *s, uint64_t k)
{
	size_t low = 0, high = s->m - 1;

	if (!s->cum) {
		while (k > s->w[low])
			k -= s->w[low++];
		return low;
	}
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->cum[mid] < k)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* x(k), with x(0) = x(1) and x(n + 1) = x(n). */
static struct txo_dd order_statistic(const struct txo_sample *s, uint64_t n,
				     uint64_t k)
{
	if (k < 1)
		k = 1;
	if (k > n)
		k = n;
	return txo_sample_value(s, place(s, k));
}

/* The decimal of up to 9 places that p stands for, if it does for one. */
static struct txo_dd decimal_fraction(double p)
{
	double places = 1e9, k = rint(p * places);

	if (k / places != p)
		return txo_dd_from(p);
	return txo_dd_div(txo_dd_from(k), txo_dd_from(places));
}

/* t = a + p (n + 1 - a - b) of types 4 to 9, n p or n p - 1/2 of 1 to 3. */
static struct txo_dd exact_position(double n, double p, int type)
{
	static const struct {
		double a, b, parts; /* a and b in so many parts of 1 */
	} of[] = { { 0, 1, 1 }, { 1, 1, 2 }, { 0, 0, 1 },
		   { 1, 1, 1 }, { 1, 1, 3 }, { 3, 3, 8 } };
	struct txo_dd q = decimal_fraction(p), a, t;

	if (type < 4)
		return txo_dd_add(txo_dd_mul(txo_dd_from(n), q),
				  txo_dd_from(type == 3 ? -0.5 : 0));
	a = txo_dd_div(txo_dd_from(of[type - 4].a),
		       txo_dd_from(of[type - 4].parts));
	t = txo_dd_from(of[type - 4].parts - of[type - 4].a - of[type - 4].b);
	t = txo_dd_div(t, txo_dd_from(of[type - 4].parts));
	t = txo_dd_mul(q, txo_dd_add(txo_dd_from(n), t));
	return txo_dd_add(a, t);
}

/* Position t of the quantile, split into j and h. */
static void position(double n, double p, int type, double *j, double *h)
{
	struct txo_dd t = exact_position(n, p, type);
	double fuzz = 4 * DBL_EPSILON * fmax(1, fabs(t.hi));

	*j = floor(t.hi + fuzz);
	*h = txo_dd_sub(t, txo_dd_from(*j)).hi;
	if (fabs(*h) < fuzz)
		*h = 0;
	if (type == 1)
		*h = *h > 0;
	else if (type == 2)
		*h = *h > 0 ? 1 : 0.5;
	else if (type == 3)
		*h = *h != 0 || fmod(*j, 2) != 0;
}

static struct txo_dd quantile(const struct txo_sample *s, double p, int type)
{
	uint64_t n = txo_n(s), k;
	struct txo_dd low, high;
	double j, h;

	position((double)n, p, type, &j, &h);
	k = j <= 0 ? 0 : j >= (double)n ? n : (uint64_t)j;
	low = order_statistic(s, n, k);
	high = order_statistic(s, n, k + (j >= 0));
	if (h == 0 || txo_dd_compare(low, high) == 0)
		return low;
	if (h == 1)
		return high;
	return txo_dd_add(low,
			  txo_dd_mul(txo_dd_from(h), txo_dd_sub(high, low)));
}

double txo_quantile(const struct txo_sample *s, double p, int type)
{
	return s->m && p >= 0 && p <= 1 ? quantile(s, p, type).hi : NAN;
}

double txo_iqr(const struct txo_sample *s, int type)
{
	if (!s->m)
		return NAN;
	return txo_dd_sub(quantile(s, 0.75, type), quantile(s, 0.25, type)).hi;
}

/* P(B = k) for B binomial(n, 1/2). */
static double half_binomial(double n, double k)
{
	return exp(txo_binomial_log_mass(k, n - k, 0.5, 0.5));
}

/* P(B <= k); k is not far above the tail that matters. */
static double half_binomial_tail(double n, double k)
{
	double p = half_binomial(n, k), sum = p;

	for (double i = k; i > 0 && p > sum * DBL_EPSILON / 8; i--) {
		p *= i / (n - i + 1);
		sum += p;
	}
	return sum;
}

/* The least k with P(B <= k) >= tail. */
static double half_binomial_quantile(double n, double tail, double level)
{
	double k = floor(n / 2 - txo_normal_quantile(level) * sqrt(n) / 2);

	if (n > (double)HUGE_N)
		return k;
	k = fmax(k, 0);
	tail *= 1 - 1e-9; /* what is equal but for rounding is reached */
	while (k > 0 && half_binomial_tail(n, k - 1) >= tail)
		k--;
	while (k < n / 2 && half_binomial_tail(n, k) < tail)
		k++;
	return k;
}

void txo_median_interval(const struct txo_sample *s, double level, double *low,
			 double *high)
{
	uint64_t n = txo_n(s), k;

	*low = *high = NAN;
	if (n == 0)
		return;
	k = (uint64_t)half_binomial_quantile((double)n, (1 - level) / 2, level);
	if (k == 0)
		return;
	*low = order_statistic(s, n, k).hi;
	*high = order_statistic(s, n, n + 1 - k).hi;
}

/*
 * Distances from `center` in ascending order: the places left and right of
 * it, whichever is nearer.
 */
struct outward {
	const struct txo_sample *s;
	struct txo_dd center;
	size_t left, right;	/* left: one above the next place */
};

static struct txo_dd next_distance(struct outward *o, uint64_t *w)
{
	struct txo_dd a = { INFINITY, 0 }, b = { INFINITY, 0 };

	if (o->left > 0)
		a = txo_dd_sub(o->center, txo_sample_value(o->s, o->left - 1));
	if (o->right < o->s->m)
		b = txo_dd_sub(txo_sample_value(o->s, o->right), o->center);
	if (txo_dd_compare(a, b) <= 0) {
		*w = o->s->w[--o->left];
		return a;
	}
	*w = o->s->w[o->right++];
	return b;
}

double txo_mad(const struct txo_sample *s)
{
	struct outward o = { .s = s };
	uint64_t n = txo_n(s), seen = 0, w;
	struct txo_dd d = { 0, 0 }, first;

	if (n == 0)
		return NAN;
	o.center = quantile(s, 0.5, 7);
	while (o.left < s->m &&
	       txo_dd_compare(txo_sample_value(s, o.left), o.center) <= 0)
		o.left++;
	o.right = o.left;
	while (seen < (n + 1) / 2) {
		d = next_distance(&o, &w);
		seen += w;
	}
	if (n % 2 == 1 || seen > n / 2)
		return d.hi;
	first = d;
	d = txo_dd_add(first, next_distance(&o, &w));
	return d.hi / 2;
}

double txo_trimmed_mean(const struct txo_sample *s, double trim)
{
	uint64_t n = txo_n(s), cut, from, to, below = 0;
	struct txo_dd sum = { 0, 0 };
	double t = trim * (double)n;

	if (n == 0)
		return NAN;
	cut = (uint64_t)floor(t * (1 + 4 * DBL_EPSILON));
	if (cut > (n - 1) / 2)
		cut = (n - 1) / 2;
	from = cut;		/* keep observations from + 1 to `to` */
	to = n - cut;
	for (size_t i = 0; i < s->m; i++) {
		uint64_t a = below, b = below + s->w[i];

		below = b;
		a = a < from ? from : a;
		b = b > to ? to : b;
		if (a < b)
			sum = txo_dd_add(sum,
					 txo_dd_mul(txo_dd_from_count(b - a),
						    txo_sample_value(s, i)));
	}
	return txo_dd_div(sum, txo_dd_from_count(to - from)).hi;
}

double txo_mode(const struct txo_sample *s, size_t *count)
{
	uint64_t most = 0;
	double mode = NAN;

	*count = 0;
	for (size_t i = 0; i < s->m; i++) {
		if (s->w[i] > most) {
			most = s->w[i];
			mode = s->x[i];
			*count = 0;
		}
		*count += s->w[i] == most;
	}
	return mode;
}
