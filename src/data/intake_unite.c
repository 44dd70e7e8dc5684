/*
 * intake_unite.c - what several intakes have taken in becomes one.
 */
#include <stdlib.h>
#include <string.h>

#include "data/intake.h"

static uint64_t kept_faults(uint64_t unreadable)
{
	return unreadable < TXO_FAULTS ? unreadable : TXO_FAULTS;
}

/* The faults of a file by their lines, the first ones of both. */
static void merge_faults(struct txo_intake *first,
			 const struct txo_intake *other, uint64_t before)
{
	uint64_t n = kept_faults(first->account.unreadable);
	uint64_t more = kept_faults(other->account.unreadable);

	before = kept_faults(before);
	for (uint64_t i = 0; i < more; i++) {
		const struct txo_fault *f = &other->fault[i];
		uint64_t at = n;

		while (at > before &&
		       first->fault[at - 1].error.line > f->error.line)
			at--;
		if (at == TXO_FAULTS)
			return;
		n = n < TXO_FAULTS ? n + 1 : n;
		memmove(&first->fault[at + 1], &first->fault[at],
			(n - at - 1) * sizeof(*f));
		first->fault[at] = *f;
	}
}

void txo_intake_settle(struct txo_intake *first, struct txo_intake *other,
		       uint64_t before)
{
	struct txo_account *a = &first->account, *b = &other->account;
	uint64_t *lacking = b->lacking, *partly = b->partly;

	merge_faults(first, other, before);
	txo_outside_add(&first->outside, &other->outside);
	other->outside = (struct txo_outside){ .rows = 0 };
	a->rows += b->rows;
	a->weight += b->weight;
	a->used += b->used;
	a->not_selected += b->not_selected;
	a->unknown += b->unknown;
	a->unreadable += b->unreadable;
	a->tolerated += b->tolerated;
	a->no_value += b->no_value;
	for (size_t i = 0; i < first->schema->uses; i++) {
		a->lacking[i] += lacking[i];
		a->partly[i] += partly[i];
		lacking[i] = partly[i] = 0;
	}
	*b = (struct txo_account){ .lacking = lacking, .partly = partly };
}

/* Where the values of `from` stand in `to`; they are added as needed. */
static enum txo_status unite_values(struct txo_dictionary *to,
				    const struct txo_dictionary *from,
				    uint32_t *id, struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	if (from->type != TXO_LABEL) {
		for (size_t i = 0; i < from->n && status == TXO_OK; i++)
			status = txo_dictionary_number(to, from->number[i],
						       &id[i], err);
		return status;
	}
	for (size_t i = 0; i < from->spellings && status == TXO_OK; i++) {
		const struct txo_spelling *s = &from->spelling[i];

		status = txo_dictionary_label(to, s->text, &id[s->id], err);
		if (status == TXO_OK)
			txo_dictionary_count(to, s->count);
	}
	return status;
}

static enum txo_status unite_tally(struct txo_intake *first,
				   const struct txo_tally *from, size_t p,
				   uint32_t *const *id, struct txo_error *err)
{
	const struct txo_projection *pr = &first->schema->projection[p];
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < from->n && status == TXO_OK; i++) {
		const uint32_t *row = from->ids + i * from->width;

		for (size_t c = 0; c < pr->n; c++)
			first->tuple[c] = row[c] == TXO_MISSING ?
						  TXO_MISSING :
						  id[pr->use[c]][row[c]];
		status = txo_tally_add(&first->tally[p], first->tuple,
				       from->count[i], err);
	}
	return status;
}

enum txo_status txo_intake_unite(struct txo_intake *first,
				 struct txo_intake *other,
				 struct txo_error *err)
{
	const struct txo_schema *s = first->schema;
	uint32_t **id = calloc(s->uses + 1, sizeof(*id));
	enum txo_status status = id ? TXO_OK : txo_fail_memory(err);

	for (size_t i = 0; i < s->uses && status == TXO_OK; i++) {
		id[i] = malloc((other->dictionary[i].n + 1) * sizeof(*id[i]));
		status = id[i] ? unite_values(&first->dictionary[i],
					      &other->dictionary[i], id[i],
					      err) :
				 txo_fail_memory(err);
	}
	for (size_t p = 0; p < s->projections && status == TXO_OK; p++)
		status = unite_tally(first, &other->tally[p], p, id, err);
	for (size_t i = 0; id && i < s->uses; i++)
		free(id[i]);
	free(id);
	return status;
}
