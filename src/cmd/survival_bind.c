/*
 * survival_bind.c - which columns txo survival takes, and what it prints.
 */
#include <math.h>

#include "cmd/condition.h"
#include "cmd/find.h"
#include "cmd/survival.h"
#include "txo/decimal.h"

#define PLAN struct txo_survival_plan

/* The frame, column by column. */
struct layout {
	PLAN *p;
	struct txo_schema *s;
	size_t *use;
	size_t n;
};

static enum txo_status wrong_use(const PLAN *p, const struct txo_header *h,
				 struct txo_error *err)
{
	if (p->response.p && (p->event.p || p->event_is.n || p->competing.n))
		return txo_fail(err, TXO_USAGE,
				"--response is for rows of sessions, --event "
				"for rows with a time: give one of them");
	if (!p->response.p && !p->event.p)
		return txo_header_fail(
			h, err,
			"--event is missing: the column that "
			"says how the time ended; or --response, "
			"a condition, if rows are sessions");
	if (p->event.p && !p->time.p)
		return txo_header_fail(h, err,
				       "--time is missing: the column of the "
				       "times");
	if (p->event.p && p->key.n)
		return txo_fail(err, TXO_USAGE,
				"--key tells courses apart in rows of "
				"sessions, which --response asks for");
	if (!p->between.p &&
	    ((p->strata.n && !p->cox.n) || p->reference.p || p->trend))
		return txo_header_fail(h, err,
				       "--between is missing: the column of "
				       "the levels that are compared");
	return TXO_OK;
}

/* A time that an option says. */
static enum txo_status read_time(const char *option, struct txo_text word,
				 double *time, struct txo_error *err)
{
	struct txo_decimal d;
	char shown[TXO_SHOWN];
	double lo;

	if (txo_decimal_parse(word.p, word.n, &d, NULL) != TXO_OK)
		return txo_fail(err, TXO_USAGE, "--%s: '%s' is no number",
				option, txo_text_show(word, shown));
	txo_decimal_value(d, time, &lo);
	if (*time < 0)
		return txo_fail(err, TXO_USAGE,
				"--%s: times are 0 or more, not %s", option,
				txo_text_show(word, shown));
	return TXO_OK;
}

static enum txo_status read_times(PLAN *p, struct txo_schema *s,
				  struct txo_error *err)
{
	double *at = txo_arena_take(&s->arena, (p->at.n + 1) * sizeof(*at));
	enum txo_status status = TXO_OK;

	if (!at)
		return txo_fail_memory(err);
	p->at_time = at;
	p->tau_time = NAN;
	for (size_t i = 0; i < p->at.n && status == TXO_OK; i++)
		status = read_time("at", p->at.item[i], &at[i], err);
	if (status == TXO_OK && p->tau.n > 1)
		return txo_fail(err, TXO_USAGE,
				"--tau is one time, the same for all levels");
	if (status == TXO_OK && p->tau.n)
		status = read_time("tau", p->tau.item[0], &p->tau_time, err);
	if (status == TXO_OK && p->tau_time == 0)
		status = txo_fail(err, TXO_USAGE, "--tau is a time above 0");
	return status;
}

static enum txo_status find_role(const struct txo_header *h, const char *role,
				 size_t *column, struct txo_error *err)
{
	const char *const roles[] = { role, NULL };
	const struct txo_text none = { NULL, 0 };

	return txo_find_column(h, none, roles, column, err);
}

static bool is_group(const struct txo_schema *s, size_t column)
{
	for (size_t i = 0; i < s->by; i++)
		if (s->use[i].column == column)
			return true;
	return false;
}

static enum txo_status add(struct layout *l, size_t column, enum txo_type type,
			   size_t *at, struct txo_error *err)
{
	*at = l->n;
	return txo_schema_use_column(l->s, column, type, &l->use[l->n++], err);
}

/* One more column of the key, unless it is one of --by. */
static enum txo_status add_key(struct layout *l, size_t column,
			       struct txo_error *err)
{
	enum txo_status status;
	size_t at;

	if (is_group(l->s, column))
		return TXO_OK;
	status = add(l, column, TXO_LABEL, &at, err);
	if (status == TXO_OK)
		txo_schema_need(l->s, l->use[at]);
	return status;
}

