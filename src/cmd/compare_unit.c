/*
 * compare_unit.c - rows of patients: one value made of several, or what each
 * cluster has. The frame is sorted by level, patient, with --collapse last by
 * date or session, and y.
 */
#include <math.h>
#include <stdlib.h>

#include "base/dd.h"
#include "cmd/compare.h"
#include "data/dictionary.h"
#include "txo/cluster.h"

/* Rows of one patient in one level: from begin to before end. */
struct run {
	const struct txo_comparison *c;
	size_t begin, end;
};

static const struct txo_vector *y_of(const struct run *r)
{
	return &r->c->frame->column[r->c->frame->columns - 1];
}

/* Move to the patient whose rows begin at r->end; false behind the last one. */
static bool next_patient(struct run *r, size_t end)
{
	const uint32_t *id = r->c->frame->column[1].label;

	r->begin = r->end;
	if (r->begin == end || id[r->begin] == TXO_MISSING)
		return false;
	while (r->end < end && id[r->end] == id[r->begin])
		r->end++;
	return true;
}

/* The sum of what is present from begin to before end, and its weight. */
static struct txo_dd sum_of(const struct run *r, size_t begin, size_t end,
			    uint64_t *n)
{
	const struct txo_vector *y = y_of(r);
	struct txo_dd sum = { 0, 0 };

	*n = 0;
	for (size_t i = begin; i < end; i++) {
		uint64_t w = r->c->frame->weight[i];

		if (isnan(y->x[i]))
			continue;
		sum = txo_dd_add(
			sum, txo_dd_mul(txo_dd_from_count(w),
					txo_dd_fast_sum(y->x[i], y->lo[i])));
		*n += w;
	}
	return sum;
}

/* NaN in hi if there is no value. */
static struct txo_dd mean_of(const struct run *r, size_t begin, size_t end)
{
	const struct txo_vector *y = y_of(r);
	struct txo_dd sum;
	uint64_t n;

	if (end - begin == 1)	/* as it was written */
		return (struct txo_dd){ y->x[begin], y->lo[begin] };
	sum = sum_of(r, begin, end, &n);
	return n ? txo_dd_div(sum, txo_dd_from_count(n)) :
		   (struct txo_dd){ NAN, 0 };
}

/* Of the last time that has a value; of no time if there is no other. */
static struct txo_dd last_of(const struct run *r)
{
	const double *when = r->c->frame->column[2].x;
	struct txo_dd last = { NAN, 0 };
	size_t i = r->begin, next;

	for (; i < r->end; i = next) {
		struct txo_dd mean;

		for (next = i + 1; next < r->end; next++)
			if (when[next] > when[i] ||
			    (isnan(when[next]) && !isnan(when[i])))
				break;
		if (isnan(when[i]) && !isnan(last.hi))
			break;
		mean = mean_of(r, i, next);
		if (!isnan(mean.hi))
			last = mean;
	}
	return last;
}

/* Rows are sorted by y here, those without it last. */
static struct txo_dd best_of(const struct run *r)
{
	const struct txo_vector *y = y_of(r);
	size_t i = r->begin;

	while (!r->c->plan->lower && i + 1 < r->end && !isnan(y->x[i + 1]))
		i++;
	return (struct txo_dd){ y->x[i], isnan(y->x[i]) ? 0 : y->lo[i] };
}

static struct txo_dd value_of(const struct run *r)
{
	switch (r->c->plan->collapse) {
	case TXO_COLLAPSE_LAST:
		return last_of(r);
	case TXO_COLLAPSE_BEST:
		return best_of(r);
	default:
		return mean_of(r, r->begin, r->end);
	}
}

static int compare_values(const void *a, const void *b)
{
	return txo_dd_compare(*(const struct txo_dd *)a,
			      *(const struct txo_dd *)b);
}

enum txo_status txo_compare_make_room(struct txo_comparison *c,
				      struct txo_error *err)
{
	size_t rows = c->frame->rows + 1;

