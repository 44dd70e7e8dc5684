/*
 * random.h - random numbers, and counts drawn without replacement.
 */
#ifndef TXO_STATS_RANDOM_H
#define TXO_STATS_RANDOM_H

#include <gsl/gsl_rng.h>

/* Uniform between 0 and 1, both excluded, of two words of 32 bits. */
double txo_random(gsl_rng *g);

/*
 * How many of `draws` taken from good + bad are good; whole numbers, below 2^53.
 * Takes no longer for large ones.
 */
double txo_random_hypergeometric(gsl_rng *g, double good, double bad,
				 double draws);

#endif
