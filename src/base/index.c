#include "base/index.h"

#include <stdlib.h>
#include <string.h>

uint32_t txo_index_find(const struct txo_index *ix, uint32_t hash,
			txo_index_same_fn *same, const void *ctx)
{
	if (!ix->size)
		return TXO_INDEX_NONE;
	for (size_t i = hash & (ix->size - 1);; i = (i + 1) & (ix->size - 1)) {
		const struct txo_index_slot *s = &ix->slot[i];

		if (!s->id)
			return TXO_INDEX_NONE;
		if (s->hash == hash && same(ctx, s->id - 1))
			return s->id - 1;
	}
}

static void put(struct txo_index *ix, struct txo_index_slot s)
{
	size_t i = s.hash & (ix->size - 1);

	while (ix->slot[i].id)
		i = (i + 1) & (ix->size - 1);
	ix->slot[i] = s;
}

static bool resize(struct txo_index *ix, size_t size)
{
	struct txo_index old = *ix;

	ix->slot = calloc(size, sizeof(*ix->slot));
	if (!ix->slot) {
		*ix = old;
		return false;
	}
	ix->size = size;
	for (size_t i = 0; i < old.size; i++)
		if (old.slot[i].id)
			put(ix, old.slot[i]);
	free(old.slot);
	return true;
}

bool txo_index_add(struct txo_index *ix, uint32_t hash, uint32_t id)
{
	if (3 * (ix->n + 1) > 2 * ix->size &&
	    !resize(ix, ix->size ? 2 * ix->size : 64))
		return false;
	put(ix, (struct txo_index_slot){ id + 1, hash });
	ix->n++;
	return true;
}

void txo_index_release(struct txo_index *ix)
{
	free(ix->slot);
	*ix = (struct txo_index){ 0 };
}

/* Eight bytes at a time, multiply and fold; then a last mix. */
uint32_t txo_hash(const void *p, size_t n)
{
	const unsigned char *b = p;
	uint64_t h = 0x9e3779b97f4a7c15u ^ n;

	while (n) {
		uint64_t word = 0;
		size_t k = n < sizeof(word) ? n : sizeof(word);

		memcpy(&word, b, k);
		h = (h ^ word) * 0xd6e8feb86659fd93u;
		h ^= h >> 32;
		b += k;
		n -= k;
	}
	h *= 0xd6e8feb86659fd93u;
	return (uint32_t)(h ^ h >> 32);
}
