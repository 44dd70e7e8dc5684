/*
 * buffer.h - bytes that grow.
 *
 *	struct txo_buffer b = { 0 };
 *	txo_buffer_add(&b, "text", 4);
 *	if (b.failed) ...
 *	txo_buffer_release(&b);
 *
 * When memory runs out the buffer remembers it in `failed` and ignores what
 * comes after, so callers check once, at the end. All zero is a valid empty
 * buffer. `p` is NULL or ends in a NUL byte beyond n.
 */
#ifndef TXO_BASE_BUFFER_H
#define TXO_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

#include "txo/status.h"

struct txo_buffer {
	char *p;
	size_t n, size;
	bool failed;
};

void txo_buffer_add(struct txo_buffer *b, const char *p, size_t n);
void txo_buffer_add_text(struct txo_buffer *b, const char *text);
void txo_buffer_add_char(struct txo_buffer *b, char c);
void txo_buffer_printf(struct txo_buffer *b, const char *format, ...)
	TXO_PRINTF(2, 3);

/* Forget the content, keep the memory (and `failed`, until the release). */
void txo_buffer_clear(struct txo_buffer *b);
void txo_buffer_release(struct txo_buffer *b);

/*
 * The array (NULL at first) with room for n items of `size` bytes, doubled as
 * needed; *room follows. NULL when memory runs out: then the array is as it
 * was.
 */
void *txo_grow(void *array, size_t *room, size_t n, size_t size);

#endif
