/*
 * jonckheere.h - the distribution of Jonckheere and Terpstra's J when every way
 * to part the values among the groups is as likely as any other.
 */
#ifndef TXO_STATS_JONCKHEERE_H
#define TXO_STATS_JONCKHEERE_H

#include <stddef.h>
#include <stdint.h>

#include "stats/margins.h"
#include "txo/status.h"

/*
 * *p: the probability of a J as far from its mean as half of `twice`, or farther;
 * NaN where there are too many values, or the counting would take too long. All
 * terms are positive. TXO_IO when memory runs out.
 */
TXO_NODISCARD
enum txo_status txo_jonckheere_exact(const struct txo_margins *k,
				     uint64_t twice, double *p,
				     struct txo_error *err);

/* The same by the two ways of counting: without ties, with any. */
TXO_NODISCARD
enum txo_status txo_jonckheere_untied(const struct txo_margin *groups,
				      uint64_t twice, double *p,
				      struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_jonckheere_tied(const struct txo_margins *k, uint64_t twice,
				    double *p, struct txo_error *err);

#endif
