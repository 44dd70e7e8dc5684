/*
 * label.c - labels as they are compared, told in text.h.
 */
#include <string.h>

#include <utf8proc.h>

#include "base/text.h"

enum {
	PIECE = 512,			/* bytes that are folded at once */
	PIECE_POINTS = 4 * PIECE	/* code points, once decomposed */
};

/* A label on its way to its folded form, piece by piece. */
struct label {
	struct txo_text rest;
	bool utf8;		/* with characters beyond ASCII */
	bool any, blank;	/* has anything come out, is a blank due */
	char out[4 * PIECE_POINTS + 1];
	size_t n;
};

/* Is the text UTF-8, and not ASCII alone? */
static bool is_beyond_ascii(struct txo_text t)
{
	bool beyond = false;

	for (size_t i = 0, n; i < t.n; i += n) {
		n = txo_utf8_length(t.p + i, t.n - i);
		if (n == 0)
			return false;
		beyond |= n > 1;
	}
	return beyond;
}

static void begin_label(struct label *l, struct txo_text t)
{
	l->rest = t;
	l->utf8 = is_beyond_ascii(t);
	l->any = l->blank = false;
	l->n = 0;
}

/* Does the character at p join the one before it when they are composed? */
static bool is_mark(const char *p, size_t n)
{
	utf8proc_int32_t point;

	if (utf8proc_iterate((const utf8proc_uint8_t *)p, (utf8proc_ssize_t)n,
			     &point) <= 0)
		return false;
	return utf8proc_get_property(point)->combining_class != 0;
}

/*
 * Length of the next piece: up to PIECE bytes, so that the sorting of marks
 * stays quick whatever the text. It ends before an ASCII character, which never
 * joins the one before it, else before one that is no mark, else anywhere.
 */
static size_t piece_length(const struct label *l)
{
	const char *p = l->rest.p;
	size_t n = l->rest.n, cut, between = 0;

	if (n <= PIECE || !l->utf8)
		return n < PIECE ? n : PIECE;
	for (cut = PIECE; cut > 0; cut--) {
		if ((unsigned char)p[cut] < 0x80)
			return cut;
		if (between == 0 && ((unsigned char)p[cut] & 0xc0) != 0x80 &&
		    !is_mark(p + cut, n - cut))
			between = cut;
	}
	if (between)
		return between;
	for (cut = PIECE; ((unsigned char)p[cut] & 0xc0) == 0x80;)
		cut--;
	return cut;
}

static bool is_label_blank(utf8proc_int32_t point)
{
	if (point < 0x80)
		return point == ' ' || (point >= '\t' && point <= '\r');
	return utf8proc_category(point) == UTF8PROC_CATEGORY_ZS;
}

static void put_point(struct label *l, utf8proc_int32_t point)
{
	if (is_label_blank(point)) {
		l->blank = l->any;
		return;
	}
	if (l->blank)
		l->out[l->n++] = ' ';
	l->blank = false;
	l->any = true;
	if (point < 0x80)
		l->out[l->n++] = (char)point;
	else
		l->n += (size_t)utf8proc_encode_char(
			point, (utf8proc_uint8_t *)l->out + l->n);
}

/* For ASCII text, and for bytes in an unknown encoding. */
static void put_bytes(struct label *l, struct txo_text t)
{
	for (size_t i = 0; i < t.n; i++) {
		char c = t.p[i];

		if ((unsigned char)c < 0x80) {
			put_point(l, c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
			continue;
		}
		if (l->blank)
			l->out[l->n++] = ' ';
		l->blank = false;
		l->any = true;
		l->out[l->n++] = c;
	}
}

static void put_utf8(struct label *l, struct txo_text t)
{
	const utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPOSE |
				      UTF8PROC_CASEFOLD;
	utf8proc_int32_t point[PIECE_POINTS];
	utf8proc_ssize_t n;

	n = utf8proc_decompose((const utf8proc_uint8_t *)t.p,
			       (utf8proc_ssize_t)t.n, point, PIECE_POINTS, how);
	if (n < 0 || n > PIECE_POINTS) {
		put_bytes(l, t);
		return;
	}
	n = utf8proc_normalize_utf32(point, n, how);
	for (utf8proc_ssize_t i = 0; i < n; i++)
		put_point(l, point[i]);
}

/* The next folded bytes, n of them in out; false at the end. */
static bool next_piece(struct label *l)
{
	l->n = 0;
	while (l->rest.n && !l->n) {
		struct txo_text t = { l->rest.p, piece_length(l) };

		l->rest.p += t.n;
		l->rest.n -= t.n;
		if (l->utf8)
			put_utf8(l, t);
		else
			put_bytes(l, t);
	}
	return l->n > 0;
}

size_t txo_text_fold_label(struct txo_text t, struct txo_buffer *out)
{
	struct label l;
	size_t n = 0;

	begin_label(&l, t);
	while (next_piece(&l)) {
		txo_buffer_add(out, l.out, l.n);
		n += l.n;
	}
	return n;
}
