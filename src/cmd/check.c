/*
 * txo check - what is wrong with a file, fault by fault.
 *
 * Row in, a row out for each fault of it. The rules are in data/checker.h; here
 * they get their options, and their faults get to the output.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "cmd/command.h"
#include "cmd/fault_log.h"
#include "data/checker.h"
#include "data/heading.h"
#include "data/scale_use.h"
#include "data/table.h"

struct plan {
	struct txo_words rules, key;
	int max_faults, severity;
	struct txo_bounds sessions, interval;
	bool pass;
	struct txo_text report;
	struct txo_content schema;

	struct txo_table_schema fields;	/* what the schema says */
	struct txo_checker checker;
	struct txo_fault_log log;
	bool settled;			/* the file at hand has a header */
	bool open;			/* it is the last of the log */
	const struct txo_needs *first;	/* file that is passed on */
	size_t *place;			/* of its columns in this file */
	uint64_t passed;
};

static const struct txo_choice severities[] = {
	{ "error", "what cannot be read, or contradicts the rest" },
	{ "warning", "that, and what is worth a look" },
	{ NULL, NULL }
};

#define RULES_HELP \
	"what is checked: auto, all, the groups structure, types, schema, " \
	"keys, course, scale and digits, or types and codes of faults; auto " \
	"applies the rules on courses where the rows are sessions or courses " \
	"of patients"

static const struct txo_option options[] = {
	TXO_OPTION("rules", TXO_WORDS, struct plan, rules, "LIST", "auto",
		   RULES_HELP),
	TXO_OPTION_CHOICE(
		"severity", TXO_CHOICE, struct plan, severity, "NAME",
		"warning", severities,
		"the least severe faults that are told, and count for "
		"the exit code"),
	TXO_OPTION_RANGE(
		"max-faults", TXO_INTEGER, struct plan, max_faults, "N", "1000",
		1, 1000000000,
		"print no more faults than that, and count the others"),
	TXO_OPTION("schema", TXO_CONTENT, struct plan, schema, "FILE", NULL,
		   "a Frictionless Table Schema (JSON): what the columns are, "
		   "and what must hold in their cells"),
	TXO_OPTION("key", TXO_COLUMNS, struct plan, key, "COLS", NULL,
		   "columns whose cells, taken together, are filled and stand "
		   "once in all files"),
	TXO_OPTION_RANGE("sessions", TXO_BOUNDS, struct plan, sessions,
			 "MIN,MAX", "3,6", 0, 10000,
			 "sessions that a course has"),
	TXO_OPTION_RANGE("interval", TXO_BOUNDS, struct plan, interval,
			 "MIN,MAX", "21,56", 0, 100000,
			 "days from a session to the next"),
	TXO_OPTION("pass", TXO_FLAG, struct plan, pass, NULL, NULL,
		   "print the rows without fault, as they are; what is known "
		   "only at the end (session-gap, interval and the like) holds "
		   "no row back"),
	TXO_OPTION("report", TXO_WORD, struct plan, report, "FILE", NULL,
		   "with --pass: where the faults go; without it the first "
		   "five are told on stderr"),
	TXO_OPTION_END
};

static const struct txo_example examples[] = {
	{ "txo check datasets/derm_toenail/data.csv",
	  "all faults of the file; exit code 1 if there are any" },
	{ "txo check --pass --report /dev/stderr datasets/psy_btheb/data.csv",
	  "the rows without fault, and the faults of the others" },
	{ NULL, NULL }
};

/* What the rules take of the options. */
static enum txo_status set_rules(struct plan *p, const struct txo_needs *needs,
				 struct txo_error *err)
{
	const struct txo_fault_type *t = txo_fault_types();
	struct txo_checker *c = &p->checker;
	enum txo_status status = TXO_OK;

	c->finder = (struct txo_finder){ txo_fault_log_tell, &p->log };
	c->cells = needs->rules;
	p->log.most = (uint64_t)p->max_faults;
	p->log.redact = needs->rules->redact;
	c->allowed = needs->allow.item;
	c->alloweds = needs->allow.n;
	c->key = p->key.item;
	c->keys = p->key.n;
	c->kept.most = (size_t)p->max_faults;
	c->course.sessions.low = p->sessions.low;
	c->course.sessions.high = p->sessions.high;
	c->course.days.low = p->interval.low;
	c->course.days.high = p->interval.high;
	for (size_t i = 0; i < p->rules.n && status == TXO_OK; i++)
		status = txo_rule_choose(&c->choice, p->rules.item[i], err);
	for (int i = 0; i < TXO_RULES; i++)
		if ((int)t[i].severity > p->severity)
			c->choice.wanted &= ~((uint64_t)1 << i);
	return status;
}

