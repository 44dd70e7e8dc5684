/*
 * blocks.h - comparing treatments that each block has had, once each: a block
 * is a patient, a pair of sides of a face, a day.
 *
 *	struct txo_blocks b = { .y = y, .n = 12, .k = 3 };
 *	struct txo_estimate e;
 *	if (txo_friedman(&b, &e, &err) == TXO_OK)
 *		printf("%g p=%g\n", e.estimate, e.p_value);
 *
 * Blocks that lack a treatment are left out by the caller. What is undefined is
 * NaN with a note: no block (NODATA), one (SMALLN), one treatment (FEWGROUPS),
 * no difference within any block (CONST). TXO_IO when memory runs out.
 */
#ifndef TXO_BLOCKS_H
#define TXO_BLOCKS_H

#include <stddef.h>

#include "txo/estimate.h"
#include "txo/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* It owns nothing. */
struct txo_blocks {
	const double *y;	/* n times k values, block by block */
	const double *lo;	/* what y lost of the decimal text, or NULL */
	size_t n, k;		/* blocks, treatments */
};

/*
 * Friedman's test, corrected for ties [friedman1937]: `statistic` is chi-square
 * with `df` k - 1. `estimate` is Kendall's coefficient of concordance W, from 0
 * to 1 [kendall1970]. O(n k log k).
 */
TXO_NODISCARD
enum txo_status txo_friedman(const struct txo_blocks *b,
			     struct txo_estimate *out, struct txo_error *err);

/*
 * Quade's test, which gives blocks with a greater range more weight [quade1979]:
 * `statistic` is F with `df` k - 1 and *df_residual; no estimate. Where all
 * blocks agree and have the same range F is infinite (PERFECT) and p is the
 * probability that they do by chance. The unit of y matters, as differences
 * of different blocks are compared. O(n k log k + n log n).
 */
TXO_NODISCARD
enum txo_status txo_quade(const struct txo_blocks *b, struct txo_estimate *out,
			  double *df_residual, struct txo_error *err);

#ifdef __cplusplus
}
#endif
#endif
