/*
 * txo growth - the expected course, when each patient has a course of their own.
 *
 * One frame in (patient, level, x, y), rows out for each term of a mixed model.
 * Formulas: stats/growth_*.c. Columns and checks: growth_bind.c; cells:
 * growth_print.c.
 */
#include "cmd/growth.h"

#include <math.h>
#include <stdlib.h>

static const struct txo_choice randoms[] = {
	[TXO_GROWTH_INTERCEPT] = { "intercept", "each patient has a level of "
						"their own" },
	[TXO_GROWTH_SLOPE] = { "slope", "and a slope, correlated with it" },
	[TXO_GROWTH_UNCORRELATED] = { "slope-uncorrelated",
				      "and a slope, not correlated with the "
				      "level at x = 0" },
	{ NULL, NULL }
};

static const struct txo_choice shapes[] = {
	[TXO_GROWTH_LINEAR] = { "linear", "a line along x" },
	[TXO_GROWTH_LOG] = { "log", "a line along log(x + 1), so that it is "
				    "defined at x = 0" },
	[TXO_GROWTH_QUADRATIC] = { "quadratic", "x and its square; patients "
						"differ in level and slope" },
	{ NULL, NULL }
};

static const struct txo_choice methods[] = {
	{ "reml", "restricted maximum likelihood: variances allow for the "
		  "fixed effects" },
	{ "ml", "maximum likelihood, to compare models that differ in fixed "
		"effects" },
	{ NULL, NULL }
};

static const struct txo_choice weights[] = {
	[TXO_WEIGHT_OF_ROWS] = { "rows", "so many equal rows of that patient" },
	[TXO_WEIGHT_OF_COURSES] = { "courses", "all rows of a patient stand "
					       "equally often, and so many "
					       "patients have that course" },
	{ NULL, NULL }
};

#define PLAN struct txo_growth_plan

static const struct txo_option options[] = {
	TXO_OPTION("y", TXO_COLUMN, PLAN, y, "COL", NULL,
		   "what may move; default: the role improvement, else score"),
	TXO_OPTION("x", TXO_COLUMN, PLAN, x, "COL", NULL,
		   "along what, a number or a date (in days since "
		   "1970-01-01); default: the role session, else date"),
	TXO_OPTION("id", TXO_COLUMN, PLAN, id, "COL", NULL,
		   "whose course it is; default: the role patient"),
	TXO_OPTION_CHOICE("random", TXO_CHOICE, PLAN, random, "WHAT",
			  "intercept", randoms,
			  "what patients differ in, at random"),
	TXO_OPTION_CHOICE("method", TXO_CHOICE, PLAN, method, "HOW", "reml",
			  methods, "how variances are estimated"),
	TXO_OPTION_CHOICE("shape", TXO_CHOICE, PLAN, shape, "SHAPE", "linear",
			  shapes, "of the course"),
	TXO_OPTION("between", TXO_COLUMN, PLAN, between, "COL", NULL,
		   "groups of patients with courses of their own, such as a "
		   "treatment; the slopes are compared"),
	TXO_OPTION("reference", TXO_WORD, PLAN, reference, "LEVEL", NULL,
		   "the group that others are compared with; default: the "
		   "first one"),
	TXO_OPTION_CHOICE("weight-of", TXO_CHOICE, PLAN, weight_of, "WHAT",
			  "rows", weights,
			  "what it means that a row stands several times, or "
			  "has a --weight"),
	TXO_OPTION("profile", TXO_FLAG, PLAN, profile, NULL, NULL,
		   "intervals of standard deviations and correlation, from "
		   "the profile of the likelihood"),
	TXO_OPTION("predict", TXO_FLAG, PLAN, predict, NULL, NULL,
		   "instead of terms, the expected course with its band at "
		   "each x that there is"),
	TXO_OPTION("at", TXO_WORDS, PLAN, at, "LIST", NULL,
		   "with --predict: at these x, parted by commas"),
	TXO_OPTION("rows", TXO_FLAG, PLAN, rows, NULL, NULL,
		   "instead of terms, a row for each patient: intercept and "
		   "slope of their own course"),
	TXO_OPTION("verbose", TXO_FLAG, PLAN, verbose, NULL, NULL,
		   "rows that prove the fit: the norm of the gradient, how "
		   "often the likelihood was computed, from how many "
		   "different designs"),
	TXO_OPTION_END
};

static const struct txo_example examples[] = {
	{ "txo growth --y bdi --x month --id patient_id --random slope "
	  "--between treatment datasets/psy_btheb/data.csv",
	  "do depression scores fall faster with one of two treatments?" },
	{ "txo growth --y score --shape log --profile --where "
	  "\"concern = 'acne scars'\" datasets/synthetic_clinic/sessions.csv",
	  "courses that fall fast first, with intervals of all variances" },
	{ "txo growth --y bdi --x month --id patient_id --predict --at "
	  "0,2,4,6,8 datasets/psy_btheb/data.csv",
	  "the expected course, with its band" },
	{ "txo growth --y bdi --x month --id patient_id --random slope --rows "
	  "datasets/psy_btheb/data.csv",
	  "each patient's own slope" },
	{ NULL, NULL }
};

