/*
 * run.c - options, files, rows, groups, answer, account: in this order, for
 * every verb. The loops over files, rows, groups and projections of an analysis are
 * here and nowhere else; cli/rows.c has those of verbs that work row by row.
 */
#include "cli/run.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/answer.h"
#include "cli/help.h"
#include "cli/list.h"
#include "cli/min_cell.h"
#include "cli/provenance.h"
#include "cli/reading.h"
#include "cli/report.h"
#include "cli/rows.h"
#include "cli/rules.h"
#include "cli/speak.h"
#include "data/memory.h"
#include "data/sentinel.h"

#define CHECKED 4096 /* rows after which the memory is looked at */

/* Row by row, by libcsv alone. */
static enum txo_status read_rows(struct txo_run *r, struct txo_source *s)
{
	size_t memory = s->table.options.memory;
	const struct txo_record *row;
	enum txo_status status;
	uint64_t rows = 0;

	do {
		status = txo_table_next(&s->table, &row, &r->err);
		if (status == TXO_OK && row)
			status = txo_intake_row(&r->intake, &s->needs.schema,
						row, &r->err);
		if (status == TXO_OK && memory && ++rows % CHECKED == 0 &&
		    txo_memory_of(&r->intake) > memory)
			status = txo_memory_fail(&r->intake, memory, &r->err);
	} while (status == TXO_OK && row);
	return status;
}

/* All rows of the file, in the quickest way that is allowed. */
static enum txo_status load_rows(struct txo_run *r, struct txo_source *s)
{
	enum txo_status status = TXO_OK;
	bool done = false;

	if (r->load && !s->needs.tolerant)
		status = txo_load_file(r->load, &s->table, &s->in,
				       &s->needs.schema, &done, &r->err);
	return status == TXO_OK && !done ? read_rows(r, s) : status;
}

/*
 * What hangs on the columns of the answer: before any row is read, or when all
 * are, if only then the verb names them.
 */
static enum txo_status check_columns(struct txo_run *r)
{
	const char **name = NULL;
	size_t n = 0;
	enum txo_status status;

	if (r->checked || !r->source[0].needs.outputs)
		return TXO_OK;
	r->checked = true;
	status = txo_min_cell_bind(r);
	if (status == TXO_OK)
		status = txo_answer_names(&r->args, &r->source[0].needs, &name,
					  &n, &r->err);
	return status == TXO_OK ? txo_gate_bind(&r->gate, name, n, &r->err) :
				  status;
}

static enum txo_status read_file(struct txo_run *r, const char *file)
{
	struct txo_source *s = &r->source[r->sources++];
	struct txo_account *a = &r->intake.account;
	enum txo_status status;

	r->err = (struct txo_error){ 0 }; /* cells of the file before */
	status = txo_source_open(s, file, r->command, &r->args, &r->err);
	r->where = status == TXO_OK ? NULL : s->name;
	if (status == TXO_OK)
		status = check_columns(r);
	if (status == TXO_OK)
		r->where = s->name;
	r->intake.file = s->name;
	r->intake.tolerant = s->needs.tolerant;
	r->intake.rules.number.comma_parts = s->table.dialect.delimiter == ',';
	if (status == TXO_OK)
		status = txo_intake_file(&r->intake, &s->needs.schema, &r->err);
	if (status == TXO_OK)
		status = load_rows(r, s);
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

static enum txo_status read_files(struct txo_run *r, const char *const *file,
				  size_t n)
{
	const struct txo_common *c = &r->args.common;
	struct txo_load_options o;
	enum txo_status status = txo_reading_options(c, &o, &r->err);

	if (status == TXO_OK && c->reader == 0) {
		r->load = txo_load_new(&r->intake, &o);
		if (!r->load)
			return txo_fail_memory(&r->err);
	}
	for (size_t i = 0; i < n && status == TXO_OK; i++)
		status = read_file(r, file[i]);
	if (status == TXO_OK && r->load)
		status = txo_load_end(r->load, &r->err);
	return status == TXO_OK ? txo_intake_close(&r->intake, &r->err) :
				  status;
}

/* Are all cells read that must be, and do they mean what they say? */
static enum txo_status judge_cells(struct txo_run *r)
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
static enum txo_status judge_rows(struct txo_run *r, size_t groups)
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
	if (groups == 0)
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

/* The only loop over groups and projections. */
static enum txo_status write_groups(struct txo_run *r,
				    struct txo_frames *frames,
				    struct txo_sink *sink)
{
	struct txo_out out = { .least = (uint64_t)r->args.common.min_cell,
			       .sink = sink,
			       .frames = frames,
			       .by = r->source[0].needs.schema.by };
	enum txo_status status = TXO_OK;

	for (size_t g = 0; g < frames->groups; g++)
		for (size_t p = 0; p < frames->projections; p++) {
			struct txo_frame f = txo_frames_get(frames, g, p);

			out.group = g;
			if (status == TXO_OK)
				status = r->command->group(r->args.plan, &f,
							   &out, &r->err);
		}
	r->withheld.rows += out.withheld;
	return status;
}

/* The verb looks at all that there is, before anything is written. */
static enum txo_status settle(struct txo_run *r, struct txo_frames *frames)
{
	struct txo_needs *needs = &r->source[0].needs;
	enum txo_status status;

