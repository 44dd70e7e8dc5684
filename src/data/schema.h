/*
 * schema.h - which columns an analysis uses, and in which combinations.
 *
 *	struct txo_schema s = { .header = &header, .weight = TXO_NO_COLUMN };
 *	status = txo_schema_use(&s, txo_text("score"), TXO_NUMBER, &use, &err);
 *	status = txo_schema_project(&s, &use, 1, false, &err);
 *
 * A use is a column with the type that its cells must have. A projection is a
 * combination of uses whose distinct rows are counted together; the driver
 * puts the group columns (--by) in front of each. An analysis may ask for
 * several independent projections, which keeps tallies small.
 *
 * A use may also be what a condition says of each row: a label, "no" or "yes"
 * in this order, and missing where nobody knows. It can be counted like any
 * other.
 */
#ifndef TXO_DATA_SCHEMA_H
#define TXO_DATA_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "data/header.h"
#include "data/role.h"
#include "txo/status.h"

struct txo_scale;
struct txo_scale_map;
struct txo_where;

struct txo_use {
	size_t column;		/* in the header, or TXO_NO_COLUMN */
	enum txo_type type;
	struct txo_text name;	/* the header's */
	bool outcome;		/* numbers that are analysed */
	bool needed;		/* a row without a value is left out */
	const struct txo_scale *scale;	/* of its numbers, or NULL */
	bool scale_said;		/* with the column's name */
	struct txo_where *condition;	/* whose truth it is, or NULL */
	const char *hint; /* what to try if its cells are of another type,
				 * or NULL */
};

struct txo_projection {
	size_t *use;		/* n uses, the group columns first */
	size_t n;
	bool keeps_missing;	/* a row without some value still counts */
};

struct txo_schema {
	const struct txo_header *header;
	struct txo_arena arena;
	struct txo_use *use;
	size_t uses;
	size_t by;		/* the first uses are group columns */
	struct txo_projection *projection;
	size_t projections;
	size_t weight;		/* column of the header, or TXO_NO_COLUMN */
	/* what --scale says, see scale_use.h; borrowed */
	const struct txo_scale_map *scale_map;
	size_t scale_maps;
};

void txo_schema_release(struct txo_schema *s);

/*
 * Use the column that the user calls `name` (see txo_header_find); *use is its
 * place among the uses. The same column with the same type is used once.
 */
TXO_NODISCARD
enum txo_status txo_schema_use(struct txo_schema *s, struct txo_text name,
			       enum txo_type type, size_t *use,
			       struct txo_error *err);

/* The same for a column known by its place in the header. */
TXO_NODISCARD
enum txo_status txo_schema_use_column(struct txo_schema *s, size_t column,
				      enum txo_type type, size_t *use,
				      struct txo_error *err);

/*
 * Use the truth of a condition, which is bound here: its columns are used as
 * well, before it. It must live as long as the schema. TXO_USAGE or TXO_DATA as
 * txo_where_bind().
 */
TXO_NODISCARD
enum txo_status txo_schema_use_condition(struct txo_schema *s,
					 struct txo_where *condition,
					 struct txo_text name, size_t *use,
					 struct txo_error *err);

/* The numbers of this use are what the analysis is about. */
void txo_schema_outcome(struct txo_schema *s, size_t use);

/*
 * A row without a value of this use is booked as left out, whatever projections
 * keep. It is counted in them all the same: the verb passes it over.
 */
void txo_schema_need(struct txo_schema *s, size_t use);

/* What to try if cells of this use are of another type; static text. */
void txo_schema_hint(struct txo_schema *s, size_t use, const char *hint);

/* The use as a group column; before any other use. TXO_USAGE if it is one. */
TXO_NODISCARD
enum txo_status txo_schema_group_by(struct txo_schema *s, struct txo_text name,
				    struct txo_error *err);

/*
 * The columns of the widest projection, which may hold a use several times: the
 * room for a combination.
 */
size_t txo_schema_widest(const struct txo_schema *s);

/* Count the combinations of n uses, within the groups. */
TXO_NODISCARD
enum txo_status txo_schema_project(struct txo_schema *s, const size_t *use,
				   size_t n, bool keeps_missing,
				   struct txo_error *err);

/*
 * Does the schema of a further file ask for the same as the first one, on the
 * same scales? TXO_DATA with the column that differs if not.
 */
TXO_NODISCARD
enum txo_status txo_schema_same(const struct txo_schema *first,
				const struct txo_schema *other,
				struct txo_error *err);

#endif
