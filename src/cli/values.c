/*
 * values.c - the text of an option's value, checked and put in its place.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/format.h"
#include "base/nearest.h"
#include "cli/content.h"
#include "cli/values.h"
#include "data/where.h"
#include "txo/decimal.h"

enum txo_status txo_value_bad(const struct txo_option *o, struct txo_text value,
			      const char *why, struct txo_error *err)
{
	char shown[TXO_SHOWN];

	return txo_fail(err, TXO_USAGE, "--%s: '%s' %s", o->name,
			txo_text_show(value, shown), why);
}

enum txo_status txo_value_unknown(const struct txo_option *o,
				  struct txo_text value, const char *what,
				  const struct txo_text *names, size_t n,
				  struct txo_error *err)
{
	struct txo_buffer b = { 0 };
	enum txo_status status;

	txo_buffer_add_text(&b, "is not known");
	txo_nearest_say(&b, value, what, names, n);
	status = txo_value_bad(o, value, b.p ? b.p : "is not known", err);
	txo_buffer_release(&b);
	return status;
}

/*
 * Cut the next item of a list off the front of *rest: up to a comma, or
 * between quotes, in which a quote is doubled.
 */
static enum txo_status next_item(struct txo_text *rest, struct txo_text *item,
				 struct txo_arena *arena, struct txo_error *err)
{
	char *copy = txo_arena_copy(arena, rest->p, rest->n);
	bool quoted = rest->n && *rest->p == '"';
	size_t i = quoted, n = 0;

	if (!copy)
		return txo_fail_memory(err);
	for (; i < rest->n; i++) {
		if (quoted && rest->p[i] == '"') {
			if (i + 1 < rest->n && rest->p[i + 1] == '"')
				i++;
			else
				quoted = false;
			if (!quoted)
				continue;
		} else if (!quoted && rest->p[i] == ',') {
			break;
		}
		copy[n++] = rest->p[i];
	}
	copy[n] = '\0';
	*item = txo_text_trim((struct txo_text){ copy, n });
	rest->p += i;
	rest->n -= i;
	return TXO_OK;
}

/* All items of the list; *items is an array in the arena. */
enum txo_status txo_value_split(const struct txo_option *o,
				struct txo_text value, struct txo_words *items,
				struct txo_arena *arena, struct txo_error *err)
{
	struct txo_text whole = value;
	size_t room = 1;

	for (size_t i = 0; i < value.n; i++)
		room += value.p[i] == ',';
	items->n = 0;
	items->item = txo_arena_take(arena, room * sizeof(*items->item));
	if (!items->item)
		return txo_fail_memory(err);
	for (;;) {
		struct txo_text *item = &items->item[items->n];
		enum txo_status status = next_item(&value, item, arena, err);

		if (status == TXO_OK && !item->n)
			status = txo_value_bad(o, whole, "has an empty item",
					       err);
		if (status != TXO_OK)
			return status;
		items->n++;
		if (!value.n)
			return TXO_OK;
		value.p++;	/* the comma */
		value.n--;
	}
}

static enum txo_status set_words(const struct txo_option *o, void *place,
				 struct txo_text value, struct txo_arena *arena,
				 struct txo_error *err)
{
	struct txo_words *all = place, more, joined;
	enum txo_status status = txo_value_split(o, value, &more, arena, err);

	if (status != TXO_OK)
		return status;
	joined.n = all->n + more.n;
	joined.item = txo_arena_extend(arena, all->item, all->n, more.n,
				       sizeof(*joined.item));
	if (!joined.item)
		return txo_fail_memory(err);
	memcpy(joined.item + all->n, more.item, more.n * sizeof(*more.item));
	*all = joined;
	return TXO_OK;
}

static enum txo_status find_choice(const struct txo_option *o,
				   struct txo_text value, int *place,
				   struct txo_error *err)
{
	struct txo_text names[32];
	size_t n = 0;

