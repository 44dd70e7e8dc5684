#include "data/key_rules.h"

#include <stdlib.h>
#include <string.h>

#include "data/key_place.h"

/* The parts of a course that tell its rows apart. */
static const enum txo_course_part parts[] = { TXO_COURSE_PATIENT,
					      TXO_COURSE_COURSE,
					      TXO_COURSE_SESSION };

#define PARTS (sizeof(parts) / sizeof(parts[0]))

/*
 * Are these the columns of the roles patient, course and, if `session`, session,
 * as far as they are there?
 */
static bool is_of_course(const size_t *part, const size_t *column, size_t n,
			 bool session)
{
	size_t wanted = 0, found = 0;

	for (size_t i = 0; i < PARTS - !session; i++) {
		wanted += part[parts[i]] != TXO_NO_COLUMN;
		for (size_t k = 0; k < n; k++)
			found += part[parts[i]] != TXO_NO_COLUMN &&
				 part[parts[i]] == column[k];
	}
	return n == wanted && found == wanted;
}

/* One cause is one fault: the key says what other rules would say again. */
static void leave_to_key(struct txo_checker *c, const size_t *part,
			 const size_t *column, size_t n)
{
	if (!n || !txo_rule_in(c->active, TXO_RULE_PRIMARY_KEY))
		return;
	if (is_of_course(part, column, n, true))
		c->active &= ~((uint64_t)1 << TXO_RULE_SESSION_DUPLICATE);
	if (is_of_course(part, column, n, false))
		c->active &= ~((uint64_t)1 << TXO_RULE_UNIT);
}

/* The columns that --key names, else those of the roles that make a key. */
static enum txo_status find_key(struct txo_checker *c, const size_t *part,
				struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	c->key_columns = 0;
	for (size_t i = 0; i < c->keys && status == TXO_OK; i++)
		status = txo_header_find(&c->table->header, c->key[i],
					 &c->key_column[c->key_columns++], err);
	leave_to_key(c, part, c->key_column, c->key_columns);
	if (c->keys || status != TXO_OK ||
	    !txo_rule_in(c->choice.forced, TXO_RULE_PRIMARY_KEY) ||
	    txo_rule_in(c->active, TXO_RULE_SESSION_DUPLICATE) ||
	    part[TXO_COURSE_PATIENT] == TXO_NO_COLUMN ||
	    part[TXO_COURSE_SESSION] == TXO_NO_COLUMN)
		return status;
	for (size_t i = 0; i < PARTS; i++)
		if (part[parts[i]] != TXO_NO_COLUMN)
			c->key_column[c->key_columns++] = part[parts[i]];
	return TXO_OK;
}

/* The same for the primary key of a schema. */
static enum txo_status leave_to_schema(struct txo_checker *c,
				       const size_t *part,
				       struct txo_error *err)
{
	const struct txo_table_schema *t = c->schema.schema;
	size_t n = t ? t->primary.n : 0, *column;

	if (!n || c->keys)
		return TXO_OK;
	column = malloc(n * sizeof(*column));
	if (!column)
		return txo_fail_memory(err);
	for (size_t i = 0; i < n; i++)
		column[i] = c->schema.column[t->primary.field[i]];
	leave_to_key(c, part, column, n);
	free(column);
	return TXO_OK;
}

struct named {
	struct txo_text name;
	size_t column;
};

static int by_name(const void *p, const void *q)
{
	const struct named *a = p, *b = q;
	int c = txo_text_compare(a->name, b->name);

	return c ? c : (a->column > b->column) - (a->column < b->column);
}

enum txo_status txo_key_columns(struct txo_checker *c, const size_t *part,
				struct txo_error *err)
{
	enum txo_status status;

	const struct txo_header *h = &c->table->header;
	struct named *named = malloc((h->n + 1) * sizeof(*named));

	free(c->key_column);
	free(c->order);
	c->key_column = malloc((c->keys + 3) * sizeof(*c->key_column));
	c->order = malloc((h->n + 1) * sizeof(*c->order));
	if (!named || !c->key_column || !c->order) {
		free(named);
		return txo_fail_memory(err);
	}
	for (size_t i = 0; i < h->n; i++)
		named[i] = (struct named){ h->name[i], i };
	qsort(named, h->n, sizeof(*named), by_name);
	for (size_t i = 0; i < h->n; i++)
		c->order[i] = named[i].column;
	free(named);
	status = leave_to_schema(c, part, err);
	return status == TXO_OK ? find_key(c, part, err) : status;
}

static void blame(struct txo_checker *c, enum txo_rule rule,
		  const struct txo_place *at, size_t column, const char *text)
{
	struct txo_finding f = { .rule = rule,
				 .file = c->file,
				 .line = at->line,
				 .row = at->row,
				 .message = text };

	if (column != TXO_NO_COLUMN)
		f.column = c->table->header.name[column];
	txo_find(&c->now, &f);
}

/* Has it been told that the schema requires a cell here? */
static bool is_required(const struct txo_checker *c, size_t column)
{
	const struct txo_field *f = txo_schema_rules_field(&c->schema, column);

	return f && (f->constraint.required || f->in_key) &&
	       txo_rule_in(c->active, TXO_RULE_REQUIRED);
}

enum txo_status txo_key_row(struct txo_checker *c, const struct txo_record *r,
			    const struct txo_place *at, struct txo_error *err)
{
	struct txo_key key = TXO_KEY;
	char message[TXO_KEY_SAYS];
	uint64_t first;
	enum txo_status status;

	if (!c->key_columns)
		return TXO_OK;
	for (size_t i = 0; i < c->key_columns; i++) {
		struct txo_text cell = txo_text_trim(
			txo_record_field(r, c->key_column[i]));

		if (txo_is_missing(&c->cells->missing, cell)) {
			if (is_required(c, c->key_column[i]))
				return TXO_OK;
			blame(c, TXO_RULE_PRIMARY_KEY, at, c->key_column[i],
			      "a part of the row's key is missing");
			return TXO_OK;
		}
		txo_buffer_clear(&c->fold);
		if (!c->cells->exact_labels) {
			cell.n = txo_text_fold_label(cell, &c->fold);
			cell.p = c->fold.p;
		}
		if (c->fold.failed)
			return txo_fail_memory(err);
		txo_key_add(&key, cell);
	}
	status = txo_seen_add(&c->keys_seen, &key,
			      txo_key_place(c->file, at->line), &first, err);
	if (status != TXO_OK || !first)
		return status;
	blame(c, TXO_RULE_PRIMARY_KEY, at, c->key_column[0],
	      txo_key_say("the key of this row", c->file, first, message));
	return TXO_OK;
}

enum txo_status txo_twin_row(struct txo_checker *c, const struct txo_record *r,
			     const struct txo_place *at, struct txo_error *err)
{
	struct txo_key key = TXO_KEY;
	char message[TXO_KEY_SAYS];
	uint64_t first;
	enum txo_status status;

	for (size_t i = 0; i < r->n; i++)
		txo_key_add(&key, txo_record_field(r, c->order[i]));
	status = txo_seen_add(&c->rows_seen, &key,
			      txo_key_place(c->file, at->line), &first, err);
	if (status != TXO_OK || !first)
		return status;
	blame(c, TXO_RULE_DUPLICATE_ROW, at, TXO_NO_COLUMN,
	      txo_key_say("the same row", c->file, first, message));
	return TXO_OK;
}
