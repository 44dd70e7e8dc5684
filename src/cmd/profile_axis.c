/*
 * profile_axis.c - the sessions that there are in a frame, the lengths of its
 * courses, and the courses in the order in which they are added up.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/profile.h"

/* The first place whose number is not below x. */
static size_t search(const struct txo_profile_axis *a, double x)
{
	size_t low = 0, high = a->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (a->x[mid] < x)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

size_t txo_profile_find(const struct txo_profile_axis *a, double x,
			size_t *near)
{
	for (size_t i = *near; i < a->n && i < *near + 2; i++)
		if (a->x[i] == x)
			return *near = i;
	return *near = search(a, x);
}

static enum txo_status add_number(struct txo_profile_axis *a, double x,
				  size_t *near, struct txo_error *err)
{
	size_t at = txo_profile_find(a, x, near);

	if (at < a->n && a->x[at] == x)
		return TXO_OK;
	if (a->n == a->room) {
		size_t room = a->room ? 2 * a->room : 32;
		double *more = realloc(a->x, room * sizeof(*more));

		if (!more)
			return txo_fail_memory(err);
		a->x = more;
		a->room = room;
	}
	memmove(a->x + at + 1, a->x + at, (a->n - at) * sizeof(*a->x));
	a->x[at] = x;
	a->n++;
	return TXO_OK;
}

/* Is there a visit before the first session? */
static bool has_before(const struct txo_profile_plan *p,
		       const struct txo_frame *f)
{
	const double *number = p->c.number == TXO_NO_COLUMN ?
				       NULL :
				       f->column[p->c.number].x;
	const double *score = p->c.score_at == TXO_NO_COLUMN ?
				      NULL :
				      f->column[p->c.score_at].x;

	for (size_t i = 0; number && i < f->rows; i++)
		if (number[i] <= 0 && (p->seen == TXO_PROFILE_BY_ROW ||
				       (score && !isnan(score[i]))))
			return true;
	return false;
}

static int by_order(const void *p, const void *q)
{
	const struct txo_profile_course *a = p, *b = q;

	if (a->level != b->level)
		return a->level < b->level ? -1 : 1;
	if (a->stratum != b->stratum)
		return a->stratum < b->stratum ? -1 : 1;
	return (a->rows.begin > b->rows.begin) -
	       (a->rows.begin < b->rows.begin);
}

/* The reader's course, with its length for the moment in *length. */
static enum txo_status add_course(struct txo_profile_list *l,
				  const struct txo_profile_reader *r,
				  const struct txo_course_rows *rows,
				  double **length, struct txo_error *err)
{
	bool planned = r->p->length == TXO_PROFILE_PLANNED;

	if (l->n == l->room) {
		size_t room = l->room ? 2 * l->room : 64;
		struct txo_profile_course *more;
		double *longer;

		more = realloc(l->course, room * sizeof(*more));
		if (more)
			l->course = more;
		longer = realloc(*length, room * sizeof(*longer));
		if (longer)
			*length = longer;
		if (!more || !longer)
			return txo_fail_memory(err);
		l->room = room;
	}
	(*length)[l->n] = planned    ? r->planned :
			  r->ongoing ? NAN :
				       r->visit[r->visits - 1].number;
	l->course[l->n++] = (struct txo_profile_course){ *rows, r->level,
							 TXO_PROFILE_NONE };
	return TXO_OK;
}

static void note_course(struct txo_profile_sight *s,
			const struct txo_profile_reader *r)
{
	s->courses++;
	s->levelless += r->level == TXO_PROFILE_NONE;
	s->unplanned += r->p->planned_at != TXO_NO_COLUMN && isnan(r->planned);
	s->ongoing += r->ongoing;
	s->unbased += isnan(r->base.hi) ? 1 : 0;
}

static enum txo_status take_in(struct txo_profile_list *l,
			       const struct txo_profile_reader *r,
			       const struct txo_course_rows *rows,
			       double **length, struct txo_error *err)
{
	enum txo_status status = TXO_OK;
	size_t near = 0;

	for (size_t k = 0; k < r->visits && status == TXO_OK; k++)
		if (l->session.n <= TXO_PROFILE_MOST)
			status = add_number(&l->session, r->visit[k].number,
					    &near, err);
	if (status == TXO_OK)
		status = add_course(l, r, rows, length, err);
	return status;
}

/* Give each course the place of its length, and put them in order. */
static enum txo_status put_in_order(struct txo_profile_list *l,
				    const double *length, struct txo_error *err)
{
	enum txo_status status = TXO_OK;
	size_t near = 0;

	for (size_t i = 0; i < l->n && status == TXO_OK; i++)
		if (!isnan(length[i]) && l->length.n <= TXO_PROFILE_MOST)
			status = add_number(&l->length, length[i], &near, err);
	for (size_t i = 0; i < l->n && status == TXO_OK; i++)
		if (!isnan(length[i]))
			l->course[i].stratum = (uint32_t)txo_profile_find(
				&l->length, length[i], &near);
	if (l->n)
		qsort(l->course, l->n, sizeof(*l->course), by_order);
	return status;
}

static enum txo_status judge_sizes(const struct txo_profile_list *l,
				   const struct txo_profile_plan *p,
				   const struct txo_frame *f,
				   struct txo_error *err)
{
	bool sessions = l->session.n > TXO_PROFILE_MOST;
	size_t c = sessions ? p->c.number : p->planned_at;
	char shown[TXO_SHOWN];

	if (!sessions && l->length.n <= TXO_PROFILE_MOST)
		return TXO_OK;
	if (c == TXO_NO_COLUMN)
		return txo_fail(err, TXO_USAGE,
				"a course has more than %d days with a row: "
				"name the column of sessions with --map "
				"session=COLUMN, or part courses with --gap",
				TXO_PROFILE_MOST);
	return txo_fail(err, TXO_USAGE,
			"column '%s' has more than %d different numbers: it "
			"must be %s; name another with %s",
			txo_text_show(f->column[c].name, shown),
			TXO_PROFILE_MOST,
			sessions ? "the number of a session within its course" :
				   "how many sessions were planned",
			sessions ? "--map session=COLUMN" : "--planned");
}

enum txo_status txo_profile_list_init(struct txo_profile_list *l,
				      const struct txo_profile_plan *p,
				      const struct txo_frame *f,
				      struct txo_error *err)
{
	struct txo_profile_reader r = { .p = p, .f = f };
	struct txo_course_rows rows = { 0 };
	double *length = NULL;
	enum txo_status status = TXO_OK;

	*l = (struct txo_profile_list){ .n = 0 };
	l->before = r.before = p->c.base_at != TXO_NO_COLUMN &&
			       !p->c.improvement && !has_before(p, f);
	while (status == TXO_OK && txo_courses_next(&p->c, f, &rows)) {
		status = txo_profile_read(&r, &rows, err);
		if (status != TXO_OK || !r.visits)
			continue;
		note_course(&l->sight, &r);
		if (r.level != TXO_PROFILE_NONE)
			status = take_in(l, &r, &rows, &length, err);
	}
	if (status == TXO_OK)
		status = put_in_order(l, length, err);
	if (status == TXO_OK)
		status = judge_sizes(l, p, f, err);
	l->sight.empty = r.empty;
	l->sight.unscored = r.unscored;
	l->sight.repeated = r.repeated;
	txo_profile_reader_release(&r);
	free(length);
	return status;
}

void txo_profile_list_release(struct txo_profile_list *l)
{
	free(l->session.x);
	free(l->length.x);
	free(l->course);
	*l = (struct txo_profile_list){ .n = 0 };
}
