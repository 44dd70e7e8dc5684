/*
 * account.h - what became of the rows: each is used, or left out for a reason.
 */
#ifndef TXO_DATA_ACCOUNT_H
#define TXO_DATA_ACCOUNT_H

#include <stdint.h>

#include "data/schema.h"

struct txo_account {
	uint64_t rows;		/* read */
	uint64_t weight;	/* sum of their weights */
	uint64_t used;		/* in at least one projection */
	uint64_t blank, total;	/* left out: rows of blanks, rows of totals */
	uint64_t not_selected;	/* left out: by --where */
	uint64_t unknown;	/* of these: the answer hung on a missing value */
	uint64_t unreadable;	/* left out: a cell could not be read */
	uint64_t tolerated;	/* used, though a cell could not be read */
	uint64_t no_value;	/* left out: in none of several projections */
	uint64_t *lacking;	/* left out for want of this use's value */
	uint64_t *partly;	/* used, but without this use's value */
};

/*
 * Book a selected row that could be read, with id[use] the value of each use, as
 * used or left out, and why.
 */
void txo_account_row(struct txo_account *a, const struct txo_schema *s,
		     const uint32_t *id);

#endif
