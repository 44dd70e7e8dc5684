#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "data/table_schema.h"
#include "near.h"

static struct txo_table_schema s;
static struct txo_error err;

/* Read JSON that is written with ' for ". */
static enum txo_status parse(const char *json)
{
	char *copy = strdup(json);
	enum txo_status status;

	assert_non_null(copy);
	for (char *p = copy; *p; p++)
		if (*p == '\'')
			*p = '"';
	err = (struct txo_error){ 0 };
	txo_table_schema_release(&s);
	status = txo_table_schema_read(&s, txo_text(copy), &err);
	free(copy);
	return status;
}

static int end(void **state)
{
	(void)state;
	txo_table_schema_release(&s);
	return 0;
}

#define assert_refused(json, sentence) \
	do { \
		assert_int_equal(parse(json), TXO_DATA); \
		assert_string_equal(err.text, sentence); \
	} while (0)

#define FIELD(more) "{'fields': [{'name': 'x', " more "}]}"
#define BOUND(more) FIELD("'type': 'integer', 'constraints': {" more "}")

static bool is(struct txo_text t, const char *text)
{
	return txo_text_equal(t, txo_text(text));
}

static void a_schema_has_its_defaults(void **state)
{
	const struct txo_field *f;

	(void)state;
	assert_int_equal(parse("{'fields': [{'name': 'a'}, {'name': 'b', "
			       "'type': 'number', 'title': 'B', 'description': "
			       "'what', 'format': 'default'}]}"),
			 TXO_OK);
	assert_int_equal(s.fields, 2);
	assert_int_equal(s.match, TXO_MATCH_EXACT);
	assert_false(s.match_said);
	assert_int_equal(s.missing.n, 1);
	assert_int_equal(s.missing.word[0].n, 0);
	assert_int_equal(s.primary.n + s.uniques + s.remarks, 0);
	f = &s.field[0];
	assert_true(is(f->name, "a"));
	assert_int_equal(f->type, TXO_FIELD_ANY);
	assert_false(f->typed || f->constraint.required ||
		     f->constraint.unique);
	assert_int_equal(f->constraint.max_length, TXO_NO_LENGTH);
	f = &s.field[1];
	assert_int_equal(f->type, TXO_FIELD_NUMBER);
	assert_true(f->typed && f->bare_number);
	assert_true(is(f->title, "B") && is(f->description, "what"));
	assert_true(is(f->decimal_char, ".") && is(f->group_char, ""));
	assert_int_equal(f->format.n, 0);
}

static void properties_that_are_not_known_do_no_harm(void **state)
{
	(void)state;
	assert_int_equal(
		parse("{'$schema': 'https://datapackage.org/profiles/2.0/"
		      "tableschema.json', 'name': 'x', 'fields': [{'name': 'a', "
		      "'rdfType': 'http://schema.org/Country', 'example': 1, "
		      "'unit': {}}]}"),
		TXO_OK);
	assert_int_equal(s.remarks, 0);
}

static void keys_name_fields(void **state)
{
	(void)state;
	assert_int_equal(parse("{'fields': [{'name': 'a'}, {'name': 'b'}, "
			       "{'name': 'c'}], 'primaryKey': ['a', 'c'], "
			       "'uniqueKeys': [['b'], ['c', 'b']], "
			       "'foreignKeys': [{'fields': 'a', 'reference': "
			       "{'fields': 'b'}}], 'fieldsMatch': 'subset'}"),
			 TXO_OK);
	assert_int_equal(s.primary.n, 2);
	assert_int_equal(s.primary.field[0], 0);
	assert_int_equal(s.primary.field[1], 2);
	assert_true(s.field[0].in_key && !s.field[1].in_key);
	assert_int_equal(s.uniques, 2);
	assert_int_equal(s.unique[1].field[0], 2);
	assert_int_equal(s.match, TXO_MATCH_SUBSET);
	assert_int_equal(s.remarks, 1);
	assert_string_equal(s.remark[0].p, "foreign keys are not checked");
	assert_int_equal(txo_table_schema_find(&s, txo_text("c")), 2);
	assert_int_equal(txo_table_schema_find(&s, txo_text("C")),
			 TXO_NO_FIELD);
	assert_int_equal(parse("{'fields': [{'name': 'a'}], 'primaryKey': 'a', "
			       "'fieldsMatch': ['equal']}"),
			 TXO_OK);
	assert_int_equal(s.primary.n, 1);
	assert_int_equal(s.match, TXO_MATCH_EQUAL);
	assert_int_equal(parse("{'fields': [{'name': 'a'}], 'primaryKey': ''}"),
			 TXO_OK);
	assert_int_equal(s.primary.n, 0);
}

