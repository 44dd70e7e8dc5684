/*
 * METHOD
 *	U_t = sum_{i <= t < j} sign(y_i - y_j) = 2 sum_{i <= t} R_i - t (n + 1)
 *	K = max |U_t|, p = 2 exp(-6 K^2 / (c (n^3 + n^2))), at most 1
 *	c = 1 - sum (u^3 - u) / (n^3 - n) over the values of y, each seen u times
 * Source: [pettitt1979]; R mid-ranks. Under the hypothesis the ranks have the
 * variance c n (n + 1) / 12, so that U_t / (2 sqrt(n) sd) goes to a Brownian
 * bridge, of which p is the first term; without ties c = 1. U and K are exact
 * below 2^104.
 *	S_t = sum_{i <= t} (y_i - mean y), D = max |S_t| / (s sqrt(n))
 *	p = P(max |bridge| >= D)
 * Source: [ploberger1992], the test of the cumulative sums of residuals with a
 * mean as the only regressor; [kolmogorov1933]. In double-double; what is below
 * 2^-80 of what it is compared with counts as equal to it.
 *
 * t only goes over the ends of groups of equal x. That makes both p-values too
 * large rather than too small where there are few different x.
 */
#include "txo/change_point.h"

#include <math.h>
#include <stdlib.h>

#include "base/dd.h"
#include "stats/bridge.h"
#include "stats/margins.h"
#include "txo/note.h"

#define PETTITT "Pettitt approximate"
#define PETTITT_TIES "Pettitt approximate with tie correction"
#define CUSUM "cusum brownian bridge"
#define NEGLIGIBLE 0x1p-80

/* The best place so far. */
struct search {
	struct txo_dd most;	/* largest |sum| */
	size_t end;		/* points before the place */
	size_t shared;		/* how many places have it */
	size_t places;
};

static struct txo_dd absolute(struct txo_dd a)
{
	return a.hi < 0 ? txo_dd_neg(a) : a;
}

static void search_look(struct search *s, struct txo_dd sum, size_t end)
{
	struct txo_dd more;

	sum = absolute(sum);
	more = txo_dd_sub(sum, s->most);
	s->places++;
	if (s->places > 1 &&
	    fabs(more.hi) <= NEGLIGIBLE * fmax(sum.hi, s->most.hi)) {
		s->shared++;
		return;
	}
	if (s->places > 1 && more.hi < 0)
		return;
	s->most = sum;
	s->end = end;
	s->shared = 1;
}

static bool ends_group(const struct txo_pairs *p, size_t i)
{
	return i + 1 < p->m &&
	       txo_dd_compare(txo_pairs_x(p, i), txo_pairs_x(p, i + 1)) != 0;
}

static unsigned begin(const struct txo_pairs *p, struct txo_change_point *out,
		      const char *method)
{
	*out = (struct txo_change_point){
		.at = NAN, .last = NAN, .before = NAN, .after = NAN
	};
	out->change = txo_estimate_none(method);
	out->change.note = txo_pairs_note(p);
	if (!out->change.note && txo_pairs_y_is_constant(p))
		out->change.note = TXO_NOTE_CONST;
	return out->change.note;
}

/* Take the place over. False if no place is better than another. */
static bool settle(const struct txo_pairs *p, const struct search *s,
		   struct txo_change_point *out)
{
	if (s->shared > 1)
		out->change.note |= TXO_NOTE_TIES;
	if (!(s->most.hi > 0)) {
		out->change.note |= TXO_NOTE_TIES;
		return false;
	}
	out->at = p->x[s->end];
	out->at_lo = p->x_lo ? p->x_lo[s->end] : 0;
	out->last = p->x[s->end - 1];
	out->last_lo = p->x_lo ? p->x_lo[s->end - 1] : 0;
	for (size_t i = 0; i < p->m; i++)
		*(i < s->end ? &out->n_before : &out->n_after) += p->w[i];
	return true;
}

