/*
 * reading.h - how the files of an analysis are read: as the options say and, for
 * tests, the environment: TXO_SCANNER is the name of a scanner (data/scan.h),
 * TXO_CHUNK the bytes of a chunk (data/chunk.h). Neither changes any answer.
 */
#ifndef TXO_CLI_READING_H
#define TXO_CLI_READING_H

#include "cli/options.h"
#include "data/load.h"

/* Bytes that may be taken: as said, else most of what there is; 0: any. */
size_t txo_reading_memory(const struct txo_common *c);

/* TXO_USAGE if the environment says what cannot be. */
TXO_NODISCARD
enum txo_status txo_reading_options(const struct txo_common *c,
				    struct txo_load_options *o,
				    struct txo_error *err);

#endif
