/*
 * classify_say.c - a row of txo classify as a sentence.
 */
#include "cmd/classify.h"

static void say_bounds(struct txo_say *s)
{
	const struct txo_sink_cell *low = txo_say_cell(s, "rate_min"),
				   *high = txo_say_cell(s, "rate_max");

	if (low->kind != TXO_CELL_NUMBER || high->kind != TXO_CELL_NUMBER ||
	    txo_say_is_zero(s, "n_missing"))
		return;
	txo_say_text(s, "; between ");
	txo_say_number(s, 100 * low->number);
	txo_say_text(s, " and ");
	txo_say_percent(s, high->number);
	txo_say_text(s, " of all, whatever became of ");
	txo_say_count(s, "n_missing", "course", "courses");
	txo_say_text(s, " without a class");
}

/* "improved: 26 of 90 courses (28.89 %, 95 % interval ...); between ..." */
static void say_class(struct txo_say *s)
{
	const struct txo_say_share share = { "n",	  "total",
					     "course",	  "courses",
					     "estimate",  "conf_low",
					     "conf_high", 100 };

	txo_say_value(s, "class");
	txo_say_text(s, ": ");
	txo_say_share(s, &share);
	say_bounds(s);
	txo_say_text(s, ".");
}

void txo_classify_say(const void *plan, struct txo_say *s)
{
	const struct txo_classify *p = plan;

	if (p->rows) {
		txo_say_row(s);
		return;
	}
	if (txo_say_has(s, "class")) {
		say_class(s);
		return;
	}
	txo_say_value(s, "term");
	txo_say_estimate(s, "");
	txo_say_named(s, ", ", "by", "method");
	if (!txo_say_has(s, "n")) {
		txo_say_text(s, ".");
		return;
	}
	txo_say_text(s, ", from ");
	txo_say_count(s, "n", "course", "courses");
	txo_say_missing(s, "course", "courses", " without a score for it");
}
