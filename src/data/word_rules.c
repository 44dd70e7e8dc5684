#include "data/word_rules.h"

#include <stdio.h>

#include "data/list.h"

static void blame(const struct txo_course_rules *c,
		  const struct txo_course_row *row, enum txo_course_part part,
		  enum txo_rule rule, struct txo_text item)
{
	char message[TXO_SHOWN + 100], shown[TXO_SHOWN];
	struct txo_finding f = txo_course_finding(c, row, part, rule);
	const char *why = rule == TXO_RULE_SIDE_EFFECT ?
				  "is not known as a side effect" :
				  "speaks against the treatment, which was "
				  "given";

	if (c->redact)
		snprintf(message, sizeof(message), "a word of the cell %s",
			 why);
	else
		snprintf(message, sizeof(message), "'%s' %s",
			 txo_text_show(item, shown), why);
	f.value = item;
	f.message = message;
	txo_find(c->now, &f);
}

/* Did the patient have a session in this row? */
static bool was_treated(const struct txo_course_rules *c,
			const struct txo_course_row *row)
{
	enum txo_course_part part = c->grain == TXO_GRAIN_SESSIONS ?
					    TXO_COURSE_SESSION :
					    TXO_COURSE_SESSIONS;
	const struct txo_reading *v = &row->value[part];

	if (c->grain == TXO_GRAIN_OTHER)
		return true;
	return v->read == TXO_READ_GOOD && v->x >= 1;
}

/* The words of this kind, read when they are needed first. */
static enum txo_status need(struct txo_vocabulary *v, const char *kind,
			    struct txo_error *err)
{
	return v->words ? TXO_OK : txo_vocabulary_init(v, kind, err);
}

enum txo_status txo_word_rules(struct txo_course_rules *c,
			       const struct txo_course_row *row,
			       struct txo_error *err)
{
	struct txo_text effects = row->value[TXO_COURSE_SIDE_EFFECTS].text;
	struct txo_text against = row->value[TXO_COURSE_CONTRAINDICATIONS].text;
	struct txo_text item;
	enum txo_status status = TXO_OK;

	if (row->value[TXO_COURSE_SIDE_EFFECTS].read != TXO_READ_GOOD)
		effects.n = 0;
	if (row->value[TXO_COURSE_CONTRAINDICATIONS].read != TXO_READ_GOOD ||
	    !was_treated(c, row))
		against.n = 0;
	if (effects.n)
		status = need(&c->side_effects, "side_effect", err);
	if (status == TXO_OK && against.n)
		status = need(&c->contraindications, "contraindication", err);
	if (status != TXO_OK)
		return status;
	while (txo_list_next(&effects, &item))
		if (!txo_list_is_none(item) &&
		    !txo_vocabulary_find(&c->side_effects, item))
			blame(c, row, TXO_COURSE_SIDE_EFFECTS,
			      TXO_RULE_SIDE_EFFECT, item);
	while (txo_list_next(&against, &item))
		if (txo_vocabulary_find(&c->contraindications, item))
			blame(c, row, TXO_COURSE_CONTRAINDICATIONS,
			      TXO_RULE_CONTRAINDICATED, item);
	return TXO_OK;
}
