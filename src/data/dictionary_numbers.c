/*
 * dictionary_numbers.c - numbers in a dictionary: found, many at a time, and
 * ranked.
 */
#include "data/dictionary_numbers.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK ((size_t)32) /* numbers that are looked for at once */

static uint32_t hash_of(struct txo_decimal number)
{
	uint64_t h = (uint64_t)number.coefficient * 0x9e3779b97f4a7c15u;

	h = (h ^ h >> 32 ^ (uint32_t)number.exponent) * 0xd6e8feb86659fd93u;
	return (uint32_t)(h >> 32);
}

static bool same(struct txo_decimal a, struct txo_decimal b)
{
	return a.coefficient == b.coefficient && a.exponent == b.exponent;
}

static uint32_t find(const struct txo_dictionary *d, struct txo_decimal number,
		     uint32_t hash)
{
	const struct txo_index *ix = &d->index;

	for (size_t i = hash;; i++) {
		const struct txo_index_slot *s;

		if (!ix->size)
			return TXO_INDEX_NONE;
		s = &ix->slot[i & (ix->size - 1)];
		if (!s->id)
			return TXO_INDEX_NONE;
		if (s->hash == hash && same(d->number[s->id - 1], number))
			return s->id - 1;
	}
}

enum txo_status txo_dictionary_add(struct txo_dictionary *d,
				   struct txo_index *index, uint32_t hash,
				   uint32_t *id, struct txo_error *err)
{
	if (d->n >= TXO_MISSING - 1)
		return txo_fail(err, TXO_DATA,
				"more than 4 billion distinct values");
	*id = (uint32_t)d->n;
	if (!txo_index_add(index, hash, *id))
		return txo_fail_memory(err);
	d->n++;
	return TXO_OK;
}

/* Find it or add it. */
static enum txo_status number_id(struct txo_dictionary *d,
				 struct txo_decimal number, uint32_t hash,
				 uint32_t *id, struct txo_error *err)
{
	struct txo_decimal *all;

	*id = find(d, number, hash);
	if (*id != TXO_INDEX_NONE)
		return TXO_OK;
	all = txo_grow(d->number, &d->room, d->n + 1, sizeof(*all));
	if (!all)
		return txo_fail_memory(err);
	d->number = all;
	all[d->n] = number;
	return txo_dictionary_add(d, &d->index, hash, id, err);
}

enum txo_status txo_dictionary_number(struct txo_dictionary *d,
				      struct txo_decimal number, uint32_t *id,
				      struct txo_error *err)
{
	return number_id(d, number, hash_of(number), id, err);
}

/* Have what will be looked at in the cache: first the slots, then the numbers. */
static void fetch(const struct txo_dictionary *d, const uint32_t *hash,
		  size_t n)
{
	for (size_t i = 0; i < n; i++)
		__builtin_prefetch(txo_index_home(&d->index, hash[i]));
	for (size_t i = 0; i < n && d->n; i++) {
		const struct txo_index_slot *s = txo_index_home(&d->index,
								hash[i]);

		__builtin_prefetch(d->number + (s->id ? s->id - 1 : 0));
	}
}

enum txo_status txo_dictionary_numbers(struct txo_dictionary *d,
				       const struct txo_decimal *number,
				       size_t n, uint32_t *id,
				       struct txo_error *err)
{
	enum txo_status status = TXO_OK;
	uint32_t hash[BLOCK];

	while (n && status == TXO_OK) {
		size_t part = n < BLOCK ? n : BLOCK;

		for (size_t i = 0; i < part; i++)
			hash[i] = hash_of(number[i]);
		fetch(d, hash, part);
		for (size_t i = 0; i < part && status == TXO_OK; i++)
			status = number_id(d, number[i], hash[i], &id[i], err);
		number += part;
		id += part;
		n -= part;
	}
	return status;
}

/* A number as it is ranked. */
struct ranked {
	uint64_t key;	/* in the order of the doubles nearest to the numbers */
	uint32_t id;
};

static uint64_t key_of(struct txo_decimal number)
{
	double hi, lo;
	uint64_t bits;

	txo_decimal_value(number, &hi, &lo);
	hi += 0.0;	/* no negative zero */
	memcpy(&bits, &hi, sizeof(bits));
	return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

/* Stable, by one byte of the key; false if it is the same in all. */
static bool sort_byte(const struct ranked *from, struct ranked *to, size_t n,
		      unsigned shift)
{
	size_t start[257] = { 0 };

	for (size_t i = 0; i < n; i++)
		start[(from[i].key >> shift & 255) + 1]++;
	if (start[(from[0].key >> shift & 255) + 1] == n)
		return false;
	for (size_t b = 1; b < 257; b++)
		start[b] += start[b - 1];
	for (size_t i = 0; i < n; i++)
		to[start[from[i].key >> shift & 255]++] = from[i];
	return true;
}

/* What the nearest double leaves of a number. */
struct rest {
	double lo;
	uint32_t id;
};

static int by_rest(const void *pa, const void *pb)
{
	const struct rest *a = pa, *b = pb;

	return (a->lo > b->lo) - (a->lo < b->lo);
}

/* Numbers with the same nearest double, by what it leaves of them. */
static enum txo_status rank_ties(const struct txo_dictionary *d,
				 uint32_t *order, size_t n,
				 struct txo_error *err)
{
	struct rest *rest = malloc(n * sizeof(*rest));
	double hi;

	if (!rest)
		return txo_fail_memory(err);
	for (size_t i = 0; i < n; i++) {
		rest[i].id = order[i];
		txo_decimal_value(d->number[order[i]], &hi, &rest[i].lo);
	}
	qsort(rest, n, sizeof(*rest), by_rest);
	for (size_t i = 0; i < n; i++)
		order[i] = rest[i].id;
	free(rest);
	return TXO_OK;
}

/* The order of sorted keys, in which ties still have to be broken. */
static enum txo_status take_order(const struct txo_dictionary *d,
				  const struct ranked *sorted, uint32_t *order,
				  struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < d->n; i++)
		order[i] = sorted[i].id;
	for (size_t i = 0, end; i < d->n && status == TXO_OK; i = end) {
		for (end = i + 1;
		     end < d->n && sorted[end].key == sorted[i].key; end++)
			;
		if (end - i > 1)
			status = rank_ties(d, order + i, end - i, err);
	}
	return status;
}

enum txo_status txo_dictionary_rank(const struct txo_dictionary *d,
				    uint32_t *order, struct txo_error *err)
{
	struct ranked *a = malloc(d->n * sizeof(*a));
	struct ranked *b = malloc(d->n * sizeof(*b)), *from = a, *to = b;
	enum txo_status status;

	if (a && b) {
		for (size_t i = 0; i < d->n; i++)
			a[i] = (struct ranked){ key_of(d->number[i]),
						(uint32_t)i };
		for (unsigned shift = 0; shift < 64; shift += 8)
			if (sort_byte(from, to, d->n, shift)) {
				struct ranked *other = from;

				from = to;
				to = other;
			}
		status = take_order(d, from, order, err);
	} else {
		status = txo_fail_memory(err);
	}
	free(a);
	free(b);
	return status;
}

size_t txo_dictionary_bytes(const struct txo_dictionary *d)
{
	size_t item = d->type == TXO_LABEL ? sizeof(*d->label) :
					     sizeof(*d->number);

	return d->room * item + d->spelling_room * sizeof(*d->spelling) +
	       (d->index.size + d->folded.size) * sizeof(*d->index.slot) +
	       txo_arena_bytes(&d->text);
}
