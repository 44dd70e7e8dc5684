/*
 * growth_say.c - a row of txo growth as a sentence.
 */
#include "cmd/growth.h"

static void say_patient(struct txo_say *s)
{
	txo_say_text(s, "patient ");
	txo_say_value(s, "patient");
	if (txo_say_has(s, "group")) {
		txo_say_text(s, ", ");
		txo_say_value(s, "group");
	}
	txo_say_text(s, ":");
	if (!txo_say_has(s, "intercept"))
		txo_say_text(s, " own course not known");
	txo_say_named(s, " ", "intercept", "intercept");
	txo_say_named(s, ", ", "slope", "slope");
	txo_say_text(s, ", from ");
	txo_say_count(s, "n", "row", "rows");
	txo_say_text(s, ".");
}

/* "bdi by month, btheb - tau: slope -0.2 (95 % interval ...) ..." */
void txo_growth_say(const void *plan, struct txo_say *s)
{
	const struct txo_growth_plan *p = plan;

	if (p->rows) {
		say_patient(s);
		return;
	}
	txo_say_value(s, "y");
	txo_say_text(s, " by ");
	txo_say_value(s, "x");
	if (txo_say_has(s, "group") || txo_say_has(s, "contrast"))
		txo_say_text(s, ", ");
	txo_say_value(s, "group");
	txo_say_value(s, "contrast");
	txo_say_text(s, ": ");
	if (p->predict) {
		txo_say_text(s, "at ");
		txo_say_value(s, "at");
		txo_say_text(s, " ");
		txo_say_estimate(s, "expected");
	} else if (txo_say_is(s, "term", "equal_slopes")) {
		txo_say_test(s, "test of equal slopes");
	} else {
		txo_say_words(s, "term");
		txo_say_estimate(s, "");
	}
	txo_say_named(s, ", ", "by", "method");
	txo_say_text(s, ", from ");
	txo_say_count(s, "n", "row", "rows");
	txo_say_text(s, " of ");
	txo_say_count(s, "patients", "patient", "patients");
	txo_say_missing(s, "row", "rows", " without a value");
}
