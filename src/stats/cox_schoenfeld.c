/*
 * METHOD: covariates z g(t) with coefficients c are added to the model. At b and
 * c = 0, with the score u and the information I of each time of events,
 *	score of c: U = sum g u
 *	information: sum of (I, g I; g I, g^2 I)
 *	chi-square = (0, U)' information^-1 (0, U)	[grambsch1994], [therneau2000]
 * of all z and of those z g that are tested, as cox.zph() of R's survival 3 does.
 * Neither the place nor the unit of g matters: g is centred about its mean over
 * the events, and its greatest value made 1.
 *	km        1 - S just before the time, S that of all rows together
 *	identity  the time
 *	log       its logarithm
 *	rank      its mid-rank among all rows
 */
#include <stdlib.h>

#include "stats/cox.h"
#include "stats/ldl.h"
#include "stats/tails.h"
#include "txo/note.h"

static const char *const methods[] = {
	[TXO_COX_KM] = "score test of proportional hazards, time as 1 - "
		       "Kaplan-Meier",
	[TXO_COX_IDENTITY] = "score test of proportional hazards, time as it "
			     "is",
	[TXO_COX_LOG] = "score test of proportional hazards, logarithm of "
			"time",
	[TXO_COX_RANK] = "score test of proportional hazards, rank of time",
};

struct timed {
	double time;
	size_t row;
};

