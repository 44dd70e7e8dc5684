/*
 * scan_plain.h - operations on masks without any instruction of a kind
 * (scan_kernel.h says what they do).
 */
#ifndef TXO_DATA_SCAN_PLAIN_H
#define TXO_DATA_SCAN_PLAIN_H

#include "data/scan_set.h"

TXO_SCAN_INLINE uint64_t prefix_xor(uint64_t m)
{
	m ^= m << 1;
	m ^= m << 2;
	m ^= m << 4;
	m ^= m << 8;
	m ^= m << 16;
	m ^= m << 32;
	return m;
}

TXO_SCAN_INLINE unsigned count_bits(uint64_t m)
{
	m -= m >> 1 & 0x5555555555555555u;
	m = (m & 0x3333333333333333u) + (m >> 2 & 0x3333333333333333u);
	m = (m + (m >> 4)) & 0x0f0f0f0f0f0f0f0fu;
	return (unsigned)(m * 0x0101010101010101u >> 56);
}

/* The place of the lowest bit, or 63 if there is none. */
TXO_SCAN_INLINE uint32_t lowest_bit(uint64_t m)
{
	return (uint32_t)__builtin_ctzll(m | (uint64_t)1 << 63);
}

#endif
