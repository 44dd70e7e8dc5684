#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "decimals.h"
#include "near.h"
#include "txo/note.h"
#include "txo/pre_post.h"

/* Student's sleep data: extra hours with one drug and with the other. */
static const char *const first[] = { "0.7", "-1.6", "-0.2", "-1.2", "-0.1",
				     "3.4", "3.7",  "0.8",  "0.0",  "2.0" };
static const char *const second[] = { "1.9", "0.8", "1.1", "0.1", "-0.1",
				      "4.4", "5.5", "1.6", "4.6", "3.4" };

static struct txo_pre_post measure(const struct txo_pairs *p)
{
	struct txo_error err = { 0 };
	struct txo_pre_post c;

	assert_int_equal(txo_pre_post_init(&c, p, &err), TXO_OK);
	return c;
}

static struct txo_pre_post plain(struct cloud *c, const double *pre,
				 const double *post, size_t n)
{
	struct txo_pairs p = cloud_of(c, pre, post, n);

	return measure(&p);
}

/* t.test(second, first, paired = TRUE), cor.test(), lm(), binom.test() */
static void the_sleep_data_agree_with_r(void **state)
{
	struct cloud cloud;
	struct txo_pairs p = decimal_pairs(&cloud, first, second, 10);
	struct txo_pre_post c = measure(&p);
	struct txo_estimate e = txo_pre_post_mean(&c, 0.95);
	struct txo_error err = { 0 };
	struct txo_line l;

	(void)state;
	assert_int_equal(c.positive, 9);
	assert_int_equal(c.negative, 0);
	assert_int_equal(c.zero, 1);
	assert_same(e.estimate, 1.58);
	assert_near(e.statistic, 4.062127683382, 1e-13);
	assert_same(e.df, 9.0);
	assert_near(e.p_value, 0.002832890197384, 1e-12);
	assert_near(e.conf_low, 0.7001142367230175, 1e-14);
	assert_near(e.conf_high, 2.4598857632769824, 1e-14);
	e = txo_pre_post_correlation(&c, 0.95);
	assert_near(e.estimate, 0.7951702058335778, 1e-15);
	assert_near(e.statistic, 3.7089904278041, 1e-13);
	assert_near(e.p_value, 0.005964995796918, 1e-12);
	assert_near(e.conf_low, 0.3315254741643373, 1e-14);
	assert_near(e.conf_high, 0.9494465336113636, 1e-14);
	e = txo_pre_post_regression(&c, 0.95);
	assert_near(e.estimate, -0.36644247996055074, 1e-14);
	assert_near(e.conf_low, -1.19590738268597763, 1e-14);
	assert_near(e.conf_high, -0.09044063960247382, 1e-13);
	e = txo_sign_test(&c, 0.95);
	assert_same(e.estimate, 1.0);
	assert_same(e.p_value, 0.00390625);
	assert_near(e.conf_low, 0.6637328831200571, 1e-13);
	assert_same(e.conf_high, 1.0);
	assert_int_equal(e.note, TXO_NOTE_ZEROS);
	assert_int_equal(txo_pre_post_line(&c, 0.95, &l, &err), TXO_OK);
	assert_near(l.slope.estimate, -0.1100503384829022, 1e-13);
	txo_pre_post_release(&c);
}

static void equal_differences_of_decimals_are_equal(void **state)
{
	static const char *const pre[] = { "0.4", "0",	  "1000.1",
					   "0.3", "-0.1", "12345678.9" };
	static const char *const post[] = { "0.7", "0.3",  "1000.4",
					    "0.3", "0.20", "12345679.2" };
	struct cloud cloud;
	struct txo_pairs p = decimal_pairs(&cloud, pre, post, 6);
	struct txo_pre_post c = measure(&p);

	(void)state;
	assert_int_equal(c.change.m, 2);
	assert_same(c.change.x[0], 0.0);
	assert_int_equal(c.change.w[0], 1);
	assert_same(c.change.x[1], 0.3);
	assert_int_equal(c.change.w[1], 5);
	txo_pre_post_release(&c);
}

