#include "cmd/choose.h"

#include "base/nearest.h"

#define MOST_COLUMNS 100

static bool is(struct txo_text word, const char *name)
{
	return txo_text_equal(word, txo_text(name));
}

/* Mark what one word stands for. False if it stands for nothing. */
static bool choose(const struct txo_column *c, struct txo_text word,
		   bool *chosen)
{
	bool all = is(word, "all"), usual = is(word, "default");
	bool found = all || usual;

	for (; c->name; c++, chosen++) {
		if (!c->value || all || (usual && !(c->marks & TXO_IS_EXTRA)) ||
		    is(word, c->name))
			*chosen = true;
		found = found || is(word, c->name);
	}
	return found;
}

static enum txo_status unknown(const struct txo_column *c, struct txo_text word,
			       struct txo_error *err)
{
	struct txo_text names[MOST_COLUMNS + 2];
	struct txo_buffer b = { 0 };
	char shown[TXO_SHOWN];
	size_t n = 0;
	enum txo_status status;

	names[n++] = txo_text("default");
	names[n++] = txo_text("all");
	for (; c->name && n < MOST_COLUMNS; c++)
		if (c->value)
			names[n++] = txo_text(c->name);
	txo_nearest_say(&b, word, "statistics", names, n);
	status = txo_fail(err, TXO_USAGE, "--stats: there is no '%s'%s",
			  txo_text_show(word, shown), b.p ? b.p : "");
	txo_buffer_release(&b);
	return status;
}

enum txo_status txo_choose_columns(const struct txo_column *columns,
				   const struct txo_words *words, bool *chosen,
				   struct txo_error *err)
{
	for (size_t i = 0; i < words->n; i++)
		if (!choose(columns, words->item[i], chosen))
			return unknown(columns, words->item[i], err);
	return TXO_OK;
}
