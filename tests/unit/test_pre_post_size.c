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

/* The interval is where pt(t, 9, ncp) is 0.975 and 0.025, over sqrt(10). */
static void sizes_of_the_sleep_data_agree_with_r(void **state)
{
	struct cloud cloud;
	struct txo_pairs p = decimal_pairs(&cloud, first, second, 10);
	struct txo_pre_post c = measure(&p);
	struct txo_estimate e = txo_pre_post_d_z(&c, 0.95);

	(void)state;
	assert_near(e.estimate, 1.58 / 1.229995483279873, 1e-15);
	assert_near(e.conf_low, 0.41462775638, 1e-11);
	assert_near(e.conf_high, 2.11801651398, 1e-11);
	e = txo_pre_post_sd(&c, 0.95);
	assert_near(e.estimate, 1.229995483279873, 1e-15);
	/* sqrt(9 * var / qchisq(c(0.975, 0.025), 9)) */
	assert_near(e.conf_low, 0.846034197542, 1e-12);
	assert_near(e.conf_high, 2.245492278729, 1e-12);
	txo_pre_post_release(&c);
}

/* t is far from 0: the noncentral t is nearly normal, with d^2 / (2 n). */
static void huge_weights_leave_narrow_intervals(void **state)
{
	static const double pre[] = { 5, 7, 6, 9, 8, 4 };
	static const double post[] = { 3, 6, 6, 5, 7, 1 };
	struct cloud cloud;
	struct txo_pairs p = cloud_of(&cloud, pre, post, 6);
	struct txo_pre_post c;
	struct txo_estimate e;

	(void)state;
	cloud_multiply(&cloud, p.m, 1000000000000);
	c = measure(&p);
	for (int i = 0; i < 6; i++) {
		e = i == 0 ? txo_pre_post_mean(&c, 0.95) :
		    i == 1 ? txo_pre_post_sd(&c, 0.95) :
		    i == 2 ? txo_pre_post_d_z(&c, 0.95) :
		    i == 3 ? txo_pre_post_d_av(&c, 0.95) :
		    i == 4 ? txo_pre_post_percent(&c, 0.95) :
			     txo_pre_post_correlation(&c, 0.95);
		assert_true(e.conf_low < e.estimate);
		assert_true(e.conf_high > e.estimate);
		assert_near(e.conf_low, e.estimate, 1e-5);
		assert_near(e.conf_high, e.estimate, 1e-5);
	}
	e = txo_sign_test(&c, 0.95);
	assert_same(e.p_value, 0.0);
	assert_near(e.conf_high, 1e-12 * 3.6889 / 5, 1e-4);
	txo_pre_post_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sizes_of_the_sleep_data_agree_with_r),
		cmocka_unit_test(huge_weights_leave_narrow_intervals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
