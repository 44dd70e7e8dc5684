#include "data/quick.h"

#include <stdlib.h>
#include <string.h>

#include "data/quick_parts.h"

void txo_quick_release(struct txo_quick *q)
{
	for (size_t i = 0; i < q->columns; i++) {
		txo_known_release(&q->column[i].known);
		free(q->column[i].id);
		free(q->column[i].spelling);
		free(q->column[i].number);
		free(q->column[i].row);
	}
	free(q->column);
	free(q->flag);
	free(q->weight);
	free(q->ids);
	free(q->distinct);
	txo_buffer_release(&q->halved);
	*q = (struct txo_quick){ .rows = 0 };
}

enum txo_status txo_quick_file(struct txo_quick *q, struct txo_intake *in,
			       struct txo_table *table,
			       const struct txo_schema *schema,
			       struct txo_error *err)
{
	size_t uses = schema->uses, widest = txo_schema_widest(schema);
	size_t room = (widest > uses ? widest : uses) + 1;

	txo_quick_release(q);
	q->in = in;
	q->table = table;
	q->schema = schema;
	q->column = calloc(uses + 1, sizeof(*q->column));
	q->ids = calloc(room, sizeof(*q->ids));
	q->distinct = calloc(room, sizeof(*q->distinct));
	if (!q->column || !q->ids || !q->distinct)
		return txo_fail_memory(err);
	q->columns = schema->uses;
	for (size_t i = 0; i < q->columns; i++) {
		q->column[i].field = schema->use[i].column;
		q->column[i].type = schema->use[i].type;
	}
	return TXO_OK;
}

bool txo_quick_can(const struct txo_quick *q, const struct txo_marked *m)
{
	size_t width = q->table->header.fields;

	if (m->marks.odd || m->marks.n != m->marks.rows * width ||
	    txo_boxes_any(&q->table->boxes))
		return false;
	for (size_t k = width - 1; k < m->marks.n; k += width)
		if (m->p[m->at[k]] != '\n')
			return false;
	return true;
}

static bool make_room(struct txo_quick *q, size_t rows)
{
	size_t n = rows + rows / 4;

	if (rows <= q->room)
		return true;
	free(q->flag);
	free(q->weight);
	q->room = 0;
	q->flag = malloc(n);
	q->weight = malloc(n * sizeof(*q->weight));
	for (size_t i = 0; i < q->columns; i++) {
		struct txo_quick_column *c = &q->column[i];

		free(c->id);
		free(c->spelling);
		free(c->number);
		free(c->row);
		c->id = malloc(n * sizeof(*c->id));
		c->spelling = malloc(n * sizeof(*c->spelling));
		c->number = malloc(n * sizeof(*c->number));
		c->row = malloc(n * sizeof(*c->row));
		if (!c->id || !c->spelling || !c->number || !c->row)
			return false;
	}
	q->room = q->flag && q->weight ? n : 0;
	return q->room > 0;
}

struct txo_text txo_quick_field(struct txo_quick *q, size_t row, size_t field)
{
	const struct txo_marked *m = q->text;
	size_t k = row * q->table->header.fields + field;
	size_t from = txo_marked_from(m, k), end = m->at[k];
	struct txo_text t;

	if (m->marks.returns && end > from && m->p[end] == '\n' &&
	    m->p[end - 1] == '\r')
		end--;
	t = (struct txo_text){ m->p + from, end - from };
	if (!m->marks.quotes || !t.n || *t.p != '"')
		return t;
	t.p++;
	t.n -= 2;
	return t.n && memchr(t.p, '"', t.n) ? txo_marked_halve(t, &q->halved) :
					      t;
}

const struct txo_known_cell *txo_quick_learn(struct txo_quick *q, size_t use,
					     const struct txo_quick_cell *at)
{
	struct txo_quick_column *c = &q->column[use];
	size_t width = q->table->header.fields;
	struct txo_number_style *all = &q->in->style[use], trial = *all;
	struct txo_number_style style = { 0 };
	struct txo_cell cell = { txo_text_trim(at->text), 1, &style };
	struct txo_known_cell what = { .size = 0 };
	const struct txo_known_cell *known;
	enum txo_status status = txo_intake_cell(q->in, use, &cell, NULL);

	what.kinds = txo_number_kinds(&style);
	if (!txo_number_unite(&trial, &style))
		return NULL;
	if (what.kinds & ~c->have) {
		txo_number_move(&style,
				txo_marked_line(q->text, at->row * width,
						at->row));
		c->have |= what.kinds;
		(void)txo_number_unite(all, &style);
	}
	if (status != TXO_OK)
		return NULL;
	what.id = q->in->id[use];
	what.spelling = q->in->dictionary[use].last;
	known = txo_known_find(&c->known, at->text.p, at->text.n);
	if (!known)
		known = txo_known_add(&c->known, at->text.p, at->text.n, &what);
	if (known)
		return known;
	c->fresh = what;
	return &c->fresh;
}

