#include "data/items.h"

#include <stdlib.h>

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
		for (size_t i = 0; i < f.rows; i++)
			if (v->label[i] != TXO_MISSING)
				s->weight[v->label[i]] += f.weight[i];
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
	status = its->list ? take_items(its, &s, arena, err) :
			     take_labels(its, &s, arena, err);
	free(s.weight);
	return status;
}

/* The place of the value that is called so, or n. */
static size_t find_value(const struct txo_items *its, struct txo_text name,
			 struct txo_buffer *fold)
{
	struct txo_text wanted = name;
	size_t i = 0;

	txo_buffer_clear(fold);
	if (!its->exact) {
		wanted.n = txo_text_fold_label(name, fold);
		if (fold->failed)
			return its->n;
	}
	for (; i < its->n; i++) {
		struct txo_text t = its->value[i];

		if (!its->exact) {
			size_t from = fold->n;

			t.n = txo_text_fold_label(t, fold);
			if (fold->failed)
				return its->n;
			t.p = fold->p + from;
			wanted.p = fold->p;
			fold->n = from;
		}
		if (txo_text_equal(t, wanted))
			break;
	}
	return i;
}

/* Move the value at place `from` forward to place `to`. */
static void move(struct txo_text *value, uint32_t *was, size_t from, size_t to)
{
	struct txo_text t = value[from];
	uint32_t w = was[from];

	for (; from > to; from--) {
		value[from] = value[from - 1];
		was[from] = was[from - 1];
	}
	value[to] = t;
	was[to] = w;
}

enum txo_status txo_items_order(struct txo_items *its,
				const struct txo_text *first, size_t n,
				size_t *none, struct txo_error *err)
{
	uint32_t *was = malloc((2 * its->n + 1) * sizeof(*was));
	uint32_t *now = was ? was + its->n : NULL;
	struct txo_buffer fold = { 0 };
	size_t placed = 0;

	*none = n;
	if (!was)
		return txo_fail_memory(err);
	for (size_t i = 0; i < its->n; i++)
		was[i] = (uint32_t)i;
	for (size_t i = 0; i < n; i++) {
		size_t at = find_value(its, first[i], &fold);

		if (at == its->n && *none == n)
			*none = i;
		if (at < its->n && at >= placed)
			move(its->value, was, at, placed++);
	}
	for (size_t i = 0; i < its->n; i++)
		now[was[i]] = (uint32_t)i;
	for (size_t i = 0; i < its->start[its->labels]; i++)
		its->item[i].value = now[its->item[i].value];
	free(was);
	if (fold.failed) {
		txo_buffer_release(&fold);
		return txo_fail_memory(err);
	}
	txo_buffer_release(&fold);
	return TXO_OK;
}
