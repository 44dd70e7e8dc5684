/*
 * where_tree.h - a row filter as its parser leaves it; for data/where*.c only.
 */
#ifndef TXO_DATA_WHERE_TREE_H
#define TXO_DATA_WHERE_TREE_H

#include "data/where.h"
#include "txo/decimal.h"

enum txo_where_kind {
	TXO_WHERE_AND,		/* of all below it */
	TXO_WHERE_OR,
	TXO_WHERE_ANY,		/* the column equals one of the values */
	TXO_WHERE_LESS,		/* it is less than the value */
	TXO_WHERE_MORE,
	TXO_WHERE_HAS,		/* one of its items equals the value */
	TXO_WHERE_EMPTY,	/* it says that the list is empty */
	TXO_WHERE_MISSING
};

/* What a column is compared with. */
enum txo_where_with { TXO_WHERE_NOTHING, TXO_WHERE_NUMBER, TXO_WHERE_TEXT };

/* A literal. */
struct txo_where_value {
	size_t at;			/* its byte in the expression */
	struct txo_text text;		/* blanks cut off */
	struct txo_text folded;		/* if text */
	struct txo_decimal number;	/* number, or date once bound */
	double hi, lo;			/* of the number */
};

/* A column name; one for all places where it is spelt alike. */
struct txo_where_name {
	struct txo_where_name *next;
	size_t at;
	struct txo_text text;
	enum txo_where_with with;
	const struct txo_where_value *value;	/* the first compared with */
	bool has;			/* COL has "item", COL is empty */
	/* once bound */
	size_t column;
	const struct txo_role *role;	/* that it fills, or NULL */
	enum txo_type type;
	size_t use, label_use;		/* compared with values; for has */
};

struct txo_where_node {
	enum txo_where_kind kind;
	bool negated;
	struct txo_where_node *first;	/* AND, OR: those below */
	struct txo_where_node *next;	/* beside it */
	struct txo_where_node *next_leaf;	/* in the whole filter */
	struct txo_where_name *name;
	struct txo_where_value *value;	/* n of them */
	size_t n;
	bool sorted;			/* the values, for this dictionary */
	unsigned char *verdict;		/* of each id below room; 0: not yet */
	size_t room;
};

struct txo_where {
	struct txo_arena *arena;
	const char *option;		/* that said it, without dashes */
	struct txo_text expr;
	struct txo_where_node *root, *leaf;
	struct txo_where_name *name;
};

/* Put "--where: at N: " before the sentence, unless memory ran out. */
enum txo_status txo_where_blame(const struct txo_where *w, size_t at,
				enum txo_status status, struct txo_error *err);

/* The use whose values the leaf is about. */
static inline size_t txo_where_use(const struct txo_where_node *leaf)
{
	bool list = leaf->kind == TXO_WHERE_HAS ||
		    leaf->kind == TXO_WHERE_EMPTY;

	return list ? leaf->name->label_use : leaf->name->use;
}

/* Is the leaf true of this value of its use? It remembers. */
enum txo_truth txo_where_leaf_truth(struct txo_where *w,
				    struct txo_where_node *leaf,
				    const struct txo_dictionary *d,
				    uint32_t id);

/*
 * Is the text a number as sheets show it, 62,5 or 50 %? The number as it is
 * written here goes into plain, of TXO_SHOWN bytes.
 */
bool txo_where_means_number(struct txo_text t, char *plain);

enum txo_where_token_kind {
	TXO_TOKEN_END,
	TXO_TOKEN_WORD,		/* bare: a name, or a word of the language */
	TXO_TOKEN_NAME,		/* in backquotes */
	TXO_TOKEN_NUMBER,
	TXO_TOKEN_STRING,
	TXO_TOKEN_EQ,
	TXO_TOKEN_NE,
	TXO_TOKEN_LT,
	TXO_TOKEN_LE,
	TXO_TOKEN_GT,
	TXO_TOKEN_GE,
	TXO_TOKEN_OPEN,
	TXO_TOKEN_CLOSE,
	TXO_TOKEN_COMMA
};

struct txo_where_token {
	enum txo_where_token_kind kind;
	size_t at;			/* its first byte in the expression */
	struct txo_text source;		/* as written */
	struct txo_text text;		/* without quotes */
};

/*
 * The token that begins at byte `from` of the expression, or after the blanks
 * there.
 */
TXO_NODISCARD
enum txo_status txo_where_token(const struct txo_where *w, size_t from,
				struct txo_where_token *token,
				struct txo_error *err);

struct txo_where_parser {
	struct txo_where *w;
	struct txo_where_token token;	/* the one to be taken next */
	struct txo_where_node **leaf_end;
	struct txo_where_name **name_end;
	int depth;			/* of open parentheses */
	struct txo_error *err;
};

/* Go on to the next token. */
TXO_NODISCARD
enum txo_status txo_where_advance(struct txo_where_parser *p);

/* TXO_USAGE: "expected <what>, but found <token>". */
enum txo_status txo_where_expected(struct txo_where_parser *p,
				   const char *what);

/* Is the next token this bare word, in any case? */
bool txo_where_is_word(const struct txo_where_parser *p, const char *word);

TXO_NODISCARD
enum txo_status txo_where_new_node(struct txo_where_parser *p,
				   enum txo_where_kind kind,
				   struct txo_where_node **node);

/* Take one condition on one column. */
TXO_NODISCARD
enum txo_status txo_where_parse_leaf(struct txo_where_parser *p,
				     struct txo_where_node **node);

#endif
