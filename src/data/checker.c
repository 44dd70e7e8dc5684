#include "data/checker.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "data/key_rules.h"
#include "data/scale_rules.h"

/* A row that is blank, or of totals, or not as wide as the header. */
static void judge_shape(struct txo_checker *c, const struct txo_record *r,
			struct txo_finding f)
{
	const struct txo_header *h = &c->table->header;
	struct txo_error err = { 0 };
	size_t i = 0;

	f.rule = TXO_RULE_BLANK_ROW;
	f.message = "the row is blank";
	if (c->table->kind == TXO_ROW_TOTAL) {
		while (i + 1 < r->n && !txo_text_trim(txo_record_field(r, i)).n)
			i++;
		f.rule = TXO_RULE_TOTAL_ROW;
		f.message = "this looks like a row of totals; --totals keep if "
			    "it is a row like all others";
		f.column = h->name[i];
		f.value = txo_record_field(r, i);
	} else if (c->table->kind != TXO_ROW_BLANK) {
		bool is_short = c->table->kind == TXO_ROW_SHORT;

		(void)txo_table_ragged(c->table, r, &err);
		f.rule = is_short ? TXO_RULE_MISSING_CELL : TXO_RULE_EXTRA_CELL;
		f.message = err.text;
		if (is_short)
			f.column = h->name[r->n];
		else
			f.value = txo_record_field(r, h->fields);
	}
	txo_find(&c->now, &f);
}

/* Read a cell that has a meaning; tell if it has none. */
static struct txo_reading read_cell(struct txo_checker *c,
				    struct txo_checked *k, struct txo_text cell,
				    struct txo_finding f)
{
	const struct txo_field *field = txo_schema_rules_field(&c->schema,
							       k->column);
	struct txo_reading v = { .text = txo_text_trim(cell) };
	struct txo_place at = { f.line, f.row };
	struct txo_error err = { 0 };

	f.column = c->table->header.name[k->column];
	if (field && txo_field_is_missing(field, cell))
		return v;
	if (!txo_column_read(&k->rules, &at, cell, &v, &err)) {
		f.rule = TXO_RULE_TYPE;
		f.value = v.text;
		f.message = err.text;
		if (!k->rules.quiet)
			txo_find(&c->now, &f);
	} else if (k->scale && v.read == TXO_READ_GOOD &&
		   k->rules.type == TXO_NUMBER) {
		txo_scale_cell(k->scale, &v, c->cells->redact, f, &c->now);
	}
	return v;
}

/* Tell of the boxes that make no list (see boxes.h). */
static void judge_boxes(struct txo_checker *c, const struct txo_record *r,
			struct txo_finding f)
{
	const struct txo_header *h = &c->table->header;
	struct txo_error err = { 0 };

	for (size_t i = h->fields; i < h->n; i++) {
		size_t box = i;

		if (!txo_boxes_failed(h, r, i))
			continue;
		(void)txo_boxes_blame(h, r, c->cells->redact, &box, &err);
		f.rule = TXO_RULE_TYPE;
		f.column = h->name[box];
		f.value = txo_record_field(r, box);
		f.message = err.text;
		txo_find(&c->now, &f);
	}
}

static void read_cells(struct txo_checker *c, const struct txo_record *r,
		       struct txo_finding f)
{
	memset(c->value, 0, sizeof(c->value));
	for (size_t i = 0; i < c->n; i++) {
		struct txo_checked *k = &c->checked[i];
		struct txo_reading v = read_cell(
			c, k, txo_record_field(r, k->column), f);

		if (txo_boxes_failed(&c->table->header, r, k->column))
			v.read = TXO_READ_BAD;
		if (k->part >= 0)
			c->value[k->part] = v;
	}
	if (r->bad)
		judge_boxes(c, r, f);
}

/* The scale of a part of the course, or NULL. */
static const struct txo_scale *part_scale(const struct txo_checker *c,
					  enum txo_course_part part)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->checked[i].part == (int)part)
			return c->checked[i].scale;
	return NULL;
}

static void judge_change(const struct txo_checker *c, struct txo_finding f)
{
	struct txo_change change = {
		&c->value[TXO_COURSE_BASELINE],
		&c->value[TXO_COURSE_SCORE],
		&c->value[TXO_COURSE_IMPROVEMENT],
		part_scale(c, TXO_COURSE_SCORE),
		part_scale(c, TXO_COURSE_IMPROVEMENT),
	};

	f.column = c->course.name[TXO_COURSE_IMPROVEMENT];
	txo_scale_change(&change, f, &c->now);
}

enum txo_status txo_checker_row(struct txo_checker *c,
				const struct txo_record *r, uint64_t number,
				struct txo_error *err)
{
	struct txo_place at = { r->line, number };
	struct txo_finding f = { .file = c->file,
				 .line = r->line,
				 .row = number };
	struct txo_course_row row = { c->value, c->file, at };
	enum txo_status status;

	c->rows++;
	c->repeats = false;
	c->clean = c->table->kind == TXO_ROW_PLAIN;
	if (!c->clean) {
		judge_shape(c, r, f);
		return TXO_OK;
	}
	read_cells(c, r, f);
	if (c->scale_of)
		judge_change(c, f);
	status = txo_schema_rules_row(&c->schema, r, f, &c->now, err);
	if (status == TXO_OK)
		status = txo_course_row(&c->course, &row, err);
	if (status == TXO_OK && txo_rule_in(c->active, TXO_RULE_PRIMARY_KEY))
		status = txo_key_row(c, r, &at, err);
	if (status == TXO_OK && !c->repeats &&
	    txo_rule_in(c->active, TXO_RULE_DUPLICATE_ROW))
		status = txo_twin_row(c, r, &at, err);
	return status;
}

void txo_checker_fault(struct txo_checker *c, uint32_t file,
		       const struct txo_error *fault)
{
	struct txo_finding f = {
		.rule = txo_rule_of_type(fault->fault),
		.file = file,
		.line = fault->line,
		.message = fault->text,
	};

	c->clean = false;
	for (size_t i = 0; i < c->n; i++) /* that will be told at the end */
		if (f.rule == TXO_RULE_TYPE && f.line &&
		    c->checked[i].rules.style.either == f.line)
			return;
	txo_find(&c->finder, &f);
}

enum txo_status txo_checker_file_end(struct txo_checker *c,
				     struct txo_error *err)
{
	struct txo_finding f = { .file = c->file };

	(void)err;
	for (size_t i = 0; i < c->n; i++) {
		f.column = c->table->header.name[c->checked[i].column];
		txo_column_end(&c->checked[i].rules, c->allowed, c->alloweds, f,
			       &c->late);
	}
	c->n = 0;
	return TXO_OK;
}

enum txo_status txo_checker_end(struct txo_checker *c, struct txo_error *err)
{
	txo_course_end(&c->course);
	return txo_kept_tell(&c->kept, &c->finder, err);
}

void txo_checker_release(struct txo_checker *c)
{
	txo_course_release(&c->course);
	txo_schema_rules_release(&c->schema);
	txo_kept_release(&c->kept);
	txo_seen_release(&c->keys_seen);
	txo_seen_release(&c->rows_seen);
	txo_buffer_release(&c->fold);
	free(c->checked);
	free(c->key_column);
	free(c->order);
	*c = (struct txo_checker){ .rows = 0 };
}

size_t txo_checker_bytes(const struct txo_checker *c)
{
	return txo_seen_bytes(&c->keys_seen) + txo_seen_bytes(&c->rows_seen) +
	       txo_course_bytes(&c->course);
}
