/*
 * check.c - compare what txo prints with frozen reference values.
 *
 *	check TXO REFERENCE.csv
 *
 * Run from the root of the repository. A line of the reference file holds
 * command,row,column,expected,digits,source; nothing in command or row means
 * the same as in the line above; lines beginning with '#' are skipped. Each
 * command is run once for the lines that follow each other with it, as
 * "TXO COMMAND --format csv -q". `row` is "name=value;name=value": it must
 * select one line of the output, where a value ending in '*' asks for a
 * beginning. `expected` is a number, =TEXT, or nothing for an empty cell.
 * `digits` is the log relative error asked for; 0 asks for the same number.
 *
 * Exit status: 0 all passed, 1 some failed, 2 the check could not be made.
 */
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 50, REF_COLUMNS = 6, STATISTICS = 128 };

enum { COMMAND, ROW, COLUMN, EXPECTED, DIGITS };

/* Cells of a CSV text, all lines cut or filled to the width of the first. */
struct table {
	char *text;
	char **cell;
	size_t columns, rows; /* rows without the header */
	size_t n, room;
};

/* What became of the cells of one output column. */
struct statistic {
	const char *name;
	size_t passed, failed;
	double worst;
};

struct check {
	const char *txo;
	struct table ref, out;
	bool ran; /* the current command printed a table */
	size_t passed, failed, commands;
	struct statistic stat[STATISTICS];
};

static void die(const char *what, const char *about)
{
	fprintf(stderr, "check: %s: %s\n", what, about);
	exit(2);
}

static void *grow(void *old, size_t count, size_t size)
{
	void *p = realloc(old, count * size);

	if (!p)
		die("memory", "none left");
	return p;
}

static char *read_all(FILE *f)
{
	size_t len = 0, room = 1 << 16;
	char *text = grow(NULL, room, 1);
	size_t got;

	while ((got = fread(text + len, 1, room - len - 1, f)) > 0) {
		len += got;
		if (room - len < 2)
			text = grow(text, room *= 2, 1);
	}
	text[len] = '\0';
	return text;
}

static void table_release(struct table *t)
{
	free(t->text);
	free(t->cell);
	memset(t, 0, sizeof(*t));
}

static void table_add(struct table *t, char *cell)
{
	if (t->n == t->room) {
		t->room = t->room ? 2 * t->room : 256;
		t->cell = grow(t->cell, t->room, sizeof(*t->cell));
	}
	t->cell[t->n++] = cell;
}

/*
 * Cut one field out of the text at p, in place. *last tells that the line or
 * the text ends with it. Returns where the next one begins.
 */
static char *cut_field(char *p, char **field, bool *last)
{
	char *to = p;
	bool quoted = *p == '"';

	*field = p;
	if (quoted)
		p++;
	while (*p) {
		if (quoted && p[0] == '"' && p[1] == '"')
			p++;
		else if (quoted && *p == '"') {
			quoted = false;
			p++;
			continue;
		} else if (!quoted && strchr(",\r\n", *p)) {
			break;
		}
		*to++ = *p++;
	}
	*last = *p != ',';
	if (*p == '\r' && p[1] == '\n')
		p++;
	if (*p)
		p++;
	*to = '\0';
	return p;
}

/* Bring the line that has just ended to the width of the table. */
static void table_end_line(struct table *t, size_t begin)
{
	static char empty[] = "";

	if (!t->columns) {
		t->columns = t->n;
		return;
	}
	while (t->n - begin < t->columns)
		table_add(t, empty);
	t->n = begin + t->columns;
	t->rows++;
}

/* Takes over the text. */
static void table_parse(struct table *t, char *text)
{
	char *p = text;

	memset(t, 0, sizeof(*t));
	t->text = text;
	while (*p) {
		size_t begin = t->n;
		bool last = false;

		if (*p == '#' || *p == '\n' || *p == '\r') {
			p += strcspn(p, "\n");
			p += *p == '\n';
			continue;
		}
		while (!last) {
			char *field;

			p = cut_field(p, &field, &last);
			table_add(t, field);
		}
		table_end_line(t, begin);
	}
}

static const char *table_cell(const struct table *t, size_t row, size_t column)
{
	return t->cell[(row + 1) * t->columns + column];
}

/* Column of that name, or columns if there is none. */
static size_t table_find(const struct table *t, const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < t->columns; i++)
		if (strlen(t->cell[i]) == len &&
		    !strncmp(t->cell[i], name, len))
			break;
	return i;
}

/* Does the cell equal the value of len bytes, or begin with it before '*'? */
static bool value_matches(const char *cell, const char *value, size_t len)
{
	if (len && value[len - 1] == '*')
		return !strncmp(cell, value, len - 1);
	return strlen(cell) == len && !strncmp(cell, value, len);
}

static bool row_matches(const struct table *t, size_t row, const char *key)
{
	while (*key) {
		size_t name = strcspn(key, "=;");
		size_t value = strcspn(key + name, ";");
		size_t column = table_find(t, key, name);

		if (column == t->columns || value == 0 ||
		    !value_matches(table_cell(t, row, column), key + name + 1,
				   value - 1))
			return false;
		key += name + value;
		key += *key == ';';
	}
	return true;
}

