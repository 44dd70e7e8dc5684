#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sample.h"
#include "txo/dist.h"
#include "txo/groups.h"
#include "txo/note.h"
#include "txo/running.h"

/* extra hours of sleep by drug, as R's data set sleep has them */
static const double drug1[] = {
	0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2
};
static const double drug2[] = { 1.9, 0.8, 1.1, 0.1, -0.1,
				4.4, 5.5, 1.6, 4.6, 3.4 };

static struct txo_running add_all(const double *x, size_t n)
{
	struct txo_running r = { 0 };

	for (size_t i = 0; i < n; i++)
		txo_running_add(&r, x[i], 0, 1);
	return r;
}

/* t.test(drug1) */
static void a_mean_is_that_of_the_sample(void **state)
{
	struct txo_running r = add_all(drug1, COUNT(drug1));
	struct txo_estimate e = txo_running_mean(&r, 0.95);

	(void)state;
	assert_near(e.estimate, 0.75, 1e-15);
	assert_near(e.conf_low, -0.52978041352623217, 1e-13);
	assert_near(e.conf_high, 2.02978041352623206, 1e-13);
	assert_same(e.df, 9.0);
	assert_int_equal(e.note, 0);
}

/* t.test(drug2 - drug1), of changes that are the nearest doubles */
static void a_mean_change_is_tested_against_zero(void **state)
{
	static const double change[] = { 1.2, 2.4, 1.3, 1.3, 0,
					 1,   1.8, 0.8, 4.6, 1.4 };
	struct txo_running r = add_all(change, COUNT(change));
	struct txo_estimate e = txo_running_change(&r, 0.95);

	(void)state;
	assert_near(e.estimate, 1.58, 1e-15);
	assert_near(e.statistic, 4.0621276833820366, 1e-14);
	assert_near(e.p_value, 0.0028328901973842953, 1e-13);
	assert_near(e.conf_low, 0.7001142367230175, 1e-13);
	assert_near(e.conf_high, 2.4598857632769824, 1e-13);
}

/* t.test(drug1, drug2) */
static void two_means_differ_as_welch_says(void **state)
{
	struct txo_running a = add_all(drug1, COUNT(drug1));
	struct txo_running b = add_all(drug2, COUNT(drug2));
	struct txo_estimate e = txo_running_welch(&a, &b, 0.95);

	(void)state;
	assert_near(e.estimate, -1.58, 1e-15);
	assert_near(e.statistic, -1.8608134674868526, 1e-14);
	assert_near(e.df, 17.776473516178498, 1e-14);
	assert_near(e.p_value, 0.079394140187358054, 1e-13);
}

static void a_weight_is_as_many_values(void **state)
{
	struct txo_running once = { 0 }, often = { 0 };
	struct txo_estimate a, b;

	(void)state;
	for (int i = 0; i < 3; i++)
		txo_running_add(&once, 0.1, 0, 1);
	txo_running_add(&once, 0.7, 0, 1);
	txo_running_add(&often, 0.1, 0, 3);
	txo_running_add(&often, 0.7, 0, 1);
	a = txo_running_mean(&once, 0.9);
	b = txo_running_mean(&often, 0.9);
	assert_same(a.estimate, b.estimate);
	assert_same(a.std_error, b.std_error);
	assert_int_equal(often.n, 4);
}

static void far_from_zero_nothing_is_lost(void **state)
{
	struct txo_running r = { 0 };
	struct txo_estimate e;

	(void)state;
	for (int i = 0; i < 1001; i++)
		txo_running_add(&r, 1e15 + (i % 2), 0, 1);
	e = txo_running_mean(&r, 0.95);
	/* 500 of 1001 are one more: var = 500 * 501 / 1001 / 1000 */
	assert_same(e.estimate, 1e15 + 0.5);
	assert_near(e.std_error, 0.015811380410933482, 1e-12);
}

static void what_is_undefined_is_empty_with_a_note(void **state)
{
	struct txo_running r = { 0 };
	struct txo_estimate e = txo_running_change(&r, 0.95);

	(void)state;
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_NODATA);
	txo_running_add(&r, 2.5, 0, 1);
	e = txo_running_change(&r, 0.95);
	assert_same(e.estimate, 2.5);
	assert_nan(e.p_value);
	assert_int_equal(e.note, TXO_NOTE_SMALLN);
	txo_running_add(&r, 2.5, 0, 1000000000);
	e = txo_running_change(&r, 0.95);
	assert_same(e.estimate, 2.5);
	assert_nan(e.std_error);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	txo_running_add(&r, -1e308, 0, 4);
	e = txo_running_change(&r, 0.95);
	assert_nan(e.conf_low);
	assert_int_equal(e.note, TXO_NOTE_OVERFLOW);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mean_is_that_of_the_sample),
		cmocka_unit_test(a_mean_change_is_tested_against_zero),
		cmocka_unit_test(two_means_differ_as_welch_says),
		cmocka_unit_test(a_weight_is_as_many_values),
		cmocka_unit_test(far_from_zero_nothing_is_lost),
		cmocka_unit_test(what_is_undefined_is_empty_with_a_note),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
