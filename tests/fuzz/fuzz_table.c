/*
 * fuzz_table.c - any bytes as a CSV file with a header.
 *
 * The whole way from bytes to frames, with columns that are looked for by name
 * and, where there is none, taken by place. Whatever comes in: a clean status,
 * every row accounted for, frames sorted and distinct, and the same frames from
 * the rows taken backwards.
 */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "bytes.h"
#include "check.h"
#include "data/frame.h"
#include "data/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The rows of a file, kept. */
struct rows {
	struct txo_arena arena;
	struct txo_record *row;
	size_t n, room;
};

static enum txo_status failed(enum txo_status status,
			      const struct txo_error *err)
{
	check(status == TXO_DATA || status == TXO_USAGE);
	check(err->text[0] && !strpbrk(err->text, "\r\n"));
	return status;
}

static void keep(struct rows *rows, const struct txo_record *r)
{
	size_t bytes = 0, spans = r->n * sizeof(*r->span);
	struct txo_span *span = txo_arena_take(&rows->arena, spans);
	char *copy;

	check(span);
	for (size_t i = 0; i < r->n; i++) {
		span[i] = r->span[i];
		if (span[i].from + span[i].n > bytes)
			bytes = span[i].from + span[i].n;
	}
	copy = txo_arena_take(&rows->arena, bytes + 1);
	rows->row = txo_grow(rows->row, &rows->room, rows->n + 1,
			     sizeof(*rows->row));
	check(copy && rows->row);
	for (size_t i = 0; i < r->n; i++) {
		struct txo_text t = txo_record_field(r, i);

		if (t.n)
			memcpy(copy + span[i].from, t.p, t.n);
	}
	rows->row[rows->n++] = (struct txo_record){
		.bytes = copy, .span = span, .n = r->n, .line = r->line
	};
}

/* All rows of the bytes; the line numbers rise. */
static enum txo_status read_rows(struct txo_input *in, struct txo_table *t,
				 struct rows *rows)
{
	struct txo_error err = { 0 };
	const struct txo_record *r;
	enum txo_status status = txo_table_open(t, in, NULL, NULL, &err);
	uint64_t line = t->header.line;

	if (status != TXO_OK)
		return failed(status, &err);
	check(t->header.n > 0 && line > 0);
	while ((status = txo_table_next(t, &r, &err)) == TXO_OK && r) {
		check(r->n == t->header.n && r->line > line);
		line = r->line;
		keep(rows, r);
	}
	if (status == TXO_OK)
		return TXO_OK;
	check(err.line > line);
	return failed(status, &err);
}

/* The column of this name, else the k-th. */
static size_t find(const struct txo_header *h, const char *name, size_t k)
{
	struct txo_error err = { 0 };
	size_t column;
	enum txo_status status = txo_header_find(h, txo_text(name), &column,
						 &err);

	if (status == TXO_OK)
		return column;
	failed(status, &err);
	return k % h->n;
}

/* By clinic if there is one: score and concern, date, and score again. */
static void ask(struct txo_schema *s, const struct txo_header *h)
{
	struct txo_error err = { 0 };
	size_t use[3], weight;

	*s = (struct txo_schema){ .header = h, .weight = TXO_NO_COLUMN };
	if (txo_header_role(h, txo_role_find(txo_text("weight")), &weight,
			    &err) == TXO_OK)
		s->weight = weight;
	if (txo_schema_group_by(s, txo_text("clinic"), &err) != TXO_OK)
		failed(TXO_USAGE, &err);
	check(txo_schema_use_column(s, find(h, "score", 0), TXO_NUMBER, &use[0],
				    &err) == TXO_OK);
	check(txo_schema_use_column(s, find(h, "concern", 1), TXO_LABEL,
				    &use[1], &err) == TXO_OK);
	check(txo_schema_use_column(s, find(h, "date", 2),
				    h->n > 2 ? TXO_DATE : TXO_LABEL, &use[2],
				    &err) == TXO_OK);
	check(txo_schema_project(s, use, 2, false, &err) == TXO_OK);
	check(txo_schema_project(s, use + 2, 1, true, &err) == TXO_OK);
	check(txo_schema_project(s, use, 1, false, &err) == TXO_OK);
}

