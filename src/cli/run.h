/*
 * run.h - the driver: from files to an answer, the same for every verb.
 */
#ifndef TXO_CLI_RUN_H
#define TXO_CLI_RUN_H

#include "cmd/command.h"

/*
 * Run the verb with the words that stand behind it on the command line, ended
 * by NULL. Writes the answer and all messages; returns the exit code.
 */
int txo_run(const struct txo_command *command, char *const *word);

#endif
