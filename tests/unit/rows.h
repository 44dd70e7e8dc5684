/*
 * rows.h - records and headers made of text, for tests of the data layer.
 *
 * Include it after <cmocka.h>. Cells are parted by ',', without quotes.
 */
#ifndef TXO_TESTS_ROWS_H
#define TXO_TESTS_ROWS_H

#include <string.h>

#include "data/header.h"

#define MOST_CELLS 64

/* A record of the cells of `line`, borrowed; it stands on the given line. */
struct row {
	struct txo_record record;
	struct txo_span span[MOST_CELLS];
};

static inline const struct txo_record *row_of(struct row *r, const char *cells,
					      uint64_t line)
{
	size_t n = 0, from = 0;

	for (size_t i = 0;; i++) {
		if (cells[i] && cells[i] != ',')
			continue;
		assert_true(n < MOST_CELLS);
		r->span[n++] = (struct txo_span){ from, i - from };
		from = i + 1;
		if (!cells[i])
			break;
	}
	r->record = (struct txo_record){
		.bytes = cells, .span = r->span, .n = n, .line = line
	};
	return &r->record;
}

/* A header of these names, on line 1. */
static inline void header_of(struct txo_header *h, const char *cells)
{
	struct row r;

	*h = (struct txo_header){ .name = NULL };
	assert_int_equal(txo_header_init(h, row_of(&r, cells, 1), NULL),
			 TXO_OK);
}

#endif
