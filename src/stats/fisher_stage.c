#include "stats/fisher_stage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

#define GRAINS 0x1p34	/* of a value */

struct same_node {
	const struct txo_fisher_stage *s;
	const uint32_t *left;
};

static bool is_node(const void *ctx, uint32_t id)
{
	const struct same_node *q = ctx;
	size_t k = q->s->rows;

	return memcmp(q->s->left + id * k, q->left, k * sizeof(*q->left)) == 0;
}

struct path_key {
	int64_t grains;
	uint64_t node;
};

struct same_path {
	const struct txo_fisher_stage *s;
	struct path_key key;
};

static bool is_path(const void *ctx, uint32_t id)
{
	const struct same_path *q = ctx;
	const struct txo_fisher_path *p = &q->s->path[id];

	return p->node == q->key.node &&
	       llround(p->value * GRAINS) == q->key.grains;
}

uint32_t txo_fisher_find_node(const struct txo_fisher_stage *s,
			      const uint32_t *left)
{
	struct same_node q = { s, left };

	return txo_index_find(&s->node_index,
			      txo_hash(left, s->rows * sizeof(*left)), is_node,
			      &q);
}

uint32_t txo_fisher_add_node(struct txo_fisher_stage *s, const uint32_t *left,
			     double highest, double lowest)
{
	size_t k = s->rows;
	uint32_t hash = txo_hash(left, k * sizeof(*left));
	void *node = txo_grow(s->node, &s->node_room, s->nodes + 1,
			      sizeof(*s->node));
	void *rows = txo_grow(s->left, &s->left_room, (s->nodes + 1) * k,
			      sizeof(*s->left));

	s->node = node ? node : s->node;
	s->left = rows ? rows : s->left;
	if (!node || !rows ||
	    !txo_index_add(&s->node_index, hash, (uint32_t)s->nodes))
		return TXO_INDEX_NONE;
	memcpy(s->left + s->nodes * k, left, k * sizeof(*left));
	s->node[s->nodes] = (struct txo_fisher_node){ highest, lowest,
						      TXO_INDEX_NONE };
	return (uint32_t)s->nodes++;
}

bool txo_fisher_add_path(struct txo_fisher_stage *s, uint32_t node,
			 double value, double count)
{
	struct same_path q = { s, { llround(value * GRAINS), node } };
	uint32_t hash = txo_hash(&q.key, sizeof(q.key));
	uint32_t id = txo_index_find(&s->path_index, hash, is_path, &q);
	void *grown;

	if (id != TXO_INDEX_NONE) {
		s->path[id].count += count;
		return true;
	}
	grown = txo_grow(s->path, &s->path_room, s->paths + 1,
			 sizeof(*s->path));
	if (!grown)
		return false;
	s->path = grown;
	if (!txo_index_add(&s->path_index, hash, (uint32_t)s->paths))
		return false;
	s->path[s->paths] = (struct txo_fisher_path){ value, count, node,
						      s->node[node].first };
	s->node[node].first = (uint32_t)s->paths++;
	return true;
}

void txo_fisher_stage_release(struct txo_fisher_stage *s)
{
	txo_index_release(&s->node_index);
	txo_index_release(&s->path_index);
	free(s->left);
	free(s->node);
	free(s->path);
}
