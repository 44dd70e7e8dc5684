/*
 * growth_print.c - the rows of txo growth.
 */
#include <math.h>

#include "cmd/growth.h"
#include "data/date.h"
#include "data/dictionary.h"
#include "txo/note.h"

#define TOTAL ((size_t)-1)

/* One row: of level a, of a less b, or of all (TOTAL). */
struct facts {
	const char *effect, *term, *method;
	size_t a, b;
	struct txo_estimate e;
	double df_residual, level;
};

#define VALUE(name, field) \
	static double name(const void *facts) \
	{ \
		return ((const struct facts *)facts)->field; \
	}

VALUE(get_estimate, e.estimate)
VALUE(get_std_error, e.std_error)
VALUE(get_statistic, e.statistic)
VALUE(get_df, e.df)
VALUE(get_df_residual, df_residual)
VALUE(get_p_value, e.p_value)
VALUE(get_conf_low, e.conf_low)
VALUE(get_conf_high, e.conf_high)

const struct txo_column txo_growth_columns[] = {
	{ "y", "", "name of the column that may move", NULL, TXO_IS_SUBJECT },
	{ "x", "", "name of the column along which", NULL, TXO_IS_SUBJECT },
	{ "patient", "", "--rows: who", NULL, TXO_IS_EXTRA | TXO_IS_KEY },
	{ "effect", "",
	  "fixed: of all patients; random: how they differ; fit: how well the "
	  "model does; course: what is expected",
	  NULL, TXO_IS_SUBJECT },
	{ "term", "",
	  "intercept (at x = 0), slope, curvature (of x squared; the slope is "
	  "that at x = 0 then), equal_slopes; sd_intercept, sd_slope, "
	  "correlation, sd_residual; log_likelihood, aic, bic, icc; expected",
	  NULL, TXO_IS_SUBJECT },
	{ "group", "", "of --between, where the row is of one", NULL,
	  TXO_IS_KEY },
	{ "contrast", "", "A - B: group A less group B", NULL, TXO_IS_SUBJECT },
	{ "at", "as x", "--predict: the x", NULL,
	  TXO_IS_EXTRA | TXO_IS_SUBJECT },
	{ "n", "rows", "rows with patient, x, y and group", NULL,
	  TXO_IS_COUNT },
	{ "n_missing", "rows", "rows without one of them", NULL, TXO_IS_REST },
	{ "patients", "patients", "how many the rows are of", NULL,
	  TXO_IS_PART },
	{ "intercept", "y", "--rows: of the patient's own course, at x = 0",
	  NULL, TXO_IS_EXTRA },
	{ "slope", "y for one x", "--rows: of the patient's own course", NULL,
	  TXO_IS_EXTRA },
	{ "estimate", "y, or y for one x, or none",
	  "a slope is for one x, or one log(x + 1)", get_estimate, 0 },
	{ "std_error", "as estimate", "standard error", get_std_error, 0 },
	{ "statistic", "", "t; F of equal_slopes", get_statistic, 0 },
	{ "df", "", "degrees of freedom of t, or above in F", get_df, 0 },
	{ "df_residual", "", "degrees of freedom below in F", get_df_residual,
	  0 },
	{ "p_value", "", "two-sided; the hypothesis is 0, or no difference",
	  get_p_value, 0 },
	{ "conf_low", "as estimate", "interval, low end", get_conf_low, 0 },
	{ "conf_high", "as estimate", "interval, high end", get_conf_high, 0 },
	{ "conf_level", "", "level of the interval", NULL, TXO_IS_PLAIN },
	{ "method", "", "the procedure in words", NULL, 0 },
	{ "note", "", "why a cell is empty, or what to know", NULL, 0 },
	{ NULL, NULL, NULL, NULL, 0 }
};

static const char *const terms[] = { "intercept", "slope", "curvature" };

