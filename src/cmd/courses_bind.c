/*
 * courses_bind.c - which columns txo courses takes, and what it prints.
 */
#include <math.h>
#include <string.h>

#include "cmd/courses.h"
#include "cmd/find.h"
#include "data/date.h"
#include "data/scale_use.h"

#define MOST_NUMBER 1000000000

static enum txo_status find_role(const struct txo_courses_binding *b,
				 const char *role, size_t *column,
				 struct txo_error *err)
{
	const char *const roles[] = { role, NULL };
	const struct txo_text none = { NULL, 0 };

	return txo_find_column(b->h, none, roles, column, err);
}

static bool is_role(const struct txo_courses_binding *b, size_t column,
		    const char *name)
{
	const struct txo_role *role = txo_header_role_of(b->h, column);

	return role && strcmp(role->name, name) == 0;
}

/* Patient, and course or concern. */
enum txo_status txo_courses_pick_key(struct txo_courses_binding *b,
				     struct txo_error *err)
{
	size_t column[2];
	enum txo_status status;

	if (b->p->key.n)
		return txo_courses_pick(b, &b->p->key, &b->key, err);
	status = find_role(b, "patient", &column[0], err);
	if (status == TXO_OK)
		status = find_role(b, "course", &column[1], err);
	if (status == TXO_OK && column[1] == TXO_NO_COLUMN)
		status = find_role(b, "concern", &column[1], err);
	if (status != TXO_OK)
		return status;
	/* 'patients' may also count them */
	if (column[0] == TXO_NO_COLUMN || column[0] == b->s->weight)
		return txo_header_fail(b->h, err,
				       "no column is known as patient; name "
				       "the columns that tell courses apart "
				       "with --key");
	b->key.column[b->key.n++] = column[0];
	if (column[1] != TXO_NO_COLUMN)
		b->key.column[b->key.n++] = column[1];
	return TXO_OK;
}

static enum txo_status judge_gap(const struct txo_courses_binding *b,
				 struct txo_error *err)
{
	char shown[TXO_SHOWN];

	if (b->date == TXO_NO_COLUMN)
		return txo_header_fail(b->h, err,
				       "--gap needs dates, and no column is "
				       "known as date; say which with --map "
				       "date=COLUMN");
	for (size_t i = 0; i < b->key.n; i++)
		if (is_role(b, b->key.column[i], "course"))
			return txo_fail(
				err, TXO_USAGE,
				"column '%s' tells the courses of a patient "
				"apart, and so would --gap: leave --gap out, "
				"or name the key without that column, as with "
				"--key patient",
				txo_text_show(b->h->name[b->key.column[i]],
					      shown));
	return TXO_OK;
}

/* "session=3": the number behind the sign of equality; -1 if it is not so. */
static int session_number(struct txo_text word)
{
	struct txo_text name = { word.p, 8 };
	int n = 0;

	if (word.n < 9 || !txo_text_equal(name, txo_text("session=")))
		return -1;
	for (size_t i = 8; i < word.n; i++) {
		if (word.p[i] < '0' || word.p[i] > '9' || n > MOST_NUMBER / 10)
			return -1;
		n = 10 * n + word.p[i] - '0';
	}
	return n;
}

static enum txo_status find_base(struct txo_courses_binding *b,
				 struct txo_error *err)
{
	const struct txo_text word = b->p->baseline;
	struct txo_text start = { word.p, word.n < 7 ? word.n : 7 };
	struct txo_text rest = { word.p ? word.p + start.n : NULL,
				 word.n - start.n };
	struct txo_outcome_rules *r = &b->p->rules;
	int number = word.p ? session_number(word) : -1;
	char shown[TXO_SHOWN];
	enum txo_status status;

	b->base = TXO_NO_COLUMN;
	r->baseline = TXO_BASELINE_GIVEN;
	if (word.p && txo_text_equal(start, txo_text("column=")) && rest.n)
		return txo_header_find(b->h, rest, &b->base, err);
	if (!word.p || txo_text_equal(word, txo_text("column"))) {
		status = find_role(b, "baseline", &b->base, err);
		if (status == TXO_OK && word.p && b->base == TXO_NO_COLUMN)
			return txo_header_fail(b->h, err,
					       "no column is known as "
					       "baseline; name it with "
					       "--baseline column=COL");
		if (status != TXO_OK || b->base != TXO_NO_COLUMN)
			return status;
	} else if (number >= 0) {
		r->baseline = TXO_BASELINE_NUMBER;
		r->baseline_number = number;
		return TXO_OK;
	} else if (!txo_text_equal(word, txo_text("first"))) {
		return txo_fail(err, TXO_USAGE,
				"--baseline: '%s' is none of first, session=N, "
				"column and column=COL",
				txo_text_show(word, shown));
	}
	r->baseline = TXO_BASELINE_FIRST;
	return TXO_OK;
}

