/*
 * survival_competing.c - the incidence of each of several events that keep each
 * other from happening, and Gray's tests. Event 0 is that of --event-is, the
 * others those of --competing.
 */
#include <stdlib.h>

#include "cmd/survival.h"
#include "txo/competing.h"
#include "txo/note.h"

#define TASK struct txo_survival_task
#define LEVEL struct txo_survival_level
#define LINE struct txo_survival_line
#define COUNT struct txo_cause_count
#define STEP struct txo_incidence_step

static const char *const curves[] = {
	[TXO_SURVIVAL_LOG] = "Aalen-Johansen, log interval",
	[TXO_SURVIVAL_LOG_LOG] = "Aalen-Johansen, log-log interval",
	[TXO_SURVIVAL_PLAIN] = "Aalen-Johansen, plain interval",
};

/* Distinct times of a level, who ended there, and the curve. */
struct curve {
	double *t;
	uint64_t *events, *others, *censored;
	size_t m;
	STEP *step;
	uint64_t all, cut;	/* events, and those without any */
};

enum txo_status txo_survival_choose(struct txo_survival_plan *p,
				    struct txo_error *err)
{
	bool several = p->competing.n > 0;
	unsigned gray = 1u << TXO_TEST_GRAY;
	unsigned incidence = 1u << TXO_SHOW_INCIDENCE;
	unsigned rank = 1u << TXO_TEST_LOG_RANK;
	const char *why = NULL;

	if (!p->shows)
		p->shows = several ? incidence : 1u << TXO_SHOW_SURVIVAL;
	if (!p->tests)
		p->tests = (several ? gray : 0) |
			   (several && !p->trend ? 0 : rank);
	if (several && p->shows != incidence)
		why = "with --competing, --show incidence is what can be shown: "
		      "other curves take those events as censored";
	else if (several && p->tau.n)
		why = "--tau is for one kind of event: leave out --competing";
	else if (!several && p->shows & incidence)
		why = "--show incidence is for events that compete; name them "
		      "with --competing";
	else if (!several && p->tests & gray)
		why = "--test gray is for events that compete; name them with "
		      "--competing";
	else if (p->trend && p->tests == gray)
		why = "--trend is not for gray; ask for --test log-rank as "
		      "well";
	else if (!p->cox.n && p->factors.n)
		why = "--factor is about covariates, which --cox names";
	if (!p->between.p)
		p->tests = 0;
	return why ? txo_fail(err, TXO_USAGE, "%s", why) : TXO_OK;
}

static struct txo_text name_of(const TASK *t, size_t cause)
{
	return cause ? t->plan->cause[cause - 1] : t->plan->event_name;
}

static bool is_cause(const struct txo_survival_row *r, size_t cause)
{
	return r->end ==
	       (cause ? TXO_ENDS_OTHER + (uint32_t)cause - 1 : TXO_ENDS_EVENT);
}

static bool curve_init(struct curve *k, size_t rows)
{
	k->t = calloc(rows + 1, sizeof(*k->t));
	k->events = calloc(rows + 1, sizeof(*k->events));
	k->others = calloc(rows + 1, sizeof(*k->others));
	k->censored = calloc(rows + 1, sizeof(*k->censored));
	k->step = calloc(rows + 1, sizeof(*k->step));
	return k->t && k->events && k->others && k->censored && k->step;
}

static void curve_release(struct curve *k)
{
	free(k->t);
	free(k->events);
	free(k->others);
	free(k->censored);
	free(k->step);
}

static void find_curve(struct curve *k, const TASK *t, const LEVEL *l,
		       size_t cause)
{
	struct txo_cause_times times;

	k->m = 0;
	k->all = k->cut = 0;
	for (size_t i = l->begin; i < l->end; i++) {
		const struct txo_survival_row *r = &t->row[i];
		bool event = is_cause(r, cause);
		bool cut = r->end == TXO_ENDS_CENSORED;

		if (!k->m || k->t[k->m - 1] != r->time) {
			k->t[k->m] = r->time;
			k->events[k->m] = k->others[k->m] = 0;
			k->censored[k->m++] = 0;
		}
		k->events[k->m - 1] += event ? r->w : 0;
		k->censored[k->m - 1] += cut ? r->w : 0;
		k->others[k->m - 1] += event || cut ? 0 : r->w;
		k->all += event ? r->w : 0;
		k->cut += cut ? r->w : 0;
	}
	times = (struct txo_cause_times){ k->t, k->events, k->others,
					  k->censored, k->m };
	txo_incidence(&times, (enum txo_survival_ci)t->plan->ci, t->plan->level,
		      k->step);
}

/* A row of a cause; with --min-cell it is about all of them. */
static LINE line_of(const TASK *t, const LEVEL *l, const struct curve *k,
		    const char *term, struct txo_estimate e)
{
	LINE line = txo_survival_line(term, l, e);

	line.events = k->all;
	line.censored = k->cut;
	line.method = txo_text(curves[t->plan->ci]);
	line.together = true;
	return line;
}

/* Does a count until the time, or the rest of it, tell too much? */
static bool is_few(const TASK *t, const LEVEL *l, const struct curve *k,
		   double time)
{
	uint64_t events = 0, others = 0, censored = 0, gone = 0;

	for (size_t i = 0; i < k->m && k->t[i] <= time; i++) {
		events += k->events[i];
		others += k->others[i];
		censored += k->censored[i];
		if (k->t[i] < time)
			gone = events + others + censored;
	}
	return !txo_survival_is_enough(t, events) ||
	       !txo_survival_is_enough(t, others) ||
	       !txo_survival_is_enough(t, censored) ||
	       !txo_survival_is_enough(t, gone) ||
	       !txo_survival_is_enough(t, l->n - gone) ||
	       !txo_survival_is_enough(t, k->all - events) ||
	       !txo_survival_is_enough(t, k->cut - censored);
}

