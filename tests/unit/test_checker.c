#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "data/checker.h"
#include "feed.h"

/* "line code column=value\n", the file in front if it is not the first. */
static void note(void *ctx, const struct txo_finding *f)
{
	struct txo_buffer *b = ctx;

	if (f->file)
		txo_buffer_printf(b, "%d/", (int)f->file);
	txo_buffer_printf(b, "%d %s %.*s=%.*s\n", (int)f->line,
			  txo_fault_types()[f->rule].code, (int)f->column.n,
			  f->column.p ? f->column.p : "", (int)f->value.n,
			  f->value.p ? f->value.p : "");
	assert_true(f->message && *f->message);
}

struct check {
	struct txo_checker c;
	struct txo_cell_rules cells;
	struct txo_buffer out;
	struct txo_table table[4];
	uint32_t files;
};

static void begin(struct check *k, const char *rules)
{
	memset(k, 0, sizeof(*k));
	k->cells.number.comma_parts = true;
	k->c.finder = (struct txo_finder){ note, &k->out };
	k->c.cells = &k->cells;
	k->c.kept.most = 1000;
	k->c.course.sessions.low = 3;
	k->c.course.sessions.high = 6;
	k->c.course.days.low = 21;
	k->c.course.days.high = 56;
	txo_buffer_add(&k->out, "", 0);
	assert_int_equal(txo_rule_choose(&k->c.choice, txo_text(rules), NULL),
			 TXO_OK);
}

static void add_file(struct check *k, const char *text)
{
	struct txo_table *t = &k->table[k->files];
	struct txo_input in = { .fd = feed_text(text) };
	const struct txo_record *r;
	uint64_t number = 0;

	t->options.every_row = true;
	assert_int_equal(txo_table_open(t, &in, NULL, NULL, NULL), TXO_OK);
	assert_int_equal(txo_checker_file(&k->c, t, k->files++, NULL), TXO_OK);
	while (txo_table_next(t, &r, NULL) == TXO_OK && r)
		assert_int_equal(txo_checker_row(&k->c, r, ++number, NULL),
				 TXO_OK);
	assert_int_equal(txo_checker_file_end(&k->c, NULL), TXO_OK);
	txo_table_end(t);
	txo_input_release(&in);
	close(in.fd);
}

static void end(struct check *k, const char *expected)
{
	assert_int_equal(txo_checker_end(&k->c, NULL), TXO_OK);
	assert_string_equal(k->out.p, expected);
	for (uint32_t i = 0; i < k->files; i++)
		txo_table_release(&k->table[i]);
	txo_checker_release(&k->c);
	txo_buffer_release(&k->out);
}

static void check(const char *rules, const char *text, const char *expected)
{
	struct check k;

	begin(&k, rules);
	add_file(&k, text);
	end(&k, expected);
}

#define SESSIONS "patient,session,date,score\n"
#define P "P,1,2025-01-01,9\nP,2,2025-02-01,8\nP,3,2025-03-01,7\n"

static void a_good_course_has_no_fault(void **state)
{
	(void)state;
	check("auto", SESSIONS P, "");
	check("auto", SESSIONS "P,0,2025-01-01,9\n" P, "");
	check("auto",
	      SESSIONS "P,3,2025-03-01,7\nP,1,2025-01-01,9\n"
		       "P,2,2025-02-01,\n",
	      "");
}

static void numbers_of_sessions_have_no_gaps(void **state)
{
	(void)state;
	check("session-gap", SESSIONS "P,1,,9\nP,3,,9\nP,6,,9\n",
	      "3 T501 session=2\n4 T501 session=4-5\n");
	check("session-gap", SESSIONS "P,3,,9\nP,4,,9\n",
	      "2 T501 session=1-2\n");
	check("session-gap", SESSIONS "P,0,,9\nP,2,,9\n", "3 T501 session=1\n");
	check("session-gap", SESSIONS "P,2,,9\nP,1,,9\nP,3,,9\n", "");
}

static void gaps_are_found_in_any_order_of_rows(void **state)
{
	(void)state;
	check("session-gap", SESSIONS "P,6,,9\nQ,1,,9\nP,3,,9\nP,1,,9\n",
	      "2 T501 session=4-5\n4 T501 session=2\n");
}

static void dates_rise_with_the_sessions(void **state)
{
	(void)state;
	check("session-order",
	      SESSIONS "P,1,2025-01-01,\nP,2,2024-12-31,\nP,3,2024-12-31,\n",
	      "3 T502 date=-1\n4 T502 date=0\n");
	check("session-order", SESSIONS "P,0,2025-01-01,\nP,1,2025-01-01,\n",
	      "");
	check("session-order",
	      SESSIONS "P,1,2025-01-02,\nP,2,,\nP,3,2025-01-01,\n",
	      "4 T502 date=-1\n");
}

