#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cloud.h"
#include "near.h"
#include "stats/spearman_null.h"
#include "txo/note.h"
#include "txo/rank.h"

static struct txo_estimate spearman(const struct txo_pairs *p)
{
	struct txo_error err = { 0 };
	struct txo_estimate e;

	assert_int_equal(txo_spearman(p, 0.95, &e, &err), TXO_OK);
	return e;
}

static struct txo_estimate spearman_of(const double *x, const double *y,
				       size_t n)
{
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, n);

	return spearman(&p);
}

static void up_to_nine_the_test_counts_permutations(void **state)
{
	static const double x[] = { 44.4, 45.9, 41.9, 53.3, 44.7,
				    44.1, 50.7, 45.2, 60.1 };
	static const double y[] = {
		2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8
	};
	struct txo_estimate e = spearman_of(x, y, 9);

	(void)state;
	/* cor.test(x, y, method = "spearman") */
	assert_near(e.estimate, 0.6, 1e-15);
	assert_same(e.statistic, 48.0);
	assert_near(e.p_value, 0.096797839506172836, 1e-14);
	assert_string_equal(e.method, "Spearman rho exact");
	/* tanh(atanh(r) + c(-1, 1) * qnorm(0.975) * sqrt((1 + r^2/2) / 6)) */
	assert_near(e.conf_low, -0.17424406977828477, 1e-13);
	assert_near(e.conf_high, 0.91579787901333876, 1e-13);
}

