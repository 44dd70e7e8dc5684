#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cloud.h"
#include "near.h"
#include "txo/ancova.h"
#include "txo/note.h"

#define GROUPS 3

struct trial {
	struct cloud cloud[GROUPS];
	struct txo_pre_post group[GROUPS];
	struct txo_ancova a;
};

/* n pairs of each group, one group behind the other. */
static void try(struct trial *t, const double *pre, const double *post,
		const size_t *n, size_t k)
{
	struct txo_error err = { 0 };

	for (size_t i = 0; i < k; i++) {
		struct txo_pairs p = cloud_of(&t->cloud[i], pre, post, n[i]);

		assert_int_equal(txo_pre_post_init(&t->group[i], &p, &err),
				 TXO_OK);
		pre += n[i];
		post += n[i];
	}
	assert_int_equal(txo_ancova_init(&t->a, t->group, k, &err), TXO_OK);
}

static void release(struct trial *t)
{
	for (size_t i = 0; i < t->a.k; i++)
		txo_pre_post_release(&t->group[i]);
	txo_ancova_release(&t->a);
}

static const double pre9[] = { 10, 12, 15, 11, 13, 18, 14, 9, 16 };
static const double post9[] = { 8, 9, 15, 6, 9, 12, 8, 9, 15 };
static const size_t n9[] = { 3, 4, 2 };

/*
 * m <- lm(post - pre ~ pre + g); coef(summary(m)); confint(m);
 * predict(m, data.frame(pre = mean(pre), g = levels(g)), se.fit = TRUE,
 * interval = "confidence")
 */
static void differences_and_means_agree_with_r(void **state)
{
	struct trial t;
	struct txo_estimate e;

	(void)state;
	try(&t, pre9, post9, n9, 3);
	assert_int_equal(t.a.note, 0);
	e = txo_ancova_difference(&t.a, 1, 0, 0.95);
	assert_near(e.estimate, -3.50857519788918193, 1e-14);
	assert_near(e.std_error, 0.9885818126590452, 1e-14);
	assert_near(e.statistic, -3.5490994806509395, 1e-14);
	assert_same(e.df, 5.0);
	assert_near(e.p_value, 0.01640319282522624, 1e-12);
	assert_near(e.conf_low, -6.0498056485509455, 1e-13);
	assert_near(e.conf_high, -0.9673447472274188, 1e-13);
	e = txo_ancova_difference(&t.a, 0, 1, 0.95);
	assert_near(e.estimate, 3.50857519788918193, 1e-14);
	e = txo_ancova_mean(&t.a, 2, 0.95);
	assert_near(e.estimate, -0.5274113163295222, 1e-13);
	assert_near(e.std_error, 0.8877885793895836, 1e-14);
	assert_near(e.conf_low, -2.809544512393753, 1e-13);
	assert_near(e.conf_high, 1.7547218797347088, 1e-13);
	release(&t);
}

/* anova(lm(d ~ pre), m); anova(m, lm(d ~ pre * g)) */
static void f_tests_agree_with_r(void **state)
{
	struct trial t;
	struct txo_estimate e;
	double df2;

	(void)state;
	try(&t, pre9, post9, n9, 3);
	e = txo_ancova_groups(&t.a, &df2);
	assert_near(e.statistic, 10.91691, 1e-6);
	assert_same(e.df, 2.0);
	assert_same(df2, 5.0);
	assert_near(e.p_value, 0.014987, 1e-4);
	e = txo_ancova_slopes(&t.a, &df2);
	assert_near(e.statistic, 1.48068, 1e-5);
	assert_same(e.df, 2.0);
	assert_same(df2, 3.0);
	assert_near(e.p_value, 0.357, 1e-3);
	release(&t);
}

/* Counting each pair a million million times scales the errors alone. */
static void weights_count_as_repeated_pairs(void **state)
{
	struct trial t;
	struct txo_error err = { 0 };
	struct txo_estimate one, many;
	uint64_t times = 1000000000000;

	(void)state;
	try(&t, pre9, post9, n9, 3);
	one = txo_ancova_difference(&t.a, 2, 0, 0.95);
	release(&t);
	try(&t, pre9, post9, n9, 3);
	txo_ancova_release(&t.a);
	for (size_t i = 0; i < 3; i++) {
		struct txo_pairs p = cloud_of(&t.cloud[i],
					      i == 0 ? pre9 :
					      i == 1 ? pre9 + 3 :
						       pre9 + 7,
					      i == 0 ? post9 :
					      i == 1 ? post9 + 3 :
						       post9 + 7,
					      n9[i]);

		txo_pre_post_release(&t.group[i]);
		cloud_multiply(&t.cloud[i], p.m, times);
		assert_int_equal(txo_pre_post_init(&t.group[i], &p, &err),
				 TXO_OK);
	}
	assert_int_equal(txo_ancova_init(&t.a, t.group, 3, &err), TXO_OK);
	many = txo_ancova_difference(&t.a, 2, 0, 0.95);
	assert_same(many.estimate, one.estimate);
	assert_same(many.df, 9e12 - 4);
	assert_near(many.std_error, one.std_error * sqrt(5 / (9e12 - 4)),
		    1e-13);
	release(&t);
}

