#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "feed.h"
#include "near.h"
#include "rows.h"

/* Where the columns of the first stand in the other, "2,0,1"; or why not. */
static const char *align(const char *first, const char *other)
{
	static struct txo_error err;
	static char places[64];
	struct txo_header a, b;
	size_t column[8], n = 0;
	enum txo_status status;

	header_of(&a, first);
	header_of(&b, other);
	assert_true(a.n <= COUNT(column));
	status = txo_header_align(&a, &b, column, &err);
	for (size_t i = 0; i < a.n && status == TXO_OK; i++)
		n += (size_t)snprintf(places + n, sizeof(places) - n, "%s%zu",
				      i ? "," : "", column[i]);
	txo_header_release(&a);
	txo_header_release(&b);
	assert_true(status == TXO_OK || status == TXO_DATA);
	return status == TXO_OK ? places : err.text;
}

static void columns_are_found_by_name_or_role(void **state)
{
	(void)state;
	assert_string_equal(align("a,b,c", "a,b,c"), "0,1,2");
	assert_string_equal(align("a,b,c", "c,a,b"), "1,2,0");
	assert_string_equal(align("skin type,x", "X,Skin_Type"), "1,0");
	assert_string_equal(align("severity score,x", "x,score"), "1,0");
	assert_string_equal(align("score,x", "x,severity score"), "1,0");
}

static void a_column_that_one_file_lacks_is_named(void **state)
{
	(void)state;
	assert_string_equal(align("a,b", "a"),
			    "column 'b' of the first file is not in this one");
	assert_string_equal(align("a", "a,b"),
			    "column 'b' is not in the first file");
	assert_string_equal(align("a", "a,"),
			    "column 2 has no name, so several files cannot be "
			    "matched by it");
	assert_string_equal(align("a,A ", "a"),
			    "column 'A' of the first file is not in this one");
}

static void names_that_tell_nothing_apart_are_refused(void **state)
{
	(void)state;
	assert_string_equal(align("a,a", "a,a"),
			    "column 'a' stands twice in a header, so several "
			    "files cannot be matched by it");
	assert_non_null(strstr(align("a,", "a,"), "column 2 has no name"));
	assert_non_null(strstr(align("a_b", "a b,A-b"), "'a b' and 'A-b'"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_are_found_by_name_or_role),
		cmocka_unit_test(a_column_that_one_file_lacks_is_named),
		cmocka_unit_test(names_that_tell_nothing_apart_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
