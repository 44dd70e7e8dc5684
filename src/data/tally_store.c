#include "data/tally_store.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

#define FLAT_BITS 15u	/* 256 KiB of counts */
#define LEAST_SLOTS 12u	/* bits: 64 KiB */

static void drop(struct txo_tally_store *s)
{
	free(s->flat);
	free(s->slot);
	s->flat = NULL;
	s->slot = NULL;
	s->used = 0;
	s->slot_bits = 0;
}

void txo_tally_release(struct txo_tally *t)
{
	drop(&t->store);
	free(t->store.bits);
	txo_index_release(&t->store.index);
	free(t->ids);
	free(t->count);
	*t = (struct txo_tally){ .width = t->width };
}

size_t txo_tally_tuples(const struct txo_tally *t)
{
	switch (t->store.form) {
	case TXO_TALLY_FLAT:
		return t->store.limit;
	case TXO_TALLY_HASHED:
		return t->store.used;
	case TXO_TALLY_NEW:
	case TXO_TALLY_WIDE:
	case TXO_TALLY_CLOSED:
	default:
		return t->n;
	}
}

static bool grows_soon(const struct txo_tally_store *s)
{
	return 3 * (s->used + s->used / 16) > (size_t)2 << s->slot_bits;
}

size_t txo_tally_bytes(const struct txo_tally *t)
{
	const struct txo_tally_store *s = &t->store;

	switch (s->form) {
	case TXO_TALLY_FLAT:
		return s->limit * sizeof(*s->flat);
	case TXO_TALLY_HASHED:
		/* when it grows, both tables are there for a while */
		return (sizeof(*s->slot) << s->slot_bits) *
		       (grows_soon(s) ? 3 : 1);
	case TXO_TALLY_WIDE:
		return s->ids_room * sizeof(*t->ids) +
		       s->count_room * sizeof(*t->count) +
		       s->index.size * sizeof(*s->index.slot);
	case TXO_TALLY_NEW:
	case TXO_TALLY_CLOSED:
	default:
		return t->n * (t->width * sizeof(*t->ids) + sizeof(*t->count));
	}
}

/* Bits for ids below `limit` and a code for missing ones, and some to spare. */
static unsigned good_bits(size_t limit)
{
	unsigned bits = 1;

	while (!txo_tally_holds(bits, limit + limit / 2))
		bits++;
	return bits;
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
	uint32_t *all = txo_grow(t->ids, &t->store.ids_room,
				 (t->n + 1) * t->width, sizeof(*all));
	uint64_t *count = txo_grow(t->count, &t->store.count_room, t->n + 1,
				   sizeof(*count));

	t->ids = all ? all : t->ids;
	t->count = count ? count : t->count;
	if (!all || !count)
		return txo_fail_memory(err);
	if (t->n >= TXO_INDEX_NONE - 1)
		return txo_fail(err, TXO_DATA,
				"more than 4 billion distinct rows");
	if (!txo_index_add(&t->store.index, hash, (uint32_t)t->n))
		return txo_fail_memory(err);
	memcpy(all + t->n * t->width, ids, t->width * sizeof(*ids));
	count[t->n++] = 0;
	return TXO_OK;
}

enum txo_status txo_tally_add_wide(struct txo_tally *t, const uint32_t *ids,
				   uint64_t w, struct txo_error *err)
{
	struct wanted want = { t, ids };
	uint32_t hash = txo_hash(ids, t->width * sizeof(*ids));
	uint32_t place = txo_index_find(&t->store.index, hash, same_tuple,
					&want);
	enum txo_status status = TXO_OK;

	if (place == TXO_INDEX_NONE) {
		status = add_tuple(t, ids, hash, err);
		place = (uint32_t)t->n - 1;
	}
	if (status == TXO_OK)
		t->count[place] += w;
	return status;
}

static bool make_slots(struct txo_tally_store *s, unsigned bits)
{
	struct txo_tally_slot *old = s->slot;
	size_t n = old ? (size_t)1 << s->slot_bits : 0;
	struct txo_tally_slot *slot = calloc((size_t)1 << bits, sizeof(*slot));

	if (!slot)
		return false;
	s->slot = slot;
	s->slot_bits = bits;
	s->used = 0;
	for (size_t i = 0; i < n; i++)
		if (old[i].count)
			txo_tally_count(s, old[i].key, old[i].count);
	free(old);
	return true;
}

enum txo_status txo_tally_reserve(struct txo_tally *t, size_t more,
				  struct txo_error *err)
{
	struct txo_tally_store *s = &t->store;
	unsigned bits = s->slot_bits ? s->slot_bits : LEAST_SLOTS;

	while (3 * (s->used + more) > (size_t)2 << bits)
		bits++;
	if (s->form == TXO_TALLY_HASHED && bits != s->slot_bits &&
	    !make_slots(s, bits))
		return txo_fail_memory(err);
	return TXO_OK;
}

static void unpack(const struct txo_tally *t, uint64_t key, uint32_t *ids)
{
	for (size_t c = t->width; c-- > 0;) {
		unsigned bits = t->store.bits[c];
		uint64_t mask = ((uint64_t)1 << bits) - 1, code = key & mask;

		ids[c] = code == mask ? TXO_MISSING : (uint32_t)code;
		key = bits < 64 ? key >> bits : 0;
	}
}

