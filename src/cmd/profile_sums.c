/*
 * profile_sums.c - courses added up, session by session.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/dd.h"
#include "cmd/profile.h"

enum txo_status txo_profile_sums_init(struct txo_profile_sums *s, size_t n,
				      struct txo_error *err)
{
	*s = (struct txo_profile_sums){ .n = n };
	s->cell = calloc(n + 1, sizeof(*s->cell));
	return s->cell ? TXO_OK : txo_fail_memory(err);
}

void txo_profile_sums_clear(struct txo_profile_sums *s)
{
	struct txo_profile_cell *cell = s->cell;
	size_t n = s->n;

	memset(cell, 0, (n + 1) * sizeof(*cell));
	*s = (struct txo_profile_sums){ .cell = cell, .n = n };
}

void txo_profile_sums_release(struct txo_profile_sums *s)
{
	free(s->cell);
	*s = (struct txo_profile_sums){ .n = 0 };
}

static void add_score(struct txo_running *r, struct txo_exact x)
{
	txo_running_add(r, x.hi, x.lo, 1);
}

/* The difference, as one double, which is 0 if both are equal. */
static void add_change(struct txo_running *r, struct txo_exact from,
		       struct txo_exact to)
{
	struct txo_dd d = txo_dd_sub((struct txo_dd){ to.hi, to.lo },
				     (struct txo_dd){ from.hi, from.lo });

	txo_running_add(r, d.hi, 0, 1);
}

/* How a course responds, from visit to visit. */
static enum txo_profile_truth go_on(const struct txo_profile_plan *p,
				    enum txo_profile_truth before,
				    enum txo_profile_truth now)
{
	if (p->responder == TXO_PROFILE_FROM_FIRST && before == TXO_PROFILE_YES)
		return before;
	return now == TXO_PROFILE_UNKNOWN ? before : now;
}

/* The last score, carried on from this visit to before the next one. */
static void carry(struct txo_profile_sums *s, struct txo_exact score,
		  size_t from, size_t to)
{
	for (size_t k = from; k < to && !isnan(score.hi); k++)
		add_score(&s->cell[k].carried, score);
}

static void add_response(struct txo_profile_cell *c,
			 enum txo_profile_truth before,
			 enum txo_profile_truth now,
			 enum txo_profile_truth seen)
{
	/* those seen are judged if their own session tells, or they respond */
	if (seen != TXO_PROFILE_UNKNOWN || now == TXO_PROFILE_YES) {
		c->judged++;
		c->yes += now == TXO_PROFILE_YES;
	}
	c->known += (now != TXO_PROFILE_UNKNOWN) -
		    (before != TXO_PROFILE_UNKNOWN);
	c->responding += (now == TXO_PROFILE_YES) - (before == TXO_PROFILE_YES);
}

/* The end of the course, at the last cell, or of what is known of it. */
static void add_end(struct txo_profile_sums *s, size_t at, bool ongoing,
		    enum txo_profile_truth truth)
{
	struct txo_profile_cell *c = &s->cell[at];

	if (ongoing) {
		c->stay++;
		c[1].known -= truth != TXO_PROFILE_UNKNOWN;
		c[1].responding -= truth == TXO_PROFILE_YES;
		return;
	}
	c->last++;
	c->last_yes += truth == TXO_PROFILE_YES;
	c->last_unknown += truth == TXO_PROFILE_UNKNOWN;
	s->judged += truth != TXO_PROFILE_UNKNOWN;
	s->yes += truth == TXO_PROFILE_YES;
}

void txo_profile_add(struct txo_profile_sums *s,
		     const struct txo_profile_reader *r,
		     const struct txo_profile_axis *axis)
{
	const struct txo_exact none = { NAN, 0 };
	enum txo_profile_truth truth = TXO_PROFILE_UNKNOWN, before;
	struct txo_exact score = none, last = none, final = none;
	bool complete = r->complete;
	size_t near = 0, at = 0, previous = 0;

	s->in++;
	s->completers += complete;
	for (size_t k = 0; k < r->visits; k++) {
		const struct txo_profile_visit *v = &r->visit[k];
		struct txo_profile_cell *c;

		at = txo_profile_find(axis, v->number, &near);
		c = &s->cell[at];
		c->seen++;
		if (!isnan(v->score.hi)) {
			add_score(&c->score, v->score);
			if (complete)
				add_score(&c->completers, v->score);
			if (k && at == previous + 1 && !isnan(score.hi))
				add_change(&c->step, score, v->score);
		}
		if (r->p->locf)
			carry(s, last, previous + 1, k ? at : 0);
		if (!isnan(v->score.hi)) {
			last = v->score;
			final = k >= r->after ? last : none;
		}
		if (r->p->locf)
			carry(s, last, at, at + 1);
		before = truth;
		truth = go_on(r->p, truth, v->response);
		add_response(c, before, truth, v->response);
		score = v->score;
		previous = at;
	}
	if (r->p->locf)
		carry(s, last, at + 1, r->ongoing ? 0 : s->n);
	add_end(s, at, r->ongoing, truth);
	if (!r->ongoing && !isnan(r->base.hi) && !isnan(final.hi))
		add_change(&s->change, r->base, final);
}
