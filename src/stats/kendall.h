/*
 * kendall.h - Kendall's S and tau-b with all that their tests need.
 */
#ifndef TXO_STATS_KENDALL_H
#define TXO_STATS_KENDALL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/dd.h"
#include "txo/pairs.h"
#include "txo/status.h"

struct txo_tau {
	uint64_t n;
	struct txo_dd s, var;		/* S, its variance if independent */
	struct txo_dd pairs_x, pairs_y;	/* pairs not tied in x, in y */
	bool tied;			/* are any two x or any two y equal? */
	bool constant;			/* are all x or all y equal? */
	bool perfect;			/* is |tau-b| = 1? */
	double tau;			/* tau-b; NaN if constant */
	double std_error;		/* asymptotic; NaN if constant */
};

/* For n of 2 or more. Only TXO_IO, when memory runs out. O(m log m). */
TXO_NODISCARD
enum txo_status txo_tau(const struct txo_pairs *p, struct txo_tau *out,
			struct txo_error *err);

/*
 * The same with the asymptotic error of Somers' d of y given x, S / pairs_x;
 * NaN if x or y is constant.
 */
TXO_NODISCARD
enum txo_status txo_tau_somers(const struct txo_pairs *p, struct txo_tau *out,
			       double *std_error, struct txo_error *err);

/*
 * Exact two-sided p-value of `concordant` pairs among n observations without
 * ties, for 2 <= n < TXO_KENDALL_EXACT. O(n^4) at most, a few milliseconds.
 */
#define TXO_KENDALL_EXACT 50
double txo_kendall_exact(unsigned concordant, unsigned n);

#endif
