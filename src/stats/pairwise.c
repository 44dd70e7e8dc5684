/*
 * METHOD, with d = mean a - mean b, k groups and n values in all
 *	Tukey and Kramer [tukey1953, kramer1956]: se^2 = s^2 (1 / na + 1 / nb),
 *	s^2 = (sum of the ss of all groups) / df, df = n - k
 *	Games and Howell [games1976]: se^2 = va / na + vb / nb, df of [welch1947]
 *	t = d / se, p = P(Q > |t| sqrt(2)), interval d -+ q(level) / sqrt(2) se,
 *	Q the studentized range of k with df
 *	Dunn [dunn1964]: z = (difference of mean ranks) / se, se^2 =
 *	(n (n + 1) / 12 - sum(t^3 - t) / (12 (n - 1))) (1 / na + 1 / nb)
 * Tukey's is exact for groups of the same size, else a little too wide; Games
 * and Howell's is approximate.
 */
#include "txo/pairwise.h"

#include <math.h>
#include <stdlib.h>

#include "stats/merge.h"
#include "stats/quantile_t.h"
#include "stats/sums.h"
#include "txo/note.h"
#include "txo/studentized_range.h"

#define TUKEY "Tukey-Kramer, simultaneous p and interval"
#define GAMES "Games-Howell, simultaneous p and interval"
#define DUNN "Dunn, mean ranks, ties corrected, z"

static struct txo_sums *sums_of(const struct txo_groups *g)
{
	struct txo_sums *s = calloc(g->k + 1, sizeof(*s));

	for (size_t i = 0; s && i < g->k; i++)
		s[i] = txo_sums(&g->group[i]);
	return s;
}

/* The difference, and what of it cannot be. */
static void begin(struct txo_pair *p, const struct txo_sums *s,
		  const char *method)
{
	p->e = txo_estimate_none(method);
	p->p_adjusted = NAN;
	if (s[p->a].n == 0 || s[p->b].n == 0) {
		p->e.note = TXO_NOTE_NODATA;
		return;
	}
	p->e.estimate = txo_dd_sub(s[p->a].mean, s[p->b].mean).hi;
	if (!isfinite(p->e.estimate)) {
		p->e.estimate = NAN;
		p->e.note = TXO_NOTE_OVERFLOW;
	}
}

/* From estimate, std_error and df to the rest, among k means; q at the level. */
static void finish(struct txo_pair *p, double k, double q)
{
	struct txo_estimate *e = &p->e;
	double half = q * M_SQRT1_2 * e->std_error;

	e->statistic = e->estimate / e->std_error;
	e->p_value = txo_t_p_value(e->statistic, e->df);
	p->p_adjusted = txo_studentized_range(fabs(e->statistic) * M_SQRT2, k,
					      e->df);
	e->conf_low = e->estimate - half;
	e->conf_high = e->estimate + half;
}

static double parts(const struct txo_pair *p, const struct txo_sums *s)
{
	return 1 / (double)s[p->a].n + 1 / (double)s[p->b].n;
}

enum txo_status txo_tukey(const struct txo_groups *g, double level,
			  struct txo_pair *pair, size_t n,
			  struct txo_error *err)
{
	struct txo_sums *s = sums_of(g);
	struct txo_dd within = { 0, 0 };
	double k = 0, df = 0, q = NAN;
	unsigned note = 0;

	if (!s)
		return txo_fail_memory(err);
	for (size_t i = 0; i < g->k; i++) {
		if (s[i].n == 0)
			continue;
		within = txo_dd_add(within, s[i].ss);
		df += (double)(s[i].n - 1);
		k++;
	}
	if (df == 0)
		note = TXO_NOTE_SMALLN;
	else if (!isfinite(within.hi))
		note = TXO_NOTE_OVERFLOW;
	else if (within.hi == 0)
		note = TXO_NOTE_CONST;
	else if (k >= 2 && n > 0)
		q = txo_studentized_range_quantile(level, k, df);
	for (size_t i = 0; i < n; i++) {
		begin(&pair[i], s, TUKEY);
		if (!pair[i].e.note)
			pair[i].e.note = note;
		if (pair[i].e.note)
			continue;
		pair[i].e.df = df;
		pair[i].e.std_error = sqrt(within.hi / df * parts(&pair[i], s));
		finish(&pair[i], k, q);
	}
	free(s);
	return TXO_OK;
}

