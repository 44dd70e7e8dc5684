/*
 * survival_covariate.c - the columns of --cox as the rows and columns of a model:
 * a number is one column, a factor one of 0 and 1 for each level but the first.
 */
#include <math.h>
#include <stdlib.h>

#include "cmd/survival.h"
#include "data/sentinel.h"

#define PLAN struct txo_survival_plan
#define TASK struct txo_survival_task
#define MODEL struct txo_survival_model
#define COVARIATE struct txo_survival_covariate
#define MOST_LEVELS 100

static enum txo_status settle_levels(PLAN *p, COVARIATE *v,
				     struct txo_frames *frames,
				     struct txo_needs *needs,
				     struct txo_error *err)
{
	struct txo_arena *arena = &needs->schema.arena;
	bool any;
	char shown[TXO_SHOWN];
	enum txo_status status;

	v->levels = (struct txo_items){ .projection = 0,
					.column = v->column,
					.exact = needs->rules->exact_labels };
	status = txo_items_find(&v->levels, frames, arena, err);
	if (status == TXO_OK && v->column == p->between_at && p->base.p)
		status = txo_items_order(&v->levels, &p->base, 1, arena, &any,
					 err);
	if (status == TXO_OK && v->levels.n > MOST_LEVELS)
		return txo_fail(err, TXO_DATA,
				"--cox: column '%s' has %zu labels, too many "
				"for a factor, which has up to %d; numbers "
				"have to be numbers in all rows",
				txo_text_show(v->name, shown), v->levels.n,
				MOST_LEVELS);
	return status;
}

static enum txo_status settle(PLAN *p, COVARIATE *v, struct txo_frames *frames,
			      struct txo_needs *needs, struct txo_error *err)
{
	const struct txo_label_reading how = { needs->rules, needs->comma_parts,
					       &needs->schema.arena };
	struct txo_label_numbers *ln = &v->numbers;
	enum txo_status status = TXO_OK;

	*ln = (struct txo_label_numbers){ .projection = 0,
					  .column = v->column };
	if (!v->named)
		status = txo_label_numbers_find(ln, frames, &how, err);
	if (status != TXO_OK)
		return status;
	v->factor = v->named || !ln->all;
	if (v->factor)
		return settle_levels(p, v, frames, needs, err);
	if (ln->code &&
	    !txo_sentinel_allowed(ln->code, needs->allow.item, needs->allow.n))
		return txo_sentinel_fail(v->name, ln->code, err);
	return TXO_OK;
}

/* A covariate of a course is the same in all its rows. */
static enum txo_status look(const PLAN *p, const struct txo_frame *f,
			    struct txo_error *err)
{
	char shown[TXO_SHOWN];

	for (size_t i = 1; i < f->rows; i++) {
		size_t k = 0;

		while (k < p->keys &&
		       f->column[k].label[i] == f->column[k].label[i - 1])
			k++;
		for (size_t j = 0; j < p->cox.n && k == p->keys; j++) {
			const uint32_t *l = f->column[p->covariate[j].column]
						    .label;

			if (l[i] != l[i - 1])
				return txo_fail(
					err, TXO_USAGE,
					"--cox: column '%s' is not constant "
					"within each course: it cannot be a "
					"covariate of courses",
					txo_text_show(p->covariate[j].name,
						      shown));
		}
	}
	return TXO_OK;
}

enum txo_status txo_survival_settle_cox(PLAN *p, struct txo_frames *frames,
					struct txo_needs *needs,
					struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < p->cox.n && status == TXO_OK; i++)
		status = settle(p, &p->covariate[i], frames, needs, err);
	for (size_t g = 0; g < frames->groups && p->sessions; g++) {
		struct txo_frame f = txo_frames_get(frames, g, 0);

		if (status == TXO_OK)
			status = look(p, &f, err);
	}
	return status;
}

/* The level of a factor, or none. */
static bool level_of(const COVARIATE *v, uint32_t label, uint32_t *level)
{
	const struct txo_item *item;

	if (label == TXO_MISSING || txo_items_of(&v->levels, label, &item) != 1)
		return false;
	*level = item->value;
	return true;
}

