/*
 * dialect.c - which character parts the fields.
 *
 * The text is cut into records once, quotes respected, and each candidate is
 * counted in each record. The right one stands equally often in the header and
 * in all rows; it is rare in a title above them. Other candidates stand within
 * cells: seldom equally often, hardly ever in the header as well.
 */
#include "data/dialect.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

static const char candidate[] = { ',', ';', '\t', '|' };

#define CANDIDATES sizeof(candidate)
#define COMMA 0

/* How often each candidate stands in a record, outside quotes. */
struct counts {
	uint32_t n[CANDIDATES];
	uint32_t decimal; /* commas between two digits */
};

struct scan {
	struct counts *record;
	size_t records, room;
	size_t lf, crlf, cr;
	bool whole; /* the text is all of the file */
	bool failed;
};

/* How well a candidate parts the records. */
struct fit {
	uint32_t each; /* times in most of the records that have it */
	size_t share; /* records with so many */
	size_t run, run_from; /* the longest run of such records */
	bool viable;
};

static size_t find_candidate(char c)
{
	size_t k = 0;

	while (k < CANDIDATES && candidate[k] != c)
		k++;
	return k;
}

static bool is_digit(struct txo_text t, size_t i)
{
	return i < t.n && t.p[i] >= '0' && t.p[i] <= '9';
}

/* The place behind the quote that closes the field whose quote is at i. */
static size_t skip_quoted(struct txo_text t, size_t i)
{
	for (i++; i < t.n; i++) {
		if (t.p[i] != '"')
			continue;
		if (i + 1 == t.n || t.p[i + 1] != '"')
			return i + 1;
		i++;
	}
	return t.n + 1; /* it never closes */
}

static void end_record(struct scan *s, const struct counts *c)
{
	struct counts *grown = txo_grow(s->record, &s->room, s->records + 1,
					sizeof(*c));

	if (!grown) {
		s->failed = true;
		return;
	}
	s->record = grown;
	s->record[s->records++] = *c;
}

/* The line end at i: its length. */
static size_t take_line_end(struct scan *s, struct txo_text t, size_t i)
{
	if (t.p[i] == '\n') {
		s->lf++;
		return 1;
	}
	if (i + 1 < t.n && t.p[i + 1] == '\n') {
		s->crlf++;
		return 2;
	}
	if (i + 1 < t.n || s->whole)
		s->cr++; /* else an LF may follow */
	return 1;
}

/* Count the record that begins at i; the place behind it. */
static size_t scan_record(struct scan *s, struct txo_text t, size_t i)
{
	struct counts c = { { 0 }, 0 };
	bool field_begins = true, blank = true;

	while (i < t.n && t.p[i] != '\n' && t.p[i] != '\r') {
		size_t k = find_candidate(t.p[i]);

		if (field_begins && t.p[i] == '"') {
			i = skip_quoted(t, i);
			blank = field_begins = false;
			continue;
		}
		if (k < CANDIDATES)
			c.n[k]++;
		if (k == COMMA && i > 0 && is_digit(t, i - 1) &&
		    is_digit(t, i + 1))
			c.decimal++;
		blank = blank && (t.p[i] == ' ' || t.p[i] == '\t');
		field_begins = k < CANDIDATES;
		i++;
	}
	/* A record that is cut off counts only if there is no other. */
	if (!blank && (i < t.n || (i == t.n && s->whole) || !s->records))
		end_record(s, &c);
	return i < t.n ? i + take_line_end(s, t, i) : t.n;
}

/* The count that most of the records have which have any; the larger of two. */
static uint32_t most_common(const struct scan *s, size_t k, uint32_t *seen,
			    size_t room)
{
	uint32_t best = 0;

	memset(seen, 0, room * sizeof(*seen));
	for (size_t i = 0; i < s->records; i++)
		seen[s->record[i].n[k]]++;
	for (uint32_t n = 1; n < room; n++)
		if (seen[n] && (!best || seen[n] >= seen[best]))
			best = n;
	return best;
}

static struct fit fit_of(const struct scan *s, size_t k, uint32_t each)
{
	struct fit f = { .each = each };
	size_t run = 0, without = 0;

	for (size_t i = 0; each && i < s->records; i++) {
		uint32_t n = s->record[i].n[k];

		run = n == each ? run + 1 : 0;
		f.share += n == each;
		without += n == 0 && f.share;
		if (run > f.run) {
			f.run = run;
			f.run_from = i + 1 - run;
		}
	}
	/* Lines without it are titles; below the header there are none. */
	f.viable = f.share > without;
	return f;
}

/* Can all the commas of the longest run be decimal marks? */
static bool only_decimal(const struct scan *s, const struct fit *comma)
{
	for (size_t i = 0; i < comma->run; i++) {
		const struct counts *c = &s->record[comma->run_from + i];

		if (c->n[COMMA] != c->decimal)
			return false;
	}
	return comma->run > 0;
}

static int compare(const struct fit *a, const struct fit *b)
{
	if (a->share != b->share)
		return a->share < b->share ? -1 : 1;
	return (a->run > b->run) - (a->run < b->run);
}

