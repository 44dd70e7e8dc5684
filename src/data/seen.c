/*
 * seen.c - a set of hashes, open addressing with linear probing.
 *
 * METHOD. Each of the two hashes takes in eight bytes at a time: exclusive or
 * with the bytes, a multiplication by an odd number, and the upper half folded
 * onto the lower. Both steps can be undone, so no step loses what came before;
 * the two hashes have different numbers and fold by different widths. The last
 * word holds the bytes left and one more word the length.
 */
#include "data/seen.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST = 64 };

struct txo_seen_slot {
	uint64_t a, b;
	uint64_t line;	/* 0: free */
};

static void take_word(struct txo_key *key, uint64_t word)
{
	key->a = (key->a ^ word) * 0x9fb21c651e98df25u;
	key->a ^= key->a >> 32;
	key->a *= 0xd6e8feb86659fd93u;
	key->a ^= key->a >> 29;
	key->b = ((key->b ^ word) + 0x2545f4914f6cdd1du) * 0xa0761d6478bd642fu;
	key->b ^= key->b >> 31;
	key->b *= 0xe7037ed1a0b428dbu;
	key->b ^= key->b >> 34;
}

void txo_key_add(struct txo_key *key, struct txo_text part)
{
	uint64_t word;
	size_t at = 0;

	for (; part.n - at >= sizeof(word); at += sizeof(word)) {
		memcpy(&word, part.p + at, sizeof(word));
		take_word(key, word);
	}
	if (part.n > at) {
		word = 0;
		memcpy(&word, part.p + at, part.n - at);
		take_word(key, word);
	}
	take_word(key, part.n);
}

/* The slot of this key, or the free one where it belongs. */
static struct txo_seen_slot *place(const struct txo_seen *s, uint64_t a,
				   uint64_t b)
{
	for (size_t i = (size_t)a & (s->size - 1);; i = (i + 1) & (s->size - 1))
		if (!s->slot[i].line ||
		    (s->slot[i].a == a && s->slot[i].b == b))
			return &s->slot[i];
}

static enum txo_status grow(struct txo_seen *s, struct txo_error *err)
{
	struct txo_seen old = *s;

	s->size = old.size ? 2 * old.size : LEAST;
	s->slot = s->size > old.size ? calloc(s->size, sizeof(*s->slot)) : NULL;
	if (!s->slot) {
		*s = old;
		return txo_fail_memory(err);
	}
	for (size_t i = 0; i < old.size; i++)
		if (old.slot[i].line)
			*place(s, old.slot[i].a, old.slot[i].b) = old.slot[i];
	free(old.slot);
	return TXO_OK;
}

enum txo_status txo_seen_add(struct txo_seen *s, const struct txo_key *key,
			     uint64_t line, uint64_t *first,
			     struct txo_error *err)
{
	struct txo_seen_slot *slot;

	*first = 0;
	if (s->n >= s->size / 3 * 2 && grow(s, err) != TXO_OK)
		return TXO_IO;
	slot = place(s, key->a, key->b);
	if (slot->line) {
		*first = slot->line;
		return TXO_OK;
	}
	*slot = (struct txo_seen_slot){ key->a, key->b, line };
	s->n++;
	return TXO_OK;
}

size_t txo_seen_bytes(const struct txo_seen *s)
{
	/* when it grows, both tables are there for a while */
	bool soon = 3 * (s->n + s->n / 16) > 2 * s->size;

	return s->size * sizeof(*s->slot) * (soon ? 3 : 1);
}

void txo_seen_release(struct txo_seen *s)
{
	free(s->slot);
	*s = (struct txo_seen){ 0 };
}