/* "REML; random intercept and slope; along log(x + 1)" */
static void print_method(struct txo_growth_task *t, const struct facts *f)
{
	static const char *const random[] = {
		"random intercept", "random intercept and slope",
		"random intercept and uncorrelated slope"
	};
	static const char *const shape[] = { "", "; along log(x + 1)",
					     "; quadratic" };
	const struct txo_growth *g = &t->fit;
	struct txo_buffer *b = &t->text;
	bool plain = g->state == TXO_GROWTH_PLAIN;

	txo_buffer_clear(b);
	txo_buffer_add_text(b, f->e.method);
	txo_buffer_add_text(b, plain ? "; no random effects" : "; ");
	txo_buffer_add_text(b, plain ? "" : random[g->model.random]);
	txo_buffer_add_text(b, shape[g->model.shape]);
	if (f->method)
		txo_buffer_add_text(b, f->method);
	txo_out_text(t->out, (struct txo_text){ b->p, b->n });
}

static void print_group(struct txo_growth_task *t, const struct facts *f)
{
	struct txo_buffer *b = &t->text;

	if (t->factor && f->a != TOTAL && f->b == TOTAL)
		txo_out_text(t->out, t->name[f->a]);
	else
		txo_out_empty(t->out);
	if (f->b == TOTAL) {
		txo_out_empty(t->out);
		return;
	}
	txo_buffer_clear(b);
	txo_buffer_add(b, t->name[f->a].p, t->name[f->a].n);
	txo_buffer_add_text(b, " - ");
	txo_buffer_add(b, t->name[f->b].p, t->name[f->b].n);
	txo_out_text(t->out, (struct txo_text){ b->p, b->n });
}

static void print_counts(struct txo_growth_task *t, const struct facts *f)
{
	uint64_t n = 0, patients = 0, missing = 0;

	for (size_t l = 0; l < t->data.levels; l++)
		if (f->a == TOTAL || l == f->a || l == f->b) {
			n += txo_growth_level_n(&t->fit, l);
			patients += txo_growth_level_patients(&t->fit, l);
			missing += t->missing[l];
		}
	if (f->a == TOTAL || !t->factor)
		missing = t->lost;
	txo_out_count(t->out, n);
	txo_out_count(t->out, missing);
	txo_out_count(t->out, patients);
}

static void print_at(struct txo_growth_task *t, double x)
{
	char text[TXO_DATE_SIZE];

	if (t->plan->date)
		txo_out_text(t->out, txo_text(txo_date_text((int)x, text)));
	else
		txo_out_number(t->out, x);
}

/* at: NULL, or the x of an expected value. */
static void print(struct txo_growth_task *t, const struct facts *f,
		  const double *at)
{
	bool several = t->factor && (f->b != TOTAL || f->a == TOTAL);

	txo_out_text(t->out, t->y->name);
	txo_out_text(t->out, t->x->name);
	txo_out_text(t->out, txo_text(f->effect));
	txo_out_about(t->out, f->term,
		      several ? TXO_ABOUT_COUNTS | TXO_ABOUT_PARTS |
					TXO_ABOUT_REST :
				0);
	print_group(t, f);
	if (at)
		print_at(t, *at);
	print_counts(t, f);
	for (const struct txo_column *c = txo_growth_columns; c->name; c++)
		if (c->value)
			txo_out_number(t->out, c->value(f));
	txo_out_number(t->out, isnan(f->e.conf_low) && isnan(f->e.conf_high) ?
				       NAN :
				       f->level);
	print_method(t, f);
	txo_out_note(t->out, f->e.note);
	txo_out_end_row(t->out);
}

/* How the degrees of freedom came about. */
static const char *df_method(const struct txo_growth_task *t, bool outer)
{
	return t->fit.state != TXO_GROWTH_FITTED ? NULL :
	       outer ? "; df between patients as nlme" :
		       "; df within patients as nlme";
}

static void print_fixed(struct txo_growth_task *t)
{
	bool outer = !t->fit.x_within;

	for (size_t l = 0; l < t->data.levels; l++)
		for (size_t i = 0; i < t->fit.terms; i++) {
			struct facts f = { .effect = "fixed",
					   .term = terms[i],
					   .a = l,
					   .b = TOTAL,
					   .df_residual = NAN,
					   .level = t->plan->level };

			f.e = txo_growth_term(
				&t->fit, l, (enum txo_growth_which)i, f.level);
			f.method = df_method(t, i > 0 && outer);
			print(t, &f, NULL);
		}
}

