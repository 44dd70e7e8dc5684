#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sample.h"
#include "txo/note.h"
#include "txo/permutation.h"

#define EXACT "permutation test of equal means, exact"
#define DRAWN "permutation test of equal means, random permutations"

static struct collected room[4];

static struct txo_counted permute(const struct txo_sample *s, size_t k)
{
	static const struct txo_draws draws = { 2, 9999 };
	struct txo_groups g = { s, k };
	struct txo_error err = { 0 };
	struct txo_counted c;

	assert_int_equal(txo_permutation(&g, 0.95, &draws, &c, &err), TXO_OK);
	return c;
}

/* k groups of the values, of the sizes n. */
static struct txo_counted permute_values(const double *y, const size_t *n,
					 size_t k)
{
	struct txo_sample s[4] = { { 0 } };

	for (size_t i = 0; i < k; y += n[i++])
		if (n[i] > 0)
			s[i] = *collect(&room[i], y, n[i]);
	return permute(s, k);
}

static void two_groups_are_as_in_coin(void **state)
{
	/* permeability of Hollander and Wolfe, sleep, and ties */
	static const double permeability[] = { 0.80, 0.83, 1.89, 1.04, 1.45,
					       1.38, 1.91, 1.64, 0.73, 1.46,
					       1.15, 0.88, 0.90, 0.74, 1.21 };
	static const double hours[] = { 0.7,  -1.6, -0.2, -1.2, -0.1, 3.4, 3.7,
					0.8,  0.0,  2.0,  1.9,	0.8,  1.1, 0.1,
					-0.1, 4.4,  5.5,  1.6,	4.6,  3.4 };
	static const double ties[] = { 1, 2, 2, 3, 5, 2, 4, 4, 6, 7, 7 };
	struct txo_counted c = permute_values(permeability, (size_t[]){ 10, 5 },
					      2);

	(void)state;
	/* oneway_test(y ~ g, distribution = "exact") */
	assert_near(c.e.statistic, 1.5225351100491777, 1e-13);
	assert_near(c.e.p_value, 0.13186813186813187, 1e-13);
	assert_string_equal(c.e.method, EXACT);
	assert_int_equal(c.draws, 0);
	assert_nan(c.p_low);
	c = permute_values(hours, (size_t[]){ 10, 10 }, 2);
	assert_near(c.e.statistic, -1.7508067183528486, 1e-13);
	assert_near(c.e.p_value, 0.081447963800904979, 1e-13);
	c = permute_values(ties, (size_t[]){ 5, 6 }, 2);
	assert_near(c.e.statistic, -1.8702876004780722, 1e-13);
	assert_near(c.e.p_value, 0.062770562770562782, 1e-13);
}

