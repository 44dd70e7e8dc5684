#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>

#include <cmocka.h>

#include "near.h"
#include "stats/contingency.h"
#include "stats/fisher_network.h"
#include "stats/random.h"
#include "txo/contingency.h"
#include "txo/note.h"

#define MOST_CELLS 12

static const struct txo_draws draws = { 1, 9999 };

static struct txo_counted fisher_of(const uint64_t *count, size_t rows,
				    size_t columns)
{
	struct txo_contingency t = { count, rows, columns };
	struct txo_error err = { 0 };
	struct txo_counted c;

	assert_int_equal(txo_fisher_table(&t, 0.95, &draws, &c, &err), TXO_OK);
	return c;
}

static void the_network_counts_exactly(void **state)
{
	/* exact fractions of whole numbers; fisher.test has 13 digits */
	static const uint64_t a[] = { 10, 2, 3, 4, 12, 5, 1, 2, 9 };
	static const uint64_t b[] = { 3, 0, 2, 4, 1, 5, 2, 0, 2, 2, 6, 1 };
	static const uint64_t c[] = { 4, 1, 0, 0, 3, 5, 2, 2, 2, 1, 6, 1 };
	/* Job in the help page of fisher.test: 12 digits of R agree */
	static const uint64_t job[] = { 1, 3, 10, 6,  2, 3, 10, 7,
					1, 6, 14, 12, 0, 1, 9,	11 };
	struct txo_counted p = fisher_of(a, 3, 3);

	(void)state;
	assert_near(p.e.p_value, 0.0003800458967267839, 1e-13);
	assert_int_equal(p.draws, 0);
	assert_int_equal(p.e.note, 0);
	assert_nan(p.p_low);
	assert_string_equal(p.e.method, "Fisher exact test, rows by columns");
	assert_near(fisher_of(b, 3, 4).e.p_value, 0.02866995853938915, 1e-13);
	assert_near(fisher_of(c, 4, 3).e.p_value, 0.0193809717436806, 1e-13);
	assert_near(fisher_of(job, 4, 4).e.p_value, 0.7826849389663, 1e-12);
}

static void two_by_two_has_the_odds_ratio(void **state)
{
	static const uint64_t tea[] = { 3, 0, 1, 0, 0, 0, 1, 0, 3 };
	struct txo_counted p = fisher_of(tea, 3, 3);

	(void)state;
	/* fisher.test(matrix(c(3, 1, 1, 3), 2)) */
	assert_near(p.e.p_value, 0.485714285714286, 1e-13);
	assert_near(p.e.estimate, 6.40830886701, 1e-4);
	assert_near(p.e.conf_low, 0.211732915306, 1e-3);
}

/* Tables of the size with n observations in all, the next one. */
static bool next_table(uint64_t *cell, size_t cells)
{
	size_t i = 0;
	uint64_t first;

	while (i < cells && cell[i] == 0)
		i++;
	if (i + 1 >= cells)
		return false;
	first = cell[i];
	cell[i] = 0;
	cell[0] = first - 1;
	cell[i + 1]++;
	return true;
}

/* In how many ways n observations make the table; n up to 8. */
static double ways(const uint64_t *cell, size_t cells)
{
	static const double factorial[] = { 1,	 1,   2,    6,	  24,
					    120, 720, 5040, 40320 };
	double product = 1;
	uint64_t n = 0;

	for (size_t i = 0; i < cells; i++) {
		n += cell[i];
		product *= factorial[cell[i]];
	}
	return factorial[n] / product;
}

static bool same_margins(const uint64_t *a, const uint64_t *b, size_t rows,
			 size_t columns)
{
	int64_t row[MOST_CELLS] = { 0 }, column[MOST_CELLS] = { 0 };

	for (size_t i = 0; i < rows * columns; i++) {
		int64_t d = (int64_t)a[i] - (int64_t)b[i];

		row[i / columns] += d;
		column[i % columns] += d;
	}
	for (size_t i = 0; i < MOST_CELLS; i++)
		if (row[i] || column[i])
			return false;
	return true;
}

