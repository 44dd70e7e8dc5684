/*
 * fault_log.h - the faults of txo check on their way out: counted, written as
 * rows up to a limit, the first ones kept where there are no rows.
 */
#ifndef TXO_CMD_FAULT_LOG_H
#define TXO_CMD_FAULT_LOG_H

#include "cmd/command.h"
#include "data/finding.h"

#define TXO_FAULTS_TOLD 5	/* kept for stderr if there is no output */

struct txo_fault_log {
	/* set by the caller */
	struct txo_out *out;		/* NULL: only counted */
	uint64_t most;			/* rows that are written */
	bool redact;			/* without cells */

	uint64_t n, shown;
	uint64_t count[TXO_RULES];
	const char **file;		/* names, borrowed */
	size_t files, room;
	struct {
		uint32_t file;
		struct txo_error error;
	} told[TXO_FAULTS_TOLD];
};

/* The output columns, for the table of a verb. */
extern const struct txo_column txo_fault_columns[];

/* A further file. */
TXO_NODISCARD
enum txo_status txo_fault_log_file(struct txo_fault_log *log, const char *name,
				   struct txo_error *err);

/* For a finder, with the log as its context. */
void txo_fault_log_tell(void *log, const struct txo_finding *f);

/* Faults of each rule that were told to nobody. */
void txo_fault_log_add(struct txo_fault_log *log, const uint64_t *count);

/* Append "FILE:LINE: sentence" and a line end; without the line if it is 0. */
void txo_fault_log_place(const char *file, uint64_t line, const char *sentence,
			 struct txo_buffer *b);

/* Append the first faults, a line each, if there is no output. */
void txo_fault_log_lines(const struct txo_fault_log *log, struct txo_buffer *b);

/* "3 faults: 2 type-error, 1 session-gap" */
void txo_fault_log_count(const struct txo_fault_log *log, struct txo_buffer *b);

void txo_fault_log_release(struct txo_fault_log *log);

#endif
