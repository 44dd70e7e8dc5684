/*
 * compare_bind.c - the columns of txo compare, and which are counted together.
 */
#include "cmd/compare.h"
#include "cmd/find.h"
#include "data/scale_use.h"

#define PLAN struct txo_compare_plan

/* What the columns of the file are. */
struct found {
	size_t y, between, patient, when;
};

static enum txo_status find_role(const struct txo_header *h, const char *role,
				 size_t *column, struct txo_error *err)
{
	return txo_header_role(h, txo_role_find(txo_text(role)), column, err);
}

static enum txo_status find_y(const PLAN *p, const struct txo_header *h,
			      struct found *f, struct txo_error *err)
{
	static const char *const y[] = { "improvement", "score", NULL };
	enum txo_status status;

	if (!p->between.p)
		return txo_header_fail(h, err,
				       "--between is missing: the column of "
				       "the groups");
	status = txo_header_find(h, p->between, &f->between, err);
	if (status == TXO_OK)
		status = txo_find_column(h, p->y, y, &f->y, err);
	if (status != TXO_OK)
		return status;
	if (f->y == TXO_NO_COLUMN)
		return txo_header_fail(h, err,
				       "no column is known as improvement or "
				       "score; name it with --y");
	return f->y == f->between ?
		       txo_fail(err, TXO_USAGE,
				"--y and --between name the same column") :
		       TXO_OK;
}

static enum txo_status find_when(const PLAN *p, const struct txo_header *h,
				 struct found *f, struct txo_error *err)
{
	enum txo_status status;

	f->when = TXO_NO_COLUMN;
	if (p->collapse != TXO_COLLAPSE_LAST)
		return TXO_OK;
	status = find_role(h, "date", &f->when, err);
	if (status == TXO_OK && f->when == TXO_NO_COLUMN)
		status = find_role(h, "session", &f->when, err);
	if (status == TXO_OK && f->when == TXO_NO_COLUMN)
		status = txo_header_fail(h, err,
					 "--collapse last: no column is known "
					 "as date or session; name it with "
					 "--map date=COL");
	return status;
}

static enum txo_status find_block(const PLAN *p, const struct txo_header *h,
				  struct found *f, struct txo_error *err)
{
	static const char *const patient[] = { "patient", NULL };
	enum txo_status status;

	status = txo_find_column(h, p->block, patient, &f->patient, err);
	if (status == TXO_OK && f->patient == TXO_NO_COLUMN)
		status = txo_header_fail(h, err,
					 "friedman and quade need blocks: name "
					 "their column with --block");
	return status;
}

static enum txo_status find_patient(const PLAN *p, const struct txo_header *h,
				    struct found *f, struct txo_error *err)
{
	static const char *const patient[] = { "patient", NULL };
	enum txo_status status;

	if (p->cluster.p)
		return txo_header_find(h, p->cluster, &f->patient, err);
	if (p->tests & TXO_TESTS_OF_BLOCKS)
		return find_block(p, h, f, err);
	status = txo_find_column(h, p->patient, patient, &f->patient, err);
	if (status == TXO_OK && f->patient == TXO_NO_COLUMN &&
	    p->collapse > (int)TXO_COLLAPSE_ROWS)
		status = txo_header_fail(h, err,
					 "--collapse: no column is known as "
					 "patient; name it with --patient");
	return status;
}

/* Which way is better, where that matters. */
static enum txo_status find_better(PLAN *p, struct txo_needs *needs, size_t y,
				   struct txo_error *err)
{
	const struct txo_role *role;
	const struct txo_scale *scale;
	enum txo_status status;

