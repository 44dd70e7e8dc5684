/*
 * intake_unite.c - what several intakes have taken in becomes one.
 */
#include <stdlib.h>
#include <string.h>

#include "data/intake.h"

#define MOVED ((size_t)1024) /* rows of a tally at a time */

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

static enum txo_status unite_numbers(struct txo_dictionary *to,
				     const struct txo_numbers *from,
				     uint32_t *id, struct txo_error *err)
{
	struct txo_decimal number[MOVED];
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < from->n && status == TXO_OK; i += MOVED) {
		size_t n = from->n - i < MOVED ? from->n - i : MOVED;

		for (size_t k = 0; k < n; k++)
			number[k] = txo_numbers_get(from, (uint32_t)(i + k));
		status = txo_dictionary_numbers(to, number, n, id + i, err);
	}
	return status;
}

/* Where the values of `from` stand in `to`; they are added as needed. */
static enum txo_status unite_values(struct txo_dictionary *to,
				    const struct txo_dictionary *from,
				    uint32_t *id, struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	if (from->type != TXO_LABEL)
		return unite_numbers(to, &from->numbers, id, err);
	for (size_t i = 0; i < from->spellings && status == TXO_OK; i++) {
		const struct txo_spelling *s = &from->spelling[i];

		status = txo_dictionary_label(to, s->text, &id[s->id], err);
		if (status == TXO_OK)
			txo_dictionary_count(to, s->count);
	}
	return status;
}

/* Rows of a tally on their way to another one. */
struct moving {
	const struct txo_projection *pr;
	uint32_t *const *id;	/* of each use, by the id that it had */
	const uint32_t **column;	/* of ids, as the other one has them */
	uint32_t *ids;
	uint32_t *tuple;	/* one row */
	size_t *distinct;
	unsigned char skip[MOVED];	/* rows that have a missing value */
};

static void release_moving(struct moving *m)
{
	free(m->column);
	free(m->ids);
	free(m->distinct);
}

static enum txo_status make_moving(struct moving *m,
				   const struct txo_intake *first, size_t p,
				   struct txo_error *err)
{
	size_t n;

	m->pr = &first->schema->projection[p];
	n = m->pr->n;
	m->column = calloc(n, sizeof(*m->column));
	m->ids = calloc(n * MOVED, sizeof(*m->ids));
	m->tuple = first->tuple;
	m->distinct = calloc(n, sizeof(*m->distinct));
	if (!m->column || !m->ids || !m->distinct)
		return txo_fail_memory(err);
	for (size_t c = 0; c < n; c++) {
		m->column[c] = m->ids + c * MOVED;
		m->distinct[c] = first->dictionary[m->pr->use[c]].n;
	}
	return TXO_OK;
}

/* Rows from..from + n of the tally, column by column, with other ids. */
static void translate(struct moving *m, const struct txo_tally *from,
		      size_t row, size_t n)
{
	memset(m->skip, 0, n);
	for (size_t c = 0; c < m->pr->n; c++) {
		const uint32_t *id = m->id[m->pr->use[c]];
		uint32_t *to = m->ids + c * MOVED;

		for (size_t i = 0; i < n; i++) {
			uint32_t was = from->ids[(row + i) * from->width + c];

			to[i] = was == TXO_MISSING ? TXO_MISSING : id[was];
			m->skip[i] |= was == TXO_MISSING;
		}
	}
}

/* Add them, those with missing values one by one. */
static enum txo_status move_rows(struct moving *m, const uint64_t *count,
				 size_t n, struct txo_tally *to,
				 struct txo_error *err)
{
	struct txo_tally_rows rows = { m->column, m->distinct, m->skip,
				       count,	  0,	       n };
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < n && status == TXO_OK; i++) {
		if (!m->skip[i]) {
			rows.total += count[i];
			continue;
		}
		for (size_t c = 0; c < m->pr->n; c++)
			m->tuple[c] = m->column[c][i];
		status = txo_tally_add(to, m->tuple, count[i], err);
	}
	return status == TXO_OK ? txo_tally_add_rows(to, &rows, err) : status;
}

static enum txo_status unite_tally(struct txo_intake *first,
				   struct txo_tally *from, size_t p,
				   uint32_t *const *id, struct txo_error *err)
{
	struct moving m = { .id = id };
	enum txo_status status = txo_tally_close(from, err);

	if (status == TXO_OK)
		status = make_moving(&m, first, p, err);
	for (size_t i = 0; i < from->n && status == TXO_OK; i += MOVED) {
		size_t n = from->n - i < MOVED ? from->n - i : MOVED;

		translate(&m, from, i, n);
		status = move_rows(&m, from->count + i, n, &first->tally[p],
				   err);
	}
	release_moving(&m);
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
		txo_dictionary_release(&other->dictionary[i]);
	}
	for (size_t p = 0; p < s->projections && status == TXO_OK; p++) {
		status = unite_tally(first, &other->tally[p], p, id, err);
		txo_tally_release(&other->tally[p]);
	}
	for (size_t i = 0; id && i < s->uses; i++)
		free(id[i]);
	free(id);
	return status;
}

enum txo_status txo_intake_close(struct txo_intake *in, struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (size_t p = 0; p < in->schema->projections && status == TXO_OK; p++)
		status = txo_tally_close(&in->tally[p], err);
	return status;
}
