#include "cli/gate.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/format.h"
#include "cli/report.h"
#include "data/cell.h"

#define KEPT_VALUES 65536	/* of a column, before all are forgotten */
#define MOST_LABELS 4		/* of the first row that broke it */
#define MOST_SHOWN 10		/* of its cells */

enum txo_status txo_gate_open(struct txo_gate *g, const struct txo_common *c,
			      struct txo_error *err)
{
	if (!c->gate.p)
		return TXO_OK;
	return txo_where_parse("gate", c->gate, &g->arena, &g->where, err);
}

enum txo_status txo_gate_bind(struct txo_gate *g, const char *const *names,
			      size_t n, struct txo_error *err)
{
	struct txo_text *text;
	enum txo_status status;

	if (!g->where)
		return TXO_OK;
	text = txo_arena_take(&g->arena, (n + 1) * sizeof(*text));
	if (!text)
		return txo_fail_memory(err);
	for (size_t i = 0; i < n; i++)
		text[i] = txo_text(names[i]);
	status = txo_header_names(&g->header, text, n, err);
	g->schema.header = &g->header;
	g->schema.weight = TXO_NO_COLUMN;
	if (status == TXO_OK)
		status = txo_where_bind(g->where, &g->schema, err);
	if (status != TXO_OK)
		return status;
	g->dictionary = calloc(g->schema.uses + 1, sizeof(*g->dictionary));
	g->id = calloc(g->schema.uses + 1, sizeof(*g->id));
	if (!g->dictionary || !g->id)
		return txo_fail_memory(err);
	for (size_t i = 0; i < g->schema.uses; i++)
		g->dictionary[i].type = g->schema.use[i].type;
	return TXO_OK;
}

static bool read_number(const struct txo_sink_cell *cell, struct txo_decimal *d)
{
	char text[TXO_NUMBER_SIZE];
	struct txo_text t = cell->text;

	if (cell->kind == TXO_CELL_NUMBER) {
		t.n = txo_format_number(cell->number, 0, text);
		t.p = text;
	}
	return txo_decimal_parse(t.p, t.n, d, NULL) == TXO_OK;
}

/* What the cell says to use i; missing if it says nothing. */
static enum txo_status cell_id(struct txo_gate *g, size_t i,
			       const struct txo_sink_cell *cell)
{
	const struct txo_cell_rules rules = { .exact_labels = false };
	struct txo_number_style style = { 0 };
	struct txo_cell plain = { .text = cell->text, .style = &style };
	struct txo_decimal number;
	enum txo_status status;

	g->id[i] = TXO_MISSING;
	if (cell->kind == TXO_CELL_EMPTY)
		return TXO_OK;
	if (g->dictionary[i].type == TXO_NUMBER)
		return read_number(cell, &number) ?
			       txo_dictionary_number(&g->dictionary[i], number,
						     &g->id[i], NULL) :
			       TXO_OK;
	status = txo_cell_id(&rules, &plain, &g->dictionary[i], &g->id[i],
			     NULL);
	return status == TXO_DATA ? TXO_OK : status;
}

/* Values of answers that have very many rows. */
static void forget_values(struct txo_gate *g)
{
	bool many = false;

	for (size_t i = 0; i < g->schema.uses; i++)
		many = many || g->dictionary[i].n > KEPT_VALUES;
	for (size_t i = 0; i < g->schema.uses && many; i++)
		txo_dictionary_release(&g->dictionary[i]);
	if (many)
		txo_where_forget(g->where);
}

/* The labels that begin the row, and the cells that the gate reads. */
static void show(struct txo_gate *g, const struct txo_sink_cell *cells,
		 size_t n)
{
	char name[TXO_SHOWN], text[TXO_SHOWN];
	bool labels = true;
	size_t shown = 0;

	for (size_t i = 0; i < n && shown < MOST_SHOWN; i++) {
		labels = labels && i < MOST_LABELS &&
			 cells[i].kind == TXO_CELL_TEXT;
		if (!labels && !txo_where_reads(g->where, i))
			continue;
		txo_buffer_printf(&g->shown, "%s%s %s", shown++ ? ", " : "",
				  txo_text_show(g->header.name[i], name),
				  cells[i].kind == TXO_CELL_EMPTY ?
					  "empty" :
					  txo_text_show(cells[i].text, text));
	}
}

/* A txo_sink_look_fn. */
static void look(void *ctx, const struct txo_sink_cell *cells, size_t n)
{
	struct txo_gate *g = ctx;
	enum txo_truth truth;

	forget_values(g);
	for (size_t i = 0; i < g->schema.uses && g->status == TXO_OK; i++)
		g->status = cell_id(g, i, &cells[g->schema.use[i].column]);
	if (g->status != TXO_OK)
		return;
	truth = txo_where_judge(g->where, g->dictionary, g->id);
	g->rows++;
	g->unknown += truth == TXO_UNKNOWN;
	g->broken += truth == TXO_FALSE;
	if (truth != TXO_FALSE || g->broken > 1)
		return;
	g->first = g->rows;
	show(g, cells, n);
}

void txo_gate_watch(struct txo_gate *g, struct txo_sink *sink)
{
	if (g->where)
		txo_sink_watch(sink, look, g);
}

enum txo_status txo_gate_verdict(const struct txo_gate *g, const char *verb,
				 bool redact, struct txo_error *err)
{
	struct txo_buffer b = { 0 };
	char expr[TXO_SHOWN];
	bool shown = g->shown.p && !redact;

	if (!g->where)
		return TXO_OK;
	if (g->status != TXO_OK || g->shown.failed)
		return txo_fail_memory(err);
	txo_text_show(txo_where_text(g->where), expr);
	if (g->broken)
		txo_buffer_printf(&b,
				  "--gate: %" PRIu64 " of %" PRIu64
				  " row%s break%s '%s', the first is row "
				  "%" PRIu64 "%s%.*s%s",
				  g->broken, g->rows, g->rows == 1 ? "" : "s",
				  g->broken == 1 ? "s" : "", expr, g->first,
				  shown ? " (" : "",
				  shown ? (int)g->shown.n : 0,
				  shown ? g->shown.p : "", shown ? ")" : "");
	else if (g->unknown == g->rows)
		txo_buffer_printf(&b, "--gate: '%s' is unknown %s", expr,
				  g->rows ? "in every row: cells are empty, or "
					    "not what they are compared with" :
					    "for there is no row");
	if (b.p)
		txo_report_line(verb, NULL, b.p);
	txo_buffer_release(&b);
	return g->broken ? TXO_NO : TXO_OK;
}

void txo_gate_release(struct txo_gate *g)
{
	for (size_t i = 0; g->dictionary && i < g->schema.uses; i++)
		txo_dictionary_release(&g->dictionary[i]);
	free(g->dictionary);
	free(g->id);
	txo_buffer_release(&g->shown);
	txo_schema_release(&g->schema);
	txo_header_release(&g->header);
	txo_arena_release(&g->arena);
	*g = (struct txo_gate){ .rows = 0 };
}
