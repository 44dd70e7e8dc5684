/*
 * METHOD
 *	p = sum of P(table) over all tables with the margins of this one and
 *	P(table) <= (1 + 1e-7) P(this one)			[freeman1951]
 * counted by the network algorithm, see fisher_network.c; beyond its limits from
 * random tables, see fisher_random.c:
 *	p = (hits + 1) / (draws + 1), interval of hits / draws [clopper1934].
 */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "stats/contingency.h"
#include "stats/fisher_network.h"
#include "txo/note.h"
#include "txo/proportion.h"
#include "txo/two_proportions.h"

#define EXACT "Fisher exact test, rows by columns"
#define DRAWN "Fisher exact test, rows by columns, p from random tables"
#define MOST_STEPS 10000000

static enum txo_status draw_tables(const struct txo_margined *m, double level,
				   const struct txo_draws *draws,
				   struct txo_counted *out,
				   struct txo_error *err)
{
	uint64_t hits;
	enum txo_status status = txo_fisher_hits(m, draws, &hits, err);

	if (status != TXO_OK)
		return status;
	out->e.method = DRAWN;
	out->e.note |= TXO_NOTE_APPROX;
	txo_counted_hits(out, hits, draws->n, level);
	return TXO_OK;
}

void txo_counted_hits(struct txo_counted *c, uint64_t hits, uint64_t draws,
		      double level)
{
	struct txo_estimate share = txo_proportion(
		hits, draws, TXO_CI_CLOPPER_PEARSON, level);

	c->draws = draws;
	c->e.p_value = ((double)hits + 1) / ((double)draws + 1);
	c->p_low = share.conf_low;
	c->p_high = share.conf_high;
}

/* The network, with rows and columns changed if there are more rows. */
static enum txo_status count_tables(const struct txo_margined *m, double *p,
				    struct txo_error *err)
{
	bool turn = m->rows > m->columns;
	struct txo_margin_table t = {
		.rows = turn ? m->columns : m->rows,
		.columns = turn ? m->rows : m->columns,
		.total = (uint32_t)m->n,
	};
	uint32_t *v = calloc(t.rows * t.columns + t.rows + t.columns,
			     sizeof(*v));
	enum txo_status status;

	if (!v)
		return txo_fail_memory(err);
	t.cell = v;
	t.row = v + t.rows * t.columns;
	t.column = t.row + t.rows;
	for (size_t i = 0; i < m->rows; i++)
		for (size_t j = 0; j < m->columns; j++) {
			size_t at = turn ? j * t.columns + i :
					   i * t.columns + j;
			uint32_t c = (uint32_t)txo_margined_count(m, i, j);

			v[at] = c;
			v[t.rows * t.columns + (turn ? j : i)] += c;
			v[t.rows * t.columns + t.rows + (turn ? i : j)] += c;
		}
	status = txo_fisher_network(&t, MOST_STEPS, p, err);
	free(v);
	return status;
}

static enum txo_status test(const struct txo_margined *m, double level,
			    const struct txo_draws *draws,
			    struct txo_counted *out, struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	if (m->rows == 2 && m->columns == 2) {
		struct txo_two two = {
			{ txo_margined_count(m, 0, 0),
			  txo_margined_count(m, 1, 0) },
			{ m->row[0], m->row[1] },
		};

		out->e = txo_fisher(&two, level);
		return TXO_OK;
	}
	if (m->n <= TXO_NETWORK_TOTAL && m->rows <= TXO_NETWORK_LINES &&
	    m->columns <= TXO_NETWORK_LINES)
		status = count_tables(m, &out->e.p_value, err);
	if (status == TXO_OK && isnan(out->e.p_value))
		status = draw_tables(m, level, draws, out, err);
	return status;
}

enum txo_status txo_fisher_table(const struct txo_contingency *t, double level,
				 const struct txo_draws *draws,
				 struct txo_counted *out, struct txo_error *err)
{
	struct txo_margined m;
	enum txo_status status = txo_margined_init(&m, t, err);

	*out = (struct txo_counted){ txo_estimate_none(EXACT), 0, NAN, NAN };
	if (status == TXO_OK) {
		out->e.note = txo_margined_note(&m);
		if (!out->e.note)
			status = test(&m, level, draws, out, err);
	}
	txo_margined_release(&m);
	return status;
}
