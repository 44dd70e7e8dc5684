#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "txo/competing.h"
#include "txo/note.h"

#define ROOM 16

/* Times 1 1 2 3 3 4 5 5 6 7, causes 1 0 2 1 1 2 0 1 2 0. */
static const double t[] = { 1, 2, 3, 4, 5, 6, 7 };
static const uint64_t first[] = { 1, 0, 2, 0, 1, 0, 0 };
static const uint64_t second[] = { 0, 1, 0, 1, 0, 1, 0 };
static const uint64_t open[] = { 1, 0, 0, 0, 1, 0, 1 };
static const struct txo_cause_times one = { t, first, second, open, COUNT(t) };
static const struct txo_cause_times two = { t, second, first, open, COUNT(t) };

/* R: survfit(Surv(t, factor(k)) ~ 1): pstate, std.err, lower, upper */
static void the_curve_agrees_with_r(void **state)
{
	struct txo_incidence_step s[ROOM];

	(void)state;
	txo_incidence(&one, TXO_SURVIVAL_LOG, 0.95, s);
	assert_near(s[0].incidence, .1, 1e-15);
	assert_near(s[0].std_error, .09486832980505136, 1e-14);
	assert_near(s[0].conf_low, .015576838338526151, 1e-13);
	assert_near(s[0].conf_high, .6419788010039904, 1e-13);
	assert_near(s[2].incidence, .325, 1e-15);
	assert_near(s[2].std_error, .15507054846101498, 1e-14);
	assert_near(s[6].incidence, .4375, 1e-15);
	assert_near(s[6].std_error, .16506390807805324, 1e-14);
	assert_near(s[6].conf_high, .91648841411386672, 1e-13);
	assert_int_equal(s[4].at_risk, 4);
}

/* Without other events it is 1 - S, with Greenwood's error. */
static void one_cause_alone_is_kaplan_meier(void **state)
{
	static const uint64_t none[COUNT(t)] = { 0 };
	uint64_t rest[COUNT(t)];
	struct txo_cause_times k = one;
	struct txo_times km = { t, first, rest, COUNT(t) };
	struct txo_incidence_step s[ROOM];
	struct txo_survival_step q[ROOM];

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		rest[i] = second[i] + open[i];
	k.others = none;
	k.censored = rest;
	txo_incidence(&k, TXO_SURVIVAL_PLAIN, 0.9, s);
	txo_kaplan_meier(&km, TXO_SURVIVAL_PLAIN, 0.9, q);
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_near(s[i].incidence, 1 - q[i].survival, 1e-15);
		assert_near(s[i].std_error, q[i].std_error, 1e-14);
		assert_near(s[i].conf_low, 1 - q[i].conf_high, 1e-13);
	}
}

/* What is not censored has one of the events, or none. */
static void all_events_and_none_add_up_to_one(void **state)
{
	uint64_t both[COUNT(t)];
	struct txo_times km = { t, both, open, COUNT(t) };
	struct txo_incidence_step a[ROOM], b[ROOM];
	struct txo_survival_step q[ROOM];

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		both[i] = first[i] + second[i];
	txo_incidence(&one, TXO_SURVIVAL_LOG, 0.95, a);
	txo_incidence(&two, TXO_SURVIVAL_LOG, 0.95, b);
	txo_kaplan_meier(&km, TXO_SURVIVAL_LOG, 0.95, q);
	for (size_t i = 0; i < COUNT(t); i++)
		assert_near(a[i].incidence + b[i].incidence + q[i].survival, 1,
			    1e-15);
}

/* Without censored times it is a share of all, with its binomial error. */
static void without_censored_times_it_is_a_share(void **state)
{
	static const uint64_t none[COUNT(t)] = { 0 };
	struct txo_cause_times k = { t, first, second, none, COUNT(t) };
	struct txo_incidence_step s[ROOM];

	(void)state;
	txo_incidence(&k, TXO_SURVIVAL_LOG, 0.95, s);
	assert_near(s[6].incidence, 4.0 / 7, 1e-15);
	assert_near(s[6].std_error, sqrt(4.0 / 7 * 3 / 7 / 7), 1e-14);
}

static void places_between_the_steps_are_found(void **state)
{
	struct txo_incidence_step s[ROOM];
	struct txo_estimate e;

	(void)state;
	txo_incidence(&one, TXO_SURVIVAL_LOG, 0.95, s);
	assert_same(txo_incidence_at(s, 7, 0.5).estimate, 0.0);
	assert_nan(txo_incidence_at(s, 7, 0.5).std_error);
	assert_near(txo_incidence_at(s, 7, 4.5).estimate, .325, 1e-15);
	e = txo_incidence_at(s, 7, 7.5);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_BEYOND);
	assert_int_equal(txo_incidence_at(s, 0, 1).note, TXO_NOTE_NODATA);
	e = txo_incidence_quantile(s, 7, 0.325);
	assert_same(e.estimate, 3.0);
	assert_same(e.conf_low, 1.0);
	assert_nan(e.conf_high);
	assert_int_equal(e.note, TXO_NOTE_OPEN);
	e = txo_incidence_quantile(s, 7, 0.5);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_UNREACHED);
	assert_same(txo_incidence_quantile(s, 7, 0).estimate, 0.0);
}

static void weights_may_be_huge(void **state)
{
	static const uint64_t many = 1000000000000;
	uint64_t a[COUNT(t)], b[COUNT(t)], c[COUNT(t)];
	struct txo_cause_times k = { t, a, b, c, COUNT(t) };
	struct txo_incidence_step s[ROOM], r[ROOM];

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		a[i] = many * first[i];
		b[i] = many * second[i];
		c[i] = many * open[i];
	}
	txo_incidence(&k, TXO_SURVIVAL_LOG, 0.95, s);
	txo_incidence(&one, TXO_SURVIVAL_LOG, 0.95, r);
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_near(s[i].incidence, r[i].incidence, 1e-15);
		assert_near(s[i].std_error * 1e6, r[i].std_error, 1e-13);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_curve_agrees_with_r),
		cmocka_unit_test(one_cause_alone_is_kaplan_meier),
		cmocka_unit_test(all_events_and_none_add_up_to_one),
		cmocka_unit_test(without_censored_times_it_is_a_share),
		cmocka_unit_test(places_between_the_steps_are_found),
		cmocka_unit_test(weights_may_be_huge),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
