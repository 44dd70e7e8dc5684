#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "feed.h"
#include "intake.h"

static void make_frames(struct txo_frames *fs, struct taken *t)
{
	assert_int_equal(txo_frames_init(fs, &t->in, &t->err), TXO_OK);
}

static void numbers_are_sorted_and_keep_their_low_parts(void **state)
{
	static const char *const rows[] = { "10",   "NA", "9", "10000000.2",
					    "10.0", "-1", "",  "1e1" };
	static const double x[] = { -1, 9, 10, 10000000.2, NAN };
	static const uint64_t w[] = { 1, 1, 3, 1, 2 };
	struct txo_frames fs;
	struct txo_frame f;
	struct taken t;

	(void)state;
	begin(&t, "score");
	project(&t, use(&t, "score", TXO_NUMBER), false);
	take_all(&t, rows, COUNT(rows));
	make_frames(&fs, &t);
	assert_int_equal(fs.groups, 1);
	assert_int_equal(fs.projections, 1);
	f = txo_frames_get(&fs, 0, 0);
	assert_int_equal(f.rows, COUNT(x));
	assert_int_equal(f.columns, 1);
	assert_int_equal(f.projection, 0);
	assert_text(f.column[0].name, "score");
	assert_int_equal(f.column[0].type, TXO_NUMBER);
	for (size_t i = 0; i < COUNT(x); i++) {
		assert_same(f.column[0].x[i], x[i]);
		assert_int_equal(f.weight[i], w[i]);
	}
	assert_near(f.column[0].lo[3], 7.450580596923829e-10, 1e-15);
	assert_same(f.column[0].lo[4], 0.0);
	txo_frames_release(&fs);
	end(&t);
}

static void labels_are_sorted_with_missing_last(void **state)
{
	static const char *const rows[] = { "scar", "acne", "",	   "10",
					    "9",    "acne", "Acne" };
	static const char *const labels[] = { "9", "10", "Acne", "acne",
					      "scar" };
	static const uint64_t w[] = { 1, 1, 1, 2, 1, 1 };
	struct txo_frames fs;
	struct txo_frame f;
	struct taken t;

	(void)state;
	begin(&t, "concern");
	project(&t, use(&t, "concern", TXO_LABEL), true);
	t.in.rules.exact_labels = true;
	take_all(&t, rows, COUNT(rows));
	make_frames(&fs, &t);
	f = txo_frames_get(&fs, 0, 0);
	assert_int_equal(f.rows, COUNT(w));
	assert_null(f.column[0].x);
	for (size_t i = 0; i < COUNT(labels); i++) {
		assert_int_equal(f.column[0].label[i], i);
		assert_text(f.column[0].labels[i], labels[i]);
	}
	assert_int_equal(f.column[0].label[5], TXO_MISSING);
	assert_memory_equal(f.weight, w, sizeof(w));
	txo_frames_release(&fs);
	end(&t);
}

static void dates_are_day_numbers(void **state)
{
	static const char *const rows[] = { "2024-03", "1970-01-11",
					    "2024-03-01T10:00", "1969-12-31" };
	static const double days[] = { -1, 10, 19783 };
	struct txo_frames fs;
	struct txo_frame f;
	struct taken t;

	(void)state;
	begin(&t, "day");
	project(&t, use(&t, "day", TXO_DATE), false);
	take_all(&t, rows, COUNT(rows));
	make_frames(&fs, &t);
	f = txo_frames_get(&fs, 0, 0);
	assert_int_equal(f.rows, 3);
	assert_int_equal(f.column[0].type, TXO_DATE);
	assert_memory_equal(f.column[0].x, days, sizeof(days));
	txo_frames_release(&fs);
	end(&t);
}

static void rows_are_sorted_by_their_columns_in_turn(void **state)
{
	static const char *const rows[] = { "2,b", "1,b", "2,a", ",a",
					    "1,",  "1,b", "," };
	static const double want[] = { 1, 1, 2, 2, NAN, NAN };
	static const uint32_t y[] = { 1, TXO_MISSING, 0, 1, 0, TXO_MISSING };
	static const uint64_t w[] = { 2, 1, 1, 1, 1, 1 };
	struct txo_frames fs;
	struct txo_frame f;
	struct taken t;
	size_t x;

	(void)state;
	begin(&t, "x,y");
	x = use(&t, "x", TXO_NUMBER);
	project_both(&t, x, use(&t, "y", TXO_LABEL), true);
	take_all(&t, rows, COUNT(rows));
	make_frames(&fs, &t);
	f = txo_frames_get(&fs, 0, 0);
	assert_int_equal(f.rows, COUNT(want));
	assert_int_equal(f.columns, 2);
	for (size_t i = 0; i < COUNT(want); i++)
		assert_same(f.column[0].x[i], want[i]);
	assert_memory_equal(f.column[1].label, y, sizeof(y));
	assert_memory_equal(f.weight, w, sizeof(w));
	txo_frames_release(&fs);
	end(&t);
}

