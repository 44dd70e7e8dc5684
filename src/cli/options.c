#include "cli/options.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"

static const struct txo_choice formats[] = {
	{ "auto", "a table on a terminal, CSV anywhere else" },
	{ "csv", "RFC 4180, lines end in LF" },
	{ "tsv", "parted by tabs" },
	{ "table", "aligned, rounded for people" },
	{ "json", "an array of objects" },
	{ "jsonl", "an object a line" },
	{ "markdown", "a pipe table, rounded for people" },
	{ NULL, NULL }
};

static const struct txo_choice names[] = { { "txo", "std_error, conf_low" },
					   { "broom", "std.error, conf.low" },
					   { NULL, NULL } };

/* In the order of enum txo_decimal_mark, then the marks themselves. */
static const struct txo_choice decimals[] = {
	{ "auto", "a point; where commas part no fields, what is seen" },
	{ "point", "62.5" },
	{ "comma", "62,5" },
	{ ".", "the same as point" },
	{ ",", "the same as comma" },
	{ NULL, NULL }
};

/* In the order of txo_thousands_marks. */
static const struct txo_choice thousands[] = {
	{ "none", "nothing" }, { ",", "1,234.50" },	{ ".", "1.234,50" },
	{ "'", "1'234.50" },   { "blank", "1 234.50" }, { NULL, NULL }
};

static const struct txo_choice totals[] = {
	{ "auto", "skip; with --weight refuse" },
	{ "skip", "leave them out and count them" },
	{ "keep", "they are rows like all others" },
	{ NULL, NULL }
};

static const struct txo_choice readers[] = {
	{ "auto", "a quick scanner where the text is plain, else libcsv" },
	{ "libcsv", "libcsv alone: slower, with the same answer" },
	{ NULL, NULL }
};

const char txo_thousands_marks[] = { 0, ',', '.', '\'', ' ' };

#define COMMON struct txo_common

static const struct txo_option analysis_options[] = {
	TXO_OPTION("by", TXO_COLUMNS, COMMON, by, "COLS", NULL,
		   "groups: one answer for each combination of these columns"),
	TXO_OPTION("weight", TXO_COLUMN, COMMON, weight, "COL", NULL,
		   "how many equal rows each row stands for, a positive whole "
		   "number"),
	TXO_OPTION_RANGE("level", TXO_FRACTION, COMMON, level, "P", "0.95",
			 0.01, 1, "level of the intervals"),
	TXO_OPTION("gate", TXO_EXPR, COMMON, gate, "EXPR", NULL,
		   "exit code 1 if an output row breaks this, as 'n >= 20 and "
		   "conf_low > 0'; the language is that of --where, over the "
		   "output columns; an empty cell breaks nothing"),
	TXO_OPTION_RANGE("min-cell", TXO_INTEGER, COMMON, min_cell, "N", NULL,
			 2, 1e9,
			 "withhold counts from 1 to below N, and what would "
			 "reveal them: the cells are empty, the note says "
			 "W-WITHHELD; zeros are printed"),
	TXO_OPTION("say", TXO_FLAG, COMMON, say, NULL, NULL,
		   "a plain sentence for each row in place of the table"),
	TXO_OPTION_END
};

