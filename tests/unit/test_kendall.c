#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cloud.h"
#include "near.h"
#include "stats/kendall.h"
#include "txo/note.h"
#include "txo/rank.h"

/* Hunter L values and panel scores of tuna, an example of R's cor.test. */
static const double tuna_x[] = { 44.4, 45.9, 41.9, 53.3, 44.7,
				 44.1, 50.7, 45.2, 60.1 };
static const double tuna_y[] = { 2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8 };

static struct txo_estimate kendall(const struct txo_pairs *p)
{
	struct txo_error err = { 0 };
	struct txo_estimate e;

	assert_int_equal(txo_kendall(p, 0.95, &e, &err), TXO_OK);
	return e;
}

static struct txo_estimate mann_kendall(const struct txo_pairs *p)
{
	struct txo_error err = { 0 };
	struct txo_estimate e;

	assert_int_equal(txo_mann_kendall(p, 0.95, &e, &err), TXO_OK);
	return e;
}

static void without_ties_the_test_is_exact(void **state)
{
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, tuna_x, tuna_y, 9);
	struct txo_estimate e = kendall(&p);

	(void)state;
	/* cor.test(x, y, method = "kendall") */
	assert_near(e.estimate, 0.44444444444444442, 1e-15);
	assert_same(e.statistic, 26.0);
	assert_near(e.p_value, 0.1194389329805996, 1e-14);
	assert_string_equal(e.method, "Kendall tau-b exact");
	/* the formula of ASE1 over the pairs, written out in R */
	assert_near(e.std_error, 0.21911406604072653, 1e-13);
	assert_near(e.conf_low, -0.057349125678647583, 1e-12);
	assert_near(e.conf_high, 0.76696852612667632, 1e-12);
	assert_int_equal(e.note, 0);
}

static void with_ties_the_test_is_normal(void **state)
{
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, cars_speed, cars_dist, 50);
	struct txo_estimate e = kendall(&p);

	(void)state;
	/* cor.test(cars$speed, cars$dist, method = "kendall") */
	assert_near(e.estimate, 0.66899014998587514, 1e-14);
	assert_near(e.statistic, 6.6654658883680078, 1e-14);
	assert_near(e.p_value, 2.6382708478345358e-11, 1e-13);
	assert_near(e.std_error, 0.056448945976236418, 1e-13);
	assert_near(e.conf_low, 0.54317329245455048, 1e-13);
	assert_near(e.conf_high, 0.76542259355634035, 1e-13);
}

static void s_and_its_variance_take_ties_in_both_columns(void **state)
{
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, cars_speed, cars_dist, 50);
	struct txo_kendall_s k;
	struct txo_error err = { 0 };
	struct txo_estimate e = mann_kendall(&p);

	(void)state;
	assert_int_equal(txo_kendall_s(&p, &k, &err), TXO_OK);
	assert_same(k.s, 794.0);
	assert_near(k.var, 14189.921224489795, 1e-15);
	assert_same(k.pairs_x, 1169.0);
	/* (S - 1) / sqrt(var S), 2 * pnorm(-z) */
	assert_near(e.statistic, 6.657071095057721, 1e-14);
	assert_near(e.p_value, 2.7933808775193457e-11, 1e-13);
	assert_near(e.estimate, 0.66899014998587514, 1e-14);
	assert_near(e.conf_low, 0.54317329245455048, 1e-13);
}

static void small_samples_with_ties_agree_with_r(void **state)
{
	static const double x[] = { 0, 0, 1, 1, 2, 2, 2, 3 };
	static const double y[] = { 5, 7, 6, 6, 9, 3, 8, 10 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 8);
	struct txo_estimate e = kendall(&p);

	(void)state;
	assert_near(e.estimate, 0.44141479464782035, 1e-14);
	assert_near(e.statistic, 1.4339599537991765, 1e-14);
	assert_near(e.p_value, 0.15158369115516729, 1e-13);
	assert_near(e.std_error, 0.33205582957607604, 1e-13);
	e = mann_kendall(&p);
	assert_near(e.statistic, 1.3035999579992517, 1e-14);
	assert_near(e.p_value, 0.1923700150114156, 1e-13);
}

static void the_exact_distribution_adds_up(void **state)
{
	(void)state;
	for (unsigned n = 2; n < TXO_KENDALL_EXACT; n++) {
		unsigned top = n * (n - 1) / 2;
		double factorial = 1;

		for (unsigned i = 2; i <= n; i++)
			factorial *= i;
		assert_near(txo_kendall_exact(0, n), 2 / factorial, 1e-14);
		assert_same(txo_kendall_exact(top, n), txo_kendall_exact(0, n));
		assert_near(txo_kendall_exact(top / 2, n), 1.0, 1e-15);
	}
	assert_nan(txo_kendall_exact(0, 1));
	assert_nan(txo_kendall_exact(0, TXO_KENDALL_EXACT));
	assert_nan(txo_kendall_exact(4, 3));
}

static void no_trend_has_z_zero_and_p_one(void **state)
{
	static const double x[] = { 1, 2, 3, 4 }, y[] = { 2, 1, 1, 2 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 4);
	struct txo_estimate e = mann_kendall(&p);

	(void)state;
	assert_same(e.estimate, 0.0);
	assert_same(e.statistic, 0.0);
	assert_same(e.p_value, 1.0);
}

