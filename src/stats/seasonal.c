/*
 * METHOD, with Kendall's S_g of the values of season g over the years
 *	S = sum S_g, z = (S - sign S) / sqrt(var S), 0 if S = 0
 *	var S = sum var S_g, corrected for ties			[hirsch1982]
 *	or sum var S_g + 2 sum over g < h of cov(g, h)		[hirsch1984]
 *	cov(g, h) = (K + 4 sum over years R_g R_h - n (n_g + 1) (n_h + 1)) / 3
 *	K = sum over i < j of sign((y_jg - y_ig) (y_jh - y_ih))
 * R_g the mid-ranks within the season, (n_g + 1) / 2 where a year has no value,
 * which adds nothing to K; n years, n_g of them with a value.
 *	tau = S / sum sqrt(Px Py), as tau-b is in each season
 *	slope = median of (y_j - y_i) / (year_j - year_i) over all pairs within a
 *	season, N of them [hirsch1982]; interval: those at the ranks
 *	round((N - C) / 2) and round((N + C) / 2 + 1), C = q sqrt(var S), q the
 *	normal quantile [gilbert1987]
 *	same trend: chi-square = sum z_g^2 - (sum z_g)^2 / k, k - 1 df, z_g =
 *	S_g / sqrt(var S_g) over the k seasons with a variance [vanbelle1984]
 * Asymptotic. Years and ranks are whole numbers; slopes are rounded once from
 * double-double.
 */
#include <math.h>
#include <stdlib.h>

#include "stats/kendall.h"
#include "stats/quantile_t.h"
#include "stats/select.h"
#include "stats/slopes.h"
#include "stats/tails.h"
#include "txo/note.h"
#include "txo/series.h"

#define INDEPENDENT \
	"seasonal Mann-Kendall (Hirsch-Slack), seasons independent, " \
	"continuity and tie corrections"
#define DEPENDENT \
	"seasonal Mann-Kendall (Hirsch-Slack), covariances of the seasons, " \
	"continuity and tie corrections"

/* One season: n values at v. */
struct season {
	const struct txo_seasonal *v;
	size_t n;
	double s, var, pairs;
};

struct work {
	struct season *season;
	size_t k;
	int *year;		/* the different ones, ascending */
	size_t years;
	double s, var, pairs;	/* sums */
};

static struct txo_dd y_of(const struct txo_seasonal *v)
{
	return txo_dd_fast_sum(v->y, v->y_lo);
}

static int by_number(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

static enum txo_status work_init(struct work *k, const struct txo_seasonal *v,
				 size_t n, struct txo_error *err)
{
	k->season = calloc(n + 1, sizeof(*k->season));
	k->year = calloc(n + 1, sizeof(*k->year));
	if (!k->season || !k->year)
		return txo_fail_memory(err);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || v[i].season != v[i - 1].season)
			k->season[k->k++].v = &v[i];
		k->season[k->k - 1].n++;
		k->year[i] = v[i].year;
	}
	qsort(k->year, n, sizeof(*k->year), by_number);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || k->year[i] != k->year[k->years - 1])
			k->year[k->years++] = k->year[i];
	if (k->years <= TXO_SEASONAL_YEARS)
		return TXO_OK;
	return txo_fail(err, TXO_DATA,
			"a seasonal trend is for up to %d different years, "
			"but there are %zu",
			TXO_SEASONAL_YEARS, k->years);
}

/* S of a season, its variance, and the pairs that tau-b divides by. */
static enum txo_status test_season(struct season *g, struct txo_error *err)
{
	double *x = calloc(3 * g->n, sizeof(*x));
	uint64_t *w = calloc(g->n, sizeof(*w));
	struct txo_pairs p = { x, NULL, x + g->n, x + 2 * g->n, w, g->n };
	struct txo_tau t;
	enum txo_status status = TXO_OK;

	if (!x || !w)
		status = txo_fail_memory(err);
	for (size_t i = 0; i < g->n && status == TXO_OK; i++) {
		x[i] = g->v[i].year;
		x[g->n + i] = g->v[i].y;
		x[2 * g->n + i] = g->v[i].y_lo;
		w[i] = 1;
	}
	if (status == TXO_OK && g->n > 1)
		status = txo_tau(&p, &t, err);
	if (status == TXO_OK && g->n > 1) {
		g->s = t.s.hi;
		g->var = t.var.hi;
		g->pairs = txo_dd_sqrt(txo_dd_mul(t.pairs_x, t.pairs_y)).hi;
	}
	free(x);
	free(w);
	return status;
}

