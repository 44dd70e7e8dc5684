#include "cli/source.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/reading.h"
#include "cli/report.h"

static enum txo_status open_file(struct txo_source *s, const char *file,
				 struct txo_error *err)
{
	bool is_stdin = strcmp(file, "-") == 0;

	s->name = is_stdin ? "stdin" : file;
	s->in.fd = is_stdin ? STDIN_FILENO : open(file, O_RDONLY);
	if (s->in.fd >= 0)
		return TXO_OK;
	return txo_fail(err, TXO_IO, "cannot open it: %s", strerror(errno));
}

/* How the options say that the table is to be read. */
static enum txo_status set_table(struct txo_source *s,
				 const struct txo_common *c,
				 struct txo_error *err)
{
	struct txo_table_options *o = &s->table.options;
	char shown[TXO_SHOWN];

	o->name = c->header.item;
	o->names = c->header.n;
	o->pad = c->pad;
	o->memory = txo_reading_memory(c);
	s->lists = (struct txo_list_rules){
		.box = c->list_columns.item,
		.boxes = c->list_columns.n,
		.asked = c->asked.item,
		.askeds = c->asked.n,
		.missing = { c->na.item, c->na.n },
	};
	o->lists = &s->lists;
	s->table.header.map = c->maps.item;
	s->table.header.maps = c->maps.n;
	o->totals = c->totals == 1 ? TXO_TOTALS_SKIP :
		    c->totals == 2 ? TXO_TOTALS_KEEP :
		    c->weight.p	   ? TXO_TOTALS_REFUSE :
				     TXO_TOTALS_SKIP;
	if (!c->delimiter.p)
		return TXO_OK;
	o->delimiter = txo_delimiter_read(c->delimiter);
	if (o->delimiter)
		return TXO_OK;
	return txo_fail(err, TXO_USAGE,
			"--delimiter: '%s' is neither comma, semicolon, tab, "
			"pipe or space nor a single character that can part "
			"fields",
			txo_text_show(c->delimiter, shown));
}

struct binding {
	struct txo_source *source;
	const struct txo_command *command;
	struct txo_arguments *args;
};

/* Ask driver and verb which columns they need of the header, from scratch. */
static enum txo_status bind(void *ctx, struct txo_error *err)
{
	const struct binding *b = ctx;
	const struct txo_common *c = &b->args->common;
	struct txo_needs *needs = &b->source->needs;
	struct txo_schema *schema = &needs->schema;
	struct txo_header *header = &b->source->table.header;
	enum txo_status status = TXO_OK;

	txo_needs_release(needs);
	schema->scale_map = c->scales.item;
	schema->scale_maps = c->scales.n;
	needs->level = c->level;
	needs->rules = b->args->rules;
	needs->allow = c->allow;
	needs->min_cell = c->min_cell;
	needs->table = &b->source->table;
	needs->input = &b->source->in;
	schema->header = header;
	schema->weight = TXO_NO_COLUMN;
	if (c->weight.p)
		status = txo_header_find(header, c->weight, &schema->weight,
					 err);
	for (size_t i = 0; i < c->by.n && status == TXO_OK; i++)
		status = txo_schema_group_by(schema, c->by.item[i], err);
	if (status == TXO_OK)
		status = b->command->bind(b->args->plan, needs, err);
	if (status == TXO_OK && b->args->where)
		status = txo_where_bind(b->args->where, schema, err);
	if (status == TXO_OK)
		status = txo_schema_scales(schema, err);
	if (status == TXO_OK && needs->remark.failed)
		status = txo_fail_memory(err);
	return status;
}

enum txo_status txo_source_open(struct txo_source *s, const char *file,
				const struct txo_command *command,
				struct txo_arguments *args,
				struct txo_error *err)
{
	struct binding b = { s, command, args };
	enum txo_status status = open_file(s, file, err);

	s->in.encoding = args->common.encoding.p;
	if (status == TXO_OK && args->common.provenance.p) {
		s->in.digest = txo_digest_new();
		status = s->in.digest ? TXO_OK : txo_fail_memory(err);
	}
	s->table.options.every_row = command->finds_faults;
	if (status == TXO_OK)
		status = set_table(s, &args->common, err);
	if (status == TXO_OK)
		status = txo_table_open(&s->table, &s->in, bind, &b, err);
	if (status == TXO_OK)
		*err = (struct txo_error){ 0 }; /* rows refused as header */
	return status;
}

void txo_source_notes(const struct txo_source *s, const char *verb)
{
	const struct txo_table *t = &s->table;
	char line[100];

	if (s->in.assumed_1252)
		txo_report_line(verb, s->name,
				"not UTF-8, read as Windows-1252 (say "
				"--encoding to settle it)");
	if (!t->titles)
		return;
	snprintf(line, sizeof(line),
		 "skipped %" PRIu64 " line%s above the header (line %" PRIu64
		 ")",
		 t->titles, t->titles == 1 ? "" : "s", t->header.line);
	txo_report_line(verb, s->name, line);
}

void txo_source_end(struct txo_source *s)
{
	txo_table_end(&s->table);
	txo_input_release(&s->in);
	if (s->in.digest)
		txo_digest_text(s->in.digest, s->digest_text);
	txo_digest_free(s->in.digest);
	s->in.digest = NULL;
	if (s->in.fd > STDIN_FILENO)
		close(s->in.fd);
	s->in.fd = -1;
}

void txo_source_release(struct txo_source *s)
{
	txo_needs_release(&s->needs);
	txo_table_release(&s->table);
}
