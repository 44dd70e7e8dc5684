#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sample.h"
#include "txo/note.h"
#include "txo/pairwise.h"
#include "txo/studentized_range.h"

/* warpbreaks$breaks by tension: L, M, H */
static const double breaks[] = { 14, 19, 20, 25, 26, 26, 27, 29, 29, 30, 31,
				 41, 44, 51, 52, 54, 67, 70, 12, 16, 17, 18,
				 18, 19, 21, 21, 26, 28, 29, 29, 30, 35, 36,
				 39, 39, 42, 10, 13, 15, 15, 15, 16, 17, 18,
				 20, 21, 21, 24, 24, 26, 28, 28, 36, 43 };

static struct collected room[4];

static struct txo_groups groups_of(struct txo_sample *s, const double *y,
				   const size_t *n, size_t k)
{
	for (size_t i = 0; i < k; y += n[i++])
		s[i] = n[i] > 0 ? *collect(&room[i], y, n[i]) :
				  (struct txo_sample){ .m = 0 };
	return (struct txo_groups){ s, k };
}

static void check_pair(const struct txo_pair *p, const double *expected)
{
	assert_near(p->e.estimate, expected[0], 1e-13);
	assert_near(p->e.std_error, expected[1], 1e-13);
	assert_near(p->e.statistic, expected[2], 1e-13);
	assert_near(p->e.df, expected[3], 1e-13);
	assert_near(p->e.p_value, expected[4], 1e-12);
	/* ptukey() and qtukey() of R have 9 and 5 digits */
	assert_near(p->p_adjusted, expected[5], 1e-8);
	assert_near(p->e.conf_low, expected[6], 1e-5);
	assert_near(p->e.conf_high, expected[7], 1e-5);
}

static void the_studentized_range_is_right(void **state)
{
	(void)state;
	/* the double integral in 25 digits on a fine grid */
	assert_near(txo_studentized_range(3.5, 3, 20), 0.05589184908174899,
		    1e-13);
	assert_near(txo_studentized_range(10, 4, 5), 0.003333976921331955,
		    1e-13);
	assert_near(txo_studentized_range(60, 10, 12), 6.019625959788646e-13,
		    1e-13);
	assert_near(txo_studentized_range(5, 50, 100), 0.2441483925838371,
		    1e-13);
	assert_near(txo_studentized_range(4, 20, 2), 0.5717616312119152, 1e-13);
	/* 2 * pt(-1 / sqrt(2), 7): the range of two is a difference */
	assert_near(txo_studentized_range(1, 2, 7), 0.502354017079918, 1e-13);
	/* ptukey(x, k, df, lower.tail = FALSE) */
	assert_near(txo_studentized_range(0.1, 3, 10), 0.997247943933764, 1e-9);
	assert_near(txo_studentized_range(6, 300, 30), 0.416429317784837, 1e-6);
	assert_near(txo_studentized_range(3.3, 3, INFINITY), 0.0513109064189863,
		    1e-7);
}