static enum txo_status read_schema(struct plan *p, struct txo_error *err)
{
	enum txo_status status;

	if (!p->schema.name.p)
		return TXO_OK;
	status = txo_table_schema_read(&p->fields, p->schema.text, err);
	if (status != TXO_OK)
		return txo_fail(err, status, "--schema: %s",
				err ? err->text : "");
	p->checker.schema.schema = &p->fields;
	return TXO_OK;
}

static enum txo_status check_begin(void *plan, struct txo_needs *needs,
				   struct txo_error *err)
{
	struct plan *p = plan;
	enum txo_status status = set_rules(p, needs, err);

	if (status == TXO_OK)
		status = read_schema(p, err);
	if (status != TXO_OK)
		return status;
	if (p->report.p && !p->pass)
		return txo_fail(err, TXO_USAGE,
				"--report goes with --pass; without it the "
				"faults go to stdout, or where -o says");
	if (p->report.p && txo_text_equal(p->report, txo_text("-")))
		return txo_fail(err, TXO_USAGE,
				"--report needs a file: the rows go to stdout");
	needs->report = p->report.p;
	if (p->pass && !p->report.p)
		return TXO_OK;
	return txo_needs_columns(needs, txo_fault_columns, err);
}

static enum txo_status check_bind(void *plan, struct txo_needs *needs,
				  struct txo_error *err)
{
	const struct plan *p = plan;
	const struct txo_header *h = needs->schema.header;
	enum txo_status status = TXO_OK;
	size_t column;

	if (!needs->table->last_resort)
		status = txo_heading_plausible(needs->table, err);
	for (size_t i = 0; i < p->key.n && status == TXO_OK; i++)
		status = txo_header_find(h, p->key.item[i], &column, err);
	if (status == TXO_OK)
		status = txo_schema_use_scaled(&needs->schema, err);
	needs->file_columns = p->pass;
	for (size_t i = 0; i < h->fields && p->pass && status == TXO_OK; i++)
		status = txo_needs_output(needs, h->name[i], err);
	return status;
}

/* Where the columns of the first file stand in this one. */
static enum txo_status find_places(struct plan *p, const struct txo_header *h,
				   struct txo_error *err)
{
	const struct txo_header *first = p->first->schema.header;
	char shown[TXO_SHOWN];
	size_t k;

	if (h->fields != first->fields)
		return txo_fail(err, TXO_USAGE,
				"--pass needs files of the same columns: this "
				"one has %zu, the first has %zu",
				h->fields, first->fields);
	if (!p->place)
		p->place = calloc(h->fields + 1, sizeof(*p->place));
	if (!p->place)
		return txo_fail_memory(err);
	for (size_t i = 0; i < h->fields; i++) {
		k = i;
		if (!txo_text_equal(h->name[i], first->name[i]))
			for (k = 0; k < h->fields; k++)
				if (txo_text_equal(h->name[k], first->name[i]))
					break;
		if (k == h->fields)
			return txo_fail(err, TXO_USAGE,
					"--pass needs files of the same "
					"columns: '%s' is not in this one",
					txo_text_show(first->name[i], shown));
		p->place[i] = k;
	}
	return TXO_OK;
}

static enum txo_status check_file(void *plan, struct txo_needs *needs,
				  struct txo_error *err)
{
	struct plan *p = plan;

	p->settled = true;
	if (!p->first)
		p->first = needs;
	return p->pass ? find_places(p, needs->schema.header, err) : TXO_OK;
}

static const struct txo_scale *scale_of(const void *needs, size_t column)
{
	return txo_needs_scale(needs, column);
}

/* The first that is heard of a file: where faults go, what it is called. */
static enum txo_status begin_file(struct plan *p, const struct txo_row *row,
				  struct txo_out *out, struct txo_error *err)
{
	enum txo_status status;

	p->log.out = p->pass ? out->report : out;
	if (p->open)
		return TXO_OK;
	p->open = true;
	status = txo_fault_log_file(&p->log, row->file, err);
	if (status != TXO_OK || !p->settled)
		return status;
	p->checker.scale_of = row->needs->schema.scale_maps ? scale_of : NULL;
	p->checker.scale_ctx = row->needs;
	return txo_checker_file(&p->checker, row->needs->table,
				(uint32_t)p->log.files - 1, err);
}

