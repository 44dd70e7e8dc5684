/*
 * profile_read.c - the rows of a course as its visits, in their order, each once.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/dd.h"
#include "base/format.h"
#include "cmd/profile.h"

static struct txo_dd dd(struct txo_exact x)
{
	return (struct txo_dd){ x.hi, x.lo };
}

static struct txo_exact exact(struct txo_dd x)
{
	return (struct txo_exact){ x.hi, x.lo };
}

static enum txo_status make_room(struct txo_profile_reader *r, size_t n,
				 struct txo_error *err)
{
	if (n <= r->room)
		return TXO_OK;
	txo_profile_reader_release(r);
	r->room = 2 * n;
	r->place = malloc(r->room * sizeof(*r->place));
	r->visit = malloc((r->room + 1) * sizeof(*r->visit));
	return r->place && r->visit ? TXO_OK : txo_fail_memory(err);
}

void txo_profile_reader_release(struct txo_profile_reader *r)
{
	free(r->place);
	free(r->visit);
	r->place = NULL;
	r->visit = NULL;
	r->room = 0;
}

static int by_number(const void *p, const void *q)
{
	const struct txo_place *a = p, *b = q;

	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row);
}

/* Rows with a place, by it; without session numbers it is that of their day. */
static size_t place_rows(struct txo_profile_reader *r,
			 const struct txo_course_rows *rows)
{
	const struct txo_courses *c = &r->p->c;
	bool numbered = c->number != TXO_NO_COLUMN;
	const double *x = r->f->column[numbered ? c->number : c->date].x;
	double day = 0, before = NAN;
	bool rises = true;
	size_t n = 0;

	for (size_t i = rows->begin; i < rows->end; i++) {
		double number = x[i];

		if (isnan(number))
			continue;
		if (!numbered) {
			day += number != before;
			before = number;
			number = day;
		}
		rises = rises && (!n || r->place[n - 1].number <= number);
		r->place[n++] = (struct txo_place){ number, i };
	}
	if (!rises)
		qsort(r->place, n, sizeof(*r->place), by_number);
	return n;
}

/* "patient 'P1'", or "a course" where nobody may know. */
static const char *who(const struct txo_profile_reader *r, size_t row,
		       char *text, size_t size)
{
	const struct txo_vector *v = &r->f->column[0];
	char name[TXO_SHOWN], shown[TXO_SHOWN];

	if (r->p->redact || r->p->c.keys == 0)
		return "a course";
	snprintf(text, size, "the course of %s '%s'",
		 txo_text_show(v->name, name),
		 txo_text_show(v->labels[v->label[row]], shown));
	return text;
}

static enum txo_status fail_several(const struct txo_profile_reader *r,
				    const struct txo_place *place,
				    const struct txo_dd *score,
				    struct txo_error *err)
{
	char name[2 * TXO_SHOWN + 20], number[TXO_NUMBER_SIZE];
	char a[TXO_NUMBER_SIZE], b[TXO_NUMBER_SIZE];
	bool numbered = r->p->c.number != TXO_NO_COLUMN;

	number[txo_format_number(place->number, 0, number)] = '\0';
	a[txo_format_number(score[0].hi, 0, a)] = '\0';
	b[txo_format_number(score[1].hi, 0, b)] = '\0';
	return txo_fail(err, TXO_USAGE,
			"%s has several scores %s %s, such as %s and %s: say "
			"with --take which counts (mean, lowest, highest, "
			"best, worst), or tell courses apart with --key%s",
			who(r, place->row, name, sizeof(name)),
			numbered ? "at session" : "on the day of session",
			number, r->p->redact ? "one" : a,
			r->p->redact ? "another" : b,
			r->p->c.gap ? "" : " or --gap");
}

/* The scores of one visit. */
struct scores {
	struct txo_dd lowest, highest, sum;
	uint64_t n;
};

static void add_score(struct scores *s, struct txo_dd x, uint64_t w)
{
	if (s->n == 0 || txo_dd_compare(x, s->lowest) < 0)
		s->lowest = x;
	if (s->n == 0 || txo_dd_compare(x, s->highest) > 0)
		s->highest = x;
	s->n += w;
	s->sum = txo_dd_add(s->sum, txo_dd_mul(x, txo_dd_from_count(w)));
}

