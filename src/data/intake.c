#include "data/intake.h"

#include <stdlib.h>
#include <string.h>

#include "data/derive.h"

/* Values of a column that are remembered where rows come one by one. */
#define KEPT_VALUES 65536

void txo_intake_release(struct txo_intake *in)
{
	if (!in->schema)
		return;
	for (size_t i = 0; in->dictionary && i < in->schema->uses; i++)
		txo_dictionary_release(&in->dictionary[i]);
	for (size_t i = 0; in->tally && i < in->schema->projections; i++)
		txo_tally_release(&in->tally[i]);
	free(in->condition);
	free(in->dictionary);
	free(in->tally);
	free(in->style);
	free(in->account.lacking);
	free(in->account.partly);
	free(in->id);
	free(in->tuple);
	*in = (struct txo_intake){ .rules = in->rules, .where = in->where };
}

/* With an arena for copies of the conditions, or none for those of the schema. */
static enum txo_status begin(struct txo_intake *in, struct txo_schema *s,
			     struct txo_arena *arena, struct txo_error *err)
{
	size_t uses = s->uses + 1, projections = s->projections + 1;
	size_t widest = txo_schema_widest(s) + 1;

	in->schema = s;
	in->dictionary = calloc(uses, sizeof(*in->dictionary));
	in->style = calloc(uses, sizeof(*in->style));
	in->tally = calloc(projections, sizeof(*in->tally));
	in->account.lacking = calloc(uses, sizeof(uint64_t));
	in->account.partly = calloc(uses, sizeof(uint64_t));
	in->id = calloc(uses, sizeof(*in->id));
	in->tuple = calloc(widest, sizeof(*in->tuple));
	if (!in->dictionary || !in->style || !in->tally ||
	    !in->account.lacking || !in->account.partly || !in->id ||
	    !in->tuple)
		return txo_fail_memory(err);
	for (size_t i = 0; i < s->uses; i++) {
		in->dictionary[i].type = s->use[i].type;
		in->dictionary[i].exact = in->rules.exact_labels;
	}
	for (size_t i = 0; i < s->projections; i++)
		in->tally[i].width = s->projection[i].n;
	return txo_derive_begin(in, arena, err);
}

enum txo_status txo_intake_join(struct txo_intake *in,
				const struct txo_intake *first,
				struct txo_arena *arena, struct txo_error *err)
{
	in->rules = first->rules;
	in->where = first->where;
	if (first->where)
		in->where = txo_where_copy(first->where, arena);
	if (first->where && !in->where)
		return txo_fail_memory(err);
	return begin(in, first->schema, arena, err);
}

/* Files that spell a name differently: show the first spelling by bytes. */
static enum txo_status settle_names(struct txo_schema *first,
				    const struct txo_schema *other,
				    struct txo_error *err)
{
	for (size_t i = 0; i < first->uses; i++) {
		struct txo_text t = other->use[i].name;

		if (txo_text_compare(t, first->use[i].name) >= 0)
			continue;
		t.p = txo_arena_copy(&first->arena, t.p, t.n);
		if (!t.p)
			return txo_fail_memory(err);
		first->use[i].name = t;
	}
	return TXO_OK;
}

enum txo_status txo_intake_file(struct txo_intake *in,
				struct txo_schema *schema,
				struct txo_error *err)
{
	enum txo_status status;

	if (!in->schema)
		return begin(in, schema, NULL, err);
	status = txo_schema_same(in->schema, schema, err);
	if (status == TXO_OK)
		status = settle_names(in->schema, schema, err);
	for (size_t i = 0; i < in->schema->uses; i++)
		txo_number_next_file(&in->style[i]);
	return status;
}

void txo_intake_unreadable(struct txo_intake *in, const struct txo_error *err)
{
	uint64_t n = in->account.unreadable++;

	if (n < TXO_FAULTS)
		in->fault[n] = (struct txo_fault){ in->file, *err };
}

/* A row with a bad cell is left out. */
static void book_bad(struct txo_intake *in, const struct txo_error *err)
{
	txo_intake_unreadable(in, err);
	txo_outside_add(&in->outside, &in->outside_row);
}

enum txo_status txo_intake_cell(struct txo_intake *in, size_t i,
				const struct txo_cell *cell,
				struct txo_error *err)
{
	const struct txo_use *use = &in->schema->use[i];
	uint32_t *id = &in->id[i];
	enum txo_status status;
	struct txo_decimal number;

