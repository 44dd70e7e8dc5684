/*
 * report.h - what the reader is told on stderr.
 */
#ifndef TXO_CLI_REPORT_H
#define TXO_CLI_REPORT_H

#include <stdbool.h>

#include "base/buffer.h"
#include "data/intake.h"

/* "txo VERB: FILE:LINE: sentence"; verb and file may be NULL. */
void txo_report_error(const char *verb, const char *file,
		      const struct txo_error *err);

/* "txo VERB: FILE: sentence"; file may be NULL. */
void txo_report_line(const char *verb, const char *file, const char *sentence);

/* The same for each line of the text, which is cut to pieces. */
void txo_report_lines(const char *verb, char *text);

/*
 * Append what became of the rows: "read 128 rows, used 121, left out 7: 4 no
 * concern, 3 no score". `weighted` adds the sum of the weights.
 */
void txo_report_account(struct txo_buffer *b, const struct txo_intake *in,
			bool weighted);

/*
 * Why rows were left out, or were used without a value: so many rows, and the
 * reason, as "no concern".
 */
typedef void txo_reason_fn(void *ctx, uint64_t n, const char *reason);
void txo_report_left_out(const struct txo_intake *in, txo_reason_fn *tell,
			 void *ctx);
void txo_report_partly(const struct txo_intake *in, txo_reason_fn *tell,
		       void *ctx);

/*
 * Name the first cells that could not be read; TXO_DATA, with a sentence that
 * counts them all. `allowed`: --max-bad allows some, but fewer.
 */
enum txo_status txo_report_faults(const char *verb, const struct txo_intake *in,
				  bool allowed, struct txo_error *err);

/* A line for each scale of --scale: which columns are on it. */
void txo_report_scales(const char *verb, const struct txo_schema *s);

/* Is there a row that some answer had to do without? */
bool txo_report_incomplete(const struct txo_intake *in);

#endif
