/*
 * checker.h - all rules together: files in, faults out.
 *
 *	struct txo_checker c = { .finder = { tell, ctx }, .cells = &rules };
 *	status = txo_rule_choose(&c.choice, txo_text("auto"), &err);
 *	status = txo_checker_file(&c, &table, 0, &err);
 *	status = txo_checker_row(&c, record, number, &err);
 *	status = txo_checker_file_end(&c, &err);
 *	status = txo_checker_end(&c, &err);
 *	txo_checker_release(&c);
 *
 * Faults are told as they are found, those that are known only when a file or
 * all files are read at the end, by file, line and rule. One cause is one fault:
 * a row that is not as wide as the header is judged no further, a repeated key
 * is not called a repeated row as well. Memory is constant but for keys and
 * courses: at most 72 bytes a row for the first, for the others see
 * course_rules.h.
 */
#ifndef TXO_DATA_CHECKER_H
#define TXO_DATA_CHECKER_H

#include "data/course_rules.h"
#include "data/finding.h"
#include "data/kept.h"
#include "data/scale.h"
#include "data/schema_rules.h"
#include "data/seen.h"
#include "data/table.h"

/* A column whose cells are read for their meaning. */
struct txo_checked {
	size_t column;
	int part;			/* of a course, or -1 */
	const struct txo_scale *scale;	/* of its numbers, or NULL */
	struct txo_column_rules rules;
};

struct txo_checker {
	/* set by the caller */
	struct txo_finder finder;
	struct txo_rule_choice choice;
	const struct txo_cell_rules *cells;
	const struct txo_text *allowed;	/* numbers that are no codes */
	size_t alloweds;
	const struct txo_text *key;	/* columns of the primary key */
	size_t keys;
	struct txo_course_rules course;	/* its limits */
	struct txo_schema_rules schema;	/* its schema */
	/* the scale that is said for a column of the file at hand, or NULL */
	const struct txo_scale *(*scale_of)(const void *ctx, size_t column);
	const void *scale_ctx;
	struct txo_kept kept;		/* how many of them */

	/* to be read */
	uint64_t rows;
	bool clean;	/* the row at hand is plain and without fault */
	bool courses;	/* the rules on courses ran */
	enum txo_course_part lacks;	/* else: for want of this part */

	/* private */
	const struct txo_table *table;
	uint32_t file;
	uint64_t active;		/* rules for the file at hand */
	bool repeats;			/* the row has a key that was told of */
	struct txo_finder now, late, last;
	struct txo_checked *checked;	/* n columns of it */
	size_t n, room;
	struct txo_reading value[TXO_COURSE_PARTS];
	size_t *key_column, key_columns;	/* of the file at hand */
	size_t *order;			/* its columns, by name */
	struct txo_buffer fold;
	struct txo_seen keys_seen, rows_seen;
};

/*
 * A file begins, which is the file-th from 0: find the columns, judge the
 * header. The table stays to the end. TXO_USAGE if a column of the key, or one
 * that is mapped to a role, is not there.
 */
TXO_NODISCARD
enum txo_status txo_checker_file(struct txo_checker *c,
				 const struct txo_table *table, uint32_t file,
				 struct txo_error *err);

/* A row of it, as the table hands it out, with its number below the header. */
TXO_NODISCARD
enum txo_status txo_checker_row(struct txo_checker *c,
				const struct txo_record *r, uint64_t number,
				struct txo_error *err);

/* What the reader says of a file, or of a part of it, that cannot be read. */
void txo_checker_fault(struct txo_checker *c, uint32_t file,
		       const struct txo_error *fault);

TXO_NODISCARD
enum txo_status txo_checker_file_end(struct txo_checker *c,
				     struct txo_error *err);

/* Tell what was kept. */
TXO_NODISCARD
enum txo_status txo_checker_end(struct txo_checker *c, struct txo_error *err);

/* Bytes that keys and courses take. */
size_t txo_checker_bytes(const struct txo_checker *c);

void txo_checker_release(struct txo_checker *c);

#endif
