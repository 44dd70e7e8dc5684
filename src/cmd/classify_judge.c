/*
 * classify_judge.c - what becomes of a course, and of all those of a group.
 *
 *	completers	courses that were completed and have a class
 *	all-started	all but those that go on; one that was not completed, or has
 *			no class, counts as not improved
 *	while-treated	courses with a class by the score after treatment, else by
 *			the first of --last that is there
 */
#include <math.h>

#include "cmd/classify.h"
#include "txo/note.h"

enum state { COMPLETED, STOPPED, ONGOING, UNKNOWN };

static bool is_among(struct txo_text t, const struct txo_words *words)
{
	for (size_t i = 0; i < words->n; i++)
		if (txo_text_equal_nocase(t, words->item[i]))
			return true;
	return false;
}

static enum state read_state(const struct txo_classify *p, struct txo_text t)
{
	t = txo_text_trim(t);
	if (is_among(t, &p->completed))
		return COMPLETED;
	if (txo_text_equal_nocase(t, txo_text("ongoing")))
		return ONGOING;
	if (p->completed.n || txo_text_equal_nocase(t, txo_text("dropped")))
		return STOPPED;
	return txo_text_equal_nocase(t, txo_text("completed")) ? COMPLETED :
								 UNKNOWN;
}

/* The state of row i; without a status that of a completed course. */
static enum txo_status state_of(struct txo_classify_task *t, size_t i,
				enum state *state, struct txo_error *err)
{
	const struct txo_classify *p = t->plan;
	const struct txo_vector *v;
	char name[TXO_SHOWN], shown[TXO_SHOWN];

	*state = COMPLETED;
	if (p->at_status == TXO_NO_COLUMN || !p->status_told)
		return TXO_OK;
	v = &t->frame->column[p->at_status];
	*state = STOPPED;
	if (v->label[i] == TXO_MISSING)
		return TXO_OK;
	if (!t->status_seen || t->status_label != v->label[i]) {
		t->status_seen = true;
		t->status_label = v->label[i];
		t->status_state = (int)read_state(p, v->labels[v->label[i]]);
	}
	*state = (enum state)t->status_state;
	if (*state != UNKNOWN)
		return TXO_OK;
	return txo_fail(err, TXO_DATA,
			"column '%s' should say whether a course was "
			"completed, dropped or is ongoing, but says '%s'; name "
			"the words for a completed course with --completed, "
			"another column with --status, or --status none",
			txo_text_show(v->name, name),
			txo_text_show(v->labels[v->label[i]], shown));
}

static struct txo_value value(const struct txo_classify_task *t, size_t c,
			      size_t i)
{
	const struct txo_vector *v = &t->frame->column[c];

	return (struct txo_value){ v->x[i], v->lo[i] };
}

/* The score after treatment, else the last one that there is. */
static struct txo_value last_value(const struct txo_classify_task *t, size_t i)
{
	const struct txo_classify *p = t->plan;
	struct txo_value v = value(t, p->at_post, i);

	for (size_t k = 0; k < p->lasts && isnan(v.x); k++)
		v = value(t, p->at_last[k], i);
	return v;
}

static enum txo_class class_of(const struct txo_classify_task *t,
			       struct txo_value pre, struct txo_value post,
			       unsigned *note)
{
	enum txo_class class = txo_class_of(&t->rule.rule, pre, post, note);

	if (*note & TXO_NOTE_SMALLN)
		*note = (*note & ~(unsigned)TXO_NOTE_SMALLN) | t->rule.note;
	return class;
}

/* Book a course for the sentence that tells why one must choose. */
static void book(struct txo_classify_task *t, size_t i, enum state state,
		 enum txo_class class)
{
	const struct txo_classify *p = t->plan;
	struct txo_classify_count *c = &t->count;
	uint64_t w = t->frame->weight[i];
	unsigned note = 0;

	c->started += w;
	c->ongoing += state == ONGOING ? w : 0;
	if (state == COMPLETED && class != TXO_CLASS_NONE)
		c->completed += w;
	if (p->estimand == TXO_CLASSIFY_ASK &&
	    class_of(t, value(t, p->at_pre, i), last_value(t, i), &note) !=
		    TXO_CLASS_NONE)
		c->treated += w;
	if (state != COMPLETED || isnan(value(t, p->at_pre, i).x) ||
	    isnan(value(t, p->at_post, i).x))
		c->lacking += w;
}

enum txo_status txo_classify_judge(struct txo_classify_task *t, size_t i,
				   struct txo_classify_verdict *v,
				   struct txo_error *err)
{
	const struct txo_classify *p = t->plan;
	enum state state;
	enum txo_status status = state_of(t, i, &state, err);

	if (status != TXO_OK)
		return status;
	*v = (struct txo_classify_verdict){ .pre = value(t, p->at_pre, i),
					    .post = value(t, p->at_post, i) };
	if (p->estimand == TXO_CLASSIFY_WHILE_TREATED)
		v->post = last_value(t, i);
	v->class = class_of(t, v->pre, v->post, &v->note);
	book(t, i, state, v->class);
	switch (p->estimand) {
	case TXO_CLASSIFY_ALL_STARTED:
		v->counts = state != ONGOING;
		break;
	case TXO_CLASSIFY_WHILE_TREATED:
		v->counts = v->class != TXO_CLASS_NONE;
		break;
	default:
		v->counts = state == COMPLETED && v->class != TXO_CLASS_NONE;
	}
	if (state != COMPLETED && p->estimand != TXO_CLASSIFY_WHILE_TREATED) {
		v->class = TXO_CLASS_NONE;
		v->note |= TXO_NOTE_INCOMPLETE;
	}
	return TXO_OK;
}

enum txo_status txo_classify_count(struct txo_classify_task *t,
				   struct txo_error *err)
{
	struct txo_classify_count *c = &t->count;

	for (size_t i = 0; i < t->frame->rows; i++) {
		uint64_t w = t->frame->weight[i];
		struct txo_classify_verdict v;
		enum txo_status status = txo_classify_judge(t, i, &v, err);

		if (status != TXO_OK)
			return status;
		if (v.class != TXO_CLASS_NONE)
			c->known += w;
		else
			c->note |= v.note & ~(unsigned)(TXO_NOTE_NODATA |
							TXO_NOTE_INCOMPLETE);
		if (!v.counts)
			continue;
		c->total += w;
		c->class[v.class] += w;
	}
	return TXO_OK;
}

void txo_classify_say_estimand(const struct txo_classify_task *t,
			       struct txo_buffer *b)
{
	static const char *const names[] = {
		"all courses, none incomplete", "completers",
		"all-started, incomplete counts as not improved",
		"while-treated, last score"
	};

	txo_buffer_add_text(b, names[t->plan->estimand]);
}
