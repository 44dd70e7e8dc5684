#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "txo/contingency.h"
#include "txo/note.h"

/* margin.table(HairEyeColor, c(1, 2)) */
static const uint64_t hair[] = { 68, 20, 15, 5,	 119, 84, 54, 29,
				 26, 17, 14, 14, 7,   94, 10, 16 };
/* Job, as in the help page of fisher.test */
static const uint64_t job[] = { 1, 3, 10, 6,  2, 3, 10, 7,
				1, 6, 14, 12, 0, 1, 9,	11 };

static struct txo_estimate v_of(const uint64_t *count, size_t rows,
				size_t columns)
{
	struct txo_contingency t = { count, rows, columns };
	struct txo_error err = { 0 };
	struct txo_estimate e;

	assert_int_equal(txo_cramers_v(&t, 0.95, &e, &err), TXO_OK);
	return e;
}

static struct txo_estimate linear_of(const uint64_t *count, size_t rows,
				     size_t columns, const double *row_score,
				     const double *column_score)
{
	struct txo_contingency t = { count, rows, columns };
	struct txo_error err = { 0 };
	struct txo_estimate e;

	assert_int_equal(txo_linear_by_linear(&t, row_score, column_score, 0.95,
					      &e, &err),
			 TXO_OK);
	return e;
}

static void chi_square_and_v_are_those_of_r(void **state)
{
	struct txo_estimate e = v_of(hair, 4, 4);

	(void)state;
	/* chisq.test(x, correct = FALSE); sqrt(statistic / n / 3) */
	assert_near(e.statistic, 138.28984162600827, 1e-14);
	assert_same(e.df, 9.0);
	assert_near(e.p_value, 2.325286787098808e-25, 1e-12);
	assert_near(e.estimate, 0.27904462334265839, 1e-14);
	/* uniroot(function(d) pchisq(statistic, 9, d) - 0.025, ...) */
	assert_near(e.conf_low, 0.22352701636890066, 1e-10);
	assert_near(e.conf_high, 0.31798810293757201, 1e-10);
	assert_int_equal(e.note, 0);
	e = v_of(job, 4, 4);
	assert_near(e.statistic, 5.9655145887704029, 1e-14);
	assert_near(e.p_value, 0.7433647250525508, 1e-13);
	assert_int_equal(e.note, TXO_NOTE_SPARSE);
	assert_string_equal(e.method, "Cramer's v with noncentral chi-square "
				      "interval and Pearson chi-square "
				      "without continuity correction");
}

static void empty_rows_and_columns_do_not_count(void **state)
{
	static const uint64_t wide[] = { 0, 10, 2, 0, 0, 0, 0, 0, 0, 4, 12, 0 };
	static const uint64_t narrow[] = { 10, 2, 4, 12 };
	struct txo_estimate a = v_of(wide, 3, 4), b = v_of(narrow, 2, 2);

	(void)state;
	assert_same(a.estimate, b.estimate);
	assert_same(a.df, 1.0);
	assert_same(a.p_value, b.p_value);
	assert_same(a.conf_high, b.conf_high);
}

static void perfect_association_is_one(void **state)
{
	static const uint64_t diagonal[] = { 7, 0, 0, 0, 9, 0, 0, 0, 11 };
	struct txo_estimate e = v_of(diagonal, 3, 3);

	(void)state;
	assert_near(e.estimate, 1.0, 1e-15);
	assert_near(e.statistic, 54.0, 1e-15);
	assert_same(e.conf_high, 1.0);
	e = linear_of(diagonal, 3, 3, NULL, NULL);
	assert_same(e.estimate, 1.0);
	assert_near(e.statistic, sqrt(26), 1e-15);
	assert_nan(e.conf_low);
	assert_nan(e.std_error);
	assert_int_equal(e.note, TXO_NOTE_PERFECT);
}

static void no_association_is_zero(void **state)
{
	static const uint64_t flat[] = { 6, 6, 6, 12, 12, 12 };
	struct txo_estimate e = v_of(flat, 2, 3);

	(void)state;
	assert_same(e.estimate, 0.0);
	assert_same(e.p_value, 1.0);
	assert_same(e.conf_low, 0.0);
	assert_same(e.conf_high, 0.0);
	e = linear_of(flat, 2, 3, NULL, NULL);
	assert_near(e.estimate, 0.0, 1e-15);
	assert_near(e.p_value, 1.0, 1e-15);
}

