#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cloud.h"
#include "near.h"
#include "series.h"
#include "txo/curve.h"
#include "txo/note.h"

static struct txo_curve fit(const struct txo_pairs *p, int df)
{
	struct txo_curve c;
	struct txo_error err = { 0 };

	assert_int_equal(txo_spline(p, df, &c, &err), TXO_OK);
	return c;
}

/* R: predict(lm(y ~ ns(x, df)), data.frame(x), interval = "confidence") */
static void the_curve_and_its_band_agree_with_r(void **state)
{
	static const struct {
		int df;
		double x, fit, low, high;
	} r[] = {
		{ 1, 1, 6.25258456703333, 5.02303833867311, 7.48213079539355 },
		{ 1, 20, 15.5648002646597, 13.9698770245706, 17.1597235047487 },
		{ 2, 3.5, 7.32403200214105, 6.36947064812645,
		  8.27859335615566 },
		{ 3, 9, 10.6567544092182, 9.69525187020439, 11.6182569482319 },
		{ 3, 20, 13.0909645841269, 10.6508882957186, 15.5310408725352 },
		{ 4, 1, 6.2505318813157, 4.36846760784196, 8.13259615478945 },
		{ 4, 3.5, 6.89546377189445, 5.57620535582136,
		  8.21472218796753 },
		{ 4, 9, 10.759326492762, 9.292597471926, 12.226055513598 },
		{ 5, 3.5, 7.50638940286864, 6.0355135841216, 8.97726522161568 },
		{ 5, 20, 13.6391224807155, 10.9860821377019, 16.2921628237291 },
	};
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, series_x, series_y, SERIES);

	(void)state;
	for (size_t i = 0; i < COUNT(r); i++) {
		struct txo_curve k = fit(&p, r[i].df);
		struct txo_estimate e = txo_curve_at(&k, r[i].x, 0.95);

		assert_int_equal(k.df, r[i].df);
		assert_near(e.estimate, r[i].fit, 1e-13);
		assert_near(e.conf_low, r[i].low, 1e-12);
		assert_near(e.conf_high, r[i].high, 1e-12);
		assert_same(e.df, SERIES - 1.0 - r[i].df);
		txo_curve_release(&k);
	}
}

static void knots_are_the_ends_and_quantiles(void **state)
{
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, series_x, series_y, SERIES);
	struct txo_curve k = fit(&p, 4);

	(void)state;
	/* quantile(x, c(0.25, 0.5, 0.75)) */
	assert_int_equal(k.knots, 5);
	assert_same(k.knot[0], 1.0);
	assert_same(k.knot[1], 4.0);
	assert_same(k.knot[2], 8.5);
	assert_same(k.knot[3], 13.25);
	assert_same(k.knot[4], 20.0);
	txo_curve_release(&k);
}

static void few_different_x_lower_the_df(void **state)
{
	static const double x[] = { 1, 1, 1, 1, 1, 2, 2, 3, 3 };
	static const double y[] = { 1, 2, 3, 2, 1, 5, 6, 2, 3 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, COUNT(x));
	struct txo_curve k = fit(&p, 6);

	(void)state;
	/* a parabola's worth: the means of the three x */
	assert_true(k.df <= 2);
	txo_curve_release(&k);
	p = cloud_of(&c, x, y, 7);
	k = fit(&p, 6);
	assert_int_equal(k.df, 1);
	assert_near(txo_curve_at(&k, 1, 0.95).estimate, 1.8, 1e-15);
	assert_near(txo_curve_at(&k, 2, 0.95).estimate, 5.5, 1e-15);
	txo_curve_release(&k);
}

