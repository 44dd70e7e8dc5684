/*
 * index.h - a hash index over items that somebody else keeps, by number.
 *
 *	uint32_t id = txo_index_find(&ix, hash, same, &items);
 *	if (id == TXO_INDEX_NONE)
 *		failed = !txo_index_add(&ix, hash, next_id);
 *
 * The owner keeps item i at its own place; the index knows only numbers and
 * hashes, and asks same(ctx, id) whether an item is the one looked for. All
 * zero is a valid empty index. Open addressing, at most two thirds full.
 */
#ifndef TXO_BASE_INDEX_H
#define TXO_BASE_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TXO_INDEX_NONE UINT32_MAX

struct txo_index_slot {
	uint32_t id;	/* item number + 1, 0 when free */
	uint32_t hash;
};

struct txo_index {
	struct txo_index_slot *slot;
	size_t size;	/* a power of two, or 0 */
	size_t n;
};

typedef bool txo_index_same_fn(const void *ctx, uint32_t id);

/* The item of this hash that is the same, or TXO_INDEX_NONE. */
uint32_t txo_index_find(const struct txo_index *ix, uint32_t hash,
			txo_index_same_fn *same, const void *ctx);

/* Add an item that is not there. False when memory runs out. */
bool txo_index_add(struct txo_index *ix, uint32_t hash, uint32_t id);

void txo_index_release(struct txo_index *ix);

/* Hash of n bytes. */
uint32_t txo_hash(const void *p, size_t n);

#endif
