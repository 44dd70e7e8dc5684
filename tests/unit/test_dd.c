#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/dd.h"
#include "near.h"

/* A whole number of up to 53 bits, the same ones each time. */
static int64_t number(void)
{
	static uint64_t state = 1;

	state = state * 6364136223846793005u + 1442695040888963407u;
	return (int64_t)(state >> 11) - ((int64_t)1 << 52);
}

/* The value modulo 2^64 of a double-double that is a whole number. */
static uint64_t whole(struct txo_dd a)
{
	uint64_t part[2] = { 0, 0 };
	double x[2] = { a.hi, a.lo };

	for (size_t i = 0; i < 2; i++) {
		int e;
		double m = ldexp(frexp(x[i], &e), 53);

		e -= 53;
		if (m != 0 && e < 0)
			assert_same(fmod(x[i], 1), copysign(0, x[i]));
		part[i] = e < 0	 ? (uint64_t)(int64_t)x[i] :
			  e < 64 ? (uint64_t)(int64_t)m << e :
				   0;
	}
	return part[0] + part[1];
}

static void assert_high_is_nearest(struct txo_dd a)
{
	assert_same(a.hi + a.lo, a.hi);
}

static void whole_numbers_keep_all_their_digits(void **state)
{
	(void)state;
	for (int i = 0; i < 100000; i++) {
		int64_t a = number(), b = number(), c = number();
		struct txo_dd x = txo_dd_two_prod((double)a, (double)b);
		struct txo_dd y = txo_dd_from((double)c), z;

		assert_true(whole(x) == (uint64_t)a * (uint64_t)b);
		z = txo_dd_add(x, y);
		assert_high_is_nearest(z);
		assert_true(whole(z) ==
			    (uint64_t)a * (uint64_t)b + (uint64_t)c);
		z = txo_dd_sub(y, x);
		assert_true(whole(z) ==
			    (uint64_t)c - (uint64_t)a * (uint64_t)b);
		z = txo_dd_sub(txo_dd_add(x, y), x);
		assert_same(z.hi, (double)c);
		assert_same(z.lo, 0.0);
	}
}

static void a_quotient_of_whole_numbers_is_whole(void **state)
{
	(void)state;
	for (int i = 0; i < 100000; i++) {
		int64_t a = number(), b = number();
		struct txo_dd x = txo_dd_two_prod((double)a, (double)b), q;

		if (a == 0 || b == 0)
			continue;
		q = txo_dd_div(x, txo_dd_from((double)b));
		assert_same(q.hi, (double)a);
		assert_true(fabs(q.lo) <= fabs(q.hi) * 0x1p-100);
	}
}

static void division_and_root_undo_multiplication(void **state)
{
	(void)state;
	for (int i = 0; i < 100000; i++) {
		struct txo_dd a = txo_dd_div(txo_dd_from((double)number()),
					     txo_dd_from(7));
		struct txo_dd b = txo_dd_div(txo_dd_from((double)number()),
					     txo_dd_from(3));
		struct txo_dd r;

		if (a.hi == 0 || b.hi == 0)
			continue;
		r = txo_dd_sub(txo_dd_div(txo_dd_mul(a, b), b), a);
		assert_true(fabs(r.hi) <= fabs(a.hi) * 0x1p-100);
		r = txo_dd_sqrt(txo_dd_mul(a, a));
		r = txo_dd_sub(r, a.hi < 0 ? txo_dd_neg(a) : a);
		assert_true(fabs(r.hi) <= fabs(a.hi) * 0x1p-100);
	}
}

static void roots_at_the_edge(void **state)
{
	(void)state;
	assert_same(txo_dd_sqrt(txo_dd_from(0)).hi, 0.0);
	assert_nan(txo_dd_sqrt(txo_dd_from(-1)).hi);
	assert_same(txo_dd_sqrt(txo_dd_from(9)).hi, 3.0);
	assert_same(txo_dd_sqrt(txo_dd_from(9)).lo, 0.0);
}

static void floors_go_down(void **state)
{
	struct txo_dd below = txo_dd_sub(txo_dd_from(3), txo_dd_from(1e-25));
	struct txo_dd above = txo_dd_add(txo_dd_from(3), txo_dd_from(1e-25));
	struct txo_dd large = txo_dd_add(txo_dd_from(0x1p80),
					 txo_dd_from(0.75));

	(void)state;
	assert_same(txo_dd_floor(txo_dd_from(2.5)).hi, 2.0);
	assert_same(txo_dd_floor(txo_dd_from(-2.5)).hi, -3.0);
	assert_same(txo_dd_floor(below).hi, 2.0);
	assert_same(txo_dd_floor(above).hi, 3.0);
	assert_same(txo_dd_floor(above).lo, 0.0);
	assert_same(txo_dd_floor(large).hi, 0x1p80);
	assert_same(txo_dd_floor(large).lo, 0.0);
}

static void comparison_sees_the_low_part(void **state)
{
	struct txo_dd a = { 1, 1e-20 }, b = { 1, 2e-20 }, c = { 2, -1e-20 };

	(void)state;
	assert_int_equal(txo_dd_compare(a, a), 0);
	assert_int_equal(txo_dd_compare(a, b), -1);
	assert_int_equal(txo_dd_compare(b, a), 1);
	assert_int_equal(txo_dd_compare(b, c), -1);
	assert_int_equal(txo_dd_compare(c, b), 1);
}

static void counts_are_exact(void **state)
{
	static const uint64_t counts[] = {
		0,
		1,
		4294967295u,
		4294967296u,
		9007199254740993u,
		INT64_MAX,
		(uint64_t)INT64_MAX + 1,
		UINT64_MAX,
		UINT64_MAX - 1,
	};

	(void)state;
	for (size_t i = 0; i < COUNT(counts); i++) {
		struct txo_dd d = txo_dd_from_count(counts[i]);

		assert_high_is_nearest(d);
		assert_same(d.hi, (double)counts[i]);
		assert_true(whole(d) == counts[i]);
	}
}

static void scaling_by_two_is_exact(void **state)
{
	struct txo_dd a = { 0.1, 1e-18 }, b = txo_dd_scale(a, 40);

	(void)state;
	b = txo_dd_scale(b, -40);
	assert_same(b.hi, a.hi);
	assert_same(b.lo, a.lo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_numbers_keep_all_their_digits),
		cmocka_unit_test(a_quotient_of_whole_numbers_is_whole),
		cmocka_unit_test(division_and_root_undo_multiplication),
		cmocka_unit_test(roots_at_the_edge),
		cmocka_unit_test(floors_go_down),
		cmocka_unit_test(comparison_sees_the_low_part),
		cmocka_unit_test(counts_are_exact),
		cmocka_unit_test(scaling_by_two_is_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
