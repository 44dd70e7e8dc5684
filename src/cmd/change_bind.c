/*
 * change_bind.c - which columns txo change needs, and whether its options go
 * together.
 */
#include <string.h>

#include "cmd/change.h"
#include "cmd/find.h"

#define PLAN struct txo_change_plan
#define ALL_TESTS ((1u << TXO_CHANGE_TESTS) - 1)

static enum txo_status use(struct txo_needs *needs, size_t column,
			   enum txo_type type, size_t *place,
			   struct txo_error *err)
{
	enum txo_status status = txo_schema_use_column(&needs->schema, column,
						       type, place, err);

	if (status == TXO_OK && type == TXO_NUMBER)
		txo_schema_outcome(&needs->schema, *place);
	return status;
}

static enum txo_status use_between(const PLAN *p, struct txo_needs *needs,
				   size_t *place, size_t *n,
				   struct txo_error *err)
{
	size_t column;
	enum txo_status status;

	if (!p->between.p)
		return TXO_OK;
	status = txo_header_find(needs->schema.header, p->between, &column,
				 err);
	if (status == TXO_OK)
		status = use(needs, column, TXO_LABEL, place, err);
	if (status == TXO_OK)
		++*n;
	return status;
}

/* The column of exactly this name, or TXO_NO_COLUMN. */
static size_t column_called(const struct txo_header *h, const char *name)
{
	for (size_t i = 0; i < h->n; i++)
		if (txo_text_equal(h->name[i], txo_text(name)))
			return i;
	return TXO_NO_COLUMN;
}

static enum txo_status find_wide(const PLAN *p, const struct txo_header *h,
				 size_t column[2], struct txo_error *err)
{
	static const char *const pre[] = { "baseline", NULL };
	static const char *const post[] = { "score", NULL };
	enum txo_status status = txo_find_column(h, p->pre, pre, &column[0],
						 err);

	if (status == TXO_OK)
		status = txo_find_column(h, p->post, post, &column[1], err);
	if (status != TXO_OK)
		return status;
	if (column[1] == TXO_NO_COLUMN)
		column[1] = column_called(h, "final");
	if (column[0] == TXO_NO_COLUMN)
		return txo_header_fail(h, err,
				       "no column is known as baseline; name "
				       "the value before with --pre, or say "
				       "--at where rows are visits");
	if (column[1] == TXO_NO_COLUMN)
		return txo_header_fail(h, err,
				       "no column is known as score; name the "
				       "value after with --post, or say --at "
				       "where rows are visits");
	if (column[0] == column[1])
		return txo_header_fail(h, err,
				       "--pre and --post are the same column");
	return TXO_OK;
}

/* Patients by themselves, to tell when one has several rows. */
static enum txo_status bind_guard(PLAN *p, struct txo_needs *needs,
				  struct txo_error *err)
{
	static const char *const roles[] = { "patient", NULL };
	struct txo_text none = { NULL, 0 };
	size_t column, place;
	enum txo_status status = txo_find_column(needs->schema.header, none,
						 roles, &column, err);

	if (status != TXO_OK || column == TXO_NO_COLUMN)
		return status;
	status = use(needs, column, TXO_LABEL, &place, err);
	if (status != TXO_OK)
		return status;
	p->guard = needs->schema.projections;
	return txo_schema_project(&needs->schema, &place, 1, true, err);
}

static enum txo_status bind_wide(PLAN *p, struct txo_needs *needs,
				 struct txo_error *err)
{
	struct txo_schema *s = &needs->schema;
	size_t column[2], place[3], n = 0;
	enum txo_status status = find_wide(p, s->header, column, err);

	if (status == TXO_OK)
		status = use_between(p, needs, &place[0], &n, err);
	for (int i = 0; i < 2 && status == TXO_OK; i++)
		status = use(needs, column[i], TXO_NUMBER, &place[n++], err);
	for (size_t i = 0; i < n && status == TXO_OK; i++)
		txo_schema_need(s, place[i]);
	if (status == TXO_OK)
		status = txo_schema_project(s, place, n, false, err);
	return status == TXO_OK ? bind_guard(p, needs, err) : status;
}

/* Part "COL=A" and "B". */
static enum txo_status read_at(PLAN *p, struct txo_text *column,
			       struct txo_error *err)
{
	struct txo_text first = p->at.item[0];
	const char *sign = memchr(first.p, '=', first.n);
	size_t n = sign ? (size_t)(sign - first.p) : 0;

	*column = txo_text_trim((struct txo_text){ first.p, n });
	if (p->at.n == 2 && sign) {
		p->visit[0] = (struct txo_text){ sign + 1, first.n - n - 1 };
		p->visit[0] = txo_text_trim(p->visit[0]);
		p->visit[1] = p->at.item[1];
		if (column->n && p->visit[0].n)
			return TXO_OK;
	}
	return txo_fail(err, TXO_USAGE,
			"--at: not COL=A,B, a column and two of its values, "
			"such as visit=1,6");
}

