/*
 * list.h - the driver of the verbs that read no files.
 */
#ifndef TXO_CLI_LIST_H
#define TXO_CLI_LIST_H

#include "cli/run.h"

/* Print what the verb lists. TXO_USAGE when files are named. */
TXO_NODISCARD
enum txo_status txo_list_answer(struct txo_run *r);

#endif
