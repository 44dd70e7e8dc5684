/*
 * classify_carry.c - the columns that --rows carries.
 */
#include "cmd/classify.h"

static bool is_group(const struct txo_schema *s, size_t column)
{
	for (size_t i = 0; i < s->by; i++)
		if (s->use[i].column == column)
			return true;
	return column == s->weight;
}

/* Carry a column, unless the driver prints it or it is written anew. */
static enum txo_status carry(struct txo_classify *p,
			     struct txo_classify_places *ps,
			     struct txo_needs *needs, size_t column,
			     struct txo_error *err)
{
	struct txo_text name = ps->schema->header->name[column];
	bool note = txo_text_equal(name, txo_text("note"));
	size_t before = ps->n, at;
	enum txo_status status;

	if (is_group(ps->schema, column))
		return TXO_OK;
	if (txo_classify_is_new(name) && !note) {
		char shown[TXO_SHOWN];

		txo_needs_remark(needs, "column '%s' is written anew",
				 txo_text_show(name, shown));
		return TXO_OK;
	}
	status = txo_classify_place(ps, column, TXO_LABEL, &at, err);
	if (status != TXO_OK || ps->n == before)
		return status;
	if (note) {
		p->at_note = at;
		return TXO_OK;
	}
	p->carried[p->carries++] = at;
	return txo_needs_output(needs, name, err);
}

static enum txo_status carry_kept(struct txo_classify *p,
				  struct txo_classify_places *ps,
				  struct txo_needs *needs,
				  struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < p->keep.n && status == TXO_OK; i++) {
		size_t column;

		status = txo_header_find(ps->schema->header, p->keep.item[i],
					 &column, err);
		if (status == TXO_OK)
			status = carry(p, ps, needs, column, err);
	}
	return status;
}

/* All columns of the first file, wherever they are in this one. */
static enum txo_status carry_all(struct txo_classify *p,
				 struct txo_classify_places *ps,
				 struct txo_needs *needs, struct txo_error *err)
{
	const struct txo_header *h = ps->schema->header, *first = h;
	size_t *column;
	enum txo_status status = TXO_OK;

	if (p->first != needs)
		first = p->first->schema.header;
	column = txo_arena_take(&ps->schema->arena,
				(first->n + 1) * sizeof(*column));
	if (!column)
		return txo_fail_memory(err);
	for (size_t i = 0; i < first->fields; i++)
		column[i] = i;
	if (first != h)
		status = txo_header_align(first, h, column, err);
	for (size_t i = 0; i < first->fields && status == TXO_OK; i++)
		status = carry(p, ps, needs, column[i], err);
	return status;
}

/* A group column may not be called as one of those that are written. */
static enum txo_status check_groups(const struct txo_schema *s,
				    struct txo_error *err)
{
	char shown[TXO_SHOWN];

	for (size_t i = 0; i < s->by; i++)
		if (txo_classify_is_new(s->use[i].name))
			return txo_fail(err, TXO_USAGE,
					"--by '%s': --rows writes a column of "
					"this name; rename that of the file",
					txo_text_show(s->use[i].name, shown));
	return TXO_OK;
}

enum txo_status txo_classify_carry(struct txo_classify *p,
				   struct txo_classify_places *ps,
				   struct txo_needs *needs,
				   struct txo_error *err)
{
	const struct txo_header *h = ps->schema->header;
	enum txo_status status;

	p->carries = 0;
	p->at_note = TXO_NO_COLUMN;
	p->carried = txo_arena_take(&ps->schema->arena,
				    (h->n + p->keep.n + 1) *
					    sizeof(*p->carried));
	if (!p->carried)
		return txo_fail_memory(err);
	needs->file_columns = true;
	status = check_groups(ps->schema, err);
	if (status != TXO_OK)
		return status;
	status = p->keep.n ? carry_kept(p, ps, needs, err) :
			     carry_all(p, ps, needs, err);
	return status == TXO_OK ? txo_classify_name_rows(needs, err) : status;
}
