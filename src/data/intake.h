/*
 * intake.h - rows in, tallies out: the exact first half of every analysis.
 *
 *	struct txo_intake in = { .rules = rules };
 *	status = txo_intake_file(&in, &schema, &err);
 *	status = txo_intake_row(&in, &schema, record, &err);
 *	status = txo_intake_file_end(&in, &schema, &err);
 *	txo_intake_release(&in);
 *
 * The first file's schema says what is counted; further files ask for the same
 * columns, which may stand elsewhere in them. Every row is accounted for.
 */
#ifndef TXO_DATA_INTAKE_H
#define TXO_DATA_INTAKE_H

#include "base/arena.h"
#include "data/account.h"
#include "data/boxes.h"
#include "data/cell.h"
#include "data/csv.h"
#include "data/dictionary.h"
#include "data/outside.h"
#include "data/schema.h"
#include "data/tally.h"
#include "data/where.h"

#define TXO_FAULTS 5	/* places that are told */

/* A cell that could not be read. */
struct txo_fault {
	const char *file;
	struct txo_error error;
};

struct txo_intake {
	struct txo_cell_rules rules;
	struct txo_where *where;		/* --where, or NULL; borrowed */
	struct txo_where **condition;		/* of each use, or NULL */
	const char *file;			/* its name, for faults */
	bool tolerant;	/* a bad cell is missing; its row is used */
	struct txo_schema *schema;		/* the first file's, borrowed */
	struct txo_dictionary *dictionary;	/* one for each use */
	struct txo_number_style *style;		/* the same, in this file */
	struct txo_tally *tally;		/* one for each projection */
	struct txo_account account;
	struct txo_fault fault[TXO_FAULTS];	/* the first of them */
	struct txo_outside outside;		/* in unreadable rows */
	struct txo_outside outside_row;		/* in the row at hand */
	bool selecting;		/* only what the filter reads is of interest */
	uint32_t *id;				/* of the row at hand */
	uint32_t *tuple;
};

/* Begin a file whose header the schema is bound to. */
TXO_NODISCARD
enum txo_status txo_intake_file(struct txo_intake *in,
				struct txo_schema *schema,
				struct txo_error *err);

/*
 * Count one row of that file. A row with a cell that is not of its use's type,
 * or is outside of its scale, is booked as unreadable and its fault kept. TXO_DATA with err->line, naming
 * the column, for a weight that is no positive whole number.
 */
TXO_NODISCARD
enum txo_status txo_intake_row(struct txo_intake *in,
			       const struct txo_schema *schema,
			       const struct txo_record *row,
			       struct txo_error *err);

/*
 * The id of one cell of use i, in in->id[i]. TXO_DATA for one that is not of the
 * use's type, or is outside of its scale.
 */
TXO_NODISCARD
enum txo_status txo_intake_cell(struct txo_intake *in, size_t i,
				const struct txo_cell *cell,
				struct txo_error *err);

/*
 * Count a row that is booked as read, all of whose cells could be read, by the
 * ids in in->id: it is selected or not, used or left out.
 */
TXO_NODISCARD
enum txo_status txo_intake_ids(struct txo_intake *in, uint64_t w,
			       struct txo_error *err);

/*
 * A further intake (all zero) for rows of the same files, with dictionaries and
 * tallies of its own. The filter is copied into the arena.
 */
TXO_NODISCARD
enum txo_status txo_intake_join(struct txo_intake *in,
				const struct txo_intake *first,
				struct txo_arena *arena, struct txo_error *err);

/*
 * A file has ended: the first intake gets the account of another one. Of the
 * faults it keeps those that stand first in the file; it had `before` of them
 * when the file began.
 */
void txo_intake_settle(struct txo_intake *first, struct txo_intake *other,
		       uint64_t before);

/* All files have ended: the first intake gets values and tallies as well. */
TXO_NODISCARD
enum txo_status txo_intake_unite(struct txo_intake *first,
				 struct txo_intake *other,
				 struct txo_error *err);

/* No more rows will come: the tallies can be looked at. */
TXO_NODISCARD
enum txo_status txo_intake_close(struct txo_intake *in, struct txo_error *err);

/*
 * For verbs that take rows one by one: is the row selected by the filter? It is
 * booked as read, and as left out if it is not. Remembers no more than so many
 * values of a column, whatever the input.
 */
TXO_NODISCARD
enum txo_status txo_intake_select(struct txo_intake *in,
				  const struct txo_schema *schema,
				  const struct txo_record *row, bool *selected,
				  struct txo_error *err);

/* The row at hand cannot be used: book it so, and keep the fault. */
void txo_intake_unreadable(struct txo_intake *in, const struct txo_error *err);

/* The row has a list that could not be made: book it so, and why. */
void txo_intake_bad_list(struct txo_intake *in, const struct txo_schema *schema,
			 const struct txo_record *row);

/*
 * The file has ended: TXO_DATA, naming column and line, if it is not clear how
 * the numbers of a column are to be read.
 */
TXO_NODISCARD
enum txo_status txo_intake_file_end(struct txo_intake *in,
				    const struct txo_schema *schema,
				    struct txo_error *err);

void txo_intake_release(struct txo_intake *in);

#endif
