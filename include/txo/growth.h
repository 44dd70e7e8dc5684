/*
 * growth.h - mixed growth curves: how y goes along x, when each patient has a
 * level, and maybe a slope, of their own.
 *
 *	struct txo_growth_data d = { .x = x, .y = y, .w = w, .m = m,
 *				     .patient = patient, .levels = 1 };
 *	struct txo_growth_model model = { .random = TXO_GROWTH_SLOPE };
 *	struct txo_growth g;
 *	status = txo_growth_fit(&g, &d, &model, &err);
 *	if (status == TXO_OK)
 *		e = txo_growth_term(&g, 0, TXO_GROWTH_RISE, 0.95);
 *	txo_growth_release(&g);
 *
 * The model [laird1982]: y = f(x)' beta_g + z(x)' b_i + error, for patient i in
 * level g of a factor. f is (1, x), (1, log(x + 1)) or (1, x, x^2); z is 1, or
 * (1, x) or (1, log(x + 1)); b_i is normal with a covariance of its own, error
 * normal with one variance. A row of weight w is w equal rows of its patient.
 */
#ifndef TXO_GROWTH_H
#define TXO_GROWTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "txo/estimate.h"
#include "txo/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum txo_growth_random {
	TXO_GROWTH_INTERCEPT,	/* a level of their own */
	TXO_GROWTH_SLOPE,	/* and a slope, correlated with it */
	TXO_GROWTH_UNCORRELATED	/* and a slope, not correlated at x = 0 */
};

enum txo_growth_shape {
	TXO_GROWTH_LINEAR,
	TXO_GROWTH_LOG,		/* linear in log(x + 1) */
	TXO_GROWTH_QUADRATIC
};

struct txo_growth_model {
	enum txo_growth_random random;
	enum txo_growth_shape shape;
	bool ml;		/* maximum likelihood, not REML */
	bool courses; /* a patient whose rows all have the weight n
				 * is n equal patients */
};

/*
 * m rows. Those of a patient stand together, in an order that depends on
 * nothing but themselves; those of x in ascending order. Rows that lack x, y
 * (NaN) or the level (UINT32_MAX) do not count.
 */
struct txo_growth_data {
	const double *x, *x_lo, *y, *y_lo;	/* lo: NULL for zeros */
	const uint64_t *w;
	const uint32_t *patient;
	const uint32_t *level;	/* 0 to levels - 1, or NULL for 0 */
	size_t m, levels;
};

/* What an interval or a profile is asked of. */
enum txo_growth_part {
	TXO_GROWTH_SD_LEVEL,	/* of patients' intercepts, at x = 0 */
	TXO_GROWTH_SD_SLOPE,
	TXO_GROWTH_CORRELATION,
	TXO_GROWTH_RESIDUAL
};

/* Terms of a level. */
enum txo_growth_which {
	TXO_GROWTH_START,	/* intercept, at x = 0 */
	TXO_GROWTH_RISE,	/* slope; of a quadratic curve that at x = 0 */
	TXO_GROWTH_BEND		/* coefficient of x^2 */
};

/* How far the fit went. */
enum txo_growth_state {
	TXO_GROWTH_FITTED,
	TXO_GROWTH_PLAIN, /* least squares: nothing tells patients from
				 * errors, so there are no random effects */
	TXO_GROWTH_UNKNOWN	/* no estimates; the note says why */
};

struct txo_growth_units;

struct txo_growth {
	struct txo_growth_model model;
	enum txo_growth_state state;
	unsigned note;
	uint64_t n, patients;
	size_t terms;			/* of a level: 2 or 3 */
	double df_within, df_between; /* of terms that vary within patients;
					 * of those that do not */
	bool x_within;		/* x varies within some patient */
	bool boundary;		/* a variance of 0, a correlation of -1 or 1 */
	/* criteria; of REML those of the restricted likelihood */
	double log_likelihood, aic, bic;
	double share; /* ICC: of patients in the variance, on average
				 * over the rows */
	double residual, sd_level, sd_slope, correlation;
	double gradient;	/* norm, at the answer */
	int steps;		/* evaluations until then */
	size_t designs;		/* different ones among the patients */
	struct txo_growth_units *units;	/* of its own */
};

/* A patient, with its fitted line. */
struct txo_growth_patient {
	size_t row;		/* the first that counts */
	size_t level;
	uint64_t n;
	double intercept, slope;	/* fixed and own part together */
};

/*
 * Fit the model. O(m) and, for each step, O(different designs): what the x of a
 * patient are. NODATA without rows; CONST when x does not vary enough in some
 * level, whose terms are NaN then; SMALLN when there are too few rows a patient;
 * FEWGROUPS when there is but one patient a level; PERFECT when there is no
 * residual; BOUNDARY, NOCONVERGE as in note.h. TXO_DATA when a patient is in two
 * levels, or with model->courses has rows of different weights: *row says where.
 * Release it in any case.
 */
TXO_NODISCARD
enum txo_status txo_growth_fit(struct txo_growth *g,
			       const struct txo_growth_data *d,
			       const struct txo_growth_model *model,
			       size_t *row, struct txo_error *err);
void txo_growth_release(struct txo_growth *g);

uint64_t txo_growth_level_n(const struct txo_growth *g, size_t level);
uint64_t txo_growth_level_patients(const struct txo_growth *g, size_t level);

/* A term of a level; t test and interval. Unit of y, for one x, for one x^2. */
struct txo_estimate txo_growth_term(const struct txo_growth *g, size_t level,
				    enum txo_growth_which which, double conf);

/* That of level a less that of level b. */
struct txo_estimate txo_growth_difference(const struct txo_growth *g, size_t a,
					  size_t b, enum txo_growth_which which,
					  double conf);

/* The course of a level at x; pointwise t interval. */
struct txo_estimate txo_growth_at(const struct txo_growth *g, size_t level,
				  double x, double conf);

/*
 * F test of equal slopes in all levels (of quadratic curves: equal slopes and
 * bends). `df` is that of the numerator, *df2 of the denominator.
 */
struct txo_estimate txo_growth_slopes(const struct txo_growth *g, double *df2);

/*
 * Profile interval of a variance component: where twice the (restricted)
 * log-likelihood falls below its maximum by the quantile of chi-square with one
 * degree of freedom. An end at the bound of the parameter is that bound; one that
 * is not found is NaN (OPEN).
 */
struct txo_estimate txo_growth_profile(const struct txo_growth *g,
				       enum txo_growth_part part, double conf);

/*
 * Each patient's own line, the best linear unbiased prediction [robinson1991],
 * in the order of the rows, to see(ctx, ...) until that fails.
 */
typedef enum txo_status txo_growth_see(void *ctx,
				       const struct txo_growth_patient *p,
				       struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_growth_each(const struct txo_growth *g,
				const struct txo_growth_data *d,
				txo_growth_see *see, void *ctx,
				struct txo_error *err);

#ifdef __cplusplus
}
#endif
#endif
