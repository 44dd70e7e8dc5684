#include "stats/sums.h"

#include "stats/sample.h"

struct txo_sums txo_sums(const struct txo_sample *s)
{
	struct txo_sums k = { txo_n(s), { NAN, 0 }, { 0, 0 } };
	struct txo_dd n = txo_dd_from_count(k.n), sum = { 0, 0 };

	if (k.n == 0)
		return k;
	if (s->m == 1) {
		k.mean = txo_sample_value(s, 0);
		return k;
	}
	for (size_t i = 0; i < s->m; i++)
		sum = txo_dd_add(sum, txo_dd_mul(txo_dd_from_count(s->w[i]),
						 txo_sample_value(s, i)));
	k.mean = txo_dd_div(sum, n);
	for (size_t i = 0; i < s->m; i++) {
		struct txo_dd d = txo_dd_sub(txo_sample_value(s, i), k.mean);

		d = txo_dd_mul(d, d);
		k.ss = txo_dd_add(k.ss,
				  txo_dd_mul(txo_dd_from_count(s->w[i]), d));
	}
	if (!(k.ss.hi > 0))	/* values differ, but their squares underflow */
		k.ss.hi = NAN;
	return k;
}

double txo_sums_var(const struct txo_sums *s)
{
	return s->n < 2 ? NAN : s->ss.hi / (double)(s->n - 1);
}
