/*
 * classify_settle.c - what must be known of all groups before the first is
 * answered: thresholds that they share, and whether the question is clear.
 */
#include <inttypes.h>

#include "cmd/classify.h"

enum { OF_ALL, OF_GROUP };	/* choices of --baselines */

/* Thresholds from the baselines of one frame, or of all. */
static enum txo_status make_rule(const struct txo_classify *p,
				 struct txo_frames *frames,
				 const struct txo_frame *frame,
				 struct txo_classify_rule *r,
				 struct txo_error *err)
{
	struct txo_classify_baselines bs = { 0 };
	enum txo_status status = TXO_OK;

	if (frame)
		status = txo_classify_baselines_add(&bs, p, frame, err);
	for (size_t g = 0; !frame && g < frames->groups; g++) {
		struct txo_frame f = txo_frames_get(frames, g, 0);

		if (status == TXO_OK)
			status = txo_classify_baselines_add(&bs, p, &f, err);
	}
	if (status == TXO_OK)
		status = txo_classify_rule_make(p, &bs, r, err);
	txo_classify_baselines_release(&bs);
	return status;
}

enum txo_status txo_classify_begin(struct txo_classify_task *t,
				   struct txo_error *err)
{
	if (t->plan->baselines == OF_GROUP)
		return make_rule(t->plan, NULL, t->frame, &t->rule, err);
	t->rule = t->plan->rule;
	return TXO_OK;
}

static bool tells_status(const struct txo_classify *p,
			 const struct txo_frame *f)
{
	const uint32_t *label;

	if (p->at_status == TXO_NO_COLUMN)
		return false;
	label = f->column[p->at_status].label;
	for (size_t i = 0; i < f->rows; i++)
		if (label[i] != TXO_MISSING)
			return true;
	return false;
}

static void add_up(struct txo_classify_count *all,
		   const struct txo_classify_count *c)
{
	all->started += c->started;
	all->completed += c->completed;
	all->treated += c->treated;
	all->ongoing += c->ongoing;
	all->lacking += c->lacking;
}

/* It matters what is asked: say what can be, and of how many courses. */
static enum txo_status ask(const struct txo_classify *p,
			   const struct txo_classify_count *c,
			   struct txo_error *err)
{
	if (p->least)
		return txo_fail(
			err, TXO_USAGE,
			"courses have no score before or after "
			"treatment or were not completed, so it must be "
			"said what is asked: --estimand completers, "
			"all-started (those that are not completed or "
			"lack a score count as not improved) or "
			"while-treated (by the last score)");
	return txo_fail(
		err, TXO_USAGE,
		"%" PRIu64 " of %" PRIu64 " courses have no score before or "
		"after treatment or were not completed, so it must be said "
		"what is asked: --estimand completers (%" PRIu64
		", completed and with both scores), all-started (%" PRIu64
		", where those that are not so count as not improved) or "
		"while-treated (%" PRIu64 " with a last score%s)",
		c->lacking, c->started, c->completed, c->started - c->ongoing,
		c->treated,
		p->lasts ? "" : "; --last names columns of earlier ones");
}

enum txo_status txo_classify_settle(void *plan, struct txo_frames *frames,
				    struct txo_needs *needs,
				    struct txo_error *err)
{
	struct txo_classify *p = plan;
	struct txo_classify_count all = { 0 };
	enum txo_status status = TXO_OK;

	p->status_told = false;
	for (size_t g = 0; g < frames->groups && !p->status_told; g++) {
		struct txo_frame f = txo_frames_get(frames, g, 0);

		p->status_told = tells_status(p, &f);
	}
	if (p->baselines == OF_ALL)
		status = make_rule(p, frames, NULL, &p->rule, err);
	for (size_t g = 0; g < frames->groups && status == TXO_OK; g++) {
		struct txo_frame f = txo_frames_get(frames, g, 0);
		struct txo_classify_task t = { .plan = p, .frame = &f };

		status = txo_classify_begin(&t, err);
		if (status == TXO_OK)
			status = txo_classify_count(&t, err);
		add_up(&all, &t.count);
	}
	if (status != TXO_OK)
		return status;
	if (p->estimand == TXO_CLASSIFY_ASK && all.lacking)
		return ask(p, &all, err);
	if (txo_needs_hides(needs, all.ongoing) &&
	    p->estimand != TXO_CLASSIFY_WHILE_TREATED)
		txo_needs_remark(needs, "some courses are ongoing, and not in "
					"the rates");
	else if (all.ongoing && p->estimand != TXO_CLASSIFY_WHILE_TREATED)
		txo_needs_remark(needs,
				 "%" PRIu64 " course%s ongoing, and not in "
				 "the rates",
				 all.ongoing,
				 all.ongoing == 1 ? " is" : "s are");
	return TXO_OK;
}
