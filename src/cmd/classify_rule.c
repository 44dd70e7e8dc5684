/*
 * classify_rule.c - the thresholds of one group, from options and baselines.
 */
#include <math.h>
#include <stdlib.h>

#include "base/format.h"
#include "cmd/classify.h"
#include "txo/note.h"

#define SLACK 1e-12	/* of what a computed cutoff is made of */

static int compare(double a, double b)
{
	if (isnan(a) || isnan(b))
		return !!isnan(a) - !!isnan(b);
	return (a > b) - (a < b);
}

static int by_value(const void *pa, const void *pb)
{
	const struct txo_classify_baseline *a = pa, *b = pb;
	int order = compare(a->x, b->x);

	order = order ? order : compare(a->x_lo, b->x_lo);
	order = order ? order : compare(a->y, b->y);
	return order ? order : compare(a->y_lo, b->y_lo);
}

enum txo_status txo_classify_baselines_add(struct txo_classify_baselines *bs,
					   const struct txo_classify *p,
					   const struct txo_frame *f,
					   struct txo_error *err)
{
	const struct txo_vector *x = &f->column[p->at_pre], *y = NULL;
	struct txo_classify_baseline *all;

	if (p->at_retest != TXO_NO_COLUMN)
		y = &f->column[p->at_retest];
	all = txo_grow(bs->all, &bs->room, bs->n + f->rows + 1, sizeof(*all));
	if (!all)
		return txo_fail_memory(err);
	bs->all = all;
	for (size_t i = 0; i < f->rows; i++) {
		if (isnan(x->x[i])) {
			bs->n_missing += f->weight[i];
			continue;
		}
		all[bs->n++] = (struct txo_classify_baseline){
			x->x[i], x->lo[i], y ? y->x[i] : NAN, y ? y->lo[i] : 0,
			f->weight[i]
		};
	}
	return TXO_OK;
}

void txo_classify_baselines_release(struct txo_classify_baselines *bs)
{
	free(bs->all);
	*bs = (struct txo_classify_baselines){ .n = 0 };
}

/*
 * The distinct baselines, or pairs of baseline and retest, as columns in one
 * piece of memory that is out->x. bs->all is sorted.
 */
static enum txo_status lay_out(const struct txo_classify_baselines *bs,
			       bool pairs, struct txo_pairs *out,
			       struct txo_error *err)
{
	size_t room = bs->n + 1, m = 0;
	double *a = malloc(room * (4 * sizeof(double) + sizeof(uint64_t)));
	uint64_t *w;

