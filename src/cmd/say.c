#include "cmd/say.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/format.h"
#include "txo/note.h"

#define READABLE_DIGITS 4
#define SMALLEST_P 0.0001

const struct txo_sink_cell *txo_say_cell(const struct txo_say *s,
					 const char *name)
{
	static const struct txo_sink_cell none = { .kind = TXO_CELL_EMPTY };

	for (size_t i = s->by; i < s->n; i++)
		if (txo_text_equal(s->name[i], txo_text(name)))
			return &s->cell[i];
	return &none;
}

bool txo_say_has(const struct txo_say *s, const char *name)
{
	return txo_say_cell(s, name)->kind != TXO_CELL_EMPTY;
}

bool txo_say_is_zero(const struct txo_say *s, const char *name)
{
	const struct txo_sink_cell *c = txo_say_cell(s, name);

	return c->kind == TXO_CELL_COUNT && c->count == 0;
}

void txo_say_text(struct txo_say *s, const char *text)
{
	txo_buffer_add_text(s->line, text);
}

/* Text that came from a file, on one line. */
static void say_foreign(struct txo_say *s, struct txo_text t)
{
	char shown[TXO_SHOWN_CHAR];
	size_t n;

	while ((n = txo_text_show_char(&t, shown)) > 0)
		txo_buffer_add(s->line, shown, n);
}

void txo_say_value(struct txo_say *s, const char *name)
{
	say_foreign(s, txo_say_cell(s, name)->text);
}

void txo_say_number(struct txo_say *s, double x)
{
	char text[TXO_NUMBER_SIZE];
	size_t n = s->digits ? txo_format_number(x, s->digits, text) :
			       txo_format_readable(x, READABLE_DIGITS, text);

	txo_buffer_add(s->line, text, n);
}

bool txo_say_named(struct txo_say *s, const char *before, const char *words,
		   const char *name)
{
	if (!txo_say_has(s, name))
		return false;
	txo_buffer_printf(s->line, "%s%s ", before, words);
	txo_say_value(s, name);
	return true;
}

void txo_say_percent(struct txo_say *s, double share)
{
	txo_say_number(s, 100 * share);
	txo_say_text(s, " %");
}

void txo_say_count(struct txo_say *s, const char *name, const char *one,
		   const char *many)
{
	const struct txo_sink_cell *c = txo_say_cell(s, name);

	if (c->kind == TXO_CELL_EMPTY)
		txo_buffer_printf(s->line, "a withheld number of %s", many);
	else if (!c->count)
		txo_buffer_printf(s->line, "no %s", one);
	else
		txo_buffer_printf(s->line, "%" PRIu64 " %s", c->count,
				  c->count == 1 ? one : many);
}

void txo_say_of(struct txo_say *s, const char *part, const char *whole,
		const char *one, const char *many)
{
	const struct txo_sink_cell *k = txo_say_cell(s, part),
				   *n = txo_say_cell(s, whole);

	if (k->kind == TXO_CELL_EMPTY)
		txo_say_text(s, "a withheld number");
	else
		txo_buffer_printf(s->line, "%" PRIu64, k->count);
	txo_say_text(s, " of ");
	txo_say_count(s, whole, one, many);
	if (k->kind == TXO_CELL_EMPTY || !n->count)
		return;
	txo_say_text(s, " (");
	txo_say_percent(s, (double)k->count / (double)n->count);
	txo_say_text(s, ")");
}

void txo_say_interval(struct txo_say *s, const char *more)
{
	const struct txo_sink_cell *level = txo_say_cell(s, "conf_level");
	bool low = txo_say_has(s, "conf_low"),
	     high = txo_say_has(s, "conf_high");

	if (!low && !high && !more)
		return;
	txo_say_text(s, " (");
	if (low || high) {
		txo_say_percent(s, level->kind == TXO_CELL_NUMBER ?
					   level->number :
					   s->level);
		txo_say_text(s, " interval ");
		txo_say_text(s, low && high ? "" :
				low	    ? "at least " :
					      "at most ");
		txo_say_value(s, low ? "conf_low" : "conf_high");
		if (low && high) {
			txo_say_text(s, " to ");
			txo_say_value(s, "conf_high");
		}
		txo_say_text(s, more ? "; " : "");
	}
	txo_say_text(s, more ? more : "");
	txo_say_text(s, ")");
}