static struct txo_dd take_score(const struct txo_profile_plan *p,
				const struct scores *s)
{
	bool lower = p->c.rules.better < 0;

	if (s->n == 0)
		return txo_dd_from(NAN);
	if (txo_dd_compare(s->lowest, s->highest) == 0)
		return s->lowest;
	switch ((enum txo_profile_take)p->take) {
	case TXO_PROFILE_LOWEST:
		return s->lowest;
	case TXO_PROFILE_HIGHEST:
		return s->highest;
	case TXO_PROFILE_BEST:
		return lower ? s->lowest : s->highest;
	case TXO_PROFILE_WORST:
		return lower ? s->highest : s->lowest;
	default:
		return txo_dd_div(s->sum, txo_dd_from_count(s->n));
	}
}

/* Yes if a row says so; else no if one does. */
static enum txo_profile_truth judge_row(const struct txo_profile_reader *r,
					size_t row,
					enum txo_profile_truth truth)
{
	size_t c = r->p->response_at;
	uint32_t label;

	if (c == TXO_NO_COLUMN || truth == TXO_PROFILE_YES)
		return truth;
	label = r->f->column[c].label[row];
	if (label == TXO_MISSING)
		return truth;
	return label == 1 ? TXO_PROFILE_YES : TXO_PROFILE_NO;
}

/* The visit of the rows from place k on; *end is behind the last of them. */
static enum txo_status make_visit(struct txo_profile_reader *r, size_t k,
				  size_t n, size_t *end, struct txo_error *err)
{
	const struct txo_vector *v = NULL;
	struct txo_profile_visit visit = { .number = r->place[k].number,
					   .response = TXO_PROFILE_UNKNOWN };
	struct scores s = { .n = 0 };
	uint64_t w = 0;
	size_t i = k;

	if (r->p->c.score_at != TXO_NO_COLUMN)
		v = &r->f->column[r->p->c.score_at];
	for (; i < n && r->place[i].number == visit.number; i++) {
		size_t row = r->place[i].row;

		w += r->f->weight[row];
		visit.response = judge_row(r, row, visit.response);
		if (v && !isnan(v->x[row]))
			add_score(&s, (struct txo_dd){ v->x[row], v->lo[row] },
				  r->f->weight[row]);
	}
	*end = i;
	r->repeated += w > 1;
	r->unscored += s.n == 0;
	if (s.n && r->p->take == TXO_PROFILE_ONE &&
	    txo_dd_compare(s.lowest, s.highest) != 0) {
		struct txo_dd two[] = { s.lowest, s.highest };

		return fail_several(r, &r->place[k], two, err);
	}
	visit.score = exact(take_score(r->p, &s));
	if (s.n || r->p->seen == TXO_PROFILE_BY_ROW)
		r->visit[r->visits++] = visit;
	return TXO_OK;
}

/* The only value of a column in the rows, in *row; rows->end for none. */
static enum txo_status find_only(const struct txo_profile_reader *r,
				 const struct txo_course_rows *rows, size_t c,
				 size_t *row, struct txo_error *err)
{
	const struct txo_vector *v = &r->f->column[c];
	char name[2 * TXO_SHOWN + 20], shown[TXO_SHOWN];

	*row = rows->end;
	for (size_t i = rows->begin; i < rows->end; i++) {
		if (!txo_courses_has(v, i))
			continue;
		if (*row < rows->end && !txo_courses_same(v, i, *row))
			return txo_fail(
				err, TXO_USAGE,
				"%s has several values of column '%s', which "
				"must be one for each course%s",
				who(r, i, name, sizeof(name)),
				txo_text_show(v->name, shown),
				c == r->p->c.base_at ?
					": take another baseline with "
					"--baseline first or session=N" :
					"; select rows with --where");
		if (*row == rows->end)
			*row = i;
	}
	return TXO_OK;
}

static enum txo_status read_constants(struct txo_profile_reader *r,
				      const struct txo_course_rows *rows,
				      struct txo_error *err)
{
	const struct txo_profile_plan *p = r->p;
	const struct txo_item *item;
	enum txo_status status = TXO_OK;
	size_t i;

