/*
 * flow_say.c - a row of txo flow as a sentence.
 */
#include "cmd/flow.h"

static void say_percent(struct txo_say *s, const char *before, const char *name,
			const char *of)
{
	if (!txo_say_has(s, name))
		return;
	txo_say_text(s, before);
	txo_say_value(s, name);
	txo_say_text(s, of);
}

static void say_of_them(struct txo_say *s, const char *name)
{
	if (txo_say_has(s, name))
		txo_say_value(s, name);
	else
		txo_say_text(s, "a withheld number");
	txo_say_text(s, " of them");
}

/* "; 36 rows left before, 2 of them as ..., 30 with the reason x" */
static void say_left(struct txo_say *s, const char *one, const char *many)
{
	bool reason = txo_say_has(s, "reason");

	txo_say_text(s, "; ");
	txo_say_count(s, "left", one, many);
	txo_say_text(s, " left before");
	if (!txo_say_is_zero(s, "unknown")) {
		txo_say_text(s, ", ");
		say_of_them(s, "unknown");
		txo_say_text(s, " as a value is missing");
	}
	if (!reason && !txo_say_has(s, "n_reason"))
		return;
	txo_say_text(s, ", ");
	say_of_them(s, "n_reason");
	txo_say_text(s, reason ? " with the reason " : " without a reason");
	txo_say_value(s, "reason");
}

/* "finished: 54 (60 % of all, 60 % of the stage before); 36 left." */
void txo_flow_say(const void *plan, struct txo_say *s)
{
	const struct txo_flow_plan *p = plan;
	const char *one = p->by_rows ? "row" : "unit",
		   *many = p->by_rows ? "rows" : "units";

	txo_say_value(s, "stage");
	txo_say_text(s, ": ");
	txo_say_count(s, "n", one, many);
	if (txo_say_has(s, "percent_of_previous")) {
		say_percent(s, " (", "percent_of_recorded", " % of all");
		say_percent(s, ", ", "percent_of_previous",
			    " % of the stage before)");
	} else if (!txo_say_is(s, "stage", "recorded")) {
		say_percent(s, " (", "percent_of_recorded", " % of all)");
	}
	if (!txo_say_is(s, "stage", "recorded"))
		say_left(s, one, many);
	txo_say_text(s, ".");
}
