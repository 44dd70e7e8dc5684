/*
 * course_end.c - what is known of a course when all its rows are read.
 */
#include <inttypes.h>
#include <stdio.h>

#include "data/course.h"

/* A course with its sessions, by number. */
struct span {
	const struct txo_course_rules *c;
	const struct txo_course *course;
	const struct txo_visit *visit;
	size_t n;
};

/* "; patient 'P1'", or nothing where cells are not to be shown. */
static const char *whose(const struct span *s, char *buf, size_t size)
{
	const struct txo_dictionary *d = &s->c->patient;
	char shown[TXO_SHOWN];

	buf[0] = '\0';
	if (!s->c->redact)
		snprintf(buf, size, "; patient '%s'",
			 txo_text_show(d->spelling[s->course->spelling].text,
				       shown));
	return buf;
}

struct what {
	enum txo_rule rule;
	enum txo_course_part part;
	const char *value;
	const char *text;
};

static void blame(const struct span *s, const struct txo_visit *v,
		  const struct what *w)
{
	char who[TXO_SHOWN + 20], message[TXO_SHOWN + 200];
	struct txo_finding f = {
		.rule = w->rule,
		.file = (uint32_t)v->file,
		.line = v->line,
		.row = v->row == UINT32_MAX ? 0 : v->row,
		.column = s->c->session_name[w->part],
		.value = txo_text(w->value),
		.message = message,
	};

	snprintf(message, sizeof(message), "%s%s", w->text,
		 whose(s, who, sizeof(who)));
	txo_find(s->c->late, &f);
}

/* Sessions from `from` to `to` are missing before v. */
static void blame_gap(const struct span *s, int from, int to,
		      const struct txo_visit *v)
{
	char value[32], text[120];
	struct what w = { TXO_RULE_SESSION_GAP, TXO_COURSE_SESSION, value,
			  text };

	if (from == to)
		snprintf(value, sizeof(value), "%d", from);
	else
		snprintf(value, sizeof(value), "%d-%d", from, to);
	snprintf(text, sizeof(text),
		 "session%s %s %s missing before session "
		 "%d",
		 from == to ? "" : "s", value, from == to ? "is" : "are",
		 (int)v->session);
	blame(s, v, &w);
}

static void judge_numbers(const struct span *s)
{
	int next = 1;

	for (size_t i = 0; i < s->n; i++) {
		const struct txo_visit *v = &s->visit[i];

		if (v->session > next)
			blame_gap(s, next, v->session - 1, v);
		next = v->session + 1;
	}
}

/* The place of the earlier session, for a message. */
static void say_before(const struct txo_visit *before,
		       const struct txo_visit *v, char *buf, size_t size)
{
	snprintf(buf, size, "session %d (line %" PRIu64 "%s)",
		 (int)before->session, (uint64_t)before->line,
		 before->file == v->file ? "" : " of another file");
}

static void judge_days(const struct span *s, const struct txo_visit *before,
		       const struct txo_visit *v)
{
	int days = v->date - before->date;
	char value[16], text[200], where[80];
	struct what w = { TXO_RULE_SESSION_ORDER, TXO_COURSE_DATE, value,
			  text };

	say_before(before, v, where, sizeof(where));
	snprintf(value, sizeof(value), "%d", days);
	if (days < 0 || (days == 0 && before->session > 0)) {
		snprintf(text, sizeof(text), "session %d is %s %s",
			 (int)v->session,
			 days ? "earlier than" : "on the day of", where);
	} else if (before->session > 0 && v->session == before->session + 1 &&
		   (days < s->c->days.low || days > s->c->days.high)) {
		w.rule = TXO_RULE_INTERVAL;
		snprintf(text, sizeof(text),
			 "%d day%s after %s: %d to %d are usual (--interval)",
			 days, days == 1 ? "" : "s", where, s->c->days.low,
			 s->c->days.high);
	} else {
		return;
	}
	blame(s, v, &w);
}

static void judge_dates(const struct span *s)
{
	const struct txo_visit *before = NULL;

	for (size_t i = 0; i < s->n; i++) {
		const struct txo_visit *v = &s->visit[i];

		if (v->date == TXO_NO_DATE)
			continue;
		if (before)
			judge_days(s, before, v);
		before = v;
	}
}

static void judge_scores(const struct span *s)
{
	const struct txo_course *k = s->course;
	const struct txo_visit *first = s->visit, *last = &s->visit[s->n - 1];
	bool before = k->baseline || first->scored, after = last->scored, any;
	struct what w = { TXO_RULE_BASELINE, TXO_COURSE_SCORE, "",
			  "the course has no score at all" };

	if (!s->c->session_name[TXO_COURSE_SCORE].n)
		return;
	any = k->first_score != TXO_NO_DATE;
	before = before || (any && (first->date == TXO_NO_DATE ||
				    k->first_score <= first->date));
	after = after || (any && (last->date == TXO_NO_DATE ||
				  k->last_score >= last->date));
	for (size_t i = 0; i < s->n; i++)
		any = any || s->visit[i].scored;
	if (!before) {
		w.text = any ? "the course has no score from before its first "
			       "session" :
			       w.text;
		blame(s, first, &w);
	}
	if (after || (!before && !any))
		return;
	w.rule = TXO_RULE_FINAL;
	w.text = "the course has no score from its last session or later";
	blame(s, last, &w);
}

static void judge_count(const struct span *s)
{
	const struct txo_visit *last = &s->visit[s->n - 1];
	char value[16], text[120];
	struct what w = { TXO_RULE_SESSION_COUNT, TXO_COURSE_SESSION, value,
			  text };

	if (last->session >= s->c->sessions.low &&
	    last->session <= s->c->sessions.high)
		return;
	snprintf(value, sizeof(value), "%d", (int)last->session);
	snprintf(text, sizeof(text),
		 "the course has %s session%s: %d to %d are usual (--sessions)",
		 value, last->session == 1 ? "" : "s", s->c->sessions.low,
		 s->c->sessions.high);
	blame(s, last, &w);
}

static void judge_course(const struct span *s)
{
	judge_numbers(s);
	judge_dates(s);
	judge_scores(s);
	judge_count(s);
}

void txo_course_end(struct txo_course_rules *c)
{
	struct span s = { .c = c };

	txo_visits_sort(c);
	for (size_t i = 0; i < c->visits; i += s.n) {
		const struct txo_visit *v = &c->visit[i];

		if (v->session == TXO_COURSE_ROW) {
			s.n = 1;
			continue;
		}
		s.course = &c->course[v->course];
		s.visit = v;
		for (s.n = 1; i + s.n < c->visits; s.n++)
			if (v[s.n].course != v->course)
				break;
		judge_course(&s);
	}
}
