/*
 * The scanner of x86-64 with AVX-512 F, BW and VBMI2, and all of scan_avx2.c.
 */
#include "data/scan_bits.h"
#include "data/scan_set.h"

#include <immintrin.h>

#define SCAN(name) txo_scan_avx512_##name

struct block {
	__m512i bytes;
};

struct seen {
	__m512i bits, least;
};

/* 0, 1 ... 63 */
TXO_SCAN_INLINE __m512i places(void)
{
	static const uint8_t from_0[64] = {
		0,  1,	2,  3,	4,  5,	6,  7,	8,  9,	10, 11, 12, 13, 14, 15,
		16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
		32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
		48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
	};

	return _mm512_loadu_si512(from_0);
}

TXO_SCAN_INLINE void put_16(uint32_t *at, __m512i from, __m128i place)
{
	_mm512_storeu_si512(at, _mm512_add_epi32(from,
						 _mm512_cvtepu8_epi32(place)));
}

TXO_SCAN_INLINE uint32_t *flatten(uint32_t *at, uint32_t from, uint64_t m)
{
	__m512i base = _mm512_set1_epi32((int)from);
	__m512i place = _mm512_maskz_compress_epi8(m, places());
	unsigned n = count_bits(m);

	put_16(at, base, _mm512_castsi512_si128(place));
	if (n > 16) {
		put_16(at + 16, base, _mm512_extracti32x4_epi32(place, 1));
		put_16(at + 32, base, _mm512_extracti32x4_epi32(place, 2));
		put_16(at + 48, base, _mm512_extracti32x4_epi32(place, 3));
	}
	return at + n;
}

TXO_SCAN_INLINE __m512i load(const char *p)
{
	return _mm512_loadu_si512(p);
}

TXO_SCAN_INLINE struct block block_load(const char *p)
{
	return (struct block){ load(p) };
}

TXO_SCAN_INLINE uint64_t block_equal(const struct block *b, char c)
{
	return _mm512_cmpeq_epi8_mask(b->bytes, _mm512_set1_epi8(c));
}

TXO_SCAN_INLINE struct seen seen_none(void)
{
	return (struct seen){ _mm512_setzero_si512(), _mm512_set1_epi8(-1) };
}

TXO_SCAN_INLINE void seen_add(struct seen *s, const struct block *b)
{
	s->bits = _mm512_or_si512(s->bits, b->bytes);
	s->least = _mm512_min_epu8(s->least, b->bytes);
}

TXO_SCAN_INLINE bool seen_high(const struct seen *s)
{
	return _mm512_movepi8_mask(s->bits) != 0;
}

TXO_SCAN_INLINE bool seen_nul(const struct seen *s)
{
	return _mm512_testn_epi8_mask(s->least, s->least) != 0;
}

#include "data/scan_kernel.h"

#define VECTOR __m512i
/* The 128-bit lane before each lane, then the bytes across both. */
#define BACK(now, before, k) \
	_mm512_alignr_epi8(now, _mm512_alignr_epi64(now, before, 6), 16 - (k))

TXO_SCAN_INLINE __m512i every(int byte)
{
	return _mm512_set1_epi8((char)byte);
}

TXO_SCAN_INLINE __m512i table(const uint8_t *from)
{
	return _mm512_broadcast_i32x4(
		_mm_loadu_si128((const __m128i *)(const void *)from));
}

TXO_SCAN_INLINE __m512i find(__m512i in, __m512i nibbles)
{
	return _mm512_shuffle_epi8(in, nibbles);
}

TXO_SCAN_INLINE __m512i excess(__m512i a, __m512i b)
{
	return _mm512_subs_epu8(a, b);
}

TXO_SCAN_INLINE bool any_bit(__m512i a)
{
	return _mm512_test_epi8_mask(a, a) != 0;
}

TXO_SCAN_INLINE bool any_high(__m512i a)
{
	return _mm512_movepi8_mask(a) != 0;
}

#include "data/scan_lookup.h"