/* The best candidate; *other is one that is as good, or the same. */
static size_t best_of(const struct fit *f, size_t *other)
{
	size_t best = COMMA;

	for (size_t k = 0; k < CANDIDATES; k++)
		if (f[k].viable &&
		    (!f[best].viable || compare(&f[k], &f[best]) > 0))
			best = k;
	*other = best;
	for (size_t k = 0; k < CANDIDATES && f[best].viable; k++)
		if (k != best && compare(&f[k], &f[best]) == 0)
			*other = k;
	return best;
}

static enum txo_status choose(const struct scan *s, size_t room,
			      struct txo_dialect *d, struct txo_error *err)
{
	uint32_t *seen = malloc(room * sizeof(*seen));
	struct fit f[CANDIDATES];
	char a[2], b[2];
	size_t best, other;

	if (!seen)
		return txo_fail_memory(err);
	for (size_t k = 0; k < CANDIDATES; k++)
		f[k] = fit_of(s, k, most_common(s, k, seen, room));
	free(seen);
	for (size_t k = 0; k < CANDIDATES; k++)
		if (k != COMMA && f[k].viable &&
		    2 * f[k].share >= f[COMMA].share &&
		    only_decimal(s, &f[COMMA]))
			f[COMMA] = (struct fit){ 0 };
	best = best_of(f, &other);
	d->delimiter = candidate[best];
	if (other == best)
		return TXO_OK;
	return txo_fail(
		err, TXO_DATA,
		"its fields may be parted by %s or by %s; say which "
		"with --delimiter",
		txo_delimiter_name(candidate[best < other ? best : other], a),
		txo_delimiter_name(candidate[best < other ? other : best], b));
}

/* Can the character part fields? */
static bool parts(char c)
{
	if (c == '\t')
		return true;
	return c >= ' ' && c <= '~' && c != '"' && !(c >= '0' && c <= '9') &&
	       !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z');
}

/* The first line sep=X, with or without quotes: its X, and all its bytes. */
static char read_sep(struct txo_text t, size_t *bytes)
{
	size_t n = 0, quote;
	char x;

	while (n < t.n && t.p[n] != '\n' && t.p[n] != '\r')
		n++;
	quote = n == 7 && t.p[0] == '"' && t.p[6] == '"';
	if (n != 5 + 2 * quote ||
	    !txo_text_equal_nocase((struct txo_text){ t.p + quote, 4 },
				   txo_text("sep=")))
		return 0;
	x = t.p[quote + 4];
	if (n + 1 < t.n && t.p[n] == '\r' && t.p[n + 1] == '\n')
		n++;
	*bytes = n < t.n ? n + 1 : n;
	return parts(x) ? x : 0;
}

static enum txo_line_end line_end_of(const struct scan *s)
{
	int kinds = (s->lf > 0) + (s->crlf > 0) + (s->cr > 0);

	return kinds > 1 ? TXO_LINES_MIXED :
	       s->lf	 ? TXO_LINES_LF :
	       s->crlf	 ? TXO_LINES_CRLF :
	       s->cr	 ? TXO_LINES_CR :
			   TXO_LINES_NONE;
}

enum txo_status txo_dialect_find(struct txo_dialect *d, struct txo_text first,
				 bool whole, char delimiter,
				 struct txo_error *err)
{
	struct scan s = { .whole = whole };
	const char *nul = first.n ? memchr(first.p, '\0', first.n) : NULL;
	enum txo_status status = TXO_OK;
	char sep;

	*d = (struct txo_dialect){ .delimiter = delimiter };
	sep = read_sep(first, &d->skip);
	if (!sep)
		d->skip = 0;
	if (!delimiter)
		d->delimiter = sep;
	d->guessed = !d->delimiter;
	if (nul) {
		first.n = (size_t)(nul - first.p);
		s.whole = false;
	}
	for (size_t i = d->skip; i < first.n && !s.failed;)
		i = scan_record(&s, first, i);
	d->line_end = line_end_of(&s);
	if (s.failed)
		status = txo_fail_memory(err);
	else if (d->guessed)
		status = choose(&s, first.n + 1, d, err);
	free(s.record);
	return status;
}

static const struct {
	const char *word;
	char delimiter;
} words[] = {
	{ "comma", ',' }, { "semicolon", ';' }, { "tab", '\t' },
	{ "\\t", '\t' },  { "pipe", '|' },	{ "space", ' ' },
};

#define WORDS (sizeof(words) / sizeof(words[0]))

char txo_delimiter_read(struct txo_text t)
{
	for (size_t i = 0; i < WORDS; i++)
		if (txo_text_equal_nocase(t, txo_text(words[i].word)))
			return words[i].delimiter;
	return t.n == 1 && parts(*t.p) ? *t.p : 0;
}

const char *txo_delimiter_name(char delimiter, char *buf)
{
	for (size_t i = 0; i < WORDS; i++)
		if (words[i].delimiter == delimiter)
			return words[i].word;
	buf[0] = delimiter;
	buf[1] = '\0';
	return buf;
}

const char *txo_line_end_name(enum txo_line_end end)
{
	static const char *const name[] = { "none", "LF", "CRLF", "CR",
					    "mixed" };

	return name[end];
}