static void check_account(const struct txo_intake *in)
{
	const struct txo_account *a = &in->account;
	uint64_t left_out = a->no_value + a->unreadable, lacking = 0;

	for (size_t i = 0; i < in->schema->uses; i++)
		left_out += a->lacking[i];
	for (size_t i = 0; i < in->schema->by; i++)
		lacking += a->lacking[i];
	check(a->rows == a->used + left_out);
	for (size_t p = 0; p < in->schema->projections; p++) {
		const struct txo_tally *t = &in->tally[p];

		check(t->total == in->tally[0].total);
		if (in->schema->weight == TXO_NO_COLUMN)
			check(t->total == a->rows - lacking - a->unreadable);
		else if (lacking == 0 && a->unreadable == 0)
			check(t->total == a->weight);
	}
}

static enum txo_status take_in(struct txo_intake *in, struct txo_schema *s,
			       const struct rows *rows, bool backwards)
{
	struct txo_error err = { 0 };

	check(txo_intake_file(in, s, &err) == TXO_OK);
	for (size_t i = 0; i < rows->n; i++) {
		size_t k = backwards ? rows->n - 1 - i : i;
		enum txo_status status = txo_intake_row(in, s, &rows->row[k],
							&err);

		if (status != TXO_OK)
			return failed(status, &err);
	}
	check_account(in);
	return TXO_OK;
}

/* -1, 0 or 1 as cell i of the column comes before, with or after cell k. */
static int compare_cells(const struct txo_vector *v, size_t i, size_t k)
{
	if (v->type == TXO_LABEL)
		return (v->label[i] > v->label[k]) -
		       (v->label[i] < v->label[k]);
	if (isnan(v->x[i]) || isnan(v->x[k]))
		return !!isnan(v->x[i]) - !!isnan(v->x[k]);
	if (v->x[i] != v->x[k])
		return v->x[i] < v->x[k] ? -1 : 1;
	return (v->lo[i] > v->lo[k]) - (v->lo[i] < v->lo[k]);
}

static uint64_t check_sorted(const struct txo_frame *f)
{
	uint64_t total = 0;

	for (size_t i = 0; i < f->rows; i++) {
		int order = 0;

		check(f->weight[i] > 0);
		total += f->weight[i];
		for (size_t c = 0; i && c < f->columns && !order; c++)
			order = compare_cells(&f->column[c], i - 1, i);
		check(i == 0 || order < 0);
	}
	return total;
}

static void check_same_cell(const struct txo_vector *a,
			    const struct txo_vector *b, size_t i)
{
	check(a->type == b->type);
	if (a->type != TXO_LABEL) {
		check(a->x[i] == b->x[i] || (isnan(a->x[i]) && isnan(b->x[i])));
		check(a->lo[i] == b->lo[i]);
	} else if (a->label[i] == TXO_MISSING) {
		check(b->label[i] == TXO_MISSING);
	} else {
		check(b->label[i] == a->label[i]);
		check(txo_text_equal(a->labels[a->label[i]],
				     b->labels[b->label[i]]));
	}
}

static void check_same_frame(const struct txo_frame *f,
			     const struct txo_frame *g)
{
	check(f->rows == g->rows && f->columns == g->columns);
	for (size_t i = 0; i < f->rows; i++) {
		check(f->weight[i] == g->weight[i]);
		for (size_t c = 0; c < f->columns; c++)
			check_same_cell(&f->column[c], &g->column[c], i);
	}
}

static void check_frames(struct txo_intake *a, struct txo_intake *b)
{
	struct txo_frames fa, fb;
	size_t projections = a->schema->projections;

	check(txo_frames_init(&fa, a, NULL) == TXO_OK);
	check(txo_frames_init(&fb, b, NULL) == TXO_OK);
	check(fa.groups == fb.groups && fa.projections == projections);
	for (size_t p = 0; p < projections; p++) {
		uint64_t total = 0;

		for (size_t g = 0; g < fa.groups; g++) {
			struct txo_frame f = txo_frames_get(&fa, g, p);
			struct txo_frame h = txo_frames_get(&fb, g, p);

			for (size_t i = 0; i < a->schema->by; i++)
				check(txo_text_equal(
					txo_frames_group(&fa, g, i),
					txo_frames_group(&fb, g, i)));
			total += check_sorted(&f);
			check_same_frame(&f, &h);
		}
		check(total == a->tally[p].total);
	}
	txo_frames_release(&fa);
	txo_frames_release(&fb);
}

/* What a verb asks of a header. */
static enum txo_status fits(void *ctx, struct txo_error *err)
{
	const struct txo_table *t = ctx;
	size_t column;

	check(t->header.n > 0);
	return txo_header_find(&t->header, txo_text("score"), &column, err);
}

