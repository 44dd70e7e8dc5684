/*
 * tally_sort.c - the tuples of a tally in the order of their values.
 */
#include <stdlib.h>
#include <string.h>

#include "data/dictionary.h"
#include "data/tally.h"

/*
 * One stable counting sort of the places in `from` into `to`, by column c.
 * `start` has room for distinct + 2 numbers.
 */
static void sort_by(const struct txo_tally *t, size_t c, size_t distinct,
		    const uint32_t *from, uint32_t *to, size_t *start)
{
	memset(start, 0, (distinct + 2) * sizeof(*start));
	for (size_t i = 0; i < t->n; i++) {
		uint32_t rank = t->ids[i * t->width + c];

		start[(rank == TXO_MISSING ? distinct : rank) + 1]++;
	}
	for (size_t r = 1; r < distinct + 2; r++)
		start[r] += start[r - 1];
	for (size_t i = 0; i < t->n; i++) {
		uint32_t rank = t->ids[from[i] * t->width + c];

		to[start[rank == TXO_MISSING ? distinct : rank]++] = from[i];
	}
}

/* Put the tuples into the order of `place`. */
static enum txo_status rearrange(struct txo_tally *t, const uint32_t *place,
				 struct txo_error *err)
{
	size_t tuple = t->width * sizeof(*t->ids);
	uint32_t *ids = malloc(t->n * tuple);
	uint64_t *count = malloc(t->n * sizeof(*count));

	if (!ids || !count) {
		free(ids);
		free(count);
		return txo_fail_memory(err);
	}
	for (size_t i = 0; i < t->n; i++) {
		memcpy(ids + i * t->width, t->ids + place[i] * t->width, tuple);
		count[i] = t->count[place[i]];
	}
	free(t->ids);
	free(t->count);
	t->ids = ids;
	t->count = count;
	return TXO_OK;
}

/* A tally of one column: each value has one place. */
static enum txo_status sort_single(struct txo_tally *t, const uint32_t *rank,
				   size_t distinct, struct txo_error *err)
{
	uint64_t *count = calloc(distinct + 1, sizeof(*count));
	size_t n = 0;

	if (!count)
		return txo_fail_memory(err);
	for (size_t i = 0; i < t->n; i++) {
		uint32_t id = t->ids[i];

		count[id == TXO_MISSING ? distinct : rank[id]] = t->count[i];
	}
	for (size_t r = 0; r <= distinct; r++) {
		if (!count[r])
			continue;
		t->ids[n] = r == distinct ? TXO_MISSING : (uint32_t)r;
		count[n++] = count[r];
	}
	free(t->count);
	t->count = count;
	return TXO_OK;
}

enum txo_status txo_tally_sort(struct txo_tally *t, const uint32_t *const *rank,
			       const size_t *distinct, struct txo_error *err)
{
	size_t most = 0;
	uint32_t *place, *other;
	size_t *start;
	enum txo_status status;

	status = txo_tally_close(t, err);
	if (status != TXO_OK || !t->n)
		return status;
	if (t->width == 1)
		return sort_single(t, rank[0], distinct[0], err);
	for (size_t c = 0; c < t->width; c++)
		most = distinct[c] > most ? distinct[c] : most;
	place = malloc(t->n * sizeof(*place));
	other = malloc(t->n * sizeof(*other));
	start = malloc((most + 2) * sizeof(*start));
	if (!place || !other || !start) {
		status = txo_fail_memory(err);
		goto out;
	}
	for (size_t i = 0; i < t->n * t->width; i++)
		if (t->ids[i] != TXO_MISSING)
			t->ids[i] = rank[i % t->width][t->ids[i]];
	for (size_t i = 0; i < t->n; i++)
		place[i] = (uint32_t)i;
	for (size_t c = t->width; c > 0; c--) {
		uint32_t *sorted = other;

		sort_by(t, c - 1, distinct[c - 1], place, sorted, start);
		other = place;
		place = sorted;
	}
	status = rearrange(t, place, err);
out:
	free(place);
	free(other);
	free(start);
	return status;
}
