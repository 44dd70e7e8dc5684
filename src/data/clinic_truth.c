/*
 * clinic_truth.c - the facts of clinic_truth.h, from the chances of
 * clinic_chance.h.
 *
 * METHOD: patients leave by chance alone, whatever they had. So a session of a
 * given number shows the same whoever is still there; all sessions together are
 * the mixture of them by how many courses reach each number, and all courses
 * that of their last sessions.
 */
#include "data/clinic_truth.h"

#include <math.h>
#include <stdlib.h>

#include "data/clinic_chance.h"

#define ANY TXO_CLINIC_EFFECTS
#define RATES (TXO_CLINIC_EFFECTS + 1)

struct truth {
	const struct txo_clinic_rules *rules;
	const struct txo_clinic_reader *reader;
	bool courses;
	double bell[TXO_CLINIC_BELLS];
	/* of rows, those of the session with this number, from 1 */
	double weight[TXO_CLINIC_MOST + 1];
	/* at hand; of the concern; of each session; of all */
	struct txo_clinic_outcomes one, concern, session[TXO_CLINIC_MOST + 1],
		all;
	struct txo_clinic_chance chance, sum;
	double rate[TXO_CLINIC_CONCERNS][TXO_CLINIC_MOST + 1][RATES];
};

static void tell(const struct truth *t, struct txo_clinic_fact fact)
{
	fact.value = floor(fact.value * 1e9 + 0.5) / 1e9;
	t->reader->tell(t->reader->ctx, &fact);
}

static double share_of(int concern)
{
	return txo_clinic_concern[concern].share / 1024.0;
}

/* What a chance shows, of values that are `unit` to the one. */
static void tell_chance(const struct truth *t, struct txo_clinic_fact fact,
			const struct txo_clinic_chance *c, double unit)
{
	static const char *const quartile[] = { "q1", "median", "q3" };

	fact.statistic = "mean";
	fact.value = txo_clinic_chance_mean(c) / unit;
	tell(t, fact);
	fact.statistic = "sd";
	fact.value = txo_clinic_chance_sd(c) / unit;
	tell(t, fact);
	for (int i = 0; i < 3; i++) {
		fact.statistic = quartile[i];
		fact.value = txo_clinic_chance_quantile(c, (i + 1) / 4.0) /
			     unit;
		tell(t, fact);
	}
}

static void tell_outcomes(const struct truth *t, int concern, int session,
			  const struct txo_clinic_outcomes *o)
{
	static const char *const names[TXO_CLINIC_OUTCOMES] = {
		"improvement", "score", "satisfaction"
	};

	for (int i = 0; i < TXO_CLINIC_OUTCOMES; i++)
		tell_chance(t,
			    (struct txo_clinic_fact){ .variable = names[i],
						      .concern = concern,
						      .session = session },
			    &o->of[i],
			    i == TXO_CLINIC_OF_SATISFACTION ? 1 : 10);
}

static void add(struct txo_clinic_outcomes *to,
		const struct txo_clinic_outcomes *o, double weight)
{
	for (int i = 0; i < TXO_CLINIC_OUTCOMES; i++)
		txo_clinic_chance_add(&to->of[i], &o->of[i], weight);
}

static void tell_all_outcomes(struct truth *t)
{
	for (int i = 0; i < TXO_CLINIC_CONCERNS; i++) {
		t->concern = (struct txo_clinic_outcomes){ 0 };
		for (int k = 1; k <= t->rules->most; k++) {
			if (t->weight[k] <= 0)
				continue;
			txo_clinic_outcome_chance(i, k, t->bell, &t->one);
			tell_outcomes(t, i, k, &t->one);
			add(&t->concern, &t->one, t->weight[k]);
			add(&t->session[k], &t->one, share_of(i));
		}
		tell_outcomes(t, i, 0, &t->concern);
		add(&t->all, &t->concern, share_of(i));
	}
	for (int k = 1; k <= t->rules->most; k++)
		if (t->weight[k] > 0)
			tell_outcomes(t, TXO_CLINIC_ALL, k, &t->session[k]);
	tell_outcomes(t, TXO_CLINIC_ALL, 0, &t->all);
}

/* What a course had before its first session: a function of the concern. */
static void tell_before(struct truth *t, const char *variable,
			void (*chance)(int, const double *,
				       struct txo_clinic_chance *))
{
	struct txo_clinic_fact fact = { .variable = variable };

	t->sum = (struct txo_clinic_chance){ .p = { 0 } };
	for (int i = 0; i < TXO_CLINIC_CONCERNS; i++) {
		chance(i, t->bell, &t->chance);
		fact.concern = i;
		tell_chance(t, fact, &t->chance, 10);
		txo_clinic_chance_add(&t->sum, &t->chance, share_of(i));
	}
	fact.concern = TXO_CLINIC_ALL;
	tell_chance(t, fact, &t->sum, 10);
}

