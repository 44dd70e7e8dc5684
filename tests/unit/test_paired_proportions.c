#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "txo/note.h"
#include "txo/paired_proportions.h"
#include "txo/proportion.h"

/* R: mcnemar.test(m, correct = FALSE), binom.test(b, b + c) */
static void mcnemar_agrees_with_r(void **state)
{
	struct txo_paired t = { 794, 86, 150, 570 }, u = { 0, 2, 9, 0 };
	struct txo_estimate e = txo_mcnemar(&t);

	(void)state;
	assert_near(e.statistic, 17.3559322034, 1e-11);
	assert_near(e.p_value, 3.09929344104527e-05, 1e-12);
	assert_same(e.df, 1.0);
	assert_near(txo_mcnemar(&u).p_value, .03481, 1e-3);
	assert_near(txo_mcnemar_exact(&u).p_value, .0654296875, 1e-14);
	assert_near(txo_mcnemar_mid_p(&u).p_value, .03857421875, 1e-14);
	assert_same(txo_mcnemar_exact(&u).statistic, 2.0);
	e = txo_tango(&t, 0.95);
	assert_near(e.statistic * e.statistic, 17.3559322034, 1e-11);
	assert_near(e.estimate, -.04, 1e-14);
	/* the ends of Tango's interval, as Agresti's approve-twice example */
	assert_true(e.conf_low > -.06 && e.conf_low < -.058);
	assert_true(e.conf_high > -.022 && e.conf_high < -.02);
}

/* Without the other kind the ends are Wilson's, of D among n. */
static void one_sided_pairs_have_wilsons_end(void **state)
{
	struct txo_paired t = { 3, 0, 0, 17 }, u = { 0, 20, 0, 0 };
	struct txo_estimate e = txo_tango(&t, 0.95),
			    w = txo_proportion(0, 20, TXO_CI_WILSON, 0.95);

	(void)state;
	assert_same(e.estimate, 0.0);
	assert_near(e.conf_high, w.conf_high, 1e-14);
	assert_near(e.conf_low, -w.conf_high, 1e-14);
	assert_same(e.p_value, 1.0);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	e = txo_tango(&u, 0.95);
	assert_same(e.conf_high, 1.0);
	assert_true(e.conf_low > 0.5);
}

static void where_no_pair_differs_p_is_1(void **state)
{
	struct txo_paired t = { 5, 0, 0, 7 };
	struct txo_estimate e = txo_mcnemar_exact(&t);

	(void)state;
	assert_same(e.p_value, 1.0);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	assert_same(txo_mcnemar_mid_p(&t).p_value, 1.0);
	e = txo_mcnemar(&t);
	assert_same(e.statistic, 0.0);
	assert_same(e.p_value, 1.0);
	e = txo_paired_odds(&t, 0.95);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_CONST);
}

static void the_odds_ratio_of_pairs_may_be_open(void **state)
{
	struct txo_paired t = { 1, 4, 0, 2 }, u = { 1, 0, 4, 2 };
	struct txo_estimate e = txo_paired_odds(&t, 0.95), o;

	(void)state;
	assert_nan(e.estimate);
	assert_nan(e.conf_high);
	/* p of Clopper and Pearson for 4 of 4: .025^(1/4) */
	assert_near(e.conf_low, 1 / (pow(.025, -.25) - 1), 1e-13);
	assert_int_equal(e.note, TXO_NOTE_OPEN | TXO_NOTE_ZEROCELL);
	o = txo_paired_odds(&u, 0.95);
	assert_same(o.estimate, 0.0);
	assert_same(o.conf_low, 0.0);
	assert_near(o.conf_high, 1 / e.conf_low, 1e-13);
	assert_int_equal(o.note, TXO_NOTE_ZEROCELL);
}

static void no_pairs_tell_nothing(void **state)
{
	struct txo_paired t = { 0, 0, 0, 0 };

	(void)state;
	assert_nan(txo_tango(&t, 0.95).estimate);
	assert_int_equal(txo_tango(&t, 0.95).note, TXO_NOTE_NODATA);
	assert_int_equal(txo_paired_odds(&t, 0.95).note, TXO_NOTE_NODATA);
	assert_nan(txo_mcnemar_exact(&t).p_value);
	assert_nan(txo_mcnemar_mid_p(&t).p_value);
	assert_nan(txo_mcnemar(&t).p_value);
	assert_int_equal(txo_mcnemar(&t).note, TXO_NOTE_NODATA);
}

static void counts_of_pairs_may_be_huge(void **state)
{
	static const uint64_t big = 1000000000000;
	struct txo_paired t = { big, big / 2, big / 2 + 1000000, big };
	struct txo_estimate e = txo_tango(&t, 0.95);

	(void)state;
	assert_near(e.statistic, -1, 1e-5);
	assert_near(txo_mcnemar_exact(&t).p_value, .31731, 1e-4);
	assert_near(txo_mcnemar_mid_p(&t).p_value, e.p_value, 1e-6);
	assert_true(e.conf_low < e.estimate && e.estimate < e.conf_high);
	t = (struct txo_paired){ 0, 1, 0, big };
	e = txo_tango(&t, 0.95);
	assert_near(e.estimate, 1e-12, 1e-9);
	assert_true(e.conf_low < 0 && e.conf_high > 1e-12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mcnemar_agrees_with_r),
		cmocka_unit_test(one_sided_pairs_have_wilsons_end),
		cmocka_unit_test(where_no_pair_differs_p_is_1),
		cmocka_unit_test(the_odds_ratio_of_pairs_may_be_open),
		cmocka_unit_test(no_pairs_tell_nothing),
		cmocka_unit_test(counts_of_pairs_may_be_huge),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
