/*
 * csv.c - values parted by commas (RFC 4180, but lines end in LF) or by tabs.
 *
 * A reader that finds out the delimiter, as txo does, must not take another
 * character for it. So where that could be, cells that hold one are quoted too:
 * in the header, in a lone column, and between digits.
 */
#include <string.h>

#include "view/writer.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool needs_quotes(struct txo_text t, bool careful)
{
	if (t.n == 0)
		return false;
	if (is_blank(t.p[0]) || is_blank(t.p[t.n - 1]))
		return true;
	careful = careful || (is_digit(t.p[0]) && is_digit(t.p[t.n - 1]));
	for (size_t i = 0; i < t.n; i++)
		if (memchr(",\"\n\r;|\t", t.p[i], careful ? 7 : 4))
			return true;
	return false;
}

static void add_quoted(struct txo_buffer *b, struct txo_text t)
{
	const char *quote;

	txo_buffer_add_char(b, '"');
	while (t.n && (quote = memchr(t.p, '"', t.n)) != NULL) {
		size_t n = (size_t)(quote - t.p) + 1;

		txo_buffer_add(b, t.p, n);
		txo_buffer_add_char(b, '"');
		t.p += n;
		t.n -= n;
	}
	txo_buffer_add(b, t.p, t.n);
	txo_buffer_add_char(b, '"');
}

/* A lone empty cell is quoted, because readers take blank lines for nothing. */
static void put_row(struct txo_out *out, const struct txo_sink_cell *cells,
		    size_t n, bool careful)
{
	bool lone = n == 1 && cells[0].text.n == 0;

	for (size_t i = 0; i < n; i++) {
		struct txo_text t = cells[i].text;

		if (i)
			txo_buffer_add_char(&out->bytes, ',');
		if (lone || needs_quotes(t, careful))
			add_quoted(&out->bytes, t);
		else
			txo_buffer_add(&out->bytes, t.p, t.n);
	}
	txo_buffer_add_char(&out->bytes, '\n');
	txo_out_piece(out);
}

static void csv_header(void *state, struct txo_out *out,
		       const struct txo_sink_cell *cells, size_t n)
{
	(void)state;
	put_row(out, cells, n, true);
}

static void csv_row(void *state, struct txo_out *out,
		    const struct txo_sink_cell *cells, size_t n)
{
	(void)state;
	put_row(out, cells, n, n == 1);
}

static const char *tsv_escape(char c)
{
	switch (c) {
	case '\t':
		return "\\t";
	case '\n':
		return "\\n";
	case '\r':
		return "\\r";
	case '\\':
		return "\\\\";
	default:
		return NULL;
	}
}

static void add_escaped(struct txo_buffer *b, struct txo_text t)
{
	size_t from = 0;

	for (size_t i = 0; i < t.n; i++) {
		const char *escape = tsv_escape(t.p[i]);

		if (!escape)
			continue;
		txo_buffer_add(b, t.p + from, i - from);
		txo_buffer_add_text(b, escape);
		from = i + 1;
	}
	if (from < t.n)
		txo_buffer_add(b, t.p + from, t.n - from);
}

static void tsv_row(void *state, struct txo_out *out,
		    const struct txo_sink_cell *cells, size_t n)
{
	(void)state;
	for (size_t i = 0; i < n; i++) {
		if (i)
			txo_buffer_add_char(&out->bytes, '\t');
		add_escaped(&out->bytes, cells[i].text);
	}
	txo_buffer_add_char(&out->bytes, '\n');
	txo_out_piece(out);
}

const struct txo_writer txo_writer_csv = { .header = csv_header,
					   .row = csv_row };
const struct txo_writer txo_writer_tsv = { .header = tsv_row, .row = tsv_row };