static enum txo_status find_final(struct txo_courses_binding *b,
				  struct txo_error *err)
{
	const struct txo_text word = b->p->final;
	struct txo_outcome_rules *r = &b->p->rules;
	int number = session_number(word);
	char shown[TXO_SHOWN];

	if (txo_text_equal(word, txo_text("last"))) {
		r->final = TXO_FINAL_LAST;
	} else if (txo_text_equal(word, txo_text("best"))) {
		r->final = TXO_FINAL_BEST;
	} else if (number > 0) {
		r->final = TXO_FINAL_NUMBER;
		r->final_number = number;
	} else {
		return txo_fail(err, TXO_USAGE,
				"--final: '%s' is none of last, best and "
				"session=N, N from 1 on",
				txo_text_show(word, shown));
	}
	return TXO_OK;
}

enum txo_status txo_courses_find_columns(struct txo_courses_binding *b,
					 struct txo_error *err)
{
	static const char *const scores[] = { "score", "improvement", NULL };
	struct txo_courses *p = b->p;
	enum txo_status status = find_role(b, "date", &b->date, err);

	if (status == TXO_OK)
		status = find_role(b, "session", &b->number, err);
	if (status == TXO_OK)
		status = txo_find_column(b->h, p->score, scores, &b->score,
					 err);
	if (status == TXO_OK)
		status = find_base(b, err);
	if (status == TXO_OK)
		status = find_final(b, err);
	if (status == TXO_OK && p->gap)
		status = judge_gap(b, err);
	if (status != TXO_OK)
		return status;
	if (b->date == TXO_NO_COLUMN && b->number == TXO_NO_COLUMN)
		return txo_header_fail(b->h, err,
				       "no column is known as date or session, "
				       "so sessions have no order; say which "
				       "one it is with --map date=COLUMN or "
				       "--map session=COLUMN");
	p->improvement = b->score != TXO_NO_COLUMN &&
			 is_role(b, b->score, "improvement");
	p->only_improvement = p->improvement && !p->score.p;
	if ((p->only_improvement || b->score == TXO_NO_COLUMN) &&
	    p->rules.baseline != TXO_BASELINE_GIVEN)
		p->rules.baseline = TXO_BASELINE_NONE;
	return TXO_OK;
}

enum txo_status txo_courses_add_use(const struct txo_courses_binding *b,
				    struct txo_courses_layout *l, size_t column,
				    enum txo_type type, size_t *at,
				    struct txo_error *err)
{
	*at = TXO_NO_COLUMN;
	if (column == TXO_NO_COLUMN)
		return TXO_OK;
	*at = l->n;
	return txo_schema_use_column(b->s, column, type, &l->use[l->n++], err);
}

static enum txo_status add_numbers(const struct txo_courses_binding *b,
				   struct txo_courses_layout *l,
				   struct txo_error *err)
{
	struct txo_courses *p = b->p;
	enum txo_status status;

	status = txo_courses_add_use(b, l, b->date, TXO_DATE, &p->date, err);
	if (status == TXO_OK)
		status = txo_courses_add_use(b, l, b->number, TXO_NUMBER,
					     &p->number, err);
	if (status == TXO_OK)
		status = txo_courses_add_use(b, l, b->score, TXO_NUMBER,
					     &p->score_at, err);
	if (status == TXO_OK)
		status = txo_courses_add_use(b, l, b->base, TXO_NUMBER,
					     &p->base_at, err);
	if (status == TXO_OK && b->score != TXO_NO_COLUMN)
		txo_schema_outcome(b->s, l->use[p->score_at]);
	if (status == TXO_OK && b->base != TXO_NO_COLUMN)
		txo_schema_outcome(b->s, l->use[p->base_at]);
	return status;
}

static enum txo_status lay_out(const struct txo_courses_binding *b,
			       struct txo_error *err)
{
	struct txo_courses *p = b->p;
	size_t room = (b->key.n + b->carried.n + 5) * sizeof(size_t), at;
	struct txo_courses_layout l = { txo_arena_take(&b->s->arena, room), 0 };
	enum txo_status status = TXO_OK;

