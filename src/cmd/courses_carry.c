/*
 * courses_carry.c - which columns of the sessions are carried to their courses.
 */
#include <string.h>

#include "cmd/courses.h"
#include "data/header.h"

bool txo_courses_among(const struct txo_picks *picks, size_t column)
{
	for (size_t i = 0; i < picks->n; i++)
		if (picks->column[i] == column)
			return true;
	return false;
}

bool txo_courses_is_group(const struct txo_schema *s, size_t column)
{
	for (size_t i = 0; i < s->by; i++)
		if (s->use[i].column == column)
			return true;
	return false;
}

/* The columns that the user names, each once. */
enum txo_status txo_courses_pick(const struct txo_courses_binding *b,
				 const struct txo_words *words,
				 struct txo_picks *picks, struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < words->n && status == TXO_OK; i++) {
		size_t column;

		status = txo_header_find(b->h, words->item[i], &column, err);
		if (status == TXO_OK && !txo_courses_among(picks, column))
			picks->column[picks->n++] = column;
	}
	return status;
}

/* Roles of a session, not of a course, or of what is printed anyhow. */
static bool is_consumed(const struct txo_courses_binding *b, size_t column)
{
	static const char *const roles[] = { "session",	     "date",
					     "score",	     "improvement",
					     "side_effects", "grade",
					     "satisfaction", "weight",
					     "baseline",     "sessions" };

	const struct txo_role *role = txo_header_role_of(b->h, column);

	if (column == b->date || column == b->number || column == b->score ||
	    column == b->base)
		return true;
	for (size_t i = 0; role && i < sizeof(roles) / sizeof(roles[0]); i++)
		if (strcmp(role->name, roles[i]) == 0)
			return true;
	return false;
}

/* Is it a check box of a list? Then the list stands for it. */
static bool is_box(const struct txo_courses_binding *b, size_t column)
{
	const struct txo_boxes *boxes = &b->needs->table->boxes;

	for (size_t i = 0; i < boxes->n; i++)
		if (boxes->box[i].column == column)
			return true;
	return column >= b->h->fields;
}

/* Is the column in the answer in any case, or no column of the data? */
static bool is_elsewhere(const struct txo_courses_binding *b, size_t column)
{
	return txo_courses_among(&b->key, column) ||
	       txo_courses_is_group(b->s, column) || column == b->s->weight;
}

/* Tell of a column that is neither carried nor what the answer is made of. */
static void tell_rest(const struct txo_courses_binding *b, size_t column,
		      struct txo_buffer *line)
{
	char shown[TXO_SHOWN];

	if (column == b->date || column == b->number || column == b->base ||
	    column == b->score)
		return;
	txo_buffer_add_text(line, line->n ? ", " : "not carried: ");
	if (b->h->name[column].n)
		txo_buffer_add_text(line,
				    txo_text_show(b->h->name[column], shown));
	else
		txo_buffer_printf(line, "column %zu, which has no name",
				  column + 1);
}

/* All columns that are to be constant within a course; the rest are told. */
static enum txo_status pick_rest(struct txo_courses_binding *b,
				 struct txo_error *err)
{
	size_t room = (b->p->drop.n + 1) * sizeof(size_t);
	struct txo_picks drop = { txo_arena_take(&b->s->arena, room), 0 };
	struct txo_buffer line = { 0 };
	enum txo_status status;

	if (!drop.column)
		return txo_fail_memory(err);
	status = txo_courses_pick(b, &b->p->drop, &drop, err);
	for (size_t i = 0; i < b->h->fields && status == TXO_OK; i++) {
		if (is_elsewhere(b, i) || txo_courses_among(&drop, i) ||
		    is_box(b, i) || txo_courses_among(&b->carried, i))
			continue;
		if (b->h->name[i].n && !is_consumed(b, i))
			b->carried.column[b->carried.n++] = i;
		else
			tell_rest(b, i, &line);
	}
	if (line.n)
		txo_needs_line(b->needs, (struct txo_text){ line.p, line.n });
	b->needs->remark.failed |= line.failed;
	txo_buffer_release(&line);
	return status;
}

enum txo_status txo_courses_pick_carried(struct txo_courses_binding *b,
					 struct txo_error *err)
{
	const struct txo_courses *p = b->p;
	struct txo_words first = { p->carried_name, p->carried };
	struct txo_picks named = { b->carried.column, 0 };
	enum txo_status status;

	if (p->carry.n && p->drop.n)
		return txo_fail(err, TXO_USAGE,
				"--carry says which columns are carried and "
				"--drop which are not: give one of them");
	if (!p->carry.n) {
		status = txo_courses_pick(b, &first, &b->carried, err);
		return status == TXO_OK ? pick_rest(b, err) : status;
	}
	status = txo_courses_pick(b, &p->carry, &named, err);
	for (size_t i = 0; i < named.n && status == TXO_OK; i++)
		if (!is_elsewhere(b, named.column[i]))
			b->carried.column[b->carried.n++] = named.column[i];
	return status;
}

/* Further files carry what the first one does. */
enum txo_status txo_courses_remember(const struct txo_courses_binding *b,
				     struct txo_error *err)
{
	struct txo_courses *p = b->p;
	size_t room = (b->carried.n + 1) * sizeof(struct txo_text);
	struct txo_text *name;

	if (p->carried_of && p->carried_of != b->needs)
		return TXO_OK;
	name = txo_arena_take(&b->s->arena, room);
	if (!name)
		return txo_fail_memory(err);
	for (size_t i = 0; i < b->carried.n; i++)
		name[i] = b->h->name[b->carried.column[i]];
	p->carried_name = name;
	p->carried_of = b->needs;
	p->carried = b->carried.n;
	return TXO_OK;
}
