/*
 * METHOD
 * Given the margins of a table with the cells a, b / c, d the first one has the
 * noncentral hypergeometric distribution
 *	P(u; w) ~ C(a + b, u) C(c + d, a + c - u) w^u,	w the odds ratio
 *
 *	estimate: sum u P(u; w) = a		conditional likelihood [fisher1935]
 *	low:  sum over u >= a of P(u; w) = (1 - level) / 2
 *	high: sum over u <= a of P(u; w) = (1 - level) / 2
 *	p: sum of P(u; 1) over all u with P(u; 1) <= (1 + 1e-7) P(a; 1)
 *
 * The factor 1 + 1e-7 takes equal probabilities for equal whatever the
 * rounding, as R's fisher.test does. P(u; 1) comes from the saddle-point form
 * (binomial.c), its neighbours from the ratio of two that stand side by side,
 * until they no longer change the sum. The border of the other tail is found
 * by bisection, as P rises up to its mode and falls behind it. Roots are taken
 * along log w. R's own odds ratio and interval have 4 digits only: its search
 * ends there.
 *
 * Up to 2000 tables all are summed in double-double instead, so that p is right
 * to the last digit or next to it.
 *
 * Too large for it: log odds ratio of the cells -+ z sqrt(1/a + 1/b + 1/c +
 * 1/d) [woolf1955].
 */
#include "stats/fisher.h"

#include <math.h>

#include "stats/binomial.h"
#include "stats/quantile_t.h"
#include "stats/root.h"

#define EXACT \
	"conditional maximum likelihood with exact interval and Fisher exact test"
#define LARGE \
	"odds ratio of the cells with Woolf interval and Pearson chi-square"
#define LARGEST_SD 1e6
#define SMALL 2000	/* tables summed in double-double */
#define HUGE_TERM 1e290
#define FARTHEST 1e4	/* of log w */

/* The cells of a table; `step` more events of the first group make another. */
static struct txo_cells moved(const struct txo_cells *c, double step)
{
	return (struct txo_cells){ c->x1 + step, c->y1 - step, c->x2 - step,
				   c->y2 + step };
}

/* The table with events and others changed: more in it is less in the first. */
static struct txo_cells turned(const struct txo_cells *c)
{
	return (struct txo_cells){ c->y1, c->x1, c->y2, c->x2 };
}

/* P(a + 1; w) / P(a; w). */
static double rise(const struct txo_cells *c, double odds)
{
	return odds * (c->y1 / (c->x1 + 1)) * (c->x2 / (c->y2 + 1));
}

/* Sums of P(a + j; w) / P(a; w), and of j times it, over j = 0, 1, ... */
struct side {
	double sum, moment;
};

static struct side side_above(const struct txo_cells *c, double odds)
{
	struct side s = { 1, 0 };
	double last = fmin(c->y1, c->x2), term = 1;

	for (double j = 1; j <= last; j++) {
		double ratio = odds * ((c->y1 - j + 1) / (c->x1 + j)) *
			       ((c->x2 - j + 1) / (c->y2 + j));

		term *= ratio;
		s.sum += term;
		s.moment += j * term;
		if (isinf(s.moment) ||
		    (ratio < 1 && j * term < 1e-18 * (1 - ratio) * s.sum))
			break;
	}
	return s;
}

struct search {
	struct txo_cells c;
	double log_tail;
};

/* log P(U >= a; w) against the tail. */
static double miss_tail(double log_odds, const void *with)
{
	const struct search *s = with;
	struct txo_cells other = turned(&s->c);
	double above = side_above(&s->c, exp(log_odds)).sum;
	double below = side_above(&other, exp(-log_odds)).sum - 1;

	return -log1p(below / above) - s->log_tail;
}

/* By how much the mean is above a, as a logarithm of what pulls it up and down. */
static double miss_mean(double log_odds, const void *with)
{
	const struct search *s = with;
	struct txo_cells other = turned(&s->c);

	return log(side_above(&s->c, exp(log_odds)).moment) -
	       log(side_above(&other, exp(-log_odds)).moment);
}

/* Where the search begins, and its first step: as if cells were not 0. */
static double find(txo_root_function *miss, const struct txo_cells *c,
		   double level)
{
	struct search s = { *c, log((1 - level) / 2) };
	double x1 = c->x1 + 0.5, y1 = c->y1 + 0.5, x2 = c->x2 + 0.5,
	       y2 = c->y2 + 0.5;

	return exp(txo_root_near(miss, &s, log(x1 / y1) - log(x2 / y2),
				 sqrt(1 / x1 + 1 / y1 + 1 / x2 + 1 / y2),
				 FARTHEST));
}

static void set_odds(const struct txo_cells *c, double level,
		     struct txo_estimate *e)
{
	struct txo_cells other = turned(c);
	bool lowest = c->x1 == 0 || c->y2 == 0;
	bool highest = c->y1 == 0 || c->x2 == 0;

	if (lowest || highest)
		e->note |= TXO_NOTE_ZEROCELL;
	if (highest)
		e->note |= TXO_NOTE_OPEN;
	e->conf_low = lowest ? 0 : find(miss_tail, c, level);
	if (!highest)
		e->conf_high = 1 / find(miss_tail, &other, level);
	if (lowest)
		e->estimate = 0;
	else if (!highest)
		e->estimate = find(miss_mean, c, level);
}

