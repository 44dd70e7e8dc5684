/*
 * change_pairs.c - pairs of before and after, from rows that have both, or from
 * the rows of a patient's visits.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/dd.h"
#include "base/nearest.h"
#include "cmd/change.h"
#include "txo/decimal.h"

/* A pair before it is sorted. */
struct item {
	uint32_t level;
	double pre, pre_lo, post, post_lo;
	uint64_t w;
};

static int order(double a, double b)
{
	return (a > b) - (a < b);
}

static int compare_items(const void *a, const void *b)
{
	const struct item *p = a, *q = b;
	int c = order(p->level, q->level);

	c = c ? c : order(p->pre, q->pre);
	c = c ? c : order(p->pre_lo, q->pre_lo);
	c = c ? c : order(p->post, q->post);
	return c ? c : order(p->post_lo, q->post_lo);
}

/* The place of the level of a row; TXO_CHANGE_NO_LEVEL if it has none. */
static uint32_t level_of(const struct txo_change_plan *p,
			 const struct txo_vector *v, size_t row)
{
	const struct txo_item *item;

	if (!p->between.p)
		return 0;
	if (txo_items_of(&p->levels, v->label[row], &item) == 0)
		return TXO_CHANGE_NO_LEVEL;
	return item->value;
}

/* Pairs of one frame in the making. */
struct gathered {
	struct item *item;
	size_t n;
	struct txo_change_level *level;
};

static void add_item(struct gathered *g, struct item item)
{
	g->item[g->n++] = item;
}

static void in_columns(const struct txo_change_plan *p,
		       const struct txo_frame *f, struct gathered *g)
{
	const struct txo_vector *pre = &f->column[f->columns - 2];
	const struct txo_vector *post = &f->column[f->columns - 1];

	for (size_t i = 0; i < f->rows; i++) {
		uint32_t at = level_of(p, &f->column[0], i);

		if (at == TXO_CHANGE_NO_LEVEL)
			continue;
		if (isnan(pre->x[i]) || isnan(post->x[i]))
			g->level[at].missing += f->weight[i];
		else
			add_item(g, (struct item){ at, pre->x[i], pre->lo[i],
						   post->x[i], post->lo[i],
						   f->weight[i] });
	}
}

/* The scores of a patient at one visit. */
struct visit {
	uint64_t n;
	struct txo_dd sum, lowest, highest;
};

struct patient {
	uint32_t level;
	bool torn;		/* has several levels */
	struct visit visit[2];
};

static void add_score(struct visit *v, const struct txo_vector *score, size_t i,
		      uint64_t w)
{
	struct txo_dd x = { score->x[i], score->lo[i] };

	if (v->n == 0 || txo_dd_compare(x, v->lowest) < 0)
		v->lowest = x;
	if (v->n == 0 || txo_dd_compare(x, v->highest) > 0)
		v->highest = x;
	v->n += w;
	v->sum = txo_dd_add(v->sum, txo_dd_mul(x, txo_dd_from_count(w)));
}

/* Take in the rows of one patient, from row i on; returns where they end. */
static size_t take_patient(const struct txo_change_plan *p,
			   const struct txo_frame *f, size_t i,
			   struct patient *one)
{
	const struct txo_vector *visit = &f->column[f->columns - 2];
	const struct txo_vector *score = &f->column[f->columns - 1];
	const uint32_t *who = f->column[TXO_CHANGE_PATIENT].label;
	size_t first = i;

	*one = (struct patient){ .level = TXO_CHANGE_NO_LEVEL };
	for (; i < f->rows && who[i] == who[first]; i++) {
		uint32_t at = level_of(p, &f->column[1], i);
		uint8_t which = visit->label[i] == TXO_MISSING ?
					0 :
					p->visit_of[visit->label[i]];

		if (at != TXO_CHANGE_NO_LEVEL) {
			one->torn = one->torn ||
				    (one->level != TXO_CHANGE_NO_LEVEL &&
				     one->level != at);
			one->level = at;
		}
		if (which && !isnan(score->x[i]))
			add_score(&one->visit[which - 1], score, i,
				  f->weight[i]);
	}
	return i;
}