static enum txo_status add_keys(struct layout *l, struct txo_error *err)
{
	const struct txo_header *h = l->s->header;
	const PLAN *p = l->p;
	enum txo_status status = TXO_OK;
	size_t column, other;

	for (size_t i = 0; i < p->key.n && status == TXO_OK; i++) {
		status = txo_header_find(h, p->key.item[i], &column, err);
		if (status == TXO_OK)
			status = add_key(l, column, err);
	}
	if (p->key.n || status != TXO_OK)
		return status;
	status = find_role(h, "patient", &column, err);
	if (status == TXO_OK)
		status = find_role(h, "course", &other, err);
	if (status == TXO_OK && other == TXO_NO_COLUMN)
		status = find_role(h, "concern", &other, err);
	if (status != TXO_OK)
		return status;
	if (column == TXO_NO_COLUMN || column == l->s->weight)
		return txo_header_fail(h, err,
				       "no column is known as patient; name "
				       "the columns that tell courses apart "
				       "with --key");
	status = add_key(l, column, err);
	if (status == TXO_OK && other != TXO_NO_COLUMN)
		status = add_key(l, other, err);
	return status;
}

/* The number or date of a session. */
static enum txo_status add_clock(struct layout *l, struct txo_error *err)
{
	static const char *const roles[] = { "session", "date", NULL };
	const struct txo_header *h = l->s->header;
	const struct txo_role *role;
	PLAN *p = l->p;
	enum txo_status status;
	size_t column;

	status = txo_find_column(h, p->time, roles, &column, err);
	if (status != TXO_OK)
		return status;
	if (column == TXO_NO_COLUMN)
		return txo_header_fail(h, err,
				       "no column is known as session or date; "
				       "name the number of a session with "
				       "--time, or its date with --map "
				       "date=COLUMN");
	role = txo_header_role_of(h, column);
	p->days = role && role->type == TXO_DATE;
	p->unit = p->days ? txo_text("day") : h->name[column];
	return add(l, column, p->days ? TXO_DATE : TXO_NUMBER, &p->time_at,
		   err);
}

static enum txo_status add_levels(struct layout *l, struct txo_error *err)
{
	PLAN *p = l->p;
	struct txo_schema *s = l->s;
	size_t column;
	enum txo_status status = TXO_OK;

	p->strata_at = l->n;
	for (size_t i = 0; i < p->strata.n && status == TXO_OK; i++)
		status = txo_schema_use(s, p->strata.item[i], TXO_LABEL,
					&l->use[l->n++], err);
	p->between_at = TXO_NO_COLUMN;
	if (status != TXO_OK || !p->between.p)
		return status;
	status = txo_header_find(s->header, p->between, &column, err);
	if (status == TXO_OK)
		status = add(l, column, TXO_LABEL, &p->between_at, err);
	if (status != TXO_OK)
		return status;
	if (l->use[p->between_at] < s->by)
		return txo_fail(err, TXO_USAGE,
				"--between and --by name the same column");
	for (size_t i = 0; i < p->strata.n; i++)
		if (l->use[p->strata_at + i] == l->use[p->between_at])
			return txo_fail(err, TXO_USAGE,
					"--strata and --between name the same "
					"column");
	txo_schema_need(s, l->use[p->between_at]);
	return TXO_OK;
}

static enum txo_status add_ends(struct layout *l, struct txo_error *err)
{
	const struct txo_header *h = l->s->header;
	PLAN *p = l->p;
	size_t column;
	enum txo_status status;

	if (p->response.p) {
		status = add_clock(l, err);
		p->end_at = l->n;
		if (status == TXO_OK)
			status = txo_condition_use(l->s, "response",
						   p->response, &l->use[l->n++],
						   err);
		return status;
	}
	status = txo_header_find(h, p->time, &column, err);
	if (status != TXO_OK)
		return status;
	p->unit = h->name[column];
	status = add(l, column, TXO_NUMBER, &p->time_at, err);
	if (status == TXO_OK)
		status = txo_header_find(h, p->event, &column, err);
	if (status == TXO_OK)
		status = add(l, column, TXO_LABEL, &p->end_at, err);
	if (status == TXO_OK && l->use[p->end_at] < l->s->by)
		status = txo_fail(err, TXO_USAGE,
				  "--event and --by name the same column");
	return status;
}