	if (!r->command->settle)
		return TXO_OK;
	for (size_t i = 0; i < r->sources; i++)
		needs->comma_parts = needs->comma_parts ||
				     r->source[i].table.dialect.delimiter ==
					     ',';
	status = r->command->settle(r->args.plan, frames, needs, &r->err);
	if (status == TXO_OK && needs->remark.failed)
		status = txo_fail_memory(&r->err);
	return status;
}

static enum txo_status write_answer(struct txo_run *r,
				    struct txo_frames *frames)
{
	const struct txo_common *c = &r->args.common;
	struct txo_speaker speaker;
	struct txo_answer a;
	enum txo_status status = txo_answer_open(&a, c, c->output.p, &r->err);

	if (status != TXO_OK)
		return status;
	status = txo_speak_through(&speaker, r, a.sink);
	if (status == TXO_OK)
		status = txo_answer_header(&a, &r->args, r->command->name,
					   &r->source[0].needs, &r->err);
	txo_gate_watch(&r->gate, a.sink);
	txo_min_cell_hold(r, a.sink);
	if (status == TXO_OK)
		status = write_groups(r, frames, a.sink);
	status = txo_answer_close(&a, status, &r->err);
	return status == TXO_OK ? txo_gate_verdict(&r->gate, r->command->name,
						   c->redact, &r->err) :
				  status;
}

/* An analysis: all rows are read before anything is said. */
static enum txo_status analyse(struct txo_run *r, const char *const *file,
			       size_t n)
{
	struct txo_frames frames = { 0 };
	enum txo_status status = read_files(r, file, n);

	if (status == TXO_OK && !r->source[0].needs.tolerant)
		status = judge_cells(r);
	if (status == TXO_OK)
		status = txo_frames_init(&frames, &r->intake, &r->err);
	if (status == TXO_OK)
		status = judge_rows(r, frames.groups);
	if (status == TXO_OK)
		status = settle(r, &frames);
	if (status == TXO_OK)
		status = check_columns(r);
	if (status == TXO_OK)
		status = write_answer(r, &frames);
	txo_frames_release(&frames);
	return status;
}

static void write_account(const struct txo_run *r)
{
	const struct txo_needs *needs = &r->source[0].needs;
	struct txo_buffer b = { 0 };

	if (r->args.common.quiet)
		return;
	for (size_t i = 0; i < r->sources; i++)
		txo_source_notes(&r->source[i], r->command->name);
	if (txo_min_cell_hides_account(r))
		txo_buffer_add_text(&b, "what became of the rows is withheld, "
					"as some of it is about few of them");
	else if (!r->command->finds_faults && r->sources)
		txo_report_account(&b, &r->intake,
				   r->args.common.weight.p != NULL);
	if (b.p)
		txo_report_line(r->command->name, NULL, b.p);
	if (needs->remark.n)
		txo_report_lines(r->command->name, needs->remark.p);
	txo_report_scales(r->command->name, &needs->schema);
	txo_min_cell_tell(r);
	txo_buffer_release(&b);
}

static void release(struct txo_run *r)
{
	txo_gate_release(&r->gate);
	txo_withheld_release(&r->withheld);
	txo_load_free(r->load);
	txo_intake_release(&r->intake);
	for (size_t i = 0; i < r->sources; i++)
		txo_source_release(&r->source[i]);
	free(r->source);
	txo_arguments_release(&r->args);
}

static bool reads_files(const struct txo_run *r)
{
	return !r->command->reads_no_files ||
	       !r->command->reads_no_files(r->args.plan);
}

/* From the arguments to the answer. */
static enum txo_status answer(struct txo_run *r)
{
	static const char *const only_stdin[] = { "-" };
	const struct txo_common *c = &r->args.common;
	size_t n = r->args.files ? r->args.files : reads_files(r);
	const char *const *file = r->args.files ? r->args.file : only_stdin;
	enum txo_status status;

	status = txo_rules_from(c, &r->intake.rules, &r->err);
	if (status == TXO_OK && c->where.p)
		status = txo_where_parse("where", c->where, &r->args.arena,
					 &r->args.where, &r->err);
	if (status == TXO_OK)
		status = txo_gate_open(&r->gate, c, &r->err);
	if (status == TXO_OK)
		status = txo_speak_check(r);
	r->intake.where = r->args.where;
	r->args.rules = &r->intake.rules;
	r->source = calloc(n ? n : 1, sizeof(*r->source));
	if (status == TXO_OK && !r->source)
		status = txo_fail_memory(&r->err);
	if (status == TXO_OK)
		status = r->command->row ? txo_rows_answer(r, file, n) :
					   analyse(r, file, n);
	if (status == TXO_OK || status == TXO_NO)
		write_account(r);
	return status;
}

/* The answer, and where it comes from. */
static enum txo_status perform(struct txo_run *r)
{
	enum txo_status status = txo_provenance_open(r);

	if (status != TXO_OK)
		return status;
	status = r->command->list ? txo_list_answer(r) : answer(r);
	return txo_provenance_close(r, status);
}

int txo_run(const struct txo_command *command, char *const *word)
{
	struct txo_run r = { .command = command, .word = word };
	enum txo_status status;

	status = txo_arguments_read(&r.args, command, word, &r.err);
	if (status == TXO_OK && r.args.common.help)
		status = txo_help_verb(command, &r.err);
	else if (status == TXO_OK && !command->list && !r.args.files &&
		 reads_files(&r) && isatty(STDIN_FILENO))
		status = txo_help_usage(command);
	else if (status == TXO_OK)
		status = perform(&r);
	if (status != TXO_OK && status != TXO_NO)
		txo_report_error(command->name, r.where, &r.err);
	release(&r);
	return (int)status;
}
