/*
 * records.h - the records of some bytes as each of the two readers has them,
 * written down.
 */
#ifndef TXO_TESTS_RECORDS_H
#define TXO_TESTS_RECORDS_H

#include "base/buffer.h"
#include "bytes.h"
#include "data/chunk.h"
#include "data/marked.h"

static inline void write_record(const struct txo_record *r,
				struct txo_buffer *out)
{
	txo_buffer_printf(out, "%llu:", (unsigned long long)r->line);
	for (size_t i = 0; i < r->n; i++) {
		struct txo_text t = txo_record_field(r, i);

		txo_buffer_printf(out, " %zu=", t.n);
		txo_buffer_add(out, t.p, t.n);
	}
	txo_buffer_add_char(out, '\n');
}

/* All records that are left, and what comes behind them. */
static inline enum txo_status
write_rest(struct txo_csv *csv, struct txo_buffer *out, struct txo_error *err)
{
	const struct txo_record *r;
	enum txo_status status;

	while ((status = txo_csv_next(csv, &r, err)) == TXO_OK && r)
		write_record(r, out);
	return status;
}

/* The records of a chunk. */
static inline enum txo_status
write_chunk(struct txo_csv *csv, struct txo_marked *m,
	    const struct txo_chunk *k, char delimiter, struct txo_buffer *out,
	    struct txo_error *err)
{
	enum txo_status status = txo_marked_begin(m, k, delimiter, err);

	if (status != TXO_OK)
		return status;
	txo_csv_text(csv, (struct txo_text){ k->p, k->n }, k->line, delimiter);
	if (!m->marks.odd)
		txo_csv_marked(csv, m);
	return write_rest(csv, out, err);
}

/* The rest of the input, in chunks. */
static inline enum txo_status write_chunks(const struct txo_csv_rest *rest,
					   struct txo_input *in, char delimiter,
					   size_t size, struct txo_buffer *out,
					   struct txo_error *err)
{
	struct txo_cutter cutter;
	struct txo_chunk k = { .n = 0 };
	struct txo_marked m = { .n = 0 };
	struct txo_csv *csv = txo_csv_new(NULL);
	enum txo_status status = txo_cutter_begin(&cutter, rest, in, delimiter,
						  err);

	check(csv);
	cutter.size = size;
	while (status == TXO_OK) {
		status = txo_cutter_next(&cutter, &k, err);
		if (status != TXO_OK || !k.n)
			break;
		status = write_chunk(csv, &m, &k, delimiter, out, err);
	}
	txo_csv_free(csv);
	txo_marked_release(&m);
	txo_chunk_release(&k);
	txo_cutter_release(&cutter);
	return status;
}

/* By libcsv alone; or, if size is not 0, in chunks from the n-th record on. */
static inline void write_records(struct txo_text file, char delimiter,
				 size_t size, size_t n, struct txo_buffer *out)
{
	struct txo_input in = { .fd = open_bytes(file.p, file.n) };
	struct txo_csv *csv = txo_csv_new(&in);
	const struct txo_record *r = NULL;
	struct txo_error err = { 0 };
	struct txo_csv_rest rest;
	struct txo_text first;
	enum txo_status status;

	check(csv);
	status = txo_csv_peek(csv, &first, &err);
	(void)!txo_csv_begin(csv, delimiter, 0);
	for (size_t i = 0; size && i < n && status == TXO_OK; i++) {
		status = txo_csv_next(csv, &r, &err);
		if (status != TXO_OK || !r)
			break;
		write_record(r, out);
	}
	if (status == TXO_OK && size && txo_csv_rest(csv, &rest))
		status = write_chunks(&rest, &in, delimiter, size, out, &err);
	else if (status == TXO_OK)
		status = write_rest(csv, out, &err);
	txo_buffer_printf(out, "%d %llu %s", (int)status,
			  (unsigned long long)(status ? err.line : 0),
			  status ? err.text : "");
	check(!out->failed);
	txo_csv_free(csv);
	txo_input_release(&in);
}

#endif
