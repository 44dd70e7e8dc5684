/*
 * METHOD, with the mid-ranks r_bj of treatment j within block b
 *	L = sum over b and j of j r_bj, mean n k (k + 1)^2 / 4
 *	var L = sum over b of sum (j - (k + 1) / 2)^2 sum (r - (k + 1) / 2)^2 /
 *	(k - 1)						[page1963]
 *	z = (L - mean) / sqrt(var L)
 * the variance given the ties; no continuity correction. p exact, see
 * page_exact.c, or asymptotic. With centred ranks and places, all of them twice,
 * everything is a whole number, a block's T_b = 4 (L_b - mean).
 *	rho_b = T_b / (k (k^2 - 1) / 3)			[lyerly1952]
 * and of all blocks their mean with its t interval, cut at -1 and 1.
 */
#include "stats/page.h"

#include <math.h>
#include <stdlib.h>

#include "base/dd.h"
#include "stats/quantile_t.h"
#include "txo/dist.h"
#include "txo/note.h"
#include "txo/ordered.h"

#define EXACT "Page exact given the ties"
#define NORMAL "Page normal with tie-corrected variance"
#define SIZE "mean of the blocks' rank correlations with the order, t"

struct value {
	struct txo_dd y;
	size_t j;
};

struct ranking {
	const struct txo_blocks *b;
	struct value *value;	/* of a block */
	int32_t *rank;		/* n times k */
	int64_t *sum;		/* T of each block */
	struct txo_dd all, var;	/* of T over all blocks */
};

static int by_value(const void *a, const void *b)
{
	const struct value *p = a, *q = b;

	return txo_dd_compare(p->y, q->y);
}

/* Ranks of a block in ascending order, its T, and its variance. */
static void rank_block(struct ranking *r, size_t block)
{
	size_t k = r->b->k, at = block * k, end;
	int64_t sum = 0;
	struct txo_dd squares = { 0, 0 };

	for (size_t j = 0; j < k; j++) {
		double lo = r->b->lo ? r->b->lo[at + j] : 0;

		r->value[j] = (struct value){
			txo_dd_fast_sum(r->b->y[at + j], lo), j
		};
	}
	qsort(r->value, k, sizeof(*r->value), by_value);
	for (size_t i = 0; i < k; i = end) {
		for (end = i + 1; end < k; end++)
			if (txo_dd_compare(r->value[end].y, r->value[i].y))
				break;
		for (size_t j = i; j < end; j++) {
			int64_t place = 2 * (int64_t)r->value[j].j + 1;
			int64_t rank = (int64_t)i - (int64_t)(k - end);

			r->rank[at + j] = (int32_t)rank;
			sum += (place - (int64_t)k) * rank;
			squares = txo_dd_add(squares,
					     txo_dd_two_prod((double)rank,
							     (double)rank));
		}
	}
	r->sum[block] = sum;
	r->all = txo_dd_add(r->all, txo_dd_from((double)sum));
	r->var = txo_dd_add(r->var, squares);
}

static struct txo_dd third_of_cube(size_t k)
{
	struct txo_dd n = txo_dd_from((double)k), cube;

	cube = txo_dd_sub(txo_dd_mul(txo_dd_mul(n, n), n), n);
	return txo_dd_div(cube, txo_dd_from(3));
}

static enum txo_status set_test(const struct ranking *r, struct txo_estimate *e,
				struct txo_error *err)
{
	size_t n = r->b->n, k = r->b->k;
	struct txo_dd mean = txo_dd_from((double)(k + 1)), sd;
	enum txo_status status = TXO_OK;

	mean = txo_dd_mul(txo_dd_mul(mean, mean),
			  txo_dd_two_prod((double)n, (double)k));
	e->estimate = txo_dd_scale(txo_dd_add(r->all, mean), -2).hi;
	if (r->var.hi == 0) {
		e->note = TXO_NOTE_CONST;
		return TXO_OK;
	}
	/* var T = sum of squared places times that of ranks / (k - 1) */
	sd = txo_dd_mul(third_of_cube(k), r->var);
	sd = txo_dd_sqrt(txo_dd_div(sd, txo_dd_from((double)(k - 1))));
	e->std_error = sd.hi / 4;
	e->statistic = txo_dd_div(r->all, sd).hi;
	status = txo_page_exact(r->rank, n, k, (int64_t)r->all.hi, &e->p_value,
				err);
	e->method = EXACT;
	if (isnan(e->p_value)) {
		e->method = NORMAL;
		e->p_value = txo_normal_p_value(e->statistic);
	}
	return status;
}

static int by_number(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static enum txo_status set_size(const struct ranking *r, double level,
				struct txo_estimate *e, struct txo_error *err)
{
	size_t n = r->b->n;
	double *rho = calloc(n + 1, sizeof(*rho));
	uint64_t *w = calloc(n + 1, sizeof(*w));
	struct txo_sample s = { .x = rho, .w = w };
	enum txo_status status = TXO_OK;

	if (rho && w) {
		struct txo_dd by = third_of_cube(r->b->k);
		struct txo_moments moments;

		for (size_t i = 0; i < n; i++)
			rho[i] = txo_dd_div(txo_dd_from((double)r->sum[i]), by)
					 .hi;
		qsort(rho, n, sizeof(*rho), by_number);
		for (size_t i = 0; i < n; i++) {
			if (s.m == 0 || rho[s.m - 1] != rho[i])
				rho[s.m++] = rho[i];
			w[s.m - 1]++;
		}
		moments = txo_moments(&s);
		*e = txo_mean(&moments, level);
		e->method = SIZE;
		e->statistic = e->estimate / e->std_error;
		e->p_value = txo_t_p_value(e->statistic, e->df);
		/* fmax() would take the other one for NaN */
		e->conf_low = e->conf_low < -1 ? -1 : e->conf_low;
		e->conf_high = e->conf_high > 1 ? 1 : e->conf_high;
	} else {
		status = txo_fail_memory(err);
	}
	free(rho);
	free(w);
	return status;
}

static unsigned note_of(const struct txo_blocks *b)
{
	if (b->n == 0 || b->k == 0)
		return TXO_NOTE_NODATA;
	for (size_t i = 0; i < b->n * b->k; i++)
		if (!isfinite(b->y[i]))
			return TXO_NOTE_OVERFLOW;
	return b->k < 2 ? TXO_NOTE_FEWGROUPS : 0u;
}

enum txo_status txo_page(const struct txo_blocks *b, double level,
			 struct txo_ordered *out, struct txo_error *err)
{
	struct ranking r = { .b = b };
	enum txo_status status = TXO_OK;

	out->test = txo_estimate_none(NORMAL);
	out->size = txo_estimate_none(SIZE);
	out->test.note = out->size.note = note_of(b);
	if (out->test.note)
		return TXO_OK;
	r.value = calloc(b->k, sizeof(*r.value));
	r.rank = calloc(b->n * b->k, sizeof(*r.rank));
	r.sum = calloc(b->n, sizeof(*r.sum));
	if (!r.value || !r.rank || !r.sum)
		status = txo_fail_memory(err);
	for (size_t i = 0; i < b->n && status == TXO_OK; i++)
		rank_block(&r, i);
	if (status == TXO_OK)
		status = set_test(&r, &out->test, err);
	if (status == TXO_OK)
		status = set_size(&r, level, &out->size, err);
	free(r.value);
	free(r.rank);
	free(r.sum);
	return status;
}
