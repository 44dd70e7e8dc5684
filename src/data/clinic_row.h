/*
 * clinic_row.h - courses and sessions of the synthetic clinic as rows of cells.
 *
 *	struct txo_clinic_row row;
 *	txo_clinic_row_init(&row);
 *	txo_clinic_session_row(&row, &clinic);
 *	n = txo_clinic_line(&row, line);
 *
 * Cells are borrowed from the row and live until its next use.
 */
#ifndef TXO_DATA_CLINIC_ROW_H
#define TXO_DATA_CLINIC_ROW_H

#include "base/text.h"
#include "data/clinic.h"

/* The columns, of sessions and of courses. */
enum txo_clinic_column {
	TXO_CLINIC_PATIENT,
	TXO_CLINIC_CONCERN,
	TXO_CLINIC_SKIN,
	TXO_CLINIC_DEVICE,
	TXO_CLINIC_DEPTH,
	TXO_CLINIC_PRACTITIONER,
	TXO_CLINIC_SESSION,
	TXO_CLINIC_DATE,
	TXO_CLINIC_SESSIONS,
	TXO_CLINIC_BASELINE,
	TXO_CLINIC_SCORE,
	TXO_CLINIC_IMPROVEMENT,
	TXO_CLINIC_SATISFACTION,
	TXO_CLINIC_PAIN,
	TXO_CLINIC_SIDE_EFFECTS,
	TXO_CLINIC_REMARK,
	TXO_CLINIC_COLUMNS
};

/* Which of them a row has, in this order. */
extern const unsigned txo_clinic_session_columns, txo_clinic_course_columns;

#define TXO_CLINIC_LINE 1024	/* bytes that a line never has */

struct txo_clinic_row {
	unsigned columns;	/* a bit for each that it has */
	struct txo_text cell[TXO_CLINIC_COLUMNS];

	/* private */
	char date[TXO_CLINIC_DAYS][10];
	char tenths[TXO_CLINIC_TOP + 1][6];
	uint8_t tenths_n[TXO_CLINIC_TOP + 1];
	char patient[24];
	char effects[160];
};

void txo_clinic_row_init(struct txo_clinic_row *row);

/* The session at hand. */
void txo_clinic_session_row(struct txo_clinic_row *row,
			    const struct txo_clinic *c);

/* The course, as its last session left it; the date is that of the first. */
void txo_clinic_course_row(struct txo_clinic_row *row,
			   const struct txo_clinic *c, int first_day);

/* The row as a line of CSV, with its line end; returns its length. */
size_t txo_clinic_line(const struct txo_clinic_row *row, char *line);

#endif
