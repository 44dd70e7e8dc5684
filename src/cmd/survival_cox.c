/*
 * survival_cox.c - hazard ratios of covariates, tests of the model and of
 * proportional hazards. Formulas: stats/cox.c, stats/cox_schoenfeld.c.
 */
#include <math.h>

#include "cmd/survival.h"
#include "txo/note.h"

#define TASK struct txo_survival_task
#define LINE struct txo_survival_line
#define MODEL struct txo_survival_model
#define COVARIATE struct txo_survival_covariate

struct job {
	TASK *t;
	MODEL m;
	struct txo_cox fit;
	bool few;	/* --min-cell: a level of a factor has too few */
	bool lost;	/* rows that other answers have */
};

static LINE line_of(const struct job *j, const char *term,
		    struct txo_estimate e)
{
	const MODEL *m = &j->m;

	if (j->lost)
		e.note |= TXO_NOTE_INCOMPLETE;
	return (LINE){ .term = term,
		       .time = NAN,
		       .n = m->n,
		       .missing = m->missing,
		       .events = m->events,
		       .censored = m->n - m->events,
		       .has = TXO_HAS_EVENTS | TXO_HAS_CENSORED,
		       .together = true,
		       .lost = j->lost,
		       .e = e };
}

static void print(struct job *j, LINE line)
{
	line.withheld = j->few;
	txo_survival_print(j->t, &line);
}

/* How many columns of the model a covariate has. */
static size_t columns_of(const COVARIATE *v)
{
	return !v->factor ? 1 : v->levels.n ? v->levels.n - 1 : 0;
}

/* Rows of a level, and those with the event: enough of each, or none? */
static bool is_few(const struct job *j, uint64_t n, uint64_t events)
{
	return !txo_survival_is_enough(j->t, n) ||
	       !txo_survival_is_enough(j->t, events) ||
	       !txo_survival_is_enough(j->t, n - events) ||
	       !txo_survival_is_enough(j->t, j->m.n - n);
}

/* Has a factor with m columns from `first` on a level with few? */
static bool has_few_in(const struct job *j, size_t first, size_t m)
{
	const struct txo_cox_rows *r = &j->m.rows;
	uint64_t rest = j->m.n, rest_events = j->m.events;

	for (size_t k = first; k < first + m; k++) {
		uint64_t n = 0, events = 0;

		for (size_t i = 0; i < r->n; i++) {
			bool in = r->x[i * r->p + k] > 0;

			n += in ? r->weight[i] : 0;
			events += in && r->event[i] ? r->weight[i] : 0;
		}
		if (is_few(j, n, events))
			return true;
		rest -= n;
		rest_events -= events;
	}
	return is_few(j, rest, rest_events);
}

static bool has_few(const struct job *j)
{
	const struct txo_survival_plan *p = j->t->plan;
	size_t first = 0;

	for (size_t i = 0; i < p->cox.n; i++) {
		const COVARIATE *v = &p->covariate[i];

		if (v->factor && has_few_in(j, first, columns_of(v)))
			return true;
		first += columns_of(v);
	}
	return false;
}

/* What a ratio without a value does. */
static const char *name_limit(const struct job *j, size_t k)
{
	static const char *const limits[][3] = {
		{ "Cox regression with Efron ties; falls to 0",
		  "Cox regression with Efron ties; not determined",
		  "Cox regression with Efron ties; rises for ever" },
		{ "Cox regression with Breslow ties; falls to 0",
		  "Cox regression with Breslow ties; not determined",
		  "Cox regression with Breslow ties; rises for ever" },
	};

	return limits[j->t->plan->ties == TXO_COX_BRESLOW]
		     [txo_cox_unbounded(&j->fit, k) + 1];
}

static void print_ratio(struct job *j, size_t k)
{
	const struct txo_survival_term *term = &j->m.term[k];
	double level = j->t->plan->level;
	LINE line = line_of(j, "hazard_ratio",
			    txo_cox_hazard_ratio(&j->fit, k, level));

	line.variable = term->of->name;
	if (line.e.note & TXO_NOTE_UNBOUNDED)
		line.e.method = name_limit(j, k);
	if (term->of->factor) {
		line.of = term->level;
		line.over = term->of->levels.value[0];
		line.sign = " / ";
	}
	print(j, line);
}

