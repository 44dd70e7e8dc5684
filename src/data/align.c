/*
 * align.c - the columns of a further file, told in header.h.
 */
#include <stdlib.h>

#include "data/header.h"

/* One sentence with the name of a column. */
static enum txo_status refuse(const struct txo_header *h, size_t column,
			      const char *what, struct txo_error *err)
{
	char shown[TXO_SHOWN];

	if (!h->name[column].n)
		return txo_fail(err, TXO_DATA,
				"column %zu has no name, so several files "
				"cannot be matched by it",
				column + 1);
	return txo_fail(err, TXO_DATA, "column '%s' %s",
			txo_text_show(h->name[column], shown), what);
}

/* Can the column be told from all others by its name? */
static enum txo_status check_name(const struct txo_header *h, size_t column,
				  struct txo_error *err)
{
	for (size_t i = 0; i < h->fields; i++)
		if (i != column && txo_text_equal(h->name[i], h->name[column]))
			return refuse(h, column,
				      "stands twice in a header, so several "
				      "files cannot be matched by it",
				      err);
	return h->name[column].n ? TXO_OK : refuse(h, column, "", err);
}

/* Where column i of h stands in the other header; TXO_DATA if in two places. */
static enum txo_status find(const struct txo_header *h, size_t i,
			    const struct txo_header *other, size_t *column,
			    struct txo_error *err)
{
	const struct txo_role *role;
	enum txo_status status;

	*column = i;
	if (i < other->fields && txo_text_equal(other->name[i], h->name[i]))
		return TXO_OK;
	status = txo_header_find(other, h->name[i], column, err);
	if (status != TXO_USAGE)
		return status;
	*column = TXO_NO_COLUMN;
	role = txo_header_role_of(h, i);
	return role ? txo_header_role(other, role, column, err) : TXO_OK;
}

static enum txo_status align(const struct txo_header *h,
			     const struct txo_header *other, size_t *column,
			     bool *taken, struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < h->fields && status == TXO_OK; i++) {
		status = check_name(h, i, err);
		if (status == TXO_OK)
			status = find(h, i, other, &column[i], err);
		if (status != TXO_OK)
			return status;
		if (column[i] >= other->fields || taken[column[i]])
			return refuse(h, i,
				      "of the first file is not in this "
				      "one",
				      err);
		taken[column[i]] = true;
	}
	for (size_t i = 0; i < other->fields; i++)
		if (!taken[i])
			return refuse(other, i, "is not in the first file",
				      err);
	return TXO_OK;
}

enum txo_status txo_header_align(const struct txo_header *h,
				 const struct txo_header *other, size_t *column,
				 struct txo_error *err)
{
	bool *taken = calloc(other->fields + 1, sizeof(*taken));
	enum txo_status status;

	if (!taken)
		return txo_fail_memory(err);
	status = align(h, other, column, taken, err);
	free(taken);
	return status;
}
