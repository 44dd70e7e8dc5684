/*
 * METHOD
 *	N_j = B_j - (B_j''(0) / B_1''(0)) B_1 - (B_j''(1) / B_p''(1)) B_p, 1 < j < p
 * B_1 to B_p the cubic B-splines on the knots, by GSL in doubles; so N_j'' is 0 at
 * both ends. Source: [deboor1978], [hastie2009]. The N_j span what ns() of R does.
 */
#include "stats/spline_basis.h"

#define ORDER TXO_SPLINE_ORDER

size_t txo_spline_basis_b(const struct txo_spline_basis *s, double t,
			  double *value)
{
	size_t first = 0, last = 0;

	(void)gsl_bspline_eval_nonzero(t, s->some, &first, &last, s->b);
	for (size_t i = 0; i < ORDER; i++)
		value[i] = gsl_vector_get(s->some, i);
	return first;
}

double txo_spline_basis_share(const struct txo_spline_basis *s, size_t i,
			      size_t j)
{
	if (i == 0)
		return -s->left[j + 1];
	if (i == s->p - 1)
		return -s->right[j + 1];
	return i == j + 1;
}

void txo_spline_basis_at(const struct txo_spline_basis *s, double t,
			 struct txo_dd *value)
{
	double b[ORDER];
	size_t first = txo_spline_basis_b(s, t, b);

	for (size_t j = 0; j < s->q; j++) {
		value[j] = txo_dd_from(0);
		for (size_t i = 0; i < ORDER; i++) {
			double share = txo_spline_basis_share(s, first + i, j);

			value[j] = txo_dd_add(value[j],
					      txo_dd_two_prod(b[i], share));
		}
	}
}

static void find_ends(struct txo_spline_basis *s, gsl_matrix *d)
{
	(void)gsl_bspline_deriv_eval(0, 2, d, s->b);
	for (size_t i = 0; i < s->p; i++)
		s->left[i] = gsl_matrix_get(d, i, 2) / gsl_matrix_get(d, 0, 2);
	(void)gsl_bspline_deriv_eval(1, 2, d, s->b);
	for (size_t i = 0; i < s->p; i++)
		s->right[i] = gsl_matrix_get(d, i, 2) /
			      gsl_matrix_get(d, s->p - 1, 2);
}

void txo_spline_basis_release(struct txo_spline_basis *s)
{
	gsl_bspline_free(s->b);
	gsl_vector_free(s->some);
	*s = (struct txo_spline_basis){ .p = 0 };
}

enum txo_status txo_spline_basis_init(struct txo_spline_basis *s,
				      const double *knot, size_t knots,
				      struct txo_error *err)
{
	gsl_vector *t = gsl_vector_alloc(knots);
	gsl_matrix *d = NULL;
	enum txo_status status = TXO_OK;

	s->p = knots + ORDER - 2;
	s->q = s->p - 2;
	s->b = gsl_bspline_alloc(ORDER, knots);
	s->some = gsl_vector_alloc(ORDER);
	d = gsl_matrix_alloc(s->p, 3);
	if (!t || !s->b || !s->some || !d) {
		status = txo_fail_memory(err);
		goto out;
	}
	for (size_t i = 0; i < knots; i++)
		gsl_vector_set(t, i, knot[i]);
	(void)gsl_bspline_knots(t, s->b);
	find_ends(s, d);
out:
	gsl_vector_free(t);
	gsl_matrix_free(d);
	return status;
}