/* A factor without two levels has no ratio, but a row. */
static void print_none(struct job *j, const COVARIATE *v)
{
	LINE line = line_of(j, "hazard_ratio", txo_estimate_none(NULL));

	line.variable = v->name;
	line.e.note |= v->levels.n && j->m.n ? TXO_NOTE_CONST : TXO_NOTE_NODATA;
	print(j, line);
}

static void print_ratios(struct job *j)
{
	const struct txo_survival_plan *p = j->t->plan;
	size_t k = 0;

	for (size_t i = 0; i < p->cox.n; i++) {
		const COVARIATE *v = &p->covariate[i];

		if (!columns_of(v))
			print_none(j, v);
		for (size_t m = columns_of(v); m > 0; m--)
			print_ratio(j, k++);
	}
}

/* Of all levels of a factor at once, where they are more than two. */
static enum txo_status print_factors(struct job *j, struct txo_error *err)
{
	const struct txo_survival_plan *p = j->t->plan;
	enum txo_status status = TXO_OK;
	size_t first = 0;

	for (size_t i = 0; i < p->cox.n && status == TXO_OK; i++) {
		const COVARIATE *v = &p->covariate[i];
		size_t m = columns_of(v);
		struct txo_estimate e;
		LINE line;

		if (m > 1) {
			status = txo_cox_wald_of(&j->fit, first, m, &e, err);
			line = line_of(j, "cox_wald", e);
			line.variable = v->name;
			if (status == TXO_OK)
				print(j, line);
		}
		first += m;
	}
	return status;
}

static enum txo_status print_model(struct job *j, struct txo_error *err)
{
	struct txo_estimate e;
	enum txo_status status = txo_cox_concordance(&j->fit, &e, err);

	if (status != TXO_OK)
		return status;
	print(j, line_of(j, "cox_likelihood_ratio",
			 txo_cox_likelihood_ratio(&j->fit)));
	print(j, line_of(j, "cox_score", txo_cox_score(&j->fit)));
	print(j, line_of(j, "cox_wald", txo_cox_wald(&j->fit)));
	print(j, line_of(j, "concordance", e));
	return TXO_OK;
}

/* m columns of the model from `first` on; of `name`, or of all. */
static enum txo_status print_schoenfeld(struct job *j, size_t first, size_t m,
					struct txo_text name,
					struct txo_error *err)
{
	enum txo_cox_transform transform = (enum txo_cox_transform)
						   j->t->plan->transform;
	struct txo_estimate e;
	enum txo_status status = txo_cox_schoenfeld(&j->fit, first, m,
						    transform, &e, err);
	LINE line = line_of(j, "schoenfeld", e);

	line.variable = name;
	if (status == TXO_OK)
		print(j, line);
	return status;
}

static enum txo_status print_all(struct job *j, struct txo_error *err)
{
	const struct txo_survival_plan *p = j->t->plan;
	const struct txo_text none = { NULL, 0 };
	enum txo_status status;
	size_t first = 0;

	print_ratios(j);
	status = print_factors(j, err);
	if (status == TXO_OK)
		status = print_model(j, err);
	for (size_t i = 0; i < p->cox.n && status == TXO_OK; i++) {
		const COVARIATE *v = &p->covariate[i];
		size_t m = columns_of(v);

		if (m)
			status = print_schoenfeld(j, first, m, v->name, err);
		first += m;
	}
	if (status == TXO_OK && p->cox.n > 1)
		status = print_schoenfeld(j, 0, first, none, err);
	return status;
}

enum txo_status txo_survival_cox(TASK *t, struct txo_error *err)
{
	struct job j = { .t = t };
	uint64_t known = 0;
	enum txo_status status = txo_survival_model_init(&j.m, t, err);

	if (status == TXO_OK)
		status = txo_cox_init(&j.fit, &j.m.rows,
				      (enum txo_cox_ties)t->plan->ties, err);
	if (status == TXO_OK) {
		j.few = t->out->least && has_few(&j);
		for (size_t i = 0; i < t->levels; i++)
			known += t->level[i].n;
		j.lost = known > j.m.n;
		status = print_all(&j, err);
	}
	txo_cox_release(&j.fit);
	txo_survival_model_release(&j.m);
	return status;
}
