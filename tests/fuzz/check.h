/*
 * check.h - a fuzz target's way to say that something cannot be.
 */
#ifndef TXO_TESTS_CHECK_H
#define TXO_TESTS_CHECK_H

#include <stdio.h>
#include <stdlib.h>

#define check(truth) \
	((truth) ? (void)0 : check_failed(#truth, __FILE__, __LINE__))

static inline void check_failed(const char *what, const char *file, int line)
{
	fprintf(stderr, "%s:%d: not so: %s\n", file, line, what);
	abort();
}

#endif
