/*
 * scale.h - the rating scales of the field, as datasets/scales.csv has them.
 *
 *	const struct txo_scale *masi;
 *	status = txo_scale_find(txo_text("MASI"), &masi, &err);
 *	if (!txo_scale_holds(masi, d))
 *		... not a value of the scale ...
 *
 * Everything is static and constant. A column that does not apply is empty in
 * the file, and here "" or NaN.
 */
#ifndef TXO_DATA_SCALE_H
#define TXO_DATA_SCALE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/format.h"
#include "base/text.h"
#include "txo/decimal.h"
#include "txo/status.h"

/* Which direction is better for the patient. */
enum txo_better { TXO_BETTER_NONE, TXO_BETTER_LOWER, TXO_BETTER_HIGHER };

struct txo_scale {
	const char *scale;	/* its key, as "gais-pm" */
	const char *name;	/* in full */
	double minimum, maximum;	/* binary fractions, so exact */
	double step;		/* the smallest one, or NaN for none */
	enum txo_better better;
	const char *kind;	/* "numeric" or "ordinal" */
	const char *concern;	/* what it is for; "any" for all */
	double mcid;		/* least difference that matters, or NaN */
	const char *mcid_basis, *reliability, *confidence, *source;
};

/* All *n scales, in the order of the file. */
const struct txo_scale *txo_scales(size_t *n);

/*
 * The scale of this key, compared as txo_text_fold() does. TXO_USAGE, with the
 * nearest key and the list, if there is none; and with the choices if it is
 * what keys have before a dash ("gais").
 */
TXO_NODISCARD
enum txo_status txo_scale_find(struct txo_text key,
			       const struct txo_scale **scale,
			       struct txo_error *err);

/* "lower", "higher" or "none", as the file has it. */
const char *txo_better_name(enum txo_better better);

/* Is the number from minimum to maximum? Exact for any number of digits. */
bool txo_scale_holds(const struct txo_scale *s, struct txo_decimal d);

/*
 * Is it a whole number of steps from the minimum, to a billionth of a step?
 * Every number is, where the scale has no step.
 */
bool txo_scale_on_step(const struct txo_scale *s, struct txo_decimal d);

/* Room for txo_scale_range() and txo_scale_sense(). */
#define TXO_SCALE_TEXT (2 * TXO_NUMBER_SIZE + 32)

/* Its ends in words, "0 to 48", in buf, which is returned. */
const char *txo_scale_range(const struct txo_scale *s, char *buf);

/* The same with the direction, "0 to 48, lower is better". */
const char *txo_scale_sense(const struct txo_scale *s, char *buf);

#endif
