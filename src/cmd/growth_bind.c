/*
 * growth_bind.c - the columns of txo growth, and whether the rows can have an
 * answer.
 */
#include <math.h>
#include <stdio.h>

#include "cmd/find.h"
#include "cmd/growth.h"
#include "cmd/levels.h"
#include "data/date.h"
#include "data/dictionary.h"
#include "txo/decimal.h"

#define PLAN struct txo_growth_plan

struct found {
	size_t y, x, id, between;
};

static enum txo_status find_all(const PLAN *p, const struct txo_header *h,
				struct found *f, struct txo_error *err)
{
	static const char *const y[] = { "improvement", "score", NULL };
	static const char *const x[] = { "session", "date", NULL };
	static const char *const id[] = { "patient", NULL };
	enum txo_status status = txo_find_column(h, p->y, y, &f->y, err);

	if (status == TXO_OK)
		status = txo_find_column(h, p->x, x, &f->x, err);
	if (status == TXO_OK)
		status = txo_find_column(h, p->id, id, &f->id, err);
	f->between = TXO_NO_COLUMN;
	if (status == TXO_OK && p->between.p)
		status = txo_header_find(h, p->between, &f->between, err);
	if (status != TXO_OK)
		return status;
	if (f->y == TXO_NO_COLUMN)
		return txo_header_fail(h, err,
				       "no column is known as score or "
				       "improvement; name it with --y");
	if (f->x == TXO_NO_COLUMN)
		return txo_header_fail(h, err,
				       "no column is known as session or date; "
				       "name it with --x");
	if (f->id == TXO_NO_COLUMN)
		return txo_header_fail(h, err,
				       "no column is known as patient; name "
				       "it with --id");
	return TXO_OK;
}

/* Four columns that are not the same. */
static enum txo_status check(const struct found *f, struct txo_error *err)
{
	if (f->x == f->y)
		return txo_fail(err, TXO_USAGE,
				"--x and --y name the same column");
	if (f->id == f->y || f->id == f->x)
		return txo_fail(err, TXO_USAGE, "--id names the column of %s",
				f->id == f->y ? "--y" : "--x");
	if (f->between == f->y || f->between == f->x || f->between == f->id)
		return txo_fail(err, TXO_USAGE,
				"--between names the column of %s",
				f->between == f->y ? "--y" :
				f->between == f->x ? "--x" :
						     "--id");
	return TXO_OK;
}

/* Options that do not go together. */
static enum txo_status check_options(const PLAN *p,
				     const struct txo_needs *needs,
				     struct txo_error *err)
{
	if (p->rows && p->predict)
		return txo_fail(err, TXO_USAGE,
				"--rows and --predict ask for different rows: "
				"give one of them");
	if (p->at.n && !p->predict)
		return txo_fail(err, TXO_USAGE,
				"--at says where --predict is asked for, which "
				"is missing");
	if (p->reference.p && !p->between.p)
		return txo_fail(err, TXO_USAGE,
				"--reference is a group of --between, which is "
				"missing");
	if (p->rows && needs->min_cell > 0)
		return txo_fail(err, TXO_USAGE,
				"--rows tells of single patients, which "
				"--min-cell is to keep from being told");
	if (p->predict && !p->at.n && needs->min_cell > 0)
		return txo_fail(err, TXO_USAGE,
				"--predict tells each x that there is, even of "
				"one patient: with --min-cell, say which with "
				"--at");
	return TXO_OK;
}

bool txo_growth_read_at(const PLAN *p, size_t i, double *x)
{
	struct txo_text t = p->at.item[i];
	struct txo_decimal d;
	double lo;
	int days;

	if (p->date) {
		if (txo_date_parse(t, &days, NULL) != TXO_OK)
			return false;
		*x = days;
		return true;
	}
	if (txo_decimal_parse(t.p, t.n, &d, NULL) != TXO_OK)
		return false;
	txo_decimal_value(d, x, &lo);
	return true;
}

static enum txo_status check_at(const PLAN *p, struct txo_error *err)
{
	char shown[TXO_SHOWN];
	double x;

	for (size_t i = 0; i < p->at.n; i++)
		if (!txo_growth_read_at(p, i, &x))
			return txo_fail(err, TXO_USAGE, "--at: '%s' is no %s",
					txo_text_show(p->at.item[i], shown),
					p->date ? "date as 2024-12-31" :
						  "number");
	return TXO_OK;
}

static enum txo_status project(PLAN *p, struct txo_needs *needs,
			       const struct found *f, struct txo_error *err)
{
	struct txo_schema *s = &needs->schema;
	const struct txo_role *role = txo_header_role_of(s->header, f->x);
	enum txo_status status;
	size_t use[4], n = 0, y = 0;

	p->date = role && role->type == TXO_DATE;
	status = txo_schema_use_column(s, f->id, TXO_LABEL, &use[n++], err);
	if (status == TXO_OK && f->between != TXO_NO_COLUMN)
		status = txo_schema_use_column(s, f->between, TXO_LABEL,
					       &use[n++], err);
	if (status == TXO_OK)
		status = txo_schema_use_column(s, f->x,
					       p->date ? TXO_DATE : TXO_NUMBER,
					       &use[n++], err);
	if (status == TXO_OK)
		status = txo_schema_use_column(s, f->y, TXO_NUMBER, &y, err);
	if (status != TXO_OK)
		return status;
	use[n++] = y;
	txo_schema_outcome(s, y);
	return txo_schema_project(s, use, n, false, err);
}

