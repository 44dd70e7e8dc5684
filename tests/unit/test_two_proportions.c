#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "txo/note.h"
#include "txo/two_proportions.h"

typedef struct txo_estimate method(const struct txo_two *t, double level);

static method *const methods[] = { txo_newcombe, txo_miettinen_nurminen,
				   txo_koopman, txo_katz, txo_fisher };

struct known {
	struct txo_two t;
	double estimate, low, high;
};

static void agree(method *f, const struct known *k, size_t n, double tolerance)
{
	for (size_t i = 0; i < n; i++) {
		struct txo_estimate e = f(&k[i].t, 0.95);

		assert_near(e.estimate, k[i].estimate, tolerance);
		assert_near(e.conf_low, k[i].low, tolerance);
		assert_near(e.conf_high, k[i].high, tolerance);
	}
}

/* The examples of Newcombe 1998, as prop.test's intervals give them in R. */
static void newcombe_gives_his_published_examples(void **state)
{
	static const struct known k[] = {
		{ { { 56, 48 }, { 70, 80 } },
		  .2,
		  .0524314724024,
		  .333872654037 },
		{ { { 9, 3 }, { 10, 10 } }, .6, .170522723935, .809017973535 },
		{ { { 10, 0 }, { 10, 20 } }, 1, .679086037142, 1 },
		{ { { 10, 0 }, { 10, 10 } }, 1, .607509350431, 1 },
	};
	static const struct known four_digits[] = {
		{ { { 6, 2 }, { 7, 7 } }, .5714, .0582, .8062 },
		{ { { 5, 0 }, { 56, 29 } }, .0893, -.0381, .1926 },
		{ { { 0, 0 }, { 10, 20 } }, 0, -.1611, .2775 },
		{ { { 0, 0 }, { 10, 10 } }, 0, -.2775, .2775 },
	};

	(void)state;
	agree(txo_newcombe, k, COUNT(k), 1e-11);
	agree(txo_newcombe, four_digits, COUNT(four_digits), 1e-3);
}

static void miettinen_nurminen_gives_the_published_examples(void **state)
{
	static const struct known four_digits[] = {
		{ { { 56, 48 }, { 70, 80 } }, .2, .0528, .3382 },
		{ { { 9, 3 }, { 10, 10 } }, .6, .1700, .8406 },
		{ { { 6, 2 }, { 7, 7 } }, .5714, .0342, .8534 },
		{ { { 5, 0 }, { 56, 29 } }, .0893, -.0326, .1933 },
		{ { { 0, 0 }, { 10, 20 } }, 0, -.1658, .2844 },
		{ { { 0, 0 }, { 10, 10 } }, 0, -.2879, .2879 },
		{ { { 10, 0 }, { 10, 20 } }, 1, .7156, 1 },
		{ { { 10, 0 }, { 10, 10 } }, 1, .6636, 1 },
	};

	(void)state;
	agree(txo_miettinen_nurminen, four_digits, COUNT(four_digits), 2e-3);
}

/* The ends are where the test has a p-value of 1 - level. */
static void score_tests_are_roots_of_chi_square(void **state)
{
	struct txo_two t = { { 56, 48 }, { 70, 80 } };
	struct txo_estimate d = txo_miettinen_nurminen(&t, 0.95),
			    r = txo_koopman(&t, 0.95),
			    c = txo_chi_square(t.events, t.n, 2);

	(void)state;
	/* R: chisq.test(matrix(c(56, 48, 14, 32), 2), correct = FALSE) */
	assert_near(c.statistic, 7.0234113712374593, 1e-13);
	assert_near(c.p_value, .0080450813681965, 1e-12);
	assert_same(c.df, 1.0);
	assert_near(r.statistic * r.statistic, c.statistic, 1e-14);
	assert_near(r.p_value, c.p_value, 1e-13);
	assert_near(d.statistic * d.statistic, c.statistic * 149 / 150, 1e-14);
	d = txo_miettinen_nurminen(&t, 1 - d.p_value);
	assert_near(d.conf_low, 0, 1e-14);
	r = txo_koopman(&t, 1 - r.p_value);
	assert_near(r.conf_low, 1, 1e-13);
}

/* Fisher's tea: E[U; w] = 3 is w^4 = 36 w^2 + 32 w + 3; R has it to 4 digits. */
static void the_odds_ratio_is_that_of_the_conditional_likelihood(void **state)
{
	struct txo_two t = { { 3, 1 }, { 4, 4 } };
	struct txo_estimate e = txo_fisher(&t, 0.95);
	double w = e.estimate, low = e.conf_low, high = e.conf_high;

	(void)state;
	assert_near(w * w * w * w, 36 * w * w + 32 * w + 3, 1e-13);
	assert_near(e.estimate, 6.40830886701, 1e-4);
	assert_near(e.conf_low, .211732915306, 1e-4);
	assert_near(e.conf_high, 621.933750545, 1e-2);
	w = 1 + low * (16 + low * (36 + low * (16 + low)));
	assert_near(low * low * low * (16 + low) / w, .025, 1e-13);
	w = 1 + high * (16 + high * (36 + high * (16 + high)));
	assert_near((1 + high * (16 + high * (36 + high * 16))) / w, .025,
		    1e-12);
	assert_near(e.p_value, .485714285714285714, 1e-14);
}

