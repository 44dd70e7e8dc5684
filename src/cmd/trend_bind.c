/*
 * trend_bind.c - the columns of txo trend, and which are counted together.
 */
#include <string.h>

#include "cmd/condition.h"
#include "cmd/find.h"
#include "cmd/trend.h"

#define PLAN struct txo_trend_plan

/* What the columns of the file are. */
struct found {
	size_t y, x, block, patient;
};

static enum txo_status find_y(const PLAN *p, const struct txo_header *h,
			      struct found *f, struct txo_error *err)
{
	static const char *const y[] = { "improvement", "score", NULL };
	enum txo_status status;

	f->y = TXO_NO_COLUMN;
	if (p->event.p)
		return TXO_OK;
	status = txo_find_column(h, p->y, y, &f->y, err);
	if (status == TXO_OK && f->y == TXO_NO_COLUMN)
		status = txo_header_fail(h, err,
					 "no column is known as score or "
					 "improvement; name it with --y");
	return status;
}

static enum txo_status find(const PLAN *p, const struct txo_header *h,
			    struct found *f, struct txo_error *err)
{
	static const char *const x[] = { "session", "sessions", "date", NULL };
	bool date = txo_trend_needs_date(p);
	static const char *const patient[] = { "patient", NULL };
	enum txo_status status = find_y(p, h, f, err);

	f->block = f->patient = TXO_NO_COLUMN;
	if (status == TXO_OK)
		status = txo_find_column(h, p->x, date ? x + 2 : x, &f->x, err);
	if (status != TXO_OK)
		return status;
	if (f->x == TXO_NO_COLUMN)
		return txo_header_fail(
			h, err,
			date ? "no column is known as date; say which with "
			       "--map date=COLUMN" :
			       "no column is known as session, sessions or "
			       "date; name it with --x");
	if (p->within.p)
		return txo_header_find(h, p->within, &f->patient, err);
	if (p->needed[TXO_TREND_BLOCKS])
		status = txo_find_column(h, p->block, patient, &f->block, err);
	if (status == TXO_OK && p->needed[TXO_TREND_BLOCKS] &&
	    f->block == TXO_NO_COLUMN)
		status = txo_header_fail(h, err,
					 "page needs blocks: name their column "
					 "with --block");
	return status;
}

static enum txo_status check_options(const PLAN *p, struct txo_error *err)
{
	const char *why = NULL;

	if (p->event.p && p->y.p)
		why = "--event takes the place of --y; leave out one of them";
	else if (p->within.p && p->methods != TXO_TREND_DEFAULTS)
		why = "--within takes the place of the methods; leave out "
		      "--method";
	else if (p->within.p && p->block.p)
		why = "--within and --block are about different methods; ask "
		      "for them apart";
	else if (p->block.p && !(p->methods & TXO_TREND(PAGE)))
		why = "--block is for the method page";
	else if (p->collapse && !(p->methods & TXO_TREND(PAGE)))
		why = "--collapse is for the blocks of the method page";
	else if (p->slope && !p->within.p)
		why = "--slope is for --within";
	return why ? txo_fail(err, TXO_USAGE, "%s", why) : TXO_OK;
}

/* Calls `each` for the methods of the plan. */
static void for_methods(PLAN *p,
			void (*each)(PLAN *p, const struct txo_trend_method *m))
{
	const struct txo_trend_method *const *table = txo_trend_tables;

	for (; *table; table++)
		for (const struct txo_trend_method *m = *table; m->run; m++)
			if (p->run & 1u << m->name)
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

/* The uses of x and y. */
static enum txo_status use_pair(PLAN *p, struct txo_schema *s,
				const struct found *f, size_t *use,
				struct txo_error *err)
{
	const struct txo_role *role = txo_header_role_of(s->header, f->x);
	enum txo_status status;

	p->date = role && role->type == TXO_DATE;
	if (p->methods & TXO_TRENDS_OF_SEASONS && !p->date)
		return txo_header_fail(s->header, err,
				       "a seasonal method needs dates along "
				       "x; name their column with --map "
				       "date=COL");
	status = txo_schema_use_column(s, f->x, p->date ? TXO_DATE : TXO_NUMBER,
				       &use[0], err);
	if (status == TXO_OK && p->event.p)
		return txo_condition_use(s, "event", p->event, &use[1], err);
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

/* The same with a column of labels before them, of blocks or patients. */
static enum txo_status project_of(PLAN *p, struct txo_schema *s,
				  enum txo_trend_need need, size_t column,
				  const size_t *pair, struct txo_error *err)
{
	size_t use[3] = { 0, pair[0], pair[1] };
	enum txo_status status;

	if (!p->needed[need])
		return TXO_OK;
	status = txo_schema_use_column(s, column, TXO_LABEL, &use[0], err);
	if (status != TXO_OK)
		return status;
	txo_schema_need(s, use[0]);
	p->projection[need] = s->projections;
	return txo_schema_project(s, use, 3, false, err);
}

static void remark(const PLAN *p, struct txo_needs *needs)
{
	if (p->needed[TXO_TREND_PAIRS] && txo_find_patients(&needs->schema))
		txo_needs_remark(needs,
				 "rows count as independent; where a patient "
				 "has several, errors and p-values are rough");
}

static void begin(PLAN *p, double level)
{
	p->level = level;
	p->run = p->within.p ? TXO_TREND(WITHIN) : p->methods;
	p->shown = 0;
	for (size_t i = 0; txo_trend_columns[i].name; i++)
		if (!(txo_trend_columns[i].marks & TXO_IS_EXTRA))
			p->shown |= 1u << i;
	for (size_t i = 0; i < TXO_TREND_NEEDS; i++) {
		p->needed[i] = false;
		p->projection[i] = TXO_NO_COLUMN;
	}
	for_methods(p, mark);
}

enum txo_status txo_trend_bind(void *plan, struct txo_needs *needs,
			       struct txo_error *err)
{
	PLAN *p = plan;
	struct txo_schema *s = &needs->schema;
	struct found f;
	size_t use[2];
	enum txo_status status = txo_trend_choose(p, err);

	if (status == TXO_OK)
		status = check_options(p, err);

	begin(p, needs->level);
	if (status == TXO_OK)
		status = find(p, s->header, &f, err);
	if (status != TXO_OK)
		return status;
	remark(p, needs);
	status = use_pair(p, s, &f, use, err);
	if (status == TXO_OK)
		status = txo_trend_bind_series(
			p, needs, s->header->name[f.x],
			p->event.p ? p->event : s->header->name[f.y], err);
	if (status == TXO_OK)
		status = project(p, s, use, err);
	if (status == TXO_OK)
		status = project_of(p, s, TXO_TREND_BLOCKS, f.block, use, err);
	if (status == TXO_OK)
		status = project_of(p, s, TXO_TREND_COURSES, f.patient, use,
				    err);
	return status == TXO_OK ? name_columns(p, needs, err) : status;
}
