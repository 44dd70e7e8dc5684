/*
 * table_schema_json.c - a Table Schema out of its JSON, or out of that of a
 * resource or a data package.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "data/schema_json.h"

#define BOM "\xef\xbb\xbf"
#define TOLD 5		/* resources that a sentence names */

enum txo_status txo_schema_fail(struct txo_schema_reader *r, const char *format,
				...)
{
	char text[TXO_ERROR_SIZE];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	if (!r->field[0])
		return txo_fail(r->err, TXO_DATA, "%s", text);
	return txo_fail(r->err, TXO_DATA, "field '%s': %s", r->field, text);
}

enum txo_status txo_schema_blame(struct txo_schema_reader *r,
				 const char *property, enum txo_status status)
{
	struct txo_error why = *r->err;

	if (status == TXO_IO)
		return status;
	return txo_schema_fail(r, "%s: %s", property, why.text);
}

enum txo_status txo_schema_remark(struct txo_schema_reader *r,
				  const char *format, ...)
{
	char text[TXO_ERROR_SIZE];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	if (!r->field[0])
		return txo_table_schema_remark(r->s, r->err, "%s", text);
	return txo_table_schema_remark(r->s, r->err, "field '%s': %s", r->field,
				       text);
}

const char *txo_json_kind(const json_t *value)
{
	switch (value ? json_typeof(value) : JSON_NULL) {
	case JSON_OBJECT:
		return "an object";
	case JSON_ARRAY:
		return "an array";
	case JSON_STRING:
		return "a string";
	case JSON_INTEGER:
	case JSON_REAL:
		return "a number";
	case JSON_NULL:
		return "null";
	default:
		return "true or false";
	}
}

enum txo_status txo_schema_text(struct txo_schema_reader *r,
				const json_t *string, struct txo_text *text)
{
	text->n = json_string_length(string);
	text->p = txo_arena_copy(r->arena, json_string_value(string), text->n);
	return text->p ? TXO_OK : txo_fail_memory(r->err);
}

enum txo_status txo_schema_words(struct txo_schema_reader *r,
				 const char *property, const json_t *array,
				 struct txo_word_list *words)
{
	size_t n = json_array_size(array);
	struct txo_text *word;
	enum txo_status status = TXO_OK;

	if (!json_is_array(array))
		return txo_schema_fail(r, "%s is %s, but must be an array",
				       property, txo_json_kind(array));
	word = txo_arena_take(r->arena, (n ? n : 1) * sizeof(*word));
	if (!word)
		return txo_fail_memory(r->err);
	for (size_t i = 0; i < n && status == TXO_OK; i++) {
		const json_t *item = json_array_get(array, i);

		if (json_is_object(item))
			item = json_object_get(item, "value");
		if (!json_is_string(item))
			return txo_schema_fail(
				r, "%s: value %zu is %s, but must be a string",
				property, i + 1, txo_json_kind(item));
		status = txo_schema_text(r, item, &word[i]);
	}
	*words = (struct txo_word_list){ word, n };
	return status;
}

/* The text of jansson's message, as it may reach a terminal. */
static enum txo_status no_json(struct txo_schema_reader *r,
			       const json_error_t *e)
{
	struct txo_text said = txo_text(e->text);
	struct txo_buffer b = { 0 };
	char shown[TXO_SHOWN_CHAR];
	size_t n;

	while ((n = txo_text_show_char(&said, shown)) > 0)
		txo_buffer_add(&b, shown, n);
	if (e->line > 0)
		(void)txo_fail(r->err, TXO_DATA,
			       "is not JSON: line %d, column %d: %s", e->line,
			       e->column, b.p ? b.p : "");
	else
		(void)txo_fail(r->err, TXO_DATA, "is not JSON: %s",
			       b.p ? b.p : "");
	txo_buffer_release(&b);
	return TXO_DATA;
}

static enum txo_status load(struct txo_schema_reader *r, struct txo_text text,
			    json_t **json)
{
	json_error_t e;

	if (text.n > TXO_TABLE_SCHEMA_LONGEST)
		return txo_fail(r->err, TXO_DATA,
				"is larger than 16 MiB, too large for a Table "
				"Schema");
	if (text.n >= strlen(BOM) && memcmp(text.p, BOM, strlen(BOM)) == 0) {
		text.p += strlen(BOM);
		text.n -= strlen(BOM);
	}
	if (txo_text_trim(text).n == 0)
		return txo_fail(r->err, TXO_DATA,
				"is empty, but must be a Table Schema in JSON");
	*json = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &e);
	if (*json)
		return TXO_OK;
	if (json_error_code(&e) == json_error_out_of_memory)
		return txo_fail_memory(r->err);
	return no_json(r, &e);
}

