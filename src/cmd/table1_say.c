/*
 * A row of txo table1 as a sentence.
 */
#include "cmd/table1.h"

static void say_numbers(struct txo_say *s)
{
	if (txo_say_named(s, "", "mean", "mean"))
		txo_say_interval(s, NULL);
	(void)txo_say_named(s, ", ", "standard deviation", "sd");
	if (txo_say_named(s, ", ", "median", "median") &&
	    txo_say_named(s, " (", "quartiles", "q1")) {
		txo_say_text(s, " and ");
		txo_say_value(s, "q3");
		txo_say_text(s, ")");
	}
	if (txo_say_named(s, ", ", "range", "min")) {
		txo_say_text(s, " to ");
		txo_say_value(s, "max");
	}
	txo_say_text(s, txo_say_has(s, "mean") ? ", of " : "");
	txo_say_count(s, "n", "row", "rows");
}

static void say_gap(struct txo_say *s)
{
	if (txo_say_named(s, "", "standardised difference", "smd"))
		txo_say_interval(s, NULL);
	else
		txo_say_text(s, "no standardised difference");
	txo_say_text(s, ", of ");
	txo_say_count(s, "n", "row", "rows");
}

static void say_test(struct txo_say *s)
{
	char p[TXO_SAY_P];

	txo_say_text(s, "all groups compared, ");
	txo_say_text(s, txo_say_p(s, "p_value", p));
	txo_say_text(s, " (");
	txo_say_value(s, "method");
	txo_say_text(s, "), of ");
	txo_say_count(s, "n", "row", "rows");
}

void txo_table1_say(const void *plan, struct txo_say *s)
{
	const struct txo_table1_plan *p = plan;
	bool gap = !txo_say_has(s, "level");

	if (p->wide) {
		txo_say_row(s);
		return;
	}
	txo_say_value(s, "variable");
	txo_say_text(s, txo_say_has(s, "value") ? " " : "");
	txo_say_value(s, "value");
	txo_say_text(s, txo_say_has(s, gap ? "contrast" : "level") ? ", " : "");
	txo_say_value(s, gap ? "contrast" : "level");
	txo_say_text(s, ": ");
	if (txo_say_has(s, "p_value")) {
		say_test(s);
	} else if (gap) {
		say_gap(s);
	} else if (txo_say_has(s, "value")) {
		txo_say_of(s, "n", "total", "row", "rows");
		txo_say_interval(s, NULL);
	} else {
		say_numbers(s);
	}
	txo_say_text(s, "; ");
	txo_say_count(s, "n_missing", "row", "rows");
	txo_say_text(s, " without a value.");
}
