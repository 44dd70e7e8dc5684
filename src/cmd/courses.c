/*
 * txo courses - rows of sessions to rows of courses.
 *
 * One frame in, sorted by key, date, session and score; one row out for each
 * course. Formulas: stats/outcome.c.
 */
#include "cmd/courses.h"

#include <math.h>
#include <stdlib.h>

#include "data/date.h"

static const struct txo_choice takes[] = {
	[TXO_TAKE_CONSTANT] = { "constant", "there must be only one value in a "
					    "course; else it is an error" },
	[TXO_TAKE_FIRST] = { "first", "that of the first session with one" },
	[TXO_TAKE_LAST] = { "last", "that of the last session with one" },
	[TXO_TAKE_MODE] = { "mode", "the most frequent one; of several the "
				    "first in order" },
	{ NULL, NULL }
};

static const struct txo_choice betters[] = {
	[TXO_BETTER_NONE] = { "scale", "as --scale says" },
	[TXO_BETTER_LOWER] = { "lower", "lower scores are better" },
	[TXO_BETTER_HIGHER] = { "higher", "higher scores are better" },
	{ NULL, NULL }
};

#define PLAN struct txo_courses

static const struct txo_option options[] = {
	TXO_OPTION("key", TXO_COLUMNS, PLAN, key, "COLS", NULL,
		   "the columns that tell courses apart; default: the role "
		   "patient, and course, or concern where there is none"),
	TXO_OPTION_RANGE(
		"gap", TXO_INTEGER, PLAN, gap, "DAYS", NULL, 1, 36525,
		"a course ends, and another begins, where two sessions are "
		"more days apart; the courses of a key are then numbered in "
		"a column course"),
	TXO_OPTION("carry", TXO_COLUMNS, PLAN, carry, "COLS", NULL,
		   "the columns to carry to the course; default: all but those "
		   "of the roles session, date, score, baseline, improvement, "
		   "sessions, side_effects, satisfaction, grade and weight"),
	TXO_OPTION("drop", TXO_COLUMNS, PLAN, drop, "COLS", NULL,
		   "columns not to carry"),
	TXO_OPTION_CHOICE("take", TXO_CHOICE, PLAN, take, "VALUE", "constant",
			  takes,
			  "which value of a column is carried; missing ones "
			  "do not count"),
	TXO_OPTION("score", TXO_COLUMN, PLAN, score, "COL", NULL,
		   "the outcome; default: the role score"),
	TXO_OPTION("baseline", TXO_WORD, PLAN, baseline, "WHICH", NULL,
		   "first: the first score of the course; session=N: that of "
		   "session N, 0 for the visit before the first; column: the "
		   "role baseline; column=COL. Default: column where that role "
		   "is filled, else first"),
	TXO_OPTION("final", TXO_WORD, PLAN, final, "WHICH", "last",
		   "last: the last score; best: the best; session=N: that of "
		   "session N; always of a later session than the baseline"),
	TXO_OPTION_CHOICE("better", TXO_CHOICE, PLAN, better, "DIRECTION",
			  "scale", betters, "which direction is better"),
	TXO_OPTION_RANGE("complete", TXO_INTEGER, PLAN, complete, "N", NULL, 1,
			 1000000,
			 "a course with so many sessions is completed"),
	TXO_OPTION("as-of", TXO_WORD, PLAN, as_of, "DATE", NULL,
		   "the day on which status is judged, YYYY-MM-DD: a course "
		   "that is not completed may be ongoing"),
	TXO_OPTION_RANGE(
		"ongoing", TXO_INTEGER, PLAN, ongoing, "DAYS", NULL, 1, 36525,
		"with --as-of: ongoing if the last session was at most so "
		"many days before; default: as --gap, else 56"),
	TXO_OPTION_END
};

/* The course at hand. */
struct facts {
	const struct txo_courses *plan;
	struct txo_outcome o;
};

#define VALUE(name, expression) \
	static double name(const void *facts) \
	{ \
		const struct facts *f = facts; \
\
		return expression; \
	}

VALUE(get_days, f->o.last_date - f->o.first_date)
VALUE(get_baseline, f->o.baseline.hi)
VALUE(get_final, f->plan->only_improvement ? NAN : f->o.final.hi)
VALUE(get_best, f->plan->only_improvement ? NAN : f->o.best.hi)
VALUE(get_change, f->o.change)
VALUE(get_percent_change, f->o.percent_change)
VALUE(get_percent_possible, f->o.percent_possible)
VALUE(get_improvement,
      f->plan->only_improvement ? f->o.final.hi : f->o.improvement)

