/*
 * survival_say.c - a row of txo survival as a sentence.
 */
#include "cmd/survival.h"

void txo_survival_say(const void *plan, struct txo_say *s)
{
	(void)plan;
	txo_say_row(s);
}