static const struct txo_option reading_options[] = {
	TXO_OPTION("map", TXO_ROLE_MAPS, COMMON, maps, "ROLE=COL", NULL,
		   "the column that fills a role; may be given several times"),
	TXO_OPTION("scale", TXO_SCALE_MAPS, COMMON, scales, "[COL=]NAME", NULL,
		   "the rating scale of a column, as masi (txo scales lists "
		   "them): a number outside of its ends cannot be read. "
		   "Without COL for the columns analysed that fill the role "
		   "score or baseline or are called so (masi_pre), else for "
		   "all of them; may be given several times"),
	TXO_OPTION("na", TXO_WORDS, COMMON, na, "WORDS", NULL,
		   "further words for a missing value, such as -99,unknown"),
	TXO_OPTION("encoding", TXO_WORD, COMMON, encoding, "NAME", NULL,
		   "of all files, as windows-1252 or UTF-16LE; default: what "
		   "each file shows"),
	TXO_OPTION("delimiter", TXO_WORD, COMMON, delimiter, "CHAR", NULL,
		   "what parts the fields: comma, semicolon, tab, pipe, space "
		   "or any other character; default: what fits the file"),
	TXO_OPTION("header", TXO_WORDS, COMMON, header, "NAMES", NULL,
		   "the files have no header line; these are the names of all "
		   "columns"),
	TXO_OPTION("pad", TXO_FLAG, COMMON, pad, NULL, NULL,
		   "a row with too few fields lacks its last cells"),
	TXO_OPTION_CHOICE("decimal", TXO_CHOICE, COMMON, decimal, "MARK",
			  "auto", decimals, "the decimal mark of all numbers"),
	TXO_OPTION_CHOICE("thousands", TXO_CHOICE, COMMON, thousands, "MARK",
			  "none", thousands, "what parts thousands"),
	TXO_OPTION("date-format", TXO_WORD, COMMON, date_format, "FORM", NULL,
		   "form of dates that are not ISO 8601 (2026-01-31), as "
		   "%d/%m/%Y; one that begins with %Y is the form of all"),
	TXO_OPTION("exact-labels", TXO_FLAG, COMMON, exact_labels, NULL, NULL,
		   "labels that differ only in case or blanks are different"),
	TXO_OPTION("list-columns", TXO_BOX_RULES, COMMON, list_columns,
		   "[NAME=]COLS", NULL,
		   "columns of 0 and 1 that make one more column, a list: by "
		   "name, or as ae___*, where * is the item; NAME is "
		   "side_effects if not given"),
	TXO_OPTION("asked", TXO_WORDS, COMMON, asked, "COLS", NULL,
		   "columns of lists in which an empty cell means none, "
		   "because it was asked"),
	TXO_OPTION_ONCE("where", TXO_EXPR, COMMON, where, "EXPR",
			"only rows for which this holds, as 'concern == "
			"\"acne scars\" and sessions >= 3'"),
	TXO_OPTION("allow", TXO_WORDS, COMMON, allow, "NUMBERS", NULL,
		   "numbers that are values although they look like a code "
		   "for a missing one, such as -99"),
	TXO_OPTION_CHOICE("totals", TXO_CHOICE, COMMON, totals, "WHAT", "auto",
			  totals,
			  "rows that begin with Total, Sum and the "
			  "like"),
	TXO_OPTION("max-bad", TXO_LIMIT, COMMON, max_bad, "N", "0",
		   "leave out rows with a cell that cannot be read, up to so "
		   "many or, as 5%, up to such a share"),
	TXO_OPTION("redact", TXO_FLAG, COMMON, redact, NULL, NULL,
		   "messages do not quote cells"),
	TXO_OPTION_RANGE("threads", TXO_INTEGER, COMMON, threads, "N", NULL, 1,
			 1024,
			 "analyses read so many parts of a file at once; the "
			 "answer is the same for any number; default: one a "
			 "core"),
	TXO_OPTION_RANGE("max-memory", TXO_SIZE, COMMON, max_memory, "SIZE",
			 NULL, 1, 1e15,
			 "stop with an error before more is needed, as 500M or "
			 "2G; default: three quarters of what the machine "
			 "has"),
	TXO_OPTION_CHOICE("reader", TXO_CHOICE, COMMON, reader, "NAME", "auto",
			  readers, "who finds the fields of a record"),
	TXO_OPTION("strict", TXO_FLAG, COMMON, strict, NULL, NULL,
		   "a row that is left out is an error"),
	TXO_OPTION_END
};

