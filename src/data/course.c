#include "data/course.h"

#include <stdlib.h>

#include "base/buffer.h"

struct wanted_course {
	const struct txo_course *course;
	uint32_t patient, label;
};

static bool same_course(const void *ctx, uint32_t id)
{
	const struct wanted_course *w = ctx;

	return w->course[id].patient == w->patient &&
	       w->course[id].label == w->label;
}

static enum txo_status add_course(struct txo_course_rules *c,
				  const struct wanted_course *w, uint32_t hash,
				  struct txo_error *err)
{
	struct txo_course *grown = txo_grow(c->course, &c->course_room,
					    c->courses + 1, sizeof(*grown));

	c->course = grown ? grown : c->course;
	if (!grown || c->courses >= UINT32_MAX - 1 ||
	    !txo_index_add(&c->by_key, hash, (uint32_t)c->courses))
		return txo_fail_memory(err);
	grown[c->courses++] = (struct txo_course){ .patient = w->patient,
						   .label = w->label,
						   .spelling = c->patient.last,
						   .first_score = TXO_NO_DATE,
						   .last_score = TXO_NO_DATE };
	return TXO_OK;
}

enum txo_status txo_course_find(struct txo_course_rules *c,
				const struct txo_course_row *row,
				uint32_t *course, struct txo_error *err)
{
	const struct txo_reading *label = &row->value[TXO_COURSE_COURSE];
	struct wanted_course w = { .label = TXO_MISSING };
	uint32_t key[2], hash;
	enum txo_status status;

	c->patient.exact = c->label.exact = c->exact_labels;
	c->patient.type = c->label.type = TXO_LABEL;
	status = txo_dictionary_label(&c->patient,
				      row->value[TXO_COURSE_PATIENT].text,
				      &w.patient, err);
	if (status == TXO_OK && label->read == TXO_READ_GOOD)
		status = txo_dictionary_label(&c->label, label->text, &w.label,
					      err);
	if (status != TXO_OK)
		return status;
	key[0] = w.patient;
	key[1] = w.label;
	w.course = c->course;
	hash = txo_hash(key, sizeof(key));
	*course = txo_index_find(&c->by_key, hash, same_course, &w);
	if (*course != TXO_INDEX_NONE)
		return TXO_OK;
	*course = (uint32_t)c->courses;
	return add_course(c, &w, hash, err);
}

struct wanted_visit {
	const struct txo_visit *visit;
	const struct txo_visit *v;
};

static bool same_visit(const void *ctx, uint32_t id)
{
	const struct wanted_visit *w = ctx;

	return w->visit[id].course == w->v->course &&
	       w->visit[id].session == w->v->session;
}

enum txo_status txo_visit_add(struct txo_course_rules *c,
			      const struct txo_visit *v,
			      struct txo_visit **twin, struct txo_error *err)
{
	struct wanted_visit w = { c->visit, v };
	uint32_t key[2] = { v->course, (uint32_t)v->session };
	uint32_t hash = txo_hash(key, sizeof(key));
	uint32_t at = txo_index_find(&c->by_number, hash, same_visit, &w);
	struct txo_visit *grown;

	*twin = at == TXO_INDEX_NONE ? NULL : &c->visit[at];
	if (*twin)
		return TXO_OK;
	grown = txo_grow(c->visit, &c->visit_room, c->visits + 1,
			 sizeof(*grown));
	c->visit = grown ? grown : c->visit;
	if (!grown || c->visits >= UINT32_MAX - 1 ||
	    !txo_index_add(&c->by_number, hash, (uint32_t)c->visits))
		return txo_fail_memory(err);
	grown[c->visits++] = *v;
	return TXO_OK;
}

static int by_session(const void *p, const void *q)
{
	const struct txo_visit *a = p, *b = q;

	if (a->course != b->course)
		return a->course < b->course ? -1 : 1;
	return (a->session > b->session) - (a->session < b->session);
}

void txo_visits_sort(struct txo_course_rules *c)
{
	txo_index_release(&c->by_number);
	if (c->visits)
		qsort(c->visit, c->visits, sizeof(*c->visit), by_session);
}

void txo_course_release(struct txo_course_rules *c)
{
	txo_vocabulary_release(&c->side_effects);
	txo_vocabulary_release(&c->contraindications);
	txo_dictionary_release(&c->patient);
	txo_dictionary_release(&c->label);
	txo_index_release(&c->by_key);
	txo_index_release(&c->by_number);
	free(c->course);
	free(c->visit);
	*c = (struct txo_course_rules){ .now = NULL };
}

size_t txo_course_bytes(const struct txo_course_rules *c)
{
	return c->course_room * sizeof(*c->course) +
	       c->visit_room * sizeof(*c->visit) +
	       (c->by_key.size + c->by_number.size) * sizeof(*c->by_key.slot) +
	       txo_dictionary_bytes(&c->patient) +
	       txo_dictionary_bytes(&c->label);
}
