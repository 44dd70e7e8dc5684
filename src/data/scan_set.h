/*
 * scan_set.h - the scanner's functions for each set of instructions.
 *
 * There is one file for each, scan_SET.c, compiled for a machine that has these
 * instructions; TXO_SCAN_SET is defined for scan.c where the build has it
 * (scripts/cmake/TxoScan.cmake). They are told apart by their names alone:
 * txo_scan_SET_survey(), _index() and _utf8(), as scan.h describes them.
 */
#ifndef TXO_DATA_SCAN_SET_H
#define TXO_DATA_SCAN_SET_H

#include "data/scan.h"

/* What the loop over a text is made of, which must be one piece to be fast. */
#define TXO_SCAN_INLINE static inline __attribute__((always_inline))

#define TXO_SCAN_DECLARE(set) \
	void txo_scan_##set##_survey(const char *p, size_t n, \
				     struct txo_survey *s); \
	void txo_scan_##set##_index(const char *p, size_t n, char delimiter, \
				    struct txo_marks *m); \
	size_t txo_scan_##set##_utf8(const char *p, size_t n)

TXO_SCAN_DECLARE(avx512);
TXO_SCAN_DECLARE(avx2);
TXO_SCAN_DECLARE(sse2);
TXO_SCAN_DECLARE(neon);
TXO_SCAN_DECLARE(words);

#endif
