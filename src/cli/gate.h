/*
 * gate.h - --gate: a condition that every output row has to meet.
 *
 *	struct txo_gate g = { 0 };
 *	status = txo_gate_open(&g, common, &err);
 *	status = txo_gate_bind(&g, names, n, &err);
 *	txo_gate_watch(&g, sink);
 *	... rows to the sink ...
 *	status = txo_gate_verdict(&g, "summary", redact, &err);
 *	txo_gate_release(&g);
 *
 * The language is that of --where (data/where.h), over the columns that are
 * written. A number is compared as it was before it was rounded; text in a column
 * that is compared with numbers is a number if it can be read as one, else
 * unknown, as an empty cell is. A number that is compared with text is the text that
 * is written.
 */
#ifndef TXO_CLI_GATE_H
#define TXO_CLI_GATE_H

#include "cli/options.h"
#include "data/where.h"
#include "view/sink.h"

/* All zero: no gate, and all of this does nothing. */
struct txo_gate {
	struct txo_arena arena;
	struct txo_where *where;
	struct txo_header header;	/* of the answer */
	struct txo_schema schema;
	struct txo_dictionary *dictionary;	/* of each use */
	uint32_t *id;
	uint64_t rows, broken, unknown;
	uint64_t first;			/* of those broken, from 1 */
	struct txo_buffer shown;	/* what stands in it */
	enum txo_status status;		/* TXO_OK, or memory ran out */
};

/* Read what --gate says, if it says something. */
TXO_NODISCARD
enum txo_status txo_gate_open(struct txo_gate *g, const struct txo_common *c,
			      struct txo_error *err);

/* Find its columns. TXO_USAGE if one is not in the answer. */
TXO_NODISCARD
enum txo_status txo_gate_bind(struct txo_gate *g, const char *const *names,
			      size_t n, struct txo_error *err);

/* Look at all rows that are written there. */
void txo_gate_watch(struct txo_gate *g, struct txo_sink *sink);

/*
 * TXO_NO if a row broke it; a line tells how many did, and names the first,
 * without its cells if they must not be shown. So does one if it was unknown of
 * every row, which is no reason to fail.
 */
TXO_NODISCARD
enum txo_status txo_gate_verdict(const struct txo_gate *g, const char *verb,
				 bool redact, struct txo_error *err);

void txo_gate_release(struct txo_gate *g);

#endif
