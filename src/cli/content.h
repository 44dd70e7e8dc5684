/*
 * content.h - a file that an option names.
 */
#ifndef TXO_CLI_CONTENT_H
#define TXO_CLI_CONTENT_H

#include "base/arena.h"
#include "cmd/option.h"
#include "txo/status.h"

/* Of no more bytes. */
#define TXO_CONTENT_LONGEST ((size_t)16 * 1024 * 1024)

/*
 * Read the whole file into the arena. TXO_IO, naming the option, when it cannot
 * be read, TXO_DATA when it is too long.
 */
TXO_NODISCARD
enum txo_status txo_content_read(const char *option, struct txo_text path,
				 struct txo_content *content,
				 struct txo_arena *arena,
				 struct txo_error *err);

#endif