static double sign_of(const struct txo_seasonal *from,
		      const struct txo_seasonal *to)
{
	return txo_dd_compare(y_of(to), y_of(from));
}

/* Twice the mid-rank of each year's value within the season, and the values. */
static void rank_years(const struct work *k, const struct season *g,
		       double *rank, const struct txo_seasonal **at)
{
	for (size_t i = 0, j = 0; i < k->years; i++) {
		at[i] = j < g->n && g->v[j].year == k->year[i] ? &g->v[j++] :
								 NULL;
		rank[i] = (double)(g->n + 1);
		for (size_t o = 0; at[i] && o < g->n; o++)
			rank[i] += sign_of(&g->v[o], at[i]);
	}
}

struct ranked {
	double *rank;				/* by season, then year */
	const struct txo_seasonal **at;		/* likewise */
};

static double covariance(const struct work *k, const struct ranked *r, size_t g,
			 size_t h)
{
	const struct txo_seasonal **a = r->at + g * k->years;
	const struct txo_seasonal **b = r->at + h * k->years;
	double ng = (double)k->season[g].n, nh = (double)k->season[h].n;
	double both = 0, ranks = 0;

	for (size_t i = 0; i < k->years; i++) {
		ranks += r->rank[g * k->years + i] * r->rank[h * k->years + i];
		for (size_t j = i + 1; j < k->years && a[i] && b[i]; j++)
			if (a[j] && b[j])
				both += sign_of(a[i], a[j]) *
					sign_of(b[i], b[j]);
	}
	return (both + ranks - (double)k->years * (ng + 1) * (nh + 1)) / 3;
}

static enum txo_status add_covariances(struct work *k, struct txo_error *err)
{
	struct ranked r = { calloc(k->k * k->years + 1, sizeof(*r.rank)),
			    calloc(k->k * k->years + 1, sizeof(*r.at)) };
	enum txo_status status = TXO_OK;

	if (!r.rank || !r.at)
		status = txo_fail_memory(err);
	for (size_t g = 0; g < k->k && status == TXO_OK; g++)
		rank_years(k, &k->season[g], r.rank + g * k->years,
			   r.at + g * k->years);
	for (size_t g = 0; g < k->k && status == TXO_OK; g++)
		for (size_t h = g + 1; h < k->k; h++)
			k->var += 2 * covariance(k, &r, g, h);
	free(r.rank);
	free(r.at);
	return status;
}

static void set_same(const struct work *k, struct txo_estimate *e)
{
	double z, sum = 0, squares = 0, n = 0;

	for (size_t g = 0; g < k->k; g++) {
		if (!(k->season[g].var > 0))
			continue;
		z = k->season[g].s / sqrt(k->season[g].var);
		sum += z;
		squares += z * z;
		n++;
	}
	if (n < 2) {
		e->note |= TXO_NOTE_SMALLN;
		return;
	}
	e->df = n - 1;
	e->statistic = fmax(0, squares - sum * sum / n);
	e->p_value = txo_chi2_tails(e->statistic, e->df).upper;
}

/* All slopes within the seasons; returns how many. */
static size_t list_slopes(const struct work *k, struct txo_weighed *list)
{
	size_t n = 0;

	for (size_t g = 0; g < k->k; g++) {
		const struct txo_seasonal *v = k->season[g].v;

		for (size_t i = 0; i < k->season[g].n; i++)
			for (size_t j = i + 1; j < k->season[g].n; j++) {
				struct txo_dd x = txo_dd_from(v[j].year -
							      v[i].year);
				struct txo_dd y = txo_dd_sub(y_of(&v[j]),
							     y_of(&v[i]));

				list[n++] = (struct txo_weighed){
					txo_dd_div(y, x).hi, { 1, 0 }
				};
			}
	}
	return n;
}

static enum txo_status set_slope(const struct work *k, double level,
				 struct txo_estimate *e, struct txo_error *err)
{
	struct txo_dd rank[4], total;
	struct txo_weighed *list;
	double slope[4] = { NAN, NAN, NAN, NAN }, c;
	size_t room = 1, n;

