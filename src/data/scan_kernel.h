/*
 * scan_kernel.h - the scanner itself, over the operations of one set of
 * instructions. Only scan_SET.c includes it, once, and defines before:
 *
 *	SCAN(name)		the name of this set's function
 *	struct block		64 bytes of text
 *	block_load(p)		them
 *	block_equal(&b, c)	a mask of 64 bits, one for each byte: it is c
 *	struct seen		what bytes were seen
 *	seen_none()		none so far
 *	seen_add(&s, &b)	so were these
 *	seen_high(&s)		was one >= 0x80?
 *	seen_nul(&s)		was one NUL?
 *	prefix_xor(m)		bit i: are bits 0 to i of m odd in number?
 *	count_bits(m)		of the mask
 *	flatten(at, from, m)	writes from + the place of each bit, in order,
 *				and anything to at[0..63] behind them; returns
 *				the end
 *
 * In masks the first byte is the lowest bit.
 */
#ifndef TXO_DATA_SCAN_KERNEL_H
#define TXO_DATA_SCAN_KERNEL_H

#include <string.h>

#include "data/scan_set.h"

#define BLOCK ((size_t)64)

/* A mask of the first n < 64 bytes. */
static inline uint64_t first_bytes(size_t n)
{
	return ((uint64_t)1 << n) - 1;
}

TXO_SCAN_INLINE uint64_t survey_block(const char *p, struct seen *seen,
				      uint64_t after_cr, struct txo_survey *s)
{
	struct block b = block_load(p);
	uint64_t returns = block_equal(&b, '\r');
	uint64_t feeds = block_equal(&b, '\n');

	seen_add(seen, &b);
	s->quotes += count_bits(block_equal(&b, '"'));
	/* a line feed behind a return ends no line of its own */
	s->line_ends += count_bits(returns |
				   (feeds & ~(returns << 1 | after_cr)));
	return returns >> 63;
}

void SCAN(survey)(const char *p, size_t n, struct txo_survey *s)
{
	struct seen seen = seen_none();
	struct txo_survey sum = *s;
	uint64_t after_cr = s->after_cr;
	char last[BLOCK];
	size_t i = 0;

	for (; i + BLOCK <= n; i += BLOCK)
		after_cr = survey_block(p + i, &seen, after_cr, &sum);
	if (i < n) {
		memset(last, ' ', BLOCK);
		memcpy(last, p + i, n - i);
		(void)survey_block(last, &seen, after_cr, &sum);
	}
	if (n)
		sum.after_cr = p[n - 1] == '\r';
	sum.high = sum.high || seen_high(&seen);
	sum.nul = sum.nul || seen_nul(&seen);
	*s = sum;
}

/* What the bytes of a block are. */
struct kinds {
	uint64_t quote, delimiter, feed, cr;
};

/* What is found, and how the text at hand ends. */
struct state {
	uint32_t *at;
	uint64_t rows, feeds;
	uint64_t quotes, returns;	/* not zero: there is one */
	uint64_t odd;			/* not zero: the text is odd */
	struct seen seen;

	uint64_t inside;		/* inside quotes: all ones, else 0 */
	/* of the last byte, 1 or 0: */
	uint64_t parted;		/* a quote may open behind it */
	uint64_t closed;		/* it is a closing quote */
	uint64_t cr;			/* it is a CR outside quotes */
};

TXO_SCAN_INLINE struct kinds kinds_of(const struct block *b, char delimiter)
{
	return (struct kinds){
		.quote = block_equal(b, '"'),
		.delimiter = block_equal(b, delimiter),
		.feed = block_equal(b, '\n'),
		.cr = block_equal(b, '\r'),
	};
}

/*
 * Each byte's bit is that of the byte before it, the first one's is `last`: one
 * sum, where a shift of two words takes several steps.
 */
TXO_SCAN_INLINE uint64_t behind(uint64_t mask, uint64_t last)
{
	return mask + mask + last;
}

/*
 * Marks the blocks from i on up to one that has a quote, or the last whole one.
 * The text before is not inside quotes, and its last byte is no quote. Returns
 * where it stopped.
 */
