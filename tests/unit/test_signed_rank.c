#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "decimals.h"
#include "near.h"
#include "txo/note.h"
#include "txo/pre_post.h"

#define SIZES 7		/* most different sizes of changes */

/* Hollander and Wolfe: depression before and after, 9 patients. */
static const char *const before[] = { "1.83", "0.50", "1.62", "2.48", "1.68",
				      "1.88", "1.55", "3.06", "1.30" };
static const char *const after[] = { "0.878", "0.647", "0.598", "2.05", "1.06",
				     "1.29",  "1.06",  "3.14",	"1.29" };

static struct txo_estimate test(const struct txo_sample *s,
				enum txo_zeros zeros)
{
	struct txo_error err = { 0 };
	struct txo_estimate e;

	assert_int_equal(txo_signed_rank(s, zeros, &e, &err), TXO_OK);
	return e;
}

static struct txo_estimate median_of(const struct txo_sample *s, double level)
{
	struct txo_error err = { 0 };
	struct txo_estimate e;

	assert_int_equal(txo_pseudo_median(s, level, &e, &err), TXO_OK);
	return e;
}

/* wilcox.test(before, after, paired = TRUE, conf.int = TRUE) */
static void the_depression_scores_agree_with_r(void **state)
{
	struct cloud c;
	struct txo_pairs p = decimal_pairs(&c, after, before, 9);
	struct txo_error err = { 0 };
	struct txo_pre_post k;
	struct txo_estimate e;

	(void)state;
	assert_int_equal(txo_pre_post_init(&k, &p, &err), TXO_OK);
	e = test(&k.change, TXO_ZEROS_WILCOXON);
	assert_same(e.statistic, 40.0);
	assert_same(e.p_value, 0.0390625);
	assert_int_equal(e.note, 0);
	e = median_of(&k.change, 0.95);
	assert_same(e.estimate, 0.46);
	assert_same(e.conf_low, 0.01);
	assert_same(e.conf_high, 0.786);
	txo_pre_post_release(&k);
}

/* Changes of sizes 1, 2 ...: so many above and below zero, and zeros. */
struct signs {
	unsigned up[SIZES], down[SIZES], sizes, zeros;
};

static struct txo_sample sample_of(const struct signs *s, double *x,
				   uint64_t *w)
{
	struct txo_sample sample = { .x = x, .w = w, .m = 0 };

	for (unsigned i = s->sizes; i-- > 0;)
		if (s->down[i]) {
			x[sample.m] = -(double)(i + 1);
			w[sample.m++] = s->down[i];
		}
	if (s->zeros) {
		x[sample.m] = 0;
		w[sample.m++] = s->zeros;
	}
	for (unsigned i = 0; i < s->sizes; i++)
		if (s->up[i]) {
			x[sample.m] = i + 1;
			w[sample.m++] = s->up[i];
		}
	return sample;
}

/* V and its p-value, by going through all assignments of signs. */
static double by_force(const struct signs *s, bool pratt, double *v)
{
	double rank[16], sum = 0, below = pratt ? s->zeros : 0;
	unsigned n = 0, far = 0;

	*v = 0;
	for (unsigned i = 0; i < s->sizes; i++) {
		unsigned t = s->up[i] + s->down[i];

		for (unsigned k = 0; k < t; k++) {
			rank[n] = below + (t + 1) / 2.0;
			*v += k < s->up[i] ? rank[n] : 0;
			sum += rank[n++];
		}
		below += t;
	}
	for (unsigned mask = 0; mask < 1u << n; mask++) {
		double u = 0;

		for (unsigned k = 0; k < n; k++)
			u += mask >> k & 1 ? rank[k] : 0;
		far += fabs(u - sum / 2) >= fabs(*v - sum / 2);
	}
	return far / (double)(1u << n);
}

static void check_signs(const struct signs *s)
{
	double x[2 * SIZES + 1];
	uint64_t w[2 * SIZES + 1];
	struct txo_sample sample = sample_of(s, x, w);

	for (int zeros = 0; zeros < 2; zeros++) {
		struct txo_estimate e = test(&sample, (enum txo_zeros)zeros);
		double v, p = by_force(s, zeros == TXO_ZEROS_PRATT, &v);

		assert_same(e.statistic, v);
		assert_same(e.p_value, p);
		assert_int_equal(e.note, s->zeros ? TXO_NOTE_ZEROS : 0);
	}
}

/* All ways to give `left` more changes sizes and signs; how many there are. */
static size_t each_signs(struct signs *s, unsigned left)
{
	size_t n = 0;

	if (left == 0) {
		if (s->sizes + s->zeros > 0)
			check_signs(s);
		return 1;
	}
	for (unsigned t = 1; t <= left; t++)
		for (unsigned up = 0; up <= t; up++) {
			s->up[s->sizes] = up;
			s->down[s->sizes++] = t - up;
			n += each_signs(s, left - t);
			s->sizes--;
		}
	return n;
}

static void all_changes_of_seven_have_the_p_value_of_all_signs(void **state)
{
	size_t n = 0;

	(void)state;
	for (unsigned changes = 0; changes <= 7; changes++)
		for (unsigned zeros = 0; zeros + changes <= 7; zeros++) {
			struct signs s = { .zeros = zeros };

			n += each_signs(&s, changes);
		}
	assert_int_equal(n, 6528);
}

