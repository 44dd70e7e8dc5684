/*
 * summary_say.c - a row of txo summary as a sentence: its mean, what was asked for
 * besides, and of how many rows.
 */
#include "cmd/summary_columns.h"

/* What the sentence says in other words than "name value". */
static bool is_said(struct txo_text name)
{
	static const char *const said[] = { "variable",
					    "n",
					    "n_missing",
					    "mean",
					    "conf_low",
					    "conf_high",
					    "q1",
					    "q3",
					    "quantile_type",
					    "skewness_type",
					    "note" };

	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		if (txo_text_equal(name, txo_text(said[i])))
			return true;
	return false;
}

/* "; sd 3.2, median 45 (quartiles 35 to 52)": what --stats names. */
static void say_others(struct txo_say *s, bool begun)
{
	for (size_t i = s->by; i < s->n; i++) {
		if (is_said(s->name[i]) || s->cell[i].kind == TXO_CELL_EMPTY)
			continue;
		txo_say_text(s, begun ? ", " : "");
		begun = true;
		txo_say_column(s, i);
		if (!txo_text_equal(s->name[i], txo_text("median")) ||
		    !txo_say_has(s, "q1") || !txo_say_has(s, "q3"))
			continue;
		txo_say_text(s, " (quartiles ");
		txo_say_value(s, "q1");
		txo_say_text(s, " to ");
		txo_say_value(s, "q3");
		txo_say_text(s, ")");
	}
}

static bool asks_for_stats(const struct txo_summary_plan *p)
{
	return p->quantiles.n || p->stats.n != 1 ||
	       !txo_text_equal(p->stats.item[0], txo_text("default"));
}

void txo_summary_say(const void *plan, struct txo_say *s)
{
	size_t before;
	bool begun;

	txo_say_value(s, "variable");
	if (txo_say_is_zero(s, "n")) {
		txo_say_text(s, ": no value in ");
		txo_say_count(s, "n_missing", "row", "rows");
		txo_say_text(s, ".");
		return;
	}
	txo_say_text(s, ": ");
	before = s->line->n;
	begun = txo_say_named(s, "", "mean", "mean");
	if (begun)
		txo_say_interval(s, NULL);
	if (asks_for_stats(plan))
		say_others(s, begun);
	txo_say_text(s, s->line->n > before ? " from " : "");
	txo_say_count(s, "n", "row", "rows");
	txo_say_text(s, "; ");
	txo_say_count(s, "n_missing", "row", "rows");
	txo_say_text(s, " without a value.");
}
