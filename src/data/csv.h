/*
 * csv.h - records of a CSV file, as libcsv defines them in strict mode.
 *
 *	struct txo_csv *csv = txo_csv_new(&input);
 *	const struct txo_record *rec;
 *	(void)txo_csv_begin(csv, ';', 0);
 *	while ((status = txo_csv_next(csv, &rec, &err)) == TXO_OK && rec)
 *		use(txo_record_field(rec, 0), rec->line);
 *	txo_csv_free(csv);
 *
 * Blocks of bytes are parsed into a batch of fields, records are handed out
 * of the batch. A field may hold anything but a NUL byte, of any length.
 * Lines end in LF, CRLF or CR. Blanks around fields belong to them.
 */
#ifndef TXO_DATA_CSV_H
#define TXO_DATA_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "data/input.h"
#include "txo/status.h"

struct txo_csv;

struct txo_span {
	size_t from, n;
};

/*
 * A list that could not be made of other columns (data/boxes.h): which one's
 * cell is to blame, TXO_NO_COLUMN if it could; and which one contradicts it.
 */
struct txo_bad_list {
	size_t column, against;
};

/* Borrowed until the next call on the same reader. A blank line has no field. */
struct txo_record {
	const char *bytes;
	const struct txo_span *span;
	size_t n;		/* fields */
	uint64_t line;		/* physical line on which it starts, from 1 */
	/* For each of the made columns; NULL: nothing is wrong with any. */
	const struct txo_bad_list *bad;
};

static inline struct txo_text txo_record_field(const struct txo_record *r,
					       size_t i)
{
	return (struct txo_text){ r->bytes + r->span[i].from, r->span[i].n };
}

/* How many bytes of the input can be looked at before they are parsed. */
#define TXO_CSV_PEEK ((size_t)64 * 1024)

/*
 * A reader of the input, which it borrows; NULL for one of texts in memory. NULL
 * when memory runs out.
 */
struct txo_csv *txo_csv_new(struct txo_input *in);
void txo_csv_free(struct txo_csv *csv);

/*
 * The first TXO_CSV_PEEK bytes, or all if the input is shorter. They are not
 * used up. An error that comes after some bytes is told by txo_csv_next().
 */
TXO_NODISCARD
enum txo_status txo_csv_peek(struct txo_csv *csv, struct txo_text *first,
			     struct txo_error *err);

/*
 * Start at the first byte, less the lines of the first `skip` bytes, with this
 * delimiter (a comma if it is never called). Also to start over, as long as
 * no byte behind the look-ahead was needed: false if it is too late for that.
 */
TXO_NODISCARD
bool txo_csv_begin(struct txo_csv *csv, char delimiter, size_t skip);

/*
 * The i-th record from here, which stays to be handed out, of those that the
 * look-ahead holds; NULL beyond them, or where reading failed.
 */
const struct txo_record *txo_csv_look(struct txo_csv *csv, size_t i);

/* No record may take more bytes than this; 0: any. */
void txo_csv_limit(struct txo_csv *csv, size_t bytes);

/* From the beginning: know the lines well enough for txo_csv_recover(). */
void txo_csv_track(struct txo_csv *csv);

/*
 * After an error: go on with the line behind the fault. False where that cannot
 * be: lines are not tracked, the input itself failed, or quotes are never
 * closed.
 */
bool txo_csv_recover(struct txo_csv *csv);

/* What another reader needs to go on in the place of this one. */
struct txo_csv_rest {
	struct txo_text bytes;	/* at hand, from the next record on; borrowed */
	uint64_t line;		/* on which that starts */
	bool after_cr;		/* a CR stands before them: it may end in an LF */
	bool ended;		/* nothing comes behind them, */
	enum txo_status failed;	/* or nothing but */
	const struct txo_error *error; /* this error */
};

/*
 * All that has not been handed out; none of it will be. False if bytes that are
 * no longer at hand would be needed.
 */
TXO_NODISCARD
bool txo_csv_rest(struct txo_csv *csv, struct txo_csv_rest *rest);

/*
 * Read a text in memory, borrowed, from now on: whole records, the first of
 * them on this line. An input is not needed for that.
 */
void txo_csv_text(struct txo_csv *csv, struct txo_text text, uint64_t line,
		  char delimiter);

struct txo_marked;

/* The same, of a text whose records are known; borrowed. */
void txo_csv_marked(struct txo_csv *csv, struct txo_marked *m);

/* Is there no fault in the text, but that it may end within quotes? */
bool txo_csv_sound(struct txo_text text, char delimiter);

/*
 * The next record, *record = NULL at the end. TXO_DATA with err->line for a
 * quote out of place, a quoted field that never ends, a NUL byte; records
 * before it are handed out first. Errors stick.
 */
TXO_NODISCARD
enum txo_status txo_csv_next(struct txo_csv *csv,
			     const struct txo_record **record,
			     struct txo_error *err);

#endif
