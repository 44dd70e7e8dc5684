/*
 * tally_store.h - where an open tally keeps its tuples; for data/tally*.c only.
 */
#ifndef TXO_DATA_TALLY_STORE_H
#define TXO_DATA_TALLY_STORE_H

#include "data/dictionary.h"
#include "data/tally.h"

/*
 * Have the store fit ids below limit[c] in each column c (and missing ones),
 * whatever it takes: it is made anew if need be.
 */
TXO_NODISCARD
enum txo_status txo_tally_fit(struct txo_tally *t, const size_t *limit,
			      struct txo_error *err);

/* Room for so many more keys, if they are hashed. */
TXO_NODISCARD
enum txo_status txo_tally_reserve(struct txo_tally *t, size_t more,
				  struct txo_error *err);

/* A tuple that is kept as it is. */
TXO_NODISCARD
enum txo_status txo_tally_add_wide(struct txo_tally *t, const uint32_t *ids,
				   uint64_t w, struct txo_error *err);

/* Does each id below `limit` have a key of so many bits, and missing too? */
static inline bool txo_tally_holds(unsigned bits, size_t limit)
{
	return bits >= 33 || limit < (size_t)1 << bits;
}

/* The bits of an id, all of them for a missing one. */
static inline uint64_t txo_tally_code(uint32_t id, unsigned bits)
{
	uint64_t mask = ((uint64_t)1 << bits) - 1;

	return id == TXO_MISSING ? mask : id;
}

static inline size_t txo_tally_home(const struct txo_tally_store *s,
				    uint64_t key)
{
	return (size_t)(key * 0x9e3779b97f4a7c15u >> (64 - s->slot_bits));
}

/* Count a key, for which there is room. */
static inline void txo_tally_count(struct txo_tally_store *s, uint64_t key,
				   uint64_t w)
{
	size_t mask = ((size_t)1 << s->slot_bits) - 1;
	size_t i = txo_tally_home(s, key);

	while (s->slot[i].count && s->slot[i].key != key)
		i = (i + 1) & mask;
	s->used += s->slot[i].count == 0;
	s->slot[i].key = key;
	s->slot[i].count += w;
}

#endif
