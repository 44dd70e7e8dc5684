/*
 * profile_bind.c - which columns txo profile needs, and whether its options go
 * together.
 */
#include <math.h>

#include "cmd/condition.h"
#include "cmd/profile.h"
#include "txo/decimal.h"

#define PLAN struct txo_profile_plan

static enum txo_status judge_options(const PLAN *p, struct txo_error *err)
{
	if (p->response.p && p->change.p)
		return txo_fail(err, TXO_USAGE,
				"--response and --change both say who is a "
				"responder; say one or the other");
	if (p->responder != TXO_PROFILE_FROM_FIRST && !p->response.p &&
	    !p->change.p)
		return txo_fail(err, TXO_USAGE,
				"--responder goes with --response or --change, "
				"which say who is one");
	if (p->length == TXO_PROFILE_PLANNED && !p->planned.p)
		return txo_fail(err, TXO_USAGE,
				"--length planned needs --planned, the column "
				"of how many sessions were planned");
	if (p->c.ongoing && !p->c.as_of.p)
		return txo_fail(err, TXO_USAGE,
				"--ongoing goes with --as-of, the day on which "
				"it is judged");
	if (p->reference.p && !p->between.p)
		return txo_fail(err, TXO_USAGE,
				"--reference goes with --between");
	return TXO_OK;
}

/* "10" or "50%". */
static enum txo_status read_change(PLAN *p, struct txo_error *err)
{
	struct txo_text t = p->change;
	struct txo_decimal d;
	double lo;
	char shown[TXO_SHOWN];

	p->threshold = NAN;
	p->responds = p->change.p || p->response.p;
	if (!t.p)
		return TXO_OK;
	p->percent = t.n && t.p[t.n - 1] == '%';
	t.n -= p->percent;
	if (txo_decimal_parse(t.p, t.n, &d, NULL) == TXO_OK)
		txo_decimal_value(d, &p->threshold, &lo);
	if (p->threshold > 0)
		return TXO_OK;
	return txo_fail(err, TXO_USAGE,
			"--change: '%s' is not a number above 0, such as 10 or "
			"50%%",
			txo_text_show(p->change, shown));
}

static enum txo_status add_named(const struct txo_courses_binding *b,
				 struct txo_courses_layout *l,
				 struct txo_text name, enum txo_type type,
				 size_t *at, struct txo_error *err)
{
	size_t column = TXO_NO_COLUMN;
	enum txo_status status = TXO_OK;

	if (name.p)
		status = txo_header_find(b->h, name, &column, err);
	if (status == TXO_OK && name.p && type == TXO_LABEL &&
	    txo_courses_is_group(b->s, column))
		status = txo_fail(err, TXO_USAGE,
				  "--between and --by name the same column");
	if (status != TXO_OK)
		return status;
	return txo_courses_add_use(b, l, column, type, at, err);
}

static enum txo_status add_numbers(const struct txo_courses_binding *b,
				   struct txo_courses_layout *l,
				   struct txo_error *err)
{
	struct txo_courses *c = b->p;
	bool dated = c->gap || c->as_of.p || b->number == TXO_NO_COLUMN;
	enum txo_status status;

	status = txo_courses_add_use(b, l, dated ? b->date : TXO_NO_COLUMN,
				     TXO_DATE, &c->date, err);
	if (status == TXO_OK)
		status = txo_courses_add_use(b, l, b->number, TXO_NUMBER,
					     &c->number, err);
	if (status == TXO_OK)
		status = txo_courses_add_use(b, l, b->score, TXO_NUMBER,
					     &c->score_at, err);
	if (status == TXO_OK)
		status = txo_courses_add_use(b, l, b->base, TXO_NUMBER,
					     &c->base_at, err);
	if (status == TXO_OK && c->score_at != TXO_NO_COLUMN)
		txo_schema_outcome(b->s, l->use[c->score_at]);
	if (status == TXO_OK && c->base_at != TXO_NO_COLUMN)
		txo_schema_outcome(b->s, l->use[c->base_at]);
	return status;
}

static enum txo_status lay_out(PLAN *p, struct txo_courses_binding *b,
			       struct txo_error *err)
{
	size_t room = (b->key.n + 7) * sizeof(size_t), at;
	struct txo_courses_layout l = { txo_arena_take(&b->s->arena, room), 0 };
	enum txo_status status = TXO_OK;