	if (!a)
		return txo_fail_memory(err);
	w = (uint64_t *)(void *)(a + 4 * room);
	for (size_t i = 0; i < bs->n; i++) {
		struct txo_classify_baseline b = bs->all[i];

		if (pairs && isnan(b.y))
			continue;
		b.y = pairs ? b.y : 0;
		b.y_lo = pairs ? b.y_lo : 0;
		if (m && a[m - 1] == b.x && a[room + m - 1] == b.x_lo &&
		    a[2 * room + m - 1] == b.y &&
		    a[3 * room + m - 1] == b.y_lo) {
			w[m - 1] += b.w;
			continue;
		}
		a[m] = b.x;
		a[room + m] = b.x_lo;
		a[2 * room + m] = b.y;
		a[3 * room + m] = b.y_lo;
		w[m++] = b.w;
	}
	*out = (struct txo_pairs){
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

static enum txo_cutoff which(const struct txo_classify *p)
{
	return (enum txo_cutoff)p->cutoff_kind;
}

static void make_change(const struct txo_classify *p,
			struct txo_classify_rule *r)
{
	const struct txo_classify_number *n = p->number;
	struct txo_class_rule *rule = &r->rule;

	if (p->method == TXO_CLASS_MCID)
		rule->change = n[TXO_CLASSIFY_MCID].value;
	if (p->method == TXO_CLASS_PERCENT)
		rule->change = n[TXO_CLASSIFY_PERCENT_LEAST].value;
	if (!txo_classify_uses_rci(p)) {
		r->change = given(rule->change.x);
		return;
	}
	r->change = n[TXO_CLASSIFY_SEM].given ?
			    txo_reliable_change_sem(n[TXO_CLASSIFY_SEM].value.x,
						    p->level) :
			    txo_reliable_change(&r->sd, &r->reliability,
						p->level);
	rule->change.x = r->change.estimate;
	if (isnan(rule->change.x))
		r->note |= r->change.note | TXO_NOTE_SMALLN;
}

static void make_cutoff(const struct txo_classify *p,
			struct txo_classify_rule *r,
			const struct txo_moments *k)
{
	const struct txo_classify_number *n = p->number;
	bool has_mean = n[TXO_CLASSIFY_CLINICAL_MEAN].given;
	bool has_sd = n[TXO_CLASSIFY_SD].given;
	struct txo_population clinical = {
		has_mean ? n[TXO_CLASSIFY_CLINICAL_MEAN].value.x : k->mean,
		has_sd ? n[TXO_CLASSIFY_SD].value.x : txo_sd(k),
		has_mean || has_sd ? 0 : k->n
	};
	struct txo_population functional = {
		n[TXO_CLASSIFY_FUNCTIONAL_MEAN].value.x,
		n[TXO_CLASSIFY_FUNCTIONAL_SD].value.x, 0
	};
	struct txo_class_rule *rule = &r->rule;

	r->cutoff = given(n[TXO_CLASSIFY_CUT].value.x);
	rule->cutoff = n[TXO_CLASSIFY_CUT].value;
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
static enum txo_status make_retest(const struct txo_classify *p,
				   const struct txo_classify_baselines *bs,
				   struct txo_classify_rule *r,
				   struct txo_error *err)
{
	struct txo_pairs pairs = { 0 };
	enum txo_status status = lay_out(bs, true, &pairs, err);

	if (status != TXO_OK)
		return status;
	r->n_retest = txo_pairs_n(&pairs);
	r->reliability = txo_retest(&pairs, p->level);
	free((void *)(uintptr_t)pairs.x);
	return TXO_OK;
}

static enum txo_status look_at_baselines(const struct txo_classify *p,
					 struct txo_classify_baselines *bs,
					 struct txo_moments *k,
					 struct txo_classify_rule *r,
					 struct txo_error *err)
{
	struct txo_pairs all = { 0 };
	struct txo_sample s;
	enum txo_status status;

	if (bs->n)
		qsort(bs->all, bs->n, sizeof(*bs->all), by_value);
	status = lay_out(bs, false, &all, err);
	if (status != TXO_OK)
		return status;
	s = (struct txo_sample){
		.x = all.x, .lo = all.x_lo, .w = all.w, .m = all.m
	};
	*k = txo_moments(&s);
	free((void *)(uintptr_t)all.x);
	r->n = k->n;
	r->n_missing = bs->n_missing;
	if (p->at_retest == TXO_NO_COLUMN)
		return TXO_OK;
	return make_retest(p, bs, r, err);
}

enum txo_status txo_classify_rule_make(const struct txo_classify *p,
				       struct txo_classify_baselines *bs,
				       struct txo_classify_rule *r,
				       struct txo_error *err)
{
	const struct txo_classify_number *n = p->number;
	struct txo_moments k;
	enum txo_status status;

	*r = (struct txo_classify_rule){
		.rule = { .method = (enum txo_class_method)p->method,
			  .higher_better = p->higher_better,
			  .of_possible = p->percent_of != 0 },
		.reliability = given(n[TXO_CLASSIFY_RELIABILITY].value.x)
	};
	if (p->scale)
		r->rule.best.x = p->higher_better ? p->scale->maximum :
						    p->scale->minimum;
	status = look_at_baselines(p, bs, &k, r, err);
	if (status != TXO_OK)
		return status;
	r->sd = n[TXO_CLASSIFY_SD].given ? given(n[TXO_CLASSIFY_SD].value.x) :
					   txo_sd_interval(&k, p->level);
	make_change(p, r);
	if (txo_classify_uses_cutoff(p))
		make_cutoff(p, r, &k);
	return TXO_OK;
}

static void say_number(struct txo_buffer *b, double x)
{
	char text[TXO_NUMBER_SIZE];

	txo_buffer_add(b, text, txo_format_number(x, 0, text));
}

static void say_reliability(const struct txo_classify *p, struct txo_buffer *b)
{
	static const char *const kinds[] = { "reliability of unsaid kind",
					     "retest", "alpha", "raters" };

	if (p->at_retest != TXO_NO_COLUMN) {
		txo_buffer_add_text(b, "r = correlation with the retest, "
				       "Fisher z interval");
		return;
	}
	txo_buffer_add_text(b, "r = ");
	say_number(b, p->number[TXO_CLASSIFY_RELIABILITY].value.x);
	if (p->reliability_word)
		txo_buffer_printf(b, " (%s of the scale %s)",
				  p->reliability_word, p->scale->scale);
	else
		txo_buffer_printf(b, " (%s)", kinds[p->kind]);
}

void txo_classify_say_change(const struct txo_classify *p, struct txo_buffer *b)
{
	const struct txo_classify_number *n = p->number;

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
	} else if (n[TXO_CLASSIFY_SEM].given) {
		txo_buffer_add_text(b, "Jacobson-Truax z * SEM * sqrt(2), "
				       "SEM = ");
		say_number(b, n[TXO_CLASSIFY_SEM].value.x);
	} else {
		txo_buffer_add_text(b, "Jacobson-Truax z * SD * sqrt(2) * "
				       "sqrt(1 - r), ");
		if (n[TXO_CLASSIFY_SD].given) {
			txo_buffer_add_text(b, "SD = ");
			say_number(b, n[TXO_CLASSIFY_SD].value.x);
		} else {
			txo_buffer_printf(b,
					  "SD of the %sbaselines, "
					  "chi-square interval",
					  p->baselines ? "group's " : "");
		}
		txo_buffer_add_text(b, ", ");
		say_reliability(p, b);
	}
}

void txo_classify_say_cutoff(const struct txo_classify *p, struct txo_buffer *b)
{
	static const char *const kinds[] = {
		"cutoff a: 2 SD from the clinical mean",
		"cutoff b: 2 SD from the functional mean",
		"cutoff c: between clinical and functional mean"
	};
	const struct txo_classify_number *n = p->number;
	bool mean = n[TXO_CLASSIFY_CLINICAL_MEAN].given,
	     sd = n[TXO_CLASSIFY_SD].given;

	if (p->cutoff_kind < 0) {
		txo_buffer_add_text(b, "cutoff given");
		return;
	}
	txo_buffer_add_text(b, kinds[p->cutoff_kind]);
	if (p->cutoff_kind == TXO_CUTOFF_B || (mean && sd))
		return;
	txo_buffer_printf(b, ", clinical %s of the %sbaselines",
			  mean ? "SD" :
			  sd   ? "mean" :
				 "mean and SD",
			  p->baselines ? "group's " : "");
	if (!mean && !sd)
		txo_buffer_add_text(b, ", delta method");
}
