/*
 * where.h - the row filter of --where, and the conditions of other options.
 *
 *	struct txo_text t = txo_text("score >= 3 and concern != 'acne'");
 *	status = txo_where_parse("where", t, &arena, &w, &err);
 *	status = txo_where_bind(w, &schema, &err);
 *	if (txo_where_judge(w, in.dictionary, in.id) == TXO_TRUE) ...
 *
 * A filter is made of
 *
 *	COL == V  COL != V  COL < V  COL <= V  COL > V  COL >= V
 *	COL in (V, ...)  COL not in (V, ...)
 *	COL is missing   COL is not missing
 *	COL has "item"			an item of a list parted by ; | or ,
 *	COL is empty	 COL is not empty	a list: it says none, or items
 *	not X   X and Y   X or Y   (X)	in this order of binding
 *
 * COL is the name of a column or a role, in `backquotes` if it is not made of
 * letters, digits, '_' and '.', or is one of the words above. V is a number, or
 * text in double or single quotes; inside them the quote is doubled or follows
 * a backslash. V may stand on the left. The words may be in any case; = is ==
 * and <> is !=.
 *
 * What V is says what the column is used as: numbers, compared exactly as
 * decimals; dates, if V is text and the column fills the role date; else
 * labels, which are equal if txo_text_fold_label() says so, or byte for byte where
 * the dictionary is exact, and ordered by bytes.
 *
 * Logic has three values, as in SQL: a comparison with a missing value is
 * unknown, so is its contrary, and a row is selected when the whole is true.
 * `is missing` is never unknown.
 *
 * Lists are those of data/list.h. `is empty` holds where the cell says none, no,
 * nil, n or keine; of a missing list it is unknown, for nobody knows. has "none" holds
 * where any of these words is an item.
 *
 * What would silently select wrongly is refused: a column compared with a
 * number and with text, or with another column; "5" in quotes where an order is
 * asked; text that means a missing value; a month where a day is needed.
 */
#ifndef TXO_DATA_WHERE_H
#define TXO_DATA_WHERE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"
#include "data/dictionary.h"
#include "data/schema.h"
#include "txo/status.h"

struct txo_where;

/*
 * Read the expression that an option says (its name without dashes, for
 * messages; borrowed). The filter lives in the arena, and takes more of it as
 * rows come. TXO_USAGE, with the place in characters from 1 on and what was
 * expected, if it is none.
 */
TXO_NODISCARD
enum txo_status txo_where_parse(const char *option, struct txo_text expr,
				struct txo_arena *arena, struct txo_where **w,
				struct txo_error *err);

/* The expression as it was written. */
struct txo_text txo_where_text(const struct txo_where *w);

/*
 * Find the columns and use them in the schema, behind what it uses already; for
 * each further file anew, at the same point. TXO_USAGE or TXO_DATA, with the
 * place, when a column is not found, or not of the type it is compared with.
 */
TXO_NODISCARD
enum txo_status txo_where_bind(struct txo_where *w, struct txo_schema *schema,
			       struct txo_error *err);

/* Values of the logic, in an order that makes `and` the least of its parts. */
enum txo_truth { TXO_FALSE, TXO_UNKNOWN, TXO_TRUE };

/*
 * Is the filter true of the row whose value of use i is id[i] in dictionary[i]?
 * Unknown if that hangs on a missing value. Between two binds the dictionaries
 * are the same ones, and only grow: each value is judged once.
 */
enum txo_truth txo_where_judge(struct txo_where *w,
			       const struct txo_dictionary *dictionary,
			       const uint32_t *id);

/* Very many rows, column by column. */
struct txo_where_rows {
	const struct txo_dictionary *dictionary; /* of each use */
	const uint32_t *const *id;	/* id[i][r] is the value of use i */
	size_t n;
};

/* The same for n rows at once: truth[r] of each. False: memory ran out. */
TXO_NODISCARD
bool txo_where_judge_rows(struct txo_where *w,
			  const struct txo_where_rows *rows,
			  unsigned char *truth);

/*
 * The same bound filter for other dictionaries, which lives in the arena and as
 * long as this one. NULL when memory runs out.
 */
struct txo_where *txo_where_copy(const struct txo_where *w,
				 struct txo_arena *arena);

/* The dictionaries have forgotten their values: so does the filter. */
void txo_where_forget(struct txo_where *w);

/* Does the bound filter look at this column of the header? */
bool txo_where_reads(const struct txo_where *w, size_t column);

/* Do two filters of the same text, bound to two schemas, look at the same uses? */
bool txo_where_same_uses(const struct txo_where *a, const struct txo_where *b);

#endif
