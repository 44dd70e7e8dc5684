#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cloud.h"
#include "near.h"
#include "sample.h"
#include "txo/note.h"
#include "txo/reliable_change.h"

static const double x[] = { 30, 25, 41, 18, 22, 35, 29, 27, 33, 20 };
static const double y[] = { 28, 27, 38, 20, 19, 36, 25, 30, 30, 18 };

static struct txo_estimate sd_of(const double *v, size_t n, double level)
{
	static struct collected c;
	struct txo_moments k = txo_moments(collect(&c, v, n));

	return txo_sd_interval(&k, level);
}

static struct txo_estimate retest_of(const double *a, const double *b, size_t n)
{
	static struct cloud c;
	struct txo_pairs p = cloud_of(&c, a, b, n);

	return txo_retest(&p, 0.95);
}

static struct txo_estimate number(double v)
{
	struct txo_estimate e = txo_estimate_none("given");

	e.estimate = v;
	return e;
}

static void assert_interval(const struct txo_estimate *e, double estimate,
			    double low, double high)
{
	assert_near(e->estimate, estimate, 1e-14);
	assert_near(e->conf_low, low, 1e-12);
	assert_near(e->conf_high, high, 1e-12);
}

/* sd(x), sqrt(9 * var(x) / qchisq(c(0.975, 0.025), 9)) */
static void the_interval_of_an_sd_is_from_chi_square(void **state)
{
	struct txo_estimate e = sd_of(x, COUNT(x), 0.95);

	(void)state;
	assert_interval(&e, 7.1336448530108987, 4.9067720823446885,
			13.0232546821350468);
	assert_same(e.df, 9.0);
	assert_int_equal(e.note, 0);
}

static void an_sd_needs_two_different_values(void **state)
{
	static const double same[] = { 7, 7, 7 };
	struct txo_moments none = { 0, NAN, NAN, NAN, NAN, NAN };
	struct txo_estimate e = txo_sd_interval(&none, 0.95);

	(void)state;
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_NODATA);
	e = sd_of(x, 1, 0.95);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_SMALLN);
	e = sd_of(same, 3, 0.95);
	assert_same(e.estimate, 0.0);
	assert_nan(e.conf_low);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	e = sd_of(x, 2, 0.95);
	assert_true(e.conf_low < e.estimate && e.estimate < e.conf_high);
}

static void an_sd_of_a_million_million_has_an_interval(void **state)
{
	static const double v[] = { 1, 2 };
	static const uint64_t w[] = { 500000000000, 500000000000 };
	struct txo_sample s = { .x = v, .w = w, .m = 2 };
	struct txo_moments k = txo_moments(&s);
	struct txo_estimate e = txo_sd_interval(&k, 0.95);

	(void)state;
	assert_near(e.estimate, 0.5, 1e-12);
	/* sd -+ 1.96 sd / sqrt(2 n) */
	assert_near(e.conf_low, 0.5 * (1 - 1.3859038e-6), 1e-10);
	assert_near(e.conf_high, 0.5 * (1 + 1.3859038e-6), 1e-10);
}

/* cor.test(x, y) */
static void a_retest_is_a_correlation(void **state)
{
	struct txo_estimate e = retest_of(x, y, COUNT(x));

	(void)state;
	assert_interval(&e, 0.93147723191351817, 0.72995937976833336,
			0.98400295615665501);
	assert_same(e.df, 7.0);
}

static void a_retest_needs_pairs_that_vary(void **state)
{
	static const double same[] = { 3, 3, 3, 3 };
	static const double twice[] = { 60, 50, 82, 36 };
	struct txo_pairs none = { 0 };
	struct txo_estimate e = txo_retest(&none, 0.95);

	(void)state;
	assert_int_equal(e.note, TXO_NOTE_NODATA);
	e = retest_of(x, y, 1);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_SMALLN);
	e = retest_of(x, same, 4);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	e = retest_of(same, x, 4);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	e = retest_of(x, y, 3);
	assert_true(e.estimate > 0);
	assert_nan(e.conf_low);
	assert_int_equal(e.note, TXO_NOTE_SMALLN);
	e = retest_of(x, twice, 4);
	assert_same(e.estimate, 1.0);
	assert_nan(e.conf_low);
	assert_int_equal(e.note, TXO_NOTE_PERFECT);
}