static void fields_may_have_the_same_name(void **state)
{
	(void)state;
	assert_int_equal(parse("{'fields': [{'name': 'a'}, {'name': 'a'}]}"),
			 TXO_OK);
	assert_int_equal(txo_table_schema_find(&s, txo_text("a")), 0);
}

static void a_field_has_its_own_missing_words(void **state)
{
	(void)state;
	assert_int_equal(parse("{'fields': [{'name': 'a'}, {'name': 'b', "
			       "'missingValues': ['-']}], "
			       "'missingValues': ['', 'NA']}"),
			 TXO_OK);
	assert_int_equal(s.field[0].missing.n, 2);
	assert_false(s.field[0].own_missing);
	assert_int_equal(s.field[1].missing.n, 1);
	assert_true(s.field[1].own_missing);
}

static void a_schema_is_found_in_a_resource_or_a_package(void **state)
{
	(void)state;
	assert_int_equal(parse("{'name': 'r', 'path': 'x.csv', "
			       "'schema': {'fields': [{'name': 'a'}]}}"),
			 TXO_OK);
	assert_int_equal(s.fields, 1);
	assert_int_equal(parse("{'resources': [{'name': 'r', "
			       "'schema': {'fields': [{'name': 'a'}]}}]}"),
			 TXO_OK);
	assert_int_equal(s.fields, 1);
	assert_refused("{'resources': [{'name': 'r'}, {'name': 'q'}]}",
		       "is a data package of 2 resources (r, q); give the "
		       "schema of one");
	assert_refused("{'resources': [{'name': 'r', 'schema': 'r.json'}]}",
		       "says that its schema is in 'r.json'; give that file");
	assert_refused("{'resources': []}",
		       "is no Table Schema: there is no array 'fields' in it");
}

static void what_is_no_json_is_told_by_line_and_column(void **state)
{
	(void)state;
	assert_refused("{\n 'fields': [}\n}",
		       "is not JSON: line 2, column 13: unexpected token near "
		       "'}'");
	assert_refused("{'a': 1, 'a': 2}",
		       "is not JSON: line 1, column 12: duplicate object key "
		       "near '\"a\"'");
	assert_refused("", "is empty, but must be a Table Schema in JSON");
	assert_refused(
		"patient,score\n1,2\n",
		"is not JSON: line 1, column 7: '[' or '{' expected near "
		"'patient'");
	assert_refused("[1]",
		       "is no Table Schema: there is no array 'fields' in it");
	assert_refused("{'fields': [{'name': 'a\\u0000b'}]}",
		       "is not JSON: line 1, column 31: \\u0000 is not allowed "
		       "without JSON_ALLOW_NUL near '\"a\\u0000b\"'");
	assert_int_equal(parse("\xef\xbb\xbf{'fields': [{'name': 'a'}]}"),
			 TXO_OK);
}

