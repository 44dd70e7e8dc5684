/*
 * competing.h - times to events of several causes, of which each observation can
 * have but one.
 *
 *	struct txo_cause_times k = { .t = t, .events = d, .others = o,
 *				     .censored = c, .m = m };
 *	txo_incidence(&k, TXO_SURVIVAL_LOG, 0.95, step);
 *	e = txo_incidence_at(step, m, 12);
 *
 * The cumulative incidence of a cause is the probability of an event of it up to
 * a time, where those of other causes can come first; 1 - S of a curve that
 * takes these as censored is too high. A weight is a repeated observation. Times
 * and what is undefined are as in txo/survival.h.
 */
#ifndef TXO_COMPETING_H
#define TXO_COMPETING_H

#include <stddef.h>
#include <stdint.h>

#include "txo/estimate.h"
#include "txo/status.h"
#include "txo/survival.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One group: m distinct times, and how many ended there in which way. */
struct txo_cause_times {
	const double *t;	/* ascending, 0 or more */
	const uint64_t *events;	/* of the cause */
	const uint64_t *others;	/* of any other cause */
	const uint64_t *censored;
	size_t m;
};

/* The curve from this time on. */
struct txo_incidence_step {
	double time;
	uint64_t at_risk;	/* just before the time */
	uint64_t events, others, censored;	/* at the time */
	double incidence;	/* [aalen1978b], from 0 to 1 */
	double std_error;	/* [dinse1986]; 0 before the first event */
	double conf_low, conf_high;	/* pointwise; NaN where it is 0 or 1 */
};

/*
 * The curve: m steps, one a time. The interval is that of the incidence itself,
 * of its logarithm (at most 1), or of log(-log). O(m).
 */
void txo_incidence(const struct txo_cause_times *k, enum txo_survival_ci ci,
		   double level, struct txo_incidence_step *step);

/*
 * Incidence up to a time; before the first one it is 0, without error. BEYOND
 * after the last, unless nobody was left then. O(log m).
 */
struct txo_estimate txo_incidence_at(const struct txo_incidence_step *step,
				     size_t m, double time);

/*
 * The time until which a share p of all has had the event: the first at which the
 * curve is at p or above, within sqrt(DBL_EPSILON). The interval is where the
 * limits of the curve cross p. UNREACHED, OPEN. O(m).
 */
struct txo_estimate
txo_incidence_quantile(const struct txo_incidence_step *step, size_t m,
		       double p);

/* How many of a group ended at a time, within a stratum. */
struct txo_cause_count {
	size_t stratum, group;	/* group: below k */
	double time;
	uint64_t events, others, censored;
};

/*
 * n such counts, sorted by stratum, then time, then group, no two alike in the
 * three; k groups, up to TXO_GRAY_GROUPS.
 */
struct txo_cause_counts {
	const struct txo_cause_count *count;
	size_t n, k;
};

#define TXO_GRAY_GROUPS 200

/*
 * Is the cumulative incidence of the cause the same in all groups [gray1988]?
 * With rho 0; `statistic` is chi-square, df the groups that have observations,
 * less 1; scores and covariances are summed over the strata. FEWGROUPS if these
 * are fewer than two, ZEROCELL without an event of the cause, SMALLN if the
 * covariances do not let it be told. TXO_IO when memory runs out, TXO_DATA for
 * more groups than can be. O(n), and at each time of events k^3.
 */
TXO_NODISCARD
enum txo_status txo_gray(const struct txo_cause_counts *c,
			 struct txo_estimate *out, struct txo_error *err);

#ifdef __cplusplus
}
#endif
#endif
