/*
 * where.c - which rows a row filter selects.
 */
#include "data/where.h"

#include <stdlib.h>
#include <string.h>

#include "data/list.h"
#include "data/where_tree.h"

enum { LEAST_ROOM = 64 };

static int by_folded(const void *pa, const void *pb)
{
	const struct txo_where_value *a = pa, *b = pb;

	return txo_text_compare(a->folded, b->folded);
}

static int by_text(const void *pa, const void *pb)
{
	const struct txo_where_value *a = pa, *b = pb;

	return txo_text_compare(a->text, b->text);
}

static int by_number(const void *pa, const void *pb)
{
	const struct txo_where_value *a = pa, *b = pb;

	if (a->number.coefficient == b->number.coefficient &&
	    a->number.exponent == b->number.exponent)
		return 0;
	if (a->hi != b->hi)
		return a->hi < b->hi ? -1 : 1;
	return (a->lo > b->lo) - (a->lo < b->lo);
}

typedef int order_fn(const void *pa, const void *pb);

static order_fn *order_of(const struct txo_dictionary *d)
{
	if (d->type != TXO_LABEL)
		return by_number;
	return d->exact ? by_text : by_folded;
}

/* A value of the dictionary, to be compared with those of the filter. */
static struct txo_where_value value_of(const struct txo_dictionary *d,
				       uint32_t id)
{
	struct txo_where_value v = { 0 };

	if (d->type == TXO_LABEL) {
		v.text = v.folded = d->label[id];
	} else {
		v.number = txo_numbers_get(&d->numbers, id);
		txo_decimal_value(v.number, &v.hi, &v.lo);
	}
	return v;
}

static bool is_among(struct txo_where_node *leaf,
		     const struct txo_where_value *v, order_fn *order)
{
	if (!leaf->sorted)
		qsort(leaf->value, leaf->n, sizeof(*leaf->value), order);
	leaf->sorted = true;
	return bsearch(v, leaf->value, leaf->n, sizeof(*leaf->value), order);
}

/* Is one of the items in the cell the one looked for? */
static bool has_item(const struct txo_where_value *item, struct txo_text cell,
		     order_fn *order)
{
	bool none = txo_list_is_none(item->text);
	struct txo_where_value v = { 0 };

	while (txo_list_next(&cell, &v.text)) {
		v.folded = v.text;
		if (order(&v, item) == 0 || (none && txo_list_is_none(v.text)))
			return true;
	}
	return false;
}

/* A cell of nothing but marks says neither that the list is empty. */
static enum txo_truth is_empty(struct txo_text cell)
{
	struct txo_text item;

	if (txo_list_is_none(cell))
		return TXO_TRUE;
	return txo_list_next(&cell, &item) ? TXO_FALSE : TXO_UNKNOWN;
}

static enum txo_truth judge(struct txo_where_node *leaf,
			    const struct txo_dictionary *d, uint32_t id)
{
	const struct txo_where_value v = value_of(d, id);
	order_fn *order = order_of(d);
	bool so;

	switch (leaf->kind) {
	case TXO_WHERE_LESS:
		so = order(&v, leaf->value) < 0;
		break;
	case TXO_WHERE_MORE:
		so = order(&v, leaf->value) > 0;
		break;
	case TXO_WHERE_HAS:
		so = has_item(leaf->value, v.text, order);
		break;
	case TXO_WHERE_EMPTY:
		return is_empty(v.text);
	case TXO_WHERE_ANY:
	default:
		so = is_among(leaf, &v, order);
	}
	return so ? TXO_TRUE : TXO_FALSE;
}

/* Room for what is known of each id; without it nothing is remembered. */
static void make_room(struct txo_where_node *leaf, struct txo_arena *arena,
		      uint32_t id)
{
	size_t room = leaf->room ? leaf->room : LEAST_ROOM;
	unsigned char *more;

	while (room <= id)
		room *= 2;
	more = txo_arena_take(arena, room);
	if (!more)
		return;
	if (leaf->room)
		memcpy(more, leaf->verdict, leaf->room);
	leaf->verdict = more;
	leaf->room = room;
}

