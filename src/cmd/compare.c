/*
 * txo compare - do the groups differ, and by how much.
 *
 * One frame in (level, y), rows out for each term of the tests. Terms:
 * compare_{two,many}.c; which rows a term has: compare_print.c; rows of
 * patients: compare_{guard,unit}.c.
 */
#include "cmd/compare.h"
#include "cmd/find.h"
#include "data/scale_use.h"

static const struct txo_choice tests[] = {
	[TXO_TEST_AUTO] = { "auto", "two groups: welch, rank-sum; more: "
				    "welch-anova, kruskal-wallis" },
	[TXO_TEST_WELCH] = { "welch", "t test and interval of the difference "
				      "of means, variances may differ" },
	[TXO_TEST_STUDENT] = { "student", "the same with pooled variance" },
	[TXO_TEST_RANK_SUM] = { "rank-sum", "Wilcoxon and Mann-Whitney, exact "
					    "up to 200 values; shift, "
					    "probability of superiority" },
	[TXO_TEST_ANOVA] = { "anova", "F test of equal means, equal "
				      "variances" },
	[TXO_TEST_WELCH_ANOVA] = { "welch-anova", "the same, variances may "
						  "differ" },
	[TXO_TEST_KRUSKAL_WALLIS] = { "kruskal-wallis", "the same for ranks" },
	{ NULL, NULL }
};

static const struct txo_choice collapses[] = {
	[TXO_COLLAPSE_REFUSE] = { "refuse", "no: a patient with several rows "
					    "in a group is an error" },
	[TXO_COLLAPSE_ROWS] = { "rows", "no, without a look: all rows count "
					"as independent" },
	[TXO_COLLAPSE_MEAN] = { "mean", "their mean" },
	[TXO_COLLAPSE_LAST] = { "last", "that of the last date, else session; "
					"the mean of several" },
	[TXO_COLLAPSE_BEST] = { "best", "the best one, see --better" },
	{ NULL, NULL }
};

static const struct txo_choice betters[] = {
	{ "auto", "as --scale has it; improvement and satisfaction: higher" },
	{ "lower", "low values are better" },
	{ "higher", "high values are better" },
	{ NULL, NULL }
};

static const struct txo_choice pairs[] = {
	[TXO_PAIRS_NAMED] = { "named", "each with the reference, for tests of "
				       "two groups that --test names" },
	[TXO_PAIRS_REFERENCE] = { "reference", "the same for auto, too" },
	[TXO_PAIRS_ALL] = { "all", "each with each" },
	{ NULL, NULL }
};

#define PLAN struct txo_compare_plan

static const struct txo_option options[] = {
	TXO_OPTION("y", TXO_COLUMN, PLAN, y, "COL", NULL,
		   "what is compared; default: the role improvement, else "
		   "score"),
	TXO_OPTION("between", TXO_COLUMN, PLAN, between, "COL", NULL,
		   "the groups, such as a treatment; their order is that of "
		   "numbers, then of bytes"),
	TXO_OPTION_CHOICE("test", TXO_CHOICES, PLAN, tests, "LIST", "auto",
			  tests, "the tests, one or several"),
	TXO_OPTION("reference", TXO_WORD, PLAN, reference, "LEVEL", NULL,
		   "the group that others are compared with; default: the "
		   "first one"),
	TXO_OPTION_CHOICE("pairs", TXO_CHOICE, PLAN, pairs, "WHICH", "named",
			  pairs,
			  "where there are more than two groups, the pairs "
			  "that are compared"),
	TXO_OPTION("patient", TXO_COLUMN, PLAN, patient, "COL", NULL,
		   "who a row is of; default: the role patient"),
	TXO_OPTION_CHOICE("collapse", TXO_CHOICE, PLAN, collapse, "HOW",
			  "refuse", collapses,
			  "make one value of several that a patient has in "
			  "a group"),
	TXO_OPTION_CHOICE("better", TXO_CHOICE, PLAN, better, "WAY", "auto",
			  betters, "which value is the best one"),
	TXO_OPTION("cluster", TXO_COLUMN, PLAN, cluster, "COL", NULL,
		   "instead of tests, the bootstrap over the values of this "
		   "column, such as patient: difference of means with its "
		   "interval and p-value"),
	TXO_OPTION_RANGE("seed", TXO_INTEGER, PLAN, seed, "N", "1", 1,
			 2147483647, "of what is drawn at random"),
	TXO_OPTION_RANGE("resamples", TXO_INTEGER, PLAN, resamples, "N", "2000",
			 100, 1000000, "so many draws"),
	TXO_OPTION_END
};

