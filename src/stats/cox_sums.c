/*
 * METHOD, at one time: R the risk set, D the d events, weights r = exp(b z), W their
 * sum; m and V mean and covariance of z over R, n and N over D, g = n - m;
 * s = sum over D / sum over R of r:
 *	log likelihood  sum_D b z - d log W - sum_k log y_k
 *	score           sum_D z - d m + a_1 s g
 *	information     a_0 V - a_1 s (N + g g') - b_2 s^2 g g'
 * with the sums of efron.h, share s [efron1977]; those of Breslow's have a_0 = d
 * alone [breslow1974]. It is what one gets of the usual form, in powers of z,
 * about the mean. A weight is so many rows.
 *
 * Within a stratum from the last time to the first, so that the risk set only
 * grows, and mean and covariance with it [west1979], which nothing cancels; W and
 * means in double-double. All r times exp(-shift), where shift is the b z of a
 * row in R and no b z is much above it: nothing overflows, and what underflows
 * does not matter.
 */
#include <stdlib.h>

#include "stats/cox.h"
#include "stats/efron.h"

#define FAR 100		/* exp() of it is far from an overflow */

/* Of rows: sum of weights, mean, and products about it, half of q x q. */
struct moments {
	struct txo_dd sum, *mean, *product;
};

struct walk {
	const struct txo_cox_fit *f;
	const double *eta;
	struct moments risk, dead;
	struct txo_dd *total;	/* of z of the events, q */
	double *step;		/* scratch: q */
	double *score, *information;
	double shift;
};

static inline void add(struct txo_dd *sum, double x)
{
	struct txo_dd s = txo_dd_two_sum(sum->hi, x);

	*sum = txo_dd_fast_sum(s.hi, sum->lo + s.lo);
}

static void clear(struct moments *m, size_t q)
{
	m->sum = (struct txo_dd){ 0, 0 };
	for (size_t i = 0; i < q; i++)
		m->mean[i] = (struct txo_dd){ 0, 0 };
	for (size_t i = 0; i < txo_cox_half(q); i++)
		m->product[i] = (struct txo_dd){ 0, 0 };
}

static void add_row(struct moments *m, double r, const double *z, double *step,
		    size_t q)
{
	struct txo_dd *product = m->product;
	double before = m->sum.hi, share, part;

	if (!(r > 0))
		return;
	add(&m->sum, r);
	share = r / m->sum.hi;
	part = r * (before / m->sum.hi);
	for (size_t i = 0; i < q; i++) {
		double x;

		step[i] = (z[i] - m->mean[i].hi) - m->mean[i].lo;
		x = part * step[i];
		add(&m->mean[i], share * step[i]);
		for (size_t j = 0; j <= i; j++)
			add(product++, x * step[j]);
	}
}

/* The sums of the events of one time; *share of the risk set is theirs. */
static struct txo_efron tie(const struct walk *w, double d, double *share)
{
	struct txo_dd all = w->risk.sum, dead = w->dead.sum;
	double rest;

	*share = 0;
	if (w->f->ties == TXO_COX_BRESLOW)
		return txo_breslow_sums(d);
	if (d == 1)
		return txo_efron_sums(1, 0, 1);
	*share = fmin(1, txo_dd_div(dead, all).hi);
	rest = txo_dd_div(txo_dd_sub(all, dead), all).hi;
	return txo_efron_sums(d, *share, fmax(0, rest));
}

/* Score and information of one time. */
static void find_part(struct walk *w, const struct txo_efron *e, double d,
		      double share)
{
	size_t q = w->f->q, at = 0;
	double second = e->a[1] * share, g = e->b[2] * share * share + second;

	for (size_t i = 0; i < q; i++) {
		struct txo_dd mean = w->risk.mean[i];
		struct txo_dd far = txo_dd_sub(
			w->total[i], txo_dd_mul(txo_dd_from(d), mean));

		w->step[i] = share > 0 ? txo_dd_sub(w->dead.mean[i], mean).hi :
					 0;
		w->score[i] = far.hi + second * w->step[i];
	}
	for (size_t i = 0; i < q; i++)
		for (size_t j = 0; j <= i; j++, at++) {
			double x = e->a[0] *
				   (w->risk.product[at].hi / w->risk.sum.hi);

			if (share > 0)
				x -= second * (w->dead.product[at].hi /
					       w->dead.sum.hi) +
				     g * w->step[i] * w->step[j];
			w->information[at] = x;
		}
}

/* Keep the sums within range when a row of this b z joins them. */
static void raise_shift(struct walk *w, double eta)
{
	double down = exp(w->shift - eta);

	if (eta - w->shift < FAR)
		return;
	w->risk.sum.hi *= down;
	w->risk.sum.lo *= down;
	for (size_t i = 0; i < txo_cox_half(w->f->q); i++) {
		w->risk.product[i].hi *= down;
		w->risk.product[i].lo *= down;
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
	clear(&w->dead, q);
	for (size_t i = begin; i < end; i++) {
		double weight = (double)rows->weight[i];
		double r = weight * exp(w->eta[i] - w->shift);
		const double *z = w->f->z + i * q;

		add_row(&w->risk, r, z, w->step, q);
		if (rows->event[i] && tied)
			add_row(&w->dead, r, z, w->step, q);
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
	double eta, d = sum_events(w, begin, end, &eta), share;
	bool tied = d > 1 && w->f->ties == TXO_COX_EFRON;
	struct txo_efron e;

	join(w, begin, end, tied);
	if (d == 0)
		return;
	e = tie(w, d, &share);
	part.log = eta - d * (log(w->risk.sum.hi) + w->shift) - e.log;
	find_part(w, &e, d, share);
	visit(ctx, &part);
}

static void walk_stratum(struct walk *w, size_t begin, size_t end,
			 txo_cox_visit *visit, void *ctx)
{
	const struct txo_cox_rows *rows = &w->f->rows;

	clear(&w->risk, w->f->q);
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

	all = q + half;
	sum = malloc((2 * all + q + 1) * sizeof(*sum));
	room = malloc((2 * q + half + 1) * sizeof(*room));
	if (!sum || !room) {
		free(sum);
		free(room);
		return txo_fail_memory(err);
	}
	w.risk = (struct moments){ .mean = sum, .product = sum + q };
	w.dead = (struct moments){ .mean = sum + all,
				   .product = sum + all + q };
	w.total = sum + 2 * all;
	w.step = room;
	w.score = room + q;
	w.information = room + 2 * q;
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
