/*
 * profile_print.c - the rows of a level, and of two compared. Formulas:
 * stats/two_means.c, difference.c.
 */
#include <math.h>
#include <stdlib.h>

#include "cmd/profile.h"
#include "txo/two_proportions.h"

static void print_means(const struct txo_profile_task *t,
			const struct txo_profile_walk *w,
			struct txo_profile_row r)
{
	const struct txo_profile_cell *c = &w->s->cell[w->k];
	const struct txo_profile_plan *p = t->p;
	uint64_t completers = w->s->completers;
	double level = p->level;
	bool hidden = r.hidden;

	txo_profile_set_mean(&r, "mean", &c->score, c->seen, level);
	r.e.method = "mean of all who were seen, t interval";
	txo_profile_row(t, &r);
	if (p->complete || p->planned.p) {
		r.hidden = hidden || txo_profile_is_few(t, completers) ||
			   txo_profile_is_few(t, r.in - completers);
		txo_profile_set_mean(&r, "mean_completers", &c->completers,
				     completers, level);
		r.e.method = "mean of those who completed, t interval";
		txo_profile_row(t, &r);
		r.hidden = hidden;
	}
	if (p->locf) {
		txo_profile_set_mean(&r, "mean_carried", &c->carried, w->s->in,
				     level);
		r.e.method = "mean of all, the last score carried forward, t "
			     "interval; who left is taken to stay as he was";
		txo_profile_row(t, &r);
	}
	if (!w->k)
		return;
	txo_profile_set_step(&r, "step", &c->step, c->seen, level);
	r.e.method = "paired t, this session less the one before, of those who "
		     "had both";
	txo_profile_row(t, &r);
}

static void print_shares(const struct txo_profile_task *t,
			 const struct txo_profile_walk *w,
			 struct txo_profile_row r)
{
	const struct txo_profile_cell *c = &w->s->cell[w->k];
	uint64_t seen[] = { c->yes, c->judged, c->seen };
	uint64_t all[] = { w->responding, w->known, w->s->in };

	r.reading = TXO_PROFILE_NAIVE;
	txo_profile_set_share(&r, "responders_of_seen", seen, t->p->level);
	r.e.method = "share of those seen at this session, Wilson interval; "
		     "biased, as who left is not in it";
	txo_profile_row(t, &r);
	r.reading = TXO_PROFILE_HONEST;
	r.hidden = r.hidden || r.left_hidden;
	txo_profile_set_share(&r, "responders_of_all", all, t->p->level);
	r.e.method = "share of all who began, Wilson interval; who left counts "
		     "as he left";
	txo_profile_row(t, &r);
}

/* What --min-cell has told of those who left, up to now. */
struct told {
	uint64_t left, yes, unknown, ongoing;
};

/* Who left between two sessions may be few, or who is left. */
static void withhold(const struct txo_profile_task *t, struct told *told,
		     struct txo_profile_row *r)
{
	uint64_t yes = r->left_yes - told->yes;
	uint64_t unknown = r->left_unknown - told->unknown;
	uint64_t left = r->left - told->left;

	if (!t->p->least)
		return;
	r->hidden = txo_profile_is_few(t, left) ||
		    txo_profile_is_few(t, r->ongoing - told->ongoing) ||
		    txo_profile_is_few(t, r->in - r->left - r->ongoing);
	r->left_hidden = r->hidden || txo_profile_is_few(t, yes) ||
			 txo_profile_is_few(t, unknown) ||
			 txo_profile_is_few(t, left - yes - unknown);
	if (!r->hidden) {
		told->left = r->left;
		told->ongoing = r->ongoing;
	}
	if (!r->left_hidden) {
		told->yes = r->left_yes;
		told->unknown = r->left_unknown;
	}
}

enum txo_status txo_profile_print(struct txo_profile_task *t,
				  struct txo_error *err)
{
	struct txo_profile_walk w = { .s = &t->sums };
	struct told told = { 0, 0, 0, 0 };
	size_t at = 0;