	status = txo_cell_id(&in->rules, cell, &in->dictionary[i], id, err);
	if (status == TXO_DATA && use->hint && err &&
	    !cell->style->contradicted)
		return txo_fail(err, status, "%s; %s", err->text, use->hint);
	if (status != TXO_OK || !use->scale || *id == TXO_MISSING)
		return status;
	number = txo_numbers_get(&in->dictionary[i].numbers, *id);
	if (txo_scale_holds(use->scale, number))
		return TXO_OK;
	*id = TXO_MISSING;
	txo_outside_note(&in->outside_row, number);
	return txo_outside_fail(use->scale, cell->text, in->rules.redact, err);
}

void txo_intake_bad_list(struct txo_intake *in, const struct txo_schema *schema,
			 const struct txo_record *row)
{
	struct txo_error err = { 0 };
	size_t column = txo_boxes_first_failed(schema->header, row);

	(void)txo_boxes_blame(schema->header, row, in->rules.redact, &column,
			      &err);
	(void)txo_header_blame(schema->header, column, row->line, &err);
	txo_intake_unreadable(in, &err);
}

/*
 * The ids of the row's values. A cell that cannot be read counts as missing
 * here; *bad is the first such use, or the number of uses. Its sentence is
 * whole only if it will be told.
 */
static enum txo_status row_ids(struct txo_intake *in,
			       const struct txo_schema *s,
			       const struct txo_record *row, size_t *bad,
			       struct txo_error *err)
{
	bool told = in->selecting || in->account.unreadable < TXO_FAULTS;
	struct txo_error fault;

	fault.line = 0;
	*bad = s->uses;
	in->outside_row.rows = 0;
	in->outside_row.several = false;
	for (size_t i = 0; i < s->uses; i++) {
		size_t column = s->use[i].column;
		struct txo_cell cell = { .line = row->line,
					 .style = &in->style[i] };
		enum txo_status status;

		in->id[i] = TXO_MISSING;
		if (column == TXO_NO_COLUMN)
			continue;
		cell.text = txo_text_trim(txo_record_field(row, column));
		if (in->selecting && !txo_where_reads(in->where, column))
			continue;
		if (txo_boxes_failed(s->header, row, column)) {
			status = txo_boxes_blame(s->header, row,
						 in->rules.redact, &column,
						 &fault);
		} else {
			status = txo_intake_cell(in, i, &cell, &fault);
		}
		if (status == TXO_OK)
			continue;
		if (err && (*bad == s->uses || in->style[i].contradicted ||
			    status != TXO_DATA))
			*err = fault;
		if (status != TXO_DATA)
			return status;
		if (in->style[i].contradicted && !in->tolerant)
			return txo_header_blame(s->header, column, row->line,
						err);
		if (*bad < s->uses)
			continue;
		*bad = i;
		if (told)
			(void)txo_header_blame(s->header, column, row->line,
					       err);
	}
	return TXO_OK;
}

static enum txo_status row_weight(const struct txo_intake *in,
				  const struct txo_schema *s,
				  const struct txo_record *row, uint64_t *w,
				  struct txo_error *err)
{
	struct txo_decimal d = { 0, 0 };
	struct txo_text cell;
	char shown[TXO_SHOWN];

	*w = 1;
	if (s->weight == TXO_NO_COLUMN)
		return TXO_OK;
	cell = txo_text_trim(txo_record_field(row, s->weight));
	if (txo_is_missing(&in->rules.missing, cell)) {
		(void)txo_fail(err, TXO_DATA, "a weight is missing");
	} else if (txo_decimal_parse(cell.p, cell.n, &d, NULL) == TXO_OK &&
		   (*w = txo_decimal_positive_integer(d)) > 0) {
		if (*w <= INT64_MAX - in->account.weight)
			return TXO_OK;
		(void)txo_fail(err, TXO_DATA,
			       "the weights add up to more than 2^63");
	} else {
		const char *mark = in->rules.redact ? "" : "'";

		(void)txo_fail(
			err, TXO_DATA,
			"the weight %s%s%s is not a positive whole number",
			mark,
			in->rules.redact ? "of the row" :
					   txo_text_show(cell, shown),
			mark);
	}
	return txo_header_blame(s->header, s->weight, row->line, err);
}

/*
 * Count how the labels are written, in rows that are left out as well: a tally
 * of them, made first, would have settled the spelling on all.
 */
