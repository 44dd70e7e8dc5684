/*
 * survival_terms.c - what is known of each level, and the differences of means.
 */
#include <math.h>
#include <string.h>

#include "base/format.h"
#include "cmd/survival.h"

#define TASK struct txo_survival_task
#define LEVEL struct txo_survival_level
#define LINE struct txo_survival_line

/* Of --curve, and of --at. */
static const char *const terms[TXO_SHOWS][2] = {
	[TXO_SHOW_SURVIVAL] = { "survival", "survival_at" },
	[TXO_SHOW_EVENTS] = { "events", "events_at" },
	[TXO_SHOW_HAZARD] = { "hazard", "hazard_at" },
};

static const char *const curves[] = {
	[TXO_SURVIVAL_LOG] = "Kaplan-Meier, log interval",
	[TXO_SURVIVAL_LOG_LOG] = "Kaplan-Meier, log-log interval",
	[TXO_SURVIVAL_PLAIN] = "Kaplan-Meier, plain interval",
};

const char *txo_survival_quantile_term(TASK *t, double p)
{
	struct txo_buffer *b = &t->term;
	char number[TXO_NUMBER_SIZE];

	txo_buffer_clear(b);
	txo_format_number(p, 0, number);
	txo_buffer_printf(b, "quantile_%s", number);
	return p == 0.5 || !b->p ? "median" : b->p;
}

static void print_quantile(TASK *t, const LEVEL *l, double p)
{
	struct txo_estimate e = txo_survival_quantile(l->step, l->steps, p);
	LINE line = txo_survival_line(txo_survival_quantile_term(t, p), l, e);

	line.method = txo_text(curves[t->plan->ci]);
	txo_survival_print(t, &line);
}

/* The share with the event. */
static void turn(struct txo_estimate *e)
{
	double low = e->conf_low;

	e->estimate = 1 - e->estimate;
	e->conf_low = 1 - e->conf_high;
	e->conf_high = 1 - low;
}

static struct txo_estimate estimate_at(const TASK *t, const LEVEL *l, int show,
				       double time)
{
	enum txo_survival_ci ci = (enum txo_survival_ci)t->plan->ci;
	struct txo_estimate e;

	if (show == TXO_SHOW_HAZARD)
		return txo_hazard_at(l->step, l->steps, time, t->plan->level);
	e = txo_survival_at(l->step, l->steps, time, ci);
	if (show == TXO_SHOW_EVENTS)
		turn(&e);
	return e;
}

/* At risk just before the time, and events until then. */
static void count_until(const LEVEL *l, double time, LINE *line)
{
	line->at_risk = l->n;
	line->events = 0;
	for (size_t i = 0; i < l->steps && l->step[i].time <= time; i++) {
		line->events += l->step[i].events;
		if (l->step[i].time < time)
			line->at_risk -= l->step[i].events +
					 l->step[i].censored;
	}
}

/* What was told last of a level, for --min-cell. */
struct told {
	uint64_t at_risk, events;
};

bool txo_survival_is_enough(const TASK *t, uint64_t n)
{
	return n == 0 || n >= t->out->least;
}

static bool differ_enough(const TASK *t, uint64_t a, uint64_t b)
{
	return txo_survival_is_enough(t, a > b ? a - b : b - a);
}

/* With --min-cell: may the counts be told beside those told before? */
static bool may_tell(const TASK *t, const LINE *line, struct told *told)
{
	if (!txo_survival_is_enough(t, line->events) ||
	    !txo_survival_is_enough(t, line->at_risk) ||
	    !differ_enough(t, line->n, line->events) ||
	    !differ_enough(t, line->n, line->at_risk) ||
	    !differ_enough(t, line->events, told->events) ||
	    !differ_enough(t, line->at_risk, told->at_risk))
		return false;
	*told = (struct told){ line->at_risk, line->events };
	return true;
}

static void print_at(TASK *t, const LEVEL *l, double time, struct told *told)
{
	LINE line = { .n = l->n };
	bool withheld;

	count_until(l, time, &line);
	withheld = t->out->least && !may_tell(t, &line, told);
	for (int show = 0; show < (int)TXO_SHOWS; show++) {
		struct txo_estimate e = estimate_at(t, l, show, time);
		LINE shown = txo_survival_line(terms[show][1], l, e);

		if (!(t->plan->shows & 1u << show))
			continue;
		shown.time = time;
		shown.at_risk = line.at_risk;
		shown.events = line.events;
		shown.has = TXO_HAS_RISK | TXO_HAS_EVENTS;
		shown.withheld = withheld;
		if (show != TXO_SHOW_HAZARD)
			shown.method = txo_text(curves[t->plan->ci]);
		txo_survival_print(t, &shown);
	}
}

static void print_curve(TASK *t, const LEVEL *l, int show)
{
	for (size_t i = 0; i < l->steps; i++) {
		const struct txo_survival_step *s = &l->step[i];
		LINE line = txo_survival_line(terms[show][0], l,
					      estimate_at(t, l, show, s->time));

		line.time = s->time;
		line.at_risk = s->at_risk;
		line.events = s->events;
		line.censored = s->censored;
		line.has |= TXO_HAS_RISK;
		if (show != TXO_SHOW_HAZARD)
			line.method = txo_text(curves[t->plan->ci]);
		txo_survival_print(t, &line);
	}
}

static struct txo_estimate mean_of(const TASK *t, const LEVEL *l)
{
	return txo_restricted_mean(l->step, l->steps, t->plan->tau_time,
				   t->plan->level);
}

static void print_level(TASK *t, const LEVEL *l)
{
	const struct txo_survival_plan *p = t->plan;
	struct told told = { l->n, 0 };

	for (size_t i = 0; i < p->quantiles.n; i++)
		print_quantile(t, l, p->quantiles.item[i]);
	if (!isnan(p->tau_time)) {
		LINE line = txo_survival_line("mean_until", l, mean_of(t, l));

		line.time = p->tau_time;
		txo_survival_print(t, &line);
	}
	for (size_t i = 0; i < p->at.n; i++)
		print_at(t, l, p->at_time[i], &told);
	for (int show = 0; show < (int)TXO_SHOWS && p->curve; show++)
		if (p->shows & 1u << show)
			print_curve(t, l, show);
}

/* The level of this name, or one of nobody. */
static LEVEL level_of(const TASK *t, struct txo_text name)
{
	for (size_t i = 0; i < t->levels; i++)
		if (txo_text_equal(t->level[i].name, name))
			return t->level[i];
	return (LEVEL){ .name = name };
}

static void print_difference(TASK *t, const LEVEL *a, const LEVEL *b)
{
	struct txo_estimate of = mean_of(t, a), over = mean_of(t, b);
	LEVEL both = { .n = a->n + b->n,
		       .missing = a->missing + b->missing,
		       .events = a->events + b->events };
	LINE line = txo_survival_line(
		"mean_until_difference", &both,
		txo_restricted_mean_difference(&of, &over, t->plan->level));

	line.of = a->name;
	line.over = b->name;
	line.sign = " - ";
	line.time = t->plan->tau_time;
	line.together = true;
	txo_survival_print(t, &line);
}

void txo_survival_terms(TASK *t)
{
	LEVEL base = level_of(t, t->plan->base);

	for (size_t i = 0; i < t->levels; i++)
		print_level(t, &t->level[i]);
	if (!t->plan->between.p || isnan(t->plan->tau_time))
		return;
	for (size_t i = 0; i < t->levels; i++)
		if (!txo_text_equal(t->level[i].name, base.name))
			print_difference(t, &t->level[i], &base);
}
