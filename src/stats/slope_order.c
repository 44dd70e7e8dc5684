/*
 * METHOD
 *	slope(i, j) <= t  <=>  yj - t xj <= yi - t xi	for xi < xj
 * so the weight of the slopes up to t is that of the inversions between the
 * order by x and the order by z = y - t x, found by merge sort [knight1966];
 * the slopes between two bounds are the inversions between their two orders
 * [matousek1991].
 *
 * z is in double-double about a middle point. So that the count agrees with the
 * slopes as rounded to doubles, z is taken at the midpoint of t and the next
 * double above, where a tie in z counts as below when rounding goes to t. An
 * error needs a slope nearer than 2^-100 |y| / |yj - yi| to such a midpoint
 * without being one.
 */
#include "stats/slope_order.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "stats/margins.h"

#define NEXT_TO_NOTHING 0x1p-60	/* a slope, where x and y are about 1 */

/* Lines of a slope, and whether points on one line count as inverted. */
struct direction {
	struct txo_dd t;
	int infinite;		/* -1 or 1 for an infinite t */
	bool ties;
};

/* One sort: what it counts, and where it lists. */
struct sorting {
	const struct txo_slope_points *s;
	bool ties;
	struct txo_dd weight;
	uint64_t pairs;
	struct txo_weighed *list;
	size_t n, room;
	uint64_t next, stride;	/* number of the next pair to list */
	uint64_t random;
};

static int exponent(double a, double b)
{
	int e;

	frexp(fmax(fabs(a), fabs(b)), &e);
	return e;
}

static void fill_points(struct txo_slope_points *s, const struct txo_pairs *p)
{
	double low = p->y[0], high = p->y[0];

	for (size_t i = 0; i < p->m; i++) {
		low = fmin(low, p->y[i]);
		high = fmax(high, p->y[i]);
	}
	s->ex = exponent(p->x[0], p->x[p->m - 1]);
	s->ey = exponent(low, high);
	for (size_t i = 0; i < p->m; i++) {
		s->x[i] = txo_dd_scale(txo_pairs_x(p, i), -s->ex);
		s->y[i] = txo_dd_scale(txo_pairs_y(p, i), -s->ey);
	}
	s->cx = s->x[p->m / 2];
	s->cy = s->y[p->m / 2];
}

enum txo_status txo_slope_points_init(struct txo_slope_points *s,
				      const struct txo_pairs *p,
				      struct txo_error *err)
{
	*s = (struct txo_slope_points){ .w = p->w, .m = p->m };
	s->x = calloc(p->m, sizeof(*s->x));
	s->y = calloc(p->m, sizeof(*s->y));
	s->order = calloc(p->m, sizeof(*s->order));
	s->spare = calloc(p->m, sizeof(*s->spare));
	if (!s->x || !s->y || !s->order || !s->spare)
		return txo_fail_memory(err);
	fill_points(s, p);
	return TXO_OK;
}

void txo_slope_points_release(struct txo_slope_points *s)
{
	free(s->x);
	free(s->y);
	free(s->order);
	free(s->spare);
	*s = (struct txo_slope_points){ 0 };
}

/*
 * The direction that parts slopes which round to t or less from the rest. When
 * t is next to nothing, t x can be lost in y: then points of one y tie in z,
 * and their slope, 0, is below t if t is above 0.
 */
static struct direction just_above(double t)
{
	double next = nextafter(t, INFINITY), half = (next - t) / 2;
	uint64_t bits;

	if (isinf(t))
		return (struct direction){ .infinite = t > 0 ? 1 : -1 };
	if (t == 0 || next == 0)
		return (struct direction){ { 0, 0 }, 0, t == 0 };
	if (isinf(half))
		half = 0;
	if (fabs(t) < NEXT_TO_NOTHING)
		return (struct direction){ { t, half }, 0, t > 0 };
	memcpy(&bits, &t, sizeof(bits));
	return (struct direction){ { t, half }, 0, bits % 2 == 0 };
}

static struct txo_dd project(const struct txo_slope_points *s,
			     const struct direction *d, size_t i)
{
	struct txo_dd x = txo_dd_sub(s->x[i], s->cx);

	if (d->infinite)
		return d->infinite > 0 ? txo_dd_neg(x) : x;
	return txo_dd_sub(txo_dd_sub(s->y[i], s->cy), txo_dd_mul(d->t, x));
}

