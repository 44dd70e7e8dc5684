/*
 * txo clean - the same records as plain CSV.
 *
 * One record in, one out, in their order. How a column is to be written is
 * found out from what can be looked at before the first row goes out, and
 * checked on every cell: data/refine.h.
 */
#include <stdlib.h>

#include "cmd/changes.h"
#include "cmd/command.h"
#include "data/canon.h"
#include "data/heading.h"
#include "data/outside.h"
#include "data/refine.h"
#include "data/scale_use.h"

struct plan {
	struct txo_words text, numbers, dates;
	bool vocabulary;

	/* what bind finds out; arrays in the arenas of the files' schemas */
	const struct txo_needs *first;	/* the first file */
	const enum txo_refine_as *as;	/* how each column is to be written */
	const size_t *place;	/* where it stands in the file at hand */

	struct txo_refiner *refiner;	/* one for each column */
	struct txo_span *span;		/* the row as it will be written */
	struct txo_buffer bytes;
	struct txo_canon canon;		/* --vocabulary */
	struct txo_buffer label;
};

static const struct txo_option options[] = {
	TXO_OPTION("text", TXO_COLUMNS, struct plan, text, "COLS", NULL,
		   "leave the cells of these columns as they are"),
	TXO_OPTION(
		"numbers", TXO_COLUMNS, struct plan, numbers, "COLS", NULL,
		"these columns hold numbers, whatever their first rows show"),
	TXO_OPTION("dates", TXO_COLUMNS, struct plan, dates, "COLS", NULL,
		   "these columns hold dates"),
	TXO_OPTION(
		"vocabulary", TXO_FLAG, struct plan, vocabulary, NULL, NULL,
		"concerns, devices, side effects and the like by their terms "
		"in datasets/vocabulary.csv; other words stay"),
	TXO_OPTION_END
};

static const struct txo_column columns[] = {
	{ "COLUMNS", "", "those of the file, under their own names", NULL,
	  false },
	{ NULL, NULL, NULL, NULL, false }
};

static const struct txo_example examples[] = {
	{ "txo clean datasets/psy_btheb/wide.csv",
	  "a plain copy of the file, missing values as empty cells" },
	{ "txo clean --vocabulary datasets/qslaser_concerns/data.csv",
	  "the concerns by the terms of the vocabulary" },
	{ NULL, NULL }
};

static size_t width(const struct plan *p)
{
	return p->first->schema.header->fields;
}

/* The columns that an option names are to be written so. */
static enum txo_status ask_for(const struct txo_header *h,
			       const struct txo_words *names,
			       enum txo_refine_as how, enum txo_refine_as *as,
			       struct txo_error *err)
{
	for (size_t i = 0; i < names->n; i++) {
		char shown[TXO_SHOWN];
		size_t column;
		enum txo_status status = txo_header_find(h, names->item[i],
							 &column, err);

		if (status != TXO_OK)
			return status;
		if (as[column] != TXO_REFINE_FIND && as[column] != how)
			return txo_fail(err, TXO_USAGE,
					"column '%s' is named by two of "
					"--text, --numbers and --dates",
					txo_text_show(h->name[column], shown));
		as[column] = how;
	}
	return TXO_OK;
}

/* The first file says which columns there are, and how they are written. */
static enum txo_status bind_first(struct plan *p, struct txo_needs *needs,
				  size_t *place, struct txo_error *err)
{
	const struct txo_header *h = needs->schema.header;
	enum txo_refine_as *as = txo_arena_take(&needs->schema.arena,
						h->n * sizeof(*as));
	enum txo_status status;

	if (!as)
		return txo_fail_memory(err);
	p->first = needs;
	p->as = as;
	status = txo_heading_plausible(needs->table, err);
	if (status == TXO_OK)
		status = ask_for(h, &p->text, TXO_REFINE_NOTHING, as, err);
	if (status == TXO_OK)
		status = ask_for(h, &p->numbers, TXO_REFINE_NUMBER, as, err);
	if (status == TXO_OK)
		status = ask_for(h, &p->dates, TXO_REFINE_DATE, as, err);
	if (status == TXO_OK)
		status = txo_refine_roles(h, as, err);
	for (size_t i = 0; i < h->fields && status == TXO_OK; i++) {
		place[i] = i;
		status = txo_needs_output(needs, h->name[i], err);
	}
	return status;
}

static enum txo_status clean_bind(void *plan, struct txo_needs *needs,
				  struct txo_error *err)
{
	struct plan *p = plan;
	bool first = !p->first || p->first == needs;
	const struct txo_header *h = first ? needs->schema.header :
					     p->first->schema.header;
	size_t *place = txo_arena_take(&needs->schema.arena,
				       h->n * sizeof(*place));
	enum txo_status status;

