/*
 * clinic_chance.h - how probable each value of the synthetic clinic is; for
 * clinic_truth.c.
 *
 * A chance is an array of TXO_CLINIC_TOP + 1 probabilities: that of 0, of 1 ...
 * in the unit of the cell's last digit.
 */
#ifndef TXO_DATA_CLINIC_CHANCE_H
#define TXO_DATA_CLINIC_CHANCE_H

#include "data/clinic.h"

enum txo_clinic_outcome {
	TXO_CLINIC_OF_IMPROVEMENT,
	TXO_CLINIC_OF_SCORE,
	TXO_CLINIC_OF_SATISFACTION,
	TXO_CLINIC_OUTCOMES
};

struct txo_clinic_chance {
	double p[TXO_CLINIC_TOP + 1];
};

/* All outcomes of a session. */
struct txo_clinic_outcomes {
	struct txo_clinic_chance of[TXO_CLINIC_OUTCOMES];
};

/* Of a bell: TXO_CLINIC_BELLS probabilities. */
void txo_clinic_bell_chance(double *p);

/* Of a patient's level, baseline and pain; `bell` as above. */
void txo_clinic_level_chance(int concern, const double *bell,
			     struct txo_clinic_chance *c);
void txo_clinic_baseline_chance(int concern, const double *bell,
				struct txo_clinic_chance *c);
void txo_clinic_pain_chance(int device, struct txo_clinic_chance *c);

/* Of what is seen after the session. */
void txo_clinic_outcome_chance(int concern, int session, const double *bell,
			       struct txo_clinic_outcomes *o);

/* Add the chances, weighted. */
void txo_clinic_chance_add(struct txo_clinic_chance *to,
			   const struct txo_clinic_chance *c, double weight);

double txo_clinic_chance_mean(const struct txo_clinic_chance *c);
double txo_clinic_chance_sd(const struct txo_clinic_chance *c);
/* The least value that is not below a share p of all. */
int txo_clinic_chance_quantile(const struct txo_clinic_chance *c, double p);

#endif
