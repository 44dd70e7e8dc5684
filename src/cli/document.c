#include "cli/document.h"

#include "cli/output.h"

enum txo_status txo_document_check(struct txo_run *r)
{
	const struct txo_common *c = &r->args.common;
	char shown[TXO_SHOWN];

	if (c->format && c->format - 1 != TXO_FORMAT_JSON)
		return txo_fail(&r->err, TXO_USAGE,
				"--format: %s prints JSON and nothing else",
				r->command->name);
	if (r->args.files && r->command->reads_no_files &&
	    r->command->reads_no_files(r->args.plan))
		return txo_fail(&r->err, TXO_USAGE,
				"'%s' would not be read: with these options "
				"%s reads no file",
				txo_text_show(txo_text(r->args.file[0]), shown),
				r->command->name);
	return TXO_OK;
}

enum txo_status txo_document_write(struct txo_run *r)
{
	struct txo_buffer json = { 0 };
	struct txo_output out;
	enum txo_status status, written;

	status = r->command->document(r->args.plan, &json, &r->err);
	if (status == TXO_OK && json.failed)
		status = txo_fail_memory(&r->err);
	if (status == TXO_OK)
		status = txo_output_open(&out, r->args.common.output.p,
					 &r->err);
	if (status == TXO_OK) {
		written = txo_output_write(&out, json.p, json.n, &r->err);
		status = txo_output_close(&out, written == TXO_OK, &r->err);
		status = written == TXO_OK ? status : written;
		if (out.closed)		/* by who reads it */
			r->err.text[0] = '\0';
	}
	txo_buffer_release(&json);
	return status;
}
