/*
 * worker.h - chunks of a file into an intake of the worker's own; for
 * data/load.c.
 */
#ifndef TXO_DATA_WORKER_H
#define TXO_DATA_WORKER_H

#include "data/chunk.h"
#include "data/intake.h"
#include "data/marked.h"
#include "data/quick.h"
#include "data/table.h"

/* A chunk, and what came of it. */
struct txo_job {
	struct txo_chunk chunk;
	struct txo_number_style *style;	/* of each use, in this chunk alone */
	uint64_t weight;		/* sum of the weights of its rows */
	enum txo_status status;
	struct txo_error error;
};

struct txo_worker {
	struct txo_intake *in;
	struct txo_intake own;		/* unless it is somebody else's */
	struct txo_arena arena;
	struct txo_table table;		/* of the file, reading a chunk */
	const struct txo_schema *schema;
	struct txo_marked marked;
	struct txo_quick quick;
	size_t bytes;			/* that the intake needs */
};

/*
 * Begin a file. `in` is the intake to fill, or `first` the one to be joined.
 */
TXO_NODISCARD
enum txo_status txo_worker_file(struct txo_worker *w, struct txo_intake *first,
				const struct txo_table *table,
				const struct txo_schema *schema,
				struct txo_error *err);

/* Take in all rows of the chunk: job->status and the rest say how it went. */
void txo_worker_run(struct txo_worker *w, struct txo_job *job);

/*
 * Are most of its rows different? Then joining them later takes as long as
 * taking them in, and the worker is best idle.
 */
bool txo_worker_is_spread(const struct txo_worker *w);

/*
 * As txo_worker_run() by libcsv alone, and behind chunks of which this is known: the style
 * of each use, the sum of weights.
 */
TXO_NODISCARD
enum txo_status txo_worker_judge(struct txo_worker *w, struct txo_job *job,
				 struct txo_number_style *style,
				 uint64_t weight, struct txo_error *err);

void txo_worker_release(struct txo_worker *w);

#endif
