/*
 * compare_guard.c - the unit guard: a test of independent rows is refused where
 * a patient has several in one group, and a word is said where one is in
 * several groups. The frame that it looks at is sorted by level, patient and y.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cmd/compare.h"
#include "data/dictionary.h"

static bool has_value(const struct txo_vector *v, size_t i)
{
	return v->type == TXO_LABEL ? v->label[i] != TXO_MISSING :
				      !isnan(v->x[i]);
}

/* The greatest id, and one. */
static size_t ids_of(const struct txo_vector *v, size_t rows)
{
	size_t n = 0;

	for (size_t i = 0; i < rows; i++)
		if (v->label[i] != TXO_MISSING && v->label[i] >= n)
			n = (size_t)v->label[i] + 1;
	return n;
}

/* Book one patient in one level, with n values; *groups is in how many before. */
static void book(struct txo_compare_plan *p, uint64_t n, unsigned char *groups)
{
	if (n == 0)
		return;
	if (n > 1)
		p->repeated++;
	if (n > p->most)
		p->most = n;
	if (*groups < 2 && ++*groups == 2)
		p->crossed++;
}

static enum txo_status look(struct txo_compare_plan *p,
			    const struct txo_frame *f, struct txo_error *err)
{
	const struct txo_vector *level = &f->column[0];
	const struct txo_vector *patient = &f->column[1];
	const struct txo_vector *y = &f->column[f->columns - 1];
	unsigned char *groups = calloc(ids_of(patient, f->rows) + 1, 1);
	size_t i = 0, next;

	if (!groups)
		return txo_fail_memory(err);
	for (; i < f->rows; i = next) {
		uint64_t n = 0;

		for (next = i;
		     next < f->rows && level->label[next] == level->label[i] &&
		     patient->label[next] == patient->label[i];
		     next++)
			n += has_value(y, next) ? f->weight[next] : 0;
		if (level->label[i] != TXO_MISSING &&
		    patient->label[i] != TXO_MISSING)
			book(p, n, &groups[patient->label[i]]);
	}
	free(groups);
	return TXO_OK;
}

static void look_for_reference(struct txo_compare_plan *p,
			       const struct txo_frame *f)
{
	const struct txo_vector *v = &f->column[0];

	for (size_t i = 0; i < f->rows && !p->reference_seen; i++)
		if (v->label[i] != TXO_MISSING &&
		    (i == 0 || v->label[i] != v->label[i - 1]))
			p->reference_seen = txo_label_is(v->labels[v->label[i]],
							 p->reference);
}

static enum txo_status refuse(const struct txo_compare_plan *p, bool hides,
			      struct txo_error *err)
{
	char often[60] = "";

	if (!hides)
		snprintf(often, sizeof(often),
			 ", %" PRIu64 " time%s (up to %" PRIu64 " rows)",
			 p->repeated, p->repeated == 1 ? "" : "s", p->most);
	return txo_fail(
		err, TXO_USAGE,
		"a patient has more than one row in a group%s, but the tests take rows as "
		"independent. Make one value of them (--collapse mean, last or "
		"best), or draw patients and not rows (--cluster patient); "
		"--collapse rows takes the rows as they are",
		often);
}

static enum txo_status conclude(const struct txo_compare_plan *p,
				struct txo_needs *needs, struct txo_error *err)
{
	char shown[TXO_SHOWN];

	if (p->reference.p && !p->reference_seen)
		return txo_fail(err, TXO_USAGE,
				"--reference: no row is of the group '%s'",
				txo_text_show(p->reference, shown));
	if (p->repeated && p->guard != TXO_NO_COLUMN)
		return refuse(p, needs->min_cell > 0, err);
	if (txo_needs_hides(needs, p->crossed))
		txo_needs_remark(needs,
				 "some patients are in several groups; "
				 "the tests take the groups as independent");
	else if (p->crossed)
		txo_needs_remark(needs,
				 "patients in several groups: %" PRIu64
				 "; the tests take the groups as independent",
				 p->crossed);
	return TXO_OK;
}

static enum txo_status judge(struct txo_compare_plan *p,
			     const struct txo_frame *f, struct txo_error *err)
{
	if (p->reference.p && f->projection != p->guard)
		look_for_reference(p, f);
	/* a third column is there for the sake of patients */
	return f->columns > 2 && !p->cluster.p ? look(p, f, err) : TXO_OK;
}

enum txo_status txo_compare_settle(void *plan, struct txo_frames *frames,
				   struct txo_needs *needs,
				   struct txo_error *err)
{
	struct txo_compare_plan *p = plan;
	enum txo_status status = TXO_OK;

	for (size_t g = 0; g < frames->groups; g++)
		for (size_t i = 0; i < frames->projections; i++) {
			struct txo_frame f = txo_frames_get(frames, g, i);

			if (status == TXO_OK)
				status = judge(p, &f, err);
		}
	return status == TXO_OK ? conclude(p, needs, err) : status;
}