static double log_mass(const struct txo_cells *c)
{
	return txo_hypergeometric_log_mass(c->x1, c->y1, c->x2, c->y2);
}

/* The most likely table with these margins. */
static struct txo_cells likeliest(const struct txo_cells *c)
{
	double n1 = c->x1 + c->y1, n2 = c->x2 + c->y2, events = c->x1 + c->x2;
	double least = fmax(0, events - n2), most = fmin(n1, events);
	double u = floor((n1 + 1) / (n1 + n2 + 2) * (events + 1));
	struct txo_cells m;

	u = fmin(fmax(u, least), most);
	m = moved(c, u - c->x1);
	while (m.y1 > 0 && m.x2 > 0 && rise(&m, 1) > 1)
		m = moved(&m, 1);
	for (;;) {
		struct txo_cells before = turned(&m);

		if (!(m.x1 > 0 && m.y2 > 0 && rise(&before, 1) > 1))
			return m;
		m = moved(&m, -1);
	}
}

/*
 * Probability of the tables with fewer events in the first group than the mode
 * `m` has that are no more likely than `most`.
 */
static double lower_tail(const struct txo_cells *m, double most)
{
	double none = -fmin(m->x1, m->y2) - 1, some = 0;
	struct txo_cells c;

	/* at `none` there is no table, at `some` they are too likely */
	while (some - none > 1) {
		double half = floor((none + some) / 2);

		c = moved(m, half);
		if (log_mass(&c) <= most)
			none = half;
		else
			some = half;
	}
	if (none < -fmin(m->x1, m->y2))
		return 0;
	c = moved(m, none);
	most = log_mass(&c);
	c = turned(&c);
	return exp(most) * side_above(&c, 1).sum;
}

double txo_fisher_tails(const struct txo_cells *c, double most)
{
	struct txo_cells m = likeliest(c), other = turned(&m);

	if (log_mass(&m) <= most)
		return 1;
	return fmin(1, lower_tail(&m, most) + lower_tail(&other, most));
}

/* Sums of P(u; 1) / P(a; 1): of all tables, and of the no more likely ones. */
struct small {
	struct txo_dd all, some;
};

/* Over u > a; false if it leaves the range of a double. */
static bool add_above(struct small *s, const struct txo_cells *c)
{
	double last = fmin(c->y1, c->x2);
	struct txo_dd term = txo_dd_from(1);

	for (double j = 1; j <= last; j++) {
		struct txo_dd up = txo_dd_two_prod(c->y1 - j + 1,
						   c->x2 - j + 1);
		struct txo_dd down = txo_dd_two_prod(c->x1 + j, c->y2 + j);

		term = txo_dd_div(txo_dd_mul(term, up), down);
		if (!(term.hi < HUGE_TERM))
			return false;
		s->all = txo_dd_add(s->all, term);
		if (term.hi <= 1 + TXO_FISHER_EQUAL)
			s->some = txo_dd_add(s->some, term);
	}
	return true;
}

static double p_value(const struct txo_cells *c)
{
	struct txo_cells other = turned(c);
	struct txo_dd one = txo_dd_from(1);
	struct small s = { one, one };
	double steps = fmin(c->y1, c->x2) + fmin(c->x1, c->y2);

	if (steps <= SMALL && add_above(&s, c) && add_above(&s, &other))
		return txo_dd_div(s.some, s.all).hi;
	return txo_fisher_tails(c, log_mass(c) + TXO_FISHER_EQUAL);
}

static bool too_large(const struct txo_cells *c)
{
	double n1 = c->x1 + c->y1, n2 = c->x2 + c->y2, n = n1 + n2;
	double events = c->x1 + c->x2, others = c->y1 + c->y2;

	return sqrt(n1 / n * (n2 / n)) * sqrt(events / n * others) > LARGEST_SD;
}

static void set_large(const struct txo_cells *c, double level,
		      struct txo_estimate *e)
{
	double error = sqrt(1 / c->x1 + 1 / c->y1 + 1 / c->x2 + 1 / c->y2);
	double half = txo_normal_quantile(level) * error;

	e->method = LARGE;
	e->note |= TXO_NOTE_APPROX;
	e->p_value = txo_normal_p_value(txo_cells_z(c));
	e->estimate = c->x1 / c->y1 * (c->y2 / c->x2);
	if (isinf(error)) {
		e->note |= TXO_NOTE_ZEROCELL;
		if (c->y1 == 0 || c->x2 == 0)
			e->estimate = (double)NAN;
		return;
	}
	e->std_error = error;
	e->conf_low = e->estimate * exp(-half);
	e->conf_high = e->estimate * exp(half);
}

struct txo_estimate txo_fisher(const struct txo_two *t, double level)
{
	struct txo_estimate e = txo_estimate_none(EXACT);
	struct txo_cells c = txo_cells_of(t);

	if (txo_two_empty(t, &e))
		return e;
	if (c.x1 + c.x2 == 0 || c.y1 + c.y2 == 0) {
		e.p_value = 1;
		e.note |= TXO_NOTE_CONST;
		return e;
	}
	if (too_large(&c)) {
		set_large(&c, level, &e);
		return e;
	}
	set_odds(&c, level, &e);
	e.p_value = p_value(&c);
	return e;
}
