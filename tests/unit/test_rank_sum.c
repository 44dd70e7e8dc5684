#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sample.h"
#include "stats/rank_sum_null.h"
#include "txo/groups.h"
#include "txo/note.h"

static struct collected one, two;

static struct txo_estimate test_of(const struct txo_sample *a,
				   const struct txo_sample *b)
{
	struct txo_error err;
	struct txo_estimate e;

	assert_int_equal(txo_rank_sum(a, b, 0.95, &e, &err), TXO_OK);
	return e;
}

/* wilcox.test(x, y, conf.int = TRUE); Hollander and Wolfe, permeability */
static void the_exact_test_agrees_with_r(void **state)
{
	static const double x[] = { 0.80, 0.83, 1.89, 1.04, 1.45,
				    1.38, 1.91, 1.64, 0.73, 1.46 };
	static const double y[] = { 1.15, 0.88, 0.90, 0.74, 1.21 };
	struct txo_estimate e = test_of(collect(&one, x, 10),
					collect(&two, y, 5));

	(void)state;
	assert_same(e.statistic, 35.0);
	assert_near(e.p_value, 0.25441225441225443, 1e-15);
	assert_near(e.estimate, 0.305, 1e-14);
	assert_near(e.conf_low, -0.15, 1e-14);
	assert_near(e.conf_high, 0.76, 1e-14);
	assert_int_equal(e.note, 0);
}

/* coin::wilcox_test(distribution = "exact"); R's own has .0786, without ties */
static void ties_have_their_own_distribution(void **state)
{
	static const double x[] = { 1, 2, 2, 3, 5 };
	static const double y[] = { 2, 4, 4, 6, 7, 7 };
	struct txo_estimate e = test_of(collect(&one, x, 5),
					collect(&two, y, 6));

	(void)state;
	assert_same(e.statistic, 5.0);
	assert_near(e.p_value, 31.0 / 462, 1e-15);	/* .06709957 */
	assert_same(e.estimate, -2.0);
}

static unsigned bits_of(unsigned x)
{
	unsigned n = 0;

	for (; x; x &= x - 1)
		n++;
	return n;
}

/*
 * Of all choices of as many of n scores as `mask` has, the share whose sum is as
 * far from the mean as that of mask.
 */
static double share_by_force(const unsigned *twice, unsigned n, unsigned mask)
{
	unsigned take = bits_of(mask), all = 0, far = 0;
	int total = 0, observed = 0;

	for (unsigned i = 0; i < n; i++) {
		total += (int)twice[i];
		observed += mask >> i & 1 ? (int)twice[i] : 0;
	}
	for (unsigned m = 0; m < 1u << n; m++) {
		int sum = 0;

		if (bits_of(m) != take)
			continue;
		for (unsigned i = 0; i < n; i++)
			sum += m >> i & 1 ? (int)twice[i] : 0;
		all++;
		far += abs((int)n * sum - (int)take * total) >=
		       abs((int)n * observed - (int)take * total);
	}
	return (double)far / all;
}

/*
 * The values of `border`: bit i says that a new value begins behind place i; the
 * places of `mask` are in a.
 */
static void check_configuration(unsigned n, unsigned border, unsigned mask)
{
	double a[8], b[8], value[8];
	unsigned twice[8], na = 0, nb = 0, begin = 0;
	struct txo_estimate e;

	for (unsigned i = 0; i < n; i++) {
		if (i + 1 < n && !(border >> i & 1))
			continue;
		for (unsigned j = begin; j <= i; j++) {
			value[j] = begin;
			twice[j] = begin + i + 2;
		}
		begin = i + 1;
	}
	for (unsigned i = 0; i < n; i++) {
		if (mask >> i & 1)
			a[na++] = value[i];
		else
			b[nb++] = value[i];
	}
	e = test_of(collect(&one, a, na), collect(&two, b, nb));
	assert_near(e.p_value, share_by_force(twice, n, mask), 1e-14);
}

static void all_configurations_of_up_to_seven_are_exact(void **state)
{
	size_t cases = 0;

	(void)state;
	for (unsigned n = 2; n <= 7; n++)
		for (unsigned border = 0; border < 1u << (n - 1); border++)
			for (unsigned mask = 1; mask + 1 < 1u << n; mask++) {
				check_configuration(n, border, mask);
				cases++;
			}
	assert_int_equal(cases, 10668);
}

/* wilcox.test(1:100, 41:140, exact = TRUE); coin has it with the same digits */
static void small_p_values_of_two_hundred_keep_their_digits(void **state)
{
	double x[100], y[100];
	struct txo_estimate e;

	(void)state;
	for (size_t i = 0; i < 100; i++) {
		x[i] = (double)i;
		y[i] = (double)i + 100;
	}
	e = test_of(collect(&one, x, 100), collect(&two, y, 100));
	assert_same(e.statistic, 0.0);
	/* 2 / choose(200, 100) */
	assert_near(e.p_value, 2.2087606931995054e-59, 1e-13);
	assert_same(e.estimate, -100.0);
	x[99] = 100;	/* a tie across the groups */
	e = test_of(collect(&one, x, 100), collect(&two, y, 100));
	assert_same(e.statistic, 0.5);
	/* the tied pair either way round */
	assert_near(e.p_value, 2 * 2.2087606931995054e-59, 1e-13);
}

