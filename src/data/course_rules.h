/*
 * course_rules.h - courses of treatment: what contradicts itself in their
 * sessions, dates and scores, and what departs from the usual.
 *
 *	struct txo_course_rules c = { .now = &finder, .late = &kept, ... };
 *	txo_course_columns(header, column);
 *	c.grain = txo_course_grain(header, column);
 *	status = txo_course_row(&c, &row, &err);
 *	txo_course_end(&c);
 *	txo_course_release(&c);
 *
 * Rows may come in any order and from several files; what depends on all rows of
 * a course is told at the end, to `late`. Memory: about 150 bytes for each
 * patient or course, and 40 for each of their sessions.
 */
#ifndef TXO_DATA_COURSE_RULES_H
#define TXO_DATA_COURSE_RULES_H

#include "base/index.h"
#include "data/column_rules.h"
#include "data/dictionary.h"
#include "data/finding.h"
#include "data/header.h"
#include "data/vocabulary.h"

/* The columns that matter, all but the last by their roles. */
enum txo_course_part {
	TXO_COURSE_PATIENT,
	TXO_COURSE_COURSE,
	TXO_COURSE_SESSION,
	TXO_COURSE_SESSIONS,
	TXO_COURSE_DATE,
	TXO_COURSE_SCORE,
	TXO_COURSE_BASELINE,
	TXO_COURSE_IMPROVEMENT,
	TXO_COURSE_GRADE,
	TXO_COURSE_SIDE_EFFECTS,
	TXO_COURSE_CONTRAINDICATIONS,
	TXO_COURSE_PARTS
};

/* What a row is. */
enum txo_grain {
	TXO_GRAIN_OTHER,	/* nothing that is known */
	TXO_GRAIN_SESSIONS,	/* a session of a patient */
	TXO_GRAIN_COURSES	/* a course of a patient */
};

/* The name of the part: its role, or "contraindications". */
const char *txo_course_part_name(enum txo_course_part part);

/*
 * Fill in the column of each part, or TXO_NO_COLUMN. TXO_USAGE if a column that
 * --map names is not there.
 */
TXO_NODISCARD
enum txo_status txo_course_columns(const struct txo_header *h, size_t *column,
				   struct txo_error *err);

/*
 * What the rows of a file are: sessions if it has patients, and the number of
 * the session in a column whose name begins so (a visit may be missed, a
 * session not) or, if `forced`, any; courses if it has patients and the number
 * of sessions.
 */
enum txo_grain txo_course_grain(const struct txo_header *h,
				const size_t *column, bool forced);

struct txo_course_rules {
	/* set by the caller */
	const struct txo_finder *now, *late;
	struct {
		int low, high;
	} sessions, days;
	bool exact_labels, redact;
	bool grades;	/* of side effects, in any file */
	enum txo_grain grain;		/* of the file at hand */
	struct txo_text name[TXO_COURSE_PARTS];	/* its columns; empty: none */

	/* private */
	struct txo_text session_name[TXO_COURSE_PARTS];
	struct txo_vocabulary side_effects, contraindications;
	struct txo_dictionary patient, label;
	struct txo_index by_key;	/* of courses */
	struct txo_course *course;
	size_t courses, course_room;
	struct txo_index by_number;	/* of visits */
	struct txo_visit *visit;
	size_t visits, visit_room;
};

/* A row: what each part says, those without a column missing. */
struct txo_course_row {
	const struct txo_reading *value;
	uint32_t file;
	struct txo_place place;
};

TXO_NODISCARD
enum txo_status txo_course_row(struct txo_course_rules *c,
			       const struct txo_course_row *row,
			       struct txo_error *err);

/* All rows are read: tell `late` what is known of each course. */
void txo_course_end(struct txo_course_rules *c);

/* Bytes that the courses take. */
size_t txo_course_bytes(const struct txo_course_rules *c);

void txo_course_release(struct txo_course_rules *c);

/* A fault of this part of the row, all but its message. */
struct txo_finding txo_course_finding(const struct txo_course_rules *c,
				      const struct txo_course_row *row,
				      enum txo_course_part part,
				      enum txo_rule rule);

#endif
