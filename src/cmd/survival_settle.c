/*
 * survival_settle.c - when all is read: which level is the reference, which
 * labels are events, and whether times can be times.
 */
#include <inttypes.h>
#include <math.h>

#include "base/format.h"
#include "base/nearest.h"
#include "cmd/levels.h"
#include "cmd/survival.h"
#include "txo/competing.h"

#define PLAN struct txo_survival_plan
#define MOST_NAMES 20	/* of labels in a message */

/* What settling needs. */
struct settling {
	PLAN *p;
	struct txo_frames *frames;
	struct txo_needs *needs;
	bool redact;
};

static enum txo_status no_label(const struct settling *s, const char *option,
				struct txo_text label,
				const struct txo_items *its,
				struct txo_error *err)
{
	struct txo_buffer b = { 0 };
	char shown[TXO_SHOWN];
	enum txo_status status;

	if (!s->redact)
		txo_nearest_say(&b, label, "labels", its->value, its->n);
	status = txo_fail(err, TXO_USAGE, "--%s: no row says '%s'%s", option,
			  txo_text_show(label, shown), b.p ? b.p : "");
	txo_buffer_release(&b);
	return status;
}

static enum txo_status settle_reference(const struct settling *s,
					struct txo_error *err)
{
	PLAN *p = s->p;
	struct txo_arena *arena = &s->needs->schema.arena;
	struct txo_items its = { .projection = 0, .column = p->between_at };
	char shown[TXO_SHOWN];
	bool any = true;
	enum txo_status status;

	status = txo_items_find(&its, s->frames, arena, err);
	if (status == TXO_OK && p->reference.p)
		status = txo_items_order(&its, &p->reference, 1, arena, &any,
					 err);
	if (status == TXO_OK && !any)
		status = no_label(s, "reference", p->reference, &its, err);
	if (status == TXO_OK && its.n > TXO_LOG_RANK_GROUPS)
		return txo_fail(err, TXO_USAGE,
				"--between: column '%s' has %zu levels, and "
				"the tests compare up to %d",
				txo_text_show(p->between, shown), its.n,
				TXO_LOG_RANK_GROUPS);
	if (status == TXO_OK && its.n > TXO_GRAY_GROUPS &&
	    p->tests & 1u << TXO_TEST_GRAY)
		return txo_fail(err, TXO_USAGE,
				"--between: column '%s' has %zu levels, and "
				"Gray's test compares up to %d",
				txo_text_show(p->between, shown), its.n,
				TXO_GRAY_GROUPS);
	if (status == TXO_OK && its.n)
		p->base = its.value[0];
	return status;
}

static bool is_among(struct txo_text label, const char *const *word, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (txo_label_is(label, txo_text(word[i])))
			return true;
	return false;
}

/* What the label says if nobody says what it means. */
static uint32_t usual_end(struct txo_text label)
{
	static const char *const yes[] = { "1", "yes", "y", "true", "t", "ja" };
	static const char *const no[] = {
		"0", "no", "n", "false", "f", "nein"
	};
	struct txo_decimal d;

	if (is_among(label, yes, sizeof(yes) / sizeof(*yes)))
		return TXO_ENDS_EVENT;
	if (is_among(label, no, sizeof(no) / sizeof(*no)))
		return TXO_ENDS_CENSORED;
	if (txo_decimal_parse(label.p, label.n, &d, NULL) == TXO_OK) {
		if (d.coefficient == 0)
			return TXO_ENDS_CENSORED;
		if (d.coefficient == 1 && d.exponent == 0)
			return TXO_ENDS_EVENT;
	}
	return TXO_ENDS_UNKNOWN;
}

/* The labels that an option names end so; each must be there. */
static enum txo_status mark(const struct settling *s, const char *option,
			    const struct txo_words *words, bool competing,
			    struct txo_error *err)
{
	PLAN *p = s->p;

	for (size_t i = 0; i < words->n; i++) {
		bool found = false;

		for (size_t k = 0; k < p->ends.n; k++) {
			char shown[TXO_SHOWN];

			if (!txo_label_is(p->ends.value[k], words->item[i]))
				continue;
			found = true;
			if (competing && p->event_is.n &&
			    p->end_of[k] == TXO_ENDS_EVENT)
				return txo_fail(
					err, TXO_USAGE,
					"--event-is and --competing both name "
					"'%s'",
					txo_text_show(words->item[i], shown));
			p->end_of[k] = competing ?
					       (uint32_t)(TXO_ENDS_OTHER + i) :
					       TXO_ENDS_EVENT;
		}
		if (!found && p->ends.n)
			return no_label(s, option, words->item[i], &p->ends,
					err);
	}
	return TXO_OK;
}

static void list_labels(const struct settling *s, struct txo_buffer *b,
			const char *head, uint32_t end)
{
	const PLAN *p = s->p;
	char shown[TXO_SHOWN];
	size_t n = 0;

	for (size_t k = 0; k < p->ends.n; k++) {
		if (p->end_of[k] != end &&
		    !(end == TXO_ENDS_OTHER && p->end_of[k] > TXO_ENDS_OTHER &&
		      p->end_of[k] != TXO_ENDS_UNKNOWN))
			continue;
		if (n++ < MOST_NAMES)
			txo_buffer_printf(b, "%s'%s'", n > 1 ? ", " : head,
					  txo_text_show(p->ends.value[k],
							shown));
	}
	if (n > MOST_NAMES)
		txo_buffer_printf(b, " and %zu more", n - MOST_NAMES);
}

