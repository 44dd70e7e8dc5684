/*
 * scale_use.h - which columns of an analysis are on which rating scale.
 *
 *	s->scale_map = maps;	(of --scale)
 *	... txo_schema_use(), txo_schema_outcome() ...
 *	status = txo_schema_scales(s, &err);
 *	... s->use[i].scale ...
 *
 * --scale COL=NAME is for that column. --scale NAME is for the outcomes that
 * fill the role score or baseline, or are called as the scale is: their name,
 * folded, is its key, or begins or ends with it as a word of its own (masi,
 * masi_pre, "MASI week 12", but not mmasi). If there are none such, for all
 * outcomes. A column that --scale names itself is left out of this.
 */
#ifndef TXO_DATA_SCALE_USE_H
#define TXO_DATA_SCALE_USE_H

#include "data/scale.h"
#include "data/schema.h"

/* One --scale. */
struct txo_scale_map {
	struct txo_text column;	/* p is NULL when it names none */
	const struct txo_scale *scale;
};

/*
 * For a verb that takes a column as it comes: use it, as an outcome, if it is one
 * of the numbers that --scale may be about. Nothing without --scale.
 */
TXO_NODISCARD
enum txo_status txo_schema_use_if_scaled(struct txo_schema *s, size_t column,
					 struct txo_error *err);

/* The same for all columns. */
TXO_NODISCARD
enum txo_status txo_schema_use_scaled(struct txo_schema *s,
				      struct txo_error *err);

/*
 * Put the scales of s->scale_map on the uses. All uses are there and outcomes
 * are marked. TXO_USAGE if a scale finds no column, or a column two scales.
 */
TXO_NODISCARD
enum txo_status txo_schema_scales(struct txo_schema *s, struct txo_error *err);

/*
 * Could it be a column of numbers because --scale names it, or a scale there
 * is part of its name?
 */
bool txo_schema_may_bear(const struct txo_schema *s, size_t column);

#endif
