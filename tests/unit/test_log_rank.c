#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "near.h"
#include "txo/note.h"
#include "txo/survival.h"

static const struct txo_log_rank_weights flat = { 0, 0 }, peto = { 1, 0 };

/* aml of R's survival package: maintained is 0, nonmaintained 1. */
static const struct txo_survival_count aml[] = {
	{ 0, 1, 5, 2, 0 },  { 0, 1, 8, 2, 0 },	 { 0, 0, 9, 1, 0 },
	{ 0, 1, 12, 1, 0 }, { 0, 0, 13, 1, 1 },	 { 0, 1, 16, 0, 1 },
	{ 0, 0, 18, 1, 0 }, { 0, 0, 23, 1, 0 },	 { 0, 1, 23, 1, 0 },
	{ 0, 1, 27, 1, 0 }, { 0, 0, 28, 0, 1 },	 { 0, 1, 30, 1, 0 },
	{ 0, 0, 31, 1, 0 }, { 0, 1, 33, 1, 0 },	 { 0, 0, 34, 1, 0 },
	{ 0, 1, 43, 1, 0 }, { 0, 0, 45, 0, 1 },	 { 0, 1, 45, 1, 0 },
	{ 0, 0, 48, 1, 0 }, { 0, 0, 161, 0, 1 },
};

static struct txo_estimate test(const struct txo_survival_count *c, size_t n,
				size_t k, struct txo_log_rank_weights w)
{
	const struct txo_survival_counts all = { c, n, k };
	struct txo_estimate e;

	assert_int_equal(txo_log_rank(&all, w, &e, NULL), TXO_OK);
	return e;
}

/* R: survdiff(Surv(time, status) ~ x, aml, rho = 0); rho = 1 */
static void two_groups_agree_with_r(void **state)
{
	struct txo_estimate e = test(aml, COUNT(aml), 2, flat);

	(void)state;
	assert_near(e.statistic, 3.3963886989776011, 1e-13);
	assert_near(e.p_value, .065339322040505132, 1e-12);
	assert_same(e.df, 1.0);
	assert_int_equal(e.note, 0);
	e = test(aml, COUNT(aml), 2, peto);
	assert_near(e.statistic, 2.7792795447517733, 1e-13);
}

/* z of two groups is the root of their chi-square, whatever the scores. */
static void the_trend_of_two_groups_is_their_difference(void **state)
{
	static const double up[] = { 1, 2 }, down[] = { 40, -7.5 };
	const struct txo_survival_counts all = { aml, COUNT(aml), 2 };
	struct txo_estimate e;

	(void)state;
	assert_int_equal(txo_log_rank_trend(&all, flat, up, &e, NULL), TXO_OK);
	assert_near(e.statistic, sqrt(3.3963886989776011), 1e-13);
	assert_near(e.p_value, .065339322040505132, 1e-12);
	assert_int_equal(txo_log_rank_trend(&all, flat, down, &e, NULL),
			 TXO_OK);
	assert_near(e.statistic, -sqrt(3.3963886989776011), 1e-13);
	assert_int_equal(txo_log_rank_trend(&all, flat, (double[]){ 3, 3 }, &e,
					    NULL),
			 TXO_OK);
	assert_nan(e.statistic);
	assert_int_equal(e.note, TXO_NOTE_CONST);
}

static void strata_add_up(void **state)
{
	struct txo_survival_count twice[2 * COUNT(aml)];
	struct txo_estimate e;

	(void)state;
	for (size_t i = 0; i < COUNT(aml); i++) {
		twice[i] = twice[COUNT(aml) + i] = aml[i];
		twice[COUNT(aml) + i].stratum = 7;
	}
	e = test(twice, COUNT(twice), 2, flat);
	assert_near(e.statistic, 2 * 3.3963886989776011, 1e-13);
}

