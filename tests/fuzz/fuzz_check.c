/*
 * fuzz_check.c - any bytes through txo check, as the driver does it.
 *
 * Two bytes say how the files are to be judged, a file separator (0x1c) parts
 * two files. Whatever they are: the verb ends with an answer or one sentence;
 * every fault is whole, of a known kind and in a place that exists; those told
 * and those not shown are all of them; no row is passed on that has a fault;
 * nothing of the cells is told that --redact hides; and a second run says the
 * same, byte by byte.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "check_run.h"
#include "data/finding.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FAULT_CELLS 9
#define SECRET "qzx7"	/* in cells, it does not get out of them */

/* Cut the next cell off; the last one of a row ends with it. */
static struct txo_text next_cell(char **p, bool *last)
{
	char *from = *p, *to = from;
	struct txo_text cell;
	bool quoted = *from == '"';

	for (from += quoted; quoted || !strchr(",\n", *from); from++) {
		if (quoted && *from == '"' && from[1] != '"') {
			quoted = false;
			from++;
			break;
		}
		from += quoted && *from == '"';
		*to++ = *from;
	}
	check(*from == ',' || *from == '\n');
	*last = *from == '\n';
	cell = (struct txo_text){ *p, (size_t)(to - *p) };
	*p = from + 1;
	return cell;
}

static uint64_t number(struct txo_text t)
{
	uint64_t n = 0;

	for (size_t i = 0; i < t.n; i++) {
		check(t.p[i] >= '0' && t.p[i] <= '9');
		n = n * 10 + (uint64_t)(t.p[i] - '0');
	}
	return n;
}

static bool holds(struct txo_text t, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= t.n; i++)
		if (memcmp(t.p + i, word, n) == 0)
			return true;
	return false;
}

/* Could the word stand in the output, although cells do not? */
static bool is_secret(const struct run *r)
{
	for (size_t i = 0; i < r->files; i++) {
		const struct file *f = &r->file[i];
		const struct txo_header *h = &f->table.header;

		if (!f->opened)
			return false;
		for (size_t k = 0; k < h->n; k++)
			if (holds(h->name[k], SECRET))
				return false;
	}
	return r->how->redact;
}

static int kind_of(const struct txo_text *cell)
{
	static const char *const severity[] = { "error", "warning" };
	const struct txo_fault_type *t = txo_fault_types();
	int i = 0;

	while (t[i].code && !txo_text_equal(cell[0], txo_text(t[i].code)))
		i++;
	check(t[i].code && txo_text_equal(cell[1], txo_text(t[i].type)));
	check(txo_text_equal(cell[2], txo_text(severity[t[i].severity])));
	return i;
}

static void check_fault(struct run *r, const struct txo_text *cell, bool late)
{
	uint64_t file = txo_text_equal(cell[3], txo_text(file_name[1]));
	const struct file *f = &r->file[file];
	int kind = kind_of(cell);
	uint64_t place[3] = { file, number(cell[4]), (uint64_t)kind };
	const struct txo_fault_type *t = &txo_fault_types()[kind];

	check(txo_text_equal(cell[3], txo_text(file_name[file])));
	check(late ||
	      (f == r->at && (!cell[5].n || number(cell[5]) == f->rows)));
	r->faulted = r->faulted || cell[5].n;
	check(place[1] <= f->lines || f->packed);
	check(number(cell[5]) <= f->rows);
	check(cell[8].n && !holds(cell[8], "\n") && !holds(cell[8], "\r"));
	check(!r->how->redact || cell[7].n == 0);
	check(!r->how->errors || t->severity == TXO_ERROR || kind <= 3);
	for (int i = 0; late && i < 3 && place[i] <= r->place[i]; i++)
		check(place[i] == r->place[i]);
	if (late)
		memcpy(r->place, place, sizeof(place));
	for (size_t i = 0; i < FAULT_CELLS; i++)
		for (size_t k = 0, n; k < cell[i].n; k += n) {
			n = txo_utf8_length(cell[i].p + k, cell[i].n - k);
			check(n > 0);
		}
	if (is_secret(r))
		check(!holds(cell[8], SECRET) && !holds(cell[6], SECRET));
}

