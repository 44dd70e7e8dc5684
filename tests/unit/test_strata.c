#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "txo/note.h"
#include "txo/strata.h"

/* UCBAdmissions: men and women admitted, in six departments. */
static const struct txo_two berkeley[] = {
	{ { 512, 89 }, { 825, 108 } },	{ { 353, 17 }, { 560, 25 } },
	{ { 120, 202 }, { 325, 593 } }, { { 138, 131 }, { 417, 375 } },
	{ { 53, 94 }, { 191, 393 } },	{ { 22, 24 }, { 373, 341 } },
};

/* Small strata, in some of which a group has nobody. */
static const struct txo_two sparse[] = {
	{ { 1, 0 }, { 1, 1 } }, { { 0, 1 }, { 1, 1 } }, { { 4, 0 }, { 9, 0 } },
	{ { 2, 0 }, { 3, 2 } }, { { 0, 1 }, { 2, 4 } }, { { 3, 1 }, { 4, 4 } },
	{ { 0, 0 }, { 0, 3 } },
};

/* R: mantelhaen.test(UCBAdmissions, correct = FALSE); metafor::rma.mh */
static void the_common_odds_ratio_agrees_with_r(void **state)
{
	struct txo_estimate e = txo_mantel_haenszel_odds(berkeley,
							 COUNT(berkeley), 0.95);

	(void)state;
	assert_near(e.estimate, .9046968282586231, 1e-14);
	assert_near(e.conf_low, .7719073617593505, 1e-13);
	assert_near(e.conf_high, 1.0603297644366556, 1e-13);
	assert_near(e.std_error, .08098890965622091, 1e-13);
	assert_near(e.statistic, 1.524606660443434, 1e-12);
	assert_near(e.p_value, .2169236970555184, 1e-12);
	assert_same(e.df, 1.0);
	assert_int_equal(e.note, 0);
	e = txo_mantel_haenszel_odds(sparse, COUNT(sparse), 0.95);
	assert_near(log(e.estimate), .9283911388082424, 1e-13);
	assert_near(e.std_error, .8364174690546003, 1e-13);
	assert_near(e.statistic, 1.3008254943367252, 1e-13);
	assert_near(e.p_value, .2540624926221109, 1e-12);
}

/* R: metafor::rma.mh(measure = "RR"), measure = "RD" */
static void the_common_ratio_and_difference_agree_with_r(void **state)
{
	struct txo_estimate e = txo_mantel_haenszel_ratio(
		berkeley, COUNT(berkeley), 0.95);

	(void)state;
	assert_near(log(e.estimate), -.0566708617288724, 1e-13);
	assert_near(e.std_error, .04422399443924982, 1e-13);
	assert_near(e.p_value, .20003546054552118, 1e-12);
	assert_near(log(e.conf_low), -.1433482980823017, 1e-13);
	e = txo_mantel_haenszel_difference(berkeley, COUNT(berkeley), 0.95);
	assert_near(e.estimate, -.01842519619085252, 1e-13);
	assert_near(e.std_error, .01482539443831086, 1e-13);
	assert_near(e.statistic, -1.24281321940678202, 1e-12);
	assert_near(e.conf_low, -.04748243534654223, 1e-12);
	assert_near(e.conf_high, .01063204296483719, 1e-12);
	e = txo_mantel_haenszel_ratio(sparse, COUNT(sparse), 0.95);
	assert_near(log(e.estimate), .7419373447293773, 1e-13);
	assert_near(e.std_error, .6995959718362620, 1e-13);
	e = txo_mantel_haenszel_difference(sparse, COUNT(sparse), 0.95);
	assert_near(e.estimate, .2650602409638554, 1e-14);
	assert_near(e.std_error, .2236049401759154, 1e-13);
	assert_near(e.p_value, .2358611965409999, 1e-12);
}

/* R: metafor::rma.mh(...)$TA, $TAp */
static void homogeneity_agrees_with_r(void **state)
{
	struct txo_estimate e = txo_breslow_day(berkeley, COUNT(berkeley));

	(void)state;
	assert_near(e.statistic, 18.825501252053228995, 1e-12);
	assert_near(e.p_value, .002071401397880830, 1e-12);
	assert_same(e.df, 5.0);
	e = txo_breslow_day(sparse, COUNT(sparse));
	assert_near(e.statistic, 7.4257464697257873, 1e-12);
	assert_near(e.p_value, .1150284851662311, 1e-12);
	assert_same(e.df, 4.0);
	e = txo_breslow_day(berkeley, 1);
	assert_nan(e.statistic);
	assert_nan(e.df);
	assert_int_equal(e.note, TXO_NOTE_FEWGROUPS);
}

