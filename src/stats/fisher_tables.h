/*
 * fisher_tables.h - the tables of k groups with given margins, summed group by
 * group. The method is told in fisher_groups.c.
 */
#ifndef TXO_STATS_FISHER_TABLES_H
#define TXO_STATS_FISHER_TABLES_H

#include <stddef.h>

#include "stats/binomial.h"
#include "txo/status.h"

/* Parts of the tables: events left, log of the path, and how many paths. */
struct txo_node {
	double left, path, ways;
};

/* The groups with observations; the event is the rarer outcome. */
struct txo_network {
	size_t k;
	double *x, *n;		/* by group */
	double *behind;		/* observations in this and all groups behind */
	double events, share[2];
	double **best;		/* L_j(s), s up to `events` */
	double *own, *rest;	/* log masses in a group, and behind it */
	double all;		/* log B(X; N) */
	double most;		/* log of what is no more likely */
	struct txo_node *node, *next;
	size_t nodes, nexts, node_room, next_room;
	double p;
};

static inline double txo_network_mass(const struct txo_network *w, double x,
				      double n)
{
	return txo_binomial_log_mass(x, n - x, w->share[0], w->share[1]);
}

/*
 * Put the probability of all tables that are no more likely than w->most into
 * w->p; three groups or more. The caller fills what stands before `node`, and
 * releases all. TXO_NO if there are too many tables, TXO_IO when memory runs
 * out.
 */
TXO_NODISCARD
enum txo_status txo_network_sum(struct txo_network *w, struct txo_error *err);

#endif
