#include "cli/help.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/options.h"
#include "cli/output.h"
#include "cli/verbs.h"
#include "txo/note.h"

#define WIDTH 79
#define INDENT 22	/* of the second column */

static enum txo_status print(struct txo_buffer *b, struct txo_error *err)
{
	struct txo_output out;
	enum txo_status status = txo_output_open(&out, NULL, err);

	if (status == TXO_OK && b->failed)
		status = txo_fail_memory(err);
	if (status == TXO_OK)
		status = txo_output_write(&out, b->p, b->n, err);
	if (status == TXO_OK)
		status = txo_output_close(&out, true, err);
	txo_buffer_release(b);
	return status;
}

/* Text broken into lines that begin at `indent`; the first is there already. */
static void wrap(struct txo_buffer *b, size_t indent, const char *text)
{
	size_t at = indent;

	while (*text) {
		size_t n = strcspn(text, " ");

		if (at > indent && at + 1 + n > WIDTH) {
			txo_buffer_printf(b, "\n%*s", (int)indent, "");
			at = indent;
		} else if (at > indent) {
			txo_buffer_add_char(b, ' ');
			at++;
		}
		txo_buffer_add(b, text, n);
		at += n;
		text += n;
		text += strspn(text, " ");
	}
	txo_buffer_add_char(b, '\n');
}

/* "  name       text", the text on its own lines when the name is long. */
static void entry(struct txo_buffer *b, const char *name, const char *text)
{
	size_t n = strlen(name);

	txo_buffer_printf(b, "  %s", name);
	if (n + 4 > INDENT)
		txo_buffer_printf(b, "\n%*s", INDENT, "");
	else
		txo_buffer_printf(b, "%*s", (int)(INDENT - 2 - n), "");
	wrap(b, INDENT, text);
}

static void option_name(const struct txo_option *o, char *name, size_t size)
{
	if (o->operand)
		snprintf(name, size, "%s", o->arg);
	else
		snprintf(name, size, "%s%.1s%s--%s%s%s", o->letter ? "-" : "",
			 o->letter ? &o->letter : "", o->letter ? ", " : "",
			 o->name, o->arg ? " " : "", o->arg ? o->arg : "");
}

static void add_option(struct txo_buffer *b, const struct txo_option *o)
{
	struct txo_buffer text = { 0 };
	char name[80];

	option_name(o, name, sizeof(name));
	txo_buffer_add_text(&text, o->help);
	if (o->value)
		txo_buffer_printf(&text, " [%s]", o->value);
	entry(b, name, text.p ? text.p : "");
	txo_buffer_release(&text);
	for (const struct txo_choice *c = o->choices; c && c->name; c++) {
		snprintf(name, sizeof(name), "    %s", c->name);
		entry(b, name, c->meaning);
	}
}

static void add_options(struct txo_buffer *b, const struct txo_option *o)
{
	for (; o->name; o++)
		add_option(b, o);
}

static void add_columns(struct txo_buffer *b, const struct txo_command *verb)
{
	const struct txo_column *c = verb->columns;
	bool extra = false;

	if (!c->name)
		return;
	txo_buffer_printf(b, "\nOutput columns%s\n",
			  verb->list ? "" : ", behind those of --by");
	for (; c->name; c++) {
		struct txo_buffer text = { 0 };

		txo_buffer_printf(&text, "%s%s%s%s", c->meaning,
				  *c->unit ? ", unit: " : "", c->unit,
				  c->marks & TXO_IS_EXTRA ? " (*)" : "");
		entry(b, c->name, text.p ? text.p : "");
		b->failed |= text.failed;
		txo_buffer_release(&text);
		extra = extra || c->marks & TXO_IS_EXTRA;
	}
	if (extra)
		txo_buffer_add_text(b, "  (*) printed only when asked for\n");
}

static void add_exit_codes(struct txo_buffer *b)
{
	txo_buffer_add_text(b, "\nExit codes\n");
	entry(b, "0", "done");
	entry(b, "1", "done, and the answer is no");
	entry(b, "2",
	      "wrong use: option, column name, verb, value out of "
	      "range");
	entry(b, "3", "the data cannot be used, or nothing is left to analyse");
	entry(b, "4", "input or output failed");
}

static void usage_line(struct txo_buffer *b, const struct txo_command *c)
{
	txo_buffer_printf(b, "txo %s", c->name);
	for (const struct txo_option *o = c->options; o->name; o++)
		if (o->operand)
			txo_buffer_printf(b, " %s", o->arg);
	txo_buffer_printf(b, " [OPTIONS]%s\n", c->list ? "" : " [FILE ...]");
}

bool txo_has_notes(const struct txo_command *c)
{
	for (const struct txo_column *k = c->columns; k->name; k++)
		if (strcmp(k->name, "note") == 0)
			return true;
	return false;
}

bool txo_has_roles(const struct txo_command *c)
{
	return c == &txo_cmd_roles;
}

static void add_notes(struct txo_buffer *b)
{
	txo_buffer_add_text(b, "\nNotes\n");
	for (const struct txo_note_entry *n = txo_notes(); n->code; n++)
		entry(b, n->code, n->meaning);
}

const char txo_help_roles[] =
	"A role is filled by the column of its name, else by one of the names "
	"in parentheses; case, blanks, '_', '-' and accents do not matter. "
	"--map role=column settles it otherwise.";

