/*
 * Cells are found again by their bytes, whatever stands behind them, or are
 * forgotten; never is one taken for another.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "data/known.h"

#define SLACK 32

static const struct txo_known_cell *find(const struct txo_known *k,
					 const char *text)
{
	return txo_known_find(k, text, strlen(text));
}

static void nothing_is_known_at_first(void **state)
{
	static const char none[SLACK];
	struct txo_known k = { 0 };

	(void)state;
	assert_null(txo_known_find(&k, none, 0));
	assert_null(txo_known_find(&k, none, 20));
	txo_known_release(&k);
}

/* Cells of a, 0 to `most` of them, each with its length as its id. */
static void cells_of_all_lengths_are_kept_apart(void **state)
{
	static char text[TXO_KNOWN_LONG + SLACK];
	struct txo_known k = { 0 };

	(void)state;
	memset(text, 'a', sizeof(text));
	for (uint32_t n = 0; n <= 40; n++) {
		struct txo_known_cell what = { .id = n, .kinds = n % 3 };

		assert_null(txo_known_find(&k, text, n));
		assert_non_null(txo_known_add(&k, text, n, &what));
	}
	for (uint32_t n = 0; n <= 40; n++) {
		const struct txo_known_cell *c = txo_known_find(&k, text, n);

		assert_non_null(c);
		assert_int_equal(c->id, n);
		assert_int_equal(c->kinds, n % 3);
	}
	assert_null(txo_known_find(&k, text, 41));
	txo_known_release(&k);
}

/* NUL bytes count: a cell is no other one that is longer by them. */
static void bytes_that_are_zero_are_no_end(void **state)
{
	static const size_t length[] = { 0, 1, 7, 8, 9, 15, 16, 17, 24 };
	static const char zeros[64];
	struct txo_known k = { 0 };
	struct txo_known_cell what = { .id = 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(length) / sizeof(length[0]); i++) {
		assert_null(txo_known_find(&k, zeros, length[i]));
		what.id = (uint32_t)length[i];
		assert_non_null(txo_known_add(&k, zeros, length[i], &what));
		for (size_t j = 0; j <= i; j++) {
			const struct txo_known_cell *c = txo_known_find(
				&k, zeros, length[j]);

			assert_true(c ? c->id == length[j] : j < i);
		}
	}
	txo_known_release(&k);
}

static void what_stands_behind_a_cell_does_not_matter(void **state)
{
	static const size_t length[] = { 1, 7, 8, 9, 15, 16, 17, 23, 24, 25 };

	(void)state;
	for (size_t i = 0; i < sizeof(length) / sizeof(length[0]); i++) {
		size_t n = length[i];
		struct txo_known_cell what = { .id = 5 };
		struct txo_known k = { 0 };
		char a[25 + SLACK], b[25 + SLACK];

		memset(a, 'x', sizeof(a));
		memset(b, 'y', sizeof(b));
		memset(b, 'x', n);
		assert_non_null(txo_known_add(&k, a, n, &what));
		assert_non_null(txo_known_find(&k, b, n));
		for (size_t at = 0; at < n; at++) {
			b[at] = 'z';
			assert_null(txo_known_find(&k, b, n));
			b[at] = 'x';
		}
		txo_known_release(&k);
	}
}

/* The bytes of a long cell are copied. */
static void a_long_cell_outlives_its_text(void **state)
{
	struct txo_known_cell what = { .id = 9 };
	char text[64] = "a cell that is longer than its key";
	struct txo_known k = { 0 };

	(void)state;
	assert_non_null(txo_known_add(&k, text, strlen(text), &what));
	memset(text, '?', strlen(text));
	assert_null(find(&k, text));
	strncpy(text, "a cell that is longer than its key", sizeof(text));
	assert_int_equal(find(&k, text)->id, 9);
	txo_known_release(&k);
}

static void a_very_long_cell_is_not_remembered(void **state)
{
	static char text[TXO_KNOWN_LONG + SLACK];
	struct txo_known_cell what = { .id = 9 };
	struct txo_known k = { 0 };

	(void)state;
	memset(text, 'a', sizeof(text));
	assert_null(txo_known_add(&k, text, TXO_KNOWN_LONG + 1, &what));
	assert_null(txo_known_find(&k, text, TXO_KNOWN_LONG + 1));
	assert_non_null(txo_known_add(&k, text, TXO_KNOWN_LONG, &what));
	assert_non_null(txo_known_find(&k, text, TXO_KNOWN_LONG));
	txo_known_release(&k);
}

static size_t nth_cell(uint32_t i, const char *tail, char *text)
{
	return (size_t)snprintf(text, 48, "%u%s", i * 2654435761u, tail);
}

/* The newest is there; of the others each that is found is the right one. */
static void of_very_many_cells_some_are_forgotten(void **state)
{
	static const char *const tail[] = { "", " and more text behind it" };
	const uint32_t most = 300000;

	(void)state;
	for (size_t t = 0; t < 2; t++) {
		struct txo_known k = { 0 };
		uint32_t found = 0;
		char text[48 + SLACK] = "";

		for (uint32_t i = 0; i < most; i++) {
			struct txo_known_cell what = { .id = i };
			size_t n = nth_cell(i, tail[t], text);
			const struct txo_known_cell *c = txo_known_add(
				&k, text, n, &what);

			assert_true(c || t == 1);
			assert_ptr_equal(txo_known_find(&k, text, n), c);
		}
		for (uint32_t i = 0; i < most; i++) {
			size_t n = nth_cell(i, tail[t], text);
			const struct txo_known_cell *c = txo_known_find(
				&k, text, n);

			assert_true(!c || c->id == i);
			found += c != NULL;
		}
		assert_true(found > 30000 && found < most / 2);
		assert_true(k.bits <= 16);
		txo_known_release(&k);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_known_at_first),
		cmocka_unit_test(cells_of_all_lengths_are_kept_apart),
		cmocka_unit_test(bytes_that_are_zero_are_no_end),
		cmocka_unit_test(what_stands_behind_a_cell_does_not_matter),
		cmocka_unit_test(a_long_cell_outlives_its_text),
		cmocka_unit_test(a_very_long_cell_is_not_remembered),
		cmocka_unit_test(of_very_many_cells_some_are_forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
