/*
 * table_schema.c - what holds a Table Schema. The files *_json.c read one,
 * table_schema_write.c writes one, constraint.c judges by one.
 */
#include "data/table_schema.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "data/pattern.h"

struct look_up {
	const struct txo_table_schema *s;
	struct txo_text name;
};

static bool is_name(const void *ctx, uint32_t id)
{
	const struct look_up *l = ctx;

	return txo_text_equal(l->s->field[id].name, l->name);
}

size_t txo_table_schema_find(const struct txo_table_schema *s,
			     struct txo_text name)
{
	struct look_up l = { s, name };
	uint32_t id = txo_index_find(&s->by_name, txo_hash(name.p, name.n),
				     is_name, &l);

	return id == TXO_INDEX_NONE ? TXO_NO_FIELD : id;
}

enum txo_status txo_table_schema_remark(struct txo_table_schema *s,
					struct txo_error *err,
					const char *format, ...)
{
	char text[TXO_ERROR_SIZE];
	struct txo_buffer *more = txo_grow(s->remark, &s->remark_room,
					   s->remarks + 1, sizeof(*more));
	va_list ap;

	if (!more)
		return txo_fail_memory(err);
	s->remark = more;
	more += s->remarks++;
	*more = (struct txo_buffer){ 0 };
	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	txo_buffer_add_text(more, text);
	return more->failed ? txo_fail_memory(err) : TXO_OK;
}

void txo_table_schema_release(struct txo_table_schema *s)
{
	for (size_t i = 0; i < s->fields; i++)
		txo_pattern_free(s->field[i].constraint.compiled);
	for (size_t i = 0; i < s->remarks; i++)
		txo_buffer_release(&s->remark[i]);
	free(s->remark);
	txo_index_release(&s->by_name);
	txo_arena_release(&s->arena);
	*s = (struct txo_table_schema){ 0 };
}
