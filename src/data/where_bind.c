/*
 * where_bind.c - a row filter finds its columns.
 */
#include <string.h>

#include "data/date.h"
#include "data/where_tree.h"

static enum txo_status fail_at(const struct txo_where *w, size_t at,
			       enum txo_status status, struct txo_error *err)
{
	return txo_where_blame(w, at, status, err);
}

static enum txo_status find_column(struct txo_where *w,
				   struct txo_where_name *name,
				   const struct txo_header *h,
				   struct txo_error *err)
{
	return fail_at(w, name->at,
		       txo_header_find(h, name->text, &name->column, err), err);
}

/* Names that find one column are compared with one type, too. */
static enum txo_status share_column(struct txo_where *w,
				    struct txo_where_name *name,
				    struct txo_error *err)
{
	char a[TXO_SHOWN], b[TXO_SHOWN];

	for (struct txo_where_name *n = w->name; n != name; n = n->next) {
		if (n->column != name->column || n->with == name->with ||
		    !n->with || !name->with)
			continue;
		return fail_at(
			w, name->value->at,
			txo_fail(err, TXO_USAGE,
				 "'%s' and '%s' are one column, compared with "
				 "a number and with text",
				 txo_text_show(n->text, a),
				 txo_text_show(name->text, b)),
			err);
	}
	return TXO_OK;
}

/* Does the role's column hold words, which are never numbers? */
static bool holds_words(const struct txo_role *role)
{
	static const char *const names[] = { "concern", "device",
					     "side_effects" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(role->name, names[i]) == 0)
			return true;
	return false;
}

/* What the column is read as, or why it cannot be. */
static enum txo_status settle_type(const struct txo_where *w,
				   struct txo_where_name *name,
				   struct txo_error *err)
{
	const struct txo_role *role = name->role;
	const char *is = NULL;
	char shown[TXO_SHOWN];

	txo_text_show(name->text, shown);
	name->type = name->with == TXO_WHERE_NUMBER ? TXO_NUMBER : TXO_LABEL;
	if (!role || name->with == TXO_WHERE_NOTHING)
		return TXO_OK;
	if (name->with == TXO_WHERE_TEXT) {
		name->type = role->type == TXO_DATE ? TXO_DATE : TXO_LABEL;
		return TXO_OK;
	}
	if (role->type == TXO_DATE)
		is = "a date; compare it with \"YYYY-MM-DD\"";
	else if (holds_words(role))
		is = "text; compare it with \"...\"";
	if (!is)
		return TXO_OK;
	return fail_at(w, name->value->at,
		       txo_fail(err, TXO_USAGE, "'%s' is %s", shown, is), err);
}

/* Whether a value is missing, any use of its column can tell. */
static enum txo_status use_any(struct txo_where_name *name,
			       struct txo_schema *s, struct txo_error *err)
{
	for (name->use = 0; name->use < s->uses; name->use++)
		if (s->use[name->use].column == name->column)
			return TXO_OK;
	return txo_schema_use_column(s, name->column, TXO_LABEL, &name->use,
				     err);
}

static enum txo_status use_column(struct txo_where_name *name,
				  struct txo_schema *s, struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	if (name->has)
		status = txo_schema_use_column(s, name->column, TXO_LABEL,
					       &name->label_use, err);
	if (status != TXO_OK)
		return status;
	if (!name->with)
		return use_any(name, s, err);
	return txo_schema_use_column(s, name->column, name->type, &name->use,
				     err);
}

static enum txo_status read_date(const struct txo_where_node *leaf,
				 struct txo_where_value *v,
				 struct txo_error *err)
{
	char shown[TXO_SHOWN];
	int days;
	enum txo_status status = txo_date_parse(v->text, &days, err);

	if (status != TXO_OK)
		return TXO_USAGE;
	txo_text_show(v->text, shown);
	if (v->text.n > strlen("2025-03-01"))
		return txo_fail(err, TXO_USAGE,
				"'%s' has a time; dates are compared by day",
				shown);
	if (v->text.n < strlen("2025-03-01") && leaf->kind != TXO_WHERE_LESS)
		return txo_fail(err, TXO_USAGE,
				"'%s' is a month; name a day, or compare with "
				">= or <",
				shown);
	v->number = (struct txo_decimal){ days, 0 };
	while (v->number.coefficient && v->number.coefficient % 10 == 0) {
		v->number.coefficient /= 10;
		v->number.exponent++;
	}
	return TXO_OK;
}

/* A number in quotes, where the column's role is numbers, is a slip. */
static enum txo_status check_label(const struct txo_where_node *leaf,
				   const struct txo_where_value *v,
				   struct txo_error *err)
{
	const struct txo_role *role = leaf->name->role;
	char a[TXO_SHOWN], b[TXO_SHOWN];
	struct txo_decimal number;

	if (!role || role->type != TXO_NUMBER ||
	    txo_decimal_parse(v->text.p, v->text.n, &number, NULL) != TXO_OK)
		return TXO_OK;
	return txo_fail(err, TXO_USAGE,
			"'%s' is a number; compare it with %s, without quotes",
			txo_text_show(leaf->name->text, a),
			txo_text_show(v->text, b));
}

static enum txo_status settle_values(const struct txo_where *w,
				     struct txo_where_node *leaf,
				     struct txo_error *err)
{
	for (size_t i = 0; i < leaf->n; i++) {
		struct txo_where_value *v = &leaf->value[i];
		enum txo_status status = TXO_OK;

		if (leaf->kind == TXO_WHERE_HAS)
			continue;
		if (leaf->name->type == TXO_DATE)
			status = read_date(leaf, v, err);
		else if (leaf->name->type == TXO_LABEL)
			status = check_label(leaf, v, err);
		if (status != TXO_OK)
			return fail_at(w, v->at, status, err);
		if (leaf->name->type != TXO_LABEL)
			txo_decimal_value(v->number, &v->hi, &v->lo);
	}
	return TXO_OK;
}

enum txo_status txo_where_bind(struct txo_where *w, struct txo_schema *schema,
			       struct txo_error *err)
{
	const struct txo_header *h = schema->header;
	enum txo_status status = TXO_OK;

	for (struct txo_where_name *n = w->name; n; n = n->next) {
		status = find_column(w, n, h, err);
		if (status != TXO_OK)
			return status;
		n->role = txo_header_role_of(h, n->column);
		status = share_column(w, n, err);
		if (status == TXO_OK)
			status = settle_type(w, n, err);
		if (status == TXO_OK)
			status = use_column(n, schema, err);
		if (status != TXO_OK)
			return status;
	}
	for (struct txo_where_node *l = w->leaf; l; l = l->next_leaf) {
		status = settle_values(w, l, err);
		if (status != TXO_OK)
			return status;
		l->sorted = false;
	}
	txo_where_forget(w);
	return TXO_OK;
}