	if (!l.use)
		return txo_fail_memory(err);
	for (size_t i = 0; i < b->key.n && status == TXO_OK; i++)
		if (!txo_courses_is_group(b->s, b->key.column[i]))
			status = txo_courses_add_use(b, &l, b->key.column[i],
						     TXO_LABEL, &at, err);
	p->keys = l.n;
	p->patients = !b->s->by && b->key.n &&
		      is_role(b, b->key.column[0], "patient");
	if (status == TXO_OK)
		status = add_numbers(b, &l, err);
	p->carried_at = l.n;
	for (size_t i = 0; i < b->carried.n && status == TXO_OK; i++)
		status = txo_courses_add_use(b, &l, b->carried.column[i],
					     TXO_LABEL, &at, err);
	for (size_t i = 0; i < b->carried.n && status == TXO_OK; i++)
		status = txo_schema_use_if_scaled(b->s, b->carried.column[i],
						  err);
	if (status == TXO_OK)
		status = txo_schema_project(b->s, l.use, l.n, true, err);
	for (size_t i = 0; i < p->keys + (p->gap > 0) && status == TXO_OK; i++)
		txo_schema_need(b->s, l.use[i]);
	return status;
}

/* Which direction is better, and how far it goes. */
enum txo_status txo_courses_find_direction(const struct txo_courses_binding *b,
					   struct txo_error *err)
{
	struct txo_courses *p = b->p;
	const struct txo_scale *scale = NULL;
	int said = p->better == TXO_BETTER_LOWER  ? -1 :
		   p->better == TXO_BETTER_HIGHER ? 1 :
						    0;
	int known = p->improvement ? 1 : 0;
	enum txo_status status = txo_schema_scales(b->s, err);

	if (status != TXO_OK)
		return status;
	if (b->score != TXO_NO_COLUMN)
		scale = txo_needs_scale(b->needs, b->score);
	if (scale && scale->better != TXO_BETTER_NONE)
		known = scale->better == TXO_BETTER_LOWER ? -1 : 1;
	if (said && known && said != known)
		return txo_fail(err, TXO_USAGE,
				"--better %s does not agree with %s%s, where "
				"%s is better",
				said < 0 ? "lower" : "higher",
				scale ? "the scale " : "an improvement",
				scale ? scale->scale : "",
				known < 0 ? "lower" : "higher");
	p->rules.better = known ? known : said;
	p->rules.best_possible = NAN;
	if (scale && p->rules.better)
		p->rules.best_possible = p->rules.better < 0 ? scale->minimum :
							       scale->maximum;
	if (p->rules.final == TXO_FINAL_BEST && !p->rules.better)
		return txo_fail(err, TXO_USAGE,
				"--final best needs to know which direction is "
				"better: say --scale NAME or --better lower or "
				"higher");
	return TXO_OK;
}

enum txo_status txo_courses_read_day(const struct txo_courses_binding *b,
				     struct txo_error *err)
{
	struct txo_courses *p = b->p;
	struct txo_error why = { 0 };

	if (!p->as_of.p)
		return TXO_OK;
	if (b->date == TXO_NO_COLUMN)
		return txo_header_fail(b->h, err,
				       "--as-of needs dates, and no column is "
				       "known as date; say which with --map "
				       "date=COLUMN");
	if (txo_date_parse(p->as_of, &p->day, &why) == TXO_OK)
		return TXO_OK;
	return txo_fail(err, TXO_USAGE, "--as-of: %s", why.text);
}

enum txo_status txo_courses_bind(void *plan, struct txo_needs *needs,
				 struct txo_error *err)
{
	struct txo_courses_binding b = { .p = plan,
					 .needs = needs,
					 .s = &needs->schema,
					 .h = needs->schema.header };
	size_t room = (b.h->n + 1) * sizeof(size_t);
	enum txo_status status;

	if (b.p->carried_of == needs)	/* that was no header after all */
		b.p->carried = 0;

	b.key.column = txo_arena_take(&b.s->arena, room);
	b.carried.column = txo_arena_take(&b.s->arena, room);
	if (!b.key.column || !b.carried.column)
		return txo_fail_memory(err);
	status = txo_courses_pick_key(&b, err);
	if (status == TXO_OK)
		status = txo_courses_find_columns(&b, err);
	if (status == TXO_OK)
		status = txo_courses_pick_carried(&b, err);
	if (status == TXO_OK)
		status = lay_out(&b, err);
	if (status == TXO_OK)
		status = txo_courses_find_direction(&b, err);
	if (status == TXO_OK)
		status = txo_courses_read_day(&b, err);
	if (status == TXO_OK)
		status = txo_courses_name_outputs(&b, err);
	if (status == TXO_OK)
		status = txo_courses_remember(&b, err);
	if (status == TXO_OK)
		txo_courses_tell(&b);
	return status;
}