const struct txo_column txo_courses_columns[] = {
	{ "KEY", "", "the columns of the key, under their own names", NULL, 0 },
	{ "course", "", "with --gap: number of the course within the key", NULL,
	  TXO_IS_EXTRA },
	{ "COLS", "", "the columns that are carried, under their own names",
	  NULL, 0 },
	{ "sessions", "sessions",
	  "how many there were: rows with a session number above 0, those of "
	  "one number and date once, and rows without a number",
	  NULL, 0 },
	{ "first_date", "", "day of the first session", NULL, 0 },
	{ "last_date", "", "day of the last session", NULL, 0 },
	{ "days", "days", "last_date - first_date", get_days, 0 },
	{ "baseline", "score", "score before, see --baseline", get_baseline,
	  0 },
	{ "final", "score", "score after, see --final", get_final, 0 },
	{ "best", "score", "best score after the baseline", get_best, 0 },
	{ "change", "score", "final - baseline", get_change, 0 },
	{ "percent_change", "%", "100 change / |baseline|", get_percent_change,
	  0 },
	{ "percent_possible", "%",
	  "100 change / (best possible score - baseline), above 0 for the "
	  "better; needs --scale",
	  get_percent_possible, 0 },
	{ "improvement", "score",
	  "the change, above 0 for the better; where the file has no score, "
	  "its last improvement",
	  get_improvement, 0 },
	{ "status", "",
	  "completed, ongoing or dropped; empty where --complete or --as-of "
	  "do not tell",
	  NULL, 0 },
	{ "note", "", "why a cell is empty, or what to know; see above", NULL,
	  0 },
	{ NULL, NULL, NULL, NULL, 0 }
};

static const struct txo_example examples[] = {
	{ "txo courses --drop pain,remark --better lower --complete 6 "
	  "datasets/synthetic_clinic/sessions.csv",
	  "one row for each course, with its change and status" },
	{ "txo courses --key patient --map session=month --carry treatment "
	  "--score bdi --better lower --baseline session=0 "
	  "datasets/psy_btheb/data.csv",
	  "depression before, and at the last visit that took place" },
	{ "txo courses --carry concern --gap 30 --as-of 2024-05-01 "
	  "--better lower datasets/synthetic_clinic/sessions.csv",
	  "courses parted where a patient stayed away for more than 30 days" },
	{ NULL, NULL }
};

/* A value of a row, to be sorted. */
struct value {
	double x, lo;
	size_t row;
};

/* What the rows of one frame share. */
struct task {
	const struct txo_courses *p;
	const struct txo_frame *f;
	struct txo_place *place;	/* of the course at hand, twice */
	struct value *value;
	size_t room, placed;
	struct txo_out *out;
};

static const double *numbers(const struct task *t, size_t column, size_t from)
{
	return column == TXO_NO_COLUMN ? NULL : t->f->column[column].x + from;
}

/* Sort the rows of the course by value, smallest first, those without last. */
static int by_value(const void *p, const void *q)
{
	const struct value *a = p, *b = q;

	if (a->x != b->x)
		return a->x < b->x ? -1 : 1;
	if (a->lo != b->lo)
		return a->lo < b->lo ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row);
}

/* A row with the most frequent value, the first in order of several. */
static size_t find_mode(const struct task *t, const struct txo_vector *v,
			const struct txo_course_rows *rows)
{
	size_t n = 0, mode = rows->end;
	uint64_t most = 0, w = 0;

	for (size_t i = rows->begin; i < rows->end; i++) {
		bool label = v->type == TXO_LABEL;

		if (txo_courses_has(v, i))
			t->value[n++] = (struct value){ label ? v->label[i] :
								v->x[i],
							label ? 0 : v->lo[i],
							i };
	}
	qsort(t->value, n, sizeof(*t->value), by_value);
	for (size_t k = 0; k < n; k++) {
		size_t i = t->value[k].row;

		w = k && txo_courses_same(v, i, t->value[k - 1].row) ? w : 0;
		w += t->f->weight[i];
		if (w > most) {
			mode = i;
			most = w;
		}
	}
	return mode;
}

/* The row whose value stands for the course; rows->end for none. */
static size_t find_taken(const struct task *t, const struct txo_vector *v,
			 const struct txo_course_rows *rows)
{
	size_t n = rows->end - rows->begin, taken = rows->end;

	if (t->p->take == TXO_TAKE_MODE)
		return find_mode(t, v, rows);
	for (size_t k = 0; k < n; k++) {
		size_t i = rows->begin + t->place[k].row;

		if (!txo_courses_has(v, i))
			continue;
		/* what has no place comes after the last, and is taken last */
		if (taken < rows->end &&
		    (t->p->take != TXO_TAKE_LAST || k >= t->placed))
			break;
		taken = i;
	}
	return taken;
}

static enum txo_status make_room(struct task *t, size_t n,
				 struct txo_error *err)
{
	if (n <= t->room)
		return TXO_OK;
	free(t->place);
	free(t->value);
	t->room = 2 * n;
	t->place = malloc(2 * t->room * sizeof(*t->place));
	t->value = malloc(t->room * sizeof(*t->value));
	return t->place && t->value ? TXO_OK : txo_fail_memory(err);
}

