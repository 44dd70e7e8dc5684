/*
 * table1_say.c - a row of the long form of txo table1 as a sentence.
 */
#include "cmd/table1.h"

/* "mean 44.2 (95 % interval ...), sd 12.1, median 45 (quartiles 35 to 52)" */
static void say_numbers(struct txo_say *s)
{
	if (!txo_say_named(s, "", "mean", "mean"))
		txo_say_text(s, "mean not known");
	txo_say_interval(s, NULL);
	txo_say_named(s, ", ", "sd", "sd");
	txo_say_named(s, ", ", "median", "median");
	if (txo_say_has(s, "q1") && txo_say_has(s, "q3")) {
		txo_say_named(s, " (", "quartiles", "q1");
		txo_say_named(s, " ", "to", "q3");
		txo_say_text(s, ")");
	}
	txo_say_text(s, ", from ");
	txo_say_count(s, "n", "row", "rows");
}

static void say_gap(struct txo_say *s)
{
	if (!txo_say_named(s, "", "standardised difference", "smd"))
		txo_say_text(s, "standardised difference not known");
	txo_say_interval(s, NULL);
	txo_say_text(s, ", from ");
	txo_say_count(s, "n", "row", "rows");
}

void txo_table1_say(const void *plan, struct txo_say *s)
{
	const struct txo_table1_plan *p = plan;
	const struct txo_say_share share = { "n",	  "total",   "row",
					     "rows",	  "percent", "conf_low",
					     "conf_high", 1 };

	if (p->wide) {
		txo_say_row(s);
		return;
	}
	txo_say_value(s, "variable");
	txo_say_text(s, txo_say_has(s, "value") ? " " : "");
	txo_say_value(s, "value");
	if (txo_say_has(s, "level") || txo_say_has(s, "contrast"))
		txo_say_text(s, ", ");
	txo_say_value(s, "level");
	txo_say_value(s, "contrast");
	txo_say_text(s, ": ");
	if (!txo_say_has(s, "level"))
		say_gap(s);
	else if (txo_say_has(s, "value"))
		txo_say_share(s, &share);
	else
		say_numbers(s);
	txo_say_missing(s, "row", "rows", " without a value");
}
