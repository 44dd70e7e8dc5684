/*
 * intake.h - rows of text taken in, for tests of the data layer.
 *
 * Include it after <cmocka.h>.
 */
#ifndef TXO_TESTS_INTAKE_H
#define TXO_TESTS_INTAKE_H

#include "data/frame.h"
#include "near.h"
#include "rows.h"

#define MISSING_USE 99

/* One file's header and schema, and the intake it goes to. */
struct taken {
	struct txo_header header;
	struct txo_schema s;
	struct txo_intake in;
	struct txo_error err;
};

static inline void begin(struct taken *t, const char *columns)
{
	*t = (struct taken){ .err = { 0 } };
	header_of(&t->header, columns);
	t->s.header = &t->header;
	t->s.weight = TXO_NO_COLUMN;
}

static inline void end(struct taken *t)
{
	txo_intake_release(&t->in);
	txo_schema_release(&t->s);
	txo_header_release(&t->header);
}

static inline void group_by(struct taken *t, const char *name)
{
	assert_int_equal(txo_schema_group_by(&t->s, txo_text(name), NULL),
			 TXO_OK);
}

static inline size_t use(struct taken *t, const char *name, enum txo_type type)
{
	size_t place = MISSING_USE;

	assert_int_equal(txo_schema_use(&t->s, txo_text(name), type, &place,
					NULL),
			 TXO_OK);
	return place;
}

/* A projection of one use, and of two. */
static inline void project(struct taken *t, size_t a, bool keeps_missing)
{
	assert_int_equal(txo_schema_project(&t->s, &a, 1, keeps_missing, NULL),
			 TXO_OK);
}

static inline void project_both(struct taken *t, size_t a, size_t b,
				bool keeps_missing)
{
	size_t both[] = { a, b };

	assert_int_equal(txo_schema_project(&t->s, both, 2, keeps_missing,
					    NULL),
			 TXO_OK);
}

static inline enum txo_status take(struct taken *t, const char *cells,
				   uint64_t line)
{
	struct row r;

	return txo_intake_row(&t->in, &t->s, row_of(&r, cells, line), &t->err);
}

/* Begin the file and take in its n rows, from line 2 on. */
static inline void take_all(struct taken *t, const char *const *rows, size_t n)
{
	assert_int_equal(txo_intake_file(&t->in, &t->s, &t->err), TXO_OK);
	for (size_t i = 0; i < n; i++)
		if (take(t, rows[i], i + 2) != TXO_OK)
			fail_msg("%s: %s", rows[i], t->err.text);
}

#endif
