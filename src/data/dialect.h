/*
 * dialect.h - what parts the fields of a file, found out from how it begins.
 *
 *	struct txo_dialect d;
 *	status = txo_dialect_find(&d, first, whole, 0, &err);
 */
#ifndef TXO_DATA_DIALECT_H
#define TXO_DATA_DIALECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "txo/status.h"

enum txo_line_end {
	TXO_LINES_NONE,		/* a single line that does not end */
	TXO_LINES_LF,
	TXO_LINES_CRLF,
	TXO_LINES_CR,
	TXO_LINES_MIXED
};

struct txo_dialect {
	char delimiter;
	bool guessed;		/* neither said by the caller nor by sep=X */
	size_t skip;		/* bytes of a first line sep=X */
	enum txo_line_end line_end;	/* of the lines outside quotes */
};

/*
 * The dialect of a file that begins like this; `whole` if that is all of it.
 * `delimiter` settles it, else a first line sep=X does, else that one of
 * comma, semicolon, tab and pipe which parts most lines into equally many
 * fields. Commas that can be decimal marks are taken for such if another one
 * parts the lines too. None at all: a comma. TXO_DATA if two fit equally.
 */
TXO_NODISCARD
enum txo_status txo_dialect_find(struct txo_dialect *d, struct txo_text first,
				 bool whole, char delimiter,
				 struct txo_error *err);

/*
 * The delimiter that the text stands for: one of the words comma, semicolon,
 * tab, pipe, space, or the character itself; 0 if it is none. Letters, digits,
 * quotes and line ends part no fields.
 */
char txo_delimiter_read(struct txo_text t);

/* Its word, or what is left of it: the character itself, in buf of 2 bytes. */
const char *txo_delimiter_name(char delimiter, char *buf);

/* "LF", "CRLF", "CR", "mixed", "none" */
const char *txo_line_end_name(enum txo_line_end end);

#endif
