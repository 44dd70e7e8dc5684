/*
 * survival.h - times to an event, some of which are cut short.
 *
 *	struct txo_times k = { .t = t, .events = d, .censored = c, .m = m };
 *	txo_kaplan_meier(&k, TXO_SURVIVAL_LOG, 0.95, step);
 *	struct txo_estimate median = txo_survival_quantile(step, m, 0.5);
 *
 * An observation ends at a time of 0 or more: with the event, or without, which
 * is censored; who is censored at the time of an event is still at risk then. A
 * weight is a repeated observation. What is undefined is NaN with a note:
 * NODATA (no observation), UNREACHED (the curve does not come down so far),
 * BEYOND (after the last observation), OPEN (an interval without one end),
 * ZEROCELL (nobody is left, or nobody had the event). Cost is that of the
 * distinct times, whatever the weights.
 */
#ifndef TXO_SURVIVAL_H
#define TXO_SURVIVAL_H

#include <stddef.h>
#include <stdint.h>

#include "txo/estimate.h"
#include "txo/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One group: m distinct times, and how many ended there in either way. */
struct txo_times {
	const double *t;	/* ascending, 0 or more */
	const uint64_t *events, *censored;
	size_t m;
};

/*
 * Make near-equal times equal, as R's survival does: of the m distinct times in
 * ascending order each that is within sqrt(DBL_EPSILON) of the one before it, or
 * within so much of the mean of all, becomes the first of its chain. Returns how
 * many distinct ones there are then. To be called once for all groups together.
 * O(m).
 */
size_t txo_times_tie(double *t, size_t m);

enum txo_survival_ci {
	TXO_SURVIVAL_LOG,	/* normal interval of log S, at most 1 */
	TXO_SURVIVAL_LOG_LOG,	/* of log(-log S) */
	TXO_SURVIVAL_PLAIN	/* of S, from 0 to 1 */
};

/* The curves from this time on. */
struct txo_survival_step {
	double time;
	uint64_t at_risk;		/* just before the time */
	uint64_t events, censored;	/* at the time */
	double survival;	/* [kaplan1958], from 1 to 0 */
	double std_error;	/* of it [greenwood1926]; NaN where it is 0 */
	double conf_low, conf_high;	/* pointwise; NaN where it is 0 */
	double hazard;		/* cumulative, [nelson1972], [aalen1978] */
	double hazard_error;	/* of it */
};

/* Both curves: m steps, one a time. O(m). */
void txo_kaplan_meier(const struct txo_times *k, enum txo_survival_ci ci,
		      double level, struct txo_survival_step *step);

/*
 * Survival, and the cumulative hazard, at a time: std_error and pointwise
 * interval, of the hazard the normal one of its logarithm at `level`. `ci` is that of
 * the steps. Before the first time they are 1 and 0, without error; BEYOND after the last, unless nobody
 * was left then. O(log m).
 */
struct txo_estimate txo_survival_at(const struct txo_survival_step *step,
				    size_t m, double time,
				    enum txo_survival_ci ci);
struct txo_estimate txo_hazard_at(const struct txo_survival_step *step,
				  size_t m, double time, double level);

/*
 * The time until which a share p, 0 to 1, has had the event: the first at which
 * the curve is at 1 - p or below. Where it is flat at 1 - p, the middle of the
 * flat part, which ends with the last observation if the curve goes no further;
 * within sqrt(DBL_EPSILON), as in R. The interval is where the limits of the
 * curve cross 1 - p [brookmeyer1982]. O(m).
 */
struct txo_estimate txo_survival_quantile(const struct txo_survival_step *step,
					  size_t m, double p);

/*
 * Mean time without the event, up to tau: the area under the curve from 0 to
 * tau [irwin1949], with normal interval; unit of time. `df` is NaN. BEYOND if tau
 * is after the last observation and somebody was left then. O(m).
 */
struct txo_estimate txo_restricted_mean(const struct txo_survival_step *step,
					size_t m, double tau, double level);

/* a - b of two such means, with normal interval and Wald's test. O(1). */
struct txo_estimate txo_restricted_mean_difference(const struct txo_estimate *a,
						   const struct txo_estimate *b,
						   double level);

/* How many of a group ended at a time, within a stratum. */
struct txo_survival_count {
	size_t stratum, group;	/* group: below k */
	double time;
	uint64_t events, censored;
};

/*
 * n such counts, sorted by stratum, then time, then group, no two alike in the
 * three; k groups, up to TXO_LOG_RANK_GROUPS.
 */
struct txo_survival_counts {
	const struct txo_survival_count *count;
	size_t n, k;
};

#define TXO_LOG_RANK_GROUPS 1000

/* Weights S^rho (1 - S)^gamma, S of all groups just before each time. */
struct txo_log_rank_weights {
	double rho, gamma;	/* 0 or more */
};

/*
 * Is the hazard the same in all groups? With the weights 0, 0 the log-rank test
 * [mantel1966], with rho 1 and gamma 0 that of Peto and Peto in its usual form
 * [peto1972], else of Fleming and Harrington [harrington1982]; observed less expected
 * events and their covariances are summed over the strata. `statistic` is
 * chi-square, df the groups in which events are expected, less 1; groups that are
 * alone whenever they are at risk do not count.
 * FEWGROUPS if these are fewer than two, ZEROCELL without an event, SMALLN if
 * groups are never at risk together. TXO_IO when memory runs out, TXO_DATA for
 * more groups than can be. O(n), at each time of an event times the square of the
 * groups in the stratum.
 */
TXO_NODISCARD
enum txo_status txo_log_rank(const struct txo_survival_counts *c,
			     struct txo_log_rank_weights w,
			     struct txo_estimate *out, struct txo_error *err);

/*
 * Does the hazard rise or fall with the scores of the k groups [tarone1975]?
 * `statistic` is z, above 0 if groups with higher scores have more events than
 * was to be expected. CONST if all scores are equal.
 */
TXO_NODISCARD
enum txo_status txo_log_rank_trend(const struct txo_survival_counts *c,
				   struct txo_log_rank_weights w,
				   const double *score,
				   struct txo_estimate *out,
				   struct txo_error *err);

#ifdef __cplusplus
}
#endif
#endif
