#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sample.h"
#include "txo/groups.h"
#include "txo/note.h"

/* extra hours of sleep by drug, as R's data set sleep has them */
static const double drug1[] = {
	0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2
};
static const double drug2[] = { 1.9, 0.8, 1.1, 0.1, -0.1,
				4.4, 5.5, 1.6, 4.6, 3.4 };

static struct collected one, two;

#define A (collect(&one, drug1, COUNT(drug1)))
#define B (collect(&two, drug2, COUNT(drug2)))

/* t.test(drug1, drug2) */
static void welch_agrees_with_r(void **state)
{
	struct txo_estimate e = txo_welch(A, B, 0.95);

	(void)state;
	assert_near(e.estimate, -1.58, 1e-15);
	assert_near(e.std_error, 0.84909101723876202, 1e-15);
	assert_near(e.statistic, -1.8608134674868526, 1e-14);
	assert_near(e.df, 17.776473516178498, 1e-14);
	assert_near(e.p_value, 0.079394140187358054, 1e-13);
	assert_near(e.conf_low, -3.3654832307117107, 1e-12);
	assert_near(e.conf_high, 0.20548323071171047, 1e-12);
	assert_int_equal(e.note, 0);
}

/* t.test(drug1, drug2, var.equal = TRUE, conf.level = 0.9) */
static void student_agrees_with_r(void **state)
{
	struct txo_estimate e = txo_student(A, B, 0.9);

	(void)state;
	assert_near(e.statistic, -1.8608134674868526, 1e-14);
	assert_same(e.df, 18.0);
	assert_near(e.p_value, 0.079186714215938175, 1e-13);
	assert_near(e.conf_low, -3.0523778316996024, 1e-12);
	assert_near(e.conf_high, -0.1076221683003978, 1e-11);
}

/*
 * gamma(9) / (3 * gamma(8.5)) * d; uniroot() of pt(t, 18, ncp) at .975, .025;
 * delta, its error and interval from the definition of Bonett (2008)
 */
static void effect_sizes_agree_with_their_definitions(void **state)
{
	struct txo_estimate g = txo_hedges_g(B, A, 0.95);
	struct txo_estimate d = txo_glass_delta(B, A, 0.95);

	(void)state;
	assert_near(g.estimate, 0.79693523919112104, 1e-13);
	assert_near(g.conf_low, -0.095450398211415, 1e-10);
	assert_near(g.conf_high, 1.738816899106732, 1e-10);
	assert_near(d.estimate, 0.88317019036053793, 1e-14);
	assert_near(d.std_error, 0.54186815003024852, 1e-14);
	assert_near(d.conf_low, -0.17887186806809552, 1e-12);
	assert_near(d.conf_high, 1.9452122487891712, 1e-12);
}

static void turning_the_groups_turns_the_signs(void **state)
{
	static struct txo_estimate (*const test[])(
		const struct txo_sample *, const struct txo_sample *,
		double) = { txo_welch, txo_student, txo_hedges_g };

	(void)state;
	for (size_t i = 0; i < COUNT(test); i++) {
		struct txo_estimate e = test[i](A, B, 0.95);
		struct txo_estimate f = test[i](B, A, 0.95);

		assert_same(e.estimate, -f.estimate);
		assert_near(e.conf_low, -f.conf_high, 1e-12);
		assert_same(e.p_value, f.p_value);
	}
}

static void nothing_is_lost_far_from_zero(void **state)
{
	static const double x[] = { 1, 2, 4, 9 }, y[] = { 3, 5, 6, 6, 14 };
	double far_x[4], far_y[5];
	struct txo_estimate near, far;

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		far_x[i % 4] = x[i % 4] + 1e12;
		far_y[i] = y[i] + 1e12;
	}
	near = txo_welch(collect(&one, x, 4), collect(&two, y, 5), 0.95);
	far = txo_welch(collect(&one, far_x, 4), collect(&two, far_y, 5), 0.95);
	assert_same(near.estimate, far.estimate);
	assert_near(near.p_value, far.p_value, 1e-15);
	assert_near(near.conf_low, far.conf_low, 1e-15);
}

static void a_weight_is_a_repeated_row(void **state)
{
	static const double rows[] = { 1, 1, 1, 2, 5, 5 };
	static const double x[] = { 1, 2, 5 };
	static const uint64_t w[] = { 3, 1, 2 };
	struct txo_sample s = { .x = x, .w = w, .m = 3 };
	struct txo_estimate a = txo_welch(collect(&one, rows, 6), B, 0.95);
	struct txo_estimate b = txo_welch(&s, B, 0.95);

	(void)state;
	assert_same(a.p_value, b.p_value);
	assert_same(a.conf_high, b.conf_high);
}