static void json_of_any_depth_or_size_is_refused(void **state)
{
	struct txo_text text = { NULL, TXO_TABLE_SCHEMA_LONGEST + 1 };
	char *p = malloc(text.n);

	(void)state;
	assert_non_null(p);
	memset(p, '[', text.n);
	text.p = p;
	txo_table_schema_release(&s);
	assert_int_equal(txo_table_schema_read(&s, text, &err), TXO_DATA);
	assert_string_equal(
		err.text,
		"is larger than 16 MiB, too large for a Table Schema");
	text.n--;
	assert_int_equal(txo_table_schema_read(&s, text, &err), TXO_DATA);
	assert_non_null(strstr(err.text, "maximum parsing depth"));
	free(p);
}

static void a_field_that_is_none_is_named(void **state)
{
	(void)state;
	assert_refused("{'fields': {}}",
		       "'fields' is an object, but must be an array");
	assert_refused("{'fields': []}", "'fields' is empty: a Table Schema "
					 "has at least one field");
	assert_refused("{'fields': ['a']}",
		       "field 1 is a string, but must be an object");
	assert_refused("{'fields': [{'name': 'a'}, {'title': 'x'}]}",
		       "field 2 has no name");
	assert_int_equal(parse(FIELD("'type': 'nubmer'")), TXO_DATA);
	assert_non_null(strstr(err.text, "field 'x': there is no type "
					 "'nubmer'; did you mean 'number'?"));
	assert_refused(FIELD("'type': 1"),
		       "field 'x': type is a number, but must be a string");
	assert_refused(FIELD("'type': 'number', 'decimalChar': ''"),
		       "field 'x': decimalChar is empty");
	assert_refused(FIELD("'type': 'number', 'groupChar': '.'"),
		       "field 'x': decimalChar and groupChar are the same");
	assert_refused(FIELD("'type': 'number', 'groupChar': '1'"),
		       "field 'x': groupChar cannot have a digit, a sign or an "
		       "E");
	assert_refused(FIELD("'type': 'number', 'bareNumber': 'no'"),
		       "field 'x': bareNumber is a string, but must be true or "
		       "false");
	assert_refused(FIELD("'type': 'list', 'itemType': 'list'"),
		       "field 'x': the items of a list cannot be of the "
		       "itemType list");
	assert_refused(FIELD("'type': 'boolean', 'trueValues': [1]"),
		       "field 'x': trueValues: value 1 is a number, but must "
		       "be a string");
	assert_refused(FIELD("'missingValues': 'NA'"),
		       "field 'x': missingValues is a string, but must be an "
		       "array");
	assert_refused(FIELD("'type': 'number', 'categories': [1]"),
		       "field 'x': a field of the type number has no "
		       "categories");
}

static void a_constraint_that_is_none_is_named(void **state)
{
	(void)state;
	assert_refused(FIELD("'constraints': []"),
		       "field 'x': constraints is an array, but must be an "
		       "object");
	assert_refused(FIELD("'type': 'string', 'constraints': "
			     "{'minLength': -1}"),
		       "field 'x': minLength: -1 is no length: that is a whole "
		       "number from 0");
	assert_refused(FIELD("'constraints': {'maxLength': 1.5}"),
		       "field 'x': maxLength: 1.5 is no length: that is a "
		       "whole number from 0");
	assert_refused(BOUND("'minLength': 1"),
		       "field 'x': the constraint minLength is not for the "
		       "type integer");
	assert_refused(FIELD("'constraints': {'minimum': 1}"),
		       "field 'x': the constraint minimum is not for the type "
		       "any: say its type");
	assert_refused(BOUND("'minimum': 'ten'"),
		       "field 'x': minimum: 'ten' is not a whole number");
	assert_refused(BOUND("'maximum': 0.5"),
		       "field 'x': maximum: '0.5' is not a whole number");
	assert_refused(BOUND("'enum': []"),
		       "field 'x': enum is empty: no value fits");
	assert_refused(BOUND("'enum': [1, 'a']"),
		       "field 'x': enum: 'a' is not a whole number");
	assert_refused(BOUND("'enum': [true]"),
		       "field 'x': enum: true is true or false, not a value of "
		       "the type integer");
	assert_refused(FIELD("'type': 'string', 'constraints': {'enum': [1]}"),
		       "field 'x': enum: 1 is a number, not a value of the "
		       "type string");
	assert_refused(FIELD("'type': 'date', 'constraints': {'minimum': "
			     "'2024-02-30'}"),
		       "field 'x': minimum: '2024-02-30' is not in the "
		       "calendar");
	assert_refused(BOUND("'required': 'yes'"),
		       "field 'x': required: is a string, but must be true or "
		       "false");
	assert_refused(FIELD("'constraints': {'pattern': '[a'}"),
		       "field 'x': pattern: at byte 3: missing terminating ] "
		       "for character class");
	assert_refused(FIELD("'constraints': {'pattern': 5}"),
		       "field 'x': pattern: is a number, but must be a string");
}

