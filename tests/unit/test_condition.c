/*
 * What a condition says of each row is a column of no and yes, the same by any
 * reader.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cmd/condition.h"
#include "intake.h"
#include "loaded.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static size_t condition(struct taken *t, const char *option, const char *expr)
{
	size_t place = MISSING_USE;

	if (txo_condition_use(&t->s, option, txo_text(expr), &place, &t->err) !=
	    TXO_OK)
		return MISSING_USE;
	return place;
}

static void expect_counts(const struct txo_frame *f, size_t column, uint64_t no,
			  uint64_t yes, uint64_t missing)
{
	struct txo_counts c = txo_frame_yes_no(f, column, 0, f->rows);

	assert_int_equal(c.no, no);
	assert_int_equal(c.yes, yes);
	assert_int_equal(c.missing, missing);
}

static void a_condition_says_no_yes_or_nothing_of_each_row(void **state)
{
	static const char *const rows[] = { "1,a", "5,a", ",a", "7,b", "5,b" };
	struct txo_frames fs;
	struct txo_frame f;
	struct taken t;
	size_t event;

	(void)state;
	begin(&t, "score,clinic");
	event = condition(&t, "event", "score >= 5");
	assert_int_equal(t.s.uses, 2);
	assert_int_equal(t.s.use[event].type, TXO_LABEL);
	project(&t, event, true);
	take_all(&t, rows, COUNT(rows));
	assert_int_equal(txo_intake_close(&t.in, &t.err), TXO_OK);
	assert_int_equal(txo_frames_init(&fs, &t.in, &t.err), TXO_OK);
	f = txo_frames_get(&fs, 0, 0);
	assert_int_equal(f.rows, 3);
	assert_string_equal(f.column[0].name.p, "score >= 5");
	assert_string_equal(f.column[0].labels[f.column[0].label[0]].p, "no");
	assert_string_equal(f.column[0].labels[f.column[0].label[1]].p, "yes");
	assert_int_equal(f.column[0].label[2], TXO_MISSING);
	expect_counts(&f, 0, 1, 3, 1);
	assert_int_equal(txo_frame_yes_no(&f, 0, 1, 2).yes, 3);
	assert_int_equal(txo_frame_yes_no(&f, 0, 1, 2).no, 0);
	assert_int_equal(t.in.account.used, 5);
	txo_frames_release(&fs);
	end(&t);
}

static void several_conditions_stand_side_by_side(void **state)
{
	static const char *const rows[] = { "1,a", "5,a", ",a", "7,b", "5," };
	struct txo_frames fs;
	struct txo_frame f;
	struct taken t;
	size_t a, b;

	(void)state;
	begin(&t, "score,clinic");
	group_by(&t, "clinic");
	a = condition(&t, "eligible", "score >= 5 or clinic == 'A'");
	b = condition(&t, "started", "not score < 6");
	project_both(&t, a, b, true);
	take_all(&t, rows, COUNT(rows));
	assert_int_equal(txo_intake_close(&t.in, &t.err), TXO_OK);
	assert_int_equal(txo_frames_init(&fs, &t.in, &t.err), TXO_OK);
	assert_int_equal(fs.groups, 2);
	f = txo_frames_get(&fs, 0, 0);
	expect_counts(&f, 0, 0, 3, 0);
	expect_counts(&f, 1, 2, 0, 1);
	f = txo_frames_get(&fs, 1, 0);
	expect_counts(&f, 0, 0, 1, 0);
	expect_counts(&f, 1, 0, 1, 0);
	assert_int_equal(t.in.account.lacking[0], 1);
	txo_frames_release(&fs);
	end(&t);
}

static void rows_it_says_nothing_of_are_left_out_if_they_must_be_whole(void **s)
{
	static const char *const rows[] = { "1,a", ",b", "x,b", "7,b" };
	struct taken t;
	size_t event;

	(void)s;
	begin(&t, "score,clinic");
	event = condition(&t, "event", "score >= 5");
	project(&t, event, false);
	take_all(&t, rows, COUNT(rows));
	assert_int_equal(t.in.account.used, 2);
	assert_int_equal(t.in.account.lacking[event], 1);
	assert_int_equal(t.in.account.unreadable, 1);
	end(&t);
}

static void no_row_at_all_has_labels_all_the_same(void **state)
{
	struct txo_frames fs;
	struct taken t;

	(void)state;
	begin(&t, "score");
	project(&t, condition(&t, "event", "score is missing"), true);
	take_all(&t, NULL, 0);
	assert_int_equal(txo_intake_close(&t.in, &t.err), TXO_OK);
	assert_int_equal(txo_frames_init(&fs, &t.in, &t.err), TXO_OK);
	assert_int_equal(fs.groups, 0);
	assert_int_equal(t.in.dictionary[1].n, 2);
	txo_frames_release(&fs);
	end(&t);
}

static void what_is_wrong_is_told_with_the_option_and_the_place(void **state)
{
	struct taken t;

	(void)state;
	begin(&t, "score,clinic");
	assert_int_equal(condition(&t, "event", "score >= 5 and klinic == 'a'"),
			 MISSING_USE);
	assert_string_equal(t.err.text,
			    "--event: at 16: there is no column 'klinic'; did "
			    "you mean 'clinic'? The columns are: score, "
			    "clinic");
	assert_int_equal(condition(&t, "started", "score >"), MISSING_USE);
	assert_string_equal(t.err.text,
			    "--started: at 8: expected a number or text in "
			    "quotes, but found the end");
	end(&t);
}

static void files_must_ask_the_same_of_the_same_columns(void **state)
{
	struct taken a, b;

	(void)state;
	begin(&a, "score,baseline");
	(void)use(&a, "score", TXO_NUMBER);
	(void)use(&a, "baseline", TXO_NUMBER);
	(void)condition(&a, "event", "x is missing or score > 3");
	begin(&b, "baseline,score");
	(void)use(&b, "score", TXO_NUMBER);
	(void)use(&b, "baseline", TXO_NUMBER);
	(void)condition(&b, "event", "score > 3");
	assert_int_equal(txo_schema_same(&b.s, &b.s, &b.err), TXO_OK);
	(void)condition(&a, "event", "baseline > 3");
	assert_int_equal(txo_schema_same(&a.s, &b.s, &b.err), TXO_DATA);
	end(&a);
	end(&b);
}

static void expect_all(const struct outcome *o)
{
	assert_int_equal(o->status, TXO_OK);
	assert_int_equal(o->in.account.rows, 8);
}

static void readers_agree_for_any_threads_and_chunks(void **state)
{
	static const char text[] =
		"score,concern,clinic,n\n1,acne,a,2\n2.5,\"sc\"\"ars\",b,1\n"
		"NA,acne,a,1\n\n7,Acne,a,3\nTotal,4,,\n1,AC,b,1\nNA,scars,c,1\n"
		"3,NA,c,1\n1,NA,c,123456789012\n";
	static const char *const expr[] = {
		"score >= 3",
		"score >= 3 or concern == 'acne'",
		"not (score < 2 and concern in ('acne', 'ac')) or n > 1",
		"concern is missing",
		"concern has 'acne'",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(expr); i++)
		for (unsigned k = 0; k < 8; k++)
			load_both((struct reading){ .file = { TEXT(text) },
						    .condition = expr[i],
						    .other = k & 1 ? expr[2] :
								     NULL,
						    .weighted = k & 2,
						    .grouped = k & 4 },
				  expect_all);
}

static void conditions_agree_beside_a_filter_and_over_files(void **state)
{
	static const char first[] = "score,concern,clinic\n1,acne,a\n5,x,b\n"
				    "NA,acne,a\n";
	static const char second[] = "clinic,score,concern\na,9,ACNE\n,5,\n"
				     "b,NA,y\nb,2,acne\n";

	(void)state;
	load_both((struct reading){ .file = { TEXT(first), TEXT(second) },
				    .files = 2,
				    .condition = "score > 1 and clinic == 'a'",
				    .other = "concern == 'acne'",
				    .where = "score < 9" },
		  NULL);
	load_both((struct reading){ .file = { TEXT(first), TEXT(second) },
				    .files = 2,
				    .condition = "score > 1 and clinic == 'a'",
				    .other = "concern == 'acne'" },
		  NULL);
}

static void very_many_values_are_judged_as_few(void **state)
{
	struct txo_buffer b = { 0 };
	struct reading r = { .condition = "score >= 300 and score < 80000.5",
			     .other = "concern == '17' or score is missing" };

	(void)state;
	txo_buffer_add_text(&b, "score,concern\n");
	for (unsigned i = 0; i < 60000; i++)
		if (i % 7)
			txo_buffer_printf(&b, "%u.%u,%u\n", i * 3, i % 9,
					  i % 1000);
		else
			txo_buffer_printf(&b, ",%u\n", i % 1000);
	assert_false(b.failed);
	r.file[0] = (struct txo_text){ b.p, b.n };
	r.files = 1;
	for (size_t threads = 1; threads < 4; threads++) {
		r.load.threads = threads;
		load_once(&r, NULL);
	}
	txo_buffer_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_condition_says_no_yes_or_nothing_of_each_row),
		cmocka_unit_test(several_conditions_stand_side_by_side),
		cmocka_unit_test(
			rows_it_says_nothing_of_are_left_out_if_they_must_be_whole),
		cmocka_unit_test(no_row_at_all_has_labels_all_the_same),
		cmocka_unit_test(
			what_is_wrong_is_told_with_the_option_and_the_place),
		cmocka_unit_test(files_must_ask_the_same_of_the_same_columns),
		cmocka_unit_test(readers_agree_for_any_threads_and_chunks),
		cmocka_unit_test(
			conditions_agree_beside_a_filter_and_over_files),
		cmocka_unit_test(very_many_values_are_judged_as_few),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
