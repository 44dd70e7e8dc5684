#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "data/seen.h"
#include "judge.h"
#include "near.h"

static void what_is_missing_may_be_required(void **state)
{
	const char *f = "'missingValues': ['', 'NA', '-'], "
			"'constraints': {'required': true}";

	(void)state;
	assert_int_equal(judge("'type': 'number'", ""), TXO_CELL_MISSING);
	assert_int_equal(judge("'type': 'number'", "  "), TXO_CELL_MISSING);
	assert_int_equal(judge("'missingValues': ['NA']", " NA "),
			 TXO_CELL_MISSING);
	assert_int_equal(judge("'missingValues': ['NA']", "na"), TXO_CELL_GOOD);
	assert_int_equal(judge("'missingValues': ['NA']", ""), TXO_CELL_GOOD);
	assert_int_equal(judge("'type': 'integer', 'missingValues': []", ""),
			 TXO_CELL_TYPE);
	assert_int_equal(judge(f, "-"), TXO_CELL_REQUIRED);
	assert_string_equal(broken, "required");
	assert_string_equal(judged.text, "is missing, but required");
	assert_int_equal(judge(f, "--"), TXO_CELL_GOOD);
	assert_int_equal(judge("'missingValues': [{'value': '-99', "
			       "'label': 'refused'}]",
			       "-99"),
			 TXO_CELL_MISSING);
}

static void bounds_are_exact(void **state)
{
	const char *f = "'type': 'number', 'constraints': "
			"{'minimum': 0.1, 'maximum': '10000000.2'}";

	(void)state;
	good(f, "0.1", "1", "10000000.2", "1e-1");
	breaks(f, "0.09999999999999999", "10000000.2000000001", "-INF", "INF",
	       "NaN");
	assert_string_equal(broken, "minimum");
	breaks(f, "0");
	assert_string_equal(judged.text, "'0' is less than the minimum, 0.1");
	breaks(f, "1e300");
	assert_string_equal(broken, "maximum");
	assert_string_equal(judged.text,
			    "'1e300' is more than the maximum, 10000000.2");
	good("'type': 'integer', 'constraints': {'minimum': 9007199254740993}",
	     "9007199254740993");
	breaks("'type': 'integer', 'constraints': {'minimum': "
	       "9007199254740993}",
	       "9007199254740992");
}

static void exclusive_bounds_leave_themselves_out(void **state)
{
	const char *f = "'type': 'integer', 'constraints': "
			"{'exclusiveMinimum': 0, 'exclusiveMaximum': 5}";

	(void)state;
	good(f, "1", "4");
	breaks(f, "0");
	assert_string_equal(broken, "exclusiveMinimum");
	breaks(f, "5");
	assert_string_equal(broken, "exclusiveMaximum");
	assert_string_equal(judged.text,
			    "'5' is not less than the exclusive maximum, 5");
}

static void moments_are_compared_as_moments(void **state)
{
	const char *date = "'type': 'date', 'format': '%d/%m/%Y', "
			   "'constraints': {'minimum': '02/01/2024'}";
	const char *zone = "'type': 'datetime', 'constraints': "
			   "{'minimum': '2024-01-01T12:00:00Z'}";

	(void)state;
	good(date, "02/01/2024", "01/02/2024");
	breaks(date, "31/12/2023");
	good(zone, "2024-01-01T12:00:00", "2024-01-01T13:00:00+01:00",
	     "2024-01-01T12:00:00.001Z");
	breaks(zone, "2024-01-01T11:59:59.999Z", "2024-01-01T12:00:00+01:00");
	good("'type': 'year', 'constraints': {'minimum': 1990}", "1990");
	breaks("'type': 'year', 'constraints': {'minimum': 1990}", "1989",
	       "-1990");
	breaks("'type': 'yearmonth', 'constraints': {'maximum': '2024-03'}",
	       "2024-04", "2025-01");
	breaks("'type': 'duration', 'constraints': {'maximum': 'P1M'}", "P31D",
	       "P1MT1S");
	good("'type': 'duration', 'constraints': {'maximum': 'P1M'}", "P30D",
	     "PT24H", "-P2Y");
	breaks("'type': 'time', 'constraints': {'maximum': '12:00:00'}",
	       "12:00:01");
}

static void a_schema_with_bounds_may_leave_our_centuries(void **state)
{
	const char *f = "'type': 'date', 'constraints': "
			"{'maximum': '9999-12-31'}";

	(void)state;
	good(f, "9999-12-31", "0800-12-25");
	bad("'type': 'date'", "9999-12-31");
}

static void lengths_count_characters(void **state)
{
	const char *f = "'type': 'string', 'constraints': "
			"{'minLength': 2, 'maxLength': 3}";

	(void)state;
	good(f, "ab", "abc", "\xc3\xa4\xc3\xb6\xc3\xbc",
	     "\xf0\x9f\x98\x80\xf0\x9f\x98\x80");
	breaks(f, "a");
	assert_string_equal(broken, "minLength");
	assert_string_equal(judged.text, "'a' has 1 character, fewer than the "
					 "minimum length, 2");
	breaks(f, "abcd", "ab  ");
	assert_string_equal(broken, "maxLength");
	breaks("'type': 'object', 'constraints': {'minLength': 1}", "{}");
}

static void a_pattern_holds_for_the_whole_cell(void **state)
{
	const char *f = "'type': 'string', 'constraints': "
			"{'pattern': '[A-Z]{2}[0-9]+'}";

	(void)state;
	good(f, "AB1", "XY99");
	breaks(f, "AB", " AB1", "AB1\n", "xAB1");
	assert_string_equal(broken, "pattern");
	breaks(f, "ab1");
	assert_string_equal(
		judged.text,
		"'ab1' does not match the pattern '[A-Z]{2}[0-9]+'");
	good("'type': 'string', 'constraints': {'pattern': '^a.*$'}", "apple");
	breaks("'type': 'string', 'constraints': {'pattern': '^a.*$'}",
	       "orange");
	good("'constraints': {'pattern': 'a|ab'}", "ab", "a");
	good("'type': 'string', 'constraints': {'pattern': '.'}", "\xc3\xa4");
}

