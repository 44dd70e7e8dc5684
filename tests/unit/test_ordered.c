#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "stats/jonckheere.h"
#include "stats/page.h"
#include "txo/contingency.h"
#include "txo/note.h"
#include "txo/ordered.h"

/* Values of k groups of the same size one after the other. */
struct sheet {
	double x[200], y[200];
	uint64_t w[200];
};

static struct txo_pairs sheet_of(struct sheet *s, const double *x,
				 const double *y, size_t m)
{
	for (size_t i = 0; i < m; i++) {
		s->x[i] = x[i];
		s->y[i] = y[i];
		s->w[i] = 1;
	}
	return (struct txo_pairs){ s->x, NULL, s->y, NULL, s->w, m };
}

static struct txo_ordered jonckheere(const struct txo_pairs *p)
{
	struct txo_error err = { 0 };
	struct txo_ordered o;

	assert_int_equal(txo_jonckheere(p, 0.95, &o, &err), TXO_OK);
	return o;
}

static void heavy_ties_have_the_z_of_kendall_and_a_counted_p(void **state)
{
	static const double x[] = { 1, 1, 1, 2, 2, 2, 3, 3, 3 };
	static const double y[] = { 1, 2, 2, 2, 3, 3, 3, 4, 4 };
	struct sheet s;
	struct txo_pairs p = sheet_of(&s, x, y, 9);
	struct txo_ordered o = jonckheere(&p);

	(void)state;
	assert_same(o.test.estimate, 25.0);
	assert_near(o.test.statistic, 2.665347, 1e-6);
	/* 18 of the 1680 ways to deal the values are as far from 13.5 */
	assert_near(o.test.p_value, 18.0 / 1680, 1e-14);
	assert_same(o.size.p_value, o.test.p_value);
}

static void a_perfect_order_has_two_ways_of_all(void **state)
{
	static const double x[] = { 0, 0, 1, 1, 5, 5 };
	static const double y[] = { 3, 4, 5, 7, 8, 9 };
	struct sheet s;
	struct txo_pairs p = sheet_of(&s, x, y, 6);
	struct txo_ordered o = jonckheere(&p);

	(void)state;
	assert_same(o.test.estimate, 12.0);
	assert_near(o.test.p_value, 2.0 / 90, 1e-14);
	assert_same(o.size.estimate, 1.0);
	assert_true(isnan(o.size.std_error));
	assert_int_equal(o.size.note, TXO_NOTE_PERFECT);
}

/* What each of the two ways of counting says of the same values. */
static void count_twice(const struct txo_pairs *p, uint64_t twice)
{
	struct txo_error err = { 0 };
	struct txo_margins k;
	double untied, tied;

	assert_int_equal(txo_margins_init(&k, p, &err), TXO_OK);
	assert_int_equal(txo_jonckheere_untied(&k.x, twice, &untied, &err),
			 TXO_OK);
	assert_int_equal(txo_jonckheere_tied(&k, twice, &tied, &err), TXO_OK);
	assert_near(tied, untied, 1e-13);
	txo_margins_release(&k);
}

static void both_ways_of_counting_agree_without_ties(void **state)
{
	static const size_t sizes[][4] = {
		{ 3, 4, 2, 0 }, { 1, 1, 1, 1 }, { 5, 1, 6, 2 }, { 7, 6, 0, 0 }
	};

	(void)state;
	for (size_t c = 0; c < 4; c++) {
		double x[20], y[20];
		size_t n = 0, pairs = 0;
		struct sheet s;
		struct txo_pairs p;

		for (size_t g = 0; g < 4; g++) {
			pairs += n * sizes[c][g];
			for (size_t i = 0; i < sizes[c][g]; i++, n++) {
				x[n] = (double)g;
				y[n] = (double)n;
			}
		}
		p = sheet_of(&s, x, y, n);
		for (uint64_t twice = 0; twice <= 2 * pairs; twice += 2)
			count_twice(&p, twice);
	}
}

static void the_probabilities_of_all_sums_with_ties_are_one(void **state)
{
	static const double x[] = { 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3 };
	static const double y[] = { 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3 };
	struct txo_error err = { 0 };
	struct txo_margins k;
	struct sheet s;
	struct txo_pairs p = sheet_of(&s, x, y, 11);
	double far, last = 0;

	(void)state;
	assert_int_equal(txo_margins_init(&k, &p, &err), TXO_OK);
	/* 40 pairs: from the farthest sum to the middle p grows to 1 */
	for (uint64_t twice = 80; twice >= 40; twice--) {
		assert_int_equal(txo_jonckheere_tied(&k, twice, &far, &err),
				 TXO_OK);
		assert_true(far >= last);
		last = far;
	}
	assert_near(last, 1, 1e-14);
	txo_margins_release(&k);
}