static void a_constant_baseline_leaves_nothing_to_adjust(void **state)
{
	static const double pre[] = { 5, 5, 5, 5, 5, 5 };
	static const double post[] = { 3, 4, 5, 4, 6, 8 };
	static const size_t n[] = { 3, 3 };
	struct trial t;
	struct txo_estimate e;

	(void)state;
	try(&t, pre, post, n, 2);
	assert_int_equal(t.a.note, TXO_NOTE_CONST);
	e = txo_ancova_difference(&t.a, 1, 0, 0.95);
	assert_same(e.estimate, 2.0);
	assert_same(e.df, 4.0);
	/* t.test(var.equal = TRUE) */
	assert_near(e.std_error, sqrt((2 + 8) / 4.0 * 2 / 3), 1e-15);
	release(&t);
}

static void a_baseline_that_tells_the_group_cannot_be_adjusted(void **state)
{
	static const double pre[] = { 5, 5, 5, 7, 7, 7 };
	static const double post[] = { 3, 4, 5, 4, 6, 8 };
	static const size_t n[] = { 3, 3 };
	struct trial t;
	struct txo_estimate e;
	double df2;

	(void)state;
	try(&t, pre, post, n, 2);
	e = txo_ancova_difference(&t.a, 1, 0, 0.95);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	e = txo_ancova_mean(&t.a, 1, 0.95);
	assert_nan(e.estimate);
	e = txo_ancova_groups(&t.a, &df2);
	assert_nan(e.statistic);
	e = txo_ancova_slopes(&t.a, &df2);
	assert_nan(e.statistic);
	assert_nan(df2);
	release(&t);
}

static void a_group_without_pairs_is_left_out(void **state)
{
	static const size_t n[] = { 3, 0, 4 };
	struct trial t;
	struct txo_estimate e;
	double df2;

	(void)state;
	try(&t, pre9, post9, n, 3);
	e = txo_ancova_difference(&t.a, 1, 0, 0.95);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_NODATA);
	e = txo_ancova_difference(&t.a, 2, 0, 0.95);
	assert_same(e.df, 4.0);
	assert_int_equal(e.note, 0);
	e = txo_ancova_groups(&t.a, &df2);
	assert_same(e.df, 1.0);
	release(&t);
}

static void one_group_has_nothing_to_be_compared_with(void **state)
{
	static const size_t n[] = { 7 };
	struct trial t;
	struct txo_estimate e;
	double df2;

	(void)state;
	try(&t, pre9, post9, n, 1);
	e = txo_ancova_mean(&t.a, 0, 0.95);
	assert_near(e.estimate, t.group[0].mean_change, 1e-15);
	assert_int_equal(e.note, 0);
	e = txo_ancova_groups(&t.a, &df2);
	assert_nan(e.statistic);
	assert_int_equal(e.note, TXO_NOTE_FEWGROUPS);
	release(&t);
}

static void no_pair_at_all_is_nothing(void **state)
{
	static const size_t n[] = { 0, 0 };
	struct trial t;
	struct txo_estimate e;
	double df2;

	(void)state;
	try(&t, pre9, post9, n, 2);
	e = txo_ancova_difference(&t.a, 1, 0, 0.95);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_NODATA);
	e = txo_ancova_groups(&t.a, &df2);
	assert_nan(e.statistic);
	release(&t);
}

static void too_few_pairs_leave_no_error(void **state)
{
	static const size_t n[] = { 2, 1 };
	static const double pre[] = { 1, 2, 3 }, post[] = { 1, 1, 5 };
	struct trial t;
	struct txo_estimate e;

	(void)state;
	try(&t, pre, post, n, 2);
	e = txo_ancova_difference(&t.a, 1, 0, 0.95);
	assert_same(e.estimate, 4.0);
	assert_nan(e.std_error);
	assert_int_equal(e.note, TXO_NOTE_SMALLN);
	release(&t);
}

static void a_perfect_fit_leaves_no_error(void **state)
{
	static const size_t n[] = { 3, 3 };
	static const double pre[] = { 1, 2, 3, 2, 4, 6 };
	static const double post[] = { 1.5, 3, 4.5, 5, 8, 11 };
	struct trial t;
	struct txo_estimate e;
	double df2;

	(void)state;
	try(&t, pre, post, n, 2);
	e = txo_ancova_difference(&t.a, 1, 0, 0.95);
	assert_same(e.estimate, 2.0);
	assert_nan(e.p_value);
	assert_int_equal(e.note, TXO_NOTE_PERFECT);
	e = txo_ancova_groups(&t.a, &df2);
	assert_nan(e.statistic);
	assert_int_equal(e.note, TXO_NOTE_PERFECT);
	release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(differences_and_means_agree_with_r),
		cmocka_unit_test(f_tests_agree_with_r),
		cmocka_unit_test(weights_count_as_repeated_pairs),
		cmocka_unit_test(a_constant_baseline_leaves_nothing_to_adjust),
		cmocka_unit_test(
			a_baseline_that_tells_the_group_cannot_be_adjusted),
		cmocka_unit_test(a_group_without_pairs_is_left_out),
		cmocka_unit_test(one_group_has_nothing_to_be_compared_with),
		cmocka_unit_test(no_pair_at_all_is_nothing),
		cmocka_unit_test(too_few_pairs_leave_no_error),
		cmocka_unit_test(a_perfect_fit_leaves_no_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
