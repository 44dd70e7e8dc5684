#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"

static void an_empty_buffer_has_no_bytes(void **state)
{
	struct txo_buffer b = { 0 };

	(void)state;
	txo_buffer_clear(&b);
	assert_null(b.p);
	txo_buffer_add(&b, NULL, 0);
	assert_int_equal(b.n, 0);
	assert_string_equal(b.p, "");
	txo_buffer_release(&b);
	assert_null(b.p);
}

static void bytes_are_added_in_order(void **state)
{
	struct txo_buffer b = { 0 };

	(void)state;
	txo_buffer_add(&b, "ab\0c", 4);
	txo_buffer_add_char(&b, 'd');
	txo_buffer_add_text(&b, "ef");
	txo_buffer_printf(&b, "%d-%s", 12, "g");
	assert_int_equal(b.n, 11);
	assert_memory_equal(b.p, "ab\0cdef12-g", 12);
	txo_buffer_release(&b);
}

static void a_long_print_fits(void **state)
{
	struct txo_buffer b = { 0 };

	(void)state;
	txo_buffer_printf(&b, "%100000d|", 7);
	assert_int_equal(b.n, 100001);
	assert_string_equal(b.p + b.n - 3, " 7|");
	txo_buffer_release(&b);
}

static void clearing_keeps_the_memory(void **state)
{
	struct txo_buffer b = { 0 };
	const char *p;

	(void)state;
	txo_buffer_add_text(&b, "something");
	p = b.p;
	txo_buffer_clear(&b);
	assert_int_equal(b.n, 0);
	assert_string_equal(b.p, "");
	txo_buffer_add_text(&b, "else");
	assert_ptr_equal(b.p, p);
	assert_string_equal(b.p, "else");
	txo_buffer_release(&b);
}

static void a_failed_buffer_ignores_what_comes_after(void **state)
{
	struct txo_buffer b = { 0 };

	(void)state;
	txo_buffer_add_text(&b, "kept");
	txo_buffer_add(&b, "x", SIZE_MAX - 2);
	assert_true(b.failed);
	txo_buffer_add_text(&b, "lost");
	txo_buffer_printf(&b, "%d", 1);
	assert_string_equal(b.p, "kept");
	txo_buffer_release(&b);
	assert_false(b.failed);
}

static void an_array_grows_by_doubling(void **state)
{
	size_t room = 0;
	int *a = txo_grow(NULL, &room, 0, sizeof(*a)), *same;

	(void)state;
	assert_non_null(a);
	assert_int_equal(room, 16);
	same = txo_grow(a, &room, 16, sizeof(*a));
	assert_ptr_equal(same, a);
	a = txo_grow(a, &room, 17, sizeof(*a));
	assert_non_null(a);
	assert_int_equal(room, 32);
	a[31] = 1;
	assert_null(txo_grow(a, &room, SIZE_MAX, sizeof(*a)));
	assert_null(txo_grow(a, &room, SIZE_MAX / 4, sizeof(*a)));
	assert_int_equal(room, 32);
	free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_buffer_has_no_bytes),
		cmocka_unit_test(bytes_are_added_in_order),
		cmocka_unit_test(a_long_print_fits),
		cmocka_unit_test(clearing_keeps_the_memory),
		cmocka_unit_test(a_failed_buffer_ignores_what_comes_after),
		cmocka_unit_test(an_array_grows_by_doubling),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
