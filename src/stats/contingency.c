/*
 * METHOD, with the row sums r_i, the column sums c_j and k the smaller of the
 * numbers of rows and columns
 *	chi-square = sum (n n_ij - r_i c_j)^2 / (n r_i c_j)	[pearson1900]
 *	df = (rows - 1) (columns - 1)
 *	V = sqrt(chi-square / (n (k - 1)))			[cramer1946]
 *	interval of V: see txo_cramers_v_limits()
 * Linear by linear, with the scores u_i and v_j, centred:
 *	r = sum n_ij u_i v_j / sqrt(sum r_i u_i^2 sum c_j v_j^2)
 *	z = r sqrt(n - 1)					[agresti2002]
 *	ASE^2 = sum n_ij (a_i b_j - r (a_i^2 + b_j^2) / 2)^2 / n^2, where
 *	a = u / sd(u), b = v / sd(v)				[brown1977]
 *	interval: tanh(atanh(r) +- q ASE / (1 - r^2))
 * Differences and sums are in double-double.
 */
#include "stats/contingency.h"

#include <math.h>
#include <stdlib.h>

#include "base/dd.h"
#include "stats/quantile_t.h"
#include "stats/tails.h"
#include "txo/note.h"

#define CHI_SQUARE \
	"Cramer's v with noncentral chi-square interval and Pearson " \
	"chi-square without continuity correction"
#define LINEAR "linear-by-linear association, correlation of scores, z"
#define SPARSE_BELOW 5
#define NEGLIGIBLE 0x1p-44	/* of 1 - |r|: a perfect association */

/* The sums that are not 0 move to the front. */
static size_t pack(uint64_t *sum, size_t *at, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (sum[i] > 0) {
			at[kept] = i;
			sum[kept++] = sum[i];
		}
	return kept;
}

enum txo_status txo_margined_init(struct txo_margined *m,
				  const struct txo_contingency *t,
				  struct txo_error *err)
{
	*m = (struct txo_margined){ .t = t };
	m->row = calloc(t->rows + 1, sizeof(*m->row));
	m->column = calloc(t->columns + 1, sizeof(*m->column));
	m->row_at = calloc(t->rows + 1, sizeof(*m->row_at));
	m->column_at = calloc(t->columns + 1, sizeof(*m->column_at));
	if (!m->row || !m->column || !m->row_at || !m->column_at)
		return txo_fail_memory(err);
	for (size_t i = 0; i < t->rows; i++)
		for (size_t j = 0; j < t->columns; j++) {
			uint64_t count = t->count[i * t->columns + j];

			m->row[i] += count;
			m->column[j] += count;
			m->n += count;
		}
	m->rows = pack(m->row, m->row_at, t->rows);
	m->columns = pack(m->column, m->column_at, t->columns);
	return TXO_OK;
}

void txo_margined_release(struct txo_margined *m)
{
	free(m->row);
	free(m->column);
	free(m->row_at);
	free(m->column_at);
	*m = (struct txo_margined){ 0 };
}

unsigned txo_margined_note(const struct txo_margined *m)
{
	unsigned note = 0;

	if (m->n == 0)
		return TXO_NOTE_NODATA;
	if (m->rows < 2)
		note |= TXO_NOTE_FEWGROUPS;
	if (m->columns < 2)
		note |= TXO_NOTE_CONST;
	return note;
}

static double chi_square_of(const struct txo_margined *m, double *least)
{
	struct txo_dd n = txo_dd_from_count(m->n), sum = { 0, 0 };

	*least = INFINITY;
	for (size_t i = 0; i < m->rows; i++)
		for (size_t j = 0; j < m->columns; j++) {
			struct txo_dd o = txo_dd_from_count(
				txo_margined_count(m, i, j));
			struct txo_dd e = txo_dd_mul(
				txo_dd_from_count(m->row[i]),
				txo_dd_from_count(m->column[j]));
			struct txo_dd d = txo_dd_sub(txo_dd_mul(o, n), e);

			d = txo_dd_div(txo_dd_mul(d, d), txo_dd_mul(e, n));
			sum = txo_dd_add(sum, d);
			*least = fmin(*least, e.hi / n.hi);
		}
	return sum.hi;
}

static void set_v(const struct txo_margined *m, double level,
		  struct txo_estimate *e)
{
	size_t k = m->rows < m->columns ? m->rows : m->columns;
	struct txo_limits v;
	double least;

	e->statistic = chi_square_of(m, &least);
	e->df = (double)(m->rows - 1) * (double)(m->columns - 1);
	e->p_value = txo_chi2_tails(e->statistic, e->df).upper;
	e->estimate = fmin(1,
			   sqrt(e->statistic / (double)m->n / (double)(k - 1)));
	v = txo_cramers_v_limits(e->statistic, m->rows, m->columns, m->n,
				 level);
	e->conf_low = v.low;
	e->conf_high = v.high;
	if (least < SPARSE_BELOW)
		e->note |= TXO_NOTE_SPARSE;
}

