#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "hazard.h"
#include "txo/note.h"

static void a_likelihood_without_a_top_is_noticed(void **state)
{
	static const double t[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	static const unsigned char e[] = { 1, 0, 1, 1, 0, 1, 0, 1 };
	/* whoever has the event has 1 in the second one */
	static const double x[] = { 3, 1, 1, 0, 2, 1, 5, 1,
				    1, 0, 4, 1, 2, 0, 3, 1 };
	struct txo_cox_rows r = { NULL, t, e, ones, x, COUNT(t), 2 };
	struct txo_cox c = fit(&r, TXO_COX_EFRON), d;
	struct txo_estimate b = txo_cox_coefficient(&c, 1, 0.95);
	double y[COUNT(t)];

	(void)state;
	assert_nan(b.estimate);
	assert_int_equal(b.note, TXO_NOTE_UNBOUNDED);
	assert_int_equal(txo_cox_unbounded(&c, 1), 1);
	assert_int_equal(txo_cox_unbounded(&c, 0), 0);
	assert_nan(txo_cox_wald(&c).statistic);
	assert_int_equal(txo_cox_wald(&c).note, TXO_NOTE_UNBOUNDED);
	assert_true(txo_cox_likelihood_ratio(&c).statistic > 3);
	/* the other one is that of those with 1 alone */
	b = txo_cox_coefficient(&c, 0, 0.95);
	assert_int_equal(b.note, 0);
	for (size_t i = 0; i < r.n; i++)
		y[i] = x[2 * i];
	r.n = 0;
	{
		double t1[COUNT(t)], x1[COUNT(t)];
		unsigned char e1[COUNT(t)];

		for (size_t i = 0; i < COUNT(t); i++)
			if (x[2 * i + 1] > 0) {
				t1[r.n] = t[i];
				x1[r.n] = y[i];
				e1[r.n++] = e[i];
			}
		r = (struct txo_cox_rows){ NULL, t1, e1, ones, x1, r.n, 1 };
		d = fit(&r, TXO_COX_EFRON);
	}
	assert_near(b.estimate, txo_cox_coefficient(&d, 0, .95).estimate, 1e-9);
	assert_near(b.std_error, txo_cox_coefficient(&d, 0, .95).std_error,
		    1e-9);
	assert_near(c.log_likelihood, d.log_likelihood, 1e-9);
	txo_cox_release(&c);
	txo_cox_release(&d);
}

/* Each event is the one with the greatest covariate: every order of sizes. */
static void perfect_orders_end(void **state)
{
	double t[200], x[200];
	unsigned char e[200];
	struct txo_cox_rows r = { NULL, t, e, ones, x, 200, 1 };

	(void)state;
	for (int power = 1; power < 8; power++) {
		struct txo_cox c;

		for (size_t i = 0; i < r.n; i++) {
			t[i] = (double)i;
			e[i] = 1;
			x[i] = pow(200 - (double)i, power);
		}
		c = fit(&r, TXO_COX_EFRON);
		assert_int_equal(txo_cox_unbounded(&c, 0), 1);
		assert_near(c.log_likelihood / c.log_likelihood_null, 0, 1e-7);
		assert_same(concordance(&c), 1.0);
		txo_cox_release(&c);
	}
}

static void columns_that_tell_nothing_are_left_out(void **state)
{
	double x[4 * COUNT(tied_t)];
	struct txo_cox_rows r = tied;
	struct txo_cox c = fit(&tied, TXO_COX_EFRON), d;

	(void)state;
	r.x = x;
	r.p = 4;
	for (size_t i = 0; i < r.n; i++) {
		x[4 * i] = 7;
		x[4 * i + 1] = tied_x[2 * i];
		x[4 * i + 2] = 3 * tied_x[2 * i] - 5;
		x[4 * i + 3] = tied_x[2 * i + 1];
	}
	d = fit(&r, TXO_COX_EFRON);
	assert_int_equal(txo_cox_coefficient(&d, 0, .9).note, TXO_NOTE_CONST);
	assert_int_equal(txo_cox_coefficient(&d, 2, .9).note,
			 TXO_NOTE_COLLINEAR);
	assert_nan(txo_cox_hazard_ratio(&d, 2, .9).estimate);
	assert_near(txo_cox_coefficient(&d, 3, .9).estimate,
		    txo_cox_coefficient(&c, 1, .9).estimate, 1e-14);
	assert_same(txo_cox_score(&d).df, 2.0);
	assert_same(schoenfeld(&d, 0, 4, TXO_COX_RANK).df, 2.0);
	assert_int_equal(schoenfeld(&d, 0, 1, TXO_COX_RANK).note,
			 TXO_NOTE_CONST);
	txo_cox_release(&c);
	txo_cox_release(&d);
}

static void without_events_nothing_is_known(void **state)
{
	static const unsigned char never[COUNT(tied_t)] = { 0 };
	struct txo_cox_rows r = tied;
	struct txo_cox c;

	(void)state;
	r.event = never;
	c = fit(&r, TXO_COX_EFRON);
	assert_int_equal(c.note, TXO_NOTE_NODATA);
	assert_int_equal(txo_cox_coefficient(&c, 0, .9).note, TXO_NOTE_NODATA);
	assert_int_equal(txo_cox_score(&c).note, TXO_NOTE_NODATA);
	assert_nan(concordance(&c));
	assert_int_equal(schoenfeld(&c, 0, 2, TXO_COX_KM).note,
			 TXO_NOTE_NODATA);
	txo_cox_release(&c);
	r.n = 0;
	c = fit(&r, TXO_COX_BRESLOW);
	assert_int_equal(c.note, TXO_NOTE_NODATA);
	txo_cox_release(&c);
	r.p = 0;
	c = fit(&r, TXO_COX_BRESLOW);
	assert_int_equal(schoenfeld(&c, 0, 0, TXO_COX_KM).note,
			 TXO_NOTE_NODATA);
	txo_cox_release(&c);
}

/* Events at one time: b = 0 by symmetry, the error is that of the spread. */
static void all_events_may_be_at_one_time(void **state)
{
	double t[COUNT(tied_t)];
	unsigned char e[COUNT(tied_t)];
	struct txo_cox_rows r = tied;
	struct txo_cox c;

	(void)state;
	for (size_t i = 0; i < r.n; i++) {
		t[i] = 4;
		e[i] = 1;
	}
	r.time = t;
	r.event = e;
	c = fit(&r, TXO_COX_EFRON);
	assert_same(txo_cox_coefficient(&c, 0, .9).estimate, 0.0);
	assert_true(txo_cox_coefficient(&c, 0, .9).std_error > 0);
	assert_same(txo_cox_wald(&c).p_value, 1.0);
	assert_nan(concordance(&c));
	assert_int_equal(schoenfeld(&c, 0, 2, TXO_COX_KM).note,
			 TXO_NOTE_SMALLN);
	txo_cox_release(&c);
}

static void what_does_not_converge_has_no_results(void **state)
{
	static const double t[] = { 3, 3, 4, 5, 5 };
	static const unsigned char e[] = { 1, 0, 1, 1, 1 };
	static const uint64_t w[] = { 2, 3, 2, 1, 1 };
	static const double x[] = { 0,	 0.9112833244253508,
				    1,	 0,
				    1e6, 0.2534431915063238,
				    1e6, 0.28846954848543216,
				    1e6, 0.6767674056353371 };
	struct txo_cox_rows r = { NULL, t, e, w, x, COUNT(t), 2 };
	struct txo_cox c = fit(&r, TXO_COX_EFRON);

	(void)state;
	assert_int_equal(c.note, TXO_NOTE_NOCONVERGE);
	assert_true(isnan(txo_cox_hazard_ratio(&c, 0, 0.95).estimate));
	assert_int_equal(txo_cox_hazard_ratio(&c, 1, 0.95).note,
			 TXO_NOTE_NOCONVERGE);
	assert_true(isnan(txo_cox_likelihood_ratio(&c).statistic));
	assert_true(isnan(concordance(&c)));
	assert_true(isnan(schoenfeld(&c, 1, 1, TXO_COX_KM).statistic));
	txo_cox_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_likelihood_without_a_top_is_noticed),
		cmocka_unit_test(perfect_orders_end),
		cmocka_unit_test(columns_that_tell_nothing_are_left_out),
		cmocka_unit_test(without_events_nothing_is_known),
		cmocka_unit_test(all_events_may_be_at_one_time),
		cmocka_unit_test(what_does_not_converge_has_no_results),
	};

	for (size_t i = 0; i < COUNT(ones); i++)
		ones[i] = 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