static void days_between_sessions_are_as_usual(void **state)
{
	(void)state;
	check("interval",
	      SESSIONS "P,1,2025-01-01,\nP,2,2025-01-21,\nP,3,2025-02-11,\n"
		       "P,4,2025-04-08,\nP,5,2025-06-04,\n",
	      "3 T505 date=20\n6 T505 date=57\n");
	/* a baseline is no session, nor is there an interval over a gap */
	check("interval",
	      SESSIONS "P,0,2024-01-01,\nP,1,2025-01-01,\nP,3,2025-03-30,\n",
	      "");
}

static void one_cause_is_one_fault(void **state)
{
	(void)state;
	/* earlier: no interval besides */
	check("course", SESSIONS P "P,4,2025-02-27,6\n", "5 T502 date=-2\n");
	/* the same session, the same row */
	check("auto", SESSIONS P "P,3,2025-03-01,7\n", "5 T503 session=3\n");
	/* a key that says what session-duplicate would */
	check("auto",
	      SESSIONS "P,1,2025-01-01,\nP,2,2025-02-01,\n"
		       "P,3,2025-03-01,\n",
	      "2 T506 score=\n");
}

static void a_course_has_a_baseline_and_a_final_score(void **state)
{
	(void)state;
	check("baseline-missing", SESSIONS "P,1,,\nP,2,,5\n",
	      "2 T506 score=\n");
	check("baseline-missing", SESSIONS "P,0,,7\nP,1,,\n", "");
	check("baseline-missing",
	      "patient,session,score,baseline\n"
	      "P,1,,\nP,2,5,6\n",
	      "");
	check("baseline-missing",
	      SESSIONS "P,1,2025-01-05,\nP,2,,5\nP,,2025-01-05,8\n", "");
	check("baseline-missing",
	      SESSIONS "P,1,2025-01-05,\nP,2,,5\nP,,2025-01-06,8\n",
	      "2 T506 score=\n");
	check("final-missing", SESSIONS "P,1,,5\nP,2,,\n", "3 T507 score=\n");
	check("final-missing",
	      SESSIONS "P,1,,5\nP,2,2025-02-01,\n"
		       "P,,2025-02-01,4\n",
	      "");
	check("baseline-missing", "patient,session\nP,1\n", "");
}

static void a_course_has_a_usual_number_of_sessions(void **state)
{
	(void)state;
	check("T504", SESSIONS "P,1,,\nP,2,,\n", "3 T504 session=2\n");
	check("T504", SESSIONS "P,1,,\nP,2,,\nP,7,,\n", "4 T504 session=7\n");
	check("T504", "patient,sessions\nP,2\nQ,3\nR,6\nS,7\nT,\n",
	      "2 T504 sessions=2\n5 T504 sessions=7\n");
}

static void session_numbers_are_whole(void **state)
{
	(void)state;
	check("types", SESSIONS "P,1.5,,\nP,-1,,\nP,x,,\nP,2.0,,\n",
	      "2 C401 session=1.5\n3 C401 session=-1\n4 C401 session=x\n");
}

static void courses_are_told_apart_by_their_column(void **state)
{
	(void)state;
	check("session-duplicate",
	      "patient,course,session\nP,a,1\nP,b,1\nP,a,1\n",
	      "4 T503 session=1\n");
	check("unit-repeated",
	      "patient,course,sessions\nP,a,3\nP,b,3\nP,A ,3\n",
	      "4 T516 patient=P\n");
}

static void a_visit_is_no_session_unless_asked_for(void **state)
{
	(void)state;
	check("auto", "patient,visit,score\nP,1,5\nP,5,4\nP,week 9,4\n", "");
	check("session-gap", "patient,visit,score\nP,1,5\nP,5,4\n",
	      "3 T501 visit=2-4\n");
}

static void courses_run_over_all_files(void **state)
{
	struct check k;

	(void)state;
	begin(&k, "auto");
	add_file(&k, SESSIONS "P,1,2025-01-01,9\nP,3,2025-03-01,7\n");
	add_file(&k, "session,score,patient,date\n2,8,P,2025-02-01\n"
		     "1,9,p,2025-01-01\n");
	end(&k, "1/3 T503 session=1\n");
}

static void keys_run_over_all_files(void **state)
{
	static const struct txo_text key[] = { { "id", 2 } };
	struct check k;

	(void)state;
	begin(&k, "auto");
	k.c.key = key;
	k.c.keys = 1;
	add_file(&k, "id,x\na,1\n,2\n");
	add_file(&k, "x,id\n1,b\n3,A\n");
	end(&k, "3 R305 id=\n1/3 R305 id=\n");
}