static void huge_and_tiny_scores_have_the_same_correlation(void **state)
{
	double a[COUNT(x)], b[COUNT(x)];
	struct txo_estimate e;

	(void)state;
	for (size_t i = 0; i < COUNT(x); i++) {
		a[i] = ldexp(x[i], 900);
		b[i] = ldexp(y[i], -900);
	}
	e = retest_of(a, b, COUNT(x));
	assert_near(e.estimate, 0.93147723191351817, 1e-14);
}

/* The paper's example: SD 7.5 and r 0.80 give an S_diff of 4.74. */
static void given_numbers_make_a_threshold_without_interval(void **state)
{
	struct txo_estimate sd = number(7.5), r = number(0.8);
	struct txo_estimate e = txo_reliable_change(&sd, &r, 0.95);

	(void)state;
	assert_near(e.estimate / 1.9599639845400545, 4.74, 1e-3);
	/* qnorm(0.975) * 7.5 * sqrt(2) * sqrt(1 - 0.8) */
	assert_near(e.estimate, 9.2969254845684208, 1e-14);
	assert_nan(e.conf_low);
	assert_int_equal(e.note, 0);
	e = txo_reliable_change_sem(2, 0.9);
	assert_near(e.estimate, 4.6523486147066935, 1e-14);
}

static void a_threshold_is_as_unsure_as_the_sd(void **state)
{
	struct txo_estimate sd = sd_of(x, COUNT(x), 0.95), r = number(0.8);
	struct txo_estimate e = txo_reliable_change(&sd, &r, 0.95);

	(void)state;
	assert_interval(&e, 8.8427952842423156, 6.0823859225758925,
			16.1434971128488414);
}

static void a_threshold_is_as_unsure_as_the_reliability(void **state)
{
	struct txo_estimate sd = number(7.5), r = retest_of(x, y, COUNT(x));
	struct txo_estimate e = txo_reliable_change(&sd, &r, 0.95);

	(void)state;
	assert_interval(&e, 5.4417902924471244, 2.6293246913262593,
			10.8028638001757624);
}

static void a_threshold_from_both_joins_their_intervals(void **state)
{
	struct txo_estimate sd = sd_of(x, COUNT(x), 0.95);
	struct txo_estimate r = retest_of(x, y, COUNT(x));
	struct txo_estimate e = txo_reliable_change(&sd, &r, 0.95);

	(void)state;
	assert_interval(&e, 5.1759732414506807, 2.9646319067714004,
			8.8588804272868185);
}

static void perfect_reliability_makes_any_change_reliable(void **state)
{
	struct txo_estimate sd = sd_of(x, COUNT(x), 0.95), r = number(1);
	struct txo_estimate e = txo_reliable_change(&sd, &r, 0.95);

	(void)state;
	assert_same(e.estimate, 0.0);
	assert_nan(e.conf_low);
	assert_int_equal(e.note, TXO_NOTE_PERFECT);
	r = number(1.1);
	e = txo_reliable_change(&sd, &r, 0.95);
	assert_nan(e.estimate);
	sd = sd_of(x, 1, 0.95);
	r = number(0.8);
	e = txo_reliable_change(&sd, &r, 0.95);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_SMALLN);
}

static struct txo_population sample_of_x(void)
{
	static struct collected c;
	struct txo_moments k = txo_moments(collect(&c, x, COUNT(x)));

	return (struct txo_population){ k.mean, txo_sd(&k), k.n };
}

static void cutoffs_a_and_c_have_intervals_by_the_delta_method(void **state)
{
	struct txo_population clinical = sample_of_x();
	struct txo_population functional = { 8, 6, 0 };
	struct txo_estimate e;

	(void)state;
	e = txo_cutoff(TXO_CUTOFF_A, &clinical, &functional, false, 0.95);
	assert_interval(&e, 13.7327102939782026, 5.7960586337454236,
			21.6693619542109808);
	assert_near(e.std_error, 4.0493864799741610, 1e-14);
	e = txo_cutoff(TXO_CUTOFF_C, &clinical, &functional, false, 0.95);
	assert_interval(&e, 17.136839113819185, 14.081340989095718,
			20.192337238542652);
	assert_near(e.std_error, 1.558956260841958, 1e-13);
}

