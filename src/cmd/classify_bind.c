/*
 * classify_bind.c - the columns of a file that txo classify looks at.
 *
 * One projection: with --rows the columns carried, as labels, then the scores as
 * numbers, and the status as a label.
 */
#include "cmd/classify.h"
#include "cmd/find.h"
#include "data/scale_use.h"

#define MOST_NAME 64

enum txo_status txo_classify_place(struct txo_classify_places *ps,
				   size_t column, enum txo_type type,
				   size_t *at, struct txo_error *err)
{
	size_t use;
	enum txo_status status = txo_schema_use_column(ps->schema, column, type,
						       &use, err);

	*at = TXO_NO_COLUMN;
	for (size_t i = 0; i < ps->n; i++)
		if (status == TXO_OK && ps->use[i] == use)
			*at = i;
	if (status != TXO_OK || *at != TXO_NO_COLUMN)
		return status;
	*at = ps->n;
	ps->use[ps->n++] = use;
	if (type == TXO_NUMBER)
		txo_schema_outcome(ps->schema, use);
	return TXO_OK;
}

/* Has the header a column of this name, but for case and the like? */
static bool has_column(const struct txo_header *h, const char *name)
{
	char folded[MOST_NAME];

	for (size_t i = 0; i < h->n; i++) {
		txo_text_fold(h->name[i], folded, sizeof(folded));
		if (txo_text_equal(txo_text(folded), txo_text(name)))
			return true;
	}
	return false;
}

/* The column given, else the one of this name, else none. */
static enum txo_status find_named(const struct txo_header *h,
				  struct txo_text given, const char *name,
				  size_t *column, struct txo_error *err)
{
	*column = TXO_NO_COLUMN;
	if (!given.p && !has_column(h, name))
		return TXO_OK;
	return txo_header_find(h, given.p ? given : txo_text(name), column,
			       err);
}

/* Before and after. */
static enum txo_status find_scores(const struct txo_classify *p,
				   const struct txo_header *h, size_t *pre,
				   size_t *post, struct txo_error *err)
{
	static const char *const pre_roles[] = { "baseline", NULL };
	static const char *const post_roles[] = { "score", NULL };
	enum txo_status status = txo_find_column(h, p->pre, pre_roles, pre,
						 err);

	if (status == TXO_OK)
		status = find_named(h, p->post, "final", post, err);
	if (status == TXO_OK && *post == TXO_NO_COLUMN)
		status = txo_find_column(h, p->post, post_roles, post, err);
	if (status != TXO_OK)
		return status;
	if (*pre == TXO_NO_COLUMN)
		return txo_header_fail(h, err,
				       "no column is known as baseline; name "
				       "the score before treatment with --pre");
	if (*post == TXO_NO_COLUMN)
		return txo_header_fail(h, err,
				       "no column is known as final or score; "
				       "name the score after treatment with "
				       "--post");
	if (*pre == *post)
		return txo_header_fail(h, err,
				       "--pre and --post are the same column");
	return TXO_OK;
}

static enum txo_status place_last(struct txo_classify *p,
				  struct txo_classify_places *ps,
				  struct txo_error *err)
{
	const struct txo_header *h = ps->schema->header;
	enum txo_status status = TXO_OK;

	p->lasts = 0;
	p->at_last = txo_arena_take(&ps->schema->arena,
				    (p->last.n + 1) * sizeof(*p->at_last));
	if (!p->at_last)
		return txo_fail_memory(err);
	if (p->last.n && p->estimand != TXO_CLASSIFY_WHILE_TREATED &&
	    p->estimand != TXO_CLASSIFY_ASK)
		return txo_fail(err, TXO_USAGE,
				"--last is of use to --estimand while-treated "
				"alone");
	for (size_t i = 0; i < p->last.n && status == TXO_OK; i++) {
		size_t column;

		status = txo_header_find(h, p->last.item[i], &column, err);
		if (status == TXO_OK)
			status = txo_classify_place(ps, column, TXO_NUMBER,
						    &p->at_last[p->lasts++],
						    err);
	}
	return status;
}

static enum txo_status place_status(struct txo_classify *p,
				    struct txo_classify_places *ps,
				    struct txo_error *err)
{
	const struct txo_header *h = ps->schema->header;
	bool none = txo_text_equal(p->status, txo_text("none")) &&
		    !has_column(h, "none");
	size_t column = TXO_NO_COLUMN;
	enum txo_status status = TXO_OK;

	p->at_status = TXO_NO_COLUMN;
	if (!none)
		status = find_named(h, p->status, "status", &column, err);
	if (status == TXO_OK && column != TXO_NO_COLUMN)
		return txo_classify_place(ps, column, TXO_LABEL, &p->at_status,
					  err);
	if (status == TXO_OK && p->completed.n)
		return txo_header_fail(h, err,
				       "no column is known as status, which "
				       "--completed is about; name it with "
				       "--status");
	return status;
}

static enum txo_status place_scores(struct txo_classify *p,
				    struct txo_classify_places *ps,
				    struct txo_error *err)
{
	const struct txo_header *h = ps->schema->header;
	size_t pre, post, retest;
	enum txo_status status = find_scores(p, h, &pre, &post, err);

