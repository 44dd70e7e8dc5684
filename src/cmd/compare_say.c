/*
 * compare_say.c - a row of txo compare as a sentence.
 */
#include "cmd/compare.h"

/* "cbt - control, mean difference 4.6 (95 % interval 0.9 to 8.2; p = 0.015)" */
void txo_compare_say(const void *plan, struct txo_say *s)
{
	(void)plan;
	txo_say_value(s, "variable");
	if (txo_say_has(s, "level") || txo_say_has(s, "contrast"))
		txo_say_text(s, ", ");
	txo_say_value(s, "level");
	txo_say_value(s, "contrast");
	txo_say_text(s, ": ");
	if (txo_say_is(s, "term", "equal_means")) {
		txo_say_test(s, "test of equal means");
	} else {
		txo_say_words(s, "term");
		txo_say_named(s, "", " of", "category");
		txo_say_estimate(s, "");
	}
	txo_say_named(s, ", ", "adjusted p", "p_adjusted");
	txo_say_named(s, ", ", "by", "method");
	txo_say_text(s, ", from ");
	txo_say_count(s, "n", "value", "values");
	txo_say_missing(s, "row", "rows", " without one");
}
