#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "feed.h"
#include "intake.h"

/* What comes after the beginning of a sentence is advice. */
static void assert_begins(const char *sentence, const char *beginning)
{
	if (strncmp(sentence, beginning, strlen(beginning)) != 0)
		fail_msg("%s\n  does not begin: %s", sentence, beginning);
}

/* A score by clinic: rows that are used, and rows that lack something. */
static void every_row_is_accounted_for(void **state)
{
	static const char *const rows[] = {
		"A,62.5", "A,62.50", "B,NA", ",70", "B,50", " , ", "A, 62.5 ",
	};
	struct taken t;
	const struct txo_account *a = &t.in.account;

	(void)state;
	begin(&t, "clinic,score");
	group_by(&t, "clinic");
	project(&t, use(&t, "score", TXO_NUMBER), false);
	take_all(&t, rows, COUNT(rows));
	assert_int_equal(txo_intake_close(&t.in, NULL), TXO_OK);
	assert_int_equal(a->rows, 7);
	assert_int_equal(a->weight, 7);
	assert_int_equal(a->used, 4);
	assert_int_equal(a->lacking[0], 2);
	assert_int_equal(a->lacking[1], 1);
	assert_int_equal(a->no_value, 0);
	assert_int_equal(a->partly[0] + a->partly[1], 0);
	assert_int_equal(t.in.tally[0].n, 3);
	assert_int_equal(t.in.tally[0].total, 5);
	end(&t);
}

static void rows_of_several_projections_may_be_partly_used(void **state)
{
	static const char *const rows[] = { "1,2", "1,", ",2", ",", "3,NA" };
	struct taken t;
	const struct txo_account *a = &t.in.account;

	(void)state;
	begin(&t, "x,y");
	project(&t, use(&t, "x", TXO_NUMBER), false);
	project(&t, use(&t, "y", TXO_NUMBER), false);
	take_all(&t, rows, COUNT(rows));
	assert_int_equal(a->rows, 5);
	assert_int_equal(a->used, 4);
	assert_int_equal(a->no_value, 1);
	assert_int_equal(a->lacking[0] + a->lacking[1], 0);
	assert_int_equal(a->partly[0], 1);
	assert_int_equal(a->partly[1], 2);
	assert_int_equal(t.in.tally[0].total, 5);
	assert_int_equal(t.in.tally[1].total, 5);
	end(&t);
}

static void a_row_without_a_needed_value_is_left_out(void **state)
{
	static const char *const rows[] = { "a,1", "a,", ",2", ",", "b,3" };
	struct taken t;
	const struct txo_account *a = &t.in.account;
	size_t arm;

	(void)state;
	begin(&t, "arm,x");
	arm = use(&t, "arm", TXO_LABEL);
	txo_schema_need(&t.s, arm);
	project_both(&t, arm, use(&t, "x", TXO_NUMBER), true);
	project(&t, use(&t, "x", TXO_NUMBER), true);
	take_all(&t, rows, COUNT(rows));
	assert_int_equal(a->used, 3);
	assert_int_equal(a->lacking[0], 2);
	assert_int_equal(a->no_value + a->partly[0] + a->partly[1], 0);
	assert_int_equal(t.in.tally[0].total, 5);
	end(&t);
}

static void a_pair_needs_both_values(void **state)
{
	static const char *const rows[] = { "1,2", "1,", ",2", ",", "3,4" };
	struct taken t;
	size_t x;

	(void)state;
	begin(&t, "x,y");
	x = use(&t, "x", TXO_NUMBER);
	project_both(&t, x, use(&t, "y", TXO_NUMBER), false);
	take_all(&t, rows, COUNT(rows));
	assert_int_equal(t.in.account.used, 2);
	assert_int_equal(t.in.account.lacking[0], 2);
	assert_int_equal(t.in.account.lacking[1], 1);
	end(&t);
}

static void a_projection_may_keep_what_is_missing(void **state)
{
	static const char *const rows[] = { "1,2", "1,", ",", "," };
	struct taken t;
	size_t x;

	(void)state;
	begin(&t, "x,y");
	x = use(&t, "x", TXO_LABEL);
	project_both(&t, x, use(&t, "y", TXO_LABEL), true);
	take_all(&t, rows, COUNT(rows));
	assert_int_equal(txo_intake_close(&t.in, NULL), TXO_OK);
	assert_int_equal(t.in.account.used, 4);
	assert_int_equal(t.in.tally[0].n, 3);
	end(&t);
}

static void a_weight_is_so_many_equal_rows(void **state)
{
	static const char *const rows[] = { "1,2", "1.0,3.0", "2,12e1",
					    "NA,7" };
	struct taken t;

	(void)state;
	begin(&t, "x,n");
	project(&t, use(&t, "x", TXO_NUMBER), false);
	t.s.weight = 1;
	take_all(&t, rows, COUNT(rows));
	assert_int_equal(txo_intake_close(&t.in, NULL), TXO_OK);
	assert_int_equal(t.in.account.rows, 4);
	assert_int_equal(t.in.account.weight, 132);
	assert_int_equal(t.in.tally[0].count[0], 5);
	assert_int_equal(t.in.tally[0].count[1], 120);
	assert_int_equal(t.in.tally[0].total, 132);
	end(&t);
}