	if (!l.use)
		return txo_fail_memory(err);
	for (size_t i = 0; i < b->key.n && status == TXO_OK; i++)
		if (!txo_courses_is_group(b->s, b->key.column[i]))
			status = txo_courses_add_use(b, &l, b->key.column[i],
						     TXO_LABEL, &at, err);
	p->c.keys = l.n;
	if (status == TXO_OK)
		status = add_numbers(b, &l, err);
	if (status == TXO_OK)
		status = add_named(b, &l, p->planned, TXO_NUMBER,
				   &p->planned_at, err);
	if (status == TXO_OK)
		status = add_named(b, &l, p->between, TXO_LABEL, &p->level_at,
				   err);
	p->response_at = TXO_NO_COLUMN;
	if (status == TXO_OK && p->response.p) {
		p->response_at = l.n;
		status = txo_condition_use(b->s, "response", p->response,
					   &l.use[l.n++], err);
	}
	if (status == TXO_OK)
		status = txo_schema_project(b->s, l.use, l.n, true, err);
	for (size_t i = 0; i < p->c.keys && status == TXO_OK; i++)
		txo_schema_need(b->s, l.use[i]);
	if (status == TXO_OK && p->c.date != TXO_NO_COLUMN &&
	    (p->c.gap || p->c.number == TXO_NO_COLUMN))
		txo_schema_need(b->s, l.use[p->c.date]);
	if (status == TXO_OK && p->c.number != TXO_NO_COLUMN)
		txo_schema_need(b->s, l.use[p->c.number]);
	return status;
}

/* What is asked must be there, and have a direction. */
static enum txo_status judge_columns(const PLAN *p,
				     const struct txo_courses_binding *b,
				     struct txo_error *err)
{
	bool best = p->take == TXO_PROFILE_BEST || p->take == TXO_PROFILE_WORST;

	if (b->score == TXO_NO_COLUMN)
		return txo_header_fail(b->h, err,
				       "no column is known as score or "
				       "improvement: name it with --score");
	if (p->percent && p->c.improvement)
		return txo_fail(err, TXO_USAGE,
				"--change: an improvement has no baseline to "
				"take a percentage of; say it without %%");
	if ((best || p->change.p) && !p->c.rules.better)
		return txo_fail(err, TXO_USAGE,
				"%s needs to know which direction is better: "
				"say --scale NAME or --better lower or higher",
				p->change.p ? "--change" :
					      "--take best or worst");
	return TXO_OK;
}

static enum txo_status name_columns(const PLAN *p, struct txo_needs *needs,
				    struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (const struct txo_column *c = txo_profile_columns;
	     c->name && status == TXO_OK; c++)
		if (txo_profile_shows(p, c))
			status = txo_needs_output(needs, txo_text(c->name),
						  err);
	return status;
}

enum txo_status txo_profile_bind(void *plan, struct txo_needs *needs,
				 struct txo_error *err)
{
	PLAN *p = plan;
	struct txo_courses_binding b = { .p = &p->c,
					 .needs = needs,
					 .s = &needs->schema,
					 .h = needs->schema.header };
	enum txo_status status = judge_options(p, err);

	p->level = needs->level;
	p->least = (uint64_t)needs->min_cell;
	p->redact = needs->rules && needs->rules->redact;
	p->c.final = txo_text("last");
	b.key.column = txo_arena_take(&b.s->arena,
				      (b.h->n + 1) * sizeof(size_t));
	if (status == TXO_OK && !b.key.column)
		status = txo_fail_memory(err);
	if (status == TXO_OK)
		status = read_change(p, err);
	if (status == TXO_OK)
		status = txo_courses_pick_key(&b, err);
	if (status == TXO_OK)
		status = txo_courses_find_columns(&b, err);
	if (status == TXO_OK)
		status = lay_out(p, &b, err);
	if (status == TXO_OK)
		status = txo_courses_find_direction(&b, err);
	if (status == TXO_OK)
		status = txo_courses_read_day(&b, err);
	if (status == TXO_OK)
		status = judge_columns(p, &b, err);
	return status == TXO_OK ? name_columns(p, needs, err) : status;
}
