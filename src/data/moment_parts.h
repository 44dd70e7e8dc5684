/*
 * moment_parts.h - a moment while it is read; for data/moment*.c only.
 */
#ifndef TXO_DATA_MOMENT_PARTS_H
#define TXO_DATA_MOMENT_PARTS_H

#include <stdbool.h>

#include "base/text.h"
#include "data/moment.h"

struct txo_moment_parts {
	int year, month, day;
	int hour, minute, second, nanos;
	int offset;	/* of the zone, in minutes */
	int afternoon;	/* %p: 1 PM, -1 AM, 0 neither */
	int day_of_year; /* %j, or 0 */
};

/* What a form does not name. */
#define TXO_MOMENT_PARTS ((struct txo_moment_parts){ 1900, 1, 1, .hour = 0 })

enum txo_moment_fault txo_moment_compose(const struct txo_moment_parts *p,
					 struct txo_moment *m);

/* Z, or a sign, hh, a colon (it may lack unless `colon`), mm. */
bool txo_moment_take_zone(struct txo_text *t, bool colon, int *offset);

/* One to `most` digits after a point, as nanoseconds. */
bool txo_moment_take_fraction(struct txo_text *t, int most, int *nanos);

#endif