static void games_howell(struct txo_pair *p, const struct txo_sums *s, double k,
			 double level)
{
	const struct txo_sums *a = &s[p->a], *b = &s[p->b];
	double qa = txo_sums_var(a) / (double)a->n;
	double qb = txo_sums_var(b) / (double)b->n;
	double u = qa / (qa + qb);

	if (a->n < 2 || b->n < 2) {
		p->e.note = TXO_NOTE_SMALLN;
	} else if (!isfinite(qa + qb)) {
		p->e.note = TXO_NOTE_OVERFLOW;
	} else if (qa + qb == 0) {
		p->e.note = TXO_NOTE_CONST;
	} else {
		p->e.std_error = sqrt(qa + qb);
		p->e.df = 1 / (u * u / (double)(a->n - 1) +
			       (1 - u) * (1 - u) / (double)(b->n - 1));
		finish(p, k, txo_studentized_range_quantile(level, k, p->e.df));
	}
}

enum txo_status txo_games_howell(const struct txo_groups *g, double level,
				 struct txo_pair *pair, size_t n,
				 struct txo_error *err)
{
	struct txo_sums *s = sums_of(g);
	double k = 0;

	if (!s)
		return txo_fail_memory(err);
	for (size_t i = 0; i < g->k; i++)
		k += s[i].n > 1;
	for (size_t i = 0; i < n; i++) {
		begin(&pair[i], s, GAMES);
		if (!pair[i].e.note)
			games_howell(&pair[i], s, k, level);
	}
	free(s);
	return TXO_OK;
}

/* The variance of a rank, (n (n + 1) - sum(t^3 - t) / (n - 1)) / 12. */
static double rank_variance(uint64_t n, struct txo_dd ties)
{
	struct txo_dd x = txo_dd_from_count(n), one = { 1, 0 };
	struct txo_dd all = txo_dd_mul(x, txo_dd_add(x, one));

	ties = txo_dd_div(ties, txo_dd_sub(x, one));
	return txo_dd_sub(all, ties).hi / 12;
}

static void dunn(struct txo_pair *p, const struct txo_dd *rank,
		 const uint64_t *n, double variance)
{
	struct txo_estimate *e = &p->e;
	struct txo_dd a = txo_dd_div(rank[p->a], txo_dd_from_count(n[p->a]));
	struct txo_dd b = txo_dd_div(rank[p->b], txo_dd_from_count(n[p->b]));

	e->estimate = txo_dd_sub(a, b).hi;
	if (!(variance > 0)) {
		e->note = TXO_NOTE_CONST;
		return;
	}
	e->std_error = sqrt(variance *
			    (1 / (double)n[p->a] + 1 / (double)n[p->b]));
	e->statistic = e->estimate / e->std_error;
	e->p_value = txo_normal_p_value(e->statistic);
}

enum txo_status txo_dunn(const struct txo_groups *g, struct txo_pair *pair,
			 size_t n, struct txo_error *err)
{
	struct txo_dd *rank = calloc(g->k + 1, sizeof(*rank)), ties;
	uint64_t *size = calloc(g->k + 1, sizeof(*size)), all = 0;
	enum txo_status status = TXO_OK;
	double variance;

	if (!rank || !size)
		status = txo_fail_memory(err);
	if (status == TXO_OK)
		status = txo_rank_sums(g->group, g->k, rank, &ties, err);
	if (status != TXO_OK)
		goto out;
	for (size_t i = 0; i < g->k; i++)
		all += size[i] = txo_n(&g->group[i]);
	variance = all > 1 ? rank_variance(all, ties) : 0;
	for (size_t i = 0; i < n; i++) {
		struct txo_pair *p = &pair[i];

		p->e = txo_estimate_none(DUNN);
		p->p_adjusted = NAN;
		if (size[p->a] == 0 || size[p->b] == 0)
			p->e.note = TXO_NOTE_NODATA;
		else
			dunn(p, rank, size, variance);
	}
out:
	free(rank);
	free(size);
	return status;
}