static void no_change_at_all_is_no_evidence(void **state)
{
	static const double x[] = { 0 };
	static const uint64_t w[] = { 1000000000000 };
	struct txo_sample s = { .x = x, .w = w, .m = 1 };
	struct txo_estimate e = test(&s, TXO_ZEROS_WILCOXON);

	(void)state;
	assert_same(e.statistic, 0.0);
	assert_same(e.p_value, 1.0);
	assert_int_equal(e.note, TXO_NOTE_ZEROS);
	e = test(&s, TXO_ZEROS_PRATT);
	assert_same(e.p_value, 1.0);
}

static void nothing_is_nothing(void **state)
{
	struct txo_sample s = { .m = 0 };
	struct txo_estimate e = test(&s, TXO_ZEROS_PRATT);

	(void)state;
	assert_nan(e.statistic);
	assert_nan(e.p_value);
	assert_int_equal(e.note, TXO_NOTE_NODATA);
	e = median_of(&s, 0.95);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_NODATA);
}

/*
 * d <- rep(c(-2, -1, 1, 2), c(30, 40, 60, n - 130)): exact by
 * coin::wilcoxsign_test(d ~ rep(0, n), distribution = "exact"). The asymptotic
 * one has 11 digits; z = 3600.5 / sqrt(2557926 / 4) in more of them.
 */
static void two_hundred_pairs_are_exact_and_more_are_not(void **state)
{
	static const double x[] = { -2, -1, 1, 2 };
	uint64_t w[] = { 30, 40, 60, 70 };
	struct txo_sample s = { .x = x, .w = w, .m = 4 };
	struct txo_estimate e = test(&s, TXO_ZEROS_WILCOXON);

	(void)state;
	assert_same(e.statistic, 13565.0);
	assert_near(e.p_value, 7.27672748162047e-06, 1e-12);
	assert_int_equal(e.note, 0);
	w[3]++;
	e = test(&s, TXO_ZEROS_WILCOXON);
	assert_same(e.statistic, 13751.0);
	assert_near(e.p_value, 6.7174810294026e-06, 1e-12);
	assert_int_equal(e.note, TXO_NOTE_APPROX);
}

/* The same spread by a factor: p by 2 pnorm() of z times its root. */
static void huge_weights_have_ranks_too(void **state)
{
	static const double x[] = { -1, 0, 1 };
	static const uint64_t w[] = { 1000000000000, 5, 1000002000000 };
	struct txo_sample s = { .x = x, .w = w, .m = 3 };
	struct txo_estimate e = test(&s, TXO_ZEROS_WILCOXON);
	double n = 2000002000000.0;

	(void)state;
	assert_near(e.statistic, 1000002000000.0 * (n + 1) / 2, 1e-15);
	/* z = (up - down) / sqrt(n) = sqrt(2) */
	assert_near(e.p_value, erfc(2000000 / sqrt(n) / sqrt(2)), 1e-12);
}

static void an_interval_needs_six_changes(void **state)
{
	static const double x[] = { 1, 2, 3, 4, 5, 6 };
	static const uint64_t w[] = { 1, 1, 1, 1, 1, 1 };
	struct txo_sample s = { .x = x, .w = w, .m = 5 };
	struct txo_estimate e = median_of(&s, 0.95);

	(void)state;
	assert_same(e.estimate, 3.0);
	assert_nan(e.conf_low);
	assert_nan(e.conf_high);
	assert_int_equal(e.note, TXO_NOTE_SMALLN);
	s.m = 6;
	e = median_of(&s, 0.95);
	assert_same(e.estimate, 3.5);
	assert_same(e.conf_low, 1.0);
	assert_same(e.conf_high, 6.0);
	assert_int_equal(e.note, 0);
	/* one in eight below and above, exactly */
	s.m = 3;
	e = median_of(&s, 0.75);
	assert_same(e.conf_low, 1.0);
	assert_same(e.conf_high, 3.0);
}

static void one_value_has_an_interval_without_width(void **state)
{
	static const double x[] = { 0.3 };
	static const uint64_t w[] = { 8 };
	struct txo_sample s = { .x = x, .w = w, .m = 1 };
	struct txo_estimate e = median_of(&s, 0.95);

	(void)state;
	assert_same(e.estimate, 0.3);
	assert_same(e.conf_low, 0.3);
	assert_same(e.conf_high, 0.3);
	assert_int_equal(e.note, TXO_NOTE_TIES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_depression_scores_agree_with_r),
		cmocka_unit_test(
			all_changes_of_seven_have_the_p_value_of_all_signs),
		cmocka_unit_test(no_change_at_all_is_no_evidence),
		cmocka_unit_test(nothing_is_nothing),
		cmocka_unit_test(two_hundred_pairs_are_exact_and_more_are_not),
		cmocka_unit_test(huge_weights_have_ranks_too),
		cmocka_unit_test(an_interval_needs_six_changes),
		cmocka_unit_test(one_value_has_an_interval_without_width),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
