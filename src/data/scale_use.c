#include "data/scale_use.h"

#include <ctype.h>
#include <string.h>

#define ROOM 64		/* of a folded word */

/* Is a character between words? n is its length. */
static bool is_gap(const char *p, size_t n)
{
	char folded[ROOM];

	if (n == 1)
		return !isalnum((unsigned char)*p) && !(*p & 0x80);
	return *txo_text_fold((struct txo_text){ p, n }, folded,
			      sizeof(folded)) == '\0';
}

/* Bytes of the character at i; 1 for what is not UTF-8. */
static size_t character(struct txo_text t, size_t i)
{
	size_t n = txo_utf8_length(t.p + i, t.n - i);

	return n ? n : 1;
}

/* The scale of this key if its key is longer than *longest, else NULL. */
static const struct txo_scale *scale_of(struct txo_text word, size_t *longest)
{
	char want[ROOM], have[ROOM];
	const struct txo_scale *found = NULL;
	size_t n, length;
	const struct txo_scale *s = txo_scales(&n);

	if (word.n >= ROOM)
		return NULL;
	length = strlen(txo_text_fold(word, want, sizeof(want)));
	for (size_t i = 0; i < n && length > *longest && !found; i++)
		if (strcmp(want, txo_text_fold(txo_text(s[i].scale), have,
					       sizeof(have))) == 0)
			found = &s[i];
	if (found)
		*longest = length;
	return found;
}

/* Can a word end before the character at i, which has n bytes? */
static bool ends_before(struct txo_text t, size_t i, size_t n)
{
	if (is_gap(t.p + i, n))
		return true;
	return isdigit((unsigned char)t.p[i]) && i > 0 &&
	       isalpha((unsigned char)t.p[i - 1]);
}

/* The scale with the longest key at each end of a column's name. */
static void scales_in(struct txo_text name, const struct txo_scale *at[2])
{
	size_t longest[2] = { 0, 0 }, end = 0;
	bool after_gap = true;
	const struct txo_scale *s;

	at[0] = at[1] = NULL;
	for (size_t i = 0, n; i < name.n; i += n) {
		n = character(name, i);
		if (!is_gap(name.p + i, n))
			end = i + n;
	}
	name.n = end;	/* without what is behind the last word */
	for (size_t i = 0, n; i < name.n; i += n) {
		bool gap;

		n = character(name, i);
		gap = is_gap(name.p + i, n);
		if (ends_before(name, i, n) &&
		    (s = scale_of((struct txo_text){ name.p, i },
				  &longest[0])) != NULL)
			at[0] = s;
		if (after_gap && !gap &&
		    (s = scale_of((struct txo_text){ name.p + i, name.n - i },
				  &longest[1])) != NULL)
			at[1] = s;
		after_gap = gap;
	}
	if ((s = scale_of(name, &longest[0])) != NULL)
		at[0] = s;
}

static bool is_called(struct txo_text name, const struct txo_scale *scale)
{
	const struct txo_scale *at[2];

	scales_in(name, at);
	return at[0] == scale || at[1] == scale;
}

static enum txo_status put(struct txo_use *use, const struct txo_scale *scale,
			   struct txo_error *err)
{
	char shown[TXO_SHOWN];

	if (use->scale && use->scale != scale)
		return txo_fail(err, TXO_USAGE,
				"column '%s' cannot be on two scales, %s and "
				"%s: say --scale COLUMN=NAME for each column",
				txo_text_show(use->name, shown),
				use->scale->scale, scale->scale);
	use->scale = scale;
	return TXO_OK;
}

/* --scale COL=NAME */
static enum txo_status put_on_column(struct txo_schema *s,
				     const struct txo_scale_map *map,
				     struct txo_error *err)
{
	char shown[TXO_SHOWN];
	size_t column, found = 0;
	enum txo_status status;

