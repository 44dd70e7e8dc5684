#include "data/numbers.h"

#include <stdlib.h>
#include <string.h>

#include "base/number_sort.h"

#define BLOCK ((size_t)32)	/* numbers that are looked for at once */
#define LEAST_BITS 6u
#define MOST ((size_t)UINT32_MAX - 2)

void txo_numbers_release(struct txo_numbers *s)
{
	free(s->coefficient);
	free(s->exponent);
	free(s->slot);
	*s = (struct txo_numbers){ .n = 0 };
}

size_t txo_numbers_bytes(const struct txo_numbers *s)
{
	size_t slots = s->slot ? (size_t)1 << s->bits : 0;

	return s->n * (sizeof(*s->coefficient) + sizeof(*s->exponent)) +
	       slots * sizeof(*s->slot);
}

static int16_t short_exponent(struct txo_decimal d)
{
	return d.exponent == TXO_BINARY ? INT16_MAX : (int16_t)d.exponent;
}

static uint64_t hash_of(int64_t coefficient, int16_t exponent)
{
	uint64_t h = (uint64_t)coefficient * 0x9e3779b97f4a7c15u;

	return (h ^ h >> 32 ^ (uint16_t)exponent) * 0xd6e8feb86659fd93u;
}

static size_t home(const struct txo_numbers *s, uint64_t hash)
{
	return (size_t)(hash >> (64 - s->bits));
}

/* The slot of the number, or the free one where it belongs. */
static uint32_t *find_slot(const struct txo_numbers *s, int64_t coefficient,
			   int16_t exponent, uint64_t hash)
{
	size_t mask = ((size_t)1 << s->bits) - 1, i = home(s, hash);

	for (;; i = (i + 1) & mask) {
		uint32_t id = s->slot[i];

		if (!id || (s->coefficient[id - 1] == coefficient &&
			    s->exponent[id - 1] == exponent))
			return &s->slot[i];
	}
}

static bool make_slots(struct txo_numbers *s, unsigned bits)
{
	uint32_t *slot = calloc((size_t)1 << bits, sizeof(*slot));

	if (!slot)
		return false;
	free(s->slot);
	s->slot = slot;
	s->bits = bits;
	for (size_t i = 0; i < s->n; i++) {
		int64_t c = s->coefficient[i];
		int16_t e = s->exponent[i];
		uint64_t hash = hash_of(c, e);
		size_t at = home(s, hash), mask = ((size_t)1 << bits) - 1;

		while (slot[at])
			at = (at + 1) & mask;
		slot[at] = (uint32_t)i + 1;
	}
	return true;
}

/* Room for so many more: the slots are at most three quarters full. */
static bool make_room(struct txo_numbers *s, size_t more)
{
	size_t n = s->n + more, room = s->room ? s->room : BLOCK;
	unsigned bits = s->bits ? s->bits : LEAST_BITS;
	int64_t *coefficient;
	int16_t *exponent;

	while (4 * n > (size_t)3 << bits)
		bits++;
	if (bits != s->bits && !make_slots(s, bits))
		return false;
	if (n <= s->room)
		return true;
	while (room < n)
		room *= 2;
	coefficient = realloc(s->coefficient, room * sizeof(*coefficient));
	s->coefficient = coefficient ? coefficient : s->coefficient;
	exponent = realloc(s->exponent, room * sizeof(*exponent));
	s->exponent = exponent ? exponent : s->exponent;
	if (!coefficient || !exponent)
		return false;
	s->room = room;
	return true;
}

/* Have what will be looked at in the cache: first slots, then numbers. */
static void fetch(const struct txo_numbers *s, const uint64_t *hash, size_t n)
{
	for (size_t i = 0; i < n; i++)
		__builtin_prefetch(&s->slot[home(s, hash[i])]);
	for (size_t i = 0; i < n; i++) {
		uint32_t id = s->slot[home(s, hash[i])];

		__builtin_prefetch(&s->coefficient[id ? id - 1 : 0]);
		__builtin_prefetch(&s->exponent[id ? id - 1 : 0]);
	}
}

/* Up to BLOCK numbers. */
static enum txo_status find_some(struct txo_numbers *s,
				 const struct txo_decimal *number, size_t n,
				 uint32_t *id, struct txo_error *err)
{
	uint64_t hash[BLOCK];

	if (s->n > MOST - n)
		return txo_fail(err, TXO_DATA,
				"more than 4 billion distinct values");
	if (!make_room(s, n))
		return txo_fail_memory(err);
	for (size_t i = 0; i < n; i++)
		hash[i] = hash_of(number[i].coefficient,
				  short_exponent(number[i]));
	if (n > 1)
		fetch(s, hash, n);
	for (size_t i = 0; i < n; i++) {
		int16_t e = short_exponent(number[i]);
		uint32_t *slot = find_slot(s, number[i].coefficient, e,
					   hash[i]);

		if (!*slot) {
			s->coefficient[s->n] = number[i].coefficient;
			s->exponent[s->n] = e;
			*slot = (uint32_t)++s->n;
		}
		id[i] = *slot - 1;
	}
	return TXO_OK;
}

enum txo_status txo_numbers_find(struct txo_numbers *s,
				 const struct txo_decimal *number, size_t n,
				 uint32_t *id, struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	while (n && status == TXO_OK) {
		size_t part = n < BLOCK ? n : BLOCK;

		status = find_some(s, number, part, id, err);
		number += part;
		id += part;
		n -= part;
	}
	return status;
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
static enum txo_status sort_ties(const struct txo_numbers *s, uint32_t *order,
				 size_t n, struct txo_error *err)
{
	struct rest *rest = malloc(n * sizeof(*rest));
	double hi;

	if (!rest)
		return txo_fail_memory(err);
	for (size_t i = 0; i < n; i++) {
		rest[i].id = order[i];
		txo_decimal_value(txo_numbers_get(s, order[i]), &hi,
				  &rest[i].lo);
	}
	qsort(rest, n, sizeof(*rest), by_rest);
	for (size_t i = 0; i < n; i++)
		order[i] = rest[i].id;
	free(rest);
	return TXO_OK;
}

enum txo_status txo_numbers_sort(struct txo_numbers *s, uint32_t *order,
				 struct txo_error *err)
{
	struct txo_sort_item *item;
	enum txo_status status = TXO_OK;

	free(s->slot);
	s->slot = NULL;
	s->bits = 0;
	item = malloc((s->n + 1) * sizeof(*item));
	if (!item)
		return txo_fail_memory(err);
	for (size_t i = 0; i < s->n; i++) {
		double hi, lo;

		txo_decimal_value(txo_numbers_get(s, (uint32_t)i), &hi, &lo);
		item[i] = (struct txo_sort_item){ txo_sort_key(hi),
						  (uint32_t)i };
	}
	txo_sort_items(item, s->n);
	for (size_t i = 0; i < s->n; i++)
		order[i] = item[i].id;
	for (size_t i = 0, end; i < s->n && status == TXO_OK; i = end) {
		for (end = i + 1; end < s->n && item[end].key == item[i].key;
		     end++)
			;
		if (end - i > 1)
			status = sort_ties(s, order + i, end - i, err);
	}
	free(item);
	return status;
}
