/*
 * survival_group.c - the answer of one frame.
 */
#include <stdlib.h>

#include "cmd/survival.h"

#define TASK struct txo_survival_task

/* The distinct times of the rows of one level, and who ended there. */
struct times {
	double *t;
	uint64_t *events, *censored;
	size_t m;
};

static void find_times(const TASK *t, const struct txo_survival_level *l,
		       struct times *k)
{
	k->m = 0;
	for (size_t i = l->begin; i < l->end; i++) {
		const struct txo_survival_row *r = &t->row[i];

		if (!k->m || k->t[k->m - 1] != r->time) {
			k->t[k->m] = r->time;
			k->events[k->m] = k->censored[k->m] = 0;
			k->m++;
		}
		if (r->end == TXO_ENDS_EVENT)
			k->events[k->m - 1] += r->w;
		else
			k->censored[k->m - 1] += r->w;
	}
}

static enum txo_status find_curves(TASK *t, struct txo_error *err)
{
	const struct txo_survival_plan *p = t->plan;
	struct times k = {
		.t = calloc(t->rows + 1, sizeof(*k.t)),
		.events = calloc(t->rows + 1, sizeof(*k.events)),
		.censored = calloc(t->rows + 1, sizeof(*k.censored)),
	};
	enum txo_status status = TXO_OK;

	t->step = calloc(t->rows + 1, sizeof(*t->step));
	if (!k.t || !k.events || !k.censored || !t->step)
		status = txo_fail_memory(err);
	for (size_t i = 0; i < t->levels && status == TXO_OK; i++) {
		struct txo_survival_level *l = &t->level[i];
		struct txo_times times;

		find_times(t, l, &k);
		times = (struct txo_times){ k.t, k.events, k.censored, k.m };
		l->step = t->step + l->begin;
		l->steps = k.m;
		txo_kaplan_meier(&times, (enum txo_survival_ci)p->ci, p->level,
				 l->step);
	}
	free(k.t);
	free(k.events);
	free(k.censored);
	return status;
}

enum txo_status txo_survival_group(const void *plan, const struct txo_frame *f,
				   struct txo_out *out, struct txo_error *err)
{
	TASK t = { .plan = plan, .frame = f, .out = out };
	enum txo_status status = txo_survival_rows(&t, err);

	if (status == TXO_OK)
		status = find_curves(&t, err);
	if (status == TXO_OK) {
		if (t.plan->causes)
			status = txo_survival_competing(&t, err);
		else
			txo_survival_terms(&t);
	}
	if (status == TXO_OK)
		status = txo_survival_tests(&t, err);
	if (status == TXO_OK && t.plan->tests & 1u << TXO_TEST_GRAY)
		status = txo_survival_gray(&t, err);
	if (status == TXO_OK && t.plan->cox.n)
		status = txo_survival_cox(&t, err);
	if (status == TXO_OK &&
	    (t.contrast.failed || t.method.failed || t.term.failed))
		status = txo_fail_memory(err);
	txo_buffer_release(&t.contrast);
	txo_buffer_release(&t.method);
	txo_buffer_release(&t.term);
	free(t.row);
	free(t.level);
	free(t.step);
	return status;
}
