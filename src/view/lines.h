/*
 * lines.h - rows of an answer that are equal in some of their columns.
 */
#ifndef TXO_VIEW_LINES_H
#define TXO_VIEW_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "view/sink.h"

/* Rows that are equal are on one line. */
struct txo_lines {
	uint32_t *of;	/* of each row, from 0 on */
	uint32_t n;
};

/*
 * Those that are equal in the text of all columns that decide; l is zero bytes or
 * released. Fewer than 2^32 - 1 rows. False when memory runs out.
 */
bool txo_lines_find(struct txo_lines *l, const struct txo_sink_rows *rows,
		    const bool *decides);

void txo_lines_release(struct txo_lines *l);

#endif
