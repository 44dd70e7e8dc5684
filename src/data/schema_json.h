/*
 * schema_json.h - a Table Schema while it is read from JSON; for those files
 * that are called ..._json.c only.
 */
#ifndef TXO_DATA_SCHEMA_JSON_H
#define TXO_DATA_SCHEMA_JSON_H

#include <jansson.h>

#include "data/table_schema.h"

struct txo_schema_reader {
	struct txo_table_schema *s;
	struct txo_arena *arena;	/* of s */
	char field[TXO_SHOWN];		/* at hand, or empty */
	struct txo_error *err;		/* not NULL */
};

/* TXO_DATA: the sentence, after "field 'x': " if one is at hand. */
enum txo_status txo_schema_fail(struct txo_schema_reader *r, const char *format,
				...) TXO_PRINTF(2, 3);

/* The same, with "PROPERTY: " before the sentence that is in r->err. */
enum txo_status txo_schema_blame(struct txo_schema_reader *r,
				 const char *property, enum txo_status status);

/* Note what is not checked, in the same form. */
TXO_NODISCARD
enum txo_status txo_schema_remark(struct txo_schema_reader *r,
				  const char *format, ...) TXO_PRINTF(2, 3);

/* What a value is, in words: "a number". */
const char *txo_json_kind(const json_t *value);

/* A copy of the string's text in the arena. */
TXO_NODISCARD
enum txo_status txo_schema_text(struct txo_schema_reader *r,
				const json_t *string, struct txo_text *text);

/* The strings of an array, or the member `value` of objects in it. */
TXO_NODISCARD
enum txo_status txo_schema_words(struct txo_schema_reader *r,
				 const char *property, const json_t *array,
				 struct txo_word_list *words);

/* The parts. */
TXO_NODISCARD
enum txo_status txo_schema_field(struct txo_schema_reader *r, json_t *object,
				 struct txo_field *f);
TXO_NODISCARD
enum txo_status txo_schema_constraints(struct txo_schema_reader *r,
				       json_t *object, struct txo_field *f);
TXO_NODISCARD
enum txo_status txo_schema_choices(struct txo_schema_reader *r,
				   const char *property, json_t *array,
				   struct txo_field *f,
				   struct txo_choices *choices);
TXO_NODISCARD
enum txo_status txo_schema_keys(struct txo_schema_reader *r, json_t *object);

#endif
