/*
 * rows.c - row in, row out: order kept, nothing held but what the verb holds.
 * The loops over files and rows of verbs that work so are here and nowhere
 * else.
 */
#include "cli/rows.h"

#include "cli/answer.h"
#include "cli/document.h"
#include "cli/report.h"
#include "cli/rules.h"
#include "data/memory.h"

struct stream {
	struct txo_run *run;
	struct txo_needs needs;		/* as known before any file */
	struct txo_answer answer, report;
	struct txo_out out, second;
};

static enum txo_status open_answer(struct stream *s,
				   const struct txo_needs *needs)
{
	struct txo_run *r = s->run;
	const struct txo_common *c = &r->args.common;
	enum txo_status status;

	status = txo_answer_open(&s->answer, c, c->output.p, &r->err);
	if (status == TXO_OK)
		status = txo_answer_header(&s->answer, &r->args,
					   r->command->name, needs, &r->err);
	s->out.sink = s->answer.sink;
	return status;
}

static enum txo_status open_report(struct stream *s)
{
	struct txo_run *r = s->run;
	enum txo_status status;

	status = txo_answer_open(&s->report, &r->args.common, s->needs.report,
				 &r->err);
	if (status == TXO_OK)
		status = txo_answer_header(&s->report, &r->args,
					   r->command->name, &s->needs,
					   &r->err);
	s->second.sink = s->report.sink;
	s->out.report = &s->second;
	return status;
}

/* TXO_USAGE if faults would take the place of a file that is read. */
static enum txo_status check_place(struct stream *s, const char *option,
				   const char *place, const char *const *file,
				   size_t n)
{
	char shown[TXO_SHOWN];

	for (size_t i = 0; i < n; i++)
		if (txo_output_same(place, file[i]))
			return txo_fail(
				&s->run->err, TXO_USAGE,
				"%s names '%s', a file that is read", option,
				txo_text_show(txo_text(file[i]), shown));
	return TXO_OK;
}

/* Would rows of faults take the place of a file that is needed? */
static enum txo_status check_places(struct stream *s, const char *const *file,
				    size_t n)
{
	const char *report = s->needs.report;
	const char *answer = s->run->args.common.output.p;

	if (report && answer && txo_output_same(report, answer))
		return txo_fail(&s->run->err, TXO_USAGE,
				"-o and --report name the same file");
	if (report)
		return check_place(s, "--report", report, file, n);
	if (answer && s->run->command->finds_faults && s->needs.outputs)
		return check_place(s, "-o", answer, file, n);
	return TXO_OK;
}

/* Ask the verb what is known before any file is opened. */
static enum txo_status begin(struct stream *s, const char *const *file,
			     size_t n)
{
	struct txo_run *r = s->run;
	enum txo_status status = TXO_OK;

	s->needs.rules = &r->intake.rules;
	s->needs.allow = r->args.common.allow;
	if (r->command->document)
		status = txo_document_check(r);
	if (status == TXO_OK && r->command->begin)
		status = r->command->begin(r->args.plan, &s->needs, &r->err);
	if (status == TXO_OK)
		status = check_places(s, file, n);
	if (status == TXO_OK && s->needs.report)
		return open_report(s);
	if (status == TXO_OK && s->needs.outputs)
		return open_answer(s, &s->needs);
	return status;
}

/* The verb took the row for one that only a spreadsheet needs. */
static void leave_out(struct txo_account *a, enum txo_row_kind kind)
{
	a->rows--;
	a->weight--;
	a->blank += kind == TXO_ROW_BLANK;
	a->total += kind == TXO_ROW_TOTAL;
}

/* The file is over, whether or not it could be read. */
static enum txo_status end_file(struct stream *s, const struct txo_row *row)
{
	struct txo_run *r = s->run;

	if (!r->command->file_end)
		return TXO_OK;
	return r->command->file_end(r->args.plan, row, &s->out, &r->err);
}

/* The verb takes a row, or says that it cannot be read. */
static enum txo_status give(struct stream *s, const struct txo_row *row)
{
	struct txo_run *r = s->run;
	enum txo_status status, out;

	if (!r->command->finds_faults && row->record && row->record->bad) {
		txo_intake_bad_list(&r->intake, &row->needs->schema,
				    row->record);
		return TXO_OK;
	}
	status = r->command->row(r->args.plan, row, &s->out, &r->err);
	if (status == TXO_NO) {
		leave_out(&r->intake.account, s->out.kind);
		return TXO_OK;
	}
	if (status == TXO_DATA && !r->err.line && row->record)
		r->err.line = row->record->line;
	if (status == TXO_DATA && !r->command->finds_faults && !s->out.stop) {
		txo_intake_unreadable(&r->intake, &r->err);
		r->err.line = 0;
		return TXO_OK;
	}
	r->intake.account.used += status == TXO_OK;
	out = s->out.sink ? txo_sink_status(s->out.sink) : TXO_OK;
	return status == TXO_OK ? out : status;
}

/* The file, or a part of it, cannot be read: that is a fault like others. */
static enum txo_status give_fault(struct stream *s, struct txo_row *row)
{
	struct txo_run *r = s->run;
	struct txo_error fault = r->err;
	enum txo_status status;

	r->err.line = 0;
	r->err.text[0] = '\0';
	row->record = NULL;
	row->fault = &fault;
	status = give(s, row);
	row->fault = NULL;
	return status;
}

static enum txo_status next_row(struct stream *s, struct txo_source *in,
				struct txo_row *row)
{
	struct txo_run *r = s->run;
	enum txo_status status;