	if (p->collapse != TXO_COLLAPSE_BEST)
		return TXO_OK;
	p->lower = p->better == (int)TXO_BETTER_LOWER;
	if (p->better)
		return TXO_OK;
	role = txo_header_role_of(needs->schema.header, y);
	status = txo_schema_scales(&needs->schema, err);
	if (status != TXO_OK)
		return status;
	scale = txo_needs_scale(needs, y);
	if (scale && scale->better != TXO_BETTER_NONE) {
		p->lower = scale->better == TXO_BETTER_LOWER;
		return TXO_OK;
	}
	if (role && (role == txo_role_find(txo_text("improvement")) ||
		     role == txo_role_find(txo_text("satisfaction"))))
		return TXO_OK;
	return txo_fail(err, TXO_USAGE,
			"--collapse best: say --better lower or --better "
			"higher, or the scale with --scale");
}

/* Is y labels? The type that is said, else the tests, else the role decide. */
static bool is_labels(const PLAN *p, const struct txo_role *role)
{
	unsigned named = p->tests & ~TXO_TEST(AUTO);

	if (p->type != TXO_TYPE_AUTO)
		return p->type == TXO_TYPE_LABEL;
	if (named)
		return !(named & ~TXO_TESTS_OF_COUNTS);
	return p->order.n > 0 || (role && role->type == TXO_LABEL);
}

static enum txo_status use_y(PLAN *p, struct txo_needs *needs, size_t column,
			     size_t *use, struct txo_error *err)
{
	struct txo_schema *s = &needs->schema;
	const struct txo_role *role = txo_header_role_of(s->header, column);
	enum txo_type type = role && role->type == TXO_DATE ? TXO_DATE :
							      TXO_NUMBER;
	enum txo_status status;

	p->labels = is_labels(p, role);
	status = txo_schema_use_column(s, column, p->labels ? TXO_LABEL : type,
				       use, err);
	if (status != TXO_OK)
		return status;
	txo_schema_need(s, *use);
	if (p->labels)
		return TXO_OK;
	txo_schema_outcome(s, *use);
	txo_schema_hint(s, *use, "--type label takes the cells as labels");
	return TXO_OK;
}

/* The columns of the frames, and which projection is only looked at. */
static enum txo_status project(PLAN *p, struct txo_needs *needs,
			       const struct found *f, struct txo_error *err)
{
	struct txo_schema *s = &needs->schema;
	bool unit = p->cluster.p || p->collapse > (int)TXO_COLLAPSE_ROWS ||
		    p->tests & TXO_TESTS_OF_BLOCKS;
	const struct txo_role *when = f->when == TXO_NO_COLUMN ?
					      NULL :
					      txo_header_role_of(s->header,
								 f->when);
	size_t use[4], y, n = 0;
	enum txo_status status;

	p->guard = TXO_NO_COLUMN;
	status = txo_schema_use_column(s, f->between, TXO_LABEL, &use[n++],
				       err);
	if (status == TXO_OK)
		txo_schema_need(s, use[0]);
	if (status == TXO_OK)
		status = use_y(p, needs, f->y, &y, err);
	if (status == TXO_OK && !unit)
		status = txo_schema_project(s, (size_t[]){ use[0], y }, 2,
					    false, err);
	if (status != TXO_OK || f->patient == TXO_NO_COLUMN)
		return status;
	if (p->collapse == TXO_COLLAPSE_ROWS) {
		txo_needs_remark(needs, "rows count as independent; where a "
					"patient has several, errors and "
					"p-values are rough");
		return TXO_OK;
	}
	status = txo_schema_use_column(s, f->patient, TXO_LABEL, &use[n++],
				       err);
	if (status == TXO_OK && unit)
		txo_schema_need(s, use[1]);
	if (status == TXO_OK && unit && f->when != TXO_NO_COLUMN)
		status = txo_schema_use_column(s, f->when, when->type,
					       &use[n++], err);
	use[n++] = y;
	if (!unit)
		p->guard = s->projections;
	return status == TXO_OK ? txo_schema_project(s, use, n, unit, err) :
				  status;
}