/* Levels in units of 2^e, and after - before, rounded once. */
static void set_levels(struct txo_change_point *out, struct txo_dd before,
		       struct txo_dd after, int e)
{
	struct txo_dd d = txo_dd_sub(txo_dd_scale(after, -1),
				     txo_dd_scale(before, -1));

	out->before = ldexp(before.hi, e);
	out->after = ldexp(after.hi, e);
	out->change.estimate = ldexp(d.hi, e + 1);
	if (!isinf(out->change.estimate))
		return;
	out->change.estimate = NAN;
	out->change.note |= TXO_NOTE_OVERFLOW;
}

/* ------------------------------------------------------------- Pettitt */

/* The value of y that the i-th row has, from 1, in ascending order. */
static struct txo_dd ordered(const struct txo_pairs *p, const uint64_t *w,
			     const size_t *point, uint64_t i)
{
	size_t g = 0;

	for (; i > w[g]; g++)
		i -= w[g];
	return txo_pairs_y(p, point[g]);
}

/*
 * The median of points from to end; room for the counts of each value of y, and
 * point is one that has it.
 */
static struct txo_dd median(const struct txo_pairs *p,
			    const struct txo_margin *y, size_t from, size_t end,
			    uint64_t *w, size_t *point)
{
	struct txo_dd low, high;
	uint64_t n = 0;

	for (size_t g = 0; g < y->k; g++)
		w[g] = 0;
	for (size_t i = from; i < end; i++) {
		n += p->w[i];
		w[y->group[i]] += p->w[i];
		point[y->group[i]] = i;
	}
	low = ordered(p, w, point, n / 2 + n % 2);
	high = ordered(p, w, point, n / 2 + 1);
	return txo_dd_add(txo_dd_scale(low, -1), txo_dd_scale(high, -1));
}

static enum txo_status set_medians(const struct txo_pairs *p,
				   const struct txo_margin *y, size_t end,
				   struct txo_change_point *out,
				   struct txo_error *err)
{
	uint64_t *w = calloc(y->k, sizeof(*w));
	size_t *point = calloc(y->k, sizeof(*point));
	enum txo_status status = w && point ? TXO_OK : txo_fail_memory(err);

	if (status == TXO_OK)
		set_levels(out, median(p, y, 0, end, w, point),
			   median(p, y, end, p->m, w, point), 0);
	free(w);
	free(point);
	return status;
}

/* Twice the mid-rank less n + 1 of each value of y; free it. */
static struct txo_dd *rank_values(const struct txo_margin *y, uint64_t n)
{
	struct txo_dd *rank = calloc(y->k, sizeof(*rank));
	struct txo_dd below = { 0, 0 };

	for (size_t g = 0; g < y->k && rank; g++) {
		struct txo_dd w = txo_dd_from_count(y->weight[g]);

		rank[g] = txo_dd_add(txo_dd_add(below, below), w);
		rank[g] = txo_dd_sub(rank[g], txo_dd_from_count(n));
		below = txo_dd_add(below, w);
	}
	return rank;
}

static struct txo_dd cube_less(uint64_t t)
{
	struct txo_dd d = txo_dd_from_count(t), one = { 1, 0 };

	return txo_dd_mul(d,
			  txo_dd_mul(txo_dd_sub(d, one), txo_dd_add(d, one)));
}

/* c (n^3 + n^2) */
static double spread(const struct txo_margin *y, uint64_t n)
{
	struct txo_dd ties = cube_less(n), all = ties, d = txo_dd_from_count(n);

	for (size_t g = 0; g < y->k; g++)
		ties = txo_dd_sub(ties, cube_less(y->weight[g]));
	d = txo_dd_mul(txo_dd_mul(d, d), txo_dd_add(d, txo_dd_from(1)));
	return txo_dd_mul(d, txo_dd_div(ties, all)).hi;
}

enum txo_status txo_pettitt(const struct txo_pairs *p,
			    struct txo_change_point *out, struct txo_error *err)
{
	struct txo_margins k = { 0 };
	struct search s = { .end = 0 };
	struct txo_dd u = { 0, 0 }, *rank = NULL;
	enum txo_status status;

