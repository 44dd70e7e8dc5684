/*
 * readers.h - the same files taken in by each of the two readers, and whether
 * that makes a difference.
 *
 *	reading_run(&reading, false, &slow);
 *	reading_run(&reading, true, &quick);
 *	what = outcome_difference(&slow, &quick);
 *	outcome_release(&slow);
 *	outcome_release(&quick);
 *
 * The slow one is libcsv, record by record, as cli/run.c reads with --reader
 * libcsv. The quick one is data/load.h.
 */
#ifndef TXO_TESTS_READERS_H
#define TXO_TESTS_READERS_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "data/frame.h"
#include "data/load.h"
#include "data/scan.h"
#include "data/table.h"

#define MOST_FILES 2

/* What is read, and how. All is borrowed. */
struct reading {
	struct txo_text file[MOST_FILES];
	size_t files;
	struct txo_load_options load;
	const char *scanner;		/* of the quick reader, or NULL */
	struct txo_table_options table;
	struct txo_cell_rules rules;
	const char *where;		/* or NULL */
	const char *condition;		/* counted with the scores, or NULL */
	const char *other;		/* counted alone, or NULL */
	const struct txo_scale *scale;	/* of the scores, or NULL */
	bool weighted;			/* by the column n */
	bool grouped;			/* by the column clinic */
};

/* What came of it. */
struct outcome {
	const struct reading *how;
	enum txo_status status;
	struct txo_error err;
	struct txo_intake in;
	struct txo_arena arena;
	struct txo_where *where;
	struct txo_load *load;
	struct txo_table table[MOST_FILES];
	struct txo_schema schema[MOST_FILES];
	size_t files;			/* that were begun */
};

/* The column of this name, else the k-th. */
static inline size_t column_of(const struct txo_header *h, const char *name,
			       size_t k)
{
	size_t column;

	return txo_header_find(h, txo_text(name), &column, NULL) == TXO_OK ?
		       column :
		       k % h->n;
}

/* Score and concern together, dates if there are any, scores alone. */
static inline enum txo_status ask_columns(struct txo_schema *s,
					  struct txo_error *err)
{
	const struct txo_header *h = s->header;
	size_t use[3] = { 0, 0, 0 }, date;
	enum txo_type type = TXO_DATE;
	enum txo_status status;

	if (txo_header_find(h, txo_text("date"), &date, NULL) != TXO_OK) {
		date = column_of(h, "concern", 1);
		type = TXO_LABEL;
	}
	status = txo_schema_use_column(s, column_of(h, "score", 0), TXO_NUMBER,
				       &use[0], err);
	txo_schema_outcome(s, use[0]);
	if (status == TXO_OK)
		status = txo_schema_use_column(s, column_of(h, "concern", 1),
					       TXO_LABEL, &use[1], err);
	if (status == TXO_OK)
		status = txo_schema_use_column(s, date, type, &use[2], err);
	if (status == TXO_OK)
		status = txo_schema_project(s, use, 2, false, err);
	if (status == TXO_OK)
		status = txo_schema_project(s, use + 2, 1, true, err);
	return status == TXO_OK ? txo_schema_project(s, use, 1, false, err) :
				  status;
}

/*
 * The truth of a condition beside the scores, whose rows must have both, and of
 * another one alone, missing or not.
 */
static inline enum txo_status
ask_conditions(struct outcome *o, struct txo_schema *s, struct txo_error *err)
{
	const char *const expr[] = { o->how->condition, o->how->other };
	size_t use[2] = { s->by, 0 };
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < 2; i++) {
		struct txo_text t = txo_text(expr[i]);
		struct txo_where *w;

		if (!expr[i] || status != TXO_OK)
			continue;
		status = txo_where_parse("event", t, &o->arena, &w, err);
		if (status == TXO_OK)
			status = txo_schema_use_condition(s, w, t, &use[1],
							  err);
		if (status == TXO_OK)
			status = txo_schema_project(s, &use[i], 2 - i, i, err);
	}
	return status;
}

