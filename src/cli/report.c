#include "cli/report.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/format.h"
#include "data/scale_use.h"

#define MOST_NAMES 5	/* of columns on a scale */

/* "txo VERB: FILE", the file's name whole but fit for a terminal. */
static void begin_line(const char *verb, const char *file)
{
	struct txo_text name = txo_text(file);
	char shown[TXO_SHOWN_CHAR];
	size_t n;

	fputs("txo", stderr);
	if (verb)
		fprintf(stderr, " %s", verb);
	if (file)
		fputs(": ", stderr);
	while ((n = txo_text_show_char(&name, shown)) > 0)
		fwrite(shown, 1, n, stderr);
}

void txo_report_error(const char *verb, const char *file,
		      const struct txo_error *err)
{
	if (!err->text[0])
		return;
	begin_line(verb, file);
	if (file && err->line)
		fprintf(stderr, ":%" PRIu64, err->line);
	fprintf(stderr, ": %s\n", err->text);
}

void txo_report_line(const char *verb, const char *file, const char *sentence)
{
	begin_line(verb, file);
	fprintf(stderr, ": %s\n", sentence);
}

void txo_report_lines(const char *verb, char *text)
{
	while (text) {
		char *end = strchr(text, '\n');

		if (end)
			*end++ = '\0';
		txo_report_line(verb, NULL, text);
		text = end;
	}
}

/* The uses whose counts are not 0: "no concern" of so many rows. */
static void tell_uses(const struct txo_schema *s, const uint64_t *count,
		      const char *word, txo_reason_fn *tell, void *ctx)
{
	char shown[TXO_SHOWN], reason[TXO_SHOWN + 40];

	for (size_t i = 0; i < s->uses; i++) {
		const struct txo_where *w = s->use[i].condition;
		struct txo_text what = w ? txo_where_text(w) : s->use[i].name;

		if (!count[i])
			continue;
		snprintf(reason, sizeof(reason), "%s %s",
			 w ? "unknown whether" : word,
			 txo_text_show(what, shown));
		tell(ctx, count[i], reason);
	}
}

void txo_report_left_out(const struct txo_intake *in, txo_reason_fn *tell,
			 void *ctx)
{
	const struct txo_account *a = &in->account;
	char unselected[100] = "not selected";
	const struct {
		uint64_t n;
		const char *one, *many;
	} reason[] = {
		{ a->not_selected, unselected, unselected },
		{ a->unreadable, "unreadable", "unreadable" },
		{ a->blank, "blank row", "blank rows" },
		{ a->total, "row of totals", "rows of totals" },
		{ a->no_value, "no value in any variable",
		  "no value in any variable" },
	};

	if (a->unknown)
		snprintf(unselected, sizeof(unselected),
			 "not selected (%" PRIu64
			 " of them for a missing value)",
			 a->unknown);
	for (size_t i = 0; i < sizeof(reason) / sizeof(reason[0]); i++)
		if (reason[i].n)
			tell(ctx, reason[i].n,
			     reason[i].n == 1 ? reason[i].one : reason[i].many);
	tell_uses(in->schema, a->lacking, "no", tell, ctx);
}

void txo_report_partly(const struct txo_intake *in, txo_reason_fn *tell,
		       void *ctx)
{
	tell_uses(in->schema, in->account.partly, "without", tell, ctx);
}

/* A txo_reason_fn: ", 4 no concern", behind a blank if it is the first. */
static void add_reason(void *ctx, uint64_t n, const char *reason)
{
	struct txo_buffer *b = ctx;
	bool first = b->n && b->p[b->n - 1] == ' ';

	txo_buffer_printf(b, "%s%" PRIu64 " %s", first ? "" : ", ", n, reason);
}

static bool any(const uint64_t *count, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (count[i])
			return true;
	return false;
}