/* The covariates of a row; false if one is missing. */
static bool read_row(const TASK *t, size_t at, double *x)
{
	const PLAN *p = t->plan;

	for (size_t i = 0; i < p->cox.n; i++) {
		const COVARIATE *v = &p->covariate[i];
		uint32_t label = t->frame->column[v->column].label[at], level;

		if (!v->factor) {
			*x = label == TXO_MISSING ? NAN : v->numbers.x[label];
			if (!isfinite(*x++))
				return false;
			continue;
		}
		if (!level_of(v, label, &level))
			return false;
		for (size_t k = 1; k < v->levels.n; k++)
			*x++ = level == k;
	}
	return true;
}

static size_t count_terms(const PLAN *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->cox.n; i++) {
		const COVARIATE *v = &p->covariate[i];

		n += !v->factor ? 1 : v->levels.n ? v->levels.n - 1 : 0;
	}
	return n;
}

static void name_terms(const PLAN *p, struct txo_survival_term *term)
{
	for (size_t i = 0; i < p->cox.n; i++) {
		const COVARIATE *v = &p->covariate[i];

		if (!v->factor)
			*term++ = (struct txo_survival_term){ .of = v };
		for (size_t k = 1; v->factor && k < v->levels.n; k++)
			*term++ = (struct txo_survival_term){
				v, v->levels.value[k]
			};
	}
}

static int by_stratum(const void *p, const void *q)
{
	const struct txo_survival_row *a = p, *b = q;

	if (a->stratum != b->stratum)
		return a->stratum < b->stratum ? -1 : 1;
	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	return (a->at > b->at) - (a->at < b->at);
}

static enum txo_status take_room(MODEL *m, size_t rows, struct txo_error *err)
{
	m->stratum = calloc(rows + 1, sizeof(*m->stratum));
	m->time = calloc(rows + 1, sizeof(*m->time));
	m->event = calloc(rows + 1, sizeof(*m->event));
	m->weight = calloc(rows + 1, sizeof(*m->weight));
	m->x = calloc(rows * m->rows.p + 1, sizeof(*m->x));
	m->term = calloc(m->rows.p + 1, sizeof(*m->term));
	if (!m->stratum || !m->time || !m->event || !m->weight || !m->x ||
	    !m->term)
		return txo_fail_memory(err);
	return TXO_OK;
}

/* The rows with all that the model needs. */
static void fill(MODEL *m, const TASK *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->rows; i++) {
		const struct txo_survival_row *r = &t->row[i];
		bool event = r->end == TXO_ENDS_EVENT;

		if (r->end == TXO_ENDS_UNKNOWN ||
		    r->stratum == TXO_NO_STRATUM ||
		    !read_row(t, r->at, m->x + n * m->rows.p)) {
			m->missing += r->w;
			continue;
		}
		m->stratum[n] = (uint32_t)r->stratum;
		m->time[n] = r->time;
		m->event[n] = event;
		m->weight[n++] = r->w;
		m->n += r->w;
		m->events += event ? r->w : 0;
	}
	m->rows.n = n;
	m->rows.stratum = m->stratum;
	m->rows.time = m->time;
	m->rows.event = m->event;
	m->rows.weight = m->weight;
	m->rows.x = m->x;
}

enum txo_status txo_survival_model_init(MODEL *m, const TASK *of,
					struct txo_error *err)
{
	TASK t = { .plan = of->plan, .frame = of->frame };
	enum txo_status status = txo_survival_observe(&t, err);

	*m = (MODEL){ .rows = { .p = count_terms(of->plan) } };
	if (status == TXO_OK)
		status = take_room(m, t.rows, err);
	if (status == TXO_OK) {
		if (t.rows)
			qsort(t.row, t.rows, sizeof(*t.row), by_stratum);
		name_terms(t.plan, m->term);
		fill(m, &t);
	}
	free(t.row);
	return status;
}

void txo_survival_model_release(MODEL *m)
{
	free(m->stratum);
	free(m->time);
	free(m->event);
	free(m->weight);
	free(m->x);
	free(m->term);
}
