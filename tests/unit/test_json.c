#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/json.h"

static void items_stand_on_lines_of_their_own(void **state)
{
	struct txo_buffer b = { 0 };
	struct txo_json o = { .b = &b };

	(void)state;
	txo_json_enter(&o, "{");
	txo_json_name(&o, "none");
	txo_json_enter(&o, "[");
	txo_json_leave(&o, "]");
	txo_json_name(&o, "some");
	txo_json_enter(&o, "[");
	for (int i = 0; i < 2; i++) {
		txo_json_item(&o);
		txo_json_enter(&o, "{");
		txo_json_name(&o, "i");
		txo_buffer_printf(&b, "%d", i);
		txo_json_leave(&o, "}");
	}
	txo_json_leave(&o, "]");
	txo_json_name(&o, "last");
	txo_json_string(&o, txo_text("x"));
	txo_json_leave(&o, "}");
	assert_string_equal(b.p, "{\n"
				 "  \"none\": [],\n"
				 "  \"some\": [\n"
				 "    {\n"
				 "      \"i\": 0\n"
				 "    },\n"
				 "    {\n"
				 "      \"i\": 1\n"
				 "    }\n"
				 "  ],\n"
				 "  \"last\": \"x\"\n"
				 "}");
	txo_buffer_release(&b);
}

static void strings_are_valid_json_whatever_the_bytes(void **state)
{
	static const char bytes[] = "a\"b\\c\n\t\r\x01\x7f\xc3\xa4\xff\xc3";
	struct txo_buffer b = { 0 };
	struct txo_json o = { .b = &b };

	(void)state;
	txo_json_string(&o, (struct txo_text){ bytes, sizeof(bytes) });
	assert_string_equal(b.p, "\"a\\\"b\\\\c\\n\\t\\u000d\\u0001\\u007f"
				 "\xc3\xa4\\ufffd\\ufffd\\u0000\"");
	txo_buffer_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(items_stand_on_lines_of_their_own),
		cmocka_unit_test(strings_are_valid_json_whatever_the_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
