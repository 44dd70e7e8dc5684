/*
 * compose.c - text in plain form, told in text.h.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/text.h"

#define MOST_MARKS 64 /* in a row, in text that means something */

/* May there be something to do? Nothing below U+0300 but the no-break space. */
static bool is_suspect(struct txo_text t)
{
	for (size_t i = 0; i < t.n; i++) {
		unsigned char c = (unsigned char)t.p[i];

		if (c >= 0xcc || (c == 0xc2 && i + 1 < t.n &&
				  (unsigned char)t.p[i + 1] == 0xa0))
			return true;
	}
	return false;
}

/* Does the character decompose to one that has to be sorted among others? */
static bool is_mark(utf8proc_int32_t point)
{
	return utf8proc_get_property(point)->combining_class != 0 ||
	       point == 0x0f73 || point == 0x0f75 || point == 0x0f81;
}

/* Is it UTF-8 without endless marks, whose sorting takes endless time? */
static bool is_sane(struct txo_text t)
{
	size_t marks = 0;

	while (t.n) {
		utf8proc_int32_t point;
		utf8proc_ssize_t n = utf8proc_iterate(
			(const utf8proc_uint8_t *)t.p, (utf8proc_ssize_t)t.n,
			&point);

		if (n <= 0)
			return false;
		marks = is_mark(point) ? marks + 1 : 0;
		if (marks > MOST_MARKS)
			return false;
		t.p += n;
		t.n -= (size_t)n;
	}
	return true;
}

static bool is_other_blank(utf8proc_int32_t point)
{
	return point >= 0x80 &&
	       utf8proc_category(point) == UTF8PROC_CATEGORY_ZS;
}

/* The composed code points, as UTF-8 with plain blanks. */
static unsigned put_points(const utf8proc_int32_t *point, utf8proc_ssize_t n,
			   struct txo_text from, struct txo_buffer *out)
{
	unsigned changed = 0;
	size_t at = 0;

	for (utf8proc_ssize_t i = 0; i < n; i++) {
		utf8proc_uint8_t bytes[4];
		size_t k = (size_t)utf8proc_encode_char(point[i], bytes);

		if (k > from.n - at || memcmp(from.p + at, bytes, k) != 0)
			changed |= TXO_TEXT_COMPOSED;
		else
			at += k;
		if (!is_other_blank(point[i])) {
			txo_buffer_add(out, (const char *)bytes, k);
			continue;
		}
		changed |= TXO_TEXT_BLANKS;
		txo_buffer_add_char(out, ' ');
	}
	return changed | (at < from.n ? TXO_TEXT_COMPOSED : 0);
}

struct txo_text txo_text_compose(struct txo_text t, struct txo_buffer *out,
				 unsigned *changed)
{
	const utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)t.p;
	utf8proc_int32_t *point;
	utf8proc_ssize_t n, room;

	*changed = 0;
	if (!is_suspect(t) || !is_sane(t))
		return t;
	room = utf8proc_decompose(p, (utf8proc_ssize_t)t.n, NULL, 0, how);
	if (room <= 0)
		return t;
	point = malloc(((size_t)room + 1) * sizeof(*point));
	if (!point) {
		out->failed = true;
		return t;
	}
	n = utf8proc_decompose(p, (utf8proc_ssize_t)t.n, point, room, how);
	if (n > 0)
		n = utf8proc_normalize_utf32(point, n, how);
	txo_buffer_clear(out);
	if (n > 0)
		*changed = put_points(point, n, t, out);
	free(point);
	return *changed ? (struct txo_text){ out->p, out->n } : t;
}
