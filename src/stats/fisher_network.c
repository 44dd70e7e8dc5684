/*
 * METHOD
 *	P(table) = (prod of the factorials of the margins) / (n! prod cell!)
 * A node is what is left of the row sums, in descending order, behind a
 * column; an arc is a way to fill the next column; a path from the start to a
 * node has the value -sum log cell!, and paths with the same value to the same
 * node are one path that counts several times. From a node on, the paths to the
 * end have a highest and a lowest value, found backwards. A path with which even
 * the highest end makes a table that is no more likely than the one observed
 * counts with all its ends, whose sum is known:
 *	R! / (prod of what is left of rows! prod of columns to come!)
 * one with which even the lowest end does not is dropped; others go on.
 * Source: [mehta1983]; the highest and lowest ends are by all arcs here, so that
 * both are exact. Equal row sums are filled in descending order only, times the
 * number of orders. Log factorials are those of i / (mean cell) to stay small,
 * added up in double-double. Values that differ by less than 1e-7 are equal, as
 * in R's fisher.test.
 */
#include "stats/fisher_network.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/dd.h"
#include "stats/fisher_stage.h"

#define LINES TXO_NETWORK_LINES
#define EQUAL 1e-7
#define MOST_KEPT 2000000	/* nodes and paths */

/* What stands in front of a column, and how the column is being filled. */
struct column {
	struct txo_fisher_stage stage;
	uint32_t row[LINES], cell[LINES], next[LINES];
	size_t end[LINES];		/* behind the rows of the same sum */
	uint32_t behind[LINES + 1];	/* sum of rows from there on */
	double highest, lowest;
	uint32_t from;			/* node that paths come from */
};

struct network {
	const struct txo_margin_table *t;
	struct column *column;
	double *log_factorial;
	double observed;	/* value of the table itself */
	double scale;		/* log of P times the cells' factorials */
	double *rest;		/* log of the columns! from each on */
	uint32_t *remaining;	/* observations from each column on */
	uint64_t steps;		/* left */
	size_t kept;
	bool forward, failed, too_much;
	struct txo_dd p;
};

/* Take off the steps; is it to end? */
static bool stopped(struct network *net, uint64_t steps)
{
	if (net->steps < steps || net->kept > MOST_KEPT)
		net->too_much = true;
	else
		net->steps -= steps;
	return net->failed || net->too_much;
}

/* The log of the sum over all ends from a node. */
static double log_ends(const struct network *net, size_t j,
		       const uint32_t *left)
{
	double sum = net->log_factorial[net->remaining[j]] - net->rest[j];

	for (size_t i = 0; i < net->t->rows; i++)
		sum -= net->log_factorial[left[i]];
	return sum;
}

static void add_path(struct network *net, size_t j, uint32_t node, double value,
		     double count)
{
	struct txo_fisher_stage *s = &net->column[j].stage;
	size_t before = s->paths;

	net->failed |= !txo_fisher_add_path(s, node, value, count);
	net->kept += s->paths - before;
}

/* All paths to the node at hand go on along the arc. */
static void take_paths(struct network *net, size_t j, uint32_t to, double value,
		       double times)
{
	const struct column *c = &net->column[j];
	const struct txo_fisher_node *node = &net->column[j + 1].stage.node[to];
	double border = net->observed + EQUAL;
	double ends = log_ends(net, j + 1, c->next) + net->scale;
	uint32_t id = c->stage.node[c->from].first;

	while (id != TXO_INDEX_NONE && !stopped(net, 1)) {
		const struct txo_fisher_path *p = &c->stage.path[id];
		double v = p->value + value, count = p->count * times;

		if (v + node->highest <= border)
			net->p = txo_dd_add(net->p,
					    txo_dd_from(count * exp(v + ends)));
		else if (v + node->lowest <= border)
			add_path(net, j + 1, to, v, count);
		id = p->next;
	}
}

/* In how many orders the cells can stand in rows of the same sum. */
static double orders(const struct column *c, size_t rows)
{
	double times = 1;

	for (size_t i = 0; i < rows; i = c->end[i]) {
		size_t run = 0;

		for (size_t k = i; k < c->end[i]; k++) {
			bool same = k > i && c->cell[k] == c->cell[k - 1];

			run = same ? run + 1 : 1;
			times *= (double)(k - i + 1) / (double)run;
		}
	}
	return round(times);
}

static void descend(uint32_t *v, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k > 0 && v[k - 1] < v[k]; k--) {
			uint32_t t = v[k];

			v[k] = v[k - 1];
			v[k - 1] = t;
		}
}

static uint32_t node_of(struct network *net, size_t j, const uint32_t *left);

/* The column is filled. */
static void take_arc(struct network *net, size_t j, double value)
{
	struct column *c = &net->column[j];
	size_t rows = net->t->rows;
	const struct txo_fisher_node *node;
	uint32_t to;

	if (stopped(net, 1))
		return;
	for (size_t i = 0; i < rows; i++)
		c->next[i] = c->row[i] - c->cell[i];
	descend(c->next, rows);
	to = node_of(net, j + 1, c->next);
	if (to == TXO_INDEX_NONE)
		return;
	if (net->forward) {
		take_paths(net, j, to, value, orders(c, rows));
		return;
	}
	node = &net->column[j + 1].stage.node[to];
	c->highest = fmax(c->highest, value + node->highest);
	c->lowest = fmin(c->lowest, value + node->lowest);
}