	status = txo_table_next(&in->table, &row->record, &r->err);
	while (status == TXO_DATA && r->command->finds_faults) {
		status = give_fault(s, row);
		row->record = NULL;
		if (status != TXO_OK || !txo_table_recover(&in->table))
			break;
		status = txo_table_next(&in->table, &row->record, &r->err);
	}
	return status;
}

/* Give the row to the verb if it is selected. */
static enum txo_status select_row(struct stream *s, struct txo_source *in,
				  struct txo_row *row)
{
	struct txo_run *r = s->run;
	uint64_t before = r->intake.account.unreadable;
	enum txo_status status = TXO_OK;
	bool selected = true;

	if (in->table.kind != TXO_ROW_SHORT && in->table.kind != TXO_ROW_LONG)
		status = txo_intake_select(&r->intake, &in->needs.schema,
					   row->record, &selected, &r->err);
	if (r->command->finds_faults &&
	    (status == TXO_DATA || r->intake.account.unreadable > before)) {
		(void)txo_fault(&r->err, "type-error", TXO_DATA);
		return give_fault(s, row);
	}
	return status == TXO_OK && selected ? give(s, row) : status;
}

#define CHECKED 4096 /* rows after which the memory is looked at */

static enum txo_status check_memory(struct txo_run *r,
				    const struct txo_source *in)
{
	size_t limit = in->table.options.memory;

	if (!limit || !r->command->memory ||
	    r->command->memory(r->args.plan) <= limit)
		return TXO_OK;
	return txo_memory_fail_keys(limit, &r->err);
}

/* The only loop over the rows of such a verb. */
static enum txo_status read_rows(struct stream *s, struct txo_source *in)
{
	struct txo_row row = { .file = in->name, .needs = &in->needs };
	enum txo_status status;

	do {
		status = next_row(s, in, &row);
		if (status != TXO_OK || !row.record)
			return status;
		row.number++;
		status = select_row(s, in, &row);
		if (status == TXO_OK && row.number % CHECKED == 0)
			status = check_memory(s->run, in);
	} while (status == TXO_OK);
	return status;
}

/* The header is settled: the verb may look at rows, the answer begins. */
static enum txo_status begin_file(struct stream *s, struct txo_needs *needs)
{
	struct txo_run *r = s->run;
	enum txo_status status = TXO_OK;

	if (r->command->file)
		status = r->command->file(r->args.plan, needs, &r->err);
	if (status == TXO_OK && !s->out.sink && !r->command->document)
		status = open_answer(s, needs);
	return status;
}

/* A file that is open and bound, from its header to its end. */
static enum txo_status read_table(struct stream *s, struct txo_source *in)
{
	struct txo_run *r = s->run;
	struct txo_row row = { .file = in->name, .needs = &in->needs };
	enum txo_status status = begin_file(s, &in->needs);

	if (status == TXO_OK)
		status = txo_intake_file(&r->intake, &in->needs.schema,
					 &r->err);
	if (status == TXO_OK)
		status = read_rows(s, in);
	if (status != TXO_OK)
		return status;
	status = txo_intake_file_end(&r->intake, &in->needs.schema, &r->err);
	if (status == TXO_OK || !r->command->finds_faults)
		return status;
	(void)txo_fault(&r->err, "type-error", TXO_DATA);
	return give_fault(s, &row);
}

static enum txo_status read_file(struct stream *s, const char *file)
{
	struct txo_run *r = s->run;
	struct txo_source *in = &r->source[r->sources++];
	struct txo_account *a = &r->intake.account;
	struct txo_row row = { .needs = &in->needs };
	enum txo_status status;

	in->needs.allow = r->args.common.allow;
	r->err = (struct txo_error){ 0 };
	status = txo_source_open(in, file, r->command, &r->args, &r->err);
	r->where = r->intake.file = row.file = in->name;
	r->intake.rules.number.comma_parts = in->table.dialect.delimiter == ',';
	if (status == TXO_DATA && r->command->finds_faults)
		status = give_fault(s, &row);
	else if (status == TXO_OK)
		status = read_table(s, in);
	if (status == TXO_OK)
		status = end_file(s, &row);
	a->blank += in->table.blank_rows;
	a->total += in->table.total_rows;
	txo_source_end(in);
	if (status == TXO_OK)
		r->where = NULL;
	return status;
}

/* Could every row be used that must be? */
static enum txo_status judge(struct txo_run *r)
{
	const struct txo_common *c = &r->args.common;
	const struct txo_account *a = &r->intake.account;

	if (r->command->finds_faults)
		return TXO_OK;
	if (txo_rules_too_bad(c, a->unreadable, a->rows))
		return txo_report_faults(r->command->name, &r->intake,
					 c->max_bad.value > 0, &r->err);
	if (c->strict &&
	    a->used + a->not_selected < a->rows + a->blank + a->total)
		return txo_fail(&r->err, TXO_DATA,
				"not every row could be used, which --strict "
				"asks for");
	return TXO_OK;
}

enum txo_status txo_rows_answer(struct txo_run *r, const char *const *file,
				size_t n)
{
	struct stream s = { .run = r };
	enum txo_status status = begin(&s, file, n);

	for (size_t i = 0; i < n && status == TXO_OK; i++)
		status = read_file(&s, file[i]);
	if (status == TXO_OK)
		status = judge(r);
	if (status == TXO_OK && r->command->end)
		status = r->command->end(r->args.plan, &r->source[0].needs,
					 &s.out, &r->err);
	if (status == TXO_OK && r->command->document)
		status = txo_document_write(r);
	status = txo_answer_close(&s.report, status, &r->err);
	status = txo_answer_close(&s.answer, status, &r->err);
	if (r->command->release)
		r->command->release(r->args.plan);
	txo_needs_release(&s.needs);
	return status;
}
