/*
 * The scanner of any machine: eight bytes at a time in a word.
 */
#include "data/scan_plain.h"
#include "data/scan_flatten.h"
#include "data/scan_set.h"

#include <string.h>

#define SCAN(name) txo_scan_words_##name
#define WORDS 8
#define LOW 0x0101010101010101u
#define HIGH 0x8080808080808080u

/* The first byte is the lowest one, whatever the machine. */
struct block {
	uint64_t word[WORDS];
};

struct seen {
	uint64_t high, nul;
};

TXO_SCAN_INLINE uint64_t word_load(const char *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof(w));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	w = __builtin_bswap64(w);
#endif
	return w;
}

TXO_SCAN_INLINE struct block block_load(const char *p)
{
	struct block b;

	for (size_t i = 0; i < WORDS; i++)
		b.word[i] = word_load(p + 8 * i);
	return b;
}

/* The high bit of each byte that is zero. */
TXO_SCAN_INLINE uint64_t zero_bytes(uint64_t w)
{
	return ~(((w & ~HIGH) + ~HIGH) | w | ~HIGH);
}

/* The high bits of the eight bytes, moved together. */
TXO_SCAN_INLINE uint64_t gather(uint64_t high)
{
	return (high >> 7) * 0x0102040810204080u >> 56;
}

TXO_SCAN_INLINE uint64_t block_equal(const struct block *b, char c)
{
	const uint64_t *w = b->word, all = LOW * (unsigned char)c;

	return gather(zero_bytes(w[0] ^ all)) |
	       gather(zero_bytes(w[1] ^ all)) << 8 |
	       gather(zero_bytes(w[2] ^ all)) << 16 |
	       gather(zero_bytes(w[3] ^ all)) << 24 |
	       gather(zero_bytes(w[4] ^ all)) << 32 |
	       gather(zero_bytes(w[5] ^ all)) << 40 |
	       gather(zero_bytes(w[6] ^ all)) << 48 |
	       gather(zero_bytes(w[7] ^ all)) << 56;
}

TXO_SCAN_INLINE struct seen seen_none(void)
{
	return (struct seen){ 0, 0 };
}

TXO_SCAN_INLINE void seen_add(struct seen *s, const struct block *b)
{
	for (size_t i = 0; i < WORDS; i++) {
		s->high |= b->word[i];
		s->nul |= zero_bytes(b->word[i]);
	}
}

TXO_SCAN_INLINE bool seen_high(const struct seen *s)
{
	return (s->high & HIGH) != 0;
}

TXO_SCAN_INLINE bool seen_nul(const struct seen *s)
{
	return s->nul != 0;
}

#include "data/scan_kernel.h"

TXO_SCAN_INLINE bool between(char c, unsigned low, unsigned high)
{
	return (unsigned char)c >= low && (unsigned char)c <= high;
}

/*
 * Bytes of the character at p, of which n > 0 are there, or 0. The second byte
 * tells overlong forms, surrogates and what is beyond U+10FFFF.
 */
static size_t character(const char *p, size_t n)
{
	unsigned lead = (unsigned char)p[0];
	size_t length = lead < 0xf0 ? 3 : 4;

	if (lead < 0x80)
		return 1;
	if (lead >= 0xc2 && lead < 0xe0)
		return n > 1 && between(p[1], 0x80, 0xbf) ? 2 : 0;
	if (lead < 0xe0 || lead > 0xf4 || n < length)
		return 0;
	if (!between(p[1],
		     lead == 0xe0 ? 0xa0 :
		     lead == 0xf0 ? 0x90 :
				    0x80,
		     lead == 0xed ? 0x9f :
		     lead == 0xf4 ? 0x8f :
				    0xbf))
		return 0;
	for (size_t i = 2; i < length; i++)
		if (!between(p[i], 0x80, 0xbf))
			return 0;
	return length;
}

/* Is one of the 64 bytes >= 0x80? */
static bool has_high(const char *p)
{
	uint64_t any = 0;

	for (size_t i = 0; i < WORDS; i++)
		any |= word_load(p + 8 * i);
	return (any & HIGH) != 0;
}

/* The place of the first byte >= 0x80 from i on, or n. */
static size_t skip_ascii(const char *p, size_t i, size_t n)
{
	while (i + 8 <= n) {
		uint64_t high = word_load(p + i) & HIGH;

		if (high)
			return i + lowest_bit(high) / 8;
		i += 8;
		while (i + BLOCK <= n && !has_high(p + i))
			i += BLOCK;
	}
	while (i < n && (unsigned char)p[i] < 0x80)
		i++;
	return i;
}

size_t SCAN(utf8)(const char *p, size_t n)
{
	size_t i = 0, length;

	while ((i = skip_ascii(p, i, n)) < n) {
		do {
			length = character(p + i, n - i);
			i += length;
		} while (length > 1 && i < n);
		if (!length)
			break;
	}
	return i;
}