/* The header looked for below titles, short rows allowed. */
static void check_search(const uint8_t *data, size_t size)
{
	struct txo_table t = { .options = { .pad = true } };
	struct txo_input in = { .fd = open_bytes(data, size) };
	struct txo_error err = { 0 };
	const struct txo_record *r;
	enum txo_status status = txo_table_open(&t, &in, fits, &t, &err);
	uint64_t line = t.header.line;

	check(status != TXO_OK || t.titles < line);
	while (status == TXO_OK) {
		status = txo_table_next(&t, &r, &err);
		if (status != TXO_OK || !r)
			break;
		check(r->n == t.header.n && r->line > line);
		for (size_t i = 0; i < r->n; i++)
			check(txo_record_field(r, i).p);
		line = r->line;
	}
	if (status != TXO_OK)
		failed(status, &err);
	txo_table_release(&t);
	txo_input_release(&in);
}

/* Lists made of columns whose names begin with a; every row has them. */
static void check_lists(const uint8_t *data, size_t size)
{
	const struct txo_box_rule box = { txo_text("list"), txo_text("a*") };
	const struct txo_text asked = txo_text("list");
	const struct txo_list_rules rules = {
		.box = &box, .boxes = 1, .asked = &asked, .askeds = size & 1
	};
	struct txo_table t = { .options = { .every_row = true,
					    .lists = &rules } };
	struct txo_input in = { .fd = open_bytes(data, size) };
	struct txo_error err = { 0 };
	const struct txo_record *r;
	enum txo_status status = txo_table_open(&t, &in, NULL, NULL, &err);

	check(status != TXO_OK || t.header.n == t.header.fields + 1);
	while (status == TXO_OK) {
		size_t at;

		status = txo_table_next(&t, &r, &err);
		if (status != TXO_OK || !r)
			break;
		if (t.kind == TXO_ROW_SHORT || t.kind == TXO_ROW_LONG) {
			check(r->n != t.header.fields && !r->bad);
			continue;
		}
		check(r->n == t.header.n);
		at = txo_boxes_first_failed(&t.header, r);
		if (at == TXO_NO_COLUMN)
			continue;
		check(at + 1 == r->n && t.kind == TXO_ROW_PLAIN);
		check(!txo_record_field(r, at).n);
		check(txo_boxes_blame(&t.header, r, false, &at, &err) ==
		      TXO_DATA);
		check(at < t.header.fields);
	}
	if (status != TXO_OK)
		failed(status, &err);
	txo_table_release(&t);
	txo_input_release(&in);
}

/* Every row, and what stands behind each fault; lines only rise. */
static void check_recovery(const uint8_t *data, size_t size)
{
	struct txo_table t = { .options = { .every_row = true } };
	struct txo_input in = { .fd = open_bytes(data, size) };
	struct txo_error err = { 0 };
	const struct txo_record *r;
	enum txo_status status = txo_table_open(&t, &in, NULL, NULL, &err);
	uint64_t line = t.header.line, faults = 0;
	bool open = status == TXO_OK || !failed(status, &err);

	while (open) {
		status = txo_table_next(&t, &r, &err);
		if (status == TXO_OK && !r)
			break;
		if (status == TXO_OK) {
			check(r->line > line);
			check((r->n == t.header.n) ==
			      (t.kind <= TXO_ROW_TOTAL));
			line = r->line;
			continue;
		}
		failed(status, &err);
		check(++faults <= size && err.line >= line);
		open = txo_table_recover(&t);
	}
	txo_table_release(&t);
	txo_input_release(&in);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct txo_input in = { .fd = open_bytes(data, size) };
	struct txo_table t = { 0 };
	struct rows rows = { 0 };
	struct txo_schema s = { .weight = TXO_NO_COLUMN };
	struct txo_intake a = { .schema = NULL }, b = { .schema = NULL };

	(void)read_rows(&in, &t, &rows);
	if (t.header.n) {
		enum txo_status status;

		ask(&s, &t.header);
		status = take_in(&a, &s, &rows, false);
		check(take_in(&b, &s, &rows, true) == status);
		if (status == TXO_OK)
			check_frames(&a, &b);
	}
	txo_intake_release(&a);
	txo_intake_release(&b);
	txo_schema_release(&s);
	free(rows.row);
	txo_arena_release(&rows.arena);
	txo_table_release(&t);
	txo_input_release(&in);
	check_search(data, size);
	check_lists(data, size);
	check_recovery(data, size);
	return 0;
}
