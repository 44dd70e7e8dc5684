/*
 * numbers.h - distinct decimals, each with a number (id), in little memory: 10
 * bytes, and 5 to 11 more while they can be looked for.
 *
 *	struct txo_numbers s = { 0 };
 *	status = txo_numbers_find(&s, decimals, n, ids, &err);
 *	d = txo_numbers_get(&s, id);
 *	txo_numbers_release(&s);
 *
 * All zero is a valid empty set.
 */
#ifndef TXO_DATA_NUMBERS_H
#define TXO_DATA_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "txo/decimal.h"
#include "txo/status.h"

struct txo_numbers {
	int64_t *coefficient;	/* n of them */
	int16_t *exponent;	/* INT16_MAX for TXO_BINARY */
	size_t n, room;
	uint32_t *slot;		/* 2^bits of them: id + 1, or 0 */
	unsigned bits;
};

static inline struct txo_decimal txo_numbers_get(const struct txo_numbers *s,
						 uint32_t id)
{
	int16_t e = s->exponent[id];

	return (struct txo_decimal){ s->coefficient[id],
				     e == INT16_MAX ? TXO_BINARY : e };
}

/* The ids of n numbers, which are added when they are new. */
TXO_NODISCARD
enum txo_status txo_numbers_find(struct txo_numbers *s,
				 const struct txo_decimal *number, size_t n,
				 uint32_t *id, struct txo_error *err);

/* The ids by the size of the numbers. No more can be looked for. */
TXO_NODISCARD
enum txo_status txo_numbers_sort(struct txo_numbers *s, uint32_t *order,
				 struct txo_error *err);

/* Bytes that it takes. */
size_t txo_numbers_bytes(const struct txo_numbers *s);

void txo_numbers_release(struct txo_numbers *s);

#endif
