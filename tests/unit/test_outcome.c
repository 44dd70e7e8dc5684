#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>

#include <cmocka.h>

#include "txo/note.h"
#include "txo/outcome.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define NONE NAN
#define MOST 8

/* A row: date, number, score, how often. */
struct row {
	double date, number, score;
	uint64_t w;
};

/* A course, worked out by the rules; without arrays that are all missing. */
struct worked {
	double date[MOST], number[MOST], score[MOST], lo[MOST];
	uint64_t w[MOST];
	struct txo_place place[2 * MOST];
	size_t placed;
	struct txo_outcome o;
};

static const struct txo_outcome_rules first_last = {
	.baseline = TXO_BASELINE_FIRST,
	.final = TXO_FINAL_LAST,
	.better = -1,
	.best_possible = NAN,
};

static bool any(const double *x, size_t m)
{
	for (size_t i = 0; i < m; i++)
		if (!isnan(x[i]))
			return true;
	return false;
}

static struct txo_outcome work_out(struct worked *k, const struct row *row,
				   size_t m,
				   const struct txo_outcome_rules *rules,
				   double baseline)
{
	struct txo_sessions s = { .w = k->w, .m = m };

	for (size_t i = 0; i < m; i++) {
		k->date[i] = row[i].date;
		k->number[i] = row[i].number;
		k->score[i] = row[i].score;
		k->lo[i] = 0;
		k->w[i] = row[i].w;
	}
	s.date = any(k->date, m) ? k->date : NULL;
	s.number = any(k->number, m) ? k->number : NULL;
	s.score = k->score;
	s.score_lo = k->lo;
	k->o = (struct txo_outcome){ .baseline = { baseline, 0 } };
	k->placed = txo_sessions_order(&s, k->place);
	txo_outcome_find(&s, k->place, k->placed, rules, &k->o);
	txo_outcome_change(rules, &k->o);
	return k->o;
}

#define OUTCOME(rows, rules) work_out(&k, rows, COUNT(rows), rules, NAN)

static void a_course_goes_from_its_first_score_to_its_last(void **state)
{
	const struct row rows[] = { { 10, 1, 50, 1 },
				    { 38, 2, 30, 1 },
				    { 66, 3, 40, 1 } };
	struct worked k;
	struct txo_outcome o = OUTCOME(rows, &first_last);

	(void)state;
	assert_int_equal(o.sessions, 3);
	assert_true(o.first_date == 10 && o.last_date == 66);
	assert_true(o.baseline.hi == 50 && o.final.hi == 40 && o.best.hi == 30);
	assert_true(o.change == -10 && o.percent_change == -20);
	assert_true(o.improvement == 10);
	assert_true(isnan(o.percent_possible));
	assert_int_equal(o.note, 0);
}

static void the_visit_before_the_first_session_is_no_session(void **state)
{
	const struct row rows[] = { { 1, 0, 60, 1 }, { 10, 1, 50, 1 } };
	struct worked k;
	struct txo_outcome o = OUTCOME(rows, &first_last);

	(void)state;
	assert_int_equal(o.sessions, 1);
	assert_true(o.first_date == 10 && o.last_date == 10);
	assert_true(o.baseline.hi == 60 && o.final.hi == 50);
	o = work_out(&k, rows, 1, &first_last, NAN);
	assert_int_equal(o.sessions, 0);
	assert_true(isnan(o.first_date) && isnan(o.final.hi));
	assert_int_equal(o.note, TXO_NOTE_INCOMPLETE);
}

static void one_session_has_no_change_from_its_own_score(void **state)
{
	const struct row rows[] = { { 10, 1, 50, 1 } };
	struct worked k;
	struct txo_outcome o = OUTCOME(rows, &first_last);

	(void)state;
	assert_true(o.baseline.hi == 50);
	assert_true(isnan(o.final.hi) && isnan(o.best.hi) && isnan(o.change) &&
		    isnan(o.improvement));
	assert_int_equal(o.note, TXO_NOTE_INCOMPLETE);
}

static void a_baseline_that_is_given_leaves_all_sessions_to_the_final(void **s)
{
	const struct row rows[] = { { 10, 1, 50, 1 } };
	struct txo_outcome_rules rules = first_last;
	struct worked k;
	struct txo_outcome o;

	(void)s;
	rules.baseline = TXO_BASELINE_GIVEN;
	o = work_out(&k, rows, 1, &rules, 80);
	assert_true(o.change == -30 && o.best.hi == 50);
	assert_int_equal(o.note, 0);
	o = work_out(&k, rows, 1, &rules, NAN);
	assert_true(isnan(o.change) && o.final.hi == 50);
	assert_int_equal(o.note, TXO_NOTE_INCOMPLETE);
	rules.baseline = TXO_BASELINE_NONE;
	o = work_out(&k, rows, 1, &rules, NAN);
	assert_int_equal(o.note, 0);
}

