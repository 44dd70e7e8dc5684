/*
 * change_say.c - a row of txo change as a sentence.
 */
#include "cmd/change.h"

/* What the row is about, behind the groups. */
static void say_subject(struct txo_say *s)
{
	txo_say_value(s, "variable");
	if (txo_say_has(s, "level")) {
		txo_say_text(s, ", level ");
		txo_say_value(s, "level");
	}
	if (txo_say_has(s, "contrast")) {
		txo_say_text(s, ", ");
		txo_say_value(s, "contrast");
	}
	txo_say_text(s, ": ");
	txo_say_value(s, "term");
}

/* "post - pre: mean_change -2.1 (95 % interval ..., p = ...) from 29 pairs ..." */
void txo_change_say(const void *plan, struct txo_say *s)
{
	char p[TXO_SAY_P];

	(void)plan;
	say_subject(s);
	txo_say_p(s, "p_value", p);
	txo_say_text(s, " ");
	if (txo_say_has(s, "estimate")) {
		txo_say_value(s, "estimate");
		txo_say_interval(s, *p ? p : NULL);
	} else {
		txo_say_text(s, *p ? p : "not known,");
	}
	txo_say_text(s, " from ");
	txo_say_count(s, "n", "pair", "pairs");
	if (txo_say_has(s, "method")) {
		txo_say_text(s, ", by ");
		txo_say_value(s, "method");
	}
	txo_say_text(s, "; ");
	txo_say_count(s, "n_missing", "pair", "pairs");
	txo_say_text(s, " without one or both values.");
}
