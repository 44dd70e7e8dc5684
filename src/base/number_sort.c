#include "base/number_sort.h"

#define SHORT 48	/* items that are better inserted one by one */
#define BYTES 256

static void insert_all(struct txo_sort_item *item, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct txo_sort_item x = item[i];
		size_t at = i;

		for (; at > 0 && item[at - 1].key > x.key; at--)
			item[at] = item[at - 1];
		item[at] = x;
	}
}

static unsigned byte_of(const struct txo_sort_item *item, unsigned shift)
{
	return (unsigned)(item->key >> shift & (BYTES - 1));
}

/* Put each item into the part of its byte; end[b] is where part b ends. */
static void part(struct txo_sort_item *item, size_t n, unsigned shift,
		 size_t *end)
{
	size_t next[BYTES] = { 0 }, at = 0;

	for (size_t i = 0; i < n; i++)
		next[byte_of(&item[i], shift)]++;
	for (unsigned b = 0; b < BYTES; b++) {
		size_t count = next[b];

		next[b] = at;
		end[b] = at += count;
	}
	for (unsigned b = 0; b < BYTES; b++)
		while (next[b] < end[b]) {
			struct txo_sort_item x = item[next[b]];
			unsigned to = byte_of(&x, shift);

			while (to != b) {
				struct txo_sort_item other = item[next[to]];

				item[next[to]++] = x;
				x = other;
				to = byte_of(&x, shift);
			}
			item[next[b]++] = x;
		}
}

static void sort_from(struct txo_sort_item *item, size_t n, unsigned shift)
{
	size_t end[BYTES], from = 0;

	if (n <= SHORT) {
		insert_all(item, n);
		return;
	}
	part(item, n, shift, end);
	for (unsigned b = 0; b < BYTES && shift; b++) {
		if (end[b] - from > 1)
			sort_from(item + from, end[b] - from, shift - 8);
		from = end[b];
	}
}

void txo_sort_items(struct txo_sort_item *item, size_t n)
{
	sort_from(item, n, 56);
}
