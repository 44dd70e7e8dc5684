/*
 * writer.h - what the sink asks of the writer of a format.
 *
 *	static void row(void *state, struct txo_out *out,
 *			const struct txo_sink_cell *cells, size_t n);
 *	const struct txo_writer txo_writer_tsv = { .header = row, .row = row };
 *
 * The sink collects a row, checks it and hands it over whole; a writer turns it
 * into bytes. Cells are borrowed until the writer returns. Only the files of view/ include this header. A new format is a
 * writer here and its line in sink.c.
 */
#ifndef TXO_VIEW_WRITER_H
#define TXO_VIEW_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/text.h"
#include "txo/status.h"
#include "view/sink.h"

/*
 * Where the bytes of a writer go. Writers add to `bytes` and say after each
 * piece (a row, say) that it is complete; they need not look at errors.
 */
struct txo_out {
	struct txo_buffer bytes;
	txo_write_fn *write;
	void *ctx;
	enum txo_status status;	/* the first failure, or TXO_OK */
	struct txo_error err;
};

/* Hand the bytes on if there are many; if not, keep them for later. */
void txo_out_piece(struct txo_out *out);

/* Remember that memory ran out. */
void txo_out_fail_memory(struct txo_out *out);

struct txo_writer {
	bool for_people;	/* wants numbers rounded for reading */
	size_t state_size;	/* of what it keeps between rows; starts as 0 */

	/* The column names, once, all of them TXO_CELL_TEXT. */
	void (*header)(void *state, struct txo_out *out,
		       const struct txo_sink_cell *cells, size_t n);
	/* One row, as many cells as the header has. */
	void (*row)(void *state, struct txo_out *out,
		    const struct txo_sink_cell *cells, size_t n);
	/* The end; not called without a header. Or NULL. */
	void (*finish)(void *state, struct txo_out *out);
	/* Give back what the state owns, but not the state. Or NULL. */
	void (*release)(void *state);
};

extern const struct txo_writer txo_writer_csv;
extern const struct txo_writer txo_writer_tsv;
extern const struct txo_writer txo_writer_json;
extern const struct txo_writer txo_writer_jsonl;
extern const struct txo_writer txo_writer_table;
extern const struct txo_writer txo_writer_markdown;

#endif
