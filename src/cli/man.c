/*
 * man.c - a verb's manual page, from the same tables as its help.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "cli/help.h"
#include "cli/options.h"
#include "cli/output.h"
#include "data/finding.h"
#include "txo/note.h"
#include "txo/version.h"

/* Text in which no character means anything to the formatter. */
static void plain(struct txo_buffer *b, const char *text)
{
	if (*text == '.' || *text == '\'')
		txo_buffer_add_text(b, "\\&");
	for (; *text; text++) {
		if (*text == '-')
			txo_buffer_add_text(b, "\\-");
		else if (*text == '\\')
			txo_buffer_add_text(b, "\\e");
		else
			txo_buffer_add_char(b, *text);
	}
	txo_buffer_add_char(b, '\n');
}

static void tagged(struct txo_buffer *b, const char *tag, const char *text)
{
	txo_buffer_add_text(b, ".TP\n.B ");
	plain(b, tag);
	plain(b, text);
}

static void option(struct txo_buffer *b, const struct txo_option *o)
{
	struct txo_buffer tag = { 0 }, text = { 0 };

	if (o->letter)
		txo_buffer_printf(&tag, "-%c, ", o->letter);
	txo_buffer_printf(&tag, "%s%s%s%s", o->operand ? "" : "--",
			  o->operand ? "" : o->name,
			  o->arg && !o->operand ? " " : "",
			  o->arg ? o->arg : "");
	txo_buffer_add_text(&text, o->help);
	for (const struct txo_choice *c = o->choices; c && c->name; c++)
		txo_buffer_printf(&text, "%s %s (%s)",
				  c == o->choices ? ":" : ",", c->name,
				  c->meaning);
	if (o->value)
		txo_buffer_printf(&text, ". Default: %s", o->value);
	tagged(b, tag.p ? tag.p : "", text.p ? text.p : "");
	txo_buffer_release(&tag);
	txo_buffer_release(&text);
}

static void title(struct txo_buffer *b, const struct txo_command *c)
{
	txo_buffer_add_text(b, ".TH TXO\\-");
	for (const char *p = c->name; *p; p++)
		txo_buffer_add_char(b, (char)toupper((unsigned char)*p));
	txo_buffer_printf(b, " 1 \"\" \"txo %s\" \"txo\"\n.SH NAME\n",
			  txo_version());
	txo_buffer_printf(b, "txo\\-%s \\- ", c->name);
	plain(b, c->brief);
	txo_buffer_printf(b, ".SH SYNOPSIS\n.B txo %s\n", c->name);
	for (const struct txo_option *o = c->options; o->name; o++)
		if (o->operand)
			plain(b, o->arg);
	txo_buffer_printf(b, "[OPTIONS]%s\n.SH DESCRIPTION\n",
			  c->list ? "" : " [FILE ...]");
	plain(b, c->about);
}

static void roles(struct txo_buffer *b)
{
	txo_buffer_add_text(b, ".SH ROLES\n");
	plain(b, txo_help_roles);
	for (const struct txo_role *r = txo_roles(); r->name; r++) {
		struct txo_buffer text = { 0 };

		txo_help_role(&text, r);
		tagged(b, r->name, text.p ? text.p : "");
		txo_buffer_release(&text);
	}
}

static void faults(struct txo_buffer *b)
{
	txo_buffer_add_text(b, ".SH FAULTS\n");
	for (const struct txo_fault_type *t = txo_fault_types(); t->code; t++) {
		struct txo_buffer name = { 0 }, text = { 0 };

		txo_help_fault(t, &name, &text);
		tagged(b, name.p ? name.p : "", text.p ? text.p : "");
		txo_buffer_release(&name);
		txo_buffer_release(&text);
	}
}

enum txo_status txo_help_man(const struct txo_command *c, struct txo_error *err)
{
	struct txo_buffer b = { 0 };
	struct txo_output out;
	enum txo_status status = txo_output_open(&out, NULL, err);

	title(&b, c);
	txo_buffer_add_text(&b, ".SH OPTIONS\n");
	for (const struct txo_option *o = c->options; o->name; o++)
		option(&b, o);
	for (int group = 0; group < TXO_OPTION_GROUPS; group++)
		for (const struct txo_option *o = txo_driver_options(c, group);
		     o->name; o++)
			option(&b, o);
	if (c->columns->name)
		txo_buffer_add_text(&b, ".SH OUTPUT COLUMNS\n");
	for (const struct txo_column *k = c->columns; k->name; k++) {
		struct txo_buffer text = { 0 };

		txo_buffer_printf(&text, "%s%s", k->meaning,
				  k->marks & TXO_IS_EXTRA ?
					  " (*: printed only when asked for)" :
					  "");
		tagged(&b, k->name, text.p ? text.p : "");
		b.failed |= text.failed;
		txo_buffer_release(&text);
	}
	if (txo_has_roles(c))
		roles(&b);
	if (c->finds_faults)
		faults(&b);
	if (txo_has_notes(c))
		txo_buffer_add_text(&b, ".SH NOTES\n");
	for (const struct txo_note_entry *n = txo_notes();
	     txo_has_notes(c) && n->code; n++)
		tagged(&b, n->code, n->meaning);
	txo_buffer_add_text(&b, ".SH EXAMPLES\n");
	for (const struct txo_example *e = c->examples; e->line; e++)
		tagged(&b, e->line, e->shows);
	txo_buffer_add_text(
		&b, ".SH EXIT STATUS\n0 done, 1 the answer is no, 2 wrong use, "
		    "3 unusable data, 4 input or output failed.\n");
	if (status == TXO_OK && b.failed)
		status = txo_fail_memory(err);
	if (status == TXO_OK)
		status = txo_output_write(&out, b.p, b.n, err);
	if (status == TXO_OK)
		status = txo_output_close(&out, true, err);
	txo_buffer_release(&b);
	return status;
}
