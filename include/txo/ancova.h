/*
 * ancova.h - changes of several groups, adjusted for the value before.
 *
 *	struct txo_ancova a;
 *	status = txo_ancova_init(&a, level, k, &err);
 *	if (status == TXO_OK)
 *		e = txo_ancova_difference(&a, 1, 0, 0.95);
 *	txo_ancova_release(&a);
 *
 * Least squares of the change on the group and the value before, with one slope
 * for all groups. Adjusting post instead of post - pre gives the same
 * differences. In the unit of the values. A group without pairs is left out of
 * the fit, and what is asked of it is NaN (NODATA).
 */
#ifndef TXO_ANCOVA_H
#define TXO_ANCOVA_H

#include "txo/pre_post.h"

#ifdef __cplusplus
extern "C" {
#endif

struct txo_ancova_fit;

struct txo_ancova {
	struct txo_ancova_fit *fit;
	size_t k;
	unsigned note;	/* what keeps all or some results from being known */
};

/*
 * Fit k groups. CONST when the values before do not vary within any group: if
 * they are equal in all groups, there is nothing to adjust for, else the
 * adjustment cannot be told from the groups. FEWGROUPS for fewer than two groups
 * with pairs, SMALLN for no residual degree of freedom, PERFECT for no residual.
 * Only TXO_IO, when memory runs out. Release it in any case.
 */
TXO_NODISCARD
enum txo_status txo_ancova_init(struct txo_ancova *a,
				const struct txo_pre_post *group, size_t k,
				struct txo_error *err);
void txo_ancova_release(struct txo_ancova *a);

/* The change of group i at the mean value before of all pairs; t interval. */
struct txo_estimate txo_ancova_mean(const struct txo_ancova *a, size_t i,
				    double level);

/* That of group i less that of group j; t test and interval. */
struct txo_estimate txo_ancova_difference(const struct txo_ancova *a, size_t i,
					  size_t j, double level);

/*
 * F tests: are the adjusted changes of all groups equal? Would each group need a
 * slope of its own? `df` is that of the numerator, *df2 of the denominator.
 */
struct txo_estimate txo_ancova_groups(const struct txo_ancova *a, double *df2);
struct txo_estimate txo_ancova_slopes(const struct txo_ancova *a, double *df2);

#ifdef __cplusplus
}
#endif
#endif
