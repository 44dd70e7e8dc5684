/*
 * boxes.c - which columns are the boxes of a list.
 */
#include "data/boxes.h"

#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "data/list.h"

/* Looking for the boxes of a header. */
struct search {
	struct txo_boxes *b;
	struct txo_header *h;
	const struct txo_list_rules *rules;
	struct txo_text *name; /* of the lists so far */
	size_t *list; /* of each rule */
	size_t *taken; /* of each column: list that has it, from 1 */
	struct txo_error *err;
};

static bool is_like(struct txo_text a, struct txo_text b)
{
	char x[128], y[128];

	return txo_text_equal(a, b) ||
	       strcmp(txo_text_fold(a, x, sizeof(x)),
		      txo_text_fold(b, y, sizeof(y))) == 0;
}

/* Which list each rule is for; no column may have its name. */
static enum txo_status find_lists(struct search *s)
{
	char a[TXO_SHOWN], b[TXO_SHOWN];

	for (size_t i = 0; i < s->rules->boxes; i++) {
		const struct txo_box_rule *rule = &s->rules->box[i];
		size_t k = 0;

		while (k < s->b->lists && !is_like(s->name[k], rule->name))
			k++;
		s->list[i] = k;
		if (k < s->b->lists)
			continue;
		s->name[s->b->lists++] = rule->name;
		for (size_t c = 0; c < s->h->fields; c++)
			if (is_like(s->h->name[c], rule->name))
				return txo_fail(
					s->err, TXO_USAGE,
					"there is a column '%s' already; name "
					"the list otherwise: --list-columns "
					"NAME=%s",
					txo_text_show(s->h->name[c], a),
					txo_text_show(rule->pattern, b));
	}
	return TXO_OK;
}

/* The text as an item of a list. */
static enum txo_status make_item(struct search *s, struct txo_text t,
				 struct txo_text *item)
{
	char *p = txo_arena_copy(&s->h->arena, t.p, t.n);
	size_t n = 0;

	if (!p)
		return txo_fail_memory(s->err);
	for (size_t i = 0; i < t.n; i++) {
		struct txo_text c = { t.p + i, 1 };
		char to = t.p[i] == '_' || txo_list_mark(c) ? ' ' : t.p[i];

		if (to != ' ' || (n && p[n - 1] != ' '))
			p[n++] = to;
	}
	*item = txo_text_trim((struct txo_text){ p, n });
	if (!item->n)
		*item = t;
	return TXO_OK;
}

static enum txo_status add_box(struct search *s, size_t rule, size_t column,
			       struct txo_text rest)
{
	struct txo_boxes *b = s->b;
	struct txo_box box = { .list = s->list[rule],
			       .rule = rule,
			       .column = column };
	struct txo_buffer folded = { 0 };
	struct txo_box *grown;
	enum txo_status status;

	if (s->taken[column] == box.list + 1)
		return TXO_OK;
	s->taken[column] = box.list + 1;
	status = make_item(s, rest, &box.item);
	if (status != TXO_OK)
		return status;
	box.none = txo_list_is_none(box.item);
	box.folded.n = txo_text_fold_label(box.item, &folded);
	box.folded.p = folded.failed ? NULL :
				       txo_arena_copy(&s->h->arena, folded.p,
						      box.folded.n);
	txo_buffer_release(&folded);
	grown = txo_grow(b->box, &b->room, b->n + 1, sizeof(*grown));
	if (!box.folded.p || !grown)
		return txo_fail_memory(s->err);
	b->box = grown;
	b->box[b->n++] = box;
	return TXO_OK;
}

/* Does the name fit the pattern, whose * is at `star`? *rest is the item. */
static bool fits(struct txo_text name, struct txo_text pattern, size_t star,
		 struct txo_text *rest)
{
	struct txo_text before = { pattern.p, star };
	struct txo_text after = { pattern.p + star + 1, pattern.n - star - 1 };
	struct txo_text begin = { name.p, before.n };
	struct txo_text end;

	if (name.n <= before.n + after.n)
		return false;
	end = (struct txo_text){ name.p + name.n - after.n, after.n };
	*rest = (struct txo_text){ name.p + before.n,
				   name.n - before.n - after.n };
	return txo_text_equal_nocase(begin, before) &&
	       txo_text_equal_nocase(end, after);
}

static enum txo_status nothing_fits(const struct search *s,
				    struct txo_text pattern, size_t star)
{
	struct txo_buffer b = { 0 };
	char shown[TXO_SHOWN];
	enum txo_status status;

	txo_nearest_say(&b, (struct txo_text){ pattern.p, star }, "columns",
			s->h->name, s->h->fields);
	status = txo_fail(s->err, TXO_USAGE,
			  "--list-columns: no column fits '%s'%s",
			  txo_text_show(pattern, shown), b.p ? b.p : "");
	txo_buffer_release(&b);
	return status;
}

/* Of field___code the code, of other names all. */
static struct txo_text code_of(struct txo_text name)
{
	for (size_t i = 1; i + 3 < name.n; i++)
		if (memcmp(name.p + i, "___", 3) == 0)
			return (struct txo_text){ name.p + i + 3,
						  name.n - i - 3 };
	return name;
}

static enum txo_status find_boxes(struct search *s, size_t rule)
{
	struct txo_text pattern = s->rules->box[rule].pattern, rest;
	const char *at = memchr(pattern.p, '*', pattern.n);
	size_t star = at ? (size_t)(at - pattern.p) : 0, column, n = 0;
	enum txo_status status = TXO_OK;

