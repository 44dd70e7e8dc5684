/*
 * fuzz_where.c - any bytes as a row filter, and rows to try it on.
 *
 * The first line is the filter, each further one a row. Whatever it is: a clean
 * status whose sentence names a place within the filter; and of a filter X that
 * is one, what logic says of `not X`, `X and X` and their like, row by row; the
 * same from fresh memory as from what is remembered.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "check.h"
#include "data/date.h"
#include "data/missing.h"
#include "data/where.h"

#define MOST_ROWS 16
#define COLUMNS 7
#define MOST_USES (3 * COLUMNS)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct filter {
	struct txo_arena arena;
	struct txo_where *w;
	struct txo_schema s;
	struct txo_dictionary dictionary[MOST_USES];
};

/* The sentence has a place from 1 to one behind the last character. */
static void check_sentence(const struct txo_error *err, struct txo_text expr)
{
	const char *const start = "--where: at ";
	char *end;
	unsigned long at;

	check(strncmp(err->text, start, strlen(start)) == 0);
	at = strtoul(err->text + strlen(start), &end, 10);
	check(at >= 1 && at <= expr.n + 1);
	check(strncmp(end, ": ", 2) == 0 && end[2]);
	check(!strpbrk(err->text, "\r\n"));
}

static bool begin(struct filter *f, const struct txo_header *h,
		  struct txo_text expr, bool exact)
{
	struct txo_error err = { 0 };
	enum txo_status status;

	*f = (struct filter){ .s = { .header = h, .weight = TXO_NO_COLUMN } };
	status = txo_where_parse("where", expr, &f->arena, &f->w, &err);
	if (status == TXO_OK)
		status = txo_where_bind(f->w, &f->s, &err);
	check(f->s.uses <= MOST_USES);
	for (size_t i = 0; i < f->s.uses; i++) {
		f->dictionary[i].type = f->s.use[i].type;
		f->dictionary[i].exact = exact;
	}
	if (status == TXO_OK)
		return true;
	check(status == TXO_USAGE);
	check_sentence(&err, expr);
	return false;
}

static void end(struct filter *f)
{
	for (size_t i = 0; i < f->s.uses; i++)
		txo_dictionary_release(&f->dictionary[i]);
	txo_schema_release(&f->s);
	txo_arena_release(&f->arena);
}

/* Cells that are not of the type count as missing. */
static uint32_t cell_id(struct txo_dictionary *d, struct txo_text cell)
{
	const struct txo_missing none = { NULL, 0 };
	struct txo_decimal number;
	uint32_t id = TXO_MISSING;
	int days;

	if (txo_is_missing(&none, cell))
		return id;
	if (d->type == TXO_LABEL) {
		check(txo_dictionary_label(d, cell, &id, NULL) == TXO_OK);
		return id;
	}
	if (d->type == TXO_DATE) {
		if (txo_date_parse(cell, &days, NULL) != TXO_OK)
			return id;
		number = (struct txo_decimal){ days, 0 };
		while (number.coefficient && number.coefficient % 10 == 0) {
			number.coefficient /= 10;
			number.exponent++;
		}
	} else if (txo_decimal_parse(cell.p, cell.n, &number, NULL) != TXO_OK) {
		return id;
	}
	check(txo_dictionary_number(d, number, &id, NULL) == TXO_OK);
	return id;
}

/* The text up to the mark, which is taken off *rest with it. */
static struct txo_text cut(struct txo_text *rest, char mark)
{
	const char *at = rest->n ? memchr(rest->p, mark, rest->n) : NULL;
	struct txo_text t = { rest->p, at ? (size_t)(at - rest->p) : rest->n };
	size_t gone = t.n + (at != NULL);

	rest->p += gone;
	rest->n -= gone;
	return t;
}

/*
 * Which of the first rows are selected, as bits; *n is their number. The last
 * column is always missing.
 */
