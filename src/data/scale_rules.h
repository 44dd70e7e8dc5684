/*
 * scale_rules.h - scores against the rating scale that they are on.
 */
#ifndef TXO_DATA_SCALE_RULES_H
#define TXO_DATA_SCALE_RULES_H

#include "data/column_rules.h"
#include "data/scale.h"

/* A number of a scale: within its ends and on a step? `f` has the place. */
void txo_scale_cell(const struct txo_scale *scale,
		    const struct txo_reading *value, bool redact,
		    struct txo_finding f, const struct txo_finder *finder);

/* What a row says of a change; scales that are not known are NULL. */
struct txo_change {
	const struct txo_reading *baseline, *score, *improvement;
	const struct txo_scale *scale;	/* of the score */
	const struct txo_scale *improvement_scale;
};

/* Does the improvement say better, and the score worse? */
void txo_scale_change(const struct txo_change *change, struct txo_finding f,
		      const struct txo_finder *finder);

#endif
