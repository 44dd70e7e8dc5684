#include "cli/report.h"

#include <inttypes.h>
#include <stdio.h>

void txo_report_error(const char *verb, const char *file,
		      const struct txo_error *err)
{
	char shown[TXO_SHOWN];

	if (!err->text[0])
		return;
	fputs("txo", stderr);
	if (verb)
		fprintf(stderr, " %s", verb);
	if (file)
		fprintf(stderr, ": %s", txo_text_show(txo_text(file), shown));
	if (file && err->line)
		fprintf(stderr, ":%" PRIu64, err->line);
	fprintf(stderr, ": %s\n", err->text);
}

void txo_report_line(const char *verb, const char *sentence)
{
	fprintf(stderr, "txo %s: %s\n", verb, sentence);
}

/* "4 no concern, 3 no score" of the counts that are not 0. */
static void add_reasons(struct txo_buffer *b, const struct txo_schema *s,
			const uint64_t *count, const char *word)
{
	char shown[TXO_SHOWN];
	const char *comma = "";

	for (size_t i = 0; i < s->uses; i++) {
		if (!count[i])
			continue;
		txo_buffer_printf(b, "%s%" PRIu64 " %s %s", comma, count[i],
				  word, txo_text_show(s->use[i].name, shown));
		comma = ", ";
	}
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
	const struct txo_schema *s = in->schema;
	bool lacking = any(a->lacking, s->uses);

	txo_buffer_printf(b, "read %" PRIu64 " row%s", a->rows,
			  a->rows == 1 ? "" : "s");
	if (weighted)
		txo_buffer_printf(b, " (weights add up to %" PRIu64 ")",
				  a->weight);
	txo_buffer_printf(b, ", used %" PRIu64, a->used);
	if (a->used < a->rows) {
		txo_buffer_printf(b, ", left out %" PRIu64 ": ",
				  a->rows - a->used);
		add_reasons(b, s, a->lacking, "no");
		if (a->no_value)
			txo_buffer_printf(b,
					  "%s%" PRIu64 " no value in any "
					  "variable",
					  lacking ? ", " : "", a->no_value);
	}
	if (any(a->partly, s->uses)) {
		txo_buffer_add_text(b, "; of those used, ");
		add_reasons(b, s, a->partly, "without");
	}
}

bool txo_report_incomplete(const struct txo_intake *in)
{
	return in->account.used < in->account.rows ||
	       any(in->account.partly, in->schema->uses);
}