	if (!place)
		return txo_fail_memory(err);
	p->place = place;
	needs->file_columns = true;
	status = txo_schema_use_scaled(&needs->schema, err);
	if (status != TXO_OK)
		return status;
	return first ? bind_first(p, needs, place, err) :
		       txo_header_align(h, needs->schema.header, place, err);
}

/* "column 'x': " before the sentence, the way out behind it. */
static enum txo_status blame(const struct plan *p, size_t column,
			     const struct txo_needs *needs, uint64_t line,
			     struct txo_error *err)
{
	char shown[TXO_SHOWN];

	(void)txo_fail(err, TXO_DATA,
		       "%s; --text '%s' leaves the column as it "
		       "is",
		       err->text,
		       txo_text_show(p->first->schema.header->name[column],
				     shown));
	return txo_header_blame(needs->schema.header, p->place[column], line,
				err);
}

static enum txo_status make_refiners(struct plan *p,
				     const struct txo_cell_rules *rules,
				     struct txo_error *err)
{
	size_t n = width(p);
	enum txo_status status = TXO_OK;

	p->refiner = calloc(n, sizeof(*p->refiner));
	p->span = calloc(n, sizeof(*p->span));
	if (!p->refiner || !p->span)
		return txo_fail_memory(err);
	if (p->vocabulary)
		status = txo_canon_init(&p->canon, p->first->schema.header,
					err);
	for (size_t i = 0; i < n; i++) {
		bool label = txo_canon_has(&p->canon, i) &&
			     p->as[i] == TXO_REFINE_FIND;

		p->refiner[i].as = label ? TXO_REFINE_TEXT : p->as[i];
		p->refiner[i].rules = rules;
	}
	return status;
}

/* The record in the order of the columns; one that is too short ends early. */
static struct txo_text field(const struct plan *p, const struct txo_record *r,
			     size_t i)
{
	return p->place[i] < r->n ? txo_record_field(r, p->place[i]) :
				    txo_text("");
}

/* What is it, once its missing words are empty? */
static enum txo_row_kind plain_kind(struct plan *p, const struct txo_table *t,
				    const struct txo_record *r)
{
	struct txo_record made = { .span = p->span, .n = width(p) };

	txo_buffer_clear(&p->bytes);
	for (size_t i = 0; i < made.n; i++) {
		size_t from = p->bytes.n;

		txo_refiner_plain(&p->refiner[i], field(p, r, i), &p->bytes);
		p->span[i] = (struct txo_span){ from, p->bytes.n - from };
	}
	made.bytes = p->bytes.p ? p->bytes.p : "";
	return p->bytes.failed ? TXO_ROW_PLAIN : txo_table_kind(t, &made);
}

/* Let each column see its cells among the first rows of the file. */
static void look_ahead(struct plan *p, const struct txo_table *t)
{
	const struct txo_record *r;
	enum txo_row_kind kind;

	for (size_t i = 0; (r = txo_table_look(t, i, &kind)) != NULL; i++) {
		if ((kind != TXO_ROW_PLAIN && kind != TXO_ROW_SHORT) ||
		    plain_kind(p, t, r) != TXO_ROW_PLAIN)
			continue;
		for (size_t k = 0; k < width(p); k++)
			txo_refiner_look(&p->refiner[k], field(p, r, k),
					 r->line);
	}
}

static enum txo_status clean_file(void *plan, struct txo_needs *needs,
				  struct txo_error *err)
{
	struct plan *p = plan;
	enum txo_status status = TXO_OK;

	if (needs == p->first)
		status = make_refiners(p, needs->rules, err);
	for (size_t i = 0; i < width(p) && status == TXO_OK; i++)
		txo_refiner_begin(&p->refiner[i]);
	if (status == TXO_OK)
		look_ahead(p, needs->table);
	for (size_t i = 0; i < width(p) && status == TXO_OK; i++) {
		status = txo_refiner_ready(&p->refiner[i], err);
		if (status == TXO_DATA)
			(void)blame(p, i, needs, err->line, err);
	}
	return status;
}

/* The cell of column i that begins at `from`, by its term if it has one. */
static void name_by_term(struct plan *p, size_t i, size_t from)
{
	struct txo_text cell = { NULL, p->bytes.n - from };

	if (!cell.n || p->refiner[i].as != TXO_REFINE_TEXT ||
	    !txo_canon_has(&p->canon, i))
		return;
	cell.p = p->bytes.p + from;
	txo_buffer_clear(&p->label);
	if (!txo_canon_label(&p->canon, i, cell, &p->label))
		return;
	p->bytes.n = from;
	txo_buffer_add(&p->bytes, p->label.p, p->label.n);
}