static enum txo_status name_outputs(const PLAN *p, struct txo_needs *needs,
				    struct txo_error *err)
{
	static const char *const rows[] = { "patient",	 "group", "n",
					    "intercept", "slope", "note",
					    NULL };
	const struct txo_column *c = txo_growth_columns;
	enum txo_status status = TXO_OK;

	for (int i = 0; p->rows && rows[i] && status == TXO_OK; i++)
		status = txo_needs_output(needs, txo_text(rows[i]), err);
	for (; !p->rows && c->name && status == TXO_OK; c++)
		if (!(c->marks & TXO_IS_EXTRA) ||
		    (p->predict &&
		     txo_text_equal(txo_text(c->name), txo_text("at"))))
			status = txo_needs_output(needs, txo_text(c->name),
						  err);
	return status;
}

enum txo_status txo_growth_bind(void *plan, struct txo_needs *needs,
				struct txo_error *err)
{
	PLAN *p = plan;
	struct found f;
	enum txo_status status = check_options(p, needs, err);

	p->level = needs->level;
	if (status == TXO_OK)
		status = find_all(p, needs->schema.header, &f, err);
	if (status == TXO_OK)
		status = check(&f, err);
	if (status == TXO_OK)
		status = project(p, needs, &f, err);
	if (status == TXO_OK)
		status = check_at(p, err);
	return status == TXO_OK ? name_outputs(p, needs, err) : status;
}

static bool counts(const struct txo_growth_data *d, size_t i)
{
	return !isnan(d->x[i]) && !isnan(d->y[i]) &&
	       d->patient[i] != TXO_MISSING &&
	       (!d->level || d->level[i] != TXO_MISSING);
}

/* "'P1'", or "a patient" where they must not be named. */
static const char *name_patient(const struct txo_growth_task *t, size_t i,
				bool hides, char *buf)
{
	const struct txo_vector *id = t->id;
	char shown[TXO_SHOWN];

	if (hides)
		return "a patient";
	snprintf(buf, TXO_SHOWN + 12, "patient '%s'",
		 txo_text_show(id->labels[id->label[i]], shown));
	return buf;
}

/* Can row i stand beside the one before it of the same patient? */
static enum txo_status check_pair(const struct txo_growth_task *t, size_t last,
				  size_t i, bool hides, struct txo_error *err)
{
	const struct txo_growth_data *d = &t->data;
	char who[TXO_SHOWN + 12];

	if (d->level && d->level[last] != d->level[i])
		return txo_fail(err, TXO_DATA,
				"%s has rows in several groups of --between, "
				"but a patient has one course: name a column "
				"that tells courses apart with --id, pick rows "
				"with --where, or use --by instead",
				name_patient(t, i, hides, who));
	if (t->plan->weight_of == (int)TXO_WEIGHT_OF_COURSES &&
	    d->w[last] != d->w[i])
		return txo_fail(err, TXO_DATA,
				"%s has rows that do not stand equally often, "
				"as --weight-of courses needs",
				name_patient(t, i, hides, who));
	return TXO_OK;
}

static enum txo_status look(const struct txo_growth_task *t, bool hides,
			    struct txo_error *err)
{
	const struct txo_growth_data *d = &t->data;
	size_t last = TXO_NO_COLUMN;
	enum txo_status status = TXO_OK;
	char shown[TXO_SHOWN];

	for (size_t i = 0; i < d->m && status == TXO_OK; i++) {
		if (!counts(d, i))
			continue;
		if (t->plan->shape == (int)TXO_GROWTH_LOG && !(d->x[i] > -1))
			return txo_fail(err, TXO_DATA,
					"column '%s' has values of -1 or "
					"below, of which --shape log has no "
					"log(x + 1): leave them out with "
					"--where",
					txo_text_show(t->x->name, shown));
		if (last != TXO_NO_COLUMN && d->patient[last] == d->patient[i])
			status = check_pair(t, last, i, hides, err);
		last = i;
	}
	return status;
}

enum txo_status txo_growth_settle(void *plan, struct txo_frames *frames,
				  struct txo_needs *needs,
				  struct txo_error *err)
{
	PLAN *p = plan;
	enum txo_status status = TXO_OK;
	bool seen = !p->reference.p;
	char shown[TXO_SHOWN];

	for (size_t g = 0; g < frames->groups && status == TXO_OK; g++) {
		struct txo_frame f = txo_frames_get(frames, g, 0);
		struct txo_growth_task t = { 0 };

		status = txo_growth_task_init(&t, p, &f, err);
		if (status == TXO_OK)
			status = look(&t, needs->min_cell > 0, err);
		for (size_t l = 0; !seen && t.name && l < t.data.levels; l++)
			if (txo_label_is(t.name[l], p->reference)) {
				p->reference = t.name[l];
				seen = true;
			}
		txo_growth_task_release(&t);
	}
	if (status == TXO_OK && !seen)
		return txo_fail(err, TXO_USAGE,
				"--reference: no row is of the group '%s'",
				txo_text_show(p->reference, shown));
	return status;
}
