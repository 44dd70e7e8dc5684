#include "cli/list.h"

#include "cli/answer.h"
#include "cli/report.h"

/* Header, rows and end, in the place that -o names. */
static enum txo_status write_list(struct txo_run *r, struct txo_needs *needs)
{
	const struct txo_common *c = &r->args.common;
	struct txo_out out = { 0 };
	struct txo_answer a;
	enum txo_status status = txo_answer_open(&a, c, c->output.p, &r->err);

	if (status != TXO_OK)
		return status;
	status = txo_answer_header(&a, &r->args, r->command->name, needs,
				   &r->err);
	out.sink = a.sink;
	if (status == TXO_OK)
		status = r->command->list(r->args.plan, &out, &r->err);
	if (status == TXO_OK && r->command->end)
		status = r->command->end(r->args.plan, needs, &out, &r->err);
	return txo_answer_close(&a, status, &r->err);
}

enum txo_status txo_list_answer(struct txo_run *r)
{
	const struct txo_command *c = r->command;
	struct txo_needs needs = { .level = 0 };
	char shown[TXO_SHOWN];
	enum txo_status status;

	if (r->args.files)
		return txo_fail(&r->err, TXO_USAGE,
				"'%s' cannot be read: this verb reads no files",
				txo_text_show(txo_text(r->args.file[0]),
					      shown));
	status = c->begin ? c->begin(r->args.plan, &needs, &r->err) : TXO_OK;
	if (status == TXO_OK && !needs.outputs)
		status = txo_needs_columns(&needs, c->columns, &r->err);
	if (status == TXO_OK)
		status = write_list(r, &needs);
	if (status == TXO_OK && needs.remark.n && !r->args.common.quiet)
		txo_report_lines(c->name, needs.remark.p);
	if (c->release)
		c->release(r->args.plan);
	txo_needs_release(&needs);
	return status;
}
