/*
 * where_parse.c - from the text of a row filter to its tree.
 *
 * Only parentheses recurse, and their depth has a limit. A chain of `and` is
 * one node, a chain of `not` a flag: the tree is no deeper than they are.
 */
#include <string.h>

#include "data/where_tree.h"

enum { DEEPEST = 200 };

enum txo_status txo_where_advance(struct txo_where_parser *p)
{
	const char *end = p->token.source.p + p->token.source.n;

	return txo_where_token(p->w, (size_t)(end - p->w->expr.p), &p->token,
			       p->err);
}

static bool is_digit(struct txo_text t, size_t i)
{
	return i < t.n && t.p[i] >= '0' && t.p[i] <= '9';
}

/* Can a number begin behind this? */
static bool may_precede(char c)
{
	return strchr(" \t=<>(", c) != NULL;
}

/* The number with commas in it around the place, as 62,5 or 1,234,567. */
static struct txo_text number_around(struct txo_text expr, size_t at)
{
	size_t from = at, end = at;

	while (from && is_digit(expr, from - 1))
		from--;
	while (end < expr.n && expr.p[end] == ',' && is_digit(expr, end + 1))
		for (end++; is_digit(expr, end);)
			end++;
	if (from < at && from &&
	    (expr.p[from - 1] == '-' || expr.p[from - 1] == '+'))
		from--;
	if (from == at || end == at || (from && !may_precede(expr.p[from - 1])))
		return (struct txo_text){ NULL, 0 };
	return (struct txo_text){ expr.p + from, end - from };
}

/* Is the next token the comma of a number such as 62,5? Then say it. */
static bool blame_comma(struct txo_where_parser *p)
{
	struct txo_text t = number_around(p->w->expr, p->token.at);
	char point[TXO_SHOWN] = "", whole[TXO_SHOWN];
	size_t n = 0, tail = 0;
	bool thousands, decimal;

	if (p->token.kind != TXO_TOKEN_COMMA || !t.n || t.n >= TXO_SHOWN)
		return false;
	decimal = txo_where_means_number(t, point);
	for (size_t i = 0; i < t.n; i++) {
		tail = t.p[i] == ',' ? 0 : tail + 1;
		if (t.p[i] != ',')
			whole[n++] = t.p[i];
	}
	whole[n] = '\0';
	thousands = tail == 3;
	if (!decimal && !thousands)
		return false;
	(void)txo_fail(p->err, TXO_USAGE, "for %.*s write %s%s%s", (int)t.n,
		       t.p, decimal ? point : "",
		       decimal && thousands ? " or " : "",
		       thousands ? whole : "");
	(void)txo_where_blame(p->w, (size_t)(t.p - p->w->expr.p), TXO_USAGE,
			      p->err);
	return true;
}

enum txo_status txo_where_expected(struct txo_where_parser *p, const char *what)
{
	char shown[TXO_SHOWN];
	bool end = p->token.kind == TXO_TOKEN_END;

	if (blame_comma(p))
		return TXO_USAGE;
	txo_text_show(p->token.source, shown);
	return txo_where_blame(p->w, p->token.at,
			       txo_fail(p->err, TXO_USAGE,
					"expected %s, but found %s%s%s", what,
					end ? "" : "'", end ? "the end" : shown,
					end ? "" : "'"),
			       p->err);
}

bool txo_where_is_word(const struct txo_where_parser *p, const char *word)
{
	return p->token.kind == TXO_TOKEN_WORD &&
	       txo_text_equal_nocase(p->token.text, txo_text(word));
}

enum txo_status txo_where_new_node(struct txo_where_parser *p,
				   enum txo_where_kind kind,
				   struct txo_where_node **node)
{
	*node = txo_arena_take(p->w->arena, sizeof(**node));
	if (!*node)
		return txo_fail_memory(p->err);
	(*node)->kind = kind;
	return TXO_OK;
}

static enum txo_status parse_or(struct txo_where_parser *p,
				struct txo_where_node **node);

/* (X), at the parenthesis. */
static enum txo_status parse_group(struct txo_where_parser *p,
				   struct txo_where_node **node)
{
	size_t at = p->token.at;
	enum txo_status status;

	if (p->depth == DEEPEST)
		return txo_where_blame(
			p->w, at,
			txo_fail(p->err, TXO_USAGE,
				 "more than %d parentheses are open", DEEPEST),
			p->err);
	p->depth++;
	status = txo_where_advance(p);
	if (status == TXO_OK)
		status = parse_or(p, node);
	p->depth--;
	if (status == TXO_OK && p->token.kind != TXO_TOKEN_CLOSE)
		status = txo_where_expected(p, "and, or, or )");
	return status == TXO_OK ? txo_where_advance(p) : status;
}

static enum txo_status parse_not(struct txo_where_parser *p,
				 struct txo_where_node **node)
{
	bool negated = false;
	enum txo_status status = TXO_OK;

	while (status == TXO_OK && txo_where_is_word(p, "not")) {
		negated = !negated;
		status = txo_where_advance(p);
	}
	if (status == TXO_OK)
		status = p->token.kind == TXO_TOKEN_OPEN ?
				 parse_group(p, node) :
				 txo_where_parse_leaf(p, node);
	if (status == TXO_OK && negated)
		(*node)->negated = !(*node)->negated;
	return status;
}

typedef enum txo_status parse_fn(struct txo_where_parser *p,
				 struct txo_where_node **node);

/* X, or X word X word X ... as one node of this kind. */
static enum txo_status parse_chain(struct txo_where_parser *p, const char *word,
				   enum txo_where_kind kind, parse_fn *part,
				   struct txo_where_node **node)
{
	struct txo_where_node *last;
	enum txo_status status = part(p, node);

	if (status != TXO_OK || !txo_where_is_word(p, word))
		return status;
	last = *node;
	status = txo_where_new_node(p, kind, node);
	if (status != TXO_OK)
		return status;
	(*node)->first = last;
	while (txo_where_is_word(p, word)) {
		status = txo_where_advance(p);
		if (status == TXO_OK)
			status = part(p, &last->next);
		if (status != TXO_OK)
			return status;
		last = last->next;
	}
	return TXO_OK;
}

static enum txo_status parse_and(struct txo_where_parser *p,
				 struct txo_where_node **node)
{
	return parse_chain(p, "and", TXO_WHERE_AND, parse_not, node);
}

static enum txo_status parse_or(struct txo_where_parser *p,
				struct txo_where_node **node)
{
	return parse_chain(p, "or", TXO_WHERE_OR, parse_and, node);
}

enum txo_status txo_where_parse(const char *option, struct txo_text expr,
				struct txo_arena *arena, struct txo_where **w,
				struct txo_error *err)
{
	struct txo_where_parser p = { .err = err };
	enum txo_status status;

	p.w = txo_arena_take(arena, sizeof(*p.w));
	if (!p.w)
		return txo_fail_memory(err);
	p.w->arena = arena;
	p.w->option = option;
	p.w->expr.n = expr.n;
	p.w->expr.p = txo_arena_copy(arena, expr.p, expr.n);
	if (!p.w->expr.p)
		return txo_fail_memory(err);
	p.leaf_end = &p.w->leaf;
	p.name_end = &p.w->name;
	p.token.source.p = p.w->expr.p;
	status = txo_where_advance(&p);
	if (status == TXO_OK)
		status = parse_or(&p, &p.w->root);
	if (status == TXO_OK && p.token.kind != TXO_TOKEN_END)
		status = txo_where_expected(&p, "and, or, or the end");
	*w = p.w;
	return status;
}
