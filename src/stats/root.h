/*
 * root.h - where a function of one variable crosses zero.
 */
#ifndef TXO_STATS_ROOT_H
#define TXO_STATS_ROOT_H

/* The function, and what it is told besides x. It may return an infinity. */
typedef double txo_root_function(double x, const void *with);

/*
 * The x between low and high at which f changes its sign, to the last digits of
 * x or of f. An end that is zero of f is an answer. NaN if f has the same sign at
 * both ends, or is NaN at one.
 */
double txo_root(txo_root_function *f, const void *with, double low,
		double high);

/*
 * The same, looked for around `start`: the ends of the search move away from it
 * by `step`, twice that, and so on. f must increase. NaN if it keeps its sign out
 * to a distance of `most`.
 */
double txo_root_near(txo_root_function *f, const void *with, double start,
		     double step, double most);

#endif