/* By going through all tables of that size. */
static double by_enumeration(const uint64_t *table, size_t rows, size_t columns)
{
	uint64_t cell[MOST_CELLS] = { 0 };
	size_t cells = rows * columns;
	double all = 0, hits = 0, border = ways(table, cells);

	for (size_t i = 0; i < cells; i++)
		cell[0] += table[i];
	do {
		double w;

		if (!same_margins(table, cell, rows, columns))
			continue;
		w = ways(cell, cells);
		all += w;
		if (w <= border)
			hits += w;
	} while (next_table(cell, cells));
	return hits / all;
}

/* Every `step`-th table of n observations. */
static size_t check_all(size_t rows, size_t columns, uint64_t n, size_t step)
{
	uint64_t cell[MOST_CELLS] = { n };
	size_t checked = 0, i = 0;

	do {
		struct txo_counted p;

		if (i++ % step)
			continue;
		p = fisher_of(cell, rows, columns);
		if (p.e.note & (TXO_NOTE_FEWGROUPS | TXO_NOTE_CONST))
			continue;
		assert_near(p.e.p_value, by_enumeration(cell, rows, columns),
			    1e-12);
		checked++;
	} while (next_table(cell, rows * columns));
	return checked;
}

static void all_small_tables_are_as_enumerated(void **state)
{
	(void)state;
	for (uint64_t n = 1; n <= 7; n++) {
		check_all(2, 2, n, 1);
		check_all(2, 3, n, 1);
		check_all(3, 2, n, 1);
	}
	assert_true(check_all(3, 3, 5, 1) > 1000);
	assert_true(check_all(3, 3, 7, 19) > 300);
	assert_true(check_all(2, 5, 6, 11) > 300);
	assert_true(check_all(3, 4, 5, 11) > 300);
}

static void turning_a_table_changes_nothing(void **state)
{
	static const uint64_t a[] = { 3, 0, 2, 4, 1, 5, 2, 0, 2, 2, 6, 1 };
	uint64_t b[12], c[12];

	(void)state;
	for (size_t i = 0; i < 3; i++)
		for (size_t j = 0; j < 4; j++) {
			b[j * 3 + i] = a[i * 4 + j];
			c[(2 - i) * 4 + (j + 1) % 4] = a[i * 4 + j];
		}
	assert_near(fisher_of(b, 4, 3).e.p_value, fisher_of(a, 3, 4).e.p_value,
		    1e-13);
	assert_near(fisher_of(c, 3, 4).e.p_value, fisher_of(a, 3, 4).e.p_value,
		    1e-13);
}

static void with_too_few_steps_the_network_says_so(void **state)
{
	static const uint32_t cell[] = { 10, 2, 3, 4, 12, 5, 1, 2, 9 };
	static const uint32_t row[] = { 15, 21, 12 }, column[] = { 15, 16, 17 };
	struct txo_margin_table t = { cell, row, column, 3, 3, 48 };
	struct txo_error err = { 0 };
	double p = 0;

	(void)state;
	assert_int_equal(txo_fisher_network(&t, 100, &p, &err), TXO_OK);
	assert_nan(p);
	assert_int_equal(txo_fisher_network(&t, 1000000, &p, &err), TXO_OK);
	assert_near(p, 0.0003800458967267839, 1e-13);
}

static void large_tables_are_drawn(void **state)
{
	static const uint64_t a[] = { 1000000, 1000200, 1000300,
				      1000400, 1000000, 1000100,
				      1000020, 1000010, 1000000 };
	static const uint64_t b[] = { 1000000000000, 1000002000000,
				      1000000000000, 1000000000000,
				      1000000000000, 1000000000000 };
	struct txo_counted p = fisher_of(a, 3, 3), again = fisher_of(a, 3, 3);

	(void)state;
	assert_int_equal(p.draws, 9999);
	assert_int_equal(p.e.note, TXO_NOTE_APPROX);
	assert_same(p.e.p_value, again.e.p_value);
	/* chisq.test(): p-value 0.99813841681897 */
	assert_true(p.p_low < 0.99814 && 0.99814 < p.p_high);
	assert_true(p.p_low < p.e.p_value && p.e.p_value < p.p_high);
	p = fisher_of(b, 2, 3);
	/* chisq.test(): p-value 0.51341757538918 */
	assert_true(p.p_low < 0.51342 && 0.51342 < p.p_high);
}

