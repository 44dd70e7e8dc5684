/*
 * classify_rule.c - the thresholds of one group, from options and baselines.
 */
#include <math.h>
#include <stdlib.h>

#include "base/format.h"
#include "cmd/classify.h"
#include "txo/note.h"

#define SLACK 1e-12	/* of what a computed cutoff is made of */

/* A row of the frame with the scores of the baseline, and of the retest. */
struct point {
	double x, x_lo, y, y_lo;
	uint64_t w;
};

static int compare(double a, double b)
{
	return (a > b) - (a < b);
}

static int by_value(const void *pa, const void *pb)
{
	const struct point *a = pa, *b = pb;
	int order = compare(a->x, b->x);

	order = order ? order : compare(a->x_lo, b->x_lo);
	order = order ? order : compare(a->y, b->y);
	return order ? order : compare(a->y_lo, b->y_lo);
}

/* Sort the points, and join those that are the same. */
static size_t join(struct point *p, size_t n)
{
	size_t m = 0;

	qsort(p, n, sizeof(*p), by_value);
	for (size_t i = 0; i < n; i++) {
		if (m && by_value(&p[m - 1], &p[i]) == 0)
			p[m - 1].w += p[i].w;
		else
			p[m++] = p[i];
	}
	return m;
}

/* The distinct points of columns x and y, both present; y may be none. */
static size_t collect(const struct txo_frame *f, size_t x, size_t y,
		      struct point *p)
{
	const struct txo_vector *vx = &f->column[x];
	const struct txo_vector *vy = y == TXO_NO_COLUMN ? NULL : &f->column[y];
	size_t n = 0;

	for (size_t i = 0; i < f->rows; i++) {
		if (isnan(vx->x[i]) || (vy && isnan(vy->x[i])))
			continue;
		p[n++] = (struct point){ vx->x[i], vx->lo[i], vy ? vy->x[i] : 0,
					 vy ? vy->lo[i] : 0, f->weight[i] };
	}
	return join(p, n);
}

/* The points as columns, in one piece of memory that is p->x. */
static enum txo_status lay_out(const struct point *point, size_t m,
			       struct txo_pairs *p, struct txo_error *err)
{
	size_t room = m + 1;
	double *a = malloc(room * (4 * sizeof(double) + sizeof(uint64_t)));
	uint64_t *w;

	if (!a)
		return txo_fail_memory(err);
	w = (uint64_t *)(void *)(a + 4 * room);
	for (size_t i = 0; i < m; i++) {
		a[i] = point[i].x;
		a[room + i] = point[i].x_lo;
		a[2 * room + i] = point[i].y;
		a[3 * room + i] = point[i].y_lo;
		w[i] = point[i].w;
	}
	*p = (struct txo_pairs){
		a, a + room, a + 2 * room, a + 3 * room, w, m
	};
	return TXO_OK;
}

static struct txo_estimate given(double x)
{
	struct txo_estimate e = txo_estimate_none("given");

	e.estimate = x;
	return e;
}

static enum txo_cutoff which(const struct classify *p)
{
	return (enum txo_cutoff)p->cutoff_kind;
}

static void make_change(const struct classify *p, struct classify_rule *r)
{
	const struct classify_number *n = p->number;
	struct txo_class_rule *rule = &r->rule;

	if (p->method == TXO_CLASS_MCID)
		rule->change = n[CLASSIFY_MCID].value;
	if (p->method == TXO_CLASS_PERCENT)
		rule->change = n[CLASSIFY_PERCENT_LEAST].value;
	if (!classify_uses_rci(p)) {
		r->change = given(rule->change.x);
		return;
	}
	r->change = n[CLASSIFY_SEM].given ?
			    txo_reliable_change_sem(n[CLASSIFY_SEM].value.x,
						    p->level) :
			    txo_reliable_change(&r->sd, &r->reliability,
						p->level);
	rule->change.x = r->change.estimate;
	if (isnan(rule->change.x))
		r->note |= r->change.note | TXO_NOTE_SMALLN;
}

static void make_cutoff(const struct classify *p, struct classify_rule *r,
			const struct txo_moments *k)
{
	const struct classify_number *n = p->number;
	bool has_mean = n[CLASSIFY_CLINICAL_MEAN].given;
	bool has_sd = n[CLASSIFY_SD].given;
	struct txo_population clinical = {
		has_mean ? n[CLASSIFY_CLINICAL_MEAN].value.x : k->mean,
		has_sd ? n[CLASSIFY_SD].value.x : txo_sd(k),
		has_mean || has_sd ? 0 : k->n
	};
	struct txo_population functional = {
		n[CLASSIFY_FUNCTIONAL_MEAN].value.x,
		n[CLASSIFY_FUNCTIONAL_SD].value.x, 0
	};
	struct txo_class_rule *rule = &r->rule;

	r->cutoff = given(n[CLASSIFY_CUT].value.x);
	rule->cutoff = n[CLASSIFY_CUT].value;
	if (p->cutoff_kind < 0)
		return;
	r->cutoff = txo_cutoff(which(p), &clinical, &functional,
			       p->higher_better, p->level);
	rule->cutoff.x = r->cutoff.estimate;
	if (p->cutoff_kind != TXO_CUTOFF_B)
		rule->slack += fabs(clinical.mean) + 2 * clinical.sd;
	if (p->cutoff_kind != TXO_CUTOFF_A)
		rule->slack += fabs(functional.mean) + 2 * functional.sd;
	rule->slack *= SLACK;
	if (isnan(rule->cutoff.x))
		r->note |= r->cutoff.note;
}

