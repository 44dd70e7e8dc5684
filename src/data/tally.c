#include "data/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "data/dictionary.h"

void txo_tally_release(struct txo_tally *t)
{
	txo_index_release(&t->index);
	free(t->ids);
	free(t->count);
	free(t->dense.place);
	free(t->dense.shift);
	free(t->tuple);
	*t = (struct txo_tally){ .width = t->width };
}

struct wanted {
	const struct txo_tally *tally;
	const uint32_t *ids;
};

static bool same_tuple(const void *ctx, uint32_t id)
{
	const struct wanted *w = ctx;
	size_t width = w->tally->width;

	return memcmp(w->tally->ids + id * width, w->ids,
		      width * sizeof(*w->ids)) == 0;
}

static enum txo_status add_tuple(struct txo_tally *t, const uint32_t *ids,
				 uint32_t hash, struct txo_error *err)
{
	uint32_t *all = txo_grow(t->ids, &t->ids_room, (t->n + 1) * t->width,
				 sizeof(*all));
	uint64_t *count = txo_grow(t->count, &t->count_room, t->n + 1,
				   sizeof(*count));

	t->ids = all ? all : t->ids;
	t->count = count ? count : t->count;
	if (!all || !count)
		return txo_fail_memory(err);
	if (t->n >= TXO_INDEX_NONE - 1)
		return txo_fail(err, TXO_DATA,
				"more than 4 billion distinct rows");
	if (!txo_index_add(&t->index, hash, (uint32_t)t->n))
		return txo_fail_memory(err);
	memcpy(all + t->n * t->width, ids, t->width * sizeof(*ids));
	count[t->n++] = 0;
	return TXO_OK;
}

enum txo_status txo_tally_place(struct txo_tally *t, const uint32_t *ids,
				uint32_t *place, struct txo_error *err)
{
	struct wanted want = { t, ids };
	uint32_t hash = txo_hash(ids, t->width * sizeof(*ids));
	enum txo_status status;

	*place = txo_index_find(&t->index, hash, same_tuple, &want);
	if (*place != TXO_INDEX_NONE)
		return TXO_OK;
	status = add_tuple(t, ids, hash, err);
	*place = (uint32_t)t->n - 1;
	return status;
}

enum txo_status txo_tally_add(struct txo_tally *t, const uint32_t *ids,
			      uint64_t w, struct txo_error *err)
{
	enum txo_status status;
	uint32_t place;

	if (w > INT64_MAX - t->total)
		return txo_fail(err, TXO_DATA,
				"the weights add up to more than 2^63");
	status = txo_tally_place(t, ids, &place, err);
	if (status != TXO_OK)
		return status;
	t->count[place] += w;
	t->total += w;
	return TXO_OK;
}

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

enum txo_status txo_tally_sort(struct txo_tally *t, const uint32_t *const *rank,
			       const size_t *distinct, struct txo_error *err)
{
	size_t most = 0;
	uint32_t *place, *other;
	size_t *start;
	enum txo_status status = TXO_OK;

	txo_index_release(&t->index);
	if (!t->n)
		return TXO_OK;
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
