/*
 * clinic_model.h - the rules and the numbers of the synthetic clinic.
 *
 * All that decides a cell is whole-number arithmetic on these tables, so that
 * the same draws give the same cells on any machine. The generator (clinic.h)
 * and the truth (clinic_truth.h) share every function here, so that the truth
 * is the truth of what is drawn, rounding and ends of scales included.
 *
 * Nothing here was measured: the numbers are made up, of a size that is easy
 * to believe. Units: scores and improvement in tenths (percent or points).
 */
#ifndef TXO_DATA_CLINIC_MODEL_H
#define TXO_DATA_CLINIC_MODEL_H

#include <stddef.h>
#include <stdint.h>

#define TXO_CLINIC_CONCERNS 8
#define TXO_CLINIC_DEVICES 3
#define TXO_CLINIC_EFFECTS 8
#define TXO_CLINIC_SETS 12	/* of side effects that come together */
#define TXO_CLINIC_MOST 12	/* sessions that a course can have */
#define TXO_CLINIC_TOP 1000	/* 100.0, the end of both scales */
#define TXO_CLINIC_BELL 510	/* a bell is from -510 to 510 */
#define TXO_CLINIC_BELLS (2 * TXO_CLINIC_BELL + 1)

struct txo_clinic_concern {
	const char *name;	/* a term of the vocabulary */
	int share;		/* of courses, in 1/1024; all of them 1024 */
	/* of the improvement that many sessions would bring: tenths */
	int level, level_spread;
	int gain;		/* of what is left, by each session: 1/1024 */
	int baseline, baseline_spread;	/* tenths */
	int risk;		/* of side effects, 1024: that of all courses */
	int flare, pigment;	/* of 256 side effects, these */
	int depth;		/* of the shallowest needles, 1/4 mm */
};

struct txo_clinic_device {
	const char *name;
	int share;		/* in 1/256; all of them 256 */
	int pain;		/* the middle of its pain scores */
};

extern const struct txo_clinic_concern txo_clinic_concern[TXO_CLINIC_CONCERNS];
extern const struct txo_clinic_device txo_clinic_device[TXO_CLINIC_DEVICES];

/* Side effects, terms of the vocabulary; a set has a bit for each. */
extern const char *const txo_clinic_effect[TXO_CLINIC_EFFECTS];
extern const unsigned txo_clinic_set[TXO_CLINIC_SETS];

/* How many of 256 patients with side effects have this set. */
int txo_clinic_set_weight(int concern, int set);

/*
 * The sum of the four bytes, less its mean: the shape of a bell, with a
 * variance of 21845. Of the 2^32 values of the bits, how many give `bell`.
 */
int txo_clinic_bell(uint32_t bits);
void txo_clinic_bell_counts(uint64_t *count /* TXO_CLINIC_BELLS */);

/* The improvement that many sessions would bring to a patient. */
int txo_clinic_level(int concern, int bell);

/* How much of it is there after the session, in 1/1024. */
int txo_clinic_curve(int concern, int session);

/* What is seen after the session, of a level that is due by the curve. */
int txo_clinic_noise(int bell);
int txo_clinic_improvement(int level, int curve, int noise);

int txo_clinic_baseline(int concern, int bell);

/* The score of a patient who is better by so much; lower is better. */
int txo_clinic_score(int baseline, int improvement);

/* From 0 to 10; `byte` is a random one. */
int txo_clinic_satisfaction(int improvement, unsigned byte);
int txo_clinic_pain(int device, unsigned byte);

/*
 * Of 2^24 sessions, how many have side effects, where `rate` of a million first
 * sessions have.
 */
uint32_t txo_clinic_risk(int concern, int session, uint32_t rate);

#endif
