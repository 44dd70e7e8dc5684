#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "judge.h"

static void any_takes_all(void **state)
{
	(void)state;
	good("", "a", "1", " x ", "{");
	assert_int_equal(judge("", ""), TXO_CELL_MISSING);
}

static void numbers_are_those_of_xml_schema(void **state)
{
	(void)state;
	good("'type': 'number'", "-1.23", "12678967.543233", "+100000.00",
	     "210", "1e5", "1E-5", "5.", ".5", "NaN", "nan", "INF", "-INF",
	     "-inf", " 7 ", "007", "123456789012345678901234567890");
	bad("'type': 'number'", "1,5", "1 000", "abc", "+INF", "Infinity",
	    "1.2.3", "0x10", "--1", "1e", "5%");
	assert_string_equal(judged.text, "'5%' is not a number");
}

static void decimal_and_group_marks_are_the_fields(void **state)
{
	const char *de = "'type': 'number', 'decimalChar': ',', "
			 "'groupChar': '.'";
	const char *si = "'type': 'number', 'groupChar': '\xc2\xa0'";

	(void)state;
	good(de, "1.234,5", "1,5", "-1.000", "12", "1.2.3");
	bad(de, "1,5.0", ".5", "1..5", "1,5,5", "1.", "1.,5");
	good(si,
	     "1\xc2\xa0"
	     "000.5",
	     "1000");
	bad(si, "1 000");
	good("'type': 'number', 'decimalChar': 'p'", "1p5");
	bad("'type': 'number', 'decimalChar': 'p'", "1.5");
	good("'type': 'integer', 'groupChar': ','", "1,000", "1000");
	bad("'type': 'integer', 'groupChar': ','", "1,000.0", ",1", "1,");
}

static void a_number_that_is_not_bare_may_have_a_unit(void **state)
{
	const char *f = "'type': 'number', 'bareNumber': false, "
			"'constraints': {'minimum': -95.5, 'maximum': 95.5}";

	(void)state;
	good(f, "95%", "EUR 95",
	     "\xe2\x82\xac"
	     "95.5",
	     "-95 EUR", "EUR -95", "95.5", "$.5");
	breaks(f, "96%", "-96%", "$ -96", "-$96", "9.6e1 %");
	bad(f, "%", "EUR", "1 of 2");
	good("'type': 'integer', 'bareNumber': false", "95%", "n=12");
	bad("'type': 'integer', 'bareNumber': false", "9.5%");
}

static void integers_have_neither_point_nor_exponent(void **state)
{
	(void)state;
	good("'type': 'integer'", "0", "-3", "+3", "007", " 5 ",
	     "99999999999999999999");
	bad("'type': 'integer'", "1.0", "1e3", "NaN", "1,000", "+", "x");
	assert_string_equal(judged.text, "'x' is not a whole number");
}

static void booleans_are_the_words_of_the_field(void **state)
{
	const char *f = "'type': 'boolean', 'trueValues': ['yes', 'ja'], "
			"'falseValues': ['no']";

	(void)state;
	good("'type': 'boolean'", "true", "True", "TRUE", "1", "false", "0");
	bad("'type': 'boolean'", "yes", "tRUE", "2");
	good(f, "yes", "ja", "no", " no ");
	bad(f, "true", "1", "Yes");
	assert_string_equal(judged.text, "'Yes' is neither true nor false");
}

