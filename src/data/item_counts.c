#include "data/item_counts.h"

#include <stdlib.h>

enum txo_status txo_item_counts_init(struct txo_item_counts *c,
				     const struct txo_items *its,
				     struct txo_error *err)
{
	*c = (struct txo_item_counts){ NULL, NULL, 0, 0, 0 };
	c->rows = calloc(2 * its->n + 1, sizeof(*c->rows));
	if (!c->rows)
		return txo_fail_memory(err);
	c->mentions = c->rows + its->n;
	return TXO_OK;
}

void txo_item_counts_add(struct txo_item_counts *c, const struct txo_items *its,
			 const struct txo_frame *f, size_t begin, size_t end)
{
	const uint32_t *label = f->column[its->column].label;

	for (size_t i = begin; i < end; i++) {
		const struct txo_item *item = NULL;
		size_t n = txo_items_of(its, label[i], &item);
		uint64_t w = f->weight[i];

		*(n ? &c->total : &c->missing) += w;
		for (size_t k = 0; k < n; k++) {
			c->rows[item[k].value] += w;
			c->mentions[item[k].value] += w * item[k].times;
			c->all_mentions += w * item[k].times;
		}
	}
}

void txo_item_counts_release(struct txo_item_counts *c)
{
	free(c->rows);
	*c = (struct txo_item_counts){ NULL, NULL, 0, 0, 0 };
}

enum txo_status txo_item_cross_init(struct txo_item_cross *c,
				    const struct txo_items *a,
				    const struct txo_items *b,
				    struct txo_error *err)
{
	*c = (struct txo_item_cross){ .columns = b->n };
	if (b->n && a->n > SIZE_MAX / sizeof(*c->cell) / b->n)
		return txo_fail_memory(err);
	c->cell = calloc(a->n * b->n + 1, sizeof(*c->cell));
	c->row = calloc(2 * (a->n + b->n) + 1, sizeof(*c->row));
	if (!c->cell || !c->row)
		return txo_fail_memory(err);
	c->row_only = c->row + a->n;
	c->column = c->row_only + a->n;
	c->column_only = c->column + b->n;
	return TXO_OK;
}

void txo_item_cross_add(struct txo_item_cross *c, const struct txo_items *a,
			const struct txo_items *b, const struct txo_frame *f)
{
	for (size_t r = 0; r < f->rows; r++) {
		const struct txo_item *x = NULL, *y = NULL;
		size_t nx = txo_items_of(a, f->column[a->column].label[r], &x);
		size_t ny = txo_items_of(b, f->column[b->column].label[r], &y);
		uint64_t w = f->weight[r];

		for (size_t i = 0; i < nx; i++) {
			uint64_t *cell = c->cell + x[i].value * c->columns;

			(ny ? c->row : c->row_only)[x[i].value] += w;
			for (size_t j = 0; j < ny; j++)
				cell[y[j].value] += w;
		}
		for (size_t j = 0; j < ny; j++)
			(nx ? c->column : c->column_only)[y[j].value] += w;
		*(nx ? ny ? &c->total : &c->a_only :
		  ny ? &c->b_only :
		       &c->neither) += w;
		c->missing += nx && ny ? 0 : w;
	}
}

void txo_item_cross_release(struct txo_item_cross *c)
{
	free(c->cell);
	free(c->row);
	*c = (struct txo_item_cross){ .columns = 0 };
}