/* Fill the cells from row i on with what is left of the column. */
static void fill(struct network *net, size_t j, size_t i, uint32_t left,
		 double value)
{
	struct column *c = &net->column[j];
	uint32_t most;

	if (i == net->t->rows) {
		take_arc(net, j, value);
		return;
	}
	most = c->row[i] < left ? c->row[i] : left;
	if (i > 0 && c->row[i] == c->row[i - 1] && c->cell[i - 1] < most)
		most = c->cell[i - 1];
	for (uint32_t k = most;; k--) {
		uint64_t room = (uint64_t)(c->end[i] - i - 1) * k +
				c->behind[c->end[i]];

		if (left - k > room || net->too_much || net->failed)
			break;
		c->cell[i] = k;
		fill(net, j, i + 1, left - k, value - net->log_factorial[k]);
		if (k == 0)
			break;
	}
}

/* All arcs from a node. */
static void fill_column(struct network *net, size_t j, const uint32_t *left)
{
	struct column *c = &net->column[j];
	size_t rows = net->t->rows;

	memcpy(c->row, left, rows * sizeof(*left));
	c->behind[rows] = 0;
	for (size_t i = rows; i-- > 0;) {
		bool same = i + 1 < rows && c->row[i] == c->row[i + 1];

		c->end[i] = same ? c->end[i + 1] : i + 1;
		c->behind[i] = c->behind[i + 1] + c->row[i];
	}
	c->highest = -INFINITY;
	c->lowest = INFINITY;
	fill(net, j, 0, net->t->column[j], 0);
}

/* The node with these rows left; made, with all behind it, if it is new. */
static uint32_t node_of(struct network *net, size_t j, const uint32_t *left)
{
	struct column *c = &net->column[j];
	uint32_t id = txo_fisher_find_node(&c->stage, left);

	if (id != TXO_INDEX_NONE)
		return id;
	if (j + 1 == net->t->columns) {
		c->highest = 0;
		for (size_t i = 0; i < net->t->rows; i++)
			c->highest -= net->log_factorial[left[i]];
		c->lowest = c->highest;
	} else {
		fill_column(net, j, left);
	}
	if (net->failed || net->too_much)
		return TXO_INDEX_NONE;
	id = txo_fisher_add_node(&c->stage, left, c->highest, c->lowest);
	net->failed = id == TXO_INDEX_NONE;
	net->kept++;
	return id;
}

/* From the start to the end, column by column. */
static void walk(struct network *net)
{
	uint32_t rows[LINES], start;

	memcpy(rows, net->t->row, net->t->rows * sizeof(*rows));
	descend(rows, net->t->rows);
	start = node_of(net, 0, rows);
	net->forward = true;
	if (start == TXO_INDEX_NONE)
		return;
	if (net->column[0].highest <= net->observed + EQUAL) {
		net->p = txo_dd_from(1);
		return;
	}
	add_path(net, 0, start, 0, 1);
	for (size_t j = 0; j + 1 < net->t->columns; j++) {
		struct column *c = &net->column[j];

		for (uint32_t i = 0; i < c->stage.nodes && !stopped(net, 0);
		     i++) {
			c->from = i;
			if (c->stage.node[i].first != TXO_INDEX_NONE)
				fill_column(net, j,
					    c->stage.left + i * net->t->rows);
		}
	}
}

static void set_values(struct network *net)
{
	const struct txo_margin_table *t = net->t;
	double mean = (double)t->total / (double)(t->rows * t->columns);
	double *log_factorial = net->log_factorial;
	struct txo_dd sum = { 0, 0 };

	for (uint32_t i = 1; i <= t->total; i++) {
		sum = txo_dd_add(sum, txo_dd_from(log(i / mean)));
		log_factorial[i] = sum.hi;
	}
	for (size_t i = 0; i < t->rows * t->columns; i++)
		net->observed -= log_factorial[t->cell[i]];
	for (size_t j = t->columns; j-- > 0;) {
		net->column[j].stage.rows = t->rows;
		net->rest[j] = net->rest[j + 1] + log_factorial[t->column[j]];
		net->remaining[j] = net->remaining[j + 1] + t->column[j];
	}
	net->scale = net->rest[0] - log_factorial[t->total];
	for (size_t i = 0; i < t->rows; i++)
		net->scale += log_factorial[t->row[i]];
}

enum txo_status txo_fisher_network(const struct txo_margin_table *t,
				   uint64_t steps, double *p,
				   struct txo_error *err)
{
	struct network net = { .t = t, .steps = steps };

	*p = NAN;
	if (t->rows > LINES || t->columns > LINES ||
	    t->total > TXO_NETWORK_TOTAL || t->rows < 2 || t->columns < 2)
		return TXO_OK;
	net.log_factorial = calloc((size_t)t->total + 1, sizeof(double));
	net.column = calloc(t->columns, sizeof(*net.column));
	net.rest = calloc(t->columns + 1, sizeof(*net.rest));
	net.remaining = calloc(t->columns + 1, sizeof(*net.remaining));
	net.failed = !net.log_factorial || !net.column || !net.rest ||
		     !net.remaining;
	if (!net.failed) {
		set_values(&net);
		walk(&net);
		if (!net.too_much)
			*p = fmin(1, net.p.hi);
	}
	for (size_t j = 0; net.column && j < t->columns; j++)
		txo_fisher_stage_release(&net.column[j].stage);
	free(net.log_factorial);
	free(net.column);
	free(net.rest);
	free(net.remaining);
	return net.failed ? txo_fail_memory(err) : TXO_OK;
}
