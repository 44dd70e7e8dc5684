/*
 * list.h - what a list inside of one cell is: "redness; mild pain".
 *
 *	struct txo_text rest = cell, item;
 *	while (txo_list_next(&rest, &item))
 *		...
 *
 * Its items are parted by ; | or , and have no quotes of their own. Blanks
 * around an item are no part of it; where nothing stands between two marks
 * there is no item. Order and case mean nothing.
 *
 * A cell whose items are all of the words none, no, nil, n and keine, in any case, is
 * the empty list: it was asked, and there was nothing. An empty cell says no
 * such thing. It is missing, as are NA and the like.
 */
#ifndef TXO_DATA_LIST_H
#define TXO_DATA_LIST_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/text.h"

/* The first byte of the text that parts items, or 0. */
char txo_list_mark(struct txo_text t);

/* Cut the next item off the front of *rest; false: there is none. */
bool txo_list_next(struct txo_text *rest, struct txo_text *item);

/* Does the cell say that the list is empty? */
bool txo_list_is_none(struct txo_text cell);

/* Append the item to the list that begins at byte `from` of the buffer. */
void txo_list_add(struct txo_buffer *b, size_t from, struct txo_text item);

#endif
