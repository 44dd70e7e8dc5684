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
	char often[80] = "";

	if (!hides)
		snprintf(often, sizeof(often),
			 ", %" PRIu64 " time%s (up to %" PRIu64 " rows)",
			 p->repeated, p->repeated == 1 ? "" : "s", p->most);
	if (p->tests & TXO_TESTS_OF_BLOCKS)
		return txo_fail(err, TXO_USAGE,
				"a block has more than one row in a group%s. "
				"Make one value of them (--collapse mean, last "
				"or best)",
				often);
	if (p->labels)
		return txo_fail(err, TXO_USAGE,
				"a patient has more than one row in a group%s, "
				"but the tests take rows as independent. Keep "
				"one row of each, or say --collapse rows to "
				"take them as they are",
				often);
	return txo_fail(
		err, TXO_USAGE,
		"a patient has more than one row in a group%s, but the tests "
		"take rows as independent. Make one value of them (--collapse "
		"mean, last or best), or draw patients and not rows (--cluster "
		"patient); --collapse rows takes the rows as they are",
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
	if (p->repeated && p->collapse == TXO_COLLAPSE_REFUSE && !p->cluster.p)
		return refuse(p, needs->min_cell > 0, err);
	if (p->tests & TXO_TESTS_OF_BLOCKS)
		return TXO_OK;
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

/* Has the list, if there is one, all labels of the column? */
static enum txo_status look_for_labels(const struct txo_words *list,
				       const char *option,
				       const struct txo_frame *f, size_t column,
				       struct txo_error *err)
{
	const struct txo_vector *v = &f->column[column];
	uint32_t last = TXO_MISSING;
	char shown[TXO_SHOWN];

	for (size_t i = 0; i < f->rows && list->n; i++) {
		if (v->label[i] == TXO_MISSING || v->label[i] == last)
			continue;
		last = v->label[i];
		if (txo_compare_place(list, v->labels[last]) == list->n)
			return txo_fail(err, TXO_USAGE,
					"--%s does not have the label '%s'",
					option,
					txo_text_show(v->labels[last], shown));
	}
	return TXO_OK;
}

/*
 * Labels have no order but that of --order or --levels, unless they are numbers
 * or only two.
 */
static enum txo_status look_for_order(const struct txo_frame *f, size_t column,
				      const char *option, struct txo_error *err)
{
	const struct txo_vector *v = &f->column[column];
	uint32_t low = TXO_MISSING, high = TXO_MISSING;
	bool numbers = true, more = false;
	char shown[TXO_SHOWN];

	for (size_t i = 0; i < f->rows; i++) {
		uint32_t id = v->label[i];

		if (id == TXO_MISSING)
			continue;
		if (low == TXO_MISSING)
			low = id;
		else if (high == TXO_MISSING && id != low)
			high = id;
		more = more || (id != low && id != high);
		numbers = numbers && !isnan(txo_compare_number(v->labels[id]));
	}
	if (!more || numbers)
		return TXO_OK;
	return txo_fail(err, TXO_USAGE,
			"linear-by-linear needs the order of the labels of "
			"'%s', from the lowest to the highest: say it with "
			"--%s",
			txo_text_show(v->name, shown), option);
}

static enum txo_status judge_labels(const struct txo_compare_plan *p,
				    const struct txo_frame *f,
				    struct txo_error *err)
{
	bool linear = p->tests & TXO_TEST(LINEAR_BY_LINEAR);
	enum txo_status status;

	status = look_for_labels(&p->levels, "levels", f, 0, err);
	if (status == TXO_OK && p->labels)
		status = look_for_labels(&p->order, "order", f, 1, err);
	if (status == TXO_OK && linear && !p->levels.n)
		status = look_for_order(f, 0, "levels", err);
	if (status == TXO_OK && linear && p->labels && !p->order.n)
		status = look_for_order(f, 1, "order", err);
	return status;
}

static enum txo_status judge(struct txo_compare_plan *p,
			     const struct txo_frame *f, struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	if (p->reference.p && f->projection != p->guard)
		look_for_reference(p, f);
	if (f->projection != p->guard)
		status = judge_labels(p, f, err);
	/* a third column is there for the sake of patients */
	if (status == TXO_OK && f->columns > 2 && !p->cluster.p)
		status = look(p, f, err);
	return status;
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
