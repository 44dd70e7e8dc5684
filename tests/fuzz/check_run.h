/*
 * check_run.h - a run of txo check without the command line, for its fuzz
 * target: options out of two bytes, files out of memory, rows into buffers.
 */
#ifndef TXO_TESTS_CHECK_RUN_H
#define TXO_TESTS_CHECK_RUN_H

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
#include "data/built_in.h"
#include "data/input.h"
#include "data/scale.h"
#include "data/scale_use.h"

#define FILES 2

/* What the first two bytes say. */
struct how {
	unsigned rules, schema, numbers;
	bool redact, scale, key, few, keep, errors, lists;
	bool pass, report;
};

struct file {
	const uint8_t *p;
	size_t n;
	uint64_t lines, rows;
	struct txo_input in;
	struct txo_table table;
	struct txo_needs needs;
	bool opened, packed;
};

/* A run of the verb, as the driver has it. */
struct run {
	const struct how *how;
	void *plan;
	struct txo_arena arena;
	struct txo_cell_rules rules;
	struct txo_list_rules lists;
	struct txo_scale_map scale;
	struct txo_needs needs;		/* as known before any file */
	struct file file[FILES], *at;
	size_t files;
	struct txo_out out, second;
	struct txo_buffer answer, report, now;	/* all rows; those at hand */
	uint64_t told, passed, rows;
	bool faulted;			/* the row at hand was told of */
	uint64_t place[3];		/* of the last fault at the end */
	struct txo_error err;
};

static const char *const file_name[FILES] = { "a.csv", "b.csv" };

static const char *const rule_words[] = { "auto", "all", "structure,keys",
					  "scale,digits,course" };

static const char own_schema[] =
	"{\"fieldsMatch\":\"partial\",\"primaryKey\":\"patient\",\"fields\":["
	"{\"name\":\"patient\",\"constraints\":{\"unique\":true,"
	"\"pattern\":\"[A-Za-z]+[0-9]{1,3}\",\"maxLength\":8}},"
	"{\"name\":\"score\",\"type\":\"number\",\"bareNumber\":false,"
	"\"constraints\":{\"required\":true,\"minimum\":0,\"maximum\":48}},"
	"{\"name\":\"date\",\"type\":\"date\",\"format\":\"any\"},"
	"{\"name\":\"session\",\"type\":\"integer\"},"
	"{\"name\":\"side_effects\",\"type\":\"list\",\"delimiter\":\";\"},"
	"{\"name\":\"grade\",\"constraints\":{\"enum\":[\"0\",\"1\",\"2\"]}}],"
	"\"uniqueKeys\":[[\"patient\",\"session\"]]}";

static const struct txo_option *option(const char *name)
{
	const struct txo_option *o = txo_cmd_check.options;

	while (strcmp(o->name, name) != 0)
		o++;
	return o;
}

static void set(struct run *r, const char *name, const char *value)
{
	check(txo_option_set(option(name), r->plan, txo_text(value), &r->arena,
			     NULL) == TXO_OK);
}

static void set_schema(struct run *r)
{
	struct txo_text text = txo_text(own_schema);
	struct txo_content *c;

	if (r->how->schema == 0)
		return;
	if (r->how->schema < 3)
		text = txo_built_in_schema(
			(enum txo_built_in)(r->how->schema - 1));
	c = (void *)((char *)r->plan + option("schema")->offset);
	*c = (struct txo_content){ txo_text("schema.json"), text };
}

static void set_options(struct run *r)
{
	static const char thousands[] = { 0, ',', '.', ' ' };
	static const enum txo_decimal_mark decimal[] = {
		TXO_MARK_AUTO, TXO_MARK_POINT, TXO_MARK_COMMA, TXO_MARK_AUTO
	};
	static const struct txo_box_rule box = { { "side_effects", 12 },
						 { "ae___*", 6 } };
	static const struct txo_text asked = { "contraindications", 17 };
	const struct how *how = r->how;

	for (const struct txo_option *o = txo_cmd_check.options; o->name; o++)
		if (o->value && o->kind != TXO_WORDS)
			set(r, o->name, o->value);
	set(r, "rules", rule_words[how->rules]);
	if (how->few)
		set(r, "max-faults", "2");
	if (how->key)
		set(r, "key", "patient,session");
	if (how->errors)
		set(r, "severity", "error");
	if (how->pass)
		set(r, "pass", "");
	if (how->report)
		set(r, "report", "faults.csv");
	set_schema(r);
	if (how->scale)
		check(txo_scale_find(txo_text("gb-quant"), &r->scale.scale,
				     NULL) == TXO_OK);
	r->rules.number.thousands = thousands[how->numbers];
	r->rules.number.decimal = decimal[how->numbers];
	if (how->numbers == 3)
		r->rules.date_form = txo_text("%d.%m.%Y");
	r->rules.redact = how->redact;
	if (how->lists)
		r->lists = (struct txo_list_rules){
			&box, 1, &asked, 1, { NULL, 0 }
		};
}

