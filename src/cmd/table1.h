/*
 * table1.h - what the parts of txo table1 share: its plan, and what is known
 * of one variable in one group.
 *
 * A table has columns: the first is of all rows that have a level, then comes one
 * for each level. Without --between there is only the first, of all rows.
 */
#ifndef TXO_CMD_TABLE1_H
#define TXO_CMD_TABLE1_H

#include "cmd/command.h"
#include "data/items.h"
#include "data/label_numbers.h"
#include "txo/dist.h"
#include "txo/estimate.h"

enum txo_table1_kind {
	TXO_TABLE1_FOUND,	/* by its values */
	TXO_TABLE1_NUMBER,	/* as an option says */
	TXO_TABLE1_LABELS
};

/* Rows of a wide table for a variable of numbers. */
enum txo_table1_row { TXO_TABLE1_MEAN, TXO_TABLE1_MEDIAN, TXO_TABLE1_RANGE };

struct txo_table1_variable {
	size_t column;		/* of the header */
	struct txo_text name;
	bool named;		/* printed whatever it holds */
	enum txo_table1_kind kind;
	bool list;

	/* settled when all is read */
	bool number;		/* else categories */
	bool skipped;		/* too many categories to print unasked */
	struct txo_items items;
	struct txo_label_numbers as_numbers;
};

struct txo_table1_plan {
	struct txo_words variables, numeric, labels, list, values;
	struct txo_text between, overall;
	unsigned rows;		/* of a wide table, a bit each */
	int decimals, quantile_type, ci;
	bool wide;
	double level;
	uint64_t min_cell;	/* what follows from fewer is not printed; or 0 */
	bool parted;		/* by --between */
	struct txo_table1_variable *variable;
	size_t n;
	struct txo_items levels;
};

/* Ask for the variables; finds p->variable, in the order of printing. */
TXO_NODISCARD
enum txo_status txo_table1_find(struct txo_table1_plan *p,
				struct txo_needs *needs, struct txo_error *err);

/* All rows are read: levels, and what the variables are. */
TXO_NODISCARD
enum txo_status txo_table1_settle(struct txo_table1_plan *p,
				  struct txo_frames *fs,
				  struct txo_needs *needs,
				  struct txo_error *err);

/* Numbers in one column of the table. */
struct txo_table1_number {
	struct txo_moments k;
	struct txo_estimate mean;
	double sd, median, q1, q3, min, max;
};

/* A variable in one group. */
struct txo_table1_facts {
	const struct txo_table1_plan *plan;
	const struct txo_table1_variable *v;
	size_t columns, values;
	uint64_t *n, *missing;	/* in each column: with and without a value */
	uint64_t *cell;		/* [column * values + value]: rows with it */
	struct txo_table1_number *number;	/* of each column, or NULL */
};

/* Release them in any case. */
TXO_NODISCARD
enum txo_status txo_table1_facts_init(struct txo_table1_facts *facts,
				      const struct txo_table1_plan *p,
				      const struct txo_table1_variable *v,
				      const struct txo_frame *f,
				      struct txo_error *err);
void txo_table1_facts_release(struct txo_table1_facts *facts);

/* The standardised difference of two levels, the largest of all pairs. */
struct txo_table1_gap {
	struct txo_estimate e;
	size_t a, b;		/* columns */
	size_t pairs;		/* that there are */
};

/* Of an item of a list; of any other variable, `value` does not matter. */
void txo_table1_gap(const struct txo_table1_facts *facts, size_t value,
		    struct txo_table1_gap *gap);

/* Print them; a wide table has output columns of its own. */
TXO_NODISCARD
enum txo_status txo_table1_long(const struct txo_table1_facts *facts,
				struct txo_out *out, struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_table1_name_wide(const struct txo_table1_plan *p,
				     struct txo_needs *needs,
				     struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_table1_wide(const struct txo_table1_facts *facts,
				struct txo_out *out, struct txo_error *err);

/* The first row of a wide table: how many rows are in each column. */
void txo_table1_wide_rows(const struct txo_table1_facts *facts,
			  struct txo_out *out);

/* See txo_command.say. */
void txo_table1_say(const void *plan, struct txo_say *s);

#endif