static void equal_rows_are_told_of_patients_only(void **state)
{
	struct check k;

	(void)state;
	check("auto", "concern,score\nacne,1\nacne,1\n", "");
	check("auto", "patient,score\nP,1\nP,1\nP,1\n", "3 R306 =\n4 R306 =\n");
	check("duplicate-row", "concern,score\nacne,1\nacne,1\n", "3 R306 =\n");
	begin(&k, "duplicate-row");
	add_file(&k, "a,b\n1,2\n");
	add_file(&k, "b,a\n2,1\n1,2\n");
	end(&k, "1/2 R306 =\n");
}

static void a_code_is_told_with_its_first_place(void **state)
{
	(void)state;
	check("types", "patient,score\na,1\nb,-99\nc,-99\nd,-999\n",
	      "3 C402 score=-99\n5 C402 score=-999\n");
	check("types", "patient,score\na,1\nb,-99\nc,-1\n", "");
	check("types", "patient,score\na,-99\nb,-99\n", "");
}

static void a_comma_without_a_witness_is_told_at_its_line(void **state)
{
	struct check k;

	(void)state;
	begin(&k, "types");
	k.cells.number.comma_parts = false;
	add_file(&k, "patient;score\na;10\nb;1,234\nc;2,345\n");
	end(&k, "3 C401 score=\n");
}

static void rows_out_of_shape_are_judged_no_further(void **state)
{
	(void)state;
	check("auto", SESSIONS "P,x\n,,,\n\nTotal,1,x,9\nP,1,2025-01-01,9,\n",
	      "2 R302 date=\n3 R301 =\n4 R301 =\n5 R304 patient=Total\n"
	      "6 R303 =\n");
}

static void names_of_columns_are_judged(void **state)
{
	(void)state;
	check("auto", "a,,a,A,b\n1,2,3,4,5\n",
	      "1 H202 =\n1 H203 a=a\n1 H204 A=A\n");
	check("auto", "A,a,a\n1,2,3\n", "1 H204 a=a\n1 H203 a=a\n");
	check("auto", "-,_\n1,2\n", "");
}

static void constant_scores_are_told_from_twenty_on(void **state)
{
	char text[2000] = SESSIONS, row[40];

	(void)state;
	for (int i = 1; i < 20; i++) {
		snprintf(row, sizeof(row), "P%d,1,,5.0\n", i);
		strncat(text, row, sizeof(text) - strlen(text) - 1);
	}
	check("constant", text, "");
	strncat(text, "P20,1,,5\n", sizeof(text) - strlen(text) - 1);
	check("constant", text, "2 T514 score=\n");
	strncat(text, "P21,1,,5.1\n", sizeof(text) - strlen(text) - 1);
	check("constant", text, "");
}

/* `n` scores, i * step modulo `wide`. */
static void check_digits(int n, int step, int wide, const char *expected)
{
	struct txo_buffer b = { 0 };

	txo_buffer_add_text(&b, "patient,sessions,score\n");
	for (int i = 0; i < n; i++)
		txo_buffer_printf(&b, "P%d,3,%d\n", i, i * step % wide);
	check("digit-preference", b.p, expected);
	txo_buffer_release(&b);
}

static void round_scores_are_told_if_they_are_many(void **state)
{
	(void)state;
	check_digits(100, 5, 100, "2 T515 score=\n");
	check_digits(99, 5, 100, "");
	check_digits(100, 7, 100, "");
	check_digits(1000, 5, 25, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_course_has_no_fault),
		cmocka_unit_test(numbers_of_sessions_have_no_gaps),
		cmocka_unit_test(gaps_are_found_in_any_order_of_rows),
		cmocka_unit_test(dates_rise_with_the_sessions),
		cmocka_unit_test(days_between_sessions_are_as_usual),
		cmocka_unit_test(one_cause_is_one_fault),
		cmocka_unit_test(a_course_has_a_baseline_and_a_final_score),
		cmocka_unit_test(a_course_has_a_usual_number_of_sessions),
		cmocka_unit_test(session_numbers_are_whole),
		cmocka_unit_test(courses_are_told_apart_by_their_column),
		cmocka_unit_test(a_visit_is_no_session_unless_asked_for),
		cmocka_unit_test(courses_run_over_all_files),
		cmocka_unit_test(keys_run_over_all_files),
		cmocka_unit_test(equal_rows_are_told_of_patients_only),
		cmocka_unit_test(a_code_is_told_with_its_first_place),
		cmocka_unit_test(a_comma_without_a_witness_is_told_at_its_line),
		cmocka_unit_test(rows_out_of_shape_are_judged_no_further),
		cmocka_unit_test(names_of_columns_are_judged),
		cmocka_unit_test(constant_scores_are_told_from_twenty_on),
		cmocka_unit_test(round_scores_are_told_if_they_are_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
