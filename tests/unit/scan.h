/*
 * scan.h - texts for the tests of the scanners.
 *
 * Include it after <cmocka.h>.
 */
#ifndef TXO_TESTS_SCAN_H
#define TXO_TESTS_SCAN_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "data/scan.h"

/* Numbers without any order that one can see, the same in each run. */
static inline uint32_t random_below(uint32_t n)
{
	static uint64_t state = 1;

	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((state >> 33) * n >> 31);
}

/*
 * The text of this number, of all texts in these letters, the shorter ones
 * first; returns its length.
 */
static inline size_t nth_text(size_t number, const char *letters, size_t many,
			      char *text)
{
	size_t n = 0;

	for (; number; n++) {
		number--;
		text[n] = letters[number % many];
		number /= many;
	}
	return n;
}

/* How many texts there are of up to n of so many letters. */
static inline size_t texts_up_to(size_t n, size_t many)
{
	size_t count = 1;

	while (n--)
		count = 1 + many * count;
	return count;
}

/* A field as it stands in CSV, of up to `most` letters; its length. */
static inline size_t random_field(char *p, char delimiter, uint32_t most)
{
	const char inside[] = { 'a', delimiter, '\n', '\r', '"', 'b' };
	bool quoted = random_below(3) == 0;
	uint32_t letters = random_below(most + 1);
	size_t n = 0;

	if (quoted)
		p[n++] = '"';
	while (letters--) {
		char c = quoted ? inside[random_below(sizeof(inside))] : 'c';

		p[n++] = c;
		if (c == '"')
			p[n++] = c;
	}
	if (quoted)
		p[n++] = '"';
	return n;
}

/* CSV without a fault, of n to n + 2 * most + 4 bytes; its length. */
static inline size_t random_csv(char *p, size_t n, char delimiter,
				uint32_t most)
{
	size_t length = 0;

	while (length < n) {
		length += random_field(p + length, delimiter, most);
		if (random_below(4)) {
			p[length++] = delimiter;
			continue;
		}
		if (random_below(2))
			p[length++] = '\r';
		p[length++] = '\n';
	}
	return length;
}

#endif