/* Is the refined cell of column i, which begins at `from`, on its scale? */
static enum txo_status check_scale(const struct plan *p, size_t i, size_t from,
				   const struct txo_row *row,
				   struct txo_error *err)
{
	const struct txo_needs *needs = row->needs;
	const struct txo_scale *scale = txo_needs_scale(needs, p->place[i]);

	if (!scale || p->bytes.n == from ||
	    txo_outside_check(scale, p->bytes.p + from, p->bytes.n - from,
			      needs->rules->redact, err) == TXO_OK)
		return TXO_OK;
	return txo_header_blame(needs->schema.header, p->place[i],
				row->record->line, err);
}

/* The record as it should be written, in p->bytes and p->span. */
static enum txo_status refine_row(struct plan *p, const struct txo_row *row,
				  bool *stop, struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	txo_buffer_clear(&p->bytes);
	for (size_t i = 0; i < width(p) && status == TXO_OK; i++) {
		struct txo_text cell = txo_record_field(row->record,
							p->place[i]);
		size_t from = p->bytes.n;

		status = txo_refine(&p->refiner[i], cell, row->record->line,
				    &p->bytes, err);
		*stop = p->refiner[i].hopeless;
		if (status == TXO_DATA)
			return blame(p, i, row->needs, row->record->line, err);
		if (status == TXO_OK && row->needs->schema.scale_maps)
			status = check_scale(p, i, from, row, err);
		name_by_term(p, i, from);
		p->span[i] = (struct txo_span){ from, p->bytes.n - from };
	}
	if (p->bytes.failed || p->label.failed)
		return txo_fail_memory(err);
	return status;
}

/* The row is in p->bytes: write it. */
static void write_row(struct plan *p, const struct txo_record *made,
		      struct txo_out *out)
{
	for (size_t i = 0; i < made->n; i++) {
		struct txo_text cell = txo_record_field(made, i);

		txo_refiner_count(&p->refiner[i]);
		if (cell.n)
			txo_out_text(out, cell);
		else
			txo_out_empty(out);
	}
	txo_out_end_row(out);
}

static enum txo_status clean_row(void *plan, const struct txo_row *row,
				 struct txo_out *out, struct txo_error *err)
{
	struct plan *p = plan;
	enum txo_status status = refine_row(p, row, &out->stop, err);
	struct txo_record made = { .bytes = p->bytes.p ? p->bytes.p : "",
				   .span = p->span,
				   .n = width(p),
				   .line = row->record->line };

	if (status == TXO_OK) {
		out->kind = txo_table_kind(row->needs->table, &made);
		status = out->kind == TXO_ROW_PLAIN ? TXO_OK : TXO_NO;
	}
	txo_canon_count(&p->canon, status == TXO_OK);
	if (status == TXO_OK)
		write_row(p, &made, out);
	return status;
}

static enum txo_status clean_end(void *plan, struct txo_needs *needs,
				 struct txo_out *out, struct txo_error *err)
{
	const struct plan *p = plan;

	(void)out;
	txo_changes_tell(needs, p->refiner, &p->canon);
	return needs->remark.failed ? txo_fail_memory(err) : TXO_OK;
}

static void clean_release(void *plan)
{
	struct plan *p = plan;

	for (size_t i = 0; p->refiner && i < width(p); i++)
		txo_refiner_release(&p->refiner[i]);
	free(p->refiner);
	free(p->span);
	txo_buffer_release(&p->bytes);
	txo_buffer_release(&p->label);
	txo_canon_release(&p->canon);
}

const struct txo_command txo_cmd_clean = {
	.name = "clean",
	.brief = "the same records as plain CSV",
	.about = "Prints the rows in their order as UTF-8 with commas, dot "
		 "decimals, ISO 8601 dates and empty cells for missing values. "
		 "Columns that fill a role are what the role is, others are "
		 "numbers if all their cells are, and only what needs it is "
		 "rewritten. What was changed, and each row that was left out, "
		 "is counted on stderr. Clean data stay as they are.",
	.examples = examples,
	.options = options,
	.columns = columns,
	.plan_size = sizeof(struct plan),
	.about_file = true,
	.bind = clean_bind,
	.file = clean_file,
	.row = clean_row,
	.end = clean_end,
	.release = clean_release,
};
