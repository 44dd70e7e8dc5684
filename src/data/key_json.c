/*
 * key_json.c - the keys of a Table Schema: primaryKey, uniqueKeys and, only
 * noted, foreignKeys.
 */
#include "base/nearest.h"
#include "data/schema_json.h"

static enum txo_status no_field(struct txo_schema_reader *r,
				const char *property, struct txo_text name)
{
	struct txo_text *names = txo_arena_take(r->arena,
						r->s->fields * sizeof(*names));
	struct txo_buffer b = { 0 };
	char shown[TXO_SHOWN];

	if (!names)
		return txo_fail_memory(r->err);
	for (size_t i = 0; i < r->s->fields; i++)
		names[i] = r->s->field[i].name;
	txo_nearest_say(&b, name, "fields", names, r->s->fields);
	(void)txo_fail(r->err, TXO_DATA, "%s: there is no field '%s'%s",
		       property, txo_text_show(name, shown), b.p ? b.p : "");
	txo_buffer_release(&b);
	return TXO_DATA;
}

/* One name as an array of one. */
static size_t names_in(const json_t *value)
{
	if (json_is_string(value))
		return json_string_length(value) > 0;
	return json_array_size(value);
}

static enum txo_status read_key(struct txo_schema_reader *r,
				const char *property, const json_t *value,
				struct txo_unique_key *key)
{
	size_t n = names_in(value), *field;

	if (!json_is_string(value) && !json_is_array(value))
		return txo_schema_fail(
			r, "%s is %s, but must be an array of names", property,
			txo_json_kind(value));
	field = txo_arena_take(r->arena, (n ? n : 1) * sizeof(*field));
	if (!field)
		return txo_fail_memory(r->err);
	*key = (struct txo_unique_key){ field, n };
	for (size_t i = 0; i < n; i++) {
		const json_t *name = json_is_array(value) ?
					     json_array_get(value, i) :
					     value;
		struct txo_text text = { json_string_value(name),
					 json_string_length(name) };

		if (!text.p)
			return txo_schema_fail(
				r, "%s: value %zu is %s, but must be a name",
				property, i + 1, txo_json_kind(name));
		field[i] = txo_table_schema_find(r->s, text);
		if (field[i] == TXO_NO_FIELD)
			return no_field(r, property, text);
	}
	return TXO_OK;
}

static enum txo_status read_primary(struct txo_schema_reader *r,
				    const json_t *value)
{
	enum txo_status status = TXO_OK;

	if (!value || json_is_null(value))
		return TXO_OK;
	status = read_key(r, "primaryKey", value, &r->s->primary);
	for (size_t i = 0; status == TXO_OK && i < r->s->primary.n; i++)
		r->s->field[r->s->primary.field[i]].in_key = true;
	return status;
}

static enum txo_status read_uniques(struct txo_schema_reader *r,
				    const json_t *array)
{
	struct txo_unique_key *unique;
	enum txo_status status = TXO_OK;
	size_t n = json_array_size(array);

	if (!array)
		return TXO_OK;
	if (!json_is_array(array))
		return txo_schema_fail(r,
				       "uniqueKeys is %s, but must be an array",
				       txo_json_kind(array));
	unique = txo_arena_take(r->arena, (n ? n : 1) * sizeof(*unique));
	if (!unique)
		return txo_fail_memory(r->err);
	for (size_t i = 0; i < n && status == TXO_OK; i++)
		status = read_key(r, "uniqueKeys", json_array_get(array, i),
				  &unique[i]);
	r->s->unique = unique;
	r->s->uniques = n;
	return status;
}

enum txo_status txo_schema_keys(struct txo_schema_reader *r, json_t *object)
{
	const json_t *foreign = json_object_get(object, "foreignKeys");
	enum txo_status status;

	status = read_primary(r, json_object_get(object, "primaryKey"));
	if (status == TXO_OK)
		status = read_uniques(r, json_object_get(object, "uniqueKeys"));
	if (status != TXO_OK || !foreign)
		return status;
	if (!json_is_array(foreign))
		return txo_schema_fail(
			r, "foreignKeys is %s, but must be an array",
			txo_json_kind(foreign));
	if (json_array_size(foreign))
		status = txo_schema_remark(r, "foreign keys are not checked");
	return status;
}
