/*
 * trend_bind.c - the columns of txo trend, which are counted together, and the
 * frames that come of them.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/find.h"
#include "cmd/trend.h"

#define PLAN struct txo_trend_plan

/* What the columns of the file are. */
struct found {
	size_t y, x;
};

static enum txo_status find(const PLAN *p, const struct txo_header *h,
			    struct found *f, struct txo_error *err)
{
	static const char *const y[] = { "improvement", "score", NULL };
	static const char *const x[] = { "session", "sessions", "date", NULL };
	bool date = txo_trend_needs_date(p);
	enum txo_status status = txo_find_column(h, p->y, y, &f->y, err);

	if (status == TXO_OK)
		status = txo_find_column(h, p->x, date ? x + 2 : x, &f->x, err);
	if (status != TXO_OK)
		return status;
	if (f->y == TXO_NO_COLUMN)
		return txo_header_fail(h, err,
				       "no column is known as score or "
				       "improvement; name it with --y");
	if (f->x != TXO_NO_COLUMN)
		return TXO_OK;
	return txo_header_fail(h, err,
			       date ? "no column is known as date; say which "
				      "with --map date=COLUMN" :
				      "no column is known as session, "
				      "sessions or date; name it with --x");
}

/* Calls `each` for the methods of the plan. */
static void for_methods(PLAN *p,
			void (*each)(PLAN *p, const struct txo_trend_method *m))
{
	const struct txo_trend_method *const *table = txo_trend_tables;

	for (; *table; table++)
		for (const struct txo_trend_method *m = *table; m->run; m++)
			if (p->methods & 1u << m->name)
				each(p, m);
}

/* Mark what the method needs and shows. */
static void mark(PLAN *p, const struct txo_trend_method *m)
{
	const struct txo_column *c = txo_trend_columns;

	p->needed[m->need] = true;
	for (const char *const *name = m->extra; name && *name; name++)
		for (size_t i = 0; c[i].name; i++)
			if (strcmp(c[i].name, *name) == 0)
				p->shown |= 1u << i;
}

static enum txo_status name_columns(const PLAN *p, struct txo_needs *needs,
				    struct txo_error *err)
{
	const struct txo_column *c = txo_trend_columns;
	enum txo_status status = TXO_OK;

	for (size_t i = 0; c[i].name && status == TXO_OK; i++)
		if (p->shown >> i & 1)
			status = txo_needs_output(needs, txo_text(c[i].name),
						  err);
	return status;
}

static enum txo_status use_columns(PLAN *p, struct txo_schema *s,
				   const struct found *f, size_t *use,
				   struct txo_error *err)
{
	const struct txo_role *role = txo_header_role_of(s->header, f->x);
	enum txo_status status;

	p->date = role && role->type == TXO_DATE;
	status = txo_schema_use_column(s, f->x, p->date ? TXO_DATE : TXO_NUMBER,
				       &use[0], err);
	if (status == TXO_OK)
		status = txo_schema_use_column(s, f->y, TXO_NUMBER, &use[1],
					       err);
	if (status == TXO_OK)
		txo_schema_outcome(s, use[1]);
	return status;
}

/* Count together what a method needs. */
static enum txo_status project(PLAN *p, struct txo_schema *s, const size_t *use,
			       struct txo_error *err)
{
	if (!p->needed[TXO_TREND_PAIRS])
		return TXO_OK;
	p->projection[TXO_TREND_PAIRS] = s->projections;
	return txo_schema_project(s, use, 2, false, err);
}

static void remark(struct txo_needs *needs)
{
	if (txo_find_patients(&needs->schema))
		txo_needs_remark(needs,
				 "rows count as independent; where a patient "
				 "has several, errors and p-values are rough");
}

enum txo_status txo_trend_bind(void *plan, struct txo_needs *needs,
			       struct txo_error *err)
{
	PLAN *p = plan;
	struct txo_schema *s = &needs->schema;
	struct found f;
	size_t use[2];
	enum txo_status status;

	p->level = needs->level;
	status = txo_trend_choose(p, err);
	if (status != TXO_OK)
		return status;
	p->shown = 0;
	for (size_t i = 0; txo_trend_columns[i].name; i++)
		if (!(txo_trend_columns[i].marks & TXO_IS_EXTRA))
			p->shown |= 1u << i;
	for (size_t i = 0; i < TXO_TREND_NEEDS; i++) {
		p->needed[i] = false;
		p->projection[i] = TXO_NO_COLUMN;
	}
	for_methods(p, mark);
	status = find(p, s->header, &f, err);
	if (status != TXO_OK)
		return status;
	remark(needs);
	status = use_columns(p, s, &f, use, err);
	if (status == TXO_OK)
		status = txo_trend_bind_series(p, needs, s->header->name[f.x],
					       s->header->name[f.y], err);
	if (status == TXO_OK)
		status = project(p, s, use, err);
	return status == TXO_OK ? name_columns(p, needs, err) : status;
}

static enum txo_status run_methods(const struct txo_trend_task *t,
				   struct txo_error *err)
{
	const struct txo_trend_method *const *table = txo_trend_tables;
	enum txo_status status = TXO_OK;

	for (; *table; table++)
		for (const struct txo_trend_method *m = *table;
		     m->run && status == TXO_OK; m++)
			if (m->need == t->need &&
			    t->plan->methods & 1u << m->name)
				status = m->run(t, m->name, err);
	return status;
}

enum txo_status txo_trend_group(const void *plan, const struct txo_frame *frame,
				struct txo_out *out, struct txo_error *err)
{
	const PLAN *p = plan;
	size_t x = frame->columns - 2, y = frame->columns - 1;
	struct txo_trend_task t = { .plan = p,
				    .frame = frame,
				    .x = frame->column[x].name,
				    .y = frame->column[y].name,
				    .out = out };
	enum txo_status status;

	while (p->projection[t.need] != frame->projection)
		t.need++;
	status = txo_frame_pairs(frame, x, y, &t.pairs, &t.missing, err);
	if (status == TXO_OK) {
		t.n = txo_pairs_n(&t.pairs);
		status = p->series.by == TXO_BY_NO_PERIOD ?
				 run_methods(&t, err) :
				 txo_trend_by_period(&t, run_methods, err);
	}
	free((void *)(uintptr_t)t.pairs.x);
	return status;
}
