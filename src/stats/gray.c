/*
 * METHOD [gray1988] with rho 0, of group k just before a time: n_k at risk, S_k
 * without any event, F_k cumulative incidence; d_k events of the cause, o_k of
 * others, d their sum; h_k = n_k / S_k, H = sum h_k, F_0 = sum d / H:
 *	score z_i = sum (d_i - d h_i (1 - F_i) / sum h_k (1 - F_k))
 *	a_ij = h_i (1{i = j} - h_j / H), c_ij = sum a_ij d / (H (1 - F_0))
 * the covariance is the sum, over times, groups k and both kinds of events, of the
 * products of what one event adds to z_i and z_j, times the variance w of it:
 *	of the cause	a_ik - t c_ik + t C_ik,  t = 1 - (1 - F_0') / S_k'
 *			w = S_k d / (H n_k) (1 - (d - 1) / (H S_k - 1))
 *	of others	t c_ik - t C_ik,  t = (1 - F_0') / S_k'
 *			w = S_k^2 o_k / n_k^2 (1 - (o_k - 1) / (n_k - 1))
 * where ' is at the time itself and C the c of the end; t = 1 for S_k' = 0, where
 * others count no more. The factors of w are for ties; they are those of the
 * author's program (cmprsk), as the paper has none. One pass: the sums of the
 * parts with C are kept apart. Strata are summed.
 */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/dd.h"
#include "stats/ldl.h"
#include "stats/tails.h"
#include "txo/competing.h"
#include "txo/note.h"

#define METHOD "Gray's test of equal cumulative incidence"

struct group {
	uint64_t left;			/* at risk */
	uint64_t events, others, gone;	/* at this time */
	struct txo_dd s, f;		/* before it */
	double after;			/* S at it */
	double share;			/* h */
	bool used;	/* at risk at an event of the cause, in any stratum */
};

struct state {
	const struct txo_cause_counts *c;
	size_t k;
	struct group *group;
	struct txo_dd *score;		/* k */
	struct txo_dd *drift;		/* k x k: c */
	double *a;			/* k x k */
	struct txo_dd *square;		/* k: sum of t^2 w */
	struct txo_dd *mixed;		/* k x k: of (a - t c) t w */
	struct txo_dd *covariance;	/* k x k: of (a - t c) (a - t c)' w */
	double *matrix;			/* k x k, scratch */
	struct txo_dd pooled;		/* F_0 */
	double all, weighted;		/* H, sum of h (1 - F) */
	uint64_t events, any_events;	/* at this time, in all strata */
};

static void add(struct txo_dd *sum, double x)
{
	*sum = txo_dd_add(*sum, txo_dd_from(x));
}

static double rest_of(struct txo_dd share)
{
	return txo_dd_sub(txo_dd_from(1), share).hi;
}

/* One kind of event in group g: t, w, and whether it has an a. */
static void add_kind(struct state *s, size_t g, double t, double w, bool cause)
{
	size_t k = s->k;
	double *own = s->matrix;

	for (size_t i = 0; i < k; i++)
		own[i] = (cause ? s->a[i * k + g] : 0) +
			 (cause ? -t : t) * s->drift[i * k + g].hi;
	add(&s->square[g], t * t * w);
	for (size_t i = 0; i < k; i++) {
		add(&s->mixed[i * k + g], (cause ? t : -t) * own[i] * w);
		for (size_t j = 0; j <= i; j++)
			add(&s->covariance[i * k + j], own[i] * own[j] * w);
	}
}

static void add_cause(struct state *s, double after)
{
	double d = (double)s->events;

	for (size_t g = 0; g < s->k; g++) {
		const struct group *p = &s->group[g];
		double t = p->after > 0 ? 1 - after / p->after : 1, w;

		if (!p->left)
			continue;
		w = p->s.hi * d / (s->all * (double)p->left);
		if (s->events > 1)
			w *= 1 - (d - 1) / (s->all * p->s.hi - 1);
		add_kind(s, g, t, w, true);
	}
}

