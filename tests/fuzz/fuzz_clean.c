/*
 * fuzz_clean.c - any bytes through txo clean, and what comes out once more.
 *
 * The first byte says how the file is to be read. Whatever comes in: a clean
 * status, or a file that comes out of a second cleaning, without a word of how
 * it is to be read, byte by byte as it went in, and row by row.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "bytes.h"
#include "check.h"
#include "cli/options.h"
#include "cmd/command.h"
#include "data/input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A run of the verb, as the driver has it. */
struct run {
	void *plan;
	struct txo_arena arena;
	struct txo_input in;
	struct txo_table table;
	struct txo_cell_rules rules;
	struct txo_needs needs;
	struct txo_sink *sink;
	struct txo_buffer *out;
	uint64_t rows;
	struct txo_error err;
};

static enum txo_status bind(void *ctx, struct txo_error *err)
{
	struct run *r = ctx;

	txo_needs_release(&r->needs);
	r->needs.table = &r->table;
	r->needs.input = &r->in;
	r->needs.rules = &r->rules;
	r->needs.schema.header = &r->table.header;
	return txo_cmd_clean.bind(r->plan, &r->needs, err);
}

/* Flags of the verb's options. */
static void set_option(struct run *r, const char *name)
{
	const struct txo_option *o = txo_cmd_clean.options;

	while (strcmp(o->name, name) != 0)
		o++;
	check(txo_option_set(o, r->plan, txo_text(""), &r->arena, NULL) ==
	      TXO_OK);
}

static void begin(struct run *r, struct txo_buffer *out, unsigned how)
{
	static const char thousands[] = { 0, ',', '.', ' ' };
	static const enum txo_decimal_mark decimal[] = {
		TXO_MARK_AUTO, TXO_MARK_POINT, TXO_MARK_COMMA, TXO_MARK_AUTO
	};

	*r = (struct run){ .out = out };
	r->plan = calloc(1, txo_cmd_clean.plan_size);
	check(r->plan);
	r->rules.number.thousands = thousands[how & 3];
	r->rules.number.decimal = how & 3 ? decimal[how & 3] :
					    decimal[how >> 2 & 3];
	r->rules.date_form = txo_text(how & 16 ? "%d.%m.%Y %H:%M" :
				      how & 32 ? "%d/%m/%y" :
						 NULL);
	r->rules.redact = how & 64;
	if (how & 128)
		set_option(r, "vocabulary");
}

static void end(struct run *r)
{
	txo_cmd_clean.release(r->plan);
	txo_sink_free(r->sink);
	txo_needs_release(&r->needs);
	txo_table_release(&r->table);
	txo_input_release(&r->in);
	txo_arena_release(&r->arena);
	free(r->plan);
}

static void write_header(struct run *r)
{
	const char **name = calloc(r->needs.outputs, sizeof(*name));

	check(name && r->needs.outputs == r->table.header.n);
	for (size_t i = 0; i < r->needs.outputs; i++) {
		struct txo_text t = r->needs.output[i];

		name[i] = txo_arena_copy(&r->arena, t.p, t.n);
		check(name[i]);
	}
	r->sink = txo_sink_new(TXO_FORMAT_CSV, 0, keep_bytes, r->out);
	check(r->sink);
	txo_sink_header(r->sink, name, r->needs.outputs);
	free(name);
}

static enum txo_status clean_rows(struct run *r)
{
	struct txo_out out = { .sink = r->sink };
	struct txo_row row = { .file = "in", .needs = &r->needs };
	enum txo_status status;

	for (;;) {
		status = txo_table_next(&r->table, &row.record, &r->err);
		if (status != TXO_OK || !row.record)
			return status;
		row.number++;
		status = txo_cmd_clean.row(r->plan, &row, &out, &r->err);
		if (status != TXO_OK && status != TXO_NO)
			return status;
		r->rows += status == TXO_OK;
	}
}

static enum txo_status clean(struct run *r, const void *p, size_t n)
{
	struct txo_out out = { .sink = NULL };
	enum txo_status status;

	r->in.fd = open_bytes(p, n);
	status = txo_table_open(&r->table, &r->in, bind, r, &r->err);
	r->rules.number.comma_parts = r->table.dialect.delimiter == ',';
	if (status == TXO_OK)
		status = txo_cmd_clean.file(r->plan, &r->needs, &r->err);
	if (status == TXO_OK) {
		write_header(r);
		status = clean_rows(r);
	}
	if (status == TXO_OK)
		status = txo_sink_finish(r->sink, &r->err);
	if (status == TXO_OK)
		status = txo_cmd_clean.end(r->plan, &r->needs, &out, &r->err);
	if (status == TXO_OK)
		return status;
	check(status == TXO_DATA || status == TXO_USAGE);
	check(r->err.text[0] && !strpbrk(r->err.text, "\r\n"));
	return status;
}

/* Does the run tell of a change? What stays as it is is none. */
static bool tells(const struct run *r)
{
	const char *text = r->needs.remark.p;

	return r->needs.remark.n && !strstr(text, " like dates ") &&
	       !strstr(text, " stays text");
}

static void clean_again(const struct txo_buffer *once, uint64_t rows,
			unsigned how)
{
	struct txo_buffer twice = { 0 };
	struct run r;

	begin(&r, &twice, how & 128);
	check(clean(&r, once->p, once->n) == TXO_OK);
	check(!tells(&r));
	check(r.rows == rows);
	check(r.table.titles == 0 && r.table.blank_rows == 0 &&
	      r.table.total_rows == 0);
	check(twice.n == once->n && memcmp(twice.p, once->p, once->n) == 0);
	end(&r);
	txo_buffer_release(&twice);
}

/* Is the first name what names a delimiter, or a file that is no text? */
static bool means_more(const char *text)
{
	static const char *const names[] = { "sep=", "PK\x03", "PK\x05",
					     "BZh91AY&SY", "%PDF-" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strncmp(text, names[i], strlen(names[i])) == 0)
			return true;
	return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct txo_buffer once = { 0 };
	struct run r;
	bool good;

	if (size == 0)
		return 0;
	begin(&r, &once, data[0]);
	good = clean(&r, data + 1, size - 1) == TXO_OK;
	if (good && !means_more(once.p))
		clean_again(&once, r.rows, data[0]);
	end(&r);
	txo_buffer_release(&once);
	return 0;
}
