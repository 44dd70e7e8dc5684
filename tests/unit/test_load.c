/*
 * Rows are the same, and so is the first error, whatever number of threads read
 * them in chunks of whatever size.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "loaded.h"

static void expect_rows(const struct outcome *o)
{
	const struct txo_account *a = &o->in.account;

	assert_int_equal(o->status, TXO_OK);
	assert_int_equal(a->rows, 7);
	assert_int_equal(a->used, 7);
	assert_int_equal(a->partly[2], 1);
	assert_int_equal(o->table[0].blank_rows, 2);
	assert_int_equal(o->table[0].total_rows, 2);
}

static void rows_are_the_same_for_any_threads_and_chunks(void **state)
{
	(void)state;
	load_both((struct reading){ .grouped = true,
				    .file = { TEXT(
					    "score,concern,clinic,date\n"
					    "1,acne,a,2024-01-05\n"
					    "2.5,\"sc\"\"ars\",b,2024-02-01\r\n"
					    "\n,,,\n \t,,,\n"
					    "1,Acne,a,2024-07-09\n"
					    "Total,4.5,,\n"
					    "\"3\",\"AC\nNE\",b,2024-01-05\n"
					    "NA,acne,c,2024-01-05\n"
					    "subtotal:,,,\r\n"
					    "1,acne,a,2024-01-05\n"
					    "1,NA,c,2024-01-06") } },
		  expect_rows);
}

static void files_may_have_no_rows(void **state)
{
	(void)state;
	load_both((struct reading){ .file = { TEXT("score,concern") } }, NULL);
	load_both((struct reading){ .file = { TEXT("score,concern\n\n\n") } },
		  NULL);
	load_both((struct reading){ .file = { TEXT("") } }, NULL);
	load_both((struct reading){ .file = { TEXT("score\n\n1\n\n") } }, NULL);
}

static void expect_line_5(const struct outcome *o)
{
	assert_int_equal(o->status, TXO_DATA);
	assert_error(o, 5,
		     "1 field where the header (line 1) has 2: column "
		     "'concern' is missing");
}

static void the_first_error_wins_whichever_thread_finds_one(void **state)
{
	(void)state;
	load_both((struct reading){ .file = { TEXT(
					    "score,concern\n1,a\n\"2\n\",a\n3\n"
					    "4,a\n5\n6,a\n7,a\"b\n8,\"a\n") } },
		  expect_line_5);
}

static void expect_stray(const struct outcome *o)
{
	assert_error(o, 3,
		     "field 2: text after the closing quote (a quote "
		     "inside quotes is doubled)");
}

static void a_quote_out_of_place_is_told_whatever_it_parts(void **state)
{
	(void)state;
	load_both((struct reading){ .file = { TEXT(
					    "score,concern\n1,a\n2,\"b\"c\n3\n"
					    "4,\"d\ne\"\n5\n6,\"f\n") } },
		  expect_stray);
}

static void expect_decimals(const struct outcome *o)
{
	assert_error(o, 6,
		     "column 'score': '2.5' contradicts line 3: a column has "
		     "one decimal mark, point or comma");
}

static void expect_percent(const struct outcome *o)
{
	assert_error(o, 5,
		     "column 'score': '7' contradicts line 2: percent signs "
		     "stand in all cells of a column or none");
}

static void a_contradiction_is_told_with_the_lines_of_both(void **state)
{
	(void)state;
	load_both((struct reading){ .file = { TEXT(
					    "score;concern\n1;a\n1,5;b\n2;c\n"
					    "3,25;d\n2.5;e\n7.5;f\n") } },
		  expect_decimals);
	load_both((struct reading){ .file = { TEXT(
					    "score,concern\n1%,a\nNA,b\n3%,c\n"
					    "7,d\n8%,e\n") } },
		  expect_percent);
}

static void expect_either(const struct outcome *o)
{
	assert_error(o, 4,
		     "column 'score': '1,234' could be a decimal or a "
		     "thousand: say --decimal comma or --thousands ,");
}

static void a_cell_without_a_witness_is_told_at_its_line(void **state)
{
	(void)state;
	load_both((struct reading){ .file = { TEXT(
					    "score;concern\n1;a\nx;b\n1,234;c\n"
					    "5,678;d\n9;e\n") } },
		  expect_either);
}

static void expect_comma(const struct outcome *o)
{
	assert_int_equal(o->status, TXO_OK);
	assert_int_equal(o->in.account.used, 2);
	assert_int_equal(o->in.style[0].comma, 3);
	assert_int_equal(o->in.style[0].point, 0);
	assert_int_equal(o->in.style[0].either, 0);
}

static void rows_of_totals_say_nothing_of_their_columns(void **state)
{
	(void)state;
	load_both((struct reading){ .file = { TEXT(
					    "clinic;score\nTotal;3.5\na;1,5\n"
					    "Totals;85%\nb;2,5\nsum;1,234\n"
					    "Subtotal:;x\nTotal;1,234\n") } },
		  NULL);
	load_both((struct reading){ .file = { TEXT(
					    "clinic;score\nTotal;3.5\na;1,5\n"
					    "Totals;85%\nb;2,5\n") } },
		  expect_comma);
}

static void expect_heavy(const struct outcome *o)
{
	assert_error(o, 5, "column 'n': the weights add up to more than 2^63");
}

static void expect_weights(const struct outcome *o)
{
	assert_int_equal(o->status, TXO_OK);
	assert_true(o->in.account.weight == INT64_MAX);
}

static void weights_may_overflow_over_a_border(void **state)
{
	(void)state;
	load_both((struct reading){ .weighted = true,
				    .file = { TEXT(
					    "score,concern,n\n1,a,4\n"
					    "2,b,9223372036854775800\n1,a,3\n"
					    "Total,,9\n4,a,5\n1,a,1\n") } },
		  NULL);
	load_both((struct reading){ .weighted = true,
				    .file = { TEXT(
					    "score,concern,n\n1,a,4\n"
					    "2,b,9223372036854775800\n1,a,3\n"
					    "4,a,5\n1,a,1\n") } },
		  expect_heavy);
	load_both(
		(struct reading){
			.weighted = true,
			.file = { TEXT("score,concern,n\n1,a,4\n"
				       "2,b,9223372036854775800\n1,a,3\n") } },
		expect_weights);
}

static void expect_five(const struct outcome *o)
{
	static const uint64_t line[] = { 3, 6, 7, 9, 10 };

	assert_int_equal(o->status, TXO_OK);
	assert_int_equal(o->in.account.unreadable, 8);
	for (size_t i = 0; i < 5; i++)
		assert_fault(o, i, "first", line[i]);
	assert_string_equal(o->in.fault[4].error.text,
			    "column 'score': 'q4' is not a number");
}

static void the_first_five_faults_are_kept_in_their_order(void **state)
{
	(void)state;
	load_both(
		(struct reading){
			.file = { TEXT("score,concern\n1,a\nq1,b\n\"2\n\",c\n"
				       "q2,d\n\"q\n3\",e\nq3,f\nq4,g\n5,h\n"
				       "q5,a\n6,b\nq6,c\nq7,d\n") } },
		expect_five);
}

static void expect_spelling(const struct outcome *o)
{
	const struct txo_dictionary *d = &o->in.dictionary[1];
	uint64_t most = 0, all = 0;

	assert_int_equal(d->n, 1);
	for (size_t i = 0; i < d->spellings; i++) {
		all += d->spelling[i].count;
		if (txo_text_equal(d->spelling[i].text, txo_text("Acne")))
			most = d->spelling[i].count;
	}
	assert_int_equal(all, 9);
	assert_int_equal(most, 4);
}

static void spellings_are_counted_over_all_threads(void **state)
{
	(void)state;
	load_both(
		(struct reading){
			.file = { TEXT("score,concern\n1,acne\n2,Acne\n"
				       "x,Acne\n1,ACNE\nNA,acne\n5,Acne\n"
				       "1,ACNE \n7,\"Acne\"\n8,acne\n") } },
		expect_spelling);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_the_same_for_any_threads_and_chunks),
		cmocka_unit_test(files_may_have_no_rows),
		cmocka_unit_test(
			the_first_error_wins_whichever_thread_finds_one),
		cmocka_unit_test(
			a_quote_out_of_place_is_told_whatever_it_parts),
		cmocka_unit_test(
			a_contradiction_is_told_with_the_lines_of_both),
		cmocka_unit_test(a_cell_without_a_witness_is_told_at_its_line),
		cmocka_unit_test(rows_of_totals_say_nothing_of_their_columns),
		cmocka_unit_test(weights_may_overflow_over_a_border),
		cmocka_unit_test(the_first_five_faults_are_kept_in_their_order),
		cmocka_unit_test(spellings_are_counted_over_all_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
