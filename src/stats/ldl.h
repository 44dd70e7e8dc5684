/*
 * ldl.h - symmetric systems of equations.
 */
#ifndef TXO_STATS_LDL_H
#define TXO_STATS_LDL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The factors L D L' of a positive semidefinite n x n matrix, in place of it: a
 * holds it row by row, of which the lower half is read. Row i whose pivot is not
 * above tolerance times its diagonal, or not above `least`, follows from those
 * before it: dropped[i]. Returns how many are not. O(n^3).
 */
size_t txo_ldl(double *a, size_t n, double tolerance, double least,
	       bool *dropped);

/*
 * b becomes the solution of a x = b; those of dropped rows are 0. O(n^2).
 */
void txo_ldl_solve(const double *a, size_t n, const bool *dropped, double *b);

#endif
