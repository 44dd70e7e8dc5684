#include <float.h>
#include <inttypes.h>
#include <locale.h>
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

static void assert_decimal(const char *text, int64_t coefficient,
			   int32_t exponent)
{
	struct txo_decimal d = parsed(text);

	if (d.coefficient != coefficient || d.exponent != exponent)
		fail_msg("'%s' is %" PRId64 "e%" PRId32, text, d.coefficient,
			 d.exponent);
}

static void assert_value(const char *text, double hi, double lo)
{
	double h, l;

	txo_decimal_value(parsed(text), &h, &l);
	assert_same(h, hi);
	assert_true(l == lo);
}

static void equal_numbers_have_equal_fields(void **state)
{
	static const char *const one[] = {
		"1",
		"1.0",
		"+1",
		"1.",
		"01",
		"001.000",
		"10e-1",
		"0.1e1",
		".1e1",
		"1e0",
		"1E+00",
		"100e-02",
		" 1\t",
		"0.01E2",
		"1000000000000000000000e-21",
		"0.000000000000000000001e21",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(one); i++)
		assert_decimal(one[i], 1, 0);
	assert_decimal("120", 12, 1);
	assert_decimal("-0.120", -12, -2);
	assert_decimal("62.5", 625, -1);
	assert_decimal("10000000.2", 100000002, -1);
	assert_decimal("1e22", 1, 22);
}

static void zero_has_one_form_and_no_sign(void **state)
{
	static const char *const zero[] = {
		"0",
		"-0",
		"+0",
		"0.000",
		".0",
		"0.",
		"0e5",
		"-0e-5",
		"0e999999999999999999999",
		"-0.0e-99999999999",
		"1e-400",
		"-1e-400",
		"1e-99999999999999999999",
		"0.00000000000000000000000000000e-380",
		"1e-324",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(zero); i++) {
		assert_decimal(zero[i], 0, 0);
		assert_value(zero[i], 0.0, 0.0);
	}
}

static void what_is_no_number_is_refused(void **state)
{
	static const char *const bad[] = {
		"",	   " ",	   ".",	       "-",	   "+",	    "e",
		"e5",	   ".e5",  "1e",       "1e+",	   "1e-",   "0x10",
		"inf",	   "-inf", "infinity", "nan",	   "NAN",   "1,5",
		"1,000.5", "1 2",  "1.2.3",    "..1",	   "--1",   "+-1",
		"- 1",	   "1-",   "1e5x",     "1e5.0",	   "1ee5",  "1e 5",
		"1 e5",	   "x1",   "1f",       "1d5",	   "6O.5",  "85%",
		"$5",	   "1\n2", "1\r2",     "\xd9\xa1", "1_000", "1'000",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct txo_decimal d;

		if (parse(bad[i], &d) != TXO_DATA)
			fail_msg("'%s' was accepted", bad[i]);
	}
}

static void a_text_ends_where_its_length_says(void **state)
{
	struct txo_decimal d;

	(void)state;
	assert_int_equal(txo_decimal_parse("12x", 2, &d, NULL), TXO_OK);
	assert_int_equal(d.coefficient, 12);
	assert_int_equal(txo_decimal_parse("1e5", 2, &d, NULL), TXO_DATA);
	assert_int_equal(txo_decimal_parse("1\0", 2, &d, NULL), TXO_DATA);
	assert_int_equal(txo_decimal_parse(NULL, 0, &d, NULL), TXO_DATA);
}

static void the_sentence_quotes_the_text(void **state)
{
	struct txo_error err = { .line = 7 };
	struct txo_decimal d;

	(void)state;
	assert_int_equal(txo_decimal_parse(" 6O.5 ", 6, &d, &err), TXO_DATA);
	assert_string_equal(err.text, "'6O.5' is not a number");
	assert_int_equal(txo_decimal_parse("-1e400", 6, &d, &err), TXO_DATA);
	assert_string_equal(err.text,
			    "'-1e400' is beyond the range of a double");
	assert_int_equal(err.line, 7);
}

