/*
 * json.h - a JSON document as text, an item a line.
 *
 *	struct txo_json o = { .b = &buffer };
 *	txo_json_enter(&o, "{");
 *	txo_json_name(&o, "rows");
 *	txo_buffer_printf(o.b, "%d", 3);
 *	txo_json_name(&o, "files");
 *	txo_json_enter(&o, "[");
 *	txo_json_item(&o);
 *	txo_json_string(&o, name);
 *	txo_json_leave(&o, "]");
 *	txo_json_leave(&o, "}");
 *
 * The buffer remembers whether memory ran out.
 */
#ifndef TXO_BASE_JSON_H
#define TXO_BASE_JSON_H

#include "base/buffer.h"
#include "base/text.h"

struct txo_json {
	struct txo_buffer *b;
	int depth;
	bool begun;	/* something stands before, at this depth */
};

/* A new line for the next item of an array. */
void txo_json_item(struct txo_json *o);

/* A new line, and the name of the next member of an object. */
void txo_json_name(struct txo_json *o, const char *name);

/* "[" or "{", and its counterpart. */
void txo_json_enter(struct txo_json *o, const char *mark);
void txo_json_leave(struct txo_json *o, const char *mark);

/* A string; bytes that are no UTF-8 become U+FFFD. */
void txo_json_string(struct txo_json *o, struct txo_text t);

#endif
