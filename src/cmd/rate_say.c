/*
 * rate_say.c - a row of txo rate as a sentence.
 */
#include "cmd/rate.h"

/* ", level": where a row is of one. */
static void say_level(const struct txo_rate_plan *p, struct txo_say *s)
{
	if (!txo_say_has(s, "level"))
		return;
	txo_say_text(s, ", ");
	txo_buffer_add(s->line, p->between.p, p->between.n);
	txo_say_text(s, " ");
	txo_say_value(s, "level");
}

/* Of a term other than the rate: which, and of which levels. */
static void say_term(struct txo_say *s)
{
	struct txo_text term = txo_say_cell(s, "term")->text;

	txo_say_text(s, ", ");
	for (size_t i = 0; i < term.n; i++)
		txo_buffer_add_char(s->line,
				    term.p[i] == '_' ? ' ' : term.p[i]);
	if (txo_say_has(s, "contrast")) {
		txo_say_text(s, " ");
		txo_say_value(s, "contrast");
	}
}

static bool is_share(const struct txo_rate_plan *p, const struct txo_say *s)
{
	struct txo_text term = txo_say_cell(s, "term")->text;

	return !p->between.p || txo_text_equal(term, txo_text("rate"));
}

/* ", 95 % interval 20 % to 47 %" */
static void say_share_interval(struct txo_say *s)
{
	if (!txo_say_has(s, "conf_low") || !txo_say_has(s, "conf_high"))
		return;
	txo_say_text(s, ", ");
	txo_say_percent(s, s->level);
	txo_say_text(s, " interval ");
	txo_say_percent(s, txo_say_cell(s, "conf_low")->number);
	txo_say_text(s, " to ");
	txo_say_percent(s, txo_say_cell(s, "conf_high")->number);
}

/* An estimate, or what a test says. */
static void say_estimate(struct txo_say *s, const char *one, const char *many)
{
	char text[TXO_SAY_P];
	bool known = txo_say_has(s, "estimate");

	txo_say_p(s, "p_value", text);
	if (known)
		txo_say_value(s, "estimate");
	else
		txo_say_text(s, *text ? text : "not known");
	txo_say_interval(s, known && *text ? text : NULL);
	txo_say_text(s, " from ");
	txo_say_count(s, "n", one, many);
}

static void say_method(struct txo_say *s)
{
	if (!txo_say_has(s, "method"))
		return;
	txo_say_text(s, ", by ");
	txo_say_value(s, "method");
}

void txo_rate_say(const void *plan, struct txo_say *s)
{
	const struct txo_rate_plan *p = plan;
	bool share = is_share(p, s), pairs = p->pair.p && !share;
	const char *one = pairs ? "pair" : "row";
	const char *many = pairs ? "pairs" : "rows";

	txo_say_value(s, "variable");
	if (!share)
		say_term(s);
	say_level(p, s);
	txo_say_text(s, ": ");
	if (share || (pairs && txo_say_has(s, "events"))) {
		txo_say_of(s, "events", "n", one, many);
		say_share_interval(s);
	} else {
		say_estimate(s, one, many);
	}
	say_method(s);
	txo_say_text(s, "; ");
	txo_say_count(s, "n_missing", one, many);
	txo_say_text(s, " of which it is not known.");
}