static void many_values_are_not_counted(void **state)
{
	struct sheet s;
	struct txo_pairs p;
	struct txo_ordered o;
	double x[101], y[101];

	(void)state;
	for (size_t i = 0; i < 101; i++) {
		x[i] = (double)(i / 26);
		y[i] = (double)(i * 37 % 101);
	}
	p = sheet_of(&s, x, y, 101);
	o = jonckheere(&p);
	assert_non_null(strstr(o.test.method, "normal"));
	p.m = 100;
	o = jonckheere(&p);
	assert_non_null(strstr(o.test.method, "exact"));
	/* 201 values with ties */
	s.w[0] = 102;
	o = jonckheere(&p);
	assert_non_null(strstr(o.test.method, "normal"));
}

static void a_weight_is_so_many_rows_of_a_group(void **state)
{
	static const double x[] = { 1, 1, 1, 2, 2, 2, 2, 2 };
	static const double y[] = { 1, 2, 2, 1, 2, 2, 2, 3 };
	static const double few_x[] = { 1, 1, 2, 2, 2 };
	static const double few_y[] = { 1, 2, 1, 2, 3 };
	struct sheet s, f;
	struct txo_pairs rows = sheet_of(&s, x, y, 8);
	struct txo_pairs few = sheet_of(&f, few_x, few_y, 5);
	struct txo_ordered a = jonckheere(&rows), b;

	(void)state;
	f.w[1] = 2;
	f.w[3] = 3;
	b = jonckheere(&few);
	assert_same(a.test.estimate, b.test.estimate);
	assert_same(a.test.p_value, b.test.p_value);
	assert_same(a.size.std_error, b.size.std_error);
}

static void linear_pairs_are_the_table_of_counts(void **state)
{
	static const double x[] = { 1, 1, 2, 2, 2, 4 },
			    y[] = { 0, 3, 0, 1, 3, 1 };
	static const uint64_t count[] = { 5, 0, 2, 1, 4, 6, 0, 3, 0 };
	static const double u[] = { 1, 2, 4 }, v[] = { 0, 1, 3 };
	struct txo_contingency t = { count, 3, 3 };
	struct txo_error err = { 0 };
	struct txo_estimate a, b;
	struct sheet s;
	struct txo_pairs p = sheet_of(&s, x, y, 6);

	(void)state;
	s.w[0] = 5;
	s.w[1] = 2;
	s.w[2] = 1;
	s.w[3] = 4;
	s.w[4] = 6;
	s.w[5] = 3;
	assert_int_equal(txo_linear_pairs(&p, 0.9, &a, &err), TXO_OK);
	assert_int_equal(txo_linear_by_linear(&t, u, v, 0.9, &b, &err), TXO_OK);
	assert_near(a.estimate, b.estimate, 1e-14);
	assert_near(a.std_error, b.std_error, 1e-14);
	assert_near(a.p_value, b.p_value, 1e-14);
	assert_near(a.conf_low, b.conf_low, 1e-14);
}

static void shares_move_with_the_dose(void **state)
{
	static const double x[] = { 1, 1, 2, 2, 3, 3 },
			    y[] = { 0, 1, 0, 1, 0, 1 };
	struct txo_error err = { 0 };
	struct txo_estimate e;
	struct sheet s;
	struct txo_pairs p = sheet_of(&s, x, y, 6);

	(void)state;
	s.w[0] = 38;
	s.w[1] = 2;
	s.w[2] = 43;
	s.w[3] = 7;
	s.w[4] = 33;
	s.w[5] = 15;
	assert_int_equal(txo_cochran_armitage(&p, TXO_ARMITAGE_N, 0.95, &e,
					      &err),
			 TXO_OK);
	/* prop.trend.test(c(2, 7, 15), c(40, 50, 48)) */
	assert_near(e.statistic * e.statistic, 10.71571, 1e-5);
	assert_int_equal(txo_cochran_armitage(&p, TXO_ARMITAGE_N_1, 0.95, &e,
					      &err),
			 TXO_OK);
	assert_near(e.statistic * e.statistic, 10.63806, 1e-5);
	/* 1 event in all: the share of each group has a variance but one */
	s.w[1] = s.w[3] = 1;
	p.m = 2;
	assert_int_equal(txo_cochran_armitage(&p, TXO_ARMITAGE_N, 0.95, &e,
					      &err),
			 TXO_OK);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	assert_true(isnan(e.p_value));
}

