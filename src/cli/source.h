/*
 * source.h - one input file: opened, its header found, the verb bound to it.
 */
#ifndef TXO_CLI_SOURCE_H
#define TXO_CLI_SOURCE_H

#include "base/buffer.h"
#include "cli/options.h"
#include "cmd/command.h"
#include "data/digest.h"
#include "data/input.h"
#include "data/table.h"

/* Its header and what the verb asks of it stay to the end. */
struct txo_source {
	const char *name;	/* as shown */
	struct txo_input in;
	char digest_text[TXO_DIGEST_TEXT];	/* of its bytes, or empty */
	struct txo_list_rules lists;
	struct txo_table table;
	struct txo_needs needs;
};

/*
 * Open the file ("-" is standard input), find the header, ask driver and verb
 * which columns they need of it. End and release it in any case.
 */
TXO_NODISCARD
enum txo_status txo_source_open(struct txo_source *s, const char *file,
				const struct txo_command *command,
				struct txo_arguments *args,
				struct txo_error *err);

/* What there is to know of how the file was read, a line each. */
void txo_source_notes(const struct txo_source *s, const char *verb);

/* All rows are read: close the file, keep the header. */
void txo_source_end(struct txo_source *s);
void txo_source_release(struct txo_source *s);

#endif
