/*
 * run.h - the driver: from files to an answer, the same for every verb.
 */
#ifndef TXO_CLI_RUN_H
#define TXO_CLI_RUN_H

#include "cli/gate.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/source.h"
#include "cmd/command.h"
#include "data/intake.h"
#include "data/load.h"

/* What a run of a verb holds. */
struct txo_run {
	const struct txo_command *command;
	struct txo_arguments args;
	struct txo_source *source;	/* room for one a file */
	size_t sources;			/* opened so far */
	bool checked;			/* the columns of the answer */
	const char *where;		/* the file at fault, or NULL */
	struct txo_intake intake;
	struct txo_load *load;		/* of analyses, or NULL */
	struct txo_gate gate;		/* of analyses */
	struct txo_withheld withheld;	/* of analyses */
	struct txo_output provenance;	/* fd -1: it is not asked for */
	char *const *word;		/* those behind the verb */
	struct txo_error err;
};

/*
 * Run the verb with the words that stand behind it on the command line, ended
 * by NULL. Writes the answer and all messages; returns the exit code.
 */
int txo_run(const struct txo_command *command, char *const *word);

#endif