static struct txo_ordered page(const double *y, size_t n, size_t k)
{
	struct txo_blocks b = { .y = y, .n = n, .k = k };
	struct txo_error err = { 0 };
	struct txo_ordered o;

	assert_int_equal(txo_page(&b, 0.95, &o, &err), TXO_OK);
	return o;
}

static void blocks_in_perfect_order_have_one_way_each(void **state)
{
	static const double y[] = { 1, 2, 3, 4, 5, 9, 7, 8, 9 };
	struct txo_ordered o = page(y, 3, 3);

	(void)state;
	assert_same(o.test.estimate, 42.0);
	assert_near(o.test.p_value, 2.0 / 216, 1e-14);
	assert_same(o.size.estimate, 1.0);
	assert_int_equal(o.size.note, TXO_NOTE_CONST);
}

static void tied_ranks_of_blocks_are_counted(void **state)
{
	/* T is 8 with 1 of 3 orders, 4 with 1 of 2; as far as 8: 2 of 6 */
	static const double y[] = { 1, 1, 2, 5, 5, 5 };
	struct txo_ordered o = page(y, 2, 3);

	(void)state;
	assert_near(o.test.p_value, 2.0 / 3, 1e-15);
	assert_same(o.test.estimate, 25.5);
	assert_near(o.size.estimate, 0.375, 1e-15);
}

static void page_counts_as_far_as_its_steps_go(void **state)
{
	double *y = calloc(11 * 4000, sizeof(*y));
	struct txo_ordered o;

	(void)state;
	assert_non_null(y);
	for (size_t i = 0; i < 11 * 4000; i++)
		y[i] = (double)(i * 7919 % 104729);
	o = page(y, 12, 10);
	assert_non_null(strstr(o.test.method, "exact"));
	o = page(y, 4, 11);
	assert_non_null(strstr(o.test.method, "normal"));
	o = page(y, 4000, 4);
	assert_non_null(strstr(o.test.method, "normal"));
	free(y);
}

static void counted_and_normal_p_values_of_page_are_near(void **state)
{
	double y[150];
	struct txo_ordered o;

	(void)state;
	for (size_t i = 0; i < 150; i++)
		y[i] = (double)(i * 61 % 151) + 8 * (double)(i % 5);
	o = page(y, 30, 5);
	assert_non_null(strstr(o.test.method, "exact"));
	assert_near(o.test.p_value, erfc(fabs(o.test.statistic) / sqrt(2)),
		    0.1);
}

static void what_is_too_little_says_why(void **state)
{
	static const double one[] = { 4 }, equal[] = { 3, 3, 3, 3 };
	struct sheet s;
	struct txo_pairs p = sheet_of(&s, one, one, 1);
	struct txo_ordered o;

	(void)state;
	p.m = 0;
	o = jonckheere(&p);
	assert_int_equal(o.test.note, TXO_NOTE_NODATA);
	p.m = 1;
	o = jonckheere(&p);
	assert_int_equal(o.size.note, TXO_NOTE_SMALLN);
	o = page(equal, 0, 0);
	assert_int_equal(o.test.note, TXO_NOTE_NODATA);
	o = page(equal, 4, 1);
	assert_int_equal(o.test.note, TXO_NOTE_FEWGROUPS);
	o = page(equal, 2, 2);
	assert_int_equal(o.test.note, TXO_NOTE_CONST);
	assert_true(isnan(o.test.p_value));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			heavy_ties_have_the_z_of_kendall_and_a_counted_p),
		cmocka_unit_test(a_perfect_order_has_two_ways_of_all),
		cmocka_unit_test(both_ways_of_counting_agree_without_ties),
		cmocka_unit_test(
			the_probabilities_of_all_sums_with_ties_are_one),
		cmocka_unit_test(many_values_are_not_counted),
		cmocka_unit_test(a_weight_is_so_many_rows_of_a_group),
		cmocka_unit_test(linear_pairs_are_the_table_of_counts),
		cmocka_unit_test(shares_move_with_the_dose),
		cmocka_unit_test(blocks_in_perfect_order_have_one_way_each),
		cmocka_unit_test(tied_ranks_of_blocks_are_counted),
		cmocka_unit_test(page_counts_as_far_as_its_steps_go),
		cmocka_unit_test(counted_and_normal_p_values_of_page_are_near),
		cmocka_unit_test(what_is_too_little_says_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
