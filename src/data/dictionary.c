#include "data/dictionary.h"

#include <math.h>
#include <stdlib.h>

#include "base/buffer.h"

void txo_dictionary_release(struct txo_dictionary *d)
{
	txo_index_release(&d->index);
	txo_index_release(&d->folded);
	txo_arena_release(&d->text);
	txo_buffer_release(&d->fold);
	txo_numbers_release(&d->numbers);
	free(d->label);
	free(d->spelling);
	*d = (struct txo_dictionary){ .type = d->type, .exact = d->exact };
}

struct wanted_label {
	const struct txo_dictionary *d;
	struct txo_text label;
};

static bool same_spelling(const void *ctx, uint32_t id)
{
	const struct wanted_label *w = ctx;

	return txo_text_equal(w->d->spelling[id].text, w->label);
}

static bool same_label(const void *ctx, uint32_t id)
{
	const struct wanted_label *w = ctx;

	return txo_text_equal(w->d->label[id], w->label);
}

enum txo_status txo_dictionary_numbers(struct txo_dictionary *d,
				       const struct txo_decimal *number,
				       size_t n, uint32_t *id,
				       struct txo_error *err)
{
	enum txo_status status = txo_numbers_find(&d->numbers, number, n, id,
						  err);

	d->n = d->numbers.n;
	return status;
}

enum txo_status txo_dictionary_number(struct txo_dictionary *d,
				      struct txo_decimal number, uint32_t *id,
				      struct txo_error *err)
{
	return txo_dictionary_numbers(d, &number, 1, id, err);
}

size_t txo_dictionary_bytes(const struct txo_dictionary *d)
{
	return txo_numbers_bytes(&d->numbers) + d->room * sizeof(*d->label) +
	       d->spelling_room * sizeof(*d->spelling) +
	       (d->index.size + d->folded.size) * sizeof(*d->index.slot) +
	       d->text.bytes;
}

/* The id of a label by its folded text. */
static enum txo_status folded_id(struct txo_dictionary *d,
				 struct txo_text spelling, uint32_t *id,
				 struct txo_error *err)
{
	struct wanted_label w = { d, spelling };
	struct txo_text *all;
	uint32_t hash;

	if (!d->exact) {
		txo_buffer_clear(&d->fold);
		w.label.n = txo_text_fold_label(spelling, &d->fold);
		w.label.p = d->fold.p;
		if (d->fold.failed)
			return txo_fail_memory(err);
	}
	hash = txo_hash(w.label.p, w.label.n);
	*id = txo_index_find(&d->folded, hash, same_label, &w);
	if (*id != TXO_INDEX_NONE)
		return TXO_OK;
	all = txo_grow(d->label, &d->room, d->n + 1, sizeof(*all));
	if (!all)
		return txo_fail_memory(err);
	d->label = all;
	all[d->n].p = txo_arena_copy(&d->text, w.label.p, w.label.n);
	all[d->n].n = w.label.n;
	if (!all[d->n].p)
		return txo_fail_memory(err);
	if (d->n >= TXO_MISSING - 1)
		return txo_fail(err, TXO_DATA,
				"more than 4 billion distinct values");
	if (!txo_index_add(&d->folded, hash, (uint32_t)d->n))
		return txo_fail_memory(err);
	*id = (uint32_t)d->n++;
	return TXO_OK;
}

static enum txo_status add_spelling(struct txo_dictionary *d,
				    struct txo_text text, uint32_t hash,
				    struct txo_error *err)
{
	struct txo_spelling s = { text, 0, 0 }, *all;
	enum txo_status status = folded_id(d, text, &s.id, err);

	if (status != TXO_OK)
		return status;
	s.text.p = txo_arena_copy(&d->text, text.p, text.n);
	all = txo_grow(d->spelling, &d->spelling_room, d->spellings + 1,
		       sizeof(*all));
	d->spelling = all ? all : d->spelling;
	if (!s.text.p || !all ||
	    !txo_index_add(&d->index, hash, (uint32_t)d->spellings))
		return txo_fail_memory(err);
	all[d->spellings++] = s;
	return TXO_OK;
}

