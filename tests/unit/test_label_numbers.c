#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "data/label_numbers.h"
#include "feed.h"
#include "intake.h"

struct asked {
	struct taken t;
	struct txo_frames fs;
	struct txo_arena arena;
	struct txo_label_numbers ln;
};

/* What the labels of the rows are, where commas part no fields. */
static void ask(struct asked *a, const char *const *rows, size_t n,
		const struct txo_cell_rules *rules)
{
	struct txo_label_reading how = { .rules = rules };

	*a = (struct asked){ .ln = { .projection = 0 } };
	how.arena = &a->arena;
	begin(&a->t, "what");
	project(&a->t, use(&a->t, "what", TXO_LABEL), true);
	take_all(&a->t, rows, n);
	assert_int_equal(txo_frames_init(&a->fs, &a->t.in, &a->t.err), TXO_OK);
	assert_int_equal(txo_label_numbers_find(&a->ln, &a->fs, &how,
						&a->t.err),
			 TXO_OK);
}

static void done(struct asked *a)
{
	txo_frames_release(&a->fs);
	txo_arena_release(&a->arena);
	end(&a->t);
}

static bool all_are(const char *const *rows, size_t n)
{
	static const struct txo_cell_rules plain = { .exact_labels = false };
	struct asked a;
	bool all;

	ask(&a, rows, n, &plain);
	all = a.ln.all;
	done(&a);
	return all;
}

static void labels_that_all_are_numbers_have_values(void **state)
{
	static const char *const rows[] = { "10", "9.5", "-1", "", "9.50" };
	static const struct txo_cell_rules plain = { .exact_labels = false };
	struct asked a;
	struct txo_frame f;

	(void)state;
	ask(&a, rows, COUNT(rows), &plain);
	assert_true(a.ln.all);
	assert_int_equal(a.ln.n, 4);
	assert_int_equal(a.ln.distinct, 3);
	assert_int_equal(a.ln.code, 0);
	f = txo_frames_get(&a.fs, 0, 0);
	assert_same(a.ln.x[f.column[0].label[0]], -1.0);
	assert_same(a.ln.x[f.column[0].label[1]], 9.5);
	assert_same(a.ln.x[f.column[0].label[2]], 9.5);
	assert_same(a.ln.x[f.column[0].label[3]], 10.0);
	done(&a);
}

static void one_other_label_makes_names_of_all(void **state)
{
	static const char *const words[] = { "1", "2", "x", "y" };
	static const char *const names[] = { "1", "007" };
	static const char *const percent[] = { "1%", "2" };
	static const char *const none[] = { "", "NA" };
	static const char *const zeros[] = { "0", "0.5", "-0" };
	static const struct txo_cell_rules plain = { .exact_labels = false };
	struct asked a;
	const struct txo_label_reading how = { .rules = &plain,
					       .arena = &a.arena };

	(void)state;
	assert_false(all_are(names, COUNT(names)));
	ask(&a, names, COUNT(names), &plain);
	a.ln.zeros = true;
	assert_int_equal(txo_label_numbers_find(&a.ln, &a.fs, &how, NULL),
			 TXO_OK);
	assert_true(a.ln.all);
	done(&a);
	assert_false(all_are(percent, COUNT(percent)));
	assert_false(all_are(none, COUNT(none)));
	assert_true(all_are(zeros, COUNT(zeros)));
	ask(&a, words, COUNT(words), &plain);
	assert_false(a.ln.all);
	assert_int_equal(a.ln.n, 2);
	assert_text(a.ln.other, "x");
	done(&a);
}

static void a_code_for_missing_stands_out(void **state)
{
	static const char *const rows[] = { "5", "-99", "7", "-99.0" };
	static const char *const below[] = { "5", "-99", "-7" };
	static const struct txo_text word = { "-99", 3 };
	struct txo_cell_rules rules = { .exact_labels = false };
	struct asked a;

	(void)state;
	ask(&a, rows, COUNT(rows), &rules);
	assert_int_equal(a.ln.code, -99);
	done(&a);
	ask(&a, below, COUNT(below), &rules);
	assert_int_equal(a.ln.code, 0);
	done(&a);
	rules.missing = (struct txo_missing){ &word, 1 };
	ask(&a, rows, COUNT(rows), &rules);
	assert_true(a.ln.all);
	assert_int_equal(a.ln.code, 0);
	assert_int_equal(a.ln.distinct, 2);
	done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_that_all_are_numbers_have_values),
		cmocka_unit_test(one_other_label_makes_names_of_all),
		cmocka_unit_test(a_code_for_missing_stands_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