static void print_contrasts(struct txo_growth_task *t)
{
	bool outer = !t->fit.x_within;
	struct facts f = { .effect = "fixed", .level = t->plan->level };

	if (t->data.levels < 2)
		return;
	for (size_t l = 0; l < t->data.levels; l++)
		for (size_t i = 0; i < t->fit.terms; i++) {
			if (l == t->reference)
				continue;
			f.term = terms[i];
			f.a = l;
			f.b = t->reference;
			f.df_residual = NAN;
			f.e = txo_growth_difference(&t->fit, f.a, f.b,
						    (enum txo_growth_which)i,
						    f.level);
			f.method = df_method(t, i == 0 || outer);
			print(t, &f, NULL);
		}
	f.term = "equal_slopes";
	f.a = f.b = TOTAL;
	f.e = txo_growth_slopes(&t->fit, &f.df_residual);
	f.method = t->fit.terms == 3 ? "; F test of slopes and curvatures" :
				       "; F test";
	print(t, &f, NULL);
}

static void print_random(struct txo_growth_task *t)
{
	static const char *const names[] = { "sd_intercept", "sd_slope",
					     "correlation", "sd_residual" };
	const struct txo_growth *g = &t->fit;
	double value[] = { g->sd_level, g->sd_slope, g->correlation,
			   g->residual };
	struct facts f = { .effect = "random",
			   .a = TOTAL,
			   .b = TOTAL,
			   .df_residual = NAN,
			   .level = t->plan->level };

	for (int i = 0; i < 4; i++) {
		bool profile = t->plan->profile &&
			       g->state == TXO_GROWTH_FITTED;

		if ((i == 1 && g->model.random == TXO_GROWTH_INTERCEPT) ||
		    (i == 2 && g->model.random != TXO_GROWTH_SLOPE))
			continue;
		f.term = names[i];
		f.e = txo_growth_term(g, 0, TXO_GROWTH_START, f.level);
		f.method = f.e.method;
		f.e = txo_estimate_none(f.method);
		f.e.note = g->note;
		if (profile)
			f.e = txo_growth_profile(g, (enum txo_growth_part)i,
						 f.level);
		f.e.method = f.method;
		f.e.estimate = value[i];
		f.method = profile ? "; interval by the profile of the "
				     "likelihood" :
				     NULL;
		print(t, &f, NULL);
	}
}

static void print_fit(struct txo_growth_task *t)
{
	const struct txo_growth *g = &t->fit;
	const struct {
		const char *term, *method;
		double value;
		bool verbose;
	} fits[] = {
		{ "log_likelihood", "", g->log_likelihood, false },
		{ "aic", "", g->aic, false },
		{ "bic", "; with the log of the rows", g->bic, false },
		{ "icc", "; share of patients in the variance", g->share,
		  false },
		{ "gradient_norm", "; of -2 log likelihood at the answer",
		  g->gradient, true },
		{ "evaluations", "; of the likelihood", (double)g->steps,
		  true },
		{ "designs", "; patients with the same x count once",
		  (double)g->designs, true },
	};
	struct facts f = { .effect = "fit",
			   .a = TOTAL,
			   .b = TOTAL,
			   .df_residual = NAN,
			   .level = t->plan->level };
	struct txo_estimate e = txo_growth_term(g, 0, TXO_GROWTH_START, 0.5);

	for (size_t i = 0; i < sizeof(fits) / sizeof(fits[0]); i++) {
		if (fits[i].verbose && !t->plan->verbose)
			continue;
		f.term = fits[i].term;
		f.method = fits[i].method;
		f.e = txo_estimate_none(e.method);
		f.e.estimate = fits[i].value;
		f.e.note = g->note;
		print(t, &f, NULL);
	}
}

void txo_growth_print_terms(struct txo_growth_task *t)
{
	print_fixed(t);
	print_contrasts(t);
	print_random(t);
	print_fit(t);
}

void txo_growth_print_expected(struct txo_growth_task *t, size_t level,
			       double x)
{
	struct facts f = { .effect = "course",
			   .term = "expected",
			   .a = level,
			   .b = TOTAL,
			   .df_residual = NAN,
			   .level = t->plan->level };

	f.e = txo_growth_at(&t->fit, level, x, f.level);
	f.method = df_method(t, !t->fit.x_within);
	print(t, &f, &x);
}
