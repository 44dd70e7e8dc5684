/*
 * table_schema.h - a Frictionless Table Schema: what the columns of a file are,
 * and what must hold in their cells.
 *
 *	struct txo_table_schema s = { 0 };
 *	status = txo_table_schema_read(&s, json, &err);
 *	size_t i = txo_table_schema_find(&s, name);
 *	fault = txo_field_judge(&s.field[i], cell, &constraint, &why);
 *	txo_table_schema_release(&s);
 *
 * Versions 1 and 2 of the specification (https://datapackage.org/standard/
 * table-schema/) are read. A cell is judged in constant memory, and without any
 * allocation unless its type is JSON. What a schema asks for and txo does not
 * check (foreign keys, JSON Schema, formats that depend on a locale) is told
 * in its remarks.
 */
#ifndef TXO_DATA_TABLE_SCHEMA_H
#define TXO_DATA_TABLE_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/index.h"
#include "base/text.h"
#include "txo/decimal.h"
#include "txo/status.h"

enum txo_field_type {
	TXO_FIELD_ANY,
	TXO_FIELD_STRING,
	TXO_FIELD_NUMBER,
	TXO_FIELD_INTEGER,
	TXO_FIELD_BOOLEAN,
	TXO_FIELD_DATE,
	TXO_FIELD_TIME,
	TXO_FIELD_DATETIME,
	TXO_FIELD_YEAR,
	TXO_FIELD_YEARMONTH,
	TXO_FIELD_DURATION,
	TXO_FIELD_OBJECT,
	TXO_FIELD_ARRAY,
	TXO_FIELD_LIST,
	TXO_FIELD_GEOPOINT,
	TXO_FIELD_GEOJSON
};

/* The name of a type, as a schema writes it. */
const char *txo_field_type_name(enum txo_field_type type);

/* What a text stands for, by its field. */
struct txo_field_value {
	struct txo_text text;	/* as written */
	bool quoted;		/* in a schema: written as a JSON string */
	/*
	 * Numbers, booleans (0, 1) and moments (see moment.h): hi + lo, to be
	 * compared by hi, then lo; NaN and infinities are numbers too.
	 */
	double hi, lo;
	struct txo_decimal number;	/* of a number that is finite */
	size_t length;	/* characters, or members of an object, array, list */
};

/* n texts. */
struct txo_word_list {
	const struct txo_text *word;
	size_t n;
};

#define TXO_NO_LENGTH ((size_t)-1)

struct txo_pattern;

struct txo_constraints {
	bool required, unique;
	size_t min_length, max_length;	/* TXO_NO_LENGTH: none */
	/* NULL: none */
	const struct txo_field_value *minimum, *maximum;
	const struct txo_field_value *above, *below;	/* exclusive bounds */
	struct txo_text pattern;	/* as written; empty: none */
	struct txo_pattern *compiled;
	/* `enum` and `categories`: as written, and by size or bytes */
	struct txo_choices {
		const struct txo_field_value *value;
		const struct txo_field_value **sorted;
		size_t n;	/* 0: none */
	} choices, categories;
};

struct txo_field {
	struct txo_text name;
	struct txo_text title, description;	/* empty: none */
	enum txo_field_type type;
	bool typed;		/* the schema says of which type it is */
	bool unchecked;		/* its format cannot be checked; see remarks */
	bool in_key;		/* part of the primary key, so required */
	struct txo_text format;	/* empty: default */
	struct txo_text decimal_char, group_char;	/* "." and none */
	bool bare_number;	/* nothing around the number */
	struct txo_text delimiter;	/* of a list: "," */
	enum txo_field_type item_type;
	struct txo_word_list true_values, false_values;
	bool own_booleans;
	struct txo_word_list missing;	/* its own or the schema's */
	bool own_missing;
	struct txo_constraints constraint;
};

/* How the fields of a file and those of the schema go together. */
enum txo_fields_match {
	TXO_MATCH_EXACT,	/* the same, in the same order */
	TXO_MATCH_EQUAL,	/* the same, in any order */
	TXO_MATCH_SUBSET,	/* all of the schema; the file may have more */
	TXO_MATCH_SUPERSET,	/* none but the schema's; the file may lack some */
	TXO_MATCH_PARTIAL	/* at least one of the schema's */
};

/* Fields whose values, taken together, do not stand in two rows. */
struct txo_unique_key {
	const size_t *field;
	size_t n;
};

struct txo_table_schema {
	struct txo_field *field;
	size_t fields;
	struct txo_word_list missing;		/* [""] unless it says more */
	enum txo_fields_match match;
	bool match_said;			/* else: exact by default */
	struct txo_unique_key primary;		/* n = 0: none */
	const struct txo_unique_key *unique;	/* uniqueKeys */
	size_t uniques;
	struct txo_buffer *remark;	/* sentences on what is not checked */
	size_t remarks, remark_room;
	struct txo_arena arena;
	struct txo_index by_name;
};

/* A longer text is no schema. */
#define TXO_TABLE_SCHEMA_LONGEST ((size_t)16 * 1024 * 1024)

/*
 * Read a schema, a resource that has one, or a data package with one such
 * resource. The struct is all zero before; release it in any case. TXO_DATA
 * with a sentence that names line and column for what is no JSON, and the field
 * for what is no schema.
 */
TXO_NODISCARD
enum txo_status txo_table_schema_read(struct txo_table_schema *s,
				      struct txo_text json,
				      struct txo_error *err);

void txo_table_schema_release(struct txo_table_schema *s);

/* Add a remark: a sentence without a full stop. */
TXO_NODISCARD
enum txo_status txo_table_schema_remark(struct txo_table_schema *s,
					struct txo_error *err,
					const char *format, ...)
	TXO_PRINTF(3, 4);

#define TXO_NO_FIELD ((size_t)-1)

/* The first field of exactly this name, or TXO_NO_FIELD. */
size_t txo_table_schema_find(const struct txo_table_schema *s,
			     struct txo_text name);

/*
 * Write it as JSON, two blanks a level, a line feed at the end. Properties have
 * one order; those that are as by default are left out. TXO_IO when memory runs
 * out.
 */
TXO_NODISCARD
enum txo_status txo_table_schema_write(const struct txo_table_schema *s,
				       struct txo_buffer *out,
				       struct txo_error *err);

enum txo_cell_fault {
	TXO_CELL_GOOD,
	TXO_CELL_MISSING,	/* and may be */
	TXO_CELL_TYPE,		/* not of the field's type */
	TXO_CELL_REQUIRED,	/* missing, but required */
	TXO_CELL_CONSTRAINT	/* *constraint, such as "minimum", is broken */
};

/*
 * Judge a cell as it stands in the file. Blanks around it belong to a string
 * and to nothing else. Unless it is good or missing, `why` (or NULL) is a
 * sentence that begins with the cell in quotes, or "is missing, ...". Whether
 * values are unique is for the caller to find out, with txo_field_key().
 */
enum txo_cell_fault txo_field_judge(const struct txo_field *f,
				    struct txo_text cell,
				    const char **constraint,
				    struct txo_error *why);

/* Does the cell mean that there is no value? */
bool txo_field_is_missing(const struct txo_field *f, struct txo_text cell);

/* What is hashed of a value; see seen.h. */
struct txo_key;

/*
 * Add to the key what the cell stands for, so that 1.0 and 1 are the same
 * number. A cell that is missing or not of the field's type goes in as it is
 * written.
 */
void txo_field_key(const struct txo_field *f, struct txo_text cell,
		   struct txo_key *key);

#endif