static void groups_come_sorted_and_apart(void **state)
{
	static const char *const rows[] = {
		"10,b,1", "9,a,2", "9,b,3", "x,a,4",   ",a,5",
		"9,a,6",  "9,,7",  "9,a,2", "10,b,NA",
	};
	static const char *const clinic[] = { "9", "9", "10", "x" };
	static const char *const arm[] = { "a", "b", "b", "a" };
	static const uint64_t weights[] = { 3, 1, 2, 1 };
	static const double least[] = { 2, 3, 1, 4 };
	struct txo_frames fs;
	struct taken t;

	(void)state;
	begin(&t, "clinic,arm,score");
	group_by(&t, "clinic");
	group_by(&t, "arm");
	project(&t, use(&t, "score", TXO_NUMBER), false);
	take_all(&t, rows, COUNT(rows));
	make_frames(&fs, &t);
	assert_int_equal(fs.groups, COUNT(clinic));
	for (size_t g = 0; g < fs.groups; g++) {
		struct txo_frame f = txo_frames_get(&fs, g, 0);
		uint64_t total = 0;

		assert_text(txo_frames_group(&fs, g, 0), clinic[g]);
		assert_text(txo_frames_group(&fs, g, 1), arm[g]);
		assert_int_equal(f.columns, 1);
		for (size_t i = 0; i < f.rows; i++)
			total += f.weight[i];
		assert_int_equal(total, weights[g]);
		assert_same(f.column[0].x[0], least[g]);
	}
	txo_frames_release(&fs);
	end(&t);
}

static void each_projection_has_all_groups(void **state)
{
	static const char *const rows[] = { "b,1,x", "a,,y", "b,,", "c,,",
					    "a,3,y" };
	struct txo_frames fs;
	struct txo_frame f;
	struct taken t;

	(void)state;
	begin(&t, "clinic,score,concern");
	group_by(&t, "clinic");
	project(&t, use(&t, "score", TXO_NUMBER), false);
	project(&t, use(&t, "concern", TXO_LABEL), false);
	take_all(&t, rows, COUNT(rows));
	make_frames(&fs, &t);
	assert_int_equal(fs.groups, 3);
	assert_int_equal(fs.projections, 2);
	f = txo_frames_get(&fs, 0, 0);	/* a: 3, missing */
	assert_int_equal(f.rows, 2);
	f = txo_frames_get(&fs, 0, 1);	/* a: y twice */
	assert_int_equal(f.rows, 1);
	assert_int_equal(f.projection, 1);
	assert_int_equal(f.weight[0], 2);
	assert_text(f.column[0].labels[f.column[0].label[0]], "y");
	f = txo_frames_get(&fs, 2, 0);	/* c: nothing but missing */
	assert_int_equal(f.rows, 1);
	assert_nan(f.column[0].x[0]);
	f = txo_frames_get(&fs, 2, 1);
	assert_int_equal(f.column[0].label[0], TXO_MISSING);
	txo_frames_release(&fs);
	end(&t);
}

static void no_rows_make_no_groups(void **state)
{
	struct txo_frames fs;
	struct taken t;

	(void)state;
	begin(&t, "clinic,score");
	group_by(&t, "clinic");
	project(&t, use(&t, "score", TXO_NUMBER), false);
	take_all(&t, NULL, 0);
	make_frames(&fs, &t);
	assert_int_equal(fs.groups, 0);
	txo_frames_release(&fs);
	end(&t);
}

/* Take `rows` in, from the k-th on and round; the frame's bytes as text. */
static void describe(const char *const *rows, size_t n, size_t k, char *out,
		     size_t size)
{
	struct txo_frames fs;
	struct taken t;
	size_t at = 0;

	begin(&t, "clinic,score,n");
	group_by(&t, "clinic");
	project(&t, use(&t, "score", TXO_NUMBER), false);
	t.s.weight = 2;
	take_all(&t, NULL, 0);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(take(&t, rows[(k + 5 * i) % n], 2), TXO_OK);
	make_frames(&fs, &t);
	for (size_t g = 0; g < fs.groups; g++) {
		struct txo_frame f = txo_frames_get(&fs, g, 0);

		for (size_t i = 0; i < f.rows; i++)
			at += (size_t)snprintf(
				out + at, size - at, "%.*s %a %a %d;",
				(int)txo_frames_group(&fs, g, 0).n,
				txo_frames_group(&fs, g, 0).p, f.column[0].x[i],
				f.column[0].lo[i], (int)f.weight[i]);
		assert_true(at < size);
	}
	txo_frames_release(&fs);
	end(&t);
}

static void frames_do_not_depend_on_the_order_of_rows(void **state)
{
	static const char *const rows[] = {
		"A,0.1,1",
		"A,0.2,2",
		"A,0.10,3",
		"B,7,1",
		"10,7.0,1",
		"9,1e300,1",
		"A,0.1000000000000000055511151231257827,1",
		"B,70e-1,4",
	};
	char first[1024], other[1024];

	(void)state;
	describe(rows, COUNT(rows), 0, first, sizeof(first));
	for (size_t k = 1; k < COUNT(rows); k++) {
		describe(rows, COUNT(rows), k, other, sizeof(other));
		assert_string_equal(other, first);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_sorted_and_keep_their_low_parts),
		cmocka_unit_test(labels_are_sorted_with_missing_last),
		cmocka_unit_test(dates_are_day_numbers),
		cmocka_unit_test(rows_are_sorted_by_their_columns_in_turn),
		cmocka_unit_test(groups_come_sorted_and_apart),
		cmocka_unit_test(each_projection_has_all_groups),
		cmocka_unit_test(no_rows_make_no_groups),
		cmocka_unit_test(frames_do_not_depend_on_the_order_of_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
