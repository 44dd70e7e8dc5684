/*
 * compare_counts.c - the table of groups and categories of y, and the terms of
 * it. Formulas: stats/{contingency,fisher_table}.c.
 */
#include <math.h>
#include <stdlib.h>

#include "cmd/compare.h"
#include "data/dictionary.h"
#include "txo/contingency.h"
#include "txo/proportion.h"

static enum txo_status make_table(struct txo_comparison *c, size_t categories,
				  struct txo_error *err)
{
	size_t cells = (c->k + 1) * (categories + 1);

	c->categories = categories;
	c->count = calloc(cells, sizeof(*c->count));
	c->score = calloc(c->k + categories + 1, sizeof(*c->score));
	return c->count && c->score ? TXO_OK : txo_fail_memory(err);
}

/* Labels that are all numbers have these as scores, others their places. */
static void score(double *score, const struct txo_text *name, size_t n,
		  bool ordered)
{
	bool numbers = !ordered;

	for (size_t i = 0; i < n; i++)
		numbers = numbers && !isnan(txo_compare_number(name[i]));
	for (size_t i = 0; i < n; i++)
		score[i] = numbers ? txo_compare_number(name[i]) :
				     (double)(i + 1);
}

static enum txo_status score_arms(struct txo_comparison *c,
				  struct txo_error *err)
{
	struct txo_text *name = calloc(c->k + 1, sizeof(*name));

	if (!name)
		return txo_fail_memory(err);
	for (size_t i = 0; i < c->k; i++)
		name[i] = c->arm[i].name;
	score(c->score + c->categories, name, c->k, c->plan->levels.n > 0);
	free(name);
	return TXO_OK;
}

static int compare_values(const void *a, const void *b)
{
	return txo_dd_compare(*(const struct txo_dd *)a,
			      *(const struct txo_dd *)b);
}

static struct txo_dd value(const struct txo_sample *s, size_t i)
{
	return (struct txo_dd){ s->x[i], s->lo[i] };
}

/* The values of all samples in their order, each once; returns how many. */
static size_t list_values(const struct txo_comparison *c, struct txo_dd *list)
{
	size_t n = 0, m = 0;

	for (size_t a = 0; a < c->k; a++)
		for (size_t i = 0; i < c->sample[a].m; i++)
			list[n++] = value(&c->sample[a], i);
	qsort(list, n, sizeof(*list), compare_values);
	for (size_t i = 0; i < n; i++)
		if (m == 0 || compare_values(&list[i], &list[m - 1]) != 0)
			list[m++] = list[i];
	return m;
}

/* Categories of numbers are their values. */
static enum txo_status count_numbers(struct txo_comparison *c,
				     struct txo_error *err)
{
	struct txo_dd *list = malloc((c->frame->rows + 1) * sizeof(*list));
	size_t n;
	enum txo_status status;

	if (!list)
		return txo_fail_memory(err);
	n = list_values(c, list);
	status = make_table(c, n, err);
	for (size_t j = 0; j < n && status == TXO_OK; j++)
		c->score[j] = list[j].hi;
	for (size_t a = 0; a < c->k && status == TXO_OK; a++)
		for (size_t i = 0, j = 0; i < c->sample[a].m; i++, j++) {
			struct txo_dd x = value(&c->sample[a], i);

			while (compare_values(&list[j], &x) != 0)
				j++;
			c->count[a * n + j] = c->sample[a].w[i];
		}
	free(list);
	return status;
}

/* The category of each label: by --order, else as labels are sorted. */
static size_t number_labels(const struct txo_comparison *c, uint32_t *category,
			    size_t labels)
{
	const struct txo_vector *y = &c->frame->column[1];
	const struct txo_words *order = &c->plan->order;
	size_t n = 0;

	for (size_t i = 0; i < c->frame->rows; i++)
		if (y->label[i] != TXO_MISSING)
			category[y->label[i]] = 1;
	for (size_t i = 0; i < labels; i++) {
		if (!category[i])
			category[i] = TXO_MISSING;
		else if (order->n)
			category[i] = (uint32_t)txo_compare_place(order,
								  y->labels[i]);
		else
			category[i] = (uint32_t)n++;
	}
	return order->n ? order->n : n;
}

static void fill_labels(struct txo_comparison *c, const struct txo_levels *ls,
			const uint32_t *category)
{
	const struct txo_vector *y = &c->frame->column[1];

	for (size_t a = 0; a < ls->n; a++)
		for (size_t i = ls->level[a].begin; i < ls->level[a].end; i++) {
			uint64_t w = c->frame->weight[i];
			uint32_t id = y->label[i];

			if (id == TXO_MISSING) {
				c->arm[a].missing += w;
				continue;
			}
			c->arm[a].n += w;
			c->count[a * c->categories + category[id]] += w;
			c->category[category[id]] = y->labels[id];
		}
}

static enum txo_status count_labels(struct txo_comparison *c,
				    const struct txo_levels *ls,
				    struct txo_error *err)
{
	const struct txo_vector *y = &c->frame->column[1];
	size_t labels = 0, n;
	uint32_t *category;
	enum txo_status status;

