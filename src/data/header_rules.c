#include "data/header_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A column's name as it is compared. */
struct label {
	size_t column;
	struct txo_text name;
	char text[128];
};

static int by_text(const void *p, const void *q)
{
	const struct label *a = p, *b = q;
	int c = strcmp(a->text, b->text);

	if (c == 0)
		c = txo_text_compare(a->name, b->name);
	return c ? c : (a->column > b->column) - (a->column < b->column);
}

/* Are the names alike, as far as one can see? */
static bool alike(const struct label *a, const struct label *b)
{
	if (strcmp(a->text, b->text) != 0)
		return false;
	return txo_text_equal(a->name, b->name) ||
	       (*a->text && a->name.n < sizeof(a->text) &&
		b->name.n < sizeof(b->text));
}

/*
 * For each column the first of the same name, else the first of a like name,
 * else itself.
 */
static void find_twins(const struct label *sorted, size_t n, size_t *twin)
{
	for (size_t from = 0, to; from < n; from = to) {
		size_t first = sorted[from].column, same = from;

		for (to = from; to < n && alike(&sorted[from], &sorted[to]);
		     to++)
			if (sorted[to].column < first)
				first = sorted[to].column;
		for (size_t i = from; i < to; i++) {
			if (!txo_text_equal(sorted[i].name, sorted[same].name))
				same = i;
			twin[sorted[i].column] = same < i ?
							 sorted[same].column :
							 first;
		}
	}
}

static void judge_name(const struct txo_header *h, size_t column, size_t twin,
		       struct txo_finding f, const struct txo_finder *finder)
{
	char message[TXO_SHOWN + 100], shown[TXO_SHOWN];
	struct txo_text name = h->name[column];

	if (!name.n)
		snprintf(message, sizeof(message), "column %zu has no name",
			 column + 1);
	else if (twin == column)
		return;
	else
		snprintf(message, sizeof(message),
			 "columns %zu and %zu are both called '%s'%s", twin + 1,
			 column + 1, txo_text_show(name, shown),
			 txo_text_equal(name, h->name[twin]) ?
				 "" :
				 ", but for how it is written");
	f.rule = !name.n			     ? TXO_RULE_BLANK_LABEL :
		 txo_text_equal(name, h->name[twin]) ? TXO_RULE_SAME_LABEL :
						       TXO_RULE_LIKE_LABEL;
	f.column = f.value = name;
	f.message = message;
	txo_find(finder, &f);
}

enum txo_status txo_header_rules(const struct txo_header *h, uint32_t file,
				 const struct txo_finder *finder,
				 struct txo_error *err)
{
	struct label *sorted = malloc((h->fields + 1) * sizeof(*sorted));
	size_t *twin = malloc((h->fields + 1) * sizeof(*twin));
	struct txo_finding f = { .file = file, .line = h->line };
	enum txo_status status = TXO_OK;

	if (!sorted || !twin) {
		status = txo_fail_memory(err);
		goto out;
	}
	for (size_t i = 0; i < h->fields; i++) {
		sorted[i].column = i;
		sorted[i].name = h->name[i];
		txo_text_fold(h->name[i], sorted[i].text,
			      sizeof(sorted[i].text));
	}
	qsort(sorted, h->fields, sizeof(*sorted), by_text);
	find_twins(sorted, h->fields, twin);
	for (size_t i = 0; i < h->fields; i++)
		judge_name(h, i, twin[i], f, finder);
out:
	free(sorted);
	free(twin);
	return status;
}
