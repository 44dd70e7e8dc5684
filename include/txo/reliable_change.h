/*
 * reliable_change.h - did a course change its score by more than chance, by as
 * much as matters, or across a cutoff?
 *
 *	struct txo_estimate sd = txo_sd_interval(&moments, 0.95);
 *	struct txo_estimate r = txo_estimate_none("given");
 *	r.estimate = 0.8;
 *	struct txo_estimate t = txo_reliable_change(&sd, &r, 0.95);
 *	struct txo_class_rule rule = { .method = TXO_CLASS_RCI,
 *				       .change = { t.estimate, 0 } };
 *	puts(txo_class_name(txo_class_of(&rule, pre, post, &note)));
 *
 * Estimates are in the unit of the score, except reliabilities, which have
 * none. What is undefined is NaN with a note.
 */
#ifndef TXO_RELIABLE_CHANGE_H
#define TXO_RELIABLE_CHANGE_H

#include <stdbool.h>
#include <stdint.h>

#include "txo/dist.h"
#include "txo/estimate.h"
#include "txo/pairs.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Standard deviation, divisor n - 1, with the interval of a normal
 * distribution's: sqrt(m2 / chi-square quantile); df = n - 1. NaN for n < 2
 * (SMALLN); without an interval when all values are equal (CONST).
 */
struct txo_estimate txo_sd_interval(const struct txo_moments *k, double level);

/*
 * Correlation of two measurements of the same people before treatment, with
 * Fisher's z interval [fisher1921]; df = n - 3. NaN for n < 2 (SMALLN) or when
 * one of them is constant (CONST); without an interval for n < 4 (SMALLN) or a
 * perfect correlation (PERFECT).
 */
struct txo_estimate txo_retest(const struct txo_pairs *p, double level);

/*
 * What a change must exceed to be reliable: z sd sqrt(2) sqrt(1 - r), where z is
 * that of the level [jacobson1991]. sd and r are numbers (df is NaN) or estimates
 * of the two functions above, whose df tells n. The interval scales
 * that of sd, or takes the ends of that of r, or joins both on the scale of
 * logarithms [zou2008], allowing for their correlation where the pairs of r are
 * among the values of sd. No interval when both are numbers. NaN for r above 1.
 */
struct txo_estimate txo_reliable_change(const struct txo_estimate *sd,
					const struct txo_estimate *r,
					double level);

/* The same from a standard error of measurement: z sqrt(2) sem. */
struct txo_estimate txo_reliable_change_sem(double sem, double level);

/* Mean and standard deviation of a population; n of a sample of it, else 0. */
struct txo_population {
	double mean, sd;
	uint64_t n;
};

/*
 * The line between those who need treatment (clinical) and those who do not
 * (functional) [jacobson1991]:
 * A: 2 sd of the clinical population from its mean, in the better direction.
 * B: 2 sd of the functional population from its mean, in the worse direction.
 * C: where both are equally many of their sd away. NaN if both sd are 0 (CONST).
 * The interval of A and C is that of the delta method, for a clinical
 * population known by a sample of n >= 2; what is not needed may be NaN.
 */
enum txo_cutoff { TXO_CUTOFF_A, TXO_CUTOFF_B, TXO_CUTOFF_C };

struct txo_estimate txo_cutoff(enum txo_cutoff which,
			       const struct txo_population *clinical,
			       const struct txo_population *functional,
			       bool higher_better, double level);

/* A decimal as it is computed with: the nearest double and what it leaves. */
struct txo_value {
	double x, lo;
};

enum txo_class {
	TXO_CLASS_NONE,	/* cannot be told */
	TXO_RECOVERED,	/* reliably better, from the bad side to the good one */
	TXO_IMPROVED,
	TXO_UNCHANGED,
	TXO_DETERIORATED,
	TXO_HARMED,	/* reliably worse, from the good side to the bad one */
	TXO_CLASSES
};

/* "recovered" and so on; "unclassified" for TXO_CLASS_NONE. Static storage. */
const char *txo_class_name(enum txo_class c);

/*
 * RCI: better or worse by more than `change`.
 * MCID: by `change` or more.
 * PERCENT: by `change` percent or more of the size of the baseline, or of what is
 * possible: the distance from the baseline to the best end of the scale.
 * CUTOFF: from one side of the cutoff to the other; a score equal to it is on
 * neither side.
 * COMBINED: as RCI, and recovered or harmed if also as CUTOFF.
 */
enum txo_class_method {
	TXO_CLASS_RCI,
	TXO_CLASS_MCID,
	TXO_CLASS_PERCENT,
	TXO_CLASS_CUTOFF,
	TXO_CLASS_COMBINED
};

struct txo_class_rule {
	enum txo_class_method method;
	bool higher_better;
	struct txo_value change;	/* above 0 but for RCI; see above */
	struct txo_value cutoff;
	double slack;		/* scores so near to the cutoff are equal to it */
	bool of_possible;	/* PERCENT */
	struct txo_value best;	/* end of the scale, for that */
};

/*
 * The class of a course. Differences are exact for decimals: two numbers count
 * as equal if they differ by less than 2^-90 of the numbers that they are made
 * of, so that 0.7 - 0.4 is 0.3; numbers of up to 18 digits that are not
 * equal differ by far more.
 * TXO_CLASS_NONE, with bits added to *note: a score is missing (NODATA), the
 * rule has a threshold that is NaN (SMALLN), a percentage of 0 (ZEROBASE), scores
 * above 1e300 (OVERFLOW). `change` of PERCENT is up to 10^6.
 */
enum txo_class txo_class_of(const struct txo_class_rule *rule,
			    struct txo_value pre, struct txo_value post,
			    unsigned *note);

/* post - pre, rounded once; NaN if one is missing. */
double txo_change(struct txo_value pre, struct txo_value post);

/* 100 (post - pre) / |pre|, rounded once; NaN if pre is 0 or one is missing. */
double txo_percent_change(struct txo_value pre, struct txo_value post);

#ifdef __cplusplus
}
#endif
#endif
