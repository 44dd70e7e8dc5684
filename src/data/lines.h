/*
 * lines.h - counting lines that end in LF, CRLF or CR, and finding NUL bytes, in
 * text that comes block by block and is looked at again and again.
 */
#ifndef TXO_DATA_LINES_H
#define TXO_DATA_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Line ends in n bytes of text; a line feed after a CR is none of its own.
 * `after_cr`: the byte before the text is a CR.
 */
static inline uint64_t txo_line_ends(const char *p, size_t n, bool after_cr)
{
	uint64_t count = 0;

	for (size_t i = 0; i < n; i++) {
		count += p[i] == '\r' || (p[i] == '\n' && !after_cr);
		after_cr = p[i] == '\r';
	}
	return count;
}

/* How far lines of a text are counted that comes block by block. */
struct txo_line_count {
	uint64_t ends;	/* before the byte `at` of the block */
	size_t at;
	bool after_cr;	/* the byte before it is a CR */
};

/* The physical line, from 1, of a byte that is not before those counted. */
static inline uint64_t txo_line_of(struct txo_line_count *c, const char *block,
				   size_t at)
{
	if (at > c->at) {
		c->ends += txo_line_ends(block + c->at, at - c->at,
					 c->after_cr);
		c->after_cr = block[at - 1] == '\r';
		c->at = at;
	}
	return 1 + c->ends;
}

/* Where the next NUL byte of a block is, found out once. */
struct txo_next_nul {
	size_t at;	/* or the end */
	size_t seen;	/* bytes of the block that were there then; 0: none */
};

/* The place of the first NUL byte from `from` on, or n if there is none. */
static inline size_t txo_nul_after(struct txo_next_nul *nul, const char *block,
				   size_t from, size_t n)
{
	const char *found;

	if (nul->seen == n && nul->at >= from)
		return nul->at;
	found = n > from ? memchr(block + from, '\0', n - from) : NULL;
	nul->at = found ? (size_t)(found - block) : n;
	nul->seen = n;
	return nul->at;
}

#endif
