/*
 * The scanner of 64-bit ARM.
 */
#include "data/scan_plain.h"
#include "data/scan_flatten.h"
#include "data/scan_set.h"

#include <arm_neon.h>

#define SCAN(name) txo_scan_neon_##name

struct block {
	uint8x16_t part[4];
};

struct seen {
	uint8x16_t most, least;
};

TXO_SCAN_INLINE uint8x16_t load(const char *p)
{
	return vld1q_u8((const uint8_t *)p);
}

TXO_SCAN_INLINE struct block block_load(const char *p)
{
	return (struct block){ { load(p), load(p + 16), load(p + 32),
				 load(p + 48) } };
}

/* Bytes that are all ones where the text has an equal one: a bit of each. */
TXO_SCAN_INLINE uint64_t block_equal(const struct block *b, char c)
{
	static const uint8_t bit[16] = { 1, 2, 4, 8, 16, 32, 64, 128,
					 1, 2, 4, 8, 16, 32, 64, 128 };
	uint8x16_t all = vdupq_n_u8((uint8_t)c), bits = vld1q_u8(bit);
	uint8x16_t m0 = vceqq_u8(b->part[0], all) & bits;
	uint8x16_t m1 = vceqq_u8(b->part[1], all) & bits;
	uint8x16_t m2 = vceqq_u8(b->part[2], all) & bits;
	uint8x16_t m3 = vceqq_u8(b->part[3], all) & bits;
	uint8x16_t sum = vpaddq_u8(vpaddq_u8(m0, m1), vpaddq_u8(m2, m3));

	sum = vpaddq_u8(sum, sum);
	return vgetq_lane_u64(vreinterpretq_u64_u8(sum), 0);
}

TXO_SCAN_INLINE struct seen seen_none(void)
{
	return (struct seen){ vdupq_n_u8(0), vdupq_n_u8(0xff) };
}

TXO_SCAN_INLINE void seen_add(struct seen *s, const struct block *b)
{
	for (int i = 0; i < 4; i++) {
		s->most = vmaxq_u8(s->most, b->part[i]);
		s->least = vminq_u8(s->least, b->part[i]);
	}
}

TXO_SCAN_INLINE bool seen_high(const struct seen *s)
{
	return vmaxvq_u8(s->most) >= 0x80;
}

TXO_SCAN_INLINE bool seen_nul(const struct seen *s)
{
	return vminvq_u8(s->least) == 0;
}

#include "data/scan_kernel.h"

#define VECTOR uint8x16_t
#define BACK(now, before, k) vextq_u8(before, now, 16 - (k))

TXO_SCAN_INLINE uint8x16_t every(int byte)
{
	return vdupq_n_u8((uint8_t)byte);
}

TXO_SCAN_INLINE uint8x16_t table(const uint8_t *from)
{
	return vld1q_u8(from);
}

TXO_SCAN_INLINE uint8x16_t find(uint8x16_t in, uint8x16_t nibbles)
{
	return vqtbl1q_u8(in, nibbles);
}

TXO_SCAN_INLINE uint8x16_t excess(uint8x16_t a, uint8x16_t b)
{
	return vqsubq_u8(a, b);
}

TXO_SCAN_INLINE bool any_bit(uint8x16_t a)
{
	return vmaxvq_u8(a) != 0;
}

TXO_SCAN_INLINE bool any_high(uint8x16_t a)
{
	return vmaxvq_u8(a) >= 0x80;
}

#include "data/scan_lookup.h"