static void strings_have_formats(void **state)
{
	(void)state;
	good("'type': 'string'", "x", " x ", "1");
	good("'type': 'string', 'format': 'email'", "a@b.org",
	     "first.last+tag@sub.example.com", "o'x@example.org");
	bad("'type': 'string', 'format': 'email'", "a", "a@b", "@b.org",
	    "a@b..org", "a b@c.org", ".a@b.org", "a@-b.org", "a@b.org.",
	    "a.@b.c");
	good("'type': 'string', 'format': 'uri'", "https://example.org/a?b=c#d",
	     "urn:isbn:0451450523", "mailto:a@b.org", "http://a/%20");
	bad("'type': 'string', 'format': 'uri'", "example.org", "http://a b",
	    "http://", ":x", "1a:x", "http://a/%2", "http://a/%zz", "a:");
	good("'type': 'string', 'format': 'binary'", "TWFu", "TWE=", "TQ==");
	bad("'type': 'string', 'format': 'binary'", "TWF", "T===", "TW\xc3\xa4",
	    "=WFu");
	good("'type': 'string', 'format': 'uuid'",
	     "123e4567-e89b-12d3-a456-426614174000",
	     "123E4567-E89B-12D3-A456-426614174000");
	bad("'type': 'string', 'format': 'uuid'",
	    "123e4567e89b12d3a456426614174000",
	    "123e4567-e89b-12d3-a456-42661417400g");
	assert_string_equal(
		judged.text,
		"'123e4567-e89b-12d3-a456-42661417400g' is not a UUID");
}

static void dates_are_iso_or_of_a_form(void **state)
{
	(void)state;
	good("'type': 'date'", "2024-02-29", "1900-01-01", "2100-12-31");
	bad("'type': 'date'", "2023-02-29", "2024-02", "2024-2-9",
	    "2024-02-29T10:00", "29.02.2024", "0202-01-05", "2101-01-03");
	assert_string_equal(judged.text,
			    "'2101-01-03' is not between 1900 and 2100");
	good("'type': 'date', 'format': '%d/%m/%Y'", "29/02/2024", "1/2/2024");
	bad("'type': 'date', 'format': '%d/%m/%Y'", "2024-02-29", "02/29/2024",
	    "31/4/2024", "1/2/24");
	assert_string_equal(judged.text,
			    "'1/2/24' is not a date of the form %d/%m/%Y");
	good("'type': 'date', 'format': 'fmt:%d.%m.%y'", "29.02.24");
	good("'type': 'date', 'format': '%d %B %Y'", "5 March 2024",
	     "05 mar 2024");
	good("'type': 'date', 'format': 'any'", "2024-03-05", "5 Mar 2024",
	     "25/03/2024", "3/25/2024", "05.03.2024", "3/3/2024");
	bad("'type': 'date', 'format': 'any'", "31/31/2024", "tomorrow",
	    "3/4/2024");
	assert_string_equal(judged.text,
			    "'3/4/2024' could have the day or the month first; "
			    "the schema's format says which, as %d/%m/%Y");
}

static void times_and_datetimes_are_checked(void **state)
{
	(void)state;
	good("'type': 'time'", "15:00:00", "00:00:00", "23:59:60");
	bad("'type': 'time'", "15:00", "24:00:00", "15:60:00", "15:00:61",
	    "3 pm");
	good("'type': 'time', 'format': '%H:%M'", "15:00", "9:05");
	good("'type': 'time', 'format': '%I:%M %p'", "03:00 PM", "12:00 am");
	bad("'type': 'time', 'format': '%I:%M %p'", "13:00 PM", "0:10 AM",
	    "03:00");
	good("'type': 'time', 'format': 'any'", "15:00", "3:00 pm");
	good("'type': 'datetime'", "2024-01-26T15:00:00",
	     "2024-01-26T15:00:00.300-05:00", "2024-01-26T15:00:00Z",
	     "2024-01-26T24:00:00");
	bad("'type': 'datetime'", "2024-01-26", "2024-01-26 15:00:00",
	    "2024-01-26T15:00", "2024-01-26T24:00:01", "2024-01-26T15:00:00.",
	    "2024-01-26T15:00:00+5", "2024-13-26T15:00:00");
	good("'type': 'datetime', 'format': '%d/%m/%Y %H:%M:%S'",
	     "12/11/2018 09:15:32", "12/11/2018   9:15:32");
	good("'type': 'datetime', 'format': 'any'", "2024-01-26 15:00",
	     "2024-01-26T15:00:00Z", "26 Jan 2024 15:00");
	good("'type': 'datetime', 'format': '%Y-%jT%T.%f%z'",
	     "2024-366T01:02:03.5+0100");
	bad("'type': 'datetime', 'format': '%Y-%jT%T.%f%z'",
	    "2023-366T01:02:03.5+0100");
}