/* B is 2 SD of the functional people, not of the clinical ones, from their mean. */
static void cutoff_b_takes_the_functional_sd(void **state)
{
	struct txo_population clinical = { 35, 8, 0 }, functional = { 8, 6, 0 };
	struct txo_estimate e;

	(void)state;
	e = txo_cutoff(TXO_CUTOFF_B, &clinical, &functional, false, 0.95);
	assert_same(e.estimate, 20.0);
	assert_nan(e.conf_low);
	e = txo_cutoff(TXO_CUTOFF_B, &clinical, &functional, true, 0.95);
	assert_same(e.estimate, -4.0);
}

/* Means 40 and 60, both SD 7.5: cutoffs 55, 45 and 50. */
static void cutoffs_are_those_of_the_paper(void **state)
{
	static const double cutoff[] = { 55, 45, 50 };
	struct txo_population clinical = { 40, 7.5, 0 };
	struct txo_population functional = { 60, 7.5, 0 };

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct txo_estimate e = txo_cutoff(
			(enum txo_cutoff)i, &clinical, &functional, true, 0.95);

		assert_near(e.estimate, cutoff[i], 1e-15);
		assert_nan(e.conf_low);
	}
}

static void cutoffs_follow_the_better_direction(void **state)
{
	struct txo_population clinical = { 35, 8, 0 }, functional = { 8, 6, 0 };
	struct txo_estimate e;

	(void)state;
	e = txo_cutoff(TXO_CUTOFF_A, &clinical, &functional, false, 0.95);
	assert_same(e.estimate, 19.0);
	e = txo_cutoff(TXO_CUTOFF_A, &clinical, &functional, true, 0.95);
	assert_same(e.estimate, 51.0);
	e = txo_cutoff(TXO_CUTOFF_C, &clinical, &functional, false, 0.95);
	assert_near(e.estimate, (8 * 8 + 6 * 35) / 14.0, 1e-15);
}

static void a_cutoff_may_not_exist(void **state)
{
	struct txo_population clinical = { 35, 0, 0 }, functional = { 8, 0, 0 };
	struct txo_population one = { 35, NAN, 1 }, none = { NAN, NAN, 0 };
	struct txo_estimate e;

	(void)state;
	e = txo_cutoff(TXO_CUTOFF_C, &clinical, &functional, false, 0.95);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	e = txo_cutoff(TXO_CUTOFF_A, &one, &functional, false, 0.95);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_SMALLN);
	e = txo_cutoff(TXO_CUTOFF_C, &none, &functional, false, 0.95);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_NODATA);
	functional.sd = 2;
	e = txo_cutoff(TXO_CUTOFF_C, &clinical, &functional, false, 0.95);
	assert_same(e.estimate, 35.0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_interval_of_an_sd_is_from_chi_square),
		cmocka_unit_test(an_sd_needs_two_different_values),
		cmocka_unit_test(an_sd_of_a_million_million_has_an_interval),
		cmocka_unit_test(a_retest_is_a_correlation),
		cmocka_unit_test(a_retest_needs_pairs_that_vary),
		cmocka_unit_test(
			huge_and_tiny_scores_have_the_same_correlation),
		cmocka_unit_test(
			given_numbers_make_a_threshold_without_interval),
		cmocka_unit_test(a_threshold_is_as_unsure_as_the_sd),
		cmocka_unit_test(a_threshold_is_as_unsure_as_the_reliability),
		cmocka_unit_test(a_threshold_from_both_joins_their_intervals),
		cmocka_unit_test(perfect_reliability_makes_any_change_reliable),
		cmocka_unit_test(
			cutoffs_a_and_c_have_intervals_by_the_delta_method),
		cmocka_unit_test(cutoff_b_takes_the_functional_sd),
		cmocka_unit_test(cutoffs_are_those_of_the_paper),
		cmocka_unit_test(cutoffs_follow_the_better_direction),
		cmocka_unit_test(a_cutoff_may_not_exist),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
