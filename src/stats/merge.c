#include "stats/merge.h"

#include <stdlib.h>

#include "stats/sample.h"

static struct txo_dd value(const struct txo_merge *m, size_t sample)
{
	return txo_sample_value(&m->sample[sample], m->at[sample]);
}

/* Let what stands at place i of the heap sink to where it belongs. */
static void sink(struct txo_merge *m, size_t i)
{
	for (;;) {
		size_t child = 2 * i + 1, keep = m->heap[i];

		if (child >= m->left)
			return;
		if (child + 1 < m->left &&
		    txo_dd_compare(value(m, m->heap[child + 1]),
				   value(m, m->heap[child])) < 0)
			child++;
		if (txo_dd_compare(value(m, keep), value(m, m->heap[child])) <=
		    0)
			return;
		m->heap[i] = m->heap[child];
		m->heap[child] = keep;
		i = child;
	}
}

enum txo_status txo_merge_init(struct txo_merge *m,
			       const struct txo_sample *sample, size_t k,
			       struct txo_error *err)
{
	*m = (struct txo_merge){ .sample = sample };
	m->at = calloc(k + 1, sizeof(*m->at));
	m->heap = calloc(k + 1, sizeof(*m->heap));
	m->group = calloc(k + 1, sizeof(*m->group));
	m->w = calloc(k + 1, sizeof(*m->w));
	if (!m->at || !m->heap || !m->group || !m->w)
		return txo_fail_memory(err);
	for (size_t i = 0; i < k; i++)
		if (sample[i].m > 0)
			m->heap[m->left++] = i;
	for (size_t i = m->left; i > 0; i--)
		sink(m, i - 1);
	return TXO_OK;
}

bool txo_merge_next(struct txo_merge *m)
{
	m->in = 0;
	m->total = 0;
	if (m->left == 0)
		return false;
	m->x = value(m, m->heap[0]);
	while (m->left > 0 && txo_dd_compare(value(m, m->heap[0]), m->x) == 0) {
		size_t s = m->heap[0];

		m->group[m->in] = s;
		m->w[m->in] = m->sample[s].w[m->at[s]];
		m->total += m->w[m->in++];
		if (++m->at[s] == m->sample[s].m)
			m->heap[0] = m->heap[--m->left];
		sink(m, 0);
	}
	return true;
}

void txo_merge_release(struct txo_merge *m)
{
	free(m->at);
	free(m->heap);
	free(m->group);
	free(m->w);
	*m = (struct txo_merge){ 0 };
}

enum txo_status txo_rank_sums(const struct txo_sample *sample, size_t k,
			      struct txo_dd *rank, struct txo_dd *ties,
			      struct txo_error *err)
{
	struct txo_merge m;
	enum txo_status status = txo_merge_init(&m, sample, k, err);
	uint64_t n = 0, before = 0;

	*ties = (struct txo_dd){ 0, 0 };
	for (size_t i = 0; i < k; i++) {
		rank[i] = (struct txo_dd){ 0, 0 };
		n += txo_n(&sample[i]);
	}
	while (status == TXO_OK && txo_merge_next(&m)) {
		struct txo_dd t = txo_dd_from_count(m.total), d, cube;

		/* twice the mid-rank less n + 1: those before less those behind */
		d = txo_dd_sub(txo_dd_from_count(before),
			       txo_dd_from_count(n - before - m.total));
		for (size_t i = 0; i < m.in; i++)
			rank[m.group[i]] = txo_dd_add(
				rank[m.group[i]],
				txo_dd_mul(txo_dd_from_count(m.w[i]),
					   txo_dd_scale(d, -1)));
		cube = txo_dd_mul(txo_dd_mul(t, t), t);
		*ties = txo_dd_add(*ties, txo_dd_sub(cube, t));
		before += m.total;
	}
	txo_merge_release(&m);
	return status;
}
