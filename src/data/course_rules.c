#include "data/course_rules.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "data/course.h"
#include "data/key_place.h"
#include "data/word_rules.h"

#define MOST_SESSIONS 1000000	/* a greater number is none */

static const char *const parts[TXO_COURSE_PARTS] = {
	[TXO_COURSE_PATIENT] = "patient",
	[TXO_COURSE_COURSE] = "course",
	[TXO_COURSE_SESSION] = "session",
	[TXO_COURSE_SESSIONS] = "sessions",
	[TXO_COURSE_DATE] = "date",
	[TXO_COURSE_SCORE] = "score",
	[TXO_COURSE_BASELINE] = "baseline",
	[TXO_COURSE_IMPROVEMENT] = "improvement",
	[TXO_COURSE_GRADE] = "grade",
	[TXO_COURSE_SIDE_EFFECTS] = "side_effects",
	[TXO_COURSE_CONTRAINDICATIONS] = "contraindications",
};

const char *txo_course_part_name(enum txo_course_part part)
{
	return parts[part];
}

static size_t find_contraindications(const struct txo_header *h)
{
	char folded[64];

	for (size_t i = 0; i < h->n; i++) {
		txo_text_fold(h->name[i], folded, sizeof(folded));
		if (strcmp(folded, "contraindications") == 0 ||
		    strcmp(folded, "contraindication") == 0)
			return i;
	}
	return TXO_NO_COLUMN;
}

enum txo_status txo_course_columns(const struct txo_header *h, size_t *column,
				   struct txo_error *err)
{
	for (int i = 0; i < TXO_COURSE_PARTS; i++) {
		const struct txo_role *r = txo_role_find(txo_text(parts[i]));
		enum txo_status status;

		if (!r) {
			column[i] = find_contraindications(h);
			continue;
		}
		status = txo_header_role(h, r, &column[i], err);
		if (status == TXO_DATA) /* two could fill it */
			column[i] = TXO_NO_COLUMN;
		else if (status != TXO_OK)
			return status;
	}
	return TXO_OK;
}

/* A visit is one of a trial, where to miss one is no fault; unless --map says. */
static bool is_session(const struct txo_header *h, size_t column)
{
	char folded[64];

	for (size_t i = 0; i < h->maps; i++)
		if (strcmp(h->map[i].role->name, "session") == 0)
			return true;
	txo_text_fold(h->name[column], folded, sizeof(folded));
	return strncmp(folded, "visit", 5) != 0;
}

enum txo_grain txo_course_grain(const struct txo_header *h,
				const size_t *column, bool forced)
{
	size_t session = column[TXO_COURSE_SESSION];

	if (column[TXO_COURSE_PATIENT] == TXO_NO_COLUMN)
		return TXO_GRAIN_OTHER;
	if (session != TXO_NO_COLUMN && (forced || is_session(h, session)))
		return TXO_GRAIN_SESSIONS;
	return column[TXO_COURSE_SESSIONS] != TXO_NO_COLUMN ?
		       TXO_GRAIN_COURSES :
		       TXO_GRAIN_OTHER;
}

struct txo_finding txo_course_finding(const struct txo_course_rules *c,
				      const struct txo_course_row *row,
				      enum txo_course_part part,
				      enum txo_rule rule)
{
	return (struct txo_finding){
		.rule = rule,
		.file = row->file,
		.line = row->place.line,
		.row = row->place.row,
		.column = c->name[part],
		.value = row->value[part].text,
	};
}

/* Tell a fault of this part of the row, now. */
static void blame(const struct txo_course_rules *c,
		  const struct txo_course_row *row, enum txo_course_part part,
		  enum txo_rule rule, const char *message)
{
	struct txo_finding f = txo_course_finding(c, row, part, rule);

	f.message = message;
	txo_find(c->now, &f);
}

/* Is the part a whole number that sessions can have? Tells if it is none. */
static bool is_count(const struct txo_course_rules *c,
		     const struct txo_course_row *row,
		     enum txo_course_part part)
{
	const struct txo_reading *v = &row->value[part];
	char message[TXO_SHOWN + 100], shown[TXO_SHOWN];

