/*
 * table_schema_write.c - a Table Schema as JSON.
 *
 * Numbers are written digit by digit as they were read, which a JSON library
 * that goes through doubles could not do.
 */
#include <string.h>

#include "base/json.h"
#include "data/field_value.h"

#define PROFILE "https://datapackage.org/profiles/2.0/tableschema.json"

static void put_text(struct txo_json *o, const char *name, struct txo_text t)
{
	if (!t.n)
		return;
	txo_json_name(o, name);
	txo_json_string(o, t);
}

static void put_flag(struct txo_json *o, const char *name, bool flag)
{
	if (!flag)
		return;
	txo_json_name(o, name);
	txo_buffer_add_text(o->b, "true");
}

static void put_words(struct txo_json *o, const char *name,
		      const struct txo_word_list *w)
{
	txo_json_name(o, name);
	txo_buffer_add_char(o->b, '[');
	for (size_t i = 0; i < w->n; i++) {
		txo_buffer_add_text(o->b, i ? ", " : "");
		txo_json_string(o, w->word[i]);
	}
	txo_buffer_add_char(o->b, ']');
}

static void put_value(struct txo_json *o, const struct txo_field_value *v)
{
	if (v->quoted)
		txo_json_string(o, v->text);
	else
		txo_buffer_add(o->b, v->text.p, v->text.n);
}

static void put_bound(struct txo_json *o, const char *name,
		      const struct txo_field_value *v)
{
	if (!v)
		return;
	txo_json_name(o, name);
	put_value(o, v);
}

static void put_length(struct txo_json *o, const char *name, size_t length)
{
	if (length == TXO_NO_LENGTH)
		return;
	txo_json_name(o, name);
	txo_buffer_printf(o->b, "%zu", length);
}

static void put_choices(struct txo_json *o, const char *name,
			const struct txo_choices *c)
{
	if (!c->n)
		return;
	txo_json_name(o, name);
	txo_json_enter(o, "[");
	for (size_t i = 0; i < c->n; i++) {
		txo_json_item(o);
		put_value(o, &c->value[i]);
	}
	txo_json_leave(o, "]");
	o->begun = true;
}

static bool is_constrained(const struct txo_constraints *c)
{
	return c->required || c->unique || c->min_length != TXO_NO_LENGTH ||
	       c->max_length != TXO_NO_LENGTH || c->minimum || c->maximum ||
	       c->above || c->below || c->pattern.n || c->choices.n;
}

static void put_constraints(struct txo_json *o, const struct txo_constraints *c)
{
	if (!is_constrained(c))
		return;
	txo_json_name(o, "constraints");
	txo_json_enter(o, "{");
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
	txo_json_leave(o, "}");
	o->begun = true;
}

/* How a value of the type is written, where that is not as by default. */
static void put_form(struct txo_json *o, const struct txo_field *f)
{
	bool number = f->type == TXO_FIELD_NUMBER;

	if (number && !txo_text_equal(f->decimal_char, txo_text(".")))
		put_text(o, "decimalChar", f->decimal_char);
	if (number || f->type == TXO_FIELD_INTEGER) {
		put_text(o, "groupChar", f->group_char);
		if (!f->bare_number) {
			txo_json_name(o, "bareNumber");
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

static void put_field(struct txo_json *o, const struct txo_field *f)
{
	txo_json_item(o);
	txo_json_enter(o, "{");
	txo_json_name(o, "name");
	txo_json_string(o, f->name);
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
	txo_json_leave(o, "}");
	o->begun = true;
}

static void put_key(struct txo_json *o, const struct txo_table_schema *s,
		    const struct txo_unique_key *key)
{
	txo_buffer_add_char(o->b, '[');
	for (size_t i = 0; i < key->n; i++) {
		txo_buffer_add_text(o->b, i ? ", " : "");
		txo_json_string(o, s->field[key->field[i]].name);
	}
	txo_buffer_add_char(o->b, ']');
}

static void put_keys(struct txo_json *o, const struct txo_table_schema *s)
{
	if (s->primary.n) {
		txo_json_name(o, "primaryKey");
		put_key(o, s, &s->primary);
	}
	if (!s->uniques)
		return;
	txo_json_name(o, "uniqueKeys");
	txo_json_enter(o, "[");
	for (size_t i = 0; i < s->uniques; i++) {
		txo_json_item(o);
		put_key(o, s, &s->unique[i]);
	}
	txo_json_leave(o, "]");
	o->begun = true;
}

enum txo_status txo_table_schema_write(const struct txo_table_schema *s,
				       struct txo_buffer *out,
				       struct txo_error *err)
{
	static const char *const match[] = { "exact", "equal", "subset",
					     "superset", "partial" };
	struct txo_json o = { .b = out };

	txo_json_enter(&o, "{");
	put_text(&o, "$schema", txo_text(PROFILE));
	txo_json_name(&o, "fields");
	txo_json_enter(&o, "[");
	for (size_t i = 0; i < s->fields; i++)
		put_field(&o, &s->field[i]);
	txo_json_leave(&o, "]");
	o.begun = true;
	if (s->match_said)
		put_text(&o, "fieldsMatch", txo_text(match[s->match]));
	put_words(&o, "missingValues", &s->missing);
	put_keys(&o, s);
	txo_json_leave(&o, "}");
	txo_buffer_add_char(out, '\n');
	return out->failed ? txo_fail_memory(err) : TXO_OK;
}
