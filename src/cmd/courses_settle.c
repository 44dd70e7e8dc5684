/*
 * courses_settle.c - the courses of all groups, before anything is written: how
 * many they are, and whether what is to be constant within each of them is.
 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/format.h"
#include "cmd/courses.h"

#define MOST_NAMES 20	/* of columns in a message */

/* What was seen so far. */
struct sight {
	const struct txo_courses *p;
	const struct txo_needs *needs;
	bool *differs;		/* for each column of the frame */
	struct txo_buffer where; /* the first course where one does, and how */
	uint64_t courses, patients, unscored, undated;
};

bool txo_courses_has(const struct txo_vector *v, size_t i)
{
	return v->type == TXO_LABEL ? v->label[i] != TXO_MISSING :
				      !isnan(v->x[i]);
}

bool txo_courses_same(const struct txo_vector *v, size_t i, size_t j)
{
	return v->type == TXO_LABEL ?
		       v->label[i] == v->label[j] :
		       v->x[i] == v->x[j] && v->lo[i] == v->lo[j];
}

/* Are they of one key? */
static bool same_key(const struct txo_courses *p, const struct txo_frame *f,
		     size_t i, size_t j)
{
	for (size_t k = 0; k < p->keys; k++)
		if (f->column[k].label[i] != f->column[k].label[j])
			return false;
	return true;
}

/* Has the row all that a course is known by? */
static bool has_key(const struct txo_courses *p, const struct txo_frame *f,
		    size_t i)
{
	for (size_t k = 0; k < p->keys + (p->gap > 0); k++)
		if (!txo_courses_has(&f->column[k], i))
			return false;
	return true;
}

bool txo_courses_next(const struct txo_courses *p, const struct txo_frame *f,
		      struct txo_course_rows *rows)
{
	const double *day = p->gap ? f->column[p->date].x : NULL;
	size_t i = rows->end;

	while (i < f->rows && !has_key(p, f, i))
		i++;
	if (i == f->rows)
		return false;
	rows->part = rows->end && same_key(p, f, i, rows->begin) ?
			     rows->part + 1 :
			     1;
	rows->begin = i;
	for (i++;
	     i < f->rows && same_key(p, f, i, rows->begin) && has_key(p, f, i);
	     i++)
		if (day && day[i] - day[i - 1] > p->gap)
			break;
	rows->end = i;
	return true;
}

static void add_value(struct txo_buffer *b, const struct txo_vector *v,
		      size_t i)
{
	char shown[TXO_SHOWN], number[TXO_NUMBER_SIZE];

	if (v->type == TXO_LABEL)
		txo_text_show(v->labels[v->label[i]], shown);
	else
		shown[txo_format_number(v->x[i], 0, number)] = '\0';
	txo_buffer_printf(b, "'%s'", v->type == TXO_LABEL ? shown : number);
}

/* "first in that of patient 'P1', where pain is '3' and '2'". */
static void note_place(struct sight *s, const struct txo_frame *f, size_t c,
		       size_t i, size_t j)
{
	char shown[TXO_SHOWN];

	txo_buffer_add_text(&s->where, "first in that of ");
	for (size_t k = 0; k < s->p->keys; k++) {
		txo_buffer_printf(&s->where, "%s%s ", k ? ", " : "",
				  txo_text_show(f->column[k].name, shown));
		add_value(&s->where, &f->column[k], i);
	}
	txo_buffer_printf(&s->where, ", where %s is ",
			  txo_text_show(f->column[c].name, shown));
	add_value(&s->where, &f->column[c], i);
	txo_buffer_add_text(&s->where, " and ");
	add_value(&s->where, &f->column[c], j);
}

static void compare(struct sight *s, const struct txo_frame *f, size_t c,
		    const struct txo_course_rows *rows)
{
	const struct txo_vector *v = &f->column[c];
	size_t first = rows->begin;

	while (first < rows->end && !txo_courses_has(v, first))
		first++;
	for (size_t i = first + 1; i < rows->end; i++) {
		if (txo_courses_same(v, i, first) || !txo_courses_has(v, i))
			continue;
		s->differs[c] = true;
		if (!s->where.n && !s->needs->rules->redact)
			note_place(s, f, c, first, i);
		return;
	}
}

static void look_at_frame(struct sight *s, const struct txo_frame *f)
{
	const struct txo_courses *p = s->p;
	struct txo_course_rows rows = { 0 };
	const uint32_t *patient = p->patients ? f->column[0].label : NULL;
	size_t before = f->rows;

	while (txo_courses_next(p, f, &rows)) {
		s->courses++;
		s->patients += patient &&
			       (before == f->rows ||
				patient[before] != patient[rows.begin]);
		before = rows.begin;
		for (size_t c = p->carried_at; c < f->columns; c++)
			compare(s, f, c, &rows);
		if (p->base_at != TXO_NO_COLUMN)
			compare(s, f, p->base_at, &rows);
		for (size_t i = rows.begin; i < rows.end; i++) {
			if (p->score_at != TXO_NO_COLUMN &&
			    !txo_courses_has(&f->column[p->score_at], i))
				s->unscored += f->weight[i];
			if (p->date != TXO_NO_COLUMN &&
			    !txo_courses_has(&f->column[p->date], i))
				s->undated += f->weight[i];
		}
	}
}

