/*
 * arena.h - memory that is taken piece by piece and given back at once.
 *
 *	struct txo_arena a = { 0 };
 *	char *copy = txo_arena_copy(&a, "text", 4);
 *	txo_arena_release(&a);
 *
 * All zero is a valid empty arena. Pieces keep their address and are aligned
 * for any object.
 */
#ifndef TXO_BASE_ARENA_H
#define TXO_BASE_ARENA_H

#include <stddef.h>

struct txo_arena_block;

struct txo_arena {
	struct txo_arena_block *last;
};

/* n zeroed bytes, or NULL when memory runs out. */
void *txo_arena_take(struct txo_arena *a, size_t n);

/* n bytes of p followed by a NUL byte, or NULL when memory runs out. */
char *txo_arena_copy(struct txo_arena *a, const char *p, size_t n);

void txo_arena_release(struct txo_arena *a);

#endif
