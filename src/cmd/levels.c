#include "cmd/levels.h"

#include <math.h>
#include <stdlib.h>

#include "base/nearest.h"
#include "cmd/command.h"

static size_t count(const struct txo_frame *f)
{
	const uint32_t *label = f->column[0].label;
	size_t n = 0;

	for (size_t i = 0; i < f->rows; i++)
		n += i == 0 || label[i] != label[i - 1];
	return n;
}

enum txo_status txo_levels_init(struct txo_levels *ls,
				const struct txo_frame *f,
				struct txo_error *err)
{
	const struct txo_vector *v = &f->column[0];
	struct txo_level *l = NULL;

	*ls = (struct txo_levels){ .lost = f->rows };
	ls->level = calloc(count(f) + 1, sizeof(*ls->level));
	if (!ls->level)
		return txo_fail_memory(err);
	for (size_t i = 0; i < f->rows; i++) {
		if (v->label[i] == TXO_MISSING) {
			if (i < ls->lost)
				ls->lost = i;
			ls->n_lost += f->weight[i];
			continue;
		}
		if (!l || v->label[i] != v->label[i - 1]) {
			l = &ls->level[ls->n++];
			l->name = v->labels[v->label[i]];
			l->begin = i;
		}
		l->end = i + 1;
		l->n += f->weight[i];
	}
	return TXO_OK;
}

struct txo_sample txo_level_sample(const struct txo_frame *f,
				   const struct txo_level *l, size_t c,
				   uint64_t *missing)
{
	const struct txo_vector *v = &f->column[c];
	size_t at = l->begin;
	struct txo_sample s = { .x = v->x + at,
				.lo = v->lo ? v->lo + at : NULL,
				.w = f->weight + at };

	while (at + s.m < l->end && !isnan(s.x[s.m]))
		s.m++;
	*missing = 0;
	for (size_t i = at + s.m; i < l->end; i++)
		*missing += f->weight[i];
	return s;
}

void txo_levels_release(struct txo_levels *ls)
{
	free(ls->level);
	*ls = (struct txo_levels){ .n = 0 };
}

bool txo_label_is(struct txo_text label, struct txo_text said)
{
	struct txo_buffer a = { 0 }, b = { 0 };
	bool same = txo_text_equal(label, said);

	if (!same) {
		txo_text_fold_label(label, &a);
		txo_text_fold_label(said, &b);
		same = !a.failed && !b.failed &&
		       txo_text_equal((struct txo_text){ a.p, a.n },
				      (struct txo_text){ b.p, b.n });
	}
	txo_buffer_release(&a);
	txo_buffer_release(&b);
	return same;
}

enum txo_status txo_levels_settle(struct txo_items *levels,
				  struct txo_text reference,
				  struct txo_frames *frames,
				  struct txo_needs *needs,
				  struct txo_error *err)
{
	struct txo_arena *arena = &needs->schema.arena;
	struct txo_buffer b = { 0 };
	char shown[TXO_SHOWN];
	bool any = true;
	enum txo_status status;

	levels->exact = frames->intake->rules.exact_labels;
	status = txo_items_find(levels, frames, arena, err);
	if (status == TXO_OK && levels->n == 0)
		return txo_fail(err, TXO_DATA,
				"no row has a value in the column of "
				"--between");
	if (status == TXO_OK && reference.p)
		status = txo_items_order(levels, &reference, 1, arena, &any,
					 err);
	if (status != TXO_OK || any)
		return status;
	if (!needs->rules || !needs->rules->redact)
		txo_nearest_say(&b, reference, "levels", levels->value,
				levels->n);
	status = txo_fail(err, TXO_USAGE,
			  "--reference: no row is of level '%s'%s",
			  txo_text_show(reference, shown), b.p ? b.p : "");
	txo_buffer_release(&b);
	return status;
}