static enum txo_status check_file_end(void *plan, const struct txo_row *row,
				      struct txo_out *out,
				      struct txo_error *err)
{
	struct plan *p = plan;
	enum txo_status status = begin_file(p, row, out, err);

	p->open = p->settled = false;
	return status == TXO_OK ? txo_checker_file_end(&p->checker, err) :
				  status;
}

static enum txo_status check_row(void *plan, const struct txo_row *row,
				 struct txo_out *out, struct txo_error *err)
{
	struct plan *p = plan;
	const struct txo_record *r = row->record;
	enum txo_status status = begin_file(p, row, out, err);

	if (status == TXO_OK && !r)
		txo_checker_fault(&p->checker, (uint32_t)p->log.files - 1,
				  row->fault);
	if (status != TXO_OK || !r)
		return status;
	status = txo_checker_row(&p->checker, r, row->number, err);
	if (status != TXO_OK || !p->pass || !p->checker.clean)
		return status;
	for (size_t i = 0; i < p->checker.table->header.fields; i++)
		txo_out_text(out, txo_record_field(r, p->place[i]));
	txo_out_end_row(out);
	p->passed++;
	return TXO_OK;
}

/* How many rows, faults and rows passed on, and what was not looked at. */
static void give_account(const struct plan *p, struct txo_needs *needs)
{
	const struct txo_checker *c = &p->checker;
	struct txo_buffer *b = &needs->remark;

	if (b->n)
		txo_buffer_add_char(b, '\n');
	for (size_t i = 0; i < p->fields.remarks; i++)
		txo_fault_log_place("--schema", 0, p->fields.remark[i].p, b);
	txo_fault_log_lines(&p->log, b);
	txo_buffer_printf(b, "read %" PRIu64 " row%s: ", c->rows,
			  c->rows == 1 ? "" : "s");
	txo_fault_log_count(&p->log, b);
	if (p->pass)
		txo_buffer_printf(b, "; passed on %" PRIu64, p->passed);
	if (c->table && !c->courses &&
	    txo_rule_in(c->choice.wanted, TXO_RULE_INTERVAL))
		txo_buffer_printf(b,
				  "; rules on courses not applied: no column "
				  "for %s",
				  txo_course_part_name(c->lacks));
}

static enum txo_status check_end(void *plan, struct txo_needs *needs,
				 struct txo_out *out, struct txo_error *err)
{
	struct plan *p = plan;
	struct txo_kept *kept = &p->checker.kept;
	enum txo_status status;

	p->log.out = p->pass ? out->report : out;
	status = txo_checker_end(&p->checker, err);
	if (status != TXO_OK)
		return status;
	txo_fault_log_add(&p->log, kept->dropped);
	give_account(p, needs);
	if (needs->remark.failed)
		return txo_fail_memory(err);
	return p->log.n ? TXO_NO : TXO_OK;
}

static void check_release(void *plan)
{
	struct plan *p = plan;

	txo_checker_release(&p->checker);
	txo_table_schema_release(&p->fields);
	txo_fault_log_release(&p->log);
	free(p->place);
}

static size_t check_memory(const void *plan)
{
	return txo_checker_bytes(&((const struct plan *)plan)->checker);
}

const struct txo_command txo_cmd_check = {
	.name = "check",
	.brief = "what is wrong with files, fault by fault",
	.about = "Prints one row for each fault: of the file, its header, its "
		 "rows, its cells and the courses of treatment in them. Each "
		 "file is judged by itself; keys and courses run over all of "
		 "them. Faults that are known only at the end come last, in "
		 "the order of files and lines. Exit code 1 if there is any "
		 "fault. Nothing is held in memory but keys (up to 72 bytes "
		 "a row) and courses (about 150 bytes each, and 40 for each "
		 "of their sessions).",
	.examples = examples,
	.options = options,
	.columns = txo_fault_columns,
	.about_file = true,
	.plan_size = sizeof(struct plan),
	.begin = check_begin,
	.bind = check_bind,
	.file = check_file,
	.file_end = check_file_end,
	.row = check_row,
	.end = check_end,
	.release = check_release,
	.memory = check_memory,
	.finds_faults = true,
};