/* The share of the random tables that are no more likely. */
static double drawn(const uint64_t *count, size_t rows, size_t columns)
{
	struct txo_contingency t = { count, rows, columns };
	struct txo_error err = { 0 };
	struct txo_margined m;
	uint64_t hits;

	assert_int_equal(txo_margined_init(&m, &t, &err), TXO_OK);
	assert_int_equal(txo_fisher_hits(&m, &draws, &hits, &err), TXO_OK);
	txo_margined_release(&m);
	return (double)hits / (double)draws.n;
}

static void both_ways_to_draw_are_right(void **state)
{
	/* 10 rows of 2, but one of 3; 18 columns of 1, and one of 3 */
	uint64_t wide[200] = { 0 };
	static const uint64_t square[] = { 10, 2, 3, 4, 8, 5, 1, 4, 9 };
	struct txo_counted p;

	(void)state;
	for (size_t i = 2; i < 20; i++)
		wide[i / 2 * 20 + i] = 1;
	wide[0] = 2;
	wide[20] = 1;
	/* the 3 of one column do not come to different rows */
	p = fisher_of(wide, 10, 20);
	assert_near(p.e.p_value, 226.0 / 1330, 1e-13);
	assert_near(drawn(wide, 10, 20), 226.0 / 1330, 0.05);
	p = fisher_of(square, 3, 3);
	assert_near(drawn(square, 3, 3), p.e.p_value, 0.4);
	assert_true(p.e.p_value > 0.001 && p.e.p_value < 0.05);
}

static void hypergeometric_draws_have_their_moments(void **state)
{
	static const double urn[][3] = {
		{ 5, 7, 4 },	    { 1, 9, 3 },	  { 30, 2, 31 },
		{ 900, 1100, 800 }, { 6000, 5000, 4000 }, { 1e12, 2e12, 1e12 },
	};
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	(void)state;
	gsl_rng_set(g, 7);
	for (size_t i = 0; i < COUNT(urn); i++) {
		double good = urn[i][0], bad = urn[i][1], d = urn[i][2];
		double n = good + bad, mean = d * good / n, sum = 0, square = 0;
		double var = mean * (bad / n) * (n - d) / (n - 1);

		for (int k = 0; k < 20000; k++) {
			double x = txo_random_hypergeometric(g, good, bad, d);

			assert_true(x >= 0 && x <= good && x <= d &&
				    d - x <= bad && x == floor(x));
			sum += x - mean;
			square += (x - mean) * (x - mean);
		}
		assert_true(fabs(sum / 20000) < 4 * sqrt(var / 20000));
		assert_near(square / 20000, var, 0.05);
	}
	assert_same(txo_random_hypergeometric(g, 0, 5, 3), 0.0);
	assert_same(txo_random_hypergeometric(g, 5, 0, 3), 3.0);
	assert_same(txo_random_hypergeometric(g, 5, 3, 0), 0.0);
	gsl_rng_free(g);
}

static void what_is_undefined_is_said(void **state)
{
	static const uint64_t row[] = { 1, 2, 3, 0, 0, 0 };
	static const uint64_t column[] = { 1, 0, 0, 4, 0, 0 };

	(void)state;
	assert_int_equal(fisher_of(row, 2, 3).e.note, TXO_NOTE_FEWGROUPS);
	assert_nan(fisher_of(row, 2, 3).e.p_value);
	assert_int_equal(fisher_of(column, 2, 3).e.note, TXO_NOTE_CONST);
	assert_int_equal(fisher_of(NULL, 0, 3).e.note, TXO_NOTE_NODATA);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_network_counts_exactly),
		cmocka_unit_test(two_by_two_has_the_odds_ratio),
		cmocka_unit_test(all_small_tables_are_as_enumerated),
		cmocka_unit_test(turning_a_table_changes_nothing),
		cmocka_unit_test(with_too_few_steps_the_network_says_so),
		cmocka_unit_test(large_tables_are_drawn),
		cmocka_unit_test(both_ways_to_draw_are_right),
		cmocka_unit_test(hypergeometric_draws_have_their_moments),
		cmocka_unit_test(what_is_undefined_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
