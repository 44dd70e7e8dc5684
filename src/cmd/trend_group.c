/*
 * trend_group.c - the frames of txo trend: what their methods are given.
 */
#include <stdlib.h>

#include "cmd/trend.h"
#include "data/dictionary.h"

#define PLAN struct txo_trend_plan

/* A number, or a condition as 0 or 1, with its low part; NaN if missing. */
static double value_at(const struct txo_vector *v, size_t i, double *lo)
{
	*lo = 0;
	if (v->type == TXO_LABEL)
		return v->label[i] == TXO_MISSING ? (double)NAN :
						    (double)(v->label[i] != 0);
	*lo = v->lo[i];
	return v->x[i];
}

enum txo_status txo_trend_task_init(struct txo_trend_task *t, const PLAN *plan,
				    const struct txo_frame *frame,
				    struct txo_error *err)
{
	const struct txo_vector *x = &frame->column[frame->columns - 2];
	const struct txo_vector *y = x + 1;
	size_t room = frame->rows + 1, m = 0;
	double *a = malloc(room * (4 * sizeof(*a) + sizeof(uint64_t)));
	uint64_t *w;

	*t = (struct txo_trend_task){ .plan = plan,
				      .frame = frame,
				      .x = x->name,
				      .y = y->name,
				      .memory = a };
	while (plan->projection[t->need] != frame->projection)
		t->need++;
	if (!a)
		return txo_fail_memory(err);
	w = (uint64_t *)(void *)(a + 4 * room);
	for (size_t i = 0; i < frame->rows; i++) {
		if (t->need != TXO_TREND_PAIRS && txo_frame_lacks(frame, 0, i))
			break;	/* whose it is: the last ones */
		a[m] = value_at(x, i, &a[room + m]);
		a[2 * room + m] = value_at(y, i, &a[3 * room + m]);
		w[m] = frame->weight[i];
		if (isnan(a[m]) || isnan(a[2 * room + m])) {
			t->missing += w[m];
			continue;
		}
		t->n += w[m++];
	}
	t->pairs = (struct txo_pairs){ a, a + room, a + 2 * room, a + 3 * room,
				       w, m };
	return TXO_OK;
}

void txo_trend_task_release(struct txo_trend_task *t)
{
	free(t->memory);
	t->memory = NULL;
}

static enum txo_status check(const PLAN *p, const struct txo_frame *frame,
			     struct txo_error *err)
{
	struct txo_trend_task t;
	enum txo_status status = txo_trend_task_init(&t, p, frame, err);

	if (status == TXO_OK && t.need == TXO_TREND_PAIRS &&
	    p->run & TXO_TRENDS_OF_SHARES)
		status = txo_trend_check_shares(&t, err);
	if (status == TXO_OK && t.need == TXO_TREND_BLOCKS)
		status = txo_trend_check_blocks(&t, err);
	txo_trend_task_release(&t);
	return status;
}

enum txo_status txo_trend_settle(void *plan, struct txo_frames *frames,
				 struct txo_needs *needs, struct txo_error *err)
{
	const PLAN *p = plan;
	enum txo_status status = txo_trend_settle_periods(plan, frames, err);

	(void)needs;
	if (status != TXO_OK)
		return status;
	if (!(p->run & (TXO_TRENDS_OF_SHARES | TXO_TREND(PAGE))))
		return TXO_OK;
	for (size_t g = 0; g < frames->groups && status == TXO_OK; g++)
		for (size_t i = 0; i < frames->projections; i++) {
			struct txo_frame f = txo_frames_get(frames, g, i);

			if (status == TXO_OK)
				status = check(p, &f, err);
		}
	return status;
}

static enum txo_status run_methods(const struct txo_trend_task *t,
				   struct txo_error *err)
{
	const struct txo_trend_method *const *table = txo_trend_tables;
	enum txo_status status = TXO_OK;

	for (; *table; table++)
		for (const struct txo_trend_method *m = *table;
		     m->run && status == TXO_OK; m++)
			if (m->need == t->need && t->plan->run & 1u << m->name)
				status = m->run(t, m->name, err);
	return status;
}

enum txo_status txo_trend_group(const void *plan, const struct txo_frame *frame,
				struct txo_out *out, struct txo_error *err)
{
	struct txo_trend_task t;
	enum txo_status status = txo_trend_task_init(&t, plan, frame, err);

	t.out = out;
	if (status == TXO_OK)
		status = t.plan->series.by == TXO_BY_NO_PERIOD ?
				 run_methods(&t, err) :
				 txo_trend_by_period(&t, run_methods, err);
	txo_trend_task_release(&t);
	return status;
}
