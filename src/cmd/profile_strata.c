/*
 * profile_strata.c - rows of courses of one length, and whether longer ones respond
 * more often. Formulas: stats/contingency.c.
 */
#include <math.h>
#include <stdlib.h>

#include "cmd/profile.h"
#include "txo/contingency.h"

static enum txo_status keep(struct txo_profile_task *t,
			    const struct txo_profile_row *r,
			    struct txo_error *err)
{
	if (t->keeps == t->keep_room) {
		size_t room = t->keep_room ? 2 * t->keep_room : 64;
		struct txo_profile_row *more;

		more = realloc(t->kept, room * sizeof(*more));
		if (!more)
			return txo_fail_memory(err);
		t->kept = more;
		t->keep_room = room;
	}
	t->kept[t->keeps++] = *r;
	return TXO_OK;
}

/* Rows about the whole courses of the stratum. */
static enum txo_status keep_ends(struct txo_profile_task *t,
				 struct txo_profile_row r,
				 struct txo_error *err)
{
	const struct txo_profile_sums *s = &t->stratum;
	uint64_t yes[] = { s->yes, s->judged, s->in };
	double level = t->p->level;
	enum txo_status status = TXO_OK;

	r.session = NAN;
	r.counted = false;
	r.order = 0;
	if (t->p->responds) {
		txo_profile_set_share(&r, "responders", yes, level);
		r.e.method = "share of the courses of this length, Wilson "
			     "interval";
		status = keep(t, &r, err);
	}
	r.shares = false;
	r.order = 1;
	txo_profile_set_step(&r, "change", &s->change, s->in, level);
	r.e.method = "paired t, the last score less the baseline";
	if (status == TXO_OK)
		status = keep(t, &r, err);
	return status;
}

enum txo_status txo_profile_keep(struct txo_profile_task *t, uint32_t stratum,
				 struct txo_error *err)
{
	const struct txo_profile_sums *s = &t->stratum;
	struct txo_profile_walk w = { .s = s };
	struct txo_profile_row r = { 0 };
	double level = t->p->level;
	enum txo_status status = TXO_OK;

	for (size_t k = 0; k < s->n && status == TXO_OK; k++) {
		const struct txo_profile_cell *c = &s->cell[k];

		txo_profile_walk_on(&w, k);
		r = txo_profile_begin(t, &w);
		r.reading = TXO_PROFILE_LEVEL;
		r.length = t->list.length.x[stratum];
		if (!c->seen)
			continue;
		txo_profile_set_mean(&r, "mean", &c->score, c->seen, level);
		r.e.method = "mean of the courses of this length, t interval";
		r.order = 0;
		status = keep(t, &r, err);
		if (!k || status != TXO_OK)
			continue;
		txo_profile_set_step(&r, "step", &c->step, c->seen, level);
		r.e.method = "paired t, this session less the one before, in "
			     "courses of this length";
		r.order = 1;
		status = keep(t, &r, err);
	}
	t->few = t->few || txo_profile_is_few(t, s->in) ||
		 txo_profile_is_few(t, s->yes) ||
		 txo_profile_is_few(t, s->judged - s->yes) ||
		 txo_profile_is_few(t, s->in - s->judged);
	t->table[2 * stratum] = s->judged - s->yes;
	t->table[2 * stratum + 1] = s->yes;
	return status == TXO_OK ? keep_ends(t, r, err) : status;
}

/* Those about whole courses last, and there by term. */
static int by_session(const void *p, const void *q)
{
	const struct txo_profile_row *a = p, *b = q;

	if (isnan(a->session) || isnan(b->session)) {
		if (isnan(a->session) != isnan(b->session))
			return isnan(a->session) ? 1 : -1;
		if (a->order != b->order)
			return a->order - b->order;
	} else if (a->session != b->session) {
		return a->session < b->session ? -1 : 1;
	}
	if (a->length != b->length)
		return a->length < b->length ? -1 : 1;
	return a->order - b->order;
}

void txo_profile_sort_kept(struct txo_profile_task *t)
{
	if (t->keeps)
		qsort(t->kept, t->keeps, sizeof(*t->kept), by_session);
}

void txo_profile_print_kept(const struct txo_profile_task *t, double session,
			    size_t *at)
{
	for (; *at < t->keeps; ++*at) {
		struct txo_profile_row *r = &t->kept[*at];

		if (!isnan(session) && !(r->session == session))
			return;
		r->hidden = r->in_hidden = t->few;
		txo_profile_row(t, r);
	}
}

/* Do shares of responders rise or fall with the length? */
enum txo_status txo_profile_print_trend(const struct txo_profile_task *t,
					struct txo_error *err)
{
	struct txo_contingency table = { t->table, t->list.length.n, 2 };
	struct txo_profile_row r = {
		.session = NAN,
		.length = NAN,
		.reading = TXO_PROFILE_LEVEL,
		.term = "trend",
		.level = t->level,
		.in = t->sums.in,
		.hidden = t->few,
		.shares = true,
		.about = TXO_ABOUT_COUNTS | TXO_ABOUT_PARTS,
	};
	enum txo_status status;

	for (size_t i = 0; i < table.rows; i++) {
		r.n += t->table[2 * i] + t->table[2 * i + 1];
		r.yes += t->table[2 * i + 1];
	}
	r.missing = r.in - r.n;
	status = txo_linear_by_linear(&table, t->list.length.x, NULL,
				      t->p->level, &r.e, err);
	if (status == TXO_OK)
		txo_profile_row(t, &r);
	return status;
}