/* The rows that a sink has got: faults, or what is passed on. */
static uint64_t finish(struct run *r, struct txo_sink *s, size_t columns,
		       bool faults, bool late)
{
	struct txo_buffer *all = faults ? &r->report : &r->answer;
	struct txo_text cell[FAULT_CELLS];
	uint64_t rows = 0;
	bool last;

	txo_buffer_clear(&r->now);
	check(txo_sink_finish(s, NULL) == TXO_OK);
	txo_sink_free(s);
	txo_buffer_add(all, r->now.p, r->now.n);
	for (char *p = r->now.p; p < r->now.p + r->now.n; rows++) {
		size_t n = 0;

		do {
			struct txo_text t = next_cell(&p, &last);

			if (n < FAULT_CELLS)
				cell[n] = t;
			n++;
		} while (!last);
		check(n == columns);
		if (faults && rows)
			check_fault(r, cell, late);
	}
	return rows - 1;	/* the header */
}

enum call { ROW, FILE_END, END };

/* So many faults are shown: as rows, or as sentences. */
static uint64_t most(const struct run *r)
{
	return r->how->few ? 2 : 1000;
}

/* Was the row at hand to be passed on? */
static void check_passed(struct run *r, const struct txo_row *row,
			 uint64_t passed)
{
	bool plain = row && row->record && r->at->table.kind == TXO_ROW_PLAIN;

	check(passed == 0 || (plain && !r->faulted));
	if (plain && !r->faulted && r->how->report && r->told < most(r))
		check(passed == 1);
	r->passed += passed;
}

/* One call of the verb, with sinks of its own. */
static enum txo_status call(struct run *r, enum call what,
			    const struct txo_row *row)
{
	const struct txo_command *c = &txo_cmd_check;
	const struct txo_needs *first = &r->file[0].needs;
	uint64_t passed = 0, faults = 0;
	bool pass = r->how->pass;
	enum txo_status status;

	r->faulted = false;
	if (!r->file[0].opened && r->files > 1)
		first = &r->file[1].needs;
	if (!pass)
		r->out.sink = new_sink(r, &r->needs);
	else
		r->out.sink = r->at->opened ? new_sink(r, first) : NULL;
	if (r->how->report)
		r->second.sink = new_sink(r, &r->needs);
	if (what == ROW)
		status = c->row(r->plan, row, &r->out, &r->err);
	else if (what == FILE_END)
		status = c->file_end(r->plan, row, &r->out, &r->err);
	else
		status = c->end(r->plan, &r->file[0].needs, &r->out, &r->err);
	if (r->how->report)
		faults = finish(r, r->second.sink, FAULT_CELLS, true,
				what == END);
	if (!pass)
		faults = finish(r, r->out.sink, FAULT_CELLS, true, what == END);
	else if (r->out.sink)
		passed = finish(r, r->out.sink, first->outputs, false, false);
	r->told += faults;
	if (pass && (status == TXO_OK || status == TXO_NO))
		check_passed(r, what == ROW ? row : NULL, passed);
	return status;
}

static enum txo_status give_fault(struct run *r, struct txo_row *row)
{
	struct txo_error fault = r->err;
	enum txo_status status;

	check(fault.text[0] && !strpbrk(fault.text, "\r\n"));
	check(fault.line <= r->at->lines || r->at->packed);
	r->err = (struct txo_error){ 0 };
	row->record = NULL;
	row->fault = &fault;
	status = call(r, ROW, row);
	row->fault = NULL;
	return status;
}

static enum txo_status read_rows(struct run *r, struct txo_row *row)
{
	struct txo_table *t = &r->at->table;
	enum txo_status status;

	for (;;) {
		status = txo_table_next(t, &row->record, &r->err);
		if (status == TXO_DATA) {
			status = give_fault(r, row);
			if (status != TXO_OK || !txo_table_recover(t))
				return status;
			continue;
		}
		if (status != TXO_OK || !row->record)
			return status;
		row->number = ++r->at->rows;
		r->rows++;
		status = call(r, ROW, row);
		if (status != TXO_OK)
			return status;
	}
}