static void a_bad_weight_is_told(void **state)
{
	static const char *const bad[][2] = {
		{ "1,0", "column 'n': the weight '0' is not a positive whole "
			 "number" },
		{ "1,-1", "column 'n': the weight '-1' is not a positive "
			  "whole number" },
		{ "1,1.5", "column 'n': the weight '1.5' is not a positive "
			   "whole number" },
		{ "1,x", "column 'n': the weight 'x' is not a positive whole "
			 "number" },
		{ "1,", "column 'n': a weight is missing" },
		{ "1,NA", "column 'n': a weight is missing" },
	};
	struct taken t;

	(void)state;
	begin(&t, "x,n");
	project(&t, use(&t, "x", TXO_NUMBER), false);
	t.s.weight = 1;
	take_all(&t, NULL, 0);
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_int_equal(take(&t, bad[i][0], 7 + i), TXO_DATA);
		assert_string_equal(t.err.text, bad[i][1]);
		assert_int_equal(t.err.line, 7 + i);
	}
	assert_int_equal(t.in.account.rows, 0);
	assert_int_equal(take(&t, "1,9e18", 2), TXO_OK);
	assert_int_equal(take(&t, "1,9e18", 3), TXO_DATA);
	assert_non_null(strstr(t.err.text, "add up to more than"));
	end(&t);
}

static void a_cell_of_the_wrong_type_is_told(void **state)
{
	static const char *const bad[][2] = {
		{ "6O.5,", "column 'x': '6O.5' is not a number" },
		{ "1e400,", "column 'x': '1e400' is beyond the range of a "
			    "double" },
		{ "2024-03-05,",
		  "column 'x': '2024-03-05' is a date, not a number" },
		{ ",5.3.2024", "column 'd': '5.3.2024' is not a date "
			       "YYYY-MM-DD" },
		{ ",2023-02-29", "column 'd': '2023-02-29' is not a day of "
				 "the calendar" },
	};
	struct taken t;

	(void)state;
	begin(&t, "x,d");
	project(&t, use(&t, "x", TXO_NUMBER), false);
	project(&t, use(&t, "d", TXO_DATE), false);
	take_all(&t, NULL, 0);
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_int_equal(take(&t, bad[i][0], 3 + i), TXO_OK);
		assert_int_equal(t.in.account.unreadable, i + 1);
		assert_begins(t.in.fault[i].error.text, bad[i][1]);
		assert_int_equal(t.in.fault[i].error.line, 3 + i);
	}
	assert_int_equal(t.in.account.rows, COUNT(bad));
	assert_int_equal(t.in.account.used, 0);
	assert_int_equal(t.in.tally[0].total, 0);
	end(&t);
}

static void a_fault_names_the_column_and_the_role_it_fills(void **state)
{
	struct taken t;

	(void)state;
	begin(&t, "total score");
	project(&t, use(&t, "score", TXO_NUMBER), false);
	take_all(&t, NULL, 0);
	assert_int_equal(take(&t, "x", 2), TXO_OK);
	assert_string_equal(t.in.fault[0].error.text,
			    "column 'total score' (taken as "
			    "score): 'x' is not a number");
	end(&t);
}

static void a_decimal_comma_gets_advice(void **state)
{
	struct txo_span span = { 0, 4 };
	struct txo_record r = {
		.bytes = "62,5", .span = &span, .n = 1, .line = 9
	};
	struct taken t;

	(void)state;
	begin(&t, "x");
	project(&t, use(&t, "x", TXO_NUMBER), false);
	t.in.rules.number.comma_parts = true;
	take_all(&t, NULL, 0);
	assert_int_equal(txo_intake_row(&t.in, &t.s, &r, &t.err), TXO_OK);
	assert_begins(t.in.fault[0].error.text,
		      "column 'x': '62,5' has a comma: say --decimal comma");
	end(&t);
}

/* Column 2, a list, is made of columns 0 and 1; column 1 is to blame. */
static void a_list_that_cannot_be_made_is_a_fault_of_its_box(void **state)
{
	const struct txo_bad_list bad = { 1, TXO_NO_COLUMN };
	struct taken t;
	struct row r;

	(void)state;
	begin(&t, "ae_a,ae_b");
	assert_int_equal(txo_header_add(&t.header, txo_text("list"), NULL),
			 TXO_OK);
	project(&t, use(&t, "list", TXO_LABEL), true);
	take_all(&t, NULL, 0);
	(void)row_of(&r, "1,mild,", 4);
	r.record.bad = &bad;
	assert_int_equal(txo_intake_row(&t.in, &t.s, &r.record, &t.err),
			 TXO_OK);
	assert_int_equal(t.in.account.unreadable, 1);
	assert_int_equal(t.in.fault[0].error.line, 4);
	assert_string_equal(t.in.fault[0].error.text,
			    "column 'ae_b': 'mild' is neither 0 nor 1");
	t.in.rules.redact = true;
	txo_intake_bad_list(&t.in, &t.s, &r.record);
	assert_int_equal(t.in.account.unreadable, 2);
	assert_string_equal(t.in.fault[1].error.text,
			    "column 'ae_b': the cell is neither 0 nor 1");
	assert_int_equal(t.in.tally[0].total, 0);
	end(&t);
}