static void huge_weights_keep_their_digits(void **state)
{
	static const double x[] = { 1, 2 };
	static const uint64_t w[] = { 1000000000000, 1000000000000 };
	static const uint64_t v[] = { 1000000000000, 1000000000001 };
	struct txo_sample a = { .x = x, .w = w, .m = 2 };
	struct txo_sample b = { .x = x, .w = v, .m = 2 };
	struct txo_estimate e = txo_welch(&b, &a, 0.95);

	(void)state;
	/* half of 1 / (2e12 + 1) */
	assert_near(e.estimate, 2.4999999999987499e-13, 1e-15);
	assert_near(e.std_error, sqrt(0.25 / 2e12 * 2), 1e-6);
	assert_near(txo_hedges_g(&b, &a, 0.95).estimate, 4.99999999999875e-13,
		    1e-6);
}

/* One undefined case: which test, the two samples, what is said and known. */
struct missing {
	struct txo_estimate (*test)(const struct txo_sample *,
				    const struct txo_sample *, double);
	double a[3];
	size_t na;
	double b[3];
	size_t nb;
	unsigned note;
	double estimate;
	bool tested;
};

static void what_is_missing_is_said(void **state)
{
	static const struct missing cases[] = {
		{ txo_welch, { 0 }, 0, { 1, 2 }, 2, TXO_NOTE_NODATA, NAN, 0 },
		{ txo_welch, { 3 }, 1, { 1, 2 }, 2, TXO_NOTE_SMALLN, 1.5, 0 },
		{ txo_student, { 3 }, 1, { 1, 2 }, 2, 0, 1.5, 1 },
		{ txo_student, { 3 }, 1, { 1 }, 1, TXO_NOTE_SMALLN, 2, 0 },
		{ txo_welch, { 4, 4 }, 2, { 1, 1 }, 2, TXO_NOTE_CONST, 3, 0 },
		{ txo_welch, { 4, 4 }, 2, { 1, 2 }, 2, 0, 2.5, 1 },
		{ txo_hedges_g, { 4, 4 }, 2, { 1, 1 }, 2, 4, NAN, 0 },
		{ txo_hedges_g, { 4, 5 }, 2, { 1 }, 1, 2, NAN, 0 },
		{ txo_glass_delta, { 4, 5 }, 2, { 1, 1 }, 2, 4, NAN, 0 },
		{ txo_glass_delta, { 4, 5 }, 2, { 1 }, 1, 2, NAN, 0 },
		{ txo_glass_delta, { 4 }, 1, { 1, 3 }, 2, 2, 1.41421356, 0 },
		{ txo_welch,
		  { -1e308, -1e308, 1e308 },
		  3,
		  { 1, 2 },
		  2,
		  TXO_NOTE_OVERFLOW,
		  NAN,
		  0 },
		{ txo_welch,
		  { 0, 5e-324 },
		  2,
		  { 1e-320, 5e-320 },
		  2,
		  TXO_NOTE_OVERFLOW,
		  -3e-320,
		  0 },
	};
	struct txo_sample empty = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct missing *c = &cases[i];
		const struct txo_sample *a = c->na ? collect(&one, c->a,
							     c->na) :
						     &empty;
		const struct txo_sample *b = collect(&two, c->b, c->nb);
		struct txo_estimate e = c->test(a, b, 0.95);

		assert_int_equal(e.note, c->note);
		if (!(c->note & TXO_NOTE_OVERFLOW))
			assert_near(e.estimate, c->estimate, 1e-8);
		assert_int_equal(!isnan(e.p_value), c->tested);
		assert_int_equal(!isnan(e.conf_low), c->tested);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(welch_agrees_with_r),
		cmocka_unit_test(student_agrees_with_r),
		cmocka_unit_test(effect_sizes_agree_with_their_definitions),
		cmocka_unit_test(turning_the_groups_turns_the_signs),
		cmocka_unit_test(nothing_is_lost_far_from_zero),
		cmocka_unit_test(a_weight_is_a_repeated_row),
		cmocka_unit_test(huge_weights_keep_their_digits),
		cmocka_unit_test(what_is_missing_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
