/*
 * answer.h - the rows of an answer on their way to a file or to stdout.
 *
 *	struct txo_answer a;
 *	status = txo_answer_open(&a, common, path, &err);
 *	... rows to a.sink ...
 *	status = txo_answer_close(&a, status, &err);
 */
#ifndef TXO_CLI_ANSWER_H
#define TXO_CLI_ANSWER_H

#include "cli/options.h"
#include "cli/output.h"
#include "view/sink.h"

struct txo_answer {
	struct txo_output output;
	struct txo_sink *sink;	/* NULL when it is not open */
};

/* Open the place (NULL: stdout) in the format that the options ask for. */
TXO_NODISCARD
enum txo_status txo_answer_open(struct txo_answer *a,
				const struct txo_common *c, const char *path,
				struct txo_error *err);

/*
 * The names of the columns, *n of them in the arguments' arena: those of --by,
 * then what the needs name, with dots if --names broom asks and they are not a
 * file's own.
 */
TXO_NODISCARD
enum txo_status txo_answer_names(struct txo_arguments *args,
				 const struct txo_needs *needs,
				 const char ***name, size_t *n,
				 struct txo_error *err);

/* Name the columns so. Warns of two that are called the same. */
TXO_NODISCARD
enum txo_status txo_answer_header(struct txo_answer *a,
				  struct txo_arguments *args, const char *verb,
				  const struct txo_needs *needs,
				  struct txo_error *err);

/*
 * Write what is held back and close; the file is put in its place only if
 * `status` and all else went well. Returns the first failure. A reader that
 * left early is TXO_IO without a sentence. Nothing if it is not open.
 */
TXO_NODISCARD
enum txo_status txo_answer_close(struct txo_answer *a, enum txo_status status,
				 struct txo_error *err);

#endif
