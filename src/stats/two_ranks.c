#include "stats/two_ranks.h"

#include "stats/sample.h"

bool txo_two_next(struct txo_two_walk *w)
{
	bool a = w->i < w->a->m, b = w->j < w->b->m;
	int order = a ? -1 : 1;

	if (!a && !b)
		return false;
	if (a && b)
		order = txo_dd_compare(txo_sample_value(w->a, w->i),
				       txo_sample_value(w->b, w->j));
	w->wa = order <= 0 ? w->a->w[w->i++] : 0;
	w->wb = order >= 0 ? w->b->w[w->j++] : 0;
	return true;
}

struct txo_two_ranks txo_two_ranks(const struct txo_sample *a,
				   const struct txo_sample *b)
{
	struct txo_two_ranks r = { .na = txo_n(a), .nb = txo_n(b) };
	struct txo_two_walk w = { .a = a, .b = b };
	uint64_t below = 0;	/* weight of b below the value at hand */

	r.pairs = txo_dd_mul(txo_dd_from_count(r.na), txo_dd_from_count(r.nb));
	while (txo_two_next(&w)) {
		struct txo_dd t = txo_dd_from_count(w.wa + w.wb), d;
		uint64_t above = r.nb - below - w.wb;

		d = txo_dd_sub(txo_dd_from_count(below),
			       txo_dd_from_count(above));
		d = txo_dd_mul(txo_dd_from_count(w.wa), d);
		r.excess = txo_dd_add(r.excess, d);
		d = txo_dd_mul(txo_dd_mul(t, t), t);
		r.ties = txo_dd_add(r.ties, txo_dd_sub(d, t));
		below += w.wb;
	}
	return r;
}
