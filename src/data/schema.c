#include "data/schema.h"

#include <string.h>

#include "data/where.h"

void txo_schema_release(struct txo_schema *s)
{
	txo_arena_release(&s->arena);
	*s = (struct txo_schema){ .weight = TXO_NO_COLUMN };
}

static enum txo_status add_use(struct txo_schema *s, const struct txo_use *use,
			       struct txo_error *err)
{
	struct txo_use *all;

	all = txo_arena_one_more(&s->arena, s->use, s->uses, sizeof(*all));
	if (!all)
		return txo_fail_memory(err);
	s->use = all;
	all[s->uses++] = *use;
	return TXO_OK;
}

enum txo_status txo_schema_use_column(struct txo_schema *s, size_t column,
				      enum txo_type type, size_t *use,
				      struct txo_error *err)
{
	const struct txo_use one = { .column = column,
				     .type = type,
				     .name = s->header->name[column] };

	for (*use = 0; *use < s->uses; ++*use)
		if (s->use[*use].column == column && s->use[*use].type == type)
			return TXO_OK;
	return add_use(s, &one, err);
}

enum txo_status txo_schema_use_condition(struct txo_schema *s,
					 struct txo_where *condition,
					 struct txo_text name, size_t *use,
					 struct txo_error *err)
{
	const struct txo_use one = { .column = TXO_NO_COLUMN,
				     .type = TXO_LABEL,
				     .name = name,
				     .condition = condition };
	enum txo_status status = txo_where_bind(condition, s, err);

	*use = s->uses;
	return status == TXO_OK ? add_use(s, &one, err) : status;
}

void txo_schema_outcome(struct txo_schema *s, size_t use)
{
	s->use[use].outcome = true;
}

void txo_schema_need(struct txo_schema *s, size_t use)
{
	s->use[use].needed = true;
}

void txo_schema_hint(struct txo_schema *s, size_t use, const char *hint)
{
	s->use[use].hint = hint;
}

enum txo_status txo_schema_use(struct txo_schema *s, struct txo_text name,
			       enum txo_type type, size_t *use,
			       struct txo_error *err)
{
	size_t column;
	enum txo_status status = txo_header_find(s->header, name, &column, err);

	if (status != TXO_OK)
		return status;
	return txo_schema_use_column(s, column, type, use, err);
}

enum txo_status txo_schema_group_by(struct txo_schema *s, struct txo_text name,
				    struct txo_error *err)
{
	char shown[TXO_SHOWN];
	size_t use;
	enum txo_status status = txo_schema_use(s, name, TXO_LABEL, &use, err);

	if (status != TXO_OK)
		return status;
	if (use < s->by)
		return txo_fail(err, TXO_USAGE, "--by names '%s' twice",
				txo_text_show(s->use[use].name, shown));
	s->by = s->uses;
	return TXO_OK;
}

size_t txo_schema_widest(const struct txo_schema *s)
{
	size_t widest = 0;

	for (size_t p = 0; p < s->projections; p++)
		if (s->projection[p].n > widest)
			widest = s->projection[p].n;
	return widest;
}

enum txo_status txo_schema_project(struct txo_schema *s, const size_t *use,
				   size_t n, bool keeps_missing,
				   struct txo_error *err)
{
	struct txo_projection p = { NULL, s->by + n, keeps_missing }, *all;

	p.use = txo_arena_take(&s->arena, (p.n + 1) * sizeof(*p.use));
	all = txo_arena_one_more(&s->arena, s->projection, s->projections,
				 sizeof(p));
	if (!p.use || !all)
		return txo_fail_memory(err);
	for (size_t i = 0; i < s->by; i++)
		p.use[i] = i;
	for (size_t i = 0; i < n; i++)
		p.use[s->by + i] = use[i];
	s->projection = all;
	all[s->projections++] = p;
	return TXO_OK;
}

/*
 * Names are one if they are equal as txo_text_fold() leaves them, or one role;
 * conditions if they are about the same uses.
 */
static bool same_name(const struct txo_schema *a, size_t i,
		      const struct txo_schema *b)
{
	char x[128], y[128];
	const struct txo_role *role;

	if (a->use[i].condition || b->use[i].condition)
		return a->use[i].condition && b->use[i].condition &&
		       txo_where_same_uses(a->use[i].condition,
					   b->use[i].condition);
	if (txo_text_equal(a->use[i].name, b->use[i].name))
		return true;
	txo_text_fold(a->use[i].name, x, sizeof(x));
	if (strcmp(x, txo_text_fold(b->use[i].name, y, sizeof(y))) == 0)
		return true;
	role = txo_header_role_of(a->header, a->use[i].column);
	return role && role == txo_header_role_of(b->header, b->use[i].column);
}

enum txo_status txo_schema_same(const struct txo_schema *first,
				const struct txo_schema *other,
				struct txo_error *err)
{
	char a[TXO_SHOWN], b[TXO_SHOWN];
	size_t n = first->uses < other->uses ? first->uses : other->uses;

	for (size_t i = 0; i < n; i++) {
		if (first->use[i].type == other->use[i].type &&
		    same_name(first, i, other)) {
			if (first->use[i].scale == other->use[i].scale)
				continue;
			return txo_fail(err, TXO_DATA,
					"column '%s' is not on the same scale "
					"in all files; say --scale "
					"COLUMN=NAME",
					txo_text_show(other->use[i].name, b));
		}
		return txo_fail(err, TXO_DATA,
				"column '%s' stands where the first file has "
				"'%s'; name the columns with options",
				txo_text_show(other->use[i].name, b),
				txo_text_show(first->use[i].name, a));
	}
	if (first->uses != other->uses)
		return txo_fail(
			err, TXO_DATA,
			"column '%s' is not in all files; name the columns "
			"with options",
			txo_text_show(first->uses > n ? first->use[n].name :
							other->use[n].name,
				      a));
	return TXO_OK;
}
