/*
 * checker_file.c - a file begins: which of its columns matter, and which rules.
 */
#include <string.h>

#include "base/buffer.h"
#include "data/checker.h"
#include "data/header_rules.h"
#include "data/key_rules.h"

/* A fault of the row, or of the header. */
static void tell_now(void *ctx, const struct txo_finding *f)
{
	struct txo_checker *c = ctx;

	if (!txo_rule_in(c->active, f->rule))
		return;
	c->clean = false;
	c->repeats = c->repeats || f->rule == TXO_RULE_PRIMARY_KEY ||
		     f->rule == TXO_RULE_UNIQUE || f->rule == TXO_RULE_UNIT ||
		     f->rule == TXO_RULE_SESSION_DUPLICATE;
	txo_find(&c->finder, f);
}

/* A fault of all rows of a file. */
static void tell_late(void *ctx, const struct txo_finding *f)
{
	struct txo_checker *c = ctx;

	if (txo_rule_in(c->active, f->rule))
		txo_kept_add(&c->kept, f);
}

/* A fault of all rows of a course, whatever rules are for the last file. */
static void tell_last(void *ctx, const struct txo_finding *f)
{
	struct txo_checker *c = ctx;

	if (txo_rule_in(c->choice.wanted, f->rule))
		txo_kept_add(&c->kept, f);
}

/* All rules of the group. */
static uint64_t rules_of(const char *group)
{
	const struct txo_fault_type *t = txo_fault_types();
	uint64_t set = 0;

	for (int i = 0; i < TXO_RULES; i++)
		if (strcmp(t[i].group, group) == 0)
			set |= (uint64_t)1 << i;
	return set;
}

/* Which rules are for the file, by what its rows are. */
static void choose_rules(struct txo_checker *c, const size_t *column)
{
	uint64_t courses = rules_of("course") | rules_of("digits");
	uint64_t forced = c->choice.forced;
	enum txo_grain grain = txo_course_grain(&c->table->header, column,
						(forced & courses) != 0);

	c->course.grain = grain;
	c->course.grades = txo_rule_in(forced, TXO_RULE_GRADE);
	c->active = c->choice.wanted;
	if (grain == TXO_GRAIN_OTHER)
		c->active &= ~courses | forced;
	if (column[TXO_COURSE_PATIENT] == TXO_NO_COLUMN &&
	    !txo_rule_in(forced, TXO_RULE_DUPLICATE_ROW))
		c->active &= ~((uint64_t)1 << TXO_RULE_DUPLICATE_ROW);
	c->courses = c->courses || grain != TXO_GRAIN_OTHER;
	c->lacks = column[TXO_COURSE_PATIENT] == TXO_NO_COLUMN ?
			   TXO_COURSE_PATIENT :
			   TXO_COURSE_SESSION;
}

static const struct txo_scale *scale_of(const struct txo_checker *c,
					size_t column)
{
	return c->scale_of ? c->scale_of(c->scale_ctx, column) : NULL;
}

static enum txo_status add_column(struct txo_checker *c, size_t column,
				  int part, enum txo_type type,
				  struct txo_error *err)
{
	const struct txo_field *field = txo_schema_rules_field(&c->schema,
							       column);
	struct txo_checked *grown = txo_grow(c->checked, &c->room, c->n + 1,
					     sizeof(*grown));

	if (!grown)
		return txo_fail_memory(err);
	c->checked = grown;
	grown[c->n++] = (struct txo_checked){
		column,
		part,
		scale_of(c, column),
		{ .cells = c->cells,
		  .type = type,
		  .score = part == TXO_COURSE_SCORE ||
			   part == TXO_COURSE_BASELINE ||
			   part == TXO_COURSE_IMPROVEMENT,
		  .on_scale = scale_of(c, column) != NULL,
		  .quiet = field && field->typed },
	};
	return TXO_OK;
}

