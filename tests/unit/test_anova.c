#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sample.h"
#include "txo/groups.h"
#include "txo/note.h"

#define MOST_GROUPS 5

static struct collected memory[MOST_GROUPS];
static struct txo_sample sample[MOST_GROUPS];

/* k groups of n values each, one behind the other, NAN for none. */
static struct txo_groups groups_of(const double *value, size_t k, size_t n)
{
	for (size_t i = 0; i < k; i++) {
		double some[MOST_VALUES];
		size_t m = 0;

		for (size_t j = 0; j < n; j++)
			if (!isnan(value[i * n + j]))
				some[m++] = value[i * n + j];
		sample[i] = m ? *collect(&memory[i], some, m) :
				(struct txo_sample){ 0 };
	}
	return (struct txo_groups){ sample, k };
}

/* mucociliary efficiency, Hollander and Wolfe, as in ?kruskal.test */
static const double efficiency[] = { 2.9, 3.0, 2.5, 2.6, 3.2, 3.8, 2.7, 4.0,
				     2.4, NAN, 2.8, 3.4, 3.7, 2.2, 2.0 };

/* anova(lm(y ~ g)), oneway.test(y ~ g) */
static void both_tests_agree_with_r(void **state)
{
	struct txo_groups g = groups_of(efficiency, 3, 5);
	double df;
	struct txo_estimate e = txo_anova(&g, &df);

	(void)state;
	assert_near(e.statistic, 0.56007326007326075, 1e-13);
	assert_same(e.df, 2.0);
	assert_same(df, 11.0);
	assert_near(e.p_value, 0.58663299104173738, 1e-13);
	e = txo_welch_anova(&g, &df);
	assert_near(e.statistic, 0.39190547838578599, 1e-13);
	assert_same(e.df, 2.0);
	assert_near(df, 5.51870157516345206, 1e-13);
	assert_near(e.p_value, 0.69318547683735066, 1e-13);
}

/*
 * from anova(lm(y ~ g)); the interval by uniroot() of pf(F, 2, 11, ncp), which
 * has 9 digits
 */
static void shares_agree_with_r(void **state)
{
	struct txo_groups g = groups_of(efficiency, 3, 5);
	struct txo_estimate e = txo_eta_squared(&g, 0.95);

	(void)state;
	assert_near(e.estimate, 0.092420212765957299, 1e-13);
	assert_same(e.conf_low, 0.0);
	assert_near(e.conf_high, 0.349830552938142, 1e-8);
	e = txo_omega_squared(&g, 0.95);
	assert_near(e.estimate, -0.067061254118041369, 1e-12);
	assert_near(e.conf_high, 0.349830552938142, 1e-8);
	e = txo_epsilon_squared(&g, 0.95);
	assert_near(e.estimate, -0.072594294003868645, 1e-12);
}

static void two_groups_are_the_square_of_t(void **state)
{
	static const double v[] = { 1, 4, 6, 7, 9, 3, 8, 9, 14, NAN };
	struct txo_groups g = groups_of(v, 2, 5);
	double df;
	struct txo_estimate f = txo_anova(&g, &df);
	struct txo_estimate t = txo_student(&sample[0], &sample[1], 0.95);

	(void)state;
	assert_near(f.statistic, t.statistic * t.statistic, 1e-14);
	assert_near(f.p_value, t.p_value, 1e-13);
	f = txo_welch_anova(&g, &df);
	t = txo_welch(&sample[0], &sample[1], 0.95);
	assert_near(f.statistic, t.statistic * t.statistic, 1e-14);
	assert_near(df, t.df, 1e-13);
	assert_near(f.p_value, t.p_value, 1e-13);
}

static void groups_without_values_do_not_count(void **state)
{
	double v[25], df, df_all;
	struct txo_groups g;
	struct txo_estimate e, all;

	(void)state;
	for (size_t i = 0; i < 25; i++)
		v[i] = i < 15 ? efficiency[i] : NAN;
	g = groups_of(v, 5, 5);
	e = txo_welch_anova(&g, &df);
	g.k = 3;
	all = txo_welch_anova(&g, &df_all);
	assert_same(e.p_value, all.p_value);
	assert_same(df, df_all);
	assert_same(e.df, 2.0);
}