static enum txo_status find_long(PLAN *p, const struct txo_header *h,
				 size_t column[3], struct txo_error *err)
{
	static const char *const patient[] = { "patient", NULL };
	static const char *const score[] = { "score", NULL };
	struct txo_text visit;
	enum txo_status status = read_at(p, &visit, err);

	if (status == TXO_OK)
		status = txo_find_column(h, p->patient, patient, &column[0],
					 err);
	if (status == TXO_OK)
		status = txo_header_find(h, visit, &column[1], err);
	if (status == TXO_OK)
		status = txo_find_column(h, p->score, score, &column[2], err);
	if (status != TXO_OK)
		return status;
	if (column[0] == TXO_NO_COLUMN)
		return txo_header_fail(h, err,
				       "no column is known as patient; name it "
				       "with --patient");
	if (column[2] == TXO_NO_COLUMN)
		return txo_header_fail(h, err,
				       "no column is known as score; name it "
				       "with --score");
	return TXO_OK;
}

static enum txo_status bind_long(PLAN *p, struct txo_needs *needs,
				 struct txo_error *err)
{
	struct txo_schema *s = &needs->schema;
	size_t column[3], place[4], n = 1;
	enum txo_status status = find_long(p, s->header, column, err);

	if (status == TXO_OK)
		status = use(needs, column[0], TXO_LABEL, &place[0], err);
	if (status == TXO_OK)
		status = use_between(p, needs, &place[1], &n, err);
	if (status == TXO_OK)
		status = use(needs, column[1], TXO_LABEL, &place[n++], err);
	if (status == TXO_OK)
		status = use(needs, column[2], TXO_NUMBER, &place[n++], err);
	return status == TXO_OK ? txo_schema_project(s, place, n, false, err) :
				  status;
}

/* Do the options go together? */
static enum txo_status judge_options(const PLAN *p, struct txo_error *err)
{
	if (p->is_long && (p->pre.p || p->post.p))
		return txo_fail(err, TXO_USAGE,
				"--at finds the values before and after in "
				"rows, --pre and --post in columns; say one "
				"or the other");
	if (!p->is_long && (p->score.p || p->patient.p || p->take))
		return txo_fail(err, TXO_USAGE,
				"--%s goes with --at, which says that rows are "
				"visits",
				p->score.p   ? "score" :
				p->patient.p ? "patient" :
					       "take");
	if (p->reference.p && !p->between.p)
		return txo_fail(err, TXO_USAGE,
				"--reference goes with --between");
	if (p->tests != ALL_TESTS && p->tests & 1u << TXO_CHANGE_ANCOVA &&
	    !p->between.p)
		return txo_fail(err, TXO_USAGE,
				"--test ancova compares levels; name them with "
				"--between");
	return TXO_OK;
}

/* Which direction is better, by the option and by the scales of the scores. */
static enum txo_status find_direction(PLAN *p, struct txo_needs *needs,
				      struct txo_error *err)
{
	struct txo_schema *s = &needs->schema;
	enum txo_better said = p->better == TXO_CHANGE_LOWER ?
				       TXO_BETTER_LOWER :
			       p->better == TXO_CHANGE_HIGHER ?
				       TXO_BETTER_HIGHER :
				       TXO_BETTER_NONE;
	enum txo_status status = txo_schema_scales(s, err);

	p->direction = said;
	for (size_t i = 0; i < s->uses && status == TXO_OK; i++) {
		const struct txo_scale *scale = s->use[i].scale;

		if (!s->use[i].outcome || !scale ||
		    scale->better == TXO_BETTER_NONE)
			continue;
		if (p->direction != TXO_BETTER_NONE &&
		    p->direction != scale->better)
			return txo_fail(err, TXO_USAGE,
					"--scale %s: %s is better there, which "
					"contradicts %s",
					scale->scale,
					txo_better_name(scale->better),
					said ? "--better" : "the other scale");
		p->direction = scale->better;
	}
	if (status == TXO_OK && p->direction == TXO_BETTER_NONE &&
	    (p->take == TXO_TAKE_BEST || p->take == TXO_TAKE_WORST))
		return txo_fail(err, TXO_USAGE,
				"--take best and worst need to know which "
				"scores are better: say --better lower, "
				"--better higher, or --scale");
	return status;
}

static enum txo_status name_columns(const PLAN *p, struct txo_needs *needs,
				    struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (const struct txo_column *c = txo_change_columns;
	     c->name && status == TXO_OK; c++)
		if (!(c->marks & TXO_IS_EXTRA) || p->between.p)
			status = txo_needs_output(needs, txo_text(c->name),
						  err);
	return status;
}

enum txo_status txo_change_bind(void *plan, struct txo_needs *needs,
				struct txo_error *err)
{
	PLAN *p = plan;
	enum txo_status status;

	p->level = needs->level;
	p->is_long = p->at.n > 0;
	p->guard = 0;
	p->withholds = needs->min_cell > 0;
	p->redact = needs->rules && needs->rules->redact;
	status = judge_options(p, err);
	if (status == TXO_OK)
		status = p->is_long ? bind_long(p, needs, err) :
				      bind_wide(p, needs, err);
	if (status == TXO_OK)
		status = find_direction(p, needs, err);
	return status == TXO_OK ? name_columns(p, needs, err) : status;
}
