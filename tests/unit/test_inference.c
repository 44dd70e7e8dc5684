#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "data/inference.h"
#include "near.h"

static struct txo_cell_rules rules;
static struct txo_table_schema made;
static struct txo_buffer json;

static int begin(void **state)
{
	(void)state;
	rules = (struct txo_cell_rules){ .number = { .comma_parts = true } };
	return 0;
}

static int end(void **state)
{
	(void)state;
	txo_table_schema_release(&made);
	txo_buffer_release(&json);
	json = (struct txo_buffer){ 0 };
	return 0;
}

/* One column of this name with these cells, up to NULL. */
static const struct txo_field *infer(const char *name, bool values,
				     const char *const *cell)
{
	struct txo_inference in = { 0 };
	struct txo_text names = txo_text(name);
	struct txo_header h = { .name = &names, .n = 1 };
	struct txo_error err = { 0 };

	end(NULL);
	assert_int_equal(txo_inference_init(&in, &h, &rules, values, &err),
			 TXO_OK);
	for (uint64_t line = 2; *cell; cell++, line++) {
		struct txo_span span = { 0, strlen(*cell) };
		struct txo_record r = {
			.bytes = *cell, .span = &span, .n = 1, .line = line
		};

		assert_int_equal(txo_inference_row(&in, &r, &err), TXO_OK);
	}
	assert_int_equal(txo_inference_schema(&in, &made, &err), TXO_OK);
	txo_inference_release(&in);
	assert_int_equal(txo_table_schema_write(&made, &json, &err), TXO_OK);
	return &made.field[0];
}

#define column(...) \
	infer("x", false, (const char *const[]){ __VA_ARGS__, NULL })
#define column_of(name, ...) \
	infer(name, false, (const char *const[]){ __VA_ARGS__, NULL })
#define values_of(name, ...) \
	infer(name, true, (const char *const[]){ __VA_ARGS__, NULL })

#define assert_type(f, t) assert_string_equal(txo_field_type_name((f)->type), t)
#define assert_text(t, s) assert_true(txo_text_equal(t, txo_text(s)))

static void the_narrowest_type_that_fits_all_cells_is_taken(void **state)
{
	(void)state;
	assert_type(column("1", "-2", "+3"), "integer");
	assert_type(column("1", "2.5"), "number");
	assert_type(column("1", "1e3"), "number");
	assert_type(column("1", "x"), "string");
	assert_type(column("true", "False", "TRUE"), "boolean");
	assert_type(column("true", "1"), "string");
	assert_type(column("0", "1"), "integer");
	assert_type(column("yes", "no"), "string");
	assert_type(column("2024-03-05", "2024-02-29"), "date");
	assert_type(column("2024-03-05", "2023-02-29"), "string");
	assert_type(column("2024-03", "2024-04"), "yearmonth");
	assert_type(column("2024-03-05T10:00:00", "2024-03-05T10:00:00Z"),
		    "datetime");
	assert_type(column("10:30:00"), "time");
	assert_type(column("2024-03-05", "10:30:00"), "string");
	assert_type(column("0202-01-05"), "string");
}

static void codes_are_strings(void **state)
{
	(void)state;
	assert_type(column("007", "008"), "string");
	assert_type(column("12", "007"), "string");
	assert_type(column("1234567890123456789"), "string");
	assert_type(column("0", "0.5", "-0.25"), "number");
	assert_type(column("0.33333333333333333333"), "number");
}

static void labels_by_role_are_strings(void **state)
{
	(void)state;
	assert_type(column_of("patient_id", "1", "2"), "string");
	assert_type(column_of("Skin type", "1", "2"), "string");
	assert_type(column_of("score", "1", "2"), "integer");
}

static void a_column_without_values_is_what_its_role_is(void **state)
{
	(void)state;
	assert_type(column("", "NA"), "any");
	assert_type(column_of("score", ""), "number");
	assert_type(column_of("date", ""), "date");
	assert_type(column_of("patient", ""), "string");
	assert_type(infer("x", true, (const char *const[]){ NULL }), "any");
}

