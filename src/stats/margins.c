/*
 * METHOD
 *	pairs not tied = n (n - 1) / 2 - sum t (t - 1) / 2
 * over the groups of equal values with weight t. Values are equal when both
 * parts of them are. Counts are whole numbers in double-double.
 */
#include "stats/margins.h"

#include <stdlib.h>

#include "base/number_sort.h"
#include "txo/note.h"

#define FEW 64	/* points that are sorted by comparing */

struct value {
	struct txo_dd v;
	size_t i;
};

static int by_value(const void *a, const void *b)
{
	const struct value *p = a, *q = b;

	return txo_dd_compare(p->v, q->v);
}

bool txo_pairs_x_is_constant(const struct txo_pairs *p)
{
	return p->m == 0 ||
	       txo_dd_compare(txo_pairs_x(p, 0), txo_pairs_x(p, p->m - 1)) == 0;
}

bool txo_pairs_y_is_constant(const struct txo_pairs *p)
{
	for (size_t i = 1; i < p->m; i++)
		if (txo_dd_compare(txo_pairs_y(p, i), txo_pairs_y(p, 0)) != 0)
			return false;
	return true;
}

unsigned txo_pairs_note(const struct txo_pairs *p)
{
	uint64_t n = txo_pairs_n(p);

	if (n == 0)
		return TXO_NOTE_NODATA;
	if (n == 1)
		return TXO_NOTE_SMALLN;
	return txo_pairs_x_is_constant(p) ? TXO_NOTE_CONST : 0;
}

/* Sort by the high parts, then what has the same one by the low parts. */
static enum txo_status sort_values(struct value *v, const struct txo_pairs *p,
				   struct txo_error *err)
{
	struct txo_sort_item *item = NULL;
	size_t end;

	for (size_t i = 0; i < p->m; i++)
		v[i] = (struct value){ txo_pairs_y(p, i), i };
	if (p->m >= FEW && p->m <= UINT32_MAX) {
		item = malloc(p->m * sizeof(*item));
		if (!item)
			return txo_fail_memory(err);
		for (size_t i = 0; i < p->m; i++)
			item[i] = (struct txo_sort_item){
				txo_sort_key(v[i].v.hi), (uint32_t)i
			};
		txo_sort_items(item, p->m);
		for (size_t i = 0; i < p->m; i++)
			v[i] = (struct value){ txo_pairs_y(p, item[i].id),
					       item[i].id };
		free(item);
	}
	for (size_t i = 0; i < p->m; i = end) {
		end = i + 1;
		while (end < p->m && (!item || v[end].v.hi == v[i].v.hi))
			end++;
		if (end - i > 1)
			qsort(&v[i], end - i, sizeof(*v), by_value);
	}
	return TXO_OK;
}

/* Number the groups of equal values in v, which is sorted. */
static void margin_fill(struct txo_margin *g, const struct value *v,
			const struct txo_pairs *p)
{
	g->k = 0;
	for (size_t r = 0; r < p->m; r++) {
		if (r == 0 || txo_dd_compare(v[r].v, v[r - 1].v) != 0)
			g->weight[g->k++] = 0;
		g->group[v[r].i] = g->k - 1;
		g->weight[g->k - 1] += p->w[v[r].i];
	}
}

static enum txo_status margin_alloc(struct txo_margin *g, size_t m,
				    struct txo_error *err)
{
	g->group = calloc(m, sizeof(*g->group));
	g->weight = calloc(m, sizeof(*g->weight));
	return g->group && g->weight ? TXO_OK : txo_fail_memory(err);
}

enum txo_status txo_margins_init(struct txo_margins *k,
				 const struct txo_pairs *p,
				 struct txo_error *err)
{
	size_t room = p->m ? p->m : 1;
	struct value *v = calloc(room, sizeof(*v));
	enum txo_status status;

	*k = (struct txo_margins){ .w = p->w, .m = p->m, .n = txo_pairs_n(p) };
	if (!v || margin_alloc(&k->x, room, err) != TXO_OK ||
	    margin_alloc(&k->y, room, err) != TXO_OK) {
		free(v);
		return txo_fail_memory(err);
	}
	for (size_t i = 0; i < p->m; i++)
		v[i] = (struct value){ txo_pairs_x(p, i), i };
	margin_fill(&k->x, v, p);
	status = sort_values(v, p, err);
	if (status == TXO_OK)
		margin_fill(&k->y, v, p);
	free(v);
	return status;
}

void txo_margins_release(struct txo_margins *k)
{
	free(k->x.group);
	free(k->x.weight);
	free(k->y.group);
	free(k->y.weight);
	*k = (struct txo_margins){ 0 };
}

bool txo_margin_is_tied(const struct txo_margin *g, uint64_t n)
{
	return g->k < n;
}

static struct txo_dd choose_two(uint64_t n)
{
	if (n < 2)
		return txo_dd_from(0);
	struct txo_dd a = txo_dd_mul(txo_dd_from_count(n),
				     txo_dd_from_count(n - 1));

	return (struct txo_dd){ a.hi / 2, a.lo / 2 };
}

struct txo_dd txo_margin_pairs(const struct txo_margin *g, uint64_t n)
{
	struct txo_dd sum = choose_two(n);

	for (size_t i = 0; i < g->k; i++)
		if (g->weight[i] > 1)
			sum = txo_dd_sub(sum, choose_two(g->weight[i]));
	return sum;
}