static void words_for_missing_can_be_added(void **state)
{
	static const char *const rows[] = { "-99", "5", " none ", "." };
	const struct txo_text words[] = { txo_text("-99"), txo_text("none") };
	struct taken t;

	(void)state;
	begin(&t, "x");
	t.in.rules.missing = (struct txo_missing){ words, 2 };
	project(&t, use(&t, "x", TXO_NUMBER), false);
	take_all(&t, rows, COUNT(rows));
	assert_int_equal(t.in.account.used, 1);
	assert_int_equal(t.in.account.lacking[0], 3);
	end(&t);
}

static void rows_not_selected_for_a_missing_value_are_counted(void **state)
{
	static const char *const rows[] = { "1,5", "2,5", ",5", "NA,", "3," };
	struct txo_arena arena = { 0 };
	struct taken t;

	(void)state;
	begin(&t, "x,y");
	project(&t, use(&t, "y", TXO_NUMBER), false);
	assert_int_equal(txo_where_parse("where", txo_text("x > 1"), &arena,
					 &t.in.where, NULL),
			 TXO_OK);
	assert_int_equal(txo_where_bind(t.in.where, &t.s, NULL), TXO_OK);
	take_all(&t, rows, COUNT(rows));
	assert_int_equal(t.in.account.not_selected, 3);
	assert_int_equal(t.in.account.unknown, 2);
	assert_int_equal(t.in.account.used, 1);
	assert_int_equal(t.in.account.lacking[0], 1);
	end(&t);
	txo_arena_release(&arena);
}

/* A second file for the intake of the first, with a column of its own. */
static enum txo_status second_file(struct taken *first, struct taken *second,
				   const char *columns, const char *name)
{
	begin(second, columns);
	project(second, use(second, name, TXO_NUMBER), false);
	return txo_intake_file(&first->in, &second->s, &second->err);
}

static void columns_may_stand_elsewhere_in_a_further_file(void **state)
{
	static const char *const rows[] = { "1,a", "2,b" };
	struct taken t, u;
	struct row r;

	(void)state;
	begin(&t, "total score,y");
	project(&t, use(&t, "score", TXO_NUMBER), false);
	take_all(&t, rows, COUNT(rows));
	assert_int_equal(second_file(&t, &u, "b,c,Score", "score"), TXO_OK);
	assert_int_equal(txo_intake_row(&t.in, &u.s, row_of(&r, "x,y,2.0", 2),
					&u.err),
			 TXO_OK);
	assert_int_equal(txo_intake_close(&t.in, NULL), TXO_OK);
	assert_int_equal(t.in.account.rows, 3);
	assert_int_equal(t.in.tally[0].count[1], 2);
	/* of two spellings the first by bytes is shown */
	assert_text(t.s.use[0].name, "Score");
	txo_intake_release(&t.in);
	end(&u);
	end(&t);
}

static void a_further_file_without_the_column_is_refused(void **state)
{
	static const char *const rows[] = { "1" };
	struct taken t, u;

	(void)state;
	begin(&t, "x");
	project(&t, use(&t, "x", TXO_NUMBER), false);
	take_all(&t, rows, 1);
	assert_int_equal(second_file(&t, &u, "y", "y"), TXO_DATA);
	assert_non_null(strstr(u.err.text, "column 'y' stands where"));
	end(&u);
	end(&t);
}

static void an_intake_that_took_nothing_can_be_released(void **state)
{
	struct txo_intake in = { .schema = NULL };

	(void)state;
	txo_intake_release(&in);
	txo_intake_release(&in);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_is_accounted_for),
		cmocka_unit_test(
			rows_of_several_projections_may_be_partly_used),
		cmocka_unit_test(a_row_without_a_needed_value_is_left_out),
		cmocka_unit_test(a_pair_needs_both_values),
		cmocka_unit_test(a_projection_may_keep_what_is_missing),
		cmocka_unit_test(a_weight_is_so_many_equal_rows),
		cmocka_unit_test(a_bad_weight_is_told),
		cmocka_unit_test(a_cell_of_the_wrong_type_is_told),
		cmocka_unit_test(
			a_fault_names_the_column_and_the_role_it_fills),
		cmocka_unit_test(a_decimal_comma_gets_advice),
		cmocka_unit_test(
			a_list_that_cannot_be_made_is_a_fault_of_its_box),
		cmocka_unit_test(words_for_missing_can_be_added),
		cmocka_unit_test(
			rows_not_selected_for_a_missing_value_are_counted),
		cmocka_unit_test(columns_may_stand_elsewhere_in_a_further_file),
		cmocka_unit_test(a_further_file_without_the_column_is_refused),
		cmocka_unit_test(an_intake_that_took_nothing_can_be_released),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
