/*
 * condition.h - conditions that options say, as yes-no columns.
 *
 *	TXO_OPTION("event", TXO_EXPR, struct plan, event, "EXPR", NULL, "...")
 *	...
 *	status = txo_condition_use(&needs->schema, "event", p->event, &use, err);
 *	status = txo_schema_project(&needs->schema, &use, 1, true, err);
 *	...
 *	struct txo_counts c = txo_frame_yes_no(f, 0, 0, f->rows);
 *
 * The column is one of labels, "no" before "yes", missing where the condition is
 * unknown because a value is. It goes into projections as any other; several
 * conditions of a verb are several columns. A projection that keeps missing
 * values counts the unknown ones; else their rows are left out and told.
 */
#ifndef TXO_CMD_CONDITION_H
#define TXO_CMD_CONDITION_H

#include "data/frame.h"
#include "data/schema.h"

/*
 * Use what the expression of an option (its name without dashes) says of each
 * row; in bind. The column is called by the expression. TXO_USAGE or TXO_DATA,
 * with option and place, when one of its columns is not found or not of the type
 * that it is compared with.
 */
TXO_NODISCARD
enum txo_status txo_condition_use(struct txo_schema *s, const char *option,
				  struct txo_text expr, size_t *use,
				  struct txo_error *err);

/* Rows by what a condition says of them. */
struct txo_counts {
	uint64_t no, yes, missing;
};

/*
 * Of such a column, in the frame's rows from `begin` to before `end`, by
 * weight. The counts of a frame add up to less than 2^63.
 */
struct txo_counts txo_frame_yes_no(const struct txo_frame *f, size_t column,
				   size_t begin, size_t end);

#endif
