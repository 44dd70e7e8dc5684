/*
 * change_say.c - a row of txo change as a sentence.
 */
#include "cmd/change.h"

/* Terms that are called otherwise, and whether they are but a test. */
static const struct {
	const char *term, *words;
	bool test;
} terms[] = {
	{ "signed_rank", "signed rank test", true },
	{ "sign", "sign test, share of changes above zero", false },
	{ "share_better", "share of pairs that are better after", false },
	{ "between_levels", "test of equal adjusted changes", true },
	{ "equal_slopes", "test of equal slopes", true },
};

/* The term, and what it tells. */
static void say_term(struct txo_say *s)
{
	for (size_t i = 0; i < sizeof(terms) / sizeof(terms[0]); i++)
		if (txo_say_is(s, "term", terms[i].term)) {
			(terms[i].test ? txo_say_test :
					 txo_say_estimate)(s, terms[i].words);
			return;
		}
	txo_say_words(s, "term");
	txo_say_estimate(s, "");
}

/* "post - pre, cbt: mean change 3 (95 % interval ...; p = 0.03) in 29 pairs" */
void txo_change_say(const void *plan, struct txo_say *s)
{
	(void)plan;
	txo_say_value(s, "variable");
	if (txo_say_has(s, "level") || txo_say_has(s, "contrast"))
		txo_say_text(s, ", ");
	txo_say_value(s, "level");
	txo_say_value(s, "contrast");
	txo_say_text(s, ": ");
	say_term(s);
	txo_say_text(s, " in ");
	txo_say_count(s, "n", "pair", "pairs");
	txo_say_missing(s, "pair", "pairs", " without one or both values");
}
