/*
 * run.c - options, files, rows, groups, answer, account: in this order, for
 * every verb. The loops over files, rows, groups and projections are here and
 * nowhere else.
 */
#include "cli/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/help.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/rules.h"
#include "cli/source.h"
#include "data/intake.h"
#include "data/sentinel.h"

struct run {
	const struct txo_command *command;
	struct txo_arguments args;
	struct txo_source *source;
	size_t sources;
	const char *where;	/* the file at fault, or NULL */
	struct txo_intake intake;
	struct txo_frames frames;
	struct txo_error err;
};

/* The only loop over rows. */
static enum txo_status read_rows(struct run *r, struct txo_source *s)
{
	const struct txo_record *row;
	enum txo_status status;

	do {
		status = txo_table_next(&s->table, &row, &r->err);
		if (status == TXO_OK && row)
			status = txo_intake_row(&r->intake, &s->needs.schema,
						row, &r->err);
	} while (status == TXO_OK && row);
	return status;
}

static enum txo_status read_file(struct run *r, const char *file)
{
	struct txo_source *s = &r->source[r->sources++];
	struct txo_account *a = &r->intake.account;
	enum txo_status status;

	r->where = r->intake.file = strcmp(file, "-") == 0 ? "stdin" : file;
	status = txo_source_open(s, file, r->command, &r->args, &r->err);
	r->intake.rules.number.comma_parts = s->table.dialect.delimiter == ',';
	if (status == TXO_OK)
		status = txo_intake_file(&r->intake, &s->needs.schema, &r->err);
	if (status == TXO_OK)
		status = read_rows(r, s);
	if (status == TXO_OK)
		status = txo_intake_file_end(&r->intake, &s->needs.schema,
					     &r->err);
	a->blank += s->table.blank_rows;
	a->total += s->table.total_rows;
	txo_source_end(s);
	if (status == TXO_OK)
		r->where = NULL;
	return status;
}

static enum txo_status read_files(struct run *r)
{
	static const char *const only_stdin[] = { "-" };
	size_t n = r->args.files;
	const char *const *file = n ? r->args.file : only_stdin;
	enum txo_status status = TXO_OK;

	n = n ? n : 1;
	r->source = calloc(n, sizeof(*r->source));
	if (!r->source)
		return txo_fail_memory(&r->err);
	for (size_t i = 0; i < n && status == TXO_OK; i++)
		status = read_file(r, file[i]);
	return status;
}

/* Are all cells read that must be, and do they mean what they say? */
static enum txo_status judge_cells(struct run *r)
{
	const struct txo_common *c = &r->args.common;
	const struct txo_account *a = &r->intake.account;

	if (txo_rules_too_bad(c, a->unreadable, a->rows))
		return txo_report_faults(r->command->name, &r->intake,
					 c->max_bad.value > 0, &r->err);
	return txo_sentinel_check(&r->intake, c->allow.item, c->allow.n,
				  &r->err);
}

/* Is there something to analyse, and is it all that --strict asks for? */
static enum txo_status judge_rows(struct run *r)
{
	const struct txo_account *a = &r->intake.account;
	struct txo_buffer b = { 0 };
	const char *why = NULL;
	enum txo_status status;

	if (a->rows + a->blank + a->total == 0) {
		r->where = r->sources == 1 ? r->source[0].name : NULL;
		return txo_fail(&r->err, TXO_DATA,
				"there is no row below the header");
	}
	if (r->frames.groups == 0)
		why = "nothing is left to analyse";
	else if (r->args.common.strict && txo_report_incomplete(&r->intake))
		why = "not every row could be used in full, which --strict asks for";
	if (!why)
		return TXO_OK;
	txo_report_account(&b, &r->intake, r->args.common.weight.p != NULL);
	status = txo_fail(&r->err, TXO_DATA, "%s: %s", why, b.p ? b.p : "");
	txo_buffer_release(&b);
	return status;
}

/* With --names broom the verb's columns have dots for underscores. */
static char *output_name(struct run *r, struct txo_text name)
{
	char *copy = txo_arena_copy(&r->args.arena, name.p, name.n);

	for (char *p = copy; r->args.common.names && p && *p; p++)
		if (*p == '_')
			*p = '.';
	return copy;
}

static void warn_twice(const struct run *r, const char *const *name, size_t n)
{
	char shown[TXO_SHOWN], line[TXO_SHOWN + 80];

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			if (strcmp(name[i], name[j]) == 0) {
				txo_text_show(txo_text(name[i]), shown);
				snprintf(line, sizeof(line),
					 "two output columns are called '%s'",
					 shown);
				txo_report_line(r->command->name, NULL, line);
			}
}

