#include "data/known.h"

#include <stdlib.h>

#define LEAST 10u	/* bits of the table: 32 KiB */
#define MOST 16u	/* 2 MiB */

static uint64_t hash_long(const char *p, size_t n)
{
	uint64_t h = 0x9e3779b97f4a7c15u ^ n;

	for (; n >= 8; p += 8, n -= 8) {
		h = (h ^ txo_known_load(p)) * 0xd6e8feb86659fd93u;
		h ^= h >> 32;
	}
	h = (h ^ (txo_known_load(p) & txo_known_bytes(n))) *
	    0xd6e8feb86659fd93u;
	return h ^ h >> 32;
}

static const char *text_of(const struct txo_known_cell *c)
{
	return (const char *)(uintptr_t)c->key[1];
}

static size_t place_long(uint64_t hash, unsigned bits)
{
	uint64_t key[2] = { hash, 0 };

	return txo_known_place(key, bits);
}

const struct txo_known_cell *txo_known_find_long(const struct txo_known *k,
						 const char *p, size_t n)
{
	uint64_t hash = hash_long(p, n);
	const struct txo_known_cell *c = k->cell + place_long(hash, k->bits);

	for (int i = 0; i < TXO_KNOWN_TRIES && c->size; i++, c++)
		if (c->size == n + 1 && c->key[0] == hash &&
		    memcmp(text_of(c), p, n) == 0)
			return c;
	return NULL;
}

static struct txo_known_cell *free_place(struct txo_known_cell *table,
					 unsigned bits,
					 const struct txo_known_cell *cell)
{
	bool is_long = cell->size > TXO_KNOWN_SHORT + 1;
	struct txo_known_cell *c = table +
				   (is_long ? place_long(cell->key[0], bits) :
					      txo_known_place(cell->key, bits));

	for (int i = 0; i < TXO_KNOWN_TRIES; i++)
		if (!c[i].size)
			return &c[i];
	return NULL;
}

static struct txo_known_cell *new_table(unsigned bits)
{
	return calloc(((size_t)1 << bits) + TXO_KNOWN_TRIES,
		      sizeof(struct txo_known_cell));
}

/* Twice the places; cells that find none are forgotten. */
static bool widen(struct txo_known *k)
{
	unsigned bits = k->bits ? k->bits + 1 : LEAST;
	struct txo_known_cell *table = bits <= MOST ? new_table(bits) : NULL;
	size_t all = k->bits ? ((size_t)1 << k->bits) + TXO_KNOWN_TRIES : 0;

	if (!table)
		return false;
	k->n = 0;
	for (size_t i = 0; i < all; i++) {
		struct txo_known_cell *to = k->cell[i].size ?
						    free_place(table, bits,
							       &k->cell[i]) :
						    NULL;

		if (to) {
			*to = k->cell[i];
			k->n++;
		}
	}
	free(k->cell);
	k->cell = table;
	k->bits = bits;
	return true;
}

/* Where to put a new cell; a short one may take the place of another. */
static struct txo_known_cell *make_place(struct txo_known *k,
					 const struct txo_known_cell *cell)
{
	struct txo_known_cell *to = free_place(k->cell, k->bits, cell);

	if (!to && widen(k))
		to = free_place(k->cell, k->bits, cell);
	if (!to && cell->size <= TXO_KNOWN_SHORT + 1)
		to = k->cell + txo_known_place(cell->key, k->bits);
	return to;
}

const struct txo_known_cell *txo_known_add(struct txo_known *k, const char *p,
					   size_t n,
					   const struct txo_known_cell *what)
{
	struct txo_known_cell cell = *what, *to;
	bool is_long = n > TXO_KNOWN_SHORT;

	if (n > TXO_KNOWN_LONG || (!k->bits && !widen(k)))
		return NULL;
	cell.size = (uint32_t)n + 1;
	if (is_long)
		cell.key[0] = hash_long(p, n);
	else
		txo_known_key(p, n, cell.key);
	to = make_place(k, &cell);
	if (to && is_long) {
		cell.key[1] = (uintptr_t)txo_arena_copy(&k->text, p, n);
		to = cell.key[1] ? to : NULL;
	}
	if (to)
		*to = cell;
	return to;
}

void txo_known_release(struct txo_known *k)
{
	free(k->cell);
	txo_arena_release(&k->text);
	*k = (struct txo_known){ .bits = 0 };
}
