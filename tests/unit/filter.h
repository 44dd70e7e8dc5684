/*
 * filter.h - a row filter on rows of text, for tests of data/where.
 *
 * Include it after <cmocka.h>. Cells are parted by '/', header names by ','.
 */
#ifndef TXO_TESTS_FILTER_H
#define TXO_TESTS_FILTER_H

#include "data/date.h"
#include "data/missing.h"
#include "data/where.h"
#include "near.h"
#include "rows.h"

#define MOST_USES 8

struct filter {
	struct txo_header header;
	struct txo_schema s;
	struct txo_arena arena;
	struct txo_where *w;
	struct txo_dictionary dictionary[MOST_USES];
	struct txo_error err;
};

/* Parse and bind; what failed is in f->err. */
static inline enum txo_status filter(struct filter *f, const char *columns,
				     const char *expr, bool exact)
{
	enum txo_status status;

	*f = (struct filter){ .err = { 0 } };
	header_of(&f->header, columns);
	f->s.header = &f->header;
	f->s.weight = TXO_NO_COLUMN;
	status = txo_where_parse("where", txo_text(expr), &f->arena, &f->w,
				 &f->err);
	if (status == TXO_OK)
		status = txo_where_bind(f->w, &f->s, &f->err);
	assert_true(f->s.uses <= MOST_USES);
	for (size_t i = 0; i < f->s.uses; i++) {
		f->dictionary[i].type = f->s.use[i].type;
		f->dictionary[i].exact = exact;
	}
	return status;
}

static inline void filter_end(struct filter *f)
{
	for (size_t i = 0; i < MOST_USES; i++)
		txo_dictionary_release(&f->dictionary[i]);
	txo_schema_release(&f->s);
	txo_header_release(&f->header);
	txo_arena_release(&f->arena);
}

/* A whole number in lowest terms. */
static inline struct txo_decimal whole(int n)
{
	struct txo_decimal d = { n, 0 };

	while (d.coefficient && d.coefficient % 10 == 0) {
		d.coefficient /= 10;
		d.exponent++;
	}
	return d;
}

static inline uint32_t filter_id(struct txo_dictionary *d, struct txo_text cell)
{
	const struct txo_missing none = { NULL, 0 };
	struct txo_decimal number;
	uint32_t id = TXO_MISSING;
	int days;

	if (txo_is_missing(&none, cell))
		return id;
	if (d->type == TXO_LABEL) {
		assert_int_equal(txo_dictionary_label(d, cell, &id, NULL),
				 TXO_OK);
		return id;
	}
	if (d->type == TXO_DATE) {
		assert_int_equal(txo_date_parse(cell, &days, NULL), TXO_OK);
		number = whole(days);
	} else {
		assert_int_equal(txo_decimal_parse(cell.p, cell.n, &number,
						   NULL),
				 TXO_OK);
	}
	assert_int_equal(txo_dictionary_number(d, number, &id, NULL), TXO_OK);
	return id;
}

static inline struct txo_text cell_of(const char *cells, size_t column)
{
	size_t n;

	for (; column; column--) {
		cells = strchr(cells, '/');
		assert_non_null(cells);
		cells++;
	}
	n = strcspn(cells, "/");
	return txo_text_trim((struct txo_text){ cells, n });
}

static inline enum txo_truth judge(struct filter *f, const char *cells)
{
	uint32_t id[MOST_USES];

	for (size_t i = 0; i < f->s.uses; i++)
		id[i] = filter_id(&f->dictionary[i],
				  cell_of(cells, f->s.use[i].column));
	return txo_where_judge(f->w, f->dictionary, id);
}

static inline bool selects(struct filter *f, const char *cells)
{
	return judge(f, cells) == TXO_TRUE;
}

/* Which of the n rows are selected: a '1' or '0' each, at most 31. */
static inline const char *selected(const char *columns, const char *expr,
				   const char *const *rows, size_t n)
{
	static char bits[32];
	struct filter f;

	assert_true(n < sizeof(bits));
	if (filter(&f, columns, expr, false) != TXO_OK)
		fail_msg("%s: %s", expr, f.err.text);
	for (size_t i = 0; i < n; i++)
		bits[i] = selects(&f, rows[i]) ? '1' : '0';
	bits[n] = '\0';
	filter_end(&f);
	return bits;
}

/* An expression, and for each row 1 if it is to be selected, else 0. */
struct selection {
	const char *expr, *bits;
};

static inline void assert_selects(const char *columns, const char *const *rows,
				  size_t n, const struct selection *e,
				  size_t expected)
{
	for (size_t i = 0; i < expected; i++) {
		const char *bits = selected(columns, e[i].expr, rows, n);

		if (strcmp(bits, e[i].bits) != 0)
			fail_msg("%s: %s, expected %s", e[i].expr, bits,
				 e[i].bits);
	}
}

#endif