void txo_report_account(struct txo_buffer *b, const struct txo_intake *in,
			bool weighted)
{
	const struct txo_account *a = &in->account;
	uint64_t rows = a->rows + a->blank + a->total;

	txo_buffer_printf(b, "read %" PRIu64 " row%s", rows,
			  rows == 1 ? "" : "s");
	if (weighted)
		txo_buffer_printf(b, " (weights add up to %" PRIu64 ")",
				  a->weight);
	txo_buffer_printf(b, ", used %" PRIu64, a->used);
	if (a->used < rows) {
		txo_buffer_printf(b, ", left out %" PRIu64 ": ",
				  rows - a->used);
		txo_report_left_out(in, add_reason, b);
	}
	if (any(a->partly, in->schema->uses)) {
		txo_buffer_add_text(b, "; of those used, ");
		txo_report_partly(in, add_reason, b);
	}
	if (a->tolerated)
		txo_buffer_printf(b,
				  "; %" PRIu64 " row%s with a cell that cannot "
				  "be read (txo check names them)",
				  a->tolerated, a->tolerated == 1 ? "" : "s");
}

bool txo_report_incomplete(const struct txo_intake *in)
{
	const struct txo_account *a = &in->account;

	return a->used + a->not_selected < a->rows + a->blank + a->total ||
	       any(a->partly, in->schema->uses);
}

void txo_report_scales(const char *verb, const struct txo_schema *s)
{
	for (size_t m = 0; m < s->scale_maps; m++) {
		const struct txo_scale *scale = s->scale_map[m].scale;
		struct txo_buffer b = { 0 };
		char shown[TXO_SHOWN], sense[TXO_SCALE_TEXT];
		size_t n = 0;

		for (size_t i = 0; i < m; i++)
			n += s->scale_map[i].scale == scale;
		if (n)
			continue;	/* it has been told */
		txo_buffer_printf(&b, "scale %s (%s): ", scale->scale,
				  txo_scale_sense(scale, sense));
		for (size_t i = 0; i < s->uses; i++)
			if (s->use[i].scale == scale && n++ < MOST_NAMES)
				txo_buffer_printf(&b, "%s%s", n > 1 ? ", " : "",
						  txo_text_show(s->use[i].name,
								shown));
		if (n > MOST_NAMES)
			txo_buffer_printf(&b, " and %zu more", n - MOST_NAMES);
		if (b.p)
			txo_report_line(verb, NULL, b.p);
		txo_buffer_release(&b);
	}
}

/* Nines are what people write for a missing number: 99, -999. */
static bool is_nines(struct txo_decimal d)
{
	int64_t c = d.exponent == 0 ? d.coefficient : 0;

	while (c && c % 10 == (c < 0 ? -9 : 9))
		c /= 10;
	return d.exponent == 0 && d.coefficient && c == 0;
}

/*
 * What to try when the numbers outside of a scale are all the same: they may
 * be a code for a missing one. A single one must look like it.
 */
static void add_hint(struct txo_buffer *b, const struct txo_intake *in)
{
	const struct txo_outside *o = &in->outside;
	bool only = o->rows == in->account.unreadable,
	     redact = in->rules.redact;
	char value[TXO_NUMBER_SIZE];
	double x, lo;

	if (!o->rows || o->several || (o->rows == 1 && !is_nines(o->value)))
		return;
	txo_decimal_value(o->value, &x, &lo);
	txo_format_number(x, 0, value);
	txo_buffer_add_text(b, o->rows > 1 && only ? "; all of them are " :
			       o->rows > 1 ? "; all outside of the scale are " :
			       only	   ? "; it is " :
				      "; the one outside of the scale is ");
	if (redact)
		txo_buffer_printf(b, "%s: say it with --na",
				  o->rows > 1 ? "the same value" :
						"like a code");
	else
		txo_buffer_printf(b, "%s: say --na %s", value, value);
	txo_buffer_add_text(b, " if it means missing");
}

enum txo_status txo_report_faults(const char *verb, const struct txo_intake *in,
				  bool allowed, struct txo_error *err)
{
	uint64_t n = in->account.unreadable;
	struct txo_buffer hint = { 0 };
	enum txo_status status;

	for (size_t i = 0; i < TXO_FAULTS && i < n; i++)
		txo_report_error(verb, in->fault[i].file, &in->fault[i].error);
	add_hint(&hint, in);
	status = txo_fail(
		err, TXO_DATA, "%" PRIu64 " row%s cannot be read%s%s%s", n,
		n == 1 ? "" : "s",
		n > TXO_FAULTS ? " (the first five are named above)" : "",
		allowed ? ", more than --max-bad allows" :
			  "; --max-bad 5% leaves such rows out, up to "
			  "that share, and counts them",
		hint.p ? hint.p : "");
	txo_buffer_release(&hint);
	return status;
}
