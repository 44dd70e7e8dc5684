/*
 * pairs.c - values of options that are of the form NAME=WHAT.
 */
#include <ctype.h>
#include <string.h>

#include "cli/values.h"

static enum txo_status no_such_role(const struct txo_option *o,
				    struct txo_text name, struct txo_error *err)
{
	struct txo_text names[32];
	size_t n = 0;

	for (const struct txo_role *r = txo_roles(); r->name; r++)
		names[n++] = txo_text(r->name);
	return txo_value_unknown(o, name, "roles", names, n, err);
}

enum txo_status txo_value_role_map(const struct txo_option *o, void *place,
				   struct txo_text value,
				   struct txo_arena *arena,
				   struct txo_error *err)
{
	const char *equals = memchr(value.p, '=', value.n);
	struct txo_role_maps *maps = place;
	struct txo_role_map *all, *map;
	struct txo_text name;

	if (!equals)
		return txo_value_bad(o, value, "is not of the form role=column",
				     err);
	name = (struct txo_text){ value.p, (size_t)(equals - value.p) };
	all = txo_arena_extend(arena, maps->item, maps->n, 1, sizeof(*all));
	if (!all)
		return txo_fail_memory(err);
	map = &all[maps->n];
	map->role = txo_role_find(name);
	map->column = txo_text_trim(
		(struct txo_text){ equals + 1, value.n - name.n - 1 });
	if (!map->role)
		return no_such_role(o, name, err);
	if (!map->column.n)
		return txo_value_bad(o, value, "names no column", err);
	maps->item = all;
	maps->n++;
	return TXO_OK;
}

enum txo_status txo_value_scale_map(const struct txo_option *o, void *place,
				    struct txo_text value,
				    struct txo_arena *arena,
				    struct txo_error *err)
{
	struct txo_scale_maps *maps = place;
	struct txo_scale_map *all, *map;
	struct txo_text name = value;
	enum txo_status status;

	all = txo_arena_extend(arena, maps->item, maps->n, 1, sizeof(*all));
	if (!all)
		return txo_fail_memory(err);
	map = &all[maps->n];
	/* no scale has a '=' in its name, but a column may */
	while (name.n && name.p[name.n - 1] != '=')
		name.n--;
	if (name.n) {
		map->column = txo_text_trim(
			(struct txo_text){ name.p, name.n - 1 });
		if (!map->column.n)
			return txo_value_bad(o, value, "names no column", err);
	}
	name = (struct txo_text){ value.p + name.n, value.n - name.n };
	status = txo_scale_find(name, &map->scale, err);
	if (status != TXO_OK)
		return txo_fail(err, status, "--%s: %s", o->name,
				err ? err->text : "");
	maps->item = all;
	maps->n++;
	return TXO_OK;
}

/* The bytes of a name before '=', if the text begins with one; else 0. */
static size_t list_name(struct txo_text t)
{
	size_t n = 0;

	while (n < t.n && t.p[n] != '=' &&
	       ((t.p[n] & 0x80) || isalnum((unsigned char)t.p[n]) ||
		t.p[n] == '_' || t.p[n] == '-' || t.p[n] == '.'))
		n++;
	return n < t.n && t.p[n] == '=' ? n : 0;
}

enum txo_status txo_value_box_rules(const struct txo_option *o, void *place,
				    struct txo_text value,
				    struct txo_arena *arena,
				    struct txo_error *err)
{
	struct txo_box_rules *rules = place;
	struct txo_box_rule *all;
	struct txo_text name = txo_text("side_effects"), rest = value;
	struct txo_words items;
	size_t n = list_name(value);
	enum txo_status status;

	if (value.n && *value.p == '=')
		return txo_value_bad(o, value, "names no list", err);
	if (n) {
		name = (struct txo_text){ value.p, n };
		rest = (struct txo_text){ value.p + n + 1, value.n - n - 1 };
	}
	status = txo_value_split(o, rest, &items, arena, err);
	if (status != TXO_OK)
		return status;
	all = txo_arena_extend(arena, rules->item, rules->n, items.n,
			       sizeof(*all));
	if (!all)
		return txo_fail_memory(err);
	rules->item = all;
	for (size_t i = 0; i < items.n; i++) {
		struct txo_text t = items.item[i];
		const char *star = memchr(t.p, '*', t.n), *end = t.p + t.n;

		if (star && memchr(star + 1, '*', (size_t)(end - star - 1)))
			return txo_value_bad(o, t, "has more than one *", err);
		all[rules->n++] = (struct txo_box_rule){ name, t };
	}
	return TXO_OK;
}
