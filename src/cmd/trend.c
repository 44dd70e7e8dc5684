/*
 * txo trend - how y moves along x.
 *
 * One frame in (x, y), rows out for each method and term. Formulas:
 * stats/ols.c, stats/theil_sen.c, stats/kendall.c, stats/spearman.c.
 */
#include <stdlib.h>

#include "cmd/command.h"
#include "cmd/find.h"
#include "txo/line.h"
#include "txo/rank.h"

struct plan {
	struct txo_text y, x;
	unsigned methods;
	double level;
};

enum method { OLS, THEIL_SEN, MANN_KENDALL, KENDALL, SPEARMAN };

static const struct txo_choice methods[] = {
	[OLS] = { "ols", "least squares: intercept and slope, t intervals" },
	[THEIL_SEN] = { "theil-sen", "median of all pairwise slopes, with the "
				     "interval from Kendall's S" },
	[MANN_KENDALL] = { "mann-kendall", "tau-b with the test of trend" },
	[KENDALL] = { "kendall", "tau-b, exact where R's cor.test is" },
	[SPEARMAN] = { "spearman", "correlation of ranks" },
	{ NULL, NULL }
};

static const struct txo_option options[] = {
	TXO_OPTION("y", TXO_COLUMN, struct plan, y, "COL", NULL,
		   "what may move; default: the role improvement, else score"),
	TXO_OPTION("x", TXO_COLUMN, struct plan, x, "COL", NULL,
		   "along what, a number or a date (in days); default: the "
		   "role session, else sessions, else date"),
	TXO_OPTION_CHOICE("method", TXO_CHOICES, struct plan, methods, "LIST",
			  "ols,theil-sen,mann-kendall,kendall,spearman",
			  methods, "the methods, one or several"),
	TXO_OPTION_END
};

/* One term of one method. */
struct facts {
	const struct txo_estimate *e;
	double level;
};

#define VALUE(name, field) \
	static double name(const void *facts) \
	{ \
		return ((const struct facts *)facts)->field; \
	}

VALUE(get_estimate, e->estimate)
VALUE(get_std_error, e->std_error)
VALUE(get_statistic, e->statistic)
VALUE(get_df, e->df)
VALUE(get_p_value, e->p_value)
VALUE(get_conf_low, e->conf_low)
VALUE(get_conf_high, e->conf_high)
VALUE(get_conf_level, level)

static const struct txo_column columns[] = {
	{ "y", "", "name of the column that may move", NULL, TXO_IS_SUBJECT },
	{ "x", "", "name of the column along which", NULL, TXO_IS_SUBJECT },
	{ "term", "", "intercept, slope, tau or rho", NULL, TXO_IS_SUBJECT },
	{ "n", "rows", "rows with both values", NULL, TXO_IS_COUNT },
	{ "n_missing", "rows", "rows without one or both", NULL, TXO_IS_REST },
	{ "estimate", "y, or y for one x, or none",
	  "intercept, slope (a day is the unit of dates), tau-b, rho",
	  get_estimate, 0 },
	{ "std_error", "as estimate", "standard error", get_std_error, 0 },
	{ "statistic", "",
	  "t, or z, or (where exact) the concordant pairs T of Kendall, the "
	  "sum of squared rank differences S of Spearman",
	  get_statistic, 0 },
	{ "df", "", "degrees of freedom of t", get_df, 0 },
	{ "p_value", "", "two-sided; the hypothesis is 0", get_p_value, 0 },
	{ "conf_low", "as estimate", "interval, low end", get_conf_low, 0 },
	{ "conf_high", "as estimate", "interval, high end", get_conf_high, 0 },
	{ "conf_level", "", "level of the interval", get_conf_level,
	  TXO_IS_PLAIN },
	{ "method", "", "the procedure in words", NULL, 0 },
	{ "note", "", "why a cell is empty, or what to know", NULL, 0 },
	{ NULL, NULL, NULL, NULL, 0 }
};

static const struct txo_example examples[] = {
	{ "txo trend --y bdi --x month --by treatment "
	  "datasets/psy_btheb/data.csv",
	  "depression scores over the months, for each treatment" },
	{ "txo trend --y moderate_or_severe --x month --by treatment "
	  "--method ols,mann-kendall datasets/derm_toenail/data.csv",
	  "severe toenails over the months" },
	{ "txo trend --y thickness_mm --x age --method theil-sen,spearman "
	  "--level 0.9 datasets/surv_melanoma/data.csv",
	  "tumour thickness by age, methods that outliers do not move" },
	{ NULL, NULL }
};

static enum txo_status bind_pair(struct txo_needs *needs, size_t x, size_t y,
				 struct txo_error *err)
{
	struct txo_schema *s = &needs->schema;
	const struct txo_role *role = txo_header_role_of(s->header, x);
	bool date = role && role->type == TXO_DATE;
	size_t use[2];
	enum txo_status status;

	status = txo_schema_use_column(s, x, date ? TXO_DATE : TXO_NUMBER,
				       &use[0], err);
	if (status == TXO_OK)
		status = txo_schema_use_column(s, y, TXO_NUMBER, &use[1], err);
	if (status != TXO_OK)
		return status;
	txo_schema_outcome(s, use[1]);
	return txo_schema_project(s, use, 2, false, err);
}

