/*
 * where_leaf.c - a row filter's conditions on one column.
 */
#include <string.h>

#include "base/buffer.h"
#include "data/list.h"
#include "data/missing.h"
#include "data/where_tree.h"

static enum txo_status fail_at(struct txo_where_parser *p, size_t at,
			       enum txo_status status)
{
	return txo_where_blame(p->w, at, status, p->err);
}

/* A word of the language, which is no column unless in backquotes. */
static bool is_reserved(const struct txo_where_parser *p)
{
	static const char *const words[] = { "and", "or", "not",
					     "in",  "is", "has" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (txo_where_is_word(p, words[i]))
			return true;
	return false;
}

static bool is_name(const struct txo_where_parser *p)
{
	return p->token.kind == TXO_TOKEN_NAME ||
	       (p->token.kind == TXO_TOKEN_WORD && !is_reserved(p));
}

static bool is_value(const struct txo_where_parser *p)
{
	return p->token.kind == TXO_TOKEN_NUMBER ||
	       p->token.kind == TXO_TOKEN_STRING;
}

static enum txo_status new_leaf(struct txo_where_parser *p,
				struct txo_where_name *name,
				struct txo_where_node **node)
{
	enum txo_status status = txo_where_new_node(p, TXO_WHERE_ANY, node);

	if (status != TXO_OK)
		return status;
	(*node)->name = name;
	*p->leaf_end = *node;
	p->leaf_end = &(*node)->next_leaf;
	return TXO_OK;
}

/* Take the name of a column. */
static enum txo_status take_name(struct txo_where_parser *p,
				 struct txo_where_name **name)
{
	struct txo_where_name *n;

	for (n = p->w->name; n; n = n->next)
		if (txo_text_equal(n->text, p->token.text))
			break;
	if (!n) {
		n = txo_arena_take(p->w->arena, sizeof(*n));
		if (!n)
			return txo_fail_memory(p->err);
		n->at = p->token.at;
		n->text = p->token.text;
		*p->name_end = n;
		p->name_end = &n->next;
	}
	*name = n;
	return txo_where_advance(p);
}

static enum txo_status fold(struct txo_where_parser *p,
			    struct txo_where_value *v)
{
	struct txo_buffer b = { 0 };

	v->folded.n = txo_text_fold_label(v->text, &b);
	v->folded.p = b.failed ? NULL :
				 txo_arena_copy(p->w->arena, b.p, v->folded.n);
	txo_buffer_release(&b);
	return v->folded.p ? TXO_OK : txo_fail_memory(p->err);
}

/* Take a literal. */
static enum txo_status take_value(struct txo_where_parser *p,
				  struct txo_where_value *v,
				  enum txo_where_with *with)
{
	enum txo_status status;

	*v = (struct txo_where_value){ .at = p->token.at,
				       .text = p->token.text };
	if (p->token.kind == TXO_TOKEN_NUMBER) {
		*with = TXO_WHERE_NUMBER;
		status = txo_decimal_parse(v->text.p, v->text.n, &v->number,
					   p->err);
	} else {
		*with = TXO_WHERE_TEXT;
		status = fold(p, v);
	}
	return status == TXO_OK ? txo_where_advance(p) : status;
}

/* Can this text stand in a column that is compared with it? */
static enum txo_status check_text(struct txo_where_parser *p,
				  const struct txo_where_node *leaf,
				  const struct txo_where_value *v)
{
	const struct txo_missing none = { NULL, 0 };
	char shown[TXO_SHOWN], plain[TXO_SHOWN];
	enum txo_status status = TXO_OK;

	txo_text_show(v->text, shown);
	if (!v->folded.n || txo_is_missing(&none, v->text))
		status = txo_fail(p->err, TXO_USAGE,
				  "\"%s\" means that there is no value; ask "
				  "with: is missing",
				  shown);
	else if (leaf->kind != TXO_WHERE_ANY &&
		 txo_where_means_number(v->text, plain))
		status = txo_fail(p->err, TXO_USAGE,
				  "\"%s\" in quotes is text; for the order of "
				  "numbers write %s",
				  shown, plain);
	return fail_at(p, v->at, status);
}

/* A column is compared with numbers or with text, the whole filter long. */
static enum txo_status note_type(struct txo_where_parser *p,
				 struct txo_where_node *leaf,
				 const struct txo_where_value *v,
				 enum txo_where_with with)
{
	struct txo_where_name *name = leaf->name;
	char shown[TXO_SHOWN];

	if (name->with == TXO_WHERE_NOTHING) {
		name->with = with;
		name->value = v;
	}
	if (name->with != with)
		return fail_at(p, v->at,
			       txo_fail(p->err, TXO_USAGE,
					"'%s' is compared with a number and "
					"with text",
					txo_text_show(name->text, shown)));
	return with == TXO_WHERE_TEXT ? check_text(p, leaf, v) : TXO_OK;
}

/* A leaf's one value, which has been read into *v, stays with it. */
static enum txo_status keep_value(struct txo_where_parser *p,
				  struct txo_where_node *leaf,
				  const struct txo_where_value *v)
{
	leaf->value = txo_arena_take(p->w->arena, sizeof(*v));
	if (!leaf->value)
		return txo_fail_memory(p->err);
	*leaf->value = *v;
	leaf->n = 1;
	return TXO_OK;
}

static bool is_comparison(const struct txo_where_parser *p)
{
	return p->token.kind >= TXO_TOKEN_EQ && p->token.kind <= TXO_TOKEN_GE;
}

/* What the sign says of the column; `left` if the value stands before it. */
static void set_comparison(struct txo_where_node *leaf,
			   enum txo_where_token_kind sign, bool left)
{
	bool less = sign == TXO_TOKEN_LT || sign == TXO_TOKEN_GE;

	leaf->negated = sign == TXO_TOKEN_NE || sign == TXO_TOKEN_LE ||
			sign == TXO_TOKEN_GE;
	if (sign != TXO_TOKEN_EQ && sign != TXO_TOKEN_NE)
		leaf->kind = less != left ? TXO_WHERE_LESS : TXO_WHERE_MORE;
}

/* COL == V, at the sign. */
static enum txo_status parse_comparison(struct txo_where_parser *p,
					struct txo_where_node *leaf)
{
	struct txo_where_value v;
	enum txo_where_with with;
	enum txo_status status;
	char shown[TXO_SHOWN];

	set_comparison(leaf, p->token.kind, false);
	status = txo_where_advance(p);
	if (status == TXO_OK && is_name(p))
		return fail_at(p, p->token.at,
			       txo_fail(p->err, TXO_USAGE,
					"a column is compared with a value, "
					"not with a column; text stands in "
					"quotes: \"%s\"",
					txo_text_show(p->token.text, shown)));
	if (status == TXO_OK && !is_value(p))
		status = txo_where_expected(p, "a number or text in quotes");
	if (status == TXO_OK)
		status = take_value(p, &v, &with);
	if (status == TXO_OK)
		status = keep_value(p, leaf, &v);
	return status == TXO_OK ? note_type(p, leaf, leaf->value, with) :
				  status;
}

/* V == COL, at the value. */
static enum txo_status parse_mirrored(struct txo_where_parser *p,
				      struct txo_where_node **node)
{
	struct txo_where_name *name;
	struct txo_where_value v;
	enum txo_where_token_kind sign;
	enum txo_where_with with;
	enum txo_status status = take_value(p, &v, &with);

	if (status != TXO_OK)
		return status;
	if (!is_comparison(p))
		return txo_where_expected(p, "a comparison such as ==");
	sign = p->token.kind;
	status = txo_where_advance(p);
	if (status == TXO_OK && !is_name(p))
		status = txo_where_expected(p, "a column");
	if (status == TXO_OK)
		status = take_name(p, &name);
	if (status == TXO_OK)
		status = new_leaf(p, name, node);
	if (status == TXO_OK)
		status = keep_value(p, *node, &v);
	if (status != TXO_OK)
		return status;
	set_comparison(*node, sign, true);
	return note_type(p, *node, (*node)->value, with);
}

/* One more value of a list; its array doubles in the arena. */
static enum txo_status parse_item(struct txo_where_parser *p,
				  struct txo_where_node *leaf)
{
	struct txo_where_value *all, *v;
	enum txo_where_with with;
	enum txo_status status;

	if (!is_value(p))
		return txo_where_expected(p, "a number or text in quotes");
	all = txo_arena_one_more(p->w->arena, leaf->value, leaf->n,
				 sizeof(*all));
	if (!all)
		return txo_fail_memory(p->err);
	leaf->value = all;
	v = &all[leaf->n++];
	status = take_value(p, v, &with);
	return status == TXO_OK ? note_type(p, leaf, v, with) : status;
}

/* COL in (V, ...), at `in`. */
static enum txo_status parse_in(struct txo_where_parser *p,
				struct txo_where_node *leaf)
{
	enum txo_status status = txo_where_advance(p);

	if (status == TXO_OK && p->token.kind != TXO_TOKEN_OPEN)
		status = txo_where_expected(p, "( after in");
	do {
		if (status == TXO_OK)
			status = txo_where_advance(p);
		if (status == TXO_OK)
			status = parse_item(p, leaf);
	} while (status == TXO_OK && p->token.kind == TXO_TOKEN_COMMA);
	if (status == TXO_OK && p->token.kind != TXO_TOKEN_CLOSE)
		status = txo_where_expected(p, "a comma or )");
	return status == TXO_OK ? txo_where_advance(p) : status;
}

/* COL is [not] missing, COL is [not] empty, at `is`. */
static enum txo_status parse_is(struct txo_where_parser *p,
				struct txo_where_node *leaf)
{
	enum txo_status status = txo_where_advance(p);

	leaf->kind = TXO_WHERE_MISSING;
	leaf->negated = status == TXO_OK && txo_where_is_word(p, "not");
	if (leaf->negated)
		status = txo_where_advance(p);
	if (status == TXO_OK && txo_where_is_word(p, "empty")) {
		leaf->kind = TXO_WHERE_EMPTY;
		leaf->name->has = true;
	} else if (status == TXO_OK && !txo_where_is_word(p, "missing")) {
		status = txo_where_expected(p, leaf->negated ?
						       "missing or empty" :
						       "missing or empty, or "
						       "not and one of them");
	}
	return status == TXO_OK ? txo_where_advance(p) : status;
}

/* COL has "item", at `has`. */
static enum txo_status parse_has(struct txo_where_parser *p,
				 struct txo_where_node *leaf)
{
	struct txo_where_value v;
	enum txo_where_with with;
	enum txo_status status = txo_where_advance(p);
	char mark;

	leaf->kind = TXO_WHERE_HAS;
	leaf->name->has = true;
	if (status == TXO_OK && p->token.kind != TXO_TOKEN_STRING)
		status = txo_where_expected(p, "text in quotes after has");
	if (status == TXO_OK)
		status = take_value(p, &v, &with);
	if (status != TXO_OK)
		return status;
	if (!v.folded.n)
		return fail_at(p, v.at,
			       txo_fail(p->err, TXO_USAGE,
					"no item of a list is empty"));
	mark = txo_list_mark(v.text);
	if (mark)
		return fail_at(p, v.at,
			       txo_fail(p->err, TXO_USAGE,
					"'%c' parts the items of a list; ask "
					"for one item at a time",
					mark));
	return keep_value(p, leaf, &v);
}

enum txo_status txo_where_parse_leaf(struct txo_where_parser *p,
				     struct txo_where_node **node)
{
	struct txo_where_name *name;
	enum txo_status status;

	if (is_value(p))
		return parse_mirrored(p, node);
	if (!is_name(p))
		return txo_where_expected(p, "a column or a value");
	status = take_name(p, &name);
	if (status == TXO_OK)
		status = new_leaf(p, name, node);
	if (status != TXO_OK)
		return status;
	if (is_comparison(p))
		return parse_comparison(p, *node);
	if (txo_where_is_word(p, "is"))
		return parse_is(p, *node);
	if (txo_where_is_word(p, "has"))
		return parse_has(p, *node);
	if (txo_where_is_word(p, "not")) {
		(*node)->negated = true;
		status = txo_where_advance(p);
	}
	if (status == TXO_OK && txo_where_is_word(p, "in"))
		return parse_in(p, *node);
	if (status != TXO_OK)
		return status;
	return txo_where_expected(p, (*node)->negated ?
					     "in" :
					     "a comparison such as ==, or in, "
					     "is, has");
}
