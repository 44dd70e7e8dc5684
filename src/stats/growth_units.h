/*
 * growth_units.h - patients as what the likelihood of a growth curve needs of
 * them; only for its parts.
 *
 * Each patient's rows are turned so that the part that its random effects can
 * reach stands apart [bates2015]: with Q an orthonormal basis of the columns of
 * Z, and Z = Q V, F = Q'X and u = Q'y have the variance s^2 (I + V D V'), and
 * what is left of X and y has the variance s^2 whatever D is. So all that is
 * left goes into one sum for each level, and patients of one design (the same
 * V, F and level) into the sums of u and u u'. Units: those of the fit, see
 * txo_growth_scale.
 */
#ifndef TXO_STATS_GROWTH_UNITS_H
#define TXO_STATS_GROWTH_UNITS_H

#include <math.h>

#include "base/dd.h"
#include "base/index.h"
#include "txo/growth.h"

#define TXO_GROWTH_TERMS 3

/* z = (g(x) - x0) / sx, y' = (y - y0) / sy less the curve of `beta`. */
struct txo_growth_scale {
	double x0, sx;
	struct txo_dd y0;
	double sy;
	double shift;	/* z + shift is what a random slope goes with */
};

/* What decides how much a patient tells: equal bytes are equal designs. */
struct txo_growth_design {
	double level;
	double v[3];	/* V: 11, 12, 22; the first row is that of means */
	double f[2][TXO_GROWTH_TERMS];
};

/* All patients of a design. */
struct txo_growth_kind {
	struct txo_growth_design design;
	struct txo_dd n, u[2], s[3]; /* patients, sum of u, of u u' */
};

struct txo_growth_level {
	uint64_t n, patients;
	size_t rank;		/* terms that x can tell, from the first on */
	double x[TXO_GROWTH_TERMS];	/* different values, as many */
	/* what is left: of X'X (12 and 22 of the last two), X'y, y'y */
	struct txo_dd xx[3], xy[2], yy;
	/* all of it, without random effects, for a start */
	double beta[TXO_GROWTH_TERMS];	/* taken out of y */
};

/* What is summed for one level, see growth_value.c. */
struct txo_growth_sums {
	double a[TXO_GROWTH_TERMS][TXO_GROWTH_TERMS], b[TXO_GROWTH_TERMS];
	double ak[3][TXO_GROWTH_TERMS][TXO_GROWTH_TERMS];
	double gk[3][TXO_GROWTH_TERMS];
};

/* A row that counts: weight, z and y'. */
struct txo_growth_row {
	double w, z, y;
};

struct txo_growth_units {
	struct txo_growth_model model;
	struct txo_growth_scale scale;
	struct txo_growth_kind *kind;
	size_t kinds, room;
	struct txo_growth_row *row;	/* of a patient at hand */
	struct txo_index index;
	struct txo_growth_level *level;
	size_t levels;
	double n, patients;
	double reach;	/* sum of the ranks of Z */
	double params;	/* fixed effects */
	double size;	/* largest |y'| at first */
	/* the answer, see growth_value.h */
	double root[2][2];	/* of D, in these units */
	double sigma2;		/* in these units */
	double best;		/* the criterion there, without constants */
	struct txo_growth_sums *sums; /* of each level, at hand */
	double (*beta)[TXO_GROWTH_TERMS];
	double (*cov)[TXO_GROWTH_TERMS][TXO_GROWTH_TERMS]; /* by s^2 */
};

/* A patient at hand: its rows, and what they are turned into. */
struct txo_growth_unit {
	size_t begin, end, level;
	struct txo_growth_design design;
	uint64_t copies, n;
	double u[2];
	bool moves;	/* x varies */
	/* what is left, as in txo_growth_level */
	double xx[3], xy[2], yy;
};

/*
 * The next patient with rows that count, from unit->end on; false behind the
 * last. Its rows may have others among them that do not count.
 */
bool txo_growth_next(const struct txo_growth_units *u,
		     const struct txo_growth_data *d,
		     struct txo_growth_unit *unit);

/* Does the row count? */
static inline bool txo_growth_counts(const struct txo_growth_data *d, size_t i)
{
	return !isnan(d->x[i]) && !isnan(d->y[i]) &&
	       d->patient[i] != UINT32_MAX &&
	       (!d->level || d->level[i] != UINT32_MAX);
}

/* g(x): log(x + 1) or x itself; z of row i. */
double txo_growth_along(const struct txo_growth_model *model, double x);
double txo_growth_z(const struct txo_growth_units *u,
		    const struct txo_growth_data *d, size_t i);

/* Where x = 0 is, in the units of what a random slope goes with, below 0. */
static inline double txo_growth_back(const struct txo_growth_units *u)
{
	return u->model.random == TXO_GROWTH_SLOPE ? u->scale.x0 / u->scale.sx :
						     0;
}

/* Scale, curves, then sums of all patients; the rest of *u is zero before. */
TXO_NODISCARD
enum txo_status txo_growth_gather(struct txo_growth_units *u,
				  const struct txo_growth_data *d, size_t *row,
				  struct txo_error *err);

/* The last step of that. */
TXO_NODISCARD
enum txo_status txo_growth_sum_up(struct txo_growth_units *u,
				  const struct txo_growth_data *d,
				  struct txo_error *err);

#endif
