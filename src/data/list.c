#include "data/list.h"

#include <string.h>

static bool is_mark(char c)
{
	return c == ';' || c == '|' || c == ',';
}

char txo_list_mark(struct txo_text t)
{
	for (size_t i = 0; i < t.n; i++)
		if (is_mark(t.p[i]))
			return t.p[i];
	return 0;
}

bool txo_list_next(struct txo_text *rest, struct txo_text *item)
{
	while (rest->n) {
		size_t n = 0;

		while (n < rest->n && !is_mark(rest->p[n]))
			n++;
		*item = txo_text_trim((struct txo_text){ rest->p, n });
		n += n < rest->n; /* the mark */
		rest->p += n;
		rest->n -= n;
		if (item->n)
			return true;
	}
	return false;
}

static bool is_none_word(struct txo_text item)
{
	static const char *const words[] = { "none", "no", "nil", "n",
					     "keine" };

	if (item.n > strlen("keine"))
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (txo_text_equal_nocase(item, txo_text(words[i])))
			return true;
	return false;
}

bool txo_list_is_none(struct txo_text cell)
{
	struct txo_text item;
	bool none = false;

	while (txo_list_next(&cell, &item)) {
		none = is_none_word(item);
		if (!none)
			return false;
	}
	return none;
}

void txo_list_add(struct txo_buffer *b, size_t from, struct txo_text item)
{
	if (b->n > from)
		txo_buffer_add_char(b, ';');
	txo_buffer_add(b, item.p, item.n);
}