static void beyond_two_hundred_it_is_normal(void **state)
{
	static const double x[] = { 0, 1 };
	static const uint64_t w[] = { 60, 40 }, v[] = { 40, 61 };
	struct txo_sample a = { .x = x, .w = w, .m = 2 };
	struct txo_sample b = { .x = x, .w = v, .m = 2 };
	struct txo_estimate e = test_of(&a, &b);
	/* W - mn / 2, and its variance, both by hand */
	double excess = 60 * 40 * 0.5 + 40 * 40 + 40 * 61 * 0.5 - 5050;
	double var = 10100 / 12.0 *
		     (202 - (100.0 * 9999 + 101.0 * 10200) / (201 * 200.0));

	(void)state;
	assert_near(e.p_value, erfc(fabs(excess) / sqrt(2 * var)), 1e-13);
	assert_same(e.estimate, 0.0);
	assert_same(e.conf_low, 0.0);
	assert_same(e.conf_high, 0.0);
	assert_int_equal(e.note, TXO_NOTE_TIES);
	assert_non_null(strstr(e.method, "normal"));
}

static void a_weight_is_a_repeated_row(void **state)
{
	static const double rows[] = { 1, 1, 2, 2, 2, 7 };
	static const double x[] = { 1, 2, 7 }, y[] = { 0, 2, 3, 5 };
	static const uint64_t w[] = { 2, 3, 1 };
	struct txo_sample s = { .x = x, .w = w, .m = 3 };
	struct txo_estimate e = test_of(collect(&one, rows, 6),
					collect(&two, y, 4));
	struct txo_estimate f = test_of(&s, collect(&two, y, 4));

	(void)state;
	assert_same(e.p_value, f.p_value);
	assert_same(e.estimate, f.estimate);
	assert_same(e.conf_low, f.conf_low);
}

static void huge_weights_are_no_burden(void **state)
{
	static const double x[] = { 1, 2, 3 };
	static const uint64_t w[] = { 1000000000000, 2, 1000000000000 };
	static const uint64_t v[] = { 1000000000000, 1, 1000000000001 };
	struct txo_sample a = { .x = x, .w = w, .m = 3 };
	struct txo_sample b = { .x = x, .w = v, .m = 3 };
	struct txo_estimate e = test_of(&a, &b);

	(void)state;
	assert_true(e.p_value > 0.99 && e.p_value < 1);
	assert_same(e.estimate, 0.0);
}

static void equal_values_are_no_evidence(void **state)
{
	static const double x[] = { 3, 3, 3, 3 };
	struct txo_estimate e = test_of(collect(&one, x, 4),
					collect(&two, x, 4));

	(void)state;
	assert_same(e.p_value, 1.0);
	assert_same(e.statistic, 8.0);
	assert_same(e.estimate, 0.0);
	assert_int_equal(e.note, TXO_NOTE_CONST);
}

static void small_groups_have_no_interval(void **state)
{
	static const double x[] = { 4, 5, 6 }, y[] = { 1, 2, 3 };
	struct txo_sample empty = { 0 };
	struct txo_estimate e = test_of(collect(&one, x, 3),
					collect(&two, y, 3));

	(void)state;
	assert_near(e.p_value, 0.1, 1e-15);
	assert_same(e.estimate, 3.0);
	assert_nan(e.conf_low);
	assert_int_equal(e.note, TXO_NOTE_SMALLN);
	e = test_of(collect(&one, x, 1), collect(&two, y, 1));
	assert_same(e.p_value, 1.0);
	assert_same(e.estimate, 3.0);
	e = test_of(&empty, collect(&two, y, 1));
	assert_int_equal(e.note, TXO_NOTE_NODATA);
	assert_nan(e.statistic);
}

/* qwilcox(0.025, m, n); 0 where even the whole range leaves more outside */
static void borders_agree_with_r(void **state)
{
	static const size_t cases[][3] = {
		{ 3, 3, 0 },  { 3, 4, 0 },  { 3, 5, 1 },    { 4, 4, 1 },
		{ 5, 10, 9 }, { 10, 5, 9 }, { 12, 12, 38 }, { 20, 20, 128 },
		{ 1, 38, 0 }, { 1, 40, 1 }, { 2, 30, 6 },   { 49, 49, 925 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct txo_error err;
		size_t rank;

		assert_int_equal(txo_rank_sum_border(cases[i][0], cases[i][1],
						     0.95, &rank, &err),
				 TXO_OK);
		assert_int_equal(rank, cases[i][2]);
	}
}

static void values_beyond_a_double_apart_have_no_shift(void **state)
{
	static const double x[] = { 1.5e308, 1.6e308 }, y[] = { -1e308, 0 };
	struct txo_estimate e = test_of(collect(&one, x, 2),
					collect(&two, y, 2));

	(void)state;
	assert_same(e.statistic, 4.0);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_OVERFLOW);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_exact_test_agrees_with_r),
		cmocka_unit_test(ties_have_their_own_distribution),
		cmocka_unit_test(all_configurations_of_up_to_seven_are_exact),
		cmocka_unit_test(
			small_p_values_of_two_hundred_keep_their_digits),
		cmocka_unit_test(beyond_two_hundred_it_is_normal),
		cmocka_unit_test(a_weight_is_a_repeated_row),
		cmocka_unit_test(huge_weights_are_no_burden),
		cmocka_unit_test(equal_values_are_no_evidence),
		cmocka_unit_test(small_groups_have_no_interval),
		cmocka_unit_test(borders_agree_with_r),
		cmocka_unit_test(values_beyond_a_double_apart_have_no_shift),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