static void changes_that_cancel_have_a_mean_of_zero(void **state)
{
	static const char *const pre[] = { "0.1", "0.2", "0.3" };
	static const char *const post[] = { "0.2", "0.4", "0.0" };
	struct cloud cloud;
	struct txo_pairs p = decimal_pairs(&cloud, pre, post, 3);
	struct txo_pre_post c = measure(&p);
	struct txo_estimate e = txo_pre_post_mean(&c, 0.95);

	(void)state;
	assert_same(e.estimate, 0.0);
	assert_same(e.statistic, 0.0);
	assert_same(e.p_value, 1.0);
	assert_same(c.mean_pre, 0.2);
	assert_same(c.mean_post, 0.2);
	txo_pre_post_release(&c);
}

static void a_weight_counts_as_a_repeated_pair(void **state)
{
	static const double pre[] = { 5, 7, 6, 6, 6, 9, 8, 4 };
	static const double post[] = { 3, 6, 6, 6, 6, 5, 7, 1 };
	struct cloud a, b;
	struct txo_pairs once = cloud_of(&a, pre, post, 8);
	struct txo_pairs many = cloud_of(&b, pre, post, 8);
	struct txo_pre_post c = measure(&once), k;
	double part = (1e12 * 8 - 1) / (1e12 * 7);

	(void)state;
	cloud_multiply(&b, many.m, 1000000000000);
	k = measure(&many);
	assert_same(k.mean_change, c.mean_change);
	assert_near(k.sd_change * sqrt(part), c.sd_change, 1e-14);
	assert_near(k.r, c.r, 1e-15);
	assert_int_equal(k.zero, 3000000000000);
	txo_pre_post_release(&c);
	txo_pre_post_release(&k);
}

/* Roots of (mean d - rho mean x)^2 = q^2 var(d - rho x) / n in R. */
static void the_interval_of_percent_is_fieller_s(void **state)
{
	static const double pre[] = { 5, 7, 6, 9, 8, 4 };
	static const double post[] = { 3, 6, 6, 5, 7, 1 };
	struct cloud cloud;
	struct txo_pre_post c = plain(&cloud, pre, post, 6);
	struct txo_estimate e = txo_pre_post_percent(&c, 0.95);

	(void)state;
	assert_near(e.estimate, -28.2051282051282051, 1e-15);
	assert_near(e.conf_low, -55.802068624394650, 1e-13);
	assert_near(e.conf_high, -4.550333193455502, 1e-13);
	assert_int_equal(e.note, 0);
	txo_pre_post_release(&c);
}

static void percent_needs_a_mean_away_from_zero(void **state)
{
	static const double pre[] = { -3, 1, 2 }, far[] = { -3, 1, 2.5 };
	static const double post[] = { 3, 6, 6 };
	struct cloud cloud;
	struct txo_pre_post c = plain(&cloud, pre, post, 3);
	struct txo_estimate e = txo_pre_post_percent(&c, 0.95);

	(void)state;
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_ZEROBASE);
	txo_pre_post_release(&c);
	c = plain(&cloud, far, post, 3);
	e = txo_pre_post_percent(&c, 0.95);
	assert_near(e.estimate, 2900, 1e-13);
	assert_nan(e.conf_low);
	assert_nan(e.conf_high);
	assert_int_equal(e.note, TXO_NOTE_OPEN);
	txo_pre_post_release(&c);
}

static void no_pair_has_no_change(void **state)
{
	struct txo_pairs p = { .m = 0 };
	struct txo_pre_post c = measure(&p);
	struct txo_estimate e[8];

	(void)state;
	e[0] = txo_pre_post_mean(&c, 0.95);
	e[1] = txo_pre_post_mean_pre(&c, 0.95);
	e[2] = txo_pre_post_sd(&c, 0.95);
	e[3] = txo_pre_post_percent(&c, 0.95);
	e[4] = txo_pre_post_correlation(&c, 0.95);
	e[5] = txo_pre_post_regression(&c, 0.95);
	e[6] = txo_pre_post_d_av(&c, 0.95);
	e[7] = txo_sign_test(&c, 0.95);
	for (size_t i = 0; i < COUNT(e); i++) {
		assert_nan(e[i].estimate);
		assert_nan(e[i].conf_low);
		assert_nan(e[i].p_value);
		assert_int_equal(e[i].note, TXO_NOTE_NODATA);
	}
	txo_pre_post_release(&c);
}