/* n1 n2 p q / (n - 1) in place of n1 n2 p q / n: Pearson's times (n - 1) / n */
static void one_stratum_is_a_table(void **state)
{
	struct txo_two t = { { 56, 48 }, { 70, 80 } };
	struct txo_estimate e = txo_mantel_haenszel_odds(&t, 1, 0.95);

	(void)state;
	assert_near(e.estimate, 56.0 * 32 / (48 * 14), 1e-15);
	assert_near(e.std_error,
		    sqrt(1.0 / 56 + 1.0 / 14 + 1.0 / 48 + 1.0 / 32), 1e-14);
	assert_near(e.statistic, 7.0234113712374593 * 149 / 150, 1e-13);
	e = txo_mantel_haenszel_ratio(&t, 1, 0.95);
	assert_near(e.std_error, txo_katz(&t, 0.95).std_error, 1e-14);
	assert_near(e.conf_low, txo_katz(&t, 0.95).conf_low, 1e-14);
	e = txo_mantel_haenszel_difference(&t, 1, 0.95);
	assert_near(e.estimate, .2, 1e-15);
}

static void what_tells_nothing_gives_nothing(void **state)
{
	static const struct txo_two no_pair[] = { { { 1, 0 }, { 3, 0 } },
						  { { 0, 2 }, { 0, 4 } } };
	static const struct txo_two nobody[] = { { { 0, 0 }, { 3, 2 } },
						 { { 0, 0 }, { 1, 4 } } };
	static const struct txo_two never[] = { { { 0, 1 }, { 3, 2 } },
						{ { 0, 2 }, { 1, 4 } } };
	static const struct txo_two alone[] = { { { 1, 0 }, { 1, 1 } },
						{ { 0, 1 }, { 1, 1 } } };
	struct txo_estimate e;

	(void)state;
	assert_int_equal(txo_mantel_haenszel_odds(no_pair, 2, 0.95).note,
			 TXO_NOTE_NODATA);
	assert_int_equal(txo_mantel_haenszel_ratio(no_pair, 0, 0.95).note,
			 TXO_NOTE_NODATA);
	assert_int_equal(txo_breslow_day(no_pair, 2).note, TXO_NOTE_NODATA);
	e = txo_mantel_haenszel_odds(nobody, 2, 0.95);
	assert_nan(e.estimate);
	assert_nan(e.p_value);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	e = txo_mantel_haenszel_difference(nobody, 2, 0.95);
	assert_same(e.estimate, 0.0);
	assert_nan(e.conf_low);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	e = txo_mantel_haenszel_odds(never, 2, 0.95);
	assert_same(e.estimate, 0.0);
	assert_true(e.p_value > 0 && e.p_value < 1);
	assert_nan(e.conf_high);
	assert_int_equal(e.note, TXO_NOTE_ZEROCELL);
	e = txo_mantel_haenszel_ratio(never, 2, 0.95);
	assert_same(e.estimate, 0.0);
	assert_int_equal(e.note, TXO_NOTE_ZEROCELL);
	assert_int_equal(txo_breslow_day(never, 2).note, TXO_NOTE_ZEROCELL);
	/* strata of one patient a group */
	e = txo_mantel_haenszel_odds(alone, 2, 0.95);
	assert_near(e.estimate, 1, 1e-15);
	assert_near(e.statistic, 0, 1e-15);
	assert_near(e.std_error, sqrt(2), 1e-15);
}

static void counts_may_be_huge(void **state)
{
	static const uint64_t big = 1000000000000;
	struct txo_two t[] = { { { big / 5, big / 10 }, { big, big } },
			       { { big / 5, big / 10 }, { big, big } } };
	struct txo_estimate e = txo_mantel_haenszel_odds(t, 2, 0.95);

	(void)state;
	assert_near(e.estimate, 2.25, 1e-14);
	assert_near(e.std_error,
		    sqrt(1 / .2 + 1 / .8 + 1 / .1 + 1 / .9) / sqrt(2e12),
		    1e-13);
	e = txo_mantel_haenszel_difference(t, 2, 0.95);
	assert_near(e.estimate, .1, 1e-14);
	assert_near(e.std_error, sqrt((.2 * .8 + .1 * .9) / 2e12), 1e-3);
	e = txo_breslow_day(t, 2);
	assert_near(e.statistic, 0, 1e-3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_common_odds_ratio_agrees_with_r),
		cmocka_unit_test(the_common_ratio_and_difference_agree_with_r),
		cmocka_unit_test(homogeneity_agrees_with_r),
		cmocka_unit_test(one_stratum_is_a_table),
		cmocka_unit_test(what_tells_nothing_gives_nothing),
		cmocka_unit_test(counts_may_be_huge),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