	r->base = (struct txo_exact){ NAN, 0 };
	r->planned = NAN;
	r->level = p->between.p ? TXO_PROFILE_NONE : 0;
	if (p->c.base_at != TXO_NO_COLUMN) {
		status = find_only(r, rows, p->c.base_at, &i, err);
		if (status == TXO_OK && i < rows->end)
			r->base = (struct txo_exact){
				r->f->column[p->c.base_at].x[i],
				r->f->column[p->c.base_at].lo[i]
			};
	}
	if (status == TXO_OK && p->planned_at != TXO_NO_COLUMN) {
		status = find_only(r, rows, p->planned_at, &i, err);
		if (status == TXO_OK && i < rows->end)
			r->planned = r->f->column[p->planned_at].x[i];
	}
	if (status == TXO_OK && p->level_at != TXO_NO_COLUMN) {
		status = find_only(r, rows, p->level_at, &i, err);
		if (status == TXO_OK && i < rows->end &&
		    txo_items_of(&p->levels, r->f->column[p->level_at].label[i],
				 &item))
			r->level = item->value;
	}
	return status;
}

/* The baseline, where it is the score of a visit. */
static void find_base(struct txo_profile_reader *r)
{
	const struct txo_outcome_rules *rules = &r->p->c.rules;

	r->after = r->before;
	if (r->p->c.improvement)
		r->base = (struct txo_exact){ 0, 0 };
	else if (rules->baseline == TXO_BASELINE_FIRST ||
		 rules->baseline == TXO_BASELINE_NUMBER)
		for (size_t k = 0; k < r->visits && isnan(r->base.hi); k++) {
			r->after = k + 1;
			if (rules->baseline == TXO_BASELINE_FIRST ||
			    r->visit[k].number == rules->baseline_number)
				r->base = r->visit[k].score;
		}
}

/* Is the improvement as large as --change says? */
static enum txo_profile_truth judge(const struct txo_profile_reader *r,
				    struct txo_exact score)
{
	struct txo_dd better, base = dd(r->base);

	if (isnan(score.hi) || isnan(base.hi))
		return TXO_PROFILE_UNKNOWN;
	better = txo_dd_sub(dd(score), base);
	if (r->p->c.rules.better < 0)
		better = txo_dd_neg(better);
	if (r->p->percent) {
		if (base.hi == 0)
			return TXO_PROFILE_UNKNOWN;
		better = txo_dd_div(txo_dd_mul(better, txo_dd_from(100)),
				    base.hi < 0 ? txo_dd_neg(base) : base);
	}
	return better.hi >= r->p->threshold ? TXO_PROFILE_YES : TXO_PROFILE_NO;
}

/* Did it come to its end, or may it go on? */
static void find_end(struct txo_profile_reader *r,
		     const struct txo_course_rows *rows)
{
	const struct txo_profile_plan *p = r->p;
	double number = r->visit[r->visits - 1].number, last = NAN;
	int days = p->c.ongoing ? p->c.ongoing :
		   p->c.gap	? p->c.gap :
				  TXO_COURSES_INTERVAL;

	/* not where the planned length is missing */
	r->complete = p->complete ? number >= p->complete :
				    number >= r->planned;
	r->ongoing = false;
	if (!p->c.as_of.p || r->complete)
		return;
	for (size_t i = rows->begin; i < rows->end; i++)
		last = fmax(last, r->f->column[p->c.date].x[i]);
	r->ongoing = p->c.day - last <= days;
}

enum txo_status txo_profile_read(struct txo_profile_reader *r,
				 const struct txo_course_rows *rows,
				 struct txo_error *err)
{
	enum txo_status status = make_room(r, rows->end - rows->begin, err);
	size_t n = 0;

	r->visits = 0;
	if (status == TXO_OK)
		status = read_constants(r, rows, err);
	if (status != TXO_OK)
		return status;
	if (r->before)
		r->visit[r->visits++] = (struct txo_profile_visit){
			0, r->base, TXO_PROFILE_UNKNOWN
		};
	n = place_rows(r, rows);
	for (size_t k = 0; k < n && status == TXO_OK;)
		status = make_visit(r, k, n, &k, err);
	/* a baseline in a row of no session is not seen */
	if (r->before && r->visits == 1 && (n == 0 || isnan(r->base.hi)))
		r->visits = 0;
	r->empty += r->visits == 0;
	find_base(r);
	if (r->visits)
		find_end(r, rows);
	for (size_t k = r->before; k < r->visits; k++)
		if (!isnan(r->p->threshold))
			r->visit[k].response = judge(r, r->visit[k].score);
	return status;
}