static void years_months_and_durations_are_checked(void **state)
{
	(void)state;
	good("'type': 'year'", "2024", "-0044", "12024", "2024Z", "2024+05:00");
	bad("'type': 'year'", "24", "02024", "2024-01", "year");
	good("'type': 'yearmonth'", "2024-03", "-0044-03");
	bad("'type': 'yearmonth'", "2024-13", "2024-3", "2024", "2024-03-01");
	good("'type': 'duration'", "P1Y2M10DT2H30M", "P5D", "PT0.5S", "-P1M",
	     "PT36H", "P1YT1S");
	bad("'type': 'duration'", "P", "PT", "P1YT", "1Y", "P1S", "P1M1Y",
	    "P1.5D", "P-1D", "P1YT1S1S");
}

static void json_cells_are_parsed(void **state)
{
	(void)state;
	good("'type': 'object'", "{}", "{\"a\": [1, 2]}", " {} ");
	bad("'type': 'object'", "[]", "{", "1", "{} x");
	good("'type': 'array'", "[]", "[1, {}]");
	bad("'type': 'array'", "{}", "[1,]");
	good("'type': 'geopoint'", "90.50, 45.50", "-180,90");
	bad("'type': 'geopoint'", "181, 0", "0, 91", "90.5", "a, b",
	    "[90.5, 45.5]", "1,2,3");
	good("'type': 'geopoint', 'format': 'array'", "[90.50, 45.50]");
	bad("'type': 'geopoint', 'format': 'array'", "[1]", "[1, 2, 3]",
	    "[\"1\", 2]", "90,45");
	good("'type': 'geopoint', 'format': 'object'",
	     "{\"lon\": 90.5, \"lat\": 45}");
	bad("'type': 'geopoint', 'format': 'object'", "{\"lon\": 90.5}",
	    "{\"lon\": 1, \"lat\": 2, \"x\": 3}");
	good("'type': 'geojson'",
	     "{\"type\": \"Point\", \"coordinates\": [1, 2]}",
	     "{\"type\": \"Feature\", \"geometry\": null}");
	bad("'type': 'geojson'", "{}", "{\"type\": \"Point\"}",
	    "{\"type\": \"Box\", \"coordinates\": []}", "[]");
	good("'type': 'geojson', 'format': 'topojson'",
	     "{\"type\": \"Topology\", \"objects\": {}, \"arcs\": []}");
	bad("'type': 'geojson', 'format': 'topojson'",
	    "{\"type\": \"Topology\", \"objects\": {}}");
}

static void lists_have_items_of_one_type(void **state)
{
	(void)state;
	good("'type': 'list'", "a,b,,c", "a");
	good("'type': 'list', 'delimiter': '; ', 'itemType': 'integer'",
	     "1; 2; 3", "1");
	bad("'type': 'list', 'delimiter': ';', 'itemType': 'integer'", "1;x",
	    "1;;2", "1;");
	assert_string_equal(judged.text, "'' is not a whole number");
	good("'type': 'list', 'itemType': 'date'", "2024-01-01,2024-01-02");
	breaks("'type': 'list', 'constraints': {'maxLength': 2}", "a,b,c");
	assert_string_equal(judged.text, "'a,b,c' has 3 members, more than the "
					 "maximum length, 2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_takes_all),
		cmocka_unit_test(numbers_are_those_of_xml_schema),
		cmocka_unit_test(decimal_and_group_marks_are_the_fields),
		cmocka_unit_test(a_number_that_is_not_bare_may_have_a_unit),
		cmocka_unit_test(integers_have_neither_point_nor_exponent),
		cmocka_unit_test(booleans_are_the_words_of_the_field),
		cmocka_unit_test(strings_have_formats),
		cmocka_unit_test(dates_are_iso_or_of_a_form),
		cmocka_unit_test(times_and_datetimes_are_checked),
		cmocka_unit_test(years_months_and_durations_are_checked),
		cmocka_unit_test(json_cells_are_parsed),
		cmocka_unit_test(lists_have_items_of_one_type),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
