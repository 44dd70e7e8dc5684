/*
 * table_schema_write.c - a Table Schema as JSON.
 *
 * Numbers are written digit by digit as they were read, which a JSON library
 * that goes through doubles could not do.
 */
#include <string.h>

#include "data/field_value.h"

#define PROFILE "https://datapackage.org/profiles/2.0/tableschema.json"

/* Where the JSON goes, and how deep it is. */
struct json_out {
	struct txo_buffer *b;
	int depth;
	bool begun;	/* something stands before, at this depth */
};

static void put_string(struct txo_buffer *b, struct txo_text t)
{
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

/* A new line for the next item. */
static void next(struct json_out *o)
{
	txo_buffer_add_text(o->b, o->begun ? ",\n" : "\n");
	for (int i = 0; i < o->depth; i++)
		txo_buffer_add_text(o->b, "  ");
	o->begun = true;
}

static void enter(struct json_out *o, const char *mark)
{
	txo_buffer_add_text(o->b, mark);
	o->depth++;
	o->begun = false;
}

static void leave(struct json_out *o, const char *mark)
{
	o->depth--;
	o->begun = false;
	next(o);
	txo_buffer_add_text(o->b, mark);
}

static void put_name(struct json_out *o, const char *name)
{
	next(o);
	put_string(o->b, txo_text(name));
	txo_buffer_add_text(o->b, ": ");
}

static void put_text(struct json_out *o, const char *name, struct txo_text t)
{
	if (!t.n)
		return;
	put_name(o, name);
	put_string(o->b, t);
}

static void put_flag(struct json_out *o, const char *name, bool flag)
{
	if (!flag)
		return;
	put_name(o, name);
	txo_buffer_add_text(o->b, "true");
}

static void put_words(struct json_out *o, const char *name,
		      const struct txo_word_list *w)
{
	put_name(o, name);
	txo_buffer_add_char(o->b, '[');
	for (size_t i = 0; i < w->n; i++) {
		txo_buffer_add_text(o->b, i ? ", " : "");
		put_string(o->b, w->word[i]);
	}
	txo_buffer_add_char(o->b, ']');
}

static void put_value(struct txo_buffer *b, const struct txo_field_value *v)
{
	if (v->quoted)
		put_string(b, v->text);
	else
		txo_buffer_add(b, v->text.p, v->text.n);
}

static void put_bound(struct json_out *o, const char *name,
		      const struct txo_field_value *v)
{
	if (!v)
		return;
	put_name(o, name);
	put_value(o->b, v);
}

static void put_length(struct json_out *o, const char *name, size_t length)
{
	if (length == TXO_NO_LENGTH)
		return;
	put_name(o, name);
	txo_buffer_printf(o->b, "%zu", length);
}

static void put_choices(struct json_out *o, const char *name,
			const struct txo_choices *c)
{
	if (!c->n)
		return;
	put_name(o, name);
	enter(o, "[");
	for (size_t i = 0; i < c->n; i++) {
		next(o);
		put_value(o->b, &c->value[i]);
	}
	leave(o, "]");
	o->begun = true;
}

static bool is_constrained(const struct txo_constraints *c)
{
	return c->required || c->unique || c->min_length != TXO_NO_LENGTH ||
	       c->max_length != TXO_NO_LENGTH || c->minimum || c->maximum ||
	       c->above || c->below || c->pattern.n || c->choices.n;
}

static void put_constraints(struct json_out *o, const struct txo_constraints *c)
{
	if (!is_constrained(c))
		return;
	put_name(o, "constraints");
	enter(o, "{");
	put_flag(o, "required", c->required);
	put_flag(o, "unique", c->unique);
	put_length(o, "minLength", c->min_length);
	put_length(o, "maxLength", c->max_length);
	put_bound(o, "minimum", c->minimum);
	put_bound(o, "maximum", c->maximum);
	put_bound(o, "exclusiveMinimum", c->above);
	put_bound(o, "exclusiveMaximum", c->below);
	put_text(o, "pattern", c->pattern);
	put_choices(o, "enum", &c->choices);
	leave(o, "}");
	o->begun = true;
}

/* How a value of the type is written, where that is not as by default. */
static void put_form(struct json_out *o, const struct txo_field *f)
{
	bool number = f->type == TXO_FIELD_NUMBER;

	if (number && !txo_text_equal(f->decimal_char, txo_text(".")))
		put_text(o, "decimalChar", f->decimal_char);
	if (number || f->type == TXO_FIELD_INTEGER) {
		put_text(o, "groupChar", f->group_char);
		if (!f->bare_number) {
			put_name(o, "bareNumber");
			txo_buffer_add_text(o->b, "false");
		}
	}
	if (f->type == TXO_FIELD_LIST) {
		put_text(o, "delimiter", f->delimiter);
		put_text(o, "itemType",
			 txo_text(txo_field_type_name(f->item_type)));
	}
	if (f->own_booleans) {
		put_words(o, "trueValues", &f->true_values);
		put_words(o, "falseValues", &f->false_values);
	}
}

static void put_field(struct json_out *o, const struct txo_field *f)
{
	next(o);
	enter(o, "{");
	put_name(o, "name");
	put_string(o->b, f->name);
	put_text(o, "title", f->title);
	put_text(o, "description", f->description);
	if (f->typed)
		put_text(o, "type", txo_text(txo_field_type_name(f->type)));
	put_text(o, "format", f->format);
	put_form(o, f);
	if (f->own_missing)
		put_words(o, "missingValues", &f->missing);
	put_constraints(o, &f->constraint);
	put_choices(o, "categories", &f->constraint.categories);
	leave(o, "}");
	o->begun = true;
}

static void put_key(struct json_out *o, const struct txo_table_schema *s,
		    const struct txo_unique_key *key)
{
	txo_buffer_add_char(o->b, '[');
	for (size_t i = 0; i < key->n; i++) {
		txo_buffer_add_text(o->b, i ? ", " : "");
		put_string(o->b, s->field[key->field[i]].name);
	}
	txo_buffer_add_char(o->b, ']');
}

static void put_keys(struct json_out *o, const struct txo_table_schema *s)
{
	if (s->primary.n) {
		put_name(o, "primaryKey");
		put_key(o, s, &s->primary);
	}
	if (!s->uniques)
		return;
	put_name(o, "uniqueKeys");
	enter(o, "[");
	for (size_t i = 0; i < s->uniques; i++) {
		next(o);
		put_key(o, s, &s->unique[i]);
	}
	leave(o, "]");
	o->begun = true;
}

enum txo_status txo_table_schema_write(const struct txo_table_schema *s,
				       struct txo_buffer *out,
				       struct txo_error *err)
{
	static const char *const match[] = { "exact", "equal", "subset",
					     "superset", "partial" };
	struct json_out o = { .b = out };

	enter(&o, "{");
	put_text(&o, "$schema", txo_text(PROFILE));
	put_name(&o, "fields");
	enter(&o, "[");
	for (size_t i = 0; i < s->fields; i++)
		put_field(&o, &s->field[i]);
	leave(&o, "]");
	o.begun = true;
	if (s->match_said)
		put_text(&o, "fieldsMatch", txo_text(match[s->match]));
	put_words(&o, "missingValues", &s->missing);
	put_keys(&o, s);
	leave(&o, "}");
	txo_buffer_add_char(out, '\n');
	return out->failed ? txo_fail_memory(err) : TXO_OK;
}