static void one_pair_has_a_change_without_error(void **state)
{
	static const double pre[] = { 4 }, post[] = { 3 };
	struct cloud cloud;
	struct txo_pre_post c = plain(&cloud, pre, post, 1);
	struct txo_estimate e = txo_pre_post_mean(&c, 0.95);

	(void)state;
	assert_same(e.estimate, -1.0);
	assert_nan(e.std_error);
	assert_nan(e.p_value);
	assert_int_equal(e.note, TXO_NOTE_SMALLN);
	e = txo_pre_post_percent(&c, 0.95);
	assert_same(e.estimate, -25.0);
	assert_nan(e.conf_low);
	e = txo_pre_post_d_z(&c, 0.95);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_SMALLN);
	e = txo_sign_test(&c, 0.95);
	assert_same(e.estimate, 0.0);
	assert_same(e.p_value, 1.0);
	txo_pre_post_release(&c);
}

static void two_pairs_have_a_perfect_correlation(void **state)
{
	static const double pre[] = { 4, 6 }, post[] = { 3, 1 };
	struct cloud cloud;
	struct txo_pre_post c = plain(&cloud, pre, post, 2);
	struct txo_estimate e = txo_pre_post_correlation(&c, 0.95);

	(void)state;
	assert_same(e.estimate, -1.0);
	assert_nan(e.p_value);
	assert_nan(e.conf_low);
	assert_int_equal(e.note, TXO_NOTE_PERFECT);
	txo_pre_post_release(&c);
}

static void the_same_change_in_all_leaves_no_error(void **state)
{
	static const char *const pre[] = { "4.1", "5.3", "7.7", "2.2", "3.9" };
	static const char *const post[] = { "3.8", "5.0", "7.4", "1.9", "3.6" };
	struct cloud cloud;
	struct txo_pairs p = decimal_pairs(&cloud, pre, post, 5);
	struct txo_pre_post c = measure(&p);
	struct txo_estimate e = txo_pre_post_mean(&c, 0.95);

	(void)state;
	assert_same(e.estimate, -0.3);
	assert_nan(e.std_error);
	assert_nan(e.p_value);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	e = txo_pre_post_sd(&c, 0.95);
	assert_same(e.estimate, 0.0);
	assert_nan(e.conf_low);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	e = txo_pre_post_d_z(&c, 0.95);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	e = txo_pre_post_correlation(&c, 0.95);
	assert_same(e.estimate, 1.0);
	assert_int_equal(e.note, TXO_NOTE_PERFECT);
	e = txo_pre_post_regression(&c, 0.95);
	assert_same(e.estimate, 0.0);
	e = txo_pre_post_percent(&c, 0.95);
	assert_true(e.conf_low < e.estimate && e.estimate < e.conf_high);
	txo_pre_post_release(&c);
}

static void no_change_is_zero_percent(void **state)
{
	static const double v[] = { 4, 5, 9, 9 };
	struct cloud cloud;
	struct txo_pre_post c = plain(&cloud, v, v, 4);
	struct txo_estimate e = txo_pre_post_percent(&c, 0.95);

	(void)state;
	assert_int_equal(c.zero, 4);
	assert_same(e.estimate, 0.0);
	assert_nan(e.conf_low);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	e = txo_sign_test(&c, 0.95);
	assert_nan(e.estimate);
	assert_same(e.statistic, 0.0);
	assert_same(e.p_value, 1.0);
	assert_int_equal(e.note, TXO_NOTE_ZEROS);
	txo_pre_post_release(&c);
}

