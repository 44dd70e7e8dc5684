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

static inline uint64_t survey_block(const char *p, struct seen *seen,
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

/* What is found, and how the text before the block ends. */
struct state {
	uint32_t *at;
	uint64_t rows, feeds;
	uint64_t quotes, returns;	/* not zero: there is one */
	uint64_t odd;			/* not zero: the text is odd */

	uint64_t inside;		/* inside quotes: all ones, else 0 */
	/* of the last byte, 1 or 0: */
	uint64_t parted;		/* a quote may open behind it */
	uint64_t closed;		/* it is a closing quote */
	uint64_t open_cr;		/* it is a CR outside quotes */
};

static inline struct kinds kinds_of(const struct block *b, char delimiter)
{
	return (struct kinds){
		.quote = block_equal(b, '"'),
		.delimiter = block_equal(b, delimiter),
		.feed = block_equal(b, '\n'),
		.cr = block_equal(b, '\r'),
	};
}

/* The marks of a block without quotes, and outside of them. */
static inline uint64_t plain_marks(const struct kinds *k, struct state *s)
{
	uint64_t marks = k->delimiter | k->feed;

	s->odd |= (k->cr << 1 | s->open_cr) & ~k->feed;
	s->odd |= s->closed & ~(marks | k->cr);
	s->parted = marks >> 63;
	s->closed = 0;
	s->open_cr = k->cr >> 63;
	s->rows += count_bits(k->feed);
	return marks;
}

/* The marks of any block, of which these bytes belong to the text. */
static inline uint64_t quoted_marks(const struct kinds *k, uint64_t valid,
				    struct state *s)
{
	uint64_t inside = prefix_xor(k->quote) ^ s->inside;
	uint64_t marks = (k->delimiter | k->feed) & ~inside;
	uint64_t cr = k->cr & ~inside;
	uint64_t opening = k->quote & inside;
	uint64_t closing = k->quote & ~inside;
	uint64_t parted = marks | closing;

	s->odd |= (cr << 1 | s->open_cr) & ~k->feed;
	s->odd |= opening & ~(parted << 1 | s->parted);
	s->odd |= (closing << 1 | s->closed) & valid & ~(marks | cr | k->quote);
	s->inside = 0 - (inside >> 63);
	s->parted = parted >> 63;
	s->closed = closing >> 63;
	s->open_cr = cr >> 63;
	s->rows += count_bits(k->feed & ~inside);
	return marks;
}

static inline void index_block(const struct kinds *k, size_t from,
			       uint64_t valid, struct state *s)
{
	uint64_t marks;

	s->quotes |= k->quote;
	s->returns |= k->cr;
	s->feeds += count_bits(k->feed);
	if (k->quote | s->inside)
		marks = quoted_marks(k, valid, s);
	else
		marks = plain_marks(k, s);
	s->at = flatten(s->at, (uint32_t)from, marks);
}

/* The last n < 64 bytes of the text. */
static inline void index_rest(const char *p, size_t n, size_t from,
			      char delimiter, struct state *s)
{
	struct block b = block_load(p);
	struct kinds k = kinds_of(&b, delimiter);
	uint64_t valid = first_bytes(n);

	k.quote &= valid;
	k.delimiter &= valid;
	k.feed &= valid;
	k.cr &= valid;
	s->odd |= block_equal(&b, '\0') & valid;
	index_block(&k, from, valid, s);
}

void SCAN(index)(const char *p, size_t n, char delimiter, struct txo_marks *m)
{
	struct state s = { .at = m->at, .parted = 1 };
	struct seen seen = seen_none();
	size_t i = 0;

	for (; i + BLOCK <= n; i += BLOCK) {
		struct block b = block_load(p + i);
		struct kinds k = kinds_of(&b, delimiter);

		seen_add(&seen, &b);
		index_block(&k, i, ~(uint64_t)0, &s);
	}
	if (i < n)
		index_rest(p + i, n - i, i, delimiter, &s);
	m->n = (size_t)(s.at - m->at);
	m->rows = (size_t)s.rows;
	m->line_ends = s.feeds;
	m->quotes = s.quotes != 0;
	m->returns = s.returns != 0;
	m->odd = (s.odd | s.inside | s.open_cr) != 0 || seen_nul(&seen);
}

#endif