static void sessions_are_named_by_their_numbers(void **state)
{
	const struct row rows[] = { { NONE, 0, 70, 1 },
				    { NONE, 1, 60, 1 },
				    { NONE, 2, 50, 1 },
				    { NONE, 3, 55, 1 } };
	struct txo_outcome_rules rules = first_last;
	struct worked k;
	struct txo_outcome o;

	(void)state;
	rules.baseline = TXO_BASELINE_NUMBER;
	rules.baseline_number = 1;
	o = OUTCOME(rows, &rules);
	assert_true(o.baseline.hi == 60 && o.final.hi == 55 && o.best.hi == 50);
	rules.final = TXO_FINAL_NUMBER;
	rules.final_number = 2;
	assert_true(OUTCOME(rows, &rules).final.hi == 50);
	rules.final_number = 1;	/* no later session than the baseline */
	assert_true(isnan(OUTCOME(rows, &rules).final.hi));
	rules.final_number = 9;
	o = OUTCOME(rows, &rules);
	assert_true(isnan(o.final.hi));
	assert_int_equal(o.note, TXO_NOTE_INCOMPLETE);
	rules.baseline_number = 9;
	rules.final_number = 3;
	o = OUTCOME(rows, &rules);
	assert_true(isnan(o.baseline.hi) && o.final.hi == 55);
}

static void the_best_score_needs_a_direction(void **state)
{
	const struct row rows[] = { { 1, 1, 50, 1 },
				    { 2, 2, 30, 1 },
				    { 3, 3, 40, 1 },
				    { 4, 4, 60, 1 },
				    { 5, 5, 45, 1 } };
	struct txo_outcome_rules rules = first_last;
	struct worked k;
	struct txo_outcome o;

	(void)state;
	rules.final = TXO_FINAL_BEST;
	assert_true(OUTCOME(rows, &rules).final.hi == 30);
	rules.better = 1;
	o = OUTCOME(rows, &rules);
	assert_true(o.final.hi == 60 && o.improvement == 10);
	rules.final = TXO_FINAL_LAST;
	rules.better = 0;
	o = OUTCOME(rows, &rules);
	assert_true(o.final.hi == 45 && isnan(o.best.hi));
	assert_true(o.change == -5 && isnan(o.improvement));
}

static void sessions_without_a_score_count(void **state)
{
	const struct row rows[] = { { 1, 1, NONE, 1 },
				    { 2, 2, 30, 1 },
				    { 3, 3, 20, 1 },
				    { 4, 4, NONE, 1 } };
	struct worked k;
	struct txo_outcome o = OUTCOME(rows, &first_last);

	(void)state;
	assert_int_equal(o.sessions, 4);
	assert_true(o.baseline.hi == 30 && o.final.hi == 20);
	assert_true(o.first_date == 1 && o.last_date == 4);
	assert_int_equal(o.note, TXO_NOTE_INCOMPLETE);
	o = work_out(&k, rows, 1, &first_last, NAN);
	assert_int_equal(o.sessions, 1);
	assert_int_equal(o.note, TXO_NOTE_INCOMPLETE);
}

static void rows_of_one_number_and_day_are_one_session(void **state)
{
	const struct row same[] = { { 1, 1, 50, 3 }, { 2, 2, 30, 2 } };
	const struct row rescored[] = { { 1, 1, 50, 1 },
					{ 2, 2, 30, 1 },
					{ 2, 2, 40, 1 } };
	const struct row half[] = { { 1, 1, 50, 1 },
				    { 2, 2, 30, 1 },
				    { 2, 2, NONE, 1 } };
	const struct row moved[] = { { 1, 1, 50, 1 },
				     { 2, 2, 30, 1 },
				     { 9, 2, 30, 1 } };
	struct worked k;
	struct txo_outcome o = OUTCOME(same, &first_last);

	(void)state;
	assert_int_equal(o.sessions, 2);
	assert_int_equal(o.note, 0);
	o = OUTCOME(rescored, &first_last);
	assert_int_equal(o.sessions, 2);
	assert_true(o.final.hi == 40);
	assert_int_equal(o.note, TXO_NOTE_TIES);
	o = OUTCOME(half, &first_last);
	assert_int_equal(o.sessions, 2);
	assert_int_equal(o.note, 0);
	o = OUTCOME(moved, &first_last);
	assert_int_equal(o.sessions, 3);
	assert_int_equal(o.note, TXO_NOTE_TIES);
}

static void the_final_is_of_another_session_than_the_baseline(void **state)
{
	const struct row rescored[] = { { 1, 1, 50, 1 }, { 1, 1, 60, 1 } };
	struct worked k;
	struct txo_outcome o = OUTCOME(rescored, &first_last);

	(void)state;
	assert_int_equal(o.sessions, 1);
	assert_true(o.baseline.hi == 50 && isnan(o.final.hi));
	assert_int_equal(o.note, TXO_NOTE_TIES | TXO_NOTE_INCOMPLETE);
}