static void forms_are_found(void **state)
{
	const struct txo_field *f;

	(void)state;
	f = column("25/03/2024", "01/04/2024");
	assert_type(f, "date");
	assert_text(f->format, "%d/%m/%Y");
	f = column("03/25/2024");
	assert_text(f->format, "%m/%d/%Y");
	assert_text(column("5.3.2024")->format, "%d.%m.%Y");
	assert_text(column("5 Mar 2024")->format, "%d %b %Y");
	assert_text(column("2024-03-05 10:30")->format, "%Y-%m-%d %H:%M");
	assert_text(column("10:30", "9:05")->format, "%H:%M");
	rules.date_form = txo_text("%Y%m%d");
	f = column("20240305");
	assert_type(f, "integer");
	rules.date_form = txo_text("%d/%m/%Y");
	f = column("03/04/2024");
	assert_text(f->format, "%d/%m/%Y");
	assert_int_equal(made.remarks, 0);
}

static void what_is_in_doubt_is_a_string_and_told(void **state)
{
	(void)state;
	assert_type(column("03/04/2024", "05/06/2024"), "string");
	assert_int_equal(made.remarks, 1);
	assert_string_equal(made.remark[0].p,
			    "column 'x': its dates could have the day or the "
			    "month first: --date-format says which, as "
			    "%d/%m/%Y");
	rules.number.comma_parts = false;
	assert_type(column("1,234"), "string");
	assert_string_equal(made.remark[0].p,
			    "column 'x': '1,234' could be a decimal or a "
			    "thousand: say --decimal comma or --thousands ,");
	assert_type(column("62,5", "62.5"), "string");
}

static void marks_of_numbers_are_found(void **state)
{
	const struct txo_field *f;

	(void)state;
	rules.number.comma_parts = false;
	f = column("62,5", "1,234", "7");
	assert_type(f, "number");
	assert_text(f->decimal_char, ",");
	assert_text(f->group_char, "");
	f = column("85%", "62.5 %");
	assert_type(f, "number");
	assert_false(f->bare_number);
	assert_type(column("85%", "62"), "string");
	rules.number.thousands = '.';
	rules.number.decimal = TXO_MARK_COMMA;
	f = column("1.234,5", "7");
	assert_type(f, "number");
	assert_text(f->decimal_char, ",");
	assert_text(f->group_char, ".");
	f = column("1234,5", "7");
	assert_text(f->group_char, "");
	assert_type(column("1.234"), "integer");
}

static void missing_words_are_those_seen(void **state)
{
	struct txo_text words[] = { { "-99", 3 }, { "UNK", 3 } };

	(void)state;
	rules.missing = (struct txo_missing){ words, 2 };
	assert_type(column("1", "", "n/a", "NA", "-99", "-99.0", "unk", "NA"),
		    "integer");
	assert_int_equal(made.missing.n, 6);
	assert_text(made.missing.word[0], "");
	assert_text(made.missing.word[1], "-99");
	assert_text(made.missing.word[2], "-99.0");
	assert_text(made.missing.word[3], "NA");
	assert_text(made.missing.word[4], "n/a");
	assert_text(made.missing.word[5], "unk");
}

static void constraints_hold_in_the_data(void **state)
{
	const struct txo_constraints *c;

	(void)state;
	c = &values_of("score", "3.5", "10", "-0.25", "10.0")->constraint;
	assert_true(c->required);
	assert_false(c->unique);
	assert_text(c->minimum->text, "-0.25");
	assert_text(c->maximum->text, "10");
	assert_false(c->minimum->quoted);
	c = &values_of("x", "1", "", "3")->constraint;
	assert_false(c->required);
	assert_true(c->unique);
	c = &values_of("x", "2024-03-05", "2023-12-31")->constraint;
	assert_text(c->minimum->text, "2023-12-31");
	assert_text(c->maximum->text, "2024-03-05");
	assert_true(c->minimum->quoted);
	c = &values_of("x", "25/03/2024", "1/4/2024")->constraint;
	assert_text(c->maximum->text, "1/4/2024");
	c = &values_of("x", "b", "a", "b ")->constraint;
	assert_int_equal(c->choices.n, 3);
	assert_text(c->choices.value[0].text, "a");
	assert_text(c->choices.value[2].text, "b ");
	c = &values_of("patient", "b", "a", "b")->constraint;
	assert_int_equal(c->choices.n, 0);
	c = &values_of("x", "a", "b")->constraint;
	assert_true(c->unique);
	assert_int_equal(c->choices.n, 0);
}