	status = txo_header_find(s->header, map->column, &column, err);
	for (size_t i = 0; i < s->uses && status == TXO_OK; i++) {
		if (s->use[i].column != column || s->use[i].type != TXO_NUMBER)
			continue;
		status = put(&s->use[i], map->scale, err);
		s->use[i].scale_said = true;
		found++;
	}
	if (status == TXO_OK && !found)
		status = txo_fail(err, TXO_USAGE,
				  "--scale: column '%s' is not used as numbers "
				  "here, so it cannot be on the scale %s",
				  txo_text_show(s->header->name[column], shown),
				  map->scale->scale);
	return status;
}

/* Columns of the roles that a bare --scale is for, or TXO_NO_COLUMN. */
static void role_columns(const struct txo_header *h, size_t column[2])
{
	static const char *const roles[] = { "score", "baseline" };

	for (size_t i = 0; i < 2; i++)
		if (txo_header_role(h, txo_role_find(txo_text(roles[i])),
				    &column[i], NULL) != TXO_OK)
			column[i] = TXO_NO_COLUMN;
}

/* --scale NAME: on the outcomes that ask for it, or on all of them. */
static enum txo_status put_on_outcomes(struct txo_schema *s,
				       const struct txo_scale *scale, bool all,
				       size_t *found, struct txo_error *err)
{
	size_t role[2];
	enum txo_status status = TXO_OK;

	role_columns(s->header, role);
	for (size_t i = 0; i < s->uses && status == TXO_OK; i++) {
		struct txo_use *u = &s->use[i];

		if (!u->outcome || u->type != TXO_NUMBER || u->scale_said)
			continue;
		if (!all && u->column != role[0] && u->column != role[1] &&
		    !is_called(u->name, scale))
			continue;
		status = put(u, scale, err);
		++*found;
	}
	return status;
}

enum txo_status txo_schema_scales(struct txo_schema *s, struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < s->uses; i++) {
		s->use[i].scale = NULL;
		s->use[i].scale_said = false;
	}
	for (size_t i = 0; i < s->scale_maps && status == TXO_OK; i++)
		if (s->scale_map[i].column.p)
			status = put_on_column(s, &s->scale_map[i], err);
	for (size_t i = 0; i < s->scale_maps && status == TXO_OK; i++) {
		const struct txo_scale *scale = s->scale_map[i].scale;
		size_t found = 0;

		if (s->scale_map[i].column.p)
			continue;
		status = put_on_outcomes(s, scale, false, &found, err);
		if (status == TXO_OK && !found)
			status = put_on_outcomes(s, scale, true, &found, err);
		if (status == TXO_OK && !found)
			status = txo_fail(
				err, TXO_USAGE,
				"--scale %s: no column of numbers that "
				"is analysed here can be on it; name "
				"one with --scale COLUMN=%s",
				scale->scale, scale->scale);
	}
	return status;
}

bool txo_schema_may_bear(const struct txo_schema *s, size_t column)
{
	for (size_t i = 0; i < s->scale_maps; i++) {
		const struct txo_scale_map *m = &s->scale_map[i];
		size_t found;

		if (!m->column.p &&
		    is_called(s->header->name[column], m->scale))
			return true;
		if (m->column.p &&
		    txo_header_find(s->header, m->column, &found, NULL) ==
			    TXO_OK &&
		    found == column)
			return true;
	}
	return false;
}

enum txo_status txo_schema_use_if_scaled(struct txo_schema *s, size_t column,
					 struct txo_error *err)
{
	const struct txo_role *role;
	enum txo_status status;
	size_t use;

	if (!s->scale_maps)
		return TXO_OK;
	role = txo_header_role_of(s->header, column);
	if (!(role && role->outcome) && !txo_schema_may_bear(s, column))
		return TXO_OK;
	status = txo_schema_use_column(s, column, TXO_NUMBER, &use, err);
	if (status == TXO_OK)
		txo_schema_outcome(s, use);
	return status;
}

enum txo_status txo_schema_use_scaled(struct txo_schema *s,
				      struct txo_error *err)
{
	enum txo_status status = TXO_OK;
	size_t n = s->scale_maps ? s->header->n : 0;

	for (size_t i = 0; i < n && status == TXO_OK; i++)
		status = txo_schema_use_if_scaled(s, i, err);
	return status;
}
