#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sample.h"
#include "txo/note.h"
#include "txo/smd.h"

#define BIG 1000000000000u /* 10^12 */

static struct txo_estimate of_means(const double *a, size_t n, const double *b,
				    size_t m)
{
	static struct collected x, y;
	struct txo_moments ka = { 0 }, kb = { 0 };

	if (n)
		ka = txo_moments(collect(&x, a, n));
	if (m)
		kb = txo_moments(collect(&y, b, m));
	return txo_smd_means(&ka, &kb, 0.95);
}

static void assert_undefined(struct txo_estimate e, unsigned note)
{
	assert_true(isnan(e.estimate) && isnan(e.std_error));
	assert_true(isnan(e.conf_low) && isnan(e.conf_high));
	assert_int_equal(e.note, note);
}

/*
 * R: a <- sleep$extra[1:10]; b <- sleep$extra[11:20]
 * d <- abs(mean(a) - mean(b)) / sqrt((var(a) + var(b)) / 2)
 * s <- sqrt(20 / 100 + d^2 / 40); d + c(-1, 1) * qnorm(.975) * s
 */
static void means_are_apart_by_their_standard_deviations(void **state)
{
	static const double a[] = { 0.7, -1.6, -0.2, -1.2, -0.1,
				    3.4, 3.7,  0.8,  0,	   2 };
	static const double b[] = { 1.9, 0.8, 1.1, 0.1, -0.1,
				    4.4, 5.5, 1.6, 4.6, 3.4 };
	struct txo_estimate e = of_means(a, 10, b, 10), f;

	(void)state;
	assert_near(e.estimate, 0.8321810813495397, 1e-14);
	assert_near(e.std_error, 0.4661685680136556, 1e-14);
	assert_same(e.conf_low, 0.0);
	assert_near(e.conf_high, 1.7458546853809152, 1e-14);
	f = of_means(b, 10, a, 10);
	assert_same(f.estimate, e.estimate);
}

static void means_without_variance_have_no_difference(void **state)
{
	static const double three[] = { 3, 3, 3 }, four[] = { 4, 4 },
			    some[] = { 3, 4, 8 }, huge[] = { -1e308, 1e308 };

	(void)state;
	assert_undefined(of_means(three, 0, some, 3), TXO_NOTE_NODATA);
	assert_undefined(of_means(three, 1, some, 3), TXO_NOTE_SMALLN);
	assert_undefined(of_means(three, 3, three, 2), TXO_NOTE_CONST);
	assert_undefined(of_means(three, 3, four, 2),
			 TXO_NOTE_CONST | TXO_NOTE_PERFECT);
	assert_undefined(of_means(huge, 2, some, 3), TXO_NOTE_OVERFLOW);
	assert_near(of_means(three, 3, some, 3).estimate, 2 / sqrt(7.0 / 2),
		    1e-15);
}

/* R: p <- 12 / 30; q <- 25 / 40; abs(p - q) / sqrt((p*(1-p) + q*(1-q)) / 2) */
static void two_categories_differ_by_their_shares(void **state)
{
	static const uint64_t a[] = { 12, 18 }, b[] = { 25, 15 },
			      other[] = { 18, 12 }, way[] = { 15, 25 };
	struct txo_estimate e = txo_smd_shares(a, b, 2, 0.95);

	(void)state;
	assert_near(e.estimate, 0.461994302105411, 1e-14);
	assert_near(e.std_error, 0.244658733192709, 1e-14);
	assert_same(txo_smd_shares(other, way, 2, 0.95).estimate, e.estimate);
	assert_same(txo_smd_shares(b, a, 2, 0.95).estimate, e.estimate);
}

/*
 * R: p <- c(7,7,29)/43; q <- c(21,7,13)/41; i <- 2:3; D <- (p - q)[i]
 * S <- (diag(p[i]) - p[i] %o% p[i] + diag(q[i]) - q[i] %o% q[i]) / 2
 * sqrt(D %*% solve(S) %*% D)
 */
static void categories_are_a_distance_of_mahalanobis(void **state)
{
	static const uint64_t a[] = { 7, 7, 29 }, b[] = { 21, 7, 13 };
	static const uint64_t a0[] = { 0, 7, 7, 0, 29 },
			      b0[] = { 0, 21, 7, 0, 13 };
	struct txo_estimate e = txo_smd_shares(a, b, 3, 0.95);

	(void)state;
	assert_near(e.estimate, 0.856331891336726, 1e-14);
	assert_same(txo_smd_shares(a0, b0, 5, 0.95).estimate, e.estimate);
}

static void equal_shares_are_not_apart_at_all(void **state)
{
	static const uint64_t a[] = { 3, 10, 7 }, b[] = { 21, 70, 49 },
			      c[] = { 3 * (uint64_t)BIG, 10 * (uint64_t)BIG,
				      7 * (uint64_t)BIG };

	(void)state;
	assert_same(txo_smd_shares(a, b, 3, 0.95).estimate, 0.0);
	assert_same(txo_smd_shares(a, c, 3, 0.95).estimate, 0.0);
	assert_same(txo_smd_shares(a, b, 3, 0.95).conf_low, 0.0);
}

static void shares_that_nothing_is_known_of_have_no_distance(void **state)
{
	static const uint64_t none[] = { 0, 0, 0 }, one[] = { 0, 5, 0 },
			      other[] = { 3, 0, 4 }, all[] = { 1, 1, 1 };

	(void)state;
	assert_undefined(txo_smd_shares(none, all, 3, 0.95), TXO_NOTE_NODATA);
	assert_undefined(txo_smd_shares(all, none, 3, 0.95), TXO_NOTE_NODATA);
	assert_undefined(txo_smd_shares(NULL, NULL, 0, 0.95), TXO_NOTE_NODATA);
	assert_undefined(txo_smd_shares(one, one, 3, 0.95), TXO_NOTE_CONST);
	assert_undefined(txo_smd_shares(one, other, 3, 0.95), TXO_NOTE_PERFECT);
	assert_true(txo_smd_shares(one, all, 3, 0.95).estimate > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(means_are_apart_by_their_standard_deviations),
		cmocka_unit_test(means_without_variance_have_no_difference),
		cmocka_unit_test(two_categories_differ_by_their_shares),
		cmocka_unit_test(categories_are_a_distance_of_mahalanobis),
		cmocka_unit_test(equal_shares_are_not_apart_at_all),
		cmocka_unit_test(
			shares_that_nothing_is_known_of_have_no_distance),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