/* The values of a column, row by row. */
static void look(struct txo_quick *q, size_t use)
{
	const struct txo_marked *m = q->text;
	struct txo_quick_column *c = &q->column[use];
	size_t width = q->table->header.fields;
	uint32_t *id = c->id, *spelling = c->spelling;

	c->have = txo_number_kinds(&q->in->style[use]);
	c->looked += q->rows;
	for (size_t r = 0; r < q->rows; r++) {
		size_t k = r * width + c->field, from = txo_marked_from(m, k);
		struct txo_text t = { m->p + from, m->at[k] - from };
		const struct txo_known_cell *cell;

		if (q->flag[r] & TXO_QUICK_ASIDE)
			continue;
		if (!txo_quick_is_bare(m, t.p, t.n))
			t = txo_quick_field(q, r, c->field);
		cell = txo_known_find(&c->known, t.p, t.n);
		if (!cell || (cell->kinds & ~c->have)) {
			cell = txo_quick_learn(
				q, use, &(struct txo_quick_cell){ r, t });
			c->learnt++;
		}
		if (!cell) {
			q->flag[r] |= TXO_QUICK_SLOW;
			continue;
		}
		id[r] = cell->id;
		spelling[r] = cell->spelling;
		if (cell->id == TXO_MISSING)
			q->flag[r] |= TXO_QUICK_LACKS;
	}
}

/* A row that may be blank or of totals goes the way of all rows. */
static unsigned char flags_of(struct txo_quick *q, size_t row)
{
	size_t width = q->table->header.fields;
	const struct txo_record *record;
	struct txo_text t = { NULL, 0 };

	for (size_t i = 0; i < width && !t.n; i++)
		t = txo_text_trim(txo_quick_field(q, row, i));
	if (t.n && !txo_table_may_be_total(t))
		return 0;
	txo_marked_go(q->text, row * width, row);
	return txo_marked_next(q->text, &record, NULL) == TXO_OK &&
			       txo_table_kind(q->table, record) ==
				       TXO_ROW_PLAIN ?
		       TXO_QUICK_SLOW :
		       TXO_QUICK_SLOW | TXO_QUICK_ASIDE;
}

static void look_at_kinds(struct txo_quick *q)
{
	const struct txo_marked *m = q->text;
	size_t width = q->table->header.fields;

	for (size_t r = 0; r < q->rows && width > 1; r++) {
		size_t from = txo_marked_from(m, r * width);

		char first = m->p[from + (m->p[from] == '"')];

		if (from == m->at[r * width] || txo_table_may_skip(first))
			q->flag[r] |= flags_of(q, r);
	}
}

/* Weights of few digits; others go the way of all rows. */
static void look_at_weights(struct txo_quick *q)
{
	for (size_t r = 0; r < q->rows; r++) {
		struct txo_text t = txo_quick_field(q, r, q->schema->weight);
		uint64_t w = 0;

		for (size_t i = 0; i < t.n && i < 10; i++) {
			unsigned digit = (unsigned char)t.p[i] - '0';

			w = digit > 9 ? 0 : 10 * w + digit;
			if (!w)
				break;
		}
		q->weight[r] = w;
		if (!w || t.n > 9)
			q->flag[r] |= TXO_QUICK_SLOW;
	}
}

/* Rows that something is odd about, as if there were no others. */
static enum txo_status take_slow(struct txo_quick *q, struct txo_error *err)
{
	size_t width = q->table->header.fields, r = 0;
	enum txo_status status = TXO_OK;

	while (status == TXO_OK && r < q->rows) {
		const struct txo_record *row;

		if (!(q->flag[r] & TXO_QUICK_SLOW)) {
			r++;
			continue;
		}
		txo_marked_go(q->text, r * width, r);
		status = txo_table_next(q->table, &row, err);
		if (status == TXO_OK && row)
			status = txo_intake_row(q->in, q->schema, row, err);
		for (; r < q->text->row; r++)
			q->flag[r] |= TXO_QUICK_SLOW;
	}
	q->text->next = q->text->marks.n;
	return status;
}