/* The columns of --cox, behind the others unless they are among them. */
static enum txo_status add_covariates(struct layout *l, struct txo_error *err)
{
	PLAN *p = l->p;
	struct txo_survival_covariate *v;
	enum txo_status status = TXO_OK;
	char shown[TXO_SHOWN];

	v = txo_arena_take(&l->s->arena, (p->cox.n + 1) * sizeof(*v));
	if (!v)
		return txo_fail_memory(err);
	p->covariate = v;
	for (size_t i = 0; i < p->cox.n && status == TXO_OK; i++, v++) {
		size_t use;

		status = txo_schema_use(l->s, p->cox.item[i], TXO_LABEL, &use,
					err);
		if (status != TXO_OK)
			return status;
		*v = (struct txo_survival_covariate){
			.name = l->s->use[use].name
		};
		if (l->s->use[use].column ==
			    l->s->use[l->use[p->time_at]].column ||
		    use == l->use[p->end_at])
			return txo_fail(err, TXO_USAGE,
					"--cox: '%s' is what the covariates "
					"are to explain",
					txo_text_show(v->name, shown));
		while (v->column < l->n && l->use[v->column] != use)
			v->column++;
		for (size_t k = 0; k < i; k++)
			if (v->column == p->covariate[k].column)
				return txo_fail(err, TXO_USAGE,
						"--cox names '%s' twice",
						txo_text_show(v->name, shown));
		if (v->column == l->n)
			l->use[l->n++] = use;
	}
	return status;
}

/* Those of --factor must be among them. */
static enum txo_status name_factors(const PLAN *p, const struct txo_header *h,
				    struct txo_error *err)
{
	char shown[TXO_SHOWN];

	for (size_t i = 0; i < p->factors.n; i++) {
		size_t column, k = 0;
		enum txo_status status = txo_header_find(h, p->factors.item[i],
							 &column, err);

		if (status != TXO_OK)
			return status;
		while (k < p->cox.n &&
		       !txo_text_equal(p->covariate[k].name, h->name[column]))
			k++;
		if (k == p->cox.n)
			return txo_fail(err, TXO_USAGE,
					"--factor names '%s', which is none of "
					"the covariates of --cox",
					txo_text_show(p->factors.item[i],
						      shown));
		p->covariate[k].named = true;
	}
	return TXO_OK;
}

static enum txo_status lay_out(PLAN *p, struct txo_schema *s,
			       struct txo_error *err)
{
	size_t room = p->key.n + p->strata.n + p->cox.n + 5;
	struct layout l = {
		.p = p,
		.s = s,
		.use = txo_arena_take(&s->arena, room * sizeof(size_t)),
	};
	enum txo_status status = TXO_OK;

	if (!l.use)
		return txo_fail_memory(err);
	p->sessions = p->response.p != NULL;
	if (p->sessions)
		status = add_keys(&l, err);
	p->keys = l.n;
	if (status == TXO_OK)
		status = add_levels(&l, err);
	if (status == TXO_OK)
		status = add_ends(&l, err);
	if (status == TXO_OK)
		status = add_covariates(&l, err);
	if (status == TXO_OK)
		status = name_factors(p, s->header, err);
	if (status == TXO_OK)
		status = txo_schema_project(s, l.use, l.n, true, err);
	return status;
}

enum txo_status txo_survival_bind(void *plan, struct txo_needs *needs,
				  struct txo_error *err)
{
	PLAN *p = plan;
	enum txo_status status = wrong_use(p, needs->schema.header, err);

	p->level = needs->level;
	p->least = (uint64_t)needs->min_cell;
	if (status == TXO_OK && p->least && p->curve)
		status = txo_fail(err, TXO_USAGE,
				  "--curve shows each event, which --min-cell "
				  "is to withhold: ask for some times with "
				  "--at");
	if (status == TXO_OK)
		status = txo_survival_choose(p, err);
	if (status == TXO_OK)
		status = read_times(p, &needs->schema, err);
	if (status == TXO_OK)
		status = lay_out(p, &needs->schema, err);
	if (status == TXO_OK)
		status = txo_survival_name_columns(p, needs, err);
	if (status == TXO_OK && !p->sessions &&
	    txo_find_patients(&needs->schema))
		txo_needs_remark(needs,
				 "rows count as independent; where a patient "
				 "has several, intervals and p-values are "
				 "rough");
	return status;
}
