/*
 * paper.h - a writer for sinks under test: it keeps what it gets, or fails.
 *
 * Include it after <cmocka.h>.
 */
#ifndef TXO_TESTS_PAPER_H
#define TXO_TESTS_PAPER_H

#include "base/buffer.h"
#include "view/sink.h"

/* What a sink wrote, and after how many bytes it may write no more. */
struct paper {
	struct txo_buffer bytes;
	size_t calls, largest, limit;
	const char *complaint;
};

static inline enum txo_status write_paper(void *ctx, const char *p, size_t n,
					  struct txo_error *err)
{
	struct paper *paper = ctx;

	paper->calls++;
	if (n > paper->largest)
		paper->largest = n;
	if (paper->limit && paper->bytes.n + n > paper->limit) {
		if (paper->complaint)
			return txo_fail(err, TXO_IO, "%s", paper->complaint);
		return TXO_IO;
	}
	txo_buffer_add(&paper->bytes, p, n);
	return TXO_OK;
}

/* Says cells and rows to a sink. */
typedef void fill_fn(struct txo_sink *s);

#endif