void txo_say_share(struct txo_say *s, const struct txo_say_share *share)
{
	const struct txo_sink_cell *k = txo_say_cell(s, share->part),
				   *x = txo_say_cell(s, share->share),
				   *low = txo_say_cell(s, share->low),
				   *high = txo_say_cell(s, share->high);

	if (k->kind == TXO_CELL_EMPTY)
		txo_say_text(s, "a withheld number");
	else
		txo_buffer_printf(s->line, "%" PRIu64, k->count);
	txo_say_text(s, " of ");
	txo_say_count(s, share->whole, share->one, share->many);
	if (x->kind != TXO_CELL_NUMBER)
		return;
	txo_say_text(s, " (");
	txo_say_number(s, share->percent * x->number);
	txo_say_text(s, " %");
	if (low->kind == TXO_CELL_NUMBER && high->kind == TXO_CELL_NUMBER) {
		txo_say_text(s, ", ");
		txo_say_percent(s, s->level);
		txo_say_text(s, " interval ");
		txo_say_number(s, share->percent * low->number);
		txo_say_text(s, " to ");
		txo_say_number(s, share->percent * high->number);
		txo_say_text(s, " %");
	}
	txo_say_text(s, ")");
}

void txo_say_estimate(struct txo_say *s, const char *words)
{
	char p[TXO_SAY_P];

	txo_say_text(s, words);
	if (!txo_say_has(s, "estimate")) {
		txo_say_text(s, " not known");
		return;
	}
	txo_say_text(s, " ");
	txo_say_value(s, "estimate");
	txo_say_p(s, "p_value", p);
	txo_say_interval(s, *p ? p : NULL);
}

void txo_say_test(struct txo_say *s, const char *words)
{
	char p[TXO_SAY_P];

	txo_say_text(s, words);
	txo_say_p(s, "p_value", p);
	txo_say_text(s, *p ? ": " : " not known");
	txo_say_text(s, p);
}

void txo_say_missing(struct txo_say *s, const char *one, const char *many,
		     const char *without)
{
	txo_say_text(s, "; ");
	txo_say_count(s, "n_missing", one, many);
	txo_say_text(s, without);
	txo_say_text(s, ".");
}

static void say_blanks(struct txo_say *s, struct txo_text t)
{
	for (size_t i = 0; i < t.n; i++)
		txo_buffer_add_char(s->line, t.p[i] == '_' ? ' ' : t.p[i]);
}

void txo_say_words(struct txo_say *s, const char *name)
{
	say_blanks(s, txo_say_cell(s, name)->text);
}

bool txo_say_is(const struct txo_say *s, const char *name, const char *text)
{
	return txo_text_equal(txo_say_cell(s, name)->text, txo_text(text));
}

const char *txo_say_p(const struct txo_say *s, const char *name, char *text)
{
	const struct txo_sink_cell *c = txo_say_cell(s, name);

	text[0] = '\0';
	if (c->kind == TXO_CELL_NUMBER && c->number < SMALLEST_P)
		snprintf(text, TXO_SAY_P, "p < 0.0001");
	else if (c->kind == TXO_CELL_NUMBER)
		snprintf(text, TXO_SAY_P, "p = %.*s", (int)c->text.n,
			 c->text.p);
	return text;
}

void txo_say_label(struct txo_say *s, size_t i)
{
	say_foreign(s, s->name[i]);
	txo_say_text(s, " ");
	if (s->cell[i].kind == TXO_CELL_EMPTY)
		txo_say_text(s, "unknown");
	say_foreign(s, s->cell[i].text);
}

void txo_say_column(struct txo_say *s, size_t i)
{
	say_blanks(s, s->name[i]);
	txo_say_text(s, " ");
	say_foreign(s, s->cell[i].text);
}

void txo_say_groups(struct txo_say *s, const char *end)
{
	for (size_t i = 0; i < s->by; i++) {
		txo_say_text(s, i ? ", " : "");
		txo_say_label(s, i);
	}
	txo_say_text(s, s->by ? end : "");
}

static bool is_note(const struct txo_say *s, size_t i)
{
	return txo_text_equal(s->name[i], txo_text("note"));
}

void txo_say_row(struct txo_say *s)
{
	bool labels = true, first = true;

	for (size_t i = s->by; i < s->n; i++) {
		bool text = s->cell[i].kind == TXO_CELL_TEXT;

		if (s->cell[i].kind == TXO_CELL_EMPTY || is_note(s, i))
			continue;
		if (!first)
			txo_say_text(s, labels && !text ? ": " : ", ");
		labels = labels && text;
		first = false;
		txo_say_column(s, i);
	}
	txo_say_text(s, first ? "nothing is known." : ".");
}

void txo_say_note(struct txo_say *s)
{
	struct txo_text note = txo_say_cell(s, "note")->text;
	char code[TXO_NOTE_SIZE];

	for (const struct txo_note_entry *n = txo_notes(); n->code; n++) {
		size_t length = strlen(n->code);

		for (size_t i = 0; i + length <= note.n; i++) {
			bool ends = i + length == note.n ||
				    note.p[i + length] == ' ';

			if (!ends || (i && note.p[i - 1] != ' ') ||
			    memcmp(note.p + i, n->code, length) != 0)
				continue;
			snprintf(code, sizeof(code), " Note: %s.", n->meaning);
			txo_say_text(s, code);
		}
	}
}