static void add_others(struct state *s, double after)
{
	for (size_t g = 0; g < s->k; g++) {
		const struct group *p = &s->group[g];
		double o = (double)p->others, n = (double)p->left, w;

		if (!p->others || !(p->after > 0))
			continue;
		w = p->s.hi / n * (p->s.hi / n) * o;
		if (p->others > 1)
			w *= (n - o) / (n - 1);
		add_kind(s, g, after / p->after, w, false);
	}
}

/* S and F at this time, h, and their sums. */
static void look(struct state *s, struct txo_dd *after)
{
	s->all = s->weighted = 0;
	for (size_t g = 0; g < s->k; g++) {
		struct group *p = &s->group[g];
		struct txo_dd n = txo_dd_from_count(p->left), left;

		p->share = 0;
		after[g] = p->s;
		p->after = p->s.hi;
		if (!p->left)
			continue;
		left = txo_dd_from_count(p->left - p->events - p->others);
		after[g] = txo_dd_div(txo_dd_mul(p->s, left), n);
		p->after = after[g].hi;
		p->share = txo_dd_div(n, p->s).hi;
		s->all += p->share;
		s->weighted += p->share * rest_of(p->f);
	}
}

static void add_scores(struct state *s)
{
	double d = (double)s->events, before = rest_of(s->pooled);
	size_t k = s->k;

	for (size_t i = 0; i < k; i++) {
		struct group *p = &s->group[i];

		p->used |= p->left && s->events;
		for (size_t j = 0; j < k; j++) {
			double part = s->group[j].share / s->all;
			double a = p->share * ((i == j) - part);

			s->a[i * k + j] = a;
			if (before > 0)
				add(&s->drift[i * k + j],
				    a * d / (s->all * before));
		}
		add(&s->score[i], (double)p->events);
		add(&s->score[i],
		    -d * (p->share * rest_of(p->f) / s->weighted));
	}
}

/* The counts of one time are in the groups. */
static void take_time(struct state *s, struct txo_dd *after)
{
	double rest;

	if (s->any_events) {
		look(s, after);
		add_scores(s);
		add(&s->pooled, (double)s->events / s->all);
		rest = rest_of(s->pooled);
		if (s->events)
			add_cause(s, rest);
		add_others(s, rest);
	}
	for (size_t g = 0; g < s->k; g++) {
		struct group *p = &s->group[g];
		struct txo_dd d = txo_dd_from_count(p->events);

		if (p->events)
			p->f = txo_dd_add(
				p->f, txo_dd_div(txo_dd_mul(p->s, d),
						 txo_dd_from_count(p->left)));
		if (p->events + p->others)
			p->s = after[g];
		p->left -= p->gone;
		p->events = p->others = p->gone = 0;
	}
	s->events = s->any_events = 0;
}

static void begin_stratum(struct state *s, size_t begin, size_t end)
{
	size_t k = s->k;

	for (size_t g = 0; g < k; g++)
		s->group[g] = (struct group){ .s = { 1, 0 },
					      .used = s->group[g].used };
	for (size_t i = begin; i < end; i++) {
		const struct txo_cause_count *p = &s->c->count[i];

		s->group[p->group].left += p->events + p->others + p->censored;
	}
	s->pooled = (struct txo_dd){ 0, 0 };
	for (size_t i = 0; i < k * k; i++)
		s->drift[i] = s->mixed[i] = (struct txo_dd){ 0, 0 };
	for (size_t i = 0; i < k; i++)
		s->square[i] = (struct txo_dd){ 0, 0 };
}