enum txo_status txo_cramers_v(const struct txo_contingency *t, double level,
			      struct txo_estimate *out, struct txo_error *err)
{
	struct txo_margined m;
	enum txo_status status = txo_margined_init(&m, t, err);

	*out = txo_estimate_none(CHI_SQUARE);
	if (status == TXO_OK) {
		out->note = txo_margined_note(&m);
		if (!out->note)
			set_v(&m, level, out);
	}
	txo_margined_release(&m);
	return status;
}

/* The scores of the lines that have observations, in standard deviations. */
static double *standardised(const double *score, const size_t *at,
			    const uint64_t *sum, size_t k, uint64_t n)
{
	double *z = calloc(k + 1, sizeof(*z));
	struct txo_dd total = txo_dd_from_count(n), mean = { 0, 0 };
	struct txo_dd square = { 0, 0 };

	if (!z)
		return NULL;
	for (size_t i = 0; i < k; i++) {
		z[i] = score ? score[at[i]] : (double)at[i];
		mean = txo_dd_add(mean, txo_dd_mul(txo_dd_from_count(sum[i]),
						   txo_dd_from(z[i])));
	}
	mean = txo_dd_div(mean, total);
	for (size_t i = 0; i < k; i++) {
		struct txo_dd d = txo_dd_sub(txo_dd_from(z[i]), mean);

		z[i] = d.hi;
		square = txo_dd_add(square,
				    txo_dd_mul(txo_dd_from_count(sum[i]),
					       txo_dd_mul(d, d)));
	}
	for (size_t i = 0; i < k; i++)
		z[i] /= sqrt(square.hi / total.hi);
	return z;
}

static double correlation(const struct txo_margined *m, const double *a,
			  const double *b)
{
	struct txo_dd sum = { 0, 0 };

	for (size_t i = 0; i < m->rows; i++)
		for (size_t j = 0; j < m->columns; j++)
			sum = txo_dd_add(
				sum,
				txo_dd_mul(txo_dd_from_count(
						   txo_margined_count(m, i, j)),
					   txo_dd_two_prod(a[i], b[j])));
	return sum.hi / (double)m->n;
}

static double asymptotic_error(const struct txo_margined *m, const double *a,
			       const double *b, double r)
{
	struct txo_dd sum = { 0, 0 };

	for (size_t i = 0; i < m->rows; i++)
		for (size_t j = 0; j < m->columns; j++) {
			double d = a[i] * b[j] -
				   r * (a[i] * a[i] + b[j] * b[j]) / 2;

			sum = txo_dd_add(
				sum,
				txo_dd_mul(txo_dd_from_count(
						   txo_margined_count(m, i, j)),
					   txo_dd_two_prod(d, d)));
		}
	return sqrt(sum.hi) / (double)m->n;
}

static void set_correlation(const struct txo_margined *m, const double *a,
			    const double *b, double level,
			    struct txo_estimate *e)
{
	double r = correlation(m, a, b), half;

	if (!isfinite(r)) {
		e->note |= TXO_NOTE_CONST;
		return;
	}
	if (1 - fabs(r) < NEGLIGIBLE) {
		r = copysign(1, r);
		e->note |= TXO_NOTE_PERFECT;
	}
	e->estimate = r;
	e->statistic = r * sqrt((double)(m->n - 1));
	e->p_value = txo_normal_p_value(e->statistic);
	if (fabs(r) == 1)
		return;
	e->std_error = asymptotic_error(m, a, b, r);
	half = txo_normal_quantile(level) * e->std_error / ((1 - r) * (1 + r));
	e->conf_low = tanh(atanh(r) - half);
	e->conf_high = tanh(atanh(r) + half);
}

enum txo_status txo_linear_by_linear(const struct txo_contingency *t,
				     const double *row_score,
				     const double *column_score, double level,
				     struct txo_estimate *out,
				     struct txo_error *err)
{
	struct txo_margined m;
	enum txo_status status = txo_margined_init(&m, t, err);
	double *a = NULL, *b = NULL;

	*out = txo_estimate_none(LINEAR);
	if (status != TXO_OK)
		goto out;
	out->note = txo_margined_note(&m);
	if (out->note)
		goto out;
	a = standardised(row_score, m.row_at, m.row, m.rows, m.n);
	b = standardised(column_score, m.column_at, m.column, m.columns, m.n);
	if (a && b)
		set_correlation(&m, a, b, level, out);
	else
		status = txo_fail_memory(err);
out:
	free(a);
	free(b);
	txo_margined_release(&m);
	return status;
}
