/*
 * rate_strata.c - each level against the reference over all strata. The frame
 * has the columns (strata ..., level, event), so that a stratum is a run of
 * rows.
 */
#include <stdlib.h>

#include "cmd/rate.h"
#include "txo/note.h"
#include "txo/strata.h"

/* The strata of two levels; those that compare nothing have an empty group. */
struct tables {
	struct txo_two *t;
	size_t n;
	struct txo_counts used;
	bool incomplete;	/* some rows stand alone */
};

/* Strata columns first, then level and event. */
static size_t level_column(const struct txo_frame *f)
{
	return f->columns - 2;
}

static bool same_stratum(const struct txo_frame *f, size_t i, size_t j)
{
	for (size_t c = 0; c < level_column(f); c++)
		if (f->column[c].label[i] != f->column[c].label[j])
			return false;
	return true;
}

static bool has_stratum(const struct txo_frame *f, size_t i)
{
	for (size_t c = 0; c < level_column(f); c++)
		if (f->column[c].label[i] == TXO_MISSING)
			return false;
	return true;
}

static bool is_level(const struct txo_frame *f, size_t i, struct txo_text name)
{
	const struct txo_vector *v = &f->column[level_column(f)];

	return v->label[i] != TXO_MISSING && name.p &&
	       txo_text_equal(v->labels[v->label[i]], name);
}

/* The counts of one level in the rows of a stratum. */
static struct txo_counts counts_of(const struct txo_frame *f, size_t begin,
				   size_t end, struct txo_text name)
{
	while (begin < end && !is_level(f, begin, name))
		begin++;
	for (size_t i = begin; i < end; i++)
		if (!is_level(f, i, name))
			end = i;
	return txo_frame_yes_no(f, f->columns - 1, begin, end);
}

/* Book one stratum, whose rows are from begin to before end. */
static void book(struct tables *k, const struct txo_frame *f, size_t begin,
		 size_t end, const struct txo_text name[2])
{
	struct txo_two *t = &k->t[k->n];
	bool known = has_stratum(f, begin);
	uint64_t n = 0, events = 0;

	for (int g = 0; g < 2; g++) {
		struct txo_counts c = counts_of(f, begin, end, name[g]);

		t->events[g] = c.yes;
		t->n[g] = c.yes + c.no;
		n += t->n[g];
		events += c.yes;
		k->used.missing += c.missing;
	}
	if (known && t->n[0] && t->n[1]) {
		k->n++;
		k->used.yes += events;
		k->used.no += n - events;
	} else if (n) {
		k->used.missing += n;
		k->incomplete = true;
	}
}

static enum txo_status find_tables(struct tables *k, const struct txo_frame *f,
				   const struct txo_text name[2],
				   struct txo_error *err)
{
	size_t begin = 0, room = 1;

	for (size_t i = 1; i < f->rows; i++)
		room += !same_stratum(f, i - 1, i);
	k->t = calloc(room, sizeof(*k->t));
	if (!k->t)
		return txo_fail_memory(err);
	for (size_t i = 1; i <= f->rows; i++)
		if (i == f->rows || !same_stratum(f, i - 1, i)) {
			book(k, f, begin, i, name);
			begin = i;
		}
	return TXO_OK;
}

static void print(struct txo_rate_task *t, const struct tables *k,
		  const struct txo_text name[2])
{
	double level = t->plan->level;
	struct txo_rate_row r[] = {
		txo_rate_row("common_difference", k->used,
			     txo_mantel_haenszel_difference(k->t, k->n, level)),
		txo_rate_row("common_ratio", k->used,
			     txo_mantel_haenszel_ratio(k->t, k->n, level)),
		txo_rate_row("common_odds_ratio", k->used,
			     txo_mantel_haenszel_odds(k->t, k->n, level)),
		txo_rate_row("homogeneity", k->used,
			     txo_breslow_day(k->t, k->n)),
	};

	for (size_t i = 0; i < sizeof(r) / sizeof(*r); i++) {
		r[i].of = name[0];
		r[i].over = name[1];
		r[i].sign = i == 0 ? " - " : " / ";
		if (k->incomplete)
			r[i].e.note |= TXO_NOTE_INCOMPLETE;
		txo_rate_print(t, &r[i]);
	}
}

static enum txo_status compare(struct txo_rate_task *t, struct txo_text level,
			       struct txo_error *err)
{
	const struct txo_text name[2] = { level, t->plan->base };
	struct tables k = { .t = NULL };
	enum txo_status status = find_tables(&k, t->frame, name, err);

	if (status == TXO_OK)
		print(t, &k, name);
	free(k.t);
	return status;
}

/* Mark the labels of the levels of this frame that are not the reference. */
static void mark(const struct txo_frame *f, struct txo_text base, bool *seen)
{
	const struct txo_vector *v = &f->column[level_column(f)];

	for (size_t i = 0; i < f->rows; i++)
		if (v->label[i] != TXO_MISSING && !is_level(f, i, base))
			seen[v->label[i]] = true;
}

enum txo_status txo_rate_strata(struct txo_rate_task *t, struct txo_error *err)
{
	const struct txo_frame *f = t->frame;
	const struct txo_vector *v = &f->column[level_column(f)];
	enum txo_status status = TXO_OK;
	size_t labels = 0;
	bool *seen;

	for (size_t i = 0; i < f->rows; i++)
		if (v->label[i] != TXO_MISSING && v->label[i] >= labels)
			labels = (size_t)v->label[i] + 1;
	seen = calloc(labels + 1, sizeof(*seen));
	if (!seen)
		return txo_fail_memory(err);
	mark(f, t->plan->base, seen);
	for (size_t l = 0; l < labels && status == TXO_OK; l++)
		if (seen[l])
			status = compare(t, v->labels[l], err);
	free(seen);
	return status;
}
