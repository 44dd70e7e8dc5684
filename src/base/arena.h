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
	size_t bytes;	/* that it takes */
};

/* n zeroed bytes, or NULL when memory runs out. */
void *txo_arena_take(struct txo_arena *a, size_t n);

/* n bytes of p followed by a NUL byte, or NULL when memory runs out. */
char *txo_arena_copy(struct txo_arena *a, const char *p, size_t n);

/*
 * A copy of an array of n items, with zeroed room for `more` of them behind; the
 * array may be NULL if n is 0. NULL when memory runs out.
 */
void *txo_arena_extend(struct txo_arena *a, const void *array, size_t n,
		       size_t more, size_t size);

/*
 * Room for one more item at the end of an array that only this function made
 * and grew: it doubles when n is a power of two, else it stays where it is.
 */
void *txo_arena_one_more(struct txo_arena *a, void *array, size_t n,
			 size_t size);

void txo_arena_release(struct txo_arena *a);

#endif
