#include "data/kept.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

struct txo_kept_item {
	struct txo_finding f;	/* its texts stand behind each other in own */
	uint64_t order;		/* of arrival */
	char *own;
};

static int by_number(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int by_place(const void *p, const void *q)
{
	const struct txo_kept_item *a = p, *b = q;
	int c = by_number(a->f.file, b->f.file);

	if (c == 0)
		c = by_number(a->f.line, b->f.line);
	if (c == 0)
		c = by_number(a->f.rule, b->f.rule);
	return c ? c : by_number(a->order, b->order);
}

/* Drop all but the first `most`. */
static void shorten(struct txo_kept *k)
{
	qsort(k->item, k->n, sizeof(*k->item), by_place);
	while (k->n > k->most) {
		struct txo_kept_item *last = &k->item[--k->n];

		k->dropped[last->f.rule]++;
		free(last->own);
	}
}

/* A copy of the text at *at, which moves behind it. */
static struct txo_text copy(char **at, struct txo_text t)
{
	struct txo_text own = { *at, t.n };

	if (t.n)
		memcpy(*at, t.p, t.n);
	*at += t.n;
	return own;
}

void txo_kept_add(struct txo_kept *k, const struct txo_finding *f)
{
	struct txo_text message = txo_text(f->message);
	struct txo_kept_item *grown, *new;
	char *at;

	if (k->n >= 2 * k->most)
		shorten(k);
	grown = txo_grow(k->item, &k->room, k->n + 1, sizeof(*grown));
	k->item = grown ? grown : k->item;
	at = malloc(f->column.n + f->value.n + message.n + 1);
	if (!grown || !at) {
		free(at);
		k->failed = true;
		return;
	}
	new = &k->item[k->n++];
	*new = (struct txo_kept_item){ *f, k->added++, at };
	new->f.column = copy(&at, f->column);
	new->f.value = copy(&at, f->value);
	new->f.message = at;
	(void)copy(&at, message);
	*at = '\0';
}

enum txo_status txo_kept_tell(struct txo_kept *k,
			      const struct txo_finder *finder,
			      struct txo_error *err)
{
	if (k->failed)
		return txo_fail_memory(err);
	if (k->n)
		shorten(k);
	for (size_t i = 0; i < k->n; i++)
		txo_find(finder, &k->item[i].f);
	return TXO_OK;
}

void txo_kept_release(struct txo_kept *k)
{
	for (size_t i = 0; i < k->n; i++)
		free(k->item[i].own);
	free(k->item);
	*k = (struct txo_kept){ .most = k->most };
}
