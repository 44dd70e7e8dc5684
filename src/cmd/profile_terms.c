/*
 * profile_terms.c - the numbers of a row, from what courses add up to. Formulas:
 * stats/running.c, proportion.c.
 */
#include <math.h>

#include "cmd/profile.h"
#include "txo/proportion.h"

void txo_profile_walk_on(struct txo_profile_walk *w, size_t k)
{
	const struct txo_profile_cell *c = &w->s->cell[k];

	if (k) {
		w->left += c[-1].last;
		w->ongoing += c[-1].stay;
		w->left_yes += c[-1].last_yes;
		w->left_unknown += c[-1].last_unknown;
	}
	w->known += (uint64_t)c->known;
	w->responding += (uint64_t)c->responding;
	w->k = k;
}

struct txo_profile_row txo_profile_begin(const struct txo_profile_task *t,
					 const struct txo_profile_walk *w)
{
	return (struct txo_profile_row){
		.session = t->list.session.x[w->k],
		.length = NAN,
		.reading = TXO_PROFILE_DOSE,
		.level = t->level,
		.counted = true,
		.in = w->s->in,
		.seen = w->s->cell[w->k].seen,
		.ongoing = w->ongoing,
		.left = w->left,
		.left_yes = w->left_yes,
		.left_unknown = w->left_unknown,
	};
}

/* A mean of n values among `all` courses, by a method in words. */
void txo_profile_set_mean(struct txo_profile_row *r, const char *term,
			  const struct txo_running *values, uint64_t all,
			  double level)
{
	r->term = term;
	r->n = values->n;
	r->missing = all - values->n;
	r->e = txo_running_mean(values, level);
}

void txo_profile_set_step(struct txo_profile_row *r, const char *term,
			  const struct txo_running *changes, uint64_t all,
			  double level)
{
	r->term = term;
	r->n = changes->n;
	r->missing = all - changes->n;
	r->e = txo_running_change(changes, level);
}

void txo_profile_set_share(struct txo_profile_row *r, const char *term,
			   const uint64_t of[3], double level)
{
	r->term = term;
	r->yes = of[0];
	r->n = of[1];
	r->missing = of[2] - of[1];
	r->shares = true;
	r->e = txo_proportion(of[0], of[1], TXO_CI_WILSON, level);
}

/* Does the difference from what was told tell of few? */
bool txo_profile_is_few(const struct txo_profile_task *t, uint64_t n)
{
	return n > 0 && n < t->p->least;
}
