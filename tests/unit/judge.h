/*
 * judge.h - a schema of one field, and what it says of cells.
 */
#ifndef TXO_TESTS_JUDGE_H
#define TXO_TESTS_JUDGE_H

#include <stdio.h>
#include <string.h>

#include "data/table_schema.h"

/* The properties of the field behind its name, as JSON with ' for ". */
static inline enum txo_status make_field(struct txo_table_schema *s,
					 const char *properties,
					 struct txo_error *err)
{
	char json[4096];

	snprintf(json, sizeof(json), "{'fields': [{'name': 'x'%s%s}]}",
		 *properties ? ", " : "", properties);
	for (char *p = json; *p; p++)
		if (*p == '\'')
			*p = '"';
	*s = (struct txo_table_schema){ 0 };
	return txo_table_schema_read(s, txo_text(json), err);
}

static struct txo_error judged;
static const char *broken;

/* What a field with these properties says of the cell. */
static inline enum txo_cell_fault judge(const char *properties,
					const char *cell)
{
	struct txo_table_schema s;
	struct txo_error err = { 0 };
	enum txo_cell_fault fault;

	judged = (struct txo_error){ 0 };
	if (make_field(&s, properties, &err) != TXO_OK) {
		print_error("%s: %s\n", properties, err.text);
		fail();
	}
	fault = txo_field_judge(&s.field[0], txo_text(cell), &broken, &judged);
	txo_table_schema_release(&s);
	return fault;
}

/* All of the cells, up to NULL, are judged so. */
static inline void judge_all(enum txo_cell_fault expected,
			     const char *properties, const char *const *cell)
{
	for (; *cell; cell++) {
		if (judge(properties, *cell) == expected)
			continue;
		print_error("%s: '%s': %s\n", properties, *cell, judged.text);
		fail();
	}
}

#define good(properties, ...) \
	judge_all(TXO_CELL_GOOD, properties, \
		  (const char *const[]){ __VA_ARGS__, NULL })
#define bad(properties, ...) \
	judge_all(TXO_CELL_TYPE, properties, \
		  (const char *const[]){ __VA_ARGS__, NULL })
#define breaks(properties, ...) \
	judge_all(TXO_CELL_CONSTRAINT, properties, \
		  (const char *const[]){ __VA_ARGS__, NULL })

#endif