enum txo_status txo_dictionary_label(struct txo_dictionary *d,
				     struct txo_text label, uint32_t *id,
				     struct txo_error *err)
{
	struct wanted_label w = { d, label };
	enum txo_status status = TXO_OK;
	uint32_t hash, found;

	if (!d->spellings || !same_spelling(&w, d->last)) {
		hash = txo_hash(label.p, label.n);
		found = txo_index_find(&d->index, hash, same_spelling, &w);
		if (found == TXO_INDEX_NONE) {
			found = (uint32_t)d->spellings;
			status = add_spelling(d, label, hash, err);
		}
		if (status != TXO_OK)
			return status;
		d->last = found;
	}
	*id = d->spelling[d->last].id;
	return TXO_OK;
}

void txo_dictionary_count(struct txo_dictionary *d, uint64_t w)
{
	d->spelling[d->last].count += w;
}

/* Is a the better one of two spellings to show? */
static bool better(const struct txo_spelling *a, const struct txo_spelling *b)
{
	if (a->count != b->count)
		return a->count > b->count;
	return txo_text_compare(a->text, b->text) < 0;
}

/* From now on each label is the spelling that is shown for it. */
static enum txo_status settle_labels(struct txo_dictionary *d,
				     struct txo_error *err)
{
	const struct txo_spelling **best = calloc(d->n + 1, sizeof(*best));

	if (!best)
		return txo_fail_memory(err);
	for (size_t i = 0; i < d->spellings; i++) {
		const struct txo_spelling *s = &d->spelling[i];

		if (!best[s->id] || better(s, best[s->id]))
			best[s->id] = s;
	}
	for (size_t i = 0; i < d->n; i++)
		d->label[i] = best[i]->text;
	free(best);
	return TXO_OK;
}

/* A label as it is sorted. */
struct key {
	double hi, lo;		/* hi is NaN for text that is no number */
	struct txo_text text;
	uint32_t id;
};

static int compare_keys(const void *pa, const void *pb)
{
	const struct key *a = pa, *b = pb;

	if (isnan(a->hi) != isnan(b->hi))
		return isnan(a->hi) ? 1 : -1;
	if (!isnan(a->hi) && a->hi != b->hi)
		return a->hi < b->hi ? -1 : 1;
	if (!isnan(a->hi) && a->lo != b->lo)
		return a->lo < b->lo ? -1 : 1;
	return txo_text_compare(a->text, b->text);
}

static void set_key(const struct txo_dictionary *d, uint32_t id, struct key *k)
{
	struct txo_decimal number;

	*k = (struct key){ .hi = NAN, .id = id, .text = d->label[id] };
	if (txo_decimal_parse(k->text.p, k->text.n, &number, NULL) == TXO_OK)
		txo_decimal_value(number, &k->hi, &k->lo);
}

static enum txo_status sort_labels(struct txo_dictionary *d, uint32_t *order,
				   struct txo_error *err)
{
	enum txo_status status = settle_labels(d, err);
	struct key *key;

	if (status != TXO_OK)
		return status;
	key = malloc(d->n * sizeof(*key));
	if (!key)
		return txo_fail_memory(err);
	for (size_t i = 0; i < d->n; i++)
		set_key(d, (uint32_t)i, &key[i]);
	qsort(key, d->n, sizeof(*key), compare_keys);
	for (size_t i = 0; i < d->n; i++)
		order[i] = key[i].id;
	free(key);
	return TXO_OK;
}

enum txo_status txo_dictionary_sort(struct txo_dictionary *d, uint32_t *order,
				    uint32_t *rank, struct txo_error *err)
{
	enum txo_status status;

	txo_index_release(&d->index);
	txo_index_release(&d->folded);
	if (!d->n)
		return TXO_OK;
	status = d->type == TXO_LABEL ?
			 sort_labels(d, order, err) :
			 txo_numbers_sort(&d->numbers, order, err);
	for (size_t i = 0; i < d->n && status == TXO_OK; i++)
		rank[order[i]] = (uint32_t)i;
	return status;
}