	if (v->read != TXO_READ_GOOD)
		return false;
	if (v->x >= 0 && v->x <= MOST_SESSIONS && v->x == floor(v->x))
		return true;
	txo_text_show(v->text, shown);
	snprintf(message, sizeof(message),
		 "%s%s%s is not a whole number from "
		 "0 on",
		 c->redact ? "the cell" : "'", c->redact ? "" : shown,
		 c->redact ? "" : "'");
	blame(c, row, part, TXO_RULE_TYPE, message);
	return false;
}

static struct txo_visit visit_of(const struct txo_course_row *row,
				 uint32_t course)
{
	const struct txo_reading *date = &row->value[TXO_COURSE_DATE];

	return (struct txo_visit){
		.line = row->place.line & (((uint64_t)1 << 43) - 1),
		.file = row->file & ((1u << 20) - 1),
		.scored = row->value[TXO_COURSE_SCORE].read == TXO_READ_GOOD,
		.row = row->place.row < UINT32_MAX ? (uint32_t)row->place.row :
						     UINT32_MAX,
		.course = course,
		.session = TXO_COURSE_ROW,
		.date = date->read == TXO_READ_GOOD ? date->days : TXO_NO_DATE,
	};
}

/* A row without a session number: perhaps a score before or after them. */
static void note_score(struct txo_course *course, const struct txo_visit *v)
{
	if (!v->scored || v->date == TXO_NO_DATE)
		return;
	if (course->first_score == TXO_NO_DATE || v->date < course->first_score)
		course->first_score = v->date;
	if (course->last_score == TXO_NO_DATE || v->date > course->last_score)
		course->last_score = v->date;
}

static enum txo_status session_row(struct txo_course_rules *c,
				   const struct txo_course_row *row,
				   struct txo_error *err)
{
	const struct txo_reading *session = &row->value[TXO_COURSE_SESSION];
	bool numbered = is_count(c, row, TXO_COURSE_SESSION);
	struct txo_visit v, *twin = NULL;
	uint32_t course;
	char message[TXO_KEY_SAYS];
	enum txo_status status;

	if (!c->session_name[TXO_COURSE_SESSION].n)
		memcpy(c->session_name, c->name, sizeof(c->name));
	if (row->value[TXO_COURSE_PATIENT].read == TXO_READ_MISSING) {
		blame(c, row, TXO_COURSE_PATIENT, TXO_RULE_PRIMARY_KEY,
		      "it is not said whose session this is");
		return TXO_OK;
	}
	status = txo_course_find(c, row, &course, err);
	if (status != TXO_OK)
		return status;
	if (row->value[TXO_COURSE_BASELINE].read == TXO_READ_GOOD)
		c->course[course].baseline = true;
	v = visit_of(row, course);
	if (session->read == TXO_READ_MISSING)
		note_score(&c->course[course], &v);
	if (!numbered)
		return TXO_OK;
	v.session = (int32_t)session->x;
	status = txo_visit_add(c, &v, &twin, err);
	if (status != TXO_OK || !twin)
		return status;
	if (v.scored)
		twin->scored = 1;
	txo_key_say("this session of the course", row->file,
		    txo_key_place((uint32_t)twin->file, twin->line), message);
	blame(c, row, TXO_COURSE_SESSION, TXO_RULE_SESSION_DUPLICATE, message);
	return TXO_OK;
}

/* Scores of a course that stands in one row. */
static void judge_scores(const struct txo_course_rules *c,
			 const struct txo_course_row *row)
{
	enum txo_read score = row->value[TXO_COURSE_SCORE].read;
	enum txo_read baseline = row->value[TXO_COURSE_BASELINE].read;
	enum txo_read better = row->value[TXO_COURSE_IMPROVEMENT].read;

	if (!c->name[TXO_COURSE_SCORE].n)
		return;
	if (score == TXO_READ_MISSING && better == TXO_READ_MISSING)
		blame(c, row, TXO_COURSE_SCORE, TXO_RULE_FINAL,
		      "the course has no score after its last session");
	if (score == TXO_READ_GOOD && baseline == TXO_READ_MISSING &&
	    c->name[TXO_COURSE_BASELINE].n)
		blame(c, row, TXO_COURSE_BASELINE, TXO_RULE_BASELINE,
		      "the course has no score from before its first session");
}