static void rows_without_a_number_are_a_session_each(void **state)
{
	const struct row equal[] = { { 1, NONE, 50, 2 } };
	const struct row tied[] = { { 1, NONE, 50, 1 },
				    { 2, NONE, 30, 1 },
				    { 2, NONE, 40, 1 },
				    { 2, NONE, NONE, 1 } };
	const struct row between[] = { { 1, NONE, 50, 1 },
				       { 2, NONE, 30, 1 },
				       { 2, NONE, 40, 1 },
				       { 3, NONE, 20, 1 } };
	struct worked k;
	struct txo_outcome o = OUTCOME(equal, &first_last);

	(void)state;
	assert_int_equal(o.sessions, 2);
	assert_true(o.change == 0 && !signbit(o.change));
	assert_true(o.improvement == 0 && !signbit(o.improvement));
	assert_int_equal(o.note, 0);
	o = OUTCOME(tied, &first_last);
	assert_int_equal(o.sessions, 4);
	assert_true(o.final.hi == 40);
	assert_int_equal(o.note, TXO_NOTE_TIES | TXO_NOTE_INCOMPLETE);
	o = OUTCOME(between, &first_last);
	assert_int_equal(o.note, 0);
}

static void numbers_give_the_order_where_a_date_is_missing(void **state)
{
	/* sorted by date, the missing one last */
	const struct row rows[] = { { 5, 2, 40, 1 },
				    { 9, 3, 30, 1 },
				    { NONE, 1, 50, 1 } };
	struct worked k;
	struct txo_outcome o = OUTCOME(rows, &first_last);

	(void)state;
	assert_int_equal(k.placed, 3);
	assert_true(o.baseline.hi == 50 && o.final.hi == 30);
	assert_true(o.first_date == 5 && o.last_date == 9);
	assert_int_equal(o.note, TXO_NOTE_INCOMPLETE);
}

static void dates_go_before_numbers(void **state)
{
	const struct row rows[] = { { 5, 3, 40, 1 }, { 9, 1, 30, 1 } };
	struct worked k;
	struct txo_outcome o = OUTCOME(rows, &first_last);

	(void)state;
	assert_true(o.baseline.hi == 40 && o.final.hi == 30);
	assert_int_equal(o.note, 0);
}

static void a_row_without_date_and_number_has_no_place(void **state)
{
	const struct row rows[] = { { 5, 1, 40, 1 },
				    { 9, 2, 30, 1 },
				    { NONE, NONE, 10, 1 } };
	const struct row dated[] = { { 5, NONE, 40, 1 },
				     { 9, NONE, 30, 1 },
				     { NONE, 7, 10, 1 } };
	struct worked k;
	struct txo_outcome o = OUTCOME(rows, &first_last);

	(void)state;
	assert_int_equal(k.placed, 2);
	assert_int_equal(o.sessions, 3);
	assert_true(o.final.hi == 30 && o.best.hi == 30);
	assert_int_equal(o.note, TXO_NOTE_INCOMPLETE);
	o = OUTCOME(dated, &first_last);
	assert_int_equal(k.placed, 2);
	assert_int_equal(o.sessions, 3);
	assert_true(o.final.hi == 30);
}

static void numbers_that_stand_twice_are_seen_wherever_they_are(void **state)
{
	const struct row rows[] = { { 1, 1, 50, 1 },
				    { 5, 2, 40, 1 },
				    { 9, 1, 30, 1 },
				    { 12, 2, 20, 1 } };
	struct worked k;
	struct txo_outcome o = OUTCOME(rows, &first_last);

	(void)state;
	assert_int_equal(o.sessions, 4);
	assert_true(o.final.hi == 20);
	assert_int_equal(o.note, TXO_NOTE_TIES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_course_goes_from_its_first_score_to_its_last),
		cmocka_unit_test(
			the_visit_before_the_first_session_is_no_session),
		cmocka_unit_test(one_session_has_no_change_from_its_own_score),
		cmocka_unit_test(
			a_baseline_that_is_given_leaves_all_sessions_to_the_final),
		cmocka_unit_test(sessions_are_named_by_their_numbers),
		cmocka_unit_test(the_best_score_needs_a_direction),
		cmocka_unit_test(sessions_without_a_score_count),
		cmocka_unit_test(rows_of_one_number_and_day_are_one_session),
		cmocka_unit_test(
			the_final_is_of_another_session_than_the_baseline),
		cmocka_unit_test(rows_without_a_number_are_a_session_each),
		cmocka_unit_test(
			numbers_give_the_order_where_a_date_is_missing),
		cmocka_unit_test(dates_go_before_numbers),
		cmocka_unit_test(a_row_without_date_and_number_has_no_place),
		cmocka_unit_test(
			numbers_that_stand_twice_are_seen_wherever_they_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
