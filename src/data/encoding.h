/*
 * encoding.h - which encoding a text is in, by its name or its first bytes.
 */
#ifndef TXO_DATA_ENCODING_H
#define TXO_DATA_ENCODING_H

#include <stddef.h>
#include <stdint.h>

#include "txo/status.h"

enum txo_encoding {
	TXO_OPEN,	/* UTF-8 or Windows-1252, to be seen */
	TXO_UTF8,
	TXO_UTF16LE,
	TXO_UTF16BE,
	TXO_WINDOWS,	/* Windows-1252 */
	TXO_UTF16,	/* of either byte order; only by name */
	TXO_OTHER	/* for iconv */
};

/* The one of this name, in any case, with or without '-'; else TXO_OTHER. */
enum txo_encoding txo_encoding_named(const char *name);

/* How it is called; NULL for TXO_OTHER. */
const char *txo_encoding_name(enum txo_encoding e);

/* By the byte order mark with which the n bytes begin; TXO_OPEN: none. */
enum txo_encoding txo_encoding_marked(const char *start, size_t n);

/*
 * UTF-16 without a mark, by its NULs: only in odd or only in even places, and
 * in at least half of them. Else TXO_OPEN.
 */
enum txo_encoding txo_encoding_guess(const char *start, size_t n);

/* The sentence for a name that nobody knows; returns TXO_USAGE. */
enum txo_status txo_encoding_unknown(const char *name, struct txo_error *err);

/* The character of a byte of Windows-1252; -1: there is none. */
int32_t txo_windows_point(unsigned char byte);

#endif
