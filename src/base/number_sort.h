/*
 * number_sort.h - many numbers into their order, in place.
 */
#ifndef TXO_BASE_NUMBER_SORT_H
#define TXO_BASE_NUMBER_SORT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct txo_sort_item {
	uint64_t key;
	uint32_t id;
};

/* A key in the order of doubles, none of which is NaN; -0 is 0. */
static inline uint64_t txo_sort_key(double x)
{
	uint64_t bits;

	x += 0.0;
	memcpy(&bits, &x, sizeof(bits));
	return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

/*
 * Sort by key, equal keys in any order. A radix sort by bytes, from the highest
 * down, that swaps items in place [McIlroy, Bostic and McIlroy 1993, Engineering
 * radix sort]; short runs by insertion. O(n) for keys of 8 bytes.
 */
void txo_sort_items(struct txo_sort_item *item, size_t n);

#endif
