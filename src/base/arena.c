#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct txo_arena_block {
	struct txo_arena_block *before;
	size_t used, size;
	max_align_t bytes[];
};

#define BLOCK ((size_t)64 * 1024)

static struct txo_arena_block *add_block(struct txo_arena *a, size_t n)
{
	size_t size = n > BLOCK ? n : BLOCK;
	struct txo_arena_block *b = malloc(sizeof(*b) + size);

	if (!b)
		return NULL;
	b->before = a->last;
	b->used = 0;
	b->size = size;
	a->last = b;
	a->bytes += sizeof(*b) + size;
	return b;
}

void *txo_arena_take(struct txo_arena *a, size_t n)
{
	struct txo_arena_block *b = a->last;
	void *piece;

	if (n > SIZE_MAX / 2)
		return NULL;
	n = (n + sizeof(max_align_t) - 1) / sizeof(max_align_t) *
	    sizeof(max_align_t);
	if (!b || b->size - b->used < n)
		b = add_block(a, n);
	if (!b)
		return NULL;
	piece = (char *)b->bytes + b->used;
	b->used += n;
	return memset(piece, 0, n);
}

char *txo_arena_copy(struct txo_arena *a, const char *p, size_t n)
{
	char *copy = txo_arena_take(a, n + 1);

	if (copy && n)
		memcpy(copy, p, n);
	return copy;
}

void *txo_arena_extend(struct txo_arena *a, const void *array, size_t n,
		       size_t more, size_t size)
{
	void *longer = NULL;

	if (more <= SIZE_MAX - n && n + more <= SIZE_MAX / size)
		longer = txo_arena_take(a, (n + more) * size);
	if (longer && n)
		memcpy(longer, array, n * size);
	return longer;
}

void *txo_arena_one_more(struct txo_arena *a, void *array, size_t n,
			 size_t size)
{
	if (n & (n - 1)) /* room was taken up to the next power of two */
		return array;
	return txo_arena_extend(a, array, n, n ? n : 1, size);
}

void txo_arena_release(struct txo_arena *a)
{
	while (a->last) {
		struct txo_arena_block *before = a->last->before;

		free(a->last);
		a->last = before;
	}
	a->bytes = 0;
}
