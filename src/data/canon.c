#include "data/canon.h"

#include <stdlib.h>
#include <string.h>

#include "data/list.h"

/* The kinds of the vocabulary, and the columns whose labels are of it. */
static const struct {
	const char *kind;
	const char *role;
	const char *name[2];	/* as txo_text_fold() leaves them */
	bool list;
} kinds[] = {
	{ "concern", "concern", { NULL, NULL }, false },
	{ "device", "device", { NULL, NULL }, false },
	{ "side_effect", "side_effects", { NULL, NULL }, true },
	{ "adjunct", NULL, { "adjunct", "adjuncts" }, true },
	{ "contraindication",
	  NULL,
	  { "contraindication", "contraindications" },
	  true },
	{ "comparator", NULL, { "comparator", "comparators" }, false },
};

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

struct txo_canon_column {
	struct txo_vocabulary words;
	bool known, list;
};

static bool is_called(struct txo_text name, const char *const *one_of)
{
	char folded[64];

	txo_text_fold(name, folded, sizeof(folded));
	return one_of[0] && (strcmp(folded, one_of[0]) == 0 ||
			     strcmp(folded, one_of[1]) == 0);
}

static enum txo_status add_column(struct txo_canon *c, size_t column, size_t k,
				  struct txo_error *err)
{
	struct txo_canon_column *col = &c->column[column];

	if (col->known)
		return TXO_OK;
	col->known = true;
	col->list = kinds[k].list;
	return txo_vocabulary_init(&col->words, kinds[k].kind, err);
}

/* The columns of one kind: that of its role, and those of its names. */
static enum txo_status add_kind(struct txo_canon *c, const struct txo_header *h,
				size_t k, struct txo_error *err)
{
	enum txo_status status = TXO_OK;
	size_t column;

	if (kinds[k].role &&
	    txo_header_role(h, txo_role_find(txo_text(kinds[k].role)), &column,
			    NULL) == TXO_OK &&
	    column < h->fields)
		status = add_column(c, column, k, err);
	for (size_t i = 0; i < h->fields && status == TXO_OK; i++)
		if (is_called(h->name[i], kinds[k].name))
			status = add_column(c, i, k, err);
	return status;
}

enum txo_status txo_canon_init(struct txo_canon *c, const struct txo_header *h,
			       struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	*c = (struct txo_canon){ 0 };
	c->column = calloc(h->fields, sizeof(*c->column));
	if (!c->column)
		return txo_fail_memory(err);
	c->columns = h->fields;
	for (size_t k = 0; k < KINDS && status == TXO_OK; k++)
		status = add_kind(c, h, k, err);
	return status;
}

bool txo_canon_is_list(const struct txo_header *h, size_t column)
{
	const struct txo_role *role = txo_header_role_of(h, column);

	if (column >= h->fields)
		return true;
	for (size_t k = 0; k < KINDS; k++)
		if (kinds[k].list &&
		    ((role && kinds[k].role &&
		      strcmp(kinds[k].role, role->name) == 0) ||
		     is_called(h->name[column], kinds[k].name)))
			return true;
	return false;
}

bool txo_canon_has(const struct txo_canon *c, size_t column)
{
	return column < c->columns && c->column[column].known;
}

/* Remember that the label became the term. */
static void note(struct txo_canon *c, size_t column, struct txo_text label,
		 const char *term)
{
	char shown[TXO_SHOWN];
	size_t i = 0;

	txo_text_show(label, shown);
	while (i < c->changes && (c->change[i].column != column ||
				  strcmp(c->change[i].from, shown) != 0))
		i++;
	if (i == TXO_CANON_CHANGES) {
		c->pending_others++;
		return;
	}
	if (i == c->changes) {
		struct txo_canon_change *new = &c->change[c->changes++];

		*new = (struct txo_canon_change){ .column = column,
						  .to = term };
		memcpy(new->from, shown, strlen(shown) + 1);
	}
	c->pending[i]++;
}

/* The term of the label if it has one and is not written so already. */
static const char *other_term(const struct txo_canon_column *col,
			      struct txo_text label, bool *known)
{
	const char *term = txo_vocabulary_find(&col->words, label);

	*known = *known || term;
	return term && !txo_text_equal(label, txo_text(term)) ? term : NULL;
}

/* All items as they should be, parted by ';'; is any of them known? */
static bool join_items(struct txo_canon *c, const struct txo_canon_column *col,
		       struct txo_text list)
{
	struct txo_text item;
	bool known = false;

	txo_buffer_clear(&c->items);
	while (txo_list_next(&list, &item)) {
		const char *term = other_term(col, item, &known);

		txo_list_add(&c->items, 0, term ? txo_text(term) : item);
	}
	return known;
}

/* The items that were changed, each for itself. */
static bool note_items(struct txo_canon *c, size_t column, struct txo_text list)
{
	bool any = false, known = false;
	struct txo_text item;

	while (txo_list_next(&list, &item)) {
		const char *term = other_term(&c->column[column], item, &known);

		if (term)
			note(c, column, item, term);
		any = any || term;
	}
	return any;
}

static bool change_list(struct txo_canon *c, size_t column,
			struct txo_text list, struct txo_buffer *out)
{
	struct txo_text joined;

	if (!join_items(c, &c->column[column], list))
		return false;
	joined = (struct txo_text){ c->items.p, c->items.n };
	if (c->items.failed)
		out->failed = true;
	if (c->items.failed || txo_text_equal(joined, list))
		return false;
	if (!note_items(c, column, list))
		c->pending_lists++;
	txo_buffer_add(out, joined.p, joined.n);
	return true;
}

bool txo_canon_label(struct txo_canon *c, size_t column, struct txo_text label,
		     struct txo_buffer *out)
{
	const struct txo_canon_column *col = &c->column[column];
	const char *term;
	bool known = false;

	if (!col->known || !label.n)
		return false;
	if (col->list)
		return change_list(c, column, label, out);
	term = other_term(col, label, &known);
	if (!term)
		return false;
	note(c, column, label, term);
	txo_buffer_add_text(out, term);
	return true;
}

void txo_canon_count(struct txo_canon *c, bool written)
{
	for (size_t i = 0; i < c->changes; i++) {
		c->change[i].n += written ? c->pending[i] : 0;
		c->pending[i] = 0;
	}
	c->others += written ? c->pending_others : 0;
	c->lists += written ? c->pending_lists : 0;
	c->pending_others = c->pending_lists = 0;
}

void txo_canon_release(struct txo_canon *c)
{
	for (size_t i = 0; i < c->columns; i++)
		txo_vocabulary_release(&c->column[i].words);
	free(c->column);
	txo_buffer_release(&c->items);
	*c = (struct txo_canon){ 0 };
}