/* Book the other rows as read; returns the sum of their weights. */
static uint64_t book(struct txo_quick *q)
{
	uint64_t rows = 0, total = 0;

	for (size_t r = 0; r < q->rows; r++) {
		if (q->flag[r] & TXO_QUICK_SLOW)
			continue;
		rows++;
		total += q->schema->weight == TXO_NO_COLUMN ? 1 : q->weight[r];
	}
	for (size_t i = 0; i < q->columns; i++) {
		const struct txo_quick_column *c = &q->column[i];
		struct txo_spelling *s = q->in->dictionary[i].spelling;

		if (c->type != TXO_LABEL || txo_quick_is_derived(q, i))
			continue;
		for (size_t r = 0; r < q->rows; r++)
			if (!(q->flag[r] & TXO_QUICK_SLOW) &&
			    c->id[r] != TXO_MISSING)
				s[c->spelling[r]].count +=
					q->schema->weight == TXO_NO_COLUMN ?
						1 :
						q->weight[r];
	}
	q->in->account.rows += rows;
	q->in->account.weight += total;
	return total;
}

/* Rows that must be looked at one by one: they may be left out. */
static enum txo_status take_singly(struct txo_quick *q, uint64_t *total,
				   struct txo_error *err)
{
	unsigned char only = q->in->where ? 0 : TXO_QUICK_LACKS;
	enum txo_status status = TXO_OK;

	for (size_t r = 0; r < q->rows && status == TXO_OK; r++) {
		uint64_t w = q->schema->weight == TXO_NO_COLUMN ? 1 :
								  q->weight[r];

		if ((q->flag[r] & TXO_QUICK_SLOW) ||
		    (q->flag[r] & only) != only)
			continue;
		for (size_t i = 0; i < q->columns; i++)
			q->in->id[i] = q->column[i].id[r];
		status = txo_intake_ids(q->in, w, err);
		q->flag[r] |= TXO_QUICK_SLOW;
		*total -= w;
	}
	return status;
}

/* All that are left are used, with all their values. */
static enum txo_status take_whole(struct txo_quick *q, uint64_t total,
				  struct txo_error *err)
{
	struct txo_tally_rows rows = {
		.column = q->ids,
		.distinct = q->distinct,
		.skip = q->flag,
		.weight = q->schema->weight == TXO_NO_COLUMN ? NULL : q->weight,
		.total = total,
		.n = q->rows,
	};
	enum txo_status status = TXO_OK;
	uint64_t used = 0;

	for (size_t r = 0; r < q->rows; r++)
		used += !q->flag[r];
	q->in->account.used += used;
	for (size_t p = 0; p < q->in->schema->projections; p++) {
		const struct txo_projection *pr = &q->in->schema->projection[p];

		for (size_t c = 0; c < pr->n; c++) {
			q->ids[c] = q->column[pr->use[c]].id;
			q->distinct[c] = q->in->dictionary[pr->use[c]].n;
		}
		if (status == TXO_OK)
			status = txo_tally_add_rows(&q->in->tally[p], &rows,
						    err);
	}
	return status;
}

enum txo_status txo_quick_rows(struct txo_quick *q, struct txo_marked *m,
			       struct txo_error *err)
{
	enum txo_status status = TXO_OK;
	uint64_t total;

	q->text = m;
	q->rows = m->marks.rows;
	if (!make_room(q, q->rows))
		return txo_fail_memory(err);
	memset(q->flag, 0, q->rows);
	look_at_kinds(q);
	if (q->schema->weight != TXO_NO_COLUMN)
		look_at_weights(q);
	for (size_t i = 0; i < q->columns && status == TXO_OK; i++) {
		if (txo_quick_is_derived(q, i))
			continue;
		if (txo_quick_are_many(q, i))
			status = txo_quick_numbers(q, i, err);
		else
			look(q, i);
	}
	if (status == TXO_OK)
		status = take_slow(q, err);
	if (status == TXO_OK)
		status = txo_quick_derive(q, err);
	total = book(q);
	if (q->in->account.weight > INT64_MAX)
		return txo_fail(err, TXO_DATA,
				"the weights add up to more than 2^63");
	if (status == TXO_OK)
		status = take_singly(q, &total, err);
	return status == TXO_OK ? take_whole(q, total, err) : status;
}
