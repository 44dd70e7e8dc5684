#include "base/json.h"

void txo_json_string(struct txo_json *o, struct txo_text t)
{
	struct txo_buffer *b = o->b;

	txo_buffer_add_char(b, '"');
	for (size_t i = 0; i < t.n; i++) {
		char c = t.p[i];

		if (c == '"' || c == '\\') {
			txo_buffer_add_char(b, '\\');
			txo_buffer_add_char(b, c);
		} else if (c == '\n') {
			txo_buffer_add_text(b, "\\n");
		} else if (c == '\t') {
			txo_buffer_add_text(b, "\\t");
		} else if ((unsigned char)c < ' ' || c == 0x7f) {
			txo_buffer_printf(b, "\\u%04x", (unsigned)c);
		} else if (!txo_utf8_length(t.p + i, t.n - i)) {
			txo_buffer_add_text(b, "\\ufffd");
		} else {
			size_t n = txo_utf8_length(t.p + i, t.n - i);

			txo_buffer_add(b, t.p + i, n);
			i += n - 1;
		}
	}
	txo_buffer_add_char(b, '"');
}

void txo_json_item(struct txo_json *o)
{
	txo_buffer_add_text(o->b, o->begun ? ",\n" : "\n");
	for (int i = 0; i < o->depth; i++)
		txo_buffer_add_text(o->b, "  ");
	o->begun = true;
}

void txo_json_name(struct txo_json *o, const char *name)
{
	txo_json_item(o);
	txo_json_string(o, txo_text(name));
	txo_buffer_add_text(o->b, ": ");
}

void txo_json_enter(struct txo_json *o, const char *mark)
{
	txo_buffer_add_text(o->b, mark);
	o->depth++;
	o->begun = false;
}

void txo_json_leave(struct txo_json *o, const char *mark)
{
	o->depth--;
	if (o->begun) {
		o->begun = false;
		txo_json_item(o);
	}
	o->begun = true;
	txo_buffer_add_text(o->b, mark);
}
