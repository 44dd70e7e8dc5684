/*
 * What is known of one variable of txo table1 in one group.
 */
#include <math.h>
#include <stdlib.h>

#include "cmd/table1.h"
#include "txo/note.h"
#include "txo/smd.h"

/* One value with its weight. */
struct point {
	double x, lo;
	uint64_t w;
};

static int compare_points(const void *pa, const void *pb)
{
	const struct point *a = pa, *b = pb;

	if (a->x != b->x)
		return a->x < b->x ? -1 : 1;
	return a->lo < b->lo ? -1 : a->lo > b->lo;
}

/* The value of a row that has one, as a number. */
static struct point number_of(const struct txo_table1_facts *k,
			      const struct txo_vector *v, size_t row)
{
	const struct txo_label_numbers *ln = &k->v->as_numbers;
	struct point p = { NAN, 0, 0 };

	if (v->type == TXO_NUMBER) {
		p.x = v->x[row];
		p.lo = v->lo[row];
	} else if (v->label[row] != TXO_MISSING) {
		p.x = ln->x[v->label[row]];
		p.lo = ln->lo[v->label[row]];
	}
	return p;
}

/* The distinct values among m points, of which there are fewer then. */
static size_t unite(struct point *p, size_t m)
{
	size_t n = 0;

	qsort(p, m, sizeof(*p), compare_points);
	for (size_t i = 0; i < m; i++)
		if (n && compare_points(&p[n - 1], &p[i]) == 0)
			p[n - 1].w += p[i].w;
		else
			p[n++] = p[i];
	return n;
}

static void describe(const struct txo_table1_facts *k,
		     const struct txo_sample *s, struct txo_table1_number *d)
{
	int type = k->plan->quantile_type;

	d->k = txo_moments(s);
	d->mean = txo_mean(&d->k, k->plan->level);
	d->sd = txo_sd(&d->k);
	d->median = txo_quantile(s, 0.5, type);
	d->q1 = txo_quantile(s, 0.25, type);
	d->q3 = txo_quantile(s, 0.75, type);
	d->min = s->m ? s->x[0] : NAN;
	d->max = s->m ? s->x[s->m - 1] : NAN;
}

/* The numbers of the rows from `begin` to before `end`, in one column. */
static enum txo_status take_numbers(struct txo_table1_facts *k,
				    const struct txo_frame *f, size_t begin,
				    size_t end, size_t column,
				    struct txo_error *err)
{
	const struct txo_vector *v = &f->column[k->plan->parted];
	size_t room = end - begin + 1, m = 0;
	struct point *p = malloc(room * sizeof(*p));
	double *x = malloc(2 * room * sizeof(*x));
	uint64_t *w = malloc(2 * room * sizeof(*w));
	struct txo_sample s = { x, x ? x + room : NULL, w, w ? w + room : NULL,
				0 };

	if (!p || !x || !w) {
		free(p);
		free(x);
		free(w);
		return txo_fail_memory(err);
	}
	for (size_t i = begin; i < end; i++) {
		struct point at = number_of(k, v, i);

		at.w = f->weight[i];
		(isnan(at.x) ? k->missing : k->n)[column] += at.w;
		if (!isnan(at.x))
			p[m++] = at;
	}
	s.m = unite(p, m);
	for (size_t i = 0; i < s.m; i++) {
		x[i] = p[i].x;
		x[room + i] = p[i].lo;
		w[i] = p[i].w;
	}
	txo_cumulate(w, s.m, w + room);
	describe(k, &s, &k->number[column]);
	free(p);
	if (k->plan->test && column) {
		k->number[column].sample = s;
		k->number[column].x = x;
		k->number[column].w = w;
		return TXO_OK;
	}
	free(x);
	free(w);
	return TXO_OK;
}

/* The categories of those rows. */
static void take_values(struct txo_table1_facts *k, const struct txo_frame *f,
			size_t begin, size_t end, size_t column)
{
	const uint32_t *label = f->column[k->plan->parted].label;
	uint64_t *cell = k->cell + column * k->values;

	for (size_t i = begin; i < end; i++) {
		const struct txo_item *item = NULL;
		size_t n = txo_items_of(&k->v->items, label[i], &item);

		(n ? k->n : k->missing)[column] += f->weight[i];
		for (size_t j = 0; j < n; j++)
			cell[item[j].value] += f->weight[i];
	}
}

static enum txo_status take(struct txo_table1_facts *k,
			    const struct txo_frame *f, size_t begin, size_t end,
			    size_t column, struct txo_error *err)
{
	if (k->number)
		return take_numbers(k, f, begin, end, column, err);
	take_values(k, f, begin, end, column);
	return TXO_OK;
}