static void find_facts(struct task *t, const struct txo_course_rows *rows,
		       struct facts *facts)
{
	const struct txo_courses *p = t->p;
	struct txo_sessions s = {
		.date = numbers(t, p->date, rows->begin),
		.number = numbers(t, p->number, rows->begin),
		.score = numbers(t, p->score_at, rows->begin),
		.score_lo = p->score_at == TXO_NO_COLUMN ?
				    NULL :
				    t->f->column[p->score_at].lo + rows->begin,
		.w = t->f->weight + rows->begin,
		.m = rows->end - rows->begin,
	};

	*facts = (struct facts){ .plan = p, .o.baseline = { NAN, 0 } };
	t->placed = txo_sessions_order(&s, t->place);
	if (p->base_at != TXO_NO_COLUMN) {
		const struct txo_vector *base = &t->f->column[p->base_at];
		size_t i = find_taken(t, base, rows);

		if (i < rows->end)
			facts->o.baseline = (struct txo_exact){ base->x[i],
								base->lo[i] };
	}
	txo_outcome_find(&s, t->place, t->placed, &p->rules, &facts->o);
	txo_outcome_change(&p->rules, &facts->o);
}

static const char *judge(const struct txo_courses *p,
			 const struct txo_outcome *o)
{
	int ongoing = p->ongoing ? p->ongoing : p->gap;

	if (!o->sessions)
		return NULL;
	if (p->complete && o->sessions >= (uint64_t)p->complete)
		return "completed";
	if (p->as_of.p && isnan(o->last_date))
		return NULL;
	if (p->as_of.p &&
	    p->day - o->last_date <= (ongoing ? ongoing : TXO_COURSES_INTERVAL))
		return "ongoing";
	return p->complete ? "dropped" : NULL;
}

static void print_label(struct txo_out *out, const struct txo_vector *v,
			size_t i, size_t end)
{
	if (i < end && txo_courses_has(v, i))
		txo_out_text(out, v->labels[v->label[i]]);
	else
		txo_out_empty(out);
}

static void print_date(struct txo_out *out, double day)
{
	char text[TXO_DATE_SIZE];

	if (isnan(day))
		txo_out_empty(out);
	else
		txo_out_text(out, txo_text(txo_date_text((int)day, text)));
}

static void print_course(const struct task *t,
			 const struct txo_course_rows *rows,
			 const struct facts *facts)
{
	const struct txo_courses *p = t->p;
	const char *status = judge(p, &facts->o);
	struct txo_out *out = t->out;

	for (size_t c = 0; c < p->keys; c++)
		print_label(out, &t->f->column[c], rows->begin, rows->end);
	if (p->gap)
		txo_out_count(out, rows->part);
	for (size_t c = p->carried_at; c < t->f->columns; c++) {
		const struct txo_vector *v = &t->f->column[c];

		print_label(out, v, find_taken(t, v, rows), rows->end);
	}
	txo_out_count(out, facts->o.sessions);
	print_date(out, facts->o.first_date);
	print_date(out, facts->o.last_date);
	for (const struct txo_column *c = txo_courses_columns; c->name; c++)
		if (c->value)
			txo_out_number(out, c->value(facts));
	if (status)
		txo_out_text(out, txo_text(status));
	else
		txo_out_empty(out);
	txo_out_note(out, facts->o.note);
	txo_out_end_row(out);
}

static enum txo_status courses_group(const void *plan,
				     const struct txo_frame *f,
				     struct txo_out *out, struct txo_error *err)
{
	struct task t = { .p = plan, .f = f, .out = out };
	struct txo_course_rows rows = { 0 };
	enum txo_status status = TXO_OK;

	while (status == TXO_OK && txo_courses_next(t.p, f, &rows)) {
		struct facts facts;

		status = make_room(&t, rows.end - rows.begin, err);
		if (status != TXO_OK)
			break;
		find_facts(&t, &rows, &facts);
		print_course(&t, &rows, &facts);
	}
	free(t.place);
	free(t.value);
	return status;
}

const struct txo_command txo_cmd_courses = {
	.name = "courses",
	.brief = "one row for each course, of rows of sessions",
	.about = "Prints one row for each course of treatment, for other verbs "
		 "to read: the key, the columns that are constant within the "
		 "course, and what came of it. A column that is not constant "
		 "is an error that names it, unless --take says which value "
		 "counts. Rows of one session number and date are one session, "
		 "however often they stand; rows without a number are one "
		 "each; number 0 is a visit before the first session. Sessions "
		 "are in the order of their dates, then numbers, then scores; "
		 "of their numbers where a date is missing. A row that cannot "
		 "be placed counts as a session, but its score is not used. "
		 "Notes: W-INCOMPLETE where a session has no score or date or "
		 "no place, or there is no score before or after; W-TIES where "
		 "rows of one session number differ in date or score, or two "
		 "scores of a day share the first or last place; W-ZEROBASE "
		 "where a percentage would be of 0.",
	.examples = examples,
	.options = options,
	.columns = txo_courses_columns,
	.plan_size = sizeof(struct txo_courses),
	.bind = txo_courses_bind,
	.settle = txo_courses_settle,
	.group = courses_group,
};
