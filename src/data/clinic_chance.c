/*
 * clinic_chance.c - the chances of clinic_chance.h.
 *
 * METHOD: every number that is drawn is a function of clinic_model.c of one or
 * two values with known counts out of a power of two. So its chance is a sum of
 * products of such counts, taken over all pairs; nothing is approximated but for
 * the rounding of these sums, some 1e-14.
 */
#include "data/clinic_chance.h"

#include <math.h>
#include <string.h>

#define BELL TXO_CLINIC_BELL
#define TOP TXO_CLINIC_TOP

void txo_clinic_bell_chance(double *p)
{
	uint64_t count[TXO_CLINIC_BELLS];

	txo_clinic_bell_counts(count);
	for (int i = 0; i < TXO_CLINIC_BELLS; i++)
		p[i] = (double)count[i] / 4294967296.0;
}

void txo_clinic_level_chance(int concern, const double *bell,
			     struct txo_clinic_chance *c)
{
	memset(c, 0, sizeof(*c));
	for (int i = -BELL; i <= BELL; i++)
		c->p[txo_clinic_level(concern, i)] += bell[i + BELL];
}

void txo_clinic_baseline_chance(int concern, const double *bell,
				struct txo_clinic_chance *c)
{
	memset(c, 0, sizeof(*c));
	for (int i = -BELL; i <= BELL; i++)
		c->p[txo_clinic_baseline(concern, i)] += bell[i + BELL];
}

void txo_clinic_pain_chance(int device, struct txo_clinic_chance *c)
{
	memset(c, 0, sizeof(*c));
	for (unsigned byte = 0; byte < 256; byte++)
		c->p[txo_clinic_pain(device, byte)] += 1 / 256.0;
}

/* Of noise, from -BELL on; the bell is wider. */
static void noise_chance(const double *bell, double *p)
{
	memset(p, 0, TXO_CLINIC_BELLS * sizeof(*p));
	for (int i = -BELL; i <= BELL; i++)
		p[txo_clinic_noise(i) + BELL] += bell[i + BELL];
}

static void improvement_chance(int concern, int session, const double *bell,
			       struct txo_clinic_chance *c)
{
	struct txo_clinic_chance level;
	int curve = txo_clinic_curve(concern, session);
	double noise[TXO_CLINIC_BELLS];

	noise_chance(bell, noise);
	txo_clinic_level_chance(concern, bell, &level);
	memset(c, 0, sizeof(*c));
	for (int i = 0; i <= TOP; i++)
		for (int j = -BELL; level.p[i] > 0 && j <= BELL; j++)
			if (noise[j + BELL] > 0)
				c->p[txo_clinic_improvement(i, curve, j)] +=
					level.p[i] * noise[j + BELL];
}

void txo_clinic_outcome_chance(int concern, int session, const double *bell,
			       struct txo_clinic_outcomes *o)
{
	struct txo_clinic_chance baseline;
	const double *better = o->of[TXO_CLINIC_OF_IMPROVEMENT].p;
	double *score = o->of[TXO_CLINIC_OF_SCORE].p;
	double *satisfaction = o->of[TXO_CLINIC_OF_SATISFACTION].p;

	memset(o, 0, sizeof(*o));
	improvement_chance(concern, session, bell,
			   &o->of[TXO_CLINIC_OF_IMPROVEMENT]);
	txo_clinic_baseline_chance(concern, bell, &baseline);
	for (int i = 0; i <= TOP; i++) {
		for (int b = 0; better[i] > 0 && b <= TOP; b++)
			score[txo_clinic_score(b, i)] += better[i] *
							 baseline.p[b];
		for (unsigned byte = 0; byte < 256; byte++)
			satisfaction[txo_clinic_satisfaction(i, byte)] +=
				better[i] / 256;
	}
}

void txo_clinic_chance_add(struct txo_clinic_chance *to,
			   const struct txo_clinic_chance *c, double weight)
{
	for (int i = 0; i <= TOP; i++)
		to->p[i] += c->p[i] * weight;
}

double txo_clinic_chance_mean(const struct txo_clinic_chance *c)
{
	double sum = 0;

	for (int i = 0; i <= TOP; i++)
		sum += c->p[i] * i;
	return sum;
}

double txo_clinic_chance_sd(const struct txo_clinic_chance *c)
{
	double mean = txo_clinic_chance_mean(c), sum = 0;

	for (int i = 0; i <= TOP; i++)
		sum += c->p[i] * (i - mean) * (i - mean);
	return sqrt(sum);
}

int txo_clinic_chance_quantile(const struct txo_clinic_chance *c, double p)
{
	double sum = 0;
	int i;

	for (i = 0; i < TOP; i++) {
		sum += c->p[i];
		if (sum >= p - 1e-12)
			break;
	}
	return i;
}
