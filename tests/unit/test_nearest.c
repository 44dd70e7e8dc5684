#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/nearest.h"
#include "near.h"

#define NONE "(none)"

/* The name that is nearest among the columns of a typical file. */
static const char *nearest(const char *name)
{
	static const char *const columns[] = { "patient",	"sessions",
					       "score",		"skin_type",
					       "improvement",	"fee",
					       "Baseline score" };
	struct txo_text names[COUNT(columns)];
	size_t n = COUNT(columns), i;

	for (i = 0; i < n; i++)
		names[i] = txo_text(columns[i]);
	i = txo_nearest(txo_text(name), names, n);
	return i < n ? columns[i] : NONE;
}

static void an_edit_is_near(void **state)
{
	static const char *const near[][2] = {
		{ "scoer", "score" },	/* neighbours swapped */
		{ "scor", "score" },	/* one left out */
		{ "sscore", "score" },	/* one too many */
		{ "acore", "score" },	/* another letter */
		{ "pateint", "patient" }, { "imporvment", "improvement" },
		{ "Scoer", "score" },	  { "FEES", "fee" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(near); i++)
		assert_string_equal(nearest(near[i][0]), near[i][1]);
}

static void names_are_compared_folded(void **state)
{
	(void)state;
	assert_string_equal(nearest("Skin-Tpye"), "skin_type");
	assert_string_equal(nearest("SKIN TYPE"), "skin_type");
	assert_string_equal(nearest("baseline_scor"), "Baseline score");
	assert_string_equal(nearest("pati\xc3\xa9nt"), "patient");
}

static void a_beginning_of_three_letters_is_near(void **state)
{
	(void)state;
	assert_string_equal(nearest("imp"), "improvement");
	assert_string_equal(nearest("base"), "Baseline score");
	assert_string_equal(nearest("patient_id_number"), "patient");
}

static void what_is_far_is_not_suggested(void **state)
{
	(void)state;
	assert_string_equal(nearest(""), NONE);
	assert_string_equal(nearest("x"), NONE);
	assert_string_equal(nearest("weight"), NONE);
	assert_string_equal(nearest("zzz"), NONE);
	assert_int_equal(txo_nearest(txo_text("a"), NULL, 0), 0);
}

static void long_names_do_no_harm(void **state)
{
	char name[1000];
	struct txo_text names[] = { { name, sizeof(name) }, { name, 65 } };

	(void)state;
	memset(name, 'x', sizeof(name));
	assert_int_equal(txo_nearest(names[0], names, 2), 0);
	assert_int_equal(txo_nearest(txo_text("y"), names, 2), 2);
}

static void the_nearest_and_the_list_are_said(void **state)
{
	struct txo_text names[] = { txo_text("mean"), txo_text("median") };
	struct txo_buffer b = { 0 };

	(void)state;
	txo_nearest_say(&b, txo_text("medain"), "statistics", names, 2);
	assert_string_equal(b.p, "; did you mean 'median'? The statistics "
				 "are: mean, median");
	txo_buffer_clear(&b);
	txo_nearest_say(&b, txo_text("zzz"), "statistics", names, 2);
	assert_string_equal(b.p, ". The statistics are: mean, median");
	txo_buffer_release(&b);
}

static void a_list_ends_after_forty_names(void **state)
{
	static char text[50][8];
	struct txo_text names[COUNT(text)];
	struct txo_buffer b = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(text); i++) {
		snprintf(text[i], sizeof(text[i]), "c%zu", i + 1);
		names[i] = txo_text(text[i]);
	}
	txo_nearest_say(&b, txo_text("nothing"), "columns", names, 50);
	assert_non_null(strstr(b.p, ", c39, c40 and 10 more"));
	assert_null(strstr(b.p, "c41"));
	txo_buffer_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_edit_is_near),
		cmocka_unit_test(names_are_compared_folded),
		cmocka_unit_test(a_beginning_of_three_letters_is_near),
		cmocka_unit_test(what_is_far_is_not_suggested),
		cmocka_unit_test(long_names_do_no_harm),
		cmocka_unit_test(the_nearest_and_the_list_are_said),
		cmocka_unit_test(a_list_ends_after_forty_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
