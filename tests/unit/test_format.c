#include <float.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/format.h"
#include "near.h"

struct example {
	double x;
	int digits;
	const char *text;
};

typedef size_t format_fn(double x, int digits, char *buf);

static void check(const struct example *e, size_t n, format_fn *format)
{
	char buf[TXO_NUMBER_SIZE];

	for (size_t i = 0; i < n; i++) {
		assert_int_equal(format(e[i].x, e[i].digits, buf),
				 strlen(e[i].text));
		assert_string_equal(buf, e[i].text);
	}
}

static void whole_numbers_have_no_decimals(void **state)
{
	static const struct example e[] = {
		{ 0, 0, "0" },
		{ -0.0, 0, "0" },
		{ -0.0, 3, "0" },
		{ 1, 0, "1" },
		{ -1, 0, "-1" },
		{ 100000, 0, "100000" },
		{ 10000002, 0, "10000002" },
		{ 5, 4, "5" },
		{ 120, 4, "120" },
		{ 999999999999999, 0, "999999999999999" },
		{ 1e15, 0, "1000000000000000" },
		{ -9007199254740992, 0, "-9007199254740992" },
	};

	(void)state;
	check(e, COUNT(e), txo_format_number);
}

static void the_shortest_exact_text_is_found(void **state)
{
	static const struct example e[] = {
		{ 0.1, 0, "0.1" },
		{ 1.0 / 3, 0, "0.3333333333333333" },
		{ -2.5, 0, "-2.5" },
		{ 0.1 + 0.2, 0, "0.30000000000000004" },
		{ 123456.789, 0, "123456.789" },
		{ 6.3, 0, "6.3" },
		{ 0x1p-44, 0, "5.684341886080802e-14" },
		{ 9.5e-3, 0, "0.0095" },
	};

	(void)state;
	check(e, COUNT(e), txo_format_number);
}

static void notation_is_plain_from_exponent_minus_5_to_20(void **state)
{
	static const struct example e[] = {
		{ 0.00001, 0, "0.00001" },
		{ 0.000012345, 0, "0.000012345" },
		{ 1e-6, 0, "1e-06" },
		{ 9.99e-6, 0, "9.99e-06" },
		{ 1e20, 0, "100000000000000000000" },
		{ 1.5e20, 0, "150000000000000000000" },
		{ 1e21, 0, "1e+21" },
		{ -1.5e300, 0, "-1.5e+300" },
		{ 9.9996e-6, 4, "0.00001" },
		{ 9.9994e-6, 4, "9.999e-06" },
		{ 9.9999e20, 3, "1e+21" },
	};

	(void)state;
	check(e, COUNT(e), txo_format_number);
}

static void the_ends_of_the_range_have_short_texts(void **state)
{
	static const struct example e[] = {
		{ 5e-324, 0, "5e-324" },
		{ DBL_MIN, 0, "2.2250738585072014e-308" },
		{ DBL_MAX, 0, "1.7976931348623157e+308" },
		{ -DBL_MAX, 17, "-1.7976931348623157e+308" },
		{ 5e-324, 17, "4.9406564584124654e-324" },
	};

	(void)state;
	check(e, COUNT(e), txo_format_number);
}

static void digits_round_to_significant_digits(void **state)
{
	static const struct example e[] = {
		{ 1.0 / 3, 3, "0.333" },
		{ 2.0 / 3, 1, "0.7" },
		{ 123456.7, 4, "123500" },
		{ 123456.7, 7, "123456.7" },
		{ 9.999, 3, "10" },
		{ 1.10, 4, "1.1" },
		{ -0.25, 17, "-0.25" },
		{ 0.1, 17, "0.10000000000000001" },
		{ 0.1, 99, "0.10000000000000001" },
	};

	(void)state;
	check(e, COUNT(e), txo_format_number);
}