	if (begin(p, out, PETTITT))
		return TXO_OK;
	status = txo_margins_init(&k, p, err);
	if (status == TXO_OK && !(rank = rank_values(&k.y, k.n)))
		status = txo_fail_memory(err);
	if (status != TXO_OK)
		goto out;
	for (size_t i = 0; i < p->m; i++) {
		u = txo_dd_add(u, txo_dd_mul(txo_dd_from_count(p->w[i]),
					     rank[k.y.group[i]]));
		if (ends_group(p, i))
			search_look(&s, u, i + 1);
	}
	if (txo_margin_is_tied(&k.y, k.n))
		out->change.method = PETTITT_TIES;
	out->change.statistic = s.most.hi;
	out->change.p_value = fmin(
		1, 2 * exp(-6 * s.most.hi * s.most.hi / spread(&k.y, k.n)));
	if (settle(p, &s, out))
		status = set_medians(p, &k.y, s.end, out, err);
out:
	free(rank);
	txo_margins_release(&k);
	return status;
}

/* --------------------------------------------------------------- CUSUM */

/* y in units of 2^e. */
struct cusum {
	const struct txo_pairs *p;
	int e;
	struct txo_dd n, mean, ss;
	double size;		/* of the largest y */
};

static struct txo_dd cusum_y(const struct cusum *c, size_t i)
{
	return txo_dd_scale(txo_pairs_y(c->p, i), -c->e);
}

/* The mean of points from to end, and how many rows they are. */
static struct txo_dd mean_of(const struct cusum *c, size_t from, size_t end,
			     struct txo_dd *n)
{
	struct txo_dd sum = { 0, 0 };

	*n = sum;
	for (size_t i = from; i < end; i++) {
		struct txo_dd w = txo_dd_from_count(c->p->w[i]);

		*n = txo_dd_add(*n, w);
		sum = txo_dd_add(sum, txo_dd_mul(w, cusum_y(c, i)));
	}
	return txo_dd_div(sum, *n);
}

static void cusum_init(struct cusum *c)
{
	double most = 0;

	for (size_t i = 0; i < c->p->m; i++)
		most = fmax(most, fabs(c->p->y[i]));
	c->size = frexp(most, &c->e);
	c->mean = mean_of(c, 0, c->p->m, &c->n);
}

static void cusum_search(struct cusum *c, struct search *s)
{
	struct txo_dd sum = { 0, 0 }, n = sum;

	for (size_t i = 0; i < c->p->m; i++) {
		struct txo_dd w = txo_dd_from_count(c->p->w[i]);
		struct txo_dd d = txo_dd_sub(cusum_y(c, i), c->mean);
		struct txo_dd wd = txo_dd_mul(w, d);

		n = txo_dd_add(n, w);
		sum = txo_dd_add(sum, wd);
		c->ss = txo_dd_add(c->ss, txo_dd_mul(wd, d));
		if (!ends_group(c->p, i))
			continue;
		if (fabs(sum.hi) <= NEGLIGIBLE * n.hi * c->size)
			search_look(s, txo_dd_from(0), i + 1);
		else
			search_look(s, sum, i + 1);
	}
}

enum txo_status txo_cusum(const struct txo_pairs *p,
			  struct txo_change_point *out, struct txo_error *err)
{
	struct cusum c = { .p = p };
	struct search s = { .end = 0 };
	struct txo_dd n, less;

	(void)err;
	if (begin(p, out, CUSUM))
		return TXO_OK;
	cusum_init(&c);
	cusum_search(&c, &s);
	less = txo_dd_sub(c.n, txo_dd_from(1));
	n = txo_dd_sqrt(txo_dd_div(txo_dd_mul(c.ss, c.n), less));
	out->change.statistic = txo_dd_div(s.most, n).hi;
	out->change.p_value = txo_bridge_p_value(out->change.statistic);
	if (!settle(p, &s, out))
		return TXO_OK;
	set_levels(out, mean_of(&c, 0, s.end, &n), mean_of(&c, s.end, p->m, &n),
		   c.e);
	return TXO_OK;
}