static void two_hundred_scores_are_exact(void **state)
{
	/* oneway_test() of 80 and 120 values on a scale from 1 to 9 */
	static const double x[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	static const uint64_t v[] = { 1, 4, 19, 16, 16, 19, 4, 1 };
	static const double y[] = { 3, 4, 5, 6, 7, 8, 9 };
	static const uint64_t w[] = { 5, 25, 26, 33, 23, 6, 2 };
	struct txo_sample s[] = { { .x = x, .w = v, .m = 8 },
				  { .x = y, .w = w, .m = 7 } };
	struct txo_counted c = permute(s, 2);

	(void)state;
	assert_near(c.e.statistic, -5.0504470641687913, 1e-13);
	assert_near(c.e.p_value, 2.7915614519630249e-07, 1e-11);
	assert_string_equal(c.e.method, EXACT);
}

static void three_groups_are_as_enumerated(void **state)
{
	static const double y[] = { 1, 2, 4, 3, 5, 6, 2, 8, 9 };
	struct txo_counted c = permute_values(y, (size_t[]){ 3, 3, 3 }, 3);

	(void)state;
	/* oneway_test(y ~ g); 402 of 1680 ways by combn() */
	assert_near(c.e.statistic, 3.1142857142857143, 1e-14);
	assert_same(c.e.df, 2.0);
	assert_near(c.e.p_value, 402.0 / 1680, 1e-14);
	assert_string_equal(c.e.method, EXACT);
}

static double between(const double *y, const size_t *group, size_t n,
		      const size_t *size, size_t k)
{
	double sum[4] = { 0 }, s = 0, all = 0;

	for (size_t i = 0; i < n; i++) {
		sum[group[i]] += y[i];
		all += y[i];
	}
	for (size_t g = 0; g < k; g++) {
		double d = sum[g] - all * (double)size[g] / (double)n;

		s += d * d / (double)size[g];
	}
	return s;
}

/* By all assignments of groups to values that have the sizes. */
static double enumerated(const double *y, const size_t *size, size_t k,
			 size_t n)
{
	size_t group[8] = { 0 }, all = 0, far = 0, ways = 1;
	double observed;

	for (size_t g = 0, i = 0; g < k; g++)
		for (size_t j = 0; j < size[g]; j++)
			group[i++] = g;
	observed = between(y, group, n, size, k);
	for (size_t i = 0; i < n; i++)
		ways *= k;
	for (size_t code = 0; code < ways; code++) {
		size_t seen[4] = { 0 }, rest = code;
		bool fits = true;

		for (size_t i = 0; i < n; i++, rest /= k)
			seen[group[i] = rest % k]++;
		for (size_t g = 0; g < k; g++)
			fits &= seen[g] == size[g];
		if (!fits)
			continue;
		all++;
		far += between(y, group, n, size, k) >= observed - 1e-9;
	}
	return (double)far / (double)all;
}

/* All vectors of n values out of 0, 1, 2 (times `unit`). */
static void check_all(const size_t *size, size_t k, double unit)
{
	size_t n = 0, vectors = 1;
	double y[8];

	for (size_t g = 0; g < k; g++)
		n += size[g];
	for (size_t i = 0; i < n; i++)
		vectors *= 3;
	for (size_t code = 1; code < vectors - 1; code++) {
		struct txo_counted c;
		size_t rest = code;

		for (size_t i = 0; i < n; i++, rest /= 3)
			y[i] = (double)(rest % 3) * unit;
		c = permute_values(y, size, k);
		if (c.e.note == TXO_NOTE_CONST)
			continue;
		assert_int_equal(c.e.note, 0);
		assert_near(c.e.p_value, enumerated(y, size, k, n), 1e-12);
	}
}

static void all_small_samples_are_as_enumerated(void **state)
{
	static const size_t two[][2] = { { 1, 1 }, { 1, 2 }, { 2, 2 },
					 { 3, 1 }, { 2, 3 }, { 1, 5 },
					 { 3, 3 }, { 4, 3 }, { 5, 2 } };
	static const size_t three[][3] = {
		{ 1, 1, 1 }, { 2, 1, 1 }, { 2, 2, 2 }, { 1, 2, 3 }
	};

	(void)state;
	for (size_t i = 0; i < COUNT(two); i++)
		check_all(two[i], 2, 1);
	for (size_t i = 0; i < COUNT(three); i++)
		check_all(three[i], 3, 1);
	/* values that are no decimals */
	check_all(two[6], 2, 1.0 / 3);
	check_all(three[3], 3, 1.0 / 7);
}

static void decimals_are_equal_where_they_are(void **state)
{
	struct txo_sample s[2];
	struct txo_counted c;

	(void)state;
	/* 0.1 + 0.2 is 0.3: 2 of 6 ways, as for 1, 2, 3, 0 */
	s[0] = *decimals(&room[0], "0.1 0.2", NULL);
	s[1] = *decimals(&room[1], "0 0.3", NULL);
	c = permute(s, 2);
	assert_near(c.e.p_value, 1.0, 1e-15);
	s[0] = *decimals(&room[0], "0 0.1", NULL);
	s[1] = *decimals(&room[1], "0.2 0.3", NULL);
	assert_near(permute(s, 2).e.p_value, 2.0 / 6, 1e-15);
}

static void many_values_are_drawn(void **state)
{
	static const double x[] = { 0, 1, 2, 3, 4 };
	static const uint64_t v[] = { 1000000, 2000000, 3000000, 2000000,
				      1000000 };
	static const uint64_t w[] = { 1000000, 2001000, 3001000, 2000000,
				      1001000 };
	static const uint64_t u[] = { 1000000000000, 1000000000000,
				      1000000000000, 1000000000000,
				      1000000000000 };
	struct txo_sample s[] = { { .x = x, .w = v, .m = 5 },
				  { .x = x, .w = w, .m = 5 },
				  { .x = x, .w = u, .m = 5 } };
	struct txo_counted c = permute(s, 2), again = permute(s, 2);

	(void)state;
	assert_string_equal(c.e.method, DRAWN);
	assert_int_equal(c.e.note, TXO_NOTE_APPROX);
	assert_int_equal(c.draws, 9999);
	assert_same(c.e.p_value, again.e.p_value);
	/* as many as one likes: the normal distribution */
	assert_true(c.p_low < erfc(fabs(c.e.statistic) / sqrt(2)) &&
		    erfc(fabs(c.e.statistic) / sqrt(2)) < c.p_high);
	c = permute(s, 3);
	assert_string_equal(c.e.method, DRAWN);
	assert_true(c.p_low < exp(-c.e.statistic / 2) &&
		    exp(-c.e.statistic / 2) < c.p_high);
}

static void too_many_values_have_the_asymptotic_test(void **state)
{
	static double x[2][6000];
	static uint64_t w[6000];
	struct txo_sample s[2];
	struct txo_counted c;

	(void)state;
	for (size_t i = 0; i < 6000; i++) {
		x[0][i] = (double)i;
		x[1][i] = (double)i + 0.5;
		w[i] = 1;
	}
	for (size_t i = 0; i < 2; i++)
		s[i] = (struct txo_sample){ .x = x[i], .w = w, .m = 6000 };
	c = permute(s, 2);
	assert_string_equal(c.e.method,
			    "permutation test of equal means, asymptotic");
	assert_int_equal(c.e.note, TXO_NOTE_APPROX);
	assert_int_equal(c.draws, 0);
	assert_near(c.e.p_value, erfc(fabs(c.e.statistic) / sqrt(2)), 1e-13);
}

static void what_is_undefined_is_said(void **state)
{
	static const double y[] = { 2, 2, 2, 2 };

	(void)state;
	assert_int_equal(permute(NULL, 0).e.note, TXO_NOTE_NODATA);
	assert_int_equal(permute_values(y, (size_t[]){ 0, 0 }, 2).e.note,
			 TXO_NOTE_NODATA);
	assert_int_equal(permute_values(y, (size_t[]){ 0, 4 }, 2).e.note,
			 TXO_NOTE_FEWGROUPS);
	assert_int_equal(permute_values(y, (size_t[]){ 1, 3 }, 2).e.note,
			 TXO_NOTE_CONST);
	assert_nan(permute_values(y, (size_t[]){ 1, 3 }, 2).e.p_value);
}

static void an_empty_group_does_not_count(void **state)
{
	static const double y[] = { 1, 2, 2, 3, 5, 2, 4, 4, 6, 7, 7 };
	struct txo_counted a = permute_values(y, (size_t[]){ 5, 6 }, 2);
	struct txo_counted b = permute_values(y, (size_t[]){ 5, 0, 6 }, 3);

	(void)state;
	assert_same(a.e.p_value, b.e.p_value);
	assert_same(a.e.statistic, b.e.statistic);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_groups_are_as_in_coin),
		cmocka_unit_test(two_hundred_scores_are_exact),
		cmocka_unit_test(three_groups_are_as_enumerated),
		cmocka_unit_test(all_small_samples_are_as_enumerated),
		cmocka_unit_test(decimals_are_equal_where_they_are),
		cmocka_unit_test(many_values_are_drawn),
		cmocka_unit_test(too_many_values_have_the_asymptotic_test),
		cmocka_unit_test(what_is_undefined_is_said),
		cmocka_unit_test(an_empty_group_does_not_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