	for (size_t g = 0; g < k->k; g++)
		room += k->season[g].n * (k->season[g].n - 1) / 2;
	list = calloc(room, sizeof(*list));
	if (!list)
		return txo_fail_memory(err);
	n = list_slopes(k, list);
	total = txo_dd_from((double)n);
	txo_middle_ranks(total, &rank[0], &rank[1]);
	c = txo_normal_quantile(level) * sqrt(k->var);
	n = txo_slope_interval(total, c, &rank[2]) ? 4 : 2;
	for (size_t i = 0; i < n; i++)
		slope[i] = txo_weighed_at(list, room - 1, rank[i]) + 0.0;
	free(list);
	e->estimate = slope[0] / 2 + slope[1] / 2;
	e->conf_low = slope[2];
	e->conf_high = slope[3];
	if (n == 2)
		e->note |= TXO_NOTE_SMALLN;
	else if (slope[2] == slope[3])
		e->note |= TXO_NOTE_TIES;
	if (!isfinite(e->estimate) || isinf(slope[2]) || isinf(slope[3])) {
		e->estimate = e->conf_low = e->conf_high = NAN;
		e->note |= TXO_NOTE_OVERFLOW;
	}
	return TXO_OK;
}

static void set_tau(const struct work *k, struct txo_estimate *e)
{
	double s = k->s != 0 ? k->s - copysign(1, k->s) : 0;

	e->estimate = k->s / k->pairs;
	if (!(k->var > 0)) {
		e->note |= TXO_NOTE_SMALLN;
		return;
	}
	e->statistic = s / sqrt(k->var);
	e->p_value = txo_normal_p_value(e->statistic);
}

static void note_all(struct txo_seasonal_trend *out, unsigned note)
{
	out->tau.note |= note;
	out->slope.note |= note;
	out->same.note |= note;
}

/* The seasons by themselves and their sums; which of them can tell anything. */
static enum txo_status test_seasons(struct work *k,
				    struct txo_seasonal_trend *out,
				    struct txo_error *err)
{
	enum txo_status status = TXO_OK;
	bool several = false;

	for (size_t g = 0; g < k->k && status == TXO_OK; g++) {
		status = test_season(&k->season[g], err);
		k->s += k->season[g].s;
		k->var += k->season[g].var;
		k->pairs += k->season[g].pairs;
		several = several || k->season[g].n > 1;
	}
	out->years = k->years;
	out->seasons = k->k;
	if (!several)
		note_all(out, TXO_NOTE_SMALLN);
	else if (k->pairs == 0)
		note_all(out, TXO_NOTE_CONST);
	if (several && k->pairs == 0)
		out->slope.estimate = 0;
	return status;
}

enum txo_status txo_seasonal_kendall(const struct txo_seasonal *v, size_t n,
				     enum txo_seasons seasons, double level,
				     struct txo_seasonal_trend *out,
				     struct txo_error *err)
{
	const char *method = seasons == TXO_SEASONS_DEPENDENT ? DEPENDENT :
								INDEPENDENT;
	struct work k = { .s = 0 };
	enum txo_status status;

	*out = (struct txo_seasonal_trend){ .tau = txo_estimate_none(method),
					    .slope = txo_estimate_none(method),
					    .n = n };
	out->same = txo_estimate_none("seasons with the same trend, chi-square "
				      "of z (van Belle-Hughes)");
	if (n == 0)
		note_all(out, TXO_NOTE_NODATA);
	for (size_t i = 0; i < n; i++)
		if (!isfinite(v[i].y))
			note_all(out, TXO_NOTE_OVERFLOW);
	if (out->tau.note)
		return TXO_OK;
	status = work_init(&k, v, n, err);
	if (status == TXO_OK)
		status = test_seasons(&k, out, err);
	if (status != TXO_OK || out->tau.note)
		goto out;
	if (seasons == TXO_SEASONS_DEPENDENT)
		status = add_covariances(&k, err);
	if (status == TXO_OK)
		status = set_slope(&k, level, &out->slope, err);
	if (status == TXO_OK) {
		set_tau(&k, &out->tau);
		set_same(&k, &out->same);
	}
out:
	free(k.season);
	free(k.year);
	return status;
}