void txo_growth_task_release(struct txo_growth_task *t)
{
	txo_growth_release(&t->fit);
	txo_buffer_release(&t->text);
	free(t->level);
	free(t->name);
	free(t->missing);
}

/* The levels that the frame has, numbered in the order of their labels. */
static enum txo_status find_levels(struct txo_growth_task *t,
				   struct txo_error *err)
{
	const struct txo_vector *v = t->factor;
	size_t most = 0, rows = t->frame->rows, n = 0;
	uint32_t *place;

	for (size_t i = 0; i < rows; i++)
		if (v->label[i] != TXO_MISSING && v->label[i] >= most)
			most = (size_t)v->label[i] + 1;
	place = calloc(most + 1, sizeof(*place));
	t->level = malloc((rows + 1) * sizeof(*t->level));
	t->name = calloc(most + 1, sizeof(*t->name));
	if (!place || !t->level || !t->name) {
		free(place);
		return txo_fail_memory(err);
	}
	for (size_t i = 0; i < rows; i++)
		if (v->label[i] != TXO_MISSING)
			place[v->label[i]] = 1;
	for (size_t l = 0; l < most; l++)
		if (place[l]) {
			place[l] = (uint32_t)n;
			t->name[n++] = v->labels[l];
		}
	for (size_t i = 0; i < rows; i++)
		t->level[i] = v->label[i] == TXO_MISSING ? TXO_MISSING :
							   place[v->label[i]];
	t->data.level = t->level;
	t->data.levels = n;
	free(place);
	return TXO_OK;
}

static void count_missing(struct txo_growth_task *t)
{
	const struct txo_growth_data *d = &t->data;

	for (size_t i = 0; i < d->m; i++) {
		bool has_level = !t->factor || t->level[i] != TXO_MISSING;

		if (has_level && !isnan(d->x[i]) && !isnan(d->y[i]) &&
		    d->patient[i] != TXO_MISSING)
			continue;
		t->lost += d->w[i];
		if (t->factor && has_level)
			t->missing[t->level[i]] += d->w[i];
	}
}

enum txo_status txo_growth_task_init(struct txo_growth_task *t,
				     const struct txo_growth_plan *p,
				     const struct txo_frame *f,
				     struct txo_error *err)
{
	enum txo_status status = TXO_OK;
	size_t c = 1;

	t->plan = p;
	t->frame = f;
	t->id = &f->column[0];
	t->factor = p->between.p ? &f->column[c++] : NULL;
	t->x = &f->column[c++];
	t->y = &f->column[c];
	t->data = (struct txo_growth_data){ .x = t->x->x,
					    .x_lo = t->x->lo,
					    .y = t->y->x,
					    .y_lo = t->y->lo,
					    .w = f->weight,
					    .patient = t->id->label,
					    .m = f->rows,
					    .levels = 1 };
	if (t->factor)
		status = find_levels(t, err);
	t->missing = calloc(t->data.levels + 1, sizeof(*t->missing));
	if (status == TXO_OK && !t->missing)
		status = txo_fail_memory(err);
	if (status == TXO_OK)
		count_missing(t);
	for (size_t l = 0; status == TXO_OK && t->factor && p->reference.p &&
			   l < t->data.levels;
	     l++)
		if (txo_text_equal(t->name[l], p->reference))
			t->reference = l;
	return status;
}

static enum txo_status growth_group(const void *plan,
				    const struct txo_frame *frame,
				    struct txo_out *out, struct txo_error *err)
{
	const struct txo_growth_plan *p = plan;
	struct txo_growth_task t = { .out = out };
	struct txo_growth_model model = {
		.random = (enum txo_growth_random)p->random,
		.shape = (enum txo_growth_shape)p->shape,
		.ml = p->method == 1,
		.courses = p->weight_of == (int)TXO_WEIGHT_OF_COURSES
	};
	enum txo_status status = txo_growth_task_init(&t, p, frame, err);
	size_t row;

	if (status == TXO_OK)
		status = txo_growth_fit(&t.fit, &t.data, &model, &row, err);
	if (status == TXO_OK && p->rows)
		status = txo_growth_print_patients(&t, err);
	else if (status == TXO_OK && p->predict)
		status = txo_growth_print_course(&t, err);
	else if (status == TXO_OK)
		txo_growth_print_terms(&t);
	txo_growth_task_release(&t);
	return status;
}

const struct txo_command txo_cmd_growth = {
	.name = "growth",
	.brief = "the course of a score, when patients differ",
	.about =
		"Fits a mixed model: y along x, with a level (and a slope) for "
		"each patient that is drawn at random around the common one. "
		"So rows of one patient need not be independent, and patients "
		"with few rows count for what they tell. Prints fixed effects "
		"(t tests with the degrees of freedom of nlme), standard "
		"deviations of patients and errors, and measures of the fit; "
		"icc is the share of patients in the variance, on average "
		"over the rows. A fit with a variance of 0 or a correlation "
		"of 1 is said in the note. A weight, or a row that stands "
		"several times, is so many equal rows of that patient; see "
		"--weight-of.",
	.examples = examples,
	.options = options,
	.columns = txo_growth_columns,
	.plan_size = sizeof(PLAN),
	.bind = txo_growth_bind,
	.settle = txo_growth_settle,
	.group = growth_group,
	.say = txo_growth_say,
};