static unsigned select_rows(struct filter *f, struct txo_text rows, size_t *n)
{
	unsigned bits = 0;

	for (*n = 0; rows.n && *n < MOST_ROWS; ++*n) {
		struct txo_text row = cut(&rows, '\n'), cell[COLUMNS];
		uint32_t id[MOST_USES];

		for (size_t i = 0; i < COLUMNS; i++)
			cell[i] = txo_text_trim(cut(&row, '/'));
		cell[COLUMNS - 1].n = 0;
		for (size_t i = 0; i < f->s.uses; i++)
			id[i] = cell_id(&f->dictionary[i],
					cell[f->s.use[i].column]);
		bits |= (unsigned)(txo_where_judge(f->w, f->dictionary, id) ==
				   TXO_TRUE)
			<< *n;
	}
	return bits;
}

/* The bits of a filter made of X by a pattern, in which each '@' is X. */
static unsigned bits_of(const struct txo_header *h, const char *pattern,
			struct txo_text x, struct txo_text rows)
{
	struct txo_buffer b = { 0 };
	struct filter f;
	unsigned bits;
	size_t n;

	for (; *pattern; pattern++)
		if (*pattern == '@')
			txo_buffer_add(&b, x.p, x.n);
		else
			txo_buffer_add_char(&b, *pattern);
	check(!b.failed);
	if (begin(&f, h, (struct txo_text){ b.p, b.n }, false))
		bits = select_rows(&f, rows, &n);
	else
		bits = UINT32_MAX;	/* too deep, by one parenthesis */
	end(&f);
	txo_buffer_release(&b);
	return bits;
}

static void check_laws(const struct txo_header *h, struct txo_text x,
		       struct txo_text rows, unsigned bits, size_t n)
{
	const unsigned all = (1u << n) - 1;
	unsigned not_x = bits_of(h, "not (@)", x, rows);

	if (not_x == UINT32_MAX)
		return;
	check((bits & not_x) == 0);
	check(bits_of(h, "@", x, rows) == bits);
	check(bits_of(h, "not not (@)", x, rows) == bits);
	check(bits_of(h, "(@) and (@)", x, rows) == bits);
	check(bits_of(h, "(@) or (@)", x, rows) == bits);
	check(bits_of(h, "(@) and not (@)", x, rows) == 0);
	check(bits_of(h, "(@) or not (@)", x, rows) == (bits | not_x));
	check(bits_of(h, "nothing is missing or (@)", x, rows) == all);
	check(bits_of(h, "nothing is not missing or (@)", x, rows) == bits);
	check(bits_of(h, "nothing is not missing and (@)", x, rows) == 0);
}

static void try(struct txo_text x, struct txo_text rows)
{
	static struct txo_text names[COLUMNS] = {
		{ "Subject", 7 }, { "date", 4 },      { "score", 5 },
		{ "concern", 7 }, { "Skin type", 9 }, { "a", 1 },
		{ "nothing", 7 },
	};
	const struct txo_header h = { .name = names, .n = COLUMNS, .line = 1 };
	struct filter f;
	unsigned bits;
	size_t n, again;

	if (begin(&f, &h, x, true))
		(void)select_rows(&f, rows, &n);
	end(&f);
	if (begin(&f, &h, x, false)) {
		bits = select_rows(&f, rows, &n);
		check(select_rows(&f, rows, &again) == bits && again == n);
		check(txo_where_bind(f.w, &f.s, NULL) == TXO_OK);
		check(select_rows(&f, rows, &again) == bits);
		check_laws(&h, x, rows, bits, n);
	}
	end(&f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct txo_text rows, expr;
	char *bytes = malloc(size + 1);

	check(bytes);
	if (size)
		memcpy(bytes, data, size);
	rows = (struct txo_text){ bytes, size };
	expr = cut(&rows, '\n');
	try(expr, rows);
	free(bytes);
	return 0;
}
