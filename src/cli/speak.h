/*
 * speak.h - --say: a sentence for each row in place of the table.
 *
 *	status = txo_speak_check(&r);
 *	status = txo_speak_through(&speaker, &r, sink);
 *	... rows to the sink ...
 */
#ifndef TXO_CLI_SPEAK_H
#define TXO_CLI_SPEAK_H

#include "cli/run.h"
#include "cmd/say.h"

struct txo_speaker {
	const struct txo_run *run;
	struct txo_say say;
};

/* TXO_USAGE if --format asks for something else. */
TXO_NODISCARD
enum txo_status txo_speak_check(struct txo_run *r);

/*
 * Have the sink say its rows; the speaker lives as long. Before the header; nothing
 * without --say.
 */
TXO_NODISCARD
enum txo_status txo_speak_through(struct txo_speaker *sp, struct txo_run *r,
				  struct txo_sink *sink);

#endif
