/*
 * vocabulary.h - the words of the field, as datasets/vocabulary.csv has them:
 * one term for each thing, with the other words that are used for it.
 *
 *	struct txo_vocabulary v = { 0 };
 *	status = txo_vocabulary_init(&v, "concern", &err);
 *	term = txo_vocabulary_find(&v, cell);
 *	txo_vocabulary_release(&v);
 *
 * A word is looked up within one kind of things. Words are compared as
 * txo_text_fold() does, so that case, blanks, '_', '-' and accents do not
 * matter: "Ice-Pick scars" and "icepick scars" are one.
 */
#ifndef TXO_DATA_VOCABULARY_H
#define TXO_DATA_VOCABULARY_H

#include <stddef.h>

#include "base/arena.h"
#include "base/index.h"
#include "base/text.h"
#include "txo/status.h"

struct txo_term {
	const char *kind;	/* "concern", "side_effect", "device" ... */
	const char *term;	/* the word to use */
	/* Other words, parted by ';', maybe none. In parentheses behind one
	 * stands a remark for the reader of the table. */
	const char *synonyms;
};

/* All *n terms of all kinds, in the order of the file; static. */
const struct txo_term *txo_terms(size_t *n);

/*
 * The next of a list of synonyms that has one more, without the remark; *list
 * moves on behind it, to a NUL byte after the last one.
 */
struct txo_text txo_term_next_synonym(const char **list);

struct txo_vocabulary_word;

/* The words of one kind, ready to be looked up. All zero is empty. */
struct txo_vocabulary {
	struct txo_arena arena;
	struct txo_vocabulary_word *word;
	size_t words;
	struct txo_index index;
};

/* TXO_USAGE if there is no such kind. Release it in any case. */
TXO_NODISCARD
enum txo_status txo_vocabulary_init(struct txo_vocabulary *v, const char *kind,
				    struct txo_error *err);

/*
 * The term that the label is, or is a synonym of; NULL if it is neither. One
 * hash and one comparison, so that it may be asked for every cell.
 */
const char *txo_vocabulary_find(const struct txo_vocabulary *v,
				struct txo_text label);

void txo_vocabulary_release(struct txo_vocabulary *v);

#endif
