/*
 * profile_settle.c - the courses of all groups, before anything is written: are
 * they what they must be, and what is to be known about them.
 */
#include <inttypes.h>

#include "cmd/levels.h"
#include "cmd/profile.h"

#define PLAN struct txo_profile_plan

/* Find the levels of --between, and put the reference first. */
static enum txo_status settle_levels(PLAN *p, struct txo_frames *frames,
				     struct txo_needs *needs,
				     struct txo_error *err)
{
	if (!p->between.p)
		return TXO_OK;
	p->levels = (struct txo_items){ .column = p->level_at };
	return txo_levels_settle(&p->levels, p->reference, frames, needs, err);
}

static void add(struct txo_profile_sight *s, const struct txo_profile_sight *t)
{
	s->courses += t->courses;
	s->levelless += t->levelless;
	s->unplanned += t->unplanned;
	s->unbased += t->unbased;
	s->ongoing += t->ongoing;
	s->empty += t->empty;
	s->unscored += t->unscored;
	s->repeated += t->repeated;
}

/* "; 3 sessions without a score", unless there is none. */
static void tell(struct txo_needs *needs, struct txo_buffer *b, uint64_t n,
		 const char *what, const char *more)
{
	if (!n)
		return;
	if (txo_needs_hides(needs, n))
		txo_buffer_printf(b, "%sa few %ss%s", b->n ? "; " : "", what,
				  more);
	else
		txo_buffer_printf(b, "%s%" PRIu64 " %s%s%s", b->n ? "; " : "",
				  n, what, n == 1 ? "" : "s", more);
}

static void tell_all(const PLAN *p, const struct txo_profile_sight *s,
		     struct txo_needs *needs)
{
	bool by_row = p->seen == TXO_PROFILE_BY_ROW;
	struct txo_buffer b = { 0 };

	tell(needs, &b, s->courses, "course", "");
	tell(needs, &b, s->unscored, "session",
	     by_row ? " without a score, seen all the same (see --seen)" :
		      " without a score, not seen therefore (see --seen)");
	tell(needs, &b, s->repeated, "session",
	     p->take == TXO_PROFILE_ONE ?
		     " in several rows that agree, taken once" :
		     " in several rows, taken as --take says");
	tell(needs, &b, s->empty, "course", " without a session, left out");
	tell(needs, &b, s->levelless, "course", " without a level, left out");
	tell(needs, &b, s->ongoing, "course",
	     p->length == TXO_PROFILE_PLANNED ?
		     " not at an end" :
		     " not at an end, without a length");
	tell(needs, &b, s->unplanned, "course", " without a planned length");
	tell(needs, &b, s->unbased, "course", " without a baseline");
	if (!p->responds)
		txo_buffer_add_text(&b, "; who is a responder is known by "
					"--response or --change");
	if (!p->complete && !p->planned.p)
		txo_buffer_add_text(&b, "; which courses are completed is "
					"known by --complete or --planned");
	txo_needs_line(needs, (struct txo_text){ b.p, b.n });
	needs->remark.failed |= b.failed;
	txo_buffer_release(&b);
}

enum txo_status txo_profile_settle(void *plan, struct txo_frames *frames,
				   struct txo_needs *needs,
				   struct txo_error *err)
{
	PLAN *p = plan;
	struct txo_profile_sight s = { 0 };
	enum txo_status status;

	if (!frames->groups)
		return TXO_OK;
	status = settle_levels(p, frames, needs, err);
	for (size_t g = 0; g < frames->groups && status == TXO_OK; g++) {
		struct txo_frame f = txo_frames_get(frames, g, 0);
		struct txo_profile_list l;

		status = txo_profile_list_init(&l, p, &f, err);
		add(&s, &l.sight);
		txo_profile_list_release(&l);
	}
	if (status == TXO_OK && s.courses == s.levelless)
		status = txo_fail(err, TXO_DATA,
				  "nothing is left: no row says to which "
				  "session of which course it belongs");
	if (status == TXO_OK)
		tell_all(p, &s, needs);
	return status;
}
