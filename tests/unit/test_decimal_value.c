/*
 * The two doubles that a decimal becomes, against whole numbers and strtod().
 */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "txo/decimal.h"

static enum txo_status parse(const char *text, struct txo_decimal *d)
{
	return txo_decimal_parse(text, strlen(text), d, NULL);
}

static struct txo_decimal parsed(const char *text)
{
	struct txo_decimal d = { -1, -1 };

	if (parse(text, &d) != TXO_OK)
		fail_msg("'%s' was refused", text);
	return d;
}

static void assert_value(const char *text, double hi, double lo)
{
	double h, l;

	txo_decimal_value(parsed(text), &h, &l);
	assert_same(h, hi);
	assert_true(l == lo);
}

static uint64_t random_bits(void)
{
	static uint64_t state = 42;

	state = state * 6364136223846793005u + 1442695040888963407u;
	return state >> 33 | (state >> 11) << 43;
}

/*
 * The low part of c * 10^-e: the rest r = c 2^k - m 10^e of hi = m 2^-k is
 * below 10^e, so whole numbers modulo 2^64 hold it exactly.
 */
static double exact_low(uint64_t c, int e, double hi)
{
	int k;
	uint64_t m = (uint64_t)ldexp(frexp(hi, &k), 53), ten = 1, r;

	k = 53 - k;
	assert_true(k >= 0);
	for (int i = 0; i < e; i++)
		ten *= 10;
	r = (k < 64 ? c << k : 0) - m * ten;
	return ldexp((double)(int64_t)r / (double)ten, -k);
}

static void the_low_part_is_what_the_high_part_lost(void **state)
{
	double hi, lo;

	(void)state;
	txo_decimal_value(parsed("10000000.2"), &hi, &lo);
	assert_same(hi, 10000000.2);
	assert_same(lo, exact_low(100000002, 1, hi));
	txo_decimal_value(parsed("0.1"), &hi, &lo);
	assert_same(lo, exact_low(1, 1, hi));
	assert_value("0.5", 0.5, 0);
	assert_value("9007199254740993", 9007199254740992, 1);
	assert_value("-9007199254740993", -9007199254740992, -1);
	assert_value("999999999999999999", 1e18, -1);
}

static void the_low_part_is_right_for_random_decimals(void **state)
{
	char text[64];

	(void)state;
	for (int i = 0; i < 100000; i++) {
		uint64_t c = random_bits() % 1000000000000000000u;
		int e = (int)(random_bits() % 19);
		double hi, lo, want;

		c >>= random_bits() % 60;
		snprintf(text, sizeof(text), "%" PRIu64 "e-%d", c, e);
		txo_decimal_value(parsed(text), &hi, &lo);
		if (hi >= 0x1p53)
			continue;
		assert_same(hi, strtod(text, NULL));
		want = c ? exact_low(c, e, hi) : 0;
		if (fabs(lo - want) > 1e-31 * hi)
			fail_msg("%s: lo = %.17g, not %.17g", text, lo, want);
	}
}

/* A random decimal number as text, of any size and spelling. */
static void write_random(char *text, size_t size, int most_digits)
{
	int digits = 1 + (int)(random_bits() % (unsigned)most_digits);
	int point = (int)(random_bits() % (unsigned)(digits + 1)), e;
	size_t n = 0;

	assert_true(size > (size_t)digits + 16);
	if (random_bits() % 2)
		text[n++] = "-+"[random_bits() % 2];
	for (int i = 0; i < digits; i++) {
		if (i == point)
			text[n++] = '.';
		text[n++] = (char)('0' + random_bits() % 10 *
						 (random_bits() % 4 > 0));
	}
	text[n] = '\0';
	e = (int)(random_bits() % 700) - 350;
	if (random_bits() % 2)
		e %= 20;
	if (random_bits() % 4)
		snprintf(text + n, size - n, "%c%d", "eE"[random_bits() % 2],
			 e);
}

static void the_high_part_is_what_strtod_reads(void **state)
{
	char text[96];

	(void)state;
	for (int i = 0; i < 200000; i++) {
		struct txo_decimal d;
		double x, hi, lo;

		write_random(text, sizeof(text), i % 2 ? 18 : 60);
		x = strtod(text, NULL);
		if (isinf(x)) {
			assert_int_equal(parse(text, &d), TXO_DATA);
			continue;
		}
		d = parsed(text);
		txo_decimal_value(d, &hi, &lo);
		if (hi != x || signbit(hi) != (x != 0 && signbit(x)))
			fail_msg("'%s' is %.17g, not %.17g", text, hi, x);
		assert_same(hi + lo, hi);
		if (d.exponent != TXO_BINARY && d.coefficient % 10 == 0)
			assert_int_equal(d.coefficient, 0);
	}
}

static void a_double_reads_back_from_its_seventeen_digits(void **state)
{
	char text[48];

	(void)state;
	for (int i = 0; i < 100000; i++) {
		uint64_t bits = random_bits();
		double x, hi, lo;

		memcpy(&x, &bits, sizeof(x));
		if (!isfinite(x))
			continue;
		snprintf(text, sizeof(text), "%.16e", x);
		txo_decimal_value(parsed(text), &hi, &lo);
		assert_true(hi == x);
	}
}

static void unequal_numbers_have_unequal_values(void **state)
{
	static const char nearest[] = /* the double nearest to 1e300 */
		"10000000000000000525047602552044202487044685811081"
		"59154915854115511802457988908195786371375080447864"
		"04370444383288387817694252323536043057564479218478"
		"67069828483872009265758037378302337947880900593689"
		"53234970799945081119038967640880074652742780142494"
		"57925878882005684283811566947219638686545940054016"
		"0";
	double hi[2], lo[2];

	(void)state;
	txo_decimal_value(parsed("1e300"), &hi[0], &lo[0]);
	txo_decimal_value(parsed(nearest), &hi[1], &lo[1]);
	assert_same(hi[0], hi[1]);
	assert_true(lo[0] < 0);
	assert_same(lo[1], 0.0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_low_part_is_what_the_high_part_lost),
		cmocka_unit_test(the_low_part_is_right_for_random_decimals),
		cmocka_unit_test(the_high_part_is_what_strtod_reads),
		cmocka_unit_test(a_double_reads_back_from_its_seventeen_digits),
		cmocka_unit_test(unequal_numbers_have_unequal_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