static void add_file(struct run *r, const uint8_t *p, size_t n)
{
	struct file *f = &r->file[r->files++];

	f->p = p;
	f->n = n;
	f->packed = n > 1 && (memcmp(p, "\x1f\x8b", 2) == 0 ||
			      memcmp(p, "\x28\xb5", 2) == 0);
	for (size_t i = 0; i < n; i++)
		f->lines += i + 1 == n || p[i] == '\n' ||
			    (p[i] == '\r' && p[i + 1] != '\n');
}

/* A sink for the rows of one call. */
static struct txo_sink *new_sink(struct run *r, const struct txo_needs *needs)
{
	const char **name = calloc(needs->outputs, sizeof(*name));
	struct txo_sink *s = txo_sink_new(TXO_FORMAT_CSV, 0, keep_bytes,
					  &r->now);

	check(name && s);
	for (size_t i = 0; i < needs->outputs; i++) {
		struct txo_text t = needs->output[i];

		name[i] = txo_arena_copy(&r->arena, t.p, t.n);
		check(name[i]);
	}
	txo_sink_header(s, name, needs->outputs);
	free(name);
	return s;
}

static enum txo_status bind(void *ctx, struct txo_error *err)
{
	struct run *r = ctx;
	struct txo_needs *needs = &r->at->needs;
	struct txo_schema *s = &needs->schema;
	enum txo_status status;

	txo_needs_release(needs);
	s->header = &r->at->table.header;
	s->weight = TXO_NO_COLUMN;
	s->scale_map = &r->scale;
	s->scale_maps = r->how->scale;
	needs->table = &r->at->table;
	needs->input = &r->at->in;
	needs->rules = &r->rules;
	status = txo_cmd_check.bind(r->plan, needs, err);
	return status == TXO_OK ? txo_schema_scales(s, err) : status;
}

static void begin(struct run *r, const struct how *how, const uint8_t *p,
		  size_t n)
{
	const uint8_t *cut = memchr(p, 0x1c, n);

	*r = (struct run){ .how = how, .out.report = &r->second };
	r->plan = calloc(1, txo_cmd_check.plan_size);
	check(r->plan);
	if (!how->report)
		r->out.report = NULL;
	set_options(r);
	add_file(r, p, cut ? (size_t)(cut - p) : n);
	if (cut)
		add_file(r, cut + 1, n - (size_t)(cut - p) - 1);
	r->needs.rules = &r->rules;
	check(txo_cmd_check.begin(r->plan, &r->needs, &r->err) == TXO_OK);
	check((r->needs.report != NULL) == how->report);
}

static void end(struct run *r)
{
	txo_cmd_check.release(r->plan);
	for (size_t i = 0; i < r->files; i++) {
		txo_needs_release(&r->file[i].needs);
		txo_table_release(&r->file[i].table);
	}
	txo_needs_release(&r->needs);
	txo_arena_release(&r->arena);
	txo_buffer_release(&r->answer);
	txo_buffer_release(&r->report);
	txo_buffer_release(&r->now);
	free(r->plan);
}

static void read_how(struct how *how, const uint8_t *p)
{
	how->rules = p[0] & 3;
	how->schema = p[0] >> 2 & 3;
	how->numbers = p[0] >> 4 & 3;
	how->redact = p[0] & 64;
	how->scale = p[0] & 128;
	how->pass = p[1] & 1;
	how->report = (p[1] & 3) == 3;
	how->key = p[1] & 4;
	how->few = p[1] & 8;
	how->keep = p[1] & 16;
	how->errors = p[1] & 32;
	how->lists = p[1] & 64;
}

#endif
