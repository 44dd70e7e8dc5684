/*
 * tally_rows.c - many rows into a tally. While the columns have few values the
 * place of a tuple stands in a table by the values.
 */
#include <stdlib.h>
#include <string.h>

#include "data/dictionary.h"
#include "data/tally.h"

#define DENSE_BITS 17u	/* 512 KiB */

/* Bits for ids below n. */
static unsigned bits_for(size_t n)
{
	unsigned bits = 0;

	while (n > (size_t)1 << bits)
		bits++;
	return bits;
}

static bool fits(const struct txo_tally *t, const struct txo_tally_rows *rows)
{
	const unsigned char *shift = t->dense.shift;

	if (!t->dense.place)
		return false;
	for (size_t c = 0; c < t->width; c++)
		if (rows->distinct[c] > (size_t)1 << (shift[c + 1] - shift[c]))
			return false;
	return true;
}

/* Set the places of all tuples that have no missing value. */
static void fill(struct txo_tally *t)
{
	for (size_t i = 0; i < t->n; i++) {
		const uint32_t *row = t->ids + i * t->width;
		size_t key = 0, c = 0;

		for (; c < t->width && row[c] != TXO_MISSING; c++)
			key |= (size_t)row[c] << t->dense.shift[c];
		if (c == t->width)
			t->dense.place[key] = (uint32_t)i + 1;
	}
}

/* A table for these columns, if it is small enough: else place is NULL. */
static enum txo_status make_table(struct txo_tally *t,
				  const struct txo_tally_rows *rows,
				  struct txo_error *err)
{
	struct txo_tally_dense *d = &t->dense;
	unsigned bits = 0;

	free(d->place);
	d->place = NULL;
	if (!d->shift)
		d->shift = calloc(t->width + 1, sizeof(*d->shift));
	if (!t->tuple)
		t->tuple = calloc(t->width, sizeof(*t->tuple));
	if (!d->shift || !t->tuple)
		return txo_fail_memory(err);
	for (size_t c = 0; c < t->width && bits <= DENSE_BITS; c++) {
		d->shift[c] = (unsigned char)bits;
		bits += bits_for(rows->distinct[c]) + (t->width < 3);
		d->shift[c + 1] = (unsigned char)bits;
	}
	if (bits > DENSE_BITS)
		return TXO_OK;
	d->bits = bits;
	d->place = calloc((size_t)1 << bits, sizeof(*d->place));
	if (!d->place)
		return txo_fail_memory(err);
	fill(t);
	return TXO_OK;
}

static const uint32_t *tuple_of(const struct txo_tally *t,
				const struct txo_tally_rows *rows, size_t r)
{
	for (size_t c = 0; c < t->width; c++)
		t->tuple[c] = rows->column[c][r];
	return t->tuple;
}

static size_t key_of(const struct txo_tally *t,
		     const struct txo_tally_rows *rows, size_t r)
{
	size_t key = 0;

	for (size_t c = 0; c < t->width; c++)
		key |= (size_t)rows->column[c][r] << t->dense.shift[c];
	return key;
}

/* Count all rows by the table. */
static enum txo_status add_dense(struct txo_tally *t,
				 const struct txo_tally_rows *rows,
				 struct txo_error *err)
{
	uint32_t *table = t->dense.place;

	for (size_t r = 0; r < rows->n; r++) {
		size_t key;

		if (rows->skip[r])
			continue;
		key = key_of(t, rows, r);
		if (!table[key]) {
			uint32_t place;
			enum txo_status status = txo_tally_place(
				t, tuple_of(t, rows, r), &place, err);

			if (status != TXO_OK)
				return status;
			table[key] = place + 1;
		}
		t->count[table[key] - 1] += rows->weight ? rows->weight[r] : 1;
	}
	return TXO_OK;
}

static enum txo_status add_sparse(struct txo_tally *t,
				  const struct txo_tally_rows *rows,
				  struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (size_t r = 0; r < rows->n && status == TXO_OK; r++) {
		uint32_t place;

		if (rows->skip[r])
			continue;
		status = txo_tally_place(t, tuple_of(t, rows, r), &place, err);
		if (status == TXO_OK)
			t->count[place] += rows->weight ? rows->weight[r] : 1;
	}
	return status;
}

enum txo_status txo_tally_add_rows(struct txo_tally *t,
				   const struct txo_tally_rows *rows,
				   struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	if (rows->total > INT64_MAX - t->total)
		return txo_fail(err, TXO_DATA,
				"the weights add up to more than 2^63");
	if (!fits(t, rows))
		status = make_table(t, rows, err);
	if (status == TXO_OK)
		status = t->dense.place ? add_dense(t, rows, err) :
					  add_sparse(t, rows, err);
	t->total += rows->total;
	return status;
}