static enum txo_status course_row(struct txo_course_rules *c,
				  const struct txo_course_row *row,
				  struct txo_error *err)
{
	double n = row->value[TXO_COURSE_SESSIONS].x;
	struct txo_visit v, *twin = NULL;
	uint32_t course;
	char message[TXO_KEY_SAYS];
	enum txo_status status;

	if (is_count(c, row, TXO_COURSE_SESSIONS) &&
	    (n < c->sessions.low || n > c->sessions.high)) {
		snprintf(message, sizeof(message),
			 "%d to %d sessions are usual (--sessions)",
			 c->sessions.low, c->sessions.high);
		blame(c, row, TXO_COURSE_SESSIONS, TXO_RULE_SESSION_COUNT,
		      message);
	}
	judge_scores(c, row);
	if (row->value[TXO_COURSE_PATIENT].read == TXO_READ_MISSING)
		return TXO_OK;
	status = txo_course_find(c, row, &course, err);
	if (status != TXO_OK)
		return status;
	v = visit_of(row, course);
	status = txo_visit_add(c, &v, &twin, err);
	if (status != TXO_OK || !twin)
		return status;
	txo_key_say(c->name[TXO_COURSE_COURSE].n ?
			    "this course of the patient" :
			    "the patient",
		    row->file, txo_key_place((uint32_t)twin->file, twin->line),
		    message);
	blame(c, row, TXO_COURSE_PATIENT, TXO_RULE_UNIT, message);
	return TXO_OK;
}

/* A number from 0 to 5, a word for one, "none"; perhaps behind "grade". */
static bool is_grade(struct txo_text t, bool any_number)
{
	static const char *const words[] = {
		"none",	 "mild",  "moderate", "severe", "lifethreatening",
		"death", "fatal", "disabling"
	};
	struct txo_decimal d;
	char folded[32];
	const char *at = folded;
	double x, lo;

	txo_text_fold(t, folded, sizeof(folded));
	if (strncmp(at, "grade", 5) == 0)
		at += 5;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(at, words[i]) == 0)
			return true;
	if (at == folded ?
		    txo_decimal_parse(t.p, t.n, &d, NULL) != TXO_OK :
		    txo_decimal_parse(at, strlen(at), &d, NULL) != TXO_OK)
		return false;
	txo_decimal_value(d, &x, &lo);
	return any_number || (x >= 0 && x <= 5 && x == floor(x));
}

/* Grades are numbers or words; what they are graded by is known in courses. */
static void judge_grade(const struct txo_course_rules *c,
			const struct txo_course_row *row)
{
	const struct txo_reading *v = &row->value[TXO_COURSE_GRADE];
	bool known = c->grain != TXO_GRAIN_OTHER || c->grades;

	if (v->read != TXO_READ_GOOD || is_grade(v->text, !known))
		return;
	blame(c, row, TXO_COURSE_GRADE, known ? TXO_RULE_GRADE : TXO_RULE_TYPE,
	      "a grade is a number from 0 to 5, or mild, moderate, severe, "
	      "life-threatening, fatal");
}

enum txo_status txo_course_row(struct txo_course_rules *c,
			       const struct txo_course_row *row,
			       struct txo_error *err)
{
	enum txo_status status = txo_word_rules(c, row, err);

	judge_grade(c, row);
	if (status == TXO_OK && c->grain == TXO_GRAIN_SESSIONS)
		status = session_row(c, row, err);
	if (status == TXO_OK && c->grain == TXO_GRAIN_COURSES)
		status = course_row(c, row, err);
	return status;
}
