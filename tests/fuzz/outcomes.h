/*
 * outcomes.h - what differs between two outcomes (readers.h): NULL, or what is
 * not so of them.
 */
#ifndef TXO_TESTS_OUTCOMES_H
#define TXO_TESTS_OUTCOMES_H

#include <math.h>

#include "readers.h"

/* Return from the function unless it is so. */
#define so(truth) \
	do { \
		if (!(truth)) \
			return #truth; \
	} while (0)

static inline const char *fault_difference(const struct txo_fault *a,
					   const struct txo_fault *b)
{
	so(strcmp(a->file, b->file) == 0);
	so(a->error.line == b->error.line);
	so(strcmp(a->error.text, b->error.text) == 0);
	return NULL;
}

static inline const char *style_difference(const struct txo_number_style *a,
					   const struct txo_number_style *b)
{
	so(a->point == b->point);
	so(a->comma == b->comma);
	so(a->either == b->either);
	so(a->percent == b->percent);
	so(a->plain == b->plain);
	so(!a->either || strcmp(a->witness, b->witness) == 0);
	return NULL;
}

static inline const char *account_difference(const struct txo_account *a,
					     const struct txo_account *b,
					     size_t uses)
{
	so(a->rows == b->rows);
	so(a->weight == b->weight);
	so(a->used == b->used);
	so(a->not_selected == b->not_selected);
	so(a->unknown == b->unknown);
	so(a->unreadable == b->unreadable);
	so(a->tolerated == b->tolerated);
	so(a->no_value == b->no_value);
	for (size_t i = 0; i < uses; i++) {
		so(a->lacking[i] == b->lacking[i]);
		so(a->partly[i] == b->partly[i]);
	}
	return NULL;
}

static inline const char *outside_difference(const struct txo_outside *a,
					     const struct txo_outside *b)
{
	so(a->rows == b->rows);
	so(a->several == b->several);
	so(!a->rows || a->several ||
	   (a->value.coefficient == b->value.coefficient &&
	    a->value.exponent == b->value.exponent));
	return NULL;
}

static inline const char *intake_difference(const struct txo_intake *a,
					    const struct txo_intake *b)
{
	const char *what = account_difference(&a->account, &b->account,
					      a->schema->uses);

	for (size_t i = 0; i < a->schema->uses && !what; i++)
		what = style_difference(&a->style[i], &b->style[i]);
	for (size_t i = 0; i < TXO_FAULTS && !what; i++)
		if (i < a->account.unreadable)
			what = fault_difference(&a->fault[i], &b->fault[i]);
	return what ? what : outside_difference(&a->outside, &b->outside);
}

static inline const char *cell_difference(const struct txo_vector *a,
					  const struct txo_vector *b, size_t i)
{
	so(a->type == b->type);
	if (a->type != TXO_LABEL) {
		so(a->x[i] == b->x[i] || (isnan(a->x[i]) && isnan(b->x[i])));
		so(a->lo[i] == b->lo[i]);
		return NULL;
	}
	so((a->label[i] == TXO_MISSING) == (b->label[i] == TXO_MISSING));
	so(a->label[i] == TXO_MISSING ||
	   txo_text_equal(a->labels[a->label[i]], b->labels[b->label[i]]));
	return NULL;
}

static inline const char *frame_difference(const struct txo_frame *a,
					   const struct txo_frame *b)
{
	const char *what = NULL;

	so(a->rows == b->rows);
	so(a->columns == b->columns);
	for (size_t i = 0; i < a->rows && !what; i++) {
		so(a->weight[i] == b->weight[i]);
		for (size_t c = 0; c < a->columns && !what; c++)
			what = cell_difference(&a->column[c], &b->column[c], i);
	}
	return what;
}

static inline const char *group_difference(struct txo_frames *a,
					   struct txo_frames *b, size_t group)
{
	const char *what = NULL;

	for (size_t i = 0; i < a->intake->schema->by; i++)
		so(txo_text_equal(txo_frames_group(a, group, i),
				  txo_frames_group(b, group, i)));
	for (size_t p = 0; p < a->projections && !what; p++) {
		struct txo_frame fa = txo_frames_get(a, group, p);
		struct txo_frame fb = txo_frames_get(b, group, p);

		what = frame_difference(&fa, &fb);
	}
	return what;
}

static inline const char *frames_difference(struct txo_intake *a,
					    struct txo_intake *b)
{
	struct txo_frames fa, fb;
	const char *what = NULL;

	check(txo_frames_init(&fa, a, NULL) == TXO_OK);
	check(txo_frames_init(&fb, b, NULL) == TXO_OK);
	if (fa.groups != fb.groups)
		what = "the groups are as many";
	for (size_t g = 0; g < fa.groups && !what; g++)
		what = group_difference(&fa, &fb, g);
	txo_frames_release(&fa);
	txo_frames_release(&fb);
	return what;
}

/* No more rows can be taken in by either of them afterwards. */
static inline const char *outcome_difference(struct outcome *a,
					     struct outcome *b)
{
	const char *what;

	so(a->status == b->status);
	so(a->files == b->files);
	if (a->status != TXO_OK) {
		so(strcmp(a->err.text, b->err.text) == 0);
		so(a->err.line == b->err.line);
		so(a->err.fault == b->err.fault ||
		   (a->err.fault && b->err.fault &&
		    strcmp(a->err.fault, b->err.fault) == 0));
		return NULL;
	}
	for (size_t i = 0; i < a->files; i++) {
		so(a->table[i].blank_rows == b->table[i].blank_rows);
		so(a->table[i].total_rows == b->table[i].total_rows);
	}
	what = intake_difference(&a->in, &b->in);
	return what ? what : frames_difference(&a->in, &b->in);
}

#endif
