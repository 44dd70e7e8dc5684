#include "data/items.h"

#include <stdlib.h>
#include <string.h>

#include "data/list.h"

/* The texts of the labels, and how often each stands in the frames. */
struct seen {
	const struct txo_text *label;
	uint64_t *weight;
};

static void look(struct txo_items *its, struct txo_frames *fs, struct seen *s)
{
	for (size_t g = 0; g < fs->groups; g++) {
		struct txo_frame f = txo_frames_get(fs, g, its->projection);
		const struct txo_vector *v = &f.column[its->column];

		s->label = v->labels;
		for (size_t i = 0; i < f.rows; i++) {
			if (its->parted && txo_frame_lacks(&f, 0, i))
				break;
			if (v->label[i] != TXO_MISSING)
				s->weight[v->label[i]] += f.weight[i];
		}
	}
}

/* Each label that was seen is a value. */
static enum txo_status take_labels(struct txo_items *its, const struct seen *s,
				   struct txo_arena *arena,
				   struct txo_error *err)
{
	size_t n = 0;

	for (size_t i = 0; i < its->labels; i++)
		n += s->weight[i] > 0;
	its->value = txo_arena_take(arena, (n + 1) * sizeof(*its->value));
	its->item = txo_arena_take(arena, (n + 1) * sizeof(*its->item));
	if (!its->value || !its->item)
		return txo_fail_memory(err);
	for (size_t i = 0; i < its->labels; i++) {
		its->start[i] = its->n;
		if (!s->weight[i])
			continue;
		its->item[its->n] = (struct txo_item){ (uint32_t)its->n, 1 };
		its->value[its->n++] = s->label[i];
	}
	its->start[its->labels] = its->n;
	return TXO_OK;
}

/* Items as they are found, those of all labels one behind the other. */
struct found {
	struct txo_dictionary names;
	struct txo_item *item;
	size_t n, room;
	size_t *place;		/* behind the last item of each name */
	size_t places;
};

/* One more item of the label whose items begin at `from`. */
static enum txo_status add_item(struct found *f, size_t from, uint32_t id,
				uint32_t times, struct txo_error *err)
{
	struct txo_item *all;
	size_t *places, known = f->places;

	places = txo_grow(f->place, &f->places, f->names.n, sizeof(*places));
	f->place = places ? places : f->place;
	all = txo_grow(f->item, &f->room, f->n + 1, sizeof(*all));
	f->item = all ? all : f->item;
	if (!places || !all)
		return txo_fail_memory(err);
	for (; known < f->places; known++)
		places[known] = 0;
	if (places[id] > from) {
		all[places[id] - 1].times += times;
		return TXO_OK;
	}
	all[f->n++] = (struct txo_item){ id, times };
	places[id] = f->n;
	return TXO_OK;
}

/* What a list names; a word for none only where it says nothing else. */
static enum txo_status part_list(struct found *f, struct txo_text list,
				 uint64_t w, struct txo_error *err)
{
	bool none = txo_list_is_none(list);
	enum txo_status status = TXO_OK;
	struct txo_text item;
	size_t from = f->n;
	uint32_t id;

	if (none)
		list = txo_text("none");
	while (status == TXO_OK && txo_list_next(&list, &item)) {
		if (!none && txo_list_is_none(item))
			continue;
		status = txo_dictionary_label(&f->names, item, &id, err);
		if (status != TXO_OK)
			break;
		txo_dictionary_count(&f->names, w);
		status = add_item(f, from, id, none ? 0 : 1, err);
	}
	return status;
}

/* Values in the order of labels; ids become places in it. */
static enum txo_status settle_items(struct txo_items *its, struct found *f,
				    struct txo_arena *arena,
				    struct txo_error *err)
{
	size_t n = f->names.n;
	uint32_t *order = txo_arena_take(arena, 2 * (n + 1) * sizeof(*order));
	uint32_t *rank = order ? order + n : NULL;
	enum txo_status status;

	its->value = txo_arena_take(arena, (n + 1) * sizeof(*its->value));
	its->item = txo_arena_take(arena, (f->n + 1) * sizeof(*its->item));
	if (!order || !its->value || !its->item)
		return txo_fail_memory(err);
	status = txo_dictionary_sort(&f->names, order, rank, err);
	for (size_t i = 0; i < n && status == TXO_OK; i++) {
		struct txo_text t = f->names.label[order[i]];

		its->value[i].n = t.n;
		its->value[i].p = txo_arena_copy(arena, t.p, t.n);
		if (!its->value[i].p)
			status = txo_fail_memory(err);
	}
	for (size_t i = 0; i < f->n && status == TXO_OK; i++) {
		its->item[i] = f->item[i];
		its->item[i].value = rank[f->item[i].value];
	}
	its->n = n;
	return status;
}

/* Each item of a list that was seen is a value. */
static enum txo_status take_items(struct txo_items *its, const struct seen *s,
				  struct txo_arena *arena,
				  struct txo_error *err)
{
	struct found f = { .names = { .type = TXO_LABEL,
				      .exact = its->exact } };
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < its->labels && status == TXO_OK; i++) {
		its->start[i] = f.n;
		if (s->weight[i])
			status = part_list(&f, s->label[i], s->weight[i], err);
	}
	its->start[its->labels] = f.n;
	if (status == TXO_OK)
		status = settle_items(its, &f, arena, err);
	txo_dictionary_release(&f.names);
	free(f.item);
	free(f.place);
	return status;
}

