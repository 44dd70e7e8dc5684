/*
 * METHOD, at one time: R the risk set, D the d events, r = exp(b z),
 *	S_j = sum over R of r z^j, D_j over D; s_j = S_j / S_0, d_j = D_j / S_0
 *	log likelihood  sum_D b z - d log S_0 - sum_k log y_k
 *	score           sum_D z - (a_0 s_1 - a_1 d_1)
 *	information     a_0 s_2 - a_1 d_2 - (b_0 s_1 s_1' - b_1 (s_1 d_1' +
 *	                d_1 s_1') + b_2 d_1 d_1')
 * with the sums of efron.h, share D_0 / S_0 [efron1977]; those of Breslow's
 * have a_0 = b_0 = d alone [breslow1974]. A weight is so many rows.
 *
 * Within a stratum from the last time to the first, so that the risk set only
 * grows; sums in double-double, all times exp(-shift), where shift is the b z of
 * a row in it and no b z is much above it: nothing overflows, and what underflows
 * does not matter.
 */
#include <stdlib.h>

#include "stats/cox.h"
#include "stats/efron.h"

#define FAR 100		/* exp() of it is far from an overflow */

/* Sums over rows, by powers of z: 1, q, half of q x q. */
struct moments {
	struct txo_dd *sum;
	size_t n;
};

struct walk {
	const struct txo_cox_fit *f;
	const double *eta;
	struct moments risk, dead;
	struct txo_dd *total;	/* of z of the events, q */
	double *mean, *dead_mean;	/* s_1, d_1 */
	double *score, *information;
	double shift;
};

static inline void add(struct txo_dd *sum, double x)
{
	struct txo_dd s = txo_dd_two_sum(sum->hi, x);

	*sum = (struct txo_dd){ s.hi, sum->lo + s.lo };
}

static void clear(struct moments *m)
{
	for (size_t i = 0; i < m->n; i++)
		m->sum[i] = (struct txo_dd){ 0, 0 };
}

static void add_row(struct moments *m, double r, const double *z, size_t q)
{
	struct txo_dd *second = m->sum + 1 + q;

	add(&m->sum[0], r);
	for (size_t i = 0; i < q; i++) {
		double x = r * z[i];

		add(&m->sum[1 + i], x);
		for (size_t j = 0; j <= i; j++)
			add(second++, x * z[j]);
	}
}

static double ratio(struct txo_dd a, struct txo_dd b)
{
	a = txo_dd_fast_sum(a.hi, a.lo);
	b = txo_dd_fast_sum(b.hi, b.lo);
	return txo_dd_div(a, b).hi;
}

/* The sums of the events of one time. */
static struct txo_efron tie(const struct walk *w, double d)
{
	struct txo_dd rest, all = w->risk.sum[0];
	double share;

	if (w->f->ties == TXO_COX_BRESLOW)
		return txo_breslow_sums(d);
	if (d == 1)
		return txo_efron_sums(1, 0, 1);
	share = ratio(w->dead.sum[0], all);
	rest = txo_dd_sub(txo_dd_fast_sum(all.hi, all.lo),
			  txo_dd_fast_sum(w->dead.sum[0].hi,
					  w->dead.sum[0].lo));
	return txo_efron_sums(d, fmin(1, share), fmax(0, ratio(rest, all)));
}

/* Score and information of one time. */
static void find_part(struct walk *w, const struct txo_efron *e, bool tied)
{
	const struct txo_dd *s = w->risk.sum, *d = w->dead.sum;
	size_t q = w->f->q, at = 0;
	double *m = w->mean, *n = w->dead_mean;

	for (size_t i = 0; i < q; i++) {
		m[i] = ratio(s[1 + i], s[0]);
		n[i] = tied ? ratio(d[1 + i], s[0]) : 0;
		w->score[i] = (w->total[i].hi - e->a[0] * m[i]) +
			      (w->total[i].lo + e->a[1] * n[i]);
	}
	for (size_t i = 0; i < q; i++)
		for (size_t j = 0; j <= i; j++, at++) {
			double v = ratio(s[1 + q + at], s[0]);
			double x = e->a[0] * v - e->b[0] * m[i] * m[j];

			if (tied)
				x += e->b[1] * (m[i] * n[j] + n[i] * m[j]) -
				     e->a[1] * ratio(d[1 + q + at], s[0]) -
				     e->b[2] * n[i] * n[j];
			w->information[at] = x;
		}
}

/* Keep the sums within range when a row of this b z joins them. */
static void raise_shift(struct walk *w, double eta)
{
	double down = exp(w->shift - eta);

	if (eta - w->shift < FAR)
		return;
	for (size_t i = 0; i < w->risk.n; i++) {
		w->risk.sum[i].hi *= down;
		w->risk.sum[i].lo *= down;
	}
	w->shift = eta;
}

