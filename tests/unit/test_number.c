#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "data/number.h"
#include "near.h"

static const struct txo_number_rules commas = { TXO_MARK_AUTO, 0, true };
static const struct txo_number_rules semicolons = { TXO_MARK_AUTO, 0, false };

/* Read cells one a line from line 2 on; the first refusal ends it. */
static enum txo_status read_all(const struct txo_number_rules *rules,
				const char *const *cells, double *x,
				struct txo_error *err)
{
	struct txo_number_style s = { 0 };
	enum txo_status status = TXO_OK;
	double lo;

	for (uint64_t i = 0; cells[i] && status == TXO_OK; i++) {
		struct txo_decimal d = { 0, 0 };

		status = txo_number_read(&s, rules, txo_text(cells[i]), i + 2,
					 &d, err);
		if (status == TXO_OK)
			txo_decimal_value(d, &x[i], &lo);
	}
	return status == TXO_OK ? txo_number_settle(&s, err) : status;
}

static void check(const struct txo_number_rules *rules,
		  const char *const *cells, const double *expected)
{
	struct txo_error err = { 0 };
	double x[8] = { 0 };

	if (read_all(rules, cells, x, &err) != TXO_OK)
		fail_msg("%s", err.text);
	for (size_t i = 0; cells[i]; i++)
		assert_true(x[i] == expected[i]);
}

static void check_refused(const struct txo_number_rules *rules,
			  const char *const *cells, const char *sentence)
{
	struct txo_error err = { 0 };
	double x[8];

	assert_int_equal(read_all(rules, cells, x, &err), TXO_DATA);
	if (!strstr(err.text, sentence))
		fail_msg("%s", err.text);
}

#define CELLS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define VALUES(...) ((const double[]){ __VA_ARGS__ })

static void a_point_is_the_decimal_mark(void **state)
{
	(void)state;
	check(&commas, CELLS("62.5", "7", "1e2"), VALUES(62.5, 7, 100));
	check(&semicolons, CELLS("62.5", "7"), VALUES(62.5, 7));
}

static void a_comma_is_found_out_where_it_parts_no_fields(void **state)
{
	(void)state;
	check(&semicolons, CELLS("62,5", "45,0", "7", "-0,125"),
	      VALUES(62.5, 45, 7, -0.125));
	check_refused(&commas, CELLS("62,5"), "say --decimal comma");
}

static void either_mark_needs_a_witness_before_or_after(void **state)
{
	(void)state;
	check(&semicolons, CELLS("1,234", "62,5"), VALUES(1.234, 62.5));
	check(&semicolons, CELLS("62,5", "1,234"), VALUES(62.5, 1.234));
	check_refused(&semicolons, CELLS("1,234", "5"),
		      "'1,234' could be a decimal or a thousand");
	check_refused(&semicolons, CELLS("1,234", "62.5"),
		      "'1,234' could be a decimal or a thousand");
	check(&semicolons, CELLS("0,234"), VALUES(0.234));
	check(&semicolons, CELLS("1234,567"), VALUES(1234.567));
}

static void a_column_has_one_decimal_mark(void **state)
{
	(void)state;
	check_refused(&semicolons, CELLS("62,5", "62.5"),
		      "'62.5' contradicts line 2");
	check_refused(&semicolons, CELLS("62.5", "7", "62,5"),
		      "'62,5' contradicts line 2");
}

static void options_settle_the_mark(void **state)
{
	const struct txo_number_rules comma = { TXO_MARK_COMMA, 0, true };
	const struct txo_number_rules point = { TXO_MARK_POINT, 0, false };

	(void)state;
	check(&comma, CELLS("1,234", "5"), VALUES(1.234, 5));
	check_refused(&comma, CELLS("1.5"),
		      "is not a number (--decimal comma)");
	check_refused(&point, CELLS("1,5"),
		      "is not a number (--decimal point)");
}

static void thousands_stand_in_groups_of_three(void **state)
{
	const struct txo_number_rules english = { TXO_MARK_POINT, ',', true };
	const struct txo_number_rules german = { TXO_MARK_COMMA, '.', false };
	const struct txo_number_rules swiss = { TXO_MARK_AUTO, '\'', true };
	const struct txo_number_rules blank = { TXO_MARK_AUTO, ' ', true };

	(void)state;
	check(&english, CELLS("1,234.50", "2,000", "-12,345,678", "5.25"),
	      VALUES(1234.5, 2000, -12345678, 5.25));
	check(&german, CELLS("1.234,50", "2.000", "0,5"),
	      VALUES(1234.5, 2000, 0.5));
	check(&swiss, CELLS("1'234.5"), VALUES(1234.5));
	check(&blank,
	      CELLS("1 234", "1\xc2\xa0"
			     "234\xe2\x80\xaf"
			     "567.5"),
	      VALUES(1234, 1234567.5));
	check_refused(&english, CELLS("12,34"), "is not a number");
	check_refused(&english, CELLS("1234,567"), "is not a number");
	check_refused(&english, CELLS("1,234.5,6"), "is not a number");
	check_refused(&english, CELLS(",234"), "is not a number");
	check_refused(&english, CELLS("1,,234"), "is not a number");
}

