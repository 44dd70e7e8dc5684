#include "data/header.h"

#include <string.h>

#include "base/buffer.h"
#include "base/nearest.h"

static enum txo_status add_name(struct txo_header *h, struct txo_text t,
				struct txo_error *err)
{
	t = txo_text_trim(t);
	h->name[h->n].p = txo_arena_copy(&h->arena, t.p, t.n);
	h->name[h->n].n = t.n;
	return h->name[h->n++].p ? TXO_OK : txo_fail_memory(err);
}

enum txo_status txo_header_init(struct txo_header *h,
				const struct txo_record *record,
				struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	h->n = 0;
	h->line = record->line;
	h->name = txo_arena_take(&h->arena, record->n * sizeof(*h->name));
	if (!h->name)
		return txo_fail_memory(err);
	for (size_t i = 0; i < record->n && status == TXO_OK; i++)
		status = add_name(h, txo_record_field(record, i), err);
	h->fields = h->n;
	return status;
}

enum txo_status txo_header_names(struct txo_header *h,
				 const struct txo_text *name, size_t n,
				 struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	h->n = 0;
	h->line = 0;
	h->name = txo_arena_take(&h->arena, n * sizeof(*h->name));
	if (!h->name)
		return txo_fail_memory(err);
	for (size_t i = 0; i < n && status == TXO_OK; i++)
		status = add_name(h, name[i], err);
	h->fields = h->n;
	return status;
}

enum txo_status txo_header_add(struct txo_header *h, struct txo_text name,
			       struct txo_error *err)
{
	struct txo_text *more = txo_arena_take(&h->arena,
					       (h->n + 1) * sizeof(*more));

	if (!more)
		return txo_fail_memory(err);
	if (h->n)
		memcpy(more, h->name, h->n * sizeof(*more));
	h->name = more;
	return add_name(h, name, err);
}

void txo_header_release(struct txo_header *h)
{
	txo_arena_release(&h->arena);
	h->name = NULL;
	h->n = h->fields = 0;
}

/* How a column name is looked for. */
typedef bool match_fn(const void *what, struct txo_text name);

static bool is_exactly(const void *what, struct txo_text name)
{
	return txo_text_equal(*(const struct txo_text *)what, name);
}

static bool is_like(const void *what, struct txo_text name)
{
	char a[128], b[128];

	txo_text_fold(*(const struct txo_text *)what, a, sizeof(a));
	return *a && strcmp(a, txo_text_fold(name, b, sizeof(b))) == 0;
}

static bool is_synonym(const void *what, struct txo_text name)
{
	return txo_role_synonym(what, name);
}

/* The one column that matches; none leaves TXO_NO_COLUMN, two are an error. */
static enum txo_status only_match(const struct txo_header *h, match_fn *match,
				  const void *what, size_t *column,
				  struct txo_error *err)
{
	char a[TXO_SHOWN], b[TXO_SHOWN];

	*column = TXO_NO_COLUMN;
	for (size_t i = 0; i < h->n; i++) {
		if (!match(what, h->name[i]))
			continue;
		if (*column == TXO_NO_COLUMN) {
			*column = i;
			continue;
		}
		txo_text_show(h->name[*column], a);
		if (txo_text_equal(h->name[i], h->name[*column]))
			(void)txo_fail(
				err, TXO_DATA,
				"the header names column '%s' twice "
				"(columns %zu and %zu): rename one of them",
				a, *column + 1, i + 1);
		else
			(void)txo_fail(
				err, TXO_DATA,
				"two columns could be meant, '%s' and '%s'; "
				"say which with its exact name or "
				"--map role=column",
				a, txo_text_show(h->name[i], b));
		return txo_fault(err, "duplicate-label", TXO_DATA);
	}
	return TXO_OK;
}

static enum txo_status not_found(const struct txo_header *h,
				 struct txo_text name, struct txo_error *err)
{
	struct txo_buffer b = { 0 };
	char shown[TXO_SHOWN];
	enum txo_status status;

