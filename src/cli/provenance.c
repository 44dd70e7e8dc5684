#include "cli/provenance.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "cli/min_cell.h"
#include "cli/report.h"
#include "txo/version.h"

static enum txo_status refuse(struct txo_run *r, const char *why)
{
	char shown[TXO_SHOWN];

	return txo_fail(&r->err, TXO_USAGE, "--provenance: '%s' is %s",
			txo_text_show(r->args.common.provenance, shown), why);
}

enum txo_status txo_provenance_open(struct txo_run *r)
{
	const struct txo_common *c = &r->args.common;
	const char *path = c->provenance.p;

	r->provenance.fd = -1;
	if (!path)
		return TXO_OK;
	if (strcmp(path, "-") == 0) {
		r->provenance.fd = STDERR_FILENO;
		return TXO_OK;
	}
	for (size_t i = 0; i < r->args.files; i++)
		if (txo_output_same(path, r->args.file[i]))
			return refuse(r, "a file that is read");
	if (c->output.p && txo_output_same(path, c->output.p))
		return refuse(r, "where -o puts the answer");
	return txo_output_open(&r->provenance, path, &r->err);
}

static void put_count(struct txo_json *o, const char *name, uint64_t n)
{
	txo_json_name(o, name);
	txo_buffer_printf(o->b, "%" PRIu64, n);
}

static void put_text(struct txo_json *o, const char *name, const char *text)
{
	txo_json_name(o, name);
	txo_json_string(o, txo_text(text));
}

/* A txo_reason_fn. */
static void put_reason(void *ctx, uint64_t n, const char *reason)
{
	struct txo_json *o = ctx;

	txo_json_item(o);
	txo_json_enter(o, "{");
	put_count(o, "rows", n);
	put_text(o, "reason", reason);
	txo_json_leave(o, "}");
}

static void put_input(struct txo_json *o, const struct txo_source *s)
{
	txo_json_item(o);
	txo_json_enter(o, "{");
	put_text(o, "name", s->name);
	put_count(o, "bytes", s->in.bytes_read);
	put_text(o, "sha256", s->digest_text);
	if (s->in.compression)
		put_text(o, "compression", s->in.compression);
	if (s->in.encoding_found)
		put_text(o, "encoding", s->in.encoding_found);
	txo_json_leave(o, "}");
}

/* What became of the rows. Verbs that find faults give another account. */
static void put_rows(struct txo_json *o, const struct txo_run *r)
{
	const struct txo_account *a = &r->intake.account;

	if (!r->intake.schema || r->command->finds_faults)
		return;
	if (txo_min_cell_hides_account(r)) {
		txo_json_name(o, "rows_withheld");
		txo_buffer_add_text(o->b, "true");
		return;
	}
	put_count(o, "rows_read", a->rows + a->blank + a->total);
	if (r->args.common.weight.p)
		put_count(o, "weight", a->weight);
	put_count(o, "rows_used", a->used);
	txo_json_name(o, "left_out");
	txo_json_enter(o, "[");
	txo_report_left_out(&r->intake, put_reason, o);
	txo_json_leave(o, "]");
	txo_json_name(o, "used_in_part");
	txo_json_enter(o, "[");
	txo_report_partly(&r->intake, put_reason, o);
	txo_json_leave(o, "]");
}

static void put_seed(struct txo_json *o, const struct txo_run *r)
{
	for (const struct txo_option *k = r->command->options; k->name; k++)
		if (k->kind == TXO_INTEGER && strcmp(k->name, "seed") == 0) {
			const char *plan = r->args.plan;
			int seed;

			memcpy(&seed, plan + k->offset, sizeof(seed));
			put_count(o, "seed", (uint64_t)seed);
		}
}

static void put_all(struct txo_json *o, const struct txo_run *r)
{
	txo_json_enter(o, "{");
	put_text(o, "txo", txo_version());
	put_text(o, "verb", r->command->name);
	txo_json_name(o, "arguments");
	txo_buffer_add_char(o->b, '[');
	for (char *const *w = r->word; *w; w++) {
		txo_buffer_add_text(o->b, w > r->word ? ", " : "");
		txo_json_string(o, txo_text(*w));
	}
	txo_buffer_add_char(o->b, ']');
	txo_json_name(o, "inputs");
	txo_json_enter(o, "[");
	for (size_t i = 0; i < r->sources; i++)
		put_input(o, &r->source[i]);
	txo_json_leave(o, "]");
	put_rows(o, r);
	put_seed(o, r);
	txo_json_leave(o, "}");
	txo_buffer_add_char(o->b, '\n');
}

static enum txo_status write_all(struct txo_run *r)
{
	struct txo_buffer b = { 0 };
	struct txo_json o = { .b = &b };
	enum txo_status status;

	put_all(&o, r);
	status = b.failed ? txo_fail_memory(&r->err) :
			    txo_output_write(&r->provenance, b.p, b.n, &r->err);
	txo_buffer_release(&b);
	return status;
}

enum txo_status txo_provenance_close(struct txo_run *r, enum txo_status status)
{
	bool good = status == TXO_OK || status == TXO_NO;
	enum txo_status written = TXO_OK, closed;

	if (r->provenance.fd < 0)
		return status;
	if (good)
		written = write_all(r);
	good = good && written == TXO_OK;
	if (r->provenance.fd == STDERR_FILENO)
		return written == TXO_OK ? status : written;
	closed = txo_output_close(&r->provenance, good, good ? &r->err : NULL);
	return written != TXO_OK ? written : good && closed ? closed : status;
}