/* The parts with the drift of the end. */
static void end_stratum(struct state *s)
{
	size_t k = s->k;

	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j <= i; j++)
			for (size_t g = 0; g < k; g++) {
				double x = s->drift[i * k + g].hi;
				double y = s->drift[j * k + g].hi;

				add(&s->covariance[i * k + j],
				    x * y * s->square[g].hi +
					    x * s->mixed[j * k + g].hi +
					    y * s->mixed[i * k + g].hi);
			}
}

static void take_stratum(struct state *s, size_t begin, size_t end,
			 struct txo_dd *after)
{
	const struct txo_cause_count *c = s->c->count;

	begin_stratum(s, begin, end);
	for (size_t i = begin, next; i < end; i = next) {
		for (next = i; next < end && c[next].time == c[i].time;
		     next++) {
			struct group *p = &s->group[c[next].group];

			p->events = c[next].events;
			p->others = c[next].others;
			p->gone = p->events + p->others + c[next].censored;
			s->events += p->events;
			s->any_events += p->events + p->others;
		}
		take_time(s, after);
	}
	end_stratum(s);
}

/* Chi-square of the groups that are used, but for the last. */
static void conclude(struct state *s, struct txo_estimate *out)
{
	size_t k = s->k, n = 0, used = 0, at[TXO_GRAY_GROUPS];
	double *b = s->a;
	bool dropped[TXO_GRAY_GROUPS];

	for (size_t g = 0; g < k; g++)
		used += s->group[g].used;
	if (used < 2) {
		out->note |= used ? TXO_NOTE_FEWGROUPS : TXO_NOTE_ZEROCELL;
		return;
	}
	for (size_t g = 0; n < used - 1; g++)
		if (s->group[g].used)
			at[n++] = g;
	for (size_t i = 0; i < n; i++) {
		b[i] = s->score[at[i]].hi;
		for (size_t j = 0; j <= i; j++)
			s->matrix[i * n + j] = s->covariance[at[i] * k + at[j]]
						       .hi;
	}
	if (txo_ldl(s->matrix, n, 1e-12, 0, dropped) < n) {
		out->note |= TXO_NOTE_SMALLN;
		return;
	}
	txo_ldl_solve(s->matrix, n, dropped, b);
	out->statistic = 0;
	for (size_t i = 0; i < n; i++)
		out->statistic += b[i] * s->score[at[i]].hi;
	out->statistic = fmax(0, out->statistic);
	out->df = (double)n;
	out->p_value = txo_chi2_tails(out->statistic, out->df).upper;
}

enum txo_status txo_gray(const struct txo_cause_counts *c,
			 struct txo_estimate *out, struct txo_error *err)
{
	size_t k = c->k, kk = k * k;
	struct txo_dd *sum, *after;
	struct state s = { .c = c, .k = k };

	*out = txo_estimate_none(METHOD);
	if (k > TXO_GRAY_GROUPS)
		return txo_fail(err, TXO_DATA,
				"Gray's test compares up to %d groups, not %zu",
				TXO_GRAY_GROUPS, k);
	s.group = calloc(k + 1, sizeof(*s.group));
	s.a = malloc((2 * kk + k + 1) * sizeof(*s.a));
	sum = calloc(3 * kk + 3 * k + 1, sizeof(*sum));
	if (!s.group || !s.a || !sum) {
		free(s.group);
		free(s.a);
		free(sum);
		return txo_fail_memory(err);
	}
	s.matrix = s.a + kk;
	s.drift = sum;
	s.mixed = sum + kk;
	s.covariance = sum + 2 * kk;
	s.score = sum + 3 * kk;
	s.square = s.score + k;
	after = s.square + k;
	for (size_t i = 0, end; i < c->n; i = end) {
		end = i;
		while (end < c->n &&
		       c->count[end].stratum == c->count[i].stratum)
			end++;
		take_stratum(&s, i, end, after);
	}
	if (c->n == 0)
		out->note |= TXO_NOTE_NODATA;
	else
		conclude(&s, out);
	free(s.group);
	free(s.a);
	free(sum);
	return TXO_OK;
}
