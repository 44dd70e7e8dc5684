#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "txo/note.h"
#include "txo/survival.h"

#define ROOM 32

/* aml of R's survival package: maintained. */
static const double aml_t[] = { 9, 13, 18, 23, 28, 31, 34, 45, 48, 161 };
static const uint64_t aml_d[] = { 1, 1, 1, 1, 0, 1, 1, 0, 1, 0 };
static const uint64_t aml_c[] = { 0, 1, 0, 0, 1, 0, 0, 1, 0, 1 };
static const struct txo_times aml = { aml_t, aml_d, aml_c, COUNT(aml_t) };

/* R: summary(survfit(Surv(time, status) ~ 1, aml, x == "Maintained")) */
static void the_curve_agrees_with_r(void **state)
{
	struct txo_survival_step s[ROOM];

	(void)state;
	txo_kaplan_meier(&aml, TXO_SURVIVAL_LOG, 0.95, s);
	assert_near(s[0].survival, .90909090909090906, 1e-15);
	assert_near(s[0].std_error, .086678417204144752, 1e-14);
	assert_near(s[0].conf_low, .75413384508152551, 1e-13);
	assert_same(s[0].conf_high, 1.0);
	assert_near(s[2].survival, .7159090909090909, 1e-15);
	assert_near(s[2].std_error, .13966497055722783, 1e-14);
	assert_int_equal(s[2].at_risk, 8);
	assert_near(s[9].survival, .18409090909090908, 1e-15);
	txo_kaplan_meier(&aml, TXO_SURVIVAL_PLAIN, 0.95, s);
	assert_near(s[2].conf_low,
		    .71590909090909094 -
			    1.9599639845400545 * .13966497055722783,
		    1e-13);
	txo_kaplan_meier(&aml, TXO_SURVIVAL_LOG_LOG, 0.95, s);
	assert_true(s[2].conf_low > .35 && s[2].conf_low < .36);
	assert_true(s[2].conf_high > .89 && s[2].conf_high < .9);
}

/* R: quantile(fit), survmean(fit, rmean = 45) */
static void medians_and_means_agree_with_r(void **state)
{
	struct txo_survival_step s[ROOM];
	struct txo_estimate e;

	(void)state;
	txo_kaplan_meier(&aml, TXO_SURVIVAL_LOG, 0.95, s);
	e = txo_survival_quantile(s, aml.m, 0.5);
	assert_same(e.estimate, 31.0);
	assert_same(e.conf_low, 18.0);
	assert_nan(e.conf_high);
	assert_int_equal(e.note, TXO_NOTE_OPEN);
	e = txo_restricted_mean(s, aml.m, 45, 0.95);
	assert_near(e.estimate, 30.738636363636363, 1e-15);
	e = txo_survival_quantile(s, aml.m, 0.9);
	assert_nan(e.estimate);
	assert_true(e.note & TXO_NOTE_UNREACHED);
	assert_same(txo_survival_quantile(s, aml.m, 0).estimate, 0.0);
}

/* The area is the mean of the times where nobody is censored. */
static void without_censoring_the_mean_is_the_mean(void **state)
{
	static const double t[] = { 1, 2, 4, 8 };
	static const uint64_t d[] = { 3, 1, 2, 4 }, c[] = { 0, 0, 0, 0 };
	const struct txo_times k = { t, d, c, 4 };
	struct txo_survival_step s[ROOM];
	struct txo_estimate e;

	(void)state;
	txo_kaplan_meier(&k, TXO_SURVIVAL_LOG, 0.95, s);
	e = txo_restricted_mean(s, 4, 100, 0.95);
	assert_near(e.estimate, 45 / 10.0, 1e-15);
	/* Greenwood's sum is then the variance with the divisor n^2 */
	assert_near(e.std_error * e.std_error, (3 + 4 + 32 + 256 - 202.5) / 100,
		    1e-14);
	assert_near(s[1].survival, .6, 1e-16);
	assert_near(s[1].std_error, sqrt(.6 * .4 / 10), 1e-15);
	assert_same(s[3].survival, 0.0);
	assert_nan(s[3].std_error);
	assert_nan(s[3].conf_low);
}

static void a_flat_part_at_the_quantile_is_halved(void **state)
{
	static const double t[] = { 1, 2, 3, 4, 5, 6 };
	static const uint64_t d[] = { 1, 1, 1, 1, 0, 0 },
			      c[] = { 0, 0, 0, 0, 1, 3 };
	const struct txo_times k = { t, d, c, 6 };
	struct txo_survival_step s[ROOM];

	(void)state;
	txo_kaplan_meier(&k, TXO_SURVIVAL_LOG, 0.95, s);
	assert_same(txo_survival_quantile(s, 6, 0.25).estimate, 2.5);
	assert_same(txo_survival_quantile(s, 6, 0.3).estimate, 3.0);
	/* to the last observation, as nobody has the event after 4 */
	assert_same(txo_survival_quantile(s, 6, 0.5).estimate, 5.0);
	assert_nan(txo_survival_quantile(s, 6, 0.51).estimate);
}