static size_t index_plain(const char *p, size_t i, size_t n, char delimiter,
			  struct state *state)
{
	struct state s = *state;
	uint64_t feeds = 0, marks = s.parted << 63;

	for (; i + BLOCK <= n; i += BLOCK) {
		struct block b = block_load(p + i);
		struct kinds k = kinds_of(&b, delimiter);

		if (k.quote)
			break;
		seen_add(&s.seen, &b);
		feeds += count_bits(k.feed);
		s.odd |= behind(k.cr, s.cr) & ~k.feed;
		s.cr = k.cr >> 63;
		s.returns |= k.cr;
		marks = k.delimiter | k.feed;
		s.at = flatten(s.at, (uint32_t)i, marks);
	}
	s.parted = marks >> 63;
	s.feeds += feeds;
	s.rows += feeds;
	*state = s;
	return i;
}

/* Marks any block, of which these bytes belong to the text. */
TXO_SCAN_INLINE void index_block(const struct kinds *k, size_t i,
				 uint64_t valid, struct state *s)
{
	uint64_t inside = prefix_xor(k->quote) ^ s->inside;
	uint64_t marks = (k->delimiter | k->feed) & ~inside;
	uint64_t cr = k->cr & ~inside;
	uint64_t opening = k->quote & inside;
	uint64_t closing = k->quote & ~inside;
	uint64_t parted = marks | closing;

	s->odd |= behind(cr, s->cr) & ~k->feed;
	s->odd |= opening & ~behind(parted, s->parted);
	s->odd |= behind(closing, s->closed) & valid & ~(marks | cr | k->quote);
	s->inside = 0 - (inside >> 63);
	s->parted = parted >> 63;
	s->closed = closing >> 63;
	s->cr = cr >> 63;
	s->quotes |= k->quote;
	s->returns |= k->cr;
	s->feeds += count_bits(k->feed);
	s->rows += count_bits(k->feed & ~inside);
	s->at = flatten(s->at, (uint32_t)i, marks);
}

/*
 * Marks the blocks from i on up to one behind which a long stretch without
 * quotes may follow, or the last whole one. Where quotes come and go, there is
 * no telling whether a block has one, so that index_plain() would not pay.
 */
static size_t index_quoted(const char *p, size_t i, size_t n, char delimiter,
			   struct state *state)
{
	struct state s = *state;
	/* of the last 32 blocks, those that have to do with quotes */
	uint32_t recent = 1;

	for (; recent && i + BLOCK <= n; i += BLOCK) {
		struct block b = block_load(p + i);
		struct kinds k = kinds_of(&b, delimiter);

		seen_add(&s.seen, &b);
		recent = recent << 1 | ((k.quote | s.inside) != 0);
		index_block(&k, i, ~(uint64_t)0, &s);
	}
	*state = s;
	return i;
}

/* Marks the last n < 64 bytes of the text. */
static void index_rest(const char *p, size_t i, size_t n, char delimiter,
		       struct state *s)
{
	struct block b = block_load(p + i);
	struct kinds k = kinds_of(&b, delimiter);
	uint64_t valid = first_bytes(n);

	k.quote &= valid;
	k.delimiter &= valid;
	k.feed &= valid;
	k.cr &= valid;
	s->odd |= block_equal(&b, '\0') & valid;
	index_block(&k, i, valid, s);
}

void SCAN(index)(const char *p, size_t n, char delimiter, struct txo_marks *m)
{
	struct state s = { .at = m->at, .parted = 1, .seen = seen_none() };
	size_t i = 0;

	while (i + BLOCK <= n) {
		i = index_plain(p, i, n, delimiter, &s);
		i = index_quoted(p, i, n, delimiter, &s);
	}
	if (i < n)
		index_rest(p, i, n - i, delimiter, &s);
	m->n = (size_t)(s.at - m->at);
	m->rows = (size_t)s.rows;
	m->line_ends = s.feeds;
	m->quotes = s.quotes != 0;
	m->returns = s.returns != 0;
	m->odd = (s.odd | s.inside | s.cr) != 0 || seen_nul(&s.seen);
}

#endif