static enum txo_status too_many(struct txo_schema_reader *r,
				const json_t *resources)
{
	size_t n = json_array_size(resources);
	struct txo_buffer b = { 0 };
	char shown[TXO_SHOWN];

	for (size_t i = 0; i < n && i < TOLD; i++) {
		const json_t *one = json_array_get(resources, i);
		const char *name = json_string_value(
			json_object_get(one, "name"));

		txo_buffer_printf(&b, "%s%s", i ? ", " : "",
				  txo_text_show(txo_text(name ? name : "?"),
						shown));
	}
	(void)txo_fail(r->err, TXO_DATA,
		       "is a data package of %zu resources (%s%s); give the "
		       "schema of one",
		       n, b.p ? b.p : "", n > TOLD ? ", ..." : "");
	txo_buffer_release(&b);
	return TXO_DATA;
}

/* The schema within what was read. */
static enum txo_status find_schema(struct txo_schema_reader *r, json_t *json,
				   json_t **schema)
{
	json_t *resources = json_object_get(json, "resources");
	char shown[TXO_SHOWN];

	*schema = json;
	if (json_object_get(json, "fields"))
		return TXO_OK;
	if (json_array_size(resources) > 1)
		return too_many(r, resources);
	if (json_array_size(resources) == 1)
		json = json_array_get(resources, 0);
	*schema = json_object_get(json, "schema");
	if (json_is_string(*schema))
		return txo_fail(
			r->err, TXO_DATA,
			"says that its schema is in '%s'; give that "
			"file",
			txo_text_show(txo_text(json_string_value(*schema)),
				      shown));
	if (json_is_object(*schema) && json_object_get(*schema, "fields"))
		return TXO_OK;
	return txo_fail(r->err, TXO_DATA,
			"is no Table Schema: there is no array 'fields' in it");
}

static enum txo_status read_fields(struct txo_schema_reader *r,
				   const json_t *array)
{
	struct txo_table_schema *s = r->s;
	size_t n = json_array_size(array);
	enum txo_status status = TXO_OK;

	if (!json_is_array(array))
		return txo_fail(r->err, TXO_DATA,
				"'fields' is %s, but must be an array",
				txo_json_kind(array));
	if (n == 0)
		return txo_fail(r->err, TXO_DATA,
				"'fields' is empty: a Table Schema has at "
				"least one field");
	s->field = txo_arena_take(r->arena, n * sizeof(*s->field));
	if (!s->field)
		return txo_fail_memory(r->err);
	for (size_t i = 0; i < n && status == TXO_OK; i++) {
		struct txo_field *f = &s->field[i];

		snprintf(r->field, sizeof(r->field), "%zu", i + 1);
		s->fields = i + 1;	/* what it holds is released */
		status = txo_schema_field(r, json_array_get(array, i), f);
		if (status != TXO_OK ||
		    txo_table_schema_find(s, f->name) != TXO_NO_FIELD)
			continue;
		if (!txo_index_add(&s->by_name, txo_hash(f->name.p, f->name.n),
				   (uint32_t)i))
			status = txo_fail_memory(r->err);
	}
	r->field[0] = '\0';
	return status;
}

static enum txo_status read_match(struct txo_schema_reader *r,
				  const json_t *value)
{
	static const char *const names[] = { "exact", "equal", "subset",
					     "superset", "partial" };
	char shown[TXO_SHOWN];

	if (!value)
		return TXO_OK;
	if (json_array_size(value) == 1) /* so in 2.0 */
		value = json_array_get(value, 0);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!json_is_string(value) ||
		    strcmp(json_string_value(value), names[i]) != 0)
			continue;
		r->s->match = (enum txo_fields_match)i;
		r->s->match_said = true;
		return TXO_OK;
	}
	if (json_is_string(value))
		txo_text_show(txo_text(json_string_value(value)), shown);
	else
		snprintf(shown, sizeof(shown), "%s", txo_json_kind(value));
	return txo_fail(r->err, TXO_DATA,
			"fieldsMatch is '%s', but must be one of: exact, "
			"equal, subset, superset, partial",
			shown);
}

static enum txo_status read_schema(struct txo_schema_reader *r, json_t *json)
{
	static const struct txo_text empty = { "", 0 };
	const json_t *missing = json_object_get(json, "missingValues");
	enum txo_status status = TXO_OK;

	r->s->missing = (struct txo_word_list){ &empty, 1 };
	if (missing)
		status = txo_schema_words(r, "missingValues", missing,
					  &r->s->missing);
	if (status == TXO_OK)
		status = read_match(r, json_object_get(json, "fieldsMatch"));
	if (status == TXO_OK)
		status = read_fields(r, json_object_get(json, "fields"));
	if (status == TXO_OK)
		status = txo_schema_keys(r, json);
	return status;
}

enum txo_status txo_table_schema_read(struct txo_table_schema *s,
				      struct txo_text json,
				      struct txo_error *err)
{
	struct txo_error own = { 0 };
	struct txo_schema_reader r = { .s = s,
				       .arena = &s->arena,
				       .err = err ? err : &own };
	json_t *root = NULL, *schema;
	enum txo_status status = load(&r, json, &root);

	if (status == TXO_OK)
		status = find_schema(&r, root, &schema);
	if (status == TXO_OK)
		status = read_schema(&r, schema);
	json_decref(root);
	return status;
}