/*
 * The names of the columns that differ, of those from `from` on, each in `mark`;
 * how many they are.
 */
static size_t add_names(struct txo_buffer *b, const struct sight *s,
			const struct txo_frame *f, size_t from,
			const char *const mark[2])
{
	char shown[TXO_SHOWN];
	size_t n = 0;

	for (size_t c = from; c < f->columns; c++) {
		if (!s->differs[c] || n++ >= MOST_NAMES)
			continue;
		txo_buffer_printf(b, "%s%s%s%s", n > 1 ? mark[1] : "", mark[0],
				  txo_text_show(f->column[c].name, shown),
				  mark[0]);
	}
	return n;
}

/* What the user can do about it. */
static void add_ways_out(struct txo_buffer *b, const struct sight *s,
			 const struct txo_frame *f)
{
	static const char *const list[] = { "", "," };
	const struct txo_courses *p = s->p;
	struct txo_buffer names = { 0 };
	size_t n = add_names(&names, s, f, p->carried_at, list);

	if (n && n <= MOST_NAMES)
		txo_buffer_printf(b,
				  "leave out what is of sessions with "
				  "--drop '%s', ",
				  names.p ? names.p : "");
	if (n)
		txo_buffer_add_text(b, "say what to carry with --carry COLS, ");
	if (p->base_at != TXO_NO_COLUMN && s->differs[p->base_at])
		txo_buffer_add_text(b, "take another baseline with --baseline "
				       "first, ");
	txo_buffer_add_text(b, "or say which value counts with --take first, "
			       "last or mode");
	txo_buffer_release(&names);
}

/* TXO_USAGE if a column differs within a course. */
static enum txo_status judge(const struct sight *s, const struct txo_frame *f,
			     struct txo_error *err)
{
	static const char *const quoted[] = { "'", ", " };
	struct txo_buffer b = { 0 };
	size_t n = add_names(&b, s, f, 0, quoted);
	enum txo_status status;

	if (n > MOST_NAMES)
		txo_buffer_printf(&b, " and %zu more", n - MOST_NAMES);
	txo_buffer_printf(&b, " %s not constant within each course%s%s: ",
			  n == 1 ? "is" : "are", s->where.n ? ", " : "",
			  s->where.n ? s->where.p : "");
	add_ways_out(&b, s, f);
	status = n ? txo_fail(err, TXO_USAGE, "column%s %s", n == 1 ? "" : "s",
			      b.p ? b.p : "") :
		     TXO_OK;
	txo_buffer_release(&b);
	return status;
}

static void add_count(struct txo_buffer *b, const char *before, uint64_t n,
		      const char *what)
{
	txo_buffer_printf(b, "%s%" PRIu64 " %s%s", before, n, what,
			  n == 1 ? "" : "s");
}

/* "90 courses of 90 patients; 3 rows without a score". */
static void tell(const struct sight *s, struct txo_needs *needs)
{
	struct txo_buffer b = { 0 };

	add_count(&b, "", s->courses, "course");
	if (s->p->patients)
		add_count(&b, " of ", s->patients, "patient");
	if (s->unscored)
		add_count(&b, "; ", s->unscored, "row"),
			txo_buffer_printf(&b, " without %s",
					  s->p->improvement ? "an improvement" :
							      "a score");
	if (s->undated)
		add_count(&b, "; ", s->undated, "row"),
			txo_buffer_add_text(&b, " without a date");
	txo_needs_line(needs, (struct txo_text){ b.p, b.n });
	txo_buffer_release(&b);
}

enum txo_status txo_courses_settle(void *plan, struct txo_frames *frames,
				   struct txo_needs *needs,
				   struct txo_error *err)
{
	struct sight s = { .p = plan, .needs = needs };
	struct txo_frame f = { 0 };
	enum txo_status status = TXO_OK;

	if (!frames->groups)
		return TXO_OK;
	f = txo_frames_get(frames, 0, 0);
	s.differs = calloc(f.columns + 1, sizeof(*s.differs));
	if (!s.differs)
		return txo_fail_memory(err);
	for (size_t g = 0; g < frames->groups; g++) {
		f = txo_frames_get(frames, g, 0);
		look_at_frame(&s, &f);
	}
	if (!s.courses)
		status = txo_fail(err, TXO_DATA,
				  "nothing is left: no row says to which "
				  "course it belongs");
	else if (s.p->take == TXO_TAKE_CONSTANT)
		status = judge(&s, &f, err);
	if (status == TXO_OK)
		tell(&s, needs);
	txo_buffer_release(&s.where);
	free(s.differs);
	return status;
}