static void a_key_that_is_none_is_named(void **state)
{
	(void)state;
	assert_refused("{'fields': [{'name': 'score'}], 'primaryKey': "
		       "['scroe']}",
		       "primaryKey: there is no field 'scroe'; did you mean "
		       "'score'? The fields are: score");
	assert_refused("{'fields': [{'name': 'a'}], 'primaryKey': [1]}",
		       "primaryKey: value 1 is a number, but must be a name");
	assert_refused("{'fields': [{'name': 'a'}], 'primaryKey': {}}",
		       "primaryKey is an object, but must be an array of "
		       "names");
	assert_refused("{'fields': [{'name': 'a'}], 'fieldsMatch': 'all'}",
		       "fieldsMatch is 'all', but must be one of: exact, "
		       "equal, subset, superset, partial");
	assert_refused("{'fields': [{'name': 'a'}], 'missingValues': [-99]}",
		       "missingValues: value 1 is a number, but must be a "
		       "string");
}

static void what_is_not_checked_is_told(void **state)
{
	(void)state;
	assert_int_equal(
		parse("{'fields': [{'name': 'a', 'type': 'date', 'format': "
		      "'YYYY-MM-DD', 'constraints': {'minimum': 'x'}}, "
		      "{'name': 'b', 'type': 'date', 'format': '%x'}, "
		      "{'name': 'c', 'type': 'string', 'format': 'phone'}, "
		      "{'name': 'd', 'type': 'object', 'constraints': "
		      "{'jsonSchema': {}}}]}"),
		TXO_OK);
	assert_int_equal(s.remarks, 4);
	assert_string_equal(s.remark[0].p,
			    "field 'a': the format 'YYYY-MM-DD' is none of "
			    "strptime, such as %d/%m/%Y; its cells are not "
			    "checked");
	assert_string_equal(s.remark[1].p,
			    "field 'b': the format '%x' has a letter that is "
			    "not known; its cells are not checked");
	assert_string_equal(s.remark[2].p,
			    "field 'c': the format 'phone' of the type string "
			    "is not known and not checked");
	assert_string_equal(s.remark[3].p, "field 'd': the constraint "
					   "'jsonSchema' is not checked");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_schema_has_its_defaults),
		cmocka_unit_test(properties_that_are_not_known_do_no_harm),
		cmocka_unit_test(keys_name_fields),
		cmocka_unit_test(fields_may_have_the_same_name),
		cmocka_unit_test(a_field_has_its_own_missing_words),
		cmocka_unit_test(a_schema_is_found_in_a_resource_or_a_package),
		cmocka_unit_test(what_is_no_json_is_told_by_line_and_column),
		cmocka_unit_test(json_of_any_depth_or_size_is_refused),
		cmocka_unit_test(a_field_that_is_none_is_named),
		cmocka_unit_test(a_constraint_that_is_none_is_named),
		cmocka_unit_test(a_key_that_is_none_is_named),
		cmocka_unit_test(what_is_not_checked_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, end);
}
