/*
 * provenance.h - --provenance: where an answer comes from, as JSON.
 *
 *	status = txo_provenance_open(&r);
 *	... the answer ...
 *	status = txo_provenance_close(&r, status);
 *
 * It says which txo, which verb with which words, the SHA-256 of each input as
 * it was read (before it was unpacked), what became of the rows and the seed of
 * random numbers, if the verb has one. There is no date and no name of a machine
 * in it: the same answer comes from the same place, byte for byte. Standard
 * output stays the answer alone.
 */
#ifndef TXO_CLI_PROVENANCE_H
#define TXO_CLI_PROVENANCE_H

#include "cli/run.h"

/*
 * Open the file that --provenance names, if it does ("-" is standard error).
 * TXO_USAGE if it is one that is read, or the answer's. It is there whole or not
 * at all.
 */
TXO_NODISCARD
enum txo_status txo_provenance_open(struct txo_run *r);

/* Write it if all went well; returns the first failure. Nothing if none is open. */
TXO_NODISCARD
enum txo_status txo_provenance_close(struct txo_run *r, enum txo_status status);

#endif
