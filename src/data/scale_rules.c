#include "data/scale_rules.h"

#include "data/outside.h"

void txo_scale_cell(const struct txo_scale *scale, const struct txo_reading *v,
		    bool redact, struct txo_finding f,
		    const struct txo_finder *finder)
{
	char step[TXO_NUMBER_SIZE], shown[TXO_SHOWN];
	struct txo_error err = { 0 };

	if (!txo_scale_holds(scale, v->number)) {
		f.rule = TXO_RULE_SCALE_RANGE;
		(void)txo_outside_fail(scale, v->text, redact, &err);
	} else if (!txo_scale_on_step(scale, v->number)) {
		f.rule = TXO_RULE_SCALE_STEP;
		txo_format_number(scale->step, 0, step);
		(void)txo_fail(&err, TXO_DATA,
			       "'%s' is between two values of the scale %s, "
			       "which goes by %s",
			       txo_text_show(v->text, shown), scale->scale,
			       step);
		if (redact)
			txo_cell_redact(v->text, &err);
	} else {
		return;
	}
	f.value = v->text;
	f.message = err.text;
	txo_find(finder, &f);
}

void txo_scale_change(const struct txo_change *c, struct txo_finding f,
		      const struct txo_finder *finder)
{
	double change;

	if (!c->scale || c->scale->better == TXO_BETTER_NONE ||
	    c->baseline->read != TXO_READ_GOOD ||
	    c->score->read != TXO_READ_GOOD ||
	    c->improvement->read != TXO_READ_GOOD)
		return;
	/* a scale of improvement that has no zero has its own "no change" */
	if (c->improvement_scale &&
	    (c->improvement_scale->better != TXO_BETTER_HIGHER ||
	     c->improvement_scale->minimum > 0))
		return;
	change = c->score->x - c->baseline->x;
	if (c->scale->better == TXO_BETTER_LOWER)
		change = -change;
	if (change >= 0 || c->improvement->x <= 0)
		return;
	f.rule = TXO_RULE_SCALE_DIRECTION;
	f.value = c->improvement->text;
	f.message = c->scale->better == TXO_BETTER_LOWER ?
			    "the improvement says better, but the score is "
			    "higher than the baseline, where lower is better" :
			    "the improvement says better, but the score is "
			    "lower than the baseline, where higher is better";
	txo_find(finder, &f);
}