static void nothing_is_lost_far_from_zero(void **state)
{
	double v[15], df;
	struct txo_groups g = groups_of(efficiency, 3, 5);
	struct txo_estimate near = txo_welch_anova(&g, &df), far;

	(void)state;
	for (size_t i = 0; i < 15; i++)
		v[i] = 10 * efficiency[i] + 1e12;
	for (size_t i = 0; i < 15; i++)
		v[i] = isnan(v[i]) ? NAN : nearbyint(v[i]);
	g = groups_of(v, 3, 5);
	far = txo_welch_anova(&g, &df);
	assert_near(far.p_value, near.p_value, 1e-12);
}

struct missing {
	double value[6];	/* three groups of two */
	unsigned anova, welch;
	double eta;
};

static void what_is_missing_is_said(void **state)
{
	static const struct missing cases[] = {
		{ { NAN, NAN, NAN, NAN, NAN, NAN },
		  TXO_NOTE_NODATA,
		  TXO_NOTE_NODATA,
		  NAN },
		{ { 1, 2, NAN, NAN, NAN, NAN },
		  TXO_NOTE_FEWGROUPS,
		  TXO_NOTE_FEWGROUPS,
		  NAN },
		{ { 1, NAN, 2, NAN, 3, NAN },
		  TXO_NOTE_SMALLN,
		  TXO_NOTE_SMALLN,
		  NAN },
		{ { 0.1, 0.1, 0.1, 0.1, 0.1, NAN },
		  TXO_NOTE_CONST,
		  TXO_NOTE_CONST,
		  NAN },
		{ { 1, 1, 2, 2, 3, NAN }, TXO_NOTE_PERFECT, TXO_NOTE_CONST, 1 },
		{ { 1, 2, 4, 4, 3, 8 }, 0, TXO_NOTE_CONST, 0.55681818 },
		{ { 1, 2, 4, NAN, 3, 8 }, 0, TXO_NOTE_SMALLN, 0.55479452 },
		{ { -1e308, 1e308, 2, 3, 4, 5 },
		  TXO_NOTE_OVERFLOW,
		  TXO_NOTE_OVERFLOW,
		  NAN },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct txo_groups g = groups_of(cases[i].value, 3, 2);
		double df;
		struct txo_estimate e = txo_anova(&g, &df);

		assert_int_equal(e.note, cases[i].anova);
		assert_int_equal(isnan(e.p_value), e.note != 0);
		e = txo_welch_anova(&g, &df);
		assert_int_equal(e.note, cases[i].welch);
		assert_int_equal(isnan(e.p_value), e.note != 0);
		assert_int_equal(isnan(df), e.note != 0);
		e = txo_eta_squared(&g, 0.95);
		assert_near(e.estimate, cases[i].eta, 1e-7);
		assert_int_equal(isnan(e.conf_low), e.note != 0);
		e = txo_omega_squared(&g, 0.95);
		assert_int_equal(isnan(e.estimate), isnan(cases[i].eta));
		e = txo_epsilon_squared(&g, 0.95);
		assert_int_equal(isnan(e.estimate), isnan(cases[i].eta));
	}
}

static void a_weight_is_a_repeated_row(void **state)
{
	static const double rows[] = { 1, 1, 2, 5, 5, 5, 7, 8 };
	static const double x[] = { 1, 2, 5, 7, 8 };
	static const uint64_t w[] = { 2, 1, 1, 2, 1 };
	struct txo_groups g = groups_of(rows, 2, 4);
	double df, df_rows;
	struct txo_estimate e = txo_welch_anova(&g, &df_rows);

	(void)state;
	sample[0] = (struct txo_sample){ .x = x, .w = w, .m = 3 };
	sample[1] = (struct txo_sample){ .x = x + 2, .w = w + 3, .m = 3 };
	sample[1].w = (const uint64_t[]){ 2, 1, 1 };
	assert_same(txo_welch_anova(&g, &df).p_value, e.p_value);
	assert_same(df, df_rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_tests_agree_with_r),
		cmocka_unit_test(shares_agree_with_r),
		cmocka_unit_test(two_groups_are_the_square_of_t),
		cmocka_unit_test(groups_without_values_do_not_count),
		cmocka_unit_test(nothing_is_lost_far_from_zero),
		cmocka_unit_test(what_is_missing_is_said),
		cmocka_unit_test(a_weight_is_a_repeated_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