static const struct txo_option answer_options[] = {
	TXO_OPTION_CHOICE("format", TXO_CHOICE, COMMON, format, "NAME", "auto",
			  formats, "how to write the answer"),
	TXO_OPTION_RANGE("digits", TXO_INTEGER, COMMON, digits, "N", NULL, 1,
			 17,
			 "significant digits; default: as many as the number "
			 "has, in tables 4"),
	TXO_OPTION_CHOICE("names", TXO_CHOICE, COMMON, names, "STYLE", "txo",
			  names, "style of the column names"),
	TXO_OPTION_LETTER("output", 'o', TXO_WORD, COMMON, output, "FILE",
			  "write there, all or nothing, instead of to stdout"),
	TXO_OPTION("provenance", TXO_WORD, COMMON, provenance, "FILE", NULL,
		   "write there, as JSON, where the answer comes from: "
		   "version, options, size and SHA-256 of each input, what "
		   "became of the rows; - is stderr"),
	TXO_OPTION_LETTER("quiet", 'q', TXO_FLAG, COMMON, quiet, NULL,
			  "no account of the rows on stderr"),
	TXO_OPTION_LETTER("help", 'h', TXO_FLAG, COMMON, help, NULL,
			  "this text"),
	TXO_OPTION_END
};

static const struct txo_option no_options[] = { TXO_OPTION_END };

const struct txo_option *txo_driver_options(const struct txo_command *c,
					    int group)
{
	switch (group) {
	case TXO_OPTIONS_OF_ANALYSES:
		return c->list || c->row ? no_options : analysis_options;
	case TXO_OPTIONS_OF_READING:
		return c->list ? no_options : reading_options;
	case TXO_OPTIONS_OF_ANSWERS:
	default:
		return answer_options;
	}
}

#define TABLES (1 + TXO_OPTION_GROUPS)

/* The verb's table and the common ones, with where their values go. */
struct parse {
	struct txo_arguments *a;
	const struct txo_command *command;
	const struct txo_option *table[TABLES];
	void *target[TABLES];
	bool *given[TABLES];
	char *const *word;
	struct txo_error *err;
};

static size_t count(const struct txo_option *table)
{
	size_t n = 0;

	while (table[n].name)
		n++;
	return n;
}

/* An option by its long name, or by its letter if the name is one. */
static const struct txo_option *
find(const struct parse *p, struct txo_text name, bool letter, int *which)
{
	for (*which = 0; *which < TABLES; ++*which)
		for (const struct txo_option *o = p->table[*which]; o->name;
		     o++)
			if (letter ? o->letter && *name.p == o->letter :
				     !o->operand &&
					     txo_text_equal(name,
							    txo_text(o->name)))
				return o;
	return NULL;
}

static enum txo_status unknown(const struct parse *p, struct txo_text name,
			       const char *dashes)
{
	struct txo_text all[128];
	struct txo_buffer b = { 0 };
	char shown[TXO_SHOWN];
	size_t n = 0;
	enum txo_status status;

	for (const struct txo_option *o = analysis_options; o->name; o++)
		if (p->command->row && txo_text_equal(name, txo_text(o->name)))
			return txo_fail(p->err, TXO_USAGE,
					"--%s is for analyses; %s works row by "
					"row",
					o->name, p->command->name);
	for (int t = 0; t < TABLES; t++)
		for (const struct txo_option *o = p->table[t]; o->name; o++)
			if (!o->operand && n < 128)
				all[n++] = txo_text(o->name);
	txo_nearest_say(&b, name, "options (each with --)", all, n);
	status = txo_fail(p->err, TXO_USAGE, "there is no option '%s%s'%s",
			  dashes, txo_text_show(name, shown), b.p ? b.p : "");
	txo_buffer_release(&b);
	return status;
}

static enum txo_status set(struct parse *p, const struct txo_option *o,
			   int which, struct txo_text value)
{
	bool *given = &p->given[which][o - p->table[which]];

	if (*given && (o->once || o->kind == TXO_EXPR))
		return txo_fail(p->err, TXO_USAGE, "--%s is given twice",
				o->name);
	*given = true;
	return txo_option_set(o, p->target[which], value, &p->a->arena, p->err);
}

