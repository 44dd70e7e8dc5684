/*
 * scan_lookup.h - whether text is UTF-8, a vector of bytes at a time.
 *
 * METHOD: the lookup algorithm of John Keiser and Daniel Lemire, "Validating
 * UTF-8 in less than one instruction per byte" (Software: Practice and
 * Experience, 2021). Each fault of two bytes that follow each other shows in
 * three of their four nibbles. Each nibble has a table of the faults that it
 * allows; a fault that all three allow is there. Third and fourth bytes are
 * told by the lead byte two or three places before.
 *
 * Only scan_SET.c includes it, once, behind scan_kernel.h, and defines before:
 *
 *	VECTOR			a type, for which & | ^ >> work
 *	load(p)			sizeof(VECTOR) bytes
 *	every(b)		all bytes are b
 *	table(t)		the 16 bytes at t, for find()
 *	find(table, v)		the entry of each byte of v, which is below 16
 *	excess(a, b)		a - b for each byte, 0 if b is more
 *	BACK(now, before, k)	for each byte the one k places before it
 *	any_bit(v)		is it not all zero?
 *	any_high(v)		is a byte >= 0x80?
 */
#ifndef TXO_DATA_SCAN_LOOKUP_H
#define TXO_DATA_SCAN_LOOKUP_H

/* What may be wrong with a byte and the next one. */
enum {
	TOO_SHORT = 1 << 0,	/* a lead byte, no continuation */
	TOO_LONG = 1 << 1,	/* ASCII, a continuation */
	OVERLONG_3 = 1 << 2,	/* E0, 80 to 9F */
	TOO_LARGE = 1 << 3,	/* F4, 90 and more; F5 and more, 90 and more */
	SURROGATE = 1 << 4,	/* ED, A0 and more */
	OVERLONG_2 = 1 << 5,	/* C0 or C1, a continuation */
	OVERLONG_4 = 1 << 6,	/* F0, 80 to 8F; F5 and more, 80 to 8F */
	TWO_MORE = 1 << 7,	/* two continuations: right behind E0 to FF */
	/* those that do not depend on the low nibble of the first */
	ANY_LOW = TOO_SHORT | TOO_LONG | TWO_MORE,
	/* F5 and more are too large whatever comes behind them */
	LARGE_LOW = ANY_LOW | TOO_LARGE | OVERLONG_4,
	/* a second byte that continues */
	CONTINUES = TOO_LONG | OVERLONG_2 | TWO_MORE
};

static const uint8_t first_high[16] = {
	TOO_LONG,
	TOO_LONG,
	TOO_LONG,
	TOO_LONG,
	TOO_LONG,
	TOO_LONG,
	TOO_LONG,
	TOO_LONG,
	TWO_MORE,
	TWO_MORE,
	TWO_MORE,
	TWO_MORE,
	TOO_SHORT | OVERLONG_2,
	TOO_SHORT,
	TOO_SHORT | OVERLONG_3 | SURROGATE,
	TOO_SHORT | TOO_LARGE | OVERLONG_4,
};

static const uint8_t first_low[16] = {
	ANY_LOW | OVERLONG_2 | OVERLONG_3 | OVERLONG_4,
	ANY_LOW | OVERLONG_2,
	ANY_LOW,
	ANY_LOW,
	ANY_LOW | TOO_LARGE,
	LARGE_LOW,
	LARGE_LOW,
	LARGE_LOW,
	LARGE_LOW,
	LARGE_LOW,
	LARGE_LOW,
	LARGE_LOW,
	LARGE_LOW,
	LARGE_LOW | SURROGATE,
	LARGE_LOW,
	LARGE_LOW,
};

static const uint8_t second_high[16] = {
	TOO_SHORT,
	TOO_SHORT,
	TOO_SHORT,
	TOO_SHORT,
	TOO_SHORT,
	TOO_SHORT,
	TOO_SHORT,
	TOO_SHORT,
	CONTINUES | OVERLONG_3 | OVERLONG_4,
	CONTINUES | OVERLONG_3 | TOO_LARGE,
	CONTINUES | SURROGATE | TOO_LARGE,
	CONTINUES | SURROGATE | TOO_LARGE,
	TOO_SHORT,
	TOO_SHORT,
	TOO_SHORT,
	TOO_SHORT,
};

/* Not zero where the bytes show a fault, with those that stand before them. */
TXO_SCAN_INLINE VECTOR faults(VECTOR now, VECTOR before)
{
	VECTOR nibble = every(0x0f);
	VECTOR last = BACK(now, before, 1);
	VECTOR pair = find(table(first_high), (last >> 4) & nibble) &
		      find(table(first_low), last & nibble) &
		      find(table(second_high), (now >> 4) & nibble);
	VECTOR third = excess(BACK(now, before, 2), every(0xe0 - 0x80));
	VECTOR fourth = excess(BACK(now, before, 3), every(0xf0 - 0x80));

	/* two continuations are at fault unless they are due, and vice versa */
	return pair ^ ((third | fourth) & every(TWO_MORE));
}

/* The start of the character that the byte before p[i] belongs to, or i. */
TXO_SCAN_INLINE size_t unfinished(const char *p, size_t i)
{
	for (size_t k = 1; k <= 3 && k <= i; k++) {
		unsigned c = (unsigned char)p[i - k];

		if (c < 0x80 || c >= 0xc0)
			return c < 0x80 ? i : i - k;
	}
	return i;
}

size_t SCAN(utf8)(const char *p, size_t n)
{
	VECTOR before = every(0);
	bool high = false;
	size_t i = 0;

	for (; i + sizeof(VECTOR) <= n; i += sizeof(VECTOR)) {
		VECTOR now = load(p + i);
		bool was_high = high;

		high = any_high(now);
		if ((high || was_high) && any_bit(faults(now, before)))
			break;
		before = now;
	}
	i = unfinished(p, i);
	return i + txo_scan_words_utf8(p + i, n - i);
}

#endif
