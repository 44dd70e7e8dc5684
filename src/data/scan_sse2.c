/*
 * The scanner of every x86-64.
 */
#include "data/scan_plain.h"
#include "data/scan_flatten.h"
#include "data/scan_set.h"

#include <emmintrin.h>

#define SCAN(name) txo_scan_sse2_##name

struct block {
	__m128i part[4];
};

struct seen {
	__m128i bits, least;
};

TXO_SCAN_INLINE __m128i load(const char *p)
{
	return _mm_loadu_si128((const __m128i *)(const void *)p);
}

TXO_SCAN_INLINE struct block block_load(const char *p)
{
	return (struct block){ { load(p), load(p + 16), load(p + 32),
				 load(p + 48) } };
}

/* The bits of 16 bytes that are equal. */
TXO_SCAN_INLINE uint64_t equal(__m128i a, __m128i b)
{
	return (uint64_t)_mm_movemask_epi8(_mm_cmpeq_epi8(a, b));
}

TXO_SCAN_INLINE uint64_t block_equal(const struct block *b, char c)
{
	__m128i all = _mm_set1_epi8(c);

	return equal(b->part[0], all) | equal(b->part[1], all) << 16 |
	       equal(b->part[2], all) << 32 | equal(b->part[3], all) << 48;
}

TXO_SCAN_INLINE struct seen seen_none(void)
{
	return (struct seen){ _mm_setzero_si128(), _mm_set1_epi8(-1) };
}

TXO_SCAN_INLINE void seen_add(struct seen *s, const struct block *b)
{
	for (int i = 0; i < 4; i++) {
		s->bits = _mm_or_si128(s->bits, b->part[i]);
		s->least = _mm_min_epu8(s->least, b->part[i]);
	}
}

TXO_SCAN_INLINE bool seen_high(const struct seen *s)
{
	return _mm_movemask_epi8(s->bits) != 0;
}

TXO_SCAN_INLINE bool seen_nul(const struct seen *s)
{
	__m128i nul = _mm_cmpeq_epi8(s->least, _mm_setzero_si128());

	return _mm_movemask_epi8(nul) != 0;
}

#include "data/scan_kernel.h"

/* The lookup of scan_lookup.h needs shuffles, which came later. */
size_t SCAN(utf8)(const char *p, size_t n)
{
	return txo_scan_words_utf8(p, n);
}
