#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "txo/note.h"
#include "txo/pre_post.h"

static struct txo_estimate test(uint64_t positive, uint64_t negative,
				uint64_t zero)
{
	struct txo_pre_post c = {
		.n = positive + negative + zero,
		.positive = positive,
		.negative = negative,
		.zero = zero,
	};

	return txo_sign_test(&c, 0.95);
}

/* One of 64 assignments, and six, on both sides. */
static void few_signs_are_counted(void **state)
{
	struct txo_estimate e = test(5, 1, 0);

	(void)state;
	assert_same(e.statistic, 5.0);
	assert_same(e.estimate, 5 / 6.0);
	assert_same(e.p_value, 2 * (1 + 6) / 64.0);
	assert_int_equal(e.note, 0);
	assert_same(test(1, 5, 0).p_value, e.p_value);
	assert_same(test(0, 50, 0).p_value, 0x1p-49);
	assert_near(test(51, 0, 3).p_value, 0x1p-50, 1e-13);
}

static void the_middle_does_not_count_twice(void **state)
{
	(void)state;
	assert_same(test(5, 5, 0).p_value, 1.0);
	assert_same(test(3, 2, 7).p_value, 1.0);
	assert_same(test(1000, 1000, 0).p_value, 1.0);
}

/* binom.test(60, 100); binom.test(5100, 10000) */
static void many_signs_agree_with_r(void **state)
{
	struct txo_estimate e = test(60, 40, 12);

	(void)state;
	assert_near(e.p_value, 0.0568879336409809, 1e-13);
	assert_near(e.conf_low, 0.497209150422335, 1e-12);
	assert_near(e.conf_high, 0.696705231297122, 1e-12);
	assert_int_equal(e.note, TXO_NOTE_ZEROS);
	assert_near(test(5100, 4900, 0).p_value, 0.0465855277049474, 1e-12);
}

static void no_sign_is_no_evidence(void **state)
{
	struct txo_estimate e = test(0, 0, 4);

	(void)state;
	assert_nan(e.estimate);
	assert_same(e.statistic, 0.0);
	assert_same(e.p_value, 1.0);
	assert_int_equal(e.note, TXO_NOTE_ZEROS);
	e = test(0, 0, 0);
	assert_nan(e.statistic);
	assert_nan(e.p_value);
	assert_int_equal(e.note, TXO_NOTE_NODATA);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(few_signs_are_counted),
		cmocka_unit_test(the_middle_does_not_count_twice),
		cmocka_unit_test(many_signs_agree_with_r),
		cmocka_unit_test(no_sign_is_no_evidence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