enum txo_truth txo_where_leaf_truth(struct txo_where *w,
				    struct txo_where_node *leaf,
				    const struct txo_dictionary *d, uint32_t id)
{
	enum txo_truth truth;

	if (leaf->kind == TXO_WHERE_MISSING)
		return id == TXO_MISSING ? TXO_TRUE : TXO_FALSE;
	if (id == TXO_MISSING)
		return TXO_UNKNOWN;
	if (id < leaf->room && leaf->verdict[id])
		return leaf->verdict[id] - 1;
	truth = judge(leaf, d, id);
	if (id >= leaf->room)
		make_room(leaf, w->arena, id);
	if (id < leaf->room)
		leaf->verdict[id] = (unsigned char)(truth + 1);
	return truth;
}

static enum txo_truth node_truth(struct txo_where *w,
				 struct txo_where_node *node,
				 const struct txo_dictionary *dictionary,
				 const uint32_t *row)
{
	enum txo_truth truth, part;
	size_t use;

	switch (node->kind) {
	case TXO_WHERE_AND:
		truth = TXO_TRUE;
		for (struct txo_where_node *n = node->first;
		     n && truth != TXO_FALSE; n = n->next) {
			part = node_truth(w, n, dictionary, row);
			truth = part < truth ? part : truth;
		}
		break;
	case TXO_WHERE_OR:
		truth = TXO_FALSE;
		for (struct txo_where_node *n = node->first;
		     n && truth != TXO_TRUE; n = n->next) {
			part = node_truth(w, n, dictionary, row);
			truth = part > truth ? part : truth;
		}
		break;
	default:
		use = txo_where_use(node);
		truth = txo_where_leaf_truth(w, node, &dictionary[use],
					     row[use]);
	}
	return node->negated ? TXO_TRUE - truth : truth;
}

enum txo_truth txo_where_judge(struct txo_where *w,
			       const struct txo_dictionary *dictionary,
			       const uint32_t *id)
{
	return node_truth(w, w->root, dictionary, id);
}

void txo_where_forget(struct txo_where *w)
{
	for (struct txo_where_node *l = w->leaf; l; l = l->next_leaf)
		if (l->room)
			memset(l->verdict, 0, l->room);
}

/* A node, those below it and those beside it. */
static bool copy_nodes(const struct txo_where_node *from,
		       struct txo_where_node **to, struct txo_where *w)
{
	for (; from; from = from->next, to = &(*to)->next) {
		struct txo_where_node *n = txo_arena_take(w->arena, sizeof(*n));
		size_t values = from->n * sizeof(*from->value);

		*to = n;
		if (!n)
			return false;
		*n = *from;
		n->next = n->first = NULL;
		n->verdict = NULL;
		n->room = 0;
		n->value = values ? txo_arena_take(w->arena, values) : NULL;
		if (values && !n->value)
			return false;
		if (values)
			memcpy(n->value, from->value, values);
		if (!from->first) {
			n->next_leaf = w->leaf;
			w->leaf = n;
		} else if (!copy_nodes(from->first, &n->first, w)) {
			return false;
		}
	}
	return true;
}

struct txo_where *txo_where_copy(const struct txo_where *w,
				 struct txo_arena *arena)
{
	struct txo_where *copy = txo_arena_take(arena, sizeof(*copy));

	if (!copy)
		return NULL;
	*copy = *w;
	copy->arena = arena;
	copy->leaf = NULL;
	return copy_nodes(w->root, &copy->root, copy) ? copy : NULL;
}

struct txo_text txo_where_text(const struct txo_where *w)
{
	return w->expr;
}

bool txo_where_same_uses(const struct txo_where *a, const struct txo_where *b)
{
	const struct txo_where_name *x = a->name, *y = b->name;

	for (; x && y; x = x->next, y = y->next)
		if (x->type != y->type || x->use != y->use ||
		    (x->has && x->label_use != y->label_use))
			return false;
	return !x && !y;
}

bool txo_where_reads(const struct txo_where *w, size_t column)
{
	for (const struct txo_where_name *n = w->name; n; n = n->next)
		if (n->column == column)
			return true;
	return false;
}
