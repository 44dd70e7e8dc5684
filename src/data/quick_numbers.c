/*
 * quick_numbers.c - a column of very many different numbers: each is read, and
 * they are looked up many at a time.
 */
#include "data/quick_parts.h"

/* Cells after which it is clear what a column is like. */
#ifndef TXO_QUICK_FEW
#define TXO_QUICK_FEW 20000
#endif

bool txo_quick_are_many(const struct txo_quick *q, size_t use)
{
	const struct txo_quick_column *c = &q->column[use];
	const struct txo_cell_rules *r = &q->in->rules;

	return c->type == TXO_NUMBER && c->looked > TXO_QUICK_FEW &&
	       c->learnt > c->looked / 8 && !r->missing.n &&
	       !q->in->schema->use[use].scale &&
	       r->number.decimal != TXO_MARK_COMMA &&
	       r->number.thousands != '.';
}

/* The numbers of plain cells, *n of them; the others are looked up at once. */
static void read_cells(struct txo_quick *q, size_t use, size_t *n)
{
	const struct txo_marked *m = q->text;
	struct txo_quick_column *c = &q->column[use];
	size_t width = q->table->header.fields;

	*n = 0;
	for (size_t r = 0; r < q->rows; r++) {
		size_t k = r * width + c->field, from = txo_marked_from(m, k);
		struct txo_text t = { m->p + from, m->at[k] - from };
		const struct txo_known_cell *cell;
		bool point;

		if (q->flag[r] & TXO_QUICK_ASIDE)
			continue;
		if (!txo_quick_is_bare(m, t.p, t.n))
			t = txo_quick_field(q, r, c->field);
		c->row[*n] = (uint32_t)r;
		if (txo_number_plain(t.p, t.n, &c->number[*n], &point) &&
		    (c->have & TXO_KIND_PLAIN) &&
		    (!point || (c->have & TXO_KIND_POINT))) {
			++*n;
			continue;
		}
		cell = txo_quick_learn(q, use,
				       &(struct txo_quick_cell){ r, t });
		if (!cell) {
			q->flag[r] |= TXO_QUICK_SLOW;
			continue;
		}
		c->id[r] = cell->id;
		if (cell->id == TXO_MISSING)
			q->flag[r] |= TXO_QUICK_LACKS;
	}
}

enum txo_status txo_quick_numbers(struct txo_quick *q, size_t use,
				  struct txo_error *err)
{
	struct txo_quick_column *c = &q->column[use];
	enum txo_status status;
	size_t n;

	c->have = txo_number_kinds(&q->in->style[use]);
	read_cells(q, use, &n);
	/* the place of the spelling, which numbers do not have */
	status = txo_dictionary_numbers(&q->in->dictionary[use], c->number, n,
					c->spelling, err);
	for (size_t i = 0; i < n && status == TXO_OK; i++)
		c->id[c->row[i]] = c->spelling[i];
	return status;
}