/* A txo_table_fits: all that is asked of a header, from scratch. */
static inline enum txo_status bind_outcome(void *ctx, struct txo_error *err)
{
	struct outcome *o = ctx;
	const struct txo_table *t = &o->table[o->files - 1];
	struct txo_schema *s = &o->schema[o->files - 1];
	enum txo_status status = TXO_OK;

	txo_schema_release(s);
	*s = (struct txo_schema){ .header = &t->header,
				  .weight = TXO_NO_COLUMN };
	if (o->how->weighted)
		status = txo_header_find(s->header, txo_text("n"), &s->weight,
					 err);
	if (status == TXO_OK && o->how->grouped)
		status = txo_schema_group_by(s, txo_text("clinic"), err);
	if (status == TXO_OK)
		status = ask_columns(s, err);
	if (status == TXO_OK)
		status = ask_conditions(o, s, err);
	if (status == TXO_OK && o->where)
		status = txo_where_bind(o->where, s, err);
	for (size_t i = 0; i < s->uses; i++)
		s->use[i].scale = s->use[i].outcome ? o->how->scale : NULL;
	return status;
}

static inline enum txo_status
read_singly(struct outcome *o, struct txo_table *t, const struct txo_schema *s)
{
	const struct txo_record *row;
	enum txo_status status;

	do {
		status = txo_table_next(t, &row, &o->err);
		if (status == TXO_OK && row)
			status = txo_intake_row(&o->in, s, row, &o->err);
	} while (status == TXO_OK && row);
	return status;
}

static inline enum txo_status read_one(struct outcome *o, struct txo_text file)
{
	static const char *const name[MOST_FILES] = { "first", "second" };
	struct txo_input in = { .fd = open_bytes(file.p, file.n) };
	struct txo_table *t = &o->table[o->files];
	struct txo_schema *s = &o->schema[o->files];
	enum txo_status status;
	bool done = false;

	o->err = (struct txo_error){ 0 };
	o->in.file = name[o->files++];
	t->options = o->how->table;
	status = txo_table_open(t, &in, bind_outcome, o, &o->err);
	if (status == TXO_OK)
		o->err = (struct txo_error){ 0 };
	o->in.rules.number.comma_parts = t->dialect.delimiter == ',';
	if (status == TXO_OK)
		status = txo_intake_file(&o->in, s, &o->err);
	if (status == TXO_OK && o->load)
		status = txo_load_file(o->load, t, &in, s, &done, &o->err);
	if (status == TXO_OK && !done)
		status = read_singly(o, t, s);
	if (status == TXO_OK)
		status = txo_intake_file_end(&o->in, s, &o->err);
	txo_table_end(t);
	txo_input_release(&in);
	return status;
}

static inline void reading_run(const struct reading *r, bool quick,
			       struct outcome *o)
{
	*o = (struct outcome){ .how = r };
	o->in.rules = r->rules;
	check(txo_scanner_force(quick ? r->scanner : "words"));
	if (r->where)
		o->status = txo_where_parse("where", txo_text(r->where),
					    &o->arena, &o->where, &o->err);
	check(o->status == TXO_OK);
	o->in.where = o->where;
	if (quick)
		o->load = txo_load_new(&o->in, &r->load);
	check(!quick || o->load);
	for (size_t i = 0; i < r->files && o->status == TXO_OK; i++)
		o->status = read_one(o, r->file[i]);
	if (o->status == TXO_OK && quick)
		o->status = txo_load_end(o->load, &o->err);
	if (o->status == TXO_OK)
		o->status = txo_intake_close(&o->in, &o->err);
	txo_load_free(o->load);
	o->load = NULL;
}

static inline void outcome_release(struct outcome *o)
{
	txo_intake_release(&o->in);
	for (size_t i = 0; i < o->files; i++) {
		txo_schema_release(&o->schema[i]);
		txo_table_release(&o->table[i]);
	}
	txo_arena_release(&o->arena);
}

#endif
