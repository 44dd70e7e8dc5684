#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data/table_schema.h"

static const char lines[] =
	"{\n"
	"  \"$schema\": "
	"\"https://datapackage.org/profiles/2.0/tableschema.json\",\n"
	"  \"fields\": [\n"
	"    {\n"
	"      \"name\": \"a \\\"b\\\" \\\\ \xc3\xa4\\u0001\",\n"
	"      \"title\": \"A\",\n"
	"      \"type\": \"number\",\n"
	"      \"decimalChar\": \",\",\n"
	"      \"groupChar\": \".\",\n"
	"      \"bareNumber\": false,\n"
	"      \"missingValues\": [\"-\"],\n"
	"      \"constraints\": {\n"
	"        \"required\": true,\n"
	"        \"minimum\": 0.1,\n"
	"        \"exclusiveMaximum\": \"10,5\",\n"
	"        \"enum\": [\n"
	"          1,\n"
	"          \"2,5\"\n"
	"        ]\n"
	"      }\n"
	"    },\n"
	"    {\n"
	"      \"name\": \"c\"\n"
	"    },\n"
	"    {\n"
	"      \"name\": \"d\",\n"
	"      \"type\": \"boolean\",\n"
	"      \"trueValues\": [\"ja\"],\n"
	"      \"falseValues\": [\"nein\"]\n"
	"    },\n"
	"    {\n"
	"      \"name\": \"e\",\n"
	"      \"type\": \"string\",\n"
	"      \"format\": \"email\",\n"
	"      \"constraints\": {\n"
	"        \"unique\": true,\n"
	"        \"minLength\": 1,\n"
	"        \"maxLength\": 20,\n"
	"        \"pattern\": \".*@.*\"\n"
	"      },\n"
	"      \"categories\": [\n"
	"        \"a@b.org\"\n"
	"      ]\n"
	"    }\n"
	"  ],\n"
	"  \"fieldsMatch\": \"equal\",\n"
	"  \"missingValues\": [\"\", \"NA\"],\n"
	"  \"primaryKey\": [\"c\", \"d\"],\n"
	"  \"uniqueKeys\": [\n"
	"    [\"e\"],\n"
	"    [\"c\", \"e\"]\n"
	"  ]\n"
	"}\n";

static void a_schema_is_written_as_it_was_read(void **state)
{
	struct txo_table_schema s = { 0 };
	struct txo_buffer out = { 0 };
	struct txo_error err;

	(void)state;
	assert_int_equal(txo_table_schema_read(&s, txo_text(lines), &err),
			 TXO_OK);
	assert_int_equal(txo_table_schema_write(&s, &out, &err), TXO_OK);
	assert_string_equal(out.p, lines);
	txo_buffer_release(&out);
	txo_table_schema_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_schema_is_written_as_it_was_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