static void the_range_is_that_of_a_double(void **state)
{
	struct txo_decimal d;
	double hi, lo;

	(void)state;
	txo_decimal_value(parsed("1.7976931348623157e308"), &hi, &lo);
	assert_same(hi, DBL_MAX);
	assert_near(lo, -8.145274237317043e+290, 1e-13);
	txo_decimal_value(parsed("1.79769313486231580e308"), &hi, &lo);
	assert_same(hi, DBL_MAX);
	assert_true(isfinite(lo));
	assert_int_equal(parse("1.7976931348623159e308", &d), TXO_DATA);
	assert_int_equal(parse("1e309", &d), TXO_DATA);
	assert_int_equal(parse("1e400", &d), TXO_DATA);
	assert_int_equal(parse("-1e99999999999999999999", &d), TXO_DATA);
	assert_value("2.2250738585072014e-308", 2.2250738585072014e-308, 0);
	assert_value("5e-324", 5e-324, 0);
	assert_value("-3e-324", -5e-324, 0);
	assert_value("2e-324", 0, 0);
}

static void more_than_eighteen_digits_are_the_nearest_double(void **state)
{
	(void)state;
	assert_decimal("123456789012345678", 123456789012345678, 0);
	assert_decimal("0.123456789012345678", 123456789012345678, -18);
	assert_decimal("1234567890123456780000", 123456789012345678, 4);
	assert_value("1234567890123456789", 1234567890123456768.0, 0);
	assert_value("0.1000000000000000000001", 0.1, 0);
	assert_value("3.14159265358979323846264338327950288", 3.141592653589793,
		     0);
	/* a half way case that only the last digit decides */
	assert_value("9007199254740993.00000000000000000001",
		     9007199254740994.0, 0);
}

static void a_nearest_double_of_few_digits_is_a_decimal(void **state)
{
	(void)state;
	assert_decimal("0.5000000000000000000000000001", 5, -1);
	assert_decimal("99999999999999999999999999999999999e-35", 1, 0);
	assert_int_equal(parsed("0.1000000000000000000001").exponent,
			 TXO_BINARY);
}

static void numbers_of_any_length_are_read(void **state)
{
	size_t n = 300000;
	char *text = malloc(n + 32);
	struct txo_decimal d;

	(void)state;
	assert_non_null(text);
	memset(text, '0', n);
	text[1] = '.';
	snprintf(text + n, 32, "25e%zu", n);
	assert_decimal(text, 25, 0);
	text[0] = '9';
	assert_int_equal(parse(text, &d), TXO_DATA);
	memset(text, '9', n);
	snprintf(text + n, 32, "e-%zu", n);
	assert_decimal(text, 1, 0);
	/* an exponent that outweighs many digits but not all */
	memset(text, '0', n);
	text[1] = '.';
	snprintf(text + n, 32, "1e3000000");
	assert_int_equal(parse(text, &d), TXO_DATA);
	free(text);
}

static void a_weight_is_a_positive_whole_number(void **state)
{
	static const struct {
		const char *text;
		uint64_t n;
	} cases[] = {
		{ "1", 1 },
		{ "1.0", 1 },
		{ "12e3", 12000 },
		{ "250e-1", 25 },
		{ "999999999999999999", 999999999999999999u },
		{ "9e18", 9000000000000000000u },
		{ "9.2e18", 9200000000000000000u },
		{ "9.3e18", 0 },
		{ "1e19", 0 },
		{ "1e300", 0 },
		{ "0", 0 },
		{ "-1", 0 },
		{ "2.5", 0 },
		{ "1e-1", 0 },
		{ "0.99999999999999999999", 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_true(txo_decimal_positive_integer(
				    parsed(cases[i].text)) == cases[i].n);
}

static void a_locale_with_a_comma_changes_nothing(void **state)
{
	(void)state;
	if (!setlocale(LC_ALL, "de_DE.UTF-8"))
		skip();
	assert_value("2.5", 2.5, 0);
	assert_value("0.1000000000000000000001", 0.1, 0);
	assert_decimal("0.50000000000000000000001", 5, -1);
	setlocale(LC_ALL, "C");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_numbers_have_equal_fields),
		cmocka_unit_test(zero_has_one_form_and_no_sign),
		cmocka_unit_test(what_is_no_number_is_refused),
		cmocka_unit_test(a_text_ends_where_its_length_says),
		cmocka_unit_test(the_sentence_quotes_the_text),
		cmocka_unit_test(the_range_is_that_of_a_double),
		cmocka_unit_test(
			more_than_eighteen_digits_are_the_nearest_double),
		cmocka_unit_test(a_nearest_double_of_few_digits_is_a_decimal),
		cmocka_unit_test(numbers_of_any_length_are_read),
		cmocka_unit_test(a_weight_is_a_positive_whole_number),
		cmocka_unit_test(a_locale_with_a_comma_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
