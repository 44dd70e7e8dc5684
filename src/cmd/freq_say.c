/*
 * A row of txo freq as a sentence.
 */
#include "cmd/freq.h"

/* "grade 2", or "no grade". */
static void say_value(struct txo_say *s, const char *variable,
		      const char *value)
{
	if (!txo_say_has(s, value))
		txo_say_text(s, "no ");
	txo_say_value(s, variable);
	if (txo_say_has(s, value))
		txo_say_text(s, " ");
	txo_say_value(s, value);
}

static bool say_percent(struct txo_say *s, const char *words, const char *name,
			const char *of, const char *value)
{
	if (!txo_say_named(s, "", words, name))
		return false;
	txo_say_text(s, " % of those with ");
	txo_say_value(s, of);
	txo_say_text(s, " ");
	txo_say_value(s, value);
	return true;
}

static void say_cross(struct txo_say *s)
{
	bool row;

	say_value(s, "variable", "value");
	txo_say_text(s, ", ");
	say_value(s, "across", "level");
	txo_say_text(s, ": ");
	if (txo_say_has(s, "value") && txo_say_has(s, "level")) {
		txo_say_of(s, "n", "total", "row", "rows");
		txo_say_interval(s, NULL);
		row = say_percent(s, ", that is", "row_percent", "variable",
				  "value");
		(void)say_percent(s, row ? " and" : ", that is",
				  "column_percent", "across", "level");
	} else {
		txo_say_count(s, "n", "row", "rows");
	}
	txo_say_text(s, ".");
}

void txo_freq_say(const void *plan, struct txo_say *s)
{
	const struct txo_freq_plan *p = plan;

	if (p->wide) {
		txo_say_row(s);
		return;
	}
	if (p->cross) {
		say_cross(s);
		return;
	}
	say_value(s, "variable", "value");
	txo_say_text(s, ": ");
	if (txo_say_has(s, "value")) {
		txo_say_of(s, "n", "total", "row", "rows");
		txo_say_interval(s, NULL);
		if (txo_say_has(s, "mentions")) {
			txo_say_text(s, ", in ");
			txo_say_count(s, "mentions", "mention", "mentions");
		}
	} else {
		txo_say_count(s, "n", "row", "rows");
	}
	txo_say_text(s, ".");
}
