/*
 * METHOD
 * Random tables with given margins [patefield1981], and how likely they are:
 * - each column from what is left of the rows by hypergeometric counts
 *   (random.c), whose probabilities multiply to that of the table; takes no
 *   longer for many observations;
 * - where there are fewer observations than cells, the columns of all
 *   observations are shuffled and dealt to the rows, and sum log cell! counted
 *   on the way.
 * Probabilities that differ by less than 1e-7 of themselves are equal, as in
 * R's fisher.test. Generator: gsl_rng_mt19937.
 */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "stats/binomial.h"
#include "stats/contingency.h"
#include "stats/random.h"

#define EQUAL 1e-7

struct tables {
	const struct txo_margined *m;
	gsl_rng *random;
	bool observed;		/* walk the table itself */
	double *left;		/* of the rows */
	/* of observations to be shuffled */
	uint32_t *column;
	uint64_t *count;	/* in each column of a row */
	double *log;		/* of 0, 1, ... n */
};

/* How many of a column are in row i; `rest` are left of the rows behind it. */
static double next_cell(const struct tables *t, size_t i, size_t j,
			double column, double rest)
{
	if (t->observed)
		return (double)txo_margined_count(t->m, i, j);
	return txo_random_hypergeometric(t->random, t->left[i], rest, column);
}

/* The log of the probability of a random table, or of the one observed. */
static double by_columns(const struct tables *t)
{
	const struct txo_margined *m = t->m;
	double all = 0, sum = 0;

	for (size_t i = 0; i < m->rows; i++) {
		t->left[i] = (double)m->row[i];
		all += t->left[i];
	}
	for (size_t j = 0; j + 1 < m->columns; j++) {
		double column = (double)m->column[j], rest = all;

		all -= column;
		for (size_t i = 0; i + 1 < m->rows; i++) {
			double k, row = t->left[i];

			rest -= row;
			k = next_cell(t, i, j, column, rest);
			sum += txo_hypergeometric_log_mass(
				k, row - k, column - k, rest - column + k);
			t->left[i] -= k;
			column -= k;
		}
		t->left[m->rows - 1] -= column;
	}
	return sum;
}

static void shuffle(const struct tables *t)
{
	for (size_t i = t->m->n; i > 1; i--) {
		size_t j = gsl_rng_uniform_int(t->random, i);
		uint32_t c = t->column[i - 1];

		t->column[i - 1] = t->column[j];
		t->column[j] = c;
	}
}

/* The same but for a constant, by observations in the order of the rows. */
static double by_observations(const struct tables *t)
{
	const struct txo_margined *m = t->m;
	double sum = 0;
	size_t at = 0;

	if (!t->observed)
		shuffle(t);
	for (size_t i = 0; i < m->rows; i++) {
		size_t end = at + m->row[i];

		for (size_t k = at; k < end; k++)
			sum -= t->log[++t->count[t->column[k]]];
		for (; at < end; at++)
			t->count[t->column[at]] = 0;
	}
	return sum;
}

static bool lay_out(struct tables *t)
{
	const struct txo_margined *m = t->m;
	size_t at = 0;

	t->column = calloc(m->n, sizeof(*t->column));
	t->count = calloc(m->columns, sizeof(*t->count));
	t->log = calloc(m->n + 1, sizeof(*t->log));
	if (!t->column || !t->count || !t->log)
		return false;
	for (uint64_t i = 1; i <= m->n; i++)
		t->log[i] = log((double)i);
	for (size_t i = 0; i < m->rows; i++)
		for (size_t j = 0; j < m->columns; j++)
			for (uint64_t k = txo_margined_count(m, i, j); k > 0;
			     k--)
				t->column[at++] = (uint32_t)j;
	return true;
}

enum txo_status txo_fisher_hits(const struct txo_margined *m,
				const struct txo_draws *draws, uint64_t *hits,
				struct txo_error *err)
{
	struct tables t = { .m = m, .observed = true };
	bool sparse = m->n < m->rows * m->columns && m->n < UINT32_MAX;
	double (*draw)(const struct tables *) = sparse ? by_observations :
							 by_columns;
	double border;
	bool failed;

	t.random = gsl_rng_alloc(gsl_rng_mt19937);
	t.left = calloc(m->rows, sizeof(*t.left));
	failed = !t.random || !t.left || (sparse && !lay_out(&t));
	*hits = 0;
	if (!failed) {
		gsl_rng_set(t.random, draws->seed);
		border = draw(&t) + EQUAL;
		t.observed = false;
		for (uint64_t i = 0; i < draws->n; i++)
			*hits += draw(&t) <= border;
	}
	if (t.random)
		gsl_rng_free(t.random);
	free(t.left);
	free(t.column);
	free(t.count);
	free(t.log);
	return failed ? txo_fail_memory(err) : TXO_OK;
}
