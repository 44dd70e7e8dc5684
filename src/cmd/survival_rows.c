/*
 * survival_rows.c - the observations of one frame, sorted by level and time.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/survival.h"

#define PLAN struct txo_survival_plan
#define TASK struct txo_survival_task
#define ROW struct txo_survival_row

/* How a row of the file ended. */
static uint32_t end_of(const PLAN *p, const struct txo_frame *f, size_t i)
{
	uint32_t label = f->column[p->end_at].label[i];
	const struct txo_item *item;

	if (label == TXO_MISSING || isnan(f->column[p->time_at].x[i]) ||
	    txo_items_of(&p->ends, label, &item) != 1)
		return TXO_ENDS_UNKNOWN;
	return p->end_of[item->value];
}

size_t txo_survival_read(const PLAN *p, const struct txo_frame *f, ROW *row)
{
	size_t n = 0;

	for (size_t i = 0; i < f->rows; i++) {
		ROW r = { .stratum = i, .at = i, .w = f->weight[i] };

		if (p->between_at != TXO_NO_COLUMN)
			r.level = f->column[p->between_at].label[i];
		if (r.level == TXO_MISSING)
			continue;
		r.end = end_of(p, f, i);
		r.time = r.end == TXO_ENDS_UNKNOWN ? INFINITY :
						     f->column[p->time_at].x[i];
		row[n++] = r;
	}
	return n;
}

static int by_value(const void *p, const void *q)
{
	double a = *(const double *)p, b = *(const double *)q;

	return (a > b) - (a < b);
}

