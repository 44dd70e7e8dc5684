/*
 * trend_smooth.c - the method of txo trend that draws a smooth curve.
 * Formulas: stats/spline.c.
 */
#include "cmd/trend.h"
#include "txo/curve.h"

static void print_point(const struct txo_trend_task *t, const char *term,
			const struct txo_curve *c, double x)
{
	struct txo_estimate e = txo_curve_at(c, x, t->plan->level);
	struct txo_trend_row row = txo_trend_row(t, term, &e);
	char buf[TXO_TREND_AT];

	if (c->knots)
		txo_trend_set_at(t, x, 0, &row, buf);
	txo_trend_print(t, &row);
}

/* How many different x there are, up to `most` and one more. */
static int different(const struct txo_pairs *p, int most)
{
	int n = 0;

	for (size_t i = 0; i < p->m && n <= most; i++)
		n += i == 0 || p->x[i] != p->x[i - 1];
	return n;
}

/* Equal steps from the smallest x to the largest; whole days and periods. */
static void print_grid(const struct txo_trend_task *t,
		       const struct txo_curve *c, int points)
{
	double from = c->knot[0], to = c->knot[c->knots - 1], last = NAN;

	for (int i = 0; i < points; i++) {
		double part = points > 1 ? (double)i / (points - 1) : 0;
		double x = from * (1 - part) + to * part;

		if (t->plan->date)
			x = round(x);
		if (i == points - 1 && points > 1)
			x = to;
		if (x != last)
			print_point(t, "curve", c, x);
		last = x;
	}
}

static enum txo_status run_spline(const struct txo_trend_task *t,
				  enum txo_trend_name name,
				  struct txo_error *err)
{
	const struct txo_trend_series *s = &t->plan->series;
	const struct txo_pairs *p = &t->pairs;
	struct txo_curve c;
	enum txo_status status = txo_spline(p, s->df, &c, err);

	(void)name;
	if (status != TXO_OK)
		goto out;
	if (t->n < t->out->least)
		c.knots = 0;	/* where it is would tell of few rows */
	if (c.knots == 0)
		print_point(t, "curve", &c, NAN);
	else if (different(p, s->points) > s->points)
		print_grid(t, &c, s->points);
	else
		for (size_t i = 0; i < p->m; i++)
			if (i == 0 || p->x[i] != p->x[i - 1])
				print_point(t, "curve", &c, p->x[i]);
	for (size_t i = 0; i < c.knots; i++)
		print_point(t, "knot", &c, c.knot[i]);
out:
	txo_curve_release(&c);
	return status;
}

const struct txo_trend_method txo_trend_curves[] = {
	{ TXO_TREND_SPLINE, TXO_TREND_PAIRS, txo_trend_at_only, run_spline },
	{ TXO_TREND_NAMES, TXO_TREND_PAIRS, NULL, NULL }
};
