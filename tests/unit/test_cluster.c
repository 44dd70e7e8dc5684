#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "txo/cluster.h"
#include "txo/note.h"

static const struct txo_resampling usual = { 1, 2000, 0.95 };

static struct txo_estimate run(const struct txo_cluster *entry, size_t n,
			       size_t b, const struct txo_resampling *how)
{
	struct txo_clusters c = { entry, n };
	struct txo_error err;
	struct txo_estimate e;

	assert_int_equal(txo_cluster_difference(&c, 0, b, how, &e, &err),
			 TXO_OK);
	return e;
}

/* Of n clusters with one row each: the variance of the drawn mean is v / n. */
static void the_error_is_that_of_all_draws(void **state)
{
	static const struct txo_cluster all[] = {
		{ 1, 0, 1, 3 }, { 2, 0, 1, 5 }, { 3, 0, 1, 10 },
		{ 4, 1, 1, 2 }, { 5, 1, 1, 4 },
	};
	struct txo_resampling many = { 7, 200000, 0.95 };
	struct txo_estimate e = run(all, COUNT(all), 1, &many);
	double a = ((3 - 6) * (3 - 6) + (5 - 6) * (5 - 6) + 16) / 3.0 / 3;
	double b = (1 + 1) / 2.0 / 2;

	(void)state;
	assert_same(e.estimate, 3.0);
	assert_near(e.std_error, sqrt(a + b), 5e-3);
	/* the least and the greatest of the 27 * 4 draws are 1 in 108 each */
	assert_near(e.conf_low, -1 / 3.0, 1e-14);
	assert_true(e.conf_high > 6 && e.conf_high < 8);
}

/* Both enumerated: 108 draws, of which 1, 3 and so on are 0 or below. */
static void the_p_value_is_the_share_of_draws(void **state)
{
	static const struct txo_cluster all[] = {
		{ 1, 0, 1, 3 }, { 2, 0, 1, 5 }, { 3, 0, 1, 10 },
		{ 4, 1, 1, 2 }, { 5, 1, 1, 4 },
	};
	struct txo_resampling many = { 3, 200000, 0.95 };
	double a[3] = { 3, 5, 10 }, b[2] = { 2, 4 };
	unsigned low = 0;

	(void)state;
	for (unsigned i = 0; i < 27 * 4; i++) {
		double d = (a[i % 3] + a[i / 3 % 3] + a[i / 9 % 3]) / 3 -
			   (b[i / 27 % 2] + b[i / 54]) / 2;

		low += d <= 0;
	}
	assert_near(run(all, COUNT(all), 1, &many).p_value, 2 * low / 108.0,
		    0.05);
}

static void a_seed_gives_the_same_answer(void **state)
{
	static const struct txo_cluster all[] = {
		{ 0, 0, 2, 3 }, { 1, 0, 4, 9 }, { 2, 0, 1, 1.5 },
		{ 5, 1, 3, 1 }, { 7, 1, 1, 8 }, { 9, 1, 2, 2 },
	};
	struct txo_resampling other = { 2, 2000, 0.95 };
	struct txo_estimate e = run(all, COUNT(all), 1, &usual);
	struct txo_estimate f = run(all, COUNT(all), 1, &usual);

	(void)state;
	assert_same(e.conf_low, f.conf_low);
	assert_same(e.std_error, f.std_error);
	f = run(all, COUNT(all), 1, &other);
	assert_same(e.estimate, f.estimate);
	assert_true(f.std_error < e.std_error || f.std_error > e.std_error);
}

/* Pairs that all differ by 2: the difference has no error, the means have. */
static void clusters_in_both_groups_are_drawn_whole(void **state)
{
	static const struct txo_cluster all[] = {
		{ 0, 0, 1, 3 }, { 0, 1, 1, 1 }, { 1, 0, 1, 9 },
		{ 1, 1, 1, 7 }, { 2, 0, 1, 4 }, { 2, 1, 1, 2 },
	};
	struct txo_estimate e = run(all, COUNT(all), 1, &usual);

	(void)state;
	assert_same(e.estimate, 2.0);
	assert_near(e.std_error, 0.0, 1e-15);
	e = run(all, COUNT(all), TXO_NO_GROUP, &usual);
	assert_near(e.estimate, 16 / 3.0, 1e-15);
	assert_true(e.std_error > 1);
	assert_nan(e.p_value);
}

static void other_groups_do_not_matter(void **state)
{
	static const struct txo_cluster all[] = {
		{ 0, 0, 1, 3 }, { 0, 2, 1, 100 }, { 1, 0, 1, 9 },
		{ 3, 1, 1, 7 }, { 4, 1, 1, 2 },	  { 5, 2, 1, 55 },
	};
	static const struct txo_cluster few[] = {
		{ 0, 0, 1, 3 }, { 1, 0, 1, 9 }, { 3, 1, 1, 7 }, { 4, 1, 1, 2 }
	};
	struct txo_estimate e = run(all, COUNT(all), 1, &usual);
	struct txo_estimate f = run(few, COUNT(few), 1, &usual);

	(void)state;
	assert_same(e.conf_low, f.conf_low);
	assert_same(e.p_value, f.p_value);
}

static void what_is_missing_is_said(void **state)
{
	static const struct txo_cluster one[] = { { 0, 0, 4, 6 },
						  { 1, 1, 2, 2 },
						  { 2, 1, 2, 3 } };
	static const struct txo_cluster same[] = {
		{ 0, 0, 2, 6 }, { 1, 0, 2, 6 }, { 2, 1, 1, 3 }, { 3, 1, 4, 12 }
	};
	struct txo_estimate e = run(one, COUNT(one), 1, &usual);

	(void)state;
	assert_same(e.estimate, 0.25);
	assert_nan(e.p_value);
	assert_int_equal(e.note, TXO_NOTE_SMALLN);
	e = run(one + 1, 2, 1, &usual);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_NODATA);
	e = run(NULL, 0, TXO_NO_GROUP, &usual);
	assert_int_equal(e.note, TXO_NOTE_NODATA);
	e = run(same, COUNT(same), 1, &usual);
	assert_same(e.estimate, 0.0);
	assert_same(e.p_value, 1.0);
	assert_int_equal(e.note, TXO_NOTE_CONST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_error_is_that_of_all_draws),
		cmocka_unit_test(the_p_value_is_the_share_of_draws),
		cmocka_unit_test(a_seed_gives_the_same_answer),
		cmocka_unit_test(clusters_in_both_groups_are_drawn_whole),
		cmocka_unit_test(other_groups_do_not_matter),
		cmocka_unit_test(what_is_missing_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