/* A word that begins with a dash; takes the next one if it is its value. */
static enum txo_status read_option(struct parse *p)
{
	const char *word = *p->word;
	bool letter = word[1] != '-';
	struct txo_text name = txo_text(word + (letter ? 1 : 2)), value;
	const char *equals = letter ? NULL : strchr(name.p, '=');
	const struct txo_option *o;
	int which;

	value = (struct txo_text){ NULL, 0 };
	if (equals) {
		value = txo_text(equals + 1);
		name.n = (size_t)(equals - name.p);
	} else if (letter && name.n > 1) {
		value = (struct txo_text){ name.p + 1, name.n - 1 };
	}
	o = find(p, name, letter, &which);
	if (!o || (letter && value.p && o->kind == TXO_FLAG))
		return unknown(p, name, letter ? "-" : "--");
	if (o->kind == TXO_FLAG && value.p)
		return txo_fail(p->err, TXO_USAGE, "--%s takes no value",
				o->name);
	if (o->kind != TXO_FLAG && !value.p) {
		if (!p->word[1])
			return txo_fail(p->err, TXO_USAGE,
					"--%s needs a value: --%s %s", o->name,
					o->name, o->arg);
		value = txo_text(*++p->word);
	}
	return set(p, o, which, value);
}

static enum txo_status read_words(struct parse *p)
{
	enum txo_status status = TXO_OK;
	bool options = true;

	for (; *p->word && status == TXO_OK; p->word++) {
		const char *w = *p->word;

		if (options && strcmp(w, "--") == 0)
			options = false;
		else if (options && w[0] == '-' && w[1])
			status = read_option(p);
		else
			p->a->file[p->a->files++] = w;
	}
	return status;
}

/* The first operands belong to the options that are operands. */
static enum txo_status take_operands(struct parse *p, const char *verb)
{
	enum txo_status status = TXO_OK;

	for (const struct txo_option *o = p->table[0]; o->name; o++) {
		if (!o->operand || status != TXO_OK)
			continue;
		if (!p->a->files)
			return txo_fail(p->err, TXO_USAGE,
					"%s is missing (%s): txo %s %s [FILE "
					"...]",
					o->arg, o->help, verb, o->arg);
		status = set(p, o, 0, txo_text(p->a->file[0]));
		p->a->file++;
		p->a->files--;
	}
	return status;
}

static enum txo_status set_defaults(struct parse *p)
{
	enum txo_status status = TXO_OK;

	for (int t = 0; t < TABLES; t++)
		for (size_t i = 0; p->table[t][i].name; i++) {
			const struct txo_option *o = &p->table[t][i];

			if (status == TXO_OK && !p->given[t][i] && o->value)
				status = txo_option_set(o, p->target[t],
							txo_text(o->value),
							&p->a->arena, p->err);
		}
	return status;
}

enum txo_status txo_arguments_read(struct txo_arguments *a,
				   const struct txo_command *command,
				   char *const *word, struct txo_error *err)
{
	struct parse p = {
		.a = a, .command = command, .word = word, .err = err
	};
	enum txo_status status;
	size_t words = 1;

	while (word[words - 1])
		words++;
	a->plan = txo_arena_take(&a->arena, command->plan_size + 1);
	a->file = txo_arena_take(&a->arena, words * sizeof(*a->file));
	for (int t = 0; t < TABLES; t++) {
		p.table[t] = t == 0 ? command->options :
				      txo_driver_options(command, t - 1);
		p.given[t] = txo_arena_take(&a->arena, 1 + count(p.table[t]));
		p.target[t] = t == 0 ? a->plan : &a->common;
		if (!p.given[t])
			return txo_fail_memory(err);
	}
	if (!a->plan || !a->file)
		return txo_fail_memory(err);
	status = read_words(&p);
	if (status != TXO_OK || a->common.help)
		return status;
	status = take_operands(&p, command->name);
	return status == TXO_OK ? set_defaults(&p) : status;
}

void txo_arguments_release(struct txo_arguments *a)
{
	txo_arena_release(&a->arena);
	*a = (struct txo_arguments){ 0 };
}
