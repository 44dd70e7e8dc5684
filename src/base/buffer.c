#include "base/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SMALLEST_ROOM = 16 };

void *txo_grow(void *array, size_t *room, size_t n, size_t size)
{
	size_t more = *room < SMALLEST_ROOM ? SMALLEST_ROOM : *room;
	void *p;

	if (array && n <= *room)
		return array;
	while (more < n) {
		if (more > SIZE_MAX / 2)
			return NULL;
		more *= 2;
	}
	if (more > SIZE_MAX / size)
		return NULL;
	p = realloc(array, more * size);
	if (p)
		*room = more;
	return p;
}

/* Room for n more bytes and the NUL; says whether there is. */
static bool reserve(struct txo_buffer *b, size_t n)
{
	char *p;

	if (b->failed)
		return false;
	p = n < SIZE_MAX - b->n ? txo_grow(b->p, &b->size, b->n + n + 1, 1) :
				  NULL;
	if (!p) {
		b->failed = true;
		return false;
	}
	b->p = p;
	return true;
}

void txo_buffer_add(struct txo_buffer *b, const char *p, size_t n)
{
	if (!reserve(b, n))
		return;
	if (n)
		memcpy(b->p + b->n, p, n);
	b->n += n;
	b->p[b->n] = '\0';
}

void txo_buffer_add_text(struct txo_buffer *b, const char *text)
{
	txo_buffer_add(b, text, strlen(text));
}

void txo_buffer_add_char(struct txo_buffer *b, char c)
{
	txo_buffer_add(b, &c, 1);
}

void txo_buffer_printf(struct txo_buffer *b, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n < 0) {
		b->failed = true;
		return;
	}
	if (!reserve(b, (size_t)n))
		return;
	va_start(args, format);
	vsnprintf(b->p + b->n, (size_t)n + 1, format, args);
	va_end(args);
	b->n += (size_t)n;
}

void txo_buffer_clear(struct txo_buffer *b)
{
	b->n = 0;
	if (b->p)
		b->p[0] = '\0';
}

void txo_buffer_release(struct txo_buffer *b)
{
	free(b->p);
	*b = (struct txo_buffer){ 0 };
}