static void percent_signs_stand_in_all_cells_or_none(void **state)
{
	(void)state;
	check(&commas, CELLS("85%", "90 %"), VALUES(85, 90));
	check_refused(&commas, CELLS("85%", "90"), "'90' contradicts line 2");
	check_refused(&commas, CELLS("90", "85%"), "'85%' contradicts line 2");
	check_refused(&commas, CELLS("%"), "'%' is not a number");
	check_refused(&commas, CELLS("85%%"), "is not a number");
}

static void a_refused_cell_is_no_witness(void **state)
{
	struct txo_number_style s = { 0 };
	struct txo_decimal d;

	(void)state;
	assert_int_equal(txo_number_read(&s, &semicolons, txo_text("x,y"), 2,
					 &d, NULL),
			 TXO_DATA);
	assert_int_equal(txo_number_read(&s, &semicolons, txo_text("a.b%"), 3,
					 &d, NULL),
			 TXO_DATA);
	assert_true(!s.comma && !s.point && !s.percent && !s.contradicted);
}

static void a_cell_that_contradicts_is_no_witness(void **state)
{
	struct txo_number_style s = { 0 };
	struct txo_decimal d;

	(void)state;
	assert_int_equal(txo_number_read(&s, &semicolons, txo_text("62,5"), 2,
					 &d, NULL),
			 TXO_OK);
	assert_int_equal(txo_number_read(&s, &semicolons, txo_text("70.1"), 3,
					 &d, NULL),
			 TXO_DATA);
	assert_true(s.contradicted);
	assert_int_equal(txo_number_read(&s, &semicolons, txo_text("5%"), 4, &d,
					 NULL),
			 TXO_DATA);
	assert_true(s.contradicted);
	assert_int_equal(txo_number_read(&s, &semicolons, txo_text("45,0"), 5,
					 &d, NULL),
			 TXO_OK);
	assert_true(!s.contradicted && !s.point && !s.percent);
}

/* All texts of up to five of these characters, and some longer ones. */
static void plain_numbers_are_read_as_all_numbers(void **state)
{
	static const char letters[] = "0519.-+ e";
	const struct txo_number_rules rules = { .comma_parts = true };
	size_t n = strlen(letters), plain = 0;
	char text[6];

	(void)state;
	for (size_t length = 0; length <= 5; length++) {
		size_t all = 1;

		for (size_t i = 0; i < length; i++)
			all *= n;
		for (size_t k = 0; k < all; k++) {
			struct txo_number_style style = { 0 };
			struct txo_decimal quick, slow;
			bool point;

			for (size_t i = 0, rest = k; i < length; i++) {
				text[i] = letters[rest % n];
				rest /= n;
			}
			if (!txo_number_plain(text, length, &quick, &point))
				continue;
			plain++;
			assert_int_equal(txo_number_read(&style, &rules,
							 (struct txo_text){
								 text, length },
							 7, &slow, NULL),
					 TXO_OK);
			assert_true(quick.coefficient == slow.coefficient);
			assert_int_equal(quick.exponent, slow.exponent);
			assert_int_equal(txo_number_kinds(&style),
					 TXO_KIND_PLAIN |
						 (point ? TXO_KIND_POINT : 0));
		}
	}
	assert_true(plain > 2000);
}

static void a_plain_number_has_few_digits(void **state)
{
	struct txo_decimal d;
	bool point;

	(void)state;
	assert_true(txo_number_plain("-99999999999999999", 18, &d, &point));
	assert_true(d.coefficient == -99999999999999999);
	assert_false(txo_number_plain("9999999999999999999", 19, &d, &point));
	assert_true(txo_number_plain("12345678.00000000", 17, &d, &point));
	assert_int_equal(d.coefficient, 12345678);
	assert_int_equal(d.exponent, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_numbers_are_read_as_all_numbers),
		cmocka_unit_test(a_plain_number_has_few_digits),
		cmocka_unit_test(a_point_is_the_decimal_mark),
		cmocka_unit_test(a_comma_is_found_out_where_it_parts_no_fields),
		cmocka_unit_test(either_mark_needs_a_witness_before_or_after),
		cmocka_unit_test(a_column_has_one_decimal_mark),
		cmocka_unit_test(options_settle_the_mark),
		cmocka_unit_test(thousands_stand_in_groups_of_three),
		cmocka_unit_test(percent_signs_stand_in_all_cells_or_none),
		cmocka_unit_test(a_refused_cell_is_no_witness),
		cmocka_unit_test(a_cell_that_contradicts_is_no_witness),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
