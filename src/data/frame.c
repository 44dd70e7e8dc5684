#include "data/frame.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The values of a use in their order. */
struct txo_sorted {
	uint32_t *order, *rank;
	struct txo_text *label;
};

/* A projection's tally as columns, parted by group. */
struct txo_margin {
	size_t *start;			/* of each group, and the end */
	struct txo_vector *column;	/* without the group columns */
	double *numbers;		/* x and lo of all columns */
	uint32_t *labels;
};

static enum txo_status sort_use(struct txo_dictionary *d, struct txo_sorted *s,
				struct txo_error *err)
{
	size_t n = d->n + 1;
	enum txo_status status;

	s->order = malloc(n * sizeof(*s->order));
	s->rank = malloc(n * sizeof(*s->rank));
	s->label = d->type == TXO_LABEL ? calloc(n, sizeof(*s->label)) : NULL;
	if (!s->order || !s->rank || (d->type == TXO_LABEL && !s->label))
		return txo_fail_memory(err);
	status = txo_dictionary_sort(d, s->order, s->rank, err);
	for (size_t i = 0; status == TXO_OK && s->label && i < d->n; i++)
		s->label[i] = d->label[s->order[i]];
	return status;
}

/* Sort one tally; its ids become ranks. */
static enum txo_status sort_tally(struct txo_frames *fs, size_t p,
				  struct txo_error *err)
{
	const struct txo_projection *pr = &fs->intake->schema->projection[p];
	const uint32_t **rank = calloc(pr->n, sizeof(*rank));
	size_t *distinct = calloc(pr->n, sizeof(*distinct));
	enum txo_status status;

	if (!rank || !distinct) {
		status = txo_fail_memory(err);
		goto out;
	}
	for (size_t i = 0; i < pr->n; i++) {
		rank[i] = fs->sorted[pr->use[i]].rank;
		distinct[i] = fs->intake->dictionary[pr->use[i]].n;
	}
	status = txo_tally_sort(&fs->intake->tally[p], rank, distinct, err);
out:
	free(rank);
	free(distinct);
	return status;
}

/* Where the group columns of row i differ from those of the row before. */
static bool group_begins(const struct txo_tally *t, size_t by, size_t i)
{
	const uint32_t *row = t->ids + i * t->width;

	return i == 0 || memcmp(row, row - t->width, by * sizeof(*row)) != 0;
}

/*
 * Mark the groups of a tally. All projections have the same groups, because
 * every row counts in each of them.
 */
static enum txo_status part(struct txo_frames *fs, size_t p,
			    struct txo_error *err)
{
	const struct txo_tally *t = &fs->intake->tally[p];
	size_t by = fs->intake->schema->by, groups = 0;

	for (size_t i = 0; i < t->n; i++)
		groups += group_begins(t, by, i);
	fs->groups = groups;
	fs->margin[p].start = calloc(groups + 1, sizeof(size_t));
	if (!fs->margin[p].start)
		return txo_fail_memory(err);
	fs->margin[p].start[groups] = t->n;
	groups = 0;
	for (size_t i = 0; i < t->n; i++)
		if (group_begins(t, by, i))
			fs->margin[p].start[groups++] = i;
	return TXO_OK;
}

static void fill_numbers(const struct txo_tally *t, size_t c,
			 const struct txo_dictionary *d,
			 const struct txo_sorted *s, double *x, double *lo)
{
	for (size_t i = 0; i < t->n; i++) {
		uint32_t rank = t->ids[i * t->width + c];

		x[i] = NAN;
		lo[i] = 0;
		if (rank != TXO_MISSING)
			txo_decimal_value(txo_numbers_get(&d->numbers,
							  s->order[rank]),
					  &x[i], &lo[i]);
	}
}

/* Columns of the projection that hold labels, behind those of the groups. */
static size_t count_labels(const struct txo_schema *s,
			   const struct txo_projection *pr)
{
	size_t n = 0;

	for (size_t i = s->by; i < pr->n; i++)
		n += s->use[pr->use[i]].type == TXO_LABEL;
	return n;
}

static enum txo_status lay_out(struct txo_frames *fs, size_t p,
			       struct txo_error *err)
{
	const struct txo_schema *s = fs->intake->schema;
	const struct txo_projection *pr = &s->projection[p];
	const struct txo_tally *t = &fs->intake->tally[p];
	struct txo_margin *m = &fs->margin[p];
	size_t columns = pr->n - s->by, labels = count_labels(s, pr);
	double *x;
	uint32_t *label;

