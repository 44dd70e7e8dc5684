/*
 * cox.h - what the parts of Cox's regression share.
 *
 * Covariates are fitted centred within their stratum, as z in units of 2^e, and
 * only those q of the p that tell something. A symmetric matrix is the lower
 * half of it, row by row, unless told otherwise.
 */
#ifndef TXO_STATS_COX_H
#define TXO_STATS_COX_H

#include <math.h>
#include <stdbool.h>

#include "base/dd.h"
#include "txo/cox.h"

#define TXO_COX_NONE ((size_t)-1)

struct txo_cox_fit {
	struct txo_cox_rows rows;	/* of the caller */
	enum txo_cox_ties ties;
	size_t q;
	size_t *kept;		/* q: which covariate */
	size_t *place;		/* p: among these q, or NONE */
	int *e;			/* p */
	unsigned *why;		/* p: CONST, COLLINEAR, UNBOUNDED */
	int *way;		/* p: of one that is unbounded */
	double *z;		/* n rows of q */
	double *b;		/* q */
	double *covariance;	/* q x q, whole; of unbounded ones NaN */
	bool unbounded;
	double score, wald;	/* chi-square at 0, and at b */
	double events;
};

/* There are no coefficients. */
#define TXO_COX_NOTHING (TXO_NOTE_NODATA | TXO_NOTE_NOCONVERGE)

static inline size_t txo_cox_half(size_t q)
{
	return q * (q + 1) / 2;
}

/* The place of i, j in the lower half, j <= i. */
static inline size_t txo_cox_at(size_t i, size_t j)
{
	return i * (i + 1) / 2 + j;
}

/* The first row behind the time, or the stratum, of row i. */
size_t txo_cox_time_end(const struct txo_cox_rows *r, size_t i);
size_t txo_cox_stratum_end(const struct txo_cox_rows *r, size_t i);

/* Fill in z of all p covariates, e, and why (CONST). Only TXO_IO. */
TXO_NODISCARD
enum txo_status txo_cox_standardise(struct txo_cox_fit *f,
				    struct txo_error *err);

/* What the events of one time add. */
struct txo_cox_part {
	size_t row;		/* the first one of the time */
	double log;		/* partial likelihood */
	const double *score;	/* q */
	const double *information;
};

typedef void txo_cox_visit(void *ctx, const struct txo_cox_part *part);

/*
 * Visit the times of events at coefficients b, strata from first to last, times
 * from last to first. `eta`, n long, gets the linear predictors. Only TXO_IO.
 */
TXO_NODISCARD
enum txo_status txo_cox_walk(const struct txo_cox_fit *f, const double *b,
			     double *eta, txo_cox_visit *visit, void *ctx,
			     struct txo_error *err);

/* log likelihood, score and information: sums over all times. */
struct txo_cox_sums {
	size_t q;
	struct txo_dd log, *score, *information;
	double *eta;
};

/* q of the fit, n rows. Only TXO_IO. Release it in any case. */
TXO_NODISCARD
enum txo_status txo_cox_sums_init(struct txo_cox_sums *s, size_t q, size_t n,
				  struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_cox_sums_find(struct txo_cox_sums *s,
				  const struct txo_cox_fit *f, const double *b,
				  struct txo_error *err);
void txo_cox_sums_release(struct txo_cox_sums *s);

/* Newton's method from 0; NOCONVERGE. TXO_IO. */
TXO_NODISCARD
enum txo_status txo_cox_newton(struct txo_cox *c, struct txo_error *err);

#endif