	for (size_t i = 0; i < c->frame->rows; i++)
		if (y->label[i] != TXO_MISSING && y->label[i] >= labels)
			labels = (size_t)y->label[i] + 1;
	category = calloc(labels + 1, sizeof(*category));
	if (!category)
		return txo_fail_memory(err);
	n = number_labels(c, category, labels);
	status = make_table(c, n, err);
	c->category = calloc(n + 1, sizeof(*c->category));
	if (status == TXO_OK && !c->category)
		status = txo_fail_memory(err);
	if (status == TXO_OK) {
		fill_labels(c, ls, category);
		score(c->score, c->category, n, c->plan->order.n > 0);
	}
	free(category);
	return status;
}

enum txo_status txo_compare_count(struct txo_comparison *c,
				  const struct txo_levels *ls,
				  struct txo_error *err)
{
	enum txo_status status = c->plan->labels ? count_labels(c, ls, err) :
						   count_numbers(c, err);

	for (size_t i = 0; status == TXO_OK && i < c->k * c->categories; i++)
		c->few = c->few || (c->plan->labels && c->count[i] > 0 &&
				    c->count[i] < c->out->least);
	return status == TXO_OK ? score_arms(c, err) : status;
}

static uint64_t cell(const struct txo_comparison *c, size_t arm,
		     size_t category)
{
	return c->count[arm * c->categories + category];
}

static uint64_t category_sum(const struct txo_comparison *c, size_t category)
{
	uint64_t n = 0;

	for (size_t i = 0; i < c->k; i++)
		n += cell(c, i, category);
	return n;
}

bool txo_compare_is_sparse(const struct txo_comparison *c)
{
	double n = 0, arm = INFINITY, category = INFINITY;

	for (size_t i = 0; i < c->k; i++) {
		n += (double)c->arm[i].n;
		if (c->arm[i].n)
			arm = fmin(arm, (double)c->arm[i].n);
	}
	for (size_t j = 0; j < c->categories; j++)
		if (category_sum(c, j))
			category = fmin(category, (double)category_sum(c, j));
	return arm * category < 5 * n;
}

/* One that was given as --reference and has no row is among the arms. */
static struct txo_contingency table_of(const struct txo_comparison *c)
{
	return (struct txo_contingency){ c->count, c->k, c->categories };
}

static enum txo_status run_share(const struct txo_comparison *c,
				 struct txo_compared *r, struct txo_error *err)
{
	(void)err;
	r->e = txo_proportion(cell(c, r->a, r->category), c->arm[r->a].n,
			      TXO_CI_WILSON, c->plan->level);
	return TXO_OK;
}

static enum txo_status run_chi_square(const struct txo_comparison *c,
				      struct txo_compared *r,
				      struct txo_error *err)
{
	struct txo_contingency t = table_of(c);

	return txo_cramers_v(&t, c->plan->level, &r->e, err);
}

/*
 * Is it a table of two by two? Then the row is of the pair: the odds of the last
 * category, in the other group by those in the reference; `count` is their
 * table.
 */
static bool is_pair(const struct txo_comparison *c, struct txo_compared *r,
		    uint64_t count[4])
{
	size_t low = TXO_NO_ARM, high = TXO_NO_ARM, n = 0;

	for (size_t j = 0; j < c->categories; j++) {
		if (!category_sum(c, j))
			continue;
		low = n++ ? low : j;
		high = j;
	}
	if (n != 2 || c->filled != 2 || !c->arm[c->reference].n)
		return false;
	r->b = c->reference;
	for (size_t i = 0; i < c->k; i++)
		if (i != r->b && c->arm[i].n)
			r->a = i;
	r->category = high;
	r->ratio = true;
	r->term = "odds_ratio";
	count[0] = cell(c, r->b, low);
	count[1] = cell(c, r->b, high);
	count[2] = cell(c, r->a, low);
	count[3] = cell(c, r->a, high);
	return true;
}

static enum txo_status run_fisher(const struct txo_comparison *c,
				  struct txo_compared *r, struct txo_error *err)
{
	struct txo_contingency t = table_of(c);
	struct txo_draws draws = { (unsigned long)c->plan->seed,
				   (uint64_t)c->plan->draws };
	struct txo_counted counted;
	uint64_t count[4];
	enum txo_status status;

	if (is_pair(c, r, count))
		t = (struct txo_contingency){ count, 2, 2 };
	status = txo_fisher_table(&t, c->plan->level, &draws, &counted, err);
	if (status != TXO_OK)
		return status;
	r->e = counted.e;
	r->draws = counted.draws;
	r->p_low = counted.p_low;
	r->p_high = counted.p_high;
	return TXO_OK;
}

static enum txo_status run_linear(const struct txo_comparison *c,
				  struct txo_compared *r, struct txo_error *err)
{
	struct txo_contingency t = table_of(c);

	return txo_linear_by_linear(&t, c->score + c->categories, c->score,
				    c->plan->level, &r->e, err);
}

const struct txo_compare_term txo_compare_counts[] = {
	{ "share", TXO_OF_CELL, TXO_TESTS_OF_COUNTS, run_share },
	{ "cramers_v", TXO_OF_ALL, TXO_TEST(CHI_SQUARE), run_chi_square },
	{ "association", TXO_OF_ALL, TXO_TEST(FISHER), run_fisher },
	{ "correlation", TXO_OF_ALL, TXO_TEST(LINEAR_BY_LINEAR), run_linear },
	{ NULL, TXO_OF_ALL, 0, NULL }
};
