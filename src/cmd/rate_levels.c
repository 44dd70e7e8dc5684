/*
 * rate_levels.c - the rate of all rows, or of each level, its contrasts with
 * the reference, and the tests of equal rates. The frame has the columns
 * (event), or (level, event).
 */
#include <stdlib.h>

#include "cmd/levels.h"
#include "cmd/rate.h"
#include "txo/proportion.h"

#define NO_LEVEL ((size_t)-1)

static struct txo_estimate rate_of(const struct txo_rate_task *t,
				   struct txo_counts c)
{
	return txo_proportion(c.yes, c.yes + c.no,
			      (enum txo_proportion_ci)t->plan->ci,
			      t->plan->level);
}

static void print_rate(struct txo_rate_task *t, struct txo_text level,
		       struct txo_counts c)
{
	struct txo_rate_row r = txo_rate_row("rate", c, rate_of(t, c));

	r.level = level;
	r.bounds = true;
	txo_rate_print(t, &r);
}

static struct txo_counts together(struct txo_counts a, struct txo_counts b)
{
	return (struct txo_counts){ a.no + b.no, a.yes + b.yes,
				    a.missing + b.missing };
}

/* The three contrasts of a level, `of` and *a, with the reference *b. */
static void print_contrasts(struct txo_rate_task *t, struct txo_text of,
			    const struct txo_counts *a,
			    const struct txo_counts *b)
{
	const struct txo_rate_plan *p = t->plan;
	struct txo_two two = { { a->yes, b->yes },
			       { a->yes + a->no, b->yes + b->no } };
	struct txo_counts both = together(*a, *b);
	struct txo_rate_row r[] = {
		txo_rate_row("difference", both,
			     p->diff == TXO_RATE_NEWCOMBE ?
				     txo_newcombe(&two, p->level) :
				     txo_miettinen_nurminen(&two, p->level)),
		txo_rate_row("ratio", both,
			     p->ratio == TXO_RATE_KOOPMAN ?
				     txo_koopman(&two, p->level) :
				     txo_katz(&two, p->level)),
		txo_rate_row("odds_ratio", both, txo_fisher(&two, p->level)),
	};

	for (size_t i = 0; i < sizeof(r) / sizeof(*r); i++) {
		r[i].of = of;
		r[i].over = p->base;
		r[i].sign = i == 0 ? " - " : " / ";
		r[i].about = TXO_RATE_JOINT;
		txo_rate_print(t, &r[i]);
	}
}

/* The levels with their counts; all of them, and those without a level. */
struct counted {
	struct txo_levels levels;
	struct txo_counts *count;
	struct txo_counts all;
	uint64_t *events, *n;	/* by level */
};

static void counted_release(struct counted *c)
{
	txo_levels_release(&c->levels);
	free(c->count);
	free(c->events);
	*c = (struct counted){ .n = NULL };
}

static enum txo_status counted_init(struct counted *c,
				    const struct txo_frame *f,
				    struct txo_error *err)
{
	enum txo_status status = txo_levels_init(&c->levels, f, err);
	size_t k = c->levels.n;

	if (status != TXO_OK)
		return status;
	c->count = calloc(k + 1, sizeof(*c->count));
	c->events = calloc(2 * (k + 1), sizeof(*c->events));
	if (!c->count || !c->events)
		return txo_fail_memory(err);
	c->n = c->events + k + 1;
	for (size_t i = 0; i < k; i++) {
		const struct txo_level *l = &c->levels.level[i];

		c->count[i] = txo_frame_yes_no(f, 1, l->begin, l->end);
		c->events[i] = c->count[i].yes;
		c->n[i] = c->count[i].yes + c->count[i].no;
		c->all = together(c->all, c->count[i]);
	}
	return TXO_OK;
}

static enum txo_status print_tests(struct txo_rate_task *t,
				   const struct counted *c,
				   struct txo_error *err)
{
	struct txo_estimate e;
	struct txo_rate_row r;
	enum txo_status status;

	status = txo_fisher_groups(c->events, c->n, c->levels.n, &e, err);
	if (status != TXO_OK)
		return status;
	r = txo_rate_row("fisher", c->all, e);
	r.about = TXO_RATE_JOINT;
	txo_rate_print(t, &r);
	e = txo_chi_square(c->events, c->n, c->levels.n);
	r = txo_rate_row("chi_square", c->all, e);
	r.about = TXO_RATE_JOINT;
	txo_rate_print(t, &r);
	return TXO_OK;
}

static enum txo_status print_all(struct txo_rate_task *t,
				 const struct counted *c, struct txo_error *err)
{
	const struct txo_rate_plan *p = t->plan;
	struct txo_counts none = { 0, 0, 0 };
	const struct txo_counts *base = &none;
	size_t at = NO_LEVEL;

	for (size_t i = 0; i < c->levels.n; i++) {
		print_rate(t, c->levels.level[i].name, c->count[i]);
		if (txo_text_equal(c->levels.level[i].name, p->base)) {
			base = &c->count[i];
			at = i;
		}
	}
	if (p->pair.p)
		return TXO_OK;
	for (size_t i = 0; i < c->levels.n; i++)
		if (i != at)
			print_contrasts(t, c->levels.level[i].name,
					&c->count[i], base);
	return print_tests(t, c, err);
}

enum txo_status txo_rate_levels(struct txo_rate_task *t, struct txo_error *err)
{
	struct txo_text no_level = { NULL, 0 };
	struct counted c = { .n = NULL };
	enum txo_status status;

	if (!t->plan->between.p) {
		print_rate(t, no_level,
			   txo_frame_yes_no(t->frame, 0, 0, t->frame->rows));
		return TXO_OK;
	}
	status = counted_init(&c, t->frame, err);
	if (status == TXO_OK)
		status = print_all(t, &c, err);
	counted_release(&c);
	return status;
}
