#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "data/seen.h"

static struct txo_key key_of(const char *a, const char *b)
{
	struct txo_key key = TXO_KEY;

	txo_key_add(&key, txo_text(a));
	if (b)
		txo_key_add(&key, txo_text(b));
	return key;
}

static uint64_t add(struct txo_seen *s, struct txo_key key, uint64_t line)
{
	uint64_t first;

	assert_int_equal(txo_seen_add(s, &key, line, &first, NULL), TXO_OK);
	return first;
}

static void a_key_is_seen_first_on_its_first_line(void **state)
{
	struct txo_seen s = { 0 };

	(void)state;
	assert_int_equal(add(&s, key_of("a", "1"), 2), 0);
	assert_int_equal(add(&s, key_of("a", "2"), 3), 0);
	assert_int_equal(add(&s, key_of("a", "1"), 4), 2);
	assert_int_equal(add(&s, key_of("a", "1"), 5), 2);
	assert_int_equal(add(&s, key_of("a", "2"), UINT64_MAX), 3);
	assert_int_equal(s.n, 2);
	txo_seen_release(&s);
}

static void parts_do_not_run_together(void **state)
{
	struct txo_seen s = { 0 };

	(void)state;
	assert_int_equal(add(&s, key_of("ab", "c"), 1), 0);
	assert_int_equal(add(&s, key_of("a", "bc"), 2), 0);
	assert_int_equal(add(&s, key_of("abc", ""), 3), 0);
	assert_int_equal(add(&s, key_of("abc", NULL), 4), 0);
	assert_int_equal(add(&s, key_of("", "abc"), 5), 0);
	assert_int_equal(add(&s, key_of("", NULL), 6), 0);
	assert_int_equal(add(&s, TXO_KEY, 7), 0);
	txo_seen_release(&s);
}

static void zero_bytes_at_the_end_count(void **state)
{
	static const char zeros[17] = { 0 };
	struct txo_seen s = { 0 };

	(void)state;
	for (size_t n = 0; n <= sizeof(zeros); n++) {
		struct txo_key key = TXO_KEY;

		txo_key_add(&key, (struct txo_text){ zeros, n });
		assert_int_equal(add(&s, key, n + 1), 0);
	}
	txo_seen_release(&s);
}

static void a_hundred_thousand_keys_stay_apart(void **state)
{
	struct txo_seen s = { 0 };
	char text[32];

	(void)state;
	for (uint64_t round = 0; round < 2; round++) {
		for (uint64_t i = 1; i <= 100000; i++) {
			snprintf(text, sizeof(text), "P%06u", (unsigned)i);
			assert_int_equal(add(&s, key_of(text, "1"),
					     i + round * 1000000),
					 round ? i : 0);
		}
	}
	assert_int_equal(s.n, 100000);
	txo_seen_release(&s);
}

/* Turning over one bit of the input turns over about half of each hash. */
static void each_bit_moves_all_bits(void **state)
{
	char text[24] = "patient 17 / session 3.";
	struct txo_key from = key_of(text, NULL);
	uint64_t a = 0, b = 0, n = 0;

	(void)state;
	for (size_t i = 0; i < strlen(text); i++) {
		for (int bit = 0; bit < 8; bit++, n++) {
			struct txo_key key = TXO_KEY;

			text[i] = (char)(text[i] ^ (1 << bit));
			txo_key_add(&key, (struct txo_text){ text, 23 });
			text[i] = (char)(text[i] ^ (1 << bit));
			for (int k = 0; k < 64; k++) {
				a += (key.a ^ from.a) >> k & 1;
				b += (key.b ^ from.b) >> k & 1;
			}
		}
	}
	assert_in_range(a, 31 * n, 33 * n);
	assert_in_range(b, 31 * n, 33 * n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_key_is_seen_first_on_its_first_line),
		cmocka_unit_test(parts_do_not_run_together),
		cmocka_unit_test(zero_bytes_at_the_end_count),
		cmocka_unit_test(a_hundred_thousand_keys_stay_apart),
		cmocka_unit_test(each_bit_moves_all_bits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