static void groups_that_tell_nothing_take_no_degree_of_freedom(void **state)
{
	/* group 2 is alone in its stratum, group 3 ends before any event */
	static const struct txo_survival_count c[] = {
		{ 0, 3, 1, 0, 4 }, { 0, 0, 2, 1, 0 }, { 0, 1, 3, 1, 0 },
		{ 0, 0, 4, 1, 1 }, { 1, 2, 1, 1, 0 }, { 1, 2, 2, 3, 1 },
	};
	struct txo_estimate e = test(c, COUNT(c), 4, flat),
			    two = test(c, 4, 2 + 2, flat);

	(void)state;
	assert_same(e.df, 1.0);
	assert_same(e.statistic, two.statistic);
	assert_true(e.statistic > 0);
	/* two pairs that never meet have a degree of freedom each */
	e = test((struct txo_survival_count[]){ { 0, 0, 1, 1, 1 },
						{ 0, 1, 2, 1, 0 },
						{ 1, 2, 1, 1, 1 },
						{ 1, 3, 2, 1, 0 } },
		 4, 4, flat);
	assert_same(e.df, 2.0);
}

static void what_cannot_be_tested_has_no_number(void **state)
{
	static const struct txo_survival_count none[] = { { 0, 0, 1, 0, 3 },
							  { 0, 1, 2, 0, 3 } };
	static const struct txo_survival_count all[] = { { 0, 0, 1, 3, 0 },
							 { 0, 1, 1, 2, 0 } };
	struct txo_survival_counts many = { none, 2, TXO_LOG_RANK_GROUPS + 1 };
	struct txo_error err = { 0 };
	struct txo_estimate e = test(none, 0, 2, flat);

	(void)state;
	assert_int_equal(e.note, TXO_NOTE_NODATA);
	assert_nan(e.statistic);
	assert_nan(e.df);
	assert_int_equal(test(none, 2, 2, flat).note, TXO_NOTE_ZEROCELL);
	assert_int_equal(test(all, 1, 2, flat).note, TXO_NOTE_FEWGROUPS);
	e = test(all, 2, 2, flat);
	assert_int_equal(e.note, TXO_NOTE_SMALLN);
	assert_nan(e.statistic);
	assert_nan(e.p_value);
	assert_int_equal(txo_log_rank(&many, flat, &e, &err), TXO_DATA);
}

static void many_equal_observations_count_as_many(void **state)
{
	struct txo_survival_count big[COUNT(aml)];
	struct txo_estimate e;

	(void)state;
	for (size_t i = 0; i < COUNT(aml); i++) {
		big[i] = aml[i];
		big[i].events *= 1000000000;
		big[i].censored *= 1000000000;
	}
	/* the tie term makes it a little more than 10^9 times as much */
	e = test(big, COUNT(big), 2, flat);
	assert_near(e.statistic, 1e9 * 3.3963886989776011, 0.2);
	assert_true(isfinite(e.statistic));
}

/* The order of the groups, and so of the elimination, does not matter. */
static void it_does_not_matter_how_groups_are_numbered(void **state)
{
	static const size_t other[] = { 2, 0, 3, 1 };
	static const uint64_t w[] = { 1000000000, 1000000000, 1, 3 };
	struct txo_survival_count a[12], b[12];
	struct txo_estimate x, y;

	(void)state;
	for (size_t t = 0; t < 3; t++)
		for (size_t g = 0; g < 4; g++) {
			struct txo_survival_count c = {
				0, g, (double)t, w[g] * (1 + (t + g) % 3),
				w[g] * (g % 2)
			};

			a[4 * t + g] = c;
			c.group = other[g];
			b[4 * t + other[g]] = c;
		}
	x = test(a, 12, 4, flat);
	y = test(b, 12, 4, flat);
	assert_same(x.df, 3.0);
	assert_same(y.df, 3.0);
	assert_near(x.statistic, y.statistic, 1e-13);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_groups_agree_with_r),
		cmocka_unit_test(the_trend_of_two_groups_is_their_difference),
		cmocka_unit_test(strata_add_up),
		cmocka_unit_test(
			groups_that_tell_nothing_take_no_degree_of_freedom),
		cmocka_unit_test(what_cannot_be_tested_has_no_number),
		cmocka_unit_test(many_equal_observations_count_as_many),
		cmocka_unit_test(it_does_not_matter_how_groups_are_numbered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