static void a_weight_counts_as_a_repeated_row(void **state)
{
	static const double x[] = { 1, 1, 1, 2, 3, 5, 6, 6, 6, 9 };
	static const double y[] = { 2, 2, 4, 3, 3, 1, 7, 7, 2, 1 };
	static const uint64_t ones[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
	struct txo_pairs rows = { x, NULL, y, NULL, ones, COUNT(x) };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, COUNT(x));
	struct txo_curve a = fit(&rows, 3), b = fit(&p, 3);
	struct txo_estimate s = txo_curve_at(&a, 4, 0.9),
			    t = txo_curve_at(&b, 4, 0.9);

	(void)state;
	assert_near(s.estimate, t.estimate, 1e-15);
	assert_near(s.conf_low, t.conf_low, 1e-14);
	txo_curve_release(&a);
	txo_curve_release(&b);
}

static void neither_origin_nor_unit_matter(void **state)
{
	static const double origin[] = { 1e6, -1e9, 19000 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, series_x, series_y, SERIES);
	struct txo_curve k = fit(&p, 4);
	struct txo_estimate e = txo_curve_at(&k, 7, 0.95);

	(void)state;
	txo_curve_release(&k);
	for (size_t i = 0; i < COUNT(origin); i++) {
		double far[SERIES];
		struct txo_estimate f;

		for (size_t j = 0; j < SERIES; j++)
			far[j] = 2 * series_x[j] + origin[i];
		p = cloud_of(&c, far, series_y, SERIES);
		k = fit(&p, 4);
		f = txo_curve_at(&k, 14 + origin[i], 0.95);
		assert_near(f.estimate, e.estimate, 1e-13);
		assert_near(f.conf_high, e.conf_high, 1e-13);
		txo_curve_release(&k);
	}
}

static void a_line_is_followed_and_has_no_band(void **state)
{
	static const double x[] = { 0, 1, 2, 3, 4, 5, 6, 7 };
	double y[8];
	struct cloud c;
	struct txo_pairs p;
	struct txo_curve k;

	(void)state;
	for (int i = 0; i < 8; i++)
		y[i] = 3 - 0.5 * x[i];
	p = cloud_of(&c, x, y, 8);
	k = fit(&p, 3);
	assert_near(txo_curve_at(&k, 2.5, 0.95).estimate, 1.75, 1e-14);
	assert_int_equal(k.note, TXO_NOTE_PERFECT);
	assert_nan(txo_curve_at(&k, 2.5, 0.95).conf_low);
	txo_curve_release(&k);
}

static void what_has_no_curve_says_why(void **state)
{
	static const double x[] = { 1, 1, 1 }, y[] = { 1, 2, 3 };
	static const double close[] = { 0, 5e-324, 5e-324 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 0);
	struct txo_curve k = fit(&p, 3);

	(void)state;
	assert_int_equal(k.note, TXO_NOTE_NODATA);
	assert_nan(txo_curve_at(&k, 1, 0.95).estimate);
	txo_curve_release(&k);
	p = cloud_of(&c, x, y, 1);
	k = fit(&p, 3);
	assert_int_equal(k.note, TXO_NOTE_SMALLN);
	txo_curve_release(&k);
	p = cloud_of(&c, x, y, 3);
	k = fit(&p, 3);
	assert_int_equal(k.note, TXO_NOTE_CONST);
	assert_int_equal(k.knots, 0);
	txo_curve_release(&k);
	p = cloud_of(&c, close, y, 3);
	k = fit(&p, 3);
	assert_int_equal(k.note, TXO_NOTE_CONST);
	txo_curve_release(&k);
	p = cloud_of(&c, y, y, 2);
	k = fit(&p, 3);
	assert_int_equal(k.note, TXO_NOTE_SMALLN);
	assert_same(txo_curve_at(&k, 2, 0.95).estimate, 2.0);
	assert_nan(txo_curve_at(&k, 2, 0.95).conf_low);
	txo_curve_release(&k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_curve_and_its_band_agree_with_r),
		cmocka_unit_test(knots_are_the_ends_and_quantiles),
		cmocka_unit_test(few_different_x_lower_the_df),
		cmocka_unit_test(a_weight_counts_as_a_repeated_row),
		cmocka_unit_test(neither_origin_nor_unit_matter),
		cmocka_unit_test(a_line_is_followed_and_has_no_band),
		cmocka_unit_test(what_has_no_curve_says_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
