/*
 * scan_bits.h - operations on masks with POPCNT, BMI1 and PCLMUL
 * (scan_kernel.h says what they do).
 */
#ifndef TXO_DATA_SCAN_BITS_H
#define TXO_DATA_SCAN_BITS_H

#include <immintrin.h>

#include "data/scan_set.h"

TXO_SCAN_INLINE uint64_t prefix_xor(uint64_t m)
{
	__m128i bits = _mm_set_epi64x(0, (long long)m);
	__m128i all = _mm_set1_epi8(-1);

	return (uint64_t)_mm_cvtsi128_si64(_mm_clmulepi64_si128(bits, all, 0));
}

TXO_SCAN_INLINE unsigned count_bits(uint64_t m)
{
	return (unsigned)_mm_popcnt_u64(m);
}

/* The place of the lowest bit, or 64 if there is none. */
TXO_SCAN_INLINE uint32_t lowest_bit(uint64_t m)
{
	return (uint32_t)_tzcnt_u64(m);
}

#endif