	txo_profile_sort_kept(t);
	for (size_t k = 0; k < t->list.session.n; k++) {
		struct txo_profile_row r;

		txo_profile_walk_on(&w, k);
		r = txo_profile_begin(t, &w);
		withhold(t, &told, &r);
		t->sums.cell[k].hidden = r.hidden;
		t->sums.cell[k].left_hidden = r.left_hidden;
		print_means(t, &w, r);
		if (t->p->responds && !(t->list.before && k == 0))
			print_shares(t, &w, r);
		txo_profile_print_kept(t, r.session, &at);
	}
	txo_profile_print_kept(t, NAN, &at);
	return t->p->responds ? txo_profile_print_trend(t, err) : TXO_OK;
}

static bool lacks_few(const struct txo_profile_task *t, uint64_t all,
		      uint64_t n)
{
	return txo_profile_is_few(t, all - n);
}

static void contrast_session(const struct txo_profile_task *t,
			     const struct txo_profile_walk *a,
			     const struct txo_profile_walk *b,
			     struct txo_profile_row r)
{
	const struct txo_profile_cell *x = &a->s->cell[a->k];
	const struct txo_profile_cell *y = &b->s->cell[b->k];
	struct txo_two two = { { a->responding, b->responding },
			       { a->known, b->known } };
	bool hidden = x->hidden || y->hidden;

	r.hidden = hidden || lacks_few(t, x->seen, x->score.n) ||
		   lacks_few(t, y->seen, y->score.n);
	r.term = "mean";
	r.reading = TXO_PROFILE_DOSE;
	r.n = x->score.n + y->score.n;
	r.missing = x->seen + y->seen - r.n;
	r.e = txo_running_welch(&x->score, &y->score, t->p->level);
	txo_profile_row(t, &r);
	r.hidden = hidden || lacks_few(t, x->seen, x->step.n) ||
		   lacks_few(t, y->seen, y->step.n);
	r.term = "step";
	r.n = x->step.n + y->step.n;
	r.missing = x->seen + y->seen - r.n;
	r.e = txo_running_welch(&x->step, &y->step, t->p->level);
	if (a->k)
		txo_profile_row(t, &r);
	r.term = "responders_of_all";
	r.reading = TXO_PROFILE_HONEST;
	r.hidden = hidden || x->left_hidden || y->left_hidden ||
		   lacks_few(t, a->s->in, a->known) ||
		   lacks_few(t, b->s->in, b->known);
	r.n = a->known + b->known;
	r.missing = r.in - r.n;
	r.yes = a->responding + b->responding;
	r.shares = true;
	r.e = txo_newcombe(&two, t->p->level);
	if (t->p->responds && !(t->list.before && a->k == 0))
		txo_profile_row(t, &r);
}

enum txo_status txo_profile_contrast(struct txo_profile_task *t,
				     struct txo_text level,
				     struct txo_text reference,
				     struct txo_error *err)
{
	struct txo_profile_walk a = { .s = &t->sums },
				b = { .s = &t->reference };
	struct txo_buffer name = { 0 };

	txo_buffer_add(&name, level.p, level.n);
	txo_buffer_add_text(&name, " - ");
	txo_buffer_add(&name, reference.p, reference.n);
	if (name.failed) {
		txo_buffer_release(&name);
		return txo_fail_memory(err);
	}
	for (size_t k = 0; k < t->list.session.n; k++) {
		struct txo_profile_row r;

		txo_profile_walk_on(&a, k);
		txo_profile_walk_on(&b, k);
		r = (struct txo_profile_row){
			.session = t->list.session.x[k],
			.length = NAN,
			.contrast = { name.p, name.n },
			.in = a.s->in + b.s->in,
			.about = TXO_ABOUT_COUNTS | TXO_ABOUT_PARTS,
		};
		contrast_session(t, &a, &b, r);
	}
	txo_buffer_release(&name);
	return TXO_OK;
}