static void count_spellings(struct txo_intake *in, uint64_t w)
{
	const struct txo_schema *s = in->schema;

	for (size_t i = 0; i < s->uses; i++)
		if (s->use[i].type == TXO_LABEL && in->id[i] != TXO_MISSING)
			txo_dictionary_count(&in->dictionary[i], w);
}

/* Count the row in each projection, if it belongs to a group. */
static enum txo_status tally_row(struct txo_intake *in, uint64_t w,
				 struct txo_error *err)
{
	const struct txo_schema *s = in->schema;
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < s->by; i++)
		if (in->id[i] == TXO_MISSING)
			return TXO_OK;
	for (size_t i = 0; i < s->projections && status == TXO_OK; i++) {
		const struct txo_projection *p = &s->projection[i];

		for (size_t k = 0; k < p->n; k++)
			in->tuple[k] = in->id[p->use[k]];
		status = txo_tally_add(&in->tally[i], in->tuple, w, err);
	}
	return status;
}

/* Does the filter select the row whose ids are at hand? Books it if not. */
static bool is_selected(struct txo_intake *in)
{
	enum txo_truth truth = TXO_TRUE;

	if (in->where)
		truth = txo_where_judge(in->where, in->dictionary, in->id);
	in->account.not_selected += truth != TXO_TRUE;
	in->account.unknown += truth == TXO_UNKNOWN;
	return truth == TXO_TRUE;
}

enum txo_status txo_intake_ids(struct txo_intake *in, uint64_t w,
			       struct txo_error *err)
{
	if (!is_selected(in))
		return TXO_OK;
	txo_derive_row(in);
	txo_account_row(&in->account, in->schema, in->id);
	return tally_row(in, w, err);
}

enum txo_status txo_intake_row(struct txo_intake *in,
			       const struct txo_schema *schema,
			       const struct txo_record *row,
			       struct txo_error *err)
{
	struct txo_account *a = &in->account;
	enum txo_status status;
	uint64_t w;
	size_t bad;

	status = row_weight(in, schema, row, &w, err);
	if (status == TXO_OK)
		status = row_ids(in, schema, row, &bad, err);
	if (status != TXO_OK)
		return status;
	a->rows++;
	a->weight += w;
	count_spellings(in, w);
	/* a cell that decides of the row, or of the answer, must be readable */
	if (bad < schema->uses && in->where &&
	    txo_where_reads(in->where, schema->use[bad].column)) {
		book_bad(in, err);
		return TXO_OK;
	}
	if (bad == schema->uses)
		return txo_intake_ids(in, w, err);
	if (!is_selected(in))
		return TXO_OK;
	if (!in->tolerant) {
		book_bad(in, err);
		return TXO_OK;
	}
	a->tolerated++;
	txo_derive_row(in);
	txo_account_row(a, in->schema, in->id);
	return tally_row(in, w, err);
}

/* Forget the values of columns that have very many. */
static void forget_values(struct txo_intake *in)
{
	bool forgotten = false;

	for (size_t i = 0; i < in->schema->uses; i++) {
		struct txo_dictionary *d = &in->dictionary[i];
		struct txo_dictionary empty = { .type = d->type,
						.exact = d->exact };

		if (d->n < KEPT_VALUES && d->spellings < KEPT_VALUES)
			continue;
		txo_dictionary_release(d);
		*d = empty;
		forgotten = true;
	}
	if (forgotten)
		txo_where_forget(in->where);
}

enum txo_status txo_intake_select(struct txo_intake *in,
				  const struct txo_schema *schema,
				  const struct txo_record *row, bool *selected,
				  struct txo_error *err)
{
	enum txo_status status;
	size_t bad;

	in->account.rows++;
	in->account.weight++;
	*selected = true;
	if (!in->where)
		return TXO_OK;
	forget_values(in);
	in->selecting = true;
	status = row_ids(in, schema, row, &bad, err);
	if (status != TXO_OK)
		return status;
	*selected = bad == schema->uses && is_selected(in);
	if (bad < schema->uses)
		book_bad(in, err);
	return TXO_OK;
}

enum txo_status txo_intake_file_end(struct txo_intake *in,
				    const struct txo_schema *schema,
				    struct txo_error *err)
{
	for (size_t i = 0; i < schema->uses; i++) {
		enum txo_status status = txo_number_settle(&in->style[i], err);

		if (status != TXO_OK && !in->tolerant)
			return txo_header_blame(schema->header,
						schema->use[i].column,
						err ? err->line : 0, err);
	}
	return TXO_OK;
}