/* Give each tuple of an open tally to `to`, which may be the same as a list. */
static enum txo_status hand_over(const struct txo_tally *t,
				 struct txo_tally *to, uint32_t *ids,
				 struct txo_error *err)
{
	const struct txo_tally_store *s = &t->store;
	bool flat = s->form == TXO_TALLY_FLAT;
	size_t keys = flat			  ? (size_t)1 << s->all :
		      s->form == TXO_TALLY_HASHED ? (size_t)1 << s->slot_bits :
						    0;
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < keys && status == TXO_OK; i++) {
		uint64_t w = flat ? s->flat[i] : s->slot[i].count;

		if (!w)
			continue;
		unpack(t, flat ? i : s->slot[i].key, ids);
		status = txo_tally_add(to, ids, w, err);
	}
	return status;
}

/* An empty store for these bits of each column. */
static bool make_store(struct txo_tally *t, const unsigned char *bits)
{
	struct txo_tally_store *s = &t->store;

	s->bits = malloc(t->width);
	if (!s->bits)
		return false;
	memcpy(s->bits, bits, t->width);
	s->all = 0;
	for (size_t c = 0; c < t->width; c++)
		s->all += bits[c];
	s->form = s->all > 64	      ? TXO_TALLY_WIDE :
		  t->width == 1	      ? TXO_TALLY_FLAT :
		  s->all <= FLAT_BITS ? TXO_TALLY_FLAT :
					TXO_TALLY_HASHED;
	if (s->form == TXO_TALLY_FLAT)
		s->flat = calloc((size_t)1 << s->all, sizeof(*s->flat));
	return s->form != TXO_TALLY_FLAT || s->flat;
}

/* Another store, for more bits, with all that was in this one. */
static enum txo_status widen(struct txo_tally *t, const unsigned char *bits,
			     struct txo_error *err)
{
	struct txo_tally more = { .width = t->width };
	uint32_t *ids = malloc(t->width * sizeof(*ids));
	enum txo_status status = TXO_OK;

	if (!ids || !make_store(&more, bits))
		status = txo_fail_memory(err);
	if (status == TXO_OK && t->store.form == TXO_TALLY_HASHED)
		status = txo_tally_reserve(&more, t->store.used, err);
	if (status == TXO_OK && t->store.form != TXO_TALLY_NEW)
		status = hand_over(t, &more, ids, err);
	free(ids);
	if (status == TXO_OK) {
		more.store.limit = t->width == 1 ? t->store.limit :
						   (size_t)1 << FLAT_BITS;
		txo_tally_release(t);
		*t = more;
	} else {
		txo_tally_release(&more);
	}
	return status;
}

enum txo_status txo_tally_fit(struct txo_tally *t, const size_t *limit,
			      struct txo_error *err)
{
	unsigned char *bits;
	bool fits = t->store.form != TXO_TALLY_NEW;
	enum txo_status status;

	if (t->store.form == TXO_TALLY_WIDE)
		return TXO_OK;
	if (t->width == 1 && limit[0] > t->store.limit)
		t->store.limit = limit[0];
	for (size_t c = 0; c < t->width && fits; c++)
		fits = txo_tally_holds(t->store.bits[c], limit[c]);
	if (fits)
		return TXO_OK;
	bits = malloc(t->width);
	if (!bits)
		return txo_fail_memory(err);
	for (size_t c = 0; c < t->width; c++) {
		unsigned had = t->store.bits ? t->store.bits[c] : 0;

		bits[c] = had && txo_tally_holds(had, limit[c]) ?
				  (unsigned char)had :
				  (unsigned char)good_bits(limit[c]);
	}
	status = widen(t, bits, err);
	free(bits);
	return status;
}

/* How many tuples there are. */
static size_t count_tuples(const struct txo_tally_store *s)
{
	size_t n = 0;

	if (s->form == TXO_TALLY_HASHED)
		return s->used;
	for (size_t i = 0; s->form == TXO_TALLY_FLAT && i >> s->all == 0; i++)
		n += s->flat[i] > 0;
	return n;
}

enum txo_status txo_tally_close(struct txo_tally *t, struct txo_error *err)
{
	struct txo_tally_store *s = &t->store;
	bool flat = s->form == TXO_TALLY_FLAT;
	size_t keys, n = 0;

	txo_index_release(&s->index);
	if (!flat && s->form != TXO_TALLY_HASHED)
		return TXO_OK;
	t->n = count_tuples(s);
	t->ids = malloc((t->n * t->width + 1) * sizeof(*t->ids));
	t->count = malloc((t->n + 1) * sizeof(*t->count));
	if (!t->ids || !t->count)
		return txo_fail_memory(err);
	keys = (size_t)1 << (flat ? s->all : s->slot_bits);
	for (size_t i = 0; i < keys && n < t->n; i++) {
		uint64_t w = flat ? s->flat[i] : s->slot[i].count;

		if (!w)
			continue;
		unpack(t, flat ? i : s->slot[i].key, t->ids + n * t->width);
		t->count[n++] = w;
	}
	drop(s);
	s->form = TXO_TALLY_CLOSED;
	return TXO_OK;
}
