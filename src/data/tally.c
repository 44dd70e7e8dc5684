#include "data/tally.h"

#include <stdlib.h>

#include "data/tally_store.h"

#define BLOCK ((size_t)64) /* keys whose places are fetched beforehand */

#define TOO_MANY "the weights add up to more than 2^63"

/* The key of a tuple; false if the store is too narrow for it. */
static bool pack(const struct txo_tally *t, const uint32_t *ids, uint64_t *key)
{
	*key = 0;
	for (size_t c = 0; c < t->width; c++) {
		unsigned bits = t->store.bits[c];

		if (ids[c] != TXO_MISSING &&
		    !txo_tally_holds(bits, (size_t)ids[c] + 1))
			return false;
		*key = (bits < 64 ? *key << bits : 0) |
		       txo_tally_code(ids[c], bits);
	}
	return true;
}

/* Have the store fit one tuple. */
static enum txo_status fit_tuple(struct txo_tally *t, const uint32_t *ids,
				 struct txo_error *err)
{
	size_t small[8] = { 0 }, *limit = small;
	enum txo_status status;

	if (t->width > 8)
		limit = malloc(t->width * sizeof(*limit));
	if (!limit)
		return txo_fail_memory(err);
	for (size_t c = 0; c < t->width; c++)
		limit[c] = ids[c] == TXO_MISSING ? 0 : (size_t)ids[c] + 1;
	status = txo_tally_fit(t, limit, err);
	if (limit != small)
		free(limit);
	return status;
}

enum txo_status txo_tally_add(struct txo_tally *t, const uint32_t *ids,
			      uint64_t w, struct txo_error *err)
{
	struct txo_tally_store *s = &t->store;
	enum txo_status status = TXO_OK;
	uint64_t key = 0;

	if (w > INT64_MAX - t->total)
		return txo_fail(err, TXO_DATA, TOO_MANY);
	if (s->form == TXO_TALLY_NEW ||
	    (s->form != TXO_TALLY_WIDE && !pack(t, ids, &key))) {
		status = fit_tuple(t, ids, err);
		if (status == TXO_OK && s->form != TXO_TALLY_WIDE)
			(void)pack(t, ids, &key);
	}
	if (status == TXO_OK)
		status = txo_tally_reserve(t, 1, err);
	if (status != TXO_OK)
		return status;
	if (s->form == TXO_TALLY_WIDE)
		status = txo_tally_add_wide(t, ids, w, err);
	else if (s->form == TXO_TALLY_FLAT)
		s->flat[key] += w;
	else
		txo_tally_count(s, key, w);
	t->total += status == TXO_OK ? w : 0;
	return status;
}

/* The keys of up to BLOCK rows from `from` on. */
static size_t make_keys(const struct txo_tally *t,
			const struct txo_tally_rows *rows, size_t from,
			uint64_t *key)
{
	size_t n = rows->n - from < BLOCK ? rows->n - from : BLOCK;

	for (size_t i = 0; i < n; i++)
		key[i] = rows->column[0][from + i];
	for (size_t c = 1; c < t->width; c++) {
		const uint32_t *id = rows->column[c] + from;
		unsigned bits = t->store.bits[c];

		for (size_t i = 0; i < n; i++)
			key[i] = key[i] << bits | id[i];
	}
	return n;
}

static uint64_t weight_of(const struct txo_tally_rows *rows, size_t r)
{
	return rows->weight ? rows->weight[r] : 1;
}

static void add_flat(struct txo_tally *t, const struct txo_tally_rows *rows)
{
	uint64_t key[BLOCK], *flat = t->store.flat;
	size_t n;

	for (size_t r = 0; r < rows->n; r += n) {
		n = make_keys(t, rows, r, key);
		for (size_t i = 0; i < n; i++)
			if (!rows->skip[r + i])
				flat[key[i]] += weight_of(rows, r + i);
	}
}

static enum txo_status add_hashed(struct txo_tally *t,
				  const struct txo_tally_rows *rows,
				  struct txo_error *err)
{
	struct txo_tally_store *s = &t->store;
	enum txo_status status = TXO_OK;
	uint64_t key[BLOCK];
	size_t n;

	for (size_t r = 0; r < rows->n && status == TXO_OK; r += n) {
		n = make_keys(t, rows, r, key);
		status = txo_tally_reserve(t, n, err);
		if (status != TXO_OK)
			break;
		for (size_t i = 0; i < n; i++)
			__builtin_prefetch(s->slot + txo_tally_home(s, key[i]));
		for (size_t i = 0; i < n; i++)
			if (!rows->skip[r + i])
				txo_tally_count(s, key[i],
						weight_of(rows, r + i));
	}
	return status;
}

static enum txo_status add_wide(struct txo_tally *t,
				const struct txo_tally_rows *rows,
				struct txo_error *err)
{
	uint32_t *ids = malloc(t->width * sizeof(*ids));
	enum txo_status status = ids ? TXO_OK : txo_fail_memory(err);

	for (size_t r = 0; r < rows->n && status == TXO_OK; r++) {
		if (rows->skip[r])
			continue;
		for (size_t c = 0; c < t->width; c++)
			ids[c] = rows->column[c][r];
		status = txo_tally_add_wide(t, ids, weight_of(rows, r), err);
	}
	free(ids);
	return status;
}

enum txo_status txo_tally_add_rows(struct txo_tally *t,
				   const struct txo_tally_rows *rows,
				   struct txo_error *err)
{
	enum txo_status status;

	if (rows->total > INT64_MAX - t->total)
		return txo_fail(err, TXO_DATA, TOO_MANY);
	status = txo_tally_fit(t, rows->distinct, err);
	if (status != TXO_OK)
		return status;
	if (t->store.form == TXO_TALLY_FLAT)
		add_flat(t, rows);
	else if (t->store.form == TXO_TALLY_HASHED)
		status = add_hashed(t, rows, err);
	else
		status = add_wide(t, rows, err);
	t->total += rows->total;
	return status;
}