	for (; o->choices[n].name; n++) {
		names[n] = txo_text(o->choices[n].name);
		if (txo_text_equal(names[n], value)) {
			*place = (int)n;
			return TXO_OK;
		}
	}
	return txo_value_unknown(o, value, "choices", names, n, err);
}

static enum txo_status set_choices(const struct txo_option *o, void *place,
				   struct txo_text value,
				   struct txo_arena *arena,
				   struct txo_error *err)
{
	struct txo_words items;
	unsigned *mask = place;
	int bit = 0;
	enum txo_status status = txo_value_split(o, value, &items, arena, err);

	for (size_t i = 0; status == TXO_OK && i < items.n; i++) {
		status = find_choice(o, items.item[i], &bit, err);
		if (status == TXO_OK)
			*mask |= 1u << bit;
	}
	return status;
}

static bool read_number(struct txo_text value, double *x)
{
	struct txo_decimal d;
	double lo;

	if (txo_decimal_parse(value.p, value.n, &d, NULL) != TXO_OK)
		return false;
	txo_decimal_value(d, x, &lo);
	return true;
}

static enum txo_status set_number(const struct txo_option *o, void *place,
				  struct txo_text value, struct txo_error *err)
{
	char low[TXO_NUMBER_SIZE], high[TXO_NUMBER_SIZE], why[160];
	bool whole = o->kind == TXO_INTEGER, good;
	double x = 0;

	good = read_number(value, &x) && x >= o->low &&
	       (whole ? x <= o->high && x == (double)(int)x : x < o->high);
	if (!good) {
		txo_format_number(o->low, 0, low);
		txo_format_number(o->high, 0, high);
		snprintf(why, sizeof(why),
			 "is not a %snumber from %s to %s%s%s",
			 whole ? "whole " : "", low, whole ? "" : "below ",
			 high,
			 x > 1 && x < 100 && !whole && o->high == 1 ?
				 " (95 % is 0.95)" :
				 "");
		return txo_value_bad(o, value, why, err);
	}
	if (whole)
		*(int *)place = (int)x;
	else
		*(double *)place = x;
	return TXO_OK;
}

static enum txo_status set_fractions(const struct txo_option *o, void *place,
				     struct txo_text value,
				     struct txo_arena *arena,
				     struct txo_error *err)
{
	struct txo_fractions *f = place;
	struct txo_words items;
	enum txo_status status = txo_value_split(o, value, &items, arena, err);
	double *all;

	if (status != TXO_OK)
		return status;
	all = txo_arena_extend(arena, f->item, f->n, items.n, sizeof(*all));
	if (!all)
		return txo_fail_memory(err);
	f->item = all;
	for (size_t i = 0; i < items.n; i++) {
		double *x = &f->item[f->n];

		if (!read_number(items.item[i], x) || *x < 0 || *x > 1)
			return txo_value_bad(o, items.item[i],
					     "is not a number from 0 to 1",
					     err);
		f->n++;
	}
	return TXO_OK;
}

static enum txo_status set_limit(const struct txo_option *o, void *place,
				 struct txo_text value, struct txo_error *err)
{
	struct txo_limit *limit = place;
	struct txo_text number = value;

	limit->percent = value.n && value.p[value.n - 1] == '%';
	number.n -= limit->percent;
	if (read_number(number, &limit->value) && limit->value >= 0 &&
	    (limit->percent ? limit->value <= 100 :
			      limit->value == floor(limit->value)))
		return TXO_OK;
	return txo_value_bad(o, value,
			     "is neither a count nor a share such as 5%", err);
}

/* A number of bytes, or of KiB, MiB, GiB, TiB: 4G, 500 MB, 1.5GiB. */
static enum txo_status set_size(const struct txo_option *o, void *place,
				struct txo_text value, struct txo_error *err)
{
	static const char units[] = "KMGT";
	struct txo_text t = value;
	double x = 0, unit = 1;
	const char *letter;

