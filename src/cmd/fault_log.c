#include "cmd/fault_log.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

#define LONGEST_VALUE 200	/* bytes of a cell that are shown */

static const char *const severity_name[] = { "error", "warning" };

const struct txo_column txo_fault_columns[] = {
	{ "code", "", "which fault, see below", NULL, false },
	{ "type", "", "its name", NULL, false },
	{ "severity", "", "error or warning", NULL, false },
	{ "file", "", "name of the file", NULL, false },
	{ "line", "", "on which the row begins, from 1", NULL, false },
	{ "row", "", "number of the row, from 1 below the header", NULL,
	  false },
	{ "column", "", "name in the header", NULL, false },
	{ "value", "", "the cell at fault, cut at 200 bytes", NULL, false },
	{ "message", "", "what is wrong, and often what settles it", NULL,
	  false },
	{ NULL, NULL, NULL, NULL, false }
};

enum txo_status txo_fault_log_file(struct txo_fault_log *log, const char *name,
				   struct txo_error *err)
{
	const char **grown = txo_grow(log->file, &log->room, log->files + 1,
				      sizeof(*grown));

	if (!grown)
		return txo_fail_memory(err);
	log->file = grown;
	grown[log->files++] = name;
	return TXO_OK;
}

/* The beginning of the cell, whole characters of it. */
static void write_value(const struct txo_fault_log *log, struct txo_text value)
{
	char cut[LONGEST_VALUE + 4];
	size_t n = 0, k;

	if (!value.n || log->redact) {
		txo_out_empty(log->out);
		return;
	}
	if (value.n <= LONGEST_VALUE) {
		txo_out_text(log->out, value);
		return;
	}
	while ((k = txo_utf8_length(value.p + n, value.n - n)) > 0 &&
	       n + k <= LONGEST_VALUE)
		n += k;
	memcpy(cut, value.p, n);
	memcpy(cut + n, "...", 3);
	txo_out_text(log->out, (struct txo_text){ cut, n + 3 });
}

static void write_number(struct txo_out *out, uint64_t n)
{
	if (n)
		txo_out_count(out, n);
	else
		txo_out_empty(out);
}

static void write_fault(const struct txo_fault_log *log,
			const struct txo_finding *f)
{
	const struct txo_fault_type *t = &txo_fault_types()[f->rule];
	struct txo_out *out = log->out;

	txo_out_text(out, txo_text(t->code));
	txo_out_text(out, txo_text(t->type));
	txo_out_text(out, txo_text(severity_name[t->severity]));
	txo_out_text(out, txo_text(log->file[f->file]));
	write_number(out, f->line);
	write_number(out, f->row);
	if (f->column.n)
		txo_out_text(out, f->column);
	else
		txo_out_empty(out);
	write_value(log, f->value);
	txo_out_text(out, txo_text(f->message));
	txo_out_end_row(out);
}

void txo_fault_log_tell(void *ctx, const struct txo_finding *f)
{
	struct txo_fault_log *log = ctx;

	log->count[f->rule]++;
	log->n++;
	if (!log->out && log->shown < TXO_FAULTS_TOLD) {
		log->told[log->shown].file = f->file;
		log->told[log->shown].error.line = f->line;
		(void)txo_fail(&log->told[log->shown++].error, TXO_DATA, "%s",
			       f->message);
	} else if (log->out && log->shown < log->most) {
		write_fault(log, f);
		log->shown++;
	}
}

void txo_fault_log_add(struct txo_fault_log *log, const uint64_t *count)
{
	for (int i = 0; i < TXO_RULES; i++) {
		log->count[i] += count[i];
		log->n += count[i];
	}
}

void txo_fault_log_place(const char *file, uint64_t line, const char *sentence,
			 struct txo_buffer *b)
{
	struct txo_text name = txo_text(file);
	char shown[TXO_SHOWN_CHAR];
	size_t n;

	while ((n = txo_text_show_char(&name, shown)) > 0)
		txo_buffer_add(b, shown, n);
	if (line)
		txo_buffer_printf(b, ":%" PRIu64, line);
	txo_buffer_printf(b, ": %s\n", sentence);
}

void txo_fault_log_lines(const struct txo_fault_log *log, struct txo_buffer *b)
{
	for (uint64_t i = 0; !log->out && i < log->shown; i++)
		txo_fault_log_place(log->file[log->told[i].file],
				    log->told[i].error.line,
				    log->told[i].error.text, b);
}

void txo_fault_log_count(const struct txo_fault_log *log, struct txo_buffer *b)
{
	const struct txo_fault_type *t = txo_fault_types();
	bool said[TXO_RULES] = { false };
	const char *comma = ": ";

	if (log->n == 0) {
		txo_buffer_add_text(b, "no fault");
		return;
	}
	txo_buffer_printf(b, "%" PRIu64 " fault%s", log->n,
			  log->n == 1 ? "" : "s");
	for (int i = 0; i < TXO_RULES; i++) {
		uint64_t n = 0;

		for (int k = i; k < TXO_RULES; k++)
			if (!said[k] && strcmp(t[k].type, t[i].type) == 0) {
				said[k] = true;
				n += log->count[k];
			}
		if (!n)
			continue;
		txo_buffer_printf(b, "%s%" PRIu64 " %s", comma, n, t[i].type);
		comma = ", ";
	}
	if (log->n > log->shown)
		txo_buffer_printf(b, "; %" PRIu64 " of them not shown (%s)",
				  log->n - log->shown,
				  log->out ? "--max-faults" : "--report");
}

void txo_fault_log_release(struct txo_fault_log *log)
{
	free(log->file);
	*log = (struct txo_fault_log){ .n = 0 };
}
