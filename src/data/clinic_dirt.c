/*
 * clinic_dirt.c - faults of clinic_dirt.h.
 *
 * METHOD: one word of gsl_rng_taus2 of the GNU Scientific Library a row, seeded
 * by gsl_rng_set(seed): ten bits choose the fault by a table of 1024, others its
 * form. What is chosen does not depend on what the cell holds, so the cells that
 * can still be read are a random part of all.
 */
#include "data/clinic_dirt.h"

#include <gsl/gsl_rng.h>
#include <string.h>

#define NONE TXO_DIRT_KINDS

const struct txo_clinic_dirt_type txo_clinic_dirt_type[TXO_DIRT_KINDS] = {
	{ "missing word", "missing words", "improvement", 24 },
	{ "concern in capitals", "concerns in capitals", "concern", 40 },
	{ "concern in blanks", "concerns in blanks", "concern", 32 },
	{ "no-break space", "no-break spaces", "concern", 24 },
	{ "list in capitals", "lists in capitals", "side_effects", 24 },
	{ "code -99", "codes -99", "satisfaction", 8 },
	{ "unreadable number", "unreadable numbers", "improvement", 12 },
	{ "impossible date", "impossible dates", "date", 8 },
	{ "unknown side effect", "unknown side effects", "side_effects", 8 },
	{ "blank row", "blank rows", "", 8 },
	{ "row of totals", "rows of totals", "", 0 }
};

enum txo_status txo_clinic_dirt_init(struct txo_clinic_dirt *d, uint32_t seed,
				     struct txo_error *err)
{
	gsl_rng *generator = gsl_rng_alloc(gsl_rng_taus2);
	int at = 0;

	*d = (struct txo_clinic_dirt){ .rows = 0 };
	if (!generator)
		return txo_fail_memory(err);
	gsl_rng_set(generator, seed);
	d->generator = generator;
	memset(d->kind_of, NONE, sizeof(d->kind_of));
	for (int i = 0; i < TXO_DIRT_KINDS; i++)
		for (int j = 0; j < txo_clinic_dirt_type[i].rate; j++)
			d->kind_of[at++] = (uint8_t)i;
	return TXO_OK;
}

void txo_clinic_dirt_release(struct txo_clinic_dirt *d)
{
	if (d->generator)
		gsl_rng_free(d->generator);
	d->generator = NULL;
}

static char capital(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* The cells are short: the longest is a list of side effects. */
static void set_text(struct txo_clinic_dirt *d, struct txo_text *cell,
		     struct txo_text t)
{
	size_t n = t.n < sizeof(d->text) ? t.n : sizeof(d->text);

	memcpy(d->text, t.p, n);
	*cell = (struct txo_text){ d->text, n };
}

static void put_capitals(struct txo_clinic_dirt *d, struct txo_text *cell)
{
	set_text(d, cell, *cell);
	for (size_t i = 0; i < cell->n; i++)
		d->text[i] = capital(d->text[i]);
}

static void put_blanks(struct txo_clinic_dirt *d, struct txo_text *cell,
		       unsigned form)
{
	size_t n = cell->n, before = form % 3 != 0, behind = form % 3 != 1;

	memcpy(d->text + 1, cell->p, n);
	d->text[0] = d->text[n + 1] = ' ';
	cell->p = d->text + 1 - before;
	cell->n = before + n + behind;
}

/* In place of the first blank, or behind the word. */
static void put_no_break(struct txo_clinic_dirt *d, struct txo_text *cell)
{
	const char *blank = memchr(cell->p, ' ', cell->n);
	size_t before = blank ? (size_t)(blank - cell->p) : cell->n;
	size_t after = blank ? cell->n - before - 1 : 0;

	memcpy(d->text, cell->p, before);
	memcpy(d->text + before, "\302\240", 2);
	if (after)
		memcpy(d->text + before + 2, blank + 1, after);
	*cell = (struct txo_text){ d->text, before + 2 + after };
}

/* The letter O for a nought, or else a comma for the point. */
static void put_letter(struct txo_clinic_dirt *d, struct txo_text *cell)
{
	char *nought, *point;

	set_text(d, cell, *cell);
	nought = memchr(d->text, '0', cell->n);
	point = memchr(d->text, '.', cell->n);
	if (nought)
		*nought = 'O';
	else if (point)
		*point = ',';
}

static void put_impossible_day(struct txo_clinic_dirt *d, struct txo_text *cell)
{
	set_text(d, cell, *cell);
	memcpy(d->text + 4, "-02-30", 6);
}

static void spoil(struct txo_clinic_dirt *d, enum txo_clinic_dirt_kind kind,
		  struct txo_text *cell, unsigned form)
{
	static const char *const words[] = { "NA", "n/a", "-", "" };

	switch (kind) {
	case TXO_DIRT_WORD:
		cell[TXO_CLINIC_IMPROVEMENT] = txo_text(words[form & 3]);
		break;
	case TXO_DIRT_CAPITALS:
		put_capitals(d, &cell[TXO_CLINIC_CONCERN]);
		break;
	case TXO_DIRT_BLANKS:
		put_blanks(d, &cell[TXO_CLINIC_CONCERN], form);
		break;
	case TXO_DIRT_NO_BREAK:
		put_no_break(d, &cell[TXO_CLINIC_CONCERN]);
		break;
	case TXO_DIRT_EFFECTS:
		put_capitals(d, &cell[TXO_CLINIC_SIDE_EFFECTS]);
		break;
	case TXO_DIRT_CODE:
		cell[TXO_CLINIC_SATISFACTION] = txo_text("-99");
		break;
	case TXO_DIRT_NUMBER:
		put_letter(d, &cell[TXO_CLINIC_IMPROVEMENT]);
		break;
	case TXO_DIRT_DATE:
		put_impossible_day(d, &cell[TXO_CLINIC_DATE]);
		break;
	case TXO_DIRT_EFFECT:
		cell[TXO_CLINIC_SIDE_EFFECTS] = txo_text("see file");
		break;
	case TXO_DIRT_BLANK_ROW:
	case TXO_DIRT_TOTAL:
	case TXO_DIRT_KINDS:
	default:
		break;
	}
}

bool txo_clinic_row_spoil(struct txo_clinic_dirt *d, struct txo_clinic_row *row)
{
	uint32_t word = (uint32_t)gsl_rng_get(d->generator);
	enum txo_clinic_dirt_kind kind = d->kind_of[word >> 22];

	d->rows++;
	if (kind == NONE)
		return false;
	d->put[kind]++;
	spoil(d, kind, row->cell, word & 255);
	return kind == TXO_DIRT_BLANK_ROW;
}

void txo_clinic_row_blank(struct txo_clinic_row *row)
{
	for (int i = 0; i < TXO_CLINIC_COLUMNS; i++)
		row->cell[i] = (struct txo_text){ NULL, 0 };
}

/* How many rows there are, below the patients. */
void txo_clinic_row_total(struct txo_clinic_dirt *d, struct txo_clinic_row *row)
{
	uint64_t n = d->rows;
	size_t at = sizeof(d->text);

	txo_clinic_row_blank(row);
	do
		d->text[--at] = (char)('0' + n % 10);
	while (n /= 10);
	row->cell[TXO_CLINIC_PATIENT] = txo_text("Total");
	row->cell[TXO_CLINIC_CONCERN] = (struct txo_text){
		d->text + at, sizeof(d->text) - at
	};
	d->put[TXO_DIRT_TOTAL]++;
}