static void readers_keep_all_digits_before_the_point(void **state)
{
	static const struct example e[] = {
		{ 123456.7, 4, "123457" },
		{ 99999.7, 4, "100000" },
		{ 9999.97, 4, "10000" },
		{ 1234.5678, 4, "1235" },
		{ 12.345678, 4, "12.35" },
		{ -123456.7, 4, "-123457" },
		{ 0.00012344, 4, "0.0001234" },
		{ 0, 4, "0" },
		{ 1e15, 4, "1000000000000000" },
		{ 12345678901234568, 4, "12345678901234568" },
		{ 1152921504606846976, 4, "1152921504606847000" },
		{ 1.23456e25, 4, "1.235e+25" },
		{ 1.23456e-9, 4, "1.235e-09" },
		{ 0.1, 0, "0.1" },
	};

	(void)state;
	check(e, COUNT(e), txo_format_readable);
}

static void what_is_not_finite_has_no_text(void **state)
{
	static const struct example e[] = {
		{ NAN, 0, "" },
		{ NAN, 4, "" },
		{ INFINITY, 0, "" },
		{ -INFINITY, 3, "" },
	};

	(void)state;
	check(e, COUNT(e), txo_format_number);
	check(e, COUNT(e), txo_format_readable);
}

static uint64_t next_random(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

static void check_exact(double x)
{
	char buf[TXO_NUMBER_SIZE];
	size_t n = txo_format_number(x, 0, buf);

	assert_true(n > 0 && n < TXO_NUMBER_SIZE && n == strlen(buf));
	assert_true(strtod(buf, NULL) == x);
}

static void every_text_reads_back_as_the_same_double(void **state)
{
	uint64_t seed = 20240101;

	(void)state;
	for (int i = 0; i < 200000; i++) {
		uint64_t bits = next_random(&seed);
		double x;

		memcpy(&x, &bits, sizeof(x));
		if (isfinite(x))
			check_exact(x);
		check_exact((double)(bits >> 11) * 0x1p-53);
		check_exact((double)(int64_t)bits);
	}
	for (int e = -1074; e < 1024; e++) {
		check_exact(ldexp(1, e));
		check_exact(nextafter(ldexp(1, e), 0));
	}
}

static void decimals_come_back_as_they_were_written(void **state)
{
	uint64_t seed = 7;
	char text[TXO_NUMBER_SIZE], buf[TXO_NUMBER_SIZE];

	(void)state;
	for (int i = 0; i < 200000; i++) {
		uint64_t r = next_random(&seed);

		snprintf(text, sizeof(text), "%d.%03d", (int)(r % 100000),
			 (int)((r >> 32) % 999 + 1));
		for (size_t n = strlen(text); text[n - 1] == '0'; n--)
			text[n - 1] = '\0';
		txo_format_number(strtod(text, NULL), 0, buf);
		assert_string_equal(buf, text);
	}
}

static void fixed_numbers_have_all_their_decimals(void **state)
{
	static const struct example e[] = {
		{ 12.5, 2, "12.50" },
		{ 12.5, 0, "12" },	/* to even, as the processor rounds */
		{ 9.96, 1, "10.0" },
		{ -0.04, 1, "0.0" },
		{ -0.05000001, 1, "-0.1" },
		{ 0, 3, "0.000" },
		{ -123456, 0, "-123456" },
		{ 0.000001234, 7, "0.0000012" },
		{ 1e20, 12, "100000000000000000000" },
		{ -2.5e300, 1, "-2.5e+300" },
		{ 12345678901234567.0, 12, "12345678901234568.000000000000" },
		{ NAN, 1, "" },
		{ INFINITY, 1, "" },
	};

	(void)state;
	check(e, COUNT(e), txo_format_fixed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_numbers_have_no_decimals),
		cmocka_unit_test(the_shortest_exact_text_is_found),
		cmocka_unit_test(notation_is_plain_from_exponent_minus_5_to_20),
		cmocka_unit_test(the_ends_of_the_range_have_short_texts),
		cmocka_unit_test(digits_round_to_significant_digits),
		cmocka_unit_test(readers_keep_all_digits_before_the_point),
		cmocka_unit_test(what_is_not_finite_has_no_text),
		cmocka_unit_test(every_text_reads_back_as_the_same_double),
		cmocka_unit_test(decimals_come_back_as_they_were_written),
		cmocka_unit_test(fixed_numbers_have_all_their_decimals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
