/*
 * scan.h - what a block of CSV text is made of, found many bytes at a time.
 *
 *	const struct txo_scanner *scan = txo_scanner();
 *	struct txo_survey s = { 0 };
 *	struct txo_marks m = { .at = room };
 *	scan->survey(p, n, &s);
 *	scan->index(p, n, ',', &m);
 *	if (!m.odd)
 *		use(m.at, m.n);
 *
 * A scanner finds where fields end in text that is plainly RFC 4180, and says
 * when a text is not. It has no rules of its own: of a text that is not odd,
 * libcsv in strict mode makes the same fields, without an error. An odd text
 * may be at fault or not; data/csv.h is to judge it.
 *
 * All scanners find the same; they differ in the instructions that they need.
 * None allocates or fails, and all may be used by many threads at once.
 */
#ifndef TXO_DATA_SCAN_H
#define TXO_DATA_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many bytes behind a text txo_scanner.index may read, and marks beyond. */
#define TXO_SCAN_MARGIN 64

/* Counts over text; add up over consecutive pieces (start with zeros). */
struct txo_survey {
	uint64_t quotes;	/* " bytes */
	uint64_t line_ends;	/* LF, CRLF, or CR alone; see after_cr */
	/*
	 * The last byte was a CR: an LF that follows in the next piece ends no
	 * further line.
	 */
	bool after_cr;
	bool high;		/* a byte >= 0x80 was seen */
	bool nul;		/* a NUL byte was seen */
};

/*
 * Where fields end. The caller gives `at`; all else is set, whatever it was.
 *
 * The fields begin at the start of the text and behind each mark, and end at
 * the next mark or the end of the text; a text that ends in an LF has no field
 * behind it. If a field is followed by an LF and ends in a CR, the CR belongs
 * to the line end. If it then begins with a quote it ends with one: take both
 * off and halve the doubled quotes within. A line without a byte is blank.
 */
struct txo_marks {
	/*
	 * Places of the delimiters and LFs outside quotes, in order. Borrowed,
	 * with room for n + TXO_SCAN_MARGIN where n is the length of the text;
	 * what stands behind the marks is left undefined.
	 */
	uint32_t *at;
	size_t n;
	size_t rows;		/* of them, LFs */
	uint64_t line_ends;	/* LFs in all, those within quotes too */
	bool quotes;		/* there is a quote */
	bool returns;		/* there is a CR */
	/*
	 * The text is not plainly RFC 4180, and nothing else here means
	 * anything. It has
	 *   - a NUL byte anywhere;
	 *   - a CR outside quotes without an LF behind it;
	 *   - an opening quote that is neither the first byte nor right behind
	 *     a mark or a closing quote (with which it is a doubled quote);
	 *   - a closing quote right before anything but a mark, a CR, a quote
	 *     or the end of the text;
	 *   - or a quote that is open at its end.
	 */
	bool odd;
};

struct txo_scanner {
	const char *name;	/* avx512, avx2, sse2, neon, words */

	/* Adds n bytes to the survey, and reads no others. */
	void (*survey)(const char *p, size_t n, struct txo_survey *s);

	/*
	 * The marks of n < 2^31 bytes, the first of which begins a record.
	 * TXO_SCAN_MARGIN bytes behind the text must be readable, whatever
	 * they are. The delimiter is a byte below 0x80, but no quote, CR, LF or
	 * NUL.
	 */
	void (*index)(const char *p, size_t n, char delimiter,
		      struct txo_marks *m);

	/*
	 * Bytes of the longest prefix that is whole, valid UTF-8 characters (n
	 * if all is). Reads no others than the n.
	 */
	size_t (*utf8)(const char *p, size_t n);
};

/*
 * Those that this machine can run, the fastest first; behind the last one
 * stands one whose name is NULL. "words", which every machine can run, is
 * always among them.
 */
const struct txo_scanner *txo_scanners(void);

/* The fastest, or the one that txo_scanner_force() chose. */
const struct txo_scanner *txo_scanner(void);

/*
 * For tests: have txo_scanner() return the one of this name, or the fastest
 * again if it is NULL. False, and nothing changes, if there is no such scanner
 * here. Not thread-safe: to be called before threads start.
 */
bool txo_scanner_force(const char *name);

#endif