static void print_at(TASK *t, const LEVEL *l, const struct curve *k, LINE line,
		     double time)
{
	size_t i = 0;

	line.e = txo_incidence_at(k->step, k->m, time);
	line.time = time;
	line.has = TXO_HAS_RISK | TXO_HAS_EVENTS;
	line.events = 0;
	line.at_risk = l->n;
	for (; i < k->m && k->t[i] <= time; i++) {
		line.events += k->events[i];
		if (k->t[i] < time)
			line.at_risk -= k->events[i] + k->others[i] +
					k->censored[i];
	}
	line.withheld = t->out->least && is_few(t, l, k, time);
	txo_survival_print(t, &line);
}

static void print_curve(TASK *t, const struct curve *k, LINE line)
{
	for (size_t i = 0; i < k->m; i++) {
		const STEP *s = &k->step[i];

		line.e = txo_incidence_at(k->step, k->m, s->time);
		line.time = s->time;
		line.at_risk = s->at_risk;
		line.events = s->events;
		line.censored = s->censored;
		line.has |= TXO_HAS_RISK;
		txo_survival_print(t, &line);
	}
}

static void print_level(TASK *t, const LEVEL *l, struct curve *k, size_t cause)
{
	const struct txo_survival_plan *p = t->plan;
	LINE line;

	find_curve(k, t, l, cause);
	for (size_t i = 0; i < p->quantiles.n; i++) {
		double share = p->quantiles.item[i];

		line = line_of(t, l, k, txo_survival_quantile_term(t, share),
			       txo_incidence_quantile(k->step, k->m, share));
		line.variable = name_of(t, cause);
		txo_survival_print(t, &line);
	}
	line = line_of(t, l, k, "incidence", txo_estimate_none(NULL));
	line.variable = name_of(t, cause);
	line.term = "incidence_at";
	for (size_t i = 0; i < p->at.n; i++)
		print_at(t, l, k, line, p->at_time[i]);
	line.term = "incidence";
	if (p->curve)
		print_curve(t, k, line);
}

enum txo_status txo_survival_competing(TASK *t, struct txo_error *err)
{
	struct curve k = { .m = 0 };
	bool room = curve_init(&k, t->rows);

	for (size_t i = 0; i < t->levels && room; i++)
		for (size_t cause = 0; cause <= t->plan->causes; cause++)
			print_level(t, &t->level[i], &k, cause);
	curve_release(&k);
	return room ? TXO_OK : txo_fail_memory(err);
}

static int by_stratum(const void *p, const void *q)
{
	const COUNT *a = p, *b = q;

	if (a->stratum != b->stratum)
		return a->stratum < b->stratum ? -1 : 1;
	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	return (a->group > b->group) - (a->group < b->group);
}

/* The counts of all rows with a stratum; returns how many. */
static size_t find_counts(const TASK *t, size_t cause, COUNT *all)
{
	size_t n = 0, m = 0;

	for (size_t i = 0; i < t->rows; i++) {
		const struct txo_survival_row *r = &t->row[i];
		bool event = is_cause(r, cause);
		bool cut = r->end == TXO_ENDS_CENSORED;

		if (r->stratum != TXO_NO_STRATUM)
			all[n++] = (COUNT){ .stratum = r->stratum,
					    .group = r->level,
					    .time = r->time,
					    .events = event ? r->w : 0,
					    .others = event || cut ? 0 : r->w,
					    .censored = cut ? r->w : 0 };
	}
	if (n)
		qsort(all, n, sizeof(*all), by_stratum);
	for (size_t i = 0; i < n; i++) {
		if (m && by_stratum(&all[m - 1], &all[i]) == 0) {
			all[m - 1].events += all[i].events;
			all[m - 1].others += all[i].others;
			all[m - 1].censored += all[i].censored;
		} else {
			all[m++] = all[i];
		}
	}
	return m;
}

static enum txo_status test(TASK *t, size_t cause, COUNT *count,
			    struct txo_error *err)
{
	struct txo_cause_counts c = { .count = count, .k = t->levels };
	struct txo_estimate e;
	enum txo_status status;
	LINE line;

	c.n = find_counts(t, cause, count);
	status = txo_gray(&c, &e, err);
	if (status != TXO_OK)
		return status;
	line = txo_survival_all(t, "gray", e);
	if (t->lost) {
		line.e.note |= TXO_NOTE_INCOMPLETE;
		line.lost = true;
		line.n -= t->lost;
		line.missing += t->lost;
	}
	line.variable = name_of(t, cause);
	line.events = line.censored = 0;
	for (size_t i = 0; i < c.n; i++) {
		line.events += count[i].events;
		line.censored += count[i].censored;
	}
	line.method = txo_text(t->plan->strata.n ?
				       "Gray, stratified, chi-square" :
				       "Gray, chi-square");
	txo_survival_print(t, &line);
	return TXO_OK;
}

enum txo_status txo_survival_gray(TASK *t, struct txo_error *err)
{
	COUNT *count = calloc(t->rows + 1, sizeof(*count));
	enum txo_status status = count ? TXO_OK : txo_fail_memory(err);

	for (size_t c = 0; c <= t->plan->causes && status == TXO_OK; c++)
		status = test(t, c, count, err);
	free(count);
	return status;
}