static void huge_counts_keep_their_digits(void **state)
{
	uint64_t huge[16];
	struct txo_estimate a = v_of(hair, 4, 4), b;

	(void)state;
	for (size_t i = 0; i < 16; i++)
		huge[i] = hair[i] * 1000000000000;
	b = v_of(huge, 4, 4);
	assert_near(b.estimate, a.estimate, 1e-14);
	assert_near(b.statistic, a.statistic * 1e12, 1e-14);
	assert_same(b.p_value, 0.0);
	assert_near(b.conf_low, a.estimate, 1e-5);
	assert_near(b.conf_high, a.estimate, 1e-5);
	b = linear_of(huge, 4, 4, NULL, NULL);
	assert_near(b.estimate, linear_of(hair, 4, 4, NULL, NULL).estimate,
		    1e-13);
}

static void linear_by_linear_is_that_of_coin(void **state)
{
	static const double columns[] = { 1, 3, 4, 5 };
	static const double rows[] = { 3, 10, 20, 35 };
	struct txo_estimate e = linear_of(job, 4, 4, NULL, NULL);

	(void)state;
	/* lbl_test(as.table(Job)) */
	assert_near(e.statistic, 1.7271329192313596, 1e-13);
	assert_near(e.p_value, 0.084143794706428299, 1e-13);
	/* cor() of the scores; its error by the infinitesimal jackknife */
	assert_near(e.estimate, 0.17720009863050126, 1e-13);
	assert_near(e.std_error, 0.09067270061670582, 1e-13);
	assert_near(e.conf_low, -0.0043858031879050602, 1e-11);
	assert_near(e.conf_high, 0.34747301726206048, 1e-13);
	assert_string_equal(e.method, "linear-by-linear association, "
				      "correlation of scores, z");
	/* scores = list(Var1 = c(3, 10, 20, 35), Var2 = c(1, 3, 4, 5)) */
	e = linear_of(job, 4, 4, rows, columns);
	assert_near(e.statistic, 1.9195203276382422, 1e-13);
	assert_near(e.estimate, 0.19693863025442365, 1e-13);
}

static void scores_move_and_stretch_as_they_like(void **state)
{
	static const double a[] = { -40, -30, -20, -10 };
	static const double down[] = { 4, 3, 2, 1 };
	struct txo_estimate e = linear_of(job, 4, 4, NULL, NULL);
	struct txo_estimate f = linear_of(job, 4, 4, a, NULL);

	(void)state;
	assert_near(f.estimate, e.estimate, 1e-14);
	assert_near(f.conf_low, e.conf_low, 1e-12);
	f = linear_of(job, 4, 4, NULL, down);
	assert_near(f.estimate, -e.estimate, 1e-14);
	assert_near(f.conf_low, -e.conf_high, 1e-14);
	assert_near(f.p_value, e.p_value, 1e-14);
}

static void what_is_undefined_is_said(void **state)
{
	static const uint64_t none[] = { 0, 0, 0, 0, 0, 0 };
	static const uint64_t row[] = { 1, 2, 3, 0, 0, 0 };
	static const uint64_t column[] = { 1, 0, 0, 4, 0, 0 };
	static const uint64_t one[] = { 0, 0, 0, 0, 5, 0 };
	static const struct {
		const uint64_t *count;
		unsigned note;
	} c[] = {
		{ none, TXO_NOTE_NODATA },
		{ row, TXO_NOTE_FEWGROUPS },
		{ column, TXO_NOTE_CONST },
		{ one, TXO_NOTE_FEWGROUPS | TXO_NOTE_CONST },
	};
	static const double equal[] = { 2, 2, 2, 2 };

	(void)state;
	for (size_t i = 0; i < COUNT(c); i++) {
		struct txo_estimate e = v_of(c[i].count, 2, 3);

		assert_int_equal(e.note, c[i].note);
		assert_nan(e.estimate);
		assert_nan(e.p_value);
		assert_nan(e.df);
		e = linear_of(c[i].count, 2, 3, NULL, NULL);
		assert_int_equal(e.note, c[i].note);
		assert_nan(e.estimate);
	}
	assert_int_equal(v_of(NULL, 0, 0).note, TXO_NOTE_NODATA);
	assert_int_equal(linear_of(job, 4, 4, equal, NULL).note,
			 TXO_NOTE_CONST);
	assert_nan(linear_of(job, 4, 4, equal, NULL).p_value);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chi_square_and_v_are_those_of_r),
		cmocka_unit_test(empty_rows_and_columns_do_not_count),
		cmocka_unit_test(perfect_association_is_one),
		cmocka_unit_test(no_association_is_zero),
		cmocka_unit_test(huge_counts_keep_their_digits),
		cmocka_unit_test(linear_by_linear_is_that_of_coin),
		cmocka_unit_test(scores_move_and_stretch_as_they_like),
		cmocka_unit_test(what_is_undefined_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
