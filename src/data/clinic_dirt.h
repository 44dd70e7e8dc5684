/*
 * clinic_dirt.h - what becomes of clean rows in a spreadsheet.
 *
 *	struct txo_clinic_dirt d;
 *	status = txo_clinic_dirt_init(&d, seed, &err);
 *	txo_clinic_row_spoil(&d, &row);
 *	txo_clinic_dirt_release(&d);
 *
 * At most one cell of a row is spoilt, by a random stream of its own: the clinic
 * below is the same as without. Baseline, score, session and patient are never
 * touched.
 */
#ifndef TXO_DATA_CLINIC_DIRT_H
#define TXO_DATA_CLINIC_DIRT_H

#include "data/clinic_row.h"

enum txo_clinic_dirt_kind {
	/* read as they are meant */
	TXO_DIRT_WORD,		/* NA, n/a, - or nothing for an improvement */
	TXO_DIRT_CAPITALS,	/* of a concern */
	TXO_DIRT_BLANKS,	/* around a concern */
	TXO_DIRT_NO_BREAK,	/* a no-break space in or behind it */
	TXO_DIRT_EFFECTS,	/* side effects in capitals */
	/* found by txo check */
	TXO_DIRT_CODE,		/* -99 for a satisfaction */
	TXO_DIRT_NUMBER,	/* a letter or a comma in an improvement */
	TXO_DIRT_DATE,		/* 30 February */
	TXO_DIRT_EFFECT,	/* other words in place of side effects */
	TXO_DIRT_BLANK_ROW,	/* behind the row */
	TXO_DIRT_TOTAL,		/* a row of totals behind all others */
	TXO_DIRT_KINDS
};

struct txo_clinic_dirt_type {
	const char *name, *names;	/* of one, of several */
	const char *column;		/* that is spoilt, or "" */
	int rate;	/* of 1024 rows; 0: not by chance */
};

extern const struct txo_clinic_dirt_type txo_clinic_dirt_type[TXO_DIRT_KINDS];

struct txo_clinic_dirt {
	uint64_t put[TXO_DIRT_KINDS];	/* how many of each so far */
	uint64_t rows;

	/* private */
	void *generator;
	uint8_t kind_of[1024];
	char text[160];
};

/* TXO_IO when memory runs out. */
TXO_NODISCARD
enum txo_status txo_clinic_dirt_init(struct txo_clinic_dirt *d, uint32_t seed,
				     struct txo_error *err);
void txo_clinic_dirt_release(struct txo_clinic_dirt *d);

/* Spoil the row, perhaps. True if a blank row is to follow it. */
bool txo_clinic_row_spoil(struct txo_clinic_dirt *d,
			  struct txo_clinic_row *row);

/* Make a blank row of a row of these columns; or the row of totals. */
void txo_clinic_row_blank(struct txo_clinic_row *row);
void txo_clinic_row_total(struct txo_clinic_dirt *d,
			  struct txo_clinic_row *row);

#endif
