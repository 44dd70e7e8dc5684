/*
 * survival_courses.c - rows of sessions to one observation a course: until the
 * first session with the response, or the last one known to be without.
 */
#include <math.h>

#include "cmd/survival.h"

#define PLAN struct txo_survival_plan

/* Rows of one course: from begin to before end, some of which do not count. */
struct course {
	size_t begin, end;
};

static uint32_t label(const struct txo_frame *f, size_t column, size_t i)
{
	return f->column[column].label[i];
}

/* Is it known of which course and level the row is? */
static bool counts(const PLAN *p, const struct txo_frame *f, size_t i)
{
	for (size_t k = 0; k < p->keys; k++)
		if (label(f, k, i) == TXO_MISSING)
			return false;
	return p->between_at == TXO_NO_COLUMN ||
	       label(f, p->between_at, i) != TXO_MISSING;
}

static bool same_course(const PLAN *p, const struct txo_frame *f, size_t i,
			size_t j)
{
	for (size_t k = 0; k < p->keys; k++)
		if (label(f, k, i) != label(f, k, j))
			return false;
	return true;
}

/* The next course, from c->end on; it begins with a row that counts. */
static bool next_course(const PLAN *p, const struct txo_frame *f,
			struct course *c)
{
	size_t i = c->end;

	while (i < f->rows && !counts(p, f, i))
		i++;
	*c = (struct course){ i, i };
	while (c->end < f->rows && same_course(p, f, i, c->end))
		c->end++;
	return i < f->rows;
}

/* The first day of the course; 0 if its clock is a number. */
static double first_day(const PLAN *p, const struct txo_frame *f,
			const struct course *c)
{
	double first = NAN;

	if (!p->days)
		return 0;
	for (size_t i = c->begin; i < c->end; i++)
		if (counts(p, f, i))
			first = fmin(first, f->column[p->time_at].x[i]);
	return first;
}

/* A row of the course that has all strata, or its first one. */
static size_t with_strata(const PLAN *p, const struct txo_frame *f,
			  const struct course *c)
{
	for (size_t i = c->begin; i < c->end; i++) {
		size_t k = 0;

		while (k < p->strata.n &&
		       label(f, p->strata_at + k, i) != TXO_MISSING)
			k++;
		if (k == p->strata.n && counts(p, f, i))
			return i;
	}
	return c->begin;
}

static bool is_known(const PLAN *p, const struct txo_frame *f, size_t i)
{
	return !isnan(f->column[p->time_at].x[i]) &&
	       label(f, p->end_at, i) != TXO_MISSING;
}

static struct txo_survival_row
read_course(const PLAN *p, const struct txo_frame *f, const struct course *c)
{
	double day = first_day(p, f, c), yes = NAN, no = NAN;
	struct txo_survival_row r = {
		.stratum = with_strata(p, f, c),
		.at = c->begin,
		.end = TXO_ENDS_UNKNOWN,
		.time = INFINITY,
		.w = 1,
	};

	if (p->between_at != TXO_NO_COLUMN)
		r.level = label(f, p->between_at, c->begin);
	for (size_t i = c->begin; i < c->end; i++) {
		double time = f->column[p->time_at].x[i] - day;

		if (!counts(p, f, i) || !is_known(p, f, i))
			continue;
		/* visits before the first session are at its beginning */
		time = fmax(0, time);
		if (label(f, p->end_at, i))
			yes = fmin(yes, time);
		else
			no = fmax(no, time);
	}
	if (!isnan(yes)) {
		r.time = yes;
		r.end = TXO_ENDS_EVENT;
	} else if (!isnan(no)) {
		r.time = no;
		r.end = TXO_ENDS_CENSORED;
	}
	return r;
}

size_t txo_survival_read_courses(const PLAN *p, const struct txo_frame *f,
				 struct txo_survival_row *row)
{
	struct course c = { 0, 0 };
	size_t n = 0;

	while (next_course(p, f, &c))
		row[n++] = read_course(p, f, &c);
	return n;
}

static enum txo_status differs(const PLAN *p, const struct txo_frame *f,
			       size_t column, size_t i, bool redact,
			       struct txo_error *err)
{
	const struct txo_vector *v = &f->column[column], *key = &f->column[0];
	char name[TXO_SHOWN], of[TXO_SHOWN], what[TXO_SHOWN];
	bool told = p->keys && !redact;

	return txo_fail(
		err, TXO_USAGE,
		"column '%s' is not constant within each course%s%s%s"
		"%s%s: it cannot part courses",
		txo_text_show(v->name, name), told ? ", first in that of " : "",
		told ? txo_text_show(key->name, what) : "", told ? " '" : "",
		told ? txo_text_show(key->labels[key->label[i]], of) : "",
		told ? "'" : "");
}

enum txo_status txo_survival_look(const PLAN *p, const struct txo_frame *f,
				  bool redact, uint64_t *unknown,
				  struct txo_error *err)
{
	size_t columns = p->strata.n + (p->between_at != TXO_NO_COLUMN);
	struct course c = { 0, 0 };

	while (next_course(p, f, &c)) {
		size_t whole = with_strata(p, f, &c);

		for (size_t i = c.begin; i < c.end; i++) {
			if (!counts(p, f, i))
				continue;
			*unknown += is_known(p, f, i) ? 0 : f->weight[i];
			for (size_t k = 0; k < columns; k++) {
				size_t at = p->strata_at + k;

				if (label(f, at, i) != TXO_MISSING &&
				    label(f, at, whole) != TXO_MISSING &&
				    label(f, at, i) != label(f, at, whole))
					return differs(p, f, at, i, redact,
						       err);
			}
		}
	}
	return TXO_OK;
}