static void its_quantile_turns_it_back(void **state)
{
	static const double c[][3] = {
		{ 0.95, 3, 20 },      { 0.5, 2, 1 },  { 0.999, 40, 7.3 },
		{ 0.9, 5, INFINITY }, { 0.01, 3, 4 }, { 0.95, 10, 2.5 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(c); i++) {
		double q = txo_studentized_range_quantile(c[i][0], c[i][1],
							  c[i][2]);

		assert_near(txo_studentized_range(q, c[i][1], c[i][2]),
			    1 - c[i][0], 1e-11);
	}
	/* qtukey(0.95, 3, 20), qtukey(0.95, 10, 12) */
	assert_near(txo_studentized_range_quantile(0.95, 3, 20),
		    3.57793458152557, 1e-7);
	assert_near(txo_studentized_range_quantile(0.95, 10, 12),
		    5.39460509811604, 1e-7);
}

static void outside_of_the_domain_there_is_nothing(void **state)
{
	(void)state;
	assert_same(txo_studentized_range(0, 3, 5), 1.0);
	assert_same(txo_studentized_range(-2, 3, 5), 1.0);
	assert_same(txo_studentized_range(INFINITY, 3, 5), 0.0);
	assert_nan(txo_studentized_range(NAN, 3, 5));
	assert_nan(txo_studentized_range(2, 1, 5));
	assert_nan(txo_studentized_range(2, 3, 0));
	assert_nan(txo_studentized_range_quantile(1, 3, 5));
	assert_nan(txo_studentized_range_quantile(0.95, 1, 5));
	assert_nan(txo_studentized_range_quantile(0.95, 3, NAN));
}

static void tukey_is_that_of_r(void **state)
{
	/* TukeyHSD(aov(breaks ~ tension)), pairs(emmeans()), 2 * pt() */
	static const double expected[][8] = {
		{ -10, 3.96019287055775, -2.52512953961043, 51,
		  0.014716962666685346, 0.03845976806484, -19.55982444398285,
		  -0.44017555601713 },
		{ -14.7222222222222, 3.96019287055775, -3.71755182220424, 51,
		  0.00050086048179325948, 0.0014315033079777,
		  -24.28204666620508, -5.16239777823935 },
		{ -4.72222222222222, 3.96019287055775, -1.19242228259381, 51,
		  0.2386143753328753, 0.463083097086182, -14.28204666620508,
		  4.83760222176064 },
	};
	struct txo_sample s[3];
	struct txo_groups g = groups_of(s, breaks, (size_t[]){ 18, 18, 18 }, 3);
	struct txo_pair p[] = { { .a = 1, .b = 0 },
				{ .a = 2, .b = 0 },
				{ .a = 2, .b = 1 } };
	struct txo_error err = { 0 };

	(void)state;
	assert_int_equal(txo_tukey(&g, 0.95, p, 3, &err), TXO_OK);
	for (size_t i = 0; i < 3; i++)
		check_pair(&p[i], expected[i]);
	assert_string_equal(p[0].e.method,
			    "Tukey-Kramer, simultaneous p and interval");
}

static void groups_of_any_size_are_kramers(void **state)
{
	static const double y[] = {
		3, 5, 4, 6, 8, 7, 9, 9, 2, 1, 4, 3, 3, 2, 5
	};
	struct txo_sample s[4];
	struct txo_groups g = groups_of(s, y, (size_t[]){ 5, 3, 0, 7 }, 4);
	struct txo_pair p[] = { { .a = 1, .b = 0 },
				{ .a = 3, .b = 0 },
				{ .a = 1, .b = 3 },
				{ .a = 1, .b = 2 } };
	struct txo_error err = { 0 };

	(void)state;
	/* TukeyHSD(aov(y ~ g)); the empty group does not count */
	assert_int_equal(txo_tukey(&g, 0.95, p, 4, &err), TXO_OK);
	assert_near(p[0].e.estimate, 3.13333333333334, 1e-13);
	assert_near(p[0].p_adjusted, 0.0401098373836657, 1e-8);
	assert_near(p[0].e.conf_low, 0.140047407948685, 1e-6);
	assert_near(p[1].p_adjusted, 0.0558876539536332, 1e-8);
	assert_near(p[1].e.conf_high, 0.0571107985947084, 1e-6);
	assert_near(p[2].p_adjusted, 0.000635449150309553, 1e-8);
	assert_int_equal(p[3].e.note, TXO_NOTE_NODATA);
	assert_nan(p[3].p_adjusted);
}

static void games_howell_is_as_by_its_formula(void **state)
{
	/* sqrt(v1 / n1 + v2 / n2), Welch's df, 2 * pt(), ptukey(), qtukey() */
	static const double expected[][8] = {
		{ -10, 4.43270508432048, -2.25595879034956, 26.5535335701578,
		  0.0325248132736696, 0.0800822719987253, -21.0011283223894,
		  1.00112832238946 },
		{ -14.7222222222222, 4.34774292648833, -3.38617587818453,
		  25.2223835541053, 0.0023267944377645, 0.00635516306386896,
		  -25.5457858609189, -3.89865858352554 },
		{ -4.72222222222222, 2.91507114778686, -1.61993377959483,
		  33.7399646409104, 0.114557102318147, 0.251298243634001,
		  -11.8679045669502, 2.42346012250575 },
	};
	struct txo_sample s[3];
	struct txo_groups g = groups_of(s, breaks, (size_t[]){ 18, 18, 18 }, 3);
	struct txo_pair p[] = { { .a = 1, .b = 0 },
				{ .a = 2, .b = 0 },
				{ .a = 2, .b = 1 } };
	struct txo_error err = { 0 };

	(void)state;
	assert_int_equal(txo_games_howell(&g, 0.95, p, 3, &err), TXO_OK);
	for (size_t i = 0; i < 3; i++)
		check_pair(&p[i], expected[i]);
}

static void dunn_is_as_by_its_formula(void **state)
{
	/* mean ranks, sqrt(s2 * (1 / n1 + 1 / n2)), 2 * pnorm() */
	static const double expected[][4] = {
		{ -8.86111111111111, 5.23904467422568, -1.69136009752021,
		  0.0907680484008737 },
		{ -17.2222222222222, 5.23904467422568, -3.28728294815841,
		  0.00101159137227127 },
		{ -8.36111111111111, 5.23904467422568, -1.5959228506382,
		  0.11050601909247 },
	};
	struct txo_sample s[3];
	struct txo_groups g = groups_of(s, breaks, (size_t[]){ 18, 18, 18 }, 3);
	struct txo_pair p[] = { { .a = 1, .b = 0 },
				{ .a = 2, .b = 0 },
				{ .a = 2, .b = 1 } };
	struct txo_error err = { 0 };

	(void)state;
	assert_int_equal(txo_dunn(&g, p, 3, &err), TXO_OK);
	for (size_t i = 0; i < 3; i++) {
		assert_near(p[i].e.estimate, expected[i][0], 1e-13);
		assert_near(p[i].e.std_error, expected[i][1], 1e-13);
		assert_near(p[i].e.statistic, expected[i][2], 1e-13);
		assert_near(p[i].e.p_value, expected[i][3], 1e-12);
		assert_nan(p[i].p_adjusted);
		assert_nan(p[i].e.conf_low);
	}
}

static void two_groups_are_student_and_welch(void **state)
{
	struct txo_sample s[2];
	struct txo_groups g = groups_of(s, breaks, (size_t[]){ 10, 25 }, 2);
	struct txo_pair p = { .a = 0, .b = 1 };
	struct txo_error err = { 0 };
	struct txo_estimate e = txo_student(&s[0], &s[1], 0.9);

	(void)state;
	assert_int_equal(txo_tukey(&g, 0.9, &p, 1, &err), TXO_OK);
	assert_near(p.e.p_value, e.p_value, 1e-13);
	assert_near(p.p_adjusted, e.p_value, 1e-12);
	assert_near(p.e.conf_low, e.conf_low, 1e-10);
	assert_near(p.e.conf_high, e.conf_high, 1e-10);
	e = txo_welch(&s[0], &s[1], 0.9);
	assert_int_equal(txo_games_howell(&g, 0.9, &p, 1, &err), TXO_OK);
	assert_near(p.p_adjusted, e.p_value, 1e-12);
	assert_near(p.e.conf_low, e.conf_low, 1e-10);
}

static void what_is_undefined_is_said(void **state)
{
	static const double y[] = { 1, 2, 2, 3, 3, 3 };
	struct txo_sample s[4];
	struct txo_groups g = groups_of(s, y, (size_t[]){ 1, 2, 3, 0 }, 4);
	struct txo_pair p[] = { { .a = 1, .b = 0 },
				{ .a = 2, .b = 1 },
				{ .a = 3, .b = 1 } };
	struct txo_error err = { 0 };

	(void)state;
	assert_int_equal(txo_tukey(&g, 0.95, p, 3, &err), TXO_OK);
	assert_int_equal(p[0].e.note, TXO_NOTE_CONST);
	assert_same(p[0].e.estimate, 1.0);
	assert_nan(p[0].p_adjusted);
	assert_int_equal(p[2].e.note, TXO_NOTE_NODATA);
	assert_int_equal(txo_games_howell(&g, 0.95, p, 3, &err), TXO_OK);
	assert_int_equal(p[0].e.note, TXO_NOTE_SMALLN);
	assert_int_equal(p[1].e.note, TXO_NOTE_CONST);
	assert_int_equal(p[2].e.note, TXO_NOTE_NODATA);
	assert_int_equal(txo_dunn(&g, p, 3, &err), TXO_OK);
	assert_int_equal(p[0].e.note, 0);
	assert_int_equal(p[2].e.note, TXO_NOTE_NODATA);
	g = groups_of(s, y + 3, (size_t[]){ 1, 2 }, 2);
	assert_int_equal(txo_dunn(&g, p, 1, &err), TXO_OK);
	assert_int_equal(p[0].e.note, TXO_NOTE_CONST);
	assert_same(p[0].e.estimate, 0.0);
	g = groups_of(s, y, (size_t[]){ 1, 1 }, 2);
	assert_int_equal(txo_tukey(&g, 0.95, p, 1, &err), TXO_OK);
	assert_int_equal(p[0].e.note, TXO_NOTE_SMALLN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_studentized_range_is_right),
		cmocka_unit_test(its_quantile_turns_it_back),
		cmocka_unit_test(outside_of_the_domain_there_is_nothing),
		cmocka_unit_test(tukey_is_that_of_r),
		cmocka_unit_test(groups_of_any_size_are_kramers),
		cmocka_unit_test(games_howell_is_as_by_its_formula),
		cmocka_unit_test(dunn_is_as_by_its_formula),
		cmocka_unit_test(two_groups_are_student_and_welch),
		cmocka_unit_test(what_is_undefined_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
