/*
 * load.h - all rows of files into an intake, on one thread or several.
 *
 *	struct txo_load *load = txo_load_new(&intake, &options);
 *	status = txo_load_file(load, &table, &input, &schema, &err);
 *	status = txo_load_end(load, &err);
 *	txo_load_free(load);
 *
 * The input is cut into chunks of whole records (data/chunk.h). Each is taken in
 * by whatever thread is free, in no order, into an intake of that thread; at the
 * end the intakes are united. What depends on the order of cells (which one
 * contradicts an earlier one, which error comes first) is settled chunk by chunk
 * in the order of the file: a chunk that cannot stand behind those before it is
 * read again by libcsv alone, which tells the same error at the same line as if
 * all had been read so.
 */
#ifndef TXO_DATA_LOAD_H
#define TXO_DATA_LOAD_H

#include "data/intake.h"
#include "data/table.h"

struct txo_load;

struct txo_load_options {
	size_t threads;		/* 1 or more */
	size_t chunk;		/* bytes of a chunk, or 0 */
	size_t memory;		/* bytes that may be taken in all, or 0 */
};

/* The intake is borrowed. NULL when memory runs out. */
struct txo_load *txo_load_new(struct txo_intake *first,
			      const struct txo_load_options *o);

/*
 * Take in the rest of a file, whose header the schema is bound to and which
 * txo_intake_file() has begun. *done is false, and nothing is read, if it cannot
 * be cut: then its rows come from txo_table_next().
 */
TXO_NODISCARD
enum txo_status txo_load_file(struct txo_load *l, struct txo_table *table,
			      struct txo_input *in,
			      const struct txo_schema *schema, bool *done,
			      struct txo_error *err);

/* All files are read: unite what the threads have. */
TXO_NODISCARD
enum txo_status txo_load_end(struct txo_load *l, struct txo_error *err);

void txo_load_free(struct txo_load *l);

#endif