/* The score that counts of a visit. */
static struct txo_dd settle_score(const struct txo_change_plan *p,
				  const struct visit *v)
{
	bool lower = p->direction == TXO_BETTER_LOWER;

	if (txo_dd_compare(v->lowest, v->highest) == 0)
		return v->lowest;
	switch ((enum txo_take)p->take) {
	case TXO_TAKE_LOWEST:
		return v->lowest;
	case TXO_TAKE_HIGHEST:
		return v->highest;
	case TXO_TAKE_BEST:
		return lower ? v->lowest : v->highest;
	case TXO_TAKE_WORST:
		return lower ? v->highest : v->lowest;
	default:
		return txo_dd_div(v->sum, txo_dd_from_count(v->n));
	}
}

/* Is there one level, and one score at each visit? */
static enum txo_status judge_patient(const struct txo_change_plan *p,
				     const struct txo_frame *f, size_t row,
				     const struct patient *one,
				     struct txo_error *err)
{
	const struct txo_vector *who = &f->column[TXO_CHANGE_PATIENT];
	char name[TXO_SHOWN], visit[TXO_SHOWN];
	int several = one->visit[0].n > 1 ? 0 : one->visit[1].n > 1 ? 1 : -1;
	char called[TXO_SHOWN + 16] = "a patient";

	if (!p->redact)
		snprintf(called, sizeof(called), "patient '%s'",
			 txo_text_show(who->labels[who->label[row]], name));
	if (one->torn)
		return txo_fail(err, TXO_USAGE,
				"%s has several values of the "
				"column of --between, which must be one for "
				"each patient; select rows with --where",
				called);
	if (p->take != TXO_TAKE_ONE || several < 0)
		return TXO_OK;
	return txo_fail(err, TXO_USAGE,
			"%s has %" PRIu64
			" rows with a score at visit '%s'; say with --take "
			"which counts (mean, lowest, highest, best, worst), or "
			"select rows with --where",
			called, one->visit[several].n,
			txo_text_show(p->visit[several], visit));
}

static enum txo_status in_rows(const struct txo_change_plan *p,
			       const struct txo_frame *f, struct gathered *g,
			       struct txo_error *err)
{
	const uint32_t *who = f->column[TXO_CHANGE_PATIENT].label;
	enum txo_status status = TXO_OK;

	for (size_t i = 0, end; i < f->rows && status == TXO_OK; i = end) {
		struct patient one;

		end = take_patient(p, f, i, &one);
		if (who[i] == TXO_MISSING)
			continue;
		status = judge_patient(p, f, i, &one, err);
		if (one.level == TXO_CHANGE_NO_LEVEL)
			continue;
		if (one.visit[0].n && one.visit[1].n) {
			struct txo_dd pre = settle_score(p, &one.visit[0]);
			struct txo_dd post = settle_score(p, &one.visit[1]);

			add_item(g, (struct item){ one.level, pre.hi, pre.lo,
						   post.hi, post.lo, 1 });
		} else {
			g->level[one.level].missing++;
		}
	}
	return status;
}

/* Sort the pairs, count equal ones together, and part them by level. */
static void lay_out(struct txo_change_levels *ls, struct item *item, size_t n)
{
	double *a = ls->memory;
	uint64_t *w = (uint64_t *)(void *)(a + 4 * n);
	size_t m = 0;

	qsort(item, n, sizeof(*item), compare_items);
	for (size_t i = 0; i < n; i++) {
		struct txo_pairs *p = &ls->level[item[i].level].pairs;

		if (p->m > 0 && compare_items(&item[i - 1], &item[i]) == 0) {
			w[m - 1] += item[i].w;
			continue;
		}
		if (p->m == 0)
			*p = (struct txo_pairs){
				a + m,	       a + n + m, a + 2 * n + m,
				a + 3 * n + m, w + m,	  0,
			};
		a[m] = item[i].pre;
		a[n + m] = item[i].pre_lo;
		a[2 * n + m] = item[i].post;
		a[3 * n + m] = item[i].post_lo;
		w[m++] = item[i].w;
		p->m++;
	}
}

enum txo_status txo_change_levels_init(struct txo_change_levels *ls,
				       const struct txo_change_plan *p,
				       const struct txo_frame *f,
				       struct txo_error *err)
{
	size_t levels = p->between.p ? p->levels.n : 1, n;
	struct gathered g = { .n = 0 };
	enum txo_status status = TXO_OK;

