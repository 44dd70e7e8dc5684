/*
 * cox.h - how the hazard of an event goes with covariates.
 *
 *	struct txo_cox c;
 *	status = txo_cox_init(&c, &rows, TXO_COX_EFRON, &err);
 *	if (status == TXO_OK)
 *		e = txo_cox_hazard_ratio(&c, 0, 0.95);
 *	txo_cox_release(&c);
 *
 * The proportional hazards of [cox1972]: the hazard at x is that at 0 times
 * exp(b x), whatever the latter is over time, and in each stratum it is another
 * one. A factor of g levels is g - 1 covariates of 0 and 1. A weight is a repeated
 * row: results are those of the rows written out. What is undefined is NaN with
 * a note: NODATA (no row, or no event), CONST (a covariate tells nothing of the
 * order of events), COLLINEAR (it follows from those before it), UNBOUNDED (no
 * finite coefficient fits best: the likelihood rises for ever with it).
 */
#ifndef TXO_COX_H
#define TXO_COX_H

#include <stddef.h>
#include <stdint.h>

#include "txo/estimate.h"
#include "txo/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * n rows, sorted by stratum and within it by time. Who is censored at the time of
 * an event is still at risk then. Near-equal times: txo_times_tie() first.
 */
struct txo_cox_rows {
	const uint32_t *stratum;	/* or NULL: there is one */
	const double *time;
	const unsigned char *event;	/* 1, or 0: censored */
	const uint64_t *weight;		/* 1 or more */
	const double *x;	/* finite; p covariates of each row, row by row */
	size_t n, p;
};

/* What becomes of events at one time. */
enum txo_cox_ties {
	TXO_COX_EFRON,	/* [efron1977] */
	TXO_COX_BRESLOW	/* [breslow1974] */
};

/* The function of time that a coefficient might go with. */
enum txo_cox_transform {
	TXO_COX_KM,	/* 1 - S just before the time, of all rows */
	TXO_COX_IDENTITY,
	TXO_COX_LOG,	/* needs times above 0 */
	TXO_COX_RANK	/* of the times of all rows */
};

struct txo_cox_fit;

struct txo_cox {
	struct txo_cox_fit *fit;
	uint64_t rows, events;	/* by weight */
	double log_likelihood;
	double log_likelihood_null;	/* all coefficients 0 */
	int iterations;
	unsigned note;	/* what holds of all results */
};

/*
 * Fit by Newton's method, to the last digits. NOCONVERGE, and no results, if that
 * fails, as may happen with weights and values many orders apart. TXO_IO when
 * memory runs out. Release it in any case.
 * O(n (p^2 + log n)), times 5 to 40; at each time of events p^2.
 */
TXO_NODISCARD
enum txo_status txo_cox_init(struct txo_cox *c, const struct txo_cox_rows *rows,
			     enum txo_cox_ties ties, struct txo_error *err);
void txo_cox_release(struct txo_cox *c);

/*
 * The coefficient b of covariate j, log of the hazard ratio of one unit, with
 * Wald's test (z) and interval; and exp(b), the ratio itself: its std_error is
 * that of b. UNBOUNDED: neither has an estimate.
 */
struct txo_estimate txo_cox_coefficient(const struct txo_cox *c, size_t j,
					double level);
struct txo_estimate txo_cox_hazard_ratio(const struct txo_cox *c, size_t j,
					 double level);

/* Which way an UNBOUNDED coefficient goes: 1, -1; 0 for any other. */
int txo_cox_unbounded(const struct txo_cox *c, size_t j);

/*
 * Are all coefficients 0? Likelihood ratio, score and Wald's test: `statistic` is
 * chi-square, `df` the covariates that are neither CONST nor COLLINEAR.
 */
struct txo_estimate txo_cox_likelihood_ratio(const struct txo_cox *c);
struct txo_estimate txo_cox_score(const struct txo_cox *c);
struct txo_estimate txo_cox_wald(const struct txo_cox *c);

/* Wald's test of m covariates from `first` on, as those of one factor. O(p^3). */
TXO_NODISCARD
enum txo_status txo_cox_wald_of(const struct txo_cox *c, size_t first, size_t m,
				struct txo_estimate *out,
				struct txo_error *err);

/*
 * Share of the pairs of a stratum of which it is known whose event came first,
 * in which the one with the greater hazard by the model had it first, equal ones
 * half [harrell1982]; only `estimate`. TXO_IO when memory runs out. O(n log n).
 */
TXO_NODISCARD
enum txo_status txo_cox_concordance(const struct txo_cox *c,
				    struct txo_estimate *out,
				    struct txo_error *err);

/*
 * Are the hazards proportional? Score test of the m covariates from `first` on
 * times the transform of time, added to the model [grambsch1994],
 * [therneau2000]; the sum over events of Schoenfeld residuals by time.
 * `statistic` is chi-square. All p covariates are the global test. Those
 * without a coefficient are left out; UNBOUNDED if one is. NONPOS for the logarithm of a time of 0, SMALLN if the
 * times of events do not let it be told. TXO_IO when memory runs out. Cost as one
 * step of the fit, twice as many covariates.
 */
TXO_NODISCARD
enum txo_status txo_cox_schoenfeld(const struct txo_cox *c, size_t first,
				   size_t m, enum txo_cox_transform transform,
				   struct txo_estimate *out,
				   struct txo_error *err);

#ifdef __cplusplus
}
#endif
#endif
