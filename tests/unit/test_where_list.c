#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "filter.h"

static void lists_have_items(void **state)
{
	static const char *const rows[] = { "redness",
					    "Redness; swelling",
					    "swelling|REDNESS",
					    "itch, redness ,swelling",
					    "redness mild",
					    "none",
					    ";;",
					    "NA" };
	static const struct selection e[] = {
		{ "side_effects has 'redness'", "11110000" },
		{ "side_effects HAS \" Redness \"", "11110000" },
		{ "not side_effects has 'redness'", "00001110" },
		{ "side_effects has 'swelling'", "01110000" },
		{ "side_effects has 'none'", "00000100" },
		{ "side_effects == 'Redness; Swelling'", "01000000" },
	};

	(void)state;
	assert_selects("side_effects", rows, COUNT(rows), e, COUNT(e));
}

static void a_list_that_says_none_is_empty(void **state)
{
	static const char *const rows[] = { "none",    "No", "NIL",
					    "n",       "",   "NA",
					    "redness", ";;", "none; redness" };
	static const struct selection e[] = {
		{ "side_effects is empty", "111100000" },
		{ "side_effects IS NOT Empty", "000000101" },
		{ "not side_effects is empty", "000000101" },
		{ "side_effects is empty or side_effects is missing",
		  "111111000" },
		{ "side_effects has 'none'", "111100001" },
		{ "side_effects has 'NO'", "111100001" },
		{ "not side_effects has 'none'", "000000110" },
		{ "side_effects is empty and not side_effects has 'redness'",
		  "111100000" },
		{ "side_effects == 'none'", "100000000" },
	};

	(void)state;
	assert_selects("side_effects", rows, COUNT(rows), e, COUNT(e));
}

static void a_column_may_be_called_empty(void **state)
{
	static const char *const rows[] = { "none", "a", "" };
	static const struct selection e[] = {
		{ "empty is empty", "100" },
		{ "empty is not empty", "010" },
		{ "empty is missing", "001" },
		{ "empty == 'a'", "010" },
	};

	(void)state;
	assert_selects("empty", rows, COUNT(rows), e, COUNT(e));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_have_items),
		cmocka_unit_test(a_list_that_says_none_is_empty),
		cmocka_unit_test(a_column_may_be_called_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
