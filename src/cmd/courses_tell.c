/*
 * courses_tell.c - what the columns of the answer of txo courses are called, and
 * what is told about them.
 */
#include <math.h>

#include "cmd/courses.h"

/* Name an output column that must be the only one of its name. */
static enum txo_status name_output(const struct txo_courses_binding *b,
				   struct txo_text name, struct txo_error *err)
{
	struct txo_needs *needs = b->needs;
	char shown[TXO_SHOWN];

	for (size_t i = 0; i < needs->outputs; i++) {
		if (!txo_text_equal(needs->output[i], name))
			continue;
		txo_text_show(name, shown);
		return txo_fail(err, TXO_USAGE,
				"two columns of the answer would be called "
				"'%s': leave that of the file out with --drop "
				"'%s', or rename it",
				shown, shown);
	}
	return txo_needs_output(needs, name, err);
}

enum txo_status txo_courses_name_outputs(const struct txo_courses_binding *b,
					 struct txo_error *err)
{
	const struct txo_courses *p = b->p;
	enum txo_status status = TXO_OK;

	b->needs->file_columns = true;
	for (size_t i = 0; i < b->key.n && status == TXO_OK; i++)
		if (!txo_courses_is_group(b->s, b->key.column[i]))
			status = name_output(b, b->h->name[b->key.column[i]],
					     err);
	if (status == TXO_OK && p->gap)
		status = name_output(b, txo_text("course"), err);
	for (size_t i = 0; i < b->carried.n && status == TXO_OK; i++)
		status = name_output(b, b->h->name[b->carried.column[i]], err);
	for (const struct txo_column *c =
		     txo_courses_columns + TXO_COURSES_HEAD;
	     c->name && status == TXO_OK; c++)
		status = name_output(b, txo_text(c->name), err);
	return status;
}

/* Begin one more part of the line. */
static struct txo_buffer *more(struct txo_buffer *line)
{
	if (line->n)
		txo_buffer_add_text(line, "; ");
	return line;
}

/* "baseline: the first score; final: the last score". */
static void tell_scores(const struct txo_courses_binding *b,
			struct txo_buffer *line)
{
	const struct txo_courses *p = b->p;
	const struct txo_outcome_rules *r = &p->rules;
	const char *what = p->only_improvement ? "improvement" : "score";
	char shown[TXO_SHOWN];

	if (b->base != TXO_NO_COLUMN)
		txo_buffer_printf(more(line), "baseline: column '%s'",
				  txo_text_show(b->h->name[b->base], shown));
	else if (r->baseline == TXO_BASELINE_NUMBER)
		txo_buffer_printf(more(line),
				  "baseline: the score of session %.0f",
				  r->baseline_number);
	else if (r->baseline == TXO_BASELINE_FIRST)
		txo_buffer_printf(more(line), "baseline: the first score");
	if (r->final == TXO_FINAL_NUMBER)
		txo_buffer_printf(more(line), "final: the %s of session %.0f",
				  what, r->final_number);
	else
		txo_buffer_printf(more(line), "final: the %s %s",
				  r->final == TXO_FINAL_BEST ? "best" : "last",
				  what);
}

static void tell_direction(const struct txo_courses_binding *b,
			   struct txo_buffer *line)
{
	const struct txo_outcome_rules *r = &b->p->rules;

	if (!r->better)
		txo_buffer_add_text(
			more(line),
			"best, improvement and percent_possible are empty: say "
			"which direction is better with --scale NAME or "
			"--better lower or higher");
	else if (!b->p->improvement)
		txo_buffer_printf(more(line), "%s is better",
				  r->better < 0 ? "lower" : "higher");
	if (r->better && isnan(r->best_possible) && !b->p->only_improvement)
		txo_buffer_add_text(
			more(line),
			"percent_possible is empty: the best possible score is "
			"known by --scale NAME");
}

void txo_courses_tell(const struct txo_courses_binding *b)
{
	struct txo_buffer line = { 0 };

	if (b->score == TXO_NO_COLUMN || b->p->only_improvement)
		txo_buffer_printf(more(&line),
				  "no column is known as score%s: name it with "
				  "--score",
				  b->p->only_improvement ? "" :
							   " or improvement");
	if (b->score != TXO_NO_COLUMN) {
		tell_scores(b, &line);
		tell_direction(b, &line);
	}
	if (!b->p->complete)
		txo_buffer_add_text(
			more(&line),
			"which courses are completed is known by --complete N, "
			"the sessions that they need");
	txo_needs_line(b->needs, (struct txo_text){ line.p, line.n });
	b->needs->remark.failed |= line.failed;
	txo_buffer_release(&line);
}
