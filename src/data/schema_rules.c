#include "data/schema_rules.h"

#include <stdlib.h>

#include "data/cell.h"

/* Values that, taken together, do not stand twice. */
struct set {
	const size_t *field;
	size_t n;
	enum txo_rule rule;
	struct txo_seen *seen;
};

/* Room for what is unique: each field, the keys, the primary key. */
static size_t sets_of(const struct txo_table_schema *t)
{
	return t->fields + t->uniques + 1;
}

static enum txo_status prepare(struct txo_schema_rules *s, size_t columns,
			       struct txo_error *err)
{
	free(s->field);
	free(s->column);
	s->field = malloc((columns + 1) * sizeof(*s->field));
	s->column = malloc((s->schema->fields + 1) * sizeof(*s->column));
	if (!s->seen)
		s->seen = calloc(sets_of(s->schema), sizeof(*s->seen));
	return s->field && s->column && s->seen ? TXO_OK : txo_fail_memory(err);
}

/* Fields that the file lacks, columns that are no fields. */
static void judge_labels(const struct txo_schema_rules *s, struct txo_finding f,
			 const struct txo_finder *finder)
{
	enum txo_fields_match match = s->schema->match;
	bool all = match == TXO_MATCH_EXACT || match == TXO_MATCH_EQUAL ||
		   match == TXO_MATCH_SUBSET,
	     some = false;

	for (size_t i = 0; i < s->schema->fields; i++)
		some = some || s->column[i] != TXO_NO_COLUMN;
	f.rule = TXO_RULE_MISSING_LABEL;
	f.message = match == TXO_MATCH_PARTIAL ?
			    "none of the schema's columns is in the file" :
			    "the schema has this column, the file has not";
	for (size_t i = 0; i < s->schema->fields; i++) {
		if (s->column[i] != TXO_NO_COLUMN ||
		    !(all || (match == TXO_MATCH_PARTIAL && !some)))
			continue;
		f.column = s->schema->field[i].name;
		txo_find(finder, &f);
		some = true;
	}
	f.rule = TXO_RULE_EXTRA_LABEL;
	f.message = "the file has this column, the schema has not";
	for (size_t i = 0; i < s->header->fields; i++) {
		if (s->field[i] != TXO_NO_FIELD || !s->header->name[i].n ||
		    match == TXO_MATCH_SUBSET || match == TXO_MATCH_PARTIAL)
			continue;
		f.column = f.value = s->header->name[i];
		txo_find(finder, &f);
	}
}

/*
 * The field of a column: of several of its name the first that has none yet, if
 * all have one the first. Two columns of one name have a field each.
 */
static size_t find_field(const struct txo_schema_rules *s, struct txo_text name)
{
	size_t first = txo_table_schema_find(s->schema, name);

	for (size_t k = first; k < s->schema->fields; k++)
		if (s->column[k] == TXO_NO_COLUMN &&
		    txo_text_equal(s->schema->field[k].name, name))
			return k;
	return first;
}

enum txo_status txo_schema_rules_file(struct txo_schema_rules *s,
				      const struct txo_header *h,
				      struct txo_finding f,
				      const struct txo_finder *finder,
				      struct txo_error *err)
{
	enum txo_status status;

	if (!s->schema)
		return TXO_OK;
	status = prepare(s, h->n, err);
	if (status != TXO_OK)
		return status;
	s->header = h;
	for (size_t i = 0; i < s->schema->fields; i++)
		s->column[i] = TXO_NO_COLUMN;
	for (size_t i = 0; i < h->n; i++) {
		size_t k = find_field(s, h->name[i]);

		s->field[i] = k;
		if (k != TXO_NO_FIELD && s->column[k] == TXO_NO_COLUMN)
			s->column[k] = i;
	}
	judge_labels(s, f, finder);
	return TXO_OK;
}

const struct txo_field *txo_schema_rules_field(const struct txo_schema_rules *s,
					       size_t column)
{
	size_t k = s->schema ? s->field[column] : TXO_NO_FIELD;

	return k == TXO_NO_FIELD ? NULL : &s->schema->field[k];
}

