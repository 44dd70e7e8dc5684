#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/number_sort.h"
#include "data/numbers.h"
#include "near.h"

static struct txo_decimal decimal(const char *text)
{
	struct txo_decimal d;

	assert_int_equal(txo_decimal_parse(text, strlen(text), &d, NULL),
			 TXO_OK);
	return d;
}

static void equal_numbers_have_one_id(void **state)
{
	static const char *const text[] = { "1",     "-1",   "1.0", "0",
					    "10e-1", "-0.0", "0.1", "1e1" };
	static const uint32_t expected[] = { 0, 1, 0, 2, 0, 2, 3, 4 };
	struct txo_decimal number[COUNT(text)];
	struct txo_numbers s = { .n = 0 };
	uint32_t id[COUNT(text)];

	(void)state;
	for (size_t i = 0; i < COUNT(text); i++)
		number[i] = decimal(text[i]);
	assert_int_equal(txo_numbers_find(&s, number, COUNT(text), id, NULL),
			 TXO_OK);
	assert_memory_equal(id, expected, sizeof(expected));
	assert_int_equal(s.n, 5);
	txo_numbers_release(&s);
}

/* One of more than 18 digits, and one that is nearly nothing, stay so. */
static void numbers_come_back_as_they_were(void **state)
{
	static const char *const text[] = {
		"3.14159265358979323846264338", "5e-324", "-1.5e308", "1e-300",
		"999999999999999999",		"-7"
	};
	struct txo_numbers s = { .n = 0 };

	(void)state;
	for (uint32_t i = 0; i < COUNT(text); i++) {
		struct txo_decimal d = decimal(text[i]), back;
		uint32_t id;

		assert_int_equal(txo_numbers_find(&s, &d, 1, &id, NULL),
				 TXO_OK);
		assert_int_equal(id, i);
		back = txo_numbers_get(&s, id);
		assert_true(back.coefficient == d.coefficient);
		assert_int_equal(back.exponent, d.exponent);
	}
	txo_numbers_release(&s);
}

/* 100,000 of them, some of which have one nearest double. */
static void numbers_are_ranked_by_size(void **state)
{
	enum { N = 100000 };
	struct txo_decimal *number = malloc(N * sizeof(*number));
	uint32_t *id = malloc(N * sizeof(*id)), *order;
	struct txo_numbers s = { .n = 0 };
	uint64_t x = 88172645463325252u;

	(void)state;
	assert_non_null(number);
	assert_non_null(id);
	for (size_t i = 0; i < N; i++) {
		int64_t c;

		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		c = (int64_t)(x % 2000) - 1000;
		number[i] = (struct txo_decimal){ c * 10 + 1 + (int64_t)(i % 9),
						  (int32_t)(x >> 20 & 7) - 4 };
		if (i % 3 == 0)
			number[i].coefficient += 100000000000000000;
	}
	assert_int_equal(txo_numbers_find(&s, number, N, id, NULL), TXO_OK);
	assert_true(s.n > 30000 && s.n < N);
	for (size_t i = 0; i < N; i++)
		assert_true(txo_numbers_get(&s, id[i]).coefficient ==
			    number[i].coefficient);
	order = malloc(s.n * sizeof(*order));
	assert_non_null(order);
	assert_int_equal(txo_numbers_sort(&s, order, NULL), TXO_OK);
	for (size_t i = 1; i < s.n; i++) {
		double a, b, rest_a, rest_b;

		txo_decimal_value(txo_numbers_get(&s, order[i - 1]), &a,
				  &rest_a);
		txo_decimal_value(txo_numbers_get(&s, order[i]), &b, &rest_b);
		assert_true(a < b || (a == b && rest_a <= rest_b));
		assert_true(order[i] != order[i - 1]);
	}
	free(order);
	free(number);
	free(id);
	txo_numbers_release(&s);
}

static void items_are_sorted_whatever_their_bytes(void **state)
{
	static const size_t sizes[] = { 0, 1, 2, 47, 48, 49, 1000, 50000 };
	struct txo_sort_item *item = malloc(50000 * sizeof(*item));
	uint64_t x = 1;

	(void)state;
	assert_non_null(item);
	for (unsigned kind = 0; kind < 4; kind++)
		for (size_t k = 0; k < COUNT(sizes); k++) {
			uint64_t sum = 0;

			for (size_t i = 0; i < sizes[k]; i++) {
				x = x * 6364136223846793005u +
				    1442695040888963407u;
				item[i].key = kind == 0 ? x :
					      kind == 1 ? x >> 56 :
					      kind == 2 ? 7 :
							  x & 0xff00ff;
				item[i].id = (uint32_t)i;
				sum += item[i].key;
			}
			txo_sort_items(item, sizes[k]);
			for (size_t i = 0; i < sizes[k]; i++) {
				sum -= item[i].key;
				assert_true(i == 0 ||
					    item[i - 1].key <= item[i].key);
			}
			assert_true(sum == 0);
		}
	free(item);
}

static void keys_are_in_the_order_of_doubles(void **state)
{
	static const double x[] = {
		-1e308, -1, -1e-320, 0, 5e-324, 1, 2, 1e300
	};

	(void)state;
	for (size_t i = 1; i < COUNT(x); i++)
		assert_true(txo_sort_key(x[i - 1]) < txo_sort_key(x[i]));
	assert_true(txo_sort_key(-0.0) == txo_sort_key(0.0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_numbers_have_one_id),
		cmocka_unit_test(numbers_come_back_as_they_were),
		cmocka_unit_test(numbers_are_ranked_by_size),
		cmocka_unit_test(items_are_sorted_whatever_their_bytes),
		cmocka_unit_test(keys_are_in_the_order_of_doubles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