	if (t.n && (t.p[t.n - 1] | 0x20) == 'b')
		t.n--;
	if (t.n && t.p[t.n - 1] == 'i')
		t.n--;
	letter = t.n ? memchr(units, t.p[t.n - 1] & ~0x20, 4) : NULL;
	if (letter) {
		t.n--;
		for (const char *u = units; u <= letter; u++)
			unit *= 1024;
	}
	t = txo_text_trim(t);
	if (!read_number(t, &x) || x * unit < 1 || x * unit > o->high)
		return txo_value_bad(o, value,
				     "is not a size such as 500M or 2G", err);
	*(size_t *)place = (size_t)(x * unit);
	return TXO_OK;
}

static enum txo_status set_bounds(const struct txo_option *o, void *place,
				  struct txo_text value, struct txo_error *err)
{
	const char *comma = memchr(value.p, ',', value.n);
	struct txo_bounds *b = place;
	struct txo_text part[2] = { value, value };
	char why[80];
	double x[2];

	if (comma) {
		part[0].n = (size_t)(comma - value.p);
		part[1].p = comma + 1;
		part[1].n = value.n - part[0].n - 1;
	}
	for (int i = 0; i < 2; i++)
		if (!comma || !read_number(part[i], &x[i]) ||
		    x[i] != floor(x[i]))
			return txo_value_bad(
				o, value,
				"is not two whole numbers, the least "
				"and the most, such as 3,6",
				err);
	if (x[0] < o->low || x[1] < o->low || x[0] > o->high ||
	    x[1] > o->high) {
		snprintf(why, sizeof(why), "is not within %.0f to %.0f", o->low,
			 o->high);
		return txo_value_bad(o, value, why, err);
	}
	if (x[0] > x[1])
		return txo_value_bad(o, value, "has the greater number first",
				     err);
	*b = (struct txo_bounds){ (int)x[0], (int)x[1] };
	return TXO_OK;
}

/* The text is kept; what it means hangs on the columns of each file. */
static enum txo_status set_expr(const struct txo_option *o, void *place,
				struct txo_text value, struct txo_arena *arena,
				struct txo_error *err)
{
	struct txo_where *w;

	*(struct txo_text *)place = value;
	return txo_where_parse(o->name, value, arena, &w, err);
}

enum txo_status txo_option_set(const struct txo_option *o, void *target,
			       struct txo_text value, struct txo_arena *arena,
			       struct txo_error *err)
{
	void *place = (char *)target + o->offset;

	switch (o->kind) {
	case TXO_FLAG:
		*(bool *)place = true;
		return TXO_OK;
	case TXO_WORD:
	case TXO_COLUMN:
		if (!value.n)
			return txo_value_bad(o, value, "is empty", err);
		*(struct txo_text *)place = value;
		return TXO_OK;
	case TXO_WORDS:
	case TXO_COLUMNS:
		return set_words(o, place, value, arena, err);
	case TXO_CHOICE:
		return find_choice(o, value, place, err);
	case TXO_CHOICES:
		return set_choices(o, place, value, arena, err);
	case TXO_INTEGER:
	case TXO_FRACTION:
		return set_number(o, place, value, err);
	case TXO_FRACTIONS:
		return set_fractions(o, place, value, arena, err);
	case TXO_LIMIT:
		return set_limit(o, place, value, err);
	case TXO_SCALE_MAPS:
		return txo_value_scale_map(o, place, value, arena, err);
	case TXO_BOX_RULES:
		return txo_value_box_rules(o, place, value, arena, err);
	case TXO_SIZE:
		return set_size(o, place, value, err);
	case TXO_BOUNDS:
		return set_bounds(o, place, value, err);
	case TXO_EXPR:
		return set_expr(o, place, value, arena, err);
	case TXO_CONTENT:
		return txo_content_read(o->name, value, place, arena, err);
	case TXO_ROLE_MAPS:
	default:
		return txo_value_role_map(o, place, value, arena, err);
	}
}