void txo_help_role(struct txo_buffer *b, const struct txo_role *r)
{
	static const char *const types[] = { "number", "label", "date" };
	const char *list = r->synonyms, *comma = "";

	txo_buffer_printf(b, "%s; %s (", types[r->type], r->meaning);
	for (; *list; comma = ", ") {
		struct txo_text word = txo_text_next_word(&list);

		txo_buffer_add_text(b, comma);
		txo_buffer_add(b, word.p, word.n);
	}
	txo_buffer_add_char(b, ')');
}

static void add_roles(struct txo_buffer *b)
{
	txo_buffer_add_text(b, "\nRoles\n");
	wrap(b, 0, txo_help_roles);
	for (const struct txo_role *r = txo_roles(); r->name; r++) {
		struct txo_buffer text = { 0 };

		txo_help_role(&text, r);
		entry(b, r->name, text.p ? text.p : "");
		txo_buffer_release(&text);
	}
}

void txo_help_fault(const struct txo_fault_type *t, struct txo_buffer *name,
		    struct txo_buffer *text)
{
	txo_buffer_printf(name, "%s %s", t->code, t->type);
	txo_buffer_printf(text, "%s, %s: %s", t->group,
			  t->severity == TXO_ERROR ? "error" : "warning",
			  t->meaning);
}

static void add_faults(struct txo_buffer *b)
{
	txo_buffer_add_text(b, "\nFaults, by the groups of --rules\n");
	for (const struct txo_fault_type *t = txo_fault_types(); t->code; t++) {
		struct txo_buffer name = { 0 }, text = { 0 };

		txo_help_fault(t, &name, &text);
		entry(b, name.p ? name.p : "", text.p ? text.p : "");
		txo_buffer_release(&name);
		txo_buffer_release(&text);
	}
}

enum txo_status txo_help_verb(const struct txo_command *c,
			      struct txo_error *err)
{
	struct txo_buffer b = { 0 };

	txo_buffer_printf(&b, "txo %s - %s\n\nExamples\n", c->name, c->brief);
	for (const struct txo_example *e = c->examples; e->line; e++) {
		txo_buffer_printf(&b, "  %s\n      ", e->line);
		wrap(&b, 6, e->shows);
	}
	txo_buffer_add_text(&b, "\nUsage\n  ");
	usage_line(&b, c);
	txo_buffer_add_text(&b, "\n");
	wrap(&b, 0, c->about);
	if (!c->list)
		wrap(&b, 0,
		     "Without FILE, or with -, it reads standard input. Several "
		     "files are one input; columns are matched by name. COL is "
		     "a column name or a role (txo help roles).");
	if (c->options->name)
		txo_buffer_printf(&b, "\nOptions of %s\n", c->name);
	add_options(&b, c->options);
	txo_buffer_add_text(&b, "\nOptions of every verb\n");
	for (int group = 0; group < TXO_OPTION_GROUPS; group++)
		add_options(&b, txo_driver_options(c, group));
	add_columns(&b, c);
	if (txo_has_roles(c))
		add_roles(&b);
	if (c->finds_faults)
		add_faults(&b);
	if (txo_has_notes(c))
		add_notes(&b);
	add_exit_codes(&b);
	return print(&b, err);
}

/* Where the verb stands in the overview. */
static int heading_of(const struct txo_command *c)
{
	return c->list ? 2 : c->about_file ? 1 : 0;
}

static void add_verbs(struct txo_buffer *b)
{
	static const char *const headings[] = { "Verbs", "Verbs about files",
						"Verbs that read no files" };

	for (int i = 0; i < 3; i++) {
		txo_buffer_printf(b, "\n%s\n", headings[i]);
		for (const struct txo_command *const *c = txo_verbs; *c; c++)
			if (heading_of(*c) == i)
				entry(b, (*c)->name, (*c)->brief);
	}
}

enum txo_status txo_help(struct txo_error *err)
{
	struct txo_buffer b = { 0 };

	txo_buffer_add_text(&b, "txo - statistics of treatment outcomes\n\n"
				"Examples\n");
	for (const struct txo_command *const *c = txo_verbs; *c; c++)
		txo_buffer_printf(&b, "  %s\n", (*c)->examples->line);
	txo_buffer_add_text(&b, "\nUsage\n  txo VERB [OPTIONS] [FILE ...]\n");
	add_verbs(&b);
	txo_buffer_add_text(&b, "\nMore\n");
	entry(&b, "txo help VERB", "options, columns, examples of a verb");
	entry(&b, "txo help --man VERB", "its manual page, for man -l -");
	entry(&b, "txo help roles", "the column names that txo knows");
	entry(&b, "txo --version", "which txo this is");
	add_exit_codes(&b);
	return print(&b, err);
}

enum txo_status txo_help_usage(const struct txo_command *c)
{
	struct txo_buffer b = { 0 };

	if (c) {
		txo_buffer_printf(&b,
				  "txo %s: there is nothing to read: name "
				  "a file, or pipe one in.\n  ",
				  c->name);
		usage_line(&b, c);
		txo_buffer_printf(&b, "  %s\n  txo help %s\n",
				  c->examples->line, c->name);
	} else {
		txo_buffer_add_text(&b, "txo: a verb is missing.\n"
					"  txo VERB [OPTIONS] [FILE ...]\n");
		for (const struct txo_command *const *v = txo_verbs; *v; v++)
			entry(&b, (*v)->name, (*v)->brief);
		txo_buffer_add_text(&b, "  txo help\n");
	}
	if (b.p)
		fputs(b.p, stderr);
	txo_buffer_release(&b);
	return TXO_USAGE;
}
