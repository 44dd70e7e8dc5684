/*
 * field_json.c - a field of a Table Schema out of its JSON.
 */
#include <string.h>

#include "base/nearest.h"
#include "data/field_value.h"
#include "data/moment.h"
#include "data/schema_json.h"

#define TYPES ((size_t)TXO_FIELD_GEOJSON + 1)

/* A property that is a string; absent or null: the text stays as it is. */
static enum txo_status read_text(struct txo_schema_reader *r, json_t *object,
				 const char *property, struct txo_text *text)
{
	const json_t *value = json_object_get(object, property);

	if (!value || json_is_null(value))
		return TXO_OK;
	if (!json_is_string(value))
		return txo_schema_fail(r, "%s is %s, but must be a string",
				       property, txo_json_kind(value));
	return txo_schema_text(r, value, text);
}

static enum txo_status no_type(struct txo_schema_reader *r,
			       const char *property, struct txo_text name)
{
	struct txo_text names[TYPES];
	struct txo_buffer b = { 0 };
	char shown[TXO_SHOWN];

	for (size_t i = 0; i < TYPES; i++)
		names[i] = txo_text(
			txo_field_type_name((enum txo_field_type)i));
	txo_nearest_say(&b, name, "types", names, TYPES);
	(void)txo_schema_fail(r, "there is no %s '%s'%s", property,
			      txo_text_show(name, shown), b.p ? b.p : "");
	txo_buffer_release(&b);
	return TXO_DATA;
}

static enum txo_status read_type(struct txo_schema_reader *r, json_t *object,
				 const char *property,
				 enum txo_field_type *type, bool *said)
{
	struct txo_text name = { NULL, 0 };
	enum txo_status status = read_text(r, object, property, &name);

	*said = name.p != NULL;
	if (status != TXO_OK || !name.p || txo_field_type_find(name, type))
		return status;
	return no_type(r, property, name);
}

static bool is_moment(enum txo_field_type type)
{
	return type == TXO_FIELD_DATE || type == TXO_FIELD_TIME ||
	       type == TXO_FIELD_DATETIME;
}

/* Is the word among those of the list, parted by blanks? */
static bool is_listed(const char *list, struct txo_text word)
{
	while (*list) {
		size_t n = strcspn(list, " ");

		if (txo_text_equal((struct txo_text){ list, n }, word))
			return true;
		list += n + (list[n] == ' ');
	}
	return false;
}

static enum txo_status read_moment_format(struct txo_schema_reader *r,
					  struct txo_field *f)
{
	char shown[TXO_SHOWN];

	if (txo_text_equal(f->format, txo_text("any")))
		return TXO_OK;
	f->unchecked = true;
	txo_text_show(f->format, shown);
	if (!memchr(f->format.p, '%', f->format.n))
		return txo_schema_remark(
			r,
			"the format '%s' is none of strptime, such as "
			"%%d/%%m/%%Y; its cells are not checked",
			shown);
	f->unchecked = !txo_moment_form_known(f->format);
	if (f->unchecked)
		return txo_schema_remark(
			r,
			"the format '%s' has a letter that is not known; its "
			"cells are not checked",
			shown);
	return TXO_OK;
}

static enum txo_status read_format(struct txo_schema_reader *r, json_t *object,
				   struct txo_field *f)
{
	const char *known = txo_field_kind(f->type)->formats;
	enum txo_status status = read_text(r, object, "format", &f->format);
	char shown[TXO_SHOWN];

	if (status != TXO_OK)
		return status;
	while (f->format.n > 4 && memcmp(f->format.p, "fmt:", 4) == 0) {
		f->format.p += 4;
		f->format.n -= 4;
	}
	if (txo_text_equal(f->format, txo_text("default")))
		f->format.n = 0;
	if (!f->format.n)
		return TXO_OK;
	if (is_moment(f->type))
		return read_moment_format(r, f);
	if (is_listed(known, f->format))
		return TXO_OK;
	txo_text_show(f->format, shown);
	f->format.n = 0;
	return txo_schema_remark(
		r,
		"the format '%s' of the type %s is not known and not checked",
		shown, txo_field_type_name(f->type));
}

/* Can the mark stand in a number? */
static enum txo_status check_mark(struct txo_schema_reader *r,
				  const char *property, struct txo_text mark)
{
	for (size_t i = 0; i < mark.n; i++)
		if (strchr("0123456789+-eE", mark.p[i]))
			return txo_schema_fail(
				r, "%s cannot have a digit, a sign or an E",
				property);
	return TXO_OK;
}

static enum txo_status read_number_form(struct txo_schema_reader *r,
					json_t *object, struct txo_field *f)
{
	const json_t *bare = json_object_get(object, "bareNumber");
	enum txo_status status;

	status = read_text(r, object, "decimalChar", &f->decimal_char);
	if (status == TXO_OK)
		status = read_text(r, object, "groupChar", &f->group_char);
	if (status == TXO_OK)
		status = check_mark(r, "decimalChar", f->decimal_char);
	if (status == TXO_OK)
		status = check_mark(r, "groupChar", f->group_char);
	if (status != TXO_OK)
		return status;
	if (!f->decimal_char.n)
		return txo_schema_fail(r, "decimalChar is empty");
	if (f->type == TXO_FIELD_NUMBER &&
	    txo_text_equal(f->decimal_char, f->group_char))
		return txo_schema_fail(
			r, "decimalChar and groupChar are the same");
	if (bare && !json_is_boolean(bare))
		return txo_schema_fail(
			r, "bareNumber is %s, but must be true or false",
			txo_json_kind(bare));
	f->bare_number = !bare || json_is_true(bare);
	return TXO_OK;
}