static void tell_pain(struct truth *t)
{
	struct txo_clinic_fact fact = { .variable = "pain",
					.concern = TXO_CLINIC_ALL };

	t->sum = (struct txo_clinic_chance){ .p = { 0 } };
	for (int i = 0; i < TXO_CLINIC_DEVICES; i++) {
		txo_clinic_pain_chance(i, &t->chance);
		fact.item = txo_clinic_device[i].name;
		tell_chance(t, fact, &t->chance, 1);
		txo_clinic_chance_add(&t->sum, &t->chance,
				      txo_clinic_device[i].share / 256.0);
	}
	fact.item = NULL;
	tell_chance(t, fact, &t->sum, 1);
}

static void tell_shares(const struct truth *t)
{
	struct txo_clinic_fact fact = { .statistic = "share" };
	double mean = 0;

	fact.variable = "concern";
	for (int i = 0; i < TXO_CLINIC_CONCERNS; i++) {
		fact.concern = i;
		fact.value = share_of(i);
		tell(t, fact);
	}
	fact.concern = TXO_CLINIC_ALL;
	fact.variable = "device";
	for (int i = 0; i < TXO_CLINIC_DEVICES; i++) {
		fact.item = txo_clinic_device[i].name;
		fact.value = txo_clinic_device[i].share / 256.0;
		tell(t, fact);
	}
	fact.item = NULL;
	fact.variable = t->courses ? "sessions" : "session";
	for (int k = 1; k <= t->rules->most; k++) {
		fact.session = k;
		fact.value = t->weight[k];
		mean += k * t->weight[k];
		if (t->weight[k] > 0)
			tell(t, fact);
	}
	fact.session = 0;
	fact.statistic = "mean";
	fact.value = mean;
	tell(t, fact);
}

/* How probable a side effect, or any of them, is after a session. */
static double session_rate(const struct truth *t, int concern, int session,
			   int effect)
{
	double risk = txo_clinic_risk(concern, session,
				      t->rules->side_effects) /
		      16777216.0;
	int weight = 0;

	for (int i = 0; i < TXO_CLINIC_SETS; i++)
		if (effect == ANY || txo_clinic_set[i] >> effect & 1)
			weight += txo_clinic_set_weight(concern, i);
	return risk * weight / 256;
}

/* Of each row: a session; or a course, spared only if by every session. */
static void find_rates(struct truth *t)
{
	for (int i = 0; i < TXO_CLINIC_CONCERNS; i++)
		for (int e = 0; e < RATES; e++) {
			double spared = 1;

			for (int k = 1; k <= t->rules->most; k++) {
				double rate = session_rate(t, i, k, e);

				spared *= 1 - rate;
				t->rate[i][k][e] = t->courses ? 1 - spared :
								rate;
			}
		}
}

/* The rate of one concern or all, after one session or all. */
static double rate_of(const struct truth *t, int concern, int session,
		      int effect)
{
	double sum = 0;

	for (int i = 0; i < TXO_CLINIC_CONCERNS; i++)
		for (int k = 1; k <= t->rules->most; k++) {
			double by_concern = concern == TXO_CLINIC_ALL ?
						    share_of(i) :
						    concern == i;
			double by_session = session ? session == k :
						      t->weight[k];

			sum += t->rate[i][k][effect] * by_concern * by_session;
		}
	return sum;
}

static void tell_rates(const struct truth *t)
{
	struct txo_clinic_fact fact = { .variable = "side_effects",
					.statistic = "rate" };

	for (int i = TXO_CLINIC_ALL; i < TXO_CLINIC_CONCERNS; i++)
		for (int k = 0; k <= t->rules->most; k++)
			for (int e = 0; e < RATES; e++) {
				if (k && t->weight[k] <= 0)
					continue;
				fact.concern = i;
				fact.session = k;
				fact.item = e == ANY ? "any" :
						       txo_clinic_effect[e];
				fact.value = rate_of(t, i, k, e);
				tell(t, fact);
			}
}

/* Of all rows, those of each session; or of courses with so many. */
static void find_weights(struct truth *t)
{
	const struct txo_clinic_rules *r = t->rules;
	double stay = 1 - (double)r->dropout / 4294967296.0;
	double reach = 1, sum = 0;

	for (int k = 1; k <= r->most; k++) {
		double leave = k < r->least ? 0 : k < r->most ? 1 - stay : 1;

		t->weight[k] = t->courses ? reach * leave : reach;
		sum += t->weight[k];
		reach *= 1 - leave;
	}
	for (int k = 1; k <= r->most; k++)
		t->weight[k] /= sum;
}

enum txo_status txo_clinic_truth(const struct txo_clinic_rules *rules,
				 bool courses,
				 const struct txo_clinic_reader *reader,
				 struct txo_error *err)
{
	struct truth *t = calloc(1, sizeof(*t));

	if (!t)
		return txo_fail_memory(err);
	t->rules = rules;
	t->reader = reader;
	t->courses = courses;
	txo_clinic_bell_chance(t->bell);
	find_weights(t);
	find_rates(t);
	tell_shares(t);
	tell_before(t, "baseline", txo_clinic_baseline_chance);
	tell_before(t, "level", txo_clinic_level_chance);
	if (!courses)
		tell_pain(t);
	tell_all_outcomes(t);
	tell_rates(t);
	free(t);
	return TXO_OK;
}