/* Labels of which it is not known what they mean. */
static enum txo_status unclear(const struct settling *s, struct txo_error *err)
{
	const PLAN *p = s->p;
	struct txo_buffer b = { 0 };
	char shown[TXO_SHOWN];
	enum txo_status status;

	if (!s->redact)
		list_labels(s, &b, ", such as ", TXO_ENDS_UNKNOWN);
	status = txo_fail(err, TXO_USAGE,
			  "column '%s' has more than yes and no%s: say with "
			  "--event-is which labels are the event",
			  txo_text_show(p->event, shown), b.p ? b.p : "");
	txo_buffer_release(&b);
	return status;
}

static void tell_ends(const struct settling *s)
{
	struct txo_buffer b = { 0 };

	if (s->redact)
		return;
	list_labels(s, &b, "event: ", TXO_ENDS_EVENT);
	list_labels(s, &b,
		    b.n ? "; competing: " : "competing: ", TXO_ENDS_OTHER);
	list_labels(s, &b,
		    b.n ? "; censored: " : "censored: ", TXO_ENDS_CENSORED);
	txo_needs_line(s->needs, (struct txo_text){ b.p, b.n });
	s->needs->remark.failed |= b.failed;
	txo_buffer_release(&b);
}

/* The event by its label, or labels; else by its column. */
static enum txo_status name_event(const struct settling *s,
				  struct txo_error *err)
{
	PLAN *p = s->p;
	struct txo_buffer b = { 0 };
	const char *name;

	p->event_name = p->event;
	if (!p->event_is.n)
		return TXO_OK;
	for (size_t i = 0; i < p->event_is.n; i++) {
		txo_buffer_add_text(&b, i ? " or " : "");
		txo_buffer_add(&b, p->event_is.item[i].p,
			       p->event_is.item[i].n);
	}
	name = b.failed ? NULL :
			  txo_arena_copy(&s->needs->schema.arena, b.p, b.n);
	if (name)
		p->event_name = (struct txo_text){ name, b.n };
	txo_buffer_release(&b);
	return name ? TXO_OK : txo_fail_memory(err);
}

static enum txo_status settle_ends(const struct settling *s,
				   struct txo_error *err)
{
	PLAN *p = s->p;
	struct txo_arena *arena = &s->needs->schema.arena;
	enum txo_status status;

	p->ends = (struct txo_items){ .projection = 0, .column = p->end_at };
	p->cause = p->competing.item;
	p->causes = p->competing.n;
	status = txo_items_find(&p->ends, s->frames, arena, err);
	if (status != TXO_OK)
		return status;
	p->end_of = txo_arena_take(arena, (p->ends.n + 1) * sizeof(*p->end_of));
	if (!p->end_of)
		return txo_fail_memory(err);
	for (size_t k = 0; k < p->ends.n; k++)
		p->end_of[k] = p->event_is.n ? TXO_ENDS_CENSORED :
					       usual_end(p->ends.value[k]);
	status = mark(s, "event-is", &p->event_is, false, err);
	if (status == TXO_OK)
		status = mark(s, "competing", &p->competing, true, err);
	for (size_t k = 0; k < p->ends.n && status == TXO_OK; k++)
		if (p->end_of[k] == TXO_ENDS_UNKNOWN)
			return unclear(s, err);
	if (status == TXO_OK && (p->event_is.n || p->competing.n))
		tell_ends(s);
	return status == TXO_OK ? name_event(s, err) : status;
}

/* TXO_DATA if a time is below 0. */
static enum txo_status look_at_times(const struct settling *s,
				     const struct txo_frame *f,
				     struct txo_error *err)
{
	const struct txo_vector *v = &f->column[s->p->time_at];
	char shown[TXO_SHOWN], number[TXO_NUMBER_SIZE];

	for (size_t i = 0; i < f->rows; i++) {
		if (!(v->x[i] < 0))
			continue;
		txo_format_number(v->x[i], 0, number);
		return txo_fail(err, TXO_DATA,
				"column '%s' has a time below 0%s%s; times are "
				"0 or more",
				txo_text_show(v->name, shown),
				s->redact ? "" : ": ", s->redact ? "" : number);
	}
	return TXO_OK;
}

enum txo_status txo_survival_settle(void *plan, struct txo_frames *frames,
				    struct txo_needs *needs,
				    struct txo_error *err)
{
	struct settling s = { .p = plan,
			      .frames = frames,
			      .needs = needs,
			      .redact = frames->intake->rules.redact };
	uint64_t unknown = 0;
	enum txo_status status = TXO_OK;

	if (s.p->between.p)
		status = settle_reference(&s, err);
	if (status == TXO_OK && !s.p->sessions)
		status = settle_ends(&s, err);
	if (status == TXO_OK && s.p->cox.n)
		status = txo_survival_settle_cox(s.p, frames, needs, err);
	for (size_t g = 0; g < frames->groups && status == TXO_OK; g++) {
		struct txo_frame f = txo_frames_get(frames, g, 0);

		status = s.p->sessions ? txo_survival_look(s.p, &f, s.redact,
							   &unknown, err) :
					 look_at_times(&s, &f, err);
	}
	if (status == TXO_OK && unknown && !txo_needs_hides(needs, unknown))
		txo_needs_remark(needs,
				 "%" PRIu64 " row%s passed over, in which the "
				 "response or the time is not known",
				 unknown, unknown == 1 ? " is" : "s are");
	return status;
}
