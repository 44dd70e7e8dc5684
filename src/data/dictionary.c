#include "data/dictionary.h"

#include <math.h>
#include <stdlib.h>

#include "base/buffer.h"

void txo_dictionary_release(struct txo_dictionary *d)
{
	txo_index_release(&d->index);
	txo_arena_release(&d->text);
	free(d->number);
	free(d->label);
	*d = (struct txo_dictionary){ .type = d->type };
}

struct wanted_number {
	const struct txo_dictionary *d;
	struct txo_decimal number;
};

static bool same_number(const void *ctx, uint32_t id)
{
	const struct wanted_number *w = ctx;
	const struct txo_decimal *n = &w->d->number[id];

	return n->coefficient == w->number.coefficient &&
	       n->exponent == w->number.exponent;
}

struct wanted_label {
	const struct txo_dictionary *d;
	struct txo_text label;
};

static bool same_label(const void *ctx, uint32_t id)
{
	const struct wanted_label *w = ctx;

	return txo_text_equal(w->d->label[id], w->label);
}

/* Number the value that the caller has put behind the last one. */
static enum txo_status add(struct txo_dictionary *d, uint32_t hash,
			   uint32_t *id, struct txo_error *err)
{
	if (d->n >= TXO_MISSING - 1)
		return txo_fail(err, TXO_DATA,
				"more than 4 billion distinct values");
	*id = (uint32_t)d->n;
	if (!txo_index_add(&d->index, hash, *id))
		return txo_fail_memory(err);
	d->n++;
	return TXO_OK;
}

enum txo_status txo_dictionary_number(struct txo_dictionary *d,
				      struct txo_decimal number, uint32_t *id,
				      struct txo_error *err)
{
	struct wanted_number w = { d, number };
	int64_t key[2] = { number.coefficient, number.exponent };
	uint32_t hash = txo_hash(key, sizeof(key));
	struct txo_decimal *all;

	*id = txo_index_find(&d->index, hash, same_number, &w);
	if (*id != TXO_INDEX_NONE)
		return TXO_OK;
	all = txo_grow(d->number, &d->room, d->n + 1, sizeof(*all));
	if (!all)
		return txo_fail_memory(err);
	d->number = all;
	all[d->n] = number;
	return add(d, hash, id, err);
}

enum txo_status txo_dictionary_label(struct txo_dictionary *d,
				     struct txo_text label, uint32_t *id,
				     struct txo_error *err)
{
	struct wanted_label w = { d, label };
	struct txo_text *all;
	enum txo_status status;
	uint32_t hash;

	*id = d->last;
	if (d->n && txo_text_equal(d->label[d->last], label))
		return TXO_OK;
	hash = txo_hash(label.p, label.n);
	*id = d->last = txo_index_find(&d->index, hash, same_label, &w);
	if (*id != TXO_INDEX_NONE)
		return TXO_OK;
	d->last = 0;
	all = txo_grow(d->label, &d->room, d->n + 1, sizeof(*all));
	if (!all)
		return txo_fail_memory(err);
	d->label = all;
	all[d->n].p = txo_arena_copy(&d->text, label.p, label.n);
	all[d->n].n = label.n;
	if (!all[d->n].p)
		return txo_fail_memory(err);
	status = add(d, hash, id, err);
	d->last = status == TXO_OK ? *id : 0;
	return status;
}

/* A value as it is sorted. */
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

	*k = (struct key){ .hi = NAN, .id = id };
	if (d->type != TXO_LABEL) {
		txo_decimal_value(d->number[id], &k->hi, &k->lo);
		return;
	}
	k->text = d->label[id];
	if (txo_decimal_parse(k->text.p, k->text.n, &number, NULL) == TXO_OK)
		txo_decimal_value(number, &k->hi, &k->lo);
}

enum txo_status txo_dictionary_sort(const struct txo_dictionary *d,
				    uint32_t *order, uint32_t *rank,
				    struct txo_error *err)
{
	struct key *key;

	if (!d->n)
		return TXO_OK;
	key = malloc(d->n * sizeof(*key));
	if (!key)
		return txo_fail_memory(err);
	for (size_t i = 0; i < d->n; i++)
		set_key(d, (uint32_t)i, &key[i]);
	qsort(key, d->n, sizeof(*key), compare_keys);
	for (size_t i = 0; i < d->n; i++) {
		order[i] = key[i].id;
		rank[key[i].id] = (uint32_t)i;
	}
	free(key);
	return TXO_OK;
}