/* R: fisher.test(matrix(c(...), 2))$p.value */
static void exact_tests_of_large_tables_are_summed(void **state)
{
	static const struct {
		struct txo_two t;
		double p;
	} k[] = {
		{ { { 5000, 5100 }, { 10000, 10000 } }, .161469291508458 },
		{ { { 1000, 2000 }, { 10000000, 10000000 } },
		  9.84074294239644e-76 },
		{ { { 500000, 500000 }, { 1000000, 1000000 } }, 1 },
		{ { { 0, 30 }, { 1000000, 1000000 } }, 1.86224006199079e-09 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(k); i++)
		assert_near(txo_fisher(&k[i].t, 0.95).p_value, k[i].p, 1e-11);
}

static void what_is_too_large_for_the_exact_test_is_said(void **state)
{
	static const uint64_t big = 4000000000000000;	/* 4e15 */
	struct txo_two t = { { big / 4, big / 4 + 40000000 }, { big, big } };
	struct txo_estimate e = txo_fisher(&t, 0.95);

	(void)state;
	assert_int_equal(e.note, TXO_NOTE_APPROX);
	assert_non_null(strstr(e.method, "Woolf"));
	assert_near(e.p_value, txo_koopman(&t, 0.95).p_value, 1e-9);
	assert_true(e.conf_low < e.estimate && e.estimate < e.conf_high);
	/* two rare events among as many: a small cell, so exact */
	t = (struct txo_two){ { 3, 1 }, { big, big } };
	e = txo_fisher(&t, 0.95);
	assert_int_equal(e.note, 0);
	assert_near(e.p_value, .625, 1e-9);
	assert_near(e.estimate, 3, 1e-9);
}

static void without_events_in_a_group_a_ratio_is_open(void **state)
{
	struct txo_two none = { { 0, 5 }, { 10, 10 } };
	struct txo_two against_none = { { 5, 0 }, { 10, 10 } };
	struct txo_estimate e = txo_koopman(&none, 0.95), o;

	(void)state;
	assert_same(e.estimate, 0.0);
	assert_same(e.conf_low, 0.0);
	assert_true(e.conf_high > 0 && e.conf_high < 1);
	assert_int_equal(e.note, TXO_NOTE_ZEROCELL);
	o = txo_koopman(&against_none, 0.95);
	assert_nan(o.estimate);
	assert_near(o.conf_low, 1 / e.conf_high, 1e-12);
	assert_nan(o.conf_high);
	assert_int_equal(o.note, TXO_NOTE_ZEROCELL | TXO_NOTE_OPEN);
	e = txo_katz(&none, 0.95);
	assert_same(e.estimate, 0.0);
	assert_nan(e.conf_high);
	assert_int_equal(e.note, TXO_NOTE_ZEROCELL);
	e = txo_katz(&against_none, 0.95);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_ZEROCELL);
	e = txo_fisher(&none, 0.95);
	assert_same(e.estimate, 0.0);
	assert_same(e.conf_low, 0.0);
	assert_int_equal(e.note, TXO_NOTE_ZEROCELL);
	e = txo_fisher(&against_none, 0.95);
	assert_nan(e.estimate);
	assert_true(e.conf_low > 1);
	assert_nan(e.conf_high);
	assert_int_equal(e.note, TXO_NOTE_ZEROCELL | TXO_NOTE_OPEN);
}

static void where_all_are_alike_nothing_is_tested(void **state)
{
	struct txo_two nobody = { { 0, 0 }, { 10, 20 } };
	struct txo_two everybody = { { 10, 20 }, { 10, 20 } };
	struct txo_estimate e = txo_miettinen_nurminen(&nobody, 0.95), o;

	(void)state;
	assert_same(e.estimate, 0.0);
	assert_true(e.conf_low < 0 && e.conf_high > 0);
	assert_nan(e.p_value);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	o = txo_miettinen_nurminen(&everybody, 0.95);
	assert_near(o.conf_low, -e.conf_high, 1e-13);
	assert_near(o.conf_high, -e.conf_low, 1e-13);
	e = txo_koopman(&nobody, 0.95);
	assert_nan(e.estimate);
	assert_same(e.conf_low, 0.0);
	assert_nan(e.conf_high);
	e = txo_koopman(&everybody, 0.95);
	assert_same(e.estimate, 1.0);
	assert_true(e.conf_low > 0.5 && e.conf_low < 1 && e.conf_high > 1);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	e = txo_katz(&everybody, 0.95);
	assert_same(e.estimate, 1.0);
	assert_nan(e.conf_low);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	e = txo_fisher(&nobody, 0.95);
	assert_same(e.p_value, 1.0);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	e = txo_chi_square(everybody.events, everybody.n, 2);
	assert_nan(e.p_value);
	assert_int_equal(e.note, TXO_NOTE_CONST);
}

