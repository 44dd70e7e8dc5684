#include "cli/min_cell.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/report.h"

/* The marks of an output column: its own, or those of its name. */
static unsigned marks_of(const struct txo_run *r, const struct txo_needs *needs,
			 size_t i)
{
	if (needs->marks[i])
		return needs->marks[i];
	for (const struct txo_column *c = r->command->columns; c->name; c++)
		if (txo_text_equal(txo_text(c->name), needs->output[i]))
			return c->marks;
	return 0;
}

enum txo_status txo_min_cell_bind(struct txo_run *r)
{
	const struct txo_needs *needs = &r->source[0].needs;
	struct txo_withheld *w = &r->withheld;
	size_t by = needs->schema.by;
	unsigned *marks, all = 0;

	w->least = (uint64_t)r->args.common.min_cell;
	if (!w->least)
		return TXO_OK;
	w->by = by;
	w->n = w->note = by + needs->outputs;
	w->marks = marks = txo_arena_take(&r->args.arena,
					  (w->n + 1) * sizeof(*marks));
	if (!marks)
		return txo_fail_memory(&r->err);
	for (size_t i = 0; i < w->n; i++) {
		marks[i] = i < by ? TXO_IS_KEY : marks_of(r, needs, i - by);
		all |= marks[i];
		if (i >= by &&
		    txo_text_equal(needs->output[i - by], txo_text("note")))
			w->note = i;
	}
	if (all & (TXO_IS_COUNT | TXO_IS_PART | TXO_IS_REST))
		return TXO_OK;
	return txo_fail(&r->err, TXO_USAGE,
			"--min-cell: no column of %s is known as a count, so "
			"that nothing could be withheld",
			r->command->name);
}

void txo_min_cell_hold(struct txo_run *r, struct txo_sink *sink)
{
	if (r->withheld.least)
		txo_sink_hold(sink, txo_withhold, &r->withheld);
}

void txo_min_cell_tell(const struct txo_run *r)
{
	char line[100];

	if (!r->withheld.least || r->args.common.quiet)
		return;
	if (r->withheld.rows)
		snprintf(line, sizeof(line),
			 "--min-cell %" PRIu64 ": withheld in %" PRIu64
			 " row%s",
			 r->withheld.least, r->withheld.rows,
			 r->withheld.rows == 1 ? "" : "s");
	else
		snprintf(line, sizeof(line),
			 "--min-cell %" PRIu64 ": nothing is withheld",
			 r->withheld.least);
	txo_report_line(r->command->name, NULL, line);
}

struct judge {
	uint64_t least;
	bool hides;
};

/* A txo_reason_fn. */
static void judge(void *ctx, uint64_t n, const char *reason)
{
	struct judge *j = ctx;

	(void)reason;
	j->hides = j->hides || (n && n < j->least);
}

bool txo_min_cell_hides_account(const struct txo_run *r)
{
	const struct txo_account *a = &r->intake.account;
	struct judge j = { r->withheld.least, r->withheld.total };

	if (!j.least || !r->intake.schema)
		return false;
	judge(&j, a->rows + a->blank + a->total, NULL);
	judge(&j, a->used, NULL);
	judge(&j, a->unknown, NULL);
	judge(&j, a->not_selected - a->unknown, NULL);
	judge(&j, a->tolerated, NULL);
	txo_report_left_out(&r->intake, judge, &j);
	txo_report_partly(&r->intake, judge, &j);
	return j.hides;
}