static void a_pattern_cannot_hang(void **state)
{
	const char *f = "'type': 'string', 'constraints': "
			"{'pattern': '(a|aa)+'}";

	(void)state;
	breaks(f, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!");
	assert_string_equal(broken, "pattern");
	assert_non_null(strstr(judged.text,
			       "takes too many steps to match the pattern"));
	breaks("'constraints': {'pattern': '.*'}", "\xff");
	assert_string_equal(judged.text, "'\\xff' is not UTF-8 and so does not "
					 "match the pattern '.*'");
}

static void a_long_cell_may_take_its_steps(void **state)
{
	struct txo_table_schema s;
	struct txo_text cell = { NULL, 1000000 };
	char *p = malloc(cell.n);

	(void)state;
	assert_non_null(p);
	memset(p, 'a', cell.n);
	cell.p = p;
	assert_int_equal(make_field(&s, "'constraints': {'pattern': '(a|b)*'}",
				    NULL),
			 TXO_OK);
	assert_int_equal(txo_field_judge(&s.field[0], cell, &broken, &judged),
			 TXO_CELL_GOOD);
	p[cell.n - 1] = 'c';
	assert_int_equal(txo_field_judge(&s.field[0], cell, &broken, &judged),
			 TXO_CELL_CONSTRAINT);
	txo_table_schema_release(&s);
	free(p);
}

static void an_enum_compares_values(void **state)
{
	const char *number = "'type': 'number', 'constraints': "
			     "{'enum': [3, 1, '2.50', null]}";
	const char *string = "'type': 'string', 'constraints': "
			     "{'enum': ['mild', 'none', 'a', 'b', 'c', 'd']}";

	(void)state;
	good(number, "1.0", "3", "2.5", "30e-1");
	breaks(number, "2", "NaN");
	assert_string_equal(judged.text,
			    "'NaN' is not among the values: 3, 1, 2.50");
	assert_int_equal(judge(number, ""), TXO_CELL_MISSING);
	good(string, "mild", "none", "d");
	breaks(string, "Mild", "mild ", "e");
	assert_string_equal(broken, "enum");
	assert_string_equal(judged.text, "'e' is not among the values: mild, "
					 "none, a, b, c and 1 more");
	good("'type': 'boolean', 'constraints': {'enum': [true]}", "1", "TRUE");
	breaks("'type': 'boolean', 'constraints': {'enum': [true]}", "0");
	good("'type': 'object', 'constraints': {'enum': [{'a': 1, 'b': 2}]}",
	     "{\"b\":2,\"a\":1}");
	breaks("'type': 'array', 'constraints': {'enum': [[1, 2]]}", "[2, 1]");
	good("'type': 'date', 'format': '%d/%m/%Y', "
	     "'constraints': {'enum': ['01/02/2024']}",
	     "1/2/2024");
}

static void categories_are_an_enum(void **state)
{
	const char *f = "'type': 'integer', 'categories': "
			"[{'value': 0, 'label': 'none'}, {'value': 1}]";

	(void)state;
	good(f, "0", "1");
	breaks(f, "2");
	assert_string_equal(broken, "categories");
	breaks("'type': 'string', 'categories': ['a', 'b']", "c");
}

/* Have the two cells one key? */
static bool same(const char *properties, const char *a, const char *b)
{
	struct txo_table_schema s;
	struct txo_key x = TXO_KEY, y = TXO_KEY;

	assert_int_equal(make_field(&s, properties, NULL), TXO_OK);
	txo_field_key(&s.field[0], txo_text(a), &x);
	txo_field_key(&s.field[0], txo_text(b), &y);
	txo_table_schema_release(&s);
	return x.a == y.a && x.b == y.b;
}

static void keys_are_of_values(void **state)
{
	(void)state;
	assert_true(same("'type': 'number'", "1", "1.0"));
	assert_true(same("'type': 'number'", "-0", "0"));
	assert_false(same("'type': 'number'", "1", "1.0000000000000001"));
	assert_false(same("'type': 'integer'", "10000000000000000001",
			  "10000000000000000002"));
	assert_false(same("'type': 'string'", "1", "1.0"));
	assert_false(same("'type': 'string'", "a", "A"));
	assert_true(same("'type': 'date', 'format': '%d/%m/%Y'", "1/2/2024",
			 "01/02/2024"));
	assert_true(same("'type': 'boolean'", "1", "true"));
	assert_true(same("'type': 'object'", "{\"a\":1,\"b\":2}",
			 "{\"b\": 2, \"a\": 1}"));
	assert_false(same("'type': 'geopoint'", "1,2", "2,1"));
	assert_false(same("'type': 'number'", "x", "y"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_missing_may_be_required),
		cmocka_unit_test(bounds_are_exact),
		cmocka_unit_test(exclusive_bounds_leave_themselves_out),
		cmocka_unit_test(moments_are_compared_as_moments),
		cmocka_unit_test(a_schema_with_bounds_may_leave_our_centuries),
		cmocka_unit_test(lengths_count_characters),
		cmocka_unit_test(a_pattern_holds_for_the_whole_cell),
		cmocka_unit_test(a_pattern_cannot_hang),
		cmocka_unit_test(a_long_cell_may_take_its_steps),
		cmocka_unit_test(an_enum_compares_values),
		cmocka_unit_test(categories_are_an_enum),
		cmocka_unit_test(keys_are_of_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