static void above_nine_the_test_is_a_series(void **state)
{
	static const double x[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
	static const double y[] = { 3, 1, 2, 6, 4, 9, 5, 12, 7, 8, 11, 10 };
	double down[12];
	struct txo_estimate e = spearman_of(x, y, 12);

	(void)state;
	/* cor.test(x, y, method = "spearman") */
	assert_near(e.estimate, 0.81818181818181823, 1e-15);
	assert_same(e.statistic, 52.0);
	assert_near(e.p_value, 0.0020271985258138092, 1e-12);
	assert_string_equal(e.method, "Spearman rho Edgeworth series");
	for (size_t i = 0; i < 12; i++)
		down[i] = -y[i];
	e = spearman_of(x, down, 12);
	assert_near(e.estimate, -0.81818181818181823, 1e-15);
	assert_same(e.statistic, 520.0);
	assert_near(e.p_value, 0.0020271985258138092, 1e-12);
}

static void where_the_series_fails_the_test_is_t(void **state)
{
	static const double x[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
	static const double y[] = { 2, 1, 3, 4, 5, 7, 6, 8, 9, 11, 10, 12 };
	struct txo_estimate e = spearman_of(x, y, 12);

	(void)state;
	assert_nan(txo_spearman_series(6, 12));
	/* t <- r * sqrt(10 / (1 - r^2)); 2 * pt(-t, 10) */
	assert_near(e.statistic, 15.194072367213419, 1e-13);
	assert_near(e.p_value, 3.0898013985487792e-08, 1e-11);
	assert_same(e.df, 10.0);
}

static void with_ties_the_test_is_t_of_mid_ranks(void **state)
{
	struct txo_estimate e = spearman_of(cars_speed, cars_dist, 50);

	(void)state;
	/* r <- cor(cars, method = "spearman"), t as above */
	assert_near(e.estimate, 0.83035683883299338, 1e-14);
	assert_near(e.statistic, 10.324031575402094, 1e-13);
	assert_near(e.p_value, 8.8245584376199084e-14, 1e-12);
	assert_near(e.conf_low, 0.69510031725552046, 1e-13);
	assert_near(e.conf_high, 0.90883903357269546, 1e-13);
	assert_same(e.df, 48.0);
	assert_string_equal(e.method, "Spearman rho t of mid-ranks");
}

static void the_exact_distribution_is_symmetrical(void **state)
{
	(void)state;
	assert_near(txo_spearman_exact(0, 9), 2 / 362880.0, 1e-15);
	assert_near(txo_spearman_exact(240, 9), 2 / 362880.0, 1e-15);
	assert_near(txo_spearman_exact(2, 3), 1.0, 1e-15);
	assert_same(txo_spearman_exact(48, 9), txo_spearman_exact(192, 9));
	assert_nan(txo_spearman_exact(0, 10));
	assert_nan(txo_spearman_exact(0, 1));
}

static void any_rising_change_of_scale_keeps_rho(void **state)
{
	double x[50], y[50];
	struct txo_estimate a = spearman_of(cars_speed, cars_dist, 50), b;

	(void)state;
	for (size_t i = 0; i < 50; i++) {
		x[i] = cars_speed[i] + 1e9;
		y[i] = exp(cars_dist[i]);
	}
	b = spearman_of(x, y, 50);
	assert_same(a.estimate, b.estimate);
	assert_same(a.p_value, b.p_value);
}

static void a_weight_counts_as_a_repeated_row(void **state)
{
	static const double x[] = { 1, 1, 2, 3, 3, 3 };
	static const double y[] = { 5, 5, 4, 6, 6, 7 };
	static const uint64_t ones[] = { 1, 1, 1, 1, 1, 1 };
	struct txo_pairs rows = { x, NULL, y, NULL, ones, 6 };
	struct txo_estimate a = spearman_of(x, y, 6), b = spearman(&rows);

	(void)state;
	assert_same(a.estimate, b.estimate);
	assert_same(a.statistic, b.statistic);
	assert_same(a.conf_high, b.conf_high);
}

static void a_perfect_order_has_no_interval(void **state)
{
	static const double x[] = { 1, 2, 3, 4 }, y[] = { 8, 6, 5, 1 };
	static const double tied[] = { 1, 1, 2, 2 };
	struct txo_estimate e = spearman_of(x, y, 4);

	(void)state;
	assert_same(e.estimate, -1.0);
	assert_same(e.statistic, 20.0);
	assert_near(e.p_value, 2 / 24.0, 1e-14);
	assert_nan(e.conf_low);
	assert_int_equal(e.note, TXO_NOTE_PERFECT);
	e = spearman_of(tied, tied, 4);
	assert_same(e.estimate, 1.0);
	assert_nan(e.statistic);
	assert_nan(e.p_value);
	assert_int_equal(e.note, TXO_NOTE_PERFECT);
}

static void tiny_samples_say_what_is_missing(void **state)
{
	static const double x[] = { 1, 2, 3 }, y[] = { 4, 9, 5 };
	static const double flat[] = { 2, 2, 2 };
	struct txo_estimate e = spearman_of(x, y, 3);

	(void)state;
	assert_same(e.estimate, 0.5);
	assert_same(e.p_value, 1.0);
	assert_nan(e.conf_low);
	assert_int_equal(e.note, TXO_NOTE_SMALLN);
	e = spearman_of(x, y, 1);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_SMALLN);
	e = spearman_of(x, y, 0);
	assert_int_equal(e.note, TXO_NOTE_NODATA);
	e = spearman_of(x, flat, 3);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	e = spearman_of(flat, x, 3);
	assert_int_equal(e.note, TXO_NOTE_CONST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(up_to_nine_the_test_counts_permutations),
		cmocka_unit_test(above_nine_the_test_is_a_series),
		cmocka_unit_test(where_the_series_fails_the_test_is_t),
		cmocka_unit_test(with_ties_the_test_is_t_of_mid_ranks),
		cmocka_unit_test(the_exact_distribution_is_symmetrical),
		cmocka_unit_test(any_rising_change_of_scale_keeps_rho),
		cmocka_unit_test(a_weight_counts_as_a_repeated_row),
		cmocka_unit_test(a_perfect_order_has_no_interval),
		cmocka_unit_test(tiny_samples_say_what_is_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
