/*
 * heading.c - which record is the header.
 *
 * Spreadsheets put titles above it, and a cell of the data may read like the
 * name of a column. So a record below the first is taken only if it fits, is
 * as wide as the table, and stands out: more cells filled than in any record
 * above it, or a text above a number.
 */
#include "data/heading.h"

#include <stdlib.h>
#include <string.h>

#include "data/missing.h"

#define CANDIDATES 50 /* records that may be the header */

struct search {
	struct txo_table *t;
	txo_table_fits *fits;
	void *ctx;
	size_t place[CANDIDATES]; /* of records that are not blank */
	size_t n;
};

bool txo_record_is_blank(const struct txo_record *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (txo_text_trim(txo_record_field(r, i)).n)
			return false;
	return true;
}

/* Lives until the next candidate is asked for; its cells live on. */
static const struct txo_record *candidate(const struct search *s, size_t k)
{
	return txo_csv_look(s->t->csv, s->place[k]);
}

/* A number, a date, a time, a share: digits and what stands between them. */
static bool is_figure(struct txo_text cell)
{
	bool digit = false;

	for (size_t i = 0; i < cell.n; i++) {
		if (!strchr("0123456789+-.,:/% ", cell.p[i]))
			return false;
		digit = digit || (cell.p[i] >= '0' && cell.p[i] <= '9');
	}
	return digit;
}

size_t txo_record_filled(const struct txo_record *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++)
		n += txo_text_trim(txo_record_field(r, i)).n > 0;
	return n;
}

static size_t figures(const struct txo_record *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++)
		n += is_figure(txo_text_trim(txo_record_field(r, i)));
	return n;
}

/* Does a text of candidate k stand above a number? */
static bool tops_figures(const struct search *s, size_t k)
{
	static const struct txo_missing missing = { NULL, 0 };
	size_t width = candidate(s, k)->n;

	if (k + 1 == s->n || candidate(s, k + 1)->n != width)
		return false;
	for (size_t i = 0; i < width; i++) {
		struct txo_text name, below;

		below = txo_text_trim(txo_record_field(candidate(s, k + 1), i));
		if (!is_figure(below))
			continue;
		name = txo_text_trim(txo_record_field(candidate(s, k), i));
		if (!is_figure(name) && !txo_is_missing(&missing, name))
			return true;
	}
	return false;
}

/* Can candidate k be a header, with titles above it? */
static bool stands_out(const struct search *s, size_t k)
{
	size_t cells = txo_record_filled(candidate(s, k));
	size_t numbers = figures(candidate(s, k));
	bool fullest = 2 * numbers < cells;

	for (size_t i = 0; i < k && fullest; i++)
		fullest = txo_record_filled(candidate(s, i)) < cells;
	return fullest || (!numbers && tops_figures(s, k));
}

/* Take candidate k as the header and ask whether it fits. */
static enum txo_status attempt(struct search *s, size_t k,
			       struct txo_error *err)
{
	struct txo_header *h = &s->t->header;
	enum txo_status status;

	txo_header_release(h);
	status = txo_header_init(h, candidate(s, k), err);
	return status == TXO_OK ? txo_table_try(s->t, s->fits, s->ctx, err) :
				  status;
}

static bool is_final(enum txo_status status)
{
	return status == TXO_OK || status == TXO_IO;
}

/*
 * The first candidate below the first that stands out and fits, of those with
 * the width of the table or of the others; else *k is left alone.
 */
static enum txo_status attempt_lower(struct search *s, bool wide, size_t *k,
				     struct txo_error *err)
{
	enum txo_status status = TXO_DATA;

	for (size_t i = 1; i < s->n && !is_final(status); i++) {
		if ((candidate(s, i)->n == s->t->width) != wide ||
		    !stands_out(s, i))
			continue;
		status = attempt(s, i, err);
		*k = status == TXO_OK ? i : *k;
	}
	return status;
}

/*
 * The first candidate stands alone on its line and yet fits: then this is a
 * file of one column, whose cells hold what looked like delimiters.
 */
static void take_single_column(struct search *s)
{
	struct txo_dialect *d = &s->t->dialect;
	const struct txo_record *r = candidate(s, 0);
	struct txo_text cell;

	if (!d->guessed || d->delimiter == ',' || r->n != 1)
		return;
	cell = txo_record_field(r, 0);
	if (cell.n && memchr(cell.p, ',', cell.n))
		return;
	if (txo_csv_begin(s->t->csv, ',', d->skip))
		d->delimiter = ',';
}