	*ls = (struct txo_change_levels){ .n = levels };
	ls->level = g.level = calloc(levels + 1, sizeof(*ls->level));
	g.item = malloc((f->rows + 1) * sizeof(*g.item));
	if (!g.item || !ls->level) {
		free(g.item);
		return txo_fail_memory(err);
	}
	for (size_t i = 0; p->between.p && i < levels; i++)
		ls->level[i].name = p->levels.value[i];
	if (p->is_long)
		status = in_rows(p, f, &g, err);
	else
		in_columns(p, f, &g);
	n = g.n;
	ls->memory = malloc((n + 1) * (4 * sizeof(double) + sizeof(uint64_t)));
	if (status == TXO_OK && !ls->memory)
		status = txo_fail_memory(err);
	if (status == TXO_OK)
		lay_out(ls, g.item, n);
	free(g.item);
	return status;
}

void txo_change_levels_release(struct txo_change_levels *ls)
{
	free(ls->level);
	free(ls->memory);
	*ls = (struct txo_change_levels){ 0 };
}

/* Is the label the visit? Numbers are compared as such. */
static bool is_visit(struct txo_text label, struct txo_text visit, bool exact,
		     struct txo_buffer *b)
{
	struct txo_decimal x, y;
	size_t n;

	if (txo_text_equal(label, visit))
		return true;
	if (txo_decimal_parse(label.p, label.n, &x, NULL) == TXO_OK &&
	    txo_decimal_parse(visit.p, visit.n, &y, NULL) == TXO_OK)
		return x.coefficient == y.coefficient &&
		       x.exponent == y.exponent;
	if (exact)
		return false;
	txo_buffer_clear(b);
	n = txo_text_fold_label(label, b);
	txo_text_fold_label(visit, b);
	return !b->failed && b->n == 2 * n && memcmp(b->p, b->p + n, n) == 0;
}

static enum txo_status no_visit(struct txo_text visit,
				const struct txo_text *labels, size_t n,
				bool redact, struct txo_error *err)
{
	struct txo_buffer b = { 0 };
	char shown[TXO_SHOWN];
	enum txo_status status;

	if (!redact && n > 0)
		txo_nearest_say(&b, visit, "visits", labels, n);
	status = txo_fail(err, TXO_USAGE, "--at: no row is of visit '%s'%s",
			  txo_text_show(visit, shown), b.p ? b.p : "");
	txo_buffer_release(&b);
	return status;
}

enum txo_status txo_change_find_visits(struct txo_change_plan *p,
				       struct txo_frames *fs,
				       struct txo_arena *arena,
				       struct txo_error *err)
{
	const struct txo_schema *s = fs->intake->schema;
	const struct txo_projection *pr = &s->projection[0];
	size_t n = fs->intake->dictionary[pr->use[pr->n - 2]].n;
	struct txo_frame f = txo_frames_get(fs, 0, 0);
	const struct txo_text *labels = f.column[f.columns - 2].labels;
	struct txo_buffer b = { 0 };
	size_t seen[2] = { 0, 0 };

	p->visit_of = txo_arena_take(arena, n + 1);
	if (!p->visit_of)
		return txo_fail_memory(err);
	for (size_t i = 0; i < n; i++) {
		bool exact = fs->intake->rules.exact_labels;

		p->visit_of[i] = 0;
		for (uint8_t k = 0; k < 2; k++)
			if (is_visit(labels[i], p->visit[k], exact, &b)) {
				seen[k]++;
				p->visit_of[i] |= (uint8_t)(k + 1);
			}
	}
	if (b.failed) {
		txo_buffer_release(&b);
		return txo_fail_memory(err);
	}
	txo_buffer_release(&b);
	for (size_t i = 0; i < n; i++)
		if (p->visit_of[i] == 3)
			return txo_fail(err, TXO_USAGE,
					"--at: the two visits are one");
	for (size_t k = 0; k < 2; k++)
		if (seen[k] == 0)
			return no_visit(p->visit[k], labels, n, p->redact, err);
	return TXO_OK;
}
