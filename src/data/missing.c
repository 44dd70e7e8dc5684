#include "data/missing.h"

#define LONGEST_WORD 4

bool txo_is_missing(const struct txo_missing *m, struct txo_text cell)
{
	static const char *const words[] = { "NA", "N/A", "NaN", "null",
					     ".",  "-",	  "--" };

	if (cell.n == 0)
		return true;
	for (size_t i = 0; i < m->n; i++)
		if (txo_text_equal_nocase(m->word[i], cell))
			return true;
	if (cell.n > LONGEST_WORD || (*cell.p >= '0' && *cell.p <= '9'))
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (txo_text_equal_nocase(txo_text(words[i]), cell))
			return true;
	return false;
}

bool txo_is_missing_number(const struct txo_missing *m, struct txo_decimal d)
{
	for (size_t i = 0; i < m->n; i++) {
		struct txo_decimal word;

		if (txo_decimal_parse(m->word[i].p, m->word[i].n, &word,
				      NULL) == TXO_OK &&
		    word.coefficient == d.coefficient &&
		    word.exponent == d.exponent)
			return true;
	}
	return false;
}
