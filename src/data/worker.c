#include "data/worker.h"

#include "data/memory.h"

#include <stdlib.h>
#include <string.h>

#define FEW 65536	/* different rows, that are joined in no time */

void txo_worker_release(struct txo_worker *w)
{
	txo_quick_release(&w->quick);
	txo_marked_release(&w->marked);
	txo_csv_free(w->table.csv);
	free(w->table.span);
	txo_boxes_release(&w->table.boxes);
	if (w->in == &w->own)
		txo_intake_release(&w->own);
	txo_arena_release(&w->arena);
	*w = (struct txo_worker){ .in = NULL };
}

/* The table of the file, with a reader of chunks and room of its own. */
static enum txo_status copy_table(struct txo_worker *w,
				  const struct txo_table *table,
				  struct txo_error *err)
{
	struct txo_csv *csv = w->table.csv;

	free(w->table.span);
	txo_boxes_release(&w->table.boxes);
	w->table = *table;
	w->table.csv = csv ? csv : txo_csv_new(NULL);
	w->table.span = NULL;
	w->table.span_room = 0;
	w->table.blank_rows = w->table.total_rows = 0;
	w->table.boxes = (struct txo_boxes){ .borrowed = true };
	if (!w->table.csv)
		return txo_fail_memory(err);
	return txo_boxes_share(&table->boxes, &w->table.boxes, &w->arena, err);
}

enum txo_status txo_worker_file(struct txo_worker *w, struct txo_intake *first,
				const struct txo_table *table,
				const struct txo_schema *schema,
				struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	if (!w->in) {
		w->in = &w->own;
		status = txo_intake_join(w->in, first, &w->arena, err);
	}
	w->in->rules = first->rules;
	w->in->file = first->file;
	w->schema = schema;
	if (status == TXO_OK)
		status = copy_table(w, table, err);
	if (status == TXO_OK)
		status = txo_quick_file(&w->quick, w->in, &w->table, schema,
					err);
	return status;
}

/* All rows that the table still has. */
static enum txo_status take_rows(struct txo_worker *w, struct txo_error *err)
{
	const struct txo_record *row;
	enum txo_status status;

	do {
		status = txo_table_next(&w->table, &row, err);
		if (status == TXO_OK && row)
			status = txo_intake_row(w->in, w->schema, row, err);
	} while (status == TXO_OK && row);
	return status;
}

static void begin_text(struct txo_worker *w, const struct txo_chunk *k)
{
	txo_csv_text(w->table.csv, (struct txo_text){ k->p, k->n }, k->line,
		     w->table.dialect.delimiter);
}

static enum txo_status take_chunk(struct txo_worker *w,
				  const struct txo_chunk *k,
				  struct txo_error *err)
{
	enum txo_status status = txo_marked_begin(
		&w->marked, k, w->table.dialect.delimiter, err);

	if (status != TXO_OK)
		return status;
	begin_text(w, k);
	if (w->marked.marks.odd)
		return take_rows(w, err);
	txo_csv_marked(w->table.csv, &w->marked);
	return txo_quick_can(&w->quick, &w->marked) ?
		       txo_quick_rows(&w->quick, &w->marked, err) :
		       take_rows(w, err);
}

void txo_worker_run(struct txo_worker *w, struct txo_job *job)
{
	struct txo_number_style *whole = w->in->style;
	uint64_t before = w->in->account.weight;

	memset(job->style, 0, w->in->schema->uses * sizeof(*job->style));
	w->in->style = job->style;
	job->status = take_chunk(w, &job->chunk, &job->error);
	w->in->style = whole;
	w->bytes = txo_memory_of(w->in);
	job->weight = w->in->account.weight - before;
}

bool txo_worker_is_spread(const struct txo_worker *w)
{
	const struct txo_intake *in = w->in;
	bool spread = false;

	for (size_t i = 0; i < in->schema->projections; i++) {
		size_t n = txo_tally_tuples(&in->tally[i]);

		spread = spread || (n > FEW && n > in->account.rows / 2);
	}
	return spread;
}

enum txo_status txo_worker_judge(struct txo_worker *w, struct txo_job *job,
				 struct txo_number_style *style,
				 uint64_t weight, struct txo_error *err)
{
	struct txo_number_style *whole = w->in->style;
	enum txo_status status;

	for (size_t i = 0; i < w->in->schema->projections; i++)
		txo_tally_release(&w->in->tally[i]);
	w->in->style = style;
	w->in->account.weight = weight;
	begin_text(w, &job->chunk);
	status = take_rows(w, err);
	w->in->style = whole;
	return status;
}
