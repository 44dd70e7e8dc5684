/*
 * METHOD, with the mid-ranks r_bj of treatment j within block b, centred
 *	Friedman: chi-square = (k - 1) sum over j of (sum over b of r_bj)^2 /
 *	sum r_bj^2, df = k - 1; W = chi-square / (n (k - 1))
 *	[friedman1937, kendall1970]
 *	Quade: s_bj = q_b r_bj, q_b the mid-rank of the range of block b,
 *	A = sum s_bj^2, B = sum over j of (sum over b of s_bj)^2 / n,
 *	F = (n - 1) B / (A - B), df = k - 1, (n - 1) (k - 1)	[quade1979]
 *	for A = B: p = m^(1 - n), m the number of different orders of the ranks of
 *	a block, k! without ties. R: quade.test() takes k! with ties, too.
 * Asymptotic. Twice a centred rank is a whole number, that of the values below
 * less that of those above; all sums of them are exact. Two ranges are equal if
 * they differ by less than 2^-90 of the values, as 0.3 - 0.1 and 0.5 - 0.3 do.
 */
#include "txo/blocks.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/dd.h"
#include "stats/tails.h"
#include "txo/note.h"

#define EQUAL 0x1p-90

struct item {
	struct txo_dd x;
	size_t at;
};

/* What the tests have to work with. */
struct ranking {
	const struct txo_blocks *b;
	struct item *item;	/* k or n of them, scratch */
	double *rank;		/* of a block: twice the centred mid-ranks */
	struct txo_dd *range;	/* of each block */
	double *weight;		/* of each block: 1, or twice q */
	struct txo_dd *sum;	/* of each treatment */
	struct txo_dd squares;
	double orders;		/* of the ranks of the last block */
};

static int by_value(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	return txo_dd_compare(x->x, y->x);
}

static struct txo_dd value(const struct txo_blocks *b, size_t i)
{
	return txo_dd_fast_sum(b->y[i], b->lo ? b->lo[i] : 0);
}

static struct txo_dd minus(struct txo_dd a, struct txo_dd b)
{
	return txo_dd_sub(a, b);
}

/*
 * For each of n items, how many are below it less how many are above; those no
 * farther apart than `equal` are the same. *orders: of the items.
 */
static void rank_items(struct item *item, size_t n, double equal, double *rank,
		       double *orders)
{
	qsort(item, n, sizeof(*item), by_value);
	*orders = 1;
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n; end++) {
			struct txo_dd d = minus(item[end].x, item[end - 1].x);

			if (d.hi > equal)
				break;
		}
		for (size_t j = i; j < end; j++) {
			rank[item[j].at] = (double)i - (double)(n - end);
			*orders *= (double)(j + 1) / (double)(j - i + 1);
		}
	}
}

static void rank_block(struct ranking *r, size_t block)
{
	size_t k = r->b->k;

	for (size_t j = 0; j < k; j++)
		r->item[j] = (struct item){ value(r->b, block * k + j), j };
	rank_items(r->item, k, 0, r->rank, &r->orders);
	r->range[block] = minus(r->item[k - 1].x, r->item[0].x);
}

static void add_block(struct ranking *r, size_t block)
{
	for (size_t j = 0; j < r->b->k; j++) {
		struct txo_dd s = txo_dd_two_prod(r->weight[block], r->rank[j]);

		r->sum[j] = txo_dd_add(r->sum[j], s);
		r->squares = txo_dd_add(r->squares, txo_dd_mul(s, s));
	}
}

/* Twice the mid-ranks of the ranges of the blocks. */
static void weigh(struct ranking *r)
{
	size_t n = r->b->n;
	double most = 0, orders;

	for (size_t i = 0; i < n * r->b->k; i++)
		most = fmax(most, fabs(r->b->y[i]));
	for (size_t i = 0; i < n; i++)
		r->item[i] = (struct item){ r->range[i], i };
	rank_items(r->item, n, most * EQUAL, r->weight, &orders);
	for (size_t i = 0; i < n; i++)
		r->weight[i] += (double)n + 1;
}

static struct txo_dd between(const struct ranking *r)
{
	struct txo_dd sum = { 0, 0 };

