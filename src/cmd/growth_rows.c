/*
 * growth_rows.c - the rows of txo growth --predict and --rows.
 */
#include <math.h>
#include <stdlib.h>

#include "cmd/growth.h"
#include "data/dictionary.h"

static int by_value(const void *p, const void *q)
{
	double a = *(const double *)p, b = *(const double *)q;

	return (a > b) - (a < b);
}

/* All x of the level, sorted, each once. */
static size_t find_x(const struct txo_growth_task *t, size_t level, double *x)
{
	const struct txo_growth_data *d = &t->data;
	size_t n = 0, m = 0;

	for (size_t i = 0; i < d->m; i++)
		if (!isnan(d->x[i]) && !isnan(d->y[i]) &&
		    d->patient[i] != TXO_MISSING &&
		    (!d->level || d->level[i] == level))
			x[n++] = d->x[i];
	qsort(x, n, sizeof(*x), by_value);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || x[i] != x[i - 1])
			x[m++] = x[i];
	return m;
}

enum txo_status txo_growth_print_course(struct txo_growth_task *t,
					struct txo_error *err)
{
	const struct txo_growth_plan *p = t->plan;
	double *x = malloc((t->data.m + 1) * sizeof(*x));

	if (!x)
		return txo_fail_memory(err);
	for (size_t l = 0; l < t->data.levels; l++) {
		size_t n = p->at.n ? p->at.n : find_x(t, l, x);

		for (size_t i = 0; i < n; i++) {
			double at = p->at.n ? 0 : x[i];

			if (p->at.n)
				txo_growth_read_at(p, i, &at);
			txo_growth_print_expected(t, l, at);
		}
	}
	free(x);
	return TXO_OK;
}

static enum txo_status print_patient(void *ctx,
				     const struct txo_growth_patient *p,
				     struct txo_error *err)
{
	struct txo_growth_task *t = ctx;
	const struct txo_vector *id = t->id;

	(void)err;
	txo_out_text(t->out, id->labels[id->label[p->row]]);
	if (t->factor)
		txo_out_text(t->out, t->name[p->level]);
	else
		txo_out_empty(t->out);
	txo_out_count(t->out, p->n);
	txo_out_number(t->out, p->intercept);
	txo_out_number(t->out, p->slope);
	txo_out_note(t->out, t->fit.note);
	txo_out_end_row(t->out);
	return TXO_OK;
}

enum txo_status txo_growth_print_patients(struct txo_growth_task *t,
					  struct txo_error *err)
{
	return txo_growth_each(&t->fit, &t->data, print_patient, t, err);
}