static enum txo_status trend_bind(void *plan, struct txo_needs *needs,
				  struct txo_error *err)
{
	static const char *const y_roles[] = { "improvement", "score", NULL };
	static const char *const x_roles[] = { "session", "sessions", "date",
					       NULL };
	struct plan *p = plan;
	const struct txo_header *h = needs->schema.header;
	size_t x, y, patient = TXO_NO_COLUMN;
	enum txo_status status;

	p->level = needs->level;
	status = txo_find_column(h, p->y, y_roles, &y, err);
	if (status == TXO_OK)
		status = txo_find_column(h, p->x, x_roles, &x, err);
	if (status != TXO_OK)
		return status;
	if (y == TXO_NO_COLUMN)
		return txo_header_fail(h, err,
				       "no column is known as score or "
				       "improvement; name it with --y");
	if (x == TXO_NO_COLUMN)
		return txo_header_fail(h, err,
				       "no column is known as session, "
				       "sessions or date; name it with --x");
	if (txo_header_role(h, txo_role_find(txo_text("patient")), &patient,
			    NULL) == TXO_OK &&
	    patient != TXO_NO_COLUMN)
		txo_needs_remark(needs,
				 "rows count as independent; where a patient "
				 "has several, errors and p-values are rough");
	status = bind_pair(needs, x, y, err);
	return status == TXO_OK ? txo_needs_columns(needs, columns, err) :
				  status;
}

/* What all the rows of one frame share. */
struct task {
	const struct plan *plan;
	const struct txo_frame *frame;
	struct txo_pairs pairs;
	uint64_t missing;
	struct txo_out *out;
};

static void print_term(const struct task *t, const char *term,
		       const struct txo_estimate *e)
{
	struct facts f = { e, t->plan->level };
	struct txo_out *out = t->out;

	txo_out_text(out, t->frame->column[1].name);
	txo_out_text(out, t->frame->column[0].name);
	txo_out_text(out, txo_text(term));
	txo_out_count(out, txo_pairs_n(&t->pairs));
	txo_out_count(out, t->missing);
	for (const struct txo_column *c = columns; c->name; c++)
		if (c->value)
			txo_out_number(out, c->value(&f));
	txo_out_text(out, txo_text(e->method));
	txo_out_note(out, e->note);
	txo_out_end_row(out);
}

static enum txo_status print_line(const struct task *t, enum method method,
				  struct txo_error *err)
{
	struct txo_line line;
	enum txo_status status = (method == OLS ? txo_ols : txo_theil_sen)(
		&t->pairs, t->plan->level, &line, err);

	if (status == TXO_OK) {
		print_term(t, "intercept", &line.intercept);
		print_term(t, "slope", &line.slope);
	}
	return status;
}

static enum txo_status print_rank(const struct task *t, enum method method,
				  struct txo_error *err)
{
	struct txo_estimate e;
	enum txo_status status = (method == KENDALL  ? txo_kendall :
				  method == SPEARMAN ? txo_spearman :
						       txo_mann_kendall)(
		&t->pairs, t->plan->level, &e, err);

	if (status == TXO_OK)
		print_term(t, method == SPEARMAN ? "rho" : "tau", &e);
	return status;
}

static enum txo_status trend_group(const void *plan,
				   const struct txo_frame *frame,
				   struct txo_out *out, struct txo_error *err)
{
	struct task t = { .plan = plan, .frame = frame, .out = out };
	enum txo_status status;

	status = txo_frame_pairs(frame, 0, 1, &t.pairs, &t.missing, err);
	for (int m = OLS; m <= (int)SPEARMAN && status == TXO_OK; m++) {
		if (!(t.plan->methods & 1u << m))
			continue;
		status = m <= (int)THEIL_SEN ?
				 print_line(&t, (enum method)m, err) :
				 print_rank(&t, (enum method)m, err);
	}
	free((void *)(uintptr_t)t.pairs.x);
	return status;
}

/* "bdi by month: slope -1.2 (95 % interval ...) from 380 rows; ..." */
static void trend_say(const void *plan, struct txo_say *s)
{
	char p[TXO_SAY_P];

	(void)plan;
	txo_say_value(s, "y");
	txo_say_text(s, " by ");
	txo_say_value(s, "x");
	txo_say_text(s, ": ");
	txo_say_value(s, "term");
	if (txo_say_has(s, "estimate")) {
		txo_say_text(s, " ");
		txo_say_value(s, "estimate");
		txo_say_p(s, "p_value", p);
		txo_say_interval(s, *p ? p : NULL);
	} else {
		txo_say_text(s, " not known,");
	}
	txo_say_text(s, " from ");
	txo_say_count(s, "n", "row", "rows");
	if (txo_say_has(s, "method")) {
		txo_say_text(s, ", by ");
		txo_say_value(s, "method");
	}
	txo_say_text(s, "; ");
	txo_say_count(s, "n_missing", "row", "rows");
	txo_say_text(s, " without one or both values.");
}

const struct txo_command txo_cmd_trend = {
	.name = "trend",
	.brief = "how y moves along x: sessions, months, dates",
	.about =
		"Prints one row for each group, method and term. Ties are "
		"normal and allowed for. Dates count in days since 1970-01-01, "
		"so that a slope is a change for one day. Every row counts as "
		"independent of the others.",
	.examples = examples,
	.options = options,
	.columns = columns,
	.plan_size = sizeof(struct plan),
	.bind = trend_bind,
	.group = trend_group,
	.say = trend_say,
};
