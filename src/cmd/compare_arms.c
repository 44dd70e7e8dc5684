/*
 * compare_arms.c - a frame of txo compare parted into the levels of the factor,
 * each with its sample.
 */
#include <math.h>
#include <stdlib.h>

#include "cmd/compare.h"
#include "txo/cluster.h"
#include "txo/decimal.h"

const struct txo_sample *txo_compare_sample(const struct txo_comparison *c,
					    size_t arm)
{
	static const struct txo_sample empty;

	return arm == TXO_NO_ARM ? &empty : &c->sample[arm];
}

size_t txo_compare_place(const struct txo_words *list, struct txo_text label)
{
	size_t i = 0;

	while (i < list->n && !txo_label_is(label, list->item[i]))
		i++;
	return i;
}

double txo_compare_number(struct txo_text label)
{
	struct txo_decimal d;
	double x, lo;

	if (txo_decimal_parse(label.p, label.n, &d, NULL) != TXO_OK)
		return NAN;
	txo_decimal_value(d, &x, &lo);
	return x;
}

void txo_comparison_release(struct txo_comparison *c)
{
	free(c->arm);
	free(c->sample);
	free(c->cluster);
	free(c->values);
	free(c->weights);
	free(c->count);
	free(c->score);
	free(c->category);
	free(c->block);
	txo_buffer_release(&c->method);
}

/* Find the reference among the levels; one that has no row comes last. */
static void find_reference(struct txo_comparison *c)
{
	struct txo_text name = c->plan->reference;

	c->reference = name.p ? TXO_NO_ARM : 0;
	for (size_t i = 0; i < c->k && name.p; i++)
		if (txo_label_is(c->arm[i].name, name))
			c->reference = i;
	if (c->reference == TXO_NO_ARM) {
		c->reference = c->k;
		c->arm[c->k++].name = name;
	}
}

/* Bring the levels into the order of --levels, which has them all. */
static void order_levels(const struct txo_words *order, struct txo_levels *ls)
{
	size_t n = 0;

	for (size_t i = 0; i < order->n; i++)
		for (size_t j = n; j < ls->n; j++) {
			struct txo_level l = ls->level[j];

			if (!txo_label_is(l.name, order->item[i]))
				continue;
			ls->level[j] = ls->level[n];
			ls->level[n++] = l;
		}
}

static void take_plain(struct txo_comparison *c, const struct txo_levels *ls)
{
	for (size_t i = 0; i < ls->n && !c->plan->labels; i++) {
		struct txo_arm *arm = &c->arm[i];

		c->sample[i] = txo_level_sample(c->frame, &ls->level[i], 1,
						&arm->missing);
		arm->n = ls->level[i].n - arm->missing;
	}
}

enum txo_status txo_comparison_init(struct txo_comparison *c,
				    struct txo_error *err)
{
	const struct txo_compare_plan *p = c->plan;
	struct txo_levels ls;
	enum txo_status status = txo_levels_init(&ls, c->frame, err);

	if (status == TXO_OK)
		order_levels(&p->levels, &ls);
	c->variable = c->frame->column[c->frame->columns - 1].name;
	c->arm = calloc(ls.n + 1, sizeof(*c->arm));
	c->sample = calloc(ls.n + 1, sizeof(*c->sample));
	if (status == TXO_OK && (!c->arm || !c->sample))
		status = txo_fail_memory(err);
	if (status != TXO_OK)
		goto out;
	for (c->k = 0; c->k < ls.n; c->k++)
		c->arm[c->k].name = ls.level[c->k].name;
	if (p->cluster.p)
		status = txo_compare_gather(c, &ls, err);
	else if (p->tests & TXO_TESTS_OF_BLOCKS)
		status = txo_compare_align(c, &ls, err);
	else if (p->collapse > (int)TXO_COLLAPSE_ROWS)
		status = txo_compare_collapse(c, &ls, err);
	else
		take_plain(c, &ls);
	if (status == TXO_OK && (p->labels || p->tests & TXO_TESTS_OF_COUNTS))
		status = txo_compare_count(c, &ls, err);
	find_reference(c);
	for (size_t i = 0; i < c->k; i++)
		c->filled += c->arm[i].n > 0;
out:
	txo_levels_release(&ls);
	return status;
}
