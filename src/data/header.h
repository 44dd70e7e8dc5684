/*
 * header.h - the column names of a file, and how a name given by the user or
 * a role finds its column.
 */
#ifndef TXO_DATA_HEADER_H
#define TXO_DATA_HEADER_H

#include <stddef.h>

#include "base/arena.h"
#include "base/text.h"
#include "data/csv.h"
#include "data/role.h"
#include "txo/status.h"

#define TXO_NO_COLUMN ((size_t)-1)

/* One --map role=column. */
struct txo_role_map {
	const struct txo_role *role;
	struct txo_text column;
};

struct txo_header {
	struct txo_arena arena;
	struct txo_text *name;	/* n names, blanks at their ends cut off */
	size_t n;
	size_t fields; /* so many are of the file; behind them are
				 * columns that are made (data/boxes.h) */
	uint64_t line;		/* 0: the names are not from the file */
	const struct txo_role_map *map;	/* maps of them, borrowed */
	size_t maps;
};

/* Copy the names out of the record; all else in *h is left alone. */
TXO_NODISCARD
enum txo_status txo_header_init(struct txo_header *h,
				const struct txo_record *record,
				struct txo_error *err);

/* The same with n names, for a file without a header. */
TXO_NODISCARD
enum txo_status txo_header_names(struct txo_header *h,
				 const struct txo_text *name, size_t n,
				 struct txo_error *err);

/* One more name at the end: a column that is not in the file. */
TXO_NODISCARD
enum txo_status txo_header_add(struct txo_header *h, struct txo_text name,
			       struct txo_error *err);

void txo_header_release(struct txo_header *h);

/*
 * The column that fills the role, or TXO_NO_COLUMN: what --map says, else the
 * column of the role's name, else the one whose name is a synonym. TXO_USAGE
 * when two columns could fill it, or the mapped one is not there.
 */
TXO_NODISCARD
enum txo_status txo_header_role(const struct txo_header *h,
				const struct txo_role *role, size_t *column,
				struct txo_error *err);

/*
 * The column that the user calls `name`: the one of exactly that name, else the
 * one that fills the role of that name, else the one whose name differs only in
 * case, blanks, '_', '-' or accents. TXO_USAGE, with the nearest name and the
 * list, if there is none; or if its name stands twice in the header.
 */
TXO_NODISCARD
enum txo_status txo_header_find(const struct txo_header *h,
				struct txo_text name, size_t *column,
				struct txo_error *err);

/* TXO_USAGE: the sentence, then the list of all columns. */
enum txo_status txo_header_fail(const struct txo_header *h,
				struct txo_error *err, const char *sentence);

/*
 * TXO_DATA: put "column 'x': " before the sentence, with the role that it is
 * taken for, and the line beside it. err may be NULL.
 */
enum txo_status txo_header_blame(const struct txo_header *h, size_t column,
				 uint64_t line, struct txo_error *err);

/*
 * The place in `other` of each of the h->fields columns of h: found by its name as txo_header_find() does, else by the role that it fills.
 * TXO_DATA with the name of a column that only one of them has, or that cannot
 * be matched because it has no name, or another one's.
 */
TXO_NODISCARD
enum txo_status txo_header_align(const struct txo_header *h,
				 const struct txo_header *other, size_t *column,
				 struct txo_error *err);

/* The role that the column fills, or NULL. */
const struct txo_role *txo_header_role_of(const struct txo_header *h,
					  size_t column);

#endif
