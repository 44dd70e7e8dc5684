/*
 * txo schema - what the columns of a file are, as a Table Schema.
 *
 * Row by row, but a document is printed. Finding out: data/inference.c; the
 * schemas that are built in: data/built_in.c.
 */
#include "cmd/command.h"
#include "data/built_in.h"
#include "data/heading.h"
#include "data/inference.h"
#include "data/scale_use.h"
#include "data/table_schema.h"

struct plan {
	int built_in;
	bool constraints;
	/* from the file */
	struct txo_inference inference;
	struct txo_table_schema schema;
	const struct txo_needs *needs;	/* of the only file */
};

static const struct txo_choice built_in[] = {
	{ "none", "the schema of the file" },
	{ "course", "of files with one row a course of treatment" },
	{ "session", "of files with one row a session" },
	{ NULL, NULL }
};

static const struct txo_option options[] = {
	TXO_OPTION_CHOICE("built-in", TXO_CHOICE, struct plan, built_in, "NAME",
			  "none", built_in,
			  "print a schema that txo has, and read no file"),
	TXO_OPTION("constraints", TXO_FLAG, struct plan, constraints, NULL,
		   NULL,
		   "add what holds in the data: required, unique, minimum, "
		   "maximum, and enum for text of at most 20 values; never an "
		   "enum of patients or courses"),
	TXO_OPTION_END
};

static const struct txo_column columns[] = { { NULL, NULL, NULL, NULL,
					       false } };

static const struct txo_example examples[] = {
	{ "txo schema datasets/derm_toenail/data.csv",
	  "what the columns of the toenail trial are" },
	{ "txo schema --constraints datasets/psy_btheb/data.csv",
	  "with all that holds in the file" },
	{ "txo schema --built-in session",
	  "what a file of sessions has to be like" },
	{ NULL, NULL }
};

static bool schema_reads_no_files(const void *plan)
{
	const struct plan *p = plan;

	return p->built_in != 0;
}

static enum txo_status schema_bind(void *plan, struct txo_needs *needs,
				   struct txo_error *err)
{
	struct plan *p = plan;
	enum txo_status status;

	if (p->needs && p->needs != needs)
		return txo_fail(err, TXO_USAGE, "name one file at a time");
	p->needs = needs;
	status = txo_heading_plausible(needs->table, err);
	return status == TXO_OK ? txo_schema_use_scaled(&needs->schema, err) :
				  status;
}

/* All is bound: begin. */
static enum txo_status start(struct plan *p, const struct txo_needs *needs,
			     struct txo_error *err)
{
	const struct txo_header *h = needs->schema.header;
	enum txo_status status = txo_inference_init(
		&p->inference, h, needs->rules, p->constraints, err);

	for (size_t i = 0; i < h->n && status == TXO_OK; i++)
		p->inference.column[i].scale = txo_needs_scale(needs, i);
	return status;
}

static enum txo_status schema_row(void *plan, const struct txo_row *row,
				  struct txo_out *out, struct txo_error *err)
{
	struct plan *p = plan;
	enum txo_status status = TXO_OK;

	(void)out;
	if (!p->inference.column)
		status = start(p, row->needs, err);
	if (status == TXO_OK)
		status = txo_inference_row(&p->inference, row->record, err);
	return status;
}

static enum txo_status schema_end(void *plan, struct txo_needs *needs,
				  struct txo_out *out, struct txo_error *err)
{
	struct plan *p = plan;
	enum txo_status status = TXO_OK;

	(void)out;
	if (p->built_in)
		return TXO_OK;
	if (!p->inference.column)
		status = start(p, needs, err);
	if (status == TXO_OK)
		status = txo_inference_schema(&p->inference, &p->schema, err);
	for (size_t i = 0; i < p->schema.remarks && status == TXO_OK; i++)
		txo_needs_remark(needs, "%s", p->schema.remark[i].p);
	return status;
}

static enum txo_status schema_document(void *plan, struct txo_buffer *json,
				       struct txo_error *err)
{
	static const enum txo_built_in which[] = { TXO_BUILT_IN_COURSE,
						   TXO_BUILT_IN_COURSE,
						   TXO_BUILT_IN_SESSION };
	struct plan *p = plan;
	struct txo_text t;

	if (!p->built_in)
		return txo_table_schema_write(&p->schema, json, err);
	t = txo_built_in_schema(which[p->built_in]);
	txo_buffer_add(json, t.p, t.n);
	return TXO_OK;
}

static void schema_release(void *plan)
{
	struct plan *p = plan;

	txo_inference_release(&p->inference);
	txo_table_schema_release(&p->schema);
}

const struct txo_command txo_cmd_schema = {
	.name = "schema",
	.brief = "what the columns of a file are, as a Table Schema (JSON)",
	.about =
		"Reads one file once and prints a Frictionless Table Schema: "
		"the type of each column, how its values are written, and "
		"which words mean that there is no value. The file is good by "
		"it (txo check --schema). A column is a string if nothing "
		"else fits all its cells, if its digits are a code (007), if "
		"its role is a label such as patient, or if it is in doubt; "
		"the last is told. session, sessions, grade and weight get "
		"the minimum 0 where that holds, and a column on a --scale its "
		"ends.",
	.examples = examples,
	.options = options,
	.columns = columns,
	.about_file = true,
	.plan_size = sizeof(struct plan),
	.bind = schema_bind,
	.row = schema_row,
	.end = schema_end,
	.document = schema_document,
	.reads_no_files = schema_reads_no_files,
	.release = schema_release,
};