/* The correlation with the second baseline. */
static enum txo_status make_retest(const struct classify *p,
				   const struct txo_frame *f,
				   struct point *point, struct classify_rule *r,
				   struct txo_error *err)
{
	struct txo_pairs pairs = { 0 };
	size_t m = collect(f, p->at_pre, p->at_retest, point);
	enum txo_status status = lay_out(point, m, &pairs, err);

	if (status == TXO_OK) {
		r->n_retest = txo_pairs_n(&pairs);
		r->reliability = txo_retest(&pairs, p->level);
	}
	free((void *)(uintptr_t)pairs.x);
	return status;
}

static enum txo_status look_at_baselines(const struct classify *p,
					 const struct txo_frame *f,
					 struct txo_moments *k,
					 struct classify_rule *r,
					 struct txo_error *err)
{
	struct point *point = malloc((f->rows + 1) * sizeof(*point));
	struct txo_pairs all = { 0 };
	struct txo_sample s;
	enum txo_status status;

	if (!point)
		return txo_fail_memory(err);
	status = lay_out(point, collect(f, p->at_pre, TXO_NO_COLUMN, point),
			 &all, err);
	if (status == TXO_OK) {
		s = (struct txo_sample){
			.x = all.x, .lo = all.x_lo, .w = all.w, .m = all.m
		};
		*k = txo_moments(&s);
		if (p->at_retest != TXO_NO_COLUMN)
			status = make_retest(p, f, point, r, err);
	}
	free((void *)(uintptr_t)all.x);
	free(point);
	return status;
}

enum txo_status classify_rule_make(const struct classify *p,
				   const struct txo_frame *f,
				   struct classify_rule *r,
				   struct txo_error *err)
{
	const struct classify_number *n = p->number;
	struct txo_moments k;
	enum txo_status status;

	*r = (struct classify_rule){
		.rule = { .method = (enum txo_class_method)p->method,
			  .higher_better = p->higher_better,
			  .of_possible = p->percent_of != 0 },
		.reliability = given(n[CLASSIFY_RELIABILITY].value.x)
	};
	if (p->scale)
		r->rule.best.x = p->higher_better ? p->scale->maximum :
						    p->scale->minimum;
	status = look_at_baselines(p, f, &k, r, err);
	if (status != TXO_OK)
		return status;
	r->n = k.n;
	for (size_t i = 0; i < f->rows; i++)
		if (isnan(f->column[p->at_pre].x[i]))
			r->n_missing += f->weight[i];
	r->sd = n[CLASSIFY_SD].given ? given(n[CLASSIFY_SD].value.x) :
				       txo_sd_interval(&k, p->level);
	make_change(p, r);
	if (classify_uses_cutoff(p))
		make_cutoff(p, r, &k);
	return TXO_OK;
}

static void say_number(struct txo_buffer *b, double x)
{
	char text[TXO_NUMBER_SIZE];

	txo_buffer_add(b, text, txo_format_number(x, 0, text));
}

static void say_reliability(const struct classify *p, struct txo_buffer *b)
{
	static const char *const kinds[] = { "", "retest", "alpha", "raters" };

	if (p->at_retest != TXO_NO_COLUMN) {
		txo_buffer_add_text(b, "r = correlation with the retest, "
				       "Fisher z interval");
		return;
	}
	txo_buffer_add_text(b, "r = ");
	say_number(b, p->number[CLASSIFY_RELIABILITY].value.x);
	if (p->reliability_word)
		txo_buffer_printf(b, " (%s of the scale %s)",
				  p->reliability_word, p->scale->scale);
	else
		txo_buffer_printf(b, " (%s)", kinds[p->kind]);
}

void classify_say_change(const struct classify *p, struct txo_buffer *b)
{
	const struct classify_number *n = p->number;

	if (p->method == TXO_CLASS_MCID) {
		txo_buffer_add_text(b, "minimal important difference");
		if (p->scale_mcid)
			txo_buffer_printf(b, " of the scale %s (%s)",
					  p->scale->scale,
					  p->scale->mcid_basis);
	} else if (p->method == TXO_CLASS_PERCENT) {
		txo_buffer_printf(b, "percent of the %s",
				  p->percent_of ? "possible improvement" :
						  "baseline");
	} else if (n[CLASSIFY_SEM].given) {
		txo_buffer_add_text(b, "jacobson-truax z * SEM * sqrt(2), "
				       "SEM = ");
		say_number(b, n[CLASSIFY_SEM].value.x);
	} else {
		txo_buffer_add_text(b, "jacobson-truax z * SD * sqrt(2) * "
				       "sqrt(1 - r), ");
		if (n[CLASSIFY_SD].given) {
			txo_buffer_add_text(b, "SD = ");
			say_number(b, n[CLASSIFY_SD].value.x);
		} else {
			txo_buffer_add_text(b, "SD of the baselines, "
					       "chi-square interval");
		}
		txo_buffer_add_text(b, ", ");
		say_reliability(p, b);
	}
}

void classify_say_cutoff(const struct classify *p, struct txo_buffer *b)
{
	static const char *const kinds[] = {
		"cutoff a: 2 SD from the clinical mean",
		"cutoff b: 2 SD from the functional mean",
		"cutoff c: between clinical and functional mean"
	};
	const struct classify_number *n = p->number;
	bool mean = n[CLASSIFY_CLINICAL_MEAN].given, sd = n[CLASSIFY_SD].given;

	if (p->cutoff_kind < 0) {
		txo_buffer_add_text(b, "cutoff given");
		return;
	}
	txo_buffer_add_text(b, kinds[p->cutoff_kind]);
	if (p->cutoff_kind == TXO_CUTOFF_B || (mean && sd))
		return;
	txo_buffer_printf(b, ", clinical %s of the baselines",
			  mean ? "SD" :
			  sd   ? "mean" :
				 "mean and SD");
	if (!mean && !sd)
		txo_buffer_add_text(b, ", delta method");
}