	c->values = malloc(2 * rows * sizeof(*c->values));
	c->weights = malloc(rows * sizeof(*c->weights));
	return c->values && c->weights ? TXO_OK : txo_fail_memory(err);
}

void txo_compare_make_sample(struct txo_comparison *c, size_t arm,
			     struct txo_dd *value, size_t n, size_t at)
{
	double *x = c->values + at, *lo = c->values + c->frame->rows + at;
	uint64_t *w = c->weights + at;
	size_t m = 0;

	qsort(value, n, sizeof(*value), compare_values);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || txo_dd_compare(value[i], value[i - 1]) != 0) {
			x[m] = value[i].hi;
			lo[m] = value[i].lo;
			w[m++] = 0;
		}
		w[m - 1]++;
	}
	c->sample[arm] = (struct txo_sample){
		.x = x, .lo = lo, .w = w, .m = m
	};
	c->arm[arm].n = n;
}

enum txo_status txo_compare_units(const struct txo_comparison *c,
				  const struct txo_levels *ls,
				  struct txo_unit **unit, size_t *n,
				  struct txo_error *err)
{
	struct txo_unit *all = malloc((c->frame->rows + 1) * sizeof(*all));

	*unit = all;
	*n = 0;
	if (!all)
		return txo_fail_memory(err);
	for (size_t i = 0; i < ls->n; i++) {
		struct run r = { .c = c, .end = ls->level[i].begin };

		while (next_patient(&r, ls->level[i].end))
			all[(*n)++] = (struct txo_unit){
				c->frame->column[1].label[r.begin], i,
				value_of(&r)
			};
	}
	return TXO_OK;
}

enum txo_status txo_compare_collapse(struct txo_comparison *c,
				     const struct txo_levels *ls,
				     struct txo_error *err)
{
	struct txo_dd *value = malloc((c->frame->rows + 1) * sizeof(*value));
	struct txo_unit *unit = NULL;
	size_t units, n, next;
	enum txo_status status = TXO_OK;

	if (!value)
		return txo_fail_memory(err);
	status = txo_compare_units(c, ls, &unit, &units, err);
	if (status == TXO_OK)
		status = txo_compare_make_room(c, err);
	for (size_t i = 0; i < units && status == TXO_OK; i = next) {
		size_t arm = unit[i].arm;

		for (n = 0, next = i; next < units && unit[next].arm == arm;
		     next++) {
			if (isnan(unit[next].value.hi))
				c->arm[arm].missing++;
			else
				value[n++] = unit[next].value;
		}
		txo_compare_make_sample(c, arm, value, n, i);
	}
	free(value);
	free(unit);
	return status;
}

static int compare_clusters(const void *a, const void *b)
{
	const struct txo_cluster *p = a, *q = b;

	if (p->id != q->id)
		return p->id < q->id ? -1 : 1;
	return (p->group > q->group) - (p->group < q->group);
}

enum txo_status txo_compare_gather(struct txo_comparison *c,
				   const struct txo_levels *ls,
				   struct txo_error *err)
{
	const uint32_t *id = c->frame->column[1].label;

	c->cluster = malloc((c->frame->rows + 1) * sizeof(*c->cluster));
	if (!c->cluster)
		return txo_fail_memory(err);
	for (size_t i = 0; i < ls->n; i++) {
		const struct txo_level *l = &ls->level[i];
		struct run r = { .c = c, .end = l->begin };

		while (next_patient(&r, l->end)) {
			struct txo_cluster e = { .id = id[r.begin],
						 .group = i };

			e.sum = sum_of(&r, r.begin, r.end, &e.n).hi;
			if (e.n > 0)
				c->cluster[c->clusters++] = e;
			c->arm[i].n += e.n;
		}
		c->arm[i].missing = l->n - c->arm[i].n;
	}
	qsort(c->cluster, c->clusters, sizeof(*c->cluster), compare_clusters);
	return TXO_OK;
}
