/*
 * scan_flatten.h - flatten() of scan_kernel.h, bit by bit; over count_bits(m)
 * and lowest_bit(m), which is anything if m is 0.
 */
#ifndef TXO_DATA_SCAN_FLATTEN_H
#define TXO_DATA_SCAN_FLATTEN_H

#include "data/scan_set.h"

/* Eight at once, whether there are so many or not: no branch to foresee. */
TXO_SCAN_INLINE uint64_t flatten_8(uint32_t *at, uint32_t from, uint64_t m)
{
	at[0] = from + lowest_bit(m);
	m &= m - 1;
	at[1] = from + lowest_bit(m);
	m &= m - 1;
	at[2] = from + lowest_bit(m);
	m &= m - 1;
	at[3] = from + lowest_bit(m);
	m &= m - 1;
	at[4] = from + lowest_bit(m);
	m &= m - 1;
	at[5] = from + lowest_bit(m);
	m &= m - 1;
	at[6] = from + lowest_bit(m);
	m &= m - 1;
	at[7] = from + lowest_bit(m);
	return m & (m - 1);
}

TXO_SCAN_INLINE uint32_t *flatten(uint32_t *at, uint32_t from, uint64_t m)
{
	uint32_t *end = at + count_bits(m);

	m = flatten_8(at, from, m);
	m = flatten_8(at + 8, from, m);
	at += 16;
	while (m) {
		m = flatten_8(at, from, m);
		at += 8;
	}
	return end;
}

#endif
