/*
 * canon.h - labels as the terms of the vocabulary, and an account of it.
 *
 *	struct txo_canon c = { 0 };
 *	status = txo_canon_init(&c, &header, &err);
 *	changed = txo_canon_label(&c, column, cell, &out);
 *	txo_canon_count(&c);			if its row is written
 *	for (i = 0; i < c.changes; i++) ...
 *	txo_canon_release(&c);
 *
 * A label that is a synonym becomes its term; all others stay. What is
 * remembered is bounded, whatever the cells.
 */
#ifndef TXO_DATA_CANON_H
#define TXO_DATA_CANON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/text.h"
#include "data/header.h"
#include "data/vocabulary.h"
#include "txo/status.h"

/* Changes that are told one by one. */
#define TXO_CANON_CHANGES 20

struct txo_canon_change {
	size_t column;
	char from[TXO_SHOWN];	/* as it stands in a message */
	const char *to;
	uint64_t n;		/* times; 0 in no row that was written */
};

struct txo_canon_column;

struct txo_canon {
	struct txo_canon_change change[TXO_CANON_CHANGES];
	size_t changes;
	uint64_t others;	/* labels that were changed otherwise */
	uint64_t lists;		/* cells whose items were parted otherwise */

	/* private */
	struct txo_canon_column *column;	/* each of the header */
	size_t columns;
	uint64_t pending[TXO_CANON_CHANGES], pending_others, pending_lists;
	struct txo_buffer items;
};

/*
 * Which columns of the header have labels that the vocabulary knows: those that
 * fill the roles concern, device and side_effects, and those that are called
 * adjunct, contraindication or comparator. Release it in any case.
 */
TXO_NODISCARD
enum txo_status txo_canon_init(struct txo_canon *c, const struct txo_header *h,
			       struct txo_error *err);

/*
 * Are the cells of this column of the header lists, by what it is called or
 * because it is made of check boxes?
 */
bool txo_canon_is_list(const struct txo_header *h, size_t column);

/* Are the labels of the column looked up? */
bool txo_canon_has(const struct txo_canon *c, size_t column);

/*
 * The label of the column, blanks cut off, as it should be: appended to out,
 * and true; or false where it stays as it is. Lists (of side effects, adjuncts,
 * contraindications), as data/list.h knows them, are looked up item by item and,
 * if any item is known, parted by ';'.
 */
bool txo_canon_label(struct txo_canon *c, size_t column, struct txo_text label,
		     struct txo_buffer *out);

/* What was changed since the last call is written (or not): count it. */
void txo_canon_count(struct txo_canon *c, bool written);

void txo_canon_release(struct txo_canon *c);

#endif
