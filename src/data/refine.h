/*
 * refine.h - the cells of a column as they should be written: found out once,
 * checked on every cell.
 *
 *	struct txo_refiner r = { .as = TXO_REFINE_FIND, .rules = &rules };
 *	txo_refiner_begin(&r);
 *	txo_refiner_look(&r, cell, line);	for those that can be looked at
 *	status = txo_refiner_ready(&r, &err);
 *	status = txo_refine(&r, cell, line, &out, &err);	for each of them
 *	txo_refiner_count(&r);			if its row is written
 *	txo_refiner_release(&r);
 *
 * Refined cells are refined to themselves. Missing words become empty cells,
 * numbers and dates plain ones, of which nothing is changed that needs no
 * change; blanks at the ends of text go, and the text is composed. Nothing is
 * held but what has been seen of the column.
 */
#ifndef TXO_DATA_REFINE_H
#define TXO_DATA_REFINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/text.h"
#include "data/cell.h"
#include "data/header.h"
#include "data/number.h"
#include "txo/status.h"

/* How a column is to be written. */
enum txo_refine_as {
	TXO_REFINE_FIND, /* numbers or dates if every cell is one, else text */
	TXO_REFINE_TEXT,
	TXO_REFINE_NUMBER,
	TXO_REFINE_DATE,
	TXO_REFINE_NOTHING,	/* as it stands */
	/* what a role asks for, unless no cell looked at has anything of it */
	TXO_REFINE_ROLE_NUMBER,
	TXO_REFINE_ROLE_DATE
};

/* What can be changed in a cell. */
enum txo_change {
	TXO_CHANGE_COMMA,	/* the first three: in the order of number.h */
	TXO_CHANGE_THOUSANDS,
	TXO_CHANGE_PERCENT,
	TXO_CHANGE_DATE,
	TXO_CHANGE_MISSING,
	TXO_CHANGE_BLANKS,
	TXO_CHANGE_COMPOSED,
	TXO_CHANGES
};

struct txo_refiner {
	enum txo_refine_as as;		/* as asked for */
	const struct txo_cell_rules *rules;	/* borrowed */
	uint64_t changed[TXO_CHANGES];	/* cells of rows that were written */
	bool odd_dates;		/* text that looks like dates of some form */
	bool misfit;		/* its role is of numbers or dates, it is not */
	bool hopeless;		/* the cell just refused contradicts others */

	/* private */
	enum txo_refine_as is;	/* what it is so far; FIND: nothing seen */
	bool rewritten;		/* it cannot become text any more */
	bool maybe_number, maybe_date, maybe_odd;
	bool by_role;		/* no cell has shown yet that the role fits */
	bool seen;		/* some cell that is not missing was looked at */
	struct txo_number_style style;
	struct txo_buffer fault; /* a contradiction in what was looked at */
	uint64_t fault_line;
	unsigned pending;	/* changes of the last cell, a bit each */
	struct txo_buffer scratch;
};

/* A file begins: decimal marks are found out anew. */
void txo_refiner_begin(struct txo_refiner *r);

/* Append the cell as text: empty if it is a word for missing. */
void txo_refiner_plain(struct txo_refiner *r, struct txo_text cell,
		       struct txo_buffer *out);

/* A cell that comes later, on this line. */
void txo_refiner_look(struct txo_refiner *r, struct txo_text cell,
		      uint64_t line);

/*
 * All cells have been looked at: TXO_DATA, with err->line, if they contradict
 * each other where the column cannot be text, or leave open what a comma means.
 */
TXO_NODISCARD
enum txo_status txo_refiner_ready(struct txo_refiner *r, struct txo_error *err);

/*
 * Append the cell as it should be written. TXO_DATA for one that is not what
 * the column holds; r->hopeless says that it contradicts cells that are written
 * already, so that there is no going on.
 */
TXO_NODISCARD
enum txo_status txo_refine(struct txo_refiner *r, struct txo_text cell,
			   uint64_t line, struct txo_buffer *out,
			   struct txo_error *err);

/* The cell refined last is written: count what was changed in it. */
void txo_refiner_count(struct txo_refiner *r);

void txo_refiner_release(struct txo_refiner *r);

/*
 * What as[column] leaves open, the role that the column fills may settle.
 * TXO_USAGE if --map is at fault.
 */
TXO_NODISCARD
enum txo_status txo_refine_roles(const struct txo_header *h,
				 enum txo_refine_as *as, struct txo_error *err);

#endif