/* Points of one x stay in the order of y, whatever the rounding of z. */
static void keep_apart(const struct txo_slope_points *s,
		       struct txo_slope_item *a, size_t i)
{
	struct txo_dd *z = &a[i].z, *last = &a[i - 1].z;

	if (txo_dd_compare(s->x[i], s->x[i - 1]) == 0 &&
	    txo_dd_compare(*z, *last) <= 0)
		*z = (struct txo_dd){ last->hi, nextafter(last->lo, INFINITY) };
}

static void fill_items(const struct txo_slope_points *s,
		       const struct direction *d, struct txo_slope_item *a)
{
	for (size_t i = 0; i < s->m; i++) {
		a[i].z = project(s, d, i);
		a[i].w = s->w[i];
		a[i].i = i;
		if (i > 0 && !d->infinite)
			keep_apart(s, a, i);
	}
}

static bool goes_before(const struct txo_slope_item *b,
			const struct txo_slope_item *a, bool ties)
{
	if (b->z.hi != a->z.hi)
		return b->z.hi < a->z.hi;
	if (b->z.lo != a->z.lo)
		return b->z.lo < a->z.lo;
	return ties ? b->i > a->i : b->i < a->i;
}

static double slope_of(const struct txo_slope_points *s, size_t i, size_t j)
{
	struct txo_dd dx = txo_dd_sub(s->x[j], s->x[i]);
	struct txo_dd dy = txo_dd_sub(s->y[j], s->y[i]);

	if (dx.lo == 0 && dy.lo == 0)
		return dy.hi / dx.hi + 0.0;
	return txo_dd_div(dy, dx).hi + 0.0;
}

/* b jumps over the n items from a on: list what is due of these pairs. */
static void list_jumped(struct sorting *v, const struct txo_slope_item *a,
			size_t n, const struct txo_slope_item *b)
{
	while (v->n < v->room && v->next < v->pairs + n) {
		const struct txo_slope_item *c = &a[v->next - v->pairs];

		v->list[v->n++] = (struct txo_weighed){
			slope_of(v->s, c->i, b->i),
			txo_dd_two_prod((double)c->w, (double)b->w),
		};
		v->next += txo_stride_next(&v->random, v->stride);
	}
}

/* Merge sort a; count the inversions, list some. Returns the weight of a. */
static uint64_t sort_items(struct sorting *v, struct txo_slope_item *a,
			   size_t m)
{
	size_t half = m / 2, i = 0, j = half, k = 0;
	struct txo_slope_item *left = v->s->spare;
	uint64_t rest, weight;

	if (m < 2)
		return m ? a->w : 0;
	rest = sort_items(v, a, half);
	weight = rest + sort_items(v, a + half, m - half);
	if (!goes_before(&a[half], &a[half - 1], v->ties))
		return weight;
	memcpy(left, a, half * sizeof(*a));
	while (i < half && j < m) {
		if (!goes_before(&a[j], &left[i], v->ties)) {
			rest -= left[i].w;
			a[k++] = left[i++];
			continue;
		}
		if (v->room)
			list_jumped(v, &left[i], half - i, &a[j]);
		v->pairs += half - i;
		v->weight = txo_dd_add(v->weight,
				       txo_dd_two_prod((double)a[j].w,
						       (double)rest));
		a[k++] = a[j++];
	}
	memcpy(&a[k], &left[i], (half - i) * sizeof(*a));
	return weight;
}

struct txo_select_cut txo_slope_count(struct txo_slope_points *s, double t)
{
	struct direction d = just_above(t);
	struct sorting v = { .s = s, .ties = d.ties };

	fill_items(s, &d, s->order);
	sort_items(&v, s->order, s->m);
	return (struct txo_select_cut){ t, v.weight, v.pairs };
}

size_t txo_slope_list(struct txo_slope_points *s,
		      const struct txo_select_span *span,
		      struct txo_weighed *list, size_t room)
{
	struct direction from = just_above(span->from);
	struct direction to = just_above(span->to);
	struct sorting v = { .s = s, .ties = from.ties };
	struct sorting w = { .s = s,
			     .ties = to.ties,
			     .list = list,
			     .room = room,
			     .stride = span->stride,
			     .random = TXO_STRIDE_SEED };

	fill_items(s, &from, s->order);
	sort_items(&v, s->order, s->m);
	fill_items(s, &to, s->spare);
	for (size_t r = 0; r < s->m; r++)
		s->order[r].z = s->spare[s->order[r].i].z;
	w.next = txo_stride_next(&w.random, w.stride) - 1;
	sort_items(&w, s->order, s->m);
	return w.n;
}
