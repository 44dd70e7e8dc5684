/*
 * json.c - JSON (RFC 8259): an array of objects, or one object a line.
 */
#include <string.h>

#include "view/writer.h"

struct state {
	struct txo_buffer keys;	/* "name": of each column, a NUL after each */
	bool started;		/* is there a row? */
};

/* The escape of a character that may not stand in a string as it is. */
static const char *escape_of(unsigned char c, char *buf)
{
	static const char hex[] = "0123456789abcdef";
	static const char plain[] = "\"\\\b\f\n\r\t";
	static const char letter[] = "\"\\bfnrt";
	const char *found = c ? strchr(plain, c) : NULL;

	if (found) {
		buf[0] = '\\';
		buf[1] = letter[found - plain];
		buf[2] = '\0';
	} else {
		memcpy(buf, "\\u00", 4);
		buf[4] = hex[c >> 4];
		buf[5] = hex[c & 15];
		buf[6] = '\0';
	}
	return buf;
}

static void add_string(struct txo_buffer *b, struct txo_text t)
{
	size_t from = 0, i = 0;
	char buf[8];

	txo_buffer_add_char(b, '"');
	while (i < t.n) {
		unsigned char c = (unsigned char)t.p[i];
		size_t n = txo_utf8_length(t.p + i, t.n - i);

		if (n && c >= ' ' && c != '"' && c != '\\') {
			i += n;
			continue;
		}
		txo_buffer_add(b, t.p + from, i - from);
		txo_buffer_add_text(b, n ? escape_of(c, buf) : "\xef\xbf\xbd");
		from = ++i;
	}
	if (from < t.n)
		txo_buffer_add(b, t.p + from, t.n - from);
	txo_buffer_add_char(b, '"');
}

static void add_object(const struct state *s, struct txo_buffer *b,
		       const struct txo_sink_cell *cells, size_t n)
{
	const char *key = s->keys.p;

	txo_buffer_add_char(b, '{');
	for (size_t i = 0; i < n; i++) {
		if (i)
			txo_buffer_add_char(b, ',');
		txo_buffer_add_text(b, key);
		key += strlen(key) + 1;
		if (cells[i].kind == TXO_CELL_TEXT)
			add_string(b, cells[i].text);
		else if (cells[i].kind == TXO_CELL_EMPTY)
			txo_buffer_add_text(b, "null");
		else
			txo_buffer_add(b, cells[i].text.p, cells[i].text.n);
	}
	txo_buffer_add_char(b, '}');
}

static void keep_keys(void *state, struct txo_out *out,
		      const struct txo_sink_cell *cells, size_t n)
{
	struct state *s = state;

	for (size_t i = 0; i < n; i++) {
		add_string(&s->keys, cells[i].text);
		txo_buffer_add(&s->keys, ":", 2);
	}
	if (s->keys.failed)
		txo_out_fail_memory(out);
}

static void jsonl_row(void *state, struct txo_out *out,
		      const struct txo_sink_cell *cells, size_t n)
{
	add_object(state, &out->bytes, cells, n);
	txo_buffer_add_char(&out->bytes, '\n');
	txo_out_piece(out);
}

static void json_row(void *state, struct txo_out *out,
		     const struct txo_sink_cell *cells, size_t n)
{
	struct state *s = state;

	txo_buffer_add_text(&out->bytes, s->started ? ",\n" : "[\n");
	s->started = true;
	add_object(s, &out->bytes, cells, n);
	txo_out_piece(out);
}

static void json_finish(void *state, struct txo_out *out)
{
	const struct state *s = state;

	txo_buffer_add_text(&out->bytes, s->started ? "\n]\n" : "[]\n");
}

static void release(void *state)
{
	struct state *s = state;

	txo_buffer_release(&s->keys);
}

const struct txo_writer txo_writer_json = {
	.state_size = sizeof(struct state),
	.header = keep_keys,
	.row = json_row,
	.finish = json_finish,
	.release = release,
};

const struct txo_writer txo_writer_jsonl = {
	.state_size = sizeof(struct state),
	.header = keep_keys,
	.row = jsonl_row,
	.release = release,
};
