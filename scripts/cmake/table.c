/*
 * table.c - a CSV file as rows of C, while txo is built.
 *
 *	txo-table IN.csv OUT.inc NAME:KIND ...
 *
 * Writes TXO_ROW(cell, cell, ...) for each record. There is one NAME:KIND for
 * each column, in order; the header must have these names. KIND is
 *	text	a string
 *	number	a number as it stands, NAN when the cell is empty
 *	a|b|c	one of these words, bare
 * Exit 1, with one sentence and no OUT.inc, for whatever else stands there.
 */
#include <csv.h>
#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define LONGEST_STRING 4095	/* what every C compiler takes */

struct job {
	const char *in, *out;
	char *const *column;	/* NAME:KIND */
	size_t columns;
	FILE *to;
	size_t field;		/* of the record at hand */
	unsigned long line, records;
	bool failed;
};

/* "IN.csv:3: ", the sentence, and no more of the kind. */
static void fail(struct job *j, const char *why, const char *what)
{
	if (!j->failed)
		fprintf(stderr, "%s:%lu: %s%s%s%s\n", j->in, j->line, why,
			*what ? " '" : "", what, *what ? "'" : "");
	j->failed = true;
}

static void write_text(struct job *j, const char *p, size_t n)
{
	if (n > LONGEST_STRING)
		fail(j, "a cell is longer than a C string may be", "");
	fputc('"', j->to);
	for (; n > 0; n--, p++) {
		unsigned char c = (unsigned char)*p;

		if (c < ' ' || c > '~' || strchr("\"\\?", c))
			fprintf(j->to, "\\%03o", c);
		else
			fputc(c, j->to);
	}
	fputc('"', j->to);
}

/* Digits with at most one point between them, as C reads them: no 08, no 1. */
static bool is_number(const char *p)
{
	p += *p == '-';
	if (!isdigit((unsigned char)*p) || (p[0] == '0' && isdigit(p[1])))
		return false;
	p += strspn(p, "0123456789");
	if (*p == '\0')
		return true;
	return *p == '.' && p[1] && !p[1 + strspn(p + 1, "0123456789")];
}

static bool is_one_of(const char *words, const char *cell, size_t n)
{
	for (;; words++) {
		size_t m = strcspn(words, "|");

		if (n > 0 && m == n && memcmp(words, cell, n) == 0)
			return true;
		words += m;
		if (*words == '\0')
			return false;
	}
}

static void write_cell(struct job *j, const char *kind, const char *cell,
		       size_t n)
{
	if (strcmp(kind, "text") == 0) {
		write_text(j, cell, n);
	} else if (strcmp(kind, "number") == 0) {
		if (n > 0 && !is_number(cell))
			fail(j, "this is not a number:", cell);
		fputs(n > 0 ? cell : "NAN", j->to);
	} else {
		if (!is_one_of(kind, cell, n)) {
			fprintf(stderr, "%s:%lu: '%s' is none of %s\n", j->in,
				j->line, cell, kind);
			j->failed = true;
		}
		fputs(cell, j->to);
	}
}

/* The header must name the column as it was given, in n bytes. */
static void check_name(struct job *j, const char *column, size_t n,
		       const char *cell)
{
	if (strlen(cell) == n && memcmp(cell, column, n) == 0)
		return;
	fprintf(stderr, "%s:%lu: the header must have here '%.*s'\n", j->in,
		j->line, (int)n, column);
	j->failed = true;
}

static void take_field(void *bytes, size_t n, void *ctx)
{
	struct job *j = ctx;
	const char *cell = bytes ? bytes : "", *column, *kind;
	size_t i = j->field++;

	if (j->failed || i >= j->columns)
		return;
	if (strlen(cell) != n) {
		fail(j, "a cell holds a NUL byte", "");
		return;
	}
	column = j->column[i];
	kind = strchr(column, ':');
	if (j->records == 0) {
		check_name(j, column, (size_t)(kind - column), cell);
		return;
	}
	fputs(i == 0 ? "TXO_ROW(" : ", ", j->to);
	write_cell(j, kind + 1, cell, n);
}

static void take_record(int end, void *ctx)
{
	struct job *j = ctx;

	(void)end;
	if (!j->failed && j->field != j->columns)
		fail(j, j->field < j->columns ? "the record is too short" :
						"the record is too long", "");
	if (j->records++ > 0)
		fputs(")\n", j->to);
	j->field = 0;
}

/* What libcsv says in strict mode tells nothing to whoever edits a table. */
static void fail_parse(struct job *j, struct csv_parser *p)
{
	int why = csv_error(p);

	fail(j, why == CSV_EPARSE ? "a quote is out of place or not closed" :
				    csv_strerror(why), "");
}

/* Feed the parser byte by byte, so that the line is known. */
static void read_all(struct job *j, FILE *from, struct csv_parser *p)
{
	int c;

	while (!j->failed && (c = getc(from)) != EOF) {
		char byte = (char)c;

		if (csv_parse(p, &byte, 1, take_field, take_record, j) != 1)
			fail_parse(j, p);
		j->line += byte == '\n';
	}
	if (!j->failed && ferror(from))
		fail(j, strerror(errno), "");
	if (!j->failed && csv_fini(p, take_field, take_record, j) != 0)
		fail_parse(j, p);
	if (!j->failed && j->records < 2)
		fail(j, "there is no record below the header", "");
}

static int run(struct job *j)
{
	FILE *from = fopen(j->in, "rb");
	struct csv_parser p;

	if (!from) {
		fprintf(stderr, "%s: %s\n", j->in, strerror(errno));
		return 1;
	}
	j->to = fopen(j->out, "w");
	if (!j->to) {
		fprintf(stderr, "%s: %s\n", j->out, strerror(errno));
		fclose(from);
		return 1;
	}
	if (csv_init(&p, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) == 0) {
		read_all(j, from, &p);
		csv_free(&p);
	} else {
		fail(j, "memory ran out", "");
	}
	fclose(from);
	if (fclose(j->to) != 0 && !j->failed) {
		fprintf(stderr, "%s: %s\n", j->out, strerror(errno));
		j->failed = true;
	}
	if (j->failed)
		remove(j->out);
	return j->failed;
}

int main(int argc, char **argv)
{
	struct job j = { .line = 1 };

	if (argc < 4) {
		fputs("usage: txo-table IN.csv OUT.inc NAME:KIND ...\n",
		      stderr);
		return 2;
	}
	j.in = argv[1];
	j.out = argv[2];
	j.column = argv + 3;
	j.columns = (size_t)argc - 3;
	for (size_t i = 0; i < j.columns; i++)
		if (!strchr(j.column[i], ':')) {
			fprintf(stderr, "txo-table: '%s' is not NAME:KIND\n",
				j.column[i]);
			return 2;
		}
	return run(&j);
}
