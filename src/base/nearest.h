/*
 * nearest.h - "did you mean": the sentence after a name that nobody knows.
 */
#ifndef TXO_BASE_NEAREST_H
#define TXO_BASE_NEAREST_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/text.h"

/*
 * The place in names of the one nearest to `name`, compared as
 * txo_text_fold() does, or n when none is near. Near is an edit for every four
 * letters and one more, or that one begins with the other.
 */
size_t txo_nearest(struct txo_text name, const struct txo_text *names,
		   size_t n);

/*
 * Append "; did you mean 'x'?" if one is near, then " The <what> are: a, b,
 * c" with the names, at most 40 of them. `what` is a plural.
 */
void txo_nearest_say(struct txo_buffer *b, struct txo_text name,
		     const char *what, const struct txo_text *names, size_t n);

#endif