	p->at_retest = TXO_NO_COLUMN;
	if (status == TXO_OK)
		status = txo_classify_place(ps, pre, TXO_NUMBER, &p->at_pre,
					    err);
	if (status == TXO_OK)
		status = txo_classify_place(ps, post, TXO_NUMBER, &p->at_post,
					    err);
	if (status == TXO_OK && p->retest.p) {
		status = txo_header_find(h, p->retest, &retest, err);
		if (status == TXO_OK)
			status = txo_classify_place(ps, retest, TXO_NUMBER,
						    &p->at_retest, err);
		if (status == TXO_OK && p->at_retest == p->at_pre)
			return txo_header_fail(h, err,
					       "--pre and --retest are the "
					       "same column");
	}
	if (status == TXO_OK)
		status = place_last(p, ps, err);
	return status == TXO_OK ? place_status(p, ps, err) : status;
}

/* A score at this place that no --scale is for, though it is on p->scale. */
static bool lacks_scale(const struct txo_classify *p,
			const struct txo_classify_places *ps, size_t at)
{
	bool score = at == p->at_pre || at == p->at_post || at == p->at_retest;

	for (size_t i = 0; i < p->lasts; i++)
		score = score || at == p->at_last[i];
	return score && !ps->schema->use[ps->use[at]].scale;
}

/* Scores that are compared are on one scale: what is said of one holds for all. */
static enum txo_status spread_scale(struct txo_classify *p,
				    const struct txo_classify_places *ps,
				    struct txo_error *err)
{
	struct txo_schema *s = ps->schema;
	struct txo_scale_map *maps;
	size_t n = s->scale_maps;

	maps = txo_arena_take(&s->arena, (n + ps->n + 1) * sizeof(*maps));
	if (!maps)
		return txo_fail_memory(err);
	for (size_t i = 0; i < n; i++)
		maps[i] = s->scale_map[i];
	for (size_t i = 0; i < ps->n; i++)
		if (lacks_scale(p, ps, i))
			maps[n++] = (struct txo_scale_map){
				s->use[ps->use[i]].name, p->scale
			};
	s->scale_map = maps;
	s->scale_maps = n;
	return txo_schema_scales(s, err);
}

static enum txo_status find_scale(struct txo_classify *p,
				  const struct txo_classify_places *ps,
				  struct txo_error *err)
{
	const struct txo_schema *s = ps->schema;
	const struct txo_scale *pre, *post;
	enum txo_status status = txo_schema_scales(ps->schema, err);

	if (status != TXO_OK)
		return status;
	pre = s->use[ps->use[p->at_pre]].scale;
	post = s->use[ps->use[p->at_post]].scale;
	p->scale = post ? post : pre;
	if (pre && post && pre != post)
		return txo_fail(err, TXO_USAGE,
				"the scores before and after treatment cannot "
				"be on two scales, %s and %s",
				pre->scale, post->scale);
	return p->scale ? spread_scale(p, ps, err) : TXO_OK;
}

static void remark(const struct txo_classify *p, struct txo_needs *needs)
{
	const struct txo_header *h = needs->schema.header;
	size_t session = TXO_NO_COLUMN, patient = TXO_NO_COLUMN;

	if (txo_header_role(h, txo_role_find(txo_text("session")), &session,
			    NULL) == TXO_OK &&
	    session != TXO_NO_COLUMN)
		txo_needs_remark(needs, "every row counts as a course; txo "
					"courses makes courses of sessions");
	else if (txo_header_role(h, txo_role_find(txo_text("patient")),
				 &patient, NULL) == TXO_OK &&
		 patient != TXO_NO_COLUMN)
		txo_needs_remark(needs, "every row counts as a course, "
					"independent of the others");
	if (p->number[TXO_CLASSIFY_RELIABILITY].given && !p->reliability_word &&
	    p->kind == TXO_CLASSIFY_UNSAID)
		txo_needs_remark(needs,
				 "it is not said what the reliability is: "
				 "retest, alpha and raters give different "
				 "thresholds (--reliability-kind)");
}

enum txo_status txo_classify_bind(void *plan, struct txo_needs *needs,
				  struct txo_error *err)
{
	struct txo_classify *p = plan;
	const struct txo_header *h = needs->schema.header;
	struct txo_classify_places ps = { .schema = &needs->schema };
	enum txo_status status;

	if (!p->first)
		p->first = needs;
	p->level = needs->level;
	p->least = (uint64_t)needs->min_cell;
	ps.use = txo_arena_take(&needs->schema.arena,
				(h->n + p->keep.n + p->last.n + 8) *
					sizeof(*ps.use));
	if (!ps.use)
		return txo_fail_memory(err);
	if (p->keep.n && !p->rows)
		return txo_fail(err, TXO_USAGE,
				"--keep is of use to --rows "
				"alone");
	status = txo_classify_read_numbers(p, err);
	if (status == TXO_OK && p->rows)
		status = txo_classify_carry(p, &ps, needs, err);
	if (status == TXO_OK)
		status = place_scores(p, &ps, err);
	if (status == TXO_OK)
		status = find_scale(p, &ps, err);
	if (status == TXO_OK)
		status = txo_classify_complete(p, err);
	if (status == TXO_OK && !p->rows)
		status = txo_needs_columns(needs, txo_cmd_classify.columns,
					   err);
	if (status == TXO_OK)
		status = txo_schema_project(&needs->schema, ps.use, ps.n, true,
					    err);
	if (status == TXO_OK)
		remark(p, needs);
	return status;
}