enum txo_status txo_items_find(struct txo_items *its, struct txo_frames *fs,
			       struct txo_arena *arena, struct txo_error *err)
{
	const struct txo_schema *schema = fs->intake->schema;
	const struct txo_projection *p = &schema->projection[its->projection];
	struct seen s = { NULL, NULL };
	enum txo_status status;

	its->labels = fs->intake->dictionary[p->use[schema->by + its->column]]
			      .n;
	its->n = 0;
	its->start = txo_arena_take(arena,
				    (its->labels + 1) * sizeof(*its->start));
	s.weight = calloc(its->labels + 1, sizeof(*s.weight));
	if (!its->start || !s.weight) {
		free(s.weight);
		return txo_fail_memory(err);
	}
	look(its, fs, &s);
	its->once = true;
	for (size_t i = 0; i < its->labels; i++)
		its->once = its->once && s.weight[i] < 2;
	status = its->list ? take_items(its, &s, arena, err) :
			     take_labels(its, &s, arena, err);
	free(s.weight);
	return status;
}

/* Append the value as it is compared; its length. */
static size_t add_key(const struct txo_items *its, struct txo_text t,
		      struct txo_buffer *keys)
{
	if (!its->exact)
		return txo_text_fold_label(t, keys);
	txo_buffer_add(keys, t.p, t.n);
	return t.n;
}

/* The place of the value that is called so among the n given, or n. */
static size_t find_value(const struct txo_items *its,
			 const struct txo_text *value, size_t n,
			 struct txo_text name, struct txo_buffer *keys)
{
	size_t wanted, i = 0;

	txo_buffer_clear(keys);
	wanted = add_key(its, name, keys);
	for (; i < n && !keys->failed; i++) {
		size_t got = add_key(its, value[i], keys);

		if (!keys->failed && got == wanted &&
		    (got == 0 || memcmp(keys->p, keys->p + wanted, got) == 0))
			break;
		keys->n = wanted;
	}
	return i;
}

/* Values in their new order, and where the old ones are now. */
struct ordered {
	struct txo_text *value;
	uint32_t *now;		/* of the old ones; n: not placed yet */
	size_t n;
};

/* How many of the names are values? */
static size_t count_known(const struct txo_items *its,
			  const struct txo_item_order *order,
			  struct txo_buffer *keys)
{
	size_t n = 0;

	for (size_t i = 0; i < order->n; i++)
		n += find_value(its, its->value, its->n, order->first[i],
				keys) < its->n;
	return n;
}

/* The values that are named come first; new ones only if they may be added. */
static void place_first(const struct txo_items *its,
			const struct txo_item_order *order, bool add,
			struct ordered *o, struct txo_buffer *keys)
{
	for (size_t i = 0; i < order->n; i++) {
		struct txo_text name = order->first[i];
		size_t at = find_value(its, its->value, its->n, name, keys);

		if ((at == its->n && !add) ||
		    find_value(its, o->value, o->n, name, keys) < o->n)
			continue; /* or it is named twice */
		o->value[o->n] = at < its->n ? its->value[at] : name;
		if (at < its->n)
			o->now[at] = (uint32_t)o->n;
		o->n++;
	}
}

static enum txo_status order_one(struct txo_items *its,
				 const struct txo_item_order *order, bool add,
				 struct txo_buffer *keys, struct txo_error *err)
{
	size_t most = its->n + order->n + 1;
	struct ordered o = {
		txo_arena_take(order->arena, most * sizeof(*o.value)),
		txo_arena_take(order->arena, most * sizeof(*o.now)), 0
	};

	if (!o.value || !o.now)
		return txo_fail_memory(err);
	for (size_t i = 0; i < its->n; i++)
		o.now[i] = UINT32_MAX;
	place_first(its, order, add, &o, keys);
	for (size_t i = 0; i < its->n; i++)
		if (o.now[i] == UINT32_MAX) {
			o.now[i] = (uint32_t)o.n;
			o.value[o.n++] = its->value[i];
		}
	for (size_t i = 0; i < its->start[its->labels]; i++)
		its->item[i].value = o.now[its->item[i].value];
	its->value = o.value;
	its->n = o.n;
	return keys->failed ? txo_fail_memory(err) : TXO_OK;
}

enum txo_status txo_items_order_all(struct txo_items *const *its,
				    size_t columns,
				    const struct txo_item_order *order,
				    bool *any, struct txo_error *err)
{
	struct txo_buffer keys = { 0 };
	enum txo_status status = TXO_OK;
	size_t have = 0;

	for (size_t i = 0; i < columns && order->n; i++)
		have += its[i] && count_known(its[i], order, &keys) > 0;
	for (size_t i = 0; i < columns && have && status == TXO_OK; i++)
		if (its[i] && count_known(its[i], order, &keys) > 0)
			status = order_one(its[i], order, have == 1, &keys,
					   err);
	*any = have > 0;
	if (status == TXO_OK && keys.failed)
		status = txo_fail_memory(err);
	txo_buffer_release(&keys);
	return status;
}

enum txo_status txo_items_order(struct txo_items *its,
				const struct txo_text *first, size_t n,
				struct txo_arena *arena, bool *any,
				struct txo_error *err)
{
	const struct txo_item_order order = { first, n, arena };

	return txo_items_order_all(&its, 1, &order, any, err);
}
