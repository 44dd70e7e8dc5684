/*
 * schema_rules.h - a file against its Table Schema; only for the checker.
 *
 *	struct txo_schema_rules s = { .schema = &schema };
 *	status = txo_schema_rules_file(&s, header, file, &finder, &err);
 *	status = txo_schema_rules_row(&s, record, &f, &finder, &err);
 *	txo_schema_rules_release(&s);
 *
 * Columns are found by name, in any order. What must be unique is unique in all
 * files together.
 */
#ifndef TXO_DATA_SCHEMA_RULES_H
#define TXO_DATA_SCHEMA_RULES_H

#include "data/finding.h"
#include "data/header.h"
#include "data/key_place.h"
#include "data/seen.h"
#include "data/table_schema.h"

struct txo_schema_rules {
	/* set by the caller */
	const struct txo_table_schema *schema;	/* NULL: there is none */
	bool redact;
	bool own_key;	/* there is another primary key */

	/* private */
	const struct txo_header *header;
	size_t *field;		/* of each column, or TXO_NO_FIELD */
	size_t *column;		/* of each field, or TXO_NO_COLUMN */
	struct txo_seen *seen;	/* of unique fields, of keys, of the primary */
	char message[TXO_KEY_SAYS];
};

/* Find the fields of the file's columns; tell what is missing or too much. */
TXO_NODISCARD
enum txo_status txo_schema_rules_file(struct txo_schema_rules *s,
				      const struct txo_header *h,
				      struct txo_finding f,
				      const struct txo_finder *finder,
				      struct txo_error *err);

/* The field of a column, or NULL. */
const struct txo_field *txo_schema_rules_field(const struct txo_schema_rules *s,
					       size_t column);

/* Judge the cells of a row; `f` has its place. */
TXO_NODISCARD
enum txo_status txo_schema_rules_row(struct txo_schema_rules *s,
				     const struct txo_record *r,
				     struct txo_finding f,
				     const struct txo_finder *finder,
				     struct txo_error *err);

void txo_schema_rules_release(struct txo_schema_rules *s);

#endif