/* The rows of one time join the risk set. */
static void join(struct walk *w, size_t begin, size_t end, bool tied)
{
	const struct txo_cox_rows *rows = &w->f->rows;
	size_t q = w->f->q;

	for (size_t i = begin; i < end; i++)
		raise_shift(w, w->eta[i]);
	clear(&w->dead);
	for (size_t i = begin; i < end; i++) {
		double weight = (double)rows->weight[i];
		double r = weight * exp(w->eta[i] - w->shift);
		const double *z = w->f->z + i * q;

		add_row(&w->risk, r, z, q);
		if (rows->event[i] && tied)
			add_row(&w->dead, r, z, q);
	}
}

/* What the events of one time have; returns how many they are. */
static double sum_events(struct walk *w, size_t begin, size_t end, double *eta)
{
	const struct txo_cox_rows *rows = &w->f->rows;
	size_t q = w->f->q;
	struct txo_dd d = { 0, 0 }, log = { 0, 0 };

	for (size_t j = 0; j < q; j++)
		w->total[j] = (struct txo_dd){ 0, 0 };
	for (size_t i = begin; i < end; i++) {
		double weight = (double)rows->weight[i];

		if (!rows->event[i])
			continue;
		add(&d, weight);
		add(&log, weight * w->eta[i]);
		for (size_t j = 0; j < q; j++)
			add(&w->total[j], weight * w->f->z[i * q + j]);
	}
	*eta = log.hi + log.lo;
	return d.hi + d.lo;
}

static void walk_time(struct walk *w, size_t begin, size_t end,
		      txo_cox_visit *visit, void *ctx)
{
	struct txo_cox_part part = { .row = begin,
				     .score = w->score,
				     .information = w->information };
	double eta, d = sum_events(w, begin, end, &eta);
	bool tied = d > 1 && w->f->ties == TXO_COX_EFRON;
	struct txo_efron e;

	join(w, begin, end, tied);
	if (d == 0)
		return;
	e = tie(w, d);
	part.log = eta - d * (log(w->risk.sum[0].hi) + w->shift) - e.log;
	find_part(w, &e, tied);
	visit(ctx, &part);
}

static void walk_stratum(struct walk *w, size_t begin, size_t end,
			 txo_cox_visit *visit, void *ctx)
{
	const struct txo_cox_rows *rows = &w->f->rows;

	clear(&w->risk);
	w->shift = w->eta[end - 1];
	for (size_t i = end, from; i > begin; i = from) {
		from = i - 1;
		while (from > begin && rows->time[from - 1] == rows->time[from])
			from--;
		walk_time(w, from, i, visit, ctx);
	}
}

enum txo_status txo_cox_walk(const struct txo_cox_fit *f, const double *b,
			     double *eta, txo_cox_visit *visit, void *ctx,
			     struct txo_error *err)
{
	size_t q = f->q, n = f->rows.n, half = txo_cox_half(q), all;
	struct txo_dd *sum;
	double *room;
	struct walk w = { .f = f, .eta = eta };

	all = 1 + q + half;
	sum = malloc((2 * all + q) * sizeof(*sum));
	room = malloc((3 * q + half + 1) * sizeof(*room));
	if (!sum || !room) {
		free(sum);
		free(room);
		return txo_fail_memory(err);
	}
	w.risk = (struct moments){ sum, all };
	w.dead = (struct moments){ sum + all, all };
	w.total = sum + 2 * all;
	w.mean = room;
	w.dead_mean = room + q;
	w.score = room + 2 * q;
	w.information = room + 3 * q;
	for (size_t i = 0; i < n; i++) {
		eta[i] = 0;
		for (size_t j = 0; j < q; j++)
			eta[i] += b[j] * f->z[i * q + j];
	}
	for (size_t i = 0, end; i < n; i = end) {
		end = txo_cox_stratum_end(&f->rows, i);
		walk_stratum(&w, i, end, visit, ctx);
	}
	free(sum);
	free(room);
	return TXO_OK;
}

enum txo_status txo_cox_sums_init(struct txo_cox_sums *s, size_t q, size_t n,
				  struct txo_error *err)
{
	*s = (struct txo_cox_sums){ .q = q };
	s->score = malloc((q + txo_cox_half(q) + 1) * sizeof(*s->score));
	s->eta = malloc((n + 1) * sizeof(*s->eta));
	if (!s->score || !s->eta)
		return txo_fail_memory(err);
	s->information = s->score + q;
	return TXO_OK;
}

static void add_part(void *ctx, const struct txo_cox_part *part)
{
	struct txo_cox_sums *s = ctx;

	add(&s->log, part->log);
	for (size_t i = 0; i < s->q; i++)
		add(&s->score[i], part->score[i]);
	for (size_t i = 0; i < txo_cox_half(s->q); i++)
		add(&s->information[i], part->information[i]);
}

enum txo_status txo_cox_sums_find(struct txo_cox_sums *s,
				  const struct txo_cox_fit *f, const double *b,
				  struct txo_error *err)
{
	s->log = (struct txo_dd){ 0, 0 };
	for (size_t i = 0; i < s->q + txo_cox_half(s->q); i++)
		s->score[i] = (struct txo_dd){ 0, 0 };
	return txo_cox_walk(f, b, s->eta, add_part, s, err);
}

void txo_cox_sums_release(struct txo_cox_sums *s)
{
	free(s->score);
	free(s->eta);
	*s = (struct txo_cox_sums){ .q = 0 };
}