static enum txo_status write_header(struct run *r, struct txo_sink *sink)
{
	const struct txo_needs *needs = &r->source[0].needs;
	const struct txo_schema *s = &needs->schema;
	size_t n = s->by + needs->outputs;
	const char **name = txo_arena_take(&r->args.arena, n * sizeof(*name));

	if (!name)
		return txo_fail_memory(&r->err);
	for (size_t i = 0; i < n; i++) {
		name[i] = i < s->by ? txo_arena_copy(&r->args.arena,
						     s->use[i].name.p,
						     s->use[i].name.n) :
				      output_name(r, needs->output[i - s->by]);
		if (!name[i])
			return txo_fail_memory(&r->err);
	}
	warn_twice(r, name, n);
	txo_sink_header(sink, name, n);
	return TXO_OK;
}

/* The only loop over groups and projections. */
static enum txo_status write_groups(struct run *r, struct txo_sink *sink)
{
	struct txo_out out = { .sink = sink,
			       .frames = &r->frames,
			       .by = r->source[0].needs.schema.by };
	enum txo_status status = write_header(r, sink);

	for (size_t g = 0; g < r->frames.groups; g++)
		for (size_t p = 0; p < r->frames.projections; p++) {
			struct txo_frame f = txo_frames_get(&r->frames, g, p);

			out.group = g;
			if (status == TXO_OK)
				status = r->command->group(r->args.plan, &f,
							   &out, &r->err);
		}
	return status;
}

static enum txo_format chosen_format(const struct txo_common *c,
				     const struct txo_output *o)
{
	if (c->format > 0)
		return (enum txo_format)(c->format - 1);
	return !o->path && isatty(o->fd) ? TXO_FORMAT_TABLE : TXO_FORMAT_CSV;
}

static enum txo_status write_answer(struct run *r)
{
	const struct txo_common *c = &r->args.common;
	struct txo_output output;
	struct txo_sink *sink;
	enum txo_status status, closed;

	status = txo_output_open(&output, c->output.p, &r->err);
	if (status != TXO_OK)
		return status;
	sink = txo_sink_new(chosen_format(c, &output), c->digits,
			    txo_output_write, &output);
	status = sink ? write_groups(r, sink) : txo_fail_memory(&r->err);
	if (status == TXO_OK)
		status = txo_sink_finish(sink, &r->err);
	txo_sink_free(sink);
	if (output.closed)
		r->err.text[0] = '\0';
	closed = txo_output_close(&output, status == TXO_OK,
				  status == TXO_OK ? &r->err : NULL);
	return status == TXO_OK ? closed : status;
}

static void write_account(const struct run *r)
{
	const struct txo_needs *needs = &r->source[0].needs;
	struct txo_buffer b = { 0 };

	if (r->args.common.quiet)
		return;
	for (size_t i = 0; i < r->sources; i++)
		txo_source_notes(&r->source[i], r->command->name);
	txo_report_account(&b, &r->intake, r->args.common.weight.p != NULL);
	if (b.p)
		txo_report_line(r->command->name, NULL, b.p);
	if (needs->remark.n)
		txo_report_line(r->command->name, NULL, needs->remark.p);
	txo_buffer_release(&b);
}

static void release(struct run *r)
{
	txo_frames_release(&r->frames);
	txo_intake_release(&r->intake);
	for (size_t i = 0; i < r->sources; i++)
		txo_source_release(&r->source[i]);
	free(r->source);
	txo_arguments_release(&r->args);
}

/* From the arguments to the answer. */
static enum txo_status answer(struct run *r)
{
	const struct txo_common *c = &r->args.common;
	enum txo_status status;

	status = txo_rules_from(c, &r->intake.rules, &r->err);
	if (status == TXO_OK && c->where.p)
		status = txo_where_parse(c->where, &r->args.arena,
					 &r->args.where, &r->err);
	r->intake.where = r->args.where;
	if (status == TXO_OK)
		status = read_files(r);
	if (status == TXO_OK && !r->source[0].needs.tolerant)
		status = judge_cells(r);
	if (status == TXO_OK)
		status = txo_frames_init(&r->frames, &r->intake, &r->err);
	if (status == TXO_OK)
		status = judge_rows(r);
	if (status == TXO_OK)
		status = write_answer(r);
	if (status == TXO_OK)
		write_account(r);
	return status;
}

int txo_run(const struct txo_command *command, char *const *word)
{
	struct run r = { .command = command };
	enum txo_status status;

	status = txo_arguments_read(&r.args, command, word, &r.err);
	if (status == TXO_OK && r.args.common.help)
		status = txo_help_verb(command, &r.err);
	else if (status == TXO_OK && !r.args.files && isatty(STDIN_FILENO))
		status = txo_help_usage(command);
	else if (status == TXO_OK)
		status = answer(&r);
	if (status != TXO_OK)
		txo_report_error(command->name, r.where, &r.err);
	release(&r);
	return (int)status;
}