static void bounds_keep_all_their_digits(void **state)
{
	const struct txo_constraints *c;

	(void)state;
	c = &values_of("x", "123456789.123456789", "0.1")->constraint;
	assert_text(c->maximum->text, "123456789.123456789");
	assert_true(c->maximum->quoted);
	assert_text(c->minimum->text, "0.1");
	c = &values_of("x", "1000000", "0")->constraint;
	assert_text(c->maximum->text, "1000000");
	assert_text(c->minimum->text, "0");
	c = &values_of("x", "1e300", "1e-300")->constraint;
	assert_text(c->maximum->text, "1e300");
	assert_true(c->maximum->quoted);
	c = &values_of("x", "0.00012", "-12.5")->constraint;
	assert_text(c->maximum->text, "0.00012");
	assert_text(c->minimum->text, "-12.5");
}

static void texts_are_told_only_if_they_are_few(void **state)
{
	char text[21][4];
	const char *cell[43] = { NULL };

	(void)state;
	for (int n = 20; n <= 21; n++) {
		for (int i = 0; i < n; i++) {
			snprintf(text[i], sizeof(text[i]), "a%d", i);
			cell[i] = cell[n + i] = text[i];
		}
		assert_int_equal(infer("x", true, cell)->constraint.choices.n,
				 n == 20 ? 20 : 0);
	}
}

static void counts_are_not_below_zero(void **state)
{
	(void)state;
	assert_text(column_of("session", "1", "2")->constraint.minimum->text,
		    "0");
	assert_null(column_of("session", "-1", "2")->constraint.minimum);
	assert_null(column_of("score", "1", "2")->constraint.minimum);
}

static void the_order_of_the_cells_does_not_matter(void **state)
{
	char *first;

	(void)state;
	(void)values_of("x", "1.0", "1", "01/02", "n/a", "b", "NA", "a");
	first = strdup(json.p);
	(void)values_of("x", "a", "NA", "b", "n/a", "1", "01/02", "1.0");
	assert_string_equal(json.p, first);
	free(first);
	(void)values_of("x", "1.0", "1", "2", "2.00");
	first = strdup(json.p);
	(void)values_of("x", "2.00", "1", "2", "1.0");
	assert_string_equal(json.p, first);
	free(first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(
			the_narrowest_type_that_fits_all_cells_is_taken, begin),
		cmocka_unit_test_setup(codes_are_strings, begin),
		cmocka_unit_test_setup(labels_by_role_are_strings, begin),
		cmocka_unit_test_setup(
			a_column_without_values_is_what_its_role_is, begin),
		cmocka_unit_test_setup(forms_are_found, begin),
		cmocka_unit_test_setup(what_is_in_doubt_is_a_string_and_told,
				       begin),
		cmocka_unit_test_setup(marks_of_numbers_are_found, begin),
		cmocka_unit_test_setup(missing_words_are_those_seen, begin),
		cmocka_unit_test_setup(constraints_hold_in_the_data, begin),
		cmocka_unit_test_setup(bounds_keep_all_their_digits, begin),
		cmocka_unit_test_setup(texts_are_told_only_if_they_are_few,
				       begin),
		cmocka_unit_test_setup(counts_are_not_below_zero, begin),
		cmocka_unit_test_setup(the_order_of_the_cells_does_not_matter,
				       begin),
	};

	return cmocka_run_group_tests(tests, NULL, end);
}