/* What stands behind each method. */
static enum txo_status name_unit(PLAN *p, struct txo_needs *needs,
				 struct txo_error *err)
{
	static const char *const suffix[] = { "", "",
					      "; a value a patient: mean",
					      "; a value a patient: last",
					      "; a value a patient: best" };
	struct txo_buffer b = { 0 };

	p->suffix = suffix[p->collapse];
	if (!p->cluster.p)
		return TXO_OK;
	txo_buffer_printf(&b, "; %d resamples, mt19937, seed %d", p->resamples,
			  p->seed);
	p->suffix = b.failed ? NULL :
			       txo_arena_copy(&needs->schema.arena, b.p, b.n);
	txo_buffer_release(&b);
	return p->suffix ? TXO_OK : txo_fail_memory(err);
}

static enum txo_status check_options(const PLAN *p, struct txo_error *err)
{
	bool blocks = p->tests & TXO_TESTS_OF_BLOCKS;
	const char *why = NULL;

	if (p->cluster.p && p->collapse)
		why = "--cluster and --collapse are two ways out of one thing; "
		      "take one of them";
	else if (p->cluster.p && p->tests != TXO_TEST(AUTO))
		why = "--cluster takes the place of the tests; leave out "
		      "--test";
	else if (blocks && p->tests & ~TXO_TESTS_OF_BLOCKS)
		why = "friedman and quade are about blocks, the other tests "
		      "about independent rows; ask for them apart";
	else if (blocks && p->collapse == TXO_COLLAPSE_ROWS)
		why = "friedman and quade need one row of each block and "
		      "group, which --collapse rows does not give";
	else if (p->block.p && !blocks)
		why = "--block is for the tests friedman and quade";
	return why ? txo_fail(err, TXO_USAGE, "%s", why) : TXO_OK;
}

/* What needs y to be numbers, though it is labels. */
static enum txo_status check_labels(const PLAN *p, struct txo_error *err)
{
	const char *why = NULL;

	if (!p->labels)
		return p->order.n ? txo_fail(err, TXO_USAGE,
					     "--order is for y that is labels; "
					     "say --type label") :
				    TXO_OK;
	if (p->tests & ~(TXO_TESTS_OF_COUNTS | TXO_TEST(AUTO)))
		why = "a test of --test is about numbers, but y is labels";
	else if (p->cluster.p)
		why = "--cluster is about means, but y is labels";
	else if (p->collapse > (int)TXO_COLLAPSE_ROWS)
		why = "--collapse makes one number of several, but y is labels";
	return why ? txo_fail(err, TXO_USAGE,
			      "%s; --type number takes it as "
			      "numbers",
			      why) :
		     TXO_OK;
}

/* Name the output columns. */
static enum txo_status name_columns(const PLAN *p, struct txo_needs *needs,
				    struct txo_error *err)
{
	const struct txo_column *c = txo_compare_columns;
	enum txo_status status = TXO_OK;

	for (; c->name && status == TXO_OK; c++)
		if (!(c->marks & TXO_IS_EXTRA) || p->labels)
			status = txo_needs_output(needs, txo_text(c->name),
						  err);
	return status;
}

enum txo_status txo_compare_bind(void *plan, struct txo_needs *needs,
				 struct txo_error *err)
{
	PLAN *p = plan;
	const struct txo_header *h = needs->schema.header;
	struct found f;
	enum txo_status status = check_options(p, err);

	p->level = needs->level;
	if (status == TXO_OK)
		status = find_y(p, h, &f, err);
	if (status == TXO_OK)
		status = find_patient(p, h, &f, err);
	if (status == TXO_OK)
		status = find_when(p, h, &f, err);
	if (status == TXO_OK)
		status = project(p, needs, &f, err);
	if (status == TXO_OK)
		status = check_labels(p, err);
	if (status == TXO_OK)
		status = find_better(p, needs, f.y, err);
	if (status == TXO_OK)
		status = name_unit(p, needs, err);
	return status == TXO_OK ? name_columns(p, needs, err) : status;
}