static enum txo_status read_file(struct run *r, struct file *f)
{
	struct txo_row row = { .file = file_name[f - r->file],
			       .needs = &f->needs };
	enum txo_status status;

	r->at = f;
	f->in.fd = open_bytes(f->p, f->n);
	f->table.options.every_row = true;
	f->table.options.totals = r->how->keep ? TXO_TOTALS_KEEP :
						 TXO_TOTALS_SKIP;
	f->table.options.lists = &r->lists;
	status = txo_table_open(&f->table, &f->in, bind, r, &r->err);
	f->opened = status == TXO_OK;
	r->rules.number.comma_parts = f->table.dialect.delimiter == ',';
	if (status == TXO_DATA)
		status = give_fault(r, &row);
	else if (status == TXO_OK)
		status = txo_cmd_check.file(r->plan, &f->needs, &r->err);
	if (status == TXO_OK && f->opened)
		status = read_rows(r, &row);
	row.record = NULL;
	if (status == TXO_OK)
		status = call(r, FILE_END, &row);
	txo_table_end(&f->table);
	txo_input_release(&f->in);
	return status;
}

/* The number behind the word, or 0. */
static uint64_t said(const char *text, const char *word)
{
	const char *at = strstr(text, word);

	return at ? strtoull(at + strlen(word), NULL, 10) : 0;
}

/* The account: rows, faults, each kind of them, what is not shown. */
static void check_account(const struct run *r, enum txo_status status)
{
	const struct txo_buffer *b = &r->file[0].needs.remark;
	const char *read = b->p, *next, *end;
	uint64_t faults, kinds = 0, hidden = 0;
	uint64_t lines = 0;

	check(status == TXO_OK || status == TXO_NO);
	for (; (next = strchr(read, '\n')) != NULL; read = next + 1)
		lines += strncmp(read, "--schema: ", 10) != 0;
	check(said(read, "read ") == r->rows);
	check(said(read, "; passed on ") == (r->how->pass ? r->passed : 0));
	faults = said(read, ": ");
	check((faults > 0) == (status == TXO_NO));
	check((faults > 0) == !strstr(read, ": no fault"));
	if (!faults)
		return;
	end = strchr(strstr(read, " fault"), ';');
	if (end && strstr(end, " of them not shown"))
		hidden = said(end, "; ");
	for (read = strstr(strstr(read, " fault"), ": "); read;
	     read = strstr(read + 1, ", ")) {
		if (end && read > end)
			break;
		kinds += strtoull(read + 2, NULL, 10);
	}
	check(kinds == faults && hidden < faults + !r->told);
	check(r->how->pass && !r->how->report ?
		      lines == faults - hidden && r->told == 0 :
		      r->told == faults - hidden && lines == 0);
	check(r->told <= most(r));
}

static void run(struct run *r)
{
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < r->files && status == TXO_OK; i++)
		status = read_file(r, &r->file[i]);
	if (status == TXO_OK) {
		status = call(r, END, NULL);
		check_account(r, status);
		return;
	}
	check(status == TXO_USAGE || status == TXO_DATA);
	check(r->err.text[0] && !strpbrk(r->err.text, "\r\n"));
}

static void check_same(const struct txo_buffer *a, const struct txo_buffer *b)
{
	check(a->n == b->n && (a->n == 0 || memcmp(a->p, b->p, a->n) == 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct how how = { 0 };
	struct run r, again;

	if (size < 2)
		return 0;
	read_how(&how, data);
	begin(&r, &how, data + 2, size - 2);
	run(&r);
	begin(&again, &how, data + 2, size - 2);
	run(&again);
	check_same(&r.answer, &again.answer);
	check_same(&r.report, &again.report);
	check_same(&r.file[0].needs.remark, &again.file[0].needs.remark);
	check(strcmp(r.err.text, again.err.text) == 0);
	end(&again);
	end(&r);
	return 0;
}
