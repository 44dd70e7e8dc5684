/*
 * METHOD: pairs of a stratum with different times of which the earlier one is an
 * event, or with one time and one event; C = (pairs in which b z is greater in
 * the one with the event first + half of those in which it is equal) / pairs.
 * [harrell1982]. Two events at one time are no pair. Times from last to first,
 * weights of those behind by rank of b z in a Fenwick tree.
 */
#include <stdlib.h>

#include "stats/cox.h"
#include "stats/fenwick.h"
#include "txo/note.h"

struct pairs {
	const struct txo_cox_fit *f;
	double *eta, *sorted;	/* n; of a stratum, distinct */
	uint64_t *tree;
	size_t ranks;
	uint64_t behind;	/* sum of the tree */
	struct txo_dd pairs, twice;	/* in the right order, equal ones half */
};

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static size_t rank_of(const struct pairs *p, double eta)
{
	size_t low = 0, high = p->ranks;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (p->sorted[mid] <= eta)
			low = mid;
		else
			high = mid;
	}
	return low;
}

static void rank_stratum(struct pairs *p, size_t begin, size_t end)
{
	size_t n = end - begin;

	for (size_t i = 0; i < n; i++)
		p->sorted[i] = p->eta[begin + i];
	qsort(p->sorted, n, sizeof(*p->sorted), by_size);
	p->ranks = 0;
	for (size_t i = 0; i < n; i++)
		if (i == 0 || p->sorted[i] != p->sorted[p->ranks - 1])
			p->sorted[p->ranks++] = p->sorted[i];
	for (size_t i = 0; i < p->ranks; i++)
		p->tree[i] = 0;
	p->behind = 0;
}

static void put(struct pairs *p, size_t row)
{
	uint64_t w = p->f->rows.weight[row];

	txo_fenwick_add(p->tree, p->ranks, rank_of(p, p->eta[row]), w);
	p->behind += w;
}

static void book(struct pairs *p, size_t row)
{
	struct txo_dd w = txo_dd_from_count(p->f->rows.weight[row]);
	size_t rank = rank_of(p, p->eta[row]);
	struct txo_dd below, through;

	below = txo_dd_from_count(txo_fenwick_below(p->tree, rank));
	through = txo_dd_from_count(txo_fenwick_below(p->tree, rank + 1));
	p->pairs = txo_dd_add(p->pairs,
			      txo_dd_mul(w, txo_dd_from_count(p->behind)));
	p->twice = txo_dd_add(p->twice,
			      txo_dd_mul(w, txo_dd_add(below, through)));
}

static void count_stratum(struct pairs *p, size_t begin, size_t end)
{
	const struct txo_cox_rows *r = &p->f->rows;

	rank_stratum(p, begin, end);
	for (size_t i = end, from; i > begin; i = from) {
		from = i - 1;
		while (from > begin && r->time[from - 1] == r->time[from])
			from--;
		for (size_t k = from; k < i; k++)
			if (!r->event[k])
				put(p, k);
		for (size_t k = from; k < i; k++)
			if (r->event[k])
				book(p, k);
		for (size_t k = from; k < i; k++)
			if (r->event[k])
				put(p, k);
	}
}

enum txo_status txo_cox_concordance(const struct txo_cox *c,
				    struct txo_estimate *out,
				    struct txo_error *err)
{
	const struct txo_cox_fit *f = c->fit;
	size_t n = f->rows.n;
	struct pairs p = { .f = f };
	enum txo_status status = TXO_OK;

	*out = txo_estimate_none("Harrell's concordance");
	out->note = c->note & TXO_COX_NOTHING;
	p.eta = calloc(n + 1, sizeof(*p.eta));
	p.sorted = malloc((n + 1) * sizeof(*p.sorted));
	p.tree = malloc((n + 1) * sizeof(*p.tree));
	if (!p.eta || !p.sorted || !p.tree)
		status = txo_fail_memory(err);
	if (status == TXO_OK && !out->note) {
		for (size_t i = 0; i < n; i++)
			for (size_t j = 0; j < f->q; j++)
				p.eta[i] += f->b[j] * f->z[i * f->q + j];
		for (size_t i = 0, end; i < n; i = end) {
			end = txo_cox_stratum_end(&f->rows, i);
			count_stratum(&p, i, end);
		}
		if (p.pairs.hi > 0)
			out->estimate = txo_dd_div(p.twice, p.pairs).hi / 2;
		else
			out->note |= TXO_NOTE_SMALLN;
	}
	free(p.eta);
	free(p.sorted);
	free(p.tree);
	return status;
}
