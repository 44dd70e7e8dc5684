/*
 * constraint_json.c - the constraints of a field out of their JSON.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/format.h"
#include "data/field_value.h"
#include "data/pattern.h"
#include "data/schema_json.h"

/* A number of JSON as text. */
static void number_text(const json_t *value, char *buf, size_t size)
{
	char real[TXO_NUMBER_SIZE];

	if (json_is_integer(value)) {
		snprintf(buf, size, "%lld",
			 (long long)json_integer_value(value));
	} else {
		txo_format_number(json_real_value(value), 0, real);
		snprintf(buf, size, "%s", real);
	}
}

/* What a JSON value is as the text of a cell, in the arena. */
static enum txo_status value_text(struct txo_schema_reader *r,
				  const json_t *value, struct txo_text *text)
{
	char buf[TXO_NUMBER_SIZE + 8], *dump = NULL;

	if (json_is_string(value))
		return txo_schema_text(r, value, text);
	if (json_is_number(value)) {
		number_text(value, buf, sizeof(buf));
	} else {
		dump = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
		if (!dump)
			return txo_fail_memory(r->err);
	}
	text->n = strlen(dump ? dump : buf);
	text->p = txo_arena_copy(r->arena, dump ? dump : buf, text->n);
	free(dump);
	return text->p ? TXO_OK : txo_fail_memory(r->err);
}

/* May a value of this kind of JSON stand for one of the field? */
static bool is_fitting(const struct txo_field *f, const json_t *value)
{
	if (json_is_string(value) || f->type == TXO_FIELD_ANY || f->unchecked)
		return true;
	switch (f->type) {
	case TXO_FIELD_NUMBER:
	case TXO_FIELD_INTEGER:
	case TXO_FIELD_YEAR:
		return json_is_number(value);
	case TXO_FIELD_BOOLEAN:
		return json_is_boolean(value);
	default:
		return txo_field_as_json(f) &&
		       (json_is_object(value) || json_is_array(value));
	}
}

/*
 * A value that a constraint names. A string is read as a cell would be, all
 * else by the defaults of the type.
 */
static enum txo_status read_value(struct txo_schema_reader *r,
				  const json_t *json, const struct txo_field *f,
				  struct txo_field_value *v)
{
	struct txo_field plain = { .type = f->type,
				   .format = f->format,
				   .unchecked = f->unchecked,
				   .decimal_char = txo_text("."),
				   .bare_number = true };
	const struct txo_text yes = txo_text("true"), no = txo_text("false");
	struct txo_text text;
	char shown[TXO_SHOWN];
	enum txo_status status = value_text(r, json, &text);

	if (status != TXO_OK)
		return status;
	if (!is_fitting(f, json))
		return txo_fail(r->err, TXO_DATA,
				"%s is %s, not a value of the type %s",
				txo_text_show(text, shown), txo_json_kind(json),
				txo_field_type_name(f->type));
	plain.true_values = (struct txo_word_list){ &yes, 1 };
	plain.false_values = (struct txo_word_list){ &no, 1 };
	status = txo_field_value(json_is_string(json) ? f : &plain, text, v,
				 r->err);
	v->quoted = json_is_string(json);
	return status;
}

static enum txo_status read_bound(struct txo_schema_reader *r,
				  const json_t *json, const struct txo_field *f,
				  const struct txo_field_value **bound)
{
	struct txo_field_value *v;

	if (f->unchecked)
		return TXO_OK;
	v = txo_arena_take(r->arena, sizeof(*v));
	if (!v)
		return txo_fail_memory(r->err);
	*bound = v;
	return read_value(r, json, f, v);
}

static enum txo_status read_length(struct txo_schema_reader *r,
				   const json_t *json, size_t *length)
{
	char text[TXO_NUMBER_SIZE + 8];
	json_int_t n = json_integer_value(json);

	if (json_is_integer(json) && n >= 0) {
		*length = (size_t)n;
		return TXO_OK;
	}
	if (!json_is_number(json))
		return txo_fail(r->err, TXO_DATA,
				"is %s, but must be a whole number",
				txo_json_kind(json));
	number_text(json, text, sizeof(text));
	return txo_fail(r->err, TXO_DATA,
			"%s is no length: that is a whole number from 0", text);
}

static enum txo_status read_flag(struct txo_schema_reader *r,
				 const json_t *json, bool *flag)
{
	if (!json_is_boolean(json))
		return txo_fail(r->err, TXO_DATA,
				"is %s, but must be true or false",
				txo_json_kind(json));
	*flag = json_is_true(json);
	return TXO_OK;
}

static enum txo_status read_pattern(struct txo_schema_reader *r,
				    const json_t *json,
				    struct txo_constraints *c)
{
	enum txo_status status;

	if (!json_is_string(json))
		return txo_fail(r->err, TXO_DATA, "is %s, but must be a string",
				txo_json_kind(json));
	status = txo_schema_text(r, json, &c->pattern);
	if (status == TXO_OK)
		status = txo_pattern_new(c->pattern, &c->compiled, r->err);
	return status;
}