/* The candidate that a reader would take for the header: no title. */
static size_t most_plausible(const struct search *s)
{
	size_t first = s->n;

	for (size_t k = 0; k < s->n; k++) {
		if (candidate(s, k)->n < s->t->width)
			continue;
		if (2 * txo_record_filled(candidate(s, k)) > s->t->width)
			return k;
		first = first < s->n ? first : k;
	}
	return first < s->n ? first : 0;
}

/* Are the candidates above k as empty as titles are? */
static bool has_titles(const struct search *s, size_t k)
{
	for (size_t i = 0; i < k; i++)
		if (2 * txo_record_filled(candidate(s, i)) > s->t->width)
			return false;
	return true;
}

/* Try the candidates in turn; *k is the one that fits. */
static enum txo_status choose(struct search *s, size_t *k,
			      struct txo_error *err)
{
	bool first = !s->fits || candidate(s, 0)->n == s->t->width;
	enum txo_status status = TXO_DATA;

	*k = 0;
	if (first)
		status = attempt(s, 0, err);
	if (!is_final(status))
		status = attempt_lower(s, true, k, err);
	if (!is_final(status) && !first) {
		status = attempt(s, 0, err);
		if (status == TXO_OK)
			take_single_column(s);
	}
	if (!is_final(status))
		status = attempt_lower(s, false, k, err);
	if (is_final(status))
		return status;
	*k = most_plausible(s);
	if (s->t->options.every_row && !has_titles(s, *k))
		*k = 0;
	s->t->last_resort = true;
	status = attempt(s, *k, err);
	if (status == TXO_OK && *k && !s->t->options.every_row)
		status = txo_fail(err, TXO_DATA,
				  "no row stands out as the header; if there "
				  "is none, name the columns with --header");
	else if (status != TXO_OK && err && *k)
		err->line = s->t->header.line;
	return status;
}

/* Find the candidates, and how wide most of the records at hand are. */
static enum txo_status find_candidates(struct search *s, struct txo_error *err)
{
	const struct txo_record *r;
	size_t *seen, most = 0, n;

	for (size_t i = 0; (r = txo_csv_look(s->t->csv, i)) != NULL; i++)
		most = r->n > most ? r->n : most;
	seen = calloc(most + 1, sizeof(*seen));
	if (!seen)
		return txo_fail_memory(err);
	for (size_t i = 0; (r = txo_csv_look(s->t->csv, i)) != NULL; i++) {
		if (txo_record_is_blank(r))
			continue;
		if (s->n < CANDIDATES)
			s->place[s->n++] = i;
		seen[r->n]++;
	}
	for (n = 1; n <= most; n++)
		if (seen[n] >= seen[s->t->width])
			s->t->width = n;
	/* In doubt the rows are at fault, if the first is no title. */
	n = s->n ? candidate(s, 0)->n : 0;
	if (n > 1 && seen[n] == seen[s->t->width])
		s->t->width = n;
	free(seen);
	return TXO_OK;
}

/* Drop records from the reader, up to the first that is not blank. */
static enum txo_status skip_blank(struct txo_csv *csv, struct txo_error *err)
{
	const struct txo_record *r;
	enum txo_status status = TXO_OK;
	bool any = false;

	while (status == TXO_OK && (r = txo_csv_look(csv, 0)) != NULL &&
	       txo_record_is_blank(r)) {
		status = txo_csv_next(csv, &r, err);
		any = true;
	}
	if (status == TXO_OK && !txo_csv_look(csv, 0)) {
		status = txo_csv_next(csv, &r, err);
		if (status == TXO_OK)
			status = txo_fault(
				err, any ? "blank-header" : "source-error",
				txo_fail(err, TXO_DATA,
					 "%s: there is no header",
					 any ? "all cells are empty" :
					       "the file is empty"));
	}
	return status;
}

enum txo_status txo_heading_read(struct txo_table *t, txo_table_fits *fits,
				 void *ctx, struct txo_error *err)
{
	struct search s = { .t = t, .fits = fits, .ctx = ctx, .n = 0 };
	const struct txo_record *r;
	enum txo_status status = skip_blank(t->csv, err);
	size_t k = 0;

	if (status == TXO_OK)
		status = find_candidates(&s, err);
	if (status == TXO_OK)
		status = choose(&s, &k, err);
	if (status != TXO_OK)
		return status;
	do
		status = txo_csv_next(t->csv, &r, err);
	while (status == TXO_OK && r && r->line < t->header.line);
	if (k)
		t->titles = t->header.line - 1 - (t->dialect.skip > 0);
	return status;
}