/* The part of a course that the role is, or -1. */
static int part_of(const struct txo_role *role)
{
	for (int i = 0; i < TXO_COURSE_PARTS; i++)
		if (strcmp(txo_course_part_name((enum txo_course_part)i),
			   role->name) == 0)
			return i;
	return -1;
}

/* Is it among the first n columns that are read? */
static bool is_read(const struct txo_checker *c, size_t column, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (c->checked[i].column == column)
			return true;
	return false;
}

/*
 * The columns that are read: those of roles, if they are numbers, dates or of
 * use to the rules on courses, and those with a scale. Grades may be words. A
 * visit that is no session may have a name.
 */
static enum txo_status find_columns(struct txo_checker *c, const size_t *column,
				    struct txo_error *err)
{
	const struct txo_header *h = &c->table->header;
	size_t contra = column[TXO_COURSE_CONTRAINDICATIONS], known;
	enum txo_status status = TXO_OK;

	c->n = 0;
	for (const struct txo_role *r = txo_roles(); r->name; r++) {
		int part = part_of(r);
		enum txo_type type = r->type;
		size_t found = part >= 0 ? column[part] : TXO_NO_COLUMN;

		if (part < 0 && txo_header_role(h, r, &found, NULL) != TXO_OK)
			found = TXO_NO_COLUMN;
		if (part == TXO_COURSE_GRADE ||
		    (part == TXO_COURSE_SESSION &&
		     c->course.grain != TXO_GRAIN_SESSIONS))
			type = TXO_LABEL;
		if (found == TXO_NO_COLUMN || (part < 0 && type == TXO_LABEL))
			continue;
		status = add_column(c, found, part, type, err);
		if (status != TXO_OK)
			return status;
	}
	if (contra != TXO_NO_COLUMN)
		status = add_column(c, contra, TXO_COURSE_CONTRAINDICATIONS,
				    TXO_LABEL, err);
	known = c->n;
	for (size_t i = 0; i < h->n && c->scale_of && status == TXO_OK; i++)
		if (scale_of(c, i) && !is_read(c, i, known))
			status = add_column(c, i, -1, TXO_NUMBER, err);
	return status;
}

enum txo_status txo_checker_file(struct txo_checker *c,
				 const struct txo_table *table, uint32_t file,
				 struct txo_error *err)
{
	const struct txo_header *h = &table->header;
	size_t column[TXO_COURSE_PARTS];
	struct txo_finding f = { .file = file, .line = h->line };
	enum txo_status status = txo_course_columns(h, column, err);

	if (status != TXO_OK)
		return status;
	c->table = table;
	c->file = file;
	c->now = (struct txo_finder){ tell_now, c };
	c->late = (struct txo_finder){ tell_late, c };
	c->last = (struct txo_finder){ tell_last, c };
	c->course.now = &c->now;
	c->course.late = &c->last;
	c->course.exact_labels = c->cells->exact_labels;
	c->course.redact = c->cells->redact;
	choose_rules(c, column);
	for (int i = 0; i < TXO_COURSE_PARTS; i++)
		c->course.name[i] = column[i] == TXO_NO_COLUMN ?
					    txo_text("") :
					    h->name[column[i]];
	c->schema.redact = c->cells->redact;
	c->schema.own_key = c->keys > 0;
	if (table->last_resort && table->titles) {
		f.rule = TXO_RULE_BLANK_HEADER;
		f.message =
			"no row stands out as the header; if there is none, "
			"name the columns with --header";
		txo_find(&c->now, &f);
		f = (struct txo_finding){ .file = file, .line = h->line };
	}
	status = txo_header_rules(h, file, &c->now, err);
	if (status == TXO_OK)
		status = txo_schema_rules_file(&c->schema, h, f, &c->now, err);
	if (status == TXO_OK)
		status = find_columns(c, column, err);
	if (status == TXO_OK)
		status = txo_key_columns(c, column, err);
	return status;
}