/* The place of x among n distinct values in ascending order. */
static size_t place_of(const double *value, size_t n, double x)
{
	size_t low = 0, high = n;

	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;

		if (value[middle] <= x)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* Make near-equal times equal. */
static enum txo_status tie(TASK *t, struct txo_error *err)
{
	double *time = calloc(2 * t->rows + 1, sizeof(*time)), *tied;
	size_t n = 0, m = 0;

	if (!time)
		return txo_fail_memory(err);
	for (size_t i = 0; i < t->rows; i++)
		if (t->row[i].end != TXO_ENDS_UNKNOWN)
			time[n++] = t->row[i].time + 0.0;
	qsort(time, n, sizeof(*time), by_value);
	for (size_t i = 0; i < n; i++)
		if (m == 0 || time[i] != time[m - 1])
			time[m++] = time[i];
	tied = time + t->rows;
	memcpy(tied, time, m * sizeof(*time));
	if (txo_times_tie(tied, m) < m)
		for (size_t i = 0; i < t->rows; i++)
			if (t->row[i].end != TXO_ENDS_UNKNOWN)
				t->row[i].time =
					tied[place_of(time, m, t->row[i].time)];
	free(time);
	return TXO_OK;
}

/* A stratum so far, and the label that parts it further. */
struct part {
	size_t stratum;
	uint32_t label;
	size_t row;
};

static int by_part(const void *p, const void *q)
{
	const struct part *a = p, *b = q;

	if (a->stratum != b->stratum)
		return a->stratum < b->stratum ? -1 : 1;
	return (a->label > b->label) - (a->label < b->label);
}

/* Part the strata of the rows further, by the labels in a column. */
static void part_by(TASK *t, struct part *part, const size_t *at, size_t column)
{
	const uint32_t *label = t->frame->column[column].label;
	size_t n = 0, strata = 0;

	for (size_t i = 0; i < t->rows; i++)
		if (t->row[i].stratum != TXO_NO_STRATUM)
			part[n++] = (struct part){ t->row[i].stratum,
						   label[at[i]], i };
	qsort(part, n, sizeof(*part), by_part);
	for (size_t i = 0; i < n; i++) {
		bool lost = part[i].label == TXO_MISSING;

		strata += !lost &&
			  (i == 0 || by_part(&part[i - 1], &part[i]) != 0);
		t->row[part[i].row].stratum = lost ? TXO_NO_STRATUM :
						     strata - 1;
	}
	t->strata = strata;
}

/* Number the strata; until now, rows have their place in the frame. */
static enum txo_status number_strata(TASK *t, struct txo_error *err)
{
	const PLAN *p = t->plan;
	struct part *part = calloc(t->rows + 1, sizeof(*part));
	size_t *at = calloc(t->rows + 1, sizeof(*at));

	t->strata = 1;
	for (size_t i = 0; part && at && i < t->rows; i++) {
		at[i] = t->row[i].stratum;
		t->row[i].stratum = 0;
	}
	for (size_t c = 0; part && at && c < p->strata.n; c++)
		part_by(t, part, at, p->strata_at + c);
	free(at);
	free(part);
	return part && at ? TXO_OK : txo_fail_memory(err);
}

static int by_level(const void *p, const void *q)
{
	const ROW *a = p, *b = q;

	if (a->level != b->level)
		return a->level < b->level ? -1 : 1;
	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	if (a->stratum != b->stratum)
		return a->stratum < b->stratum ? -1 : 1;
	return (a->end > b->end) - (a->end < b->end);
}

static bool in_order(const ROW *row, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (by_level(&row[i - 1], &row[i]) > 0)
			return false;
	return true;
}

/* Sort the rows, and make those one that are alike. */
static void unite(TASK *t)
{
	size_t n = 0;

	if (!in_order(t->row, t->rows))
		qsort(t->row, t->rows, sizeof(*t->row), by_level);
	for (size_t i = 0; i < t->rows; i++) {
		if (n && by_level(&t->row[n - 1], &t->row[i]) == 0)
			t->row[n - 1].w += t->row[i].w;
		else
			t->row[n++] = t->row[i];
	}
	t->rows = n;
}

/* Part the sorted rows into levels, and leave those out that are not known. */
static enum txo_status find_levels(TASK *t, struct txo_error *err)
{
	const PLAN *p = t->plan;
	const struct txo_vector *v = p->between_at == TXO_NO_COLUMN ?
					     NULL :
					     &t->frame->column[p->between_at];
	struct txo_survival_level *l = NULL;
	uint32_t last = 0;
	size_t n = 0;

	t->level = calloc(t->rows + 1, sizeof(*t->level));
	if (!t->level)
		return txo_fail_memory(err);
	t->levels = v ? 0 : 1;
	for (size_t i = 0; i < t->rows; i++) {
		ROW r = t->row[i];

		if (!l || r.level != last) {
			l = &t->level[v ? t->levels++ : 0];
			l->begin = l->end = n;
			if (v)
				l->name = v->labels[r.level];
			last = r.level;
		}
		if (r.end == TXO_ENDS_UNKNOWN) {
			l->missing += r.w;
			continue;
		}
		r.level = (uint32_t)(l - t->level);
		l->n += r.w;
		l->events += r.end == TXO_ENDS_EVENT ? r.w : 0;
		if (r.stratum == TXO_NO_STRATUM) {
			t->lost += r.w;
			t->lost_events += r.end == TXO_ENDS_EVENT ? r.w : 0;
		}
		t->row[n++] = r;
		l->end = n;
	}
	t->rows = n;
	return TXO_OK;
}

enum txo_status txo_survival_observe(TASK *t, struct txo_error *err)
{
	enum txo_status status;

	t->row = calloc(t->frame->rows + 1, sizeof(*t->row));
	if (!t->row)
		return txo_fail_memory(err);
	t->rows = (t->plan->sessions ?
			   txo_survival_read_courses :
			   txo_survival_read)(t->plan, t->frame, t->row);
	status = tie(t, err);
	return status == TXO_OK ? number_strata(t, err) : status;
}

enum txo_status txo_survival_rows(TASK *t, struct txo_error *err)
{
	enum txo_status status = txo_survival_observe(t, err);

	if (status == TXO_OK) {
		unite(t);
		status = find_levels(t, err);
	}
	return status;
}