static void a_constant_baseline_has_no_correlation(void **state)
{
	static const double pre[] = { 5, 5, 5, 5 }, post[] = { 3, 6, 4, 1 };
	struct cloud cloud;
	struct txo_pre_post c = plain(&cloud, pre, post, 4);
	struct txo_estimate e = txo_pre_post_correlation(&c, 0.95);

	(void)state;
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	e = txo_pre_post_regression(&c, 0.95);
	assert_nan(e.estimate);
	e = txo_pre_post_percent(&c, 0.95);
	assert_same(e.estimate, -30.0);
	assert_true(e.conf_low < -30 && e.conf_high > -30);
	e = txo_pre_post_mean_pre(&c, 0.95);
	assert_same(e.estimate, 5.0);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	txo_pre_post_release(&c);
}

static void huge_and_tiny_numbers_keep_their_digits(void **state)
{
	static const double pre[] = { 5, 7, 6, 9, 8, 4 };
	static const double post[] = { 3, 6, 6, 5, 7, 1 };
	static const double unit[] = { 0x1p1000, 0x1p-1000 };
	struct cloud cloud;
	struct txo_pre_post c = plain(&cloud, pre, post, 6);
	double sd = c.sd_change, r = c.r;

	(void)state;
	txo_pre_post_release(&c);
	for (size_t k = 0; k < COUNT(unit); k++) {
		double x[6], y[6];

		for (size_t i = 0; i < 6; i++) {
			x[i] = pre[i] * unit[k];
			y[i] = post[i] * unit[k];
		}
		c = plain(&cloud, x, y, 6);
		assert_same(c.sd_change, sd * unit[k]);
		assert_same(c.r, r);
		assert_int_equal(c.note, 0);
		txo_pre_post_release(&c);
	}
}

static void a_change_beyond_a_double_has_but_a_sign(void **state)
{
	static const double pre[] = { -1e308, 1 }, post[] = { 1e308, 0 };
	struct cloud cloud;
	struct txo_pre_post c = plain(&cloud, pre, post, 2);
	struct txo_estimate e = txo_pre_post_mean(&c, 0.95);
	struct txo_error err = { 0 };
	struct txo_line l;

	(void)state;
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_OVERFLOW);
	assert_int_equal(txo_signed_rank(&c.change, TXO_ZEROS_PRATT, &e, &err),
			 TXO_OK);
	assert_nan(e.statistic);
	assert_int_equal(e.note, TXO_NOTE_OVERFLOW);
	assert_int_equal(txo_pseudo_median(&c.change, 0.5, &e, &err), TXO_OK);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_OVERFLOW);
	assert_int_equal(txo_pre_post_line(&c, 0.95, &l, &err), TXO_OK);
	assert_nan(l.slope.estimate);
	assert_int_equal(l.slope.note, TXO_NOTE_OVERFLOW);
	e = txo_sign_test(&c, 0.95);
	assert_same(e.estimate, 0.5);
	assert_int_equal(e.note, 0);
	txo_pre_post_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_sleep_data_agree_with_r),
		cmocka_unit_test(equal_differences_of_decimals_are_equal),
		cmocka_unit_test(changes_that_cancel_have_a_mean_of_zero),
		cmocka_unit_test(a_weight_counts_as_a_repeated_pair),
		cmocka_unit_test(the_interval_of_percent_is_fieller_s),
		cmocka_unit_test(percent_needs_a_mean_away_from_zero),
		cmocka_unit_test(no_pair_has_no_change),
		cmocka_unit_test(one_pair_has_a_change_without_error),
		cmocka_unit_test(two_pairs_have_a_perfect_correlation),
		cmocka_unit_test(the_same_change_in_all_leaves_no_error),
		cmocka_unit_test(no_change_is_zero_percent),
		cmocka_unit_test(a_constant_baseline_has_no_correlation),
		cmocka_unit_test(huge_and_tiny_numbers_keep_their_digits),
		cmocka_unit_test(a_change_beyond_a_double_has_but_a_sign),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