	txo_nearest_say(&b, name, "columns", h->name, h->n);
	status = txo_fail(err, TXO_USAGE, "there is no column '%s'%s",
			  txo_text_show(name, shown), b.p ? b.p : "");
	txo_buffer_release(&b);
	return status;
}

enum txo_status txo_header_fail(const struct txo_header *h,
				struct txo_error *err, const char *sentence)
{
	struct txo_buffer b = { 0 };
	enum txo_status status;

	txo_nearest_say(&b, txo_text(""), "columns", h->name, h->n);
	status = txo_fail(err, TXO_USAGE, "%s%s", sentence, b.p ? b.p : "");
	txo_buffer_release(&b);
	return status;
}

/* What --map says of the role, or NULL. The last word counts. */
static const struct txo_role_map *mapped(const struct txo_header *h,
					 const struct txo_role *role)
{
	for (size_t i = h->maps; i > 0; i--)
		if (h->map[i - 1].role == role)
			return &h->map[i - 1];
	return NULL;
}

enum txo_status txo_header_role(const struct txo_header *h,
				const struct txo_role *role, size_t *column,
				struct txo_error *err)
{
	const struct txo_role_map *map = mapped(h, role);
	struct txo_text name = txo_text(role->name);
	enum txo_status status;

	if (map) {
		status = only_match(h, is_exactly, &map->column, column, err);
		if (status == TXO_OK && *column == TXO_NO_COLUMN)
			status = not_found(h, map->column, err);
		return status;
	}
	status = only_match(h, is_exactly, &name, column, err);
	if (status == TXO_OK && *column == TXO_NO_COLUMN)
		status = only_match(h, is_like, &name, column, err);
	if (status == TXO_OK && *column == TXO_NO_COLUMN)
		status = only_match(h, is_synonym, role, column, err);
	return status;
}

enum txo_status txo_header_find(const struct txo_header *h,
				struct txo_text name, size_t *column,
				struct txo_error *err)
{
	const struct txo_role *role = txo_role_find(name);
	enum txo_status status = TXO_OK;

	*column = TXO_NO_COLUMN;
	if (role && mapped(h, role))
		return txo_header_role(h, role, column, err);
	status = only_match(h, is_exactly, &name, column, err);
	if (status == TXO_OK && *column == TXO_NO_COLUMN && role)
		status = txo_header_role(h, role, column, err);
	if (status == TXO_OK && *column == TXO_NO_COLUMN)
		status = only_match(h, is_like, &name, column, err);
	if (status == TXO_OK && *column == TXO_NO_COLUMN)
		status = not_found(h, name, err);
	return status;
}

/* Does the column bear a name of the role? If not it cannot fill it. */
static bool could_fill(const struct txo_header *h, const struct txo_role *role,
		       size_t column)
{
	const struct txo_role_map *map = mapped(h, role);
	struct txo_text name = txo_text(role->name);

	if (map)
		return is_exactly(&map->column, h->name[column]);
	return is_like(&name, h->name[column]) ||
	       is_synonym(role, h->name[column]);
}

const struct txo_role *txo_header_role_of(const struct txo_header *h,
					  size_t column)
{
	for (const struct txo_role *r = txo_roles(); r->name; r++) {
		size_t found;

		if (could_fill(h, r, column) &&
		    txo_header_role(h, r, &found, NULL) == TXO_OK &&
		    found == column)
			return r;
	}
	return NULL;
}

enum txo_status txo_header_blame(const struct txo_header *h, size_t column,
				 uint64_t line, struct txo_error *err)
{
	const struct txo_role *role = txo_header_role_of(h, column);
	bool other = role &&
		     !txo_text_equal(h->name[column], txo_text(role->name));
	char shown[TXO_SHOWN];

	if (!err)
		return TXO_DATA;
	err->line = line;
	return txo_fail(err, TXO_DATA, "column '%s'%s%s%s: %s",
			txo_text_show(h->name[column], shown),
			other ? " (taken as " : "", other ? role->name : "",
			other ? ")" : "", err->text);
}