static int by_time(const void *a, const void *b)
{
	const struct timed *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

/* What a time has, and what is before it. */
struct count {
	struct txo_dd before, here, events, all;
};

static double next_value(enum txo_cox_transform t, const struct count *k,
			 struct txo_dd *s)
{
	double value;

	if (t == TXO_COX_RANK)
		return txo_dd_add(k->before, txo_dd_scale(k->here, -1)).hi;
	value = txo_dd_sub(txo_dd_from(1), *s).hi;
	if (k->events.hi > 0) {
		struct txo_dd left = txo_dd_sub(k->all, k->before);

		*s = txo_dd_mul(*s,
				txo_dd_div(txo_dd_sub(left, k->events), left));
	}
	return value;
}

/* g of all rows, by the order of their times. */
static void order_times(const struct txo_cox_rows *r, enum txo_cox_transform t,
			struct timed *at, double *g)
{
	struct count k = { .all = { 0, 0 } };
	struct txo_dd s = { 1, 0 };

	for (size_t i = 0; i < r->n; i++) {
		at[i] = (struct timed){ r->time[i], i };
		k.all = txo_dd_add(k.all, txo_dd_from_count(r->weight[i]));
	}
	qsort(at, r->n, sizeof(*at), by_time);
	for (size_t i = 0, end; i < r->n; i = end) {
		double value;

		k.here = k.events = (struct txo_dd){ 0, 0 };
		for (end = i; end < r->n && at[end].time == at[i].time; end++) {
			size_t row = at[end].row;
			struct txo_dd w = txo_dd_from_count(r->weight[row]);

			k.here = txo_dd_add(k.here, w);
			if (r->event[row])
				k.events = txo_dd_add(k.events, w);
		}
		value = next_value(t, &k, &s);
		for (size_t j = i; j < end; j++)
			g[at[j].row] = value;
		k.before = txo_dd_add(k.before, k.here);
	}
}

/* Centre g, and make its greatest value 1; false if it has one value alone. */
static bool centre(const struct txo_cox_rows *r, double *g)
{
	struct txo_dd sum = { 0, 0 }, n = { 0, 0 };
	double most = 0, mean;

	for (size_t i = 0; i < r->n; i++) {
		double w = (double)r->weight[i];

		if (!r->event[i])
			continue;
		sum = txo_dd_add(sum, txo_dd_two_prod(w, g[i]));
		n = txo_dd_add(n, txo_dd_from(w));
	}
	mean = txo_dd_div(sum, n).hi;
	for (size_t i = 0; i < r->n; i++) {
		g[i] -= mean;
		if (r->event[i])
			most = fmax(most, fabs(g[i]));
	}
	for (size_t i = 0; i < r->n && most > 0; i++)
		g[i] /= most;
	return most > 0;
}

/* 0, or why there is no g. */
static unsigned find_times(const struct txo_cox_rows *r,
			   enum txo_cox_transform t, struct timed *at,
			   double *g)
{
	if (t == TXO_COX_KM || t == TXO_COX_RANK)
		order_times(r, t, at, g);
	for (size_t i = 0; i < r->n && t == TXO_COX_IDENTITY; i++)
		g[i] = r->time[i];
	for (size_t i = 0; i < r->n && t == TXO_COX_LOG; i++) {
		if (r->event[i] && !(r->time[i] > 0))
			return TXO_NOTE_NONPOS;
		g[i] = r->time[i] > 0 ? log(r->time[i]) : 0;
	}
	return centre(r, g) ? 0 : TXO_NOTE_SMALLN;
}

/* The sums, of q covariates with a coefficient and of m of them that are tested. */
struct test {
	const double *g;
	const size_t *base, *at;	/* q, m places in the fit */
	size_t q, m;
	struct txo_dd *score;	/* m */
	struct txo_dd *sum;	/* half of (q + m) x (q + m) */
};

static void add(struct txo_dd *sum, double x)
{
	*sum = txo_dd_add(*sum, txo_dd_from(x));
}

static void add_time(void *ctx, const struct txo_cox_part *part)
{
	struct test *t = ctx;
	double g = t->g[part->row];
	size_t q = t->q;

	for (size_t i = 0; i < t->m; i++)
		add(&t->score[i], g * part->score[t->at[i]]);
	for (size_t i = 0; i < q + t->m; i++)
		for (size_t j = 0; j <= i; j++) {
			size_t a = i < q ? t->base[i] : t->at[i - q];
			size_t b = j < q ? t->base[j] : t->at[j - q];
			size_t from = a > b ? txo_cox_at(a, b) :
					      txo_cox_at(b, a);
			double x = part->information[from];

			x *= (i < q ? 1 : g) * (j < q ? 1 : g);
			add(&t->sum[txo_cox_at(i, j)], x);
		}
}

static enum txo_status conclude(const struct test *t, struct txo_estimate *out,
				struct txo_error *err)
{
	size_t n = t->q + t->m;
	double *a = malloc((n * n + 1) * sizeof(*a));
	double *b = malloc((n + 1) * sizeof(*b));
	bool *dropped = malloc(n + 1);
	enum txo_status status = TXO_OK;

	if (!a || !b || !dropped)
		status = txo_fail_memory(err);

	if (status == TXO_OK) {
		for (size_t i = 0; i < n; i++) {
			b[i] = i < t->q ? 0 : t->score[i - t->q].hi;
			for (size_t j = 0; j <= i; j++)
				a[i * n + j] = t->sum[txo_cox_at(i, j)].hi;
		}
		if (txo_ldl(a, n, 1e-12, 0, dropped) < n) {
			out->note |= TXO_NOTE_SMALLN;
		} else {
			txo_ldl_solve(a, n, dropped, b);
			out->statistic = 0;
			for (size_t i = t->q; i < n; i++)
				out->statistic += b[i] * t->score[i - t->q].hi;
			out->df = (double)t->m;
			out->statistic = fmax(0, out->statistic);
			out->p_value = txo_chi2_tails(out->statistic, out->df)
					       .upper;
		}
	}
	free(a);
	free(b);
	free(dropped);
	return status;
}

static enum txo_status run(const struct txo_cox_fit *f, struct test *t,
			   struct txo_estimate *out, struct txo_error *err)
{
	size_t half = txo_cox_half(t->q + t->m);
	double *eta = malloc((f->rows.n + 1) * sizeof(*eta));
	enum txo_status status;

	t->score = calloc(t->m + half + 1, sizeof(*t->score));
	if (!t->score || !eta) {
		free(t->score);
		free(eta);
		return txo_fail_memory(err);
	}
	t->sum = t->score + t->m;
	status = txo_cox_walk(f, f->b, eta, add_time, t, err);
	if (status == TXO_OK)
		status = conclude(t, out, err);
	free(t->score);
	free(eta);
	return status;
}

enum txo_status txo_cox_schoenfeld(const struct txo_cox *c, size_t first,
				   size_t m, enum txo_cox_transform transform,
				   struct txo_estimate *out,
				   struct txo_error *err)
{
	const struct txo_cox_fit *f = c->fit;
	size_t n = f->rows.n;
	size_t *place = malloc((f->q + m + 1) * sizeof(*place));
	struct timed *at = malloc((n + 1) * sizeof(*at));
	double *g = malloc((n + 1) * sizeof(*g));
	struct test t = { .g = g };
	enum txo_status status = TXO_OK;

	*out = txo_estimate_none(methods[transform]);
	out->note = c->note & TXO_COX_NOTHING;
	if (!place || !at || !g)
		status = txo_fail_memory(err);
	for (size_t i = 0; i < f->q && status == TXO_OK; i++)
		if (!f->why[f->kept[i]])
			place[t.q++] = i;
	if (status == TXO_OK) {
		t.base = place;
		t.at = place + t.q;
	}
	for (size_t j = first; j < first + m && status == TXO_OK; j++)
		if (!f->why[j])
			place[t.q + t.m++] = f->place[j];
		else if (f->place[j] != TXO_COX_NONE)
			out->note |= f->why[j];
	if (status == TXO_OK && !t.m)
		out->note |= c->note & TXO_COX_NOTHING ? 0u :
			     m			       ? f->why[first] :
							 TXO_NOTE_CONST;
	if (status == TXO_OK && t.m && !(c->note & TXO_COX_NOTHING)) {
		unsigned note = find_times(&f->rows, transform, at, g);

		out->note |= note;
		if (!note)
			status = run(f, &t, out, err);
	}
	free(place);
	free(at);
	free(g);
	return status;
}
