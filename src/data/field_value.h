/*
 * field_value.h - from the text of a cell to what it stands for; for the files
 * of the Table Schema only.
 */
#ifndef TXO_DATA_FIELD_VALUE_H
#define TXO_DATA_FIELD_VALUE_H

#include "data/table_schema.h"

/* Which constraints a type can have, beside required, unique and enum. */
enum {
	TXO_TAKES_LENGTH = 1,
	TXO_TAKES_ORDER = 2,
	TXO_TAKES_PATTERN = 4,
	TXO_TAKES_CATEGORIES = 8
};

struct txo_field_kind {
	const char *name;
	const char *is_not;	/* "is not a number" */
	const char *formats;	/* known ones, parted by blanks, default aside */
	unsigned takes;
};

const struct txo_field_kind *txo_field_kind(enum txo_field_type type);

/* The type of this name. False, with nothing changed, if there is none. */
bool txo_field_type_find(struct txo_text name, enum txo_field_type *type);

/*
 * What the text stands for; v->text is borrowed from it. TXO_DATA, with a
 * sentence that quotes it, if it is not of the field's type.
 */
TXO_NODISCARD
enum txo_status txo_field_value(const struct txo_field *f, struct txo_text text,
				struct txo_field_value *v,
				struct txo_error *why);

/* The parts of the above: numbers, and what is JSON inside. */
TXO_NODISCARD
enum txo_status txo_field_number(const struct txo_field *f,
				 struct txo_text text,
				 struct txo_field_value *v,
				 struct txo_error *why);
TXO_NODISCARD
enum txo_status txo_field_json(const struct txo_field *f, struct txo_text text,
			       struct txo_field_value *v,
			       struct txo_error *why);

/* Is the string of this format: email, uri, binary or uuid? */
bool txo_field_is_email(struct txo_text t);
bool txo_field_is_uri(struct txo_text t);
bool txo_field_is_base64(struct txo_text t);
bool txo_field_is_uuid(struct txo_text t);

/* TXO_DATA: the text in quotes, then what is wrong with it. */
enum txo_status txo_field_refuse(struct txo_text text, const char *why,
				 struct txo_error *err);

/* Is the type compared as text, as JSON, or else by hi and lo? */
bool txo_field_as_text(const struct txo_field *f);
bool txo_field_as_json(const struct txo_field *f);

/*
 * Order of two values of one field: negative, 0 or positive. NaN is equal to
 * itself and above all numbers.
 */
int txo_field_compare(const struct txo_field *f,
		      const struct txo_field_value *a,
		      const struct txo_field_value *b);

/*
 * JSON text in its one form: members by name, no blanks. False if it is no
 * JSON or memory ran out.
 */
bool txo_json_one_form(struct txo_text json, struct txo_buffer *out);

#endif
