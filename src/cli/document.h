/*
 * document.h - the answer of a verb that prints a JSON document, not rows.
 */
#ifndef TXO_CLI_DOCUMENT_H
#define TXO_CLI_DOCUMENT_H

#include "cli/run.h"

/* TXO_USAGE where the options ask for what only rows can have or be. */
TXO_NODISCARD
enum txo_status txo_document_check(struct txo_run *r);

/* Ask the verb for the document and write it to stdout or the file of -o. */
TXO_NODISCARD
enum txo_status txo_document_write(struct txo_run *r);

#endif
