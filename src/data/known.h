/*
 * known.h - cells of a column that were read before, by their bytes.
 *
 *	struct txo_known k = { 0 };
 *	cell = txo_known_find(&k, p, n);
 *	if (!cell)
 *		cell = txo_known_add(&k, p, n, &what);
 *	txo_known_release(&k);
 *
 * A cell of up to 16 bytes is its own key. 16 bytes from p on may be read,
 * whatever n is. When there are too many, some are forgotten.
 */
#ifndef TXO_DATA_KNOWN_H
#define TXO_DATA_KNOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

#define TXO_KNOWN_SHORT ((size_t)16)	/* bytes of a cell that is its own key */
#define TXO_KNOWN_LONG ((size_t)4096)	/* of one that can be remembered */
#define TXO_KNOWN_TRIES 4		/* places where a cell can be */

/* What a cell says. */
struct txo_known_cell {
	uint64_t key[2];	/* its bytes, or their hash and their place */
	uint32_t size;		/* its bytes + 1; 0: no cell */
	uint32_t id;		/* of its value, or TXO_MISSING */
	uint32_t spelling;	/* of a label */
	uint32_t kinds;		/* of number that it shows the column to have */
};

struct txo_known {
	struct txo_known_cell *cell;	/* 2^bits of them, and some more */
	unsigned bits;
	size_t n;
	struct txo_arena text;
};

static inline uint64_t txo_known_load(const char *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof(word));
	return word;
}

/* The first n bytes of a word, n < 8. */
static inline uint64_t txo_known_bytes(size_t n)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return ~(UINT64_MAX >> (8 * n));
#else
	return ((uint64_t)1 << (8 * n)) - 1;
#endif
}

/* The key of a short cell. */
static inline void txo_known_key(const char *p, size_t n, uint64_t key[2])
{
	key[0] = txo_known_load(p);
	key[1] = 0;
	if (n < 8) {
		key[0] &= txo_known_bytes(n);
		return;
	}
	key[1] = txo_known_load(p + 8);
	if (n < 16)
		key[1] &= txo_known_bytes(n - 8);
}

/* Where a cell is, if it is known, or behind it. */
static inline size_t txo_known_place(const uint64_t key[2], unsigned bits)
{
	uint64_t h = (key[0] ^ (key[1] * 0x9e3779b97f4a7c15u) >> 7) *
		     0xd6e8feb86659fd93u;

	return (size_t)((h ^ h << 29) >> (64 - bits));
}

/* The same for a cell of more than TXO_KNOWN_SHORT bytes. */
const struct txo_known_cell *txo_known_find_long(const struct txo_known *k,
						 const char *p, size_t n);

/* What is known of the cell, or NULL. It lives until the next one is added. */
static inline const struct txo_known_cell *
txo_known_find(const struct txo_known *k, const char *p, size_t n)
{
	const struct txo_known_cell *c;
	uint64_t key[2];

	if (!k->bits)
		return NULL;
	if (n > TXO_KNOWN_SHORT)
		return txo_known_find_long(k, p, n);
	txo_known_key(p, n, key);
	c = k->cell + txo_known_place(key, k->bits);
	for (int i = 0; i < TXO_KNOWN_TRIES && c->size; i++, c++)
		if (c->key[0] == key[0] && c->key[1] == key[1] &&
		    c->size == n + 1)
			return c;
	return NULL;
}

/*
 * Remember a cell that is not known: *what but for key and size. It returns the
 * cell, or NULL if it cannot be remembered.
 */
const struct txo_known_cell *txo_known_add(struct txo_known *k, const char *p,
					   size_t n,
					   const struct txo_known_cell *what);

/* Forget all. */
void txo_known_release(struct txo_known *k);

#endif
