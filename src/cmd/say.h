/*
 * say.h - an output row as a plain sentence, for --say.
 *
 *	static void rate_say(const void *plan, struct txo_say *s)
 *	{
 *		txo_say_of(s, "events", "n", "row", "rows");
 *		txo_say_interval(s);
 *		txo_say_text(s, ".");
 *	}
 *
 * The hook of a verb (txo_command.say) gets each row as it would be written, and
 * adds one sentence to the line, which ends in a full stop. It finds cells by the
 * names of the output columns; numbers are rounded already, empty cells may be
 * withheld (--min-cell). The driver has put the groups of --by before it ("clinic
 * A, "), and puts what the note says behind it. A sentence says of how many rows
 * it is true. A verb without a hook gets txo_say_row().
 */
#ifndef TXO_CMD_SAY_H
#define TXO_CMD_SAY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/text.h"
#include "view/sink.h"

struct txo_say {
	const struct txo_text *name;	/* of n columns */
	size_t n, by;			/* the first are those of --by */
	const struct txo_sink_cell *cell; /* of the row */
	double level;			/* of intervals */
	int digits;			/* --digits, or 0: for people */
	uint64_t total; /* rows in all groups, by weight; 0:
					 * none, or not to be told */
	struct txo_buffer *line;
};

/* The cell of a column; an empty one if there is none of the name. */
const struct txo_sink_cell *txo_say_cell(const struct txo_say *s,
					 const char *name);

/* Is something in it? */
bool txo_say_has(const struct txo_say *s, const char *name);

/* Is the cell of a column a count of zero? */
bool txo_say_is_zero(const struct txo_say *s, const char *name);

/* Add text as it is; a cell's text, which has no line ends then; a number. */
void txo_say_text(struct txo_say *s, const char *text);
void txo_say_value(struct txo_say *s, const char *name);
void txo_say_number(struct txo_say *s, double x);

/* "mean 43.2", or nothing if the cell is empty; `before` comes first. */
bool txo_say_named(struct txo_say *s, const char *before, const char *words,
		   const char *name);

/* "25.8 %" of a share from 0 to 1. */
void txo_say_percent(struct txo_say *s, double share);

/* "121 rows", "1 row", "no row"; "a withheld number of rows" if it is empty. */
void txo_say_count(struct txo_say *s, const char *name, const char *one,
		   const char *many);

/* "31 of 120 rows (25.83 %)", by two counts of the row. */
void txo_say_of(struct txo_say *s, const char *part, const char *whole,
		const char *one, const char *many);

/*
 * " (95 % interval 41 to 45.4)" by conf_low, conf_high and, if there is such a
 * column, conf_level; "at least" or "at most" if one end is open; nothing if
 * there is none. `more` stands before the parenthesis ends, or is NULL.
 */
void txo_say_interval(struct txo_say *s, const char *more);

/* A share that a row tells, by the names of its cells. */
struct txo_say_share {
	const char *part, *whole;	/* counts */
	const char *one, *many;		/* what is counted */
	const char *share, *low, *high;
	double percent;	/* of 1 in them: 100 for shares, 1 for percentages */
};

/*
 * "31 of 120 rows (25.83 %, 95 % interval 18.8 to 34.4 %)"; without the
 * parenthesis where the share is empty.
 */
void txo_say_share(struct txo_say *s, const struct txo_say_share *share);

/* "mean 4.6 (95 % interval 0.9 to 8.2; p = 0.015)", or "mean not known". */
void txo_say_estimate(struct txo_say *s, const char *words);

/* "sign test: p = 0.015", where there is no estimate, or "... not known". */
void txo_say_test(struct txo_say *s, const char *words);

/* "; 3 rows without a value.", by n_missing. */
void txo_say_missing(struct txo_say *s, const char *one, const char *many,
		     const char *without);

/* What stands in a cell, with blanks for underscores. */
void txo_say_words(struct txo_say *s, const char *name);

/* Is it this text that stands in a cell? */
bool txo_say_is(const struct txo_say *s, const char *name, const char *text);

/* "p = 0.03", "p < 0.0001"; into text of TXO_SAY_P bytes, empty without one. */
#define TXO_SAY_P 64
const char *txo_say_p(const struct txo_say *s, const char *name, char *text);

/*
 * "variable improvement: n 121, mean 43.2." - all cells behind those of --by
 * that are not empty, with the names of their columns, but for the note.
 */
void txo_say_row(struct txo_say *s);

/* "clinic A", the name of column i and what stands in it, or "unknown". */
void txo_say_label(struct txo_say *s, size_t i);

/* "conf low 41", the same of an output column. */
void txo_say_column(struct txo_say *s, size_t i);

/* The groups: "clinic A, sex f", with `end` behind them if there are any. */
void txo_say_groups(struct txo_say *s, const char *end);

/* " Note: all values are equal." for each code in the note. */
void txo_say_note(struct txo_say *s);

#endif