/* The rows of each level stand together; those without one come last. */
static enum txo_status take_levels(struct txo_table1_facts *k,
				   const struct txo_frame *f,
				   struct txo_error *err)
{
	const uint32_t *label = f->column[0].label;
	enum txo_status status = TXO_OK;
	size_t begin = 0, end;

	for (; begin < f->rows && status == TXO_OK; begin = end) {
		const struct txo_item *level = NULL;

		for (end = begin; end < f->rows && label[end] == label[begin];)
			end++;
		if (!txo_items_of(&k->plan->levels, label[begin], &level))
			break;
		status = take(k, f, begin, end, 1 + level->value, err);
	}
	for (size_t c = 1; c < k->columns && k->number; c++) {
		const struct txo_sample none = { .m = 0 };

		if (status == TXO_OK && k->n[c] == 0)
			describe(k, &none, &k->number[c]);
	}
	return status == TXO_OK ? take(k, f, 0, begin, 0, err) : status;
}

enum txo_status txo_table1_facts_init(struct txo_table1_facts *k,
				      const struct txo_table1_plan *p,
				      const struct txo_table1_variable *v,
				      const struct txo_frame *f,
				      struct txo_error *err)
{
	size_t columns = 1 + p->levels.n;

	*k = (struct txo_table1_facts){
		.plan = p,
		.v = v,
		.columns = columns,
		.values = v->number ? 0 : v->items.n,
	};
	k->n = calloc(2 * columns + columns * k->values, sizeof(*k->n));
	if (v->number)
		k->number = calloc(columns, sizeof(*k->number));
	if (!k->n || (v->number && !k->number))
		return txo_fail_memory(err);
	k->missing = k->n + columns;
	k->cell = k->missing + columns;
	return p->parted ? take_levels(k, f, err) :
			   take(k, f, 0, f->rows, 0, err);
}

void txo_table1_facts_release(struct txo_table1_facts *k)
{
	for (size_t c = 0; c < k->columns && k->number; c++) {
		free(k->number[c].x);
		free(k->number[c].w);
	}
	free(k->n);
	free(k->number);
	*k = (struct txo_table1_facts){ .columns = 0 };
}

/* The difference of columns a and b. */
static struct txo_estimate difference(const struct txo_table1_facts *k,
				      size_t value, size_t a, size_t b)
{
	double level = k->plan->level;
	const uint64_t *x = k->cell + a * k->values,
		       *y = k->cell + b * k->values;

	if (k->number)
		return txo_smd_means(&k->number[a].k, &k->number[b].k, level);
	if (k->v->list) {
		uint64_t in_a[] = { x[value], k->n[a] - x[value] };
		uint64_t in_b[] = { y[value], k->n[b] - y[value] };

		return txo_smd_shares(in_a, in_b, 2, level);
	}
	return txo_smd_shares(x, y, k->values, level);
}

/* Is e farther than the one before? A distance without end is the farthest. */
static bool is_farther(const struct txo_estimate *e,
		       const struct txo_estimate *before)
{
	if (before->note & TXO_NOTE_PERFECT)
		return false;
	if (e->note & TXO_NOTE_PERFECT || isnan(before->estimate))
		return e->note & TXO_NOTE_PERFECT || !isnan(e->estimate);
	return e->estimate > before->estimate;
}

bool txo_table1_tells_few(const struct txo_table1_facts *k)
{
	size_t cells = k->columns * k->values;

	for (size_t i = 0; i < k->columns; i++)
		if (k->n[i] && k->n[i] < k->plan->min_cell)
			return true;
	for (size_t i = 0; i < cells; i++) {
		uint64_t rest = k->n[i / k->values] - k->cell[i];

		if ((k->cell[i] && k->cell[i] < k->plan->min_cell) ||
		    (rest && rest < k->plan->min_cell))
			return true;
	}
	return false;
}

void txo_table1_gap(const struct txo_table1_facts *k, size_t value,
		    struct txo_table1_gap *gap)
{
	unsigned note = 0;

	*gap = (struct txo_table1_gap){ .e = txo_estimate_none("") };
	if (txo_table1_tells_few(k)) {
		gap->e.note = TXO_NOTE_WITHHELD;
		return;
	}
	for (size_t a = 1; a < k->columns; a++)
		for (size_t b = a + 1; b < k->columns; b++) {
			struct txo_estimate e = difference(k, value, a, b);

			note |= e.note;
			if (gap->pairs++ == 0 || is_farther(&e, &gap->e)) {
				gap->e = e;
				gap->a = a;
				gap->b = b;
			}
		}
	gap->e.note |= note;
	if (!gap->pairs)
		gap->e.note |= TXO_NOTE_FEWGROUPS;
	if (gap->pairs > 1)	/* no pair was chosen beforehand */
		gap->e.conf_low = gap->e.conf_high = NAN;
}