/* Sort pointers by merging; qsort() could not be told the field. */
static void sort(const struct txo_field *f, const struct txo_field_value **p,
		 const struct txo_field_value **room, size_t n)
{
	size_t half = n / 2, i = 0, j = half, k = 0;

	if (n < 2)
		return;
	sort(f, p, room, half);
	sort(f, p + half, room, n - half);
	memcpy(room, p, n * sizeof(*p));
	while (i < half && j < n)
		p[k++] = txo_field_compare(f, room[j], room[i]) < 0 ?
				 room[j++] :
				 room[i++];
	while (i < half)
		p[k++] = room[i++];
	while (j < n)
		p[k++] = room[j++];
}

enum txo_status txo_schema_choices(struct txo_schema_reader *r,
				   const char *property, json_t *array,
				   struct txo_field *f,
				   struct txo_choices *choices)
{
	const struct txo_field_value **sorted;
	struct txo_field_value *value;
	size_t most = json_array_size(array), n = 0;
	enum txo_status status = TXO_OK;

	if (!json_is_array(array))
		return txo_schema_fail(r, "%s is %s, but must be an array",
				       property, txo_json_kind(array));
	if (most == 0)
		return txo_schema_fail(r, "%s is empty: no value fits",
				       property);
	value = txo_arena_take(r->arena, most * sizeof(*value));
	sorted = txo_arena_take(r->arena, 2 * most * sizeof(*sorted));
	if (!value || !sorted)
		return txo_fail_memory(r->err);
	for (size_t i = 0; i < most && status == TXO_OK; i++) {
		const json_t *one = json_array_get(array, i);

		if (json_is_null(one)) /* missing cells are not compared */
			continue;
		status = read_value(r, one, f, &value[n]);
		sorted[n] = &value[n];
		n++;
	}
	if (status != TXO_OK)
		return txo_schema_blame(r, property, status);
	sort(f, sorted, sorted + most, n);
	*choices = (struct txo_choices){ value, sorted, n };
	return TXO_OK;
}

/* Which type of field a constraint is for, 0: all. */
static unsigned takers(const char *name)
{
	static const struct {
		const char *name;
		unsigned takes;
	} rows[] = { { "minLength", TXO_TAKES_LENGTH },
		     { "maxLength", TXO_TAKES_LENGTH },
		     { "minimum", TXO_TAKES_ORDER },
		     { "maximum", TXO_TAKES_ORDER },
		     { "exclusiveMinimum", TXO_TAKES_ORDER },
		     { "exclusiveMaximum", TXO_TAKES_ORDER },
		     { "pattern", TXO_TAKES_PATTERN } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i].name, name) == 0)
			return rows[i].takes;
	return 0;
}

static enum txo_status read_one(struct txo_schema_reader *r, const char *name,
				json_t *json, struct txo_field *f)
{
	struct txo_constraints *c = &f->constraint;
	char shown[TXO_SHOWN];

	if (strcmp(name, "required") == 0)
		return read_flag(r, json, &c->required);
	if (strcmp(name, "unique") == 0)
		return read_flag(r, json, &c->unique);
	if (strcmp(name, "minLength") == 0)
		return read_length(r, json, &c->min_length);
	if (strcmp(name, "maxLength") == 0)
		return read_length(r, json, &c->max_length);
	if (strcmp(name, "minimum") == 0)
		return read_bound(r, json, f, &c->minimum);
	if (strcmp(name, "maximum") == 0)
		return read_bound(r, json, f, &c->maximum);
	if (strcmp(name, "exclusiveMinimum") == 0)
		return read_bound(r, json, f, &c->above);
	if (strcmp(name, "exclusiveMaximum") == 0)
		return read_bound(r, json, f, &c->below);
	if (strcmp(name, "pattern") == 0)
		return read_pattern(r, json, c);
	return txo_schema_remark(r, "the constraint '%s' is not checked",
				 txo_text_show(txo_text(name), shown));
}

enum txo_status txo_schema_constraints(struct txo_schema_reader *r,
				       json_t *object, struct txo_field *f)
{
	enum txo_status status = TXO_OK;
	const char *name;
	json_t *json;

	if (!object || json_is_null(object))
		return TXO_OK;
	if (!json_is_object(object))
		return txo_schema_fail(
			r, "constraints is %s, but must be an object",
			txo_json_kind(object));
	json_object_foreach(object, name, json)
	{
		unsigned needs = takers(name);

		if (status != TXO_OK)
			break;
		if (needs && !(txo_field_kind(f->type)->takes & needs))
			return txo_schema_fail(
				r, "the constraint %s is not for the type %s%s",
				name, txo_field_type_name(f->type),
				f->typed ? "" : ": say its type");
		if (strcmp(name, "enum") == 0) {
			status = txo_schema_choices(r, "enum", json, f,
						    &f->constraint.choices);
			continue;
		}
		status = read_one(r, name, json, f);
		if (status != TXO_OK)
			status = txo_schema_blame(r, name, status);
	}
	return status;
}
