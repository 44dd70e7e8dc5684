#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "near.h"

static void pieces_are_aligned_and_zeroed(void **state)
{
	struct txo_arena a = { 0 };

	(void)state;
	for (size_t n = 0; n < 300; n++) {
		unsigned char *p = txo_arena_take(&a, n);

		assert_non_null(p);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, n);
	}
	txo_arena_release(&a);
}

static void pieces_keep_their_place_and_content(void **state)
{
	struct txo_arena a = { 0 };
	unsigned char *piece[2000];

	(void)state;
	for (size_t i = 0; i < COUNT(piece); i++) {
		piece[i] = txo_arena_take(&a, 1 + i % 257);
		assert_non_null(piece[i]);
		memset(piece[i], (int)(i % 251), 1 + i % 257);
	}
	for (size_t i = 0; i < COUNT(piece); i++)
		for (size_t k = 0; k < 1 + i % 257; k++)
			assert_int_equal(piece[i][k], i % 251);
	txo_arena_release(&a);
}

static void a_piece_may_be_larger_than_a_block(void **state)
{
	struct txo_arena a = { 0 };
	char *small = txo_arena_take(&a, 8);
	char *large = txo_arena_take(&a, 1000000);
	char *next = txo_arena_take(&a, 8);

	(void)state;
	assert_non_null(small);
	assert_non_null(large);
	assert_non_null(next);
	memset(large, 'x', 1000000);
	assert_int_equal(small[7], 0);
	assert_int_equal(next[0], 0);
	txo_arena_release(&a);
}

static void a_copy_ends_in_a_nul_byte(void **state)
{
	struct txo_arena a = { 0 };

	(void)state;
	assert_string_equal(txo_arena_copy(&a, "texture", 4), "text");
	assert_string_equal(txo_arena_copy(&a, NULL, 0), "");
	assert_memory_equal(txo_arena_copy(&a, "a\0b", 3), "a\0b", 4);
	txo_arena_release(&a);
}

static void a_size_that_nobody_has_is_refused(void **state)
{
	struct txo_arena a = { 0 };

	(void)state;
	assert_null(txo_arena_take(&a, SIZE_MAX));
	assert_null(txo_arena_take(&a, SIZE_MAX - 8));
	assert_non_null(txo_arena_take(&a, 8));
	txo_arena_release(&a);
}

static void an_arena_can_be_used_again_after_its_release(void **state)
{
	struct txo_arena a = { 0 };

	(void)state;
	txo_arena_release(&a);
	assert_non_null(txo_arena_take(&a, 10));
	txo_arena_release(&a);
	txo_arena_release(&a);
	assert_null(a.last);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_are_aligned_and_zeroed),
		cmocka_unit_test(pieces_keep_their_place_and_content),
		cmocka_unit_test(a_piece_may_be_larger_than_a_block),
		cmocka_unit_test(a_copy_ends_in_a_nul_byte),
		cmocka_unit_test(a_size_that_nobody_has_is_refused),
		cmocka_unit_test(an_arena_can_be_used_again_after_its_release),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