/* Number of the only row selected by key, or -1 with the reason in *why. */
static long table_select(const struct table *t, const char *key,
			 const char **why)
{
	long found = -1;

	for (size_t i = 0; i < t->rows; i++) {
		if (!row_matches(t, i, key))
			continue;
		if (found >= 0) {
			*why = "(several rows)";
			return -1;
		}
		found = (long)i;
	}
	if (found < 0)
		*why = "(no such row)";
	return found;
}

/* A whole text as a number, or NaN. */
static double number(const char *s)
{
	char *end;
	double v = strtod(s, &end);

	return end == s || *end ? (double)NAN : v;
}

/* Log relative error; of the absolute error where zero is expected. */
static double accuracy(double got, double expected)
{
	double error = fabs(got - expected);

	if (isnan(got) || isinf(got))
		return -INFINITY;
	if (error == 0)
		return INFINITY;
	return -log10(expected == 0 ? error : error / fabs(expected));
}

/* How well a cell agrees: INFINITY for equal, -INFINITY for not at all. */
static double agreement(const char *got, const char *expected)
{
	if (*expected == '=')
		return strcmp(got, expected + 1) ? -INFINITY : INFINITY;
	if (!*expected)
		return *got ? -INFINITY : INFINITY;
	return accuracy(number(got), number(expected));
}

static struct statistic *statistic_find(struct check *c, const char *name)
{
	size_t i;

	for (i = 0; i < STATISTICS && c->stat[i].name; i++)
		if (!strcmp(c->stat[i].name, name))
			return &c->stat[i];
	if (i == STATISTICS)
		die(name, "too many different columns");
	c->stat[i].name = name;
	c->stat[i].worst = INFINITY;
	return &c->stat[i];
}

/* Run the command; its output becomes the current table. */
static void run(struct check *c, const char *command)
{
	size_t size = strlen(c->txo) + strlen(command) + 32;
	char *line = grow(NULL, size, 1);
	FILE *pipe;

	table_release(&c->out);
	snprintf(line, size, "'%s' %s --format csv -q", c->txo, command);
	fflush(stdout);
	pipe = popen(line, "r");
	if (!pipe)
		die(line, strerror(errno));
	table_parse(&c->out, read_all(pipe));
	c->ran = pclose(pipe) == 0;
	c->commands++;
	if (!c->ran)
		printf("FAIL %s\n\tcommand failed\n", command);
	free(line);
}

/* The cell that the reference line asks for, or NULL with the reason. */
static const char *cell_of(const struct check *c, const char *row,
			   const char *column, const char **why)
{
	size_t at = table_find(&c->out, column, strlen(column));
	long i;

	*why = "(command failed)";
	if (!c->ran)
		return NULL;
	*why = "(no such column)";
	if (at == c->out.columns)
		return NULL;
	i = table_select(&c->out, row, why);
	return i < 0 ? NULL : table_cell(&c->out, (size_t)i, at);
}

static void check_line(struct check *c, size_t i, const char *command,
		       const char *row)
{
	const char *column = table_cell(&c->ref, i, COLUMN);
	const char *expected = table_cell(&c->ref, i, EXPECTED);
	double digits = number(table_cell(&c->ref, i, DIGITS));
	struct statistic *s = statistic_find(c, column);
	const char *why;
	const char *got = cell_of(c, row, column, &why);
	double lre = got ? agreement(got, expected) : -INFINITY;

	if (isnan(digits))
		die(row, "no number of digits");
	if (digits == 0)
		digits = INFINITY;
	if (lre < s->worst)
		s->worst = lre;
	if (lre >= digits) {
		c->passed++;
		s->passed++;
		return;
	}
	s->failed++;
	if (c->failed++ < SHOWN)
		printf("FAIL %s\n\t%s %s: expected '%s', got '%s', LRE %.1f\n",
		       command, row, column, expected, got ? got : why, lre);
}

static void check_all(struct check *c)
{
	const char *command = "", *row = "";

	for (size_t i = 0; i < c->ref.rows; i++) {
		const char *cell = table_cell(&c->ref, i, COMMAND);

		if (*cell && strcmp(cell, command)) {
			command = cell;
			run(c, command);
		}
		cell = table_cell(&c->ref, i, ROW);
		if (*cell)
			row = cell;
		check_line(c, i, command, row);
	}
}

static void report(const struct check *c)
{
	if (c->failed > SHOWN)
		printf("... and %zu more\n", c->failed - SHOWN);
	printf("%-16s %7s %7s %10s\n", "column", "passed", "failed",
	       "worst LRE");
	for (size_t i = 0; i < STATISTICS && c->stat[i].name; i++)
		printf("%-16s %7zu %7zu %10.1f\n", c->stat[i].name,
		       c->stat[i].passed, c->stat[i].failed, c->stat[i].worst);
	printf("%zu commands\n", c->commands);
	printf("%zu passed, %zu failed\n", c->passed, c->failed);
}

int main(int argc, char **argv)
{
	static struct check c;
	bool failed;
	FILE *f;

	if (argc != 3)
		die("usage", "check TXO REFERENCE.csv");
	setenv("LC_ALL", "C", 1);
	c.txo = argv[1];
	f = fopen(argv[2], "r");
	if (!f)
		die(argv[2], strerror(errno));
	table_parse(&c.ref, read_all(f));
	fclose(f);
	if (c.ref.columns != REF_COLUMNS || c.ref.rows == 0)
		die(argv[2], "not a reference file");
	check_all(&c);
	report(&c);
	failed = c.failed > 0;
	table_release(&c.ref);
	table_release(&c.out);
	return failed;
}