static void an_empty_group_is_compared_with_nothing(void **state)
{
	static const struct txo_two t[] = { { { 0, 3 }, { 0, 10 } },
					    { { 3, 0 }, { 10, 0 } },
					    { { 0, 0 }, { 0, 0 } } };

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct txo_estimate e;

		for (size_t m = 0; m < COUNT(methods); m++) {
			e = methods[m](&t[i], 0.95);
			assert_nan(e.estimate);
			assert_nan(e.conf_low);
			assert_nan(e.conf_high);
			assert_nan(e.p_value);
			assert_int_equal(e.note, TXO_NOTE_NODATA);
		}
		e = txo_chi_square(t[i].events, t[i].n, 2);
		assert_nan(e.statistic);
		assert_true(e.note &
			    (i < 2 ? TXO_NOTE_FEWGROUPS : TXO_NOTE_NODATA));
	}
}

/* Every table up to 5 by 5 and some larger ones. */
static void every_table_has_an_interval_around_its_estimate(void **state)
{
	static const uint64_t sizes[] = { 1, 2, 3, 5, 1000, 1000000000 };
	static const double levels[] = { 0.5, 0.95, 0.9999 };

	(void)state;
	for (size_t i = 0; i < COUNT(sizes) * COUNT(sizes) * 36; i++) {
		struct txo_two t = { { i / 36 % 6, i % 6 },
				     { sizes[i / 36 / 6 % 6], sizes[i % 6] } };

		t.n[1] = sizes[i / 6 % 6];
		if (t.events[0] > t.n[0] || t.events[1] > t.n[1])
			continue;
		for (size_t m = 0; m < COUNT(methods); m++)
			for (size_t l = 0; l < COUNT(levels); l++) {
				struct txo_estimate e = methods[m](&t,
								   levels[l]);

				assert_false(e.conf_low > e.estimate);
				assert_false(e.conf_high < e.estimate);
				assert_false(e.p_value < 0 || e.p_value > 1);
				assert_true(!isinf(e.estimate) &&
					    !isinf(e.conf_high));
				assert_true(!isnan(e.conf_low) || e.note);
				assert_true(!isnan(e.conf_high) || e.note);
			}
	}
}

/* R: chisq.test(rbind(x, n - x), correct = FALSE) */
static void chi_square_takes_several_groups(void **state)
{
	static const uint64_t x[] = { 2, 0, 7, 15 }, n[] = { 40, 0, 50, 48 };
	static const uint64_t few[] = { 1, 2, 3, 9 },
			      of_few[] = { 10, 5, 7, 10 };
	struct txo_estimate e = txo_chi_square(x, n, COUNT(x));

	(void)state;
	assert_near(e.statistic, 11.09220394736842, 1e-14);
	assert_near(e.p_value, .003902640226721874, 1e-13);
	assert_same(e.df, 2.0);
	assert_int_equal(e.note, 0);
	e = txo_chi_square(few, of_few, COUNT(few));
	assert_near(e.statistic, 13.06890756302521, 1e-14);
	assert_near(e.p_value, .004489933930068417, 1e-13);
	assert_int_equal(e.note, TXO_NOTE_SPARSE);
	assert_int_equal(txo_chi_square(x, n, 2).note, TXO_NOTE_FEWGROUPS);
	assert_int_equal(txo_chi_square(x, n, 0).note, TXO_NOTE_NODATA);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(newcombe_gives_his_published_examples),
		cmocka_unit_test(
			miettinen_nurminen_gives_the_published_examples),
		cmocka_unit_test(score_tests_are_roots_of_chi_square),
		cmocka_unit_test(
			the_odds_ratio_is_that_of_the_conditional_likelihood),
		cmocka_unit_test(exact_tests_of_large_tables_are_summed),
		cmocka_unit_test(what_is_too_large_for_the_exact_test_is_said),
		cmocka_unit_test(without_events_in_a_group_a_ratio_is_open),
		cmocka_unit_test(where_all_are_alike_nothing_is_tested),
		cmocka_unit_test(an_empty_group_is_compared_with_nothing),
		cmocka_unit_test(
			every_table_has_an_interval_around_its_estimate),
		cmocka_unit_test(chi_square_takes_several_groups),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