static enum txo_status read_booleans(struct txo_schema_reader *r,
				     json_t *object, struct txo_field *f)
{
	static const struct txo_text yes[] = {
		{ "true", 4 }, { "True", 4 }, { "TRUE", 4 }, { "1", 1 }
	};
	static const struct txo_text no[] = {
		{ "false", 5 }, { "False", 5 }, { "FALSE", 5 }, { "0", 1 }
	};
	const json_t *yes_said = json_object_get(object, "trueValues");
	const json_t *no_said = json_object_get(object, "falseValues");
	enum txo_status status = TXO_OK;

	f->true_values = (struct txo_word_list){ yes, 4 };
	f->false_values = (struct txo_word_list){ no, 4 };
	f->own_booleans = yes_said || no_said;
	if (yes_said)
		status = txo_schema_words(r, "trueValues", yes_said,
					  &f->true_values);
	if (status == TXO_OK && no_said)
		status = txo_schema_words(r, "falseValues", no_said,
					  &f->false_values);
	return status;
}

static enum txo_status read_list_form(struct txo_schema_reader *r,
				      json_t *object, struct txo_field *f)
{
	enum txo_status status;
	bool said;

	f->delimiter = txo_text(",");
	f->item_type = TXO_FIELD_STRING;
	status = read_text(r, object, "delimiter", &f->delimiter);
	if (status == TXO_OK)
		status = read_type(r, object, "itemType", &f->item_type, &said);
	if (status != TXO_OK)
		return status;
	if (!f->delimiter.n)
		return txo_schema_fail(r, "delimiter is empty");
	switch (f->item_type) {
	case TXO_FIELD_STRING:
	case TXO_FIELD_NUMBER:
	case TXO_FIELD_INTEGER:
	case TXO_FIELD_BOOLEAN:
	case TXO_FIELD_DATE:
	case TXO_FIELD_TIME:
	case TXO_FIELD_DATETIME:
		return TXO_OK;
	default:
		return txo_schema_fail(r,
				       "the items of a list cannot be of "
				       "the itemType %s",
				       txo_field_type_name(f->item_type));
	}
}

/* Its own or the schema's missing words. */
static enum txo_status read_missing(struct txo_schema_reader *r, json_t *object,
				    struct txo_field *f)
{
	const json_t *own = json_object_get(object, "missingValues");

	f->missing = r->s->missing;
	f->own_missing = own != NULL;
	if (!own)
		return TXO_OK;
	return txo_schema_words(r, "missingValues", own, &f->missing);
}

static enum txo_status read_name(struct txo_schema_reader *r, json_t *object,
				 struct txo_field *f)
{
	const json_t *name = json_object_get(object, "name");
	char number[TXO_SHOWN];
	enum txo_status status;

	memcpy(number, r->field, sizeof(number));
	r->field[0] = '\0';
	if (!json_is_object(object))
		return txo_schema_fail(r,
				       "field %s is %s, but must be an object",
				       number, txo_json_kind(object));
	if (!json_is_string(name))
		return txo_schema_fail(r, "field %s has no name", number);
	status = txo_schema_text(r, name, &f->name);
	if (status == TXO_OK)
		txo_text_show(f->name, r->field);
	return status;
}

/* `categories`, which may be objects. */
static enum txo_status read_categories(struct txo_schema_reader *r,
				       json_t *object, struct txo_field *f)
{
	json_t *array = json_object_get(object, "categories"), *value;
	json_t *plain = NULL;
	enum txo_status status = TXO_OK;
	size_t i;

	if (!array)
		return TXO_OK;
	if (!(txo_field_kind(f->type)->takes & TXO_TAKES_CATEGORIES))
		return txo_schema_fail(r,
				       "a field of the type %s has no "
				       "categories",
				       txo_field_type_name(f->type));
	if (!json_is_array(array))
		return txo_schema_fail(r,
				       "categories is %s, but must be an array",
				       txo_json_kind(array));
	plain = json_array();
	json_array_foreach(array, i, value)
	{
		json_t *one = json_is_object(value) ?
				      json_object_get(value, "value") :
				      value;

		if (status == TXO_OK &&
		    json_array_append(plain, one ? one : value) != 0)
			status = txo_fail_memory(r->err);
	}
	if (status == TXO_OK && plain)
		status = txo_schema_choices(r, "categories", plain, f,
					    &f->constraint.categories);
	json_decref(plain);
	return status;
}

enum txo_status txo_schema_field(struct txo_schema_reader *r, json_t *object,
				 struct txo_field *f)
{
	enum txo_status status = read_name(r, object, f);

	f->decimal_char = txo_text(".");
	f->bare_number = true;
	f->constraint.min_length = f->constraint.max_length = TXO_NO_LENGTH;
	if (status == TXO_OK)
		status = read_text(r, object, "title", &f->title);
	if (status == TXO_OK)
		status = read_text(r, object, "description", &f->description);
	if (status == TXO_OK)
		status = read_type(r, object, "type", &f->type, &f->typed);
	if (status == TXO_OK)
		status = read_format(r, object, f);
	if (status == TXO_OK &&
	    (f->type == TXO_FIELD_NUMBER || f->type == TXO_FIELD_INTEGER))
		status = read_number_form(r, object, f);
	if (status == TXO_OK)
		status = read_booleans(r, object, f);
	if (status == TXO_OK && f->type == TXO_FIELD_LIST)
		status = read_list_form(r, object, f);
	if (status == TXO_OK)
		status = read_missing(r, object, f);
	if (status == TXO_OK)
		status = txo_schema_constraints(
			r, json_object_get(object, "constraints"), f);
	if (status == TXO_OK)
		status = read_categories(r, object, f);
	return status;
}