	for (size_t j = 0; j < r->b->k; j++)
		sum = txo_dd_add(sum, txo_dd_mul(r->sum[j], r->sum[j]));
	return sum;
}

static unsigned note_of(const struct txo_blocks *b)
{
	if (b->n == 0 || b->k == 0)
		return TXO_NOTE_NODATA;
	return (b->k < 2 ? TXO_NOTE_FEWGROUPS : 0u) |
	       (b->n < 2 ? TXO_NOTE_SMALLN : 0u);
}

static void release(struct ranking *r)
{
	free(r->item);
	free(r->rank);
	free(r->range);
	free(r->weight);
	free(r->sum);
}

/* Rank within the blocks and add up, with the ranges as weights if asked. */
static enum txo_status rank_all(struct ranking *r, const struct txo_blocks *b,
				bool with_ranges, struct txo_error *err)
{
	size_t most = b->n > b->k ? b->n : b->k;

	*r = (struct ranking){ .b = b };
	r->item = calloc(most + 1, sizeof(*r->item));
	r->rank = calloc(b->k + 1, sizeof(*r->rank));
	r->range = calloc(b->n + 1, sizeof(*r->range));
	r->weight = calloc(b->n + 1, sizeof(*r->weight));
	r->sum = calloc(b->k + 1, sizeof(*r->sum));
	if (!r->item || !r->rank || !r->range || !r->weight || !r->sum)
		return txo_fail_memory(err);
	for (size_t i = 0; i < b->n; i++) {
		rank_block(r, i);
		r->weight[i] = 1;
	}
	if (with_ranges)
		weigh(r);
	for (size_t i = 0; i < b->n; i++) {
		rank_block(r, i);
		add_block(r, i);
	}
	return TXO_OK;
}

enum txo_status txo_friedman(const struct txo_blocks *b,
			     struct txo_estimate *out, struct txo_error *err)
{
	struct ranking r;
	enum txo_status status;

	*out = txo_estimate_none("Friedman, ties corrected, chi-square; "
				 "Kendall's W");
	out->note = note_of(b);
	if (out->note)
		return TXO_OK;
	status = rank_all(&r, b, false, err);
	if (status == TXO_OK && r.squares.hi == 0) {
		out->note = TXO_NOTE_CONST;
	} else if (status == TXO_OK) {
		struct txo_dd share = txo_dd_div(between(&r), r.squares);

		out->df = (double)(b->k - 1);
		out->statistic = txo_dd_mul(share, txo_dd_from(out->df)).hi;
		out->p_value = txo_chi2_tails(out->statistic, out->df).upper;
		out->estimate = txo_dd_div(share, txo_dd_from((double)b->n)).hi;
	}
	release(&r);
	return status;
}

static void set_quade(const struct ranking *r, struct txo_estimate *out,
		      double *df_residual)
{
	double n = (double)r->b->n, df = (double)(r->b->k - 1);
	struct txo_dd mean = txo_dd_div(between(r), txo_dd_from(n));
	struct txo_dd rest = minus(r->squares, mean);

	if (r->squares.hi == 0) {
		out->note = TXO_NOTE_CONST;
	} else if (rest.hi <= r->squares.hi * EQUAL) {
		out->note = TXO_NOTE_PERFECT;
		out->p_value = pow(r->orders, 1 - n);
	} else {
		out->df = df;
		*df_residual = (n - 1) * df;
		out->statistic = txo_dd_div(mean, rest).hi * (n - 1);
		out->p_value = txo_f_tails(out->statistic, df, *df_residual)
				       .upper;
	}
}

enum txo_status txo_quade(const struct txo_blocks *b, struct txo_estimate *out,
			  double *df_residual, struct txo_error *err)
{
	struct ranking r;
	enum txo_status status;

	*out = txo_estimate_none("Quade, F");
	*df_residual = NAN;
	out->note = note_of(b);
	if (out->note)
		return TXO_OK;
	status = rank_all(&r, b, true, err);
	if (status == TXO_OK)
		set_quade(&r, out, df_residual);
	release(&r);
	return status;
}
