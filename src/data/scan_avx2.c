/*
 * The scanner of x86-64 with AVX2, BMI1, PCLMUL and POPCNT.
 */
#include "data/scan_bits.h"
#include "data/scan_flatten.h"
#include "data/scan_set.h"

#include <immintrin.h>

#define SCAN(name) txo_scan_avx2_##name

struct block {
	__m256i low, high;
};

struct seen {
	__m256i bits, least;
};

TXO_SCAN_INLINE __m256i load(const char *p)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

TXO_SCAN_INLINE struct block block_load(const char *p)
{
	return (struct block){ load(p), load(p + 32) };
}

/* The high bits of the bytes. */
TXO_SCAN_INLINE uint64_t high_bits(__m256i low, __m256i high)
{
	return (uint32_t)_mm256_movemask_epi8(low) |
	       (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

TXO_SCAN_INLINE uint64_t block_equal(const struct block *b, char c)
{
	__m256i all = _mm256_set1_epi8(c);

	return high_bits(_mm256_cmpeq_epi8(b->low, all),
			 _mm256_cmpeq_epi8(b->high, all));
}

TXO_SCAN_INLINE struct seen seen_none(void)
{
	return (struct seen){ _mm256_setzero_si256(), _mm256_set1_epi8(-1) };
}

TXO_SCAN_INLINE void seen_add(struct seen *s, const struct block *b)
{
	s->bits = _mm256_or_si256(s->bits, _mm256_or_si256(b->low, b->high));
	s->least = _mm256_min_epu8(s->least, _mm256_min_epu8(b->low, b->high));
}

TXO_SCAN_INLINE bool seen_high(const struct seen *s)
{
	return _mm256_movemask_epi8(s->bits) != 0;
}

TXO_SCAN_INLINE bool seen_nul(const struct seen *s)
{
	__m256i nul = _mm256_cmpeq_epi8(s->least, _mm256_setzero_si256());

	return _mm256_movemask_epi8(nul) != 0;
}

#include "data/scan_kernel.h"

#define VECTOR __m256i
#define BACK(now, before, k) \
	_mm256_alignr_epi8(now, _mm256_permute2x128_si256(before, now, 0x21), \
			   16 - (k))

TXO_SCAN_INLINE __m256i every(int byte)
{
	return _mm256_set1_epi8((char)byte);
}

TXO_SCAN_INLINE __m256i table(const uint8_t *from)
{
	return _mm256_broadcastsi128_si256(
		_mm_loadu_si128((const __m128i *)(const void *)from));
}

TXO_SCAN_INLINE __m256i find(__m256i in, __m256i nibbles)
{
	return _mm256_shuffle_epi8(in, nibbles);
}

TXO_SCAN_INLINE __m256i excess(__m256i a, __m256i b)
{
	return _mm256_subs_epu8(a, b);
}

TXO_SCAN_INLINE bool any_bit(__m256i a)
{
	return !_mm256_testz_si256(a, a);
}

TXO_SCAN_INLINE bool any_high(__m256i a)
{
	return _mm256_movemask_epi8(a) != 0;
}

#include "data/scan_lookup.h"
