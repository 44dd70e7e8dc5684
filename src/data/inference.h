/*
 * inference.h - what the columns of a file are, found out in one pass.
 *
 *	struct txo_inference in = { 0 };
 *	status = txo_inference_init(&in, header, &rules, true, &err);
 *	status = txo_inference_row(&in, record, &err);	... for each
 *	status = txo_inference_schema(&in, &schema, &err);
 *	txo_inference_release(&in);
 *
 * Each column begins as all types that there are (integer, number, boolean, date,
 * datetime, time, month, each in its usual forms); a cell strikes out those that
 * it does not fit. What is left decides, and a column that fits nothing else is
 * a string. So are digits that count or measure nothing: those with a zero in
 * front (007), those of more than 18 digits, what the role of the column calls
 * a label (patient, skin_type), and what is in doubt (1,234 where that could be
 * two numbers; 03/04/2025). Every cell that was seen is good by the schema that
 * comes out, and nothing in that depends on the order of the rows.
 *
 * Memory is constant for each column, except that, if values are kept, a hash of
 * each cell (24 bytes) is, until one comes twice.
 */
#ifndef TXO_DATA_INFERENCE_H
#define TXO_DATA_INFERENCE_H

#include "data/cell.h"
#include "data/csv.h"
#include "data/header.h"
#include "data/scale.h"
#include "data/seen.h"
#include "data/table_schema.h"

#define TXO_INFERENCE_TEXTS 20	/* distinct texts of a column that are kept */
#define TXO_INFERENCE_LONGEST 100	/* bytes of a text that is kept */
#define TXO_CANDIDATES 24

/* The end of a column's range: a value, and how it was written. */
struct txo_extreme {
	double hi, lo;
	struct txo_decimal number;
	size_t n;			/* bytes of text; 0: too long to keep */
	char text[TXO_INFERENCE_LONGEST];
};

/* Least and most, as one candidate reads the cells. */
struct txo_range {
	bool any, spoilt;
	unsigned by;		/* the candidate */
	struct txo_extreme least, most;
};

struct txo_inferred {
	uint32_t failed;	/* a bit for each candidate */
	bool no_number;		/* some cell is none */
	bool grouped;		/* marks between thousands were seen */
	uint64_t n, missing;
	const struct txo_scale *scale;	/* its ends are bounds; or NULL */
	struct txo_number_style style;
	struct txo_range range[2];	/* [1]: dates with the month first */
	/* what only constraints need */
	struct txo_text *text;	/* distinct ones, ascending */
	size_t texts;
	bool many, repeated;	/* too many texts; some value came twice */
	struct txo_seen seen;
};

struct txo_inference {
	const struct txo_header *header;	/* borrowed */
	const struct txo_cell_rules *rules;	/* borrowed */
	bool values;			/* keep what constraints need */
	struct txo_field candidate[TXO_CANDIDATES];	/* best first */
	unsigned candidates;
	struct txo_inferred *column;	/* one for each of the header's */
	struct txo_text *missing;	/* words seen, ascending */
	size_t missings, missing_room;
	struct txo_arena arena;
};

/* Is it a date with the month first? Those have a range of their own. */
static inline bool txo_month_first(const struct txo_field *f)
{
	return f->type == TXO_FIELD_DATE && f->format.n > 2 &&
	       f->format.p[1] == 'm';
}

/* The struct is all zero before; release it in any case. */
TXO_NODISCARD
enum txo_status txo_inference_init(struct txo_inference *in,
				   const struct txo_header *header,
				   const struct txo_cell_rules *rules,
				   bool values, struct txo_error *err);

/* Take in a row of the header's width. */
TXO_NODISCARD
enum txo_status txo_inference_row(struct txo_inference *in,
				  const struct txo_record *row,
				  struct txo_error *err);

/*
 * The schema, which is all zero before, to be written; to judge by it, read that.
 * Its remarks tell of columns in doubt. Its missingValues are those that were
 * seen. Of constraints it has those that hold by the meaning of a role: session,
 * sessions, grade and weight are not below zero; and, if values were kept,
 * required, unique, minimum, maximum and enum, as they hold in the data. A
 * patient's or course's name is never told in an enum.
 */
TXO_NODISCARD
enum txo_status txo_inference_schema(const struct txo_inference *in,
				     struct txo_table_schema *s,
				     struct txo_error *err);

void txo_inference_release(struct txo_inference *in);

#endif