static const struct txo_example examples[] = {
	{ "txo compare --y response_score --between group "
	  "datasets/melasma_txa_oral_vs_id/data.csv",
	  "response to oral and to injected tranexamic acid" },
	{ "txo compare --y bdi --between treatment --collapse mean "
	  "datasets/psy_btheb/data.csv",
	  "depression scores of two treatments, one value a patient" },
	{ "txo compare --y area_mm2 --between wart_type --test "
	  "welch-anova,kruskal-wallis --collapse rows "
	  "datasets/derm_wart_treatment/data.csv",
	  "three types of warts" },
	{ NULL, NULL }
};

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

static enum txo_status find_patient(const PLAN *p, const struct txo_header *h,
				    struct found *f, struct txo_error *err)
{
	static const char *const patient[] = { "patient", NULL };
	enum txo_status status;

	if (p->cluster.p)
		return txo_header_find(h, p->cluster, &f->patient, err);
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

static enum txo_status use_y(struct txo_needs *needs, size_t column,
			     size_t *use, struct txo_error *err)
{
	struct txo_schema *s = &needs->schema;
	const struct txo_role *role = txo_header_role_of(s->header, column);
	bool date = role && role->type == TXO_DATE;
	enum txo_status status;

	status = txo_schema_use_column(s, column, date ? TXO_DATE : TXO_NUMBER,
				       use, err);
	if (status == TXO_OK)
		txo_schema_outcome(s, *use);
	return status;
}

/* The columns of the frames, and which projection is only looked at. */
static enum txo_status project(PLAN *p, struct txo_needs *needs,
			       const struct found *f, struct txo_error *err)
{
	struct txo_schema *s = &needs->schema;
	bool unit = p->cluster.p || p->collapse > (int)TXO_COLLAPSE_ROWS;
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
		status = use_y(needs, f->y, &y, err);
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
	if (status == TXO_OK && unit && f->when != TXO_NO_COLUMN)
		status = txo_schema_use_column(s, f->when, when->type,
					       &use[n++], err);
	use[n++] = y;
	if (!unit)
		p->guard = s->projections;
	return status == TXO_OK ? txo_schema_project(s, use, n, false, err) :
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
	if (p->cluster.p && p->collapse)
		return txo_fail(err, TXO_USAGE,
				"--cluster and --collapse are two ways out of "
				"one thing; take one of them");
	if (p->cluster.p && p->tests != TXO_TEST(AUTO))
		return txo_fail(err, TXO_USAGE,
				"--cluster takes the place of the tests; leave "
				"out --test");
	return TXO_OK;
}

static enum txo_status compare_bind(void *plan, struct txo_needs *needs,
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
		status = find_better(p, needs, f.y, err);
	if (status == TXO_OK)
		status = name_unit(p, needs, err);
	return status == TXO_OK ?
		       txo_needs_columns(needs, txo_compare_columns, err) :
		       status;
}

/* What auto means for the groups at hand. */
static unsigned choose_tests(const struct txo_comparison *c)
{
	unsigned named = c->plan->tests & ~TXO_TEST(AUTO);
	unsigned two = TXO_TEST(WELCH) | TXO_TEST(RANK_SUM);
	unsigned many = TXO_TEST(WELCH_ANOVA) | TXO_TEST(KRUSKAL_WALLIS);

	if (!(c->plan->tests & TXO_TEST(AUTO)))
		return named;
	if (c->filled <= 2)
		return named | two;
	return named | many | (c->plan->pairs ? two : 0);
}

static enum txo_status compare_group(const void *plan,
				     const struct txo_frame *frame,
				     struct txo_out *out, struct txo_error *err)
{
	static const struct txo_compare_term *const tables[] = {
		txo_compare_levels, txo_compare_many, txo_compare_two
	};
	struct txo_comparison c = { .plan = plan, .frame = frame, .out = out };
	enum txo_status status;

	if (frame->projection == c.plan->guard)
		return TXO_OK;
	status = txo_comparison_init(&c, err);
	c.tests = choose_tests(&c);
	if (status == TXO_OK && c.plan->cluster.p)
		status = txo_compare_print(&c, txo_compare_clusters, err);
	else
		for (size_t i = 0; i < 3 && status == TXO_OK; i++)
			status = txo_compare_print(&c, tables[i], err);
	txo_comparison_release(&c);
	return status;
}

const struct txo_command txo_cmd_compare = {
	.name = "compare",
	.brief = "do the groups differ, and by how much",
	.about = "Prints the mean or median of each group, then tests, "
		 "differences and effect sizes, each with its interval. "
		 "Tests take rows as independent: where a patient has "
		 "several in a group txo stops, and --collapse or --cluster "
		 "is the way out. A difference is one group less the "
		 "reference, as the contrast says.",
	.examples = examples,
	.options = options,
	.columns = txo_compare_columns,
	.plan_size = sizeof(PLAN),
	.bind = compare_bind,
	.settle = txo_compare_settle,
	.group = compare_group,
};
