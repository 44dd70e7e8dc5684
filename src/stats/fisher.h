/*
 * fisher.h - tables of two rows and two columns whose margins are given.
 */
#ifndef TXO_STATS_FISHER_H
#define TXO_STATS_FISHER_H

#include "stats/two.h"

/* What a logarithm of a probability may be above another one and count as equal. */
#define TXO_FISHER_EQUAL 1e-7

/*
 * Probability of all tables with the margins of *c whose probability has a
 * logarithm of `most` or less.
 */
double txo_fisher_tails(const struct txo_cells *c, double most);

#endif