	m->column = calloc(columns + 1, sizeof(*m->column));
	m->numbers = x = malloc((2 * (columns - labels) * t->n + 1) *
				sizeof(*x));
	m->labels = label = malloc((labels * t->n + 1) * sizeof(*label));
	if (!m->column || !x || !label)
		return txo_fail_memory(err);
	for (size_t c = 0; c < columns; c++) {
		size_t use = pr->use[s->by + c];
		const struct txo_dictionary *d = &fs->intake->dictionary[use];
		struct txo_vector *v = &m->column[c];

		*v = (struct txo_vector){ .name = s->use[use].name,
					  .type = d->type,
					  .style = &fs->intake->style[use] };
		if (d->type == TXO_LABEL) {
			for (size_t i = 0; i < t->n; i++)
				label[i] = t->ids[i * t->width + s->by + c];
			v->label = label;
			v->labels = fs->sorted[use].label;
			label += t->n;
		} else {
			fill_numbers(t, s->by + c, d, &fs->sorted[use], x,
				     x + t->n);
			v->x = x;
			v->lo = x + t->n;
			x += 2 * t->n;
		}
	}
	return TXO_OK;
}

enum txo_status txo_frames_init(struct txo_frames *fs, struct txo_intake *in,
				struct txo_error *err)
{
	const struct txo_schema *s = in->schema;
	enum txo_status status = TXO_OK;
	size_t widest = txo_schema_widest(s);

	*fs = (struct txo_frames){ .projections = s->projections,
				   .intake = in };
	fs->sorted = calloc(s->uses + 1, sizeof(*fs->sorted));
	fs->margin = calloc(s->projections + 1, sizeof(*fs->margin));
	fs->lent = calloc(widest + 1, sizeof(*fs->lent));
	if (!fs->sorted || !fs->margin || !fs->lent)
		return txo_fail_memory(err);
	for (size_t i = 0; status == TXO_OK && i < s->uses; i++)
		status = sort_use(&in->dictionary[i], &fs->sorted[i], err);
	for (size_t p = 0; status == TXO_OK && p < s->projections; p++) {
		status = sort_tally(fs, p, err);
		if (status == TXO_OK)
			status = part(fs, p, err);
	}
	for (size_t i = 0; i < s->uses; i++) {
		free(fs->sorted[i].rank);
		fs->sorted[i].rank = NULL;
	}
	for (size_t p = 0; status == TXO_OK && p < s->projections; p++)
		status = lay_out(fs, p, err);
	for (size_t i = 0; i < s->uses; i++) {
		free(fs->sorted[i].order);
		fs->sorted[i].order = NULL;
		txo_numbers_release(&in->dictionary[i].numbers);
	}
	return status;
}

struct txo_frame txo_frames_get(struct txo_frames *fs, size_t group,
				size_t projection)
{
	const struct txo_schema *s = fs->intake->schema;
	const struct txo_margin *m = &fs->margin[projection];
	size_t from = m->start[group];
	struct txo_frame f = {
		.projection = projection,
		.column = fs->lent,
		.columns = s->projection[projection].n - s->by,
		.weight = fs->intake->tally[projection].count + from,
		.rows = m->start[group + 1] - from,
	};

	for (size_t c = 0; c < f.columns; c++) {
		struct txo_vector *v = &fs->lent[c];

		*v = m->column[c];
		if (v->type == TXO_LABEL) {
			v->label += from;
		} else {
			v->x += from;
			v->lo += from;
		}
	}
	return f;
}

struct txo_text txo_frames_group(const struct txo_frames *fs, size_t group,
				 size_t i)
{
	const struct txo_tally *t = &fs->intake->tally[0];
	size_t row = fs->margin[0].start[group];

	return fs->sorted[i].label[t->ids[row * t->width + i]];
}

void txo_frames_release(struct txo_frames *fs)
{
	const struct txo_schema *s = fs->intake ? fs->intake->schema : NULL;

	for (size_t i = 0; s && fs->sorted && i < s->uses; i++) {
		free(fs->sorted[i].order);
		free(fs->sorted[i].rank);
		free(fs->sorted[i].label);
	}
	for (size_t i = 0; s && fs->margin && i < s->projections; i++) {
		free(fs->margin[i].start);
		free(fs->margin[i].column);
		free(fs->margin[i].numbers);
		free(fs->margin[i].labels);
	}
	free(fs->sorted);
	free(fs->margin);
	free(fs->lent);
	*fs = (struct txo_frames){ 0 };
}
