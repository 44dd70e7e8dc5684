#include "base/text.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <utf8proc.h>

enum {
	MOST_SHOWN = 40,	/* characters of a text in a message */
	MOST_PARTS = 32		/* code points that one can decompose into */
};

struct txo_text txo_text(const char *s)
{
	return (struct txo_text){ s, s ? strlen(s) : 0 };
}

struct txo_text txo_text_next_word(const char **list)
{
	struct txo_text word = { *list, strcspn(*list, ";") };

	*list += word.n;
	*list += **list == ';';
	return word;
}

bool txo_text_equal(struct txo_text a, struct txo_text b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

int txo_text_compare(struct txo_text a, struct txo_text b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;

	return order ? order : (a.n > b.n) - (a.n < b.n);
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool txo_text_equal_nocase(struct txo_text a, struct txo_text b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

/* The first code point of t, which is not empty: its length in bytes, or 0. */
static size_t first(struct txo_text t, utf8proc_int32_t *point)
{
	utf8proc_ssize_t n;

	if ((unsigned char)t.p[0] < 0x80) {
		*point = t.p[0];
		return 1;
	}
	n = t.n < 4 ? (utf8proc_ssize_t)t.n : 4;
	n = utf8proc_iterate((const utf8proc_uint8_t *)t.p, n, point);
	return n > 0 ? (size_t)n : 0;
}

size_t txo_utf8_length(const char *p, size_t n)
{
	utf8proc_int32_t point;

	return n ? first((struct txo_text){ p, n }, &point) : 0;
}

/* Takes the first code point off t; -1 at the end and where t isn't UTF-8. */
static utf8proc_int32_t take(struct txo_text *t)
{
	utf8proc_int32_t point = -1;
	size_t n = t->n ? first(*t, &point) : 0;

	if (n == 0)
		return -1;
	t->p += n;
	t->n -= n;
	return point;
}

/* Is it white space, or a mark of no width between words? */
static bool is_blank(utf8proc_int32_t point)
{
	if (point < 0x80)
		return point == ' ' || (point >= '\t' && point <= '\r');
	return utf8proc_category(point) == UTF8PROC_CATEGORY_ZS ||
	       (point >= 0x200b && point <= 0x200f) ||
	       (point >= 0x202a && point <= 0x202e) ||
	       (point >= 0x2060 && point <= 0x2069) || point == 0xfeff;
}

/* Bytes of the blank at the beginning of t, or 0. */
static size_t first_blank(struct txo_text t)
{
	utf8proc_int32_t point;
	size_t n = t.n ? first(t, &point) : 0;

	return n && is_blank(point) ? n : 0;
}

static size_t last_blank(struct txo_text t)
{
	struct txo_text last = { t.n ? t.p + t.n : NULL, 0 };

	while (last.n < t.n && last.n < 4) {
		last.p--;
		last.n++;
		if (((unsigned char)*last.p & 0xc0) != 0x80)
			break;
	}
	return first_blank(last) == last.n ? last.n : 0;
}

struct txo_text txo_text_trim(struct txo_text t)
{
	size_t n;

	while ((n = first_blank(t)) > 0) {
		t.p += n;
		t.n -= n;
	}
	while ((n = last_blank(t)) > 0)
		t.n -= n;
	return t;
}

/* Does this code point count for nothing when names are compared? */
static bool is_dropped(utf8proc_int32_t point)
{
	if (point < 0x80)
		return is_blank(point) || point == '_' || point == '-' ||
		       point == '\0';
	return is_blank(point) ||
	       utf8proc_category(point) == UTF8PROC_CATEGORY_PD;
}

/* Adds the folded form of one code point to buf; false when it is full. */
static bool fold_point(utf8proc_int32_t point, char *buf, size_t *n,
		       size_t size)
{
	const utf8proc_option_t how = UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK |
				      UTF8PROC_CASEFOLD;
	utf8proc_int32_t part[MOST_PARTS];
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t parts, length;
	int class = 0;

	parts = utf8proc_decompose_char(point, part, MOST_PARTS, how, &class);
	if (parts < 0 || parts > MOST_PARTS) {
		part[0] = point;
		parts = 1;
	}
	for (int i = 0; i < parts; i++) {
		if (is_dropped(part[i]))
			continue;
		length = utf8proc_encode_char(part[i], bytes);
		if (*n + (size_t)length >= size)
			return false;
		memcpy(buf + *n, bytes, (size_t)length);
		*n += (size_t)length;
	}
	return true;
}

/* For bytes in an unknown encoding: only ASCII letters and blanks fold. */
static size_t fold_bytes(struct txo_text t, char *buf, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < t.n && n + 1 < size; i++)
		if ((unsigned char)t.p[i] >= 0x80 || !is_dropped(t.p[i]))
			buf[n++] = lower(t.p[i]);
	return n;
}

static bool is_utf8(struct txo_text t)
{
	while (t.n)
		if (take(&t) < 0)
			return false;
	return true;
}

static bool is_ascii(struct txo_text t)
{
	for (size_t i = 0; i < t.n; i++)
		if ((unsigned char)t.p[i] >= 0x80)
			return false;
	return true;
}

char *txo_text_fold(struct txo_text t, char *buf, size_t size)
{
	size_t n = 0;

	if (size == 0)
		return buf;
	if (is_ascii(t) || !is_utf8(t))
		n = fold_bytes(t, buf, size);
	else
		while (t.n && fold_point(take(&t), buf, &n, size))
			;
	buf[n] = '\0';
	return buf;
}

size_t txo_text_width(struct txo_text t)
{
	size_t width = 0;

	while (t.n) {
		utf8proc_int32_t point = take(&t);

		if (point >= 0) {
			width += (size_t)utf8proc_charwidth(point);
			continue;
		}
		t.p++;
		t.n--;
		width++;
	}
	return width;
}

/* May this code point reach a terminal as it is? */
static bool is_printable(utf8proc_int32_t point)
{
	utf8proc_category_t kind;

	if (point >= ' ' && point < 0x7f)
		return true;
	kind = utf8proc_category(point);
	return kind != UTF8PROC_CATEGORY_CC && kind != UTF8PROC_CATEGORY_CF &&
	       kind != UTF8PROC_CATEGORY_ZL && kind != UTF8PROC_CATEGORY_ZP;
}

size_t txo_text_show_char(struct txo_text *t, char *buf)
{
	const char *p = t->p;
	utf8proc_int32_t point;
	size_t n, shown = 0;

	buf[0] = '\0';
	if (t->n == 0)
		return 0;
	point = take(t);
	if (point < 0) {
		t->p++;
		t->n--;
	}
	n = (size_t)(t->p - p);
	if (point >= 0 && is_printable(point)) {
		memcpy(buf, p, n);
		buf[n] = '\0';
		return n;
	}
	for (size_t i = 0; i < n; i++, shown += 4)
		snprintf(buf + shown, 5, "\\x%02x", (unsigned char)p[i]);
	return shown;
}

const char *txo_text_show(struct txo_text t, char *buf)
{
	char shown[TXO_SHOWN_CHAR];
	size_t n = 0, characters = 0;

	while (t.n) {
		size_t bytes = txo_text_show_char(&t, shown);

		characters += shown[0] == '\\' ? bytes : 1;
		if (characters > MOST_SHOWN) {
			memcpy(buf + n, "...", 3);
			n += 3;
			break;
		}
		memcpy(buf + n, shown, bytes);
		n += bytes;
	}
	buf[n] = '\0';
	return buf;
}
