/*
 * freq_say.c - a row of txo freq as a sentence.
 */
#include "cmd/freq.h"

static void say_pair(struct txo_say *s, const char *name, const char *value)
{
	txo_say_value(s, name);
	txo_say_text(s, " ");
	txo_say_text(s, txo_say_has(s, value) ? "" : "unknown");
	txo_say_value(s, value);
}

/* The first of the percentages that is printed. */
static struct txo_say_share find_share(const struct txo_say *s)
{
	const struct txo_say_share shares[] = {
		{ "n", "n_row", "row", "rows", "row_percent", "row_low",
		  "row_high", 1 },
		{ "n", "n_column", "row", "rows", "column_percent",
		  "column_low", "column_high", 1 },
		{ "n", "total", "row", "rows", "percent", "conf_low",
		  "conf_high", 1 },
	};

	for (size_t i = 0; i < 2; i++)
		if (txo_say_has(s, shares[i].share))
			return shares[i];
	return shares[2];
}

/* "concern acne scars: 22 of 90 rows (24.44 %, 95 % interval ...)" */
void txo_freq_say(const void *plan, struct txo_say *s)
{
	const struct txo_freq_plan *p = plan;
	struct txo_say_share share = find_share(s);

	if (p->wide) {
		txo_say_row(s);
		return;
	}
	say_pair(s, "variable", "value");
	if (p->cross) {
		txo_say_text(s, ", ");
		say_pair(s, "across", "level");
	}
	txo_say_text(s, ": ");
	if (txo_say_has(s, "value") && (!p->cross || txo_say_has(s, "level")))
		txo_say_share(s, &share);
	else
		txo_say_count(s, "n", "row", "rows");
	if (p->cross && txo_say_has(s, "row_percent"))
		txo_say_text(s, " with this value");
	else if (p->cross && txo_say_has(s, "column_percent"))
		txo_say_text(s, " with this level");
	txo_say_missing(s, "row", "rows",
			p->cross ? " without one or both values" :
				   " without a value");
}
