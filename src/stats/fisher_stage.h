/*
 * fisher_stage.h - what the network of Fisher's exact test keeps in front of a
 * column: nodes, and the paths that lead to them.
 */
#ifndef TXO_STATS_FISHER_STAGE_H
#define TXO_STATS_FISHER_STAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/index.h"

struct txo_fisher_path {
	double value, count;
	uint32_t node, next;	/* the next one to the node, or NONE */
};

struct txo_fisher_node {
	double highest, lowest;	/* values of the paths from here to the end */
	uint32_t first;		/* path to it, or TXO_INDEX_NONE */
};

struct txo_fisher_stage {
	size_t rows;
	uint32_t *left;		/* `rows` numbers of each node */
	struct txo_fisher_node *node;
	struct txo_fisher_path *path;
	size_t nodes, paths;
	/* private */
	struct txo_index node_index, path_index;
	size_t node_room, left_room, path_room;
};

/* The node with these rows left, or TXO_INDEX_NONE. */
uint32_t txo_fisher_find_node(const struct txo_fisher_stage *s,
			      const uint32_t *left);

/* A node that is not there. TXO_INDEX_NONE when memory runs out. */
uint32_t txo_fisher_add_node(struct txo_fisher_stage *s, const uint32_t *left,
			     double highest, double lowest);

/*
 * A path to a node, or `count` more of the one that has this value, give or take
 * 1e-10. False when memory runs out.
 */
bool txo_fisher_add_path(struct txo_fisher_stage *s, uint32_t node,
			 double value, double count);

void txo_fisher_stage_release(struct txo_fisher_stage *s);

#endif
