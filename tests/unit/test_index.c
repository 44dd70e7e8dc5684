#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/index.h"

/* Items that an index numbers, and the one looked for. */
struct items {
	const uint64_t *item;
	uint64_t wanted;
};

static bool same(const void *ctx, uint32_t id)
{
	const struct items *it = ctx;

	return it->item[id] == it->wanted;
}

static void an_empty_index_finds_nothing(void **state)
{
	struct txo_index ix = { 0 };
	struct items it = { NULL, 1 };

	(void)state;
	assert_int_equal(txo_index_find(&ix, 0, same, &it), TXO_INDEX_NONE);
	txo_index_release(&ix);
}

/* Put n items 0, 3, 6 ... in under their hashes; find them and no others. */
static void check_index(size_t n, uint32_t hash_mask)
{
	struct txo_index ix = { 0 };
	uint64_t *item = calloc(n, sizeof(*item));
	struct items it = { item, 0 };

	assert_non_null(item);
	for (size_t i = 0; i < n; i++) {
		item[i] = 3 * i;
		assert_true(txo_index_add(
			&ix, txo_hash(&item[i], sizeof(*item)) & hash_mask,
			(uint32_t)i));
	}
	assert_int_equal(ix.n, n);
	assert_true(3 * ix.n <= 2 * ix.size);
	for (it.wanted = 0; it.wanted < 3 * n; it.wanted++) {
		uint32_t hash = txo_hash(&it.wanted, sizeof(it.wanted));
		uint32_t id = txo_index_find(&ix, hash & hash_mask, same, &it);

		assert_int_equal(id, it.wanted % 3 ? TXO_INDEX_NONE :
						     it.wanted / 3);
	}
	txo_index_release(&ix);
	free(item);
}

static void every_item_is_found_and_no_other(void **state)
{
	(void)state;
	check_index(1, UINT32_MAX);
	check_index(43, UINT32_MAX);
	check_index(100000, UINT32_MAX);
}

static void items_of_one_hash_are_told_apart(void **state)
{
	(void)state;
	check_index(1000, 0);
	check_index(1000, 7);
	check_index(1000, 0xff000000u);
}

static void a_hash_depends_on_each_byte_and_the_length(void **state)
{
	char text[64] = { 0 };

	(void)state;
	for (size_t n = 0; n < sizeof(text); n++) {
		uint32_t plain = txo_hash(text, n);

		assert_int_equal(txo_hash(text, n), plain);
		assert_int_not_equal(txo_hash(text, n + 1), plain);
		for (size_t i = 0; i < n; i++) {
			text[i] = 1;
			assert_int_not_equal(txo_hash(text, n), plain);
			text[i] = 0;
		}
	}
}

static void hashes_of_small_numbers_hardly_collide(void **state)
{
	static unsigned char seen[1 << 17];
	size_t taken = 0;

	(void)state;
	for (uint32_t i = 0; i < 1 << 16; i++) {
		uint32_t key[2] = { i % 256, i / 256 };
		uint32_t place = txo_hash(key, sizeof(key)) % sizeof(seen);

		taken += seen[place];
		seen[place] = 1;
	}
	/* at random n - m (1 - exp(-n / m)) = 13963 find their place taken */
	assert_in_range(taken, 13000, 15000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_index_finds_nothing),
		cmocka_unit_test(every_item_is_found_and_no_other),
		cmocka_unit_test(items_of_one_hash_are_told_apart),
		cmocka_unit_test(a_hash_depends_on_each_byte_and_the_length),
		cmocka_unit_test(hashes_of_small_numbers_hardly_collide),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
