/*
 * table.h - a CSV file with a header: its columns and its rows.
 *
 *	struct txo_table t = { .options = { .delimiter = ';' } };
 *	status = txo_table_open(&t, &input, NULL, NULL, &err);
 *	while ((status = txo_table_next(&t, &rec, &err)) == TXO_OK && rec)
 *		...
 *	txo_table_end(&t);
 *	txo_table_release(&t);
 *
 * Every row has as many fields as the header. Blank lines are skipped, but in a
 * file of one column a blank line is a row with a missing value. In a file of
 * several columns, rows that only a spreadsheet needs are skipped and counted:
 * those whose cells are all empty, and those of totals.
 *
 * Behind the columns of the file the header names those that are made of them:
 * lists of check boxes (data/boxes.h). Rows that are neither short nor long
 * have a cell for each, too.
 */
#ifndef TXO_DATA_TABLE_H
#define TXO_DATA_TABLE_H

#include "data/boxes.h"
#include "data/csv.h"
#include "data/dialect.h"
#include "data/header.h"

/* What becomes of a row that begins with a word such as "Total". */
enum txo_totals { TXO_TOTALS_SKIP, TXO_TOTALS_KEEP, TXO_TOTALS_REFUSE };

/* What a row is; all but plain ones are faults of some kind. */
enum txo_row_kind {
	TXO_ROW_PLAIN,
	TXO_ROW_BLANK,	/* a blank line, or all cells empty */
	TXO_ROW_TOTAL,	/* it begins with a word such as "Total" */
	TXO_ROW_SHORT,	/* fewer fields than the header */
	TXO_ROW_LONG	/* more of them */
};

struct txo_table_options {
	char delimiter;			/* 0: find it out */
	const struct txo_text *name;	/* names of columns, if the file has */
	size_t names;			/* no header; borrowed */
	bool pad;			/* short rows lack their last cells */
	enum txo_totals totals;
	/* Hand out every row, with its kind, those that are short or long as
	 * they are, and go on behind a fault where txo_table_recover() can. */
	bool every_row;
	size_t memory;	/* bytes that a record may take, or 0 */
	const struct txo_list_rules *lists; /* to be made, or NULL; borrowed */
};

struct txo_table {
	struct txo_table_options options;
	struct txo_csv *csv;
	struct txo_dialect dialect;
	struct txo_header header;
	size_t width;		/* fields that most of the first records have */
	uint64_t titles;	/* lines skipped above the header */
	uint64_t blank_rows;	/* rows skipped so far: all cells empty */
	uint64_t total_rows;	/* and totals of a spreadsheet */
	bool last_resort;	/* no header fits: the most plausible one */
	enum txo_row_kind kind;	/* of the row handed out last */
	struct txo_record made;	/* stands for a blank line or a short row */
	struct txo_span *span;	/* its fields */
	size_t span_room;
	struct txo_boxes boxes;
};

/*
 * Asks whether t->header is what is wanted: TXO_OK, or TXO_USAGE or TXO_DATA
 * with the reason. It may be called several times, for one header each.
 */
typedef enum txo_status txo_table_fits(void *ctx, struct txo_error *err);

/*
 * Find out the dialect and the header, which is the first record that is not
 * blank; but if that one does not fit, a record a little below that does and
 * that stands out as a header. If none fits, the reason is that of the most
 * plausible one. TXO_DATA when there is none at all. Release it in any case.
 */
TXO_NODISCARD
enum txo_status txo_table_open(struct txo_table *t, struct txo_input *in,
			       txo_table_fits *fits, void *ctx,
			       struct txo_error *err);

/* t->header has its names: make the further columns, then ask if it fits. */
TXO_NODISCARD
enum txo_status txo_table_try(struct txo_table *t, txo_table_fits *fits,
			      void *ctx, struct txo_error *err);

/* The next row, *row = NULL at the end; err->line tells where it failed. */
TXO_NODISCARD
enum txo_status txo_table_next(struct txo_table *t,
			       const struct txo_record **row,
			       struct txo_error *err);

/*
 * What a row of the header's width is, by its cells: plain, blank or of totals.
 */
enum txo_row_kind txo_table_kind(const struct txo_table *t,
				 const struct txo_record *r);

/* Is the first cell of a row that is not empty perhaps a word for totals? */
bool txo_table_may_be_total(struct txo_text cell);

/* Can a cell that begins with this, as it is written, be blank or such a word? */
static inline bool txo_table_may_skip(char c)
{
	switch (c) {
	case 'G':
	case 'g':
	case 'S':
	case 's':
	case 'T':
	case 't':
	case '"':
		return true;
	default:
		return c <= ' ' || c > '~';
	}
}

/*
 * The i-th record from here, as it stands in the file, which stays to be handed
 * out, of those that the look-ahead holds; NULL beyond them. *kind is what it
 * is. The next call of any other function on the table ends it.
 */
const struct txo_record *txo_table_look(const struct txo_table *t, size_t i,
					enum txo_row_kind *kind);

/* TXO_DATA: what is wrong with a row of another length than the header. */
enum txo_status txo_table_ragged(const struct txo_table *t,
				 const struct txo_record *r,
				 struct txo_error *err);

/* After an error, with every_row: can reading go on behind it? */
bool txo_table_recover(struct txo_table *t);

/* No more rows are wanted: give back all but the header. */
void txo_table_end(struct txo_table *t);
void txo_table_release(struct txo_table *t);

#endif
