/*
 * plausible.c - is it a header or a title? Told in heading.h.
 *
 * A spreadsheet writes its titles as wide as the table, most cells empty, so
 * width alone does not tell; nor does a role alone ("Clinic", "Berlin").
 */
#include "data/heading.h"

#define LOOKED_AT 50 /* records */

static size_t roles_filled(const struct txo_header *h)
{
	size_t n = 0, column;

	for (const struct txo_role *r = txo_roles(); r->name; r++)
		n += txo_header_role(h, r, &column, NULL) == TXO_OK &&
		     column != TXO_NO_COLUMN;
	return n;
}

static size_t blank_names(const struct txo_header *h)
{
	size_t n = 0;

	for (size_t i = 0; i < h->fields; i++)
		n += !h->name[i].n;
	return n;
}

/* Does a record below fill more roles, without a blank cell? */
static bool is_outdone(const struct txo_table *t, size_t roles)
{
	const struct txo_header *h = &t->header;
	const struct txo_record *r;
	bool outdone = false;

	for (size_t i = 0;
	     i < LOOKED_AT && !outdone && (r = txo_csv_look(t->csv, i)); i++) {
		struct txo_header other = { .map = h->map, .maps = h->maps };

		if (r->line <= h->line || r->n != t->width ||
		    txo_record_filled(r) < r->n)
			continue;
		if (txo_header_init(&other, r, NULL) == TXO_OK)
			outdone = roles_filled(&other) > roles;
		txo_header_release(&other);
	}
	return outdone;
}

/* A record above that is too full to be a title, or NULL. */
static const struct txo_record *full_record_above(const struct txo_table *t)
{
	const struct txo_record *r;

	for (size_t i = 0;
	     (r = txo_csv_look(t->csv, i)) != NULL && r->line < t->header.line;
	     i++)
		if (2 * txo_record_filled(r) > t->header.fields)
			return r;
	return NULL;
}

enum txo_status txo_heading_plausible(const struct txo_table *t,
				      struct txo_error *err)
{
	const struct txo_header *h = &t->header;
	size_t roles = roles_filled(h), blank = blank_names(h);
	bool whole = h->fields >= t->width;
	bool title = !roles && (!whole || 2 * blank > h->fields);
	const struct txo_record *above;

	if (!h->line || (whole && roles && !blank))
		return TXO_OK;
	above = roles ? NULL : full_record_above(t);
	if (above)
		return txo_fail(err, TXO_USAGE,
				"the header may be line %llu, but it has %zu "
				"field%s where most lines have %zu: correct "
				"it, or name a column with --map (txo help "
				"roles)",
				(unsigned long long)above->line, above->n,
				above->n == 1 ? "" : "s", t->width);
	if (title || ((!whole || blank) && is_outdone(t, roles)))
		return txo_header_fail(h, err,
				       "no line is sure to be the header: name "
				       "a column with --map (txo help roles), "
				       "or all with --header");
	return TXO_OK;
}