static void turning_y_around_turns_the_sign(void **state)
{
	struct cloud c;
	double down[50];
	struct txo_pairs p = cloud_of(&c, cars_speed, cars_dist, 50);
	struct txo_estimate up = mann_kendall(&p), e;

	(void)state;
	for (size_t i = 0; i < 50; i++)
		down[i] = -cars_dist[i];
	p = cloud_of(&c, cars_speed, down, 50);
	e = mann_kendall(&p);
	assert_same(e.estimate, -up.estimate);
	assert_same(e.statistic, -up.statistic);
	assert_same(e.p_value, up.p_value);
	assert_near(e.std_error, up.std_error, 1e-15);
	assert_near(e.conf_low, -up.conf_high, 1e-14);
}

static void a_weight_counts_as_a_repeated_row(void **state)
{
	double x[100], y[100];
	static uint64_t ones[100];
	struct cloud c;
	struct txo_pairs p, rows;
	struct txo_estimate a, b;

	(void)state;
	p = cloud_of(&c, cars_speed, cars_dist, 50);
	cloud_multiply(&c, p.m, 2);
	for (size_t i = 0, k = 0; i < p.m; i++)
		for (uint64_t j = 0; j < c.w[i]; j++, k++) {
			x[k] = c.x[i];
			y[k] = c.y[i];
			ones[k] = 1;
		}
	rows = (struct txo_pairs){ x, NULL, y, NULL, ones, 100 };
	a = mann_kendall(&p);
	b = mann_kendall(&rows);
	assert_same(a.estimate, b.estimate);
	assert_same(a.statistic, b.statistic);
	assert_same(a.std_error, b.std_error);
	assert_same(a.conf_low, b.conf_low);
}

static void counts_of_a_thousand_million_stay_exact(void **state)
{
	static const double x[] = { 0, 0, 1, 1 }, y[] = { 0, 1, 0, 1 };
	static const uint64_t w[] = { 1000000007, 999999937, 999999929,
				      1000000009 };
	struct txo_pairs p = { x, NULL, y, NULL, w, 4 };
	struct txo_error err = { 0 };
	struct txo_tau t;

	(void)state;
	assert_int_equal(txo_tau(&p, &t, &err), TXO_OK);
	assert_same(t.s.hi, 149999995590.0);
	assert_same(t.s.lo, 0.0);
}

static void a_perfect_order_has_no_interval(void **state)
{
	static const double x[] = { 1, 2, 3, 4, 5 }, y[] = { 9, 8, 6, 5, 1 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 5);
	struct txo_estimate e = kendall(&p);

	(void)state;
	assert_same(e.estimate, -1.0);
	assert_same(e.statistic, 0.0);
	assert_near(e.p_value, 2 / 120.0, 1e-15);
	assert_nan(e.std_error);
	assert_nan(e.conf_low);
	assert_int_equal(e.note, TXO_NOTE_PERFECT);
}

static void constant_columns_have_no_tau(void **state)
{
	static const double x[] = { 1, 2, 3 }, y[] = { 4, 4, 4 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 3);
	struct txo_estimate e = kendall(&p);
	struct txo_kendall_s k;
	struct txo_error err = { 0 };

	(void)state;
	assert_nan(e.estimate);
	assert_nan(e.p_value);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	assert_int_equal(txo_kendall_s(&p, &k, &err), TXO_OK);
	assert_same(k.s, 0.0);
	assert_same(k.var, 0.0);
	p = cloud_of(&c, y, x, 3);
	e = mann_kendall(&p);
	assert_nan(e.statistic);
	assert_int_equal(e.note, TXO_NOTE_CONST);
}

static void tiny_samples_say_what_is_missing(void **state)
{
	static const double x[] = { 1, 2 }, y[] = { 4, 5 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 2);
	struct txo_estimate e = kendall(&p);
	struct txo_kendall_s k;
	struct txo_error err = { 0 };

	(void)state;
	assert_same(e.estimate, 1.0);
	assert_same(e.p_value, 1.0);
	p = cloud_of(&c, x, y, 1);
	e = kendall(&p);
	assert_int_equal(e.note, TXO_NOTE_SMALLN);
	assert_int_equal(txo_kendall_s(&p, &k, &err), TXO_OK);
	assert_nan(k.s);
	assert_nan(k.pairs_y);
	p = cloud_of(&c, x, y, 0);
	e = mann_kendall(&p);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_NODATA);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_ties_the_test_is_exact),
		cmocka_unit_test(with_ties_the_test_is_normal),
		cmocka_unit_test(s_and_its_variance_take_ties_in_both_columns),
		cmocka_unit_test(small_samples_with_ties_agree_with_r),
		cmocka_unit_test(the_exact_distribution_adds_up),
		cmocka_unit_test(no_trend_has_z_zero_and_p_one),
		cmocka_unit_test(turning_y_around_turns_the_sign),
		cmocka_unit_test(a_weight_counts_as_a_repeated_row),
		cmocka_unit_test(counts_of_a_thousand_million_stay_exact),
		cmocka_unit_test(a_perfect_order_has_no_interval),
		cmocka_unit_test(constant_columns_have_no_tau),
		cmocka_unit_test(tiny_samples_say_what_is_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