static void judge_cell(const struct txo_schema_rules *s,
		       const struct txo_field *field, struct txo_text cell,
		       struct txo_finding f, const struct txo_finder *finder)
{
	const char *constraint = NULL;
	struct txo_error why = { 0 };

	switch (txo_field_judge(field, cell, &constraint, &why)) {
	case TXO_CELL_TYPE:
		f.rule = TXO_RULE_TYPE;
		break;
	case TXO_CELL_REQUIRED:
		f.rule = TXO_RULE_REQUIRED;
		break;
	case TXO_CELL_CONSTRAINT:
		f.rule = TXO_RULE_CONSTRAINT;
		break;
	case TXO_CELL_GOOD:
	case TXO_CELL_MISSING:
	default:
		return;
	}
	if (s->redact)
		txo_cell_redact(cell, &why);
	f.value = cell;
	f.message = why.text;
	txo_find(finder, &f);
}

/*
 * Have these values been seen? A row in which one is missing is not asked, nor
 * a file that lacks a column.
 */
static enum txo_status judge_set(struct txo_schema_rules *s,
				 const struct set *set,
				 const struct txo_record *r,
				 struct txo_finding *f, struct txo_error *err)
{
	struct txo_key key = TXO_KEY;
	struct txo_text cell = { NULL, 0 };
	uint64_t first;
	enum txo_status status;

	f->message = NULL;
	for (size_t i = 0; i < set->n; i++) {
		const struct txo_field *field = &s->schema
							 ->field[set->field[i]];
		size_t column = s->column[set->field[i]];

		if (column == TXO_NO_COLUMN)
			return TXO_OK;
		cell = txo_record_field(r, column);
		if (txo_field_is_missing(field, cell))
			return TXO_OK;
		txo_field_key(field, cell, &key);
	}
	status = txo_seen_add(set->seen, &key, txo_key_place(f->file, f->line),
			      &first, err);
	if (status != TXO_OK || !first)
		return status;
	f->rule = set->rule;
	f->column = s->schema->field[set->field[0]].name;
	f->value = set->n == 1 ? cell : txo_text("");
	f->message = txo_key_say(set->n == 1 ? "this value" :
					       "the key of this row",
				 f->file, first, s->message);
	return TXO_OK;
}

/* Tell of each set whose values stand twice in the row. */
static enum txo_status judge_sets(struct txo_schema_rules *s,
				  const struct txo_record *r,
				  struct txo_finding f,
				  const struct txo_finder *finder,
				  struct txo_error *err)
{
	const struct txo_table_schema *t = s->schema;
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < sets_of(t) && status == TXO_OK; i++) {
		struct set set = { &i, 1, TXO_RULE_UNIQUE, &s->seen[i] };
		bool primary = i == t->fields + t->uniques;

		if (i < t->fields && !t->field[i].constraint.unique)
			continue;
		if (i >= t->fields) {
			const struct txo_unique_key
				*key = primary ? &t->primary :
						 &t->unique[i - t->fields];

			set.field = key->field;
			set.n = key->n;
		}
		if (primary && (s->own_key || !set.n))
			continue;
		if (primary)
			set.rule = TXO_RULE_PRIMARY_KEY;
		status = judge_set(s, &set, r, &f, err);
		if (status == TXO_OK && f.message)
			txo_find(finder, &f);
	}
	return status;
}

enum txo_status txo_schema_rules_row(struct txo_schema_rules *s,
				     const struct txo_record *r,
				     struct txo_finding f,
				     const struct txo_finder *finder,
				     struct txo_error *err)
{
	if (!s->schema)
		return TXO_OK;
	for (size_t i = 0; i < r->n; i++) {
		const struct txo_field *field = txo_schema_rules_field(s, i);

		f.column = s->header->name[i];
		if (field)
			judge_cell(s, field, txo_record_field(r, i), f, finder);
	}
	return judge_sets(s, r, f, finder, err);
}

void txo_schema_rules_release(struct txo_schema_rules *s)
{
	for (size_t i = 0; s->seen && i < sets_of(s->schema); i++)
		txo_seen_release(&s->seen[i]);
	free(s->seen);
	free(s->field);
	free(s->column);
	*s = (struct txo_schema_rules){ .schema = NULL };
}
