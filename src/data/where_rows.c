/*
 * where_rows.c - a row filter judges very many rows, one condition after the
 * other. What each remembers of a value makes that a look into a table.
 */
#include <stdlib.h>

#include "data/where_tree.h"

static void judge_leaf(struct txo_where *w, struct txo_where_node *leaf,
		       const struct txo_where_rows *rows, unsigned char *truth)
{
	size_t use = txo_where_use(leaf);
	const struct txo_dictionary *d = &rows->dictionary[use];
	const uint32_t *id = rows->id[use];

	for (size_t r = 0; r < rows->n; r++) {
		unsigned known = 0;

		if (id[r] < leaf->room)
			known = leaf->verdict[id[r]];
		if (!known)
			known = 1 + txo_where_leaf_truth(w, leaf, d, id[r]);
		truth[r] = (unsigned char)(known - 1);
	}
}

static bool judge_node(struct txo_where *w, struct txo_where_node *node,
		       const struct txo_where_rows *rows, unsigned char *truth);

/* The least or the greatest truth of all below an `and` or an `or`. */
static bool judge_below(struct txo_where *w, struct txo_where_node *node,
			const struct txo_where_rows *rows, unsigned char *truth)
{
	bool least = node->kind == TXO_WHERE_AND, good;
	unsigned char *part = malloc(rows->n + 1);

	good = part && judge_node(w, node->first, rows, truth);
	for (struct txo_where_node *n = node->first->next; n && good;
	     n = n->next) {
		good = judge_node(w, n, rows, part);
		for (size_t r = 0; r < rows->n && good; r++)
			if (least ? part[r] < truth[r] : part[r] > truth[r])
				truth[r] = part[r];
	}
	free(part);
	return good;
}

static bool judge_node(struct txo_where *w, struct txo_where_node *node,
		       const struct txo_where_rows *rows, unsigned char *truth)
{
	bool good = true;

	if (node->first)
		good = judge_below(w, node, rows, truth);
	else
		judge_leaf(w, node, rows, truth);
	for (size_t r = 0; r < rows->n && good && node->negated; r++)
		truth[r] = (unsigned char)(TXO_TRUE - truth[r]);
	return good;
}

bool txo_where_judge_rows(struct txo_where *w,
			  const struct txo_where_rows *rows,
			  unsigned char *truth)
{
	return judge_node(w, w->root, rows, truth);
}
