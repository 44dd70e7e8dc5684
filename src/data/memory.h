/*
 * memory.h - how much an intake needs, and the error before it is too much.
 */
#ifndef TXO_DATA_MEMORY_H
#define TXO_DATA_MEMORY_H

#include "data/intake.h"

/*
 * Bytes of values and tallies, and what sorting them and laying them out will
 * take, in the end.
 */
size_t txo_memory_of(const struct txo_intake *in);

/*
 * TXO_IO: more than so many bytes would be needed. It names the column with the
 * most values, and what can be done.
 */
enum txo_status txo_memory_fail(const struct txo_intake *in, size_t limit,
				struct txo_error *err);

/* TXO_IO: so do the keys and courses of a verb that works row by row. */
enum txo_status txo_memory_fail_keys(size_t limit, struct txo_error *err);

/* TXO_IO: so does a single record, which begins on this line. */
enum txo_status txo_memory_fail_record(uint64_t line, size_t limit,
				       struct txo_error *err);

#endif
