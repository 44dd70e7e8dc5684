/*
 * text.h - a borrowed piece of UTF-8 text, and what messages and tables need
 * to know of it.
 */
#ifndef TXO_BASE_TEXT_H
#define TXO_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

struct txo_text {
	const char *p;	/* n bytes, not necessarily followed by a NUL */
	size_t n;
};

/* The text of a C string; NULL is the empty text. */
struct txo_text txo_text(const char *s);

/*
 * Without blanks at both ends: white space of any kind, and marks of no
 * width, such as a byte order mark or those of the direction of writing.
 */
struct txo_text txo_text_trim(struct txo_text t);

/*
 * The first word of a list that is parted by ';', which has one more: *list
 * moves on behind it, to a NUL byte after the last one.
 */
struct txo_text txo_text_next_word(const char **list);

bool txo_text_equal(struct txo_text a, struct txo_text b);

/* Order by bytes, a prefix before what it begins: negative, 0 or positive. */
int txo_text_compare(struct txo_text a, struct txo_text b);

/* Equal but for the case of ASCII letters. */
bool txo_text_equal_nocase(struct txo_text a, struct txo_text b);

/*
 * Name as it is compared: lower case, without accents, blanks, '_' and '-' (and
 * the other spaces and dashes of Unicode). In a text that is not UTF-8 only
 * ASCII characters fold. Written to buf, cut at size between two characters,
 * NUL at the end. Returns buf.
 */
char *txo_text_fold(struct txo_text t, char *buf, size_t size);

/*
 * A label as it is compared: case folded, in Unicode's composed form (NFC), and
 * each run of blanks (space, tab, line break, no-break space and the other
 * spaces of Unicode) as one space, none at the ends. Accents, '_' and '-' stay.
 * In a text that is not UTF-8 only ASCII characters fold. Appends it to out and
 * returns its length; out->failed says whether memory ran out. Takes time by
 * the length alone, whatever the text.
 */
size_t txo_text_fold_label(struct txo_text t, struct txo_buffer *out);

/* What txo_text_compose() changed. */
enum {
	TXO_TEXT_BLANKS = 1,	/* blanks that were not plain */
	TXO_TEXT_COMPOSED = 2	/* letters that were not composed */
};

/*
 * The text in Unicode's composed form (NFC), the no-break space and the other
 * spaces of Unicode as plain blanks. It is t itself if nothing had to change,
 * else in *out, in place of what was there; out->failed says whether memory ran
 * out. Left as it is: a text that is not UTF-8, or with more marks on one
 * letter than any language has.
 */
struct txo_text txo_text_compose(struct txo_text t, struct txo_buffer *out,
				 unsigned *changed);

/* Columns that the text takes on a terminal; 1 for a byte that is not UTF-8. */
size_t txo_text_width(struct txo_text t);

/* Length in bytes of the valid UTF-8 sequence at p (n bytes left), or 0. */
size_t txo_utf8_length(const char *p, size_t n);

/* Room for txo_text_show_char. */
#define TXO_SHOWN_CHAR 16

/*
 * Takes the first character off the text and writes it to buf as it may reach a
 * terminal: as it is, but control characters, line separators and bytes that
 * are not UTF-8 as \xHH, byte by byte. Returns the bytes written, 0 at the end.
 */
size_t txo_text_show_char(struct txo_text *t, char *buf);

/* Room for txo_text_show. */
#define TXO_SHOWN 200

/*
 * The text as it stands in a message: each character as above, at most 40 of
 * them (\xHH counts as four), then "...". Returns buf, of TXO_SHOWN bytes.
 */
const char *txo_text_show(struct txo_text t, char *buf);

#endif