static void what_lies_beyond_the_data_is_not_known(void **state)
{
	struct txo_survival_step s[ROOM];
	struct txo_estimate e;

	(void)state;
	txo_kaplan_meier(&aml, TXO_SURVIVAL_LOG, 0.95, s);
	e = txo_survival_at(s, aml.m, 162, TXO_SURVIVAL_LOG);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_BEYOND);
	assert_int_equal(txo_hazard_at(s, aml.m, 162, 0.95).note,
			 TXO_NOTE_BEYOND);
	e = txo_restricted_mean(s, aml.m, 162, 0.95);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_BEYOND);
	assert_near(txo_survival_at(s, aml.m, 161, TXO_SURVIVAL_LOG).estimate,
		    .18409090909090908, 1e-15);
	e = txo_survival_at(s, aml.m, 8.9, TXO_SURVIVAL_LOG);
	assert_same(e.estimate, 1.0);
	assert_same(e.conf_low, 1.0);
	e = txo_survival_at(s, aml.m, 8.9, TXO_SURVIVAL_LOG_LOG);
	assert_nan(e.conf_low);
	assert_int_equal(txo_survival_at(s, 0, 1, TXO_SURVIVAL_LOG).note,
			 TXO_NOTE_NODATA);
	assert_int_equal(txo_survival_quantile(s, 0, 0.5).note,
			 TXO_NOTE_NODATA);
	assert_int_equal(txo_restricted_mean(s, 0, 1, 0.95).note,
			 TXO_NOTE_NODATA);
}

static void a_weight_is_a_repeated_observation(void **state)
{
	static const uint64_t d[] = { 1000000000000, 0, 2000000000000 };
	static const uint64_t c[] = { 0, 1000000000000, 0 };
	static const uint64_t d1[] = { 1, 0, 2 }, c1[] = { 0, 1, 0 };
	static const double t[] = { 1, 2, 3 };
	const struct txo_times big = { t, d, c, 3 }, small = { t, d1, c1, 3 };
	struct txo_survival_step a[3], b[3];

	(void)state;
	txo_kaplan_meier(&big, TXO_SURVIVAL_LOG, 0.95, a);
	txo_kaplan_meier(&small, TXO_SURVIVAL_LOG, 0.95, b);
	for (int i = 0; i < 2; i++) {
		assert_same(a[i].survival, b[i].survival);
		assert_same(a[i].hazard, b[i].hazard);
		assert_near(a[i].std_error, b[i].std_error / 1e6, 1e-14);
	}
}

/* R: aeqSurv(Surv(t, 1))[, 1] */
static void near_equal_times_are_tied(void **state)
{
	double chain[] = { 1, 1 + 1e-8, 1 + 2e-8, 2 };
	double far[] = { 1e9, 1e9 + 13, 1e9 + 40 };
	double apart[] = { 0, 1e-7, 2e-7 };
	double one[] = { 3 };
	double huge[] = { 1e308, 1.3e308, 1.7e308 };

	(void)state;
	assert_int_equal(txo_times_tie(huge, 3), 3);
	assert_int_equal(txo_times_tie(chain, 4), 2);
	assert_same(chain[2], 1.0);
	assert_same(chain[3], 2.0);
	assert_int_equal(txo_times_tie(far, 3), 2);
	assert_same(far[1], 1e9);
	assert_same(far[2], 1e9 + 40);
	assert_int_equal(txo_times_tie(apart, 3), 3);
	assert_int_equal(txo_times_tie(one, 1), 1);
	assert_int_equal(txo_times_tie(one, 0), 0);
}

static void numbers_may_be_huge(void **state)
{
	static const double t[] = { 1e200, 1e300 };
	static const uint64_t d[] = { 1, 1 }, c[] = { 0, 2 };
	const struct txo_times k = { t, d, c, 2 };
	struct txo_survival_step s[2];
	struct txo_estimate e;

	(void)state;
	txo_kaplan_meier(&k, TXO_SURVIVAL_LOG, 0.95, s);
	assert_same(txo_survival_quantile(s, 2, 0.5).estimate, 1e300);
	e = txo_restricted_mean(s, 2, 1e300, 0.95);
	assert_near(e.estimate, .75e300, 1e-15);
	assert_nan(e.std_error);
	assert_nan(e.conf_low);
	assert_int_equal(e.note, TXO_NOTE_OVERFLOW);
}

static void differences_need_both_means(void **state)
{
	struct txo_estimate a = txo_estimate_none(""), b = a, e;

	(void)state;
	a.estimate = 5;
	a.std_error = 3;
	b.note = TXO_NOTE_BEYOND;
	e = txo_restricted_mean_difference(&a, &b, 0.95);
	assert_nan(e.estimate);
	assert_nan(e.std_error);
	assert_nan(e.p_value);
	assert_int_equal(e.note, TXO_NOTE_BEYOND);
	b = a;
	b.estimate = 1;
	b.std_error = 4;
	e = txo_restricted_mean_difference(&a, &b, 0.95);
	assert_same(e.estimate, 4.0);
	assert_same(e.std_error, 5.0);
	assert_near(e.statistic, 0.8, 1e-15);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_curve_agrees_with_r),
		cmocka_unit_test(medians_and_means_agree_with_r),
		cmocka_unit_test(without_censoring_the_mean_is_the_mean),
		cmocka_unit_test(a_flat_part_at_the_quantile_is_halved),
		cmocka_unit_test(what_lies_beyond_the_data_is_not_known),
		cmocka_unit_test(a_weight_is_a_repeated_observation),
		cmocka_unit_test(near_equal_times_are_tied),
		cmocka_unit_test(numbers_may_be_huge),
		cmocka_unit_test(differences_need_both_means),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
