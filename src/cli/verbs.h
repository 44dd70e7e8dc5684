/*
 * verbs.h - the verb table: a verb is in txo by standing here.
 */
#ifndef TXO_CLI_VERBS_H
#define TXO_CLI_VERBS_H

#include "cmd/command.h"

/* All verbs in the order of the help, ended by NULL. */
extern const struct txo_command *const txo_verbs[];

/* The verb of this name; TXO_USAGE, with the nearest one, if there is none. */
TXO_NODISCARD
enum txo_status txo_verb_find(const char *name, const struct txo_command **verb,
			      struct txo_error *err);

#endif