	if (!at) {
		status = txo_header_find(s->h, pattern, &column, s->err);
		return status == TXO_OK ? add_box(s, rule, column,
						  code_of(s->h->name[column])) :
					  status;
	}
	for (column = 0; column < s->h->fields && status == TXO_OK; column++) {
		if (!fits(s->h->name[column], pattern, star, &rest))
			continue;
		n++;
		status = add_box(s, rule, column, rest);
	}
	return n || status != TXO_OK ? status : nothing_fits(s, pattern, star);
}

static int by_item(const void *pa, const void *pb)
{
	const struct txo_box *a = pa, *b = pb;
	int order;

	if (a->list != b->list)
		return a->list < b->list ? -1 : 1;
	order = txo_text_compare(a->folded, b->folded);
	if (!order)
		order = txo_text_compare(a->item, b->item);
	return order ? order :
		       (a->column > b->column) - (a->column < b->column);
}

/* Two columns of one pattern are two items; of two patterns, they may be one. */
static enum txo_status check_items(const struct search *s)
{
	char a[TXO_SHOWN], b[TXO_SHOWN], item[TXO_SHOWN];

	for (size_t i = 1; i < s->b->n; i++) {
		const struct txo_box *x = &s->b->box[i - 1], *y = x + 1;

		if (x->list != y->list || x->rule != y->rule ||
		    !txo_text_equal(x->folded, y->folded))
			continue;
		return txo_fail(s->err, TXO_USAGE,
				"--list-columns: '%s' and '%s' (columns %zu "
				"and %zu) would both be item '%s'; %s",
				txo_text_show(s->h->name[x->column], a),
				txo_text_show(s->h->name[y->column], b),
				x->column + 1, y->column + 1,
				txo_text_show(x->item, item),
				txo_text_equal(s->h->name[x->column],
					       s->h->name[y->column]) ?
					"rename one of them" :
					"name the columns one by one");
	}
	return TXO_OK;
}

/* Find the columns in which empty means none. */
static enum txo_status find_asked(struct search *s)
{
	const struct txo_header *h = s->h;
	struct txo_boxes *b = s->b;
	char x[TXO_SHOWN], y[TXO_SHOWN];
	size_t column;

	for (size_t i = 0; i < s->rules->askeds; i++) {
		enum txo_status status = txo_header_find(h, s->rules->asked[i],
							 &column, s->err);

		if (status != TXO_OK)
			return status;
		if (column >= h->fields) {
			b->is_asked[column - h->fields] = true;
			continue;
		}
		if (s->taken[column]) {
			txo_text_show(h->name[h->fields + s->taken[column] - 1],
				      y);
			return txo_fail(s->err, TXO_USAGE,
					"--asked: '%s' is a part of the list "
					"'%s'; say --asked %s",
					txo_text_show(h->name[column], x), y,
					y);
		}
		b->asked[b->askeds++] = column;
	}
	return TXO_OK;
}

/* Memory for the search, and for what it finds. */
static enum txo_status begin(struct search *s)
{
	struct txo_arena *a = &s->h->arena;
	size_t rules = s->rules->boxes;

	s->name = txo_arena_take(a, (rules + 1) * sizeof(*s->name));
	s->list = txo_arena_take(a, (rules + 1) * sizeof(*s->list));
	s->taken = txo_arena_take(a, (s->h->fields + 1) * sizeof(*s->taken));
	s->b->is_asked = txo_arena_take(a, (rules + 1) * sizeof(bool));
	s->b->bad = txo_arena_take(a, (rules + 1) * sizeof(*s->b->bad));
	s->b->asked = txo_arena_take(a, (s->rules->askeds + 1) *
						sizeof(*s->b->asked));
	if (!s->name || !s->list || !s->taken || !s->b->is_asked ||
	    !s->b->bad || !s->b->asked)
		return txo_fail_memory(s->err);
	return find_lists(s);
}

enum txo_status txo_boxes_bind(struct txo_boxes *b,
			       const struct txo_list_rules *rules,
			       struct txo_header *h, struct txo_error *err)
{
	struct search s = { .b = b, .h = h, .rules = rules, .err = err };
	enum txo_status status;

	b->rules = rules;
	b->n = b->lists = b->askeds = 0;
	if (!rules || rules->boxes + rules->askeds == 0)
		return TXO_OK;
	status = begin(&s);
	for (size_t k = 0; k < b->lists; k++)
		for (size_t i = 0; i < rules->boxes && status == TXO_OK; i++)
			if (s.list[i] == k)
				status = find_boxes(&s, i);
	if (status == TXO_OK && b->n)
		qsort(b->box, b->n, sizeof(*b->box), by_item);
	if (status == TXO_OK)
		status = check_items(&s);
	for (size_t k = 0; k < b->lists && status == TXO_OK; k++)
		status = txo_header_add(h, s.name[k], err);
	return status == TXO_OK ? find_asked(&s) : status;
}

bool txo_boxes_any(const struct txo_boxes *b)
{
	return b->lists + b->askeds > 0;
}

enum txo_status txo_boxes_share(const struct txo_boxes *found,
				struct txo_boxes *b, struct txo_arena *arena,
				struct txo_error *err)
{
	*b = *found;
	b->borrowed = true;
	b->record = (struct txo_record){ .n = 0 };
	b->bytes = (struct txo_buffer){ .n = 0 };
	b->span = NULL;
	b->span_room = 0;
	b->bad = txo_arena_take(arena, (b->lists + 1) * sizeof(*b->bad));
	return b->bad ? TXO_OK : txo_fail_memory(err);
}

void txo_boxes_release(struct txo_boxes *b)
{
	if (!b->borrowed)
		free(b->box);
	free(b->span);
	txo_buffer_release(&b->bytes);
	*b = (struct txo_boxes){ .rules = NULL };
}
